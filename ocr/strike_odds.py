"""How likely it is that something goes through a word: what is known of it, weighed.

The network reads its sign before struck words, and sometimes before scrawl, stamps and type in dirt. What
tells these apart is ink: a struck word has its own and that of what goes through it, so more than the page's
words have, and scrawl has less. The weights are those that ``bench/reading/fit_strikes.py`` prints.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from math import log
from operator import mul
from typing import NamedTuple

from ocr.likelihood import NO_EVIDENCE, Evidence
from schemas.pages import Box, Word, mean_confidence

_LEAST_ODDS = -0.2  # a missed slip stays in the body: that is a little worse than a wrong flag
_CROSSED, _DOUBLED = 1.8, 1.3  # evidence of X in each place, and ink, that X alone has
_CERTAIN, _PAGE_CERTAIN = 0.97, 0.99  # confidence; more counts as this
_X_SURE = 0.93  # confidence of words without a sign that nothing is typed over
_MOST_CROSSES = 2.0  # evidence of X by which more counts as this; for and against
_HYPHENS, _LINE = (-4.0, 12.0), (-4.0, 12.0)  # evidence; less and more count as these
_LIKELIEST = (-2.0, 1.5)  # evidence in each place
_INK, _WIDE = (-1.0, 0.7), (0.0, 1.2)  # logarithms of ratios
_MANY = 6  # letters
_MOST_GRAIN = 0.6  # share of ink
_BELIEVED = 0.75  # confidence of a word whose sign alone is believed


class Known(NamedTuple):
    """What is known of a word, or what each of that weighs: logarithms of odds or ratios, 1 for yes."""

    alone: float
    """1 for every word."""
    sure: float
    """The log odds of its confidence."""
    crosses: float
    """The evidence for X in each of its places,"""
    hyphens: float
    """for hyphens,"""
    line: float
    """for a line,"""
    likeliest: float
    """and for the likeliest of the three in each place."""
    ink: float
    """Its ink, beside that of the page's words."""
    beside: float
    """The word beside it has a sign;"""
    whole_row: float
    """all of several words of its row have one."""
    row: float
    """The log odds of its row's confidence,"""
    page: float
    """and of the page's."""
    read: float
    """An X was read in it."""
    touching: float
    """The page's letters touch."""
    unborne: float
    """One alone of two readings has its sign."""
    wide: float
    """Its places for each sign read,"""
    letters: float
    """and the number of these."""
    grain: float
    """The share of ink right above and below it, where type has none."""


_SIGNED = Known(
    alone=-3.91,
    sure=-0.1,
    crosses=0.13,
    hyphens=0.05,
    line=0.07,
    likeliest=0.96,
    ink=2.22,
    beside=-0.42,
    whole_row=3.26,
    row=0.16,
    page=1.3,
    read=2.21,
    touching=-1.0,
    unborne=-1.69,
    wide=-1.71,
    letters=1.36,
    grain=-1.69,
)
_UNSIGNED = Known(
    alone=-7.12,
    sure=-0.13,
    crosses=0.16,
    hyphens=0.29,
    line=0.42,
    likeliest=1.34,
    ink=1.39,
    beside=1.65,
    whole_row=0.0,
    row=-0.34,
    page=0.81,
    read=5.44,
    touching=-1.05,
    unborne=0.0,
    wide=1.99,
    letters=1.37,
    grain=-0.87,
)


class Seen(NamedTuple):
    """What a word's place on the page shows.

    What speaks for strikes; its ink, 1.0 as the page's words have; the number of its places; the share of
    ink right above and below it; and whether it is no type: read in grain alone, scrawl, or a dark edge.
    """

    evidence: Evidence
    ink: float
    places: int
    grain: float
    is_untyped: bool


