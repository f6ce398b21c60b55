"""One sheet's pages made into a record: the stages in their order, and how their results are put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from pydantic import TypeAdapter

from parsing.announced import announced
from parsing.brackets import Bracketed, KnownLabels, Mark, canonical, groups_of
from parsing.clearing import Cleared
from parsing.draft import PERSONS, Draft, pointed_to
from parsing.edges import read_edges
from parsing.explanations import identification_in, term_in, term_of
from parsing.findings import Finding, evidence
from parsing.furniture import Edges
from parsing.header import read_header
from parsing.layout import Row
from parsing.lost_brackets import as_on_paper
from parsing.marked_terms import names_beside, with_marked_terms
from parsing.mentions import mentions_of
from parsing.names import Spellings, spelt_as_elsewhere
from parsing.note_headings import heading_of
from parsing.notes import Note, notes_at, read_notes
from parsing.opening import read_opening
from parsing.paragraphs import paragraph_starts, paragraphs
from parsing.pitch import over_read, without_spare_letter
from parsing.postscripts import are_notes, is_postscript, left_below, signed_within
from parsing.prose import PAGE_BREAK, Line, join, lines_of, readable
from parsing.respelling import SPELT, Respelt, respell, with_raw
from parsing.signature import read_signature, signature_ends
from parsing.strays import without_strays
from parsing.term_spelling import with_terms_spelt
from parsing.title_years import with_year, year_of
from parsing.titles import is_cut_off, lacks_its_beginning, title_of
from parsing.unread_signature import begins_signature, is_signed_among_notes
from schemas import records
from schemas.records import (
    Comment,
    DocumentType,
    GapKind,
    MarkKind,
    NoteSystem,
    Precision,
    Record,
    Sheet,
)

_BOUNDARY = "\n\n"
_BOUNDARY_AT_PAGE = "\n" + PAGE_BREAK


def read_message(
    kind: DocumentType,
    cleared: Sequence[Cleared],
    edges: Sequence[Edges],
    below: Sequence[Note] = (),
    claimed: Collection[str] = (),
) -> Draft:
    """Read a message, or a correction sheet, from its share of a sheet's pages.

    ``edges`` are those of all pages of the sheet. ``below`` are notes that stand below a later message of
    the sheet: those that this one points to are its own, when it has no others. ``claimed`` are labels of
    notes that other messages point to: such a note is this one's only when it points to it as well.
    """
    corrects = kind is DocumentType.CORRECTION
    header = read_header(cleared[0].rows, cleared[0].layout, corrects=corrects)
    draft = Draft(routed=header.routed, head=cleared[0].rows[: header.end])
    draft.findings.update(header.findings)
    read_edges(header, edges, draft, cleared[0].layout.usual)
    text_rows = [*header.addressed, *cleared[0].rows[header.end :]]
    lines = lines_of(cleared[0].layout, text_rows)
    for page in cleared[1:]:
        lines.extend(lines_of(page.layout, page.rows))
    lines, spellings, respelt = respell(lines)
    lines = as_on_paper(lines)
    start = notes_at(lines, only=corrects)
    above = whole = lines[:start]
    starts = paragraph_starts(whole)
    postscript = None
    if kind is DocumentType.CABLE:
        start, above, postscript = _below_signature(whole, starts, start, draft)
    text_lines = without_strays(above)
    if len(text_lines) < len(whole):
        starts = paragraph_starts(text_lines)
    draft.text = tuple(above)
    draft.foot = () if start is None or claimed else tuple(lines[start:])
    due = announced(text_lines) if corrects else ()
    read: list[Note] = []
    if start is None:
        draft.left = left_below(whole[len(above) :], above[-1]) if len(above) < len(whole) else []
    else:
        read, draft.left = read_notes(lines[start:], due, above)
    own = with_terms_spelt(read, text_lines)
    draft.notes = notes = tuple(own or below)
    labels = KnownLabels(
        frozenset(note.label for note in notes if note.system is NoteSystem.COMMENT),
        frozenset(note.label for note in notes if note.system is NoteSystem.NOTE),
        {note.label: term for note in notes if (term := term_of(note)) is not None},
    )
    if kind is DocumentType.CABLE:
        spellings = spellings.with_terms([term for note in notes if (term := term_in(note.text))])
        _read_title(header.title, spellings, labels, draft)
        _agree_on_year(draft)
    body = Bracketed("", (), ())
    pages: list[int] = [cleared[0].layout.number]
    if kind is DocumentType.CABLE:
        body, pages = _read_text(text_lines, starts, labels, draft, postscript)
        _spell_names(spellings, respelt, labels, draft, cleared[0].layout.pitch)
    _keep_body(body, pages, draft)
    if not own or claimed:
        pointed = pointed_to(draft)
        others = set(claimed) if own else {note.label for note in below}
        draft.notes = tuple(
            note for note in notes if note.label in pointed or note.label not in others
        )
    beside = names_beside(draft.findings, draft.anchored, draft.beside_copies)
    draft.notes = tuple(with_marked_terms(draft.notes, body, beside, above))
    _keep_notes(draft.notes, labels, body, draft)
    headings = [] if start is None else [line for line in lines[start:] if heading_of(line.row)]
    draft.lines = (*draft.lines, *headings, *(line for note in draft.notes for line in note.lines))
    return draft


def _below_signature(
    whole: list[Line], starts: Sequence[int], notes: int | None, draft: Draft
) -> tuple[int | None, list[Line], Line | None]:
    """Give where the notes begin, the lines above them, and the first line of a postscript.

    Below a signature notes can begin without a heading that was read, above ``notes`` or without these.
    """
    end = signature_ends(whole, starts, _message_day(draft))
    if not end:
        return notes, whole, None
    if is_postscript(whole[end:], whole[:end], noted=notes is not None):
        return notes, whole, whole[end]
    if notes is None and not are_notes(whole[end:], whole[:end]):
        return None, whole[:end], None
    return end, whole[:end], None


def _message_day(draft: Draft) -> date | None:
    """Give the day of the message, the middle of its month or year where no more is known.

    The year may be that of the title alone.
    """
    dated, title = draft.findings.get("message_date"), draft.findings.get("title")
    if dated is None or not isinstance(dated.value, date):
        year = None if title is None else year_of(str(title.value))
        return None if year is None else date(year, *_MIDDLE_OF_YEAR)
    precision = draft.findings.get("message_date_precision")
    if precision is None or precision.value is Precision.DAY:
        return dated.value
    if precision.value is Precision.MONTH:
        return dated.value.replace(day=_MIDDLE_OF_MONTH)
    return date(dated.value.year, *_MIDDLE_OF_YEAR)


_MIDDLE_OF_MONTH, _MIDDLE_OF_YEAR = 15, (7, 1)


def _read_once(finding: Finding[object], pitch: float | None) -> Finding[object]:
    """Give a name without a letter that was read twice, as the width of its word tells."""
    name = str(finding.value)
    bearing = [word for word in finding.words if word.text.startswith(name)]
    if over_read(bearing, pitch) != 1:
        return finding
    return replace(finding, value=without_spare_letter(name))


def _spell_names(
    spellings: Spellings,
    respelt: Respelt,
    labels: KnownLabels,
    draft: Draft,
    pitch: float | None,
) -> None:
    """Spell the names of persons in header and signature as the sheet does elsewhere."""
    for name in PERSONS:
        finding = draft.findings.get(name)
        if finding is None:
            continue
        if isinstance(finding.value, str):
            draft.findings[name] = finding = _read_once(finding, pitch)
        if isinstance(finding.value, tuple):
            beside = draft.beside_copies or ((),) * len(finding.value)
            value: object = tuple(
                spelt_as_elsewhere(str(one), own, finding.words, spellings, labels)
                for one, own in zip(finding.value, beside, strict=True)
            )
        else:
            own = draft.anchored.get(name, ())
            value = spelt_as_elsewhere(str(finding.value), own, finding.words, spellings, labels)
        if value != finding.value:
            finding = replace(finding, value=value, rule=finding.rule + SPELT)
        draft.findings[name] = with_raw(finding, respelt)


def _read_text(
    lines: Sequence[Line],
    starts: Sequence[int],
    labels: KnownLabels,
    draft: Draft,
    postscript: Line | None,
) -> tuple[Bracketed, list[int]]:
    """Read opening, body and signature; give the body with its form feeds, and its pages in order.

    ``starts`` are the indices of the lines that begin paragraphs, ``postscript`` is the first line below a
    signature that text follows.
    """
    day = _message_day(draft)
    signature = read_signature(lines, starts, labels, day)
    message_lines = lines[: len(lines) - signature.lines]
    if postscript is not None and postscript in lines and not signature.lines:
        signature, message_lines, starts = signed_within(lines, starts, postscript, labels, day)
    draft.findings.update(signature.findings)
    draft.anchored["signature_name"] = signature.markers
    draft.unread |= signature.unread
    if "signature_serial" not in signature.findings and (
        begins_signature(message_lines, starts) or is_signed_among_notes(draft.foot)
    ):
        draft.unread |= {"signature_serial"}
    opening = read_opening(message_lines, starts, labels)
    draft.findings.update(opening.findings)
    draft.unread |= opening.unread
    draft.anchored.update(opening.anchored)
    draft.beside_copies = opening.copies
    for name, marks in opening.marks.items():
        page = opening.findings[name].page
        _keep_marks([_mark_row(mark, name, page) for mark in marks], draft)
    above, below = opening.above, opening.taken
    rest = [*message_lines[:above], *opening.kept, *message_lines[below:]]
    draft.lines = tuple(rest)
    text = ""
    pages: list[int] = []
    last_page = 0
    kept = len(opening.kept)
    begun = [*range(above + 1), *(at - below + above + kept for at in starts if at > below - kept)]
    for whole in paragraphs(rest, begun):
        group = [line for line in whole if line.text]  # the others are typed over
        if not group:
            continue
        for line in group:
            if not pages or line.page != pages[-1]:
                pages.append(line.page)
        if text:
            turned = group[0].page != last_page
            text += _BOUNDARY_AT_PAGE if turned else _BOUNDARY
        text += join(group)
        last_page = group[-1].page
    elsewhere = frozenset(label for found in draft.anchored.values() for label in found)
    return canonical(text, replace(labels, elsewhere=elsewhere), labels.romans - elsewhere), pages


def _read_title(
    rows: Sequence[Row], spellings: Spellings, labels: KnownLabels, draft: Draft
) -> None:
    if not rows:
        return
    title = title_of(rows, spellings)
    if is_cut_off(title) or lacks_its_beginning(title):
        return
    if (day := _message_day(draft)) is not None:
        title = with_year(title, day.year)
    bracketed = canonical(title, labels)
    words = tuple([word for row in rows for word in row.words])
    raw = " ".join([row.text for row in rows])
    page = rows[0].page
    draft.findings["title"] = Finding(
        bracketed.text, raw, words, page, "capitals above the routing block", 0.9
    )
    draft.anchored["title"] = tuple(
        mark.text for mark in bracketed.marks if mark.kind is MarkKind.NOTE_MARKER
    )
    _keep_marks([_mark_row(mark, "title", page) for mark in bracketed.marks], draft)


def _agree_on_year(draft: Draft) -> None:
    """Give title and message one year where one was read far less surely, a figure apart."""
    title, dated = draft.findings.get("title"), draft.findings.get("message_date")
    year = year_of(str(title.value)) if title is not None else None
    if title is None or dated is None or year is None or not isinstance(dated.value, date):
        return
    if dated.value.year == year or dated.value.year // 10 != year // 10:
        return
    read = next((word for word in reversed(title.words) if str(year) in word.text), None)
    if read is None:
        return
    if dated.words[-1].confidence > _SURER * read.confidence:
        told = str(title.value).replace(f"({year})", f"({dated.value.year})")
        draft.findings["title"] = replace(
            title, value=told, rule=f"{title.rule}, year of the message"
        )
    if read.confidence <= _SURER * dated.words[-1].confidence:
        return
    if dated.value.month == 2 and dated.value.day == 29:
        return
    draft.findings["message_date"] = replace(
        dated, value=dated.value.replace(year=year), rule=dated.rule + ", year of the title"
    )


_SURER = 1.1
"""Confidence of one year in those of the other: of two sure ones neither is known to be wrong."""


def _keep_body(body: Bracketed, pages: Sequence[int], draft: Draft) -> None:
    last = len(pages) - 1
    rows = []
    for mark in body.marks:
        turned = body.text.count(PAGE_BREAK, 0, mark.start) if last else 0
        rows.append(_mark_row(mark, "body", pages[min(turned, last)]))
    _keep_marks(rows, draft)
    draft.unbalanced += len(body.unbalanced)
    text = body.text.rstrip(PAGE_BREAK).replace(_BOUNDARY_AT_PAGE, _BOUNDARY)
    draft.columns["body"] = readable(text)
    draft.columns["groups_unrecovered"] = groups_of(body.marks, GapKind.UNRECOVERED)
    draft.columns["groups_unrecoverable"] = groups_of(body.marks, GapKind.UNRECOVERABLE)


_Row = dict[str, object]
"""The columns of a record's row, before they are validated."""

