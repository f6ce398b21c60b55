"""The records: one pydantic model a table of the contract, names and types as published.

The models are the single source of the columns: Arrow schemas, JSON Schema and the documentation of the
tables are made from them (see ``schemas.tables``), so every field has a description. A sheet's children
(comments, marks, ...) carry no ``document_id`` themselves; the tables add it.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from schemas.problems import Code

SCHEMA_VERSION = 1
"""Raised when the meaning of a published column changes."""

Int32 = Annotated[int, Field(ge=-(2**31), lt=2**31)]
Float32 = Annotated[float, "float32"]
Share = Annotated[float, "float32", Field(ge=0.0, le=1.0)]
Page = Annotated[int, Field(ge=1, lt=2**31)]
Offset = Annotated[int, Field(ge=0, lt=2**31)]


class Row(BaseModel):
    """A row of a table: immutable, and no column beyond those declared."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentType(StrEnum):
    """What a sheet is."""

    CABLE = "cable"
    CORRECTION = "correction"
    OTHER = "other"


class Precision(StrEnum):
    """How much of a date was typed; the date is the first day of the span."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Status(StrEnum):
    """Whether a record may be used unread."""

    ACCEPTED = "accepted"
    REVIEW = "review"


class NoteSystem(StrEnum):
    """Romans lead to comments, letters to translator's notes."""

    COMMENT = "comment"
    NOTE = "note"


class MarkKind(StrEnum):
    """What a bracket in the text is."""

    GAP = "gap"
    READING = "reading"
    NOTE_MARKER = "note_marker"
    ORIGINAL = "original"
    INSERTION = "insertion"


class GapKind(StrEnum):
    """What became of the groups of a gap."""

    UNRECOVERED = "unrecovered"
    UNRECOVERABLE = "unrecoverable"
    GARBLED = "garbled"
    UNIDENTIFIED = "unidentified"


class MentionKind(StrEnum):
    """What a mention names."""

    COVER_NAME = "cover_name"
    STATION = "station"
    CITATION = "citation"


class CitedAs(StrEnum):
    """What a citation says of the station that it names."""

    SENDER = "sender"
    CORRESPONDENT = "correspondent"


class EvidenceSource(StrEnum):
    """Where a field's value comes from."""

    OCR = "ocr"
    CORRECTION = "correction"


class SourceState(StrEnum):
    """What became of an input."""

    RECORDED = "recorded"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class RunState(StrEnum):
    """How a run ended; ``running`` is also what a killed run leaves."""

    RUNNING = "running"
    COMPLETED = "completed"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


class ProblemRow(Row):
    """Why a record needs a person."""

    code: Code = Field(description="From the closed list in docs/problems.md")
    field: str | None = Field(default=None, description="The column in question")
    message: str = Field(description="What was seen")


