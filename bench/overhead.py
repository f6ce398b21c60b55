"""What dropcopy costs beside the bare program: the same pages through both, in the same run.

    python -m bench.overhead                       all three cases
    python -m bench.overhead --case cost --pages 20 --level clean --rounds 1

``cost``: 100 pages through ``dropcopy ingest`` (start-up of Prefect, parsing and the archive
included) and through ``tesseract PAGE OUT tsv``, one process a core with one OpenMP thread each.

``mixed``: 60 pages of all levels, and OCRmyPDF beside them: one PDF of all the pages, in which it
reads as many at once, with the text as a sidecar; as it comes, which writes a PDF with the text under the
pages, and for the text alone, which is the least that it costs.

``memory``: the most that the main process holds over a run of 60 pages and over one of 600.

In the first two cases all take turns, ``--rounds`` times, and the median of each counts: on a machine
that others use too, one run alone may be a tenth slower than the next. There compare the CPU seconds
too (user and system, children included): on a quiet one the difference in seconds is that of the CPU
seconds divided by the cores, and start and end. Every page is a PNG file; the pages of one set are one
source.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Annotated

import cv2
import typer
from rich.console import Console
from rich.table import Table

from bench.measurements import as_markdown, write_section
from bench.reading.peers import OCRMYPDF
from bench.sheets import Level, make_set, write_set
from ocr.inventory import find_sources
from ocr.opening import open_source
from ocr.settings import Limits

_ENVIRONMENT = {**os.environ, "OMP_THREAD_LIMIT": "1"}
_OTHER_PAGES = 60
"""Pages that the case ``memory`` repeats, each time with other bytes."""


class Case(StrEnum):
    """What is measured."""

    COST = "cost"
    MIXED = "mixed"
    MEMORY = "memory"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a run took: seconds by the clock, and of all its processes on the cores."""

    seconds: float
    cpu_seconds: float

    @classmethod
    def median(cls, costs: Sequence[Cost]) -> Cost:
        """Give the median of some, of each measure by itself."""
        return cls(
            median(cost.seconds for cost in costs), median(cost.cpu_seconds for cost in costs)
        )


def write_pages(folder: Path, count: int, level: Level, first_seed: int = 0) -> list[Path]:
    """Write ``count`` generated pages as PNG, the pages of a set in a folder of their own."""
    written: list[Path] = []
    seed = first_seed
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


