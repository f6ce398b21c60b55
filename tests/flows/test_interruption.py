"""Runs that are killed or stopped in the middle: nothing is lost, read twice, or left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pandas as pd
import psutil
import pytest
from deltalake import DeltaTable
from pandas.testing import assert_frame_equal

from flows.exits import Exit
from flows.pool import PAGES_IN_HAND
from tests.flows.conftest import Desk, ingested, reprocessed, scan

SOURCES = 30
WORKERS = 2
SMALL_SHARDS = ("--set", "running.shard_pages=4", "--workers", str(WORKERS))


def box_of(tmp_path: Path) -> Path:
    box = tmp_path / "box"
    for number in range(SOURCES):
        scan(box / f"cable {number:02} x.png", f"sheet {number}")
    return box


def wait_for(desk: Desk, pages: int, run: subprocess.Popen[str], seconds: float = 60) -> None:
    wait_until(lambda: desk.pages_read >= pages, run, seconds)


def wait_until(is_so: Callable[[], bool], run: subprocess.Popen[str], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < end, "the run does not come on"
        time.sleep(0.02)


def has_row(archive: Path) -> bool:
    """Tell whether the archive knows of a run."""
    runs = archive / "tables" / "runs"
    return DeltaTable.is_deltatable(str(runs)) and DeltaTable(runs).to_pyarrow_table().num_rows > 0


def family(run: subprocess.Popen[str]) -> list[psutil.Process]:
    process = psutil.Process(run.pid)
    return [process, *process.children(recursive=True)]


def groups_of(processes: list[psutil.Process]) -> set[int]:
    """Give the process groups of those that still run: a Tesseract lives for half a second."""
    groups = set()
    for process in processes:
        with suppress(ProcessLookupError):
            groups.add(os.getpgid(process.pid))
    return groups


def assert_gone(processes: list[psutil.Process]) -> None:
    gone, alive = psutil.wait_procs(processes, timeout=5)
    assert not [p for p in alive if p.status() != psutil.STATUS_ZOMBIE], gone


def contents(archive: Path) -> dict[str, pd.DataFrame]:
    """Give what must be the same in every undisturbed run over the same scans."""
    passing = ["run_id", "recorded_at", "first_seen", "last_seen", "ocr_seconds", "revision"]
    tables = ("documents", "comments", "marks", "fields", "pages", "sources")
    return {
        name: pd.read_parquet(archive / "latest" / f"{name}.parquet").drop(
            columns=passing, errors="ignore"
        )
        for name in tables
    }


def test_kill_9_and_the_same_command_give_the_undisturbed_archive(
    desk: Desk, tmp_path: Path
) -> None:
    box, archive, quiet = box_of(tmp_path), tmp_path / "archive", tmp_path / "quiet"
    ingested(box, quiet)
    desk.calls.unlink()

    desk.environment["FAKE_TESSERACT_SECONDS"] = "0.5"
    run = desk.start("ingest", box, archive, *SMALL_SHARDS)
    wait_for(desk, 22, run)
    processes = family(run)
    run.send_signal(signal.SIGKILL)
    run.wait()
    run.communicate()
    assert_gone(processes)
    read_before = desk.pages_read

    pages = archive / "tables" / "pages"
    committed = DeltaTable(pages).to_pyarrow_table(columns=["page"]).num_rows
    assert committed, "nothing was committed before the kill: the test shows nothing"

    ingested(box, archive)
    assert desk.pages_read - read_before == SOURCES - committed
    runs = pd.read_parquet(archive / "latest" / "runs.parquet")
    assert sorted(runs.state) == ["completed", "interrupted"]
    for name, frame in contents(quiet).items():
        assert_frame_equal(contents(archive)[name], frame)
    assert not list((tmp_path / "tmp").glob("dropcopy*")), "the next run sweeps what was left"


@pytest.mark.parametrize(
    ("number", "pages"),
    [(signal.SIGINT, 1), (signal.SIGTERM, 14)],
    ids=["at the start", "in the middle"],
)
def test_a_stop_keeps_what_is_done(
    desk: Desk, tmp_path: Path, number: signal.Signals, pages: int
) -> None:
    box, archive = box_of(tmp_path), tmp_path / "archive"
    desk.environment["FAKE_TESSERACT_SECONDS"] = "0.5"
    run = desk.start("ingest", box, archive, *SMALL_SHARDS, "--json")
    wait_for(desk, pages + 1, run)
    wait_until(lambda: has_row(archive), run)  # pages are read before
    processes = family(run)
    asked = time.monotonic()
    while run.poll() is None and time.monotonic() - asked < 5:  # further ones change nothing
        run.send_signal(number)
        time.sleep(0.005)
    stdout, stderr = run.communicate(timeout=10)
    assert time.monotonic() - asked < 5, stderr
    assert run.returncode == Exit.INTERRUPTED, stderr
    assert "Traceback" not in stderr
    assert_gone(processes)
    told = json.loads(stdout)
    assert told["state"] == "interrupted"
    kept = pd.read_parquet(archive / "latest" / "pages.parquet")
    assert kept.reason.isna().all(), "a page whose Tesseract was ended is not kept as failed"
    read_before = desk.pages_read
    assert len(kept) >= read_before - WORKERS * PAGES_IN_HAND, "only what was in hand is lost"

    ingested(box, archive)
    assert desk.pages_read - read_before == SOURCES - len(kept)
    assert not list(Path(os.fspath(tmp_path / "tmp")).glob("dropcopy*"))


def test_a_stop_that_reaches_our_children_too_makes_no_page_a_failed_one(
    desk: Desk, tmp_path: Path
) -> None:
    box, archive = box_of(tmp_path), tmp_path / "archive"
    desk.environment["FAKE_TESSERACT_SECONDS"] = "0.5"
    run = desk.start("ingest", box, archive, *SMALL_SHARDS)
    wait_for(desk, 9, run)
    processes = family(run)
    assert len(groups_of(processes)) > 1, "a terminal's Ctrl-C is for us alone"
    for process in reversed(processes):  # as systemd stops a service: the children die first
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, stderr = run.communicate(timeout=10)
    assert run.returncode == Exit.INTERRUPTED, stderr
    assert_gone(processes)
    kept = pd.read_parquet(archive / "latest" / "pages.parquet")
    assert len(kept)
    assert kept.reason.isna().all()
    assert set(pd.read_parquet(archive / "latest" / "sources.parquet").state) == {"recorded"}


def test_reprocess_can_be_killed(desk: Desk, tmp_path: Path) -> None:
    box, archive = box_of(tmp_path), tmp_path / "archive"
    ingested(box, archive)
    before = contents(archive)
    run = desk.start("reprocess", archive)
    time.sleep(2.5)
    processes = family(run)
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert_gone(processes)
    run_again = reprocessed(archive)
    assert (run_again.pages_read, run_again.sources_recorded) == (0, SOURCES)
    for name, frame in before.items():
        assert_frame_equal(contents(archive)[name], frame)
