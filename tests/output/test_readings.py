from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from output.archive import Archive
from output.readings import documents_of_pages, pages_from_arrow, pages_to_arrow
from schemas.pages import Box, Page, Reading, Word
from schemas.problems import Code, Problem
from tests.output.makers import PROFILE, begin, digest, failed_page, page

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
_PIXEL = st.integers(0, 2**20)
_WORDS = st.builds(
    Word,
    _TEXT,
    st.floats(0, 1, width=32),
    st.integers(0, 200),
    st.builds(Box, _PIXEL, _PIXEL, _PIXEL, _PIXEL),
    st.booleans(),
)
_PAGES = st.builds(
    Page,
    number=st.integers(1, 9999),
    image_sha256=_TEXT,
    width=_PIXEL,
    height=_PIXEL,
    dpi=st.none() | st.integers(1, 1200),
    rotation=st.sampled_from([0, 90, 180, 270]),
    skew_degrees=st.floats(-5, 5, width=32),
    is_blank=st.booleans(),
    words=st.lists(_WORDS, max_size=6).map(tuple),
    reading=st.none() | st.builds(Reading, _TEXT, _TEXT, st.floats(0, 100, width=32)),
    problem=st.none() | st.builds(Problem, st.sampled_from(list(Code)), _TEXT),
    unread=st.lists(st.builds(Box, _PIXEL, _PIXEL, _PIXEL, _PIXEL), max_size=3).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(_PAGES, max_size=5))
def test_pages_come_back_as_they_went_in(pages: list[Page]) -> None:
    rows = pages_to_arrow([("a", pages[:2]), ("b", pages[2:])], "run")
    assert [kept for _, kept in pages_from_arrow(rows)] == pages
    assert list(pages_from_arrow(rows.slice(1))) == list(pages_from_arrow(rows))[1:]


def test_what_a_commit_returns_is_what_is_stored(archive: Archive) -> None:
    run_id = begin(archive)
    returned = archive.commit_pages(digest("a"), [page(1), page(2, ""), failed_page(3)], run_id)
    assert dict(archive.stored_pages()) == {digest("a"): returned}
    assert returned[0].words[0].confidence != page(1).words[0].confidence  # float32
    assert archive.stored_page_numbers([digest("a")]) == {
        digest("a"): {1: None, 2: None, 3: Code.PAGE_TIMEOUT}
    }


def test_a_page_that_is_read_again_is_replaced(archive: Archive) -> None:
    run_id = begin(archive)
    archive.commit_pages(digest("a"), [page(1), failed_page(2)], run_id)
    archive.commit_page_batch(
        [(digest("a"), [page(2, "better"), page(3)]), (digest("b"), [page(1)])], run_id
    )
    kept = dict(archive.stored_pages())
    assert [p.number for p in kept[digest("a")]] == [1, 2, 3]
    assert kept[digest("a")][1].words[0].text == "better"
    assert len(kept[digest("b")]) == 1


def test_pages_that_lie_apart_come_together(archive: Archive) -> None:
    run_id = begin(archive)
    for number in (3, 1, 2):
        archive.commit_page_batch(
            [(digest(name), [page(number)]) for name in ("a", "b", "c")], run_id
        )
    kept = list(archive.stored_pages())
    assert sorted(source for source, _ in kept) == sorted(map(digest, "abc"))
    assert all([p.number for p in pages] == [1, 2, 3] for _, pages in kept)
    assert [source for source, _ in archive.stored_pages([digest("b"), "?"])] == [digest("b")]
    assert list(archive.stored_pages([])) == []


def test_only_pages_of_the_wanted_reading_are_taken_up(archive: Archive) -> None:
    run_id = begin(archive)
    archive.commit_pages(digest("a"), [page(1), page(2, profile="other"), failed_page(3)], run_id)
    ((_, pages),) = archive.stored_pages(profile=PROFILE)
    assert [p.number for p in pages] == [1, 3]
    assert list(archive.stored_page_numbers([digest("a")], PROFILE)[digest("a")]) == [1, 3]


def test_iterating_sees_the_archive_as_it_was_when_it_began(archive: Archive) -> None:
    run_id = begin(archive)
    archive.commit_page_batch([(digest(str(n)), [page(1)]) for n in range(9)], run_id)
    seen = 0
    for source, pages in archive.stored_pages():
        archive.commit_pages(source, [replace(pages[0], rotation=90), page(2)], run_id)
        assert pages[0].rotation == 0
        seen += 1
    assert seen == 9
    assert archive.tables.dataset("pages").count_rows() == 18


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_a_confidence_beyond_its_bounds_is_refused(archive: Archive, confidence: float) -> None:
    bad = replace(page(1), words=(Word("A", confidence, 0, Box(0, 0, 1, 1)),))
    with pytest.raises(ValueError, match="confidence"):
        archive.commit_pages(digest("a"), [bad], begin(archive))


def test_a_page_given_twice_is_refused(archive: Archive) -> None:
    with pytest.raises(ValueError, match="more than once"):
        archive.commit_pages(digest("a"), [page(1), page(1)], begin(archive))


def test_a_shared_page_belongs_to_the_first_and_blanks_to_none() -> None:
    spans = [("b", 3, 4), ("a", 1, 3)]
    assert documents_of_pages(spans, {1, 3, 4, 7}) == {1: "a", 3: "a", 4: "b"}
