"""Names spelt as the sheet spells them elsewhere: a cover-name of the header stands in text and comments too.

OCR reads the small second letter of a transliterated one (``ZAJTsEV``) as a capital, and one letter of a name
for another. Where the sheet bears the name more surely, that spelling is taken; where it does not, the
convention of the transliteration decides, and else what was read stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from parsing.brackets import KnownLabels
from parsing.layout import Passage
from parsing.named import is_name
from parsing.page_names import names_in
from parsing.shapes import is_misread
from parsing.transliteration import (
    doubted_capitals,
    folded,
    is_transliterated,
    russian_capitals,
)
from schemas.pages import Word

__all__ = ["Spellings", "folded", "names_in", "spelt_as_elsewhere"]

_HEAD_OF_NAME = 3
"""Letters of a name by which its word is found again."""

_READ = 0.5
"""Confidence from which a word is a witness."""

_ELSEWHERE = 0.3
"""What a spelling weighs at least when it was read in another place than the one asked about."""

_OWN = 0.85
"""Confidence of a name from which many others must stand against it, not one."""

_AGAINST_ONE = 1.8
"""What a name weighs against one that was surely read: two that were, too."""

_ALIKE_FROM, _LEAST_ALIKE = 5, 0.8
"""Letters of a name, and weight of another, that may be it when they differ by letters that look alike."""

_TWO = 1.5
_SHORT = 4
"""Letters of a name that may be another one but for a single letter."""

_LIKE_ITS_TERM = 0.5
"""Likeness at which a name can be the term of the comment that its marker points to."""

_TERM_WEIGHT = 0.5
"""What the term of a comment counts more than the same word in the text."""


@dataclass(frozen=True)
class Spellings:
    """The spellings of names on a sheet: what each one weighs, by the folded name."""

    weights: Mapping[str, Mapping[str, float]]
    english: frozenset[str] = frozenset()
    """Names beside which their originals stand that differ by capitals or soft signs: ``ROSHA [ROShA]``."""

    @classmethod
    def of(cls, passages: Iterable[Passage], terms: Iterable[str] = ()) -> Spellings:
        """Collect the names in running text and notes; ``terms`` are those that comments explain."""
        weights: dict[str, dict[str, float]] = {}
        bracketed: list[str] = []
        for passage in passages:
            if "[" in passage.text:
                bracketed.append(passage.text)
            for name, word in passage.names:
                if word.confidence >= _READ:
                    forms = weights.setdefault(folded(name), {})
                    forms[name] = forms.get(name, 0.0) + word.confidence
        english = english_beside_originals(_APART.join(bracketed))
        return cls(weights, frozenset(english)).with_terms(terms)

    def with_terms(self, terms: Iterable[str]) -> Spellings:
        """Give the spellings with those of the terms that comments explain."""
        names = [name for term in terms for name in names_in(term)]
        if not names:
            return self
        weights = dict(self.weights)
        for name in names:
            key = folded(name)
            forms = weights.get(key, {})
            weights[key] = {**forms, name: forms.get(name, 0.0) + _TERM_WEIGHT}
        return replace(self, weights=weights)

    def best(self, name: str, sureness: float, term: str | None = None) -> str:
        """Give the spelling of a name that was read with ``sureness`` (0..1) in one place more.

        ``term`` is what the comment explains that a marker beside the name points to.
        """
        if name in self.english or not is_name(name):
            return name
        key = folded(name)
        spelt = self._spelt(key)
        elsewhere = self._weight(key) - sureness
        if term is not None and self._is_explained(key, sureness, folded(term)):
            spelt = self._spelt(folded(term)) or term
        elif elsewhere < _ELSEWHERE and (near := self._near(key, sureness)) is not None:
            spelt = self._spelt(near)
        if spelt and folded(spelt) == key and _small(name) > _small(spelt):
            spelt = name if is_transliterated(name) else spelt
        if spelt is None or (folded(spelt) == key and elsewhere < _ELSEWHERE):
            spelt = doubted_capitals(name) if sureness < _OWN else name
        if folded(spelt) == key and spelt.isascii() and not name.isascii():
            spelt = name  # a bar is overlooked more often than it is seen where none is
        return spelt if spelt == name and sureness >= _OWN else russian_capitals(spelt)

    def alike(self, name: str, sureness: float) -> str | None:
        """Give the one name of the sheet that a word read with ``sureness`` must be, else ``None``."""
        near = self._near(folded(name), sureness)
        return None if near is None else self._spelt(near)

    def _weight(self, key: str) -> float:
        return sum(self.weights.get(key, {}).values())

    def _is_explained(self, key: str, sureness: float, term: str) -> bool:
        """Tell a name that is the term of its comment, read less surely than that one and like it."""
        if term == key or Levenshtein.normalized_similarity(key, term) < _LIKE_ITS_TERM:
            return False
        own = max(self._weight(key), sureness)
        return self._weight(term) > (own if sureness < _OWN else max(own, _AGAINST_ONE))

    def _spelt(self, key: str) -> str | None:
        """Give the spelling of a folded name with most of its convention's signs left, if it has any."""
        forms = self.weights.get(key, {})
        formed = [form for form in forms if is_transliterated(form)]
        return max(
            formed, key=lambda form: (_small(form), with_bar(form, forms[form])), default=None
        )

    def _looks_like(self, key: str, other: str, sureness: float) -> bool:
        """Tell a doubted name that is another, surer one but for letters that look alike."""
        if sureness >= _OWN or len(key) < _ALIKE_FROM or not is_misread(key, other):
            return False
        return self._weight(other) > max(sureness, _LEAST_ALIKE)

    def _near(self, key: str, sureness: float) -> str | None:
        """Give the one folded name of the sheet that ``key`` must be, a letter or two misread."""
        most = 2 if len(key) >= 7 and sureness < _OWN else 1
        if len(key) < (4 if sureness < _OWN else 5):
            return None
        if sureness >= _OWN:
            least = _AGAINST_ONE
        else:
            least = _TWO if len(key) <= _SHORT else max(0.8, sureness + _ELSEWHERE)
        near = {
            other: Levenshtein.distance(key, other, score_cutoff=most)
            for other, forms in self.weights.items()
            if other != key
            and (sum(forms.values()) >= least or self._looks_like(key, other, sureness))
        }
        close = sorted((apart, other) for other, apart in near.items() if apart <= most)
        if not close or (len(close) > 1 and close[0][0] == close[1][0]):
            return None
        return close[0][1]


