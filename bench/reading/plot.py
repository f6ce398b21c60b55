"""The plot of readings: words right against the processor's seconds that they cost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from bench.reading.scores import Summary

_PANELS_A_ROW = 2
_MARKERS = "osD^vPX"


def draw(scores: Mapping[tuple[str, str], Summary], file: Path) -> None:
    """Write an SVG with a panel for each group: recall filled, precision open, by reader."""
    groups = list(dict.fromkeys(group for group, _ in scores))
    readers = list(dict.fromkeys(reader for _, reader in scores))
    columns = min(len(groups), _PANELS_A_ROW)
    rows = -(-len(groups) // columns)
    # text as text, and the same file for the same numbers
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "dropcopy", "font.size": 9.0}):
        figure = Figure(figsize=(8.0, 0.8 + 2.6 * rows), layout="constrained")
        panels = list(figure.subplots(rows, columns, squeeze=False).flat)
        for panel, group in zip(panels, groups, strict=False):
            _fill(panel, group, {reader: scores[group, reader] for reader in readers})
        for panel in panels[len(groups) :]:
            panel.remove()
        handles, labels = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False)
        figure.suptitle("Words: recall (filled) and precision (open)")
        figure.savefig(file, format="svg", metadata={"Date": None})


def _fill(panel: Axes, group: str, scores: Mapping[str, Summary]) -> None:
    for number, (reader, total) in enumerate(scores.items()):
        colour, marker = f"C{number}", _MARKERS[number % len(_MARKERS)]
        x = total.cpu_seconds
        panel.plot([x, x], [total.recall, total.precision], color=colour, linewidth=1)
        panel.plot(x, total.recall, marker, color=colour, label=reader)
        panel.plot(x, total.precision, marker, color=colour, markerfacecolor="white")
    panel.set_title(f"{group}, {len(next(iter(scores.values())).pages)} pages")
    panel.set_xlabel("CPU seconds a page")
    panel.set_xlim(left=0)
    panel.yaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
    panel.grid(visible=True, alpha=0.3)