def known(
    words: Sequence[Word], seen: Sequence[Seen], unborne: Collection[Box], *, touching: bool
) -> list[Known]:
    """Gather what is known of each word of a page.

    ``unborne`` are the boxes of words before which one alone of two readings has a sign.
    """
    page = _log_odds(mean_confidence(words) or 0.0, _PAGE_CERTAIN)
    by_row: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        by_row[word.line].append(word)
    rows = {line: _row_of(row) for line, row in by_row.items()}
    found = []
    for at, (word, of_word) in enumerate(zip(words, seen, strict=True)):
        crosses, hyphens, line = of_word.evidence.crosses, *of_word.evidence[:2]
        if not may_be_crossed(word):
            crosses = -_MOST_CROSSES
        row, places = rows[word.line], of_word.places
        found.append(
            Known(
                alone=1.0,
                sure=_log_odds(word.confidence, _CERTAIN),
                crosses=_within(crosses, (-_MOST_CROSSES, _MOST_CROSSES)),
                hyphens=_within(hyphens, _HYPHENS),
                line=_within(line, _LINE),
                likeliest=_within(max(crosses, hyphens / places, line / places), _LIKELIEST),
                ink=_log_within(of_word.ink, _INK),
                beside=_is_signed_beside(words, at),
                whole_row=row.is_signed,
                row=row.sure,
                read="X" in word.text,
                page=page,
                touching=touching,
                unborne=word.box in unborne,
                wide=_log_within(places / len(word.text), _WIDE),
                letters=log(min(len(word.text), _MANY)),
                grain=min(of_word.grain, _MOST_GRAIN),
            )
        )
    return found


def are_struck(
    words: Sequence[Word], seen: Sequence[Seen], unborne: Collection[Box], *, touching: bool
) -> list[bool]:
    """Tell of each word of a page whether something goes through it; as ``known``."""
    return [
        is_believed(word, unborne)
        if at_word.evidence == NO_EVIDENCE
        else may_be_struck(word, at_word)
        and (_is_crossed(word, at_word) or odds(word, told) > _LEAST_ODDS)
        for word, at_word, told in zip(
            words, seen, known(words, seen, unborne, touching=touching), strict=True
        )
    ]


def odds(word: Word, told: Known) -> float:
    """Give the log odds that something goes through a word."""
    weights = _SIGNED if word.struck else _UNSIGNED
    return float(sum(map(mul, weights, told)))


def _is_crossed(word: Word, seen: Seen) -> bool:
    """Tell X by the ink alone: each place has its own, and twice the ink."""
    return is_word(word.text) and seen.evidence.crosses >= _CROSSED and seen.ink >= _DOUBLED


def is_word(text: str) -> bool:
    """Tell what can be typed over as words are: a rule of hyphens is none."""
    return len(text) > 1 and any(map(str.isalnum, text))


def may_be_crossed(word: Word) -> bool:
    """Tell a word that X may go through: most words of a page are read too surely for that."""
    return word.struck or (len(word.text) > 1 and word.confidence < _X_SURE)


def is_believed(word: Word, unborne: Collection[Box]) -> bool:
    """Tell a word whose sign is believed though nothing is known of its ink."""
    return word.struck and word.confidence >= _BELIEVED and word.box not in unborne


def may_be_struck(word: Word, seen: Seen) -> bool:
    """Tell a word that is weighed: one with a letter or a figure, and known ink, that may be type."""
    typed = is_word(word.text) or (word.struck and word.text.isalnum())
    return typed and not seen.is_untyped and seen.evidence != NO_EVIDENCE


class _RowOfWords(NamedTuple):
    """What a row's words have in common: all of several have a sign; the log odds of its confidence."""

    is_signed: bool
    sure: float


def _row_of(words: Sequence[Word]) -> _RowOfWords:
    confidence = sum(word.confidence for word in words) / len(words)
    signed = len(words) > 1 and all(word.struck for word in words)
    return _RowOfWords(signed, _log_odds(confidence, _CERTAIN))


def _is_signed_beside(words: Sequence[Word], at: int) -> bool:
    return any(
        0 <= beside < len(words) and words[beside].struck and words[beside].line == words[at].line
        for beside in (at - 1, at + 1)
    )


def _within(value: float, bounds: tuple[float, float]) -> float:
    least, most = bounds
    return min(max(value, least), most)


def _log_within(ratio: float, bounds: tuple[float, float]) -> float:
    return _within(log(ratio) if ratio > 0 else bounds[0], bounds)


def _log_odds(confidence: float, certain: float) -> float:
    """Give the log odds of a confidence, of which the surest counts as ``certain``."""
    sure = _within(confidence, (1 - certain, certain))
    return log(sure / (1 - sure))
