"""Measures how surely pages are laid upright: generated pages, each stored in all four ways.

    python -m bench.reading.turns                      seeds 0:12 of each level
    python -m bench.reading.turns --seeds 0:2 --levels hard

A page counts as righted when the turn that the reading applied is the one that undoes how it was
stored. Steps of the reading that come after the page lies upright are switched off.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Annotated, NamedTuple

import numpy as np
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.measurements import as_markdown, write_section
from bench.reading.pages import scanned_pages
from bench.seeds import seed_range
from bench.sheets import Level, make_set
from ocr.images import PageImage
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import probe

_TURNS = (0, 90, 180, 270)
_PATIENCE = 3_600.0  # seconds: on a machine that others use, the clock says nothing about us
_SETTINGS = ReadingSettings(page_seconds=_PATIENCE, find_macrons=False, find_struck=False)


class Turned(NamedTuple):
    """A page stored in need of a clockwise ``turn``, and the turn that the reading applied."""

    level: Level
    seed: int
    page: int
    turn: int
    applied: int


def turned_pages(seed: int, level: Level) -> list[Turned]:
    """Read the typed pages of a generated set, stored in each of four ways."""
    readers = Readers(probe(_SETTINGS.language))
    found = []
    for number, upright in _upright_pages(seed, level):
        for turn in _TURNS:
            pixels = np.ascontiguousarray(np.rot90(upright.pixels, turn // 90))  # anticlockwise
            read = read_page(PageImage(pixels, upright.dpi), number, _SETTINGS, readers)
            found.append(Turned(level, seed, number, turn, read.rotation))
    return found


def _upright_pages(seed: int, level: Level) -> Iterator[tuple[int, PageImage]]:
    made = make_set(seed, level)
    for number, image in scanned_pages(made):
        pixels = np.rot90(image.pixels, -made.rotations[number - 1] // 90)
        yield number, PageImage(np.ascontiguousarray(pixels), image.dpi)


def as_table(found: list[Turned]) -> Table:
    """Show pages righted of pages read, by level and turn."""
    table = Table(title="Pages laid upright", caption="Righted of all, by the turn they needed.")
    table.add_column("level")
    for turn in _TURNS:
        table.add_column("upright" if not turn else f"{turn}°", justify="right")
    right = Counter((one.level, one.turn) for one in found if one.turn == one.applied)
    total = Counter((one.level, one.turn) for one in found)
    levels = list(dict.fromkeys(one.level for one in found))
    for level in levels:
        cells = [f"{right[level, turn]}/{total[level, turn]}" for turn in _TURNS]
        table.add_row(str(level), *cells)
    sums = [
        f"{sum(right[level, turn] for level in levels)}/{sum(total[level, turn] for level in levels)}"
        for turn in _TURNS
    ]
    table.add_row("all", *sums)
    return table


def run(
    *,
    seeds: Annotated[str, typer.Option(help="Generated sets, the same for every level.")] = "0:12",
    levels: Annotated[list[Level] | None, typer.Option("--levels", help="Default: all.")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Pages read at a time.")] = 1,
    page: Annotated[
        bool, typer.Option("--page", help="Write the table into docs/measurements.md.")
    ] = False,
) -> None:
    """Read pages turned in all four ways; print how many were righted, and which were not."""
    found: list[Turned] = []
    console = Console(stderr=True)
    with ProcessPoolExecutor(jobs) as pool:
        for level in levels or list(Level):
            sets = pool.map(partial(turned_pages, level=level), seed_range(seeds))
            shown = track(sets, description=level, total=len(seed_range(seeds)), console=console)
            found += [one for pages in shown for one in pages]
    for one in found:
        if one.turn != one.applied:
            print(
                f"{one.level} {one.seed} p. {one.page}: {one.turn}° needed, {one.applied}° applied"
            )
    table = as_table(found)
    Console().print(table)
    if page:
        write_section(
            "turns", ["python", "-m", "bench.reading.turns", *sys.argv[1:]], as_markdown(table)
        )


if __name__ == "__main__":
    typer.run(run)
