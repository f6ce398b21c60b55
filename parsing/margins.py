"""What stands left of where lines begin and is none of the text: ticks and strokes of a pen, bars, scraps."""

from __future__ import annotations

import re

from parsing.last_words import is_typed_before
from parsing.layout import Layout, Row, Segment
from parsing.typed_words import BRACKETS
from schemas.pages import Word

_BESIDE, _INDENT = 0.6, 1.8
"""Letters by which lines that begin at one stop of the carriage differ, and by which a line hangs."""

_TWO_BLANKS = 1.7
"""Letters between words with two blanks, or more, between them."""


def without_margin(row: Row, layout: Layout) -> Row:
    """Leave out words that were hardly read left of where lines begin, before one that begins there.

    A stroke of the margin can stand far from the line, or touch its first word.
    """
    words = row.segments[0].words
    if len(words) == 1 < len(row.segments):
        rest = Row(row.page, row.segments[1:])
        return without_margin(rest, layout) if _is_apart(words[0], rest, layout) else row
    begins = words[0].box.x0
    if begins >= layout.left - _BESIDE * layout.letter:
        return row
    if begins > layout.left - _FAR_BESIDE * layout.letter and _TOUCHING.match(words[0].text):
        first = words[0]._replace(text=words[0].text[1:])
        return Row(row.page, (Segment((first, *words[1:]), row.page), *row.segments[1:]))
    scraps = 0
    while scraps + 1 < len(words) and _is_of_margin(words[scraps], words[scraps + 1], layout):
        scraps += 1
    if not scraps or abs(words[scraps].box.x0 - layout.left) > _INDENT * layout.letter:
        return row
    return Row(row.page, (Segment(words[scraps:], row.page), *row.segments[1:]))


def without_marks_beside(row: Row, layout: Layout) -> Row | None:
    """Leave out a few signs that stand wholly outside the column of the text: written or drawn there.

    Left of all that was typed they are none of it, however they were read; beyond the end of all other lines
    those hardly read. Gives ``None`` when nothing is left.
    """
    first, last = row.words[0], row.words[-1]
    before = row.words[-2] if len(row.words) > 1 else None
    if _is_left_of_type(first, layout):
        return Row(row.page, rest) if (rest := _without(row, first)) else None
    if before is not None and _is_beyond_lines(last, before, layout):
        return Row(row.page, _without(row, last))
    return row


def _without(row: Row, mark: Word) -> tuple[Segment, ...]:
    """Give the pieces of a row without one of its words."""
    kept = ([word for word in piece.words if word is not mark] for piece in row.segments)
    return tuple([Segment(words, row.page) for words in kept if words])


def _is_left_of_type(word: Word, layout: Layout) -> bool:
    """Tell a few signs, no item's and no label's, that end well left of where all typed words begin."""
    away = _AWAY * layout.letter
    if word.box.x1 > layout.left - away or _MARK.fullmatch(word.text) is None:
        return False
    typed = [one.box.x0 for one in layout.page.words if _is_typed_word(one)]
    return len(typed) >= _SOME and word.box.x1 < min(typed) - away


def _is_beyond_lines(word: Word, before: Word, layout: Layout) -> bool:
    """Tell letters hardly read, further from the line than its words are, right of where all others end."""
    if word.confidence >= _IN_MARGIN_RIGHT or word.box.x0 - before.box.x1 < _AWAY * layout.letter:
        return False
    if _LETTERS.fullmatch(word.text) is None:
        return False
    typed = [one.box.x1 for one in layout.page.words if _is_typed_word(one)]
    return len(typed) >= _SOME and word.box.x0 > max(typed)


def _is_typed_word(word: Word) -> bool:
    """Tell a word of three letters and more that was surely read."""
    return word.confidence >= _SURE and _WORD.match(word.text) is not None


_MARK = re.compile(
    r"(?!\(?(?:\d{1,3}|[A-Za-z]|[ivx]+)[.)]|\d{3,4}$|\d+(?:st|nd|rd|th)|\w+:)[^\[\]{}/]?[^\W_]{2,4}[^\w\[\].]?"
)
"""Figures and letters of a mark, but no item of a list, year, ordinal or label, which hang beside a text."""

_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_WORD = re.compile(r"\W{0,2}[^\W\d_]{3}")
_AWAY, _SOME = 2.2, 10
"""Letters from the text of what is outside it, and typed words that tell where that is."""

_SURE, _IN_MARGIN_RIGHT = 0.85, 0.65
"""Confidence from which a word is typed, and below which letters beyond the lines are a mark."""


_TOUCHING = re.compile(r"[/|\\](?=[a-z]{2,}[.,;:]?$)")

_FAR_BESIDE = 3.0
"""Letters left of the lines within which a stroke touches the first word of one."""


def _is_apart(word: Word, rest: Row, layout: Layout) -> bool:
    """Tell a tick left of where lines begin, alone before a line that begins there."""
    begins = abs(rest.box.x0 - layout.left) <= _INDENT * layout.letter
    return begins and _is_tick(word.text) and word.box.x1 < layout.left


def _is_of_margin(word: Word, after: Word, layout: Layout) -> bool:
    """Tell a bar, a tick, a figure by itself, or what was hardly read, left of where lines begin."""
    beside = _BESIDE * layout.letter
    if word.box.x0 >= layout.left - beside or word.box.x1 >= layout.left + beside:
        return False
    if not word.text.strip("|") or word.text in _STROKES:
        return True
    if _is_tick(word.text) and _is_far_left(word, after, layout):
        return True
    scrap = word.confidence < _IN_MARGIN or (
        word.text.isdecimal() and _is_far_left(word, after, layout)
    )
    return scrap and BRACKETS.isdisjoint(word.text) and not is_typed_before(word, after, layout)


_IN_MARGIN = 0.6
"""Confidence below which a word in the margin is a scrap."""


def _is_tick(text: str) -> bool:
    """Tell one sign, as a pen's tick or stroke is read, from a figure and from the dash of a list's item."""
    return len(text) == 1 and not text.isdecimal() and text not in _DASHES


_STROKES = frozenset("/\\VvMJ")
"""What a pen's tick or stroke beside the lines is read as."""

_DASHES = "-–—*•"


def _is_far_left(word: Word, after: Word, layout: Layout) -> bool:
    """Tell a word well left of where lines begin, by itself: an item's number has a stop or parenthesis."""
    far = word.box.x1 < layout.left - _INDENT * layout.letter
    return far and after.box.x0 - word.box.x1 > _TWO_BLANKS * layout.letter
