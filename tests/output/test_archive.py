from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.dataset as ds
import pytest
from deltalake import DeltaTable

from output.archive import MARKER, Archive
from output.rows import from_arrow
from output.scanning import Where
from schemas.problems import Code, TerminalError, TransientError
from schemas.records import RunRow, RunState
from tests.output.makers import START, begin, digest, ended, keep, later, page, record


def test_a_folder_without_an_archive_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(TerminalError) as caught:
        Archive.open(tmp_path / "nowhere")
    assert caught.value.code is Code.ARCHIVE_NOT_FOUND
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_with_other_things_is_not_littered(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(TerminalError) as caught:
        Archive.create(tmp_path)
    assert caught.value.code is Code.ARCHIVE_NOT_AN_ARCHIVE
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_a_file_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"x")
    with pytest.raises(TerminalError) as caught:
        Archive.create(tmp_path / "scan.pdf")
    assert caught.value.code is Code.ARCHIVE_NOT_AN_ARCHIVE


def test_an_empty_folder_and_one_half_made_become_archives(tmp_path: Path) -> None:
    (tmp_path / ".staging").mkdir()
    Archive.create(tmp_path)
    assert len(Archive.open(tmp_path).known_sources()) == 0
    Archive.create(tmp_path)


def test_an_archive_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    Archive.create(tmp_path)
    (tmp_path / MARKER).write_text(json.dumps({"schema_version": 999}))
    for opening in (Archive.open, Archive.create):
        with pytest.raises(TerminalError) as caught:
            opening(tmp_path)
        assert caught.value.code is Code.ARCHIVE_NEWER_SCHEMA


def test_commits_need_a_run(archive: Archive) -> None:
    with pytest.raises(RuntimeError, match="begin_run"):
        archive.commit_pages(digest("one"), [page(1)], "run")


def test_two_runs_do_not_write_at_once(archive: Archive) -> None:
    begin(archive)
    with pytest.raises(TransientError) as caught:
        begin(archive)
    assert caught.value.code is Code.ARCHIVE_BUSY
    other = Archive.open(archive.place.url)
    with pytest.raises(TransientError, match=str(os.getpid())):
        begin(other)
    archive.close()
    begin(other)
    other.close()


def test_the_lock_goes_with_a_killed_process_though_its_child_lives(archive: Archive) -> None:
    script = (
        "import subprocess, sys, time\n"
        "from datetime import UTC, datetime\n"
        "from output.archive import Archive\n"
        f"archive = Archive.open({archive.place.url!r})\n"
        "archive.begin_run('ingest', '{}', '{}', datetime(2031, 1, 1, tzinfo=UTC))\n"
        "child = subprocess.Popen(['sleep', '60'])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        child = int(holder.stdout.readline())
        try:
            with pytest.raises(TransientError):
                begin(archive)
            holder.kill()
            holder.wait()
            begin(archive)
        finally:
            os.kill(child, 9)
    states = {run.state for run in from_arrow(RunRow, archive.tables.scan("runs"))}
    assert states == {RunState.RUNNING, RunState.INTERRUPTED}


def test_a_run_is_written_at_its_beginning_and_its_end(archive: Archive) -> None:
    run_id = begin(archive)
    assert run_id.startswith("20310506T070809-")
    archive.end_run(ended(run_id).model_copy(update={"sources_seen": 7}))
    (run,) = from_arrow(RunRow, archive.tables.scan("runs"))
    assert (run.run_id, run.state, run.sources_seen) == (run_id, RunState.COMPLETED, 7)
    assert begin(archive, later(9)) != run_id


def test_many_small_files_are_joined_when_a_run_ends(archive: Archive) -> None:
    run_id = begin(archive)
    for number in range(20):
        keep(archive, run_id, f"s{number}", record())
    before = len(DeltaTable(archive.place.url_of("tables/pages")).file_uris())
    archive.end_run(ended(run_id))
    after = len(DeltaTable(archive.place.url_of("tables/pages")).file_uris())
    assert (before, after) == (20, 1)
    assert archive.tables.dataset("pages").count_rows() == 40
    assert (
        archive.tables.scan(
            "documents", None, Where(ds.field("revision") != 1, frozenset({"revision"}))
        ).num_rows
        == 0
    )


def test_columns_that_old_tables_lack_are_added(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path)
    run_id = begin(archive, START)
    keep(archive, run_id, "old", record())
    archive.close()
    url = archive.place.url_of("tables/runs")
    old = DeltaTable(url).to_pyarrow_table().drop_columns(["documents_changed", "ended_at"])
    from deltalake import write_deltalake

    write_deltalake(url, old, mode="overwrite", schema_mode="overwrite")
    again = Archive.create(tmp_path)
    begin(again, later(5))
    runs = from_arrow(RunRow, again.tables.scan("runs"))
    assert [run.documents_changed for run in runs] == [0, 0]
    last = runs[-1].model_copy(update={"ended_at": later(9), "documents_changed": 3})
    again.end_run(last)
    assert last in from_arrow(RunRow, again.tables.scan("runs")), "what is written there is kept"
    again.close()


def test_pandas_is_not_needed(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "class NoPandas:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'pandas': raise ModuleNotFoundError(name)\n"
        "sys.meta_path.insert(0, NoPandas())\n"
        "from datetime import UTC, datetime\n"
        "from output.archive import Archive\n"
        "from output import publishing, report\n"
        f"archive = Archive.create({str(tmp_path / 'archive')!r})\n"
        "publishing.publish(archive)\n"
        "report.write_report(archive, datetime.now(UTC))\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
