"""The head of a sheet above its routing block: tags, reference, issue, copy, re-issue, title.

Each piece is known by its label, by its type or by its place; what is left in capitals between them and the
routing block is the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.addressed import addresses_in, end_of_pieces_below, stands_beside_header
from parsing.classification import are_codewords
from parsing.corrections import above_notes, instruction_at
from parsing.dates import FoundDate, find_message_dates
from parsing.figures import as_figures
from parsing.findings import found
from parsing.header_pieces import COPY_NUMBER, Header, read_piece
from parsing.issue_dates import find_issue_dates
from parsing.layout import Layout, Passage, Row
from parsing.lexicon import lexicon
from parsing.matching import label_at_head, labels_behind_scraps
from parsing.message_numbers import read_numbers
from parsing.pitch import places
from parsing.references import find_references
from parsing.routing import Routing, find_routing
from parsing.title_rows import title_rows
from schemas.pages import Word
from schemas.values.numbers import parse_number, parse_numbers

_HEAD_ROWS = 14
_BELOW = 7
"""Rows from the reference on in which date and copy number stand."""

_RIGHT_HALF = 0.45
"""Share of the page's width where the right-hand column begins at the earliest."""

_RIGHT = 16
"""Letter widths from the labels' edge beyond which a piece is of the right-hand column."""

_CORNER = 0.48
"""Share of the page's width beyond which a bare sheet's serial stands."""

_SERIAL = re.compile(r"[A-Z]\d{2,4}")
_SCRAP_READ = 0.7
"""Share of the confidence of a serial that the scraps beside it have at most."""

_FIRST_SERIAL = re.compile(r"[A-Z][1-9]")
_TAG_AND_SERIAL = 2
_SURELY_READ = 0.9
"""Confidence from which a serial of one figure is no other of which the last ones were lost."""

_BARE_SERIAL = re.compile(r"[1357gj\]]\d{2,4}")

_TAG_BESIDE = 2
_LOWER = 0.75
"""Letter widths by which the corner tag may stand to the side of the labels' edge; share of its height."""

_SPECK_READ = 0.5
"""Share of the confidence of a tag that the specks beside it have at most."""

_SCRAP = 12
"""Characters beside a header's piece that are noise rather than a title."""

_HARDLY_READ = 0.7
"""Share of a page's sureness below which a word may be scrawl."""

_DATE_ALONE = 0.8
"""Share of a row that is a date and nothing else."""

_NUMBER_BEFORE = re.compile(r"(?:\D{1,4}\s)?(?P<numbers>\d{1,5}(?:[,-]\s?\d{1,5}){0,4})\s+")


def read_header(rows: Sequence[Row], layout: Layout, *, corrects: bool = False) -> Header:
    """Read the header at the head of a sheet's first page. Without a routing block ``routed`` is false.

    A sheet that ``corrects`` another bears it above the notes that it gives.
    """
    header = Header(pitch=layout.pitch)
    routing = find_routing(above_notes(rows) if corrects else rows, layout)
    if routing is None:
        header.end = _without_routing(rows, header)
        _read_cornered(rows[: header.end], header, layout)
        return header
    header.routed = True
    header.findings.update(routing.findings)
    header.end = routing.last + 1
    taken: list[bool] = []
    below = 0
    tagged: list[bool] = []
    for row in rows[: routing.first]:
        known = len(header.findings)
        taken.append(_read_row(row, header))
        tagged.append(len(header.findings) > known)
        if header.classified and not below:
            below = len(taken)
    routed = [word for finding in routing.findings.values() for word in finding.words]
    for row in rows[routing.first : header.end]:
        pieces = _pieces(row)
        beside = row.box.x0 >= routing.left + _RIGHT * layout.letter
        for piece in pieces if beside else (_behind_last(routed, pieces[0]), *pieces[1:]):
            if not all(word in routed for word in piece.words):
                read_piece(piece, header)
    _read_by_place(rows[: routing.first], header, layout)
    _read_cornered(rows[: routing.first + 1], header, layout)
    _read_tag(rows[: routing.first], header, routing.left, layout)
    of_header = [one or other for one, other in zip(taken, tagged, strict=True)]
    header.title = title_rows(rows[below : routing.first], of_header[below:], layout)
    header.end = _trailing_pieces(rows, header, routing, layout)
    header.addressed = tuple(
        addresses_in(rows[routing.last + 1 - routing.below : header.end], layout)
    )
    _leave_out_scrawl(header, layout)
    return header


