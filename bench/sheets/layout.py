"""A cable on pages of a character grid.

Header columns, body lines, page breaks with their furniture, notes. Rows are lines of single
spacing (six to the inch) and may be halves; columns are characters from the left edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from random import Random

from bench.sheets.cable import Cable, Distribution, Family, Strike
from bench.sheets.dates import SHORT
from bench.sheets.form import Form
from bench.sheets.header import write_header, write_item_head, write_stations_again
from bench.sheets.notesheet import write_notes
from bench.sheets.truth import Places, one_line
from bench.sheets.typist import TypedWord, broken, gone, reading, struck, typed_words, width


@dataclass(frozen=True, slots=True)
class Piece:
    """A typed string at a place of the page."""

    row: float
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class TypedPage:
    """A page as typed; ``pieces`` in reading order, none on a blank page."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """All typed lines, with the blanks between their pieces."""
        lines = []
        for _, row in groupby(self.pieces, key=lambda piece: piece.row):
            line = ""
            for piece in row:
                line = line.ljust(piece.column) if len(line) < piece.column else f"{line} "
                line += reading(piece.text)
            lines.append(line.rstrip())
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class TypedMessage:
    """Where the pieces of one message stand, and its notes' typed labels by position."""

    places: Places
    raw_labels: dict[int, str]


@dataclass(frozen=True, slots=True)
class TypedSheet:
    """The pages of one sheet, with its messages: mostly one."""

    pages: tuple[TypedPage, ...]
    messages: tuple[TypedMessage, ...]

    @property
    def places(self) -> Places:
        """Where the pieces of the first message stand."""
        return self.messages[0].places

    @property
    def raw_labels(self) -> dict[int, str]:
        """Typed labels of the first message's notes by position."""
        return self.messages[0].raw_labels


@dataclass(slots=True)
class _Marks:
    """What the writer notes of a message: pages, offsets of its body, its notes."""

    first: int
    last: int = 0
    body: list[tuple[int, int]] = field(default_factory=list)
    notes: dict[int, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)

    def typed(self) -> TypedMessage:
        places = Places(
            first=self.first,
            last=self.last,
            count=self.last - self.first + 1,
            body=tuple(self.body),
            notes=self.notes,
        )
        return TypedMessage(places, self.labels)


