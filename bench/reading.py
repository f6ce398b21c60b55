"""Measures how well and how fast pages are read: bare Tesseract and ours, in the same run.

    python -m bench.reading                         generated pages of each level
    python -m bench.reading --pages FOLDER          images with a text of the same name, .gt.txt
    python -m bench.reading --seeds 100:104 --levels hard --by-page

Words are runs of letters and digits, counted as a bag: their order, and the punctuation between
them, is what the character error rate is about. That rate is the edit distance over both texts,
as (edits, characters) summed over the pages, blanks made single, Unicode NFC. Seconds are of one
process; the processor's seconds, children included, are what can be compared on a busy machine.
Generated pages go to both readers as they are stored, so some lie on their side or head.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from PIL import Image
from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.evaluate import seed_range
from bench.measurements import as_markdown, write_section
from bench.sheets import Level, StruckWord, make_set, write_set
from ocr.images import PageImage
from ocr.inventory import find_sources
from ocr.opening import open_source
from ocr.reading import read_page
from ocr.settings import Limits, ReadingSettings
from ocr.tesseract import probe
from schemas.pages import Word

_WORD = re.compile(r"\w+")
_ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1"}
_NEAR = 160  # pixels that tilting and levelling move a word from where it was typed


@dataclass(frozen=True, slots=True)
class TruePage:
    """A page file with what is typed on it; ``struck`` is ``None`` where nobody noted it.

    ``group`` is the level of a generated page, or the folder's name.
    """

    group: str
    name: str
    file: Path
    text: str
    struck: tuple[StruckWord, ...] | None


class Read(NamedTuple):
    """What a reader gave: text, its words if it knows boxes, what the page cost."""

    text: str
    words: tuple[Word, ...]
    seconds: float
    processor_seconds: float


class Score(NamedTuple):
    """Counts of one page, or of many: they are added place by place."""

    pages: int = 0
    true_words: int = 0
    read_words: int = 0
    right_words: int = 0
    characters: int = 0
    edits: int = 0
    struck_right: int = 0
    struck_lost: int = 0
    struck_wrong: int = 0
    seconds: float = 0.0
    processor_seconds: float = 0.0

    @classmethod
    def total(cls, scores: Iterable[Score]) -> Score:
        """Add scores up."""
        columns = list(zip(*scores, strict=True))
        return cls(*(sum(column) for column in columns)) if columns else cls()


Reader = Callable[[Path], Read]


def bare_tesseract(page: Path) -> Read:
    """Read a page file as Tesseract does when nobody helps it."""
    command = ["tesseract", str(page), "stdout", "--psm", "3"]
    begun = _Clock()
    done = subprocess.run(command, env=_ENVIRONMENT, check=True, capture_output=True)
    return Read(done.stdout.decode(), (), *begun.elapsed())


def ours(page: Path) -> Read:
    """Read a page file as the pipeline does, opening included."""
    settings = ReadingSettings()
    engine = probe(settings.language)
    begun = _Clock()
    read = read_page(_image(page), 1, settings, engine)
    elapsed = begun.elapsed()
    return Read("\n".join(line.text for line in read.lines), read.words, *elapsed)


READERS: dict[str, Reader] = {"tesseract": bare_tesseract, "dropcopy": ours}


class _Clock:
    """Counts seconds on the wall, and the processor's for us and our children."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), _processor_seconds()

    def elapsed(self) -> tuple[float, float]:
        return time.perf_counter() - self._wall, _processor_seconds() - self._processor


def _processor_seconds() -> float:
    return sum(os.times()[:4])


def _image(page: Path) -> PageImage:
    (source,) = find_sources([page])
    with open_source(source, Limits()) as scan:
        return scan.page_image(1)


def generated_pages(seeds: Iterable[int], levels: Iterable[Level], folder: Path) -> list[TruePage]:
    """Write the typed pages of generated sets as grey TIFF files, and give them with their truth.

    Blank backs are left out.
    """
    return [page for level in levels for seed in seeds for page in _pages_of(seed, level, folder)]


def _pages_of(seed: int, level: Level, folder: Path) -> Iterator[TruePage]:
    made = make_set(seed, level)
    place = folder / f"{level}-{seed}"
    write_set(made, place)
    (source,) = find_sources([place])
    with open_source(source, Limits()) as scan:
        for number, (text, struck) in enumerate(
            zip(made.page_texts, made.struck, strict=True), start=1
        ):
            if text:
                file = folder / f"{level}-{seed}-{number}.tif"
                _write(scan.page_image(number), file)
                yield TruePage(level, f"{level} {seed} p. {number}", file, text, struck)


def _write(image: PageImage, file: Path) -> None:
    if image.dpi:
        Image.fromarray(image.pixels).save(file, dpi=(image.dpi, image.dpi))
    else:
        Image.fromarray(image.pixels).save(file)


