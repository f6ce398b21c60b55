"""How likely it is that hyphens, X or a line go through a word, held against the machine's own letters.

Each sign of a page has a mean picture, learnt from the places of its well-read words, and strikes that
differ from it by so much. Where that picture is white and a hyphen would be, ink speaks for hyphens as
much as the page's own strikes seldom have it there; white speaks against them. So bold, clogged or worn
type judges itself, and a place where a letter has ink anyway says nothing. A word's evidence is the sum
over its places, for one height of a hyphen, one shape of an X, or one course of a line. Evidence is the
natural logarithm of a ratio of likelihoods.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocr.places import ABOVE, HIGH, PLACE
from ocr.reduced import Grey
from schemas.pages import Word

Floats = npt.NDArray[np.float32]

_WELL_READ = 0.85  # confidence of words whose letters are learnt
_FEWEST, _FEWEST_SIGNS = 60, 3  # places of a page, and of a sign, from which they are known
_MOST_KNOWN = 500  # places; more make it no surer
_PRIOR = 6  # strikes as which the spread of all signs counts beside a sign's own
_FAINTEST = 60  # grey of a word's darkest ink, against the paper's
_SOFT = (0.25, 0.65)  # of that ink: below is paper, above is ink
_OFF = (3, 2)  # pixels down and across by which a word may be off its place
_OFF_COST = 0.5  # ink of a place, by which a pixel off must be better

_SPREAD = 0.001  # variance that every strike has
_OVER_SPREAD, _OVER_SHARE = 0.15, 0.1  # variance of what is typed over, of the letters'; of its ink
_STRANGE, _MISREAD = 0.15, 0.05  # chances that a place has any ink: a speck; with a letter misread
_MISSED = 0.06  # chance that what is typed over left no ink in a place

_HYPHEN, _HEIGHTS = slice(3, 13), range(4, 13)  # columns, and pixels above the baseline
_LINE_HEIGHTS = range(2, 14)
_NOTABLE = 4.0  # evidence; of less only the most that it can be is told
_BEND = 1.0  # evidence that a line loses by a pixel up or down from place to place
_ALONG = np.linspace(0.08, 0.92, 13)  # of a diagonal of an X, from its top
_ARMS = (0.28, 0.36, 0.44)  # how far an X reaches to the side, in places
_ASIDE = (-1, 0, 1)  # pixels by which the carriage is off
_TALL = ((13, 0), (15, -1), (15, 0), (15, 1), (17, 0))  # pixels of an X, and above the baseline
_MOST_ASIDE = (-6, -4, -2, 0, 2, 4, 6)  # pixels by which a badly read word's box may be off
_BADLY_READ = 0.75  # confidence of such a word


class Evidence(NamedTuple):
    """What speaks for hyphens, for a line, and for X through a word; of X the mean over its places.

    For a line it is the most that it can be, where that is low.
    """

    hyphens: float
    line: float
    crosses: float


NO_EVIDENCE = Evidence(0.0, 0.0, 0.0)


class _Signs(NamedTuple):
    """What places look like by their sign: mean pictures, float32 (signs, pixels). Row 0 stands for any sign.

    ``known`` tells of each of the page's places whether it was learnt from, ``at`` its row, and ``sure``
    how surely it has that sign, 0..1; both of shape (places,), ``sure`` a column.
    """

    means: Floats
    known: npt.NDArray[np.bool_]
    at: npt.NDArray[np.intp]
    sure: Floats

    def mixed(self, values: Floats) -> Floats:
        """Give each place what holds of its sign, and of any sign as far as that is not sure."""
        return np.asarray(self.sure * values[self.at] + (1 - self.sure) * values[0], np.float32)


class _Laid(NamedTuple):
    """The words of a page in their places.

    ``texts`` are empty where the letters read do not stand in the places; ``strips`` are a word's ink,
    0..1, with ``_OFF`` paper around it. ``cells`` are the places of all words, float32 (places, pixels);
    word ``k`` has those from ``starts[k]`` to ``starts[k + 1]``.
    """

    words: Sequence[Word]
    texts: list[str]
    strips: list[Floats]
    cells: Floats
    starts: npt.NDArray[np.intp]

    def sure(self, word: int) -> float:
        """Give how surely the letters of a word stand in its places."""
        return self.words[word].confidence if self.texts[word] else 0.0

    def own(self, word: int) -> slice:
        """Give the places of a word."""
        return slice(int(self.starts[word]), int(self.starts[word + 1]))


def evidence(
    words: Sequence[Word], parts: Sequence[Grey], may_be_crossed: Callable[[Word], bool]
) -> list[Evidence]:
    """Weigh what goes through each word of a page; no evidence on pages with too few well-read words.

    ``parts`` are the words as ``Places.part`` cuts them out. X is looked for where it ``may_be``. Costs
    about 15 ms.
    """
    laid = _laid(words, parts)
    signs = _learnt(laid)
    if signs is None:
        return [NO_EVIDENCE] * len(words)
    expected, spreads = signs.mixed(signs.means), _spreads(laid, signs, _LEVEL)
    level = _level(laid, expected, spreads)
    for number, told in enumerate(level):
        if max(told) >= _NOTABLE:
            own = laid.own(number)
            straight = _straightened(laid.strips[number], expected[own])
            level[number] = _level_of(
                _ratios_of(straight, expected[own], spreads[own], _LEVEL, laid.sure(number))
            )
    crosses = dict.fromkeys(range(len(words)), 0.0)
    crossed = [number for number, word in enumerate(words) if may_be_crossed(word)]
    spreads = _spreads(laid, signs, _XS) if crossed else spreads
    for number in crossed:
        own = laid.own(number)
        crosses[number] = _crosses_of(
            laid.cells[own], expected[own], spreads[own], words[number].confidence
        )
    return [Evidence(*told, crosses[at]) for at, told in enumerate(level)]


def _laid(words: Sequence[Word], parts: Sequence[Grey]) -> _Laid:
    down, across = _OFF
    texts, strips, counts = [], [], [0]
    for word, part in zip(words, parts, strict=True):
        darkest = max(float(part.max(initial=0)), _FAINTEST)
        low, high = (share * darkest for share in _SOFT)
        strip = np.zeros((HIGH + 2 * down, part.shape[1] + 2 * across), np.float32)
        strip[down:-down, across:-across] = np.clip((part - np.float32(low)) / (high - low), 0, 1)
        strips.append(strip)
        counts.append(part.shape[1] // PLACE)
        texts.append(word.text if len(word.text) == counts[-1] else "")
    cells = np.concatenate([_cut(strip, 0, 0) for strip in strips])
    return _Laid(words, texts, strips, cells, np.cumsum(counts))


def _cut(strip: Floats, down: int, across: int) -> Floats:
    """Cut a word's places out, so many pixels off: float32 (places, pixels)."""
    wide = strip.shape[1] - 2 * _OFF[1]
    top, left = _OFF[0] + down, _OFF[1] + across
    return _cells(strip[top : top + HIGH, left : left + wide])


