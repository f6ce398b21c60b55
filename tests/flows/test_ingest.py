"""Whole runs by the command, in processes of their own, against a Tesseract that costs nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from flows.exits import Exit
from tests.flows.conftest import Desk, scan

pytestmark = pytest.mark.filterwarnings("default")


def ingested(desk: Desk, *args: str | Path) -> tuple[int, dict[str, Any], str]:
    ended = desk.run("ingest", *args, "--json")
    assert ended.stdout.count("\n") == 1, ended.stderr
    told: dict[str, Any] = json.loads(ended.stdout)
    return ended.returncode, told, ended.stderr


def test_a_box_of_good_and_bad_inputs(desk: Desk, tmp_path: Path) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    scan(box / "one.png", "one")
    scan(box / "two.tif", "two", pages=3)
    (box / "copy of one.png").write_bytes((box / "one.png").read_bytes())
    (box / "notes.pdf").write_text("not a pdf at all")
    (box / "empty.jpg").write_bytes(b"")
    whole = scan(tmp_path / "whole.jpg", "three").read_bytes()
    (box / "cut.jpg").write_bytes(whole[: len(whole) // 3])
    (box / "\x1b[31mred[bold].tif").write_bytes(b"II*\0 damaged")

    code, told, stderr = ingested(desk, box, archive)

    assert code == Exit.SOME_QUARANTINED, stderr
    assert "Traceback" not in stderr
    assert told["state"] == "completed"
    assert told["sources_seen"] == 7
    assert told["sources_recorded"] == 2
    assert told["sources_duplicate"] == 1
    assert told["sources_quarantined"] == 4
    assert told["pages_read"] >= 4
    assert desk.pages_read == 4
    codes = {Path(one["source_uri"]).name: one["code"] for one in told["quarantined"]}
    assert codes["empty.jpg"] == "source.empty"
    assert codes["notes.pdf"] == "source.unsupported"
    documents = pd.read_parquet(archive / "latest" / "documents.parquet")
    assert set(documents.from_station) == {"OSLO"}
    assert {Path(uri).name for uri in documents.source_uri} <= {
        "one.png",
        "copy of one.png",
        "two.tif",
    }

    before = (archive / "latest" / "runs.parquet").read_bytes()
    code, told, stderr = ingested(desk, box, archive)
    assert (code, told["state"]) == (Exit.SOME_QUARANTINED, "nothing_to_do"), stderr
    assert len(told["quarantined"]) == 4
    assert desk.pages_read == 4
    assert (archive / "latest" / "runs.parquet").read_bytes() == before

    people = desk.run("ingest", box, archive)
    assert "Nothing to do" in people.stdout
    assert "\x1b[31mred" not in people.stdout
    assert "\\x1b[31mred[bold]" in people.stdout

    scan(box / "new.png", "new")
    (box / "one.png").rename(tmp_path / "elsewhere.png")
    code, told, stderr = ingested(desk, box, archive)
    assert (told["state"], told["pages_read"]) == ("completed", 1), stderr
    assert told["sources_recorded"] == 3, "the copy took the place of the scan that is gone"
    assert desk.pages_read == 5


def test_other_settings_read_again_and_another_parser_does_not(desk: Desk, tmp_path: Path) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    for name in "ab":
        scan(box / f"{name}.png", name)
    code, told, stderr = ingested(desk, box, archive)
    assert (code, told["pages_read"]) == (Exit.FINE, 2), stderr

    code, told, stderr = ingested(desk, box, archive, "--set", "reading.level_lines=false")
    assert (code, told["pages_read"], told["documents_changed"]) == (Exit.FINE, 2, 0), stderr

    ended = desk.run("reprocess", archive, "--json")
    told = json.loads(ended.stdout)
    assert (ended.returncode, told["pages_read"], told["documents_changed"]) == (0, 0, 0)
    assert told["flow"] == "reprocess"
    assert told["documents"] == 2
    assert desk.pages_read == 4


def test_usage_and_environment(desk: Desk, tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    (tmp_path / "nothing").mkdir()
    one = scan(tmp_path / "one.png", "one")
    desk.environment["PREFECT_API_URL"] = "http://127.0.0.1:1/api"
    for args, code, said in (
        (("ingest", tmp_path / "missing", archive), Exit.BAD_USAGE, "usage.no_such_path"),
        (("ingest", tmp_path / "nothing", archive), Exit.BAD_USAGE, "usage.no_scans"),
        (("ingest", one, archive, "--set", "running.x=1"), Exit.BAD_USAGE, "usage.bad_setting"),
        (("ingest", one, archive), Exit.ENVIRONMENT, "environment.prefect_unreachable"),
        (("reprocess", tmp_path / "nothing"), Exit.BAD_USAGE, "archive.not_found"),
        (("show", tmp_path / "nothing", "x"), Exit.BAD_USAGE, "archive.not_found"),
        (("read", tmp_path / "missing"), Exit.BAD_USAGE, "usage.no_such_path"),
    ):
        ended = desk.run(*args)
        assert (ended.returncode, said in ended.stderr) == (code, True), ended.stderr
        assert "Traceback" not in ended.stderr
        assert ended.stdout == ""
    desk.environment["PATH"] = "/nonexistent"
    ended = desk.run("ingest", one, tmp_path / "other")
    assert ended.returncode == Exit.ENVIRONMENT
    assert "apt-get install tesseract-ocr" in ended.stderr.replace("\n", " ")
