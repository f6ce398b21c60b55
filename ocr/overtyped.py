"""Words that X, hyphens or a line go through: the network's sign, and what all their letters' places share.

The network reads a sign before such a word (``ocr.struck_signs``), also before some of what it reads in
specks and scrawl. A word's letters are each of another shape; what is typed over them is not. So hyphens show
as ink at one height of every place, X as both diagonals, and a line as a row of ink without a break. All is
held against the type of the same page, learnt from its well-read words (``ocr.likelihood``), and weighed with
the sign. On pages without well-read words only the sign before a surely read word counts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from ocr.likelihood import Evidence, evidence
from ocr.places import PLACE, Places, Strip, fullest, inked, joined, share_of_ink
from ocr.reduced import Grey
from ocr.rows import Row
from ocr.scraps import pitch_of
from ocr.strike_odds import Seen, are_struck, is_believed, is_word, may_be_crossed
from schemas.pages import Box, Word

_WELL_READ = 0.85  # confidence
_FEWEST, _MOST, _LETTERS = 5, 30, 4  # well-read words of the page's type, and letters of one
_USUAL = 90  # percentile of them

_HYPHENS = 6.5  # evidence; as much as hardly a word has that is not struck
_HYPHEN = 1.1  # in each place of a word: in long ones a little of it adds up
_LINE = 7.0


_CLOGGED = 0.93  # of well-read words' length that is ink at one height: type crosses itself
_TOUCHING = 0.88
_GRAIN = 0.3  # share of ink above and below a word that was read in grain
_INK = (0.7, 2.8)  # of usual words: scrawl has less, dark edges have more than any two letters
_FILLED = 2.0  # joined places, below which none is filled by a line
_SHOWN = 3  # places that a crease fills at either end of a line
_FAINT, _LINE_USUAL = 4, 2  # places that a thin line fills, on pages where letters do not touch


class _Type(NamedTuple):
    """What level rows of ink fill in well-read words of a page: of their length, and of their places.

    ``ink`` is the share of their places that is ink.
    """

    whole: float
    run: float
    ink: float


class Overtyped(NamedTuple):
    """What goes through the words of a page: of each whether X, hyphens or a line do.

    ``filled`` is the share of a word's places that a row of ink fills, where lines are drawn; ``untyped``
    tells what is no type: read in grain, scrawl and dark edges. Where the page's letters are ``touching``,
    lines through them are not surely drawn, and where they are ``clogged``, hardly any.
    """

    words: list[bool]
    filled: list[float]
    untyped: list[bool]
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
    weighed = evidence(words, parts, may_be_crossed)
    level = [
        thin or (is_word(word.text) and is_level(told, places.count(at)))
        for at, (word, thin, told) in enumerate(zip(words, faint, weighed, strict=True))
    ]
    seen = []
    for at, (word, told, strip) in enumerate(zip(words, weighed, strips, strict=True)):
        above, below = places.around(at)
        ink, grain = share_of_ink(strip) / usual.ink, (above + below) / 2
        in_grain = word.confidence < _WELL_READ and min(above, below) >= _GRAIN
        is_untyped = in_grain or not _INK[0] <= ink <= _INK[1]
        seen.append(Seen(told, ink, places.count(at), grain, is_untyped))
    touching = usual.whole >= _TOUCHING
    struck = are_struck(words, seen, unborne, touching=touching)
    flat = [
        level_ink or (is_struck and told.crosses <= 0)
        for level_ink, is_struck, told in zip(level, struck, weighed, strict=True)
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
        [of_word.is_untyped for of_word in seen],
        touching=touching,
        clogged=usual.whole >= _CLOGGED,
    )


def is_level(told: Evidence, places: int) -> bool:
    """Tell a line or hyphens by the evidence for them alone; of hyphens, each place has its own."""
    return told.line >= _LINE or told.hyphens >= max(_HYPHENS, _HYPHEN * places)


def _by_signs(words: Sequence[Word], unborne: Collection[Box]) -> Overtyped:
    """Tell what goes through the words of a page whose type is not known."""
    none = [False] * len(words)
    return Overtyped(
        [is_believed(word, unborne) for word in words],
        [1.0] * len(words),
        none,
        touching=False,
        clogged=False,
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
    return {line for line, at in first.items() if _goes_on(places.beside(at))}


def _goes_on(beside: Sequence[Sequence[Strip]]) -> bool:
    """Tell a line that goes on at one end of type, or shows at both."""
    runs = [max((fullest(strip).run for strip in strips), default=0) for strips in beside]
    return bool(runs) and (max(runs) >= _FAINT or (len(runs) > 1 and min(runs) >= _SHOWN))


def _sample(words: Sequence[Word], strips: Sequence[Strip]) -> list[Strip]:
    """Give the strips of some well-read words; of all there are when they are few."""
    sure = [
        strip
        for word, strip in zip(words, strips, strict=True)
        if word.confidence >= _WELL_READ and len(word.text) >= _LETTERS
    ]
    return sure[:: -(-len(sure) // _MOST) or 1]


def _type_of(words: Sequence[Word], strips: Sequence[Strip]) -> _Type | None:
    """Tell what a page's type is like; ``None`` where too few words tell it, or no ink is at their places."""
    sample = _sample(words, strips)
    ink = float(np.median([share_of_ink(strip) for strip in sample])) if sample else 0.0
    if len(sample) < _FEWEST or not ink:
        return None
    levels = [fullest(strip) for strip in sample]
    return _Type(
        whole=float(np.percentile([level.whole for level in levels], _USUAL)),
        run=float(np.percentile([level.run for level in levels], _USUAL)),
        ink=ink,
    )
