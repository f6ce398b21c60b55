"""Gaps: ``[2 groups unrecovered]``, known by their words, whatever their brackets were read as.

The wording is closed (``parsing/lexicon.toml``), so a word that is like one of its words, after a number,
is taken for it, with dust between them or with its letters parted. A number of which no figure is sure is
a question mark, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from parsing.brackets.signs import (
    ANY_CLOSE,
    CLOSE,
    OPEN,
    STRONG_CLOSE,
    STRONG_OPEN,
    WEAK_CLOSE,
)
from parsing.figures import FIGURE, as_figures
from parsing.lexicon import lexicon
from schemas.records import GapKind

_UNIT = re.compile(
    rf"g(?<![A-Za-z].)[a-z]{{0,3}}[.'*-][a-z]{{2,5}}|[A-Za-z0-9&?;:°|]{{4,9}}|{OPEN}[^{CLOSE}]*{CLOSE}"
)
"""What can be a unit, or a settled mark."""

_FOUND_UNIT = 72.0
_FOUND_KIND = 68.0
_OF_UNIT, _FEWEST_OF_UNIT = frozenset("group"), 3
"""Letters of a group's five that a word like it has."""

_BETTER = 4.0
"""By how much a kind must be more like with letters put together than without."""

_TWO_LETTERS = "am|an|as|at|be|by|do|go|he|if|in|is|it|me|my|no|of|on|or|so|to|up|us|we"
_WORD_OF_TWO = re.compile(_TWO_LETTERS)
_REACH = 14
"""Characters before the unit in which the number and the opening bracket stand."""

_COUNTED = FIGURE.replace("£", "")
"""One character of a count: before one, a pound sign is the bracket."""

_DUST = r"[\s.,:;'\"°*_~|-]"
_BEFORE = re.compile(
    rf"(?:(?P<open>(?!(?<=[A-Za-z])[/\\|]\s)[{STRONG_OPEN}]{_DUST}{{0,2}}|(?<![A-Za-z0-9])[LlIftCEZT]\s?|(?<=[a-z])[LZ](?=\d))"
    r"|(?<![A-Za-z0-9]))"
    rf"(?P<count>{_COUNTED}{{1,4}}|\?)(?P<cut>(?<=\d)\](?=\s))?(?P<dust>{_DUST}*)$"
)
_PIECE = re.compile(rf"{_DUST}*(?P<piece>[A-Za-z0-9&;]+)")
_MOST_PIECES = 3
_KIND_GLUED = re.compile(r"[a-z]{5,}(?=7[A-Za-z])")
_CLOSE_GLUED = re.compile(r"(?P<close>7)(?=[A-Za-z])")
"""The kind of a gap and its closing bracket, with the next word stuck to them: ``unrecovered7and``."""

_CLOSE_AFTER = re.compile(
    rf"\s?(?P<close>(?:{ANY_CLOSE}7?|\?))(?![A-Za-z0-9])|(?P<strong>[{STRONG_CLOSE}]7?)"
)
_AND_BEFORE = re.compile(r"(?:\band|&)$")
_AND_AFTER = re.compile(r"\s*(?:and|&|(?P<comma>,))\s*")
_AS_BRACKET = "1l|I24678tfZz"
"""Figures, or letters taken for figures, that an opening bracket is read as."""


class _Gap(NamedTuple):
    start: int
    end: int
    groups: int | None
    kind: GapKind
    closed: bool
    opened: bool

    def __str__(self) -> str:
        if self.groups is None:
            return f"? groups {self.kind}"
        unit = "group" if self.groups == 1 else "groups"
        return f"{self.groups} {unit} {self.kind}"


_PLAIN = str.maketrans("éèêëàáâäöóòôüúùîïç©®¥", "eeeeaaaaoooouuuiiccry")
_ACCENTED = re.compile(f"[{''.join(map(chr, _PLAIN))}]")


def _plain(text: str) -> str:
    """Give the letters for those with the accents that specks above them are read as."""
    return text.translate(_PLAIN) if _ACCENTED.search(text) else text


