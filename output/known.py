"""What an archive has seen: whether an input is new, done, a copy, or worth another try.

Holds the table ``sources`` in memory as Arrow, with two indexes; not safe to call from several
threads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pyarrow as pa

from output.replacing import outlived
from output.rows import from_arrow
from schemas.problems import Code
from schemas.records import SourceRow, SourceState

PAGE_CODES_TO_RETRY = frozenset({Code.PAGE_TIMEOUT, Code.PAGE_READING_FAILED})
"""What may have been the machine's fault, not the page's.

A page whose reading failed is read again by the next run; one that timed out only when it is given
more time than it had, or it would cost every run the whole limit.
"""

SOURCE_CODES_TO_RETRY = frozenset(
    {
        *PAGE_CODES_TO_RETRY,
        Code.SOURCE_UNREADABLE,
        Code.SOURCE_ALL_PAGES_FAILED,
        Code.SOURCE_TOO_LARGE,  # these two depend on limits, which people raise
        Code.SOURCE_TOO_MANY_PAGES,
    }
)


class Standing(StrEnum):
    """What is to be done with an input.

    ``NEW``: read it. ``DONE``: recorded with this profile and version, only note that it was seen.
    ``OUTDATED``: recorded, but with another profile or version: take up the pages that still fit
    and make the records again. ``DUPLICATE``: the same bytes are, or are being, recorded under
    another URI. ``REFUSED``: in quarantine, and trying again gives the same. ``RETRY``: a second
    try may do better: in quarantine for a passing reason, or by another version of dropcopy; or
    recorded with a page that is worth another try (take up the other pages).
    """

    NEW = "new"
    DONE = "done"
    OUTDATED = "outdated"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an input stands. ``previous`` is its row, if any; ``twin`` where the same bytes are.

    For ``DUPLICATE`` the twin is what it is a duplicate of. For ``DONE``, ``OUTDATED``,
    ``REFUSED`` and ``RETRY`` a twin means that the source moved: its file at the twin is gone, and
    this URI takes its place.
    """

    standing: Standing
    previous: SourceRow | None = None
    twin: str | None = None


class KnownSources:
    """The sources of an archive as they stood when this was made, and those asked about since."""

    def __init__(self, sources: pa.Table, again: Mapping[str, Collection[int]]) -> None:
        """Take the table ``sources``, and by SHA-256 the numbers of pages to be read again."""
        self._rows = sources.sort_by([("last_seen", "ascending"), ("source_uri", "ascending")])
        self._again = again
        self._at: dict[str, list[int]] = defaultdict(list)
        self._with: dict[str, list[int]] = defaultdict(list)
        keys = zip(
            self._rows.column("source_uri").to_pylist(),
            self._rows.column("source_sha256").to_pylist(),
            strict=True,
        )
        for position, (uri, digest) in enumerate(keys):
            self._at[uri].append(position)
            self._with[digest].append(position)
        self._met_bytes: dict[str, str] = {}
        self._met_uris: dict[str, str] = {}

    def standing(
        self,
        source_uri: str,
        source_sha256: str,
        *,
        profile: str,
        pipeline_version: str,
        exists: Callable[[str], bool],
    ) -> Verdict:
        """Say what to do with an input, and remember it: a second copy in this run is a duplicate.

        ``exists`` tells whether a scan is still at a URI: of two that are there, one is a
        duplicate; of one that is not, the other is the same scan moved. ``source_sha256`` is empty
        when unreadable.
        """
        before = self.at(source_uri)
        self._met_uris[source_uri] = source_sha256
        if not source_sha256:
            return Verdict(Standing.RETRY if before else Standing.NEW, before)
        first = self._met_bytes.get(source_sha256)
        rows = self.with_bytes(source_sha256)
        own = next((row for row in rows if row.source_uri == source_uri), None)
        if first is not None and first != source_uri:
            return Verdict(Standing.DUPLICATE, own, first)
        holder = next((row for row in rows if _holds(row)), None)
        if holder is None:
            self._met_bytes[source_sha256] = source_uri
            return Verdict(Standing.NEW, own)
        if holder.source_uri != source_uri and self._still_there(holder, exists):
            self._met_bytes[source_sha256] = holder.source_uri
            return Verdict(Standing.DUPLICATE, own, holder.source_uri)
        self._met_bytes[source_sha256] = source_uri
        twin = holder.source_uri if holder.source_uri != source_uri else None
        return Verdict(self._judge(holder, profile, pipeline_version), holder, twin)

    def _still_there(self, row: SourceRow, exists: Callable[[str], bool]) -> bool:
        """Say whether a row's bytes are, as far as is known, still at its URI."""
        met = self._met_uris.get(row.source_uri)
        if met is not None:
            return met == row.source_sha256
        return exists(row.source_uri)

    def _judge(self, row: SourceRow, profile: str, pipeline_version: str) -> Standing:
        same_version = row.pipeline_version == pipeline_version
        if row.state is SourceState.QUARANTINED:
            passing = row.reason is None or row.reason in SOURCE_CODES_TO_RETRY
            return Standing.RETRY if passing or not same_version else Standing.REFUSED
        if row.ocr_profile != profile or not same_version:
            return Standing.OUTDATED
        return Standing.RETRY if row.source_sha256 in self._again else Standing.DONE

    def pages_again(self, source_sha256: str) -> Collection[int]:
        """Give the numbers of a source's kept pages that failed and are worth another try."""
        return self._again.get(source_sha256, ())

    def at(self, source_uri: str) -> SourceRow | None:
        """Give the row of what was last seen at a URI."""
        positions = self._at.get(source_uri)
        return self._row(positions[-1]) if positions else None

    def with_bytes(self, source_sha256: str) -> tuple[SourceRow, ...]:
        """Give the rows of all URIs at which these bytes were seen, the latest seen first."""
        return tuple(self._row(at) for at in reversed(self._with.get(source_sha256, [])))

    def recorded(self) -> Iterator[SourceRow]:
        """Give the rows in state recorded, what is reprocessed, the longest unseen first."""
        for position, state in enumerate(self._rows.column("state").to_pylist()):
            if state == SourceState.RECORDED:
                row = self._row(position)
                if row.replaced_by is None:
                    yield row

    def has_outlived(self) -> bool:
        """Say whether bytes that newer ones took the place of still wait to leave."""
        return bool(outlived(self._rows))

    def __len__(self) -> int:
        return sum(map(len, self._at.values()))

    def _row(self, position: int) -> SourceRow:
        (row,) = from_arrow(SourceRow, self._rows.slice(position, 1))
        return row


def _holds(row: SourceRow) -> bool:
    """Say whether a row stands for its bytes: it is no copy, and no newer bytes took its place."""
    return row.state is not SourceState.DUPLICATE and row.replaced_by is None
