"""The ledger of a run: nothing is dropped silently, and the sums show it.

Counted from the tables, not from what the run believed that it did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from output.archive import Archive
from output.scanning import among, batches
from schemas.problems import Code, TerminalError
from schemas.records import Counts, SourceState, Status


class SourceKey(NamedTuple):
    """An input of a run: its URI and the SHA-256 of its bytes (empty when unreadable)."""

    source_uri: str
    source_sha256: str


def count(archive: Archive, seen: Iterable[SourceKey], run_id: str) -> Counts:
    """Count from the tables what became of the inputs of a run.

    ``sources_already_done`` are those recorded whose row an earlier run wrote: who notes that it
    saw one again keeps the row's ``run_id``. ``pages_read`` counts pages, and
    ``documents_changed`` documents, whose row this run wrote. Of a refused source, pages that have
    no row or are in no document count as quarantined, unless blank.
    """
    given = set(seen)
    rows = archive.tables.scan(
        "sources",
        ["source_uri", "source_sha256", "state", "page_count", "run_id"],
        among("source_uri", {key.source_uri for key in given}),
    ).to_pylist()
    rows = [row for row in rows if SourceKey(row["source_uri"], row["source_sha256"]) in given]
    states = Counter(row["state"] for row in rows)
    held = [row for row in rows if row["state"] != SourceState.DUPLICATE]
    # Two copies of refused bytes have one set of pages.
    refused = {row["source_sha256"]: row["state"] == SourceState.QUARANTINED for row in held}
    # Sources whose bytes could not be read have no pages, and no name to tell them apart.
    page_counts = {row["source_sha256"]: row["page_count"] for row in held}
    documents = archive.tables.scan(
        "documents",
        ["document_id", "status", "run_id"],
        among("source_sha256", page_counts),
    ).to_pylist()
    pages = _count_pages(
        archive, page_counts, refused, {row["document_id"] for row in documents}, run_id
    )
    statuses = Counter(row["status"] for row in documents)
    return Counts(
        sources_seen=len(given),
        sources_recorded=states[SourceState.RECORDED],
        sources_duplicate=states[SourceState.DUPLICATE],
        sources_quarantined=states[SourceState.QUARANTINED],
        sources_already_done=sum(
            row["state"] == SourceState.RECORDED and row["run_id"] != run_id for row in rows
        ),
        pages_in=sum(page_counts.values()),
        pages_in_documents=pages["in_documents"],
        pages_blank=pages["blank"],
        pages_unassigned=pages["unassigned"],
        pages_quarantined=pages["quarantined"],
        pages_to_retry=pages["to_retry"],
        pages_read=pages["read"],
        documents=len(documents),
        documents_accepted=statuses[Status.ACCEPTED],
        documents_review=statuses[Status.REVIEW],
        documents_changed=sum(row["run_id"] == run_id for row in documents),
    )


def _count_pages(
    archive: Archive,
    page_counts: dict[str, int],
    refused: dict[str, bool],
    documents: set[str],
    run_id: str,
) -> Counter[str]:
    columns = ["source_sha256", "document_id", "is_blank", "reason", "run_id"]
    where = among("source_sha256", page_counts)
    counts: Counter[str] = Counter()
    without_row = {source: number for source, number in page_counts.items() if refused[source]}
    found = batches(archive.tables.dataset("pages"), columns, where)
    for row in chain.from_iterable(some.to_pylist() for some in found):
        source = row["source_sha256"]
        if source in without_row:
            without_row[source] -= 1
        counts["read"] += row["run_id"] == run_id
        if row["document_id"] in documents:
            counts["in_documents"] += 1
        elif row["reason"] is not None:
            counts["quarantined"] += 1
            counts["to_retry"] += row["reason"] == Code.PAGE_READING_FAILED
        elif row["is_blank"]:
            counts["blank"] += 1
        else:
            counts["quarantined" if refused[source] else "unassigned"] += 1
    counts["quarantined"] += sum(without_row.values())
    return counts


def check(counts: Counts) -> None:
    """Raise TerminalError ARCHIVE_LEDGER, naming each sum that does not hold.

    Sources seen = recorded + duplicate + quarantined; pages in = in documents + blank + unassigned
    + quarantined; documents = accepted + review.
    """
    sums = (
        (
            "sources seen",
            counts.sources_seen,
            {
                "recorded": counts.sources_recorded,
                "duplicate": counts.sources_duplicate,
                "quarantined": counts.sources_quarantined,
            },
        ),
        (
            "pages in",
            counts.pages_in,
            {
                "in documents": counts.pages_in_documents,
                "blank": counts.pages_blank,
                "unassigned": counts.pages_unassigned,
                "quarantined": counts.pages_quarantined,
            },
        ),
        (
            "documents",
            counts.documents,
            {"accepted": counts.documents_accepted, "review": counts.documents_review},
        ),
    )
    wrong = [
        f"{whole} {what}, but " + " + ".join(f"{part} {name}" for name, part in parts.items())
        for what, whole, parts in sums
        if whole != sum(parts.values())
    ]
    if wrong:
        raise TerminalError(Code.ARCHIVE_LEDGER, "; ".join(wrong))