def folder_pages(folder: Path) -> list[TruePage]:
    """Give the images of a folder that have a text beside them: ``page.jpg``, ``page.gt.txt``.

    Raises typer.BadParameter when there are none.
    """
    pages = []
    for truth in sorted(folder.glob("*.gt.txt")):
        name = truth.name.removesuffix(".gt.txt")
        images = [path for path in folder.glob(f"{name}.*") if path.suffix != ".txt"]
        if len(images) == 1:
            text = truth.read_text(encoding="utf-8")
            pages.append(TruePage(folder.name, name, images[0], text, None))
    if not pages:
        raise typer.BadParameter(f"{folder} has no image with a .gt.txt beside it")
    return pages


def score(page: TruePage, read: Read) -> Score:
    """Compare what was read on a page with what is typed on it."""
    truth, got = (_one_line(text) for text in (page.text, read.text))
    true_words, read_words = (Counter(_WORD.findall(text)) for text in (truth, got))
    right, lost, wrong = _struck_counts(page.struck, read.words)
    return Score(
        pages=1,
        true_words=true_words.total(),
        read_words=read_words.total(),
        right_words=(true_words & read_words).total(),
        characters=len(truth),
        edits=Levenshtein.distance(truth, got),
        struck_right=right,
        struck_lost=lost,
        struck_wrong=wrong,
        seconds=read.seconds,
        processor_seconds=read.processor_seconds,
    )


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _struck_counts(
    truth: tuple[StruckWord, ...] | None, words: tuple[Word, ...]
) -> tuple[int, int, int]:
    """Count struck words found, lost, and words wrongly said to be struck."""
    if truth is None:
        return 0, 0, sum(word.struck for word in words)
    flagged = [word for word in words if word.struck]
    met = [[_near(true, word) for word in flagged] for true in truth]
    right = sum(map(any, met))
    wrong = sum(not any(column) for column in zip(*met, strict=True)) if met else len(flagged)
    return right, len(truth) - right, wrong


def _near(true: StruckWord, word: Word) -> bool:
    return (
        word.box.x0 < true.box.x1 + _NEAR
        and true.box.x0 < word.box.x1 + _NEAR
        and word.box.y0 < true.box.y1 + _NEAR
        and true.box.y0 < word.box.y1 + _NEAR
    )


def as_table(title: str, scores: dict[tuple[str, str], Score]) -> Table:
    """Show scores by group (or page) and reader."""
    table = Table(title=title)
    for heading in ("", "reader"):
        table.add_column(heading)
    for heading in (
        "pages",
        "words",
        "recall",
        "precision",
        "CER %",
        "struck found/lost/wrong",
        "s a page",
        "CPU s a page",
    ):
        table.add_column(heading, justify="right")
    for (group, reader), total in scores.items():
        table.add_row(
            group,
            reader,
            str(total.pages),
            str(total.true_words),
            f"{total.right_words / max(total.true_words, 1):.3f}",
            f"{total.right_words / max(total.read_words, 1):.3f}",
            f"{100 * total.edits / max(total.characters, 1):.2f}",
            f"{total.struck_right}/{total.struck_lost}/{total.struck_wrong}",
            f"{total.seconds / max(total.pages, 1):.2f}",
            f"{total.processor_seconds / max(total.pages, 1):.2f}",
        )
    return table


def run(
    *,
    pages: Annotated[
        Path | None, typer.Option(help="Folder of images, each with its text as .gt.txt.")
    ] = None,
    seeds: Annotated[str, typer.Option(help="Generated sets, the same for every level.")] = "0:6",
    levels: Annotated[list[Level] | None, typer.Option("--levels", help="Default: all.")] = None,
    readers: Annotated[
        list[str] | None, typer.Option("--readers", help="tesseract, dropcopy; default: both.")
    ] = None,
    by_page: Annotated[bool, typer.Option("--by-page", help="Show each page too.")] = False,
    page: Annotated[
        bool, typer.Option("--page", help="Write the table into docs/measurements.md.")
    ] = False,
) -> None:
    """Read the same pages with each reader; print words, characters, strikes and seconds."""
    chosen = {name: READERS[name] for name in readers or READERS}
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as scratch:
        if pages:
            found = folder_pages(pages)
        else:
            found = generated_pages(seed_range(seeds), levels or list(Level), Path(scratch))
        rows: list[tuple[TruePage, str, Score]] = []
        for one in track(found, description="pages", console=Console(stderr=True)):
            rows += [(one, name, score(one, reader(one.file))) for name, reader in chosen.items()]
    console = Console(width=None if sys.stdout.isatty() else 140)
    if by_page:
        console.print(as_table("by page", {(one.name, name): got for one, name, got in rows}))
    groups = {
        (group, name): Score.total(got for one, by, got in rows if (one.group, by) == (group, name))
        for group in dict.fromkeys(one.group for one in found)
        for name in chosen
    }
    table = as_table("readings", groups)
    console.print(table)
    if page:
        write_section(
            "reading", ["python", "-m", "bench.reading", *sys.argv[1:]], as_markdown(table)
        )


if __name__ == "__main__":
    typer.run(run)