def _behind_last(routed: Sequence[Word], piece: Passage) -> Passage:
    """Give what stands behind the station of a piece: the right-hand column, but two blanks from it."""
    at = [place for place, word in enumerate(piece.words, 1) if word in routed]
    return Passage(piece.words[at[-1] :] if at else (), piece.page)


def _leave_out_scrawl(header: Header, layout: Layout) -> None:
    """Leave out what was hardly read as a serial beside a reference: a sheet bears one or the other."""
    serial = header.findings.get("sheet_serial")
    if serial is None or "reference_number" not in header.findings:
        return
    if max(word.confidence for word in serial.words) < _HARDLY_READ * layout.usual:
        del header.findings["sheet_serial"]


def _trailing_pieces(rows: Sequence[Row], header: Header, routing: Routing, layout: Layout) -> int:
    """Take rows just below the routing block with right-hand pieces of the header, and an address at most."""
    end = header.end
    while end < min(len(rows), routing.last + 4):
        row = rows[end]
        if stands_beside_header(row, layout, lambda piece: read_piece(piece, header)):
            return end + 1
        if row.box.x0 < routing.left + _RIGHT * layout.letter or len(row.segments) > 1:
            break
        if not _read_row(row, header):
            break
        end += 1
    edge = routing.left + _RIGHT * layout.letter
    return end_of_pieces_below(rows, end, edge, lambda row: _read_below(row, header), layout)


def _read_below(row: Row, header: Header) -> bool:
    """Read a row below the address, at its right: a serial, re-issue or day, which is the message's."""
    known = dict(header.findings)
    if _read_row(row, header):
        return header.findings != known
    date = next(iter(find_message_dates(row.text)), None)
    if date is None or date.end - date.start < _DATE_ALONE * len(row.text):
        return False
    _note_day(row.passage, date, "date below the address", 0.5 + 0.5 * date.kept, header)
    return True


def _note_day(passage: Passage, date: FoundDate, rule: str, sure: float, header: Header) -> None:
    """Keep a message's date."""
    for name, value in zip(_DATED, date.value, strict=True):
        header.note(name, found(passage, value, rule, start=date.start, certainty=sure))


_DATED = ("message_date", "message_date_precision")


def _without_routing(rows: Sequence[Row], header: Header) -> int:
    """Read the pieces of a head that has no routing block: continuation pages, corrections."""
    end = 0
    asked = instruction_at(rows[:_HEAD_ROWS])
    for index, row in enumerate(rows[: _HEAD_ROWS if asked is None else asked]):
        unlabelled = asked is None and _read_number_and_date(row, header)
        routed = asked is None and bool(header.findings) and _read_number(row, header)
        if _read_row(row, header) or unlabelled or routed:
            end = index + 1
        elif asked is None and index > end + 1:
            break
    return end


def _read_number(row: Row, header: Header) -> bool:
    """Read ``No: 45``, and the date beside it or alone below it, where the stations were lost.

    False when the row is another.
    """
    text = row.text
    label = label_at_head(text, ("number",))
    read = None if label is None else read_numbers(row.passage.after(label.value_at), header.pitch)
    dates = find_message_dates(text)
    known = {"message_numbers", "message_date"} & header.findings.keys()
    if read is not None and read.numbers and not known:
        rule = "number after No, without stations"
        numbers = found(row.passage, read.numbers, rule, certainty=0.7 * read.kept)
        header.note("message_numbers", numbers)
    else:
        beside = label is not None and len(row.segments) > 1  # a number that was not read
        below = "message_numbers" in header.findings and (
            dates and dates[0].end - dates[0].start >= _DATE_ALONE * len(text)
        )
        if not (dates and (beside or below)):
            return False
    for date in dates[:1]:
        rule = "date beside the number, without stations"
        _note_day(row.passage, date, rule, 0.7 * (0.5 + 0.5 * date.kept), header)
    return True