def _find_gaps(text: str) -> Iterator[_Gap]:
    floor = 0
    while (gap := _next_gap(text, floor)) is not None:
        yield gap
        floor = gap.end


def _next_gap(text: str, floor: int) -> _Gap | None:
    """Find the first gap that begins at ``floor`` or later."""
    for unit in _UNIT.finditer(text, floor):
        stuck = _stuck_before_unit(unit[0])
        if stuck is None:
            continue
        gap = _gap_at(text, unit.start() + stuck, unit.end(), unit[0][stuck:], floor)
        if gap is not None:
            return gap
    return None


@lru_cache(maxsize=8192)
def _stuck_before_unit(word: str) -> int | None:
    """Count the figures that are stuck to a unit; ``None`` when the word is none."""
    number = _STUCK_NUMBER.match(word) if word[0].isdecimal() else None
    figures = number.end() if number else 0
    return figures if is_unit(word[figures:]) else None


_STUCK_NUMBER = re.compile(r"\d{1,3}(?=[a-zA-Z]{4})")
"""A number without a blank before its unit."""


def _gap_at(text: str, start: int, end: int, word: str, floor: int) -> _Gap | None:
    """Read the gap whose unit stands at ``text[start:end]``, if one does; it begins at ``floor`` or later."""
    kind = _kind_at(text, end)
    if kind is None:
        return None
    named, stop = kind
    close = _CLOSE_AFTER.match(text, stop) or _CLOSE_GLUED.match(text, stop)
    single = _is_of_one(word)
    first = max(floor, start - _REACH)
    before = _BEFORE.search(text[first:start])
    if before is None or (not before["open"] and _WORD_OF_TWO.fullmatch(before["count"].lower())):
        return _uncounted(text, start, close, named, single=single)
    begin = first + before.start()
    count, opened = _count(before, text, begin, single=single)
    further = _AND_BEFORE.search(text[:begin].rstrip()[-4:]) is not None
    if count is None and not (opened or (further and close is not None)):
        return None
    return _Gap(begin, close.end() if close else stop, count, named, close is not None, opened)


def _uncounted(
    text: str, start: int, close: re.Match[str] | None, kind: GapKind, *, single: bool
) -> _Gap | None:
    """Give the gap whose number was not read, when it is closed, and is of one group or begins a bracket.

    One group is one, whether its figure was read or not.
    """
    if close is None or close[0].strip()[0] not in _SURE_CLOSE:
        return None
    opened = _OPENED.search(text, 0, start)
    if opened is None and not single:
        return None
    first = opened.start("open") if opened else start
    return _Gap(first, close.end(), 1 if single else None, kind, True, True)


_SURE_CLOSE = "]}/7)"
_OPENED = re.compile(
    rf"(?<![^\s{CLOSE}])(?P<open>[{STRONG_OPEN}]\s?(?:[tf]\s)?|(?!(?:{_TWO_LETTERS})\s)[a-z]{{2}}\s)\Z"
)
"""What is left of a gap's bracket and number before its unit."""


def is_unit(word: str) -> bool:
    """Tell a word that is like the unit of gaps, ``groups`` or ``group``."""
    lowered = word.lower()
    may_be = len(_OF_UNIT.intersection(lowered)) >= _FEWEST_OF_UNIT  # the cheaper test
    return may_be and any(fuzz.ratio(lowered, form) >= _FOUND_UNIT for form in lexicon().gaps.unit)


@lru_cache(maxsize=1024)
def _is_of_one(word: str) -> bool:
    """Tell a unit that is more like ``group`` than like ``groups``."""
    many, one = lexicon().gaps.unit
    return fuzz.ratio(word.lower(), one) > fuzz.ratio(word.lower(), many)


