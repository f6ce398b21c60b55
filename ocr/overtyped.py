"""Words that X, hyphens or a line go through: the network's sign, and what all their letters' places share.

The network reads a sign before such a word (``ocr.struck_signs``), also before some of what it reads in
specks and scrawl. A word's letters are each of another shape; what is typed over them is not. So hyphens show
as ink at one height of every place, X as both diagonals, and a line as a row of ink without a break. All is
held against the type of the same page, learnt from its well-read words (``ocr.likelihood``), and weighed with
the sign. On pages without well-read words only the sign before a surely read word counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log
from typing import NamedTuple

import numpy as np

from ocr.likelihood import NO_EVIDENCE, Evidence, evidence
from ocr.places import PLACE, Places, Strip, fullest, inked, joined
from ocr.reduced import Grey
from ocr.rows import Row
from ocr.scraps import pitch_of
from schemas.pages import Box, Word

_WELL_READ = 0.85  # confidence
_FEWEST, _MOST, _LETTERS = 5, 30, 4  # well-read words of the page's type, and letters of one
_USUAL = 90  # percentile of them

_HYPHENS = 6.5  # evidence; as much as hardly a word has that is not struck
_LINE = 7.0


class _Weights(NamedTuple):
    """What tells strikes, fitted as a logistic regression on generated sheets: a logarithm of odds each.

    For the word by itself; for the log odds of its confidence; for the evidence for X in each of its places,
    and for hyphens; for a sign before the word beside it; for an X among what was read; for the log odds of
    the page's confidence; for letters that touch; for a sign that one alone of two readings has.
    """

    alone: float
    sure: float
    crosses: float
    hyphens: float
    beside: float
    read: float
    page: float
    touching: float
    unborne: float


_SIGNED = _Weights(-0.5, 0.3, 0.8, 0.1, 1.4, 0.0, 1.1, -2.0, -2.5)
_UNSIGNED = _Weights(-3.4, -0.5, 1.1, 0.7, 1.1, 3.0, 0.0, 0.0, 0.0)
_LEAST_ODDS = -0.4
_MOST_CROSSES, _LEAST_HYPHENS, _MOST_HYPHENS, _CERTAIN = 2.0, -4.0, 12.0, 0.97
_PAGE_CERTAIN = 0.99
_X_SURE = 0.93  # confidence of words without a sign that nothing is typed over
_BELIEVED, _BELIEVED_BESIDE = 0.75, 0.5  # confidence of a word whose sign alone is believed

_CLOGGED = 0.93  # of well-read words' length that is ink at one height: type crosses itself
_TOUCHING = 0.88
_FILLED = 2.0  # joined places, below which none is filled by a line
_FAINT, _LINE_USUAL = 4, 2  # places that a thin line fills, on pages where letters do not touch


class _Type(NamedTuple):
    """What level rows of ink fill in well-read words of a page: of their length, and of their places."""

    whole: float
    run: float


class _PageOf(NamedTuple):
    """What a page says of the signs on it.

    The log odds of its mean confidence; whether its letters touch; and the boxes of words before which one
    alone of two readings has a sign.
    """

    sure: float
    is_touching: bool
    unborne: Collection[Box]


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
    pixels: Grey,
    words: Sequence[Word],
    rows: Sequence[Row] = (),
    unborne: Collection[Box] = frozenset(),
    *,
    drawn: bool = True,
) -> Overtyped:
    """Tell of each word whether X, hyphens or a line go through it.

    ``pixels`` are those of the upright page with what goes through its words, ``rows`` those that
    the words' lines count, where it was read row by row, ``unborne`` the boxes of words before which one
    alone of two readings has a sign. Costs about 35 ms, and 5 ms more where lines
    are ``drawn`` on the page.
    """
    pitch = pitch_of(words)
    if pitch is None:
        return _by_signs(words, unborne)
    places = Places(pixels, words, pitch, rows)
    parts = [places.part(at) for at in range(len(words))]
    strips = [inked(part) for part in parts]
    usual = _type_of(words, strips)
    if usual is None:
        return _by_signs(words, unborne)
    faint = [False] * len(words)
    if usual.run < _LINE_USUAL:
        faint = _faint_lines(words, [inked(part, faint=True) for part in parts])
    weighed = evidence(words, parts, _may_be_crossed)
    level = [
        thin or (_is_word(word.text) and (told.line >= _LINE or told.hyphens >= _HYPHENS))
        for word, thin, told in zip(words, faint, weighed, strict=True)
    ]
    page = _PageOf(
        _log_odds(_mean_confidence(words), _PAGE_CERTAIN), usual.whole >= _TOUCHING, unborne
    )
    struck = _struck(words, weighed, page)
    flat = [
        is_level or (is_struck and told.crosses <= 0)
        for is_level, is_struck, told in zip(level, struck, weighed, strict=True)
    ]
    creased = _creased(places, words, flat)
    return Overtyped(
        [
            word.line not in creased if is_flat else is_struck
            for word, is_flat, is_struck in zip(words, flat, struck, strict=True)
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
    return len(word.text) > 1 and (word.struck or word.confidence < _X_SURE)


def _by_signs(words: Sequence[Word], unborne: Collection[Box]) -> Overtyped:
    """Tell what goes through the words of a page whose type is not known."""
    none = [False] * len(words)
    return Overtyped(
        [_is_believed(word, unborne) for word in words],
        [1.0] * len(words),
        none,
        touching=False,
        clogged=False,
    )


def _is_believed(word: Word, unborne: Collection[Box]) -> bool:
    """Tell a word whose sign is believed though nothing is known of its ink."""
    return word.struck and word.confidence >= _BELIEVED and word.box not in unborne


def _struck(words: Sequence[Word], weighed: Sequence[Evidence], page: _PageOf) -> list[bool]:
    """Tell of each word whether its sign, and the evidence for X and hyphens, say that it is struck."""
    told = []
    for at, (word, evidence_of) in enumerate(zip(words, weighed, strict=True)):
        beside = any(
            other.struck and other.line == word.line
            for other in (*words[max(at - 1, 0) : at], *words[at + 1 : at + 2])
        )
        if len(word.text) == 1:
            is_sure = word.confidence >= _BELIEVED_BESIDE and word.box not in page.unborne
            told.append(word.struck and beside and is_sure)
        elif evidence_of == NO_EVIDENCE:
            told.append(_is_believed(word, page.unborne))
        else:
            odds = _odds(word, evidence_of, page, beside=beside)
            told.append(_is_word(word.text) and odds > _LEAST_ODDS)
    return told


def _odds(word: Word, told: Evidence, page: _PageOf, *, beside: bool) -> float:
    """Give the log odds that X or hyphens go through a word."""
    weights = _SIGNED if word.struck else _UNSIGNED
    crosses = told.crosses if _may_be_crossed(word) else -_MOST_CROSSES
    return (
        weights.alone
        + weights.sure * _log_odds(word.confidence, _CERTAIN)
        + weights.crosses * min(max(crosses, -_MOST_CROSSES), _MOST_CROSSES)
        + weights.hyphens * min(max(told.hyphens, _LEAST_HYPHENS), _MOST_HYPHENS)
        + weights.beside * beside
        + weights.read * ("X" in word.text)
        + weights.page * page.sure
        + weights.touching * page.is_touching
        + weights.unborne * (word.box in page.unborne)
    )


def _log_odds(confidence: float, certain: float) -> float:
    """Give the log odds of a confidence, of which the surest counts as ``certain``."""
    sure = min(max(confidence, 1 - certain), certain)
    return log(sure / (1 - sure))


def _mean_confidence(words: Sequence[Word]) -> float:
    """Give the mean confidence by signs, 0..1."""
    signs = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / signs


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
