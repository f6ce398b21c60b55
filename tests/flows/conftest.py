"""A Tesseract that costs nothing, scans for it, and one Prefect server for all tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from prefect.testing.utilities import prefect_test_harness

from flows.ingestion import Ingestion
from flows.reprocessing import Reprocessing
from flows.settings import load
from schemas.records import RunRow

FAKE_TESSERACT = Path(__file__).parent / "fake_tesseract.sh"
COMMAND = (sys.executable, "-c", "from flows.cli import main; main()")


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


@dataclass(frozen=True)
class Desk:
    """Where a run is tried: a fake Tesseract on the PATH that notes each call in ``calls``."""

    environment: dict[str, str]
    calls: Path

    def run(self, *args: str | Path, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *map(str, args)],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )

    def start(self, *args: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, *map(str, args)],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    @property
    def pages_read(self) -> int:
        return len(self.calls.read_text().splitlines()) if self.calls.exists() else 0


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same desk for this process and for children of it."""
    programs, temporary = tmp_path / "bin", tmp_path / "tmp"
    programs.mkdir()
    temporary.mkdir()
    (programs / "tesseract").symlink_to(FAKE_TESSERACT)
    calls = tmp_path / "calls"
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    changes = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "TMPDIR": str(temporary),
        "FAKE_TESSERACT_CALLS": str(calls),
        "FAKE_TESSERACT_SECONDS": "0",
        "DROPCOPY_READING__FIND_UPRIGHT": "false",  # else a page may be read more than once
        "DROPCOPY_READING__FIND_ROWS": "false",  # it reads the whole page
        "TERM": "dumb",
        "COLUMNS": "100",
    }
    for name, value in changes.items():
        monkeypatch.setenv(name, value)
    environment = {**os.environ, **changes}
    environment.pop("PREFECT_API_URL", None)
    return Desk(environment, calls)


def ingested(scans: Path, archive: Path, *assignments: str) -> RunRow | None:
    """Ingest in this process and without Prefect; None when there is nothing to do."""
    with Ingestion([str(scans)], str(archive), load(assignments)) as work:
        work.start()
        if not work.has_work():
            return None
        work.begin()
        for shard in work.shards():
            work.commit(shard)
        return work.finish()


def reprocessed(archive: Path) -> RunRow:
    with Reprocessing(str(archive), load()) as work:
        work.start()
        work.begin()
        for shard in work.shards():
            work.commit(shard)
        return work.finish()


def scan(path: Path, text: str, pages: int = 1) -> Path:
    """Draw a scan that is unlike every other with another text, with enough ink to be no blank."""
    font = ImageFont.load_default(22)
    images = []
    for number in range(1, pages + 1):
        image = Image.new("L", (850, 1100), 255)
        pen = ImageDraw.Draw(image)
        for line in range(24):
            pen.text((80, 80 + 36 * line), f"{text} {number} {line} " * 3, font=font, fill=0)
        images.append(image)
    path.parent.mkdir(parents=True, exist_ok=True)
    images[0].save(path, save_all=True, append_images=images[1:], dpi=(100, 100)) if (
        pages > 1
    ) else images[0].save(path, dpi=(100, 100))
    return path