class Sheet(Row):
    """What one sheet says: the content of a row of ``documents``, without its keeping."""

    document_type: DocumentType = Field(description="cable, correction or other")
    first_page: Page = Field(description="First page within the source, from 1")
    last_page: Page = Field(description="Last page within the source")
    page_count: Annotated[int, Field(ge=1, lt=2**31)] = Field(description="Pages of the sheet")
    part: Int32 | None = Field(
        default=None,
        description="1.. when one source holds several cables that share a page, else null",
    )
    classification: str | None = Field(
        default=None, description="Canonical: TOP SECRET, SECRET, ...; also when struck through"
    )
    classification_struck: bool | None = Field(
        default=None, description="A line is drawn or typed through the classification"
    )
    codewords: tuple[str, ...] = Field(default=(), description="VENONA, BRIDE, ...")
    origin: str | None = Field(default=None, description="Corner tag: USSR, MGB, KGB, GRU, ...")
    reference_number: str | None = Field(default=None, description="Canonical: 3/NBF/T261")
    reference_date: date | None = Field(
        default=None, description="The (of ...) date: first issue of the sheet"
    )
    sheet_serial: str | None = Field(default=None, description="Right-corner serial: J1039")
    issued_date: date | None = Field(default=None, description="When this sheet was issued")
    copy_number: Int32 | None = Field(default=None, description="Number of this copy")
    is_reissue: bool = Field(default=False, description="The sheet says that it is a re-issue")
    reissue_of: str | None = Field(default=None, description="Serial of the earlier issue: T368")
    title: str | None = Field(default=None, description="On one line, as typed")
    from_station: str | None = Field(default=None, description="Canonical upper-case place")
    to_station: str | None = Field(default=None, description="Canonical upper-case place")
    message_numbers: tuple[Int32, ...] = Field(default=(), description="[76], [7941, 7942]")
    message_date: date | None = Field(
        default=None, description="Date of the message; first day of the span"
    )
    message_date_precision: Precision | None = Field(
        default=None, description="day, month or year: how much of the date was typed"
    )
    addressee: str | None = Field(
        default=None, description="Person or cover-name after To, without marker and full stop"
    )
    copy_to: tuple[str, ...] = Field(default=(), description="Those the cable was copied to")
    handling: str | None = Field(
        default=None, description="To be deciphered personally by the RESIDENT [REZIDENT]."
    )
    body: str = Field(
        default="",
        description="Reading text: paragraphs a blank line apart, marks in canonical form",
    )
    signature_serial: Int32 | None = Field(default=None, description="The sender's own number")
    signature_name: str | None = Field(default=None, description="Who signed")
    signature_date: date | None = Field(default=None, description="Date beside the signature")
    distribution: tuple[str, ...] | None = Field(
        default=None,
        description="Null: no such heading; empty: a heading with nothing readable under it",
    )
    groups_unrecovered: Offset = Field(default=0, description="Sum over the body's gaps")
    groups_unrecoverable: Offset = Field(default=0, description="Sum over the body's gaps")
    ocr_confidence: Share | None = Field(
        default=None, description="0..1 over the words used; null when there are none"
    )
    status: Status = Field(
        default=Status.REVIEW,
        description="accepted: fit for use unread; review: a person should look",
    )
    problems: tuple[ProblemRow, ...] = Field(default=(), description="Why; codes are a closed list")


class Document(Sheet):
    """A row of ``documents``: a sheet, and how it is kept."""

    document_id: str = Field(
        description="Stable: the same scan gives the same id in every run and version"
    )
    source_uri: str = Field(description="Where the scan is")
    source_sha256: str = Field(description="SHA-256 of the scan's bytes")
    revision: Annotated[int, Field(ge=1, lt=2**31)] = Field(
        description="1 at first; +1 when a reprocessing or a correction changed the content"
    )
    run_id: str = Field(description="The run that wrote this row")
    pipeline_version: str = Field(description="Version of dropcopy that made the record")
    recorded_at: datetime = Field(description="When the row was written, UTC")
    content_hash: str = Field(
        description="SHA-256 over the record and its children; equal hash: equal content"
    )


class Comment(Row):
    """A note or comment of a sheet."""

    system: NoteSystem = Field(description="comment: romans; note: letters")
    label: str = Field(description="Canonical label: ii, a")
    label_raw: str = Field(description="The label as read: 11")
    position: Int32 = Field(description="Order on the sheet, from 1")
    term: str | None = Field(default=None, description="NEIGHBOURS; null if none")
    text: str = Field(description="The whole note without its label")
    identification: str | None = Field(default=None, description="BERIYA: who was identified")
    anchors: tuple[Offset, ...] = Field(
        default=(), description="Character offsets of its markers in body"
    )
    anchored_in: tuple[str, ...] = Field(
        default=(), description="Other fields that bear its marker: addressee, signature_name"
    )
    first_page: Page = Field(description="Page of the source on which the note begins")


class Mark(Row):
    """A bracketed mark: ``text_of(field)[start:end]`` is the mark as it stands there."""

    field: str = Field(description="The text that bears the mark: body, title, comments, ...")
    start: Offset = Field(description="Character offset of the mark in that text")
    end: Offset = Field(description="Character offset after the mark")
    kind: MarkKind = Field(description="gap, reading, note_marker, original, insertion")
    text: str = Field(description="Inside the bracket, canonical")
    groups: Int32 | None = Field(
        default=None,
        description="Number of groups, for gaps; null when it was not read. A gap that names two "
        "kinds ([32 groups unrecoverable and 54 groups unrecovered]) has a row for each, at one place",
    )
    gap_kind: GapKind | None = Field(
        default=None, description="unrecovered, unrecoverable, garbled, unidentified"
    )
    grade: str | None = Field(default=None, pattern="^[A-D]$", description="A..D, for readings")
    term: str | None = Field(
        default=None, description="The words that an original glosses: RESIDENT for [REZIDENT]"
    )
    page: Page = Field(description="Page of the source on which the mark begins")
    comment: Int32 | None = Field(
        default=None, description="Position of the comment that bears the mark, for field comments"
    )


