"""What the confidence is fitted on: the doubts about each field of generated sheets, and whether it is right.

A field that was found is right when it has the true value; one that was not found is right when the sheet
has none. Sheets that are no cables have no fields to be sure of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from typing import NamedTuple

from bench.readings import Case, Readings
from bench.sheets import Level
from output.evaluation.scoring import FIELDS, pair_records, value_of
from parsing.acceptance import checked
from parsing.assemble import read_messages, sheet_row
from parsing.confidence.absences import absence_doubts, is_of_sheet
from parsing.confidence.doubts import doubts_of
from parsing.confidence.surroundings import Surroundings
from schemas.problems import INFORMING
from schemas.records import DocumentType, Record

COMPANIONS = {"message_date_precision": "message_date", "classification_struck": "classification"}
"""Fields that are absent whenever another is: one absence is one doubt."""


class Sample(NamedTuple):
    """A field of a sheet: found or absent, what is doubtful about it, and whether it is right."""

    field: str
    found: bool
    doubts: dict[str, float]
    right: bool


class SheetSamples(NamedTuple):
    """The fields of one sheet that was read as a cable or a correction.

    ``complete`` says that nothing but unsure fields can send it to a person: it bears all fields that its
    kind requires, and no check fails.
    """

    seed: int
    level: Level
    complete: bool
    samples: tuple[Sample, ...]


def collect(
    readings: Readings, wanted: Sequence[tuple[int, Level]], jobs: int
) -> Iterator[list[SheetSamples]]:
    """Give the samples of generated sets, sheet by sheet, in the order of ``wanted``."""
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(_samples_of, repeat(readings), wanted)


def _samples_of(readings: Readings, wanted: tuple[int, Level]) -> list[SheetSamples]:
    case: Case = readings.case(*wanted)
    messages = list(read_messages(case.pages))
    records = [Record(sheet=sheet_row(message)) for message in messages]
    truth_of = {id(got): true for true, got in pair_records(case.truth, records)}
    sheets = []
    for message, record in zip(messages, records, strict=True):
        draft, pages = message.draft, message.sheet
        if pages.kind is DocumentType.OTHER:
            continue
        around = Surroundings(draft, pages)
        truth = truth_of[id(record)]
        samples = []
        for name in FIELDS:
            finding = draft.findings.get(name)
            if finding is None and (name in COMPANIONS or not is_of_sheet(name, around)):
                continue
            samples.append(
                Sample(
                    name,
                    finding is not None,
                    doubts_of(name, finding, around) if finding else absence_doubts(name, around),
                    value_of(truth, name) == value_of(record, name),
                )
            )
        complete = all(problem.code in INFORMING for problem in checked(around))
        sheets.append(SheetSamples(case.seed, case.level, complete, tuple(samples)))
    return sheets
