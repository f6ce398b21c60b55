"""An archive: the one door through which runs write tables and readers find them.

Readers need no lock. A writer begins a run, which takes the archive's lock; the lock dies with the process.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from output.commits import Committed, SourceRecords
from output.known import KnownSources
from schemas.pages import Page
from schemas.records import RunRow, SourceRow


class Archive:
    """An archive at a local folder or an object-store URL. Its commits may be called from many threads."""

    @classmethod
    def open(cls, root: str | Path) -> Archive:
        """Open an archive. Raises TerminalError ARCHIVE_NOT_FOUND, ARCHIVE_NEWER_SCHEMA."""
        raise NotImplementedError

    @classmethod
    def create(cls, root: str | Path) -> Archive:
        """Open an archive, or make one in a new or empty folder.

        Raises TerminalError ARCHIVE_NOT_AN_ARCHIVE for a folder that holds other things, and
        ARCHIVE_NEWER_SCHEMA.
        """
        raise NotImplementedError

    def begin_run(
        self, flow: str, settings_json: str, versions_json: str, started_at: datetime
    ) -> str:
        """Take the writer's lock, mend what a killed run left, write a row in state running; give the run_id.

        Raises TransientError ARCHIVE_BUSY when another process is writing.
        """
        raise NotImplementedError

    def end_run(self, run: RunRow) -> None:
        """Write the run's final row, tidy the tables (small files joined), and release the lock."""
        raise NotImplementedError

    def known_sources(self) -> KnownSources:
        """Give what the archive has seen."""
        raise NotImplementedError

    def stored_pages(
        self, source_sha256s: Collection[str] | None = None, profile: str | None = None
    ) -> Iterator[tuple[str, tuple[Page, ...]]]:
        """Give the kept pages with their words, source by source: (source_sha256, pages by number).

        Of the given sources, or of all; only pages read with ``profile`` when it is given (then a source's
        pages may be incomplete). Streams: memory holds a few sources, not the archive. Sources come in the
        order in which they are stored; a source of which nothing is kept does not come at all.
        """
        raise NotImplementedError

    def commit_pages(
        self, source_sha256: str, pages: Sequence[Page], run_id: str
    ) -> tuple[Page, ...]:
        """Keep pages as read, in one commit; a page that was kept before is replaced.

        Returns the pages as ``stored_pages`` will give them (confidences rounded to float32): make records
        from these, so that a later reprocessing sees the same words and gives the same records.
        """
        raise NotImplementedError

    def commit_page_batch(
        self, batch: Sequence[tuple[str, Sequence[Page]]], run_id: str
    ) -> tuple[tuple[Page, ...], ...]:
        """Keep pages of several sources in one commit: as ``commit_pages``, for (source_sha256, pages)."""
        raise NotImplementedError

    def commit_sources(
        self, batch: Sequence[SourceRecords], *, pipeline_version: str, recorded_at: datetime
    ) -> Committed:
        """Make the records of sources the archive's: children, pages' document_id, documents, sources.

        All in one commit a table, children first. Documents of these sources that are no longer found are
        removed. A record whose content is unchanged keeps its revision, run_id and recorded_at. The
        run_id written is ``source.run_id``.
        """
        raise NotImplementedError

    def note_sources(self, rows: Sequence[SourceRow]) -> None:
        """Write rows of ``sources`` alone: duplicates, quarantined ones, ones seen again (``last_seen``).

        Records are not touched. ``first_seen`` of an earlier sighting is kept. For a source that moved, the
        new URI's row is written ``recorded`` and its documents' ``source_uri`` follows; the old URI's row
        becomes a duplicate of the new.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Release the lock, if held. The run's row stays in state running, as after a kill."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
