"""From canonical text to typed words.

The typist's romans, brackets, overtypings, and words broken at line ends. Spans of a typed string
that something goes through stand between private-use characters (``LINE`` .. ``OFF``); they take
no place on the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bench.sheets.cable import CENTRED, Strike
from bench.sheets.form import Habits

LINE, DASHES, XED, UNDER, OFF = "\ue001", "\ue002", "\ue003", "\ue004", "\ue000"
GONE = "\ue005"
_CONTROL = re.compile("[\ue000-\ue005]")
_PARTS = re.compile("[\ue000-\ue005]| |[^ \ue000-\ue005]+")
_XED_SPAN = re.compile(f"{XED}([^{OFF}]*){OFF}")
_ROMAN = re.compile(r"\[([ivxl]+)\]")
_VOWELS = "aeiouy"
_OPENING = {Strike.LINE: LINE, Strike.DASHES: DASHES, Strike.X: XED}


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word as typed. ``offset`` is where its canonical form begins in the whole text.

    ``breaks`` ends the line. ``centred`` begins a line of its own in the middle.
    """

    text: str
    offset: int
    breaks: bool = False
    centred: bool = False


def struck(text: str, strike: Strike) -> str:
    """Give ``text`` with ``strike`` through it."""
    return text if strike is Strike.NONE else f"{_OPENING[strike]}{text}{OFF}"


def gone(text: str) -> str:
    """Give a row of X, typed once, for words of which nothing is left to be seen."""
    return f"{GONE}{text}{OFF}"


def underlined(text: str) -> str:
    """Give ``text`` underlined."""
    return f"{UNDER}{text}{OFF}"


def width(text: str) -> int:
    """How many places ``text`` takes on a line."""
    return len(letters(text))


def letters(text: str) -> str:
    """Give the letters of ``text`` that were typed first, without what goes through or under them."""
    return _CONTROL.sub("", text)


def places(text: str, sign: str) -> Iterator[str]:
    """Yield the letters of ``text`` that were typed first, ``sign`` before the first of a struck word.

    A rule of hyphens, or a lone stop, is no word.
    """
    is_struck = False
    for part in _PARTS.findall(text):
        if part in (LINE, DASHES, XED, GONE, OFF):
            is_struck = part != OFF
        elif part != UNDER:
            yield (sign if is_struck and any(map(str.isalnum, part)) else "") + part[0]
            yield from part[1:]


def is_plain(text: str) -> bool:
    """Tell whether ``text`` is letters and signs of ASCII that nothing goes through."""
    return bool(text) and text.isascii() and text.isprintable()


def reading(text: str) -> str:
    """Give ``text`` as a reader sees it: what is typed over with X is X."""
    return _CONTROL.sub("", _XED_SPAN.sub(lambda match: "X" * len(match[1]), text))


def typed_label(label: str, rng: Random, habits: Habits, *, in_notes: bool) -> str:
    """Give a note's label as typed: ``ii`` as ``11``, ``v`` as ``V``."""
    digits = habits.digits_in_notes if in_notes else habits.digits_in_body
    if set(label) <= set("ivxl"):
        if digits and (habits.digits_mixed or set(label) == {"i"}):
            return label.replace("i", "1")
        if label == "v" and rng.random() < habits.capital_v:
            return "V"
    return label


def typed_words(text: str, start: int, rng: Random, habits: Habits) -> Iterator[TypedWord]:
    """Yield the typed words of a canonical text whose one-line form begins at offset ``start``."""
    offset = start
    pieces = text.split("\n")
    for number, segment in enumerate(pieces):
        centred = segment.startswith(CENTRED)
        parts = segment.replace(CENTRED, "").split(" ")
        for place, part in enumerate(parts):
            if not part:
                continue
            last = place == len(parts) - 1 and number < len(pieces) - 1
            spoilt = _spoilt(part, rng, habits)
            for n, typed in enumerate(spoilt):
                yield TypedWord(
                    typed, offset, last and n == len(spoilt) - 1, centred and place == 0 and n == 0
                )
            offset += len(part) + 1


def _spoilt(word: str, rng: Random, habits: Habits) -> list[str]:
    out = _ROMAN.sub(lambda match: f"[{typed_label(match[1], rng, habits, in_notes=False)}]", word)
    if re.search(r"recover(ed|able)\]", out) and rng.random() < habits.wrong_closer:
        out = out.replace("]", rng.choice("})"))
    before: list[str] = []
    if rng.random() < habits.typed_over:
        before.append(struck(_slip(word, rng), Strike.X))
    if rng.random() < habits.struck_words and word.isalpha() and len(word) > 3:
        return [*before, struck(out, habits.strike)]
    if re.match(r"\[\d+$", out) and rng.random() < habits.inner_blank:
        return [*before, "[", out[1:]]
    if re.match(r"\[[A-D]%$", out) and rng.random() < habits.blank_percent:
        return [*before, out[:2], "%"]
    return [*before, out]


def _slip(word: str, rng: Random) -> str:
    letters = [letter for letter in word if letter.isalpha()] or list("the")
    rng.shuffle(letters)
    return "".join(letters[:9])


def broken(word: str, room: int) -> tuple[str, str] | None:
    """Break ``word`` so that its first part with the hyphen fits in ``room`` places.

    None when it cannot be. Capitals are broken only at a hyphen of their own, small letters
    between syllables.
    """
    own = word.find("-")
    if own > 1 and own + 1 <= room and own < len(word) - 2 and word[:own].isupper():
        return word[: own + 1], word[own + 1 :]
    if "-" in word or _CONTROL.search(word):
        return None
    for match in reversed(list(re.finditer(r"[a-z]{6,}", word))):
        inner = match[0]
        for cut in range(len(inner) - 3, 1, -1):
            fits = match.start() + cut + 1 <= room
            if fits and _between_syllables(inner, cut):
                place = match.start() + cut
                return f"{word[:place]}-", word[place:]
    return None


def _between_syllables(word: str, cut: int) -> bool:
    left, right = word[:cut], word[cut:]
    if not (any(c in _VOWELS for c in left) and any(c in _VOWELS for c in right)):
        return False
    if left[-1] in _VOWELS:
        return right[0] not in _VOWELS and len(right) > 1 and right[1] in _VOWELS
    return right[0] not in _VOWELS
