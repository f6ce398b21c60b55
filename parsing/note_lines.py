"""A line among notes: what can be read as a label at its head, and the weight of a note that begins there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from parsing.lexicon import lexicon
from parsing.note_labels import (
    EXACT,
    LabelReading,
    explains,
    has_a_bracket,
    is_alone,
    is_opened,
    is_sure,
    letter_fit,
    readings_at,
    roman_fit,
    term_at,
    text_fit,
)
from parsing.prose import Line
from schemas.pages import Word
from schemas.records import NoteSystem
from schemas.values.labels import letter, parse_roman, roman

_LOST = -1.0
"""Weight of a note whose label was not read at all: its term must speak for it."""

_SCRAP = -0.7
"""The same when scraps of it stand before the term."""

_SURELY_READ = 0.85
_SURE = 0.7
_EMPTY = 2.5
"""Weight of a label that was surely read, when no text follows: the note was left empty."""

_OTHER_SYSTEM = -3.0
_HEADING_LOST = -1.0
_UNENDED = -2.0
_UNENDED_BEFORE_TERM = -0.5
"""The same for one that begins with a term: within a note no line does, so a full stop was lost."""

_HEADED = 1.5
_FITS = {NoteSystem.COMMENT: roman_fit, NoteSystem.NOTE: letter_fit}


class NoteHead(NamedTuple):
    """The head of a line on which a note begins: its label, and where its text begins."""

    system: NoteSystem
    label: str
    label_raw: str
    text_at: int


class _Weighed(NamedTuple):
    """A reading with the weight of its signs and text, and what more it weighs when it is exact.

    ``read`` is what is compared with labels of the system.
    """

    reading: LabelReading
    read: str
    weight: float
    exact: float


@dataclass(frozen=True)
class HeadLine:
    """A line among notes, and what is known of its place.

    ``at`` is where the label would stand, behind a heading if there is one; ``system`` is that of the
    last heading; ``headed`` says that the heading stands on this line or the one before; ``ended``
    that the note before has ended.
    """

    line: Line
    at: int
    system: NoteSystem | None
    headed: bool
    ended: bool

    @cached_property
    def text(self) -> str:
        """The line's text."""
        return self.line.text

    @cached_property
    def readings(self) -> tuple[LabelReading, ...]:
        """The ways to read a label at the head; none where a short word of a sentence was surely read."""
        first, _, rest = self.text[self.at :].partition(" ")
        short = first.lower() in lexicon().notes.short_words and not explains(rest)
        word = self._first_word
        if short and word is not None and word.confidence >= _SURELY_READ:
            return ()
        return readings_at(self.text, self.at)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The well-formed romans among the readings."""
        read = {parse_roman(reading.roman) for reading in self.readings}
        return tuple(sorted(number for number in read if number is not None))

    @cached_property
    def surely_read(self) -> frozenset[str]:
        """What stands between sure brackets, as it was read."""
        return frozenset(reading.raw for reading in self.readings if is_sure(reading))

    @cached_property
    def is_surely_labelled(self) -> bool:
        """Whether a label stands at the head in brackets that both were read."""
        return bool(self.surely_read) and is_opened(self.text, self.at)

    @cached_property
    def can_begin(self) -> bool:
        """Whether a note can begin here at all."""
        return bool(self.readings) or self.headed or self.term_at is not None

    @cached_property
    def term_at(self) -> int | None:
        """Where a term that is explained begins, if the line begins with one."""
        return term_at(self.text, self.at)

    @cached_property
    def is_marked(self) -> bool:
        """Whether a sign that can be a bracket stands at the head, or a term that is explained."""
        return self.term_at is not None or any(
            has_a_bracket(reading) or explains(self.text[reading.text_at :])
            for reading in self.readings
        )

    @cached_property
    def left(self) -> int:
        """Left edge, in pixels, of the word at ``at``."""
        word = self._first_word
        return self.line.row.box.x0 if word is None else word.box.x0

    @cached_property
    def _first_word(self) -> Word | None:
        """The word at ``at``, if there is one."""
        return next(iter(self.line.passage.words_between(self.at, self.at + 1)), None)

    def best(self, system: NoteSystem, label: str, place: float = 0.0) -> tuple[float, NoteHead]:
        """Give the best way to read a label on this line, and its weight without the skipping.

        ``place`` is what it weighs that a label can stand where the line begins.
        """
        fit = _FITS[system]
        weight, at = self._lost[system]
        raw = ""
        for reading, read, own, exact in self._offers[system]:
            likeness = fit(read, label)
            offered = likeness + (own + place)
            if likeness == EXACT:
                offered += exact
            if offered > weight:
                weight, raw, at = offered, reading.raw, reading.text_at
        weight += _HEADED if self.headed else 0.0
        if not self.ended:
            weight += _UNENDED_BEFORE_TERM if explains(self.text[at:]) else _UNENDED
        return weight, NoteHead(system, label, raw, at)

    def weighs_enough(self, place: float) -> bool:
        """Tell that some label would weigh more than nothing, if it comes next."""
        return self.can_begin and any(self._most(system, place) > 0 for system in NoteSystem)

    def _most(self, system: NoteSystem, place: float) -> float:
        """Give what the label would weigh at most that fits best."""
        weight = self._lost[system][0]
        for offer in self._offers[system]:
            weight = max(weight, offer.weight + place + EXACT + offer.exact)
        weight += _HEADED if self.headed else 0.0
        return weight if self.ended else weight + _UNENDED_BEFORE_TERM

    def other_system(self, system: NoteSystem) -> float:
        """Weight of a first note of a system under the heading of the other, whose own was lost."""
        if self.system is None or self.system is system:
            return 0.0
        explained = system is NoteSystem.COMMENT and any(
            explains(self.text[reading.text_at :]) for reading in self.readings
        )
        return _HEADING_LOST if explained else _OTHER_SYSTEM

    @cached_property
    def _offers(self) -> dict[NoteSystem, list[_Weighed]]:
        """The readings by system, each with what it weighs whatever the label is."""
        offers: dict[NoteSystem, list[_Weighed]] = {}
        texts = {
            (reading.text_at, is_sure(reading)): self.text[reading.text_at :]
            for reading in self.readings
        }
        for system in NoteSystem:
            comment = system is NoteSystem.COMMENT
            fits = {at: text_fit(text, terms=comment, labelled=at[1]) for at, text in texts.items()}
            offers[system] = [
                _Weighed(
                    reading,
                    read,
                    reading.signs + fits[reading.text_at, is_sure(reading)],
                    (_SURE if is_sure(reading) else 0.0)
                    + (_EMPTY if reading.text_at == len(self.text) and is_alone(reading) else 0.0),
                )
                for reading in self.readings
                if (read := reading.roman if comment else reading.raw)
            ]
        return offers

    @cached_property
    def _lost(self) -> dict[NoteSystem, tuple[float, int]]:
        """What it weighs by system that the label is lost, and where the text of its note begins then."""
        return {system: self._without_label(system) for system in NoteSystem}

    def _without_label(self, system: NoteSystem) -> tuple[float, int]:
        """Weigh that the label is lost and its note begins with the line, and give where its text begins."""
        terms = system is NoteSystem.COMMENT
        behind = self.term_at if terms else None
        at = self.at if behind is None else behind
        rest = self.text[at:]
        bracketed = any(has_a_bracket(reading) for reading in self.readings)
        noted = explains(rest) or (self.headed and rest[:1].isupper() and not bracketed)
        weight = _LOST + (text_fit(rest, terms=terms) if noted else -9.0)
        if explains(rest) and explains(rest.partition(" ")[2]):
            weight += _LOST  # what seems a term is the label, before the term
        if at > self.at:
            weight += _SCRAP
        return weight, at


_ENDS = (".", ")", '"', "'", ":", "?", "!", "]")
_BEFORE_NUMBERS = (" No.", " Nos.")
"""Labels of numbers, which stand on the next line."""


def _ends_a_note(line: Line, following: Line) -> bool:
    """Tell a line after which a note can begin: it ends a sentence, or leaves room for another word."""
    text = line.text.rstrip(" -_~")
    if text.endswith(_BEFORE_NUMBERS):
        return False
    if text.endswith(_ENDS):
        return True
    first = following.row.words[0].box
    room = line.layout.right - line.row.box.x1
    return room > first.width + 2 * line.layout.letter


def can_begin(lines: Sequence[Line], at: int) -> bool:
    """Tell a line that a note can begin as far as the one before it tells."""
    return at == 0 or _ends_a_note(lines[at - 1], lines[at])


def first_weight(line: HeadLine, system: NoteSystem) -> float:
    """Weigh that the first note of a system begins on a line, nothing but its head telling so."""
    if not line.is_marked:
        return 0.0
    weight, head = line.best(system, nth_label(system, 1))
    marked = any(
        reading.raw == head.label_raw and has_a_bracket(reading) for reading in line.readings
    )
    return weight if marked or explains(line.text[head.text_at :]) else 0.0


def follows(line: HeadLine, system: NoteSystem, least: float) -> bool:
    """Tell a line on which the second or third note of a system is likely to begin."""
    return line.can_begin and any(
        line.best(system, nth_label(system, number))[0] >= least for number in (2, 3)
    )


def nth_label(system: NoteSystem, number: int) -> str:
    """Give the label of a system's note by its number."""
    return roman(number) if system is NoteSystem.COMMENT else letter(number)