def write_mixed_pages(folder: Path, count: int) -> list[Path]:
    """Write pages of all levels, as many of each."""
    levels = list(Level)
    share = -(-count // len(levels))
    pages = [write_pages(folder / level, share, level, 1000) for level in levels]
    return [page for level in pages for page in level]


def repeat_pages(pages: Sequence[Path], folder: Path, count: int) -> None:
    """Write ``count`` pages, the same over and over, each under a name and in bytes of its own."""
    folder.mkdir(parents=True)
    for number, page in enumerate(islice(cycle(pages), count)):
        # What follows the end of a PNG is not looked at.
        name = folder / f"sheet-{number}-of-{count}.png"
        name.write_bytes(page.read_bytes() + f"copy {number}".encode())


def cost_of(work: Callable[[], object]) -> Cost:
    """Measure a call that does its work in child processes, and waits for them."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    work()
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def read_bare(pages: Sequence[Path], jobs: int) -> None:
    """Read the pages with Tesseract, ``jobs`` processes at a time."""
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as name:

        def read(numbered: tuple[int, Path]) -> None:
            number, page = numbered
            command = ["tesseract", str(page), f"{name}/{number}", "--psm", "3", "tsv"]
            subprocess.run(command, env=_ENVIRONMENT, check=True, capture_output=True)

        with ThreadPoolExecutor(jobs) as pool:
            list(pool.map(read, enumerate(pages)))


def read_with_dropcopy(scans: Path, archive: Path, jobs: int) -> int:
    """Run ``dropcopy ingest``; give the most bytes that its main process held.

    Raises CalledProcessError when it fails.
    """
    command = [sys.executable, "-m", "flows.cli", "ingest", str(scans), str(archive)]
    command += ["--workers", str(jobs)]
    with subprocess.Popen(command, env=_ENVIRONMENT, stdout=subprocess.DEVNULL) as run:
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise subprocess.CalledProcessError(run.returncode, command)
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def read_with_ocrmypdf(pdf: Path, jobs: int, *, text_alone: bool) -> None:
    """Run OCRmyPDF, its output beside ``pdf``. Raises CalledProcessError when it fails."""
    command = [OCRMYPDF.program("ocrmypdf"), "--quiet", "--jobs", str(jobs)]
    command += ["--output-type", "none"] if text_alone else []
    command += ["--sidecar", str(pdf.with_suffix(".txt")), str(pdf)]
    out = os.devnull if text_alone else str(pdf.with_suffix(".ocr.pdf"))
    subprocess.run([*command, out], env=_ENVIRONMENT, check=True)


def join_as_pdf(pages: Sequence[Path], pdf: Path) -> None:
    """Put pages into one PDF as they are, by the img2pdf that comes with OCRmyPDF."""
    command = [OCRMYPDF.program("img2pdf"), "--imgsize", "300dpi", "--output", str(pdf)]
    subprocess.run([*command, *map(str, pages)], check=True)


def in_turn(rounds: int, works: Mapping[str, Callable[[int], object]]) -> dict[str, Cost]:
    """Give each work's median cost; they take turns, and are told the number of the round."""
    costs: dict[str, list[Cost]] = {name: [] for name in works}
    for number in range(rounds):
        for name, work in works.items():
            costs[name].append(cost_of(partial(work, number)))
    return {name: Cost.median(those) for name, those in costs.items()}


_BARE, _OURS = "bare tesseract", "dropcopy ingest"
_THEIRS, _THEIR_TEXT = "ocrmypdf", "ocrmypdf, text alone"


def measure_cost(count: int, level: Level, jobs: int, rounds: int) -> tuple[Table, str]:
    """Measure the case ``cost``."""
    with _scratch() as folder:
        scans = folder / "scans"
        pages = write_pages(scans, count, level)
        costs = in_turn(
            rounds,
            {
                _BARE: lambda _: read_bare(pages, jobs),
                _OURS: lambda number: read_with_dropcopy(scans, folder / f"archive-{number}", jobs),
            },
        )
    table = _costs(f"{count} pages, {level}, {jobs} at a time", count, rounds, costs)
    bare, ours = costs[_BARE], costs[_OURS]
    more, cpu = ours.seconds - bare.seconds, ours.cpu_seconds - bare.cpu_seconds
    return table, (
        f"Against bare Tesseract, dropcopy took {more:+.1f} s and {cpu:+.1f} CPU seconds."
    )


def measure_mixed(count: int, jobs: int, rounds: int) -> tuple[Table, str]:
    """Measure the case ``mixed``. Raises RuntimeError when OCRmyPDF is not installed."""
    if lack := OCRMYPDF.lack():
        raise RuntimeError(lack)
    with _scratch() as folder:
        scans, pdf = folder / "scans", folder / "all.pdf"
        pages = write_mixed_pages(scans, count)
        join_as_pdf(pages, pdf)
        costs = in_turn(
            rounds,
            {
                _BARE: lambda _: read_bare(pages, jobs),
                _OURS: lambda number: read_with_dropcopy(scans, folder / f"archive-{number}", jobs),
                _THEIRS: lambda _: read_with_ocrmypdf(pdf, jobs, text_alone=False),
                _THEIR_TEXT: lambda _: read_with_ocrmypdf(pdf, jobs, text_alone=True),
            },
        )
    told = f"{len(pages)} pages of all levels, {jobs} at a time"
    table = _costs(told, len(pages), rounds, costs)
    others = [costs[name] for name in (_BARE, _THEIRS, _THEIR_TEXT)]
    ours = costs[_OURS]
    by_clock = [f"{other.seconds / ours.seconds:.2f}" for other in others]
    by_cpu = [f"{other.cpu_seconds / ours.cpu_seconds:.2f}" for other in others]
    return table, (
        f"Pages a second: {by_clock[0]} times bare Tesseract, {by_clock[1]} times OCRmyPDF, "
        f"{by_clock[2]} times OCRmyPDF for the text alone; by CPU seconds {', '.join(by_cpu)} times."
    )


def measure_memory(counts: Sequence[int], jobs: int) -> tuple[Table, str]:
    """Measure the case ``memory``, the most held in runs of so many pages."""
    held = []
    with _scratch() as folder:
        pages = write_mixed_pages(folder / "pages", _OTHER_PAGES)
        for count in counts:
            scans = folder / f"scans-{count}"
            repeat_pages(pages, scans, count)
            held.append(read_with_dropcopy(scans, folder / f"archive-{count}", jobs))
    table = Table(title=f"Most memory of the main process, {jobs} pages at a time")
    table.add_column("pages", justify="right")
    table.add_column("MB", justify="right")
    for count, most in zip(counts, held, strict=True):
        table.add_row(str(count), f"{most / 2**20:.0f}")
    return table, f"{held[-1] / held[0]:.2f} times the memory for {counts[-1] / counts[0]:g} times."


@contextmanager
def _scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="dropcopy-") as name:
        yield Path(name)


