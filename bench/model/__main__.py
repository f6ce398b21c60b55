"""Teaches Tesseract's English model typescript, with Tesseract's own programs.

    python -m bench.model MODEL --seeds 0:600 --iterations 20000
    python -m bench.model MODEL --start build/model/typescript_checkpoint --rate 0.0001
    python -m bench.model MODEL --start ocr/models/typescript.traineddata --rate 0.0001 --folder NEW

Needs ``lstmtraining``, ``combine_tessdata``, ``dawg2wordlist`` and ``wordlist2dawg`` (Debian, Ubuntu: in
tesseract-ocr). About seven lines a second are learned on one core. How well the model reads is measured by
``bench.reading`` and ``bench.evaluate``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Annotated

import typer
from rich.progress import track

from bench.model.lines import Line, printed_lines, typed_lines
from bench.model.network import document, mixed, thawed
from bench.model.tables import sheet_words, with_sign
from bench.seeds import seed_range

_WORDS, _AROUND = "lstm-word-dawg", "lstm-punc-dawg"
_PARTS = ("lstm", "lstm-unicharset", _WORDS, _AROUND)
_CORES = 2


def run(
    model: Annotated[Path, typer.Argument(help="The model to write, a .traineddata file.")],
    *,
    english: Annotated[
        Path, typer.Option(help="Tesseract's English model, of the kind with whole numbers.")
    ] = Path("/usr/share/tesseract-ocr/5/tessdata/eng.traineddata"),
    seeds: Annotated[str, typer.Option(help="One machine and its pages each.")] = "0:600",
    iterations: Annotated[
        int, typer.Option(help="Lines to learn from, those read rightly not counted.")
    ] = 20_000,
    rate: Annotated[float, typer.Option(help="How much is learned from a line at first.")] = 0.0005,
    start: Annotated[
        Path | None,
        typer.Option(help="A checkpoint or a model to go on from; default: the English model."),
    ] = None,
    share: Annotated[
        float,
        typer.Option(help="How much of what was learned is taken, 0 to 1; less forgets less."),
    ] = 1.0,
    folder: Annotated[
        Path,
        typer.Option(help="For lines and checkpoints: a new one when a model is gone on from."),
    ] = Path("build/model"),
) -> None:
    """Type lines, teach them to the network, and write the model."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: folder / f"eng.{name}" for name in _PARTS}
    for name, file in parts.items():
        _tell("combine_tessdata", "-e", english, file)
        if not file.is_file():
            sys.exit(f"{english} has no {name}")
    english_words = _listed(parts, _WORDS, folder)
    words = [word for line in english_words for word in line.split() if word.isascii()]
    lessons = folder / "lines.lstmf"
    lessons.write_bytes(document(_typed(seed_range(seeds), words), "eng"))
    (folder / "lessons.txt").write_text(f"{lessons.resolve()}\n")
    before = folder / "start.lstm"
    if start is None or start.suffix == english.suffix:
        _tell("combine_tessdata", "-e", start or english, before)
        start = folder / "thawed.lstm"
        start.write_bytes(thawed(before.read_bytes()))
    elif share < 1 and not before.is_file():
        sys.exit(f"{folder} does not say what the lessons began from: {before.name}")
    learned = folder / "typescript"
    _tell(
        "lstmtraining",
        *("--continue_from", start, "--traineddata", english),
        *("--train_listfile", folder / "lessons.txt", "--model_output", learned),
        *("--learning_rate", rate, "--reset_learning_rate", "true"),
        *("--max_iterations", iterations, "--debug_interval", 0),
    )
    _freeze(Path(f"{learned}_checkpoint"), english, model)
    if share < 1:
        after, between = folder / "learned.lstm", folder / "between.lstm"
        _tell("combine_tessdata", "-e", model, after)
        between.write_bytes(mixed(before.read_bytes(), after.read_bytes(), share))
        _freeze(between, english, model)
    around = with_sign(_listed(parts, _AROUND, folder))
    tables = {_WORDS: dict.fromkeys((*english_words, *sheet_words())), _AROUND: around}
    written = [_table(listed, name, parts, folder) for name, listed in tables.items()]
    _tell("combine_tessdata", "-o", model, *written)


def _freeze(network: Path, english: Path, model: Path) -> None:
    """Write a network as a model, its weights as whole numbers."""
    _tell(
        "lstmtraining",
        *("--stop_training", "--convert_to_int", "--traineddata", english),
        *("--continue_from", network, "--model_output", model),
    )


def _table(listed: Iterable[str], name: str, parts: Mapping[str, Path], folder: Path) -> Path:
    """Write one of the model's tables of words, in Tesseract's form."""
    lines, table = folder / f"typescript.{name}.txt", folder / f"typescript.{name}"
    lines.write_text("".join(f"{line}\n" for line in listed), encoding="utf-8")
    _tell("wordlist2dawg", lines, table, parts["lstm-unicharset"])
    return table


def _listed(parts: Mapping[str, Path], name: str, folder: Path) -> list[str]:
    """Give the lines of one of the English model's tables of words."""
    listed = folder / f"eng.{name}.txt"
    _tell("dawg2wordlist", parts["lstm-unicharset"], parts[name], listed)
    return [line for line in listed.read_text(encoding="utf-8").split("\n") if line]


def _typed(seeds: range, words: list[str]) -> list[Line]:
    """Type the lines of all seeds, in an order of chance."""
    with get_context("spawn").Pool(_CORES) as pool:
        made = pool.imap(partial(_lines, words=words), seeds)
        lines = [line for lines in track(made, "lines", len(seeds)) for line in lines]
    Random(0).shuffle(lines)
    return lines


def _lines(seed: int, words: list[str]) -> list[Line]:
    """Give the lines of a seed: print too, for one in eight."""
    return [*typed_lines(seed, words), *(() if seed % 8 else printed_lines(seed, words))]


def _tell(program: str, *arguments: object) -> None:
    found = shutil.which(program)
    if found is None:
        sys.exit(f"{program} was not found: install Tesseract with its training programs")
    subprocess.run(
        [found, *map(str, arguments)], check=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )


if __name__ == "__main__":
    typer.run(run)
