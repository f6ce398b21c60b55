"""An ingestion: plans inputs, has pages read, commits words and records, drops nothing silently.

Free of Prefect, so that it can begin while Prefect is still being imported; ``flows.ingest`` gives
its shards to tasks. The order of commits makes a killed run harmless: a shard's pages first, then
the records of the sources that it completes.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from flows.planning import Planner, shards
from flows.pool import PAGES_IN_HAND, ReadingPool, ReadPiece
from flows.recording import Refused, records_of
from flows.run import Run
from flows.scratch import Scratch
from flows.settings import Settings
from flows.versions import pipeline_version
from flows.work import Outcome, Refusal, Shard, ShardReport, SourceWork
from ocr.inventory import Source, find_sources
from ocr.opening import OpenSource
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.tesseract import accept_children, probe, terminate_children
from output import quarantine
from output.archive import Archive
from output.commits import SourceRecords
from output.ledger import SourceKey
from schemas.pages import Page
from schemas.problems import Code, Problem, TerminalError
from schemas.records import RunRow, SourceRow, SourceState

_OUTCOMES_AT_ONCE = 500
"""Rows of sources that are noted in one commit."""


class Ingestion(Run):
    """One run over some inputs.

    ``start`` plans and, as soon as there is something to do, reads.
    """

    flow = "ingest"
    doing = "reading"

    def __init__(self, scans: Sequence[str], archive: str, settings: Settings) -> None:
        super().__init__(archive, settings)
        self.scans = tuple(scans)
        self._sources: list[Source] = []
        self._outcomes: list[Outcome] = []
        self._queue: queue.SimpleQueue[Shard | BaseException | None] = queue.SimpleQueue()
        self._has_work = threading.Event()
        self._planned = threading.Event()
        self._pages_left: dict[int, set[int]] = {}
        self._completed_by: dict[int, int] = {}
        self._pool: ReadingPool | None = None
        self._readers: Readers | None = None
        self._scratch = Scratch()
        self._planning = threading.Thread(target=self._plan, name="planner", daemon=True)

    # Beginning

    def start(self) -> None:
        """Find the inputs, open the archive, and begin to plan and to read.

        What lies in the archive itself is no input. Raises TerminalError: USAGE_NO_SUCH_PATH,
        USAGE_NO_SCANS, ENVIRONMENT_*, ARCHIVE_*.
        """
        found = find_sources([Path(scan) for scan in self.scans])
        accept_children()
        reading = self.settings.reading
        engine = self._engine = probe(reading.language)
        self._profile = reading.profile(engine)
        self._archive = Archive.create(self.archive_root)
        self._sources = _outside(self.archive_root, found)
        self._planner = Planner(self._archive, self.settings, self._profile, pipeline_version())
        if self._planner.has_outlived():
            self._has_work.set()
        self._advance(sources=len(self._sources))

        running = self.settings.running
        readers = self._readers = Readers(engine, running.workers, self._scratch.path)

        def read(source: OpenSource, number: int) -> Page:
            image = source.page_image(number)
            return read_page(image, number, reading, readers)

        self._pool = ReadingPool(
            PAGES_IN_HAND * running.workers,
            running.window,
            self.settings.limits,
            read,
            self._on_page,
        )
        self._planning.start()

    def has_work(self) -> bool:
        """Wait until it is known whether there is anything to do."""
        while not self._has_work.wait(0.02):
            if self._planned.is_set():
                return self._has_work.is_set()
        return True

    def await_reading(self, seconds: float) -> None:
        """Return when a page is with Tesseract, and within so many seconds."""
        if self._readers is not None:
            self._readers.asked.wait(seconds)

    @property
    def pool(self) -> ReadingPool:
        """The threads that read."""
        if self._pool is None:
            raise RuntimeError("the ingestion was not started")
        return self._pool

    def refusals(self) -> tuple[Refusal, ...]:
        """Give the inputs that are in quarantine, by this run or an earlier one."""
        noted = [Refusal(o.source.uri, o.problem) for o in self._outcomes if o.problem is not None]
        return (*noted, *super().refusals())

    # Going on

    def shards(self) -> Iterator[int]:
        """Give the numbers of the shards as they are planned; ends early when stopped."""
        while True:
            planned = self._queue.get()
            if planned is None or self.is_stopped:
                return
            if isinstance(planned, BaseException):
                raise planned
            yield planned.number

    def commit(self, shard: int) -> ShardReport:
        """Wait for a shard's pages, keep them, and record the sources that are complete with them.

        May be called again after a failure: nothing is read twice. Raises TransientError when a
        commit lost a race.
        """
        pieces = self.pool.wait(shard)
        kept = self._keep_pages(pieces)
        complete = self._completed(shard, pieces)
        self._record(complete, kept)
        self.pool.release(shard)
        pages = sum(len(piece.pages) for piece in pieces)
        return ShardReport(shard, pages, len(complete), all(piece.is_whole for piece in pieces))

    def finish(self) -> RunRow:
        """Note what needed no reading, check the ledger, publish, and write the run's final row.

        Raises TerminalError ARCHIVE_LEDGER when a sum does not hold; the run's row then says
        ``failed``.
        """
        if not self.is_stopped:
            self._planned.wait()
        self.pool.close()
        for shard in self.pool.unreleased():  # of a stopped run: what was read of them
            self.commit(shard)
        self._note_outcomes()
        replaced = () if self.is_stopped else self.archive.retire_replaced()
        for row in replaced:
            quarantine.release(self.archive, row.source_uri, row.source_sha256)
        return self.books.close(was_stopped=self.is_stopped, replaced=len(replaced))

    def fail(self) -> None:
        """Write into the run's row that it failed. What was committed is kept."""
        self.stop()
        self.pool.close()
        super().fail()

    def stop(self) -> None:
        """Stop: begin nothing more, end our Tesseract processes, let what is read be committed."""
        super().stop()
        if self._pool is not None:
            self._pool.stop()
        terminate_children()
        self._queue.put(None)

    def close(self) -> None:
        """Release the archive and end all threads; what was not finished is stopped."""
        super().close()
        if self._pool is not None:
            self._pool.close()
        if self._readers is not None:
            self._readers.close()
        self._scratch.close()

    # Inside

    def _plan(self) -> None:
        try:
            for shard in shards(self._works(), self.settings.running.shard_pages):
                self.pool.add(shard)
                self._queue.put(shard)
                self._has_work.set()
            self._queue.put(None)
        except BaseException as error:  # noqa: BLE001 - raised again where the shards are taken
            self._queue.put(error)
            self._has_work.set()
        finally:
            self._advance(is_planned=True)
            self._planned.set()

    def _works(self) -> Iterator[SourceWork]:
        for planned in self._planner.plan(self._sources, self._stopped.is_set):
            if isinstance(planned, SourceWork):
                with self._lock:
                    self._pages_left[planned.number] = set(planned.to_read)
                self._advance(total=len(planned.to_read))
                yield planned
            else:
                self._outcomes.append(planned)
                self._advance(quarantined=int(planned.state is SourceState.QUARANTINED))
                if not planned.is_settled:
                    self._has_work.set()

    def _on_page(self, page: Page) -> None:
        self._advance(done=1, pages_failed=int(page.problem is not None))

    def _keep_pages(self, pieces: Sequence[ReadPiece]) -> dict[int, tuple[Page, ...]]:
        """Commit the pages of a shard; give them by work as they are kept."""
        read = [piece for piece in pieces if piece.pages]
        if not read:
            return {}
        kept = self.archive.commit_page_batch(
            [(piece.work.sha256, piece.pages) for piece in read], self.run_id
        )
        return {piece.work.number: pages for piece, pages in zip(read, kept, strict=True)}

    def _completed(self, shard: int, pieces: Sequence[ReadPiece]) -> list[SourceWork]:
        """Give the works that this shard completes.

        Says the same again when its commit is tried again.
        """
        complete = []
        with self._lock:
            for piece in pieces:
                work = piece.work
                left = self._pages_left[work.number]
                left.difference_update(page.number for page in piece.pages)
                if not left and self._completed_by.setdefault(work.number, shard) == shard:
                    complete.append(work)
        return complete

    def _record(self, works: Sequence[SourceWork], kept: Mapping[int, tuple[Page, ...]]) -> None:
        """Make and commit the records of sources whose pages are all kept."""
        at_hand = {work.sha256: kept.get(work.number, ()) for work in works}
        missing = {w.sha256 for w in works if len(at_hand[w.sha256]) < w.page_count}
        if missing:
            at_hand |= dict(self.archive.stored_pages(missing, self._profile))
        now = datetime.now(UTC)
        self._keep([self._made(work, at_hand[work.sha256], now) for work in works], now)

    def _made(
        self, work: SourceWork, pages: Sequence[Page], now: datetime
    ) -> SourceRecords | Refused:
        row = SourceRow(
            source_uri=work.source.uri,
            source_sha256=work.sha256,
            bytes=work.bytes,
            media_type=work.media_type,
            page_count=work.page_count,
            state=SourceState.RECORDED,
            ocr_profile=self._profile,
            pipeline_version=pipeline_version(),
            first_seen=now,
            last_seen=now,
            run_id=self.run_id,
        )
        return records_of(row, pages, now)

    def _note_outcomes(self) -> None:
        """Write the rows of inputs that needed no reading, and a note for each refused one."""
        now = datetime.now(UTC)
        for start in range(0, len(self._outcomes), _OUTCOMES_AT_ONCE):
            outcomes = self._outcomes[start : start + _OUTCOMES_AT_ONCE]
            self.archive.note_sources([self._row(outcome, now) for outcome in outcomes])
            for outcome in outcomes:
                if outcome.problem is not None and not outcome.is_settled:
                    quarantine.put(self.archive, self._refusal(outcome, now))
        self.books.note(SourceKey(outcome.source.uri, outcome.sha256) for outcome in self._outcomes)

    def _row(self, outcome: Outcome, now: datetime) -> SourceRow:
        previous = outcome.previous
        if outcome.is_settled and previous is not None:
            return previous.model_copy(update={"last_seen": now})
        return SourceRow(
            source_uri=outcome.source.uri,
            source_sha256=outcome.sha256,
            bytes=outcome.bytes,
            media_type=outcome.media_type,
            page_count=outcome.page_count,
            state=outcome.state,
            reason=outcome.problem.code if outcome.problem else None,
            message=outcome.problem.message if outcome.problem else None,
            duplicate_of=outcome.duplicate_of,
            ocr_profile=previous.ocr_profile if previous else None,
            pipeline_version=pipeline_version(),
            first_seen=now,
            last_seen=now,
            run_id=self.run_id,
        )

    def _refusal(self, outcome: Outcome, now: datetime) -> quarantine.Refusal:
        return quarantine.Refusal(
            source_uri=outcome.source.uri,
            source_sha256=outcome.sha256,
            stage=outcome.stage,
            problem=outcome.problem or Problem(Code.SOURCE_UNREADABLE, ""),
            when=now,
            run_id=self.run_id,
        )


def _outside(archive: str, sources: Sequence[Source]) -> list[Source]:
    """Leave out the archive's own files: it may lie in the folder of the scans.

    Raises TerminalError USAGE_NO_SCANS when nothing else is there.
    """
    root = os.path.realpath(archive)  # of an object store's URL: a path that no scan has
    folders = {source.files[0].parent for source in sources}
    own = {folder for folder in folders if Path(os.path.realpath(folder)).is_relative_to(root)}
    outside = [source for source in sources if source.files[0].parent not in own]
    if not outside:
        raise TerminalError(
            Code.USAGE_NO_SCANS, f"all that was given lies in the archive {archive} itself"
        )
    return outside
