"""Writes the sentences of a cable.

Expands the grammar and keeps the cast of cover-names, terms and their notes. Within a text in the
making, a no-break blank joins words that no mark may part, and ``[#3]`` is the marker of note 3,
whose label is known only when the whole sheet is written (see ``labels``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from bench.sheets.dates import MONTHS, SHORT, ordinal, text_date
from bench.sheets.words import Lists, grammar, pairs, words

TIE = "\u00a0"
_SLOT = re.compile(r"\{(\w+)\}")
_POSSESSIVE = re.compile(rf"((?:{TIE}?\[[^\[\]]*\])+)'s")


@dataclass(slots=True)
class Draft:
    """A note in the making: what it is about, and whether it is a translator's note."""

    key: int
    about: str
    is_name: bool
    is_note: bool


@dataclass(slots=True)
class Scribe:
    """The hand that writes one cable.

    ``lists`` is its grammar, ``about`` the day of the message. ``busy`` (0..1) is how readily
    names get a note, ``russian`` how readily terms get their original.
    """

    rng: Random
    lists: Lists
    about: date
    busy: float
    russian: float
    letters: bool
    drafts: list[Draft] = field(default_factory=list)
    _cast: list[str] = field(default_factory=list)
    _known: dict[str, int | None] = field(default_factory=dict)
    _last: str = ""

    def __post_init__(self) -> None:
        self._cast = self.rng.sample(words()["cover_names"], 7)

    def sentence(self) -> str:
        """Write one sentence with originals and note markers, without the damage of recovery."""
        for _ in range(50):
            text = self.expand(self.rng.choice(self.lists["sentence"]))
            if len(text) < 420:
                return text
        return text

    def expand(self, template: str) -> str:
        """Replace every ``{slot}`` of ``template``."""
        while match := _SLOT.search(template):
            template = template[: match.start()] + self._fill(match[1]) + template[match.end() :]
        text = re.sub(r" +", " ", template).replace(" .", ".").replace(" ,", ",")
        text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
        return _POSSESSIVE.sub(r"'s\1", text)

    def name(self, cover: str) -> str:
        """Give a cover-name with what stands behind it, at this mention."""
        if cover in self._known:
            key = self._known[cover]
            again = key is not None and self.rng.random() < 0.12
            return f"{cover}[#{key}]" if again else cover
        original = f"{self._gap()}[{cover}]" if self.rng.random() < self.russian * 0.08 else ""
        return cover + original + self._note(cover, is_name=True)

    def glossed(self, name: str, original: str) -> str:
        """Give an English cover-name with its original glued to it, and perhaps a note."""
        return f"{name}[{original}]{self._note(name, is_name=True)}"

    def other_name(self) -> str:
        """Give a cover-name of this cable's cast."""
        self._last = self.rng.choice([name for name in self._cast if name != self._last])
        return self._last

    def translator_note(self) -> str:
        """Give the marker of a new translator's note."""
        self.drafts.append(Draft(len(self.drafts), "", is_name=False, is_note=True))
        return f"[#{len(self.drafts) - 1}]"

    def plain_note(self) -> str:
        """Give the marker of a new comment that has no term."""
        self.drafts.append(Draft(len(self.drafts), "", is_name=False, is_note=False))
        return f"[#{len(self.drafts) - 1}]"

    def _fill(self, slot: str) -> str:
        makers: dict[str, Callable[[], str]] = {
            "cover": lambda: self.name(self.other_name()),
            "initial": lambda: (self._last or self.other_name())[0],
            "term": self._term,
            "gloss": self._gloss,
            "station": lambda: self.rng.choice(words()["stations"]),
            "place": lambda: self.rng.choice(words()["stations"]),
            "surname": lambda: self.rng.choice(words()["surnames"]),
            "number": lambda: str(
                self.rng.choice((self.rng.randrange(2, 60), self.rng.randrange(60, 1400)))
            ),
            "digit": lambda: str(self.rng.randrange(2, 10)),
            "hour": lambda: str(self.rng.randrange(9, 23)),
            "sum": lambda: str(self.rng.choice((50, 75, 120, 250, 300, 500, 1000, 1500, 4800))),
            "ordinal": lambda: ordinal(self.rng.randrange(1, 29)),
            "month": lambda: self.rng.choice((MONTHS, MONTHS, SHORT))[self._day().month - 1],
            "textdate": lambda: text_date(self.rng, self._day()),
        }
        if slot in makers:
            return makers[slot]()
        return self.rng.choice(self.lists[slot])

    def _term(self) -> str:
        english, russian = self.rng.choice(pairs("originals"))
        if english in self._known:
            key = self._known[english]
            return f"{english}[#{key}]" if key is not None and self.rng.random() < 0.12 else english
        original = ""
        if self.rng.random() < self.russian:
            original = f"{self._gap()}[{russian}]"
        return (
            english.replace(" ", TIE)
            + original.replace(" ", TIE)
            + self._note(english, is_name=False)
        )

    def _gloss(self) -> str:
        english, russian = self.rng.choice(pairs("glosses"))
        if english in self._known or self.rng.random() > self.russian:
            return english
        self._known[english] = None
        return f"{english}{TIE}[{russian.replace(' ', TIE)}]"

    def _note(self, about: str, *, is_name: bool) -> str:
        if self.rng.random() > self.busy:
            self._known[about] = None
            return ""
        if self.letters and self.rng.random() < 0.15:
            self._known[about] = None
            return self.translator_note()
        key = len(self.drafts)
        self._known[about] = key
        self.drafts.append(Draft(key, about, is_name, is_note=False))
        return f"{TIE if self.rng.random() < 0.1 else ''}[#{key}]"

    def _gap(self) -> str:
        return "" if self.rng.random() < 0.15 else TIE

    def _day(self) -> date:
        return self.about + timedelta(days=self.rng.randrange(-60, 40))


def commenter(rng: Random, about: date) -> Scribe:
    """Give a scribe for the texts of comments: it adds no marks of its own."""
    return Scribe(rng, grammar("comment"), about, busy=0.0, russian=0.0, letters=False)
