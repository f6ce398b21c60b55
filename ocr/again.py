"""Second readings: pieces that the first reading lost, read anew on one strip.

The pieces are cut out, set row by row on clean paper without what reaches into them from other
rows, and read together in one call, so that the start of Tesseract is paid once. Word for word the
surer reading then stands; both have seen the letters, so nothing is made up. Strokes speak for
themselves: a model of English reads a slash as a 1, a 7 or an l far more often than the other way,
so the reading with more of them has the benefit of the doubt (typewriters without square brackets
made them from slashes).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

import numpy as np

from ocr.ink import Ink
from ocr.pieces import lost_pieces
from ocr.reduced import Grey
from schemas.pages import Box, Word

_GAP = 3.0  # letter heights of paper between two pieces of a row
_EDGE = 20  # pixels of paper around the strip
_BETTER = 0.02  # confidence by which another reading must be surer
_FEWER_STROKES, _MORE_STROKES = 0.3, -0.05  # the same, where it has fewer or more of them
_STROKES = frozenset("/\\|[](){}")
_HALF = 0.5
_ADDED = 0.5  # confidence of words where nothing was read before

Read = Callable[[Grey], tuple[Word, ...]]
"""Reads a strip of lines of one size; boxes are pixels of the strip."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the page, and the upper left corner at which it stands on the strip.

    ``foreign`` are boxes on the page of what belongs to other rows.
    """

    box: Box
    x: int
    y: int
    foreign: Sequence[Box] = ()


def read_lost(
    pixels: Grey, ink: Ink, words: tuple[Word, ...], read: Read
) -> tuple[tuple[Word, ...], frozenset[Box]]:
    """Read lost pieces of an upright page; where words were read there, choose word for word.

    Give all words, and the boxes of those that are too unsure to stand, unless they are struck
    through. Raises as ``read``.
    """
    height, width = pixels.shape
    lost = lost_pieces(ink, words, (height, width))
    pieces = _set(lost.rows, ink.letter_height, lost.foreign)
    if not pieces:
        return words, frozenset()
    found = read(_strip(pixels, pieces))
    return _chosen(words, lost.spanning, pieces, found)


def read_unread(
    pixels: Grey, boxes: Sequence[Box], words: tuple[Word, ...], height: float, read: Read
) -> tuple[tuple[Word, ...], frozenset[Box]]:
    """Read pieces of which no word was read, however unsurely: give all words, and boxes of the new.

    ``height`` is a letter's, in pixels. Raises as ``read``.
    """
    pieces = _set(([box] for box in boxes), height)
    if not pieces:
        return words, frozenset()
    found = read(_strip(pixels, pieces))
    kept, new = list(words), set[Box]()
    for piece in pieces:
        added = sorted(_on_page(piece, found), key=lambda word: word.box.x0)
        if any(map(_is_legible, added)):
            kept = _inserted(kept, added)
            new |= {word.box for word in added}
    return _numbered(kept), frozenset(new)


def _numbered(words: Sequence[Word]) -> tuple[Word, ...]:
    """Give the words with their lines numbered without gaps."""
    lines = {line: at for at, line in enumerate(dict.fromkeys(word.line for word in words))}
    return tuple(word._replace(line=lines[word.line]) for word in words)


def _set(
    rows: Iterable[Sequence[Box]], height: float, foreign: Iterable[Sequence[Box]] = ()
) -> list[_Piece]:
    """Give each piece its place: rows under one another, the pieces of a row close together.

    ``foreign`` gives for each row what reaches into it from others.
    """
    pieces = []
    y = _EDGE
    for row, others in zip_longest(rows, foreign, fillvalue=()):
        x = _EDGE
        for box in row:
            pieces.append(_Piece(box, x, y, others))
            x += box.width + round(_GAP * height)
        y += max(box.height for box in row) + round(0.5 * height)
    return pieces


def _strip(pixels: Grey, pieces: Sequence[_Piece]) -> Grey:
    high = max(piece.y + piece.box.height for piece in pieces) + _EDGE
    wide = max(piece.x + piece.box.width for piece in pieces) + _EDGE
    strip = np.full((high, wide), 255, np.uint8)
    for piece in pieces:
        x0, y0, x1, y1 = piece.box
        cut = pixels[y0:y1, x0:x1].copy()
        for box in piece.foreign:
            cut[
                max(box.y0 - y0, 0) : max(box.y1 - y0, 0), max(box.x0 - x0, 0) : max(box.x1 - x0, 0)
            ] = 255
        strip[piece.y : piece.y + y1 - y0, piece.x : piece.x + x1 - x0] = cut
    return strip


def _chosen(
    words: tuple[Word, ...],
    spanning: Collection[int],
    pieces: Sequence[_Piece],
    found: Sequence[Word],
) -> tuple[tuple[Word, ...], frozenset[Box]]:
    """Put what was read surer in the place of the words that it covers.

    Words ``spanning`` two rows cannot be right, however surely they were read.
    """
    weighed = [
        word._replace(confidence=0.0) if at in spanning else word for at, word in enumerate(words)
    ]
    unsure: set[Box] = set()
    instead: dict[int, list[Word]] = {}
    added: list[list[Word]] = []
    for piece in pieces:
        new = sorted(_on_page(piece, found), key=lambda word: word.box.x0)
        old = [at for at in _standing_in(words, piece.box) if at not in instead]
        for places, read in _groups(words, old, new):
            before = [weighed[at] for at in places]
            if not read:
                continue
            if not before:
                if any(map(_is_legible, read)):
                    added.append(read)
                    if _sureness(read) < _ADDED:
                        unsure |= {word.box for word in read}
            elif [word.text for word in before] == [word.text for word in read]:
                for at, word in zip(places, read, strict=True):
                    surest = max(words[at].confidence, word.confidence)
                    instead[at] = [words[at]._replace(confidence=surest)]
            elif _sureness(read) > _share(before, read) * _sureness(before) + _margin(before, read):
                instead.update({at: [] for at in places})
                instead[places[0]] = [word._replace(line=before[0].line) for word in read]
    kept = [word for at, old_word in enumerate(words) for word in instead.get(at, [old_word])]
    for read in added:
        kept = _inserted(kept, read)
    return _numbered(kept), frozenset(unsure)


def _on_page(piece: _Piece, found: Iterable[Word]) -> Iterator[Word]:
    """Give the words of the strip that stand in a piece, with their boxes on the page."""
    box = piece.box
    right, left = box.x0 - piece.x, box.y0 - piece.y
    for word in found:
        x0, y0, x1, y1 = word.box
        across, down = (x0 + x1) / 2 - piece.x, (y0 + y1) / 2 - piece.y
        if 0 <= across <= box.width and 0 <= down <= box.height:
            yield word._replace(box=Box(x0 + right, y0 + left, x1 + right, y1 + left))


def _standing_in(words: Sequence[Word], piece: Box) -> list[int]:
    """Give the words that stand at the height of a piece and within its sides, by their place."""
    inset = 0.2 * piece.height
    found = []
    for at, word in enumerate(words):
        box = word.box
        shared = min(box.y1, piece.y1 - inset) - max(box.y0, piece.y0 + inset)
        level = shared > 0.5 * min(box.height, piece.height - 2 * inset)
        if level and box.x0 < piece.x1 and box.x1 > piece.x0:
            found.append(at)
    return sorted(found, key=lambda at: words[at].box.x0)


def _groups(
    words: Sequence[Word], old: Sequence[int], new: Sequence[Word]
) -> Iterator[tuple[list[int], list[Word]]]:
    """Put words of the two readings that cover each other into groups, from left to right."""
    items: list[tuple[Word, int | None]] = [(words[at], at) for at in old]
    items += [(word, None) for word in new]
    items.sort(key=lambda item: item[0].box.x0)
    places: list[int] = []
    read: list[Word] = []
    end = 0.0
    for word, at in items:
        slack = 0.25 * word.box.width / len(word.text)
        if (places or read) and word.box.x0 > end - slack:
            yield places, read
            places, read, end = [], [], 0.0
        end = max(end, word.box.x1)
        if at is None:
            read.append(word)
        else:
            places.append(at)
    if places or read:
        yield places, read


def _sureness(words: Sequence[Word]) -> float:
    """Give the mean confidence by characters, 0..1."""
    return sum(w.confidence * len(w.text) for w in words) / sum(len(w.text) for w in words)


def _share(old: Sequence[Word], new: Sequence[Word]) -> float:
    """Give the share of a reading's width that another covers, 1.0 if more than half: the rest was lost."""
    share = sum(w.box.width for w in old) / sum(w.box.width for w in new)
    return share if share < _HALF else 1.0


