"""Measures how well scans become records, on generated sheet sets whose truth is known.

    python -m bench.evaluate                        120 sets, 40 a level, of the seeds held out
    python -m bench.evaluate --seeds 100:120        other seeds, the same for every level
    python -m bench.evaluate --levels hard --worst 40
    python -m bench.evaluate --by family
    python -m bench.evaluate --seeds 100:120 --html build/evaluation.html
                                                    a page with plots, and mistakes with their images
    python -m bench.evaluate --page                 write docs/evaluation/ and docs/measurements.md

Development uses seeds below 30,000. The default ones are held out: look at their numbers, not at
their sheets. Readings are kept under ``--cache``, by generator, reading code and settings, so that
a change of the parser alone is measured in seconds. What is counted: ``output.evaluation.scoring``,
``output.evaluation.text_scoring``.
"""

from __future__ import annotations

import json
import shlex
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from enum import StrEnum
from itertools import repeat
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.progress import track

from bench.evaluation.confusions import Made, confusions, swaps
from bench.evaluation.figures import Figures, calibration_by_field, changes, figures_of
from bench.evaluation.figures import read as read_figures
from bench.evaluation.page import SUMMARY, Content, as_html, examples_of, write_summary
from bench.evaluation.plots import plots_of
from bench.measurements import as_markdown, commit, write_section
from bench.readings import CACHE, Case, Readings
from bench.seeds import HELD_OUT, seed_range
from bench.sheets import Level
from flows.evaluation_tables import Located, as_json, field_table, text_table, worst_lines
from output.evaluation.scores import Score
from output.evaluation.scoring import compare
from parsing.assemble import assemble
from schemas.records import Record

_SWAPS = 30
"""Confusions of signs that the page shows."""


class Grouping(StrEnum):
    """What the columns of the tables are."""

    LEVEL = "level"
    FAMILY = "family"
    FACE = "face"


class Outcome(NamedTuple):
    """One set: its truth and reading, the records made from it, their score, seconds of parsing."""

    case: Case
    records: tuple[Record, ...]
    score: Score
    seconds: float


def evaluate_set(readings: Readings, seed: int, level: Level) -> Outcome:
    """Read (or take from the cache), parse and score one generated set."""
    case = readings.case(seed, level)
    started = time.perf_counter()
    records = assemble(case.pages)
    seconds = time.perf_counter() - started
    return Outcome(case, records, compare(case.truth, records), seconds)


def evaluate(
    readings: Readings, wanted: Sequence[tuple[int, Level]], jobs: int
) -> Iterator[Outcome]:
    """Evaluate sets in ``jobs`` processes; outcomes come in the order of ``wanted``."""
    seeds = [seed for seed, _ in wanted]
    levels = [level for _, level in wanted]
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(evaluate_set, repeat(readings), seeds, levels)


def group(outcomes: Sequence[Outcome], by: Grouping) -> dict[str, Score]:
    """Add the scores up by level, family or face, in the order in which these first appear."""
    key: Callable[[Case], str] = {
        Grouping.LEVEL: lambda case: str(case.level),
        Grouping.FAMILY: lambda case: case.family,
        Grouping.FACE: lambda case: case.face,
    }[by]
    groups: dict[str, Score] = {}
    for outcome in outcomes:
        name = key(outcome.case)
        groups[name] = groups.get(name, Score()) + outcome.score
    return groups


def located_mistakes(outcomes: Sequence[Outcome]) -> list[Located]:
    """Give all mistakes with the set in which they were made."""
    return [
        Located(f"{outcome.case.level} {outcome.case.seed}", mistake)
        for outcome in outcomes
        for mistake in (*outcome.score.mistakes, *outcome.score.text.mistakes)
    ]


def content_of(outcomes: Sequence[Outcome], seeds: str, images: int) -> Content:
    """Gather what the page shows; ``images`` mistakes are shown with their place on the sheet."""
    levels = group(outcomes, Grouping.LEVEL)
    total = sum(levels.values(), Score())
    made = [
        Made(outcome.case, mistake)
        for outcome in outcomes
        for mistake in (*outcome.score.mistakes, *outcome.score.text.mistakes)
    ]
    run = Figures(
        date=datetime.now(UTC).date().isoformat(),
        commit=commit(),
        command=shlex.join(["python", "-m", "bench.evaluate", *sys.argv[1:]]),
        seeds=seeds,
        figures=figures_of({**levels, "all": total}),
    )
    before = read_figures(SUMMARY / "figures.json")
    groups = {by.value: group(outcomes, by) for by in Grouping}
    return Content(
        run=run,
        before=before,
        changes=changes(run, before),
        tables={name: (field_table(own), text_table(own)) for name, own in groups.items()},
        plots=plots_of(levels, total),
        calibration=calibration_by_field(total),
        shown=examples_of(confusions(made), images),
        swaps=swaps([one.mistake for one in made], _SWAPS),
    )


