"""Measures how surely words are told that a line, X or hyphens go through.

    python -m bench.reading.strikes                      seeds 0:40 of each level
    python -m bench.reading.strikes --seeds 0:8 --levels hard --mistakes
    python -m bench.reading.strikes --as-they-come       sheets with the strikes that chance gives them

Each seed makes one sheet, of which the first page is read. Its classification is struck through by
a line, by X or by hyphens, or by nothing, in turn; so are a few words of its body, and words are typed
over with X. With ``--as-they-come`` all pages of the usual sets are read: half of them bear no strike.
What is counted stands at the head of ``bench/reading/strike_scores.py``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from random import Random
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.measurements import as_markdown, write_section
from bench.reading.pages import scanned_pages
from bench.reading.strike_scores import Strikes, as_read, compare
from bench.seeds import seed_range
from bench.sheets import (
    Family,
    Level,
    Order,
    SheetSet,
    Strike,
    StruckWord,
    make_ordered,
    make_set,
)
from bench.sheets.compose import compose
from bench.sheets.form import any_form
from bench.sheets.heads import classification
from ocr.images import PageImage
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import probe
from schemas.pages import Page

_KINDS = {Strike.LINE: "line", Strike.X: "X", Strike.DASHES: "hyphens"}
_TURNS = (Strike.NONE, *_KINDS)
_FAMILIES = (Family.A, Family.B, Family.C)
_STRUCK_WORDS, _TYPED_OVER = 0.02, 0.008  # chances for each word of the body
_PATIENCE = 3_600.0  # seconds: on a machine that others use, the clock says nothing about us
SETTINGS = ReadingSettings(page_seconds=_PATIENCE)


def struck_sheet(seed: int, level: Level) -> SheetSet:
    """Make a sheet whose strikes are of the kind that the seed has the turn for."""
    rng = Random(f"{seed}/{level}/strikes")
    strike = _TURNS[seed % len(_TURNS)]
    family = _FAMILIES[seed // len(_TURNS) % len(_FAMILIES)]
    mark = classification(rng, 1.0)
    cable = compose(rng, family)
    form = any_form(rng, family)
    cable = replace(cable, classification=replace(mark, strike=strike) if mark else None)
    if strike is not Strike.NONE:
        habits = replace(form.habits, struck_words=_STRUCK_WORDS, typed_over=_TYPED_OVER)
        form = replace(form, habits=replace(habits, strike=strike))
    order = Order(cables=(cable,), form=form, sheets=1, blank_backs=False, turn=0)
    return make_ordered(seed, level, family, order)


def read_strikes(seed: int, level: Level, *, as_they_come: bool = False) -> list[Strikes]:
    """Read the pages of a seed, and compare their flags with what is struck."""
    made = make_set(seed, level) if as_they_come else struck_sheet(seed, level)
    readers = Readers(probe(SETTINGS.language))
    found = []
    for number, image in scanned_pages(made):
        page = read_page(image, number, SETTINGS, readers)
        found.append(compare(page, struck_as_read(made, image, page)))
        if not as_they_come:
            break
    return found


def struck_as_read(made: SheetSet, image: PageImage, page: Page) -> list[StruckWord]:
    """Give the struck words of a page of a set, with their boxes on the page as read."""
    rotation = made.rotations[page.number - 1]
    high, wide = image.pixels.shape
    scan = (high, wide) if rotation % 180 == 0 else (wide, high)
    return [
        replace(word, box=as_read(word.box, scan, rotation, page))
        for word in made.struck[page.number - 1]
    ]


def as_table(found: Mapping[Level, Sequence[Strikes]]) -> Table:
    """Show struck words and flagged words by level and kind."""
    table = Table(
        title="Struck words",
        caption="Told: no word was read there, and the place is told as unread type. Wrong "
        "flags stand with the strike beside them on their line. What is counted stands at the head of "
        "bench/reading/strike_scores.py.",
    )
    for heading in ("level", "through it"):
        table.add_column(heading)
    for heading in (
        "pages",
        "struck",
        "found",
        "told",
        "recall",
        "flagged",
        "wrong",
        "precision",
    ):
        table.add_column(heading, justify="right")
    groups = {str(level): pages for level, pages in found.items()}
    groups["all"] = [page for pages in found.values() for page in pages]
    for name, pages in groups.items():
        for kind, shown in _KINDS.items():
            table.add_row(name, shown, "", *_cells(pages, {kind}))
        table.add_row(name, "none near", "", *_cells(pages, {Strike.NONE}))
        table.add_row(name, "all", str(len(pages)), *_cells(pages, set(Strike)))
    return table


def _cells(pages: Iterable[Strikes], kinds: Collection[Strike]) -> Iterator[str]:
    total: Counter[str] = Counter()
    for page in pages:
        missed = [one for one in page.missed if one.word.strike in kinds]
        total["found"] += sum(word.strike in kinds for word in page.found)
        total["told"] += sum(one.is_told for one in missed)
        total["missed"] += len(missed)
        total["right"] += sum(strike in kinds for _, strike in page.right)
        total["wrong"] += sum(one.beside in kinds for one in page.wrong)
    struck, flagged = total["found"] + total["missed"], total["right"] + total["wrong"]
    yield from (str(struck), str(total["found"]), str(total["told"] or ""))
    yield _share(total["found"] + total["told"], struck)
    yield from (str(flagged), str(total["wrong"] or ""))
    yield _share(total["right"], flagged)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else ""


def _mistakes(seed: int, level: Level, pages: Iterable[Strikes]) -> Iterator[str]:
    for number, page in enumerate(pages, start=1):
        at = f"{level} {seed} p. {number}"
        for word, read, is_told in page.missed:
            what = "told" if is_told else "missed"
            yield f"{at}: {what} {word.text!r} ({word.strike}) {tuple(word.box)}, read {read!r}"
        for flag, beside in page.wrong:
            yield f"{at}: wrong {flag.text!r} {flag.confidence:.2f} {tuple(flag.box)}, beside {beside}"


def run(
    *,
    seeds: Annotated[
        str, typer.Option(help="Generated sheets, the same for every level.")
    ] = "0:40",
    levels: Annotated[list[Level] | None, typer.Option("--levels", help="Default: all.")] = None,
    as_they_come: Annotated[
        bool, typer.Option("--as-they-come", help="All pages of the usual sets.")
    ] = False,
    mistakes: Annotated[bool, typer.Option("--mistakes", help="List each mistake.")] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Pages read at a time.")] = 1,
    page: Annotated[
        bool, typer.Option("--page", help="Write the table into docs/measurements.md.")
    ] = False,
) -> None:
    """Read pages with struck words; print precision and recall by level and kind of strike."""
    found: dict[Level, list[Strikes]] = {}
    console = Console(stderr=True)
    chosen = seed_range(seeds)
    with ProcessPoolExecutor(jobs) as pool:
        for level in levels or list(Level):
            sets = pool.map(partial(read_strikes, level=level, as_they_come=as_they_come), chosen)
            shown = track(sets, description=level, total=len(chosen), console=console)
            found[level] = []
            for seed, pages in zip(chosen, shown, strict=True):
                found[level] += pages
                if mistakes:
                    for line in _mistakes(seed, level, pages):
                        print(line, flush=True)
    table = as_table(found)
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    if page:
        command = ["python", "-m", "bench.reading.strikes", *sys.argv[1:]]
        write_section("strikes", command, as_markdown(table))


if __name__ == "__main__":
    typer.run(run)
