"""Reads the same pages with each reader, in one run, and compares them.

    python -m bench.reading                        the samples, generated pages of each level
    python -m bench.reading --pages FOLDER         images with a text of the same name, .gt.txt
    python -m bench.reading --pages FOLDER --by-page --readers dropcopy
    python -m bench.reading --seeds 100:104 --levels hard

What is counted stands at the head of ``bench/reading/__init__.py``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from bench.measurements import PAGE, as_markdown, write_section
from bench.reading.pages import TruePage, folder_pages, generated_pages, sample_pages
from bench.reading.plot import draw
from bench.reading.readers import READERS
from bench.reading.scores import PageScore, Summary, score
from bench.reading.tables import by_group, by_page
from bench.seeds import seed_range
from bench.sheets import Level


def _pages(
    folder: Path | None, seeds: str, levels: Sequence[Level], scratch: Path
) -> Iterator[TruePage]:
    if folder:
        yield from folder_pages(folder, scratch)
    else:
        yield from sample_pages(scratch)
        yield from generated_pages(seed_range(seeds), levels, scratch)


def _lack(name: str) -> str | None:
    """Say what a reader lacks, if anything."""
    peer = READERS[name].peer
    return peer.lack() if peer else None


def run(
    *,
    pages: Annotated[
        Path | None, typer.Option(help="Folder of images, each with its text as .gt.txt.")
    ] = None,
    seeds: Annotated[str, typer.Option(help="Generated sets, the same for every level.")] = "0:6",
    levels: Annotated[list[Level] | None, typer.Option("--levels", help="Default: all.")] = None,
    readers: Annotated[
        list[str] | None,
        typer.Option("--readers", help=f"One or more of {', '.join(READERS)}; default: all."),
    ] = None,
    each: Annotated[bool, typer.Option("--by-page", help="Show each page too.")] = False,
    section: Annotated[
        str | None,
        typer.Option(
            "--section", help="Section of docs/measurements.md to write: reading, despatches."
        ),
    ] = None,
) -> None:
    """Read the same pages with each reader; print words, characters and costs."""
    wanted = readers or list(READERS)
    if unknown := set(wanted) - set(READERS):
        raise typer.BadParameter(f"no such reader: {', '.join(sorted(unknown))}")
    lacks = {name: lack for name in wanted if (lack := _lack(name))}
    if readers and lacks:
        raise typer.BadParameter("; ".join(lacks.values()))
    wanted = [name for name in wanted if name not in lacks]
    for lack in dict.fromkeys(lacks.values()):
        print(lack, file=sys.stderr)
    scores: dict[tuple[TruePage, str], PageScore] = {}
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="dropcopy-"))
        ready = {name: stack.enter_context(READERS[name].start()) for name in wanted}
        found = list(_pages(pages, seeds, levels or list(Level), Path(scratch)))
        for one in track(found, description="pages", console=Console(stderr=True)):
            for name, reader in ready.items():
                scores[one, name] = score(one, reader(one.file))
    groups = {
        (group, name): Summary(
            tuple(got for (one, by), got in scores.items() if (one.group, by) == (group, name))
        )
        for group in dict.fromkeys(one.group for one in found)
        for name in wanted
    }
    console = Console(width=None if sys.stdout.isatty() else 140)
    if each:
        console.print(by_page({(one.name, name): got for (one, name), got in scores.items()}))
    table = by_group(groups, lacks)
    console.print(table)
    if section:
        picture = PAGE.parent / "images" / f"{section}.svg"
        draw(groups, picture)
        text = as_markdown(table)
        text += f"\n\n![Words right against seconds](images/{picture.name})"
        write_section(section, ["python", "-m", "bench.reading", *sys.argv[1:]], text)


if __name__ == "__main__":
    typer.run(run)
