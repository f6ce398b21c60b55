"""A reprocessing: all records of an archive made again from the kept words, without OCR.

One pass over the kept words, in batches that are parsed and committed together. A killed
reprocessing goes on where it stopped: what an interrupted one with the same versions has made since
the last whole one is not made again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from flows.recording import Refused, records_of
from flows.run import Run
from flows.settings import Settings
from flows.versions import pipeline_version, versions_json
from flows.work import ShardReport
from output.archive import Archive
from output.commits import SourceRecords
from output.ledger import SourceKey
from output.rows import from_arrow
from output.scanning import among
from schemas.pages import Page
from schemas.problems import Code
from schemas.records import RunRow, RunState, SourceRow, SourceState

_BATCH_PAGES = 400
"""Pages whose words are parsed and committed together: some 50 MB."""

_PARSED_ANEW = frozenset({Code.RECORD_PARSER_FAILED})
"""What sent a source to quarantine although its words are kept."""


_Batch = tuple[tuple[SourceRow, tuple[Page, ...]], ...]
"""Sources with their kept pages."""


class Reprocessing(Run):
    """One run over the kept words of an archive."""

    flow = "reprocess"
    doing = "parsing"

    def __init__(self, archive: str, settings: Settings) -> None:
        super().__init__(archive, settings)
        self._wanted: dict[str, SourceRow] = {}
        self._made_before: list[SourceRow] = []
        self._batches: dict[int, _Batch] = {}

    def start(self) -> None:
        """Open the archive and see what it holds. Raises TerminalError ARCHIVE_*."""
        self._archive = Archive.open(self.archive_root)
        found = self._archive.tables.scan("sources", None, among("reason", _PARSED_ANEW))
        failed = [row for row in from_arrow(SourceRow, found) if row.replaced_by is None]
        rows = [*self._archive.known_sources().recorded(), *failed]
        self._wanted = {row.source_sha256: row for row in rows}
        self._advance(sources=len(self._wanted))

    def has_work(self) -> bool:
        """Say whether there is a source to make records of."""
        return bool(self._wanted)

    def begin(self) -> None:
        """Take the archive's lock and write the run's row. Raises TransientError ARCHIVE_BUSY."""
        super().begin()
        before = self._interrupted_runs()
        self._made_before = [row for row in self._wanted.values() if row.run_id in before]
        for row in self._made_before:
            del self._wanted[row.source_sha256]
        self._advance(total=sum(row.page_count for row in self._wanted.values()), is_planned=True)

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
                self._batches[number] = tuple(sources)
                yield number
                number, size, sources = number + 1, 0, []
        if sources:
            self._batches[number] = tuple(sources)
            yield number

    def commit(self, shard: int) -> ShardReport:
        """Make and commit the records of a batch. May be called again after a failure."""
        batch = self._batches[shard]
        now = datetime.now(UTC)
        made: list[SourceRecords | Refused] = []
        for row, pages in batch:
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
        self._keep(made, now)
        count = sum(len(pages) for _, pages in batch)
        self._batches.pop(shard, None)
        self._advance(done=count)
        return ShardReport(shard, count, len(batch), is_whole=True)

    def finish(self) -> RunRow:
        """Check the ledger, publish, and write the run's final row.

        Raises TerminalError ARCHIVE_LEDGER.
        """
        self.books.note(SourceKey(row.source_uri, row.source_sha256) for row in self._made_before)
        return super().finish()

    def _interrupted_runs(self) -> frozenset[str]:
        """Give the reprocessings with these versions interrupted since the last whole one."""
        runs = sorted(
            from_arrow(RunRow, self.archive.tables.scan("runs")),
            key=lambda run: run.started_at,
            reverse=True,
        )
        interrupted = set()
        for run in runs:
            if run.flow != self.flow or run.run_id == self.run_id:
                continue
            if run.state is not RunState.INTERRUPTED or run.versions != versions_json(None):
                break
            interrupted.add(run.run_id)
        return frozenset(interrupted)