_APART = "\n\n"
"""What parts lines, so that no original at the head of one stands beside a name at the end of another."""

_BESIDE_ORIGINAL = re.compile(
    r"(?P<name>[A-Z](?<![\w'\[].)[A-Z']*[A-Z'])\s?\[(?P<original>[A-Z][A-Za-z']+)\]"
)


def english_beside_originals(text: str) -> Iterator[str]:
    """Yield the names in capitals before an original that is theirs but for small letters and soft signs."""
    for beside in _BESIDE_ORIGINAL.finditer(text):
        name, original = beside["name"], beside["original"]
        if name != original and name in (original.upper(), original.upper().replace("'", "")):
            yield name


def _small(form: str) -> int:
    """Count the small letters, which OCR loses and does not make."""
    return sum(map(str.islower, form))


_OVERLOOKED = 5
"""Words without its bar against which one with it stands.

On generated sheets one bar in five is not read, on worn ones one in three; of 660 words that begin with
an E in capitals throughout one was read with a bar that was not typed.
"""


def with_bar(form: str, weight: float) -> float:
    """Give what a spelling weighs (a sum of confidences) beside one without its bar over the E."""
    return weight if form.isascii() else _OVERLOOKED * weight


_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.\s?)+(?=\w\w)")
"""The initials before a surname."""


def spelt_as_elsewhere(
    name: str,
    beside: Sequence[str],
    words: Sequence[Word],
    spellings: Spellings,
    labels: KnownLabels,
) -> str:
    """Spell one name. ``beside`` are the labels that stand by it; ``words`` those of its line.

    Initials stay as they are: names stand elsewhere without them.
    """
    initials = _INITIALS.match(name)
    if initials is not None:
        rest = spelt_as_elsewhere(name[initials.end() :], beside, words, spellings, labels)
        return initials[0] + rest
    head = folded(name)[:_HEAD_OF_NAME]
    bearing = [word for word in words if head in folded(word.text)]
    sureness = min((word.confidence for word in bearing or words), default=1.0)
    explained = (labels.terms[label] for label in beside if label in labels.terms)
    terms = {_INITIALS.sub("", term) for term in explained}
    return spellings.best(name, sureness, terms.pop() if len(terms) == 1 else None)
