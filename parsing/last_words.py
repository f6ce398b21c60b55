"""Words at the edge of the text that are no scraps, however ill read: typed in a line, or last below one.

A typewriter's words have boxes as wide as their letters, and stand where lines begin and a blank before the
next. What goes on with a full line in the middle of a sentence is a word of it. Without a pitch nothing is
concluded.
"""

from __future__ import annotations

import re

from parsing.layout import RUNNING, Layout, Row
from parsing.pitch import spare
from schemas.pages import Word

_SMALL_WORDS = re.compile(r"[a-z]{2,}(?: [a-z]{2,}){0,2}[.,;:]?")
_ONE_SIGN = re.compile(r"[\"'($£+-]{0,3}[A-Za-z\d](?:\s?[%\"'),;:!?.-]){1,4}|a")
_SURE = 0.85
"""Confidence of a letter or figure alone with its stop, or of the article, which specks are read as."""

_INITIAL = re.compile(r"\b[A-Z]\.$")
"""An initial at the end of a line, whose stop ends no sentence."""

_READ = 0.7
"""Confidence of a word with which a sentence does not end."""

_NEAR = 1.3
"""Line distances within which a row goes on with the one above it."""

_AT_EDGE = 0.6
"""Letters by which rows that begin at one stop of the carriage differ."""

_OFF = 0.5
"""Places by which a typed word may be off the grid, or off the width of its letters."""


def is_typed_before(word: Word, after: Word, layout: Layout) -> bool:
    """Tell letters where other rows begin, as wide as typed, and a blank before the next word."""
    pitch = layout.pitch
    if not word.text.isalpha() or pitch is None or not _is_as_wide_as_typed(word, pitch):
        return False
    step = (after.box.x0 - word.box.x0) / pitch - len(word.text) - 1
    return abs(step) <= _OFF and begins_with_others(word, layout)


def are_last_words(row: Row, above: Row, layout: Layout) -> bool:
    """Tell a row that goes on with the full line right above it in the middle of a sentence."""
    one_sign = _is_surely_read(row) and _ONE_SIGN.fullmatch(row.text) is not None
    if not (one_sign or _SMALL_WORDS.fullmatch(row.text)) or len(row.segments) > 1:
        return False
    if not _is_unended(above.text, surely=one_sign) or len(above.text) < RUNNING:
        return False
    room = layout.has_room(above, row.words[0], layout.letter)
    pitch = layout.pitch
    if not _is_right_below(row, above, layout) or (room and not one_sign) or pitch is None:
        return False
    typed = all(_is_as_wide_as_typed(word, pitch) for word in row.words)
    return typed and begins_with_others(row.words[0], layout)


def surely_ends_sentence(row: Row) -> bool:
    """Tell a row surely read with the stop of a sentence, or of an item, at its end."""
    return _is_surely_read(row) and row.text.rstrip(_CLOSING)[-1:] in _ENDING


_CLOSING, _ENDING = "\"')", (".", ";", "?", "!")


def _is_unended(text: str, *, surely: bool) -> bool:
    """Tell a line that ends in a sentence; more of them do where the next is ``surely`` read."""
    if text[-1].isalnum() or text[-1] in ",-":
        return True
    return surely and (text[-1] not in _STOPS or _INITIAL.search(text) is not None)


_STOPS = ".:;?!"
_STOPPED = (".", "?", "!", "")


def ends_sentence_of(row: Row, above: Row, layout: Layout) -> bool:
    """Tell a date, reference or level that ends the sentence right above: it begins where text does.

    Where that row ends with no small word, the one below ends as a sentence does, or begins with one.
    """
    last = above.words[-1]
    if last.confidence < _READ:
        return False
    if not (last.text.islower() and last.text.isalpha()):
        ends = row.text[-1:] == "." or row.text[:1].islower()
        if not ends or last.text.rstrip(_CLOSING)[-1:] in _STOPPED:
            return False
    if len(row.segments) > 1 or not _is_right_below(row, above, layout):
        return False
    first, reach = row.words[0], _AT_EDGE * layout.letter
    below_word = any(abs(word.box.x0 - first.box.x0) <= reach for word in above.words)
    return below_word or begins_with_others(first, layout)


def begins_with_others(word: Word, layout: Layout) -> bool:
    """Tell a word that begins where another row does."""
    reach = _AT_EDGE * layout.letter
    return any(
        abs(row.box.x0 - word.box.x0) <= reach and row.words[0] is not word for row in layout.rows
    )


def _is_right_below(row: Row, above: Row, layout: Layout) -> bool:
    return 0 < row.middle - above.middle <= _NEAR * layout.line


def _is_surely_read(row: Row) -> bool:
    return min([word.confidence for word in row.words]) >= _SURE


def _is_as_wide_as_typed(word: Word, pitch: float) -> bool:
    """Tell a word whose box is as wide as its letters are when typed."""
    return abs(spare(word, pitch)) <= _OFF