def dump(outcomes: Sequence[Outcome], folder: Path) -> None:
    """Write for each set a readable file: the lines read, then truth and result as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    for case, records, _, _ in outcomes:
        parts = [
            "\n".join([f"=== page {page.number}", *(line.text for line in page.lines)])
            for page in case.pages
        ]
        for title, rows in (("truth", case.truth), ("got", records)):
            parts += [f"=== {title}\n{row.model_dump_json(indent=1)}" for row in rows]
        path = folder / f"{case.level}-{case.seed}.txt"
        path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def run(
    *,
    seeds: Annotated[
        str, typer.Option(help="First seed and the one after the last, for every level.")
    ] = HELD_OUT,
    levels: Annotated[list[Level] | None, typer.Option("--levels", help="Default: all.")] = None,
    by: Annotated[Grouping, typer.Option(help="What the columns are.")] = Grouping.LEVEL,
    worst: Annotated[int, typer.Option(min=0, help="Show this many mistakes.")] = 0,
    field: Annotated[
        list[str] | None, typer.Option("--field", help="Show mistakes of this field only.")
    ] = None,
    cache: Annotated[Path, typer.Option(help="Where readings are kept.")] = CACHE,
    keep_readings: Annotated[
        bool,
        typer.Option(help="Use kept readings though the generator or the reading code changed."),
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    dump_to: Annotated[
        Path | None, typer.Option("--dump", help="Write lines read, truth and result here.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page with plots and mistakes here.")
    ] = None,
    images: Annotated[
        int, typer.Option(min=0, help="Mistakes of the page that are shown with their image.")
    ] = 30,
    page: Annotated[
        bool, typer.Option("--page", help="Write docs/evaluation/ and docs/measurements.md.")
    ] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write counts and mistakes here too.")
    ] = None,
) -> None:
    """Generate, read, parse and score sheet sets; print what is right by field and level."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    wanted = [(seed, level) for level in levels or list(Level) for seed in seed_range(seeds)]
    readings = Readings.current(cache, keep=keep_readings)
    started = time.perf_counter()
    outcomes = list(
        track(
            evaluate(readings, wanted, jobs),
            total=len(wanted),
            description="sheet sets",
            console=Console(stderr=True),
        )
    )
    groups = group(outcomes, by)
    located = located_mistakes(outcomes)
    tables = (field_table(groups), text_table(groups))
    console.print(*tables)
    if worst:
        shown = [one for one in located if not field or one.mistake.field in field]
        for line in worst_lines(shown, worst):
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    pages = sum(len(outcome.case.pages) for outcome in outcomes)
    parsing = sum(outcome.seconds for outcome in outcomes)
    reading = sum(outcome.case.reading_seconds for outcome in outcomes)
    costs = (
        f"{len(outcomes)} sets, {pages} pages, seeds {seeds}. Reading took {reading:.1f} s of one "
        f"core, parsing {parsing:.2f} s; all of it now {time.perf_counter() - started:.1f} s."
    )
    console.print(costs)
    if html or page:
        content = content_of(outcomes, seeds, images if html else 0)
        if html:
            html.parent.mkdir(parents=True, exist_ok=True)
            html.write_text(as_html(content), encoding="utf-8")
            console.print(f"written: {html}")
        if page:
            write_summary(content)
    if page:
        text = "\n\n".join([*(as_markdown(table) for table in tables), costs])
        write_section("eval", ["python", "-m", "bench.evaluate", *sys.argv[1:]], text)
    if dump_to:
        dump(outcomes, dump_to)
    if json_file:
        told = {"seeds": seeds, "by": by, **as_json(groups, located)}
        json_file.write_text(json.dumps(told, indent=1), encoding="utf-8")


if __name__ == "__main__":
    typer.run(run)
