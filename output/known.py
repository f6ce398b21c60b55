"""What an archive has seen: whether an input is new, done, a copy, or worth another try."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from schemas.records import SourceRow


class Standing(StrEnum):
    """What is to be done with an input.

    ``NEW``: read it. ``DONE``: recorded with this profile and version, only note that it was seen.
    ``OUTDATED``: recorded, but with another profile or version: take up the pages that still fit and make
    the records again. ``DUPLICATE``: the same bytes are, or are being, recorded under another URI.
    ``REFUSED``: in quarantine, and trying again gives the same. ``RETRY``: in quarantine, but a second try
    may do better (a page that timed out, a failed reading, a newer version of dropcopy, other settings).
    """

    NEW = "new"
    DONE = "done"
    OUTDATED = "outdated"
    DUPLICATE = "duplicate"
    REFUSED = "refused"
    RETRY = "retry"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an input stands. ``previous`` is its row, if any; ``twin`` the URI of the same bytes elsewhere.

    For ``DUPLICATE`` the twin is what it is a duplicate of. For ``DONE``, ``OUTDATED``, ``REFUSED`` and
    ``RETRY`` a twin means that the source moved: the twin's file is gone, and this URI takes its place.
    """

    standing: Standing
    previous: SourceRow | None = None
    twin: str | None = None


class KnownSources:
    """The sources of an archive, as they stood when the run began, and those met since."""

    def standing(
        self,
        source_uri: str,
        source_sha256: str,
        *,
        profile: str,
        pipeline_version: str,
        exists: Callable[[str], bool],
    ) -> Verdict:
        """Say what to do with an input, and remember it, so that a second copy in this run is a duplicate.

        ``exists`` tells whether a scan is still at a URI: of two that are there, one is a duplicate; of one
        that is not, the other is the same scan moved. ``source_sha256`` is empty when unreadable.
        """
        raise NotImplementedError

    def at(self, source_uri: str) -> SourceRow | None:
        """Give the row of what was last seen at a URI."""
        raise NotImplementedError

    def with_bytes(self, source_sha256: str) -> tuple[SourceRow, ...]:
        """Give the rows of all URIs at which these bytes were seen."""
        raise NotImplementedError

    def recorded(self) -> Iterator[SourceRow]:
        """Give the rows in state recorded, ordered by URI: what ``reprocess`` goes through."""
        raise NotImplementedError

    def __len__(self) -> int:
        raise NotImplementedError