def _read_number_and_date(row: Row, header: Header) -> bool:
    """Read ``540   16 Oct. 1943`` where the lines above it were lost; false when the row is another."""
    text = row.text.strip()
    date = next(iter(find_message_dates(text)), None)
    match = _NUMBER_BEFORE.match(text)
    if date is None or match is None or date.end < len(text) - 1 or match.end() != date.start:
        return False
    numbers = parse_numbers(match["numbers"])
    if not numbers:
        return False
    rule = "number before a date alone on its line"
    passage = row.passage
    header.note("message_numbers", found(passage, numbers, rule, end=match.end(), certainty=0.7))
    _note_day(passage, date, rule, 0.7, header)
    return True


def _read_by_place(rows: Sequence[Row], header: Header, layout: Layout) -> None:
    """Read date and copy number that stand below the reference, their labels lost."""
    if {"issued_date", "copy_number"} <= header.findings.keys():
        return
    at = next((at for at, row in enumerate(rows) if find_references(row.text)), None)
    if at is None:
        return
    edges = [_reference_edge(rows[at])]
    for row in rows[at : at + _BELOW]:
        for piece in row.segments:
            text = piece.text.strip()
            beside = any(abs(piece.box.x0 - edge) < 4 * layout.letter for edge in edges)
            dates = find_issue_dates(text)
            right = piece.box.x0 > layout.page.width * _RIGHT_HALF
            if (beside or right) and _is_date_alone(text, dates):
                edges.append(piece.box.x0)
                date = dates[-1]
                header.note(
                    "issued_date",
                    found(
                        piece, date.value.day, "date below the reference", start=date.start,
                        end=date.end, certainty=0.7 * (0.6 + 0.4 * date.kept),
                    ),
                )  # fmt: skip
            elif (
                beside
                and (match := COPY_NUMBER.fullmatch(text))
                and "copy_number" not in header.findings
            ):
                number = parse_number(as_figures(match["number"]))
                if number is not None:
                    header.note(
                        "copy_number", found(piece, number, "number below the date", certainty=0.6)
                    )


def _pieces(row: Row) -> list[Passage]:
    """Give the row's segments, a label put together with its value, code words with what is before them."""
    pieces: list[Passage] = []
    for whole in row.segments:
        for segment in _parted(whole):
            if pieces and _goes_on(pieces, segment.text):
                pieces[-1] = Passage((*pieces[-1].words, *segment.words), row.page)
            else:
                pieces.append(segment)
    return pieces


def _goes_on(pieces: Sequence[Passage], text: str) -> bool:
    """Tell a text that goes on with the last of the pieces: a label's value, or code words."""
    if _is_bare_label(pieces[-1].text) and not _is_labelled(text):
        return True
    return len(pieces) == 1 and are_codewords(text)


def _parted(segment: Passage) -> tuple[Passage, ...]:
    """Give a piece in two where its label stands behind what a stamp left: ``42st; Copy No: 198``."""
    for scraps, label in labels_behind_scraps(segment.words, _LABELS):
        behind = Passage(segment.words[scraps:], segment.page)
        if label.value_at < len(behind.text):
            return Passage(segment.words[:scraps], segment.page), behind
    return (segment,)


_LABELS = ("reference", "issued", "copy")


def _is_bare_label(text: str) -> bool:
    label = label_at_head(text, _LABELS)
    return label is not None and label.value_at >= len(text)


def _is_labelled(text: str) -> bool:
    """Tell a label with its value, which is not the value of a stamp's word to its left."""
    label = label_at_head(text, _LABELS)
    return label is not None and label.value_at < len(text)


