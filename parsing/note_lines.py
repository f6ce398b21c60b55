"""A line among notes: what can be read as a label at its head, and the weight of a note that begins there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from parsing.labels import as_letters
from parsing.lexicon import lexicon
from parsing.note_labels import (
    EXACT,
    NEAR,
    LabelReading,
    explains,
    has_a_bracket,
    is_alone,
    is_gap,
    is_opened,
    is_sure,
    letter_fit,
    readings_at,
    roman_fit,
    term_at,
    text_fits,
)
from parsing.prose import Line
from schemas.pages import Word
from schemas.records import NoteSystem
from schemas.values.labels import letter, parse_letter, parse_roman, roman

_LOST = -1.0
"""Weight of a note whose label was not read at all: its term must speak for it."""

_SCRAP = -0.7
"""The same when scraps of it stand before the term."""

_NEVER = -10.0
"""The same when no term speaks for it, nor a heading before a capital."""

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
_NUMBERS: Mapping[NoteSystem, Callable[[str], int | None]] = {
    NoteSystem.COMMENT: parse_roman,
    NoteSystem.NOTE: parse_letter,
}


_PLAIN_LABEL = re.compile(
    r"[\[/](?:(?P<roman>[ivx1]{1,7})|(?P<letter>[a-h]))[\]/] ?(?=[\"']?[A-Z])"
)


_FIGURE = re.compile(r"\d+(?P<closed>\))?(?=[\s.,;]|$)")
_ANNOUNCING = re.compile(r"\bNos?\.$")
_OPEN_OR_ANNOUNCING = re.compile(rf"{_ANNOUNCING.pattern}|\([^()\[\]]*$")
"""The end of a line that a number goes on, and of one that a number with its closing bracket goes on."""


class NoteHead(NamedTuple):
    """The head of a line on which a note begins: its label, and where its text begins."""

    system: NoteSystem
    label: str
    label_raw: str
    text_at: int


Weighed = tuple[float, str, int]
"""What a label weighs on a line, how it was read best, and where its note's text begins then."""

_Offer = tuple[LabelReading, str, float, float]
"""A reading, what of it is compared with labels, what it weighs with any label, and what more if exact."""


class _Ways(NamedTuple):
    """What it weighs that a label is lost, and where its note begins then; the readings that can be one."""

    lost: float
    lost_at: int
    read: list[_Offer]


