"""The records of an archive against truths: each truth's source is found, and what was made of it scored.

A source that the archive has not, or refused, has no records: all of its truth is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from output import reading_back
from output.archive import Archive
from output.evaluation.scores import Score
from output.evaluation.scoring import compare
from output.evaluation.truth import Truth
from output.rows import from_arrow
from schemas.problems import Code, TerminalError
from schemas.records import SourceRow

_NAMED_AT_MOST = 5


class Compared(NamedTuple):
    """A truth's source, where the archive has it (``None``: nowhere), and the score of its records."""

    source: str
    uri: str | None
    score: Score


def compare_archive(truths: Sequence[Truth], archive: Archive) -> list[Compared]:
    """Score an archive's records source by source, in the order of the truths.

    Raises TerminalError: USAGE_NOTHING_TO_COMPARE when the archive has none of the sources, and
    ARCHIVE_DOCUMENT_AMBIGUOUS when it has several by one name.
    """
    rows = from_arrow(SourceRow, archive.tables.scan("sources"))
    sources = [row for row in rows if row.replaced_by is None and row.source_sha256]
    matched = [find_source(truth, sources) for truth in truths]
    found = {row.source_sha256 for row in matched if row is not None}
    if not found:
        named = ", ".join(truth.source for truth in truths[:_NAMED_AT_MOST])
        raise TerminalError(
            Code.USAGE_NOTHING_TO_COMPARE, f"{archive.place} has none of the sources: {named}"
        )
    records = reading_back.records_of(archive, found)
    return [
        Compared(
            truth.source,
            row.source_uri if row is not None else None,
            compare(truth.records, records.get(row.source_sha256, ()) if row is not None else ()),
        )
        for truth, row in zip(truths, matched, strict=True)
    ]


def find_source(truth: Truth, sources: Iterable[SourceRow]) -> SourceRow | None:
    """Find a truth's source by its bytes where it names them, else by the end of its path.

    Copies of the same bytes are one source. Raises TerminalError ARCHIVE_DOCUMENT_AMBIGUOUS.
    """
    if truth.source_sha256 is not None:
        fitting = [row for row in sources if row.source_sha256 == truth.source_sha256]
        return fitting[0] if fitting else None
    parts = PurePosixPath(truth.source).parts
    fitting = [
        row for row in sources if PurePosixPath(row.source_uri).parts[-len(parts) :] == parts
    ]
    if len({row.source_sha256 for row in fitting}) > 1:
        named = ", ".join(row.source_uri for row in fitting[:_NAMED_AT_MOST])
        raise TerminalError(
            Code.ARCHIVE_DOCUMENT_AMBIGUOUS,
            f"several sources are {truth.source}: {named}; name their folders too, or source_sha256",
        )
    return fitting[0] if fitting else None
