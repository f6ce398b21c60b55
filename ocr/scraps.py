"""What an engine reads in stamps, stains and handwriting, told from type by the machine's measures.

Every letter of a typewriter is as wide as the next, so a word is as long as its letters say, and
they are all of one height. A line whose words do not keep these measures is no type, however surely
it was read: lettering that runs up the margin, a stamp that lies askew. Words that are struck
through stay: a line through letters spoils their reading, not their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median

from schemas.pages import Box, Word

_WELL_READ = 0.85
_FEWEST = 12  # well-read words from which a page's measures are taken
_SHORTEST = 4  # letters of such a word
SIDE_WHITE = 0.2  # share of a letter's place that is white at the ends of a word
_MOST_OFF = (0.2, 0.5)  # share of its length, and letters, that a word may be longer or shorter
_OVER, _HARDLY_READ = 4.0, 0.5  # letters of scrawl beside a word in its box, and its confidence
_LOWEST, _TALLEST = 0.45, 1.7  # of the usual height of words
_LEAST_TYPED = 0.2  # share of a line's characters in words that keep both measures
_LONG, _LINED = 6, 3.0  # letters that hardly keep the pitch by chance; heights of one with a line
_APART = 3.0  # letters of white between two pieces of a line
_SHORT, _SHORTER = 3, 2  # signs of a piece that may be a scrap beside or between lines of type
_DOUBTFUL = 0.7  # confidence of such a piece that has not the measures of type
_GUESSED = 0.4  # and of one that has
_GUESSED_LINE = 0.6  # confidence of a line without two signs that belong together
_HALF_READ = 0.5  # confidence of a line that begins where others do
_AT_MARGIN, _FEWEST_LINES = 0.35, 4  # letters by which it may be off; lines that begin there
_SIGNS = re.compile(r"\w{3}|\[\w+\]|\d\d|\w\.\w")
_NUMBERED = re.compile(r"-? ?\d ?[-.]?|[\[(/]\w[\])/7]|\d\)[.,;]?")
_YEAR = re.compile(r"\(19\d\d\)")  # as titles end, also alone in their last line
_LEVEL = 0.5  # heights of a sign between its middle and that of what stands beside it
_STROKES = frozenset("[](){}/|")  # brackets of a marker, narrower than letters
_SURE = 0.8  # confidence of a line that is only wider than type: letters can be typed apart


def pitch_of(words: Iterable[Word]) -> float | None:
    """Give the distance from letter to letter, in pixels; ``None`` with too few well-read words."""
    widths = [
        word.box.width / (len(word.text) - SIDE_WHITE)
        for word in words
        if len(word.text) >= _SHORTEST and word.confidence >= _WELL_READ
    ]
    return median(widths) if len(widths) >= _FEWEST else None


def without_scraps(words: Sequence[Word]) -> tuple[Word, ...]:
    """Leave out lines and pieces that are no type; none where the page's measures are not known."""
    pitch = pitch_of(words)
    if pitch is None:
        return tuple(words)
    height = median(word.box.height for word in words if word.confidence >= _WELL_READ)
    by_line = groupby(words, key=lambda word: word.line)
    lines = [_without_scrawl(tuple(line), pitch) for _, line in by_line]
    boxes = [Box.around(word.box for word in line) for line in lines]
    margins = _margins(lines, pitch)
    typed = []
    for line, box in zip(lines, boxes, strict=True):
        begins = _begins_at(margins, line, box, height)
        if (begins or _is_type(line, pitch, height)) and not _is_lone_sign(line, box, boxes):
            typed.append(_without_pieces(line, pitch, height, begins=begins))
    kept = [line for line in typed if line]
    return tuple(word._replace(line=number) for number, line in enumerate(kept) for word in line)


def _without_scrawl(line: Sequence[Word], pitch: float) -> tuple[Word, ...]:
    """Bring well-read words to their length whose boxes take in the scrawl, hardly read, beside them."""
    words = list(line)
    for at, word in enumerate(line):
        over = round(word.box.width - (len(word.text) - SIDE_WHITE) * pitch)
        well_read = word.confidence >= _SURE and len(word.text) >= _SHORT
        if not well_read or not _MOST_OFF[1] * pitch < over <= _OVER * pitch:
            continue
        if at and line[at - 1].confidence < _HARDLY_READ:
            words[at] = word._replace(box=word.box._replace(x0=word.box.x0 + over))
        elif at + 1 < len(line) and line[at + 1].confidence < _HARDLY_READ:
            words[at] = word._replace(box=word.box._replace(x1=word.box.x1 - over))
    return tuple(words)


