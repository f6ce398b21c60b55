"""Loose matching of typed words: labels and headings as OCR garbles them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from parsing.lexicon import lexicon
from schemas.pages import Word

_PUNCTUATION = r"[\s.:;,?!*'’\"°·_~=<)-]*"
_RULE = re.compile(r"[-—–_=~.•·'\"`|:;,*\s]+")


class FoundLabel(NamedTuple):
    """A header label at the head of a text: its name, where its value begins, how surely (0..1)."""

    name: str
    value_at: int
    certainty: float
    colon: bool


class _Form(NamedTuple):
    """A form of a label: its first two letters, and its pattern.

    ``colon`` tells a misreading that has the colon as one more letter: ``Tos`` is ``To:``.
    """

    name: str
    certainty: float
    colon: bool
    start: str
    pattern: re.Pattern[str]


@cache
def _forms() -> tuple[_Form, ...]:
    """Give the forms of labels, longest ones first, typed ones before misreadings."""
    found: list[tuple[int, _Form]] = []
    for name, label in lexicon().labels.items():
        for forms, certainty in ((label.forms, 1.0), (label.seen, 0.85)):
            for form in forms:
                words = r"[\s.,-]*".join(re.escape(word.strip(".,")) for word in form.split())
                colon = certainty < 1.0 and form[:-1] in label.forms
                upper = f"{words[:-1].upper()}{words[-1]}" if colon else words.upper()
                pattern = (
                    rf"\W{{0,2}}({words}|{words.upper()}|{upper})(?P<mark>{_PUNCTUATION})(?=\S|$)"
                )
                flags = re.IGNORECASE if len(form) > 4 else re.NOFLAG
                start = form.split()[0].strip(".,")[:2].lower()
                own = _Form(name, certainty, colon, start, re.compile(pattern, flags))
                found.append((len(form), own))
    found.sort(key=lambda one: (-one[0], -one[1].certainty))
    return tuple(form for _, form in found)


_STATIONED = ("from", "to")
"""Labels that a blank or a colon parts from their value."""


class _Begun(NamedTuple):
    """The forms that begin with the same two letters, and the names of their labels."""

    names: frozenset[str]
    forms: tuple[_Form, ...]


@cache
def _starts() -> tuple[re.Pattern[str], dict[str, _Begun]]:
    """Give a pattern that matches the first two letters of any form, and the forms by those."""
    starts: dict[str, list[_Form]] = {}
    for form in _forms():
        starts.setdefault(form.start, []).append(form)
    first = "".join(sorted({either for start in starts for either in (start[0], start[0].upper())}))
    possible = "|".join(map(re.escape, sorted(starts)))
    begun = {
        start: _Begun(frozenset(form.name for form in forms), tuple(forms))
        for start, forms in starts.items()
    }
    return re.compile(rf"\W{{0,2}}(?=[{re.escape(first)}])((?i:{possible}))"), begun


_NOTHING = _Begun(frozenset(), ())


@lru_cache(maxsize=8192)
def _begun(text: str) -> _Begun:
    """Give the forms that a text can begin with by its first two letters; a text is asked for many labels."""
    possible, begun = _starts()
    start = possible.match(text)
    return _NOTHING if start is None else begun[start[1].casefold()]


def label_at_head(text: str, names: tuple[str, ...]) -> FoundLabel | None:
    """Find one of the named header labels at the head of ``text``.

    A label ends with punctuation, a blank or before a figure or bracket: ``Tomorrow`` bears no ``To``.
    """
    return None if _begun(text).names.isdisjoint(names) else _label_at_head(text, names)


@lru_cache(maxsize=2048)
def _label_at_head(text: str, names: tuple[str, ...]) -> FoundLabel | None:
    for name, certainty, colon, _, pattern in _begun(text).forms:
        match = pattern.match(text) if name in names else None
        if match is None:
            continue
        mark, end = match["mark"], match.end()
        following = text[end : end + 1]
        if name == "number" and match[1].islower() and not following.isdecimal():
            continue  # the words "no" and "lo"
        if not mark and (following.isalpha() or (following and name in _STATIONED)):
            continue
        return FoundLabel(name, end, certainty, colon or ":" in mark or ";" in mark)
    return None


def names_sender(text: str) -> bool:
    """Tell a text that begins with the label of a sender and its colon, as the stations of a message do."""
    label = label_at_head(text, ("from",))
    return label is not None and label.colon


def begins_with_a_number(text: str) -> bool:
    """Tell a text that begins with ``No.`` and a figure, letters read for others or a bracket before it."""
    label = label_at_head(text, ("number",))
    return label is not None and _FIGURED.match(text, label.value_at) is not None


_FIGURED = re.compile(r"(?:[OoQDlIi|SBZ]{1,2}(?=\d)|\[(?:[A-D]\s?%\s?)?)?\d")
"""What a number begins with: a figure, also in the brackets of a grade or of a gap."""


def labels_behind_scraps(
    words: Sequence[Word], names: tuple[str, ...]
) -> Iterator[tuple[int, FoundLabel]]:
    """Yield labels with their colon behind scraps of a piece, and how many words those are.

    Scraps are words that were hardly read, and figures of stamps. Places of a label are those in the text
    behind them.
    """
    for scraps in range(1, len(words)):
        if not can_be_scrap(words[scraps - 1]):
            return
        label = label_at_head(" ".join(word.text for word in words[scraps:]), names)
        if label is not None and label.colon:
            yield scraps, label


def can_be_scrap(word: Word) -> bool:
    """Tell a word that can be a scrap before a label: one that was hardly read, or figures."""
    return word.confidence < HARDLY_READ or word.text.isdecimal()


HARDLY_READ = 0.5
"""Confidence below which a word before a label is a scrap of a stamp."""

_LOOSE = re.compile(
    r"\W{0,3}(?:[^\W_]{1,2}\W{0,2}\s)?(?P<head>[A-Za-z][A-Za-z0-9]{2,9}(?:[\s.,'‘’]{1,3}[NMHW][A-Za-z0-9]{1,2})?)"
    rf"(?P<mark>{_PUNCTUATION})"
)
_LOOSELY_LIKE = 0.74
_VALUE = re.compile(r"[A-Z0-9$]")
"""What the value behind such a label begins with."""


@lru_cache(maxsize=4096)
def loose_label_at_head(text: str, name: str) -> FoundLabel | None:
    """Find a long label that OCR misread in a new way, by its likeness to what is typed.

    A scrap of two letters may stand before it. What follows must begin with a figure or capital. A
    short form that is well read may be the head of a longer one whose end is not: ``Copy Nor 201``.
    """
    found = label_at_head(text, (name,))
    head, value_at = _loose_head(text)
    if not value_at or (found is not None and found.value_at >= value_at):
        return found
    forms = lexicon().labels[name].forms
    if not is_like(head, forms, _LOOSELY_LIKE):
        return found
    return FoundLabel(name, value_at, 0.8 * best_form(head, forms)[1], True)


@lru_cache(maxsize=2048)
def _loose_head(text: str) -> tuple[str, int]:
    """Give what can be a long label at the head of a text, and where its value begins; 0 without either."""
    match = _LOOSE.match(text)
    if match is None or _VALUE.match(text, match.end()) is None:
        return "", 0
    return match["head"], match.end()


_FIGURES_AS_LETTERS = bytes.maketrans(b"01583|", b"oisbsi")
_NO_LETTERS = bytes(set(range(128)) - set(b"abcdefghijklmnopqrstuvwxyz01583|"))


@lru_cache(maxsize=8192)
def letters(text: str) -> str:
    """Give the letters of a text, lower case, figures that look like letters made letters."""
    plain = text.lower().encode("ascii", "ignore")
    return plain.translate(_FIGURES_AS_LETTERS, _NO_LETTERS).decode("ascii")


_NO_CAPITALS = bytes(set(range(128)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
_NO_SMALL = bytes(set(range(128)) - set(b"abcdefghijklmnopqrstuvwxyz"))


@lru_cache(maxsize=8192)
def capital_share(text: str) -> float:
    """Give the share of capitals among the letters, 0..1; 0 without letters."""
    if text.isupper():
        return 1.0
    if text.isascii():
        plain = text.encode()
        capitals = len(plain.translate(None, _NO_CAPITALS))
        small = len(plain.translate(None, _NO_SMALL))
        return capitals / (capitals + small) if capitals else 0.0
    found = list(filter(str.isalpha, text))
    return sum(map(str.isupper, found)) / len(found) if found else 0.0


@lru_cache(maxsize=8192)
def characters_in(text: str) -> int:
    """Count the letters and figures of a text."""
    return len(text) if text.isalnum() else sum(map(str.isalnum, text))


def is_longer(text: str, signs: int, characters: int) -> bool:
    """Tell a text of more than so many signs, and where dots lead to it, of so many letters and figures."""
    return len(text) > signs and characters_in(text) > characters


def likeness(text: str, form: str) -> float:
    """Tell how alike two wordings are by their letters, 0..1."""
    return fuzz.ratio(letters(text), letters(form)) / 100.0


def is_like(text: str, forms: tuple[str, ...], least: float) -> bool:
    """Tell a wording that is like one of ``forms`` by at least ``least``, 0..1."""
    plain, enough = letters(text), 100 * least
    near = _by_length(forms, enough).get(len(plain))
    if near is None:
        return False
    return process.extractOne(plain, near, scorer=fuzz.ratio, score_cutoff=enough) is not None


def is_one_like(texts: Iterable[str], forms: tuple[str, ...], least: float) -> bool:
    """Tell wordings of which one is like one of ``forms``: few forms are looked for among all of them."""
    plain, enough = [letters(text) for text in texts], 100 * least
    return any(
        process.extractOne(form, plain, scorer=fuzz.ratio, score_cutoff=enough) is not None
        for form in _letters_of(forms)
    )


@lru_cache(maxsize=1024)
def _by_length(forms: tuple[str, ...], enough: float) -> dict[int, tuple[str, ...]]:
    """Give, by the count of a text's letters, those of the forms that it can be like.

    At best, the shorter of two wordings is all in the longer.
    """
    found: dict[int, tuple[str, ...]] = {}
    more = 200 / enough - 1
    for form in dict.fromkeys(_letters_of(forms)):
        for size in range(math.floor(len(form) / more), math.ceil(len(form) * more) + 1):
            found[size] = (*found.get(size, ()), form)
    return found


@lru_cache(maxsize=1024)
def _letters_of(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(letters, forms))


def bears_like(text: str, forms: tuple[str, ...], least: float) -> bool:
    """Tell a text that bears one of ``forms`` within it, alike by at least ``least``, 0..1."""
    plain = letters(text)
    size = len(plain)
    shorter = [form for form in _letters_of(forms) if len(form) <= size]
    if not shorter:
        return False
    like = process.extractOne(plain, shorter, scorer=fuzz.partial_ratio, score_cutoff=100 * least)
    return like is not None


def best_form(text: str, forms: Sequence[str]) -> tuple[str, float]:
    """Give the form most like ``text``, and how like it is, 0..1."""
    wanted = _letters_of(tuple(forms))
    _, like, at = process.extractOne(letters(text), wanted, scorer=fuzz.ratio)
    return forms[at], like / 100.0


def is_x_run(text: str) -> bool:
    """Tell a typed-over stretch (``XXXXXXXX``) from words."""
    if "X" not in text and "x" not in text:
        return False
    crosses = text.count("X") + text.count("x")
    letters = [char for char in text if char.isalnum()]
    plain = set(letters) <= {"X", "Y"}  # a cross of which a stroke is worn
    if crosses < 3 and not (plain and len(letters) >= _LONG_CROSSED):
        return False
    return len(letters) >= 4 and (plain or crosses >= 0.75 * len(letters))


def is_overtyped(text: str) -> bool:
    """Tell what is read of a word typed over with X: capitals with hardly a vowel among them."""
    found = [char for char in text if char.isalpha()]
    vowels = sum(char in "AEIOUYaeiouy" for char in found)
    crosses = sum(char in "XK" for char in found)
    return (
        len(found) >= 4 and capital_share(text) >= 0.8 and vowels * 5 <= len(found) and crosses > 0
    )


_CROSSES = frozenset("XKMHNWRYBASEI8x&¥®€#*%§@$")
_SIGNS = frozenset("&¥®€#*%§@$")
VOWELS = frozenset("AEIOUY")
_DOUBTED = 0.75
"""Confidence below which letters that can be crosses are taken for them."""


def is_of_crosses(text: str) -> bool:
    """Tell signs and letters that crosses can be read as, and no others."""
    return _OF_CROSSES.issuperset(text) and len(text) >= 2


def is_crossed(text: str, confidence: float) -> bool:
    """Tell what is read of letters typed over with X, and of X over letters: ``K&¥XM®XBAYX``, ``&K``.

    Such a piece holds nothing but signs and the capitals that a letter under a cross looks like. A short
    one must hold a sign, or be read badly and have no vowel: ``MAX`` is a name.
    """
    if not is_of_crosses(text):
        return False
    if _is_strokes(text, confidence):
        return True
    if not may_be_crosses(text):
        return False
    vowels = sum(char in VOWELS for char in text)
    signs = sum(char in _SIGNS for char in text)
    crossed = "X" in text or "KK" in text or signs > 0
    if not crossed or not any(map(str.isalpha, text)) or set(text) <= set("XI"):
        return False
    if len(text) >= _LONG_CROSSED or (signs and len(text) > _COMPANY):
        return vowels * 3 <= len(text)
    company = len(text) == _COMPANY and text[1] == "&"
    return vowels * 3 <= len(text) and (
        confidence < _DOUBTED if company else signs > 0 or not vowels
    )


CROSS_STROKES = "XKMHNW"
"""Capitals of which a cross over a letter has the strokes."""

_ANY_STROKES = frozenset(CROSS_STROKES + "xkmnw")
_OF_CROSSES = _CROSSES | _ANY_STROKES

_WELL_READ = 0.85


def _is_strokes(text: str, confidence: float) -> bool:
    """Tell nothing but letters with the strokes of crosses, not surely read: ``HHM``, ``MM``."""
    capitals = sum(map(str.isupper, text))
    return _ANY_STROKES.issuperset(text) and confidence < _WELL_READ and 2 * capitals > len(text)


def may_be_crosses(text: str) -> bool:
    """Tell signs and capitals that a letter under a cross looks like, and no others."""
    return _CROSSES.issuperset(text)


_LONG_CROSSED = 7
_COMPANY = 3
"""Signs of an abbreviation such as ``B&H``, which is none when it was read well."""


def is_rule(text: str) -> bool:
    """Tell a typed or drawn rule, or mere specks, from words."""
    return _RULE.fullmatch(text) is not None