def _cells(strip: Floats) -> Floats:
    """Cut a strip (rows, places * columns) into places of shape (places, pixels)."""
    return strip.reshape(HIGH, -1, PLACE).transpose(1, 0, 2).reshape(-1, HIGH * PLACE)


def _strip(cells: Floats) -> Floats:
    """Put places beside each other."""
    return np.ascontiguousarray(
        cells.reshape(-1, HIGH, PLACE).transpose(1, 0, 2).reshape(HIGH, -1), np.float32
    )


def _learnt(laid: _Laid) -> _Signs | None:
    """Learn what the signs of a page look like; ``None`` with too few well-read words."""
    count = int(laid.starts[-1])
    known, sure = np.zeros(count, np.bool_), np.zeros((count, 1), np.float32)
    found: dict[str, list[int]] = defaultdict(list)
    for number, (word, text) in enumerate(zip(laid.words, laid.texts, strict=True)):
        if text:
            own = laid.own(number)
            known[own] = word.confidence >= _WELL_READ
            sure[own] = word.confidence**2
            for place, sign in enumerate(text, start=own.start):
                found[sign].append(place)
    if known.sum() < _FEWEST:
        return None
    at = np.zeros(count, np.intp)
    means = [laid.cells[known].mean(axis=0)]
    for places in found.values():
        well = [place for place in places if known[place]]
        if len(well) >= _FEWEST_SIGNS:
            at[places] = len(means)
            means.append(laid.cells[well].mean(axis=0))
    return _Signs(np.array(means, np.float32), known, at, sure)


