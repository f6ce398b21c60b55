"""Whether a record may be used unread: required fields, their confidence, and checks between fields."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from parsing.brackets import uncounted_gap
from parsing.confidence import Sureness, Surroundings, sureness_of
from parsing.confidence.doubted_counts import doubted_count
from parsing.confidence.hardly_read import hardly_read
from parsing.confidence.left_pieces import behind_stations, fields_left
from parsing.confidence.lost_text import (
    SIGNED,
    furniture_within,
    line_within_sentence,
    lost_line,
    sentence_cut,
    text_beside_ink,
)
from parsing.confidence.misread import misread_letter
from parsing.confidence.model import Acceptance, Model, counted, model
from parsing.draft import Draft, pointed_to
from parsing.gap_lines import bears_marks
from parsing.page_order import is_out_of_order, missing
from parsing.pitch import spare
from parsing.sheets import SheetPages, is_known
from parsing.signed_words import ends_unsigned
from schemas.problems import INFORMING, Code
from schemas.records import DocumentType, ProblemRow, Status

_REQUIRED = {
    DocumentType.CABLE: ("from_station", "to_station", "message_numbers", "message_date"),
    DocumentType.CORRECTION: ("reference_number",),
    DocumentType.OTHER: (),
}
_REQUIRED_WITH_REFERENCE = ("reference_number", "issued_date")
_POORLY_READ = 0.7
_WORDS_TOLD = 5
_MISREAD = 2
"""Signs in which two readings of one reference number differ at most; others are of different sheets."""


class Judgement(NamedTuple):
    """A record's status, the reasons for it, and the probabilities of the fields that were found."""

    status: Status
    problems: tuple[ProblemRow, ...]
    probabilities: dict[str, float]


def judge(
    draft: Draft, pages: SheetPages, lost: tuple[int, ...], fitted: Model | None = None
) -> Judgement:
    """Judge a draft. ``lost`` are the pages within it that could not be read.

    ``fitted`` are the numbers to judge by; without them, those of ``weights.toml``.

    A problem whose code is in ``INFORMING`` is told, but sends no record to review.
    """
    numbers = fitted or model()
    around = Surroundings(draft, pages)
    sureness = None if pages.kind is DocumentType.OTHER else sureness_of(around, numbers)
    doubted = () if sureness is None else _fields(draft, pages.kind, sureness, numbers.acceptance)
    told = tuple(checked(around, lost))
    named = {(problem.code, problem.field) for problem in told}
    doubts = (problem for problem in doubted if (problem.code, problem.field) not in named)
    problems = (*doubts, *told)
    review = any(problem.code not in INFORMING for problem in problems)
    found = {} if sureness is None else sureness.found
    return Judgement(
        Status.REVIEW if review else Status.ACCEPTED,
        problems,
        {name: sure.probability for name, sure in found.items()},
    )


def checked(around: Surroundings, lost: tuple[int, ...] = ()) -> Iterator[ProblemRow]:
    """Give the problems of a draft that do not hang on how surely its fields were read."""
    draft, pages = around.draft, around.pages
    for number in lost:
        yield ProblemRow(
            code=Code.RECORD_PAGE_FAILED, message=f"page {number} of the source could not be read"
        )
    if pages.kind is DocumentType.OTHER:
        if not is_known(pages):
            yield ProblemRow(
                code=Code.RECORD_KIND_UNSURE,
                field="document_type",
                message="nothing on the page tells what kind of paper it is",
            )
        return
    for name in required(draft, pages.kind):
        if name not in draft.findings:
            yield ProblemRow(
                code=Code.RECORD_FIELD_MISSING, field=name, message=f"{name} was not found"
            )
    if _lacks_its_name(draft):
        yield ProblemRow(
            code=Code.RECORD_FIELD_LOST,
            field="signature_name",
            message="a number was signed, but no name was found",
        )
    yield from _unread(around)
    yield from _contradicted(around)
    yield from _too_narrow(around)
    yield from _dates(draft)
    yield from _pages(around)
    yield from _notes(draft)
    yield from _text(around)
    known = [
        layout.usual for layout in pages.layouts if any(word.text for word in layout.page.words)
    ]
    if known and min(known) < _POORLY_READ:
        yield ProblemRow(
            code=Code.RECORD_POORLY_READ,
            message=f"words were read with a mean confidence of {min(known):.2f}",
        )