def _count(
    before: re.Match[str], text: str, begin: int, *, single: bool
) -> tuple[int | None, bool]:
    """Give the number of groups, which begins in ``text`` at ``begin``, and whether the gap's bracket does.

    A bracket that is not there was read as the first figure, except after ``and``, where there is none.
    """
    opened, figures = bool(before["open"]), before["count"]
    if before["cut"]:  # by a bracket that its last figure was read as
        return None, opened
    may_open = not opened and len(figures) > 1 and figures[0] in _AS_BRACKET
    if may_open and _AND_BEFORE.search(text[:begin].rstrip()[-4:]) is None:
        without = as_figures(figures[1:])
        if not without.startswith("0"):
            opened, figures = True, figures[1:]
    read = as_figures(figures)
    if single and read[-1] == "1":
        return 1, opened
    return (int(read) or None) if read.isdecimal() else None, opened


def _kind_at(text: str, at: int) -> tuple[GapKind, int] | None:
    """Give the kind that follows ``at``, and where its last letter stands.

    Its letters may be parted by a line's end or dust; its last letter may be a bracket.
    """
    best: tuple[float, GapKind, int] | None = None
    joined = ""
    for _ in range(_MOST_PIECES):
        match = _PIECE.match(text, at)
        if match is None:
            break
        glued = _KIND_GLUED.match(match["piece"])
        if glued is not None and joined + glued[0] in lexicon().gaps.kinds:
            return GapKind(joined + glued[0]), match.start("piece") + glued.end()
        if not joined and match["piece"] in lexicon().gaps.never:
            return None  # a sentence: ``4 groups are garbled``
        joined += match["piece"].lower()
        at = match.end()
        if best is None and joined in lexicon().gaps.kinds:
            return GapKind(joined), at
        for spare in (0, 1):
            if spare and match["piece"][-1] not in WEAK_CLOSE:
                continue
            stem = joined[: len(joined) - spare]
            for kind in lexicon().gaps.kinds:
                score = fuzz.ratio(stem, kind, score_cutoff=_FOUND_KIND)
                if score and (best is None or score > best[0] + _BETTER * (not spare)):
                    best = score, GapKind(kind), at - spare
        if len(joined) > len(max(lexicon().gaps.kinds, key=len)) or _closes(text, at):
            break
    return (best[1], best[2]) if best else None


def _closes(text: str, at: int) -> bool:
    return text[at : at + 1] in ("]", "}", ")", "/", CLOSE)


_WORN = re.compile(
    rf"[{STRONG_OPEN}LZEFCfT](?<![A-Za-z0-9].)(?P<dust>{_DUST}{{0,2}})(?P<count>(?:{_COUNTED}|\?){{1,4}}|[tf])(?![A-Za-z]{{1,2}}\s)\s?"
    rf"(?P<words>[^\[\]{{}}\n{OPEN}{CLOSE}]{{10,30}}?)[\]}}/7)]{{1,2}}(?![A-Za-z0-9])"
)
"""What stands between brackets, begun by a number or a stroke, and is about as long as a gap's words."""

_FOUND_WORN = 76.0
_APART = 2.0
"""By how much one wording must be more like what was read than any of another kind."""


def _settle_worn(text: str) -> str:
    """Settle the gaps of which no single word is like enough, but all their letters together are."""
    many, one = lexicon().gaps.unit

    def settled(match: re.Match[str]) -> str:
        if match["words"].partition(" ")[0] in lexicon().gaps.others:
            return match[0]
        read = _NO_LETTERS.sub("", _plain(match["words"]).lower())
        scored = [
            (score, unit, kind)
            for unit in (many, one)
            for kind in lexicon().gaps.kinds
            if (score := fuzz.ratio(read, unit + kind, score_cutoff=_FOUND_WORN))
        ]
        if not scored:
            return match[0]
        best, unit, kind = max(scored)
        if any(best - score < _APART for score, _, another in scored if another != kind):
            return match[0]
        figures = as_figures(match["count"])
        if match["count"].isdecimal():
            count = int(match["count"]) or None
        elif unit == one or figures == "1":
            count = 1
        else:
            count = (int(figures) or None) if figures.isdecimal() else None
        breaks = "\f" * match[0].count("\f")
        return f"{OPEN}{_Gap(0, 0, count, GapKind(kind), True, True)}{CLOSE}{breaks}"

    return _WORN.sub(settled, text)


