"""What the comparison of records with their truth counts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from output.evaluation.alignment import Alignment
from output.evaluation.scores import FieldTally, Score, Tally
from output.evaluation.scoring import compare, pair_records
from schemas.records import (
    Comment,
    DocumentType,
    FieldEvidence,
    GapKind,
    Mark,
    MarkKind,
    NoteSystem,
    Precision,
    Record,
    Sheet,
)

BODY = "We met LUKA[i] on the 4th. [2 groups unrecovered]\n\n[B% He] asks for money."


def a_mark(kind: MarkKind, piece: str, body: str = BODY, **more: object) -> Mark:
    start = body.index(piece)
    values = {"field": "body", "start": start, "end": start + len(piece), "page": 1} | more
    return Mark.model_validate({"kind": kind, "text": piece.strip("[]"), **values})


def a_record(**changes: object) -> Record:
    values: dict[str, object] = {
        "document_type": DocumentType.CABLE,
        "first_page": 1,
        "last_page": 2,
        "page_count": 2,
        "from_station": "OSLO",
        "message_numbers": (318,),
        "message_date": date(1944, 11, 4),
        "message_date_precision": Precision.DAY,
        "body": BODY,
    }
    sheet = Sheet.model_validate(values | changes)
    marks = (
        a_mark(MarkKind.NOTE_MARKER, "[i]"),
        a_mark(MarkKind.GAP, "[2 groups unrecovered]", groups=2, gap_kind=GapKind.UNRECOVERED),
        a_mark(MarkKind.READING, "[B% He]", grade="B", text="He"),
    )
    comment = Comment(
        system=NoteSystem.COMMENT,
        label="i",
        label_raw="i",
        position=1,
        term="LUKA",
        text="LUKA: unidentified cover-name, of the station at OSLO.",
        anchors=(BODY.index("[i]"),),
        first_page=2,
    )
    return Record(sheet=sheet, comments=(comment,), marks=marks)


def test_a_record_like_its_truth_has_nothing_wrong() -> None:
    score = compare([a_record()], [a_record()])
    assert score.sheets == score.types == Tally(1, 1, 1, 1)
    assert score.all_fields == FieldTally(4, 4)
    assert score.text.error_rate == 0
    assert score.text.paragraphs == Tally(2, 2, 2, 2)
    assert score.text.marks == {
        "gap": Tally(1, 1, 1, 1),
        "reading": Tally(1, 1, 1, 1),
        "note_marker": Tally(1, 1, 1, 1),
    }
    assert score.text.comments == score.text.exact_comments == Tally(1, 1, 1, 1)
    assert score.text.anchors == Tally(1, 1, 1, 1)
    assert not score.mistakes
    assert not score.text.mistakes


def test_fields_are_right_missed_false_or_wrong() -> None:
    truth = a_record(distribution=(), title="A TITLE (1944)")
    got = a_record(distribution=None, title="A TITLE (1944).", copy_number=3)
    fields = compare([truth], [got]).fields
    assert fields["distribution"] == FieldTally(1, missed=1)
    assert fields["title"] == FieldTally(1)
    assert fields["copy_number"] == FieldTally(1, false=1)
    assert fields["from_station"] == FieldTally(1, right=1)
    assert "addressee" not in fields  # neither has one: no case
    assert "codewords" not in fields


def test_a_missing_sheet_misses_all_and_an_invented_one_is_a_false_cable() -> None:
    lost = compare([a_record()], [])
    assert lost.sheets == Tally(1, 0, 0, 0)
    assert lost.all_fields == FieldTally(4, missed=4)
    assert lost.text.edits == lost.text.characters == len(BODY)
    invented = compare([], [a_record()])
    assert invented.false_cables == 1
    assert invented.all_fields == FieldTally(4, false=4)
    memorandum = a_record(document_type=DocumentType.OTHER)
    assert compare([memorandum], [a_record()]).false_cables == 1
    assert compare([a_record()], [memorandum]).false_cables == 0


def test_sheets_are_paired_by_pages_then_by_part() -> None:
    first = a_record(first_page=1, last_page=1, part=1)
    second = a_record(first_page=1, last_page=1, part=2)
    third = a_record(first_page=2, last_page=3)
    short = a_record(first_page=2, last_page=2)
    truth = [first, second, third]
    assert pair_records(truth, [second, first, short]) == [
        (first, first),
        (second, second),
        (third, short),
    ]
    assert compare([third], [short]).sheets == Tally(1, 1, 1, 0)
    assert pair_records([first], [third]) == [(first, None), (None, third)]


def test_a_mark_is_looked_for_at_its_place() -> None:
    worn = "Wc mef LIJKA[i] on tho 4th. [3 groups unrecovered]\n\nHe] asks for money."
    truth = a_record()
    marks = (
        a_mark(MarkKind.NOTE_MARKER, "[i]", worn),
        a_mark(
            MarkKind.GAP, "[3 groups unrecovered]", worn, groups=3, gap_kind=GapKind.UNRECOVERED
        ),
    )
    got = a_record(body=worn).model_copy(update={"marks": marks})
    score = compare([truth], [got])
    assert score.text.marks["gap"] == Tally(1, 1, 1, 0)  # found, with the wrong count
    assert score.text.marks["reading"] == Tally(1, 0, 0, 0)
    assert score.text.marks["note_marker"] == Tally(1, 1, 1, 1)


def test_a_lost_paragraph_break_costs_two_paragraphs() -> None:
    got = a_record(body=BODY.replace("\n\n", " "))
    assert compare([a_record()], [got]).text.paragraphs == Tally(2, 1, 0, 0)


@pytest.mark.parametrize(
    "piece",
    ["[Continued overleaf]", "Distribution", "[2 Pages]", "- 2 -", "3/NBF/T1904", "XXXXXXXXX"],
)
def test_furniture_in_the_body_is_counted(piece: str) -> None:
    dirty = a_record(body=BODY.replace("\n\n", f" {piece} "))
    assert compare([a_record()], [dirty]).text.furniture == 1
    assert compare([dirty], [dirty]).text.furniture == 0  # the truth has it too


def test_a_comment_may_be_read_with_few_errors_only() -> None:
    truth = a_record()
    (comment,) = truth.comments

    def with_text(text: str) -> Score:
        changed = comment.model_copy(update={"text": text, "anchors": ()})
        return compare([truth], [truth.model_copy(update={"comments": (changed,)})])

    close = with_text(comment.text.replace("station", "statlon")).text
    assert close.comments == Tally(1, 1, 1, 1)
    assert close.exact_comments == Tally(1, 1, 1, 0)
    assert close.anchors == Tally(1, 0, 0, 0)
    far = with_text("LUKA: PETROV.").text
    assert far.comments == Tally(1, 1, 1, 0)
    assert [mistake.field for mistake in far.mistakes] == ["comments"]


def test_scores_add_up() -> None:
    both = compare([a_record()], [a_record()]) + compare([a_record()], [])
    assert both.sheets == Tally(2, 1, 1, 1)
    assert both.fields["from_station"] == FieldTally(2, 1, 1)
    assert both.text.error_rate == 0.5


@given(st.text("ab [\n", max_size=40), st.text("ab [\n", max_size=40))
def test_an_alignment_carries_every_place_into_the_other_text(truth: str, got: str) -> None:
    path = Alignment.of(truth, got)
    places = [path.carry(offset) for offset in range(len(truth) + 1)]
    assert places == sorted(places)
    assert all(0 <= place <= len(got) for place in places)
    if truth == got:
        assert places == list(range(len(truth) + 1))


def test_what_passes_unread_is_counted_with_its_fields() -> None:
    truth = a_record()
    accepted = a_record(status="accepted", copy_number=999)
    score = compare([truth], [accepted])
    assert (score.straight.sheets, score.straight.accepted) == (1, 1)
    assert score.straight.fields == score.all_fields
    assert score.straight.fields.total - score.straight.fields.right == 1
    assert compare([truth], [truth]).straight.accepted == 0


def test_stated_probabilities_are_kept_with_their_outcome() -> None:
    row = FieldEvidence(
        field="from_station", value="X", raw="X", confidence=0.8, page=1, x0=1, y0=2, x1=3, y1=4,
        rule="r",
    )  # fmt: skip
    right = a_record().model_copy(update={"fields": (row,)})
    wrong = a_record(from_station="X").model_copy(update={"fields": (row,)})
    stated = [compare([a_record()], [got]).stated[0].stated for got in (right, wrong)]
    assert stated == [(0.8, True), (0.8, False)]
    (mistake,) = [
        one for one in compare([a_record()], [wrong]).mistakes if one.field == "from_station"
    ]
    assert mistake.box == (1, 2, 3, 4)
