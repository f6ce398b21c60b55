"""What the head of a line can be read as, if a note begins there: its label, its brackets, its text.

Weighs each way to read it by how well it fits a label that may come: letters and figures that OCR takes for
one another count as the same, a bracket is known by its signs, and a note that explains a term begins with
capitals and a colon. Weights add up; a line on which the best sum is not above nothing begins no note.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from operator import itemgetter
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from parsing.labels import as_letters
from parsing.lexicon import lexicon
from parsing.matching import capital_share
from parsing.note_wording import with_term

_STRONG_OPEN = "[{/(£€¢<\\"
_WEAK_OPEN = "JLltfICZEPFTGdéj2174i«@"
_STRONG_CLOSE = "]})/\\|>"
_WEAK_CLOSE = "7J1lIjdTtfLiVy?!["
_OPEN, _CLOSE = frozenset(_STRONG_OPEN + _WEAK_OPEN), frozenset(_STRONG_CLOSE + _WEAK_CLOSE)
_CLOSE_GLUED = frozenset(_STRONG_CLOSE + "7Jj1lI[")
_LONGEST = 9
_MOST_SIGNS = 2

LONGEST_LABEL = 7
"""Characters of a label at most, whatever its brackets were read as."""

EXACT = 3.0
"""Weight of a label that was read as it would be."""

NEAR = 1.0
"""Weight of one that was not, at most."""

_BRACKETED = 1.0
"""Weight of signs that are hardly anything but brackets."""

_LIKE_BRACKETS = 0.75
"""Weight of signs of which one is hardly anything but a bracket, and the other can be one."""

_HALF_BRACKETED = 0.3
"""Weight of signs of which only one can be a bracket."""

_STROKE = 2.0
"""Cost of a stroke, of which romans are made, as the second sign of a bracket."""

_DUST = re.compile(r"(?:[^\w\[\]{}()/\\|£€¢<«@\"']{1,3}\s?|[.:;,'*~_°•@&-]+\s)*")
_AFTER = re.compile(r"[\s.,:;_|~°•=-]*")
_GLUED = re.compile(
    r"[\])}*«»~_.:;°-]{0,6}(?P<text>[^\W\d_a-zß-ÿ]|[\"'0\[]|[cosvwz](?=[a-z]+[\s:])|\d(?=[a-z]{3})"
    r"|[a-z](?=\.\s?[a-z]\.))"
)
"""What stands behind a label without a blank: specks, and the text of its note, which can be ``i.e.``."""

_GOES_ON = re.compile(r"\s[ivx1lI|]{0,3}[\]})]")
"""What goes on behind a blank within a label: ``[i i]``, ``(vi ]``."""

_STOP_WITHIN = re.compile(r"(?<=[ivx1l])\.(?=[ivx1l])")
"""What is left of a stroke between others."""

_TERM = re.compile(
    r"[\"']?(?:\[[^\]]{3,20}\]|[^\W\d_][\w'’.-]*(?: [^\W\d_a-z][\w'’.-]*){0,4})[\"']?\s?[:;]{1,2}(?=\s|$)"
)
_NO_TERM = re.compile(r"(?![§$])[\W\d_a-z]|[A-Z][a-z]{2,}[.,]?(?:\s|$)")
"""What a text without a colon begins with where no other sign is one: it would stand behind capitals."""

_FIRST = re.compile(r"\S+")
_PLAIN = re.compile(r"[A-Z]?[a-z]{3,}[.,:;]?|[A-Z]?[a-z'-]{4,}[.,:;]?|\d*[03-689]\d*[.,]?")


_LETTER_LABEL = re.compile(r"(?:[LftlZ1j]|[LZ][lftI1])[a-z][fjtlJ7I]")
"""A letter between strokes that were read as letters: ``laf`` and ``Llaf`` are [a]."""

_QUOTED_LABEL = re.compile(r"[\"'](?=[\[{(/£ZLf][a-z1|]{1,5}[\]})/7])")
"""A speck above a label, read as a quotation mark."""

_LIKE_LETTERS = frozenset("£@6¢©")
"""Signs that a small letter between brackets is read as."""

_UNIT_SIGNS = 6


class LabelReading(NamedTuple):
    """One way to read the head of a line: what stands for the label, and where the note's text begins.

    ``roman`` is what was read as letters of romans, empty where another reading is sooner any of them.
    ``signs`` weighs the brackets around it.
    """

    raw: str
    roman: str
    signs: float
    text_at: int


@lru_cache(maxsize=1024)
def readings_at(text: str, at: int) -> tuple[LabelReading, ...]:
    """Give the ways to read a label at character ``at`` of a line."""
    start = _behind_dust(text, at)
    if _QUOTED_LABEL.match(text, start):
        start += 1
    first = _FIRST.match(text, start)
    if first is None:
        return ()
    rest = text[first.end() :].lstrip()
    if (is_plain_word(first[0]) or _is_short_word(first[0], rest)) and not explains(rest):
        return ()
    best: dict[tuple[str, int], LabelReading] = {}
    for end, glued in _ends(text, start):
        text_at = _text_behind(text, end, glued=glued)
        for raw, roman, signs in _between_signs(text[start:end], glued=glued):
            known = best.get((raw, text_at))
            if known is None or known.signs < signs:
                best[raw, text_at] = LabelReading(raw, roman, signs, text_at)
    return tuple(best.values())


def _behind_dust(text: str, at: int) -> int:
    """Give where a label can begin at ``at``, behind specks if there are any."""
    if text[at : at + 1].isalnum():
        return at
    dust = _DUST.match(text, at)
    return dust.end() if dust else at


def _ends(text: str, start: int) -> list[tuple[int, bool]]:
    """Give the places at which a label can end: at a blank, or glued to a capital or a quotation."""
    ends = []
    stop = min(len(text), start + _LONGEST)
    for at in range(start + 1, stop + 1):
        last = at == len(text)
        if last or text[at].isspace():
            ends.append((at, False))
            if at - start > 1 and not _GOES_ON.match(text, at):
                break
        elif text[at - 1] in _CLOSE_GLUED and _GLUED.match(text, at):
            ends.append((at, True))
    return ends


def _behind_specks(text: str, at: int) -> int:
    """Give where the text goes on behind blanks and specks at ``at``."""
    specks = _AFTER.match(text, at)
    return specks.end() if specks else at


def _text_behind(text: str, end: int, *, glued: bool) -> int:
    """Give where the text of a note begins behind a label that ends at ``end``."""
    if glued and (specks := _GLUED.match(text, end)):
        return specks.start("text")
    return _behind_specks(text, end)


@lru_cache(maxsize=4096)
def _between_signs(read: str, *, glued: bool) -> tuple[tuple[str, str, float], ...]:
    """Give what can be a label in what was read, as letters of romans too, with the weight of its signs.

    With a sign that no roman has, a reading is no nearer to any than without it: it is none where the other
    has better signs too.
    """
    squeezed = _STOP_WITHIN.sub("i", read.rstrip(".,:;_+*~«»-").replace(" ", "")).replace(".", "")
    found = []
    for opened in range(_MOST_SIGNS + 1):
        if not _OPEN.issuperset(squeezed[:opened]):
            break
        opening = _opening(squeezed[:opened])
        for closed in range(_MOST_SIGNS + 1):
            inside = squeezed[opened : len(squeezed) - closed]
            signs = squeezed[len(squeezed) - closed :] if closed else ""
            if not inside or not _CLOSE.issuperset(signs):
                break
            weight = opening + _closing(signs)
            if not opened and not closed:
                weight -= 1.0
            half = not opened and signs.endswith("]") and len(inside) > 1  # ``xi]FEDOT``
            if not glued or weight >= _LIKE_BRACKETS or half:
                found.append((inside, as_letters(inside), weight))
    weights = {roman: weight for _, roman, weight in sorted(found, key=itemgetter(2))}
    return tuple(
        (
            inside,
            "" if weights.get(_NOT_OF_ROMANS.sub("", roman), weight) > weight else roman,
            weight,
        )
        for inside, roman, weight in found
    )


_NOT_OF_ROMANS = re.compile(r"[^ivxl]+")


def _opening(signs: str) -> float:
    if not signs:
        return 0.0
    weight = 0.7 if signs[0] in _STRONG_OPEN else 0.3
    return weight - _extra(signs[1:], _STRONG_OPEN)


def _closing(signs: str) -> float:
    if not signs:
        return 0.0
    last = signs[-1]
    weight = 0.7 if last in _STRONG_CLOSE else 0.5 if last in "7Jj" else 0.1
    return weight - _extra(signs[:-1], _STRONG_CLOSE)


def _extra(signs: str, strong: str) -> float:
    """Give the cost of a second sign for one bracket: a letter is sooner of the label, above all a stroke."""
    if not signs or signs in strong:
        return 0.0
    return _STROKE if signs in "1lI|i" else 1.0


@lru_cache(maxsize=8192)
def roman_fit(read: str, label: str) -> float:
    """Weigh how well letters that were read fit a roman."""
    distance = Levenshtein.distance(read, label)
    if distance == 0:
        return EXACT
    return max(-1.5, EXACT - (2.0 if len(label) > 2 else 3.0) * distance)


@lru_cache(maxsize=8192)
def letter_fit(raw: str, label: str) -> float:
    """Weigh how well what was read fits a letter."""
    if raw == label:
        return EXACT
    if as_letters(raw) in ("i", "ii", "v", "x"):
        return -1.5
    if label in raw or (len(raw) == 1 and (raw.isalpha() or raw in _LIKE_LETTERS)):
        return NEAR
    return -1.5


_FIGURE_FOR_CAPITAL = re.compile(r"\d[a-z]{3}")
_LIKE_CAPITALS = "cosvwz"
_LIKE_CAPITAL = -0.5
"""Weight of a text that begins with a small letter which differs from its capital in size alone."""


@lru_cache(maxsize=4096)
def explains(text: str) -> bool:
    """Tell a text that begins with a term in capitals and a colon."""
    if ":" not in text and ";" not in text and _NO_TERM.match(text):
        return False
    match = _TERM.match(with_term(text))
    if match is None:
        return False
    first = _FIRST.match(match[0].lstrip("\"'["))
    if first is None or capital_share(first[0]) < 0.5:
        return False
    return first[0].rstrip(".:;") not in _labels_of_headers()


def term_at(text: str, at: int) -> int | None:
    """Give where a term that is explained begins, at ``at`` or behind a scrap or two of a label."""
    for _ in range(_MOST_SCRAPS + 1):
        if explains(text[at:]):
            return at
        scrap = _FIRST.match(text, at)
        if scrap is None or len(scrap[0]) > _LONGEST_SCRAP or is_plain_word(scrap[0]):
            return None
        at = _behind_specks(text, scrap.end())
    return None


@cache
def _labels_of_headers() -> frozenset[str]:
    """Give the labels of stations and number, as a message that a note quotes bears them."""
    labels = lexicon().labels
    return frozenset(form for name in ("from", "to", "number") for form in labels[name].forms)


_MOST_SCRAPS = 2
_LONGEST_SCRAP = 6


def is_opened(text: str, at: int) -> bool:
    """Tell a text with a sign at ``at`` that is hardly anything but an opening bracket, specks before it."""
    return text.startswith(tuple(_STRONG_OPEN), _behind_dust(text, at))


def is_sure(reading: LabelReading) -> bool:
    """Tell a label in brackets that are hardly anything else."""
    return reading.signs >= _BRACKETED


def is_bracketed(reading: LabelReading) -> bool:
    """Tell a label in signs that can be brackets on both sides."""
    return reading.signs >= _LIKE_BRACKETS


def has_a_bracket(reading: LabelReading) -> bool:
    """Tell a label beside a sign that is likely a bracket, or between two that can be."""
    return reading.signs > _HALF_BRACKETED


def is_alone(reading: LabelReading) -> bool:
    """Tell what can be the label of an empty note: in brackets, or of two strokes at least."""
    return is_bracketed(reading) or (len(reading.raw) > 1 and _STROKES.issuperset(reading.raw))


_STROKES = frozenset("1lI|ivxVX")


def is_gap(text: str) -> bool:
    """Tell the rest of a gap whose count was taken for a label; a term in capitals is none."""
    if text[:_UNIT_SIGNS].isupper():
        return False
    return fuzz.ratio(text[:_UNIT_SIGNS].lower(), lexicon().gaps.unit[0]) >= 60


def is_plain_word(text: str) -> bool:
    """Tell a word of a sentence, or a number, from what a label can be read as."""
    return _PLAIN.fullmatch(text) is not None and _LETTER_LABEL.fullmatch(text) is None


def _is_short_word(text: str, rest: str) -> bool:
    """Tell a word of a sentence as short as a label, small letters behind it: no note begins with these."""
    return rest[:1].islower() and text.lower() in lexicon().notes.short_words


def text_fits(text: str, *, labelled: bool = False) -> tuple[float, float]:
    """Weigh how a text would begin a comment, and how a translator's note, which explains no term.

    ``labelled`` says that its label is sure, so that a count of groups is of the text.
    """
    if not text:
        return -2.0, -2.0
    if is_gap(text) and not (labelled and text[0].isdecimal()):
        return -9.0, -9.0
    if explains(text):
        return 3.0, 0.0
    if text[0] in _LIKE_CAPITALS or _FIGURE_FOR_CAPITAL.match(text):
        return _LIKE_CAPITAL, _LIKE_CAPITAL
    worded = 0.3 if text[0].isupper() or text[0] in "\"'[" else -3.0
    return worded, worded
