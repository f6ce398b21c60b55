"""Runs without Prefect, in this process, against a Tesseract that costs nothing."""

from __future__ import annotations

import threading
from pathlib import Path

import pandas as pd
import pytest

from flows.ingestion import Ingestion
from flows.reprocessing import Reprocessing
from flows.settings import load
from parsing.assemble import assemble
from schemas.pages import Page
from schemas.problems import Code, TransientError
from schemas.records import Record, RunState
from tests.flows.conftest import Desk, ingested, reprocessed, scan


def test_a_box_of_good_and_bad_inputs(desk: Desk, tmp_path: Path) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    scan(box / "one.png", "one")
    scan(box / "two.tif", "two", pages=3)
    (box / "copy of one.png").write_bytes((box / "one.png").read_bytes())
    (box / "notes.pdf").write_text("not a pdf at all")
    (box / "empty.jpg").write_bytes(b"")
    whole = scan(tmp_path / "whole.jpg", "three").read_bytes()
    (box / "cut.jpg").write_bytes(whole[: len(whole) // 3])

    run = ingested(box, archive)
    assert run is not None
    assert run.state is RunState.COMPLETED
    assert run.sources_seen == 6
    assert (run.sources_recorded, run.sources_duplicate, run.sources_quarantined) == (2, 1, 3)
    assert desk.pages_read == 4
    sources = pd.read_parquet(archive / "latest" / "sources.parquet")
    reasons = {Path(uri).name: reason for uri, reason in sources[["source_uri", "reason"]].values}
    assert reasons["empty.jpg"] == Code.SOURCE_EMPTY
    assert reasons["notes.pdf"] == Code.SOURCE_UNSUPPORTED
    assert reasons["cut.jpg"] == Code.SOURCE_ALL_PAGES_FAILED
    assert len(list((archive / "quarantine").glob("*.json"))) == 3

    assert ingested(box, archive) is None, "a second run does nothing"

    scan(box / "new.png", "new")
    (box / "one.png").unlink()  # the copy comes first, so this is the duplicate
    run = ingested(box, archive)
    assert run is not None
    assert (run.pages_read, run.sources_recorded, run.sources_already_done) == (1, 3, 2)
    assert desk.pages_read == 5


def test_a_scan_that_moved_is_not_read_again(desk: Desk, tmp_path: Path) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    one = scan(box / "one.png", "one")
    ingested(box, archive)
    one.rename(box / "other.png")
    run = ingested(box, archive)
    assert run is not None
    assert (run.pages_read, run.sources_recorded, desk.pages_read) == (0, 1, 1)
    documents = pd.read_parquet(archive / "latest" / "documents.parquet")
    assert [Path(uri).name for uri in documents.source_uri] == ["other.png"]


def test_a_scan_that_is_replaced_takes_the_place_of_the_old_one(desk: Desk, tmp_path: Path) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    one = scan(box / "one.png", "first scan")
    scan(box / "two.png", "another")
    assert ingested(box, archive) is not None
    before = pd.read_parquet(archive / "latest" / "documents.parquet")
    first = one.read_bytes()

    one.write_bytes(b"II*\0 torn while it was copied")
    run = ingested(box, archive)
    assert run is not None
    assert (run.sources_quarantined, run.sources_replaced) == (1, 0)
    assert len(pd.read_parquet(archive / "latest" / "documents.parquet")) == 2
    scan(box / "one.png", "second scan")
    run = ingested(box, archive)
    assert run is not None
    assert (run.sources_recorded, run.sources_replaced, run.pages_read) == (2, 2, 1)
    assert not list((archive / "quarantine").iterdir()), "what tore is mended"
    documents = pd.read_parquet(archive / "latest" / "documents.parquet")
    assert sorted(documents.source_uri) == sorted(before.source_uri)
    assert len(set(documents.document_id) & set(before.document_id)) == 1
    assert ingested(box, archive) is None
    assert reprocessed(archive).documents == 2

    read_before = desk.pages_read
    one.write_bytes(first)
    run = ingested(box, archive)
    assert run is not None
    assert (run.pages_read, run.sources_replaced) == (0, 1)
    again = pd.read_parquet(archive / "latest" / "documents.parquet")
    assert set(again.document_id) == set(before.document_id)
    assert desk.pages_read == read_before, "their words were kept"


@pytest.mark.usefixtures("desk")
def test_a_folder_that_grows_page_by_page_stays_one_document(tmp_path: Path) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    scan(box / "a letter.png", "another paper")
    for pages in (1, 2, 4):
        for number in range(1, pages + 1):
            scan(box / f"cable_p{number:03}.png", f"page {number}")
        run = ingested(box, archive)
        assert run is not None
        assert run.sources_replaced == (pages > 1)
        documents = pd.read_parquet(archive / "latest" / "documents.parquet")
        assert documents.source_uri.nunique() == 2
        assert ingested(box, archive) is None


def test_other_settings_read_again_and_another_parser_does_not(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    for name in "ab":
        scan(box / f"{name}.png", name)
    ingested(box, archive)
    run = ingested(box, archive, "reading.level_lines=false")
    assert run is not None
    assert (run.pages_read, run.documents_changed, desk.pages_read) == (2, 0, 4)

    run = reprocessed(archive)
    assert (run.pages_read, run.documents, run.documents_changed) == (0, 2, 0)

    monkeypatch.setattr("parsing.PARSER_VERSION", "another")
    run = ingested(box, archive, "reading.level_lines=false")
    assert run is not None
    assert (run.sources_recorded, run.pages_read, desk.pages_read) == (2, 0, 4)
    assert ingested(box, archive, "reading.level_lines=false") is None


def test_a_parser_that_stops_costs_its_source_alone_until_it_is_mended(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    for name in "abc":
        scan(box / f"{name}.png", name)
    calls: list[int] = []

    def stops_once(pages: tuple[Page, ...]) -> tuple[Record, ...]:
        calls.append(1)
        if len(calls) == 2:
            raise KeyError("a fault of ours")
        return assemble(pages)

    monkeypatch.setattr("parsing.assemble.assemble", stops_once)
    run = ingested(box, archive)
    assert run is not None
    assert (run.sources_recorded, run.sources_quarantined) == (2, 1)
    (note,) = (archive / "quarantine").glob("*.json")
    assert "a fault of ours" in note.read_text()
    run = reprocessed(archive)
    assert (run.sources_recorded, run.sources_quarantined, run.documents) == (3, 0, 3)
    assert not list((archive / "quarantine").glob("*.json"))
    assert desk.pages_read == 3


def test_a_commit_that_is_tried_again_reads_nothing_twice(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    scan(box / "long.tif", "long", pages=7)
    settings = load(["running.shard_pages=3"])
    with Ingestion([str(box)], str(archive), settings) as work:
        work.start()
        work.begin()
        keep = type(work.archive).commit_sources
        failures = [TransientError(Code.ARCHIVE_BUSY, "lost a race")]

        def fails_once(*args: object, **kwargs: object) -> object:
            if failures:
                raise failures.pop()
            return keep(*args, **kwargs)  # type: ignore[arg-type]

        monkeypatch.setattr(type(work.archive), "commit_sources", fails_once)
        *first, last = list(work.shards())
        assert len(first) == 2
        for shard in first:
            assert work.commit(shard).sources == 0
        with pytest.raises(TransientError):
            work.commit(last)
        assert work.commit(last).sources == 1
        run = work.finish()
    assert (run.pages_read, run.pages_in_documents, desk.pages_read) == (7, 7, 7)


def test_a_stopped_reprocessing_goes_on_where_it_stopped(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    for name in "abc":
        scan(box / f"{name}.png", name)
    ingested(box, archive)
    assert desk.pages_read == 3
    monkeypatch.setattr("flows.reprocessing._BATCH_PAGES", 1)
    with Reprocessing(str(archive), load()) as work:
        work.start()
        work.begin()
        shards = work.shards()
        work.commit(next(shards))
        second = next(shards)
        work.stop()
        assert not work.commit(second).is_whole
        run = work.finish()
    assert (run.state, run.sources_seen) == (RunState.INTERRUPTED, 1)
    with Reprocessing(str(archive), load()) as work:
        work.start()
        work.begin()
        assert work.tally.total == 2
        for shard in work.shards():
            work.commit(shard)
        run = work.finish()
    assert (run.state, run.sources_recorded) == (RunState.COMPLETED, 3)
    assert reprocessed(archive).sources_seen == 3


def test_memory_holds_a_window_of_shards(desk: Desk, tmp_path: Path) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    scan(box / "long.tif", "long", pages=20)
    settings = load(["running.shard_pages=2", "running.window=2", "running.workers=2"])
    with Ingestion([str(box)], str(archive), settings) as work:
        work.start()
        work.begin()
        shards = iter(work.shards())
        first, second = next(shards), next(shards)  # planned both, whichever thread is ahead
        deadline = threading.Event()
        while not work.pool.is_done(second, 5):
            pass
        deadline.wait(0.5)
        assert desk.pages_read == 4, "no third shard begins before the first is committed"
        for shard in (first, second, *shards):
            work.commit(shard)
        assert work.finish().pages_in_documents == 20