def _text(around: Surroundings) -> Iterator[ProblemRow]:
    """Tell a text that is not there, lacks something, or bears what is hardly of it."""
    draft = around.draft
    if around.pages.kind is DocumentType.CABLE and not draft.columns.get("body"):
        yield ProblemRow(code=Code.RECORD_BODY_EMPTY, field="body", message="no text was found")
    if (line := lost_line(around)) is not None:
        yield ProblemRow(
            code=Code.RECORD_FIELD_LOST,
            field="body",
            message=f"a line was read surely that is in no field: {line!r}",
        )
    signed = not draft.findings.keys().isdisjoint(SIGNED)
    if signed and (line := sentence_cut(draft)) is not None:
        yield ProblemRow(
            code=Code.RECORD_FIELD_LOST,
            field="body",
            message=f"a sentence breaks off above the signature: {line!r}",
        )
    if (line := line_within_sentence(around)) is not None:
        yield ProblemRow(
            code=Code.RECORD_FIELD_UNSURE,
            field="body",
            message=f"a line stands between two pages within a sentence: {line!r}",
        )
    if (within := furniture_within(around)) is not None:
        noted = any(within in note.lines for note in draft.notes)
        yield ProblemRow(
            code=Code.RECORD_FIELD_UNSURE,
            field="comments" if noted else "body",
            message=f"a line that is hardly of it, but of the page: {within.text!r}",
        )
    if (text := text_beside_ink(around)) is not None:
        yield ProblemRow(
            code=Code.RECORD_FIELD_LOST,
            field="body",
            message=f"type of which no word was read stands in the line {text!r}",
        )
    if (misread := misread_letter(draft.lines)) is not None:
        words = ", ".join(map(repr, misread.words[:_WORDS_TOLD]))
        yield ProblemRow(
            code=Code.RECORD_FIELD_UNSURE,
            field="body",
            message=f"{misread.typed!r} was read as {misread.read!r} throughout: {words}",
        )
    if (word := hardly_read(draft.lines)) is not None:
        yield ProblemRow(
            code=Code.RECORD_FIELD_UNSURE, field="body", message=f"{word!r} was hardly read"
        )
    body = [mark for mark in draft.marks if mark.field == "body"]
    gap = uncounted_gap(str(draft.columns.get("body")), body) or doubted_count(draft.lines)
    if body and gap is not None:
        yield ProblemRow(
            code=Code.RECORD_FIELD_UNSURE,
            field="groups_unrecovered",
            message=f"the number of groups is not surely told: {gap!r}",
        )
    if draft.unbalanced:
        yield ProblemRow(
            code=Code.RECORD_BRACKET_UNBALANCED,
            field="body",
            message=f"{draft.unbalanced} brackets have no partner",
        )


def _unread(around: Surroundings) -> Iterator[ProblemRow]:
    """Tell the fields that were not read though something stands in their place."""
    for name in sorted(around.draft.unread):
        yield ProblemRow(
            code=Code.RECORD_FIELD_LOST,
            field=name,
            message=f"what stands in the place of {name} could not be read",
        )
    if around.draft.left:
        above = "notes" if around.draft.foot else "text"
        yield ProblemRow(
            code=Code.RECORD_FIELD_LOST,
            field="comments",
            message=f"a line below the {above} is in no field: {around.draft.left[0].text!r}",
        )
    if around.draft.doubted_end is not None:
        yield ProblemRow(
            code=Code.RECORD_FIELD_UNSURE,
            field="body",
            message=f"{around.draft.doubted_end!r} may be none of it: the next message begins below",
        )
    for name, what in fields_left(around):
        yield ProblemRow(
            code=Code.RECORD_FIELD_LOST,
            field=name,
            message=f"{name} was not found, but {what} in its place",
        )
    for name, more in behind_stations(around):
        raw = around.draft.findings[name].raw
        yield ProblemRow(
            code=Code.RECORD_FIELD_UNSURE,
            field=name,
            message=f"{name} was read as {raw!r}, but {more}",
        )