def _read_row(row: Row, header: Header) -> bool:
    """Read all pieces of a row; true when nothing of it is left over for the title."""
    pieces = _pieces(row)
    taken = [read_piece(piece, header) for piece in pieces]
    if all(taken):
        return True
    if any(taken):
        left = [len(piece.text) for piece, done in zip(pieces, taken, strict=True) if not done]
        return sum(left) <= _SCRAP
    return len(row.segments) > 1 and read_piece(row.passage, header)


def _reference_edge(row: Row) -> int:
    """Give the left edge, in pixels, of the reference number in a row."""
    at = find_references(row.text)[0].start
    return row.passage.words_between(at, at + 1)[0].box.x0


def _is_date_alone(text: str, dates: Sequence[FoundDate]) -> bool:
    """Tell a piece that ends with a date, and bears no reference number."""
    return bool(dates) and dates[-1].end >= len(text) - 2 and not find_references(text)


def _read_tag(rows: Sequence[Row], header: Header, edge: int, layout: Layout) -> None:
    """Read a corner tag above the labels, which begin at ``edge``, where a stamp covers what is beside it."""
    if "origin" in header.findings:
        return
    for row in rows:
        first, *others = row.segments[0].words
        beneath = abs(first.box.x0 - edge) < _TAG_BESIDE * layout.letter
        stamped = all(_is_apart(word, first) for word in others)
        if beneath and stamped and first.text in lexicon().origins.tags:
            tag = Passage([first], row.page)
            header.note(
                "origin", found(tag, first.text, "corner tag beside a stamp", certainty=0.8)
            )


def _is_apart(word: Word, typed: Word) -> bool:
    """Tell a stamp's word or a speck beside a tag: of another line, of lower letters, or ill read.

    No tag has figures, so that a number beside it is a stamp's.
    """
    ill_read = word.confidence < _SPECK_READ * typed.confidence
    lower = word.box.height < _LOWER * typed.box.height
    return ill_read or lower or word.line != typed.line or not any(map(str.isalpha, word.text))


def _read_cornered(rows: Sequence[Row], header: Header, layout: Layout) -> None:
    """Read a serial of which the letter was read as a figure: a J, which alone looks like one.

    Only where a bare sheet has it: far right, above or beside the first routing line.
    """
    if header.findings.keys() & {"sheet_serial", "reference_number", "copy_number"}:
        return
    for row in rows:
        typed = [piece for piece in row.segments if any(map(str.isalnum, piece.text))]
        if not typed or typed[-1].box.x0 < layout.page.width * _CORNER:
            continue
        piece = typed[-1]
        text = piece.text.strip(" .,'")
        if (serial := _beside_scraps(piece)) is not None and read_piece(serial, header):
            return
        if _is_first_serial(typed, text, layout):
            header.note("sheet_serial", found(piece, text, "serial beside the tag", certainty=0.7))
            return
        if _BARE_SERIAL.fullmatch(text) is None:
            continue
        header.note(
            "sheet_serial", found(piece, "J" + text[1:], "number in the corner", certainty=0.5)
        )
        return


def _is_first_serial(typed: Sequence[Passage], text: str, layout: Layout) -> bool:
    """Tell a serial of one figure: surely read beside the corner tag alone, and as wide as two letters."""
    if _FIRST_SERIAL.fullmatch(text) is None or len(typed) != _TAG_AND_SERIAL:
        return False
    tag, serial = typed
    whole = len(serial.words) == 1 and places(serial.words[0], layout.pitch) == len(text)
    read = min(word.confidence for word in serial.words) >= _SURELY_READ
    return tag.text.strip(" .,") in lexicon().origins.tags and whole and read


def _beside_scraps(piece: Passage) -> Passage | None:
    """Give the last word of a piece of which the others were read far less surely."""
    *others, last = piece.words
    if not others or max(word.confidence for word in others) >= _SCRAP_READ * last.confidence:
        return None
    return Passage([last], piece.page) if _SERIAL.fullmatch(last.text) else None