class Mention(Row):
    """A name or citation found in a text."""

    kind: MentionKind = Field(description="cover_name, station, citation")
    text: str = Field(description="As it stands in the text")
    canonical: str = Field(description="The name in canonical form")
    start: Offset = Field(description="Character offset in that text")
    end: Offset = Field(description="Character offset after the mention")
    field: str = Field(
        description="The text that bears the mention: body, title, addressee, copy_to (its names with "
        "a comma and a blank between), handling, signature_name, comments"
    )
    cited_station: str | None = Field(default=None, description="Station of a cited message")
    cited_number: Int32 | None = Field(default=None, description="Number of a cited message")
    cited_document_id: str | None = Field(
        default=None,
        description="The cited document, when the archive holds exactly one such message near the "
        "citing one's date. Filled in latest/ by publishing, null in tables/: the archive grows",
    )
    cited_as: CitedAs | None = Field(
        default=None,
        description="sender: the cited station sent the message; correspondent: it sent or "
        "received it; null without a station",
    )
    comment: Int32 | None = Field(
        default=None,
        description="Position of the comment that bears the mention, for field comments",
    )


class FieldEvidence(Row):
    """Where a header or signature field's value comes from."""

    field: str = Field(description="Column of documents")
    value: str = Field(description="Canonical value as text")
    raw: str = Field(description="As read")
    confidence: Share = Field(description="0..1: probability that the value is right")
    page: Page = Field(description="Page of the source")
    x0: Int32 = Field(description="Left edge, pixels of the upright page")
    y0: Int32 = Field(description="Upper edge, pixels of the upright page")
    x1: Int32 = Field(description="Right edge, exclusive")
    y1: Int32 = Field(description="Lower edge, exclusive")
    rule: str = Field(description="Which rule found it")
    source: EvidenceSource = Field(default=EvidenceSource.OCR, description="ocr or correction")


class Record(Row):
    """One sheet with everything that hangs on it: what the parser gives and the archive keeps."""

    sheet: Sheet = Field(description="What the sheet says")
    comments: tuple[Comment, ...] = Field(default=(), description="Its notes, in order")
    marks: tuple[Mark, ...] = Field(default=(), description="Its bracketed marks")
    mentions: tuple[Mention, ...] = Field(default=(), description="Names and citations in it")
    fields: tuple[FieldEvidence, ...] = Field(default=(), description="Evidence of its fields")


class WordRow(Row):
    """A word of a page; boxes in pixels of the upright page."""

    text: str = Field(description="As read")
    confidence: Share = Field(description="The engine's, 0..1")
    line: Int32 = Field(description="The engine's line on the page, from 0")
    x0: Int32 = Field(description="Left edge")
    y0: Int32 = Field(description="Upper edge")
    x1: Int32 = Field(description="Right edge, exclusive")
    y1: Int32 = Field(description="Lower edge, exclusive")
    struck: bool = Field(default=False, description="Struck or typed through")


class BoxRow(Row):
    """A place on a page, in pixels of the upright page."""

    x0: Int32 = Field(description="Left edge")
    y0: Int32 = Field(description="Upper edge")
    x1: Int32 = Field(description="Right edge, exclusive")
    y1: Int32 = Field(description="Lower edge, exclusive")


class PageRow(Row):
    """A page image with its words: the reading that records are made from."""

    source_sha256: str = Field(description="SHA-256 of the scan's bytes")
    page: Page = Field(description="Page within the source, from 1")
    document_id: str | None = Field(
        default=None,
        description="The first document on the page, when several cables share it; null: blank, "
        "unassigned or failed",
    )
    image_sha256: str = Field(description="SHA-256 of the page's pixels, empty when undecodable")
    width: Int32 = Field(description="Pixels of the upright page")
    height: Int32 = Field(description="Pixels of the upright page")
    dpi: Int32 | None = Field(default=None, description="As the file says")
    rotation: Int32 = Field(description="Clockwise turn that made it upright: 0, 90, 180, 270")
    skew_degrees: Float32 = Field(description="Clockwise tilt that was applied to level the lines")
    ocr_confidence: Share | None = Field(default=None, description="Mean over words, 0..1")
    is_blank: bool = Field(description="No type on it")
    ocr_engine: str | None = Field(default=None, description="Name, version and model")
    ocr_profile: str | None = Field(default=None, description="Hash of the reading settings")
    ocr_seconds: Float32 | None = Field(default=None, description="Seconds the reading took")
    words: tuple[WordRow, ...] = Field(
        default=(), description="In tables/pages only; latest/pages.parquet leaves it out"
    )
    unread: tuple[BoxRow, ...] = Field(
        default=(),
        description="Where ink as high as type is that no word covers; in tables/pages only",
    )
    reason: Code | None = Field(default=None, description="Why the page could not be used")
    message: str | None = Field(default=None, description="What went wrong, for people")
    run_id: str = Field(description="The run that wrote this row")


