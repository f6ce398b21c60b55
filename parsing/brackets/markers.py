"""Note markers: ``[ii]``, ``[a]``, by the labels of the notes that stand on the sheet, and by their terms.

A note explains a term, and its marker stands behind that term: where OCR leaves two labels to choose from,
or ruined one, the word before it decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from parsing.brackets.open_marks import (
    awaits_end,
    closes_later,
    is_open,
    last_line,
    opens_original,
    reading_open,
)
from parsing.brackets.signs import ANY_CLOSE, CLOSE, OPEN, STRONG_OPEN, WEAK_OPEN, found_about
from parsing.labels import as_letters, repair_letter, repair_roman
from schemas.values.labels import parse_roman

_OFTEN = "ZLf"
"""Weak signs that an opening bracket is read as often enough to stand before a capital V or X."""

_SECOND_OPEN = r"\[{fL(|"
"""What a doubled opening bracket ends with: ``/fa/`` is [a]."""

_TERM_LIKENESS = 85.0
_BEFORE_TERM = 90
"""Characters before a marker in which its term ends."""


@dataclass(frozen=True, slots=True)
class KnownLabels:
    """The labels of the notes that stand on the sheet: what a marker can point to.

    ``terms`` gives the term that a comment explains, by its label. With ``cited`` a marker can also point to
    the note of another sheet, as those do that stand in notes. ``elsewhere`` are labels whose markers stand
    in another part of the message.
    """

    romans: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()
    terms: Mapping[str, str] = field(default_factory=dict)
    cited: bool = False
    elsewhere: frozenset[str] = frozenset()


NO_LABELS = KnownLabels()
"""Of a text whose notes are not known."""


_ROMAN_LIKE = r"[ivxlIVXLYy1|!jtJfT]{1,6}"
_MARKER = re.compile(
    rf"(?P<sign>[{STRONG_OPEN}{WEAK_OPEN}])"
    rf"(?:(?<=[{STRONG_OPEN}])(?P<second>[{_SECOND_OPEN}]?)\s?(?P<label>{_ROMAN_LIKE}|[a-z])\s?"
    rf"|(?<=[{WEAK_OPEN}])(?P<narrow>[iI1l|]{{2,3}}|[ivxVX1l|!]{{1,6}}|[a-z]))"
    rf"(?P<close>{ANY_CLOSE}[7/\]}}]?)(?![A-Za-z0-9])"
)
_RUN_ON = re.compile(
    r"[\[{/£(](?:(?<=[A-Z'].)|(?<=[A-Za-z'][\]}]\s.))"
    r"(?P<roman>[ivx1l|]{1,5}[\]}/7](?=[a-z]{2})|[ivx1l|]{1,4}\s[ivx1l|]{1,2}[\]}/7](?![A-Za-z0-9]))"
    r"|[fZL\[{(/£](?<=[a-z]{2}.)(?P<letter>[a-z])(?:[\]}/7](?=\s)|J(?=[\s.,;]))"
    r"|[fZLt\[{/](?<=[A-Z]{3}.)(?P<capital>[A-H])[\]}/7](?![A-Za-z0-9])"
    r"|[dfZLEC](?<='s.)(?P<owned>[ivx1l|]{1,5})[\]}/7](?![A-Za-z0-9])"
    r"|(?<=[A-Z'])(?:(?<=\.[A-Z]{2})(?P<dotted>[a-h])[\]}/7J]"
    r"|(?<=[A-Z].)(?:(?:d|(?=[1l|]*[ivx]))(?P<bare>[ivx1l|]{1,5})[\]}/7]|\[(?P<open>[ivx1l|]{1,5})[;:,]))"
    r"(?![A-Za-z0-9])"
)
"""A marker with a blank in it, without the blank behind it, read large, or with a bracket lost."""

_RUN_ON_ENDS = re.compile(r"[\]}/7J;:,](?<=[a-zA-H1|].)")
_LONGEST_RUN_ON = 8
"""What such a marker ends with, and the characters from its bracket to that."""

_SURE = "[]{}/\\|£€¢"
_STUCK = re.compile(
    r"(?P<close>[7\]\[/J}](?<=[A-Za-zĀ-Ž'].)(?:(?<=/)7(?=[\[{/]))?)(?P<open>[\[{/(4fLZE£t]?)(?P<label>[ivxl1I|J]{1,5})"
    r"(?P<end>[7\]/J}])(?![A-Za-z0-9])"
)
"""A marker stuck to the original before it: ``KRYShA7/x17``, ``LINIYa7v117``."""


def settle_markers(text: str, labels: KnownLabels) -> str:
    """Settle the markers that point to known labels, or that stand in sure brackets."""
    pieces: list[str] = []
    at = 0
    loosened = _STUCK.sub(lambda match: _loosen(match, labels), text)
    loosened = _with_parted(loosened, labels)
    for match in _MARKER.finditer(loosened):
        label = _settled(match, labels)
        if label is None or _begins_words(match, pieces, at) or _ends_words(match, pieces, at):
            continue
        pieces.append(loosened[at : match.start()])
        signs = match["close"]
        two = (
            len(signs) == 2
            and reading_open(last_line(pieces))
            and not closes_later(loosened, match.end())
        )
        pieces.append(f"{OPEN}{label}{CLOSE}{CLOSE if two else ''}")
        at = match.end()
    pieces.append(loosened[at:])
    return "".join(pieces)


def _begins_words(match: re.Match[str], pieces: Sequence[str], at: int) -> bool:
    """Tell a number that begins words between brackets, ``[11 May]``, of which the last figure closes none.

    ``pieces`` are the text settled up to ``at``, in which an open reading would have the bracket behind.
    """
    text = match.string
    if match["sign"] not in "[{" or match["close"] not in _STROKES:
        return False
    words = _WORDS_BEHIND.match(text, match.end()) is not None and closes_later(text, match.end())
    return words and not reading_open(last_line(pieces, text[at : match.start()]))


_WORDS_BEHIND = re.compile(r"\s[A-Za-z]{2}")


def _ends_words(match: re.Match[str], pieces: Sequence[str], at: int) -> bool:
    """Tell a number that ends words between brackets, ``[C% on page 11]``, of which the bracket closes these.

    ``pieces`` are the text settled up to ``at``.
    """
    text = match.string
    if not match["narrow"] or not text[match.start() : match.start("close")].isdecimal():
        return False
    before = last_line(pieces, text[at : match.start()])
    if before.rstrip("0123456789")[-1:].isalpha():
        return False  # behind a name
    return before[-1:].isdecimal() or awaits_end(before, text, match.end())


def _loosen(match: re.Match[str], labels: KnownLabels) -> str:
    """Part a marker from the original that it is stuck to."""
    if match["close"] in "/[" and not match["open"]:
        return match[0]
    before = match.string[: match.start()]
    if not opens_original(before):
        return match[0]
    label = _roman_of(match["label"], labels, before)
    if label is None and match["open"]:
        label = repair_roman(match["label"], ())
    close = "]" if match["close"] in ("[", "/7") else match["close"]
    return f"{close}{OPEN}{label}{CLOSE}" if label else match[0]


def _with_parted(text: str, labels: KnownLabels) -> str:
    """Settle the markers that run on into the next word."""
    pieces: list[str] = []
    at = 0
    for match in found_about(_RUN_ON_ENDS, _LONGEST_RUN_ON, _RUN_ON, text):
        pieces.append(text[at : match.start()] + _parted(match, labels))
        at = match.end()
    return "".join((*pieces, text[at:]))


def _parted(match: re.Match[str], labels: KnownLabels) -> str:
    """Settle a marker that runs on into the next word, if its label is known."""
    text, before = match.string, match.string[: match.start()]
    letter = match["letter"] or match["capital"] or match["dotted"]
    if letter is None:
        read = match["owned"] or match["bare"] or match["open"] or match["roman"][:-1]
        label = _roman_of(read, labels, before)
        term = labels.terms.get(label or "", "")
        if match["bare"] and before[-1] in _OFTEN and not term.endswith(before[-1]):
            return match[0]  # its opening bracket
    elif match["capital"] and match[0].isupper() and is_open(before):
        return match[0]  # the end of a word in capitals, and the bracket that closes it
    elif match["letter"] and match[0][0].isalpha() and awaits_end(before, text, match.end()):
        return match[0]  # the end of a word in small letters, and that bracket
    else:
        label = letter.lower() if letter.lower() in labels.letters else None
    blank = " " if text[match.end() : match.end() + 1].isalpha() else ""
    return f"{OPEN}{label}{CLOSE}{blank}" if label else match[0]


def _glosses(text: str) -> bool:
    """Tell a text that ends with a term and its original, between parentheses: ``RIVALS (KONKURENTY``."""
    return _GLOSS_BEGUN.search(text) is not None


_GLOSS_BEGUN = re.compile(r"[A-ZĀ-Ž']{2}\s?\([A-ZĀ-Ž][A-Za-zĀ-Ž' -]{1,30}\Z")


def _explains(label: str | None, before: str, labels: KnownLabels) -> bool:
    """Tell the label of a comment on the term with which a text ends."""
    term = labels.terms.get(label) if label else None
    return term is not None and ends_with_term(before, term)


def _settled(match: re.Match[str], labels: KnownLabels) -> str | None:
    """Give the label that a match points to, ``None`` when it is no marker."""
    text = match.string
    sign, second, label, narrow, closed = match.groups()
    opened, read = sign + (second or ""), label or narrow
    before = text[match.start() - 1] if match.start() else " "
    glued = before.isalnum() or before in f"]'{CLOSE}.\"°*’"
    glued = glued or (before == ")" and _glosses(text[: match.start() - 1]))
    if match[0].isdecimal() or _is_word(opened[1:] + read, labels):
        return None  # a number, not [i], or an original
    sure = (opened[0] in _SURE) + (closed[0] in _SURE or closed[0] == "7")
    if sure == 0 and not (glued and len(read) > 1 and read in labels.romans):
        return None
    if opened == "(" and closed == ")" and not glued:
        return None  # a list's (a) or (i)
    if (
        narrow
        and before.islower()
        and not (
            (text[: match.start()].endswith("'s") and read in labels.romans)
            or _CAPITALS_END.search(text, max(0, match.start() - _LONGEST_NAME), match.start())
        )
    ):
        return None
    if narrow and (
        (before.isdecimal() and opened + read == "th")
        # the end of a name: ``EREMEEV/``, or a word: ``If/``
        or (sign not in _OFTEN and ("V" in read or "X" in read))
        or not (glued or _STROKED.issuperset(read) or read in labels.letters)
    ):
        return None
    if (
        # a fraction or a date, or what closes a reading, and a number: ``[C% at/ 17 hours``
        (opened == "/" and before.isdecimal() and not _is_between_strokes(match, labels))
        or (before.islower() and _NUMBER_BEHIND.match(text, match.end("sign")))
    ):
        return None
    label = _marker_label(read, labels, text[: match.start()], glued=glued, sure=sure)
    if narrow and label not in labels.romans and label not in labels.letters:
        return None
    return label


_NUMBER_BEHIND = re.compile(r"\s[17]{2,3}(?!\w)")


def _is_between_strokes(match: re.Match[str], labels: KnownLabels) -> bool:
    """Tell the known label of a note between strokes behind a number, ``5/1/``, from a part of a date."""
    text = match.string
    closed = match["close"] == "/" and as_letters(match["label"]) in labels.romans
    return (
        closed
        and _NUMBER_WITHIN_DATE.search(text, max(0, match.start() - 4), match.start()) is None
        and _FIGURE_BEHIND.match(text, match.end()) is None
    )


_NUMBER_WITHIN_DATE = re.compile(r"/\d{1,2}\Z")
_FIGURE_BEHIND = re.compile(r"\s?\d")


def _is_word(read: str, labels: KnownLabels) -> bool:
    """Tell capitals that are none of the labels of the sheet, and too long to be one misread: ``LILI``."""
    known = not labels.romans or {read.lower(), as_letters(read)} & labels.romans
    return len(read) >= _LONG_WORD and read.isupper() and not known


_LONG_WORD = 4

_LONGEST_NAME = 20
_CAPITALS_END = re.compile(r"['A-Z][A-Z](?:[KSZC]h|Shch|Y[aueo]|Ts)\Z")
"""A name in capitals that ends with a letter written with two."""


def _marker_label(
    read: str, labels: KnownLabels, before: str, *, glued: bool, sure: int
) -> str | None:
    if labels.cited and sure == len("[]") and parse_roman(read) is not None:
        return read
    letter = repair_letter(read, labels.letters)
    roman = _roman_of(read, labels, before)
    if (
        read in labels.letters
        and parse_roman(read) is None
        and (parse_roman(as_letters(read)) is None or not _explains(roman, before, labels))
    ):
        return read  # an f can be a stroke, but not before a note [f]
    if roman:
        return roman
    if letter and letter in labels.letters:
        return letter
    if sure == len("[]") and _lacks_note(read, before, labels):
        return read
    if sure == len("[]") or (sure and glued):
        return repair_roman(read, labels.romans) or letter
    return None


def _roman_of(read: str, labels: KnownLabels, before: str) -> str | None:
    """Give the known roman that was read as ``read`` behind the text ``before``.

    One letter may be wrong when no other label is as near; the label whose term stands before wins.
    """
    written = as_letters("".join(read.split()))
    if written in labels.romans and (
        _explains(written, before, labels) or (read == written and _adds(read, before, labels))
    ):
        return written
    costs = sorted(
        (distance - (1.1 if _explains(label, before, labels) else 0.0), label)
        for distance, label in _near(written, labels.romans)
    )
    if not costs:
        return None
    cost, label = costs[0]
    alone = len(costs) == 1 or costs[1][0] > cost
    if cost <= 0 and alone:
        return label
    rest = written[1:]
    if read[0] in _STROKES and parse_roman(written) is None and rest in labels.romans:
        own = labels.terms.get(rest)
        if own is None or ends_with_term(before, own):
            return rest  # the bracket's stroke was read twice
    return label if alone and len(written) > 1 and parse_roman(written) is None else None


def _adds(label: str, before: str, labels: KnownLabels) -> bool:
    """Tell the marker of a comment without a term behind a name whose own one stood before, or elsewhere.

    What is said of the name's deed, ``paid by SMOKER[iv]``, comes after what says who it is.
    """
    if label in labels.terms:
        return False
    value = parse_roman(label) or 0
    return any(
        (own in labels.elsewhere or f"[{own}]" in before)
        and (parse_roman(own) or 0) < value
        and ends_with_term(before, term)
        for own, term in labels.terms.items()
    )


def _lacks_note(label: str, before: str, labels: KnownLabels) -> bool:
    """Tell a marker that is next to the last one that has a note, which has stood before."""
    last = max(labels.romans, key=lambda roman: parse_roman(roman) or 0, default=None)
    if last is None or parse_roman(label) != (parse_roman(last) or 0) + 1:
        return False
    return f"[{last}]" in before


@lru_cache(maxsize=4096)
def _near(written: str, romans: frozenset[str]) -> tuple[tuple[int, str], ...]:
    """Give the romans of which one letter at most is another, each with how many are."""
    distances = ((Levenshtein.distance(written, label), label) for label in romans)
    return tuple(near for near in distances if near[0] <= 1)


_STROKES = "1lI|"
_STROKED = frozenset("ivxVX1lI|!")
"""What a roman is read as, and hardly a word."""


_CLOSES = f"]}}/7J){CLOSE}"
_ORIGINAL_BEFORE = re.compile(
    rf"\s?[\[{{/({OPEN}LZ][^\[\]/{OPEN}{CLOSE}]{{2,40}}[{re.escape(_CLOSES)}]\s?$"
)


def ends_with_term(text: str, term: str) -> bool:
    """Tell a text that ends with a term, past an original that glosses it."""
    wanted, ahead = _bare(term), text[-_BEFORE_TERM:]
    if _ends_like(ahead, wanted):
        return True
    return ahead.rstrip()[-1:] in _CLOSES and _ends_like(_ORIGINAL_BEFORE.sub("", ahead), wanted)


def _ends_like(text: str, wanted: str) -> bool:
    """Tell a text of which the last letters are like those of a term."""
    return fuzz.ratio(_bare(text)[-len(wanted) :], wanted) >= _TERM_LIKENESS


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    plain = text.replace("\f", " ").rstrip(" .,:;").removesuffix("'s")
    return "".join(_LETTERS.findall(plain)).upper()


_LETTERS = re.compile(r"[^\W_]+")