def _margin(old: Sequence[Word], new: Sequence[Word]) -> float:
    before, after = (
        sum(char in _STROKES for w in words for char in w.text) for words in (old, new)
    )
    if after < before:
        return _FEWER_STROKES
    return _MORE_STROKES if after > before else _BETTER


def _is_legible(word: Word) -> bool:
    return any(map(str.isalnum, word.text))


def _inserted(words: Sequence[Word], read: Sequence[Word]) -> list[Word]:
    """Put words into the line at whose height and side they stand, else on a line of their own."""
    box = Box.around(word.box for word in read)
    middle = (box.y0 + box.y1) / 2
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    arounds = [Box.around(word.box for word in line) for line in lines]
    beside = [
        (max(around.x0 - box.x1, box.x0 - around.x1, 0), at)
        for at, around in enumerate(arounds)
        if abs((around.y0 + around.y1) / 2 - middle) < 0.5 * box.height
    ]
    gap, nearest = min(beside, default=(0, None))
    if nearest is not None and gap < 4 * box.height:
        line = [*lines[nearest], *(word._replace(line=lines[nearest][0].line) for word in read)]
        lines[nearest] = sorted(line, key=lambda word: word.box.x0)
    else:
        number = max((word.line for word in words), default=-1) + 1
        below = (at for at, around in enumerate(arounds) if around.y0 > middle)
        lines.insert(next(below, len(lines)), [word._replace(line=number) for word in read])
    return [word for line in lines for word in line]