def _fields(
    draft: Draft, kind: DocumentType, sureness: Sureness, acceptance: Acceptance
) -> Iterator[ProblemRow]:
    """Tell the fields that are unsure or perhaps lost.

    The least sure ones are told: those without which so few of the others can be expected to be wrong as
    ``acceptance`` allows.
    """
    lacking = [name for name in required(draft, kind) if name not in draft.findings]
    lacking += draft.unread
    if _lacks_its_name(draft):
        lacking.append("signature_name")
    doubts = {
        name: counted(sure.probability, found=name in sureness.found)
        for name, sure in {**sureness.found, **sureness.absent}.items()
        if name not in lacking
    }
    expected = sum(doubts.values())
    bound = acceptance.bound(len(sureness.found))
    while doubts and expected > bound:
        name = max(doubts, key=doubts.__getitem__)
        expected -= doubts.pop(name)
        yield _unsure(name, draft, sureness)


def _lacks_its_name(draft: Draft) -> bool:
    """Tell a signature of which the number alone was read, nothing told of the name: no gap stands for it."""
    serial = draft.findings.get("signature_serial")
    if serial is None or "signature_name" in draft.findings:
        return False
    top = serial.words[0].box.y0
    signed = [line for line in draft.text if line.page == serial.page and line.row.box.y1 > top]
    return not any(bears_marks(line.text) or ends_unsigned(line.passage) for line in signed)


def required(draft: Draft, kind: DocumentType) -> tuple[str, ...]:
    """Give the fields that a sheet of this kind always bears."""
    if kind is DocumentType.CABLE and {"reference_number", "copy_number"} & draft.findings.keys():
        return (*_REQUIRED[kind], *_REQUIRED_WITH_REFERENCE)
    return _REQUIRED[kind]


def _unsure(name: str, draft: Draft, sureness: Sureness) -> ProblemRow:
    """Tell a person which field to look at, what was read there, and why it is doubtful."""
    why = sureness.why(name)
    finding = draft.findings.get(name)
    if finding is None:
        chance = 1.0 - sureness.absent[name].probability
        return ProblemRow(
            code=Code.RECORD_FIELD_LOST,
            field=name,
            message=f"{name} was not found, but can be on the sheet (probability {chance:.2f}): {why}",
        )
    return ProblemRow(
        code=Code.RECORD_FIELD_UNSURE,
        field=name,
        message=f"{name} was read as {finding.raw!r} with probability "
        f"{sureness.found[name].probability:.2f}: {why}",
    )


_ORDERED = ("message_date", "reference_date", "issued_date")


def _contradicted(around: Surroundings) -> Iterator[ProblemRow]:
    """Tell the values that another place of the sheet speaks against; ``_dates`` tells of their order."""
    findings = around.draft.findings
    for name, result in around.checks.items():
        if result.against >= 1.0 and not (name in _ORDERED and any(_dates(around.draft))):
            yield ProblemRow(
                code=Code.RECORD_FIELD_CONTRADICTED,
                field=name,
                message=f"{name} was read as {findings[name].raw!r}, but {result.reason}",
            )


