"""The plots of an evaluation, as SVG: fields by group, what passes unread, how reliable the confidence is."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from output.evaluation.calibration import MOST_BINS, Stated, bins
from output.evaluation.scores import Score
from output.evaluation.scoring import FIELDS

_COLOURS = ("#1b6ca8", "#e08e1d", "#b3302f", "#4c956c", "#7b5ea7", "#777777")
_FEWEST = 2 * MOST_BINS
"""Values of a field below which its reliability is not drawn."""


def plots_of(groups: Mapping[str, Score], total: Score) -> dict[str, str]:
    """Give the plots of an evaluation by name, each an SVG document."""
    with rc_context(
        {
            "font.size": 9,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "svg.hashsalt": "dropcopy",  # so that the same run gives the same file
            "svg.fonttype": "none",
        }
    ):
        return {
            "fields": _svg(_fields(groups)),
            "straight-through": _svg(_straight_through(groups)),
            "reliability": _svg(_reliability(total)),
            "reliability-by-field": _svg(_reliability_by_field(total)),
        }


def _svg(figure: Figure) -> str:
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", bbox_inches="tight", metadata={"Date": None})
    return buffer.getvalue()


def _fields(groups: Mapping[str, Score]) -> Figure:
    names = [name for name in FIELDS if any(name in score.fields for score in groups.values())]
    figure = Figure(figsize=(7, 0.3 * len(names) + 1))
    axes = figure.subplots()
    for at, (group, score) in enumerate(groups.items()):
        shares = [tally.share if (tally := score.fields.get(name)) else None for name in names]
        rows = [row for row, share in enumerate(shares) if share is not None]
        kept = [100 * share for share in shares if share is not None]
        axes.plot(kept, rows, "o", color=_COLOURS[at % len(_COLOURS)], label=group, alpha=0.8)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.grid(axis="x", alpha=0.3)
    axes.set_xlabel("% exactly right")
    axes.legend(frameon=False, loc="lower left")
    return figure


def _straight_through(groups: Mapping[str, Score]) -> Figure:
    figure = Figure(figsize=(7, 0.4 * len(groups) + 1))
    axes = figure.subplots()
    shares = [100 * (score.straight.share or 0.0) for score in groups.values()]
    bars = axes.barh(list(groups), shares, color=_COLOURS[0], height=0.6)
    told = [_told(score) for score in groups.values()]
    axes.bar_label(bars, told, padding=4)
    axes.set_xlim(0, 125)
    axes.set_xticks(range(0, 101, 20))
    axes.invert_yaxis()
    axes.set_xlabel("% of sheets accepted unread")
    return figure


def _told(score: Score) -> str:
    right = score.straight.fields.share
    return "none" if right is None else f"{100 * right:.2f}% of their fields right"


def _reliability(total: Score) -> Figure:
    figure = Figure(figsize=(4.5, 4.5))
    axes = figure.subplots()
    _draw_reliability(axes, [one.stated for one in total.stated])
    axes.set_xlabel("probability stated")
    axes.set_ylabel("share right")
    return figure


def _reliability_by_field(total: Score) -> Figure:
    values = {name: [one.stated for one in total.stated if one.field == name] for name in FIELDS}
    drawn = {name: those for name, those in values.items() if len(those) >= _FEWEST}
    columns = 6
    rows = max(1, -(-len(drawn) // columns))
    figure = Figure(figsize=(1.7 * columns, 1.8 * rows))
    grid = figure.subplots(rows, columns, squeeze=False, sharex=True, sharey=True)
    every: list[Axes] = list(grid.flat)
    for axes, (name, those) in zip(every, drawn.items(), strict=False):
        _draw_reliability(axes, those)
        axes.set_title(f"{name} ({len(those)})", fontsize=7)
    for axes in every[len(drawn) :]:
        axes.set_visible(False)
    return figure


def _draw_reliability(axes: Axes, values: Sequence[Stated]) -> None:
    """Draw the share right over the probability stated; the size of a point is that of its bin."""
    parts = bins(values)
    axes.plot([0, 1], [0, 1], color="#bbbbbb", linewidth=1)
    sizes = [12 + 60 * part.size / max(1, len(values)) for part in parts]
    stated, right = [part.stated for part in parts], [part.right for part in parts]
    axes.plot(stated, right, color=_COLOURS[0], linewidth=1)
    axes.scatter(stated, right, s=sizes, color=_COLOURS[0])
    axes.set_xlim(0.0, 1.02)
    axes.set_ylim(0.0, 1.05)
