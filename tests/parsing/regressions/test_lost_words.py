"""Words that vanish from bodies, or turn into something else, with the record accepted."""

from __future__ import annotations

import pytest

from parsing.brackets import canonical
from tests.parsing.pages import body_of
from tests.parsing.test_brackets import LABELS


@pytest.mark.parametrize(
    "typed", ["he told 7 men", "we sold 7 tons", "comments 7 to 9", "on the 20th 7 came"]
)
def test_a_seven_after_a_word_closes_no_marker(typed: str) -> None:
    assert canonical(typed, LABELS).text == typed


def test_a_line_that_begins_with_comments_in_lower_case_is_no_heading() -> None:
    record = body_of("""
             We have met the new man and found that he was without any
        comments [1 group garbled] of support until the spring of next
        year.
        """)
    assert record.comments == ()
    assert record.sheet.body.endswith(
        "without any comments [1 group garbled] of support until the spring of next year."
    )


def test_a_line_that_begins_with_comments_told_is_no_heading() -> None:
    record = body_of("""
             We have met the new man and found that he was without any
        comments told about the house until the spring of next
        year.
        """)
    assert record.comments == ()


def test_a_short_word_at_the_end_of_the_longest_line_stays() -> None:
    """Beyond 50 words, the longest lines are left out of the edge, and their short last words are cut."""
    line = "letters which were left near the harbour long before that spring came\n"
    body = "     We have met the new man and found that there were\n" + line * 4
    body += (
        "letters which were left near the harbour long before that spring came as 7\n" + line * 4
    )
    assert "spring came as 7 letters" in body_of(body).sheet.body


def test_a_short_last_sentence_is_no_signature() -> None:
    sheet = body_of("""
             We have met the new man and found that he is quite without
        any means of support.

             ORLOV agrees.
        """).sheet
    assert sheet.signature_name is None
    assert sheet.body.endswith("ORLOV agrees.")
