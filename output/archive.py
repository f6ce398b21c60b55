"""An archive: the one door through which runs write tables and readers find them.

Readers need no lock. A writer begins a run, which takes the archive's lock; the lock dies with the
process. Commits outside a run are refused with RuntimeError: two writers at once would undo each
other's work.
"""

from __future__ import annotations

import json
import math
import secrets
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow.fs as pafs

from output import keeping, readings, replacing, sightings
from output.commits import Committed, SourceRecords
from output.delta import DeltaTables
from output.known import PAGE_CODES_TO_RETRY, KnownSources
from output.lock import LOCK_NAME, WriterLock
from output.place import STAGING, Place
from output.rows import from_arrow, to_arrow
from output.scanning import among
from schemas.pages import Page
from schemas.problems import Code, TerminalError, TransientError
from schemas.records import SCHEMA_VERSION, RunRow, RunState, SourceRow

MARKER = "archive.json"
"""The file that makes a folder an archive; it bears the schema version."""


class Archive:
    """An archive at a local folder or an object-store URL. Threads may commit at the same time."""

    def __init__(self, place: Place) -> None:
        """Use ``open`` or ``create`` instead: they see to it that an archive is there."""
        self.place = place
        self.tables = DeltaTables(place)
        self._lock = WriterLock(place)
        self._commits = threading.RLock()
        self._running = False

    @classmethod
    def open(cls, root: str | Path) -> Archive:
        """Open an archive. Raises TerminalError ARCHIVE_NOT_FOUND, ARCHIVE_NEWER_SCHEMA."""
        place = Place(root)
        marker = place.read(MARKER)
        if marker is None:
            raise TerminalError(Code.ARCHIVE_NOT_FOUND, f"No archive at {place}")
        _check_version(place, marker)
        return cls(place)

    @classmethod
    def create(cls, root: str | Path) -> Archive:
        """Open an archive, or make one in a new or empty folder.

        Raises TerminalError ARCHIVE_NOT_AN_ARCHIVE for a folder that holds other things, and
        ARCHIVE_NEWER_SCHEMA.
        """
        place = Place(root)
        if place.kind("") is pafs.FileType.File:
            raise TerminalError(Code.ARCHIVE_NOT_AN_ARCHIVE, f"{place} is a file")
        marker = place.read(MARKER)
        if marker is None:
            others = set(place.names()) - {STAGING, LOCK_NAME}
            if others:
                some = ", ".join(sorted(others)[:3])
                raise TerminalError(
                    Code.ARCHIVE_NOT_AN_ARCHIVE, f"{place} is no archive but holds {some}"
                )
            note = {"what": "an archive of dropcopy", "schema_version": SCHEMA_VERSION}
            place.write(MARKER, (json.dumps(note) + "\n").encode())
        else:
            _check_version(place, marker)
        archive = cls(place)
        archive.tables.create_missing()
        return archive

    def begin_run(
        self, flow: str, settings_json: str, versions_json: str, started_at: datetime
    ) -> str:
        """Take the writer's lock until ``close``, write a row in state running, give the run_id.

        Runs that are still in state running were killed, as nobody holds the lock: they become
        ``interrupted``. Raises TransientError ARCHIVE_BUSY when another process is writing.
        """
        if self._running:
            raise TransientError(Code.ARCHIVE_BUSY, f"A run on {self.place} is under way here")
        if not self._lock.held:
            self._lock.take()
        try:
            self.place.clear_staging()
            self.tables.create_missing()
            unfinished = self.tables.scan("runs", None, among("state", [RunState.RUNNING]))
            killed = [
                run.model_copy(update={"state": RunState.INTERRUPTED})
                for run in from_arrow(RunRow, unfinished)
            ]
            run = RunRow(
                run_id=f"{started_at:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}",
                flow=flow,
                started_at=started_at,
                state=RunState.RUNNING,
                settings=settings_json,
                versions=versions_json,
            )
            self.tables.upsert("runs", to_arrow("runs", [*killed, run]))
        except BaseException:
            self._lock.release()
            raise
        self._running = True
        return run.run_id

    def end_run(self, run: RunRow) -> None:
        """Write the run's final row and tidy the tables: small files joined, old ones removed.

        The lock is held until ``close``, so that ``publish`` and ``write_report`` can follow in
        peace.
        """
        with self._writing():
            self.tables.upsert("runs", to_arrow("runs", [run]))
            self.tables.tidy()
            self._running = False

    def known_sources(self, page_seconds: float = math.inf) -> KnownSources:
        """Give what the archive has seen.

        ``page_seconds`` is the time that a page may now take: one that timed out is worth another
        try only when that is more than it had.
        """
        codes = among("reason", {code.value for code in PAGE_CODES_TO_RETRY})
        columns = ["source_sha256", "page", "reason", "ocr_seconds"]
        again: dict[str, set[int]] = {}
        for row in self.tables.scan("pages", columns, codes).to_pylist():
            if row["reason"] != Code.PAGE_TIMEOUT or page_seconds > (row["ocr_seconds"] or 0.0):
                again.setdefault(row["source_sha256"], set()).add(row["page"])
        return KnownSources(self.tables.scan("sources"), again)

    def stored_pages(
        self, source_sha256s: Collection[str] | None = None, profile: str | None = None
    ) -> Iterator[tuple[str, tuple[Page, ...]]]:
        """Give the kept pages with their words, source by source: (source_sha256, pages by number).

        Of the given sources, or of all; only pages read with ``profile`` when it is given, and
        those that failed before any reading (then a source's pages may be incomplete). Streams:
        memory holds a few sources, not the archive. Sources come in the order in which they are
        stored; a source of which nothing is kept does not come at all. Later commits do not
        disturb the iteration.
        """
        return readings.stream(self.tables.dataset("pages"), source_sha256s, profile)

    def stored_page_numbers(
        self, source_sha256s: Collection[str], profile: str | None = None
    ) -> Mapping[str, Mapping[int, Code | None]]:
        """Say which pages of sources are kept, and why one could not be used, without their words.

        Gives, by source_sha256, the reason (or ``None``) by page number; ``profile`` as in
        ``stored_pages``. A source of which nothing is kept is not in it.
        """
        return readings.numbers(self.tables.dataset("pages"), source_sha256s, profile)

    def commit_pages(
        self, source_sha256: str, pages: Sequence[Page], run_id: str
    ) -> tuple[Page, ...]:
        """Keep pages as read, in one commit; a page that was kept before is replaced.

        Returns the pages as ``stored_pages`` will give them (confidences rounded to float32): make
        records from these, so that a later reprocessing sees the same words and gives the same
        records.
        """
        (kept,) = self.commit_page_batch([(source_sha256, pages)], run_id)
        return kept

    def commit_page_batch(
        self, batch: Sequence[tuple[str, Sequence[Page]]], run_id: str
    ) -> tuple[tuple[Page, ...], ...]:
        """Keep pages of several sources in one commit, as pairs (source_sha256, pages)."""
        rows = readings.pages_to_arrow(batch, run_id)
        with self._writing():
            readings.commit(self.tables, rows)
        kept = iter([page for _, page in readings.pages_from_arrow(rows)])
        return tuple(tuple(next(kept) for _ in pages) for _, pages in batch)

    def commit_sources(
        self, batch: Sequence[SourceRecords], *, pipeline_version: str, recorded_at: datetime
    ) -> Committed:
        """Make records the archive's: children, pages' document_id, documents, sources.

        All in one commit a table, children first. Documents of these sources that are no longer
        found are removed. A record whose content is unchanged keeps its revision, run_id and
        recorded_at. The run_id written is ``source.run_id``. Raises ValueError when a source or a
        sheet comes twice.
        """
        with self._writing():
            return keeping.commit_sources(
                self.tables, batch, pipeline_version=pipeline_version, recorded_at=recorded_at
            )

    def note_sources(self, rows: Sequence[SourceRow]) -> None:
        """Write rows of ``sources`` alone: duplicate, quarantined, or seen again (``last_seen``).

        Records are not touched. ``first_seen`` of an earlier sighting is kept. For a source that
        moved, the new URI's row is written ``recorded`` and its documents' ``source_uri`` follows;
        the old URI's row becomes a duplicate of the new.
        """
        with self._writing():
            sightings.note(self.tables, rows)

    def retire_replaced(self) -> tuple[SourceRow, ...]:
        """Let the records leave of bytes that newer ones at the same URI took the place of.

        Gives their rows of ``sources`` as they stood. To be called when all that a run saw is
        noted, since only then is it known whether the old bytes moved elsewhere.
        """
        with self._writing():
            return replacing.retire(self.tables)

    def close(self) -> None:
        """Release the lock, if held. The run's row stays in state running, as after a kill."""
        with self._commits:
            self._lock.release()
            self._running = False

    def _writing(self) -> threading.RLock:
        if not self._lock.held:
            raise RuntimeError("commits need a run: call begin_run first")
        return self._commits

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _check_version(place: Place, marker: bytes) -> None:
    try:
        version = int(json.loads(marker)["schema_version"])
    except (ValueError, KeyError, TypeError) as error:
        raise TerminalError(
            Code.ARCHIVE_NOT_AN_ARCHIVE, f"{place.url_of(MARKER)} is not dropcopy's: {error}"
        ) from error
    if version > SCHEMA_VERSION:
        raise TerminalError(
            Code.ARCHIVE_NEWER_SCHEMA,
            f"{place} has schema version {version}, this dropcopy knows {SCHEMA_VERSION}",
        )
