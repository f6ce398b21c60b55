"""A scan that is replaced by other bytes under the same name."""

from __future__ import annotations

import pytest

from output import ledger, publishing
from output.archive import Archive
from output.commits import SourceRecords
from output.delta import DeltaTables
from output.known import Standing
from output.ledger import SourceKey
from output.rows import from_arrow
from schemas.problems import Code
from schemas.records import SourceRow, SourceState
from tests.output.makers import (
    PROFILE,
    VERSION,
    begin,
    digest,
    documents,
    later,
    page,
    record,
    source,
    uri,
)

AT = "/scans/box/letter.pdf"


def _record(archive: Archive, run_id: str, name: str, where: str, seconds: int) -> None:
    """Keep bytes called ``name`` that stand at ``where``."""
    archive.commit_pages(digest(name), [page(1, name), page(2, f"{name} two")], run_id)
    archive.commit_sources(
        [SourceRecords(source(name, run_id, where=where, at=later(seconds)), (record(),))],
        pipeline_version=VERSION,
        recorded_at=later(seconds),
    )


def _rows(archive: Archive) -> dict[tuple[str, str], SourceRow]:
    rows = from_arrow(SourceRow, archive.tables.scan("sources"))
    return {(row.source_uri, row.source_sha256): row for row in rows}


def _hanging(archive: Archive) -> set[str]:
    return {
        row["document_id"]
        for name in ("comments", "marks", "fields", "pages")
        for row in archive.tables.scan(name, ["document_id"]).to_pylist()
        if row["document_id"] is not None
    }


def _sources_of_documents(archive: Archive) -> set[tuple[str, str]]:
    return {(row.source_uri, row.source_sha256) for row in documents(archive).values()}


def test_the_newest_bytes_of_a_uri_own_it(archive: Archive) -> None:
    run_id = begin(archive)
    _record(archive, run_id, "old", AT, 0)
    _record(archive, run_id, "beside", uri("beside"), 1)
    _record(archive, run_id, "new", AT, 9)
    assert archive.known_sources().has_outlived()
    (gone,) = archive.retire_replaced()
    assert (gone.source_sha256, gone.replaced_by) == (digest("old"), None)
    assert _sources_of_documents(archive) == {
        (AT, digest("new")),
        (uri("beside"), digest("beside")),
    }
    assert _hanging(archive) == set(documents(archive))
    old = _rows(archive)[AT, digest("old")]
    assert (old.state, old.replaced_by) == (SourceState.RECORDED, digest("new")), "history stays"
    assert not archive.known_sources().has_outlived()
    assert archive.retire_replaced() == ()
    reprocessed = {row.source_sha256 for row in archive.known_sources().recorded()}
    assert reprocessed == {digest("new"), digest("beside")}
    publishing.publish(archive)
    counts = ledger.count(archive, [SourceKey(AT, digest("new"))], run_id)
    ledger.check(counts)
    assert counts.documents == 1


def test_bytes_that_come_back_own_it_again_and_are_not_read_again(archive: Archive) -> None:
    run_id = begin(archive)
    _record(archive, run_id, "old", AT, 0)
    _record(archive, run_id, "new", AT, 9)
    archive.retire_replaced()
    verdict = archive.known_sources().standing(
        AT, digest("old"), profile=PROFILE, pipeline_version=VERSION, exists=lambda _: True
    )
    assert verdict.standing is Standing.NEW
    assert len(archive.stored_page_numbers([digest("old")], PROFILE)[digest("old")]) == 2
    _record(archive, run_id, "old", AT, 20)
    archive.retire_replaced()
    assert _sources_of_documents(archive) == {(AT, digest("old"))}
    assert _rows(archive)[AT, digest("old")].replaced_by is None


