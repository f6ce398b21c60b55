"""Signatures in all their orders, and lines that are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from parsing.assemble import assemble
from tests.parsing.pages import bare, body_of, comments_of, page

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

        [i]    KLYON:  Unidentified cover-name.
"""


@pytest.mark.parametrize(
    ("lines", "serial", "name", "day"),
    [
        (("No. 731", "LOTOS[i]"), 731, "LOTOS", None),
        (("No. 642 GRANIT", "11th March."), 642, "GRANIT", date(1943, 3, 11)),
        (("No. 518", "16 March 1943    OAK[DUB][i]"), 518, "OAK", date(1943, 3, 16)),
        (("No. 97                   KLYON[i]", "15th March"), 97, "KLYON", date(1943, 3, 15)),
        (("No. 97", "15 March", "KLYON[i]"), 97, "KLYON", date(1943, 3, 15)),
        (("KLYON[i]", "No. 97"), 97, "KLYON", None),
        (("KLYON",), None, "KLYON", None),
        (("No. 12",), 12, None, None),
        (("YaKIMOV.",), None, "YaKIMOV", None),
        (("No: 31", "IL'IchEV"), 31, "IL'IchEV", None),
        (("No. 485", "-3rd March. KLYON"), 485, "KLYON", date(1943, 3, 3)),
        (("No. 485", "KLYON", "luth March."), 485, "KLYON", date(1943, 3, 10)),
        (("No. 485  KLYON", "l*th March."), 485, "KLYON", None),
        (("No. XKX 321   KLYON",), 321, "KLYON", None),
        (("529 KLYON . 10 March",), 529, "KLYON", date(1943, 3, 10)),
        (("12th March 1943  MIRON /MIRON7/17",), None, "MIRON", date(1943, 3, 12)),
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
        f"{TEXT}\n\n             No. 97      KLYON[1]\n             15th March\n", NOTES
    )
    assert record.sheet.signature_name == "KLYON"
    assert comments_of(record)["i"].anchored_in == ("signature_name",)


def test_the_end_of_a_paragraph_is_no_signature() -> None:
    sheet = body_of("""
             We have met the new man and found that he is quite without
        any means of support. He was sent to us from the south by
        MOSCOW.
        """).sheet
    assert sheet.signature_name is None
    assert sheet.body.endswith("from the south by MOSCOW.")


@pytest.mark.parametrize(
    "first",
    [
        "fal Given in English in the original.",
        "[i] KLYON:  Unidentified cover-name.",
        "KLYON:  Unidentified cover-name.",
        "comnents:",
        "TON,\n        [a]  Or his house.",
    ],
)
def test_notes_without_a_heading_follow_a_signature(first: str) -> None:
    sheet = body_of(
        f"""{TEXT}

             No. 426
             KLYON
             12th March

        {first}
        """
    ).sheet
    assert (sheet.signature_serial, sheet.signature_name) == (426, "KLYON")
    assert sheet.body == BODY


@pytest.mark.parametrize(
    "line", ["IN", "No. 12 of the list was sold.", "See LONDON's No. 1035 of 2nd Jan."]
)
def test_lines_that_nobody_signed(line: str) -> None:
    sheet = body_of(f"{TEXT}\n\n             {line}\n").sheet
    assert sheet.signature_name is None


def test_an_ill_read_signature_far_to_the_right_is_no_stray() -> None:
    text = bare(
        f"""{TEXT}

                                             No. 305
                                             KLYON[i1]
                                             13th March
        """,
        NOTES,
    )
    typed = page(text)
    ill_read = ("KLYON[i1]", "13th", "March")
    words = tuple(
        word._replace(confidence=0.6) if word.text in ill_read else word for word in typed.words
    )
    (record,) = assemble([replace(typed, words=words)])
    sheet = record.sheet
    assert (sheet.signature_serial, sheet.signature_name) == (305, "KLYON")
    assert sheet.signature_date == date(1943, 3, 13)
