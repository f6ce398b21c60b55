"""``dropcopy evaluate`` on the terminal and for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.exits import Exit
from output.archive import Archive
from output.evaluation.truth import Truth
from tests.flows.conftest import Desk
from tests.output.makers import begin, keep, record


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give an archive of one source."""
    with Archive.create(tmp_path / "archive") as archive:
        keep(archive, begin(archive), "a", record())
    return tmp_path / "archive"


def written(folder: Path, *sources: str) -> Path:
    """Write truths of which each says that the copy is the second; give their folder."""
    folder.mkdir()
    sheet = record().sheet.model_copy(update={"copy_number": 2})
    for source in sources:
        truth = Truth(source=source, records=(record().model_copy(update={"sheet": sheet}),))
        (folder / f"{source}.json").write_text(truth.model_dump_json(), encoding="utf-8")
    return folder


def test_tables_and_mistakes_are_shown(desk: Desk, kept: Path, tmp_path: Path) -> None:
    truth = written(tmp_path / "truth", "a.pdf", "z.pdf")
    ended = desk.run("evaluate", truth, kept, "--worst", "9")
    assert ended.returncode == Exit.FINE, ended.stderr
    assert "from_station" in ended.stdout
    assert "copy_number (a.pdf, page 1): '2' -> ''" in ended.stdout
    assert "2 sources, 1 of them in the archive" in ended.stdout
    assert "not in the archive, all of it missed: z.pdf" in ended.stderr


def test_machines_get_one_object(desk: Desk, kept: Path, tmp_path: Path) -> None:
    ended = desk.run("evaluate", written(tmp_path / "truth", "a.pdf"), kept, "--json")
    assert ended.returncode == Exit.FINE, ended.stderr
    told = json.loads(ended.stdout)
    assert told["sources"] == 1
    assert told["not_found"] == []
    assert told["groups"]["all"]["fields"]["copy_number"]["missed"] == 1
    assert [one["field"] for one in told["mistakes"]] == ["copy_number"]


@pytest.mark.parametrize(
    ("paths", "code"),
    [
        (("nowhere", "archive"), "usage.no_such_path"),
        (("empty", "archive"), "usage.no_truth"),
        (("truth", "archive"), "usage.nothing_to_compare"),
        (("truth", "empty"), "archive."),
    ],
    ids=["no such truth", "no truth in the folder", "nothing matches", "no archive"],
)
def test_wrong_arguments_are_bad_usage(
    desk: Desk, kept: Path, paths: tuple[str, str], code: str
) -> None:
    (kept.parent / "empty").mkdir()
    written(kept.parent / "truth", "z.pdf")
    ended = desk.run("evaluate", *(kept.parent / path for path in paths))
    assert ended.returncode == Exit.BAD_USAGE
    assert code in ended.stderr
    assert ended.stdout == ""