def _is_type(line: Sequence[Word], pitch: float, height: float) -> bool:
    """Tell type by its measures; what is struck, and what is well read and of its height, is type too."""
    if any(word.struck or _YEAR.fullmatch(word.text) for word in line):
        return True
    sure = _share(line, [word.confidence for word in line])
    if sure < _GUESSED_LINE and not any(_SIGNS.search(word.text) for word in line):
        return False
    high = [_is_high(word, height) for word in line]
    typed = [
        (is_high and _is_wide(word, pitch)) or _is_long(word, pitch, height)
        for word, is_high in zip(line, high, strict=True)
    ]
    if _share(line, typed) >= _LEAST_TYPED:
        return True
    return sure >= _SURE and (_share(line, high) >= _SURE or _keeps_pitch(line, pitch, height))


def _keeps_pitch(line: Sequence[Word], pitch: float, height: float) -> bool:
    """Tell words that together are as high and wide as type, however the engine parted their boxes."""
    text = " ".join(word.text for word in line)
    whole = Word(text, 1.0, line[0].line, Box.around(word.box for word in line))
    return _is_high(whole, height) and _is_wide(whole, pitch)


def _margins(lines: Iterable[Sequence[Word]], pitch: float) -> list[tuple[float, float]]:
    """Give the stretches in which at least so many well-read lines begin, in pixels."""
    lefts = sorted(
        line[0].box.x0
        for line in lines
        if _share(line, [word.confidence for word in line]) >= _WELL_READ
    )
    reach = _AT_MARGIN * pitch
    return [
        (left - reach, left + reach)
        for left in lefts
        if sum(abs(other - left) <= reach for other in lefts) >= _FEWEST_LINES
    ]


def _begins_at(
    margins: Iterable[tuple[float, float]], line: Sequence[Word], box: Box, height: float
) -> bool:
    """Tell a line, however badly its words keep the pitch, that begins where others do: it lost signs."""
    sure = _share(line, [word.confidence for word in line])
    is_high = _LOWEST * height <= box.height <= _TALLEST * height
    signs = sum(sum(map(str.isalnum, word.text)) for word in line)
    return (
        sure >= _HALF_READ
        and is_high
        and signs > 1
        and any(left <= box.x0 <= right for left, right in margins)
    )


def _is_lone_sign(line: Sequence[Word], box: Box, boxes: Iterable[Box]) -> bool:
    """Tell a sign, or strokes round one, that stands alone: no page number, marker, nor note's end."""
    text = " ".join(word.text for word in line)
    if sum(map(str.isalnum, text)) > 1 or _NUMBERED.fullmatch(text) or any(w.struck for w in line):
        return False
    middle, reach = (box.y0 + box.y1) / 2, _LEVEL * box.height
    return not any(
        abs((other.y0 + other.y1) / 2 - middle) < reach for other in boxes if other is not box
    )


def _without_pieces(
    line: Sequence[Word], pitch: float, height: float, *, begins: bool
) -> list[Word]:
    """Leave out what stands apart from the rest of its line and is a scrap.

    The first piece is none where the line ``begins`` as others do.
    """
    pieces: list[list[Word]] = []
    for word in line:
        if pieces and word.box.x0 - pieces[-1][-1].box.x1 <= _APART * pitch:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [
        word
        for at, piece in enumerate(pieces)
        if (begins and at == 0) or not _is_scrap(piece, pitch, height)
        for word in piece
    ]


def _is_scrap(piece: Sequence[Word], pitch: float, height: float) -> bool:
    """Tell a few doubtful signs by themselves: specks, scrawl, the end of a margin's lettering."""
    text = "".join(word.text for word in piece)
    is_marker = any(map(str.isalnum, text)) and not _STROKES.isdisjoint(text)
    if len(text) > _SHORT or is_marker or any(word.struck for word in piece):
        return False
    sure = _share(piece, [word.confidence for word in piece])
    if any(_is_high(word, height) and _is_wide(word, pitch) for word in piece):
        return len(text) <= _SHORTER and sure < _GUESSED
    return sure < _DOUBTFUL


def _is_high(word: Word, height: float) -> bool:
    return _LOWEST * height <= word.box.height <= _TALLEST * height


def _is_long(word: Word, pitch: float, height: float) -> bool:
    """Tell a long word that keeps the pitch to half a letter: a line or a stamp makes its box high."""
    off = abs(word.box.width - (len(word.text) - SIDE_WHITE) * pitch)
    is_long = len(word.text) >= _LONG and off <= _MOST_OFF[1] * pitch
    return is_long and word.box.height <= _LINED * height


def _is_wide(word: Word, pitch: float) -> bool:
    expected = (len(word.text) - SIDE_WHITE) * pitch
    share, letters = _MOST_OFF
    return abs(word.box.width - expected) <= max(share * expected, letters * pitch)


def _share(line: Sequence[Word], values: Sequence[float]) -> float:
    """Give the mean of the values of words, weighted by characters."""
    weighed = sum(value * len(word.text) for word, value in zip(line, values, strict=True))
    return weighed / sum(len(word.text) for word in line)
