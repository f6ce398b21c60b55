"""The figures of an evaluation, kept as a small file so that the next run can be set beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from output.evaluation.calibration import calibration_error
from output.evaluation.scores import Score, Tally
from output.evaluation.scoring import FIELDS


class Figure(BaseModel):
    """A share or rate (0..1), and the number of cases it was measured on; ``None`` without cases."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: float | None
    cases: int


class Figures(BaseModel):
    """The figures of one run by name, such as ``clean: title``, and what it ran on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: str
    commit: str
    command: str
    seeds: str
    figures: dict[str, Figure]


class Change(NamedTuple):
    """A figure now and in the run it is compared with, where that has it."""

    name: str
    now: Figure
    before: Figure | None

    @property
    def step(self) -> float | None:
        """How much it has risen; ``None`` when one of the two is lacking."""
        if self.before is None or self.now.value is None or self.before.value is None:
            return None
        return self.now.value - self.before.value


def figures_of(groups: Mapping[str, Score]) -> dict[str, Figure]:
    """Give the figures of each group's score."""
    return {
        f"{group}: {name}": figure
        for group, score in groups.items()
        for name, figure in _figures(score)
    }


def _figures(score: Score) -> Iterator[tuple[str, Figure]]:
    every = score.all_fields
    yield "all fields", _rounded(every.share, every.total)
    for name in FIELDS:
        if tally := score.fields.get(name):
            yield name, _rounded(tally.share, tally.total)
    straight, text = score.straight, score.text
    yield "accepted unread", _rounded(straight.share, straight.sheets)
    yield "fields of accepted", _rounded(straight.fields.share, straight.fields.total)
    given = straight.fields.total - straight.fields.missed
    yield "values of accepted", _rounded(straight.precision, given)
    yield "calibration error", _rounded(score.calibration_error, len(score.stated))
    yield "body character errors", _rounded(text.error_rate, text.characters)
    tallies: dict[str, Tally] = {"sheets": score.sheets, "paragraphs": text.paragraphs}
    tallies |= {f"marks: {kind}": tally for kind, tally in text.marks.items()}
    tallies |= {"comments": text.comments, "markers anchored": text.anchors}
    for name, counts in tallies.items():
        yield f"{name}, recall", _rounded(counts.recall, counts.truth)
        yield f"{name}, precision", _rounded(counts.precision, counts.got)


def calibration_by_field(score: Score) -> dict[str, Figure]:
    """Give the calibration error of each field that was found."""
    found: dict[str, Figure] = {}
    for name in FIELDS:
        values = [one.stated for one in score.stated if one.field == name]
        if values:
            found[name] = _rounded(calibration_error(values), len(values))
    return found


def changes(now: Figures, before: Figures | None) -> list[Change]:
    """Set each figure beside that of the run before."""
    known = before.figures if before else {}
    return [Change(name, figure, known.get(name)) for name, figure in now.figures.items()]


def read(path: Path) -> Figures | None:
    """Read the figures of a run; ``None`` when there are none. Raises ValidationError for another file."""
    if not path.is_file():
        return None
    return Figures.model_validate_json(path.read_text(encoding="utf-8"))


def write(path: Path, figures: Figures) -> None:
    """Write the figures of a run, one a line, so that a comparison of versions shows what changed."""
    head = figures.model_dump(exclude={"figures"})
    lines = [f" {_json(name)}: {_json(value)}," for name, value in head.items()]
    rows = [f"  {_json(n)}: {one.model_dump_json()}" for n, one in figures.figures.items()]
    inside = ",\n".join(rows)
    path.write_text("\n".join(["{", *lines, f' "figures": {{\n{inside}\n }}', "}"]) + "\n", "utf-8")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rounded(value: float | None, cases: int) -> Figure:
    return Figure(value=None if value is None else round(value, 4), cases=cases)
