"""What a fictional sheet says, before it is typed: values with the form in which they are typed.

Texts here are canonical: square brackets, lower-case romans, single blanks. How the typist spoils
them is the affair of ``typist`` and ``layout``. A cable can be written by hand: every part has a
plain default.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from schemas.records import NoteSystem, Precision


class Family(StrEnum):
    """The kinds of sheet. Multi-page A, B and C sheets bear continuation pages."""

    A = "A"
    B = "B"
    C = "C"
    CORRECTION = "correction"
    MEMORANDUM = "memorandum"


class Level(StrEnum):
    """How well a sheet was kept and scanned."""

    CLEAN = "clean"
    MODERATE = "moderate"
    HARD = "hard"


class Strike(StrEnum):
    """What goes through a word: nothing, a drawn line, typed X or typed dashes."""

    NONE = "none"
    LINE = "line"
    X = "x"
    DASHES = "dashes"


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and how it is typed.

    ``value`` is the first day of the span that ``precision`` leaves.
    """

    value: date
    typed: str
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class Classification:
    """The line at the head (and foot) of a sheet: ``TOP SECRET BRIDE/VENONA``."""

    word: str
    codewords: tuple[str, ...] = ()
    typed: str = "TOP SECRET"
    strike: Strike = Strike.NONE
    at_foot: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """Reference number, with the date of the first issue where it is typed."""

    number: str
    first_issue: Dated | None = None
    label: str = "Ref. No:"


@dataclass(frozen=True, slots=True)
class Issue:
    """When and as which copy a sheet was issued. ``xed`` is a prefix typed over.

    ``XXXX/`` before the date.
    """

    issued: Dated | None = None
    label: str = "Issued:"
    xed: bool = False
    copy_number: int | None = None
    copy_label: str = "Copy No:"


@dataclass(frozen=True, slots=True)
class Reissue:
    """The words that call a sheet a re-issue; ``of`` is the serial of the earlier issue."""

    typed: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """The line in the addressee's place.

    ``typed`` is the whole line with markers; ``handling`` tells that it is an instruction. A
    sheet can have both.
    """

    typed: str
    addressee: str | None = None
    copy_to: tuple[str, ...] = ()
    handling: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body.

    A newline is a forced end of line; a segment that begins with ``CENTRED`` stands alone in
    the middle. ``item`` is the label of a list item (``1.``), part of the text too;
    ``new_page`` begins the paragraph on the next page.
    """

    text: str
    item: str | None = None
    new_page: bool = False


CENTRED = "\x01"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed. ``typed`` are its lines with markers."""

    typed: tuple[str, ...]
    serial: int | None = None
    name: str | None = None
    signed: Dated | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A comment or translator's note; ``text`` without its label."""

    system: NoteSystem
    label: str
    text: str
    term: str | None = None
    identification: str | None = None


@dataclass(frozen=True, slots=True)
class Distribution:
    """The list at the foot of page 1. ``xed`` lists are typed over and cannot be read."""

    lines: tuple[str, ...] = ()
    xed: bool = False


@dataclass(frozen=True, slots=True)
class Cable:
    """Everything that one sheet says. For correction sheets and memoranda most of it is empty.

    ``corner_xed``: a corner tag typed over with X. ``date_left`` is what is left of a date that is
    cut off. ``extract`` are words such as ``EXTRACT`` beside those of a re-issue. ``letter`` are the
    typed lines of a sheet that is no cable, or of the head of a correction sheet.

    A sheet of several messages is its first, with the others as ``items``; these bear only what is
    their own. ``item`` is a message's heading, ``Item 4``. With ``notes_together`` the notes of all
    stand below the last.
    """

    family: Family
    classification: Classification | None = None
    origin: str | None = None
    corner_xed: bool = False
    reference: Reference | None = None
    sheet_serial: str | None = None
    issue: Issue = Issue()
    reissue: Reissue | None = None
    title: tuple[str, ...] = ()
    from_station: str | None = None
    to_station: str | None = None
    numbers: tuple[int, ...] = ()
    numbers_typed: str = ""
    message_date: Dated | None = None
    address: tuple[Address, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    signature: Signature | None = None
    notes: tuple[Note, ...] = ()
    distribution: Distribution | None = None
    initials: str | None = None
    foot_date: Dated | None = None
    letter: tuple[str, ...] = ()
    date_left: str = ""
    extract: str | None = None
    item: str | None = None
    items: tuple[Cable, ...] = ()
    notes_together: bool = False