_NO_LETTERS = re.compile(r"[^a-z]+")

_HALF_WORN = re.compile(
    rf"[{STRONG_OPEN}Z](?<![A-Za-z0-9].){_DUST}{{0,2}}(?P<count>{_COUNTED}{{1,3}})\s(?P<unit>[^\s{OPEN}{CLOSE}]{{3,9}})\s"
    rf"(?P<kind>[a-zA-Z]{{5,14}})(?:\s?[\]}}/7)]{{1,2}}(?![A-Za-z0-9])|\s(?=[\[{{/£{OPEN}]))"
)
"""A number between brackets with two words, of which one can be a word of gaps."""

_SURE_WORD = 90.0
_WORN_KIND = 45.0
_WORN_APART = 4.0
"""Likeness of a word read well, that of a kind which was not, and by how much it is ahead of others."""


def _settle_half_worn(text: str) -> str:
    """Settle the gaps of which one word was read well and the other can be nothing else.

    What is unrecovered is groups, and groups are unrecovered, unrecoverable, garbled or unidentified.
    """

    def settled(match: re.Match[str]) -> str:
        gaps = lexicon().gaps
        likeness = sorted(
            ((fuzz.ratio(match["kind"].lower(), kind), kind) for kind in gaps.kinds), reverse=True
        )
        (best, kind), (second, _) = likeness[:2]
        unit = max(fuzz.ratio(match["unit"].lower(), form) for form in gaps.unit)
        told = best >= _SURE_WORD and kind in gaps.of_groups and match["unit"] not in gaps.others
        worn = unit >= _SURE_WORD and best >= _WORN_KIND and best - second >= _WORN_APART
        figures = as_figures(match["count"])
        if not (told or worn) or not figures.isdecimal() or not int(figures):
            return match[0]
        breaks = "\f" * match[0].count("\f")
        blank = " " if match[0][-1].isspace() else ""
        gap = _Gap(0, 0, int(figures), GapKind(kind), True, True)
        return f"{OPEN}{gap}{CLOSE}{breaks or blank}"

    return _HALF_WORN.sub(settled, text)


def _page_break_behind(text: str, start: int, end: int) -> tuple[str, int]:
    """Give the signs close behind a gap with the page break out of it, and where the text goes on.

    No page ends before those signs; behind the last of a paragraph the break is that between two.
    """
    breaks = "\f" * text.count("\f", start, end)
    stops = _STOPS_BEHIND.match(text, end)
    behind, at = ("", end) if stops is None else (stops[0], stops.end())
    if text.startswith("\n\n", at):
        return f"{behind}\n{breaks}", at + 2
    return f"{behind}{breaks}", at + text.startswith(" ", at)


_STOPS_BEHIND = re.compile(r"[.,:;?!\")]{1,3}(?=\s|$)")


def settle_gaps(text: str) -> str:
    """Settle the gaps, counts and kinds repaired; two kinds in one bracket stay one gap."""
    pieces: list[str] = []
    at = 0
    gaps = list(_find_gaps(_plain(text)))
    index = 0
    while index < len(gaps):
        gap = gaps[index]
        if gap.start < at:
            index += 1
            continue
        pieces.append(text[at : gap.start])
        words, end = str(gap), gap.end
        while (
            index + 1 < len(gaps)
            and not gaps[index + 1].opened
            and (both := _AND_AFTER.fullmatch(text[end : gaps[index + 1].start]))
        ):
            index += 1
            words += f"{', ' if both['comma'] else ' and '}{gaps[index]}"
            end = gaps[index].end
        pieces.append(OPEN + words + CLOSE)
        at = end
        if "\f" in text[gap.start : end]:
            broken, at = _page_break_behind(text, gap.start, end)
            pieces.append(broken)
        index += 1
    pieces.append(text[at:])
    return _settle_half_worn(_settle_worn("".join(pieces)))
