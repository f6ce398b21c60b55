"""The tables of readings."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table

from bench.reading.scores import Bags, PageScore, Summary


def by_group(scores: Mapping[tuple[str, str], Summary], lacks: Mapping[str, str]) -> Table:
    """Show summaries by group and reader; below, who was left out for what lack."""
    left_out = "".join(f" Left out: {name} ({lack})." for name, lack in lacks.items())
    table = Table(
        title="Readings",
        caption="Words: recall and precision, means over the pages; as typed: pooled. What is "
        "counted stands at the head of bench/reading/__init__.py." + left_out,
    )
    for heading in ("pages", "reader"):
        table.add_column(heading)
    for heading in (
        "n",
        "failed",
        "recall",
        "precision",
        "as typed",
        "CER %",
        "characters",
        "median %",
        "CPU s",
        "s",
        "MiB",
    ):
        table.add_column(heading, justify="right")
    for (group, reader), total in scores.items():
        table.add_row(
            group,
            reader,
            str(len(total.pages)),
            str(total.failed or ""),
            f"{total.recall:.3f}",
            f"{total.precision:.3f}",
            _pair(total.typed),
            f"{100 * total.error_rate:.2f}",
            str(total.characters),
            f"{100 * total.median_error_rate:.2f}",
            f"{total.cpu_seconds:.2f}",
            f"{total.seconds:.2f}",
            f"{total.peak_mib:.0f}",
        )
    return table


def by_page(scores: Mapping[tuple[str, str], PageScore]) -> Table:
    """Show scores by page and reader; words missed are typed ones, words added are read ones."""
    table = Table(title="Page by page")
    for heading in ("page", "reader"):
        table.add_column(heading)
    for heading in ("words", "missed", "added", "recall", "precision", "CER %", "CPU s", "MiB"):
        table.add_column(heading, justify="right")
    for (page, reader), one in scores.items():
        words = one.words
        table.add_row(
            page,
            reader,
            str(words.true),
            str(words.true - words.both),
            str(words.read - words.both),
            f"{words.recall:.3f}",
            f"{words.precision:.3f}",
            f"{100 * one.error_rate:.2f}",
            f"{one.read.cpu_seconds:.2f}",
            f"{one.read.peak_bytes / 1024**2:.0f}",
        )
    return table


def _pair(bags: Bags) -> str:
    return f"{bags.recall:.3f} / {bags.precision:.3f}"
