"""What dropcopy costs beside the bare program: the same pages through both, in the same run.

    python -m bench.overhead                   100 generated pages, one process a core
    python -m bench.overhead --pages 20 --level clean

Bare: ``tesseract PAGE OUT tsv`` with ``OMP_THREAD_LIMIT=1``, one process a core. It runs before and
after ``dropcopy ingest`` (start-up of Prefect, parsing and the archive included), so that a machine
that grows slower meanwhile is seen. Every page is a PNG file; the pages of one set are one source.
On a machine that others use too, compare the CPU seconds (user and system, children included): on a
quiet one the difference in seconds is that of the CPU seconds divided by the cores, and start and end.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds by the clock, and of all its processes on the cores."""

    seconds: float
    cpu_seconds: float


def cost_of(work: Callable[[], object]) -> Cost:
    """Measure a call that does its work in child processes, and waits for them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def read_bare(pages: list[Path], jobs: int) -> None:
    """Read the pages with Tesseract, ``jobs`` processes at a time."""
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as name:

        def read(numbered: tuple[int, Path]) -> None:
            number, page = numbered
            command = ["tesseract", str(page), f"{name}/{number}", "--psm", "3", "tsv"]
            subprocess.run(command, env=_ENVIRONMENT, check=True, capture_output=True)

        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(read, enumerate(pages)))


def read_with_dropcopy(scans: Path, archive: Path, jobs: int) -> None:
    """Run ``dropcopy ingest``. Raises CalledProcessError when it fails."""
    command = [
        str(Path(sys.executable).with_name("dropcopy")),
        "ingest",
        str(scans),
        str(archive),
        "--workers",
        str(jobs),
    ]
    subprocess.run(command, env=_ENVIRONMENT, check=True, stdout=subprocess.DEVNULL)


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
        before = cost_of(lambda: read_bare(files, jobs))
        ours = cost_of(lambda: read_with_dropcopy(scans, Path(name) / "archive", jobs))
        after = cost_of(lambda: read_bare(files, jobs))
    table = Table(title=f"{pages} pages, {level}, {jobs} cores")
    table.add_column("")
    for heading in ("seconds", "CPU seconds", "pages a second"):
        table.add_column(heading, justify="right")
    for label, cost in (
        ("bare tesseract, before", before),
        ("dropcopy ingest", ours),
        ("bare tesseract, after", after),
    ):
        told = (f"{cost.seconds:.1f}", f"{cost.cpu_seconds:.1f}", f"{pages / cost.seconds:.2f}")
        table.add_row(label, *told)
    more = ours.seconds - (before.seconds + after.seconds) / 2
    cpu = ours.cpu_seconds - (before.cpu_seconds + after.cpu_seconds) / 2
    difference = (
        f"Against the mean of bare Tesseract, dropcopy took {more:+.1f} s "
        f"and {cpu:+.1f} CPU seconds."
    )
    Console().print(table)
    Console().print(difference)
    if page:
        command = ["python", "-m", "bench.overhead", *sys.argv[1:]]
        write_section("overhead", command, f"{as_markdown(table)}\n\n{difference}")


if __name__ == "__main__":
    typer.run(run)
