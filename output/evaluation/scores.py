"""The counts that a comparison of records with their truth gives, and how they add up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from output.evaluation.calibration import Stated, calibration_error
from schemas.pages import Box


@dataclass(frozen=True, slots=True)
class Tally:
    """Of ``truth`` and ``got`` things, ``found`` answer to each other and ``right`` agree."""

    truth: int = 0
    got: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.truth + other.truth,
            self.got + other.got,
            self.found + other.found,
            self.right + other.right,
        )

    @property
    def recall(self) -> float | None:
        """Share of the truth that was got right; ``None`` without truth."""
        return self.right / self.truth if self.truth else None

    @property
    def precision(self) -> float | None:
        """Share of what was got that is right; ``None`` when nothing was got."""
        return self.right / self.got if self.got else None


@dataclass(frozen=True, slots=True)
class FieldTally:
    """Of ``total`` cases with a value on either side, how many are right, missed, or false."""

    total: int = 0
    right: int = 0
    missed: int = 0
    false: int = 0

    def __add__(self, other: FieldTally) -> FieldTally:
        return FieldTally(
            self.total + other.total,
            self.right + other.right,
            self.missed + other.missed,
            self.false + other.false,
        )

    @property
    def share(self) -> float | None:
        """Share exactly right, ``None`` without cases."""
        return self.right / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Mistake:
    """A field, or a text of the sheet, that is not as the truth has it; ``raw`` is what was read.

    ``page`` and ``box`` say where, in pixels of the upright page; without evidence ``page`` is the sheet's
    first in its source and ``box`` is ``None``.
    """

    field: str
    truth: str
    got: str
    raw: str | None
    page: int
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class StatedField:
    """A field that was found, the probability that the record states for it, and whether it is right."""

    field: str
    stated: Stated


@dataclass(frozen=True, slots=True)
class Straight:
    """Of ``sheets`` that are cables or corrections, those accepted unread, and the fields of these."""

    sheets: int = 0
    accepted: int = 0
    fields: FieldTally = FieldTally()

    def __add__(self, other: Straight) -> Straight:
        return Straight(
            self.sheets + other.sheets, self.accepted + other.accepted, self.fields + other.fields
        )

    @property
    def share(self) -> float | None:
        """Share of the sheets that was accepted; ``None`` without sheets."""
        return self.accepted / self.sheets if self.sheets else None

    @property
    def precision(self) -> float | None:
        """Share right of the values that accepted records give; ``None`` without values."""
        given = self.fields.total - self.fields.missed
        return self.fields.right / given if given else None


@dataclass(frozen=True, slots=True)
class TextScore:
    """Body, marks and notes. ``furniture`` counts pieces of page furniture inside bodies."""

    bodies: Tally = Tally()
    edits: int = 0
    characters: int = 0
    paragraphs: Tally = Tally()
    furniture: int = 0
    marks: Mapping[str, Tally] = field(default_factory=dict)
    comments: Tally = Tally()
    exact_comments: Tally = Tally()
    terms: FieldTally = FieldTally()
    identifications: FieldTally = FieldTally()
    anchors: Tally = Tally()
    citations: Tally = Tally()
    mistakes: tuple[Mistake, ...] = ()

    def __add__(self, other: TextScore) -> TextScore:
        return TextScore(
            self.bodies + other.bodies,
            self.edits + other.edits,
            self.characters + other.characters,
            self.paragraphs + other.paragraphs,
            self.furniture + other.furniture,
            _merged(self.marks, other.marks, Tally()),
            self.comments + other.comments,
            self.exact_comments + other.exact_comments,
            self.terms + other.terms,
            self.identifications + other.identifications,
            self.anchors + other.anchors,
            self.citations + other.citations,
            self.mistakes + other.mistakes,
        )

    @property
    def error_rate(self) -> float | None:
        """Edits a character of the true bodies, weighted by length; ``None`` without characters."""
        return self.edits / self.characters if self.characters else None


@dataclass(frozen=True, slots=True)
class Score:
    """The counts of one comparison; ``sheets.right`` are those with the right pages."""

    sheets: Tally = Tally()
    types: Tally = Tally()
    false_cables: int = 0
    fields: Mapping[str, FieldTally] = field(default_factory=dict)
    text: TextScore = TextScore()
    straight: Straight = Straight()
    stated: tuple[StatedField, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    def __add__(self, other: Score) -> Score:
        return Score(
            self.sheets + other.sheets,
            self.types + other.types,
            self.false_cables + other.false_cables,
            _merged(self.fields, other.fields, FieldTally()),
            self.text + other.text,
            self.straight + other.straight,
            self.stated + other.stated,
            self.mistakes + other.mistakes,
        )

    @property
    def calibration_error(self) -> float | None:
        """Give the expected calibration error of the fields found; ``None`` without any."""
        return calibration_error([one.stated for one in self.stated])

    @property
    def all_fields(self) -> FieldTally:
        """All fields together."""
        return sum(self.fields.values(), FieldTally())


_T = TypeVar("_T", Tally, FieldTally)


def _merged(one: Mapping[str, _T], other: Mapping[str, _T], zero: _T) -> dict[str, _T]:
    names = dict.fromkeys((*one, *other))
    return {name: one.get(name, zero) + other.get(name, zero) for name in names}
