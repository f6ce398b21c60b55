"""Where letters with something through them were not read at all.

A line or a row of hyphens makes one piece of ink of a word's letters, which looks like no letters
to an engine, nor to ``ocr.pieces``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ocr.ink import Ink
from ocr.scraps import pitch_of
from ocr.struck import Strike
from ocr.through import through
from schemas.pages import Box, Word

_HEIGHT = (0.9, 3.0)  # of a piece, in letter heights: less is a rule
_LEAST_WIDTH = 2.5  # letter heights
_FILLED, _ROWS = 0.97, (0.3, 0.7)  # of the middles of its letters, at one height in these
_CROSSED = 0.95  # of an X at each place
_APART = 3.0  # letter heights between pieces of one line
_MOST_READ = 0.3  # share of a piece's width that words cover
_MARGIN = (1.5, 0.5)  # letter heights of paper beside a piece, and above and below it
_LINE_MARGIN = 1.0  # above and below a line: half a capital, and paper
_MOST_PIECES = 12  # on a page where more is unread, it is no type


def unread_pieces(
    ink: Ink, strikes: Sequence[Strike], words: Sequence[Word], size: tuple[int, int]
) -> list[Box]:
    """Give boxes of pieces of which no word was read, in page pixels within ``size`` (height, width).

    They may be words that are struck through: their reading shows it.
    """
    height, pitch = ink.letter_height, pitch_of(words)
    lines = (
        Box(
            box.x0,
            round(box.y0 - _LINE_MARGIN * height),
            box.x1,
            round(box.y1 + _LINE_MARGIN * height),
        )
        for box in (strike.box for strike in strikes)
    )
    found = _joined(chain(lines, _pieces(ink, pitch, words) if pitch else ()), _APART * height)
    unread = [box for box in found if _read_share(box, words) <= _MOST_READ]
    if len(unread) > _MOST_PIECES:
        return []
    across, down = (share * height for share in _MARGIN)
    return [
        Box(
            max(0, round(box.x0 - across)),
            max(0, round(box.y0 - down)),
            min(size[1], round(box.x1 + across)),
            min(size[0], round(box.y1 + down)),
        )
        for box in unread
    ]


def _pieces(ink: Ink, pitch: float, words: Sequence[Word]) -> Iterator[Box]:
    """Give the boxes of joined letters that something goes through and no word covers.

    Handwriting and stamps are pieces of that size too; the middle of their letters is not filled.
    """
    height = ink.letter_height * ink.scale
    low, tall = (share * height for share in _HEIGHT)
    for x, y, wide, high in chain(ink.letters.tolist(), ink.joined.tolist()):
        if not (low <= high <= tall and wide >= _LEAST_WIDTH * height):
            continue
        box = Box(*(round(edge / ink.scale) for edge in (x, y, x + wide, y + high)))
        if _read_share(box, words) <= _MOST_READ:
            places = max(1, round(wide / (pitch * ink.scale)))
            found = through(ink.mask[y : y + high, x : x + wide], places)
            is_filled = found.hyphens >= _FILLED and _ROWS[0] <= found.row <= _ROWS[1]
            if is_filled or found.crosses >= _CROSSED:
                yield box


def _joined(boxes: Iterable[Box], gap: float) -> list[Box]:
    """Put boxes together that stand on one line, at most ``gap`` pixels apart."""
    found: list[Box] = []
    for box in sorted(boxes):
        for at, other in enumerate(found):
            shared = min(box.y1, other.y1) - max(box.y0, other.y0)
            if box.x0 <= other.x1 + gap and shared > 0.5 * min(box.height, other.height):
                found[at] = Box.around((box, other))
                break
        else:
            found.append(box)
    return found


def _read_share(piece: Box, words: Iterable[Word]) -> float:
    covered = 0
    for word in words:
        box = word.box
        shared = min(box.y1, piece.y1) - max(box.y0, piece.y0)
        if shared > 0.3 * box.height:
            covered += max(0, min(box.x1, piece.x1) - max(box.x0, piece.x0))
    return covered / piece.width