def test_a_copy_elsewhere_takes_the_records_over(archive: Archive) -> None:
    run_id = begin(archive)
    _record(archive, run_id, "old", AT, 0)
    copy = source("old", run_id, where="/copy", state=SourceState.DUPLICATE, duplicate_of=AT)
    archive.note_sources([copy])
    (before,) = documents(archive)
    _record(archive, run_id, "new", AT, 9)
    archive.retire_replaced()
    assert _sources_of_documents(archive) == {(AT, digest("new")), ("/copy", digest("old"))}
    assert documents(archive)[before].revision == 1, "the same record, elsewhere"
    heir = _rows(archive)["/copy", digest("old")]
    assert (heir.state, heir.duplicate_of) == (SourceState.RECORDED, None)
    old = _rows(archive)[AT, digest("old")]
    assert (old.state, old.duplicate_of) == (SourceState.DUPLICATE, "/copy")


def test_bytes_that_moved_before_theirs_were_taken_stay(archive: Archive) -> None:
    run_id = begin(archive)
    _record(archive, run_id, "old", AT, 0)
    _record(archive, run_id, "new", AT, 9)
    archive.note_sources([source("old", run_id, where="/moved", at=later(10))])
    archive.retire_replaced()
    assert _sources_of_documents(archive) == {(AT, digest("new")), ("/moved", digest("old"))}


def test_refused_bytes_take_nobodys_place_and_leave_when_mended(archive: Archive) -> None:
    run_id = begin(archive)
    _record(archive, run_id, "old", AT, 0)
    torn = source(
        "torn",
        run_id,
        where=AT,
        at=later(5),
        state=SourceState.QUARANTINED,
        reason=Code.SOURCE_DAMAGED,
    )
    archive.note_sources([torn])
    assert archive.retire_replaced() == ()
    assert _sources_of_documents(archive) == {(AT, digest("old"))}
    _record(archive, run_id, "new", AT, 9)
    gone = archive.retire_replaced()
    assert {row.source_sha256 for row in gone} == {digest("old"), digest("torn")}
    assert _rows(archive)[AT, digest("torn")].replaced_by == digest("new")


def test_a_run_of_page_files_that_grew_is_one_document(archive: Archive) -> None:
    run_id = begin(archive)
    _record(archive, run_id, "first page", "/box/a_p001.png", 0)
    _record(archive, run_id, "half", "/box/a_p[001-002].png", 1)
    _record(archive, run_id, "another", "/box/b_p[001-002].png", 2)
    _record(archive, run_id, "whole", "/box/a_p[001-004].png", 9)
    gone = archive.retire_replaced()
    assert {row.source_uri for row in gone} == {"/box/a_p001.png", "/box/a_p[001-002].png"}
    assert _sources_of_documents(archive) == {
        ("/box/a_p[001-004].png", digest("whole")),
        ("/box/b_p[001-002].png", digest("another")),
    }
    _record(archive, run_id, "one by name", "/box/a_p002.png", 20)
    assert archive.retire_replaced() == (), "who gives one page of it takes nothing away"


class _KilledError(Exception):
    pass


def _dies_after(monkeypatch: pytest.MonkeyPatch, commits: int) -> None:
    left = iter(range(commits))

    def dying(name: str) -> None:
        real = getattr(DeltaTables, name)

        def commit(self: DeltaTables, *rest: object) -> object:
            if next(left, None) is None:
                raise _KilledError
            return real(self, *rest)

        monkeypatch.setattr(DeltaTables, name, commit)

    for name in ("delete", "update", "upsert", "replace"):
        dying(name)


@pytest.mark.parametrize("commits", range(7))
def test_a_kill_in_between_is_made_good(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, commits: int
) -> None:
    run_id = begin(archive)
    _record(archive, run_id, "old", AT, 0)
    _record(archive, run_id, "new", AT, 9)
    with monkeypatch.context() as dying:
        _dies_after(dying, commits)
        try:
            archive.retire_replaced()
        except _KilledError:
            assert archive.known_sources().has_outlived(), "the next run goes on with it"
        else:
            assert commits >= 6
    archive.retire_replaced()
    assert _sources_of_documents(archive) == {(AT, digest("new"))}
    assert _hanging(archive) == set(documents(archive))
