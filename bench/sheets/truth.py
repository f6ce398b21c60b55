"""The truth of a sheet: the record that a perfect reading of it gives.

Needs the pages only for page numbers. Of mentions it has the citations. How
truth stands on disk: ``output.evaluation.truth``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from pydantic import BaseModel, ConfigDict

from bench.sheets.cable import CENTRED, Cable, Family, Strike
from bench.sheets.cited import citations
from bench.sheets.marks import Found, find_marks, without_markers
from schemas.records import (
    Comment,
    DocumentType,
    GapKind,
    Mark,
    MarkKind,
    NoteSystem,
    Record,
    Sheet,
)


class Places(BaseModel):
    """On which source pages (from 1) a sheet and its pieces stand.

    ``body`` are (offset in body, page) pairs, rising: from that offset on, text stands on
    that page. ``notes`` gives a note's page by its position from 1.
    """

    model_config = ConfigDict(frozen=True)

    first: int
    last: int
    count: int
    body: tuple[tuple[int, int], ...] = ()
    notes: Mapping[int, int] = {}
    title: int = 1


def body_text(cable: Cable) -> str:
    """Give the reading text of the body: paragraphs a blank line apart, each on one line."""
    return "\n\n".join(one_line(paragraph.text) for paragraph in cable.paragraphs)


def one_line(text: str) -> str:
    """Give ``text`` without forced line ends, single blanks between words."""
    return re.sub(r"\s+", " ", text.replace(CENTRED, "")).strip()


def records_of(cable: Cable, messages: Sequence[tuple[Places, Mapping[int, str]]]) -> list[Record]:
    """Give the truth of a sheet: a record a message, each with what the sheet's head says.

    ``messages`` are place and raw labels of each, in order. They are parts when two share a page.
    """
    if not cable.items:
        return [record_of(cable, *messages[0])]
    shared = any(before[0].last == after[0].first for before, after in pairwise(messages))
    records = []
    for number, (own, (places, labels)) in enumerate(
        zip((cable, *cable.items), messages, strict=True), start=1
    ):
        whole = replace(
            own,
            family=cable.family,
            classification=cable.classification,
            origin=cable.origin,
            reference=cable.reference,
            sheet_serial=cable.sheet_serial,
            issue=cable.issue,
            reissue=cable.reissue,
            title=own.title or cable.title,
            distribution=cable.distribution,
            foot_date=cable.foot_date,
        )
        record = record_of(whole, places, labels)
        part = number if shared else None
        sheet = record.sheet.model_copy(update={"part": part})
        records.append(record.model_copy(update={"sheet": sheet}))
    return records


def record_of(cable: Cable, places: Places, raw_labels: Mapping[int, str]) -> Record:
    """Give the truth of ``cable`` typed at ``places``; ``raw_labels``.

    Typed labels by note position from 1.
    """
    body = body_text(cable)
    title = " ".join(cable.title) or None
    handling = next((without_markers(a.typed) for a in cable.address if a.handling), None)
    comments = _comments(cable, body, places, raw_labels)
    marks = [
        *_marks("title", title or "", lambda _: places.first),
        *_marks("handling", handling or "", lambda _: places.first),
        *_marks("body", body, lambda offset: _page_at(places, offset)),
    ]
    for comment in comments:
        marks += _comment_marks(comment)
    return Record(
        sheet=_sheet(cable, places, body, title, handling),
        comments=comments,
        marks=tuple(marks),
        mentions=(
            *citations("body", body),
            *(
                mention
                for comment in comments
                for mention in citations("comments", comment.text, comment.position)
            ),
        ),
    )


def _sheet(
    cable: Cable, places: Places, body: str, title: str | None, handling: str | None
) -> Sheet:
    kind = {
        Family.CORRECTION: DocumentType.CORRECTION,
        Family.MEMORANDUM: DocumentType.OTHER,
    }.get(cable.family, DocumentType.CABLE)
    if kind is DocumentType.OTHER:
        return Sheet(
            document_type=kind,
            first_page=places.first,
            last_page=places.last,
            page_count=places.count,
        )
    found = [g for mark in find_marks(body) for g in mark.groups]
    classification, reference, signature = cable.classification, cable.reference, cable.signature
    issued = cable.foot_date or cable.issue.issued
    copies = [name for line in cable.address for name in line.copy_to]
    return Sheet(
        document_type=kind,
        first_page=places.first,
        last_page=places.last,
        page_count=places.count,
        classification=classification.word if classification else None,
        classification_struck=classification.strike is not Strike.NONE if classification else None,
        codewords=classification.codewords if classification else (),
        origin=cable.origin,
        reference_number=reference.number if reference else None,
        reference_date=reference.first_issue.value if reference and reference.first_issue else None,
        sheet_serial=cable.sheet_serial,
        issued_date=issued.value if issued else None,
        copy_number=cable.issue.copy_number,
        is_reissue=cable.reissue is not None,
        reissue_of=cable.reissue.of if cable.reissue else None,
        title=title,
        from_station=cable.from_station,
        to_station=cable.to_station,
        message_numbers=cable.numbers,
        message_date=cable.message_date.value if cable.message_date else None,
        message_date_precision=cable.message_date.precision if cable.message_date else None,
        addressee=next((a.addressee for a in cable.address if a.addressee), None),
        copy_to=tuple(copies),
        handling=handling,
        body=body,
        signature_serial=signature.serial if signature else None,
        signature_name=signature.name if signature else None,
        signature_date=_signed_day(cable, title or ""),
        distribution=_distribution(cable),
        groups_unrecovered=sum(n for n, k in found if k is GapKind.UNRECOVERED),
        groups_unrecoverable=sum(n for n, k in found if k is GapKind.UNRECOVERABLE),
    )


_YEAR = re.compile(r"\b19\d\d\b")


def _signed_day(cable: Cable, title: str) -> date | None:
    """Give the day of the signature; a year not typed with it is that of the message or of the title."""
    signed = cable.signature.signed if cable.signature else None
    if signed is None:
        return None
    borne = cable.message_date is not None or _YEAR.search(f"{signed.typed} {title}")
    return signed.value if borne else None


def _distribution(cable: Cable) -> tuple[str, ...] | None:
    if cable.distribution is None:
        return None
    return () if cable.distribution.xed else cable.distribution.lines


def _comments(
    cable: Cable, body: str, places: Places, raw_labels: Mapping[int, str]
) -> tuple[Comment, ...]:
    elsewhere = {
        "title": " ".join(cable.title),
        "addressee": " ".join(a.typed for a in cable.address if not a.handling),
        "handling": " ".join(a.typed for a in cable.address if a.handling),
        "signature_name": " ".join(cable.signature.typed) if cable.signature else "",
    }
    copied = " ".join(a.typed.partition(", copy to ")[2] for a in cable.address if a.copy_to)
    rows = []
    for position, note in enumerate(cable.notes, start=1):
        marker = f"[{note.label}]"
        fields = [name for name, text in elsewhere.items() if marker in text]
        if marker in copied:
            fields[fields.index("addressee")] = "copy_to"
        rows.append(
            Comment(
                system=note.system,
                label=note.label,
                label_raw=raw_labels.get(position, note.label),
                position=position,
                term=note.term,
                text=note.text,
                identification=note.identification,
                anchors=tuple(m.start() for m in re.finditer(re.escape(marker), body)),
                anchored_in=tuple(fields),
                first_page=places.notes.get(position, places.first),
            )
        )
    return tuple(rows)


def _marks(
    field: str, text: str, page_of: Callable[[int], int], position: int | None = None
) -> list[Mark]:
    return [
        mark
        for found in find_marks(text)
        for mark in _rows(field, found, page_of(found.start), position)
    ]


def _comment_marks(comment: Comment) -> list[Mark]:
    return _marks("comments", comment.text, lambda _: comment.first_page, comment.position)


def _rows(field: str, found: Found, page: int, position: int | None) -> list[Mark]:
    """Give the rows of one mark: a gap that names two kinds of groups has one for each."""
    row = Mark(
        field=field,
        start=found.start,
        end=found.end,
        kind=found.kind,
        text=found.inside,
        grade=found.grade,
        term=found.term,
        page=page,
        comment=position,
    )
    if found.kind is not MarkKind.GAP:
        return [row]
    return [row.model_copy(update={"groups": n, "gap_kind": kind}) for n, kind in found.groups]


def _page_at(places: Places, offset: int) -> int:
    page = places.first
    for begin, number in places.body:
        if begin <= offset:
            page = number
    return page


def note_system(label: str) -> NoteSystem:
    """Romans are comments, letters are translator's notes."""
    return NoteSystem.COMMENT if set(label) <= set("ivxl") else NoteSystem.NOTE
