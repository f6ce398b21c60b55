"""What the parser must never do, whatever stands on the pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from parsing.assemble import assemble
from parsing.mentions import text_of
from schemas.pages import Box, Page, Word
from schemas.problems import Code, Problem
from schemas.records import MarkKind, Record
from tests.parsing.pages import failed_page, page
from tests.parsing.test_bare_sheets import BARE, CONSULAR
from tests.parsing.test_messages import SHEET as SEVERAL
from tests.parsing.test_numbered_sheet import FIRST, SECOND
from tests.parsing.test_other_papers import CORRECTION, LETTER, MEMORANDUM

PIECES = (
    "From:", "To:", "TO", "No:", "No.:", "No.", "MOSCOW", "OSLO", "M0SCOW", "7", "76",
    "7941,7942", "94727th", "Aug.", "40", "12", "Nov.", "1944", "4th", "Ref.", "3/NBF/T261",
    "(of", "3/11/1952)", "Issued:", "XXXX/5/3/1954", "Copy", "205", "Reissue", "(T368)",
    "RE-ISSUE", "USSR", "MGB", "J1039", "TOP", "SECRET", "VENONA", "TQP", "GEGREP",
    "Distribution", "XXXXXXXX", "[Continued", "overleaf]", "[2", "Pages]", "-", "2", "-", "/2",
    "groups", "unrecovered/", "L4", "unrecovered7", "group", "unrecoverable]", "and", "/BZ",
    "[B%", "former7", "[REZIDENT]", "RESIDENT", "[i]", "[11]", "/iii/", "[a]", "Comments:",
    "Notes:", "T.N.:", "Footnotes", "ADMIRAL:", "Identified", "as", "(Identified", "valu-", "able",
    "FELLOW-", "the", "he", "copy", "to", "SOKOL[iv]", "CORRECTION", "SUBJECT:", "MEMORANDUM",
    "OSLO's", "(No.", "173)", '"SOKOL"', "Nos.",
    "Dear", "Sir", "personally", "To be", "25", "July,", "1966", "____", "--", "—", "]", "[",
)  # fmt: skip
TEXTS = st.sampled_from(PIECES) | st.text(max_size=12)
EDGES = st.integers(-50, 3400)


@st.composite
def boxes(draw: st.DrawFn, smallest: int) -> Box:
    """Give a box anywhere, of any size down to ``smallest``."""
    x0, y0 = draw(EDGES), draw(EDGES)
    width, height = draw(st.integers(smallest, 900)), draw(st.integers(smallest, 200))
    return Box(x0, y0, x0 + width, y0 + height)


@st.composite
def lone_words(draw: st.DrawFn, smallest: int) -> list[Word]:
    """Give words strewn about."""
    count = draw(st.integers(0, 25))
    return [
        Word(
            draw(TEXTS), draw(st.floats(0, 1)), draw(st.integers(0, 9)), draw(boxes(smallest)),
            draw(st.booleans()),
        )
        for _ in range(count)
    ]  # fmt: skip


@st.composite
def typed_words(draw: st.DrawFn) -> list[Word]:
    """Give rows of pieces that stand on sheets, in an order in which they do not."""
    words = []
    for row in range(draw(st.integers(0, 14))):
        column = draw(st.integers(0, 30))
        for text in draw(st.lists(st.sampled_from(PIECES), max_size=9)):
            box = Box(
                200 + column * 25, 200 + row * 50, 200 + (column + len(text)) * 25, 232 + row * 50
            )
            words.append(Word(text, draw(st.floats(0, 1)), row, box, draw(st.booleans())))
            column += len(text) + draw(st.sampled_from([0, 1, 1, 1, 2, 20]))
    return words


@st.composite
def sources(draw: st.DrawFn, smallest: int = 1) -> tuple[Page, ...]:
    """Give the pages of a source: some blank, some failed, the others with any words."""
    made = []
    for number in range(1, draw(st.integers(0, 4)) + 1):
        kind = draw(st.sampled_from(["words", "words", "typed", "typed", "blank", "failed"]))
        if kind == "failed":
            made.append(failed_page(number, Problem(Code.PAGE_TIMEOUT, "too slow")))
            continue
        words = (
            draw(lone_words(smallest) if kind == "words" else typed_words())
            if kind != "blank"
            else []
        )
        size = draw(st.sampled_from([(2550, 3300), (1, 1), (2**31 - 1, 2**31 - 1)]))
        made.append(
            Page(
                number,
                "",
                *size,
                draw(st.none() | st.just(300)),
                0,
                0.0,
                not words,
                tuple(words),
                None,
            )
        )
    return tuple(made)


def check(pages: Sequence[Page], records: Sequence[Record]) -> None:
    """Check what holds for the records of any source."""
    check_pages(pages, records)
    for record in records:
        assert Record.model_validate_json(record.model_dump_json()) == record
        check_marks(record)
        check_notes(record)
        check_texts(record)
        check_mentions(record)


def check_pages(pages: Sequence[Page], records: Sequence[Record]) -> None:
    used = {page.number for page in pages if page.problem is None and not page.is_blank}
    last = 0
    for record in records:
        sheet = record.sheet
        assert 1 <= sheet.first_page <= sheet.last_page <= len(pages)
        assert sheet.first_page in used
        assert sheet.last_page in used
        own = {number for number in used if sheet.first_page <= number <= sheet.last_page}
        assert 1 <= sheet.page_count <= len(own)
        if sheet.part is None:
            assert sheet.first_page > last
        last = sheet.last_page
        assert {comment.first_page for comment in record.comments} <= used
        assert {mark.page for mark in record.marks if mark.field == "body"} <= own
        # What a sheet's head says is for all its messages, wherever they stand.
        assert {mark.page for mark in record.marks} <= used
        assert {field.page for field in record.fields} <= used


def check_marks(record: Record) -> None:
    texts = {name: getattr(record.sheet, name) or "" for name in ("body", "title", "handling")}
    for mark in record.marks:
        if mark.field == "comments":
            assert mark.comment is not None
            text = record.comments[mark.comment - 1].text
        else:
            text = texts[mark.field]
        assert text[mark.start : mark.end] == f"[{mark.text}]"
        assert (mark.gap_kind is None) == (mark.kind is not MarkKind.GAP)
        assert mark.groups is None or mark.kind is MarkKind.GAP
        assert (mark.grade is None) == (mark.kind is not MarkKind.READING)


def check_notes(record: Record) -> None:
    for position, comment in enumerate(record.comments, start=1):
        assert comment.position == position
        for anchor in comment.anchors:
            assert record.sheet.body[anchor:].startswith(f"[{comment.label}]")


def check_mentions(record: Record) -> None:
    for mention in record.mentions:
        text = text_of(record.sheet, record.comments, mention)
        assert text[mention.start : mention.end] == mention.text
    keys = [(one.field, one.comment, one.start, one.kind) for one in record.mentions]
    assert len(set(keys)) == len(keys)


def check_texts(record: Record) -> None:
    assert "\f" not in record.sheet.body
    for text in (
        record.sheet.title,
        record.sheet.handling,
        *(note.text for note in record.comments),
    ):
        assert text is None or not {"\n", "\f"} & set(text)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(sources())
@example(())
def test_any_pages_give_sound_records(pages: tuple[Page, ...]) -> None:
    check(pages, assemble(pages))


SHEETS = (FIRST, SECOND, BARE, CONSULAR, CORRECTION, LETTER, MEMORANDUM, SEVERAL, "")


@st.composite
def worn_sources(draw: st.DrawFn) -> tuple[Page, ...]:
    """Give real layouts in any order, words lost, read as others, or moved by a little."""
    made = []
    for number, text in enumerate(draw(st.lists(st.sampled_from(SHEETS), max_size=4)), start=1):
        whole = page(text, number)
        dice = draw(st.randoms(use_true_random=False))
        words = []
        for word in whole.words:
            luck = dice.random()
            if luck < 0.04:
                continue
            read = dice.choice(PIECES) if luck < 0.08 else word.text
            dx, dy = dice.randint(-4, 4), dice.randint(-4, 4)
            box = Box(*(side + by for side, by in zip(word.box, (dx, dy, dx, dy), strict=True)))
            words.append(word._replace(text=read, box=box, struck=luck > 0.97))
        made.append(Page(number, "", 2550, 3300, 300, 0, 0.0, not words, tuple(words), None))
    return tuple(made)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(worn_sources())
def test_worn_sheets_give_sound_records(pages: tuple[Page, ...]) -> None:
    check(pages, assemble(pages))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(worn_sources())
def test_the_same_pages_give_the_same_records(pages: tuple[Page, ...]) -> None:
    assert assemble(pages) == assemble(pages)


@pytest.mark.parametrize(
    "text",
    ["\x00", "\ud800", "\u202e", "\ue000", "\ue001", "\f", "\n", "\u0301", "A" * 10_000, "[" * 500],
)  # fmt: skip
def test_strange_letters_in_a_sheet(text: str) -> None:
    sheet = page(BARE, read={"promised": text, "GUSAR[i]": text, "MOSCOW": text})
    (record,) = assemble([sheet])
    check_pages([sheet], [record])
    check_marks(record)
    check_notes(record)


def test_a_failed_page_within_a_sheet_is_told() -> None:
    failed = failed_page(2, Problem(Code.PAGE_DAMAGED, "cut off"))
    (record,) = assemble([page(FIRST, 1), failed, page(SECOND, 3)])
    assert (record.sheet.first_page, record.sheet.last_page, record.sheet.page_count) == (1, 3, 2)
    assert Code.RECORD_PAGE_FAILED in {problem.code for problem in record.sheet.problems}


def test_many_words_take_no_long_time() -> None:
    words = tuple(
        Word(
            f"word{row}",
            0.9,
            row,
            Box(100 + 90 * column, 40 * row, 180 + 90 * column, 40 * row + 28),
        )
        for row in range(150)
        for column in range(25)
    )
    huge = Page(1, "", sys.maxsize, sys.maxsize, None, 0, 0.0, False, words, None)
    assert len(assemble([huge])) == 1
