"""Fits what the confidence is made of, on generated sheets, and writes ``parsing/confidence/weights.toml``.

    python -m bench.fit_confidence                       seeds 1000 to 1099 at every level
    python -m bench.fit_confidence --seeds 100:140 --seeds 1000:1040 --keep-readings

To be run again whenever the reading code or a rule of ``parsing/`` changed. The limit of acceptance is chosen
on probabilities from models that had not seen the sheet (folds by seed). How well the numbers hold on other
seeds is measured by ``bench.evaluate``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from bench.confidence.fitting import ABSENT, FOUND, fit_fields
from bench.confidence.limit import (
    LOST_AT_MOST,
    WRONG_AT_MOST,
    Outcome,
    Shares,
    choose,
    judge,
    outcome,
)
from bench.confidence.samples import SheetSamples, collect
from bench.confidence.writing import as_toml
from bench.measurements import commit
from bench.readings import CACHE, Readings
from bench.seeds import seed_range
from bench.sheets import Level
from flows.evaluation_tables import percent
from output.evaluation.calibration import Stated, calibration_error
from parsing.confidence.model import SHARED, Model, Origin, Weights, assurance

WEIGHTS = Path(__file__).resolve().parent.parent / "parsing" / "confidence" / "weights.toml"
SEEDS = "1000:1100"
FOLDS = 5
PARTINGS = 3
"""Ways in which seeds are parted into folds: one alone leaves the choice of a limit to chance."""

Fitted = dict[bool, dict[str, Weights]]
"""The numbers of fields that were found (``True``) and of absences (``False``)."""


def fit(sheets: Sequence[SheetSamples]) -> Fitted:
    """Fit the numbers of values and of absences."""
    samples = [sample for sheet in sheets for sample in sheet.samples]
    return {
        found: fit_fields([sample for sample in samples if sample.found is found], ridges)
        for found, ridges in ((True, FOUND), (False, ABSENT))
    }


def probabilities(fitted: Fitted, sheet: SheetSamples) -> list[float]:
    """Give the probability of each of a sheet's samples."""
    chances = []
    for sample in sheet.samples:
        weights = fitted[sample.found]
        own = weights.get(sample.field, weights[SHARED])
        chances.append(assurance(own, sample.doubts).probability)
    return chances


def unseen(sheets: Sequence[SheetSamples], parting: int) -> list[list[float]]:
    """Give each sheet's probabilities from a model that was fitted on the sheets of other seeds.

    ``parting`` says how: it counts from 0.
    """
    ranks = {seed: at for at, seed in enumerate(sorted({sheet.seed for sheet in sheets}))}
    fold_of = [ranks[sheet.seed] // (parting + 1) % FOLDS for sheet in sheets]
    fits = [
        fit([sheet for sheet, its in zip(sheets, fold_of, strict=True) if its != fold])
        for fold in range(FOLDS)
    ]
    return [probabilities(fits[fold], sheet) for sheet, fold in zip(sheets, fold_of, strict=True)]


def run(
    *,
    seeds: Annotated[
        list[str] | None,
        typer.Option(help="First seed and the one after the last; may be given several times."),
    ] = None,
    cache: Annotated[Path, typer.Option(help="Where readings are kept.")] = CACHE,
    keep_readings: Annotated[
        bool, typer.Option("--keep-readings", help="Use the readings last written.")
    ] = False,
    wrong_at_most: Annotated[
        float,
        typer.Option(help="Share of the values of accepted sheets that may be wrong."),
    ] = WRONG_AT_MOST,
    lost_at_most: Annotated[
        float,
        typer.Option(help="Share of the fields of accepted sheets that may be lost."),
    ] = LOST_AT_MOST,
    jobs: Annotated[int, typer.Option(min=1, help="Processes.")] = 2,
    out: Annotated[Path, typer.Option(help="The file to write.")] = WEIGHTS,
) -> None:
    """Fit the confidence and write its numbers; print how they do on sheets they were not fitted on."""
    console = Console()
    levels = list(Level)
    ranges = seeds or [SEEDS]
    wanted = [(seed, level) for level in levels for some in ranges for seed in seed_range(some)]
    readings = Readings.current(cache, keep=keep_readings)
    sheets = [
        sheet
        for some in track(
            collect(readings, wanted, jobs),
            total=len(wanted),
            description="sheet sets",
            console=Console(stderr=True),
        )
        for sheet in some
    ]
    fitted = fit(sheets)
    chances = [its for parting in range(PARTINGS) for its in unseen(sheets, parting)]
    told = list(sheets) * PARTINGS
    at_most = Shares(wrong_at_most, lost_at_most)
    outcomes = [outcome(sheet, its, at_most) for sheet, its in zip(told, chances, strict=True)]
    acceptance = choose(outcomes, at_most, PARTINGS)
    origin = Origin(
        date=datetime.now(UTC).date().isoformat(),
        commit=commit(),
        command="python -m bench.fit_confidence " + " ".join(sys.argv[1:]),
        seeds=", ".join(ranges),
        levels=tuple(levels),
        sets=len(wanted),
        found=sum(sample.found for sheet in sheets for sample in sheet.samples),
        absent=sum(not sample.found for sheet in sheets for sample in sheet.samples),
    )
    made = Model(origin=origin, acceptance=acceptance, found=fitted[True], absent=fitted[False])
    out.write_text(as_toml(made), encoding="utf-8")
    _tell(console, told, chances, outcomes, acceptance.limit)


def _tell(
    console: Console,
    sheets: Sequence[SheetSamples],
    chances: Sequence[Sequence[float]],
    outcomes: Sequence[Outcome],
    limit: float,
) -> None:
    for found, name in ((True, "fields found"), (False, "absences")):
        stated = [
            Stated(chance, sample.right)
            for sheet, its in zip(sheets, chances, strict=True)
            for sample, chance in zip(sheet.samples, its, strict=True)
            if sample.found is found
        ]
        error = calibration_error(stated)
        wrong = sum(not one.right for one in stated)
        count, wrong = len(stated) // PARTINGS, wrong // PARTINGS
        console.print(f"{count} {name}, {wrong} wrong, calibration error {percent(error)}")
    console.print(f"limit: {limit}")
    for level in Level:
        own = [one for one, sheet in zip(outcomes, sheets, strict=True) if sheet.level is level]
        judged = judge(own, limit)
        console.print(
            f"{level}: {percent(judged.accepted)} of {len(own) // PARTINGS} sheets accepted, "
            f"{percent(judged.right, 2)} of their values right, {percent(judged.lost, 2)} of fields lost"
        )


if __name__ == "__main__":
    typer.run(run)
