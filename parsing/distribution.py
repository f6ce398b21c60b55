"""The distribution of a sheet: a heading alone on its row, at times read badly, and the list below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from parsing.clerks import is_clerks
from parsing.findings import Finding
from parsing.furniture import Edges, take
from parsing.gap_lines import is_gap_line
from parsing.items import item_number
from parsing.layout import Layout, Row, Segment
from parsing.lexicon import lexicon
from parsing.matching import best_form, is_x_run, label_at_head
from parsing.message_heads import is_title_with_year
from parsing.note_headings import heading_of
from parsing.offices import is_initials, office
from parsing.papers import is_line_of_words
from parsing.stamps import is_worded_stamp
from parsing.stations import known_at_head
from parsing.worded_headings import is_worded_heading
from schemas.pages import Word

_LIKE = 0.8
"""Likeness to ``Distribution`` of its heading."""

_RUINED, _UNSURE = 0.62, 0.85
"""Likeness that is enough for a word alone on its row that was read with less than this confidence."""

_LONGEST = 20

_LINE_LOST = 0.1
"""What is left of the certainty of a distribution of which a line was not read."""

_ABOVE_TEXT = 0.1
"""The same of one below whose list text goes on: the list can be of the message."""

_BESIDE = 12
"""Letter widths by which a line of the list may stand to the side of its heading."""

_BESIDE_READ = 0.65
"""Confidence of a piece beside a line of the list below which it is a stamp."""

_READ = 0.5
"""Confidence below which a word is hardly read; a row of that mean is no line of a list."""

_SURELY_READ = 0.85
"""Confidence from which a figure in a line is none that a letter was read as."""

_STAMPED = 3
"""Letters and figures of a stamp behind an office, at most."""

_LIST_WIDTH = 12
"""Letter widths from its left edge within which a line of the list has letters."""


def cut_distribution(rows: list[Row], edges: Edges, layout: Layout) -> None:
    """Cut the heading of a distribution and all below it, down to notes, text or stations; note the list."""
    at = _heading_at(rows)
    if at is None:
        _cut_line(rows, edges)
        return
    stop = at + 1
    edge, letter = rows[at].box.x0, rows[at].box.width / len(rows[at].text)
    lines: list[str] = []
    words: list[Word] = []
    ended = False
    while stop < len(rows) and not _ends_list(rows[stop]):
        row = _list_row(rows[stop], edge, letter, layout)
        if row is None:
            stop += 1
            continue
        taken = [
            not _is_office_in_column(segment, row, edge, letter)
            and take(segment, edges, layout, foot=True, lone=False)
            for segment in row.segments
        ]
        kept = [
            piece
            for piece, done in zip(row.segments, taken, strict=True)
            if not (done or is_worded_stamp(piece.text))
        ]
        text = " ".join(piece.text for piece in kept).strip()
        ended = ended or (not kept and not is_x_run(row.text))
        if kept and not ended and not is_x_run(text) and _is_list_line(kept, edge, letter):
            lines.append(office(text, surely_read=_are_surely_read(kept)))
            words.extend(row.words)
        stop += 1
    heading = rows[at].segments[0]
    certainty = _likeness_to_heading(heading.text)
    if lines and _is_line_lost(words[-1], edge, layout):
        certainty *= _LINE_LOST
    if stop < len(rows) and _is_running(rows[stop]):
        certainty *= _ABOVE_TEXT
    edges.distribution = Finding(
        tuple(lines), " / ".join((heading.text, *lines)), (*heading.words, *words), heading.page,
        "lines under Distribution", certainty,
    )  # fmt: skip
    edges.cut.extend(rows[at:stop])
    del rows[at:stop]


def _ends_list(row: Row) -> bool:
    """Tell a row below which no list goes on: a heading of notes, the head of a message, a line of text."""
    return (
        heading_of(row) is not None
        or is_worded_heading(row.text)
        or _heads_message(row)
        or _is_running(row)
    )


def _heads_message(row: Row) -> bool:
    """Tell the heading of an item, the title of a message, or one of its stations behind their labels."""
    if item_number(row) is not None or is_title_with_year(row):
        return True
    label = label_at_head(row.text, ("from", "to"))
    if label is None or not label.colon:
        return False
    return label.name == "from" or known_at_head(row.text[label.value_at :]) is not None


def _is_running(row: Row) -> bool:
    """Tell a line of a message's text: a gap alone, or words that are no clerk's and no office's."""
    if is_gap_line(row.text):
        return True
    return is_line_of_words(row) and not (is_clerks(row.text) or _is_long_office(row.text))


def _is_long_office(text: str) -> bool:
    """Tell a line most long words of which begin with a capital: ``Head of the Registry``."""
    words = _LONG_WORD.findall(text)
    return 2 * sum(map(str.istitle, words)) > len(words)


_LONG_WORD = re.compile(r"\b[A-Za-z]{4,}\b")


def _cut_line(rows: list[Row], edges: Edges) -> None:
    """Cut a distribution that stands on the line of its heading, names and figures alone behind the colon."""
    for at, row in enumerate(rows):
        if not row.words[0].text.endswith(":"):
            continue
        heading, *listed = row.words
        certainty = _likeness_to_heading(heading.text) if listed else 0.0
        if certainty >= _SURE_HEADING and all(_LISTED.match(word.text) for word in listed):
            text = " ".join(word.text for word in listed)
            edges.distribution = Finding(
                (text,), row.text, row.words, row.page, "names behind Distribution", certainty
            )
            edges.cut.append(rows.pop(at))
            return


