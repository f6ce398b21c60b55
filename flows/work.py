"""What a run is to do with its inputs: outcomes that need no reading, and shards of pages.

All of it can be sent to another process.
"""

from __future__ import annotations

from dataclasses import dataclass

from ocr.inventory import Source
from schemas.problems import Problem
from schemas.records import SourceRow, SourceState


@dataclass(frozen=True, slots=True)
class SourceWork:
    """A source that opens, with the pages of it that must be read; the others are kept.

    ``media_type`` and ``page_count`` are by content. ``number`` counts the run's works from 0.
    """

    number: int
    source: Source
    sha256: str
    bytes: int
    media_type: str
    page_count: int
    to_read: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Pages of one source within a shard; none when all are kept and it lacks only records."""

    work: SourceWork
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shard:
    """Pages that are read and committed together: one Prefect task."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def page_count(self) -> int:
        """Pages to read in it."""
        return sum(len(piece.pages) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an input that needs no reading.

    ``is_settled`` says that the archive knows it already, so that a run with nothing else to do is
    no run. ``sha256`` is empty, and ``bytes`` 0, when the input could not be read. ``stage`` names
    where it was refused.
    """

    source: Source
    sha256: str
    bytes: int
    state: SourceState
    is_settled: bool
    previous: SourceRow | None = None
    problem: Problem | None = None
    stage: str = "inventory"
    traceback: str | None = None
    duplicate_of: str | None = None
    media_type: str | None = None
    page_count: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that is in quarantine, as it is told at the end of a run."""

    uri: str
    problem: Problem


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a run is, for people who wait; ``total`` and ``done`` are pages.

    The ledger is counted from the tables.
    """

    sources: int = 0
    total: int = 0
    done: int = 0
    pages_failed: int = 0
    accepted: int = 0
    review: int = 0
    quarantined: int = 0
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What a shard's task gives back."""

    shard: int
    pages: int
    sources: int
    is_whole: bool
