"""Words that X, hyphens or a line go through, told by what all their letters' places share.

A word's letters are each of another shape; what is typed over them is not. So hyphens show as ink at one
height of every place, X as both diagonals, and a line as a row of ink without a break. All is held against
the type of the same page, learnt from its well-read words (``ocr.likelihood``). X is told by the reading
as well: letters under X are read doubtfully, or X among them. Pages without well-read words are not judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import inf, log
from typing import NamedTuple

import numpy as np

from ocr.likelihood import evidence
from ocr.places import PLACE, Level, Places, Strip, below, fullest, inked, joined
from ocr.reduced import Grey
from ocr.rows import Row
from ocr.scraps import pitch_of
from schemas.pages import Word

_WELL_READ = 0.85  # confidence
_FEWEST, _MOST, _LETTERS = 5, 30, 4  # well-read words of the page's type, and letters of one
_USUAL = 90  # percentile of them

_HYPHENS = 5.5  # evidence; as much as hardly a word has that is not struck
_LINE = 7.0
# What tells X, fitted as a logistic regression on generated sheets: evidence for X in each place, log odds
# of the confidence, and whether X is among what was read. The network reads letters through X, doubtfully.
_X_EVIDENCE, _X_DOUBT, _X_READ, _X_LEAST = 3.0, 0.47, 4.2, 1.0
_MOST_EVIDENCE, _CERTAIN = 2.0, 0.97
_X_BESIDE, _SHORT_ROW = -0.5, 5  # beside a crossed word, in a row of at most so many words
_X_SURE = 0.93  # confidence of words that nothing is typed over

_CLOGGED = 0.93  # of well-read words' length that is ink at one height: type crosses itself
_TOUCHING = 0.88
_LINE_RUN, _LINE_MORE = 5, 3  # places that a line fills, and by which they are more than usual
_LINE_SHARE, _LINE_MUCH_MORE = 0.6, 5  # in a word of which it fills less than this share
_FILLED = 2.0  # joined places, below which none is filled by a line
_LEAST_BELOW = 0.3  # of a word's length where its letters go on under a line: an underline has none
_FAINT = 4  # places that a thin line fills
_LINE_WHOLE, _LINE_PLACES, _LINE_USUAL = 0.98, 4, 2  # of a whole word, where letters do not touch


class _Type(NamedTuple):
    """What level rows of ink fill in well-read words of a page: of their length, and of their places."""

    whole: float
    run: float


class Overtyped(NamedTuple):
    """What goes through the words of a page: of each whether X, hyphens or a line do.

    ``filled`` is the share of a word's places that a row of ink fills, where lines are drawn; ``grain``
    tells what was read in grain. Where the page's letters are ``touching``, lines through them are not
    surely drawn, and where they are ``clogged``, hardly any.
    """

    words: list[bool]
    filled: list[float]
    grain: list[bool]
    touching: bool
    clogged: bool


def typed_over(
    pixels: Grey, words: Sequence[Word], rows: Sequence[Row] = (), *, drawn: bool = True
) -> Overtyped:
    """Tell of each word whether X, hyphens or a line go through it.

    ``pixels`` are those of the upright page with what goes through its words, ``rows`` those that
    the words' lines count, where it was read row by row. Costs about 35 ms, and 5 ms more where lines
    are ``drawn`` on the page.
    """
    pitch, none = pitch_of(words), [False] * len(words)
    if pitch is None:
        return Overtyped(none, [1.0] * len(words), none, touching=False, clogged=False)
    places = Places(pixels, words, pitch, rows)
    parts = [places.part(at) for at in range(len(words))]
    strips = [inked(part) for part in parts]
    usual = _type_of(words, strips)
    if usual is None:
        return Overtyped(none, [1.0] * len(words), none, touching=False, clogged=False)
    lined = [_is_lined(strip, usual) for strip in strips]
    if usual.run < _LINE_USUAL:
        faint = _faint_lines(words, [inked(part, faint=True) for part in parts])
        lined = [line or thin for line, thin in zip(lined, faint, strict=True)]
    weighed = evidence(words, parts, _may_be_crossed)
    level = [
        line or (_is_word(word.text) and (told.line >= _LINE or told.hyphens >= _HYPHENS))
        for word, line, told in zip(words, lined, weighed, strict=True)
    ]
    creased = _creased(places, words, level)
    crossed = _crossed(words, [told.crosses for told in weighed])
    return Overtyped(
        [
            (is_level and word.line not in creased) or at in crossed
            for at, (word, is_level) in enumerate(zip(words, level, strict=True))
        ],
        [
            fullest(strip).run * PLACE / strip.shape[1]
            if drawn and joined(strip) >= _FILLED
            else 0.0
            for strip in strips
        ],
        [
            word.confidence < _WELL_READ and places.is_surrounded(at)
            for at, word in enumerate(words)
        ],
        touching=usual.whole >= _TOUCHING,
        clogged=usual.whole >= _CLOGGED,
    )


def _is_word(text: str) -> bool:
    """Tell what can be typed over as words are: a rule of hyphens is none."""
    return len(text) > 1 and any(map(str.isalnum, text))


def _may_be_crossed(word: Word) -> bool:
    """Tell a word that X may go through: most words of a page are read too surely for that."""
    return len(word.text) > 1 and word.confidence < _X_SURE


def _crossed(words: Sequence[Word], crosses: Sequence[float]) -> set[int]:
    """Give the places of words that X goes through, by the evidence for it in each of their places.

    A short row is crossed out as a whole: beside a word that surely is, less is asked.
    """
    odds = [_odds_of_x(word, own) for word, own in zip(words, crosses, strict=True)]
    found: set[int] = set()
    for _, row in groupby(range(len(words)), key=lambda at: words[at].line):
        places = list(row)
        begun = len(places) <= _SHORT_ROW and any(odds[at] > _X_LEAST for at in places)
        found.update(at for at in places if odds[at] > (_X_BESIDE if begun else _X_LEAST))
    return found


def _odds_of_x(word: Word, crosses: float) -> float:
    """Give the log odds that X goes through a word, but for how seldom it does."""
    if not _may_be_crossed(word):
        return -inf
    sure = min(max(word.confidence, 1 - _CERTAIN), _CERTAIN)
    return (
        _X_EVIDENCE * min(max(crosses, -_MOST_EVIDENCE), _MOST_EVIDENCE)
        - _X_DOUBT * log(sure / (1 - sure))
        + _X_READ * ("X" in word.text)
    )


def _faint_lines(words: Sequence[Word], strips: Sequence[Strip]) -> list[bool]:
    """Tell of each word whether a thin line goes through it, where letters do not touch at all."""
    runs = [fullest(strip).run for strip in _sample(words, strips)]
    if np.percentile(runs, _USUAL) >= 1:
        return [False] * len(words)
    return [joined(strip) >= _FAINT and fullest(strip).run >= _FAINT for strip in strips]


def _creased(places: Places, words: Sequence[Word], found: Sequence[bool]) -> set[int]:
    """Give the lines of words found beside which a line goes on: a crease runs through them."""
    first = {
        word.line: at for at, (word, over) in enumerate(zip(words, found, strict=True)) if over
    }
    return {
        line
        for line, at in first.items()
        if any(fullest(strip).run >= _FAINT for strip in places.beside(at))
    }


def _sample(words: Sequence[Word], strips: Sequence[Strip]) -> list[Strip]:
    """Give the strips of some well-read words; of all there are when they are few."""
    sure = [
        strip
        for word, strip in zip(words, strips, strict=True)
        if word.confidence >= _WELL_READ and len(word.text) >= _LETTERS
    ]
    return sure[:: -(-len(sure) // _MOST) or 1]


def _type_of(words: Sequence[Word], strips: Sequence[Strip]) -> _Type | None:
    sample = _sample(words, strips)
    if len(sample) < _FEWEST:
        return None
    levels = [fullest(strip) for strip in sample]
    return _Type(
        whole=float(np.percentile([level.whole for level in levels], _USUAL)),
        run=float(np.percentile([level.run for level in levels], _USUAL)),
    )


def _is_lined(strip: Strip, usual: _Type) -> bool:
    """Tell a line through the letters of a word that fills more than type does on this page."""
    if usual.whole >= _CLOGGED or joined(strip) < _LINE_PLACES - 1:
        return False
    level = fullest(strip)
    return _is_filled(level, strip.shape[1] // PLACE, usual) and below(strip, level) >= _LEAST_BELOW


def _is_filled(level: Level, places: int, usual: _Type) -> bool:
    is_whole = min(level.whole, level.gaps) >= _LINE_WHOLE and places >= _LINE_PLACES
    most = usual.run + (_LINE_MORE if level.run >= _LINE_SHARE * places else _LINE_MUCH_MORE)
    return level.run >= max(_LINE_RUN, most) or (is_whole and usual.run < _LINE_USUAL)