_SURE_HEADING = 0.95
_LISTED = re.compile(r"\W?[A-Z\d]")


def _heading_at(rows: Sequence[Row]) -> int | None:
    """Give the row with the heading of a distribution; ``None`` when there is none."""
    for index, row in enumerate(rows):
        text = row.segments[0].text
        if "X" in text or "x" in text:
            text = _uncrossed(text)
        if len(text) > _LONGEST:
            continue
        alike = _likeness_to_heading(text)
        like = alike >= _LIKE or (alike >= _RUINED and _is_ill_read_word(row))
        if like and not _is_of_text(rows, index):
            return index
    return None


def _is_of_text(rows: Sequence[Row], at: int) -> bool:
    """Tell the words of a heading in a sentence: a small letter first, others behind, or text below them."""
    first, *further = rows[at].words
    if first.text in _small() and first.confidence >= _SURELY_READ:
        return True
    exact = _likeness_to_heading(rows[at].text) >= _SURE_HEADING
    if not exact and any(
        word.text.islower() and word.confidence >= _SURELY_READ for word in further
    ):
        return True
    below = next((row for row in rows[at + 1 :] if not is_x_run(row.text)), None)
    return below is not None and _is_running(below)


@cache
def _small() -> frozenset[str]:
    """Give the first words of headings in small letters, as in a sentence, with its stop or not."""
    forms = {form.split()[0].lower() for form in lexicon().furniture.distribution}
    return frozenset(form + stop for form in forms for stop in ("", ".", ",", ";"))


@lru_cache(maxsize=8192)
def _likeness_to_heading(text: str) -> float:
    """Give how like the heading of a distribution a text is, 0..1."""
    return best_form(text, lexicon().furniture.distribution)[1]


def _uncrossed(text: str) -> str:
    """Leave out the list that was typed over with X on the line of its heading."""
    first, blank, rest = text.partition(" ")
    return first if blank and all(map(is_x_run, rest.split())) else text


def _is_ill_read_word(row: Row) -> bool:
    """Tell a word alone on its row that was read unsurely."""
    unsure = max(word.confidence for word in row.words) < _UNSURE
    return unsure and len(row.words) == 1 and row.text.rstrip(":.").isalpha()


def _is_list_line(pieces: Sequence[Segment], edge: int, letter: float) -> bool:
    """Tell a line of the list, which stands under its heading, from what is made of a stamp."""
    if not any(char.isalnum() for piece in pieces for char in piece.text):
        return False
    if _are_initials_below(pieces[0], edge, letter):
        return True
    beside = abs(pieces[0].box.x0 - edge) <= _BESIDE * letter
    signs = sum(len(piece.text) for piece in pieces)
    return beside and sum(len(one.text) * one.sureness for one in pieces) >= _READ * signs


def _list_row(row: Row, edge: int, letter: float, layout: Layout) -> Row | None:
    """Give a row of the list without its scraps; initials below the heading are none."""
    first = row.segments[0]
    if _are_initials_below(first, edge, letter):
        return Row(row.page, (first,))
    kept = row.without_scraps(layout)
    if kept is None:
        return None
    first, *further = kept.segments  # a list is one column: a letter apart from it is a stamp's
    own = [first, *filter(_is_of_list, further)]
    return Row(row.page, tuple(map(_without_stamp, own)))


def _is_of_list(piece: Segment) -> bool:
    """Tell a piece apart from its line of the list, as the number of copies, that no stamp left there.

    A stamp's words are hardly read, its date as well; figures alone are copies, one ill read or not.
    """
    worded = any(map(str.isalpha, piece.text))
    hardly_read = worded and min(word.confidence for word in piece.words) < _READ
    letters = sum(map(str.isalnum, piece.text))
    return letters > 1 and piece.sureness >= _BESIDE_READ and not hardly_read


def _are_initials_below(piece: Segment, edge: int, letter: float) -> bool:
    """Tell the initials of an office that begin where the heading does."""
    return is_initials(piece.text) and abs(piece.box.x0 - edge) <= letter


def _is_office_in_column(piece: Segment, row: Row, edge: int, letter: float) -> bool:
    """Tell capitals that begin where the heading does, the numbers of copies behind them: ``NSA   5 - 9``."""
    behind = row.segments[1:]
    figures = bool(behind) and all(not any(map(str.isalpha, other.text)) for other in behind)
    beneath = piece is row.segments[0] and abs(piece.box.x0 - edge) <= letter
    return beneath and figures and _CAPITALS.fullmatch(piece.text) is not None


_CAPITALS = re.compile(r"[A-Z]{2,5}")


def _are_surely_read(pieces: Sequence[Segment]) -> bool:
    """Tell pieces of a line of the list of which every word was surely read."""
    return all(word.confidence >= _SURELY_READ for piece in pieces for word in piece.words)


def _without_stamp(piece: Segment) -> Segment:
    """Leave out a few letters behind the closing parenthesis of an office, hardly read."""
    *own, last = piece.words
    stamped = own and own[-1].text.endswith(")") and last.confidence < _READ
    short = sum(map(str.isalnum, last.text)) <= _STAMPED
    return Segment(own, piece.page) if stamped and short else piece


def _is_line_lost(last: Word, edge: int, layout: Layout) -> bool:
    """Tell type of which no word was read, a line below the last one of the list."""
    reach = _LIST_WIDTH * layout.letter
    return any(
        0 < box.y0 - last.box.y1 < layout.line and edge - layout.letter <= box.x0 < edge + reach
        for box in layout.page.unread
    )
