from __future__ import annotations

import pytest

from output.archive import Archive
from output.known import KnownSources, Standing, Verdict
from schemas.problems import Code
from schemas.records import SourceRow, SourceState
from tests.output.makers import (
    PROFILE,
    VERSION,
    begin,
    digest,
    failed_page,
    keep,
    later,
    record,
    source,
    uri,
)


def _ask(
    known: KnownSources,
    name: str,
    *,
    where: str | None = None,
    profile: str = PROFILE,
    version: str = VERSION,
    exists: bool = True,
) -> Verdict:
    return known.standing(
        where or uri(name),
        digest(name),
        profile=profile,
        pipeline_version=version,
        exists=lambda _: exists,
    )


def test_new_done_outdated(archive: Archive) -> None:
    keep(archive, begin(archive), "a", record())
    known = archive.known_sources()
    assert _ask(known, "b").standing is Standing.NEW
    assert _ask(known, "a").standing is Standing.DONE
    assert _ask(known, "a", profile="other").standing is Standing.OUTDATED
    assert _ask(known, "a", version="10").standing is Standing.OUTDATED
    assert len(known) == 1
    assert [row.source_uri for row in known.recorded()] == [uri("a")]


def test_a_second_copy_is_a_duplicate_also_within_one_run(archive: Archive) -> None:
    keep(archive, begin(archive), "a", record())
    known = archive.known_sources()
    assert _ask(known, "a", where="/b/copy.pdf") == Verdict(Standing.DUPLICATE, None, uri("a"))
    assert _ask(known, "a").standing is Standing.DONE
    assert _ask(known, "c", where="/c1").standing is Standing.NEW
    assert _ask(known, "c", where="/c2") == Verdict(Standing.DUPLICATE, None, "/c1")
    assert _ask(known, "c", where="/c1").standing is Standing.NEW


def test_a_scan_that_moved_is_the_same_scan(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record())
    verdict = _ask(archive.known_sources(), "a", where="/new/a.pdf", exists=False)
    assert (verdict.standing, verdict.twin) == (Standing.DONE, uri("a"))
    assert verdict.previous is not None
    moved = verdict.previous.model_copy(update={"source_uri": "/new/a.pdf", "last_seen": later(60)})
    archive.note_sources([moved])
    known = archive.known_sources()
    assert _ask(known, "a", where="/new/a.pdf") == Verdict(Standing.DONE, moved)
    old = known.at(uri("a"))
    assert old is not None
    assert (old.state, old.duplicate_of) == (SourceState.DUPLICATE, "/new/a.pdf")
    (document,) = archive.tables.scan("documents", ["source_uri", "revision"]).to_pylist()
    assert document == {"source_uri": "/new/a.pdf", "revision": 1}


def test_other_bytes_under_an_old_name_are_another_input(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record())
    known = archive.known_sources()
    assert _ask(known, "rescan", where=uri("a")).standing is Standing.NEW
    # The old bytes turn up elsewhere: their place was taken, so they moved.
    assert _ask(known, "a", where="/old/a.pdf").standing is Standing.DONE
    archive.note_sources([source("rescan", run_id, where=uri("a"), at=later(9))])
    row = archive.known_sources().at(uri("a"))
    assert row is not None
    assert row.source_sha256 == digest("rescan")
    assert archive.tables.dataset("sources").count_rows() == 2


@pytest.mark.parametrize(
    ("reason", "version", "standing"),
    [
        (Code.SOURCE_ENCRYPTED, VERSION, Standing.REFUSED),
        (Code.SOURCE_ENCRYPTED, "10", Standing.RETRY),
        (Code.SOURCE_TOO_LARGE, VERSION, Standing.RETRY),
        (Code.SOURCE_ALL_PAGES_FAILED, VERSION, Standing.RETRY),
        (Code.RECORD_PARSER_FAILED, VERSION, Standing.REFUSED),
    ],
)
def test_refused_inputs_are_tried_again_where_it_may_help(
    archive: Archive, reason: Code, version: str, standing: Standing
) -> None:
    run_id = begin(archive)
    archive.note_sources([source("a", run_id, state=SourceState.QUARANTINED, reason=reason)])
    assert _ask(archive.known_sources(), "a", version=version).standing is standing


def test_a_recorded_source_with_a_page_that_timed_out_is_tried_again(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record())
    archive.commit_pages(digest("a"), [failed_page(2)], run_id)
    assert _ask(archive.known_sources(), "a").standing is Standing.RETRY
    archive.commit_pages(digest("a"), [failed_page(2, Code.PAGE_DAMAGED)], run_id)
    assert _ask(archive.known_sources(), "a").standing is Standing.DONE


def test_an_unreadable_input_is_forgotten_once_it_is_read(archive: Archive) -> None:
    run_id = begin(archive)
    unreadable = source(
        "a", run_id, state=SourceState.QUARANTINED, reason=Code.SOURCE_UNREADABLE
    ).model_copy(update={"source_sha256": ""})
    archive.note_sources([unreadable])
    known = archive.known_sources()
    assert known.standing(
        uri("a"), "", profile=PROFILE, pipeline_version=VERSION, exists=lambda _: True
    ) == Verdict(Standing.RETRY, unreadable)
    keep(archive, run_id, "a", record())
    assert [row.source_sha256 for row in _rows(archive)] == [digest("a")]


def test_the_first_sighting_is_remembered(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record())
    archive.note_sources([source("a", run_id, at=later(500))])
    (row,) = _rows(archive)
    assert (row.first_seen, row.last_seen) == (later(0), later(500))


def _rows(archive: Archive) -> list[SourceRow]:
    from output.rows import from_arrow

    return list(from_arrow(SourceRow, archive.tables.scan("sources")))
