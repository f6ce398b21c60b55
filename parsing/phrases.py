"""Phrases at the heads of texts, as OCR garbles them: of many, the one that a text begins with."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from parsing.matching import letters


def phrase_at_head(text: str, phrases: tuple[str, ...], least: float) -> str | None:
    """Give the phrase that ``text`` begins with, alike by at least ``least``, longest phrase first."""
    plain, enough = letters(text), 100 * least
    for group in _groups(phrases, enough):
        if (group.starts and not _may_begin(plain, group)) or not _is_alike(plain, group):
            continue
        for phrase, wanted, size in group.phrases:
            if fuzz.ratio(plain[:size], wanted, score_cutoff=enough) >= enough:
                return phrase
    return None


def first_that_begins(texts: Sequence[str], phrases: tuple[str, ...], least: float) -> int | None:
    """Give which of some texts is the first that begins with one of the phrases, as ``phrase_at_head`` does.

    Most texts bear no part of any phrase: what parts they bear is asked for all of them at once.
    """
    parts, longest = _parts(phrases, 100 * least)
    heads = [letters(text)[:longest] for text in texts]
    joined = " ".join(heads)
    borne = [part for part in parts if part in joined]
    if not borne:
        return None
    for at, head in enumerate(heads):
        if any(part in head for part in borne) and phrase_at_head(texts[at], phrases, least):
            return at
    return None


@cache
def _parts(phrases: tuple[str, ...], enough: float) -> tuple[tuple[str, ...], int]:
    """Give parts of phrases of which a text bears one at least that begins with one of them.

    Each phrase is in one part more than it may have letters too many or too few: one part has none of these.
    With them goes how many letters the longest phrase has.
    """
    parts: set[str] = set()
    longest = 0
    for phrase in map(letters, phrases):
        size = len(phrase)
        longest = max(longest, size)
        many = math.floor(2 * size * (1 - enough / 100) + _ROUNDED) + 1
        ends = [size * at // many for at in range(many + 1)]
        parts.update(phrase[start:end] for start, end in pairwise(ends))
    told = [part for part in parts if not any(other in part for other in parts - {part})]
    return tuple(sorted(told)), longest


def texts_that_begin(texts: Sequence[str], phrase: str, least: float) -> list[str]:
    """Give the texts that begin with ``phrase``, alike by at least ``least``."""
    wanted = letters(phrase)
    heads = [letters(text)[: len(wanted)] for text in texts]
    alike = process.extract(wanted, heads, scorer=fuzz.ratio, score_cutoff=100 * least, limit=None)
    return [texts[at] for _, _, at in alike]


def _may_begin(plain: str, group: _Group) -> bool:
    """Tell a text that has enough first letters of one of a group's phrases: all, if none may be lacking."""
    size = len(plain)
    _, starts, taken, shared, of_short, _, _ = group
    fewest = of_short.get(size, shared)
    if not fewest:
        return True
    if fewest >= taken:
        return plain[:taken] in starts
    if size < fewest:
        return False
    best = process.extractOne(plain[:taken], starts, scorer=LCSseq.similarity, score_cutoff=fewest)
    return best is not None


def _is_alike(plain: str, group: _Group) -> bool:
    """Tell a text whose head is as like one of a group's phrases as one is at least that begins with it."""
    if not group.whole:
        return True
    head = plain[: group.phrases[0][2]]
    best = process.extractOne(head, group.whole, scorer=fuzz.ratio, score_cutoff=group.alike)
    return best is not None


class _Group(NamedTuple):
    """Phrases of about one length, longest first, with their letters and the count of those.

    ``starts`` are their first letters, ``taken`` of each, and ``shared`` how many of those a text has at
    least that begins with one: at worst, all that it may lack of it and yet be alike is lacking there.
    ``of_short`` are the same of texts shorter than a phrase, by their length. Where most texts have as many,
    none are asked for: 0. Phrases that their first letters do not tell, or that are few, have no ``starts``.
    Of many that those do not tell, ``whole`` are all letters, and ``alike`` how like one of them, 0..100, a
    text's head is at least that begins with it, as long as the longest of them.
    """

    phrases: tuple[tuple[str, str, int], ...]
    starts: frozenset[str]
    taken: int
    shared: int
    of_short: dict[int, int]
    whole: tuple[str, ...]
    alike: float


@cache
def _groups(phrases: tuple[str, ...], enough: float) -> tuple[_Group, ...]:
    """Give phrases in groups, of each the longest less than twice as long as the shortest."""
    sized = [(phrase, plain, len(plain)) for phrase in phrases if (plain := letters(phrase))]
    groups: list[list[tuple[str, str, int]]] = []
    for one in sorted(sized, key=itemgetter(2), reverse=True):
        if not groups or 2 * one[2] <= groups[-1][0][2]:
            groups.append([])
        groups[-1].append(one)
    return tuple(_group(tuple(group), enough) for group in groups)


def _group(phrases: tuple[tuple[str, str, int], ...], enough: float) -> _Group:
    longest, taken = phrases[0][2], phrases[-1][2]
    shared = {}
    for length in range(longest + 1):
        fewest = taken - max(_most_lacking(size, length, enough) for _, _, size in phrases)
        shared[length] = fewest if 2 * fewest > taken else 0
    many, told = len(phrases) > _FEW_PHRASES, shared[longest] > 0
    asked = many or shared[longest] == taken
    starts = frozenset({plain[:taken] for _, plain, _ in phrases} if asked and told else ())
    whole = tuple([plain for _, plain, _ in phrases] if many and not told else ())
    alike = enough * 2 * taken / (longest + taken) - _ROUNDED
    return _Group(phrases, starts, taken, shared.pop(longest), shared, whole, alike)


def _most_lacking(size: int, length: int, enough: float) -> int:
    """Give how many of a phrase's ``size`` letters a text of ``length`` may lack; -1 when none is alike."""
    taken = min(size, length)
    most = math.floor(size - enough * (size + taken) / 200 + _ROUNDED)
    return most if most >= size - taken else -1


_FEW_PHRASES = 3
"""Phrases of a group that are as soon compared themselves."""

_ROUNDED = 1e-6
"""What sums of likenesses may be off by."""
