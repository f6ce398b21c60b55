"""A run over an archive: what an ingestion and a reprocessing have in common.

Free of Prefect, so that a run can begin while Prefect is still being imported; ``flows.tasks``
gives its shards to tasks. Its life: ``start``, ``has_work``, ``begin``, then ``commit`` for each of
``shards``, and ``finish`` (or ``fail``); ``close`` at the end of the ``with``. ``stop`` may be
called at any time from any thread.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import ClassVar, Self

from flows.books import Books
from flows.recording import Refused
from flows.settings import Settings
from flows.versions import pipeline_version
from flows.work import Refusal, ShardReport, Tally
from ocr.tesseract import Engine
from output import quarantine
from output.archive import Archive
from output.commits import SourceRecords
from output.ledger import SourceKey
from schemas.records import RunRow, Status


class Run(ABC):
    """One run, of the flow ``flow``. ``doing`` says what it does with pages, for people."""

    flow: ClassVar[str]
    doing: ClassVar[str]

    def __init__(self, archive: str, settings: Settings) -> None:
        self.archive_root = archive
        self.settings = settings
        self._archive: Archive | None = None
        self._books: Books | None = None
        self._engine: Engine | None = None
        self._refused: list[Refusal] = []
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._tally = Tally()

    # Beginning

    @abstractmethod
    def start(self) -> None:
        """Open the archive and find what there is to do. Raises TerminalError."""

    @abstractmethod
    def has_work(self) -> bool:
        """Say, as soon as it is known, whether there is anything to do."""

    def begin(self) -> None:
        """Take the archive's lock and write the run's row. Raises TransientError ARCHIVE_BUSY."""
        self._books = Books(self.archive, self.flow, self.settings, self._engine)

    @property
    def archive(self) -> Archive:
        """The archive that the run writes to."""
        if self._archive is None:
            raise RuntimeError("the run was not started")
        return self._archive

    @property
    def books(self) -> Books:
        """The run's books."""
        if self._books is None:
            raise RuntimeError("the run was not begun")
        return self._books

    @property
    def run_id(self) -> str:
        """Identifies the run."""
        return self.books.run_id

    @property
    def row(self) -> RunRow | None:
        """The run's final row, once it has ended."""
        return self._books.run if self._books else None

    @property
    def tally(self) -> Tally:
        """How far the run is."""
        return self._tally

    @property
    def is_stopped(self) -> bool:
        """Whether the run is being interrupted."""
        return self._stopped.is_set()

    def refusals(self) -> tuple[Refusal, ...]:
        """Give the inputs that are in quarantine, by this run or an earlier one."""
        return tuple(self._refused)

    def await_reading(self, seconds: float) -> None:  # noqa: B027 - most runs read no pages
        """Return when other processes read for the run, if any will, and within so many seconds."""

    # Going on

    @abstractmethod
    def shards(self) -> Iterator[int]:
        """Give the numbers of the shards as they may be committed; ends early when stopped."""

    @abstractmethod
    def commit(self, shard: int) -> ShardReport:
        """Put a shard into the archive. May be called again after a TransientError."""

    # Ending

    def finish(self) -> RunRow:
        """Check the ledger, publish, and write the run's final row.

        Raises TerminalError ARCHIVE_LEDGER when a sum does not hold; the run's row then says
        ``failed``.
        """
        return self.books.close(was_stopped=self.is_stopped)

    def fail(self) -> None:
        """Write into the run's row that it failed. What was committed is kept."""
        self.stop()
        self.books.close_failed()

    def stop(self) -> None:
        """Begin nothing more, and wake all who wait."""
        self._stopped.set()

    def close(self) -> None:
        """Release the archive; what was not finished is stopped."""
        if self.row is None:
            self.stop()
        if self._archive is not None:
            self._archive.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # For those who derive from it

    def _keep(self, made: Sequence[SourceRecords | Refused], now: datetime) -> None:
        """Commit records, and put those sources into quarantine that gave none."""
        good = [one for one in made if isinstance(one, SourceRecords)]
        bad = [one for one in made if isinstance(one, Refused)]
        if good:
            self.archive.commit_sources(good, pipeline_version=pipeline_version(), recorded_at=now)
        if bad:
            self.archive.note_sources([one.source for one in bad])
        for refused in bad:
            quarantine.put(self.archive, refused.refusal)
        for one in good:
            quarantine.release(self.archive, one.source.source_uri, one.source.source_sha256)
        rows = [one.source for one in made]
        self.books.note(SourceKey(row.source_uri, row.source_sha256) for row in rows)
        with self._lock:
            self._refused += [Refusal(one.source.source_uri, one.refusal.problem) for one in bad]
        sheets = [record.sheet for one in good for record in one.records]
        accepted = sum(sheet.status is Status.ACCEPTED for sheet in sheets)
        self._advance(accepted=accepted, review=len(sheets) - accepted, quarantined=len(bad))

    def _advance(self, *, is_planned: bool = False, **more: int) -> None:
        with self._lock:
            now = {name: getattr(self._tally, name) + count for name, count in more.items()}
            is_planned = is_planned or self._tally.is_planned
            self._tally = replace(self._tally, is_planned=is_planned, **now)
