"""What a reading of a page is worth beside its truth, and of many pages together."""

from __future__ import annotations

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from bench.reading.pages import TruePage
from bench.reading.readers import Read

_WORD = re.compile(r"[a-z0-9']+")
_MIB = 1024**2


class Bags(NamedTuple):
    """How many words are typed, are read, and are both."""

    true: int
    read: int
    both: int

    @classmethod
    def compare(cls, true: Sequence[str], read: Sequence[str]) -> Bags:
        """Count the words of two bags."""
        return cls(len(true), len(read), (Counter(true) & Counter(read)).total())

    @property
    def recall(self) -> float:
        """Share of the typed words that were read; 1 when none is typed."""
        return self.both / self.true if self.true else 1.0

    @property
    def precision(self) -> float:
        """Share of the read words that are typed; 1 when none is read."""
        return self.both / self.read if self.read else 1.0


@dataclass(frozen=True, slots=True)
class PageScore:
    """One page by one reader: words, words as typed, edits of characters, cost."""

    words: Bags
    typed: Bags
    characters: int
    edits: int
    read: Read

    @property
    def error_rate(self) -> float:
        """Edits a character."""
        return self.edits / max(self.characters, 1)


def score(page: TruePage, read: Read) -> PageScore:
    """Compare what was read on a page with what is typed on it."""
    truth, got = (unicodedata.normalize("NFC", text) for text in (page.text, read.text))
    one, other = (" ".join(text.split()) for text in (truth, got))
    return PageScore(
        words=Bags.compare(_WORD.findall(truth.lower()), _WORD.findall(got.lower())),
        typed=Bags.compare(truth.split(), got.split()),
        characters=len(one),
        edits=Levenshtein.distance(one, other),
        read=read,
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """The scores of a group of pages by one reader; at least one page."""

    pages: tuple[PageScore, ...]

    @property
    def recall(self) -> float:
        """Mean over the pages."""
        return statistics.fmean(page.words.recall for page in self.pages)

    @property
    def precision(self) -> float:
        """Mean over the pages."""
        return statistics.fmean(page.words.precision for page in self.pages)

    @property
    def typed(self) -> Bags:
        """Words as typed, of all pages together."""
        return _sum([page.typed for page in self.pages])

    @property
    def characters(self) -> int:
        """Characters of all pages: the n of ``error_rate``."""
        return sum(page.characters for page in self.pages)

    @property
    def error_rate(self) -> float:
        """Edits a character over all pages."""
        return sum(page.edits for page in self.pages) / max(self.characters, 1)

    @property
    def median_error_rate(self) -> float:
        """Median of the pages' rates."""
        return statistics.median(page.error_rate for page in self.pages)

    @property
    def failed(self) -> int:
        """Pages that the reader gave up; they count as read with no word on them."""
        return sum(page.read.problem is not None for page in self.pages)

    @property
    def seconds(self) -> float:
        """Mean seconds a page by the clock."""
        return statistics.fmean(page.read.seconds for page in self.pages)

    @property
    def cpu_seconds(self) -> float:
        """Mean seconds a page on the processor."""
        return statistics.fmean(page.read.cpu_seconds for page in self.pages)

    @property
    def peak_mib(self) -> float:
        """Most memory held on any page, MiB."""
        return max(page.read.peak_bytes for page in self.pages) / _MIB


def _sum(bags: Sequence[Bags]) -> Bags:
    return Bags(*map(sum, zip(*bags, strict=True)))
