"""Doubts about a value that was found: numbers from 0, where 0 says that nothing speaks against it.

A model can only lower a probability for a doubt, never raise it, so each is written such that more is worse.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from math import log1p
from operator import mul

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from parsing.confidence.oddity import odd_places
from parsing.confidence.surroundings import Surroundings, characters
from parsing.draft import PERSONS
from parsing.findings import Finding, texts_of
from parsing.matching import capital_share
from parsing.pitch import spare
from schemas.pages import Word
from schemas.records import Precision

_ODD_SIGN = re.compile(r"[^\w .,:;'\"()/\[\]&?-]|_")
"""What stands in no header beside letters, figures and stops."""

_NOT_COPIED = frozenset(("is_reissue", "classification_struck", "message_date_precision"))
"""Fields whose value is no copy of what was typed."""

_FIGURED = frozenset(
    (
        "message_numbers", "message_date", "message_date_precision", "copy_number", "sheet_serial",
        "reissue_of", "issued_date", "reference_date", "reference_number",
    )
)  # fmt: skip
"""Fields that are figures: a piece of the header with figures could be of one."""

_ODD_NAME = re.compile(
    r"[\d\[\]{}()/|_;:!]|^.{0,2}$|(?:^|\s)[^\W\d_]{1,2}(?:\s|$)|[A-Z]{2}[a-z]+[A-Z]?$"
)
_CUT_TITLE = re.compile(r"\W*(?:AND|OF|TO|IN|FOR|WITH|BY|FROM|ON)\b")
_CAPITAL_DIGRAPH = re.compile(
    r"TS|KH|SH|CH|ZH|YA|YU|Ē|\bE(?=[^\W\d_])|(?<=[AEOU])I|(?<=[A-Z]{2})[a-z]{2}"
)
"""How the transliteration looks where a small letter was read as a capital, a J as an I, a bar not seen."""

_SOFT_SIGN = re.compile(r"[\"'!*`^°](?<=[A-Z].)")
"""What is read of a soft sign, the apostrophe behind a consonant."""

_QUOTED = re.compile(r"\"([^\"]+)\"")

_WORDED = frozenset((*PERSONS, "title", "handling", "distribution"))

_BELOW = frozenset(("signature_name", "signature_serial", "signature_date", "distribution"))
"""Fields that need not stand on the first page."""

_CAPITAL = 0.6

_PLAY = 0.25
"""Places by which a word may be off its grid: a smeared edge, a letter struck askew."""


def doubts_of(
    name: str, finding: Finding[object], around: Surroundings, free: Collection[str] = ()
) -> dict[str, float]:
    """Give the doubts about one finding, by name. A finding without words has only those of its rule.

    ``free`` are those that cost nothing: of these, what is dear to find out is not, and is given as 0.
    """
    checked = around.checks[name]
    words, least, letters = _reading(finding.words)
    digraphs, bar, odd = _spelling(name, finding)
    return {
        "rule": 1.0 - finding.certainty,
        "page": 1.0 - around.usual,
        "worn": 1.0 - around.least_usual,
        "joined": float(min(1, around.joined)),
        "apart": float(name not in _BELOW and finding.page != around.first_page),
        "words": words,
        "least": least,
        "letters": letters,
        "grid": 0.0 if "grid" in free else _off_grid(finding, around),
        "signs": _odd_signs(finding.raw),
        "mended": _mended(name, finding, around),
        "left_over": log1p(around.beside(finding)),
        "rival": log1p(_rivals(name, finding, around)),
        "head": _unknown_in_head(name, around),
        "shape": _odd_shape(name, finding, around),
        "digraphs": digraphs,
        "bar": bar,
        "odd": odd,
        "ink": 0.0 if "ink" in free else log1p(around.unplaced.ink_beside(finding)),
        "beside": 1.0 - around.sureness_beside(finding),
        "alone": 0.0 if checked.seconded else 1.0,
        "against": checked.against,
    }


def reason(name: str, doubt: str, finding: Finding[object], around: Surroundings) -> str:
    """Say for a person what a doubt is about."""
    if doubt == "against":
        return around.checks[name].reason
    words = finding.words
    least = min(words, key=lambda word: word.confidence).text if words else ""
    told: Mapping[str, str] = {
        "rule": f"the rule {finding.rule!r} had to guess",
        "page": f"its page was read with a mean confidence of {around.usual:.2f}",
        "worn": f"one in ten words of the sheet was read below {around.least_usual:.2f}",
        "joined": "a page of the sheet bears no number: it can be of another",
        "apart": "it does not stand on the page of the header",
        "words": "its words were not surely read",
        "least": f"{least!r} was not surely read",
        "letters": "several of its letters were not surely read",
        "grid": "what was read is not as wide as what was typed",
        "signs": "there are signs in it that no typist put there",
        "mended": "much of it had to be mended",
        "left_over": "something beside it could not be read",
        "rival": "the header holds a like piece that could not be placed",
        "head": "much of the header could not be placed",
        "shape": "it does not look like a whole one",
        "bar": "a name begins with E: a bar over it is easily lost",
        "digraphs": "its transliteration is easily misread: Ts, Kh, Ya, a bar over E",
        "odd": "some of its letters or signs stand where no typist puts them",
        "ink": "there is type beside it of which no word was read",
        "beside": "the type around it was not surely read",
        "alone": "no other place of the sheet bears it out",
    }
    return told[doubt]


def _reading(words: tuple[Word, ...]) -> tuple[float, float, float]:
    """Doubts about how the words were read: on the mean, at the worst, and summed over letters."""
    if not words:
        return 0.0, 0.0, 0.0
    lengths = [len(word.text) for word in words]
    sure = [word.confidence for word in words]
    letters, least = sum(lengths), min(sure)
    mean = sum(map(mul, sure, lengths)) / letters
    return 1.0 - mean, 1.0 - least, log1p(letters * (1.0 - mean))


def _off_grid(finding: Finding[object], around: Surroundings) -> float:
    """Places by which the worst word is longer or shorter than what was read; at most 2.

    A typewriter gives every letter one width: a word that is not as wide as what was read has a letter
    more or less.
    """
    if not finding.words:
        return 0.0
    layout = around.layout_of(finding.page)
    pitch = layout.pitch or layout.letter
    off = max([abs(spare(word, pitch)) for word in finding.words])
    return min(2.0, max(0.0, off - _PLAY))


def _odd_signs(raw: str) -> float:
    return min(1.0, len(_ODD_SIGN.findall(raw)) / 3)


def _mended(name: str, finding: Finding[object], around: Surroundings) -> float:
    """Letters, figures and soft signs in which a value and the part of its reading most like it differ.

    They are counted up to a few, and less and less each. A classification that is not struck stands as its
    words do: a line through them spoils their reading.
    """
    value = finding.value
    if name == "classification_struck" and value is False:
        level = around.draft.findings.get("classification")
        return 0.0 if level is None else _mended("classification", level, around)
    if isinstance(value, tuple) and all(isinstance(one, int) for one in value):
        value = "".join(map(str, value))
    if name in _NOT_COPIED or isinstance(value, bool) or not isinstance(value, str | int):
        return 0.0
    if (text := str(value)) in finding.raw:
        return 0.0
    read, wanted = _letters_of(finding.raw), _letters_of(text)
    if wanted in read:
        return 0.0
    best = fuzz.partial_ratio_alignment(wanted, read)
    if best is None or len(wanted) > len(read):
        return log1p(Levenshtein.distance(wanted, read))
    return log1p(Levenshtein.distance(wanted, read[best.dest_start : best.dest_end]))


def _letters_of(text: str) -> str:
    return _NO_LETTERS.sub("", text).upper()


_NO_LETTERS = re.compile(r"[^\w']|_")


def _rivals(name: str, finding: Finding[object], around: Surroundings) -> int:
    """Count letters and figures in no finding that could be of the same field.

    Of a list at the foot they stand near it, else in the header.
    """
    if name == "distribution":
        return sum(map(characters, around.foot_near(finding)))
    if name in _FIGURED:
        return sum([sum(map(str.isdecimal, piece.text)) for piece in around.head])
    if name in PERSONS:
        return 0
    return sum(
        [characters(piece) for piece in around.head if capital_share(piece.text) >= _CAPITAL]
    )


def _unknown_in_head(name: str, around: Surroundings) -> float:
    """Weigh the letters and figures of the header that are in no finding."""
    if name in _BELOW or name in PERSONS:
        return 0.0
    return log1p(around.letters_of_head)


def _odd_shape(name: str, finding: Finding[object], around: Surroundings) -> float:
    """Tell a value that is not a whole one of its kind.

    A name with figures or signs in it or hardly a letter, a title without its beginning, a serial whose
    parenthesis is open, a date without a day, a list without a line.
    """
    if name == "distribution":
        return float(not finding.value)
    if name == "title":
        return float(_CUT_TITLE.match(str(finding.value)) is not None)
    if name == "reissue_of":
        return float(finding.raw.count("(") != finding.raw.count(")"))
    if name in ("message_date", "message_date_precision"):
        precision = around.draft.findings.get("message_date_precision")
        return float(precision is not None and precision.value is not Precision.DAY)
    return float(name in PERSONS and any(map(_ODD_NAME.search, texts_of(finding))))


def _spelling(name: str, finding: Finding[object]) -> tuple[float, float, float]:
    """Doubts about how names, titles and instructions are spelt, each counted up to 2.

    They are about digraphs, a bar over the E that a name begins with, which is easily lost, and odd places.
    """
    if name not in _WORDED:
        return 0.0, 0.0, 0.0
    texts = texts_of(finding)
    names = _cover_names(name, texts)
    digraphs = sum([len(_CAPITAL_DIGRAPH.findall(value)) for value in names])
    if name in PERSONS:
        soft = sum([value.count("'") for value in names])
        digraphs += max(0, len(_SOFT_SIGN.findall(finding.raw)) - soft)
    bars = sum([value.startswith("E") for value in names])
    odd = sum(map(odd_places, texts))
    return min(2.0, float(digraphs)), min(2.0, float(bars)), min(2.0, float(odd))


def _cover_names(name: str, texts: Sequence[str]) -> Sequence[str]:
    """Give the names in a field; those of a title stand in quotation marks."""
    if name == "title":
        return _QUOTED.findall(texts[0])
    return texts if name in PERSONS else ()
