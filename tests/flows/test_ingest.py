"""The command as it is typed, against a Tesseract that costs nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image
from typer.testing import CliRunner

from flows.cli import app
from flows.exits import Exit
from tests.flows.conftest import Desk, ingested, scan


def test_the_command_from_box_to_table(desk: Desk, tmp_path: Path) -> None:
    box, archive = tmp_path / "box", tmp_path / "archive"
    scan(box / "one.png", "one")
    scan(box / "two.tif", "two", pages=3)
    (box / "\x1b[31mred[bold].tif").write_bytes(b"II*\0 damaged")

    ended = desk.run("ingest", box, archive, "--json")
    assert ended.returncode == Exit.SOME_QUARANTINED, ended.stderr
    assert "Traceback" not in ended.stderr
    told = json.loads(ended.stdout)
    assert (told["state"], told["flow"], told["pages_read"]) == ("completed", "ingest", 4)
    assert [one["code"] for one in told["quarantined"]] == ["source.damaged"]
    documents = pd.read_parquet(archive / "latest" / "documents.parquet")
    assert set(documents.from_station) == {"OSLO"}
    assert not list((tmp_path / "tmp").iterdir()), "nothing is left behind"

    ended = desk.run("ingest", box, archive)
    assert ended.returncode == Exit.SOME_QUARANTINED, ended.stderr
    assert "Nothing to do" in ended.stdout
    assert "\x1b[31mred" not in ended.stdout
    assert "\\x1b[31mred[bold]" in ended.stdout
    assert desk.pages_read == 4

    ended = desk.run("reprocess", archive)
    assert ended.returncode == Exit.FINE, ended.stderr
    assert "to review" in ended.stdout
    assert desk.pages_read == 4


@pytest.mark.usefixtures("desk")
def test_usage_and_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive, nothing = tmp_path / "archive", tmp_path / "nothing"
    nothing.mkdir()
    one = scan(tmp_path / "one.png", "one")
    with (tmp_path / "tree").open("w") as full:
        full.write("not an archive")
    for args, code, said in (
        (("ingest", tmp_path / "missing", archive), Exit.BAD_USAGE, "usage.no_such_path"),
        (("ingest", nothing, archive), Exit.BAD_USAGE, "usage.no_scans"),
        (("ingest", one, archive, "--set", "running.x=1"), Exit.BAD_USAGE, "usage.bad_setting"),
        (("ingest", one, tmp_path), Exit.BAD_USAGE, "archive.not_an_archive"),
        (("reprocess", nothing), Exit.BAD_USAGE, "archive.not_found"),
        (("show", nothing, "x"), Exit.BAD_USAGE, "archive.not_found"),
        (("read", tmp_path / "missing"), Exit.BAD_USAGE, "usage.no_such_path"),
        (("read",), Exit.BAD_USAGE, "Missing argument"),
    ):
        ended = CliRunner().invoke(app, [str(arg) for arg in args])
        assert (ended.exit_code, said in ended.stderr) == (code, True), ended.stderr
        assert "Traceback" not in ended.stderr
        assert ended.stdout == ""

    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    ended = CliRunner().invoke(app, ["ingest", str(one), str(archive)])
    assert ended.exit_code == Exit.ENVIRONMENT, ended.output
    assert "environment.prefect_unreachable" in ended.stderr

    monkeypatch.setenv("PATH", str(nothing))
    ended = CliRunner().invoke(app, ["ingest", str(one), str(tmp_path / "other")])
    assert ended.exit_code == Exit.ENVIRONMENT, ended.output
    assert "apt-get install tesseract-ocr" in ended.stderr.replace("\n", " ")


def test_read_is_light_and_shows_a_record(desk: Desk, tmp_path: Path) -> None:
    one = scan(tmp_path / "one.png", "one")
    heavy = "{'prefect', 'pandas', 'deltalake', 'pyarrow', 'duckdb'}"
    program = (
        "import sys; from flows.cli import app; app(sys.argv[1:], standalone_mode=False); "
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, "read", str(one)],
        env=desk.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.stderr == "[]\n"
    for shown in ("from_station", "OSLO", "1944-11-04", "the harbour office"):
        assert shown in ended.stdout

    ended = desk.run("read", one, "--json")
    (record,) = json.loads(ended.stdout)
    assert record["sheet"]["message_numbers"] == [318]


def test_the_command_does_without_pandas(desk: Desk, tmp_path: Path) -> None:
    one, archive = scan(tmp_path / "box" / "one.png", "one"), tmp_path / "archive"
    assert ingested(one.parent, archive) is not None
    program = (
        "import sys\nfrom flows.cli import app, main\n"
        "def run():\n"
        "    try:\n        app()\n"
        "    finally:\n        print('pandas' in sys.modules, file=sys.stderr)\n"
        "main(run)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, "ingest", str(one.parent), str(archive)],
        env=desk.environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (Exit.FINE, "False\n")


@pytest.mark.usefixtures("desk")
def test_show_draws_the_evidence(tmp_path: Path) -> None:
    one, archive = scan(tmp_path / "box" / "one.png", "one"), tmp_path / "archive"
    assert ingested(one.parent, archive) is not None
    (document,) = pd.read_parquet(archive / "latest" / "documents.parquet").document_id
    picture = tmp_path / "out.png"
    shown = CliRunner().invoke(app, ["show", str(archive), document, "--image", str(picture)])
    assert shown.exit_code == Exit.FINE, shown.output
    assert "OSLO" in shown.stdout
    with Image.open(picture) as drawn, Image.open(one) as plain:
        assert drawn.size == plain.size
        assert drawn.mode == "RGB"
        assert drawn.tobytes() != plain.convert("RGB").tobytes()
    told = CliRunner().invoke(app, ["show", str(archive), document[:6], "--json"])
    assert json.loads(told.stdout)["from_station"] == "OSLO"
    assert {field["field"] for field in json.loads(told.stdout)["fields"]} >= {"from_station"}

    no_page = CliRunner().invoke(
        app, ["show", str(archive), document, "--image", str(picture), "--page", "9"]
    )
    assert no_page.exit_code == Exit.BAD_USAGE
    scan(one, "another")
    changed = CliRunner().invoke(app, ["show", str(archive), document, "--image", str(picture)])
    assert "is not the scan that was read" in changed.stderr.replace("\n", " ")
