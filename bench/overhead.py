"""What dropcopy costs beside the bare program: the same pages through both, in the same run.

    python -m bench.overhead                   100 generated pages, one process a core
    python -m bench.overhead --pages 20 --level clean

Bare: ``tesseract PAGE OUT tsv`` with ``OMP_THREAD_LIMIT=1``, one process a core. It runs before and
after ``dropcopy ingest`` (start-up of Prefect, parsing and the archive included), so that a machine
that grows slower meanwhile is seen. Every page is a PNG file; the pages of one set are one source.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Annotated

import cv2
import typer
from rich.console import Console
from rich.table import Table

from bench.measurements import as_markdown, write_section
from bench.sheets import Level, make_set, write_set
from ocr.inventory import find_sources
from ocr.opening import open_source
from ocr.settings import Limits

_ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1"}


def write_pages(folder: Path, count: int, level: Level) -> list[Path]:
    """Write ``count`` generated pages as PNG, the pages of a set in a folder of their own."""
    written: list[Path] = []
    seed = 0
    while len(written) < count:
        with tempfile.TemporaryDirectory(prefix="dropcopy-") as name:
            write_set(make_set(seed, level), Path(name))
            place = folder / f"set-{seed:05d}"
            place.mkdir(parents=True)
            for source in find_sources([Path(name)]):
                with open_source(source, Limits()) as scan:
                    for number in range(1, min(scan.page_count, count - len(written)) + 1):
                        path = place / f"page-{number:03d}.png"
                        cv2.imwrite(str(path), scan.page_image(number).pixels)
                        written.append(path)
        seed += 1
    return written


def time_bare(pages: list[Path], jobs: int) -> float:
    """Give the seconds that Tesseract takes for the pages, ``jobs`` processes at a time."""
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as name:

        def read(numbered: tuple[int, Path]) -> None:
            number, page = numbered
            command = ["tesseract", str(page), f"{name}/{number}", "--psm", "3", "tsv"]
            subprocess.run(command, env=_ENVIRONMENT, check=True, capture_output=True)

        started = time.perf_counter()
        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(read, enumerate(pages)))
        return time.perf_counter() - started


def time_dropcopy(scans: Path, archive: Path, jobs: int) -> float:
    """Give the seconds of ``dropcopy ingest``. Raises CalledProcessError when it fails."""
    command = [
        str(Path(sys.executable).with_name("dropcopy")),
        "ingest",
        str(scans),
        str(archive),
        "--workers",
        str(jobs),
    ]
    started = time.perf_counter()
    subprocess.run(command, env=_ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def run(
    *,
    pages: Annotated[int, typer.Option(min=1, help="How many.")] = 100,
    level: Annotated[Level, typer.Option(help="How worn the pages are.")] = Level.MODERATE,
    jobs: Annotated[int, typer.Option(min=1, help="Tesseract processes.")] = os.cpu_count() or 1,
    page: Annotated[
        bool, typer.Option("--page", help="Write the result into docs/measurements.md.")
    ] = False,
) -> None:
    """Time bare Tesseract and dropcopy on the same pages; print both and the difference."""
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as name:
        scans = Path(name) / "scans"
        files = write_pages(scans, pages, level)
        before = time_bare(files, jobs)
        ours = time_dropcopy(scans, Path(name) / "archive", jobs)
        after = time_bare(files, jobs)
    bare = (before + after) / 2
    table = Table(title=f"{pages} pages, {level}, {jobs} cores")
    table.add_column("")
    table.add_column("seconds", justify="right")
    table.add_column("pages a second", justify="right")
    for label, seconds in (
        ("bare tesseract, before", before),
        ("dropcopy ingest", ours),
        ("bare tesseract, after", after),
    ):
        table.add_row(label, f"{seconds:.1f}", f"{pages / seconds:.2f}")
    difference = f"dropcopy took {ours - bare:+.1f} s against the mean of bare Tesseract."
    Console().print(table)
    Console().print(difference)
    if page:
        command = ["python", "-m", "bench.overhead", *sys.argv[1:]]
        write_section("overhead", command, f"{as_markdown(table)}\n\n{difference}")


if __name__ == "__main__":
    typer.run(run)