_MARKS = TypeAdapter(list[records.Mark])
_COMMENTS = TypeAdapter(list[Comment])


def _keep_marks(rows: Sequence[_Row], draft: Draft) -> None:
    if rows:
        draft.marks.extend(_MARKS.validate_python(rows))


def _mark_row(mark: Mark, name: str, page: int, comment: int | None = None) -> _Row:
    return {
        "field": name, "start": mark.start, "end": mark.end, "kind": mark.kind,
        "text": readable(mark.text), "groups": mark.groups, "gap_kind": mark.gap_kind,
        "grade": mark.grade, "term": mark.term, "page": page, "comment": comment,
    }  # fmt: skip


def _keep_notes(notes: Sequence[Note], labels: KnownLabels, body: Bracketed, draft: Draft) -> None:
    anchors: Mapping[str, list[int]] = defaultdict(list)
    for mark in body.marks:
        if mark.kind is MarkKind.NOTE_MARKER:
            anchors[mark.text].append(mark.start)
    cited = replace(labels, cited=True)
    comments: list[_Row] = []
    rows: list[_Row] = []
    for position, note in enumerate(notes, start=1):
        bracketed = canonical(note.text, cited)
        text = readable(bracketed.text)
        rows += [_mark_row(mark, "comments", note.page, position) for mark in bracketed.marks]
        comments.append(
            {
                "system": note.system,
                "label": note.label,
                "label_raw": note.label_raw,
                "position": position,
                "term": term_in(text) if note.system is NoteSystem.COMMENT else None,
                "text": text,
                "identification": identification_in(text),
                "anchors": tuple(anchors[note.label]),
                "anchored_in": tuple(
                    [name for name, found in draft.anchored.items() if note.label in found]
                ),
                "first_page": note.page,
            }
        )
    _keep_marks(rows, draft)
    draft.comments.extend(_COMMENTS.validate_python(comments))


def sheet_columns(draft: Draft) -> dict[str, object]:
    """Give the columns of ``Sheet`` that the draft fills."""
    columns = dict(draft.columns)
    for name, finding in draft.findings.items():
        columns[name] = finding.value
    return columns


def record_of(draft: Draft, sheet: Sheet, probabilities: Mapping[str, float]) -> Record:
    """Put a sheet and the draft's children together. ``probabilities`` are those of the fields found."""
    return Record(
        sheet=sheet,
        comments=tuple(draft.comments),
        marks=tuple(sorted(draft.marks, key=_mark_order)),
        fields=evidence(draft.findings, probabilities),
        mentions=mentions_of(sheet, draft.comments, draft.marks),
    )


def _mark_order(mark: records.Mark) -> tuple[str, int, int, int]:
    return mark.field, mark.comment or 0, mark.start, -mark.end
