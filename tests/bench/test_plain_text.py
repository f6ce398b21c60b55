"""Typesetting a sheet that is given as plain text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bench.sheets import Level, Order, typeset_text
from bench.sheets.plain_text import load_cable

SHEET = """
~~TOP SECRET~~

USSR

Ref. No: 3/NBF/T1904 (of 2/6/1955)

Issued: 17/9/1968

Copy No: 205

RE-ISSUE

"LAMPIST" ASKS FOR A SECOND TRANSMITTER AND
TO HAVE HIS COURIER REPLACED (1944)

From: OSLO

To: MOSCOW

No: 318

4 November 44

To be deciphered personally by the RESIDENT [REZIDENT]. [1]

On the 2nd LAMPIST [2 groups unrecovered] of the HARBOUR [GAVAN'] [11].

Distribution

[Continued overleaf]

We have told him to wait.

No. 97

SEVER[iii]

Comments: [i] Sent to all.

[ii] HARBOUR: NARVIK.

[iii] SEVER : Unidentified cover-name. (Identified as HOLM)
"""


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "lampist.txt"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_plain_text_sheet_gives_its_record(sheet: Path) -> None:
    made = typeset_text(sheet, 1, Level.CLEAN, Order(dpi=100))
    (record,) = made.truth
    found = record.sheet
    assert found.reference_number == "3/NBF/T1904"
    assert found.reference_date == date(1955, 6, 2)
    assert found.issued_date == date(1968, 9, 17)
    assert found.message_date == date(1944, 11, 4)
    assert found.classification_struck is True
    assert found.handling == "To be deciphered personally by the RESIDENT [REZIDENT]."
    assert found.title is not None
    assert found.title.endswith("TO HAVE HIS COURIER REPLACED (1944)")
    assert found.distribution == ()
    assert (found.signature_serial, found.signature_name) == (97, "SEVER")
    assert [comment.label for comment in record.comments] == ["i", "ii", "iii"]
    assert record.comments[0].anchored_in == ("handling",)
    assert record.comments[2].identification == "HOLM"
    assert found.page_count == 2


def test_digits_for_romans_are_typed_as_they_stood(sheet: Path) -> None:
    made = typeset_text(sheet, 1, Level.CLEAN, Order(dpi=100))
    assert "[GAVAN'] [11]" in made.page_texts[0]
    assert "[Continued overleaf]" in made.page_texts[0]
    assert "[ii]" in made.page_texts[1]


def test_a_sheet_without_a_date_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    path.write_text("USSR\n\nFrom: OSLO\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no line with the date"):
        load_cable(path)
