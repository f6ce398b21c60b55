"""Rows that are read a second time: short ones, and those of which nothing was read, or hardly anything.

A row of a header or a signature gives the network little to go by, and a field hangs on each of its
signs. Such rows are cheap, since time is by width; the ends of paragraphs are not read twice, nor rows all of
whose words were read surely. The second time the network gets them narrower; the
surer reading is taken, and a word that the other has otherwise is doubtful.

Of some rows, clean ones too, Tesseract's layout leaves nothing over for the network; others, and most often
those that are struck through, it tears. It reads them as raw lines; what it reads so of specks and scrawl has
little confidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from ocr.rows import Row
from schemas.pages import Word

NARROWER = 0.85
"""Width of a row at its second reading, in widths at its first."""

_SHORT = 0.3  # of the widest row of the page
_INDENTED = 2.0  # letter heights
_DOUBTED = 0.5  # of its confidence, for a word that the second reading does not bear out
# confidence; of 202 rows whose least sure word has .88 to .93 the second reading differed in four, of 285
# surer ones in one
_SURELY_READ = 0.88
_SURELY_SIGNED = 0.85  # confidence of words whose signs are right, of 321 in 312
_FEWEST, _SURE = 2, 0.85  # signs of a raw line where nothing else was read, and confidence
_MANY = 8  # signs that no specks make
_TORN = 0.6  # confidence of a row that is read again as a raw line
_RULE = re.compile("[-._=]{3,}")
_NO_SIGN = re.compile(r"[^\w\[\]%]")  # stops and dashes come and go


def read_twice(rows: Sequence[Row], read: Sequence[Sequence[Word]], height: float) -> list[int]:
    """Give the places of short rows that end no paragraph and were not read surely, and of empty rows.

    ``read`` are the words of each row, none where nothing was read. ``height`` is a letter's, in pixels of
    the page; what ends a paragraph begins below the row before it.
    """
    widest = max((row.x1 - row.x0 for row in rows), default=0)
    short = [row.x1 - row.x0 <= _SHORT * widest for row in rows]
    return [
        at
        for at, row in enumerate(rows)
        if not read[at]
        or (
            short[at]
            and any(word.confidence < _SURELY_READ for word in read[at])
            and (at == 0 or short[at - 1] or abs(row.x0 - rows[at - 1].x0) > _INDENTED * height)
        )
    ]


def doubtfully_signed(read: Sequence[Sequence[Word]]) -> list[int]:
    """Give the places of rows with a sign before a word that was not read surely."""
    return [
        at
        for at, words in enumerate(read)
        if any(word.struck and word.confidence < _SURELY_SIGNED for word in words)
    ]


def unborne(words: Sequence[Word], second: Sequence[Word]) -> list[Word]:
    """Give the doubtful words of a row before which this reading alone of two has a sign."""
    signed = [word.box for word in second if word.struck]
    return [
        word
        for word in words
        if word.struck
        and word.confidence < _SURELY_SIGNED
        and not any(box.x0 < word.box.x1 and word.box.x0 < box.x1 for box in signed)
    ]


def by_sureness(words: list[Word], second: list[Word]) -> tuple[list[Word], list[Word]]:
    """Give two readings of a row, first the surer one, if it has no fewer words."""
    is_surer = sureness(second) > sureness(words) and len(second) >= len(words)
    return (second, words) if is_surer else (words, second)


def differing(words: Sequence[Word], second: Sequence[Word]) -> list[Word]:
    """Give the words of a row that another reading does not bear out; none where that read nothing."""
    if not second:
        return []
    signs = [_NO_SIGN.sub("", word.text) for word in words]
    owner = [number for number, text in enumerate(signs) for _ in text]
    other = _NO_SIGN.sub("", "".join(word.text for word in second))
    if not owner:
        return []
    changed = Levenshtein.editops("".join(signs), other)
    return [words[at] for at in sorted({owner[min(op.src_pos, len(owner) - 1)] for op in changed})]


def is_torn(words: Sequence[Word]) -> bool:
    """Tell a row of which Tesseract's layout left nothing over, or pieces that say little.

    A rule of hyphens is none, though nothing in it is sure.
    """
    return sureness(words) < _TORN and not _RULE.fullmatch("".join(word.text for word in words))


def is_better(raw: Sequence[Word], words: Sequence[Word]) -> bool:
    """Tell whether a row is read better as a raw line: as type, more surely, and no less of it."""
    if not words:
        return _signs(raw) >= _FEWEST and (
            sureness(raw) >= (_TORN if _signs(raw) >= _MANY else _SURE)
        )
    return sureness(raw) > sureness(words) and _signs(raw) >= _signs(words)


def sureness(words: Sequence[Word]) -> float:
    """Give the mean confidence by signs, 0..1; 0.0 without signs."""
    return sum(_signs([word]) * word.confidence for word in words) / max(_signs(words), 1)


def _signs(words: Sequence[Word]) -> int:
    return sum(len(_NO_SIGN.sub("", word.text)) for word in words)


def doubted(word: Word) -> Word:
    """Give a word with less confidence."""
    return word._replace(confidence=word.confidence * _DOUBTED)
