from __future__ import annotations

import pytest

from output import reading_back
from output.archive import Archive
from schemas.identity import document_id
from schemas.problems import Code, TerminalError
from tests.output.makers import begin, digest, keep, record


@pytest.fixture
def held(archive: Archive) -> Archive:
    run_id = begin(archive)
    keep(archive, run_id, "a", record("3/NBF/T1"), record("S/X/T2", first=3, last=3), pages=3)
    keep(archive, run_id, "b", record("3/NBF/T1"))
    return archive


def test_a_record_comes_back_as_it_was_committed(held: Archive) -> None:
    document, back = reading_back.record(held, " s/x/t2 ")
    given = record("S/X/T2", first=3, last=3)
    assert document.document_id == document_id(digest("a"), 3)
    assert back.comments == given.comments
    assert back.marks == given.marks
    assert back.sheet.model_copy(update={"ocr_confidence": None}) == given.sheet.model_copy(
        update={"ocr_confidence": None}
    )
    assert [page.number for page in reading_back.pages(held, document)] == [3]


@pytest.mark.parametrize("cut", [0, 3])
def test_an_id_or_a_unique_beginning_of_it_is_enough(held: Archive, cut: int) -> None:
    name = document_id(digest("b"), 1)
    assert reading_back.record(held, name[: len(name) - cut].upper())[0].document_id == name


def test_an_id_wins_over_longer_ones_that_begin_so(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record(), *(record(first=n, last=n) for n in (10, 11)), pages=11)
    assert reading_back.record(archive, document_id(digest("a"), 1))[0].first_page == 1


@pytest.mark.parametrize("name", ["3/NBF/T1", digest("a")[:16]])
def test_what_fits_several_names_them(held: Archive, name: str) -> None:
    with pytest.raises(TerminalError, match=document_id(digest("a"), 1)) as caught:
        reading_back.record(held, name)
    assert caught.value.code is Code.ARCHIVE_DOCUMENT_AMBIGUOUS


@pytest.mark.parametrize("name", ["", "  ", "9/ZZZ/T9", "'; --"])
def test_what_fits_none_says_so(held: Archive, name: str) -> None:
    with pytest.raises(TerminalError) as caught:
        reading_back.record(held, name)
    assert caught.value.code is Code.ARCHIVE_DOCUMENT_NOT_FOUND
