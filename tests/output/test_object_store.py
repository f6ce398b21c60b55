"""The same archive in an object store (S3 of moto), by URL; settings from the environment."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("moto")

from output import publishing, quarantine, reading_back, report
from output.archive import Archive
from output.place import Place
from output.quarantine import Refusal
from schemas.problems import Code, Problem, TerminalError
from tests.output.makers import START, begin, digest, ended, keep, later, record


@pytest.fixture
def url(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    # A process of its own: in ours it would wait for the interpreter that waits for it.
    serving = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(serving, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _make_bucket(port)
            yield "s3://scans/deep/archive"
        finally:
            server.kill()


def _make_bucket(port: int) -> None:
    deadline = time.monotonic() + 60
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("PUT", "/scans")
            assert connection.getresponse().status == 200
        except ConnectionError:
            assert time.monotonic() < deadline
            time.sleep(0.2)
        else:
            return
        finally:
            connection.close()


def test_an_archive_in_an_object_store(url: str, tmp_path: Path) -> None:
    with pytest.raises(TerminalError) as caught:
        Archive.open(url)
    assert caught.value.code is Code.ARCHIVE_NOT_FOUND
    scan = tmp_path / "a.pdf"
    scan.write_bytes(b"%PDF")
    with Archive.create(url) as archive:
        run_id = begin(archive)
        keep(archive, run_id, "a", record("S/X/T1"))
        note = quarantine.put(
            archive,
            Refusal(
                str(scan),
                digest("x"),
                "inventory",
                Problem(Code.SOURCE_DAMAGED, "no"),
                START,
                run_id,
            ),
        )
        archive.end_run(ended(run_id))
        assert "documents" in publishing.publish(archive)
        assert report.write_report(archive, START) == f"{url}/report.html"
    content = Place(url).read(note)
    assert content is not None
    assert Place(url).read(json.loads(content)["kept_as"]) == b"%PDF"
    with Archive.create(url) as archive:
        begin(archive, later(60))
        keep(archive, "second", "a", record("S/X/T2"), at=later(60))
        assert reading_back.record(archive, "S/X/T2")[0].revision == 2
        assert publishing.publish(archive)
        assert archive.place.names(".staging") == ()
    with Place(url).reading("latest/documents.parquet") as stream:
        assert list(pd.read_parquet(stream)["reference_number"]) == ["S/X/T2"]


def test_a_store_of_an_unknown_kind_is_bad_usage() -> None:
    with pytest.raises(TerminalError) as caught:
        Archive.open("gopher://hole/archive")
    assert caught.value.code is Code.USAGE_BAD_SETTING