class SourceRow(Row):
    """An input ever seen."""

    source_uri: str = Field(description="Where it is")
    source_sha256: str = Field(description="SHA-256 of its bytes; empty when unreadable")
    bytes: Annotated[int, "int64", Field(ge=0)] = Field(description="Size; of all its page files")
    media_type: str | None = Field(default=None, description="By content: application/pdf, ...")
    page_count: Int32 = Field(description="Pages; 0 when it could not be opened")
    state: SourceState = Field(description="recorded, duplicate, quarantined")
    reason: Code | None = Field(default=None, description="Why it is in quarantine")
    message: str | None = Field(default=None, description="What went wrong, for people")
    duplicate_of: str | None = Field(default=None, description="URI of the same bytes")
    replaced_by: str | None = Field(
        default=None,
        description="SHA-256 of newer bytes at this URI: the row is then history, and its "
        "documents are no longer in the archive",
    )
    first_seen: datetime = Field(description="UTC")
    last_seen: datetime = Field(description="UTC")
    run_id: str = Field(description="The run that wrote this row")
    ocr_profile: str | None = Field(
        default=None, description="Hash of the reading settings that its records are made with"
    )
    pipeline_version: str | None = Field(
        default=None, description="Version of dropcopy that made its records or refused it"
    )


class Counts(Row):
    """The ledger of a run. Its invariants are checked by ``output.ledger``."""

    sources_seen: Offset = Field(default=0, description="Inputs that the run was given")
    sources_recorded: Offset = Field(default=0, description="Of these: in the archive")
    sources_duplicate: Offset = Field(default=0, description="Of these: same bytes as another")
    sources_quarantined: Offset = Field(default=0, description="Of these: refused")
    sources_already_done: Offset = Field(
        default=0, description="Of those recorded: done by an earlier run, so not touched"
    )
    sources_replaced: Offset = Field(
        default=0, description="Older bytes at the URIs of these, whose records left in this run"
    )
    pages_in: Offset = Field(default=0, description="Pages of the recorded and refused sources")
    pages_in_documents: Offset = Field(default=0, description="Of these: in a document")
    pages_blank: Offset = Field(default=0, description="Of these: without type")
    pages_unassigned: Offset = Field(default=0, description="Of these: with type, in no document")
    pages_quarantined: Offset = Field(default=0, description="Of these: could not be read")
    pages_to_retry: Offset = Field(
        default=0, description="Of those quarantined: the next run tries to read them again"
    )
    pages_read: Offset = Field(default=0, description="Pages that OCR read in this run")
    documents: Offset = Field(default=0, description="Documents of the sources seen")
    documents_accepted: Offset = Field(default=0, description="Of these: accepted")
    documents_review: Offset = Field(default=0, description="Of these: to review")
    documents_changed: Offset = Field(default=0, description="Documents written by this run")


class RunRow(Counts):
    """A run with its counts."""

    run_id: str = Field(description="Identifies the run")
    flow: str = Field(description="ingest or reprocess")
    started_at: datetime = Field(description="UTC")
    ended_at: datetime | None = Field(default=None, description="UTC; null while running")
    state: RunState = Field(description="running, completed, interrupted, failed")
    settings: str = Field(description="JSON of all settings")
    versions: str = Field(description="JSON: package, Tesseract, model, OpenCV")


class CorrectionRow(Row):
    """A value set by a person."""

    document_id: str = Field(description="The corrected document")
    field: str = Field(description="Column of documents")
    old_value: str | None = Field(default=None, description="Value before, as text")
    new_value: str | None = Field(default=None, description="Value set, as text; null: none")
    author: str = Field(description="Who set it")
    made_at: datetime = Field(description="UTC")
