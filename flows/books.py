"""The books of one run: its row, the inputs that it dealt with, the ledger, the publishing."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import UTC, datetime

from flows.settings import Settings
from flows.versions import versions_json
from ocr.tesseract import Engine
from output import ledger, publishing, report
from output.archive import Archive
from output.ledger import SourceKey
from schemas.records import Counts, RunRow, RunState

logger = logging.getLogger(__name__)


class Books:
    """Opened when a run begins, closed once. Opening takes the archive's lock; closing releases it.

    Opening raises TransientError ARCHIVE_BUSY when another process is writing to the archive.
    """

    def __init__(
        self, archive: Archive, flow: str, settings: Settings, engine: Engine | None
    ) -> None:
        self._archive = archive
        self._flow = flow
        self._settings = settings.model_dump_json()
        self._versions = versions_json(engine)
        self._noted: list[SourceKey] = []
        self.run: RunRow | None = None
        self.started_at = datetime.now(UTC)
        self.run_id = archive.begin_run(flow, self._settings, self._versions, self.started_at)

    def note(self, dealt_with: Iterable[SourceKey]) -> None:
        """Enter inputs whose rows are committed."""
        self._noted.extend(dealt_with)

    def close(self, *, was_stopped: bool, replaced: int = 0) -> RunRow:
        """Count, check the sums, write the run's final row and publish.

        ``replaced`` sources left because newer bytes stand at their URI.

        Raises TerminalError ARCHIVE_LEDGER when a sum does not hold; the run's row then says
        ``failed``.
        """
        counts = ledger.count(self._archive, self._noted, self.run_id)
        counts = counts.model_copy(update={"sources_replaced": replaced})
        try:
            ledger.check(counts)
        except Exception:
            self._end(counts, RunState.FAILED)
            raise
        return self._end(counts, RunState.INTERRUPTED if was_stopped else RunState.COMPLETED)

    def close_failed(self) -> None:
        """Write that the run failed, unless its final row is written.

        What was committed is kept.
        """
        if self.run is not None:
            return
        try:
            counts = ledger.count(self._archive, self._noted, self.run_id)
        except Exception:
            logger.exception("the failed run cannot be counted")
            counts = Counts()
        self._end(counts, RunState.FAILED)

    def _end(self, counts: Counts, state: RunState) -> RunRow:
        run = RunRow(
            **counts.model_dump(),
            run_id=self.run_id,
            flow=self._flow,
            started_at=self.started_at,
            ended_at=datetime.now(UTC),
            state=state,
            settings=self._settings,
            versions=self._versions,
        )
        self._archive.end_run(run)
        self.run = run
        publish(self._archive)
        return run


def publish(archive: Archive) -> None:
    """Bring ``latest/`` and the report up to date; nothing when they are."""
    if publishing.publish(archive):
        report.write_report(archive, datetime.now(UTC))
