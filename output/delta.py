"""The Delta tables of an archive: read by column and filter, appended to, replaced by key.

Assumes one writer (see ``output.lock``); a commit that another writer came before raises
TransientError ARCHIVE_BUSY. Text that stands in a predicate is quoted here and nowhere else.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.dataset as ds
from deltalake import DeltaTable, Schema, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError

from output.place import Place
from output.scanning import Where, read
from schemas.problems import Code, TransientError
from schemas.tables import TABLES

_COMMON = WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=64 * 1024)
# A page with its words is some 20 kB in memory: small row groups let readers stream.
_PAGES = WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=1024)

FILE_BYTES = 64 * 2**20
"""Size to which small files are joined."""
SMALL_FILES = 12
"""Files that a table may have when a run ends, before it is worth joining them."""
FILES_IN_A_RUN = 40
"""The same while a run is under way: every look-up opens each file once."""
KEPT_HOURS = 7 * 24
"""How long replaced files stay, for readers that are under way and for looking back."""


class DeltaTables:
    """The tables under ``tables/``. Safe to call from many threads; commits take turns."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._handles: dict[str, DeltaTable] = {}
        self._datasets: dict[str, tuple[int, ds.Dataset]] = {}
        self._lock = threading.RLock()

    def create_missing(self) -> None:
        """Make those tables, and columns of older tables, that are not there yet.

        A column that is added is null in the rows that are there: readers take the model's default.
        """
        for name, table in TABLES.items():
            url = self._url(name)
            if not DeltaTable.is_deltatable(url):
                DeltaTable.create(
                    url, table.schema, mode="ignore", name=name, description=table.about
                )
            with self._writing(name) as handle:
                there = {column.name for column in handle.schema().fields}
                new = [
                    field.with_nullable(True) for field in table.schema if field.name not in there
                ]
                if new:
                    handle.alter.add_columns(Schema.from_arrow(pa.schema(new)).fields)

    def dataset(self, name: str) -> ds.Dataset:
        """Give a table's newest state as a dataset: a snapshot that later commits do not touch."""
        with self._lock:
            handle = self._handle(name)
            handle.update_incremental()
            version, dataset = self._datasets.get(name, (-1, None))
            if dataset is None or version != handle.version():
                folder = self._place.folder(f"tables/{name}")
                dataset = handle.to_pyarrow_dataset(filesystem=folder)
                self._datasets[name] = handle.version(), dataset
            return dataset

    def version(self, name: str) -> int:
        """Give the number of a table's newest commit."""
        with self._lock:
            handle = self._handle(name)
            handle.update_incremental()
            return handle.version()

    def scan(
        self, name: str, columns: Sequence[str] | None = None, where: Where | None = None
    ) -> pa.Table:
        """Read rows of the newest state; with no ``columns`` all of them."""
        return read(self.dataset(name), columns, where)

    def append(self, name: str, rows: pa.Table) -> None:
        """Add rows in one commit; no commit when there are none."""
        if rows.num_rows:
            with self._writing(name) as handle:
                write_deltalake(handle, rows, mode="append", writer_properties=_properties(name))
                _join(name, handle, FILES_IN_A_RUN)

    def replace(self, name: str, predicate: str, rows: pa.Table) -> None:
        """Put ``rows`` in the place of all rows that fit ``predicate``, in one commit.

        Every new row must fit the predicate as well.
        """
        if not rows.num_rows:
            self.delete(name, predicate)
            return
        with self._writing(name) as handle:
            write_deltalake(
                handle,
                rows,
                mode="overwrite",
                predicate=predicate,
                writer_properties=_properties(name),
            )

    def delete(self, name: str, predicate: str) -> None:
        """Remove the rows that fit, in one commit."""
        with self._writing(name) as handle:
            handle.delete(predicate, writer_properties=_properties(name))

    def update(self, name: str, updates: Mapping[str, str], predicate: str) -> None:
        """Set columns to SQL expressions in the rows that fit, in one commit."""
        with self._writing(name) as handle:
            handle.update(
                updates=dict(updates), predicate=predicate, writer_properties=_properties(name)
            )

    def upsert(self, name: str, rows: pa.Table) -> None:
        """Insert rows, or replace those with the same key, in one commit."""
        if not rows.num_rows:
            return
        same = " AND ".join(f"old.{column} = new.{column}" for column in TABLES[name].key)
        with self._writing(name) as handle:
            (
                handle.merge(
                    rows,
                    predicate=same,
                    source_alias="new",
                    target_alias="old",
                    writer_properties=_properties(name),
                )
                .when_matched_update_all()
                .when_not_matched_insert_all()
                .execute()
            )

    def tidy(self) -> None:
        """Join small files where there are many, and remove files replaced long ago."""
        for name in TABLES:
            with self._writing(name) as handle:
                _join(name, handle, SMALL_FILES)
                handle.vacuum(retention_hours=KEPT_HOURS, dry_run=False, full=True)

    @contextmanager
    def _writing(self, name: str) -> Iterator[DeltaTable]:
        with self._lock:
            handle = self._handle(name)
            handle.update_incremental()
            try:
                yield handle
            except CommitFailedError as error:
                raise TransientError(
                    Code.ARCHIVE_BUSY, f"Another writer was first in the table {name}: {error}"
                ) from error

    def _handle(self, name: str) -> DeltaTable:
        if name not in self._handles:
            self._handles[name] = DeltaTable(self._url(name))
        return self._handles[name]

    def _url(self, name: str) -> str:
        return self._place.url_of(f"tables/{name}")


def _join(name: str, handle: DeltaTable, limit: int) -> None:
    """Join the small files of a table when they are more than ``limit``."""
    if len(handle.file_uris()) <= limit:
        return
    sizes = pa.table(handle.get_add_actions()).column("size_bytes").to_pylist()
    if sum(size < FILE_BYTES // 2 for size in sizes) > limit:
        handle.optimize.compact(
            target_size=FILE_BYTES,
            max_concurrent_tasks=1,
            writer_properties=_properties(name),
        )


def _properties(name: str) -> WriterProperties:
    return _PAGES if name == "pages" else _COMMON


def quoted(text: str) -> str:
    """Quote a text for a predicate."""
    return "'" + text.replace("'", "''") + "'"


def one_of(column: str, values: Collection[str]) -> str:
    """Make the predicate that a column has one of these values; never true when there are none."""
    if not values:
        return "false"
    return f"{column} IN ({', '.join(quoted(value) for value in sorted(values))})"
