"""Words that X, hyphens or a line go through, told by what all their letters' places share.

A word's letters are each of another shape; what is typed over them is not. So X shows as both diagonals in
every place, and a row of hyphens as ink in the middle of every place at one height (``ocr.places``).
All is held against the type of the same page, learnt from its well-read words: bold type fills
rows and crosses by itself, and each sign has its own share of ink, and its own white at the height of
hyphens. A word that was read as letters with white there, and has none, bears hyphens however surely it
was read. Pages without well-read words are not judged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocr.places import (
    PLACE,
    Level,
    Places,
    Strip,
    below,
    centres,
    crossed,
    darkness,
    density,
    fullest,
    inked,
    joined,
)
from ocr.reduced import Grey
from ocr.rows import Row
from ocr.scraps import pitch_of
from schemas.pages import Word

_WELL_READ = 0.85  # confidence
_FEWEST, _MOST, _LETTERS = 5, 30, 4  # well-read words of the page's type, and letters of one
_USUAL = 90  # percentile of them
_FEWEST_SIGNS = 3  # strikes of a sign of which its ink is known

_SURELY_READ = 0.9  # confidence: nothing of X over letters is read so but X
_X = frozenset("XxKk")
_SIGNS = _X | frozenset("&¥#@%*$®§£€")  # what X over letters is read as
_MOST_SMALL, _SMALL_TOO = 0.4, frozenset("xkm")  # share of small letters: it is read as tall ones
_CROSSED = 0.95  # of an X in all places
_DARK, _DARK_BOLD, _BOLD = 1.12, 1.22, 0.93  # ink for the letters read; where type itself crosses
_SIGNS_TELL, _SIGNS_SHARE = 0.12, 0.3  # by which ink may be less with such a share of these signs
_DARK_PLACES, _DARKER_PLACES = 1.2, 1.5  # ink of a word against the usual
_SIGNS_READ = 0.6  # confidence of such signs that need hardly be darker than type
_NO_SIGN_READ = 0.8  # confidence of what is read without such a sign
_MOSTLY_SIGNS, _MOSTLY_CROSSED = 0.6, 0.9  # share of signs with which less of an X is enough
_HALF_CROSSED, _HALF_DARK, _HALF_READ = 0.8, 1.3, 0.5  # of what is read as no word at all
_CLOGGED = 0.93  # of well-read words' length that is ink at one height: type crosses itself
_ALL_CROSSED, _HALF_CLOGGED = 0.99, 0.86  # and so it does with less of that, when it shows X
_CLOGGED_READ, _CLOGGED_DARK = 0.4, 1.25  # confidence, ink of what may be X there
_SHORT, _SHORT_READ, _SHORT_DARK, _SHORT_DARKER = (
    2,
    0.75,
    1.15,
    1.4,
)  # places; the rest may be chance there
_ILLEGIBLE = 0.1  # confidence

_HYPHENS, _HYPHENS_WHOLE = 0.95, 0.73  # of the middle of each place; of the whole row
_HYPHEN_PLACES = 4
_HYPHENS_LEAST, _HYPHENS_READ = 0.9, 0.7  # ink; confidence of what may be less dark
_HEADING, _HEADING_READ, _HEADING_HYPHENS = 8, 0.6, 0.8  # places, confidence of capitals read badly
_INKED, _EMPTY = 0.9, 0.5  # of the middle of a place that is inked, and is expected to be white
_HYPHENS_DARK, _HYPHENS_CAPITALS = 1.05, 5  # ink; places from which capitals need none
_SURE_INKED, _SURE_DARK, _SURE_DARKER, _SURE_EMPTY = 0.95, 1.1, 1.2, 2  # in well-read words

_TOUCHING = 0.88  # of well-read words' length that is ink at one height
_LINE, _LINE_MORE = 5, 3  # places that a line fills, and by which they are more than usual
_LINE_SHARE, _LINE_MUCH_MORE = 0.6, 5  # in a word of which it fills less than this share
_FILLED = 2.0  # joined places, below which none is filled by a line
_LEAST_BELOW = 0.3  # of a word's length where its letters go on under a line: an underline has none
_FAINT = 4  # places that a thin line fills
_LINE_WHOLE, _LINE_PLACES, _LINE_USUAL = 0.98, 4, 2  # of a whole word, where letters do not touch


_ROMAN = frozenset("IVXLC")


class _Type(NamedTuple):
    """What type is like on a page: of its words the share of ink and, of well-read ones, what goes through.

    ``signs`` gives of each sign its share of ink, and ``whites`` the ink in the middle of its place at
    the heights of ``centres``.
    """

    ink: float
    crossed: float
    whole: float
    run: float
    letters: float
    signs: dict[str, float]
    whites: dict[str, npt.NDArray[np.float64]]

    @property
    def is_clogged(self) -> bool:
        """Type fills rows and crosses by itself."""
        return self.whole >= _CLOGGED or (
            self.crossed >= _ALL_CROSSED and self.whole >= _HALF_CLOGGED
        )

    def expected(self, text: str) -> float:
        """Give the share of ink that letters have as they were read."""
        return sum(self.signs.get(sign, self.letters) for sign in text) / len(text)


class Overtyped(NamedTuple):
    """What goes through the words of a page: of each whether X, hyphens or a line do.

    ``filled`` is the share of a word's places that a row of ink fills; ``grain`` tells what was
    read in grain. Where the page's letters are ``touching``, lines through them are not surely drawn, and
    where they are ``clogged``, hardly any.
    """

    words: list[bool]
    filled: list[float]
    grain: list[bool]
    touching: bool
    clogged: bool


class _Whites(NamedTuple):
    """Of places where the letters read leave white at one height: how inked, how many; and all places."""

    inked: float
    number: int
    all_inked: float


def typed_over(pixels: Grey, words: Sequence[Word], rows: Sequence[Row] = ()) -> Overtyped:
    """Tell of each word whether X, hyphens or a line go through it.

    ``pixels`` are those of the upright page with what goes through its words, ``rows`` those that
    the words' lines count, where it was read row by row. Costs about 30 ms.
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
    found = [_is_typed_over(word, strip, usual) for word, strip in zip(words, strips, strict=True)]
    if usual.run < _LINE_USUAL:
        faint = _faint_lines(words, [inked(part, faint=True) for part in parts])
        found = [over or line for over, line in zip(found, faint, strict=True)]
    creased = _creased(places, words, found)
    found = [over and word.line not in creased for over, word in zip(found, words, strict=True)]
    return Overtyped(
        found,
        [
            fullest(strip).run * PLACE / strip.shape[1] if joined(strip) >= _FILLED else 0.0
            for strip in strips
        ],
        [
            word.confidence < _WELL_READ and places.is_surrounded(at)
            for at, word in enumerate(words)
        ],
        touching=usual.whole >= _TOUCHING,
        clogged=usual.whole >= _CLOGGED,
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
    inks: dict[str, list[float]] = defaultdict(list)
    whites: dict[str, list[npt.NDArray[np.float64]]] = defaultdict(list)
    for word, strip in zip(words, strips, strict=True):
        if word.confidence >= _WELL_READ and len(word.text) * PLACE == strip.shape[1]:
            for sign, ink, white in zip(word.text, density(strip), centres(strip).T, strict=True):
                inks[sign].append(float(ink))
                whites[sign].append(white)
    known = [sign for sign, found in inks.items() if len(found) >= _FEWEST_SIGNS]
    every = [ink for found in inks.values() for ink in found]
    return _Type(
        ink=float(np.median([darkness(strip) for strip in strips])),
        crossed=float(np.percentile([crossed(strip) for strip in sample], _USUAL)),
        whole=float(np.percentile([level.whole for level in levels], _USUAL)),
        run=float(np.percentile([level.run for level in levels], _USUAL)),
        letters=float(np.median(every)) if every else 0.0,
        signs={sign: float(np.median(inks[sign])) for sign in known},
        whites={sign: np.median(whites[sign], axis=0) for sign in known},
    )


def _is_typed_over(word: Word, strip: Strip, usual: _Type) -> bool:
    ink = darkness(strip)
    dark = ink / max(usual.expected(word.text), 0.01)
    may_be_crossed = (
        word.confidence < _SURELY_READ
        or _X.issuperset(word.text)
        or ("X" in word.text and not _ROMAN.issuperset(word.text))
    )
    if may_be_crossed and _is_crossed(word, strip, dark, ink / max(usual.ink, 0.01), usual):
        return True
    if word.confidence >= _WELL_READ and dark < _SURE_DARK and joined(strip) < _LINE:
        return False
    level = fullest(strip)
    if usual.whole < _CLOGGED and _is_lined(level, strip.shape[1] // PLACE, usual):
        return below(strip, level) >= _LEAST_BELOW
    if usual.is_clogged:
        return _is_hyphened_heading(word, level, strip.shape[1] // PLACE) and dark >= _HYPHENS_DARK
    return _bears_hyphens(word, strip, level, dark, usual)


def _is_crossed(word: Word, strip: Strip, dark: float, darker: float, usual: _Type) -> bool:
    """Tell X over letters: both diagonals in all places, more ink, and signs that X is read as."""
    text, places = word.text, strip.shape[1] // PLACE
    small = sum(sign.islower() and sign not in _SMALL_TOO for sign in text)
    signs = sum(sign in _SIGNS for sign in text) / len(text)
    tells = signs >= _SIGNS_SHARE
    is_likely = len(text) >= _SHORT and (small <= _MOST_SMALL * len(text) or tells)
    is_plain = word.confidence >= _NO_SIGN_READ or text.strip(".,;").isdigit()
    if not is_likely or (not signs and is_plain):
        return False
    share = crossed(strip)
    is_ill_read = word.confidence < _HALF_READ or signs >= _MOSTLY_SIGNS
    if share < (_MOSTLY_CROSSED if signs >= _MOSTLY_SIGNS else _CROSSED):
        is_ruined = is_ill_read and dark >= _HALF_DARK
        return is_ruined and share >= _HALF_CROSSED and usual.crossed < _BOLD
    if _X.issuperset(text) and places > _SHORT:
        return True
    if usual.is_clogged and not tells:
        return word.confidence < _CLOGGED_READ and dark >= _CLOGGED_DARK
    may_be_light = signs >= _MOSTLY_SIGNS or (tells and word.confidence < _SIGNS_READ)
    if may_be_light and darker >= _SHORT_DARK:
        return True
    return darker >= _DARK_PLACES and (
        _is_short_dark(word, dark, darker, signs)
        if places <= _SHORT
        else _is_dark(word, dark, darker, usual, tells=tells)
    )


def _is_short_dark(word: Word, dark: float, darker: float, signs: float) -> bool:
    if word.confidence < _HALF_READ:
        return darker >= _SHORT_DARKER
    return dark >= _SHORT_DARK and (word.confidence < _SHORT_READ or signs > 0)


def _is_dark(word: Word, dark: float, darker: float, usual: _Type, *, tells: bool) -> bool:
    is_bold = usual.crossed >= _BOLD
    least = (_DARK_BOLD if is_bold else _DARK) - (_SIGNS_TELL if tells else 0.0)
    return (
        dark >= least or word.confidence < _ILLEGIBLE or (darker >= _DARKER_PLACES and not is_bold)
    )


def _is_lined(level: Level, places: int, usual: _Type) -> bool:
    """Tell a line that fills places and what is between them, more than type does on this page."""
    is_whole = min(level.whole, level.gaps) >= _LINE_WHOLE and places >= _LINE_PLACES
    most = usual.run + (_LINE_MORE if level.run >= _LINE_SHARE * places else _LINE_MUCH_MORE)
    return level.run >= max(_LINE, most) or (is_whole and usual.run < _LINE_USUAL)


def _is_hyphened_heading(word: Word, level: Level, places: int) -> bool:
    """Tell many capitals, badly read, that a row of hyphens goes through."""
    return (
        places >= _HEADING
        and word.confidence < _HEADING_READ
        and not any(map(str.islower, word.text))
        and level.centres >= _HEADING_HYPHENS
        and level.whole >= _HYPHENS_WHOLE
    )


def _bears_hyphens(word: Word, strip: Strip, level: Level, dark: float, usual: _Type) -> bool:
    places = strip.shape[1] // PLACE
    are_capitals = not any(map(str.islower, word.text))
    if _is_hyphened_heading(word, level, places):
        return True
    if (
        places < _HYPHEN_PLACES
        or level.centres < _HYPHENS
        or level.whole < _HYPHENS_WHOLE
        or dark < _HYPHENS_LEAST
    ):
        return False
    whites = _whites(word, strip, usual)
    if word.confidence >= _WELL_READ:
        return (
            whites is not None
            and min(whites.inked, whites.all_inked) >= _SURE_INKED
            and (whites.number >= _SURE_EMPTY or dark >= _SURE_DARKER)
        )
    is_dark = dark >= (_HYPHENS_DARK if word.confidence < _HYPHENS_READ else _SURE_DARK)
    if usual.whole >= _TOUCHING and not is_dark:
        return False
    if whites is not None:
        inked = min(whites.inked, whites.all_inked) >= _INKED
        return inked and (
            is_dark or whites.number >= _SURE_EMPTY or word.confidence < _HYPHENS_READ
        )
    return dark >= _SURE_DARK or (
        are_capitals and places >= _HYPHENS_CAPITALS and word.confidence < _HYPHENS_READ
    )


def _whites(word: Word, strip: Strip, usual: _Type) -> _Whites | None:
    """Look at places whose letters leave white at the height where they and all others are most inked.

    ``None`` where the letters read do not stand in the places, or none of them leaves white.
    """
    if len(word.text) * PLACE != strip.shape[1]:
        return None
    known = [at for at, sign in enumerate(word.text) if sign in usual.whites]
    if not known:
        return None
    expected = np.array([usual.whites[word.text[at]] for at in known]).T
    found = centres(strip)
    best = None
    for row, white in zip(found, expected < _EMPTY, strict=True):
        if count := int(white.sum()):
            inked = np.sort(row[known][white])[: max(1, count // 4)].mean()
            looked = _Whites(float(inked), count, float(row.min()))
            if best is None or looked.inked + looked.all_inked > best.inked + best.all_inked:
                best = looked
    return best
