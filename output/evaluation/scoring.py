"""Compares records with their truth: which sheets and fields are right.

Pure functions over ``schemas.records``. What is counted:

- *Sheets.* Truth and result are paired by the pages they cover (and by ``part`` where sheets share
  a page). A sheet is right when its pages are. A cable where the truth has none is a *false cable*.
- *Fields.* Of each pair, those of ``FIELDS`` in which the truth or the result has a value. A field
  is right when both values are equal, with no tolerance (texts in NFC). A value where the truth has
  none is *false*; none where the truth has one is *missed*. A sheet that was not found misses all
  its fields, and one that does not exist has only false ones.
- *Straight through.* Of the sheets that are cables or corrections, in truth or by what they were taken for,
  those whose record is ``accepted``; and the fields of these, as above. A missed field counts there too.
- *Calibration.* Of each field that was found, the probability stated and whether the value is right: see
  ``output.evaluation.calibration``.
- *Texts.* Body, marks and notes: see ``output.evaluation.text_scoring``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import normalize

from output.evaluation.calibration import Stated
from output.evaluation.scores import FieldTally, Mistake, Score, StatedField, Straight, Tally
from output.evaluation.text_scoring import compare_texts
from schemas.pages import Box
from schemas.records import DocumentType, Record, Sheet, Status

FIELDS: tuple[str, ...] = (
    "classification",
    "classification_struck",
    "codewords",
    "origin",
    "reference_number",
    "reference_date",
    "sheet_serial",
    "issued_date",
    "copy_number",
    "is_reissue",
    "reissue_of",
    "title",
    "from_station",
    "to_station",
    "message_numbers",
    "message_date",
    "message_date_precision",
    "addressee",
    "copy_to",
    "handling",
    "signature_serial",
    "signature_name",
    "signature_date",
    "distribution",
)
"""Header and signature fields, in the order of the columns."""

_NO_VALUE: dict[str, object] = {"codewords": (), "copy_to": (), "message_numbers": ()} | {
    "is_reissue": False
}
"""What stands for no value where it is not null."""

Pair = tuple[Record | None, Record | None]
"""A true record and the one that was got for it; either may be lacking, not both."""


def compare(truth: Sequence[Record], got: Sequence[Record]) -> Score:
    """Score the records of one source against its truth."""
    return sum((_compare_pair(*pair) for pair in pair_records(truth, got)), Score())


def pair_records(truth: Sequence[Record], got: Sequence[Record]) -> list[Pair]:
    """Pair records by the pages they share, the best match first; every record is in one pair."""
    candidates = sorted(
        (
            (-_likeness(true.sheet, one.sheet), t, g)
            for t, true in enumerate(truth)
            for g, one in enumerate(got)
        ),
    )
    chosen: dict[int, int] = {}
    for unlikeness, t, g in candidates:
        if unlikeness < 0 and t not in chosen and g not in chosen.values():
            chosen[t] = g
    pairs: list[Pair] = [
        (true, got[chosen[t]] if t in chosen else None) for t, true in enumerate(truth)
    ]
    pairs.extend((None, one) for g, one in enumerate(got) if g not in chosen.values())
    return pairs


def _likeness(truth: Sheet, got: Sheet) -> float:
    """Shared pages over the pages of both, and a little for the same part and numbers."""
    shared = min(truth.last_page, got.last_page) - max(truth.first_page, got.first_page) + 1
    if shared <= 0:
        return 0.0
    both = max(truth.last_page, got.last_page) - min(truth.first_page, got.first_page) + 1
    same_part = 0.1 if truth.part == got.part else 0.0
    same_numbers = 0.05 if truth.message_numbers == got.message_numbers else 0.0
    return shared / both + same_part + same_numbers


def _compare_pair(truth: Record | None, got: Record | None) -> Score:
    found = truth is not None and got is not None
    sheets = Tally(truth is not None, got is not None, found)
    right_pages = right_type = False
    mistakes: list[Mistake] = []
    if truth is not None and got is not None:
        right_pages = _pages(truth.sheet) == _pages(got.sheet)
        right_type = truth.sheet.document_type is got.sheet.document_type
    if not right_pages:
        mistakes.append(_mistake("pages", truth, got, _pages_text(truth), _pages_text(got)))
    if found and not right_type:
        mistakes.append(_mistake("document_type", truth, got, _type(truth), _type(got)))
    fields, field_mistakes = _compare_fields(truth, got)
    return Score(
        sheets=sheets + Tally(right=right_pages),
        types=sheets + Tally(right=right_type),
        false_cables=_type(got) == DocumentType.CABLE and _type(truth) != DocumentType.CABLE,
        fields=fields,
        straight=_straight(truth, got, fields),
        stated=tuple(_stated(truth, got)),
        text=compare_texts(truth, got),
        mistakes=(*mistakes, *field_mistakes),
    )


_READ = (DocumentType.CABLE, DocumentType.CORRECTION)


def _straight(
    truth: Record | None, got: Record | None, fields: Mapping[str, FieldTally]
) -> Straight:
    """Count a sheet that is a cable or correction, by its truth or by what it was taken for."""
    if not any(record.sheet.document_type in _READ for record in (truth, got) if record):
        return Straight()
    accepted = got is not None and got.sheet.status is Status.ACCEPTED
    return Straight(1, accepted, sum(fields.values(), FieldTally()) if accepted else FieldTally())


def _stated(truth: Record | None, got: Record | None) -> Iterator[StatedField]:
    for row in got.fields if got else ():
        if row.field in FIELDS:
            right = value_of(truth, row.field) == value_of(got, row.field)
            yield StatedField(row.field, Stated(row.confidence, right))


def _compare_fields(
    truth: Record | None, got: Record | None
) -> tuple[dict[str, FieldTally], list[Mistake]]:
    tallies: dict[str, FieldTally] = {}
    mistakes: list[Mistake] = []
    for name in FIELDS:
        true_value = value_of(truth, name)
        got_value = value_of(got, name)
        if true_value is None and got_value is None:
            continue
        right = true_value == got_value
        tallies[name] = FieldTally(1, right, got_value is None, true_value is None)
        if not right:
            mistakes.append(_mistake(name, truth, got, _shown(true_value), _shown(got_value)))
    return tallies, mistakes


def value_of(record: Record | None, name: str) -> object:
    """Give the value of one of ``FIELDS`` to compare, ``None`` where the record has none."""
    if record is None:
        return None
    value: object = getattr(record.sheet, name)
    if value is None or value == _NO_VALUE.get(name):
        return None
    return normalize("NFC", value) if isinstance(value, str) else value


def _mistake(
    name: str, truth: Record | None, got: Record | None, true_text: str, got_text: str
) -> Mistake:
    row = next((row for row in got.fields if row.field == name), None) if got else None
    if row is not None:
        box = Box(row.x0, row.y0, row.x1, row.y1)
        return Mistake(name, true_text, got_text, row.raw, row.page, box)
    there = truth or got
    return Mistake(name, true_text, got_text, None, there.sheet.first_page if there else 1)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "[" + ", ".join(str(item) for item in value) + "]"
    return str(value)


def _pages(sheet: Sheet) -> tuple[int, int]:
    return sheet.first_page, sheet.last_page


def _pages_text(record: Record | None) -> str:
    return f"{record.sheet.first_page}-{record.sheet.last_page}" if record else ""


def _type(record: Record | None) -> str:
    return record.sheet.document_type if record else ""
