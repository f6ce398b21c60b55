"""A message's number on one line with its date: where the one ends and the other begins."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.records import Sheet
from schemas.values.dates import TypedDate, parse_message_date
from tests.parsing.pages import BARE_SHEET, only_record

_LINE = "No.:   112                                       3 December 1942"


def numbered(typed: str) -> Sheet:
    """Parse the bare sheet with ``typed`` behind the label of its number."""
    assert _LINE in BARE_SHEET
    return only_record(BARE_SHEET.replace(_LINE, f"No.: {typed}")).sheet


@pytest.mark.parametrize("numbers", [(129, 13), (159, 16), (199, 20), (209, 21), (279, 28)])
@pytest.mark.parametrize("month", ["December 1942", "{} Dec. 42"])
def test_a_number_that_ends_with_nine_lists_no_day_behind_it(
    numbers: tuple[int, int], month: str
) -> None:
    number, day = numbers
    typed = month.format("st" if day == 21 else "th").replace("December", " December")
    sheet = numbered(f"{number} {day}{typed}")
    assert (sheet.message_numbers, sheet.message_date) == ((number,), date(1942, 12, day))


def test_a_number_that_ends_with_nine_is_glued_to_its_date() -> None:
    sheet = numbered("15916th Dec. 42")
    assert (sheet.message_numbers, sheet.message_date) == ((159,), date(1942, 12, 16))


@pytest.mark.parametrize("typed", ["1299 130 3 December 1942", "129 13 13 December 1942"])
def test_a_comma_read_as_a_figure_lists_numbers_before_a_date_of_their_own(typed: str) -> None:
    assert numbered(typed).message_numbers in [(129, 130), (12, 13)]


@pytest.mark.parametrize("sign", [", ", ",", "; ", " - ", "-"])
@pytest.mark.parametrize("day", ["12th", "3rd", "21st"])
def test_the_sign_between_a_number_and_a_day_with_its_ending_lists_nothing(
    sign: str, day: str
) -> None:
    sheet = numbered(f"118{sign}{day} December 1942")
    assert (sheet.message_numbers, sheet.message_date) == ((118,), _date(day))


@pytest.mark.parametrize(
    ("typed", "numbers", "day"),
    [
        ("118, 119, 12th", (118, 119), "12th"),
        ("118, 11912th", (118, 119), "12th"),
        ("118,1193rd", (118, 119), "3rd"),
        ("118 and 119, 12th", (118, 119), "12th"),
    ],
)
def test_a_list_of_numbers_keeps_its_signs_before_a_day(
    typed: str, numbers: tuple[int, ...], day: str
) -> None:
    sheet = numbered(f"{typed} December 1942")
    assert (sheet.message_numbers, sheet.message_date) == (numbers, _date(day))


def _date(day: str) -> date:
    dated = parse_message_date(f"{day} December 1942")
    assert isinstance(dated, TypedDate)
    return dated.day
