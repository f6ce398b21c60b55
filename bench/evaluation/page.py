"""The evaluation as a page: ``build/evaluation.html`` with everything, and the summary that is committed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from rich.table import Table

from bench.evaluation.confusions import Confusion, Made, Swap
from bench.evaluation.crops import crops
from bench.evaluation.figures import Change, Figure, Figures
from bench.evaluation.figures import write as write_figures
from bench.readings import Case
from flows.evaluation_tables import percent
from output.evaluation.scores import Mistake
from output.evaluation.scoring import FIELDS
from schemas.problems import Code, TerminalError

SUMMARY = Path(__file__).resolve().parents[2] / "docs" / "evaluation"
"""The committed run: ``figures.json``, ``index.md`` and the plots."""

_EXAMPLES = 3
"""Mistakes shown of each kind and field."""

_SAME = 0.0002
"""Figures that differ by less are the same."""


class Example(NamedTuple):
    """A mistake with the place on its page, a data URL: empty when none was wanted or can be had."""

    where: str
    mistake: Mistake
    image: str


class Shown(NamedTuple):
    """A kind of mistake with examples."""

    confusion: Confusion
    examples: tuple[Example, ...]


class Content(NamedTuple):
    """Everything that the page shows."""

    run: Figures
    before: Figures | None
    changes: Sequence[Change]
    tables: Mapping[str, Sequence[Table]]
    plots: Mapping[str, str]
    calibration: Mapping[str, Figure]
    shown: Sequence[Shown]
    swaps: Sequence[Swap]


def examples_of(confusions: Sequence[Confusion], images: int) -> list[Shown]:
    """Choose examples of each confusion; the first ``images`` of fields get their image.

    Where a note stands is not known, so notes have no image.
    """
    chosen = [(confusion, confusion.made[:_EXAMPLES]) for confusion in confusions]
    of_fields = [those for confusion, those in chosen if confusion.field in FIELDS]
    wanted = [made for those in of_fields for made in those][:images]
    cut = _cut(wanted)
    return [
        Shown(
            confusion,
            tuple(
                Example(
                    f"{made.case.level} {made.case.seed}, page {made.mistake.page}",
                    made.mistake,
                    cut.get(id(made), ""),
                )
                for made in those
            ),
        )
        for confusion, those in chosen
    ]


def _cut(wanted: Sequence[Made]) -> dict[int, str]:
    """Cut the places out, set by set, since each must be made again."""
    by_case: dict[tuple[int, str], list[Made]] = {}
    for made in wanted:
        by_case.setdefault((made.case.seed, made.case.level), []).append(made)
    images: dict[int, str] = {}
    for those in by_case.values():
        for made, image in zip(those, _crops(those), strict=True):
            images[id(made)] = image
    return images


def _crops(those: Sequence[Made]) -> list[str]:
    """Cut the places of one set out; none where the generator makes another set of its seed by now."""
    case: Case = those[0].case
    try:
        return crops(case, [made.mistake for made in those])
    except TerminalError as error:
        if error.code is not Code.SOURCE_UNREADABLE:
            raise
        print(f"no image of {case.level} {case.seed}: the generator makes another set by now")
        return [""] * len(those)


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bench.evaluation", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = percent
    environment.filters["step"] = step
    return environment


def step(change: Change) -> str:
    """Show by how many percent points a figure has risen; empty when it has not moved."""
    risen = change.step
    if risen is None or abs(risen) < _SAME:
        return ""
    return f"{100 * risen:+.2f}"


def as_html(content: Content) -> str:
    """Give the page, whole in itself: plots and images are inside it."""
    return _environment().get_template("evaluation.html.j2").render(content=content)


def as_markdown(content: Content) -> str:
    """Give the summary that is committed beside its plots."""
    environment = _environment()
    environment.autoescape = False
    return environment.get_template("summary.md.j2").render(content=content)


def write_summary(content: Content, folder: Path = SUMMARY) -> None:
    """Write the run that is committed: figures, plots and summary."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text(as_markdown(content), encoding="utf-8")
    for name, plot in content.plots.items():
        (folder / f"{name}.svg").write_text(plot, encoding="utf-8")
    write_figures(folder / "figures.json", content.run)
