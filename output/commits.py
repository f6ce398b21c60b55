"""What is handed to an archive in one commit, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.records import Record, SourceRow


@dataclass(frozen=True, slots=True)
class SourceRecords:
    """A source whose pages are all committed, with the record of each sheet found in it.

    ``source`` has state ``recorded``; ``first_seen`` of an earlier sighting is kept by the
    archive. No two records may have the same ``first_page`` and ``part``.
    """

    source: SourceRow
    records: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit of sources did to the table documents."""

    documents: int
    changed: int
    removed: int
