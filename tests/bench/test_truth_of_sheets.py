"""What the truth of a composed sheet must always be, for every family."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from bench.sheets import Family
from bench.sheets.cable import Dated, Signature
from bench.sheets.compose import compose
from bench.sheets.form import any_form
from bench.sheets.layout import TypedSheet, lay_out
from bench.sheets.truth import Places, record_of, records_of
from parsing.mentions import mentions_of
from schemas.records import DocumentType, MarkKind, Mention, MentionKind, Precision, Record

CABLES = (Family.A, Family.B, Family.C)
SEEDS = range(40)
FURNITURE = re.compile(r"distribution|continued overleaf|\[\d+ Pages\]|^- \d -", re.IGNORECASE)


def made(family: Family, seed: int) -> tuple[Record, TypedSheet]:
    """Give a sheet with the truth of its last message, which of most is the only one."""
    rng = Random(f"truth/{family}/{seed}")  # noqa: S311 (no secret)
    cable = compose(rng, family)
    sheet = lay_out(cable, any_form(rng, family), rng)
    return records_of(cable, [(one.places, one.raw_labels) for one in sheet.messages])[-1], sheet


def text_of(record: Record, field: str, comment: int | None) -> str:
    if comment is not None:
        return record.comments[comment - 1].text
    return str(getattr(record.sheet, field))


@pytest.mark.parametrize("family", Family)
def test_every_mark_is_cut_out_of_its_text(family: Family) -> None:
    for seed in SEEDS:
        record, _ = made(family, seed)
        for mark in record.marks:
            text = text_of(record, mark.field, mark.comment)
            assert text[mark.start : mark.end] == f"[{mark.text}]"


@pytest.mark.parametrize("family", CABLES)
def test_all_brackets_of_the_body_are_marks(family: Family) -> None:
    for seed in SEEDS:
        record, _ = made(family, seed)
        starts = {mark.start for mark in record.marks if mark.field == "body"}
        assert starts == {m.start() for m in re.finditer(r"\[", record.sheet.body)}


@pytest.mark.parametrize("family", CABLES)
def test_anchors_stand_on_markers_and_every_note_has_one(family: Family) -> None:
    for seed in SEEDS:
        record, _ = made(family, seed)
        for comment in record.comments:
            assert comment.anchors or comment.anchored_in
            for anchor in comment.anchors:
                assert record.sheet.body[anchor:].startswith(f"[{comment.label}]")


@pytest.mark.parametrize("family", CABLES)
def test_no_furniture_and_no_untidy_blank_in_the_body(family: Family) -> None:
    for seed in SEEDS:
        body = made(family, seed)[0].sheet.body
        assert body
        assert not FURNITURE.search(body)
        assert "  " not in body
        assert not re.search(r"(?<!\n)\n(?!\n)", body)
        assert body == body.strip()


@pytest.mark.parametrize("family", CABLES)
def test_terms_and_group_sums_follow_from_the_marks(family: Family) -> None:
    for seed in SEEDS:
        record, _ = made(family, seed)
        gaps = [m for m in record.marks if m.kind is MarkKind.GAP and m.field == "body"]
        sheet = record.sheet
        counted = sheet.groups_unrecovered + sheet.groups_unrecoverable
        others = [m for m in gaps if m.gap_kind in {"garbled", "unidentified"}]
        assert counted == sum(m.groups or 0 for m in gaps) - sum(m.groups or 0 for m in others)


@pytest.mark.parametrize("family", Family)
def test_the_words_of_the_record_are_typed_on_the_pages(family: Family) -> None:
    for seed in SEEDS:
        record, sheet = made(family, seed)
        pages = " ".join(page.text for page in sheet.pages)
        if record.sheet.from_station:
            assert record.sheet.from_station in pages
        for word in re.findall(r"\b[A-Z]{4,}\b", record.sheet.body):
            assert word in pages


@pytest.mark.parametrize("family", Family)
def test_pages_stay_within_the_paper(family: Family) -> None:
    for seed in SEEDS:
        rng = Random(f"truth/{family}/{seed}")  # noqa: S311 (no secret)
        cable = compose(rng, family)
        form = any_form(rng, family)
        for page in lay_out(cable, form, rng).pages:
            assert max(len(line) for line in page.text.split("\n")) < form.columns
            assert max(piece.row for piece in page.pieces) < form.rows


def test_corrections_and_memoranda_bear_no_message() -> None:
    for seed in SEEDS:
        correction, _ = made(Family.CORRECTION, seed)
        assert correction.sheet.document_type is DocumentType.CORRECTION
        assert correction.sheet.body == ""
        assert correction.comments
        other, _ = made(Family.MEMORANDUM, seed)
        assert other.sheet.document_type is DocumentType.OTHER
        assert other.sheet.model_dump(exclude_defaults=True).keys() == {
            "document_type", "first_page", "last_page", "page_count",
        }  # fmt: skip


def test_dates_are_in_the_order_message_issue_reissue() -> None:
    for seed in SEEDS:
        sheet = made(Family.A, seed)[0].sheet
        days = [sheet.message_date, sheet.reference_date, sheet.issued_date]
        known = [day for day in days if day is not None]
        assert known == sorted(known)


def test_a_day_signed_has_the_year_that_the_sheet_bears_or_is_not_known() -> None:
    cable = compose(Random(1), Family.B)  # noqa: S311 (no secret)
    day = date(1944, 5, 26)
    signed = Signature(("No. 40", "26 May  MIRON"), 40, "MIRON", Dated(day, "26 May"))
    undated = replace(cable, message_date=None, date_left="26", title=(), signature=signed)
    dated = replace(undated, message_date=Dated(date(1944, 5, 1), "May 1944", Precision.MONTH))
    titled = replace(undated, title=("FRAGMENTARY MESSAGE (1944)",))
    whole = replace(signed, signed=Dated(day, "26 May 1944"))
    told = [undated, dated, titled, replace(undated, signature=whole)]
    days = [record_of(one, Places(first=1, last=1, count=1), {}).sheet for one in told]
    assert [sheet.signature_date for sheet in days] == [None, day, day, day]


def of_several() -> list[list[Record]]:
    """Give the truth of sheets with several messages."""
    found = []
    for family in CABLES:
        for seed in range(150):
            rng = Random(f"several/{family}/{seed}")  # noqa: S311 (no secret)
            cable = compose(rng, family)
            if cable.items:
                sheet = lay_out(cable, any_form(rng, family), rng)
                places = [(one.places, one.raw_labels) for one in sheet.messages]
                found.append(records_of(cable, places))
    return found


def test_messages_of_one_sheet_share_its_head_and_have_their_own_text() -> None:
    sheets = of_several()
    assert len(sheets) > 10
    for records in sheets:
        rows = [record.sheet for record in records]
        assert (
            len({(row.reference_number, row.issued_date, row.classification) for row in rows}) == 1
        )
        assert len({row.body for row in rows}) == len(rows)
        assert all(row.message_numbers for row in rows)
        share = any(one.last_page == other.first_page for one, other in pairwise(rows))
        parts = [row.part for row in rows]
        assert parts == (list(range(1, len(rows) + 1)) if share else [None] * len(rows))
        for record in records:
            for comment in record.comments:
                assert comment.anchors or comment.anchored_in


def cited(
    mentions: Iterable[Mention],
) -> list[tuple[str, int | None, int, int, str | None, int | None]]:
    return sorted(
        (one.field, one.comment or 0, one.start, one.end, one.cited_station, one.cited_number)
        for one in mentions
        if one.kind is MentionKind.CITATION
    )


def test_citations_are_cut_out_of_their_texts_and_found_in_a_perfect_reading() -> None:
    count = 0
    for family in CABLES:
        for seed in SEEDS:
            record, _ = made(family, seed)
            for mention in record.mentions:
                text = text_of(record, mention.field, mention.comment)
                assert text[mention.start : mention.end] == mention.text
            found = mentions_of(record.sheet, record.comments, record.marks)
            assert cited(found) == cited(record.mentions)
            count += len(record.mentions)
    assert count > 30