def _costs(title: str, pages: int, rounds: int, costs: Mapping[str, Cost]) -> Table:
    table = Table(title=f"{title}, median of {rounds} rounds" if rounds > 1 else title)
    table.add_column("")
    for heading in ("seconds", "CPU seconds", "pages a second"):
        table.add_column(heading, justify="right")
    for label, cost in costs.items():
        told = (f"{cost.seconds:.1f}", f"{cost.cpu_seconds:.1f}", f"{pages / cost.seconds:.2f}")
        table.add_row(label, *told)
    return table


def run(
    *,
    case: Annotated[list[Case] | None, typer.Option(help="What to measure; default: all.")] = None,
    pages: Annotated[int, typer.Option(min=1, help="Pages of the case cost.")] = 100,
    level: Annotated[Level, typer.Option(help="How worn these are.")] = Level.MODERATE,
    mixed: Annotated[int, typer.Option(min=3, help="Pages of the case mixed.")] = 60,
    few: Annotated[int, typer.Option(min=1, help="Pages of the case memory.")] = 60,
    many: Annotated[int, typer.Option(min=1, help="Pages of the case memory.")] = 600,
    jobs: Annotated[int, typer.Option(min=1, help="Pages read at once.")] = os.cpu_count() or 1,
    rounds: Annotated[int, typer.Option(min=1, help="Turns in the cases cost and mixed.")] = 3,
    page: Annotated[
        bool, typer.Option("--page", help="Write the result into docs/measurements.md.")
    ] = False,
) -> None:
    """Time dropcopy beside others on the same pages; print what each took."""
    measures: dict[Case, Callable[[], tuple[Table, str]]] = {
        Case.COST: lambda: measure_cost(pages, level, jobs, rounds),
        Case.MIXED: lambda: measure_mixed(mixed, jobs, rounds),
        Case.MEMORY: lambda: measure_memory((few, many), jobs),
    }
    written = []
    for wanted in case or list(Case):
        table, told = measures[wanted]()
        Console().print(table)
        Console().print(told)
        written.append(f"{as_markdown(table)}\n\n{told}")
    if page:
        command = ["python", "-m", "bench.overhead", *sys.argv[1:]]
        write_section("overhead", command, "\n\n".join(written))


if __name__ == "__main__":
    typer.run(run)