def _spreads(laid: _Laid, signs: _Signs, masks: slice) -> Floats:
    """Give how the ink of masks differs in places, where none is expected: variances (places, masks)."""
    some = np.flatnonzero(signs.known)
    some = some[:: -(-len(some) // _MOST_KNOWN)]
    cells, at = laid.cells[some], signs.at[some]
    own = _off(cells, signs.means[at], masks)
    any_sign = _off(cells, np.broadcast_to(signs.means[0], cells.shape), masks).var(axis=0)
    counts = np.bincount(at, minlength=len(signs.means)).astype(np.float32)[:, None]
    sums = np.zeros((len(signs.means), own.shape[1]), np.float32)
    np.add.at(sums, at, own**2)
    usual = sums[1:].sum(axis=0) / max(float(counts[1:].sum()), 1.0)
    # A mean is nearer to its own strikes than to others.
    unbiased = sums * counts / np.maximum(counts - 1, 1)
    spreads = (unbiased + _PRIOR * usual) / (counts + _PRIOR)
    spreads[0] = any_sign
    return signs.mixed(spreads)


def _off(cells: Floats, expected: Floats, masks: slice) -> Floats:
    """Give the ink of places where none is expected, by mask: float32 (places, masks)."""
    return _under((1 - expected) * (cells - expected), masks)


def _under(pixels: Floats, masks: slice) -> Floats:
    """Give the mean of places (places, pixels) under each mask."""
    return np.asarray(pixels @ _MASKS[masks].T, np.float32)


def _straightened(strip: Floats, expected: Floats) -> Floats:
    """Give the places of a word as its letters lie best."""
    unlike = cv2.matchTemplate(strip, _strip(expected), cv2.TM_SQDIFF)
    cost = unlike + _OFF_COST * len(expected) * _DISTANCE
    down, across = np.unravel_index(int(cost.argmin()), cost.shape)
    return _cut(strip, int(down) - _OFF[0], int(across) - _OFF[1])


def _level(laid: _Laid, expected: Floats, spreads: Floats) -> list[tuple[float, float]]:
    """Give the evidence for hyphens through each word, and the most that a line can have."""
    sure = np.repeat([laid.sure(word) for word in range(len(laid.words))], np.diff(laid.starts))
    ratios = _ratios_of(laid.cells, expected, spreads, _LEVEL, sure.astype(np.float32)[:, None])
    hyphens, lines = ratios[:, : len(_HEIGHTS)], ratios[:, len(_HEIGHTS) :]
    through = np.add.reduceat(hyphens, laid.starts[:-1], axis=0).max(axis=1)
    most = np.add.reduceat(lines.max(axis=1), laid.starts[:-1])
    return list(zip(through.tolist(), most.tolist(), strict=True))


def _level_of(ratios: Floats) -> tuple[float, float]:
    """Give the evidence for hyphens and for a line through a word."""
    hyphens, lines = ratios[:, : len(_HEIGHTS)], ratios[:, len(_HEIGHTS) :]
    return float(hyphens.sum(axis=0).max()), _course(lines)


def _crosses_of(cells: Floats, expected: Floats, spreads: Floats, sure: float) -> float:
    """Give the evidence for X, the mean over a word's places. A badly read word may be off its places."""
    return max(
        float(_ratios_of(_aside(cells, off), expected, spreads, _XS, sure).mean(axis=0).max())
        for off in (_MOST_ASIDE if sure < _BADLY_READ else (0,))
    )


def _aside(cells: Floats, off: int) -> Floats:
    """Give the places of a word as they are so many pixels to the side."""
    if not off:
        return cells
    strip = _strip(cells)
    moved = np.zeros_like(strip)
    if off > 0:
        moved[:, :-off] = strip[:, off:]
    else:
        moved[:, -off:] = strip[:, :off]
    return _cells(moved)


def _ratios_of(
    cells: Floats, expected: Floats, spreads: Floats, masks: slice, sure: float | Floats
) -> Floats:
    """Give each place's evidence for each mask, (places, masks).

    ``expected`` are the pictures of the places' signs, ``spreads`` how the masks' ink differs from them,
    ``sure`` the confidence of the reading: ink where none is expected may be a misread letter's.
    """
    ink, over = _off(cells, expected, masks), _under((1 - expected) ** 2, masks)
    strange = _STRANGE + _MISREAD * (1 - sure)
    alone = np.sqrt(spreads + _SPREAD)
    struck = np.sqrt(_OVER_SPREAD * spreads + _SPREAD + (_OVER_SHARE * over) ** 2)
    as_struck = np.exp(-((np.minimum(ink - over, 0) / struck) ** 2) / 2) / struck
    as_letters = (1 - strange) * np.exp(-((ink / alone) ** 2) / 2) / alone
    as_letters += strange * np.float32(np.sqrt(2 * np.pi)) / np.maximum(over, alone)
    ratios = ((1 - _MISSED) * as_struck + _MISSED * as_letters) / as_letters
    return np.asarray(np.log(ratios), np.float32)


def _course(ratios: Floats) -> float:
    """Give the evidence for the best course of a line, which may rise or fall: (places, heights)."""
    best = ratios[0].copy()
    for place in ratios[1:]:
        near = best.copy()
        near[1:] = np.maximum(near[1:], best[:-1] - _BEND)
        near[:-1] = np.maximum(near[:-1], best[1:] - _BEND)
        best = near + place
    return float(best.max())


def _row(height: int, columns: slice) -> Floats:
    mask = np.zeros((HIGH, PLACE), np.float32)
    mask[ABOVE - height, columns] = 1
    return mask


def _crosses() -> list[Floats]:
    """Give the masks of each X that may stand in a place."""
    masks = []
    for arm in _ARMS:
        for aside in _ASIDE:
            for tall, raised in _TALL:
                mask = np.zeros((HIGH, PLACE), np.float32)
                rows = np.round(ABOVE - 1 - raised - (1 - _ALONG) * (tall - 1)).astype(int)
                for lean in (1, -1):
                    reach = lean * (_ALONG - 0.5) * 2 * arm * PLACE
                    columns = np.round(PLACE / 2 - 0.5 + aside + reach).astype(int)
                    for column in (columns, columns + 1):
                        mask[rows.clip(0, HIGH - 1), column.clip(0, PLACE - 1)] = 1
                masks.append(mask)
    return masks


def _as_shares(masks: Sequence[Floats]) -> Floats:
    flat = np.array(masks, np.float32).reshape(len(masks), -1)
    return np.asarray(flat / flat.sum(axis=1, keepdims=True), np.float32)


_MASKS = _as_shares(
    [
        *(_row(height, _HYPHEN) for height in _HEIGHTS),
        *(_row(height, slice(None)) for height in _LINE_HEIGHTS),
        *_crosses(),
    ]
)
_LEVEL = slice(0, len(_HEIGHTS) + len(_LINE_HEIGHTS))
_XS = slice(len(_HEIGHTS) + len(_LINE_HEIGHTS), len(_MASKS))
_DISTANCE = np.add.outer(
    np.abs(np.arange(-_OFF[0], _OFF[0] + 1)), np.abs(np.arange(-_OFF[1], _OFF[1] + 1))
).astype(np.float32)