class Writer:
    """Types a sheet from the top: knows the row, turns the page, and puts the furniture on."""

    def __init__(self, cable: Cable, form: Form, rng: Random, first_page: int) -> None:
        self.sheet = cable
        self.cable = cable
        self.form = form
        self.rng = rng
        self.row: float = form.top
        self.first_page = first_page
        self._marked = [_Marks(first_page)]
        self._pages: list[list[Piece]] = [[]]
        self._foot_kept = 0.0
        self._starts_page = False

    @property
    def page(self) -> int:
        """The page being typed, within the source from 1."""
        return self.first_page + len(self._pages) - 1

    @property
    def marks(self) -> _Marks:
        """Where pieces of the present message stand."""
        return self._marked[-1]

    def begin(self, cable: Cable) -> None:
        """Begin a further message of the sheet."""
        self.cable = cable
        self._marked.append(_Marks(self.page))

    @contextmanager
    def at_message(self, number: int) -> Iterator[None]:
        """Go back to a message, from 0, to type what stands below all of them."""
        cable, marked = self.cable, self._marked
        self.cable = (self.sheet, *self.sheet.items)[number]
        self._marked = [marked[number]]
        yield
        self.cable, self._marked = cable, marked

    @property
    def limit(self) -> float:
        """The first row that is no longer for text."""
        return self.form.rows - 5 - self._foot_kept

    def put(self, column: int, text: str, row: float | None = None) -> None:
        """Type ``text`` at ``column`` of a row, by default the present one."""
        if text:
            self._pages[-1].append(Piece(self.row if row is None else row, max(0, column), text))

    def centre(self, text: str) -> None:
        """Type ``text`` in the middle of the text's width."""
        self.put(self.form.left + (self.form.width - width(text)) // 2, text)

    def right(self, text: str, row: float | None = None) -> None:
        """Type ``text`` up to the right margin."""
        self.put(self.form.left + self.form.width - width(text), text, row)

    def down(self, rows: float) -> None:
        """Go down; at the head of a fresh page do not."""
        if not self._starts_page:
            self.row += rows

    def need(self, rows: float = 1.0) -> None:
        """Turn the page when fewer than ``rows`` are left."""
        if self.row + rows > self.limit:
            self.turn()

    def keep_foot(self, rows: float) -> None:
        """Keep ``rows`` free at the foot of this page."""
        self._foot_kept = rows

    def turn(self) -> None:
        """Type the foot of this page and the head of the next."""
        number = len(self._pages) + 1
        if number == 2:
            write_first_foot(self, self.sheet.distribution, more=True)
        self._foot_kept = 0.0
        self._pages.append([])
        self.row = float(min(4, self.form.top))
        self._head(number)
        self._starts_page = True

    def _head(self, number: int) -> None:
        reference = self.sheet.reference.number if self.sheet.reference else self.sheet.sheet_serial
        mark = self.sheet.classification
        if mark and self.form.marked_every_page:
            self.row = 1.0
            self.centre(struck(mark.typed, mark.strike))
            self.row += 2
        shown = self.form.page_number
        if shown is not None:
            self.centre(shown.format(number))
        if reference and self.form.reference_on_next:
            self.right(reference)
        self.row += 3 if shown is not None or reference else 1
        if self.form.stations_again and self.sheet.numbers and not self.sheet.items:
            write_stations_again(self)

    def flow(
        self, words: list[TypedWord], first: int, rest: int, spacing: float, *, body: bool
    ) -> None:
        """Type ``words`` as lines.

        The first from column ``first``, the others from ``rest`` (within the margin).
        """
        form = self.form
        queue = list(words)
        begin = first
        while queue:
            self.need()
            line: list[str] = []
            length, offset, centred = 0, queue[0].offset, queue[0].centred
            while queue:
                word = queue[0]
                if line and word.centred:
                    break
                joint = self._joint(line, word.text)
                room = form.width - begin - length - len(joint)
                if width(word.text) > room:
                    if self._hyphenates(line) and (parts := broken(word.text, room)):
                        line += [joint, parts[0]]
                        queue[0] = TypedWord(parts[1], word.offset + 1, word.breaks)
                        break
                    if line:
                        break
                line += [joint, word.text]
                length += len(joint) + width(word.text)
                queue.pop(0)
                if word.breaks:
                    break
            text = "".join(line).strip(" ")
            column = form.left + begin
            if centred and width(text) < form.width - 4:
                column = form.left + (form.width - width(text)) // 2
            if body:
                self.mark_body(offset)
            self.put(column, text)
            self._starts_page = False
            self.row += spacing
            begin = rest

    def mark_body(self, offset: int) -> None:
        """Note that the body's text from ``offset`` on stands on this page."""
        body = self.marks.body
        if not body or body[-1][1] != self.page:
            body.append((offset, self.page))

    def end(self) -> None:
        """End the present message: it reaches to the present page."""
        self.marks.last = self.page

    def typed(self) -> TypedSheet:
        """End the sheet."""
        pages = [
            TypedPage(tuple(sorted(p, key=lambda piece: (piece.row, piece.column))))
            for p in self._pages
        ]
        self._marked[-1].last = self.page
        return TypedSheet(tuple(pages), tuple(mark.typed() for mark in self._marked))

    @property
    def pages_typed(self) -> int:
        """How many pages there are so far."""
        return len(self._pages)

    def amend_first(self, old: str, new: str) -> None:
        """Replace the string ``old`` on the first page.

        The number of pages is known only at the end.
        """
        self._pages[0] = [
            Piece(p.row, p.column, new) if p.text == old else p for p in self._pages[0]
        ]

    def _joint(self, line: list[str], word: str) -> str:
        if not line:
            return ""
        last = line[-1]
        ends = last.endswith((".", "?")) and last not in ABBREVIATIONS and len(last) > 3
        return "  " if ends and word[0].isupper() and self.form.habits.double_blank else " "

    def _hyphenates(self, line: list[str]) -> bool:
        return bool(line) and self.rng.random() < self.form.habits.hyphenate


ABBREVIATIONS = frozenset(("No.", "Nos.", "i.e.", "Co.", *SHORT))
PAGES_TO_COME = "[? Pages]"


def foot_rows(cable: Cable, *, more: bool) -> float:
    """How many rows the foot of the first page takes."""
    rows = 0.0
    if cable.distribution is not None:
        rows += 3 + max(1, len(cable.distribution.lines) or 2 * cable.distribution.xed)
    if cable.classification is not None and cable.classification.at_foot:
        rows += 2
    return rows + (3 if more else 1)


def write_first_foot(writer: Writer, distribution: Distribution | None, *, more: bool) -> None:
    """Type the foot of the first page, up from its last row. ``more``: pages follow."""
    form, cable = writer.form, writer.sheet
    row = max(writer.limit, writer.row) + 1
    if distribution is not None:
        writer.put(form.left, form.distribution_heading, row)
        row += 1
        strike = Strike.X if distribution.xed else Strike.NONE
        lines = tuple(struck(line, strike) for line in distribution.lines)
        for line in lines or ((gone("XXXXXXXXXXXXXXXX"),) if distribution.xed else ()):
            writer.put(form.left, line, row)
            row += 1
        row += 1
    if more and form.continued:
        writer.right(form.continued, row)
        row += 1
    if cable.family is Family.A:
        if form.reference_foot and cable.reference:
            writer.put(form.left, cable.reference.number, row)
        if form.pages_foot and more:
            writer.put(form.left + form.width // 2 - 4, PAGES_TO_COME, row)
        if cable.initials:
            writer.right(cable.initials, row)
        row += 1
    if cable.classification and cable.classification.at_foot:
        mark = struck(cable.classification.typed, cable.classification.strike)
        writer.put(form.left + (form.width - width(mark)) // 2, mark, row + 0.5)


def lay_out(cable: Cable, form: Form, rng: Random, first_page: int = 1) -> TypedSheet:
    """Type ``cable`` in ``form``; its pages count from ``first_page`` of the source."""
    writer = Writer(cable, form, rng, first_page)
    writer.keep_foot(foot_rows(cable, more=True))
    write_header(writer)
    if cable.family is Family.MEMORANDUM:
        _write_letter(writer)
    _write_body(writer)
    _write_signature(writer)
    _write_items(writer)
    if cable.foot_date:
        writer.need(3)
        writer.row = max(
            writer.row + 1, writer.limit - rng.choice((0, 1, 2)) if rng.random() < 0.5 else 0
        )
        writer.right(cable.foot_date.typed)
    if writer.pages_typed == 1:
        write_first_foot(writer, cable.distribution, more=False)
    writer.amend_first(PAGES_TO_COME, f"[{writer.pages_typed} Pages]")
    return writer.typed()


def _write_items(writer: Writer) -> None:
    """Type the notes of the sheet's message; the further messages too, where there are some."""
    sheet = writer.sheet
    if not sheet.notes_together:
        write_notes(writer)
    for item in sheet.items:
        writer.end()
        writer.down(2)
        writer.need(14)
        writer.begin(item)
        write_item_head(writer)
        _write_body(writer)
        _write_signature(writer)
        if not sheet.notes_together:
            write_notes(writer)
    if sheet.notes_together:
        for number in range(1 + len(sheet.items)):
            with writer.at_message(number):
                write_notes(writer, headed=number == 0)


def _write_body(writer: Writer) -> None:
    form, offset = writer.form, 0
    for paragraph in writer.cable.paragraphs:
        words = list(typed_words(paragraph.text, offset, writer.rng, form.habits))
        first, rest = form.indent, 0
        if paragraph.item and form.hanging and form.paragraph_gap:
            rest = min(12, form.indent + len(paragraph.item) + 2)
        writer.need(2)
        if paragraph.new_page:
            writer.turn()
        writer.flow(words, first, rest, form.spacing, body=True)
        writer.down(form.paragraph_gap)
        offset += len(one_line(paragraph.text)) + 2


def _write_letter(writer: Writer) -> None:
    for line in writer.cable.letter:
        writer.need()
        lead = len(line) - len(line.lstrip(" "))
        if width(line) <= writer.form.width:
            writer.put(writer.form.left, line)
            writer.row += 1
        else:
            words = [TypedWord(word, 0) for word in line.split()]
            writer.flow(words, lead, 0, writer.form.spacing, body=False)


def _write_signature(writer: Writer) -> None:
    signature, form = writer.cable.signature, writer.form
    if signature is None:
        return
    writer.down(1)
    writer.need(len(signature.typed) + 1)
    habits, rng = form.habits, writer.rng
    start = form.left + (
        form.right_column - form.left if form.signature_place == "right" else form.indent
    )
    for number, line in enumerate(signature.typed):
        text = " ".join(word.text for word in typed_words(line, 0, rng, habits))
        if form.signature_place == "split" and len(signature.typed) > 1:
            column = form.left + form.indent if number == 0 else form.right_column
            writer.put(column, text)
            writer.row += 1 if number else 0
        else:
            writer.put(start, text)
            writer.row += 1
    writer.row += 1
