"""Names spelt as the sheet spells them elsewhere: a cover-name of the header stands in text and comments too.

OCR reads the small second letter of a transliterated one (``ZAJTsEV``) as a capital, and one letter of a name
for another. Where the sheet bears the name more surely, that spelling is taken; where it does not, the
convention of the transliteration decides, and else what was read stays.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from rapidfuzz.distance import Levenshtein

from parsing.layout import Passage
from parsing.matching import capital_share
from parsing.named import is_name
from parsing.transliteration import is_transliterated, russian_capitals

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
_POSSESSIVE = re.compile(r"'s$|(?<=s)'$")
_FEWEST = 3
_READ = 0.5
"""Confidence from which a word is a witness."""

_ELSEWHERE = 0.3
"""What a spelling weighs at least when it was read in another place than the one asked about."""

_OWN = 0.85
"""Confidence of a name from which many others must stand against it, not one."""

_AGAINST_ONE = 1.8
"""What a name weighs against one that was surely read: two that were, too."""

_TWO = 1.5
_SHORT = 4
"""Letters of a name that may be another one but for a single letter."""

_TERM_WEIGHT = 0.5
"""What the term of a comment counts more than the same word in the text."""


@lru_cache(maxsize=8192)
def names_in(text: str) -> tuple[str, ...]:
    """Give the words in capitals of a text, without possessive endings."""
    if text.islower():
        return ()
    tokens = (_POSSESSIVE.sub("", match[0]) for match in _TOKEN.finditer(text))
    return tuple(
        token
        for token in tokens
        if sum(char.isalpha() for char in token) >= _FEWEST and capital_share(token) >= 0.6
    )


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """Give a name in capitals throughout, without macrons, apostrophes and blanks."""
    plain = (char for char in normalize("NFD", name.upper()) if not combining(char))
    return "".join(char for char in plain if char.isalpha())


@dataclass(frozen=True)
class Spellings:
    """The spellings of names on a sheet: what each one weighs, by the folded name."""

    weights: Mapping[str, Mapping[str, float]]

    @classmethod
    def of(cls, passages: Iterable[Passage], terms: Iterable[str] = ()) -> Spellings:
        """Collect the names in running text and notes; ``terms`` are those that comments explain."""
        weights: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for passage in passages:
            for word in passage.words:
                if word.confidence >= _READ:
                    for name in names_in(word.text):
                        weights[folded(name)][name] += word.confidence
        for term in terms:
            for name in names_in(term):
                weights[folded(name)][name] += _TERM_WEIGHT
        return cls(weights)

    def best(self, name: str, sureness: float) -> str:
        """Give the spelling of a name that was read with ``sureness`` (0..1) in one place more."""
        if not is_name(name):
            return name
        key = folded(name)
        spelt = self._spelt(key)
        elsewhere = sum(self.weights.get(key, {}).values()) - sureness
        if elsewhere < _ELSEWHERE and (near := self._near(key, sureness)) is not None:
            spelt = self._spelt(near)
        return russian_capitals(spelt or name)

    def _spelt(self, key: str) -> str | None:
        """Give the spelling of a folded name with most of its convention's signs left, if it has any."""
        forms = self.weights.get(key, {})
        formed = [form for form in forms if is_transliterated(form)]
        return max(
            formed,
            key=lambda form: (_small(form), round(forms[form]), not form.isascii(), forms[form]),
            default=None,
        )

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
            if other != key and sum(forms.values()) >= least
        }
        close = sorted((apart, other) for other, apart in near.items() if apart <= most)
        if not close or (len(close) > 1 and close[0][0] == close[1][0]):
            return None
        return close[0][1]


def _small(form: str) -> int:
    """Count the small letters, which OCR loses and does not make; macrons it does both with."""
    return sum(char.islower() for char in form)
