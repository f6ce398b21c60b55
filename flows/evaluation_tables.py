"""Puts scores of the evaluation into tables for people and into JSON for programs."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.table import Table

from output.evaluation.scores import FieldTally, Mistake, Score, Straight, Tally
from output.evaluation.scoring import FIELDS


class Located(NamedTuple):
    """A mistake, and the source in which it was made."""

    where: str
    mistake: Mistake


def field_table(levels: Mapping[str, Score]) -> Table:
    """Each field's share exactly right, with right/total and the false values, by level."""
    table = Table(title="Header and signature fields exactly right")
    table.add_column("field")
    for level in levels:
        table.add_column(level, justify="right")
        table.add_column("right/cases", justify="right")
        table.add_column("false", justify="right")
    rows = [(name, [score.fields.get(name) for score in levels.values()]) for name in FIELDS]
    rows.append(("all", [score.all_fields for score in levels.values()]))
    for name, tallies in rows:
        if any(tallies):
            table.add_row(
                name,
                *(cell for tally in tallies for cell in _field_cells(tally)),
                style="bold" if name == "all" else None,
                end_section=name == FIELDS[-1],
            )
    return table


def _field_cells(tally: FieldTally | None) -> tuple[str, str, str]:
    if tally is None or not tally.total:
        return "-", "", ""
    return percent(tally.share), f"{tally.right}/{tally.total}", str(tally.false or "")


def text_table(levels: Mapping[str, Score]) -> Table:
    """Sheets, bodies, marks and notes by level: right of the truth, and right of what was got."""
    table = Table(title="Sheets, bodies, marks and notes")
    table.add_column("")
    for level in levels:
        table.add_column(level, justify="right")
        table.add_column("n", justify="right")
    scores = list(levels.values())

    def add(name: str, cells: Sequence[tuple[str, str]]) -> None:
        table.add_row(name, *(text for cell in cells for text in cell))

    def add_tallies(name: str, tallies: Sequence[Tally]) -> None:
        if any(tally.truth or tally.got for tally in tallies):
            add(name, [_recall_and_precision(tally) for tally in tallies])

    add_tallies("sheets with the right pages", [score.sheets for score in scores])
    add_tallies("kind of sheet", [score.types for score in scores])
    add("accepted unread", [_accepted(score.straight) for score in scores])
    add("fields of those, right", [_right_of_accepted(score.straight) for score in scores])
    add("values of those, right", [_precision_of_accepted(score.straight) for score in scores])
    add(
        "calibration error",
        [(percent(score.calibration_error), str(len(score.stated))) for score in scores],
    )
    add("false cables", [(str(score.false_cables), "") for score in scores])
    add(
        "body character errors",
        [(percent(score.text.error_rate, 2), str(score.text.characters)) for score in scores],
    )
    add_tallies("bodies without an error", [score.text.bodies for score in scores])
    add_tallies("paragraphs", [score.text.paragraphs for score in scores])
    add("furniture in bodies", [(str(score.text.furniture), "") for score in scores])
    kinds = dict.fromkeys(kind for score in scores for kind in score.text.marks)
    for kind in kinds:
        add_tallies(f"marks: {kind}", [score.text.marks.get(kind, Tally()) for score in scores])
    add_tallies("comments, nearly", [score.text.comments for score in scores])
    add_tallies("comments, exactly", [score.text.exact_comments for score in scores])
    add("terms of comments", [_share(score.text.terms) for score in scores])
    add("identifications", [_share(score.text.identifications) for score in scores])
    add_tallies("citations", [score.text.citations for score in scores])
    add_tallies("markers anchored", [score.text.anchors for score in scores])
    table.caption = "x / y: share of the truth got right / share of what was got that is right"
    return table


def _recall_and_precision(tally: Tally) -> tuple[str, str]:
    return f"{percent(tally.recall)} / {percent(tally.precision)}", str(tally.truth)


def _accepted(straight: Straight) -> tuple[str, str]:
    return percent(straight.share), str(straight.sheets)


def _right_of_accepted(straight: Straight) -> tuple[str, str]:
    return percent(straight.fields.share, 2), str(straight.fields.total)


def _precision_of_accepted(straight: Straight) -> tuple[str, str]:
    fields = straight.fields
    return percent(straight.precision, 2), str(fields.total - fields.missed)


def _share(tally: FieldTally) -> tuple[str, str]:
    return percent(tally.share), str(tally.total)


def percent(value: float | None, digits: int = 1) -> str:
    """Show a share; a dash where there is none."""
    return "-" if value is None else f"{100 * value:.{digits}f}%"


def worst_lines(located: Sequence[Located], limit: int) -> Iterator[str]:
    """Mistakes, one a line, at most ``limit``: those of the fields with most mistakes first."""
    often = Counter(one.mistake.field for one in located)
    yield f"{len(located)} mistakes: " + ", ".join(f"{name} {n}" for name, n in often.most_common())
    per_field = max(3, limit // max(1, len(often)))
    left = limit
    for name, _ in often.most_common():
        examples = [one for one in located if one.mistake.field == name]
        for where, mistake in examples[: min(per_field, left)]:
            raw = f"  read as {_short(mistake.raw)}" if mistake.raw is not None else ""
            yield (
                f"{name} ({where}, page {mistake.page}): "
                f"{_short(mistake.truth)} -> {_short(mistake.got)}{raw}"
            )
            left -= 1


def _short(text: str, length: int = 100) -> str:
    return repr(text if len(text) <= length else text[: length - 1] + "…")


def as_json(groups: Mapping[str, Score], located: Sequence[Located]) -> dict[str, object]:
    """Give all counts by group, and every mistake, as plain values for ``json.dump``."""
    return {
        "groups": {name: _plain(score) for name, score in groups.items()},
        "mistakes": [{"where": one.where, **dataclasses.asdict(one.mistake)} for one in located],
    }


def _plain(score: Score) -> dict[str, object]:
    counts = dataclasses.asdict(score)
    del counts["mistakes"], counts["text"]["mistakes"], counts["stated"]
    everything = score.all_fields
    return counts | {
        "all_fields": dataclasses.asdict(everything) | {"share": everything.share},
        "body_error_rate": score.text.error_rate,
        "calibration_error": score.calibration_error,
    }