@dataclass(eq=False)
class HeadLine:
    """A line among notes, and what is known of its place.

    ``at`` is where the label would stand, behind a heading if there is one; ``system`` is that of the
    last heading; ``headed`` says that the heading stands on this line or the one before; ``above`` is the
    line above, of the text or among the notes.
    """

    line: Line
    at: int
    system: NoteSystem | None
    headed: bool
    above: Line | None
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.line.text

    @cached_property
    def ended(self) -> bool:
        """Whether a note can begin here as far as the line above tells."""
        return self.headed or self.above is None or _ends_a_note(self.above, self.line)

    @cached_property
    def readings(self) -> tuple[LabelReading, ...]:
        """The ways to read a label at the head."""
        if self._begins_with_a_word() or self._begins_with_a_number():
            return ()
        return readings_at(self.text, self.at)

    @cached_property
    def term_at(self) -> int | None:
        """Where a term that is explained begins, if the line begins with one."""
        return term_at(self.text, self.at)

    @cached_property
    def plain_head(self) -> NoteHead | None:
        """The head of a line with the label of a note in both its brackets: no other label fits it better."""
        match = _PLAIN_LABEL.match(self.text, self.at)
        if match is None or not self.ended or is_gap(self.text[match.end() :]):
            return None
        roman, read = match["roman"], match["letter"]
        if roman:
            return NoteHead(NoteSystem.COMMENT, as_letters(roman), roman, match.end())
        explained = explains(self.text[match.end() :])
        return None if explained else NoteHead(NoteSystem.NOTE, read, read, match.end())

    def _begins_with_a_word(self) -> bool:
        """Tell a line with a short word of a sentence at its head that was surely read."""
        first, _, rest = self.text[self.at :].partition(" ")
        if first.lower() not in lexicon().notes.short_words or explains(rest):
            return False
        word = self._first_word
        return word is not None and word.confidence >= _SURELY_READ

    def _begins_with_a_number(self) -> bool:
        """Tell a line at whose head stands a number that the line above announces: ``(No.`` / ``173)``."""
        if self.above is None or (figure := _FIGURE.match(self.text, self.at)) is None:
            return False
        announced = _ANNOUNCING if figure["closed"] is None else _OPEN_OR_ANNOUNCING
        open_above = announced.search(self.above.text) is not None
        return open_above and not explains(self.text[figure.end() :].lstrip())

    @property
    def can_begin(self) -> bool:
        """Whether a note can begin here at all."""
        return bool(self.readings) or self.headed or self.term_at is not None

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
        return self.is_opened and bool(self.surely_read)

    @property
    def is_opened(self) -> bool:
        """Whether a sign that is hardly anything but an opening bracket stands at the head."""
        return is_opened(self.text, self.at)

    @property
    def is_marked(self) -> bool:
        """Whether a label can stand at the head: beside a sign that can be a bracket, or before a term."""
        return any(
            has_a_bracket(reading) or explains(self.text[reading.text_at :])
            for reading in self.readings
        )

    @cached_property
    def left(self) -> int:
        """Left edge, in pixels, of the word at ``at``."""
        word = self._first_word
        return self.line.row.box.x0 if word is None else word.box.x0

    @property
    def _first_word(self) -> Word | None:
        """The word at ``at``, if there is one."""
        passage = self.line.passage
        words = passage.words_between(self.at, self.at + 1) if self.at else passage.words
        return words[0] if words else None

    def weigh(self, system: NoteSystem, label: str, place: float = 0.0) -> Weighed:
        """Give the best way to read a label on this line, and its weight without the skipping.

        ``place`` is what it weighs that a label can stand where the line begins.
        """
        fit = _FITS[system]
        lost, lost_at, read = self._ways[system]
        weight, raw, at = lost, "", lost_at
        for reading, compared, own, exact in read:
            likeness = fit(compared, label)
            offered = likeness + (own + place)
            if likeness == EXACT:
                offered += exact
            if offered > weight:
                weight, raw, at = offered, reading.raw, reading.text_at
        heading = _HEADED if self.headed else 0.0
        return weight + heading + self._unended(at), raw, at

    def most(self, place: float) -> float:
        """Give what a note that begins here weighs at most, whatever its label, ``place`` as in ``weigh``."""
        heading = _HEADED if self.headed else 0.0
        weights = []
        for system, (lost, lost_at, read) in self._ways.items():
            number = _NUMBERS[system]
            weights.append(lost + heading + self._unended(lost_at))
            for reading, compared, own, exact in read:
                likeness, more = (NEAR, 0.0) if number(compared) is None else (EXACT, exact)
                weight = likeness + (own + place) + more
                weights.append(weight + heading + self._unended(reading.text_at))
        return max(weights)

    def _unended(self, at: int) -> float:
        """Give what it weighs that a note whose text begins at ``at`` stands in the middle of another."""
        if self.ended:
            return 0.0
        return _UNENDED_BEFORE_TERM if explains(self.text[at:]) else _UNENDED

    def other_system(self, system: NoteSystem) -> float:
        """Weight of a first note of a system under the heading of the other, whose own was lost."""
        if self.system is None or self.system is system:
            return 0.0
        explained = system is NoteSystem.COMMENT and any(
            explains(self.text[reading.text_at :]) for reading in self.readings
        )
        return _HEADING_LOST if explained else _OTHER_SYSTEM

    @cached_property
    def _ways(self) -> dict[NoteSystem, _Ways]:
        """How a note of each system can begin here, with what each way weighs whatever the label is."""
        comments: list[_Offer] = []
        notes: list[_Offer] = []
        fits: dict[tuple[int, bool], tuple[float, float]] = {}
        for reading in self.readings:
            raw, roman, signs, text_at = reading
            sure = is_sure(reading)
            if (text_at, sure) not in fits:
                fits[text_at, sure] = text_fits(self.text[text_at:], labelled=sure)
            of_comment, of_note = fits[text_at, sure]
            exact = _SURE if sure else 0.0
            if text_at == len(self.text) and is_alone(reading):
                exact += _EMPTY
            if roman:
                comments.append((reading, roman, signs + of_comment, exact))
            notes.append((reading, raw, signs + of_note, exact))
        behind = self.at if self.term_at is None else self.term_at
        return {
            NoteSystem.COMMENT: _Ways(self._lost(behind)[0], behind, comments),
            NoteSystem.NOTE: _Ways(self._lost(self.at)[1], self.at, notes),
        }

    def _lost(self, at: int) -> tuple[float, float]:
        """Weigh that the label of a comment, and of a note, is lost, and its text begins at ``at``."""
        rest = self.text[at:]
        explained = at == self.term_at
        if not explained and (
            not self.headed or not rest[:1].isupper() or any(map(has_a_bracket, self.readings))
        ):
            return _NEVER, _NEVER
        of_comment, of_note = text_fits(rest)
        more = _SCRAP if at > self.at else 0.0
        if explained and explains(rest.partition(" ")[2]):
            more += _LOST  # what seems a term is the label, before the term
        return _LOST + of_comment + more, _LOST + of_note + more


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


def first_weight(line: HeadLine, system: NoteSystem) -> float:
    """Weigh that the first note of a system begins on a marked line, nothing but its head telling so."""
    weight, raw, text_at = line.weigh(system, nth_label(system, 1))
    marked = any(reading.raw == raw and has_a_bracket(reading) for reading in line.readings)
    return weight if marked or explains(line.text[text_at:]) else 0.0


def follows(line: HeadLine, system: NoteSystem, least: float) -> bool:
    """Tell a line on which the second or third note of a system is likely to begin."""
    return line.can_begin and any(
        line.weigh(system, nth_label(system, number))[0] >= least for number in (2, 3)
    )


def nth_label(system: NoteSystem, number: int) -> str:
    """Give the label of a system's note by its number."""
    return roman(number) if system is NoteSystem.COMMENT else letter(number)
