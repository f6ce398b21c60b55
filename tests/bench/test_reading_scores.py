"""What the bench of readings counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.reading.pages import TruePage
from bench.reading.readers import Read
from bench.reading.scores import Summary, score


def a_page(text: str) -> TruePage:
    return TruePage("samples", "a page", Path("page.png"), text)


def a_read(text: str, problem: str | None = None) -> Read:
    return Read(text, problem, 3.0, 1.5, 50 * 1024**2)


def test_words_are_counted_without_regard_to_case_order_and_punctuation() -> None:
    got = score(a_page("To: MOSCOW.\nFrom: OSLO"), a_read("from [OSLO]\n\nto MOSCOW,"))
    assert got.words == (4, 4, 4)
    assert got.typed.both == 0


def test_a_word_read_twice_is_right_once() -> None:
    got = score(a_page("the cable"), a_read("the the cable table"))
    assert got.words == (2, 4, 2)
    assert (got.words.recall, got.words.precision) == (1.0, 0.5)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    got = score(a_page("Z\u00fcrich"), a_read("Zu\u0308rich"))
    assert (got.edits, got.typed.both) == (0, 1)


def test_blanks_and_line_ends_are_one_blank_to_the_character_errors() -> None:
    got = score(a_page("No. 318\n\n4 November"), a_read("  No. 318  4\nNovenber "))
    assert (got.characters, got.edits) == (18, 1)


def test_pages_weigh_the_same_in_recall_and_by_their_length_in_error_rates() -> None:
    long = score(a_page("aa bb cc dd ee ff gg hh"), a_read("aa bb cc dd ee ff gg hh"))
    short = score(a_page("aa bb"), a_read("aa"))
    total = Summary((long, short))
    assert total.recall == 0.75
    assert total.typed.recall == 0.9
    assert total.error_rate == pytest.approx(3 / 28)
    assert total.median_error_rate == pytest.approx(0.3)
    assert (total.seconds, total.cpu_seconds, total.peak_mib) == (3.0, 1.5, 50.0)


def test_a_page_given_up_counts_as_read_with_nothing_on_it() -> None:
    total = Summary((score(a_page("aa bb"), a_read("", problem="ended with 1: no")),))
    assert (total.failed, total.recall, total.error_rate) == (1, 0.0, 1.0)