def _too_narrow(around: Surroundings) -> Iterator[ProblemRow]:
    """Tell the numbers whose words are too narrow for their figures: one of them was read twice."""
    for name in _NUMBERS:
        finding = around.draft.findings.get(name)
        pitch = around.layout_of(finding.page).pitch if finding else None
        if finding is None or pitch is None:
            continue
        for word in finding.words:
            least = _NARROW if word.confidence < _SURELY_READ else _TOO_NARROW
            figures = word.text.strip(_STOPS)
            if len(figures) > 1 and figures.isdecimal() and spare(word, pitch) < -least:
                yield ProblemRow(
                    code=Code.RECORD_FIELD_UNSURE,
                    field=name,
                    message=f"{name} was read as {finding.raw!r}, but {word.text!r} is too narrow for that",
                )
                break


_NUMBERS = ("signature_serial", "message_numbers", "copy_number")
_STOPS = ".,;:"
_NARROW, _TOO_NARROW, _SURELY_READ = 0.3, 0.5, 0.9
"""Places by which a word is narrower than its figures: one not surely read, and any. Of 468 numbers of
generated sheets that were read right one was narrower by as much, and that was surely read."""


def _dates(draft: Draft) -> Iterator[ProblemRow]:
    """Check that a message comes before its first issue, and that before its re-issue."""
    dated = [(name, day) for name in _ORDERED if (day := draft.day_of(name)) is not None]
    for (earlier, first), (later, second) in pairwise(dated):
        if first > second:
            yield ProblemRow(
                code=Code.RECORD_DATES_DISAGREE,
                field=later,
                message=f"{earlier} {first} is after {later} {second}",
            )


def _pages(around: Surroundings) -> Iterator[ProblemRow]:
    draft, pages = around.draft, around.pages
    for number in pages.doubted:
        yield ProblemRow(
            code=Code.RECORD_KIND_UNSURE,
            field="document_type",
            message=f"nothing joins page {number} to the one before, at which the cable had ended",
        )
    typed = draft.page_count_typed
    blank = len(pages.left_blank)
    if typed is not None and typed > len(pages.layouts) + blank:
        yield ProblemRow(
            code=Code.RECORD_PAGE_MISSING,
            message=f"the sheet says {typed} pages, {len(pages.layouts)} were found",
        )
    elif len(gone := missing(around.page_numbers)) > blank:
        numbers = ", ".join(map(str, gone))
        yield ProblemRow(
            code=Code.RECORD_PAGE_MISSING, message=f"the numbers on the pages leave out {numbers}"
        )
    elif draft.continued:
        yield ProblemRow(
            code=Code.RECORD_PAGE_MISSING, message="the last page says that another follows"
        )
    elif (
        pages.kind is DocumentType.CABLE
        and draft.findings.keys().isdisjoint(SIGNED)
        and sentence_cut(draft) is not None
    ):
        yield ProblemRow(
            code=Code.RECORD_PAGE_MISSING, message="the text breaks off in the middle of a sentence"
        )
    if is_out_of_order(pages.layouts, around.page_numbers):
        yield ProblemRow(
            code=Code.RECORD_PAGES_OUT_OF_ORDER,
            message="the numbers typed on the pages do not rise in the order of the source",
        )
    chosen, *others = draft.references or ("",)
    if any(Levenshtein.distance(chosen, other) > _MISREAD for other in others):
        yield ProblemRow(
            code=Code.RECORD_REFERENCES_DISAGREE,
            field="reference_number",
            message="the pages bear " + ", ".join(draft.references),
        )


def _notes(draft: Draft) -> Iterator[ProblemRow]:
    labels = {comment.label for comment in draft.comments}
    marked = pointed_to(draft)
    for label in sorted(marked - labels):
        yield ProblemRow(
            code=Code.RECORD_MARKER_WITHOUT_NOTE,
            field="body",
            message=f"marker [{label}] points to no note",
        )
    for comment in draft.comments:
        if not comment.anchors and not comment.anchored_in and comment.label not in marked:
            yield ProblemRow(
                code=Code.RECORD_NOTE_WITHOUT_MARKER,
                field="comments",
                message=f"note [{comment.label}] is pointed to by no marker",
            )
