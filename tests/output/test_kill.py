"""kill -9 at any moment leaves an archive that readers can use and that the next run completes."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from output.archive import Archive
from tests.output.makers import VERSION
from tests.output.run_for_kill import run

KEEPING = ["run_id", "first_seen", "last_seen", "recorded_at"]
SECOND = "10.0.0"
TABLES = ("documents", "comments", "marks", "fields", "pages", "sources")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive after one good run."""
    root = tmp_path_factory.mktemp("once") / "archive"
    run(str(root), VERSION, 0)
    return root


@pytest.fixture(scope="module")
def twice(once: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    """What the archive says after a second good run, by a version that makes other records."""
    root = tmp_path_factory.mktemp("twice") / "archive"
    shutil.copytree(once, root)
    run(str(root), SECOND, 100)
    return _tables(root)


def _tables(root: Path) -> dict[str, pd.DataFrame]:
    return {
        name: pd.read_parquet(root / "latest" / f"{name}.parquet").drop(
            columns=KEEPING, errors="ignore"
        )
        for name in TABLES
    }


def _killed(root: Path, moment: int = 0, after: float = 0.0) -> bool:
    """Run until the moment, or for so many seconds; say whether the run was killed."""
    command = [sys.executable, "-m", "tests.output.run_for_kill", str(root), SECOND, "100"]
    with subprocess.Popen(
        [*command, str(moment)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == b"begun\n"
        if not moment:
            time.sleep(after)
            child.kill()
        errors = child.stderr.read()
        child.wait()
    assert child.returncode in (0, -9), errors.decode()
    return child.returncode == -9


def _assert_usable(root: Path) -> None:
    """What a reader finds at any moment: whole files, and documents with their children."""
    latest = {name: pd.read_parquet(root / "latest" / f"{name}.parquet") for name in TABLES}
    assert len(latest["documents"]) == 6
    archive = Archive.open(root)
    documents = archive.tables.scan("documents", ["document_id", "source_sha256"]).to_pylist()
    assert len(documents) == len({row["document_id"] for row in documents}) == 6
    with_comments = set(archive.tables.scan("comments", ["document_id"]).column(0).to_pylist())
    assert {row["document_id"] for row in documents} <= with_comments
    assert archive.tables.dataset("pages").count_rows() == 12


def _assert_completed(root: Path, expected: dict[str, pd.DataFrame]) -> None:
    run(str(root), SECOND, 200)
    found = _tables(root)
    for name in TABLES:
        pd.testing.assert_frame_equal(found[name], expected[name], obj=name)
    assert not list((root / ".staging").iterdir())


def test_killed_at_each_commit_and_rename(
    once: Path, twice: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    moments = 0
    for moment in range(1, 200, 5):
        root = tmp_path / f"archive-{moment}"
        shutil.copytree(once, root)
        if not _killed(root, moment):
            break
        _assert_usable(root)
        _assert_completed(root, twice)
        moments += 1
    assert moments >= 8


def test_killed_at_any_time_and_again(
    once: Path, twice: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    for trial, delays in enumerate(((0.05, 0.3), (0.15, 0.5), (0.4, 0.1), (0.6, 0.25), (0.7, 0.2))):
        root = tmp_path / f"archive-{trial}"
        shutil.copytree(once, root)
        for delay in delays:
            _killed(root, after=delay)
            _assert_usable(root)
        _assert_completed(root, twice)
