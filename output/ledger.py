"""The ledger of a run: nothing is dropped silently, and the sums show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from output.archive import Archive
from schemas.records import Counts


class SourceKey(NamedTuple):
    """An input of a run: its URI and the SHA-256 of its bytes (empty when unreadable)."""

    source_uri: str
    source_sha256: str


def count(archive: Archive, seen: Iterable[SourceKey], run_id: str) -> Counts:
    """Count from the tables what became of the inputs of a run; independent of any running totals.

    ``sources_already_done`` are those recorded whose row an earlier run wrote; ``pages_read`` are pages whose row this run wrote.
    """
    raise NotImplementedError


def check(counts: Counts) -> None:
    """Raise TerminalError ARCHIVE_LEDGER, naming each sum that does not hold.

    Sources seen = recorded + duplicate + quarantined; pages in = in documents + blank + unassigned +
    quarantined; documents = accepted + review.
    """
    raise NotImplementedError
