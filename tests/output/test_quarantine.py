from __future__ import annotations

import json
from pathlib import Path

import pytest

from output import quarantine
from output.archive import Archive
from output.quarantine import Refusal
from schemas.problems import Code, Problem
from tests.output.makers import START, digest


def _refusal(where: str, sha256: str | None = None) -> Refusal:
    return Refusal(
        source_uri=where,
        source_sha256=digest("scan") if sha256 is None else sha256,
        stage="inventory",
        problem=Problem(Code.SOURCE_ENCRYPTED, "it wants a password"),
        when=START,
        run_id="run",
        traceback="Traceback: é",
    )


def _kept(archive: Archive) -> list[str]:
    return list(archive.place.names("quarantine"))


def test_a_note_stands_beside_a_link_to_the_input(archive: Archive, tmp_path: Path) -> None:
    scan = tmp_path / "..%2f<evil>\n.pdf"
    scan.write_bytes(b"%PDF")
    name = quarantine.put(archive, _refusal(str(scan)))
    stem = digest("scan")[:32]
    assert name == f"quarantine/{stem}.json"
    assert _kept(archive) == [f"{stem}.json", f"{stem}.scan"]
    content = archive.place.read(name)
    assert content is not None
    note = json.loads(content)
    assert note["reason"] == "source.encrypted"
    assert note["stage"] == "inventory"
    assert note["hint"].startswith("Save a copy")
    assert note["source_uri"] == str(scan)
    assert note["kept_as"] == f"quarantine/{stem}.scan"
    assert note["traceback"] == "Traceback: é"
    kept = Path(archive.place.url) / note["kept_as"]
    assert kept.samefile(scan)
    assert archive.place.names(".staging") == ()


def test_a_refusal_of_the_same_input_again_replaces_its_note(
    archive: Archive, tmp_path: Path
) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF")
    for where in (str(scan), scan.as_uri()):
        quarantine.put(archive, _refusal(where))
    assert len(_kept(archive)) == 2


def test_what_cannot_be_linked_is_copied_when_it_is_small(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr("os.link", refuse)
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF")
    quarantine.put(archive, _refusal(str(scan)))
    kept = Path(archive.place.url) / "quarantine" / f"{digest('scan')[:32]}.scan"
    assert kept.read_bytes() == b"%PDF"
    assert not kept.samefile(scan)
    monkeypatch.setattr(quarantine, "COPY_LIMIT", 3)
    quarantine.put(archive, _refusal(str(scan), digest("other")))
    assert f"{digest('other')[:32]}.scan" not in _kept(archive)


@pytest.mark.parametrize("where", ["/no/such/file.pdf", "s3://bucket/a.pdf", "/", "/dev/zero"])
def test_what_is_no_ordinary_file_is_only_named(archive: Archive, where: str) -> None:
    name = quarantine.put(archive, _refusal(where))
    content = archive.place.read(name)
    assert content is not None
    assert json.loads(content)["kept_as"] is None
    assert len(_kept(archive)) == 1


def test_note_and_link_go_when_the_source_succeeds(archive: Archive, tmp_path: Path) -> None:
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF")
    quarantine.put(archive, _refusal(str(scan), ""))  # first it could not be read
    quarantine.put(archive, _refusal(str(scan)))
    assert len(_kept(archive)) == 3
    quarantine.release(archive, str(scan), digest("scan"))
    quarantine.release(archive, str(scan), digest("scan"))
    assert _kept(archive) == []
    assert scan.read_bytes() == b"%PDF"
