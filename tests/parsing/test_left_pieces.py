"""Pieces in the place of a serial, a corner tag or a re-issue that no field used send a record to review.

So does what stands behind a station, and a date at the foot that is not the day alone in the header.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from parsing.assemble import assemble
from schemas.pages import Box
from schemas.problems import Code
from schemas.records import Sheet
from tests.parsing.pages import BARE_SHEET, GRID, page


def lost_in(sheet: Sheet) -> Collection[str | None]:
    return [
        problem.field
        for problem in sheet.problems
        if problem.code is Code.RECORD_FIELD_LOST and "in its place" in problem.message
    ]


def sheet_with(typed: str, read: str, unread: Box | None = None) -> Sheet:
    """Parse the sheet with ``read`` in the place of ``typed``, and unread type."""
    read_page = page(BARE_SHEET.replace(typed, read.ljust(len(typed))))
    (record,) = assemble([replace(read_page, unread=() if unread is None else (unread,))])
    return record.sheet


@pytest.mark.parametrize(
    ("typed", "read", "field"),
    [
        ("MGB", "GB", "origin"),
        ("MGB", " GB", "origin"),
        ("J1093", "90", "sheet_serial"),
        ("Reissue (T583)", "Reissue (T5[)", "reissue_of"),
        ("Reissue (T583)", "Reissue (T 083)", "reissue_of"),
    ],
)
def test_what_is_left_of_a_field_in_its_place_is_told(typed: str, read: str, field: str) -> None:
    sheet = sheet_with(typed, read)
    assert getattr(sheet, field) is None
    assert lost_in(sheet) == [field]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("MGB", "MGB"),
        ("MGB", ""),
        ("MGB", "XXX"),
        ("J1093", ""),
        ("Reissue (T583)", "Reissue"),
        ("Reissue (T583)", "2nd Reissue"),
    ],
)
def test_a_field_that_is_not_there_leaves_nothing(typed: str, read: str) -> None:
    assert lost_in(sheet_with(typed, read)) == []


@pytest.mark.parametrize(
    ("typed", "row", "column", "letters", "field"),
    [("MGB", 0, 0, 3, "origin"), ("J1093", 0, 59, 5, "sheet_serial")],
)
def test_unread_type_in_the_place_of_a_field_is_told(
    typed: str, row: int, column: int, letters: int, field: str
) -> None:
    assert lost_in(sheet_with(typed, "", GRID.box(row, column, letters))) == [field]
    assert lost_in(sheet_with(typed, "", GRID.box(row, column, 3 * letters))) == []
    assert lost_in(sheet_with(typed, "", GRID.box(row, 40, letters))) == []


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("CARACAS", False),
        ("CARACAS, LIMA", True),
        ("CARACAS (in NAVAL cipher)", True),
        ("CARA-", True),
    ],
)
def test_what_stands_behind_a_station_is_told(read: str, told: bool) -> None:
    sheet = sheet_with("CARACAS" + " " * (len(read) - len("CARACAS")), read)
    doubted = [
        problem.field
        for problem in sheet.problems
        if problem.code is Code.RECORD_FIELD_UNSURE and "but" in problem.message
    ]
    assert (doubted == ["from_station"]) is told


def test_a_reissue_two_blanks_behind_a_station_is_read() -> None:
    apart = f"CARACAS{'Reissue (T583)':>50}"
    assert apart in BARE_SHEET
    sheet = sheet_with(apart, "CARACAS  Reissue (T583)")
    assert (sheet.from_station, sheet.reissue_of) == ("CARACAS", "T583")
    assert sheet.problems == ()


def test_a_reissue_of_a_serial_in_words() -> None:
    sheet = sheet_with("Reissue (T583)", "REISSUE OF T583")
    assert sheet.is_reissue
    assert sheet.reissue_of == "T583"


@pytest.mark.parametrize(
    ("read", "day"), [("25 July, 1966", date(1966, 7, 25)), ("25 JULY 1966", None)]
)
def test_a_day_alone_in_the_header_after_the_years_of_messages_is_that_of_the_issue(
    read: str, day: date | None
) -> None:
    assert sheet_with("Reissue (T583)", read).issued_date == day


@pytest.mark.parametrize(
    ("foot", "told"), [("25 July, 1966", False), ("3 May, 1971", True), ("", False)]
)
def test_another_day_at_the_foot_speaks_against_one_alone_in_the_header(
    foot: str, told: bool
) -> None:
    text = BARE_SHEET.replace("Reissue (T583)", "25 July, 1966 ") + 8 * "\n" + foot.rjust(62)
    (record,) = assemble([page(text)])
    assert record.sheet.issued_date == date(1966, 7, 25)
    assert ("issued_date" in [problem.field for problem in record.sheet.problems]) is told
