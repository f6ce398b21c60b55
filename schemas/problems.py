"""The closed list of things that can be wrong, and the exceptions that carry them.

A code is stable: scripts, tables and documentation name it. Adding one is a compatible change, renaming
one is not. ``CODES`` says for each what it means and what a person can do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Code(StrEnum):
    """A stable name for one kind of trouble. The part before the dot says what is in trouble."""

    SOURCE_EMPTY = "source.empty"
    SOURCE_UNSUPPORTED = "source.unsupported"
    SOURCE_ENCRYPTED = "source.encrypted"
    SOURCE_DAMAGED = "source.damaged"
    SOURCE_TOO_LARGE = "source.too_large"
    SOURCE_TOO_MANY_PAGES = "source.too_many_pages"
    SOURCE_NO_PAGES = "source.no_pages"
    SOURCE_UNREADABLE = "source.unreadable"
    SOURCE_ALL_PAGES_FAILED = "source.all_pages_failed"
    PAGE_DAMAGED = "page.damaged"
    PAGE_TOO_LARGE = "page.too_large"
    PAGE_TOO_SMALL = "page.too_small"
    PAGE_TIMEOUT = "page.timeout"
    PAGE_READING_FAILED = "page.reading_failed"
    RECORD_KIND_UNSURE = "record.kind_unsure"
    RECORD_FIELD_MISSING = "record.field_missing"
    RECORD_FIELD_UNSURE = "record.field_unsure"
    RECORD_FIELD_LOST = "record.field_lost"
    RECORD_FIELD_CONTRADICTED = "record.field_contradicted"
    RECORD_DATES_DISAGREE = "record.dates_disagree"
    RECORD_REFERENCES_DISAGREE = "record.references_disagree"
    RECORD_PAGE_MISSING = "record.page_missing"
    RECORD_PAGES_OUT_OF_ORDER = "record.pages_out_of_order"
    RECORD_PAGE_FAILED = "record.page_failed"
    RECORD_BRACKET_UNBALANCED = "record.bracket_unbalanced"
    RECORD_MARKER_WITHOUT_NOTE = "record.marker_without_note"
    RECORD_NOTE_WITHOUT_MARKER = "record.note_without_marker"
    RECORD_POORLY_READ = "record.poorly_read"
    RECORD_BODY_EMPTY = "record.body_empty"
    RECORD_PARSER_FAILED = "record.parser_failed"
    ENVIRONMENT_TESSERACT_MISSING = "environment.tesseract_missing"
    ENVIRONMENT_MODEL_MISSING = "environment.model_missing"
    ENVIRONMENT_PREFECT_UNREACHABLE = "environment.prefect_unreachable"
    ENVIRONMENT_FACE_MISSING = "environment.face_missing"
    USAGE_NO_SUCH_PATH = "usage.no_such_path"
    USAGE_NO_SCANS = "usage.no_scans"
    USAGE_BAD_SETTING = "usage.bad_setting"
    USAGE_NO_TRUTH = "usage.no_truth"
    USAGE_BAD_TRUTH = "usage.bad_truth"
    USAGE_NOTHING_TO_COMPARE = "usage.nothing_to_compare"
    ARCHIVE_NOT_FOUND = "archive.not_found"
    ARCHIVE_NOT_AN_ARCHIVE = "archive.not_an_archive"
    ARCHIVE_DOCUMENT_NOT_FOUND = "archive.document_not_found"
    ARCHIVE_DOCUMENT_AMBIGUOUS = "archive.document_ambiguous"
    ARCHIVE_NEWER_SCHEMA = "archive.newer_schema"
    ARCHIVE_BUSY = "archive.busy"
    ARCHIVE_LEDGER = "archive.ledger"


class Explanation(NamedTuple):
    """What a code means, and what to do about it."""

    meaning: str
    hint: str


CODES: dict[Code, Explanation] = {
    Code.SOURCE_EMPTY: Explanation(
        "The file has no bytes.", "Copy or scan it again: the transfer was probably cut off."
    ),
    Code.SOURCE_UNSUPPORTED: Explanation(
        "The content is no PDF and no image that dropcopy opens, whatever the name says.",
        "Give PDF, TIFF, PNG, JPEG, JPEG 2000, GIF, BMP or WebP.",
    ),
    Code.SOURCE_ENCRYPTED: Explanation(
        "The PDF needs a password.", "Save a copy without a password and give that."
    ),
    Code.SOURCE_DAMAGED: Explanation(
        "The file starts as a known kind but cannot be opened.", "Fetch or scan it again."
    ),
    Code.SOURCE_TOO_LARGE: Explanation(
        "The file has more bytes than the limit.", "Split it, or raise limits.max_bytes."
    ),
    Code.SOURCE_TOO_MANY_PAGES: Explanation(
        "The file has more pages than the limit.", "Split it, or raise limits.max_pages."
    ),
    Code.SOURCE_NO_PAGES: Explanation(
        "The file opens but holds no page.", "Look at it in a viewer; it may be the wrong file."
    ),
    Code.SOURCE_UNREADABLE: Explanation(
        "The system did not let us read the file.", "Check that it exists and its permissions."
    ),
    Code.SOURCE_ALL_PAGES_FAILED: Explanation(
        "Not one page of the file could be read.",
        "See the pages' own reasons in the table pages; scan it again.",
    ),
    Code.PAGE_DAMAGED: Explanation(
        "The page's image is cut off or cannot be decoded.", "Scan the page again."
    ),
    Code.PAGE_TOO_LARGE: Explanation(
        "The page has more pixels than the limit.",
        "Scan at 300 dpi, or raise limits.max_pixels.",
    ),
    Code.PAGE_TOO_SMALL: Explanation(
        "The image is too small to bear a typed page.", "Scan at 200 dpi or more."
    ),
    Code.PAGE_TIMEOUT: Explanation(
        "Reading the page took longer than allowed.", "Raise reading.page_seconds, then run again."
    ),
    Code.PAGE_READING_FAILED: Explanation(
        "Tesseract failed on the page.", "See the message; the page is tried again on the next run."
    ),
    Code.RECORD_KIND_UNSURE: Explanation(
        "The page bears text, but nothing that tells what kind of paper it is.",
        "Look at the page: can it be a cable whose header could not be read?",
    ),
    Code.RECORD_FIELD_MISSING: Explanation(
        "A field that this kind of sheet always bears was not found.", "Look at the page's header."
    ),
    Code.RECORD_FIELD_UNSURE: Explanation(
        "A field was read, but not surely.", "Compare the value with the page."
    ),
    Code.RECORD_FIELD_LOST: Explanation(
        "A field was not found, but what is left of it can be on the page; or a line of the text is in no "
        "field, or bears type that was not read.",
        "Look whether the page bears the field, and where the line belongs.",
    ),
    Code.RECORD_FIELD_CONTRADICTED: Explanation(
        "Another place of the sheet speaks against a value: a year, a date, a name in a note, a copy.",
        "Compare both places with the page.",
    ),
    Code.RECORD_DATES_DISAGREE: Explanation(
        "The dates are not in the order message, first issue, re-issue.",
        "Compare the dates with the page.",
    ),
    Code.RECORD_REFERENCES_DISAGREE: Explanation(
        "The pages of the sheet bear different reference numbers.",
        "Check that the pages belong together.",
    ),
    Code.RECORD_PAGE_MISSING: Explanation(
        "The sheet has more pages than were found, by what it says or by the numbers on its pages.",
        "Look for the missing page.",
    ),
    Code.RECORD_PAGES_OUT_OF_ORDER: Explanation(
        "The numbers typed on the sheet's pages do not rise from page to page of the scan.",
        "Compare the text with the pages; put the scan in order and give it again.",
    ),
    Code.RECORD_PAGE_FAILED: Explanation(
        "A page within the sheet, or next behind it, could not be read.",
        "See the page's reason in the table pages.",
    ),
    Code.RECORD_BRACKET_UNBALANCED: Explanation(
        "A bracket of a mark has no partner.", "Compare the mark with the page."
    ),
    Code.RECORD_MARKER_WITHOUT_NOTE: Explanation(
        "A marker in the text points to no note.", "Look for the note at the end of the sheet."
    ),
    Code.RECORD_NOTE_WITHOUT_MARKER: Explanation(
        "A note is pointed to by no marker.", "Look for the marker in the text."
    ),
    Code.RECORD_POORLY_READ: Explanation(
        "The words of the sheet were read with low confidence.", "Compare the text with the page."
    ),
    Code.RECORD_BODY_EMPTY: Explanation(
        "No text of a message was found.", "Look at the page: is it a cover or a part of another?"
    ),
    Code.RECORD_PARSER_FAILED: Explanation(
        "The parser stopped on this source; its words are kept.",
        "Report it with the note in quarantine/; reprocess after an update.",
    ),
    Code.ENVIRONMENT_TESSERACT_MISSING: Explanation(
        "The program tesseract was not found.",
        "Debian, Ubuntu: apt-get install tesseract-ocr tesseract-ocr-eng. "
        "macOS: brew install tesseract.",
    ),
    Code.ENVIRONMENT_MODEL_MISSING: Explanation(
        "Tesseract has no model for the language.",
        "Set reading.language to typescript, or install the model (Debian, Ubuntu: apt-get install "
        "tesseract-ocr-deu for deu), or set TESSDATA_PREFIX.",
    ),
    Code.ENVIRONMENT_PREFECT_UNREACHABLE: Explanation(
        "The Prefect server does not answer.",
        "Start the server that PREFECT_API_URL names, or unset PREFECT_API_URL.",
    ),
    Code.ENVIRONMENT_FACE_MISSING: Explanation(
        "A typeface for generated sheets was not found.",
        "Install the package that the message names; bench/sheets/faces.toml lists them all.",
    ),
    Code.USAGE_NO_SUCH_PATH: Explanation("The path does not exist.", "Check its spelling."),
    Code.USAGE_NO_SCANS: Explanation(
        "There is no file in the given folders.", "Give a folder that holds scans, or the scans."
    ),
    Code.USAGE_BAD_SETTING: Explanation(
        "A setting has a value that it cannot have.", "See docs/settings.md for names and bounds."
    ),
    Code.USAGE_NO_TRUTH: Explanation(
        "There is no truth file in the given folder.",
        "Give a folder of truth files, or one: docs/own-truth.md says how they look.",
    ),
    Code.USAGE_BAD_TRUTH: Explanation(
        "A file is not a truth in the documented form.",
        "Mend what the message names: docs/own-truth.md says how truth files look.",
    ),
    Code.USAGE_NOTHING_TO_COMPARE: Explanation(
        "The archive has none of the sources that the truth is about.",
        "Compare the names under source in the truth files with source_uri in latest/sources.parquet.",
    ),
    Code.ARCHIVE_NOT_FOUND: Explanation(
        "There is no archive at this place.", "Make one: dropcopy ingest SCANS ARCHIVE."
    ),
    Code.ARCHIVE_DOCUMENT_NOT_FOUND: Explanation(
        "The archive has no such document.",
        "Give a document_id or a reference number from latest/documents.parquet.",
    ),
    Code.ARCHIVE_NOT_AN_ARCHIVE: Explanation(
        "The folder holds other things and is no archive.",
        "Give a new or empty folder for the archive.",
    ),
    Code.ARCHIVE_DOCUMENT_AMBIGUOUS: Explanation(
        "Several documents fit.", "Give the document_id of one of those named."
    ),
    Code.ARCHIVE_NEWER_SCHEMA: Explanation(
        "The archive was written by a newer version of dropcopy.", "Update dropcopy."
    ),
    Code.ARCHIVE_BUSY: Explanation(
        "Another run is writing to this archive.", "Wait until it has ended, then run again."
    ),
    Code.ARCHIVE_LEDGER: Explanation(
        "The counts of the run do not add up.", "This is a defect: report it with the message."
    ),
}


INFORMING = frozenset(
    {
        Code.RECORD_BRACKET_UNBALANCED,
        Code.RECORD_MARKER_WITHOUT_NOTE,
        Code.RECORD_NOTE_WITHOUT_MARKER,
    }
)
"""Codes that tell of a spot in a record's text or notes and send it to no review: fields are not touched."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a source, a page or a record, as a value.

    ``field`` is the column that a record's problem is about, else ``None``.
    """

    code: Code
    message: str
    field: str | None = None

    def __post_init__(self) -> None:
        """Write what no table can keep, bytes of a file's name that are not UTF-8, as escapes."""
        told = self.message.encode("utf-8", "backslashreplace").decode()
        object.__setattr__(self, "message", told)

    @property
    def hint(self) -> str:
        """What a person can do about it."""
        return CODES[self.code].hint


class DropcopyError(Exception):
    """Base of every error that dropcopy raises on purpose. Survives pickling between processes."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]"

    @property
    def hint(self) -> str:
        """What a person can do about it."""
        return CODES[self.code].hint

    @property
    def problem(self) -> Problem:
        """The same as a value, for tables."""
        return Problem(self.code, self.message)


class TerminalError(DropcopyError):
    """Trying again gives the same: bad input, bad usage, a missing program."""


class TransientError(DropcopyError):
    """Trying again may help: a timeout, a lost write, a server that starts."""
