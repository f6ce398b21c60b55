"""A reprocessing: all records of an archive made again from the kept words, without OCR.

One pass over the kept words, in batches that are parsed and committed together. A killed
reprocessing goes on where it stopped: what an interrupted one with the same versions has made since
the last whole one is not made again.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from flows.books import Books
from flows.recording import Refused, records_of
from flows.settings import Settings
from flows.versions import pipeline_version, versions_json
from flows.work import Refusal, ShardReport, Tally
from output import quarantine
from output.archive import Archive
from output.commits import SourceRecords
from output.ledger import SourceKey
from output.rows import from_arrow
from output.scanning import among
from schemas.pages import Page
from schemas.problems import Code
from schemas.records import RunRow, RunState, SourceRow, SourceState, Status

_BATCH_PAGES = 400
"""Pages whose words are parsed and committed together: some 50 MB."""

_PARSED_ANEW = frozenset({Code.RECORD_PARSER_FAILED})
"""What sent a source to quarantine although its words are kept."""


@dataclass(frozen=True, slots=True)
class _Batch:
    """Sources with their kept pages."""

    number: int
    sources: tuple[tuple[SourceRow, tuple[Page, ...]], ...]


class Reprocessing:
    """One run over an archive. Its life is that of ``flows.ingestion.Ingestion``."""

    def __init__(self, archive: str, settings: Settings) -> None:
        self.archive_root = archive
        self.settings = settings
        self._archive: Archive | None = None
        self._books: Books | None = None
        self._wanted: dict[str, SourceRow] = {}
        self._made_before: list[SourceRow] = []
        self._batches: dict[int, _Batch] = {}
        self._refused: list[Refusal] = []
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._tally = Tally()

    def start(self) -> None:
        """Open the archive and see what it holds. Raises TerminalError ARCHIVE_*."""
        self._archive = Archive.open(self.archive_root)
        found = self._archive.tables.scan("sources", None, among("reason", _PARSED_ANEW))
        failed = [row for row in from_arrow(SourceRow, found) if row.replaced_by is None]
        rows = [*self._archive.known_sources().recorded(), *failed]
        self._wanted = {row.source_sha256: row for row in rows}
        self._tally = Tally(sources=len(self._wanted))

    def has_work(self) -> bool:
        """Say whether there is a source to make records of."""
        return bool(self._wanted)

    def begin(self) -> None:
        """Take the archive's lock and write the run's row. Raises TransientError ARCHIVE_BUSY."""
        self._books = Books(self.archive, "reprocess", self.settings, None)
        before = self._interrupted_runs()
        self._made_before = [row for row in self._wanted.values() if row.run_id in before]
        for row in self._made_before:
            del self._wanted[row.source_sha256]
        total = sum(row.page_count for row in self._wanted.values())
        self._tally = replace(self._tally, total=total, is_planned=True)

    @property
    def archive(self) -> Archive:
        """The archive that the run writes to."""
        if self._archive is None:
            raise RuntimeError("the reprocessing was not started")
        return self._archive

    @property
    def books(self) -> Books:
        """The run's books."""
        if self._books is None:
            raise RuntimeError("the reprocessing was not begun")
        return self._books

    @property
    def run_id(self) -> str:
        """Identifies the run."""
        return self.books.run_id

    @property
    def run(self) -> RunRow | None:
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
        """Give the sources on which the parser stopped."""
        return tuple(self._refused)

    def shards(self) -> Iterator[int]:
        """Give the numbers of batches as they are loaded; each is in memory until its commit."""
        number, size = 0, 0
        sources: list[tuple[SourceRow, tuple[Page, ...]]] = []
        for sha256, pages in self.archive.stored_pages():
            if self.is_stopped:
                return
            row = self._wanted.get(sha256)
            if row is None:
                continue
            sources.append((row, pages))
            size += len(pages)
            if size >= _BATCH_PAGES:
                self._batches[number] = _Batch(number, tuple(sources))
                yield number
                number, size, sources = number + 1, 0, []
        if sources:
            self._batches[number] = _Batch(number, tuple(sources))
            yield number

    def commit(self, shard: int) -> ShardReport:
        """Make and commit the records of a batch. May be called again after a failure."""
        batch = self._batches[shard]
        now = datetime.now(UTC)
        made: list[SourceRecords | Refused] = []
        for row, pages in batch.sources:
            if self.is_stopped:
                return ShardReport(shard, 0, 0, is_whole=False)
            anew = row.model_copy(
                update={
                    "state": SourceState.RECORDED,
                    "reason": None,
                    "message": None,
                    "pipeline_version": pipeline_version(),
                    "run_id": self.run_id,
                }
            )
            made.append(records_of(anew, pages, now))
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
        return self._entered(batch, good, bad)

    def finish(self) -> RunRow:
        """Check the ledger, publish, and write the run's final row.

        Raises TerminalError ARCHIVE_LEDGER.
        """
        self.books.note(SourceKey(row.source_uri, row.source_sha256) for row in self._made_before)
        return self.books.close(was_stopped=self.is_stopped)

    def fail(self) -> None:
        """Write into the run's row that it failed. What was committed is kept."""
        self.stop()
        self.books.close_failed()

    def stop(self) -> None:
        """Begin nothing more; a batch that is being made is left out."""
        self._stopped.set()

    def close(self) -> None:
        """Release the archive."""
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

    def _entered(self, batch: _Batch, good: list[SourceRecords], bad: list[Refused]) -> ShardReport:
        pages = sum(len(pages) for _, pages in batch.sources)
        sheets = [record.sheet for one in good for record in one.records]
        accepted = sum(sheet.status is Status.ACCEPTED for sheet in sheets)
        with self._lock:
            self._batches.pop(batch.number, None)
            self._refused += [Refusal(one.source.source_uri, one.refusal.problem) for one in bad]
            self.books.note(
                SourceKey(row.source_uri, row.source_sha256) for row, _ in batch.sources
            )
            now = self._tally
            self._tally = replace(
                now,
                done=now.done + pages,
                accepted=now.accepted + accepted,
                review=now.review + len(sheets) - accepted,
                quarantined=now.quarantined + len(bad),
            )
        return ShardReport(batch.number, pages, len(batch.sources), is_whole=True)

    def _interrupted_runs(self) -> frozenset[str]:
        """Give the reprocessings with these versions interrupted since the last whole one."""
        runs = sorted(
            from_arrow(RunRow, self.archive.tables.scan("runs")),
            key=lambda run: run.started_at,
            reverse=True,
        )
        interrupted = set()
        for run in runs:
            if run.flow != "reprocess" or run.run_id == self.run_id:
                continue
            if run.state is not RunState.INTERRUPTED or run.versions != versions_json(None):
                break
            interrupted.add(run.run_id)
        return frozenset(interrupted)
