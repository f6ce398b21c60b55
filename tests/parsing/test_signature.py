"""Signatures in all their orders, and lines that are none."""

from __future__ import annotations

from datetime import date

import pytest

from tests.parsing.pages import body_of, comments_of

TEXT = """
             We have met the new man and found that he is quite without
        any means of support. He asks for a loan until the spring.
"""
BODY = (
    "We have met the new man and found that he is quite without any means of support. He asks for "
    "a loan until the spring."
)
NOTES = """
        Comments:

        [i]    SEVER:  Unidentified cover-name.
"""


@pytest.mark.parametrize(
    ("lines", "serial", "name", "day"),
    [
        (("No. 304", "PETROV[i]"), 304, "PETROV", None),
        (("No. 895 ANTON", "11th March."), 895, "ANTON", date(1943, 3, 11)),
        (("No. 406", "16 March 1943    MAY[MAJ][i]"), 406, "MAY", date(1943, 3, 16)),
        (("No. 97                   SEVER[i]", "15th March"), 97, "SEVER", date(1943, 3, 15)),
        (("No. 97", "15 March", "SEVER[i]"), 97, "SEVER", date(1943, 3, 15)),
        (("SEVER[i]", "No. 97"), 97, "SEVER", None),
        (("SEVER",), None, "SEVER", None),
        (("No. 12",), 12, None, None),
        (("YaKIMOV.",), None, "YaKIMOV", None),
        (("No: 31", "IL'IchEV"), 31, "IL'IchEV", None),
    ],
)
def test_signatures(
    lines: tuple[str, ...], serial: int | None, name: str | None, day: date | None
) -> None:
    under = "\n".join(f"             {line}" for line in lines)
    sheet = body_of(f"{TEXT}\n\n{under}\n").sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.signature_date) == (
        serial,
        name,
        day,
    )
    assert sheet.body == BODY
    assert sheet.message_numbers == (62,)
    assert sheet.message_date == date(1943, 3, 14)


def test_a_signature_stands_before_the_notes_and_bears_markers() -> None:
    record = body_of(
        f"{TEXT}\n\n             No. 97      SEVER[1]\n             15th March\n", NOTES
    )
    assert record.sheet.signature_name == "SEVER"
    assert comments_of(record)["i"].anchored_in == ("signature_name",)


def test_the_end_of_a_paragraph_is_no_signature() -> None:
    sheet = body_of("""
             We have met the new man and found that he is quite without
        any means of support. He was sent to us from the south by
        MOSCOW.
        """).sheet
    assert sheet.signature_name is None
    assert sheet.body.endswith("from the south by MOSCOW.")


def test_a_number_in_a_sentence_is_no_signature() -> None:
    sheet = body_of("""
             We have met the new man and found that he is quite without
        any means of support. Compare what was said in our telegram
        No. 304 about him.
        """).sheet
    assert sheet.signature_serial is None
    assert sheet.body.endswith("our telegram No. 304 about him.")
