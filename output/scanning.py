"""Reading rows of a dataset by column and condition, batch by batch.

Conditions are applied to what was read, not handed down to the Parquet reader: Delta writes text
now as ``string``, now as ``string_view``, and pyarrow cannot compare a file's statistics of the
latter (seen with pyarrow 26). Nothing is lost by it, as keys are hashes, which statistics do not
narrow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.dataset as ds

BATCH_ROWS = 32 * 1024


@dataclass(frozen=True, slots=True)
class Where:
    """A condition on rows, and the columns that it looks at."""

    expression: ds.Expression
    columns: frozenset[str]

    def __and__(self, other: Where) -> Where:
        return Where(self.expression & other.expression, self.columns | other.columns)

    def __or__(self, other: Where) -> Where:
        return Where(self.expression | other.expression, self.columns | other.columns)


def among(column: str, values: Iterable[str]) -> Where:
    """Make the condition that a column has one of these values."""
    wanted = pa.array(sorted(set(values)), pa.string())
    return Where(ds.field(column).isin(wanted), frozenset({column}))


def differs(column: str, value: str) -> Where:
    """Make the condition that a column has another value than this."""
    return Where(ds.field(column) != value, frozenset({column}))


def is_null(column: str) -> Where:
    """Make the condition that a column has no value."""
    return Where(ds.field(column).is_null(), frozenset({column}))


def is_set(column: str) -> Where:
    """Make the condition that a column has a value."""
    return Where(ds.field(column).is_valid(), frozenset({column}))


def span(column: str, low: object, high: object) -> Where | None:
    """Make the condition low <= column < high; ``None`` for a bound is no bound."""
    field = ds.field(column)
    bounds = [
        *([] if low is None else [field >= low]),
        *([] if high is None else [field < high]),
    ]
    if not bounds:
        return None
    expression = bounds[0] & bounds[1] if len(bounds) == 2 else bounds[0]
    return Where(expression, frozenset({column}))


def batches(
    dataset: ds.Dataset,
    columns: Sequence[str] | None = None,
    where: Where | None = None,
    batch_rows: int = BATCH_ROWS,
) -> Iterator[pa.Table]:
    """Give the rows that fit, with these columns (or all), some at a time."""
    shown = list(dataset.schema.names if columns is None else columns)
    hidden = sorted(where.columns - set(shown)) if where is not None else []
    found = dataset.to_batches(
        columns=[*shown, *hidden],
        batch_size=batch_rows,
        batch_readahead=2,
        fragment_readahead=1,
    )
    for batch in found:
        rows = pa.Table.from_batches([batch])
        if where is not None:
            rows = rows.filter(where.expression).select(shown)
        if rows.num_rows:
            yield rows


def read(
    dataset: ds.Dataset, columns: Sequence[str] | None = None, where: Where | None = None
) -> pa.Table:
    """Give all the rows that fit as one table."""
    names = dataset.schema.names if columns is None else columns
    schema = pa.schema([dataset.schema.field(name) for name in names])
    return pa.concat_tables([schema.empty_table(), *batches(dataset, columns, where)])
