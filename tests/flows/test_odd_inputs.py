"""Inputs that a stranger's disk holds: odd names, links, archives among the scans, pages that hang."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from flows.exits import Exit
from flows.ingestion import Ingestion
from flows.server import _ENVIRONMENT
from flows.settings import load
from ocr.inventory import path_of, uri_of
from schemas.problems import Code, TerminalError
from tests.flows.conftest import Desk, ingested, scan


def test_names_and_links_of_all_kinds(desk: Desk, tmp_path: Path) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    one = scan(box / "one.png", "one")
    latin = Path(os.fsdecode(os.fsencode(box) + b"/caf\xe9.png"))
    try:
        one.rename(latin)
    except OSError:
        pytest.skip("this file system takes no names that are not UTF-8")
    Path(os.fsdecode(os.fsencode(box) + b"/\xff.tif")).write_bytes(b"")
    (box / "[red]x[").mkdir()
    (box / "[red]x[" / "]\x1b[31m\ny.png").write_bytes(b"II*\0 broken")
    (box / "itself").symlink_to("itself")
    (box / "nowhere").symlink_to("missing")
    (box / "round").symlink_to(box)
    os.mkfifo(box / "pipe.png")

    run = ingested(box, archive)
    assert run is not None
    assert (run.sources_seen, run.sources_recorded, run.sources_quarantined) == (6, 1, 5)
    documents = pd.read_parquet(archive / "latest" / "documents.parquet")
    assert [Path(uri).name for uri in documents.source_uri] == ["caf\\xe9.png"]
    assert path_of(documents.source_uri[0]) == latin
    assert uri_of(latin) == documents.source_uri[0]
    assert ingested(box, archive) is None, "all are known again by their names"

    ended = desk.run("ingest", box, archive)
    assert ended.returncode == Exit.SOME_QUARANTINED, ended.stderr
    lines = ended.stdout.splitlines()
    assert f"  {box}/[red]x[/]\\x1b[31m\\ny.png" in lines, "whole, and on one line"
    assert f"  {box}/itself" in lines


@pytest.mark.usefixtures("desk")
def test_an_archive_is_no_scan_of_its_own(tmp_path: Path) -> None:
    box = tmp_path / "box"
    scan(box / "one.png", "one")
    archive = box / "archive"
    run = ingested(box, archive)
    assert run is not None
    assert run.sources_seen == 1
    assert ingested(box, archive) is None
    scan(archive / "inside" / "two.png", "two")
    (tmp_path / "link").symlink_to(archive / "inside")
    for inside in (archive, archive / "inside", tmp_path / "link"):
        with pytest.raises(TerminalError) as refused:
            ingested(inside, archive)
        assert refused.value.code is Code.USAGE_NO_SCANS


def test_a_page_that_timed_out_is_tried_again_with_more_time_only(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    scan(box / "two pages.tif", "slow", pages=2)
    scan(box / "quick.png", "quick")
    monkeypatch.setenv("FAKE_TESSERACT_SECONDS", "5")
    run = ingested(box, archive, "reading.page_seconds=0.3")
    assert run is not None
    assert (run.pages_quarantined, run.sources_quarantined) == (3, 2)
    read_before = desk.pages_read
    assert ingested(box, archive, "reading.page_seconds=0.3") is None
    assert ingested(box, archive, "reading.page_seconds=0.2") is None
    assert desk.pages_read == read_before

    monkeypatch.setenv("FAKE_TESSERACT_SECONDS", "0")
    run = ingested(box, archive, "reading.page_seconds=60")
    assert run is not None
    assert (run.pages_read, run.pages_quarantined, run.sources_quarantined) == (3, 0, 0)
    assert ingested(box, archive, "reading.page_seconds=90") is None


def test_the_recorder_of_the_temporary_server_rests_between_its_looks() -> None:
    interval = _ENVIRONMENT["PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL"]
    assert int(interval) >= 1, "Prefect 3.8 cuts it to whole seconds, and never sleeps with none"


@pytest.mark.usefixtures("desk")
def test_one_path_given_twice_counts_once(tmp_path: Path) -> None:
    one = scan(tmp_path / "box" / "one.png", "one")
    given = [str(one), str(one.parent), str(one.parent / "." / "one.png")]
    with Ingestion(given, str(tmp_path / "archive"), load()) as work:
        work.start()
        assert work.tally.sources == 1
