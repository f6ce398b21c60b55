from __future__ import annotations

import pytest

from output import ledger
from output.archive import Archive
from output.commits import SourceRecords
from output.ledger import SourceKey
from schemas.problems import Code, TerminalError
from schemas.records import Counts, SourceState, Status
from tests.output.makers import (
    START,
    VERSION,
    begin,
    digest,
    failed_page,
    keep,
    later,
    page,
    record,
    source,
    uri,
)


def _key(name: str, where: str | None = None) -> SourceKey:
    return SourceKey(where or uri(name), digest(name))


def test_the_counts_come_from_the_tables_and_add_up(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, "earlier", "old", record())
    archive.commit_pages(
        digest("a"), [page(1), page(2, ""), failed_page(3), page(4), page(5)], run_id
    )
    archive.commit_sources(
        [
            SourceRecords(
                source("a", run_id, pages=5),
                (record(last=2), record("S/X/T1", first=5, last=5, status=Status.ACCEPTED)),
            )
        ],
        pipeline_version=VERSION,
        recorded_at=START,
    )
    archive.commit_pages(
        digest("bad"), [page(1, ""), failed_page(2, Code.PAGE_READING_FAILED)], run_id
    )
    archive.note_sources(
        [
            source("a", run_id, where="/copy", state=SourceState.DUPLICATE, duplicate_of=uri("a")),
            source(
                "bad", run_id, pages=3, state=SourceState.QUARANTINED, reason=Code.SOURCE_DAMAGED
            ),
        ]
    )
    seen = [_key("old"), _key("a"), _key("a", "/copy"), _key("bad"), _key("a")]
    counts = ledger.count(archive, seen, run_id)
    assert counts == Counts(
        sources_seen=4,
        sources_recorded=2,
        sources_duplicate=1,
        sources_quarantined=1,
        sources_already_done=1,
        pages_in=2 + 5 + 3,
        pages_in_documents=2 + 2,
        pages_blank=1 + 1,
        pages_unassigned=1,
        pages_quarantined=1 + 2,
        pages_to_retry=1,
        pages_read=5 + 2,
        documents=3,
        documents_accepted=1,
        documents_review=2,
        documents_changed=2,
    )
    ledger.check(counts)


def test_a_source_that_left_no_row_is_missed(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record())
    with pytest.raises(TerminalError, match="2 sources seen, but 1 recorded") as caught:
        ledger.check(ledger.count(archive, [_key("a"), _key("b")], run_id))
    assert caught.value.code is Code.ARCHIVE_LEDGER


def test_a_page_that_left_no_row_is_missed(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record())
    archive.commit_sources(
        [SourceRecords(source("a", run_id, pages=3, at=later(1)), (record(),))],
        pipeline_version=VERSION,
        recorded_at=START,
    )
    with pytest.raises(TerminalError, match="3 pages in, but 2 in documents"):
        ledger.check(ledger.count(archive, [_key("a")], run_id))


def test_all_wrong_sums_are_named_at_once() -> None:
    with pytest.raises(TerminalError, match=r"sources seen.*pages in.*documents, but"):
        ledger.check(Counts(sources_seen=1, pages_in=2, documents=3))


def test_nothing_seen_adds_up(archive: Archive) -> None:
    counts = ledger.count(archive, [], "run")
    assert counts == Counts()
    ledger.check(counts)


def test_a_page_that_two_documents_share_is_counted_once(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record(part=1, last=1), record("S/X/T1", part=2, last=2))
    counts = ledger.count(archive, [_key("a")], run_id)
    ledger.check(counts)
    assert (counts.documents, counts.pages_in, counts.pages_in_documents) == (2, 2, 2)
