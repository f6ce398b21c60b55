"""Measures how many sheets a second one core parses and validates from stored words, without OCR.

    python -m bench.parsing                          120 sets, 40 a level, of the seeds held out
    python -m bench.parsing --seeds 100:120 --keep-readings --profile 40

All sets are parsed several times over, and the pass that took least CPU time counts: on a machine
that others use too, the rest of a slower one is theirs. Each pass is a process of its own, forked when
a few other sets were parsed, so that no pass finds what another remembered of these words. It parses those
few once more before its time is taken: what it shares with the process that it was forked from is copied
when it is first touched. Python looks for rings of objects as seldom as it does for the command. A sheet is
a record: a message with its fields, marks and comments, checked by the models of ``schemas/``. Readings are
kept as by ``bench.evaluate``.
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import time
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bench.readings import CACHE, Case, Readings
from bench.seeds import HELD_OUT, seed_range
from bench.sheets import Level
from flows.lean import make_lean
from parsing.assemble import assemble

_WARMING = 6
"""One set in so many is parsed before the passes, and in none of them."""

_cases: list[Case] = []
_others: list[Case] = []
"""The sets of a pass, and those parsed before it; a forked process has both without their being sent."""


def parse(cases: Sequence[Case]) -> int:
    """Make the records of all sets; give their number."""
    return sum(len(assemble(case.pages)) for case in cases)


def one_pass() -> tuple[int, float]:
    """Parse all sets; give the number of records, and the CPU seconds of this process."""
    parse(_others)
    started = time.process_time()
    sheets = parse(_cases)
    return sheets, time.process_time() - started


def cpu_seconds(passes: int) -> tuple[int, list[float]]:
    """Give the number of records, and the CPU seconds of each pass, from the fastest."""
    gc.collect()
    gc.freeze()  # the sets wait for all passes, which a run's do not
    with get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        done = [pool.apply(one_pass) for _ in range(passes)]
    return done[0][0], sorted(seconds for _, seconds in done)


def run(
    *,
    seeds: Annotated[
        str, typer.Option(help="First seed and the one after the last, for every level.")
    ] = HELD_OUT,
    levels: Annotated[list[Level] | None, typer.Option("--levels", help="Default: all.")] = None,
    cache: Annotated[Path, typer.Option(help="Where readings are kept.")] = CACHE,
    keep_readings: Annotated[
        bool,
        typer.Option(help="Use kept readings though the generator or the reading code changed."),
    ] = False,
    passes: Annotated[int, typer.Option(min=1, help="How often all sets are parsed.")] = 5,
    profile: Annotated[int, typer.Option(min=0, help="Show this many of the costliest calls.")] = 0,
) -> None:
    """Time the parser on kept words; print sheets a second and core."""
    make_lean()
    readings = Readings.current(cache, keep=keep_readings)
    cases = [readings.case(seed, level) for level in levels or Level for seed in seed_range(seeds)]
    _others.extend(cases[::_WARMING])
    parse(_others)
    _cases.extend(case for at, case in enumerate(cases) if at % _WARMING)
    pages = sum(len(case.pages) for case in _cases)
    sheets, taken = cpu_seconds(passes)
    Console().print(
        f"{sheets / taken[0]:.1f} sheets a second and core: {sheets} sheets of {pages} pages in "
        f"{taken[0]:.2f} CPU seconds, the slowest of {passes} passes in {taken[-1]:.2f}"
    )
    if profile:
        profiler = cProfile.Profile()
        profiler.runcall(parse, _cases)
        shown = pstats.Stats(profiler)
        shown.sort_stats("cumulative").print_stats(profile)
        shown.sort_stats("tottime").print_stats(profile)


if __name__ == "__main__":
    typer.run(run)
