"""Sheets with several messages that were taken for something else."""

from __future__ import annotations

from parsing.assemble import assemble
from tests.parsing.pages import comments_of, pages

SHEET = """\
USSR                                        Ref. No:  S/NBF/T1733

Item 1

From:   LISBRN
Tos     MOSCOW
No.     318    14 July 44

        LANCER[i] has met the new man and finds that he is quite without any
means of support.

No. 12       COBBLER

Footnotes:  [i]   LANCER: Occurs elsewhere in the messages of the spring,
                  but it is not clear from these whether one person is
                  meant or two.

Item 2

From:   LISBON
To:     MOSCOW
No.     320    17 July 44

        The question of the use of the ferry will be decided next week.
"""


def test_a_further_message_that_was_read_more_surely_than_the_first() -> None:
    first, second = assemble(pages(SHEET))
    assert (first.sheet.message_numbers, second.sheet.message_numbers) == ((318,), (320,))
    assert first.sheet.body.startswith("LANCER[i] has met the new man")
    assert list(comments_of(first)) == ["i"]
    assert second.sheet.body.startswith("The question of the use of the ferry")
