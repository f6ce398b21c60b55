"""Fits the weights by which words are told that something goes through (``ocr.strike_odds``).

    python -m bench.reading.fit_strikes --seeds 18830:18960

Reads the sheets of ``bench.reading.strikes``, takes down what is known of each word, and prints two sets of
weights, for words with the network's sign and without it, to be copied. A logistic regression with ridges, so
that what is rare weighs little. What is no type is left out, as the reading does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Annotated, NamedTuple
from unittest.mock import patch

import numpy as np
import typer
from numpy.typing import NDArray
from rich.progress import track

from bench.reading.pages import scanned_pages
from bench.reading.strike_scores import strike_in
from bench.reading.strikes import SETTINGS, struck_as_read, struck_sheet
from bench.seeds import seed_range
from bench.sheets import Level
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.strike_odds import Known, are_struck, known, may_be_struck
from ocr.struck import mark_struck
from ocr.tesseract import probe
from schemas.pages import Box

_RIDGE = 1.0
_STEPS, _LONGEST_STEP, _DONE = 100, 2.0, 1e-6

Numbers = NDArray[np.float64]


class Sample(NamedTuple):
    """A word: whether it has the sign, what is known of it, and whether something goes through it."""

    signed: bool
    known: Known
    struck: bool


def samples_of(seed: int, level: Level) -> list[Sample]:
    """Read the first page of a seed's sheet, and take down its words."""
    made = struck_sheet(seed, level)
    number, image = next(iter(scanned_pages(made)))
    with (
        patch("ocr.overtyped.are_struck", wraps=are_struck) as weighed,
        patch("ocr.reading.mark_struck", wraps=mark_struck) as marked,
    ):
        page = read_page(image, number, SETTINGS, Readers(probe(SETTINGS.language)))
    if not weighed.call_args:
        return []
    words, seen, unborne = weighed.call_args.args
    factor = marked.call_args.args[0].shape[1] / page.width
    truth = struck_as_read(made, image, page)
    told = known(words, seen, unborne, **weighed.call_args.kwargs)
    return [
        Sample(
            word.struck,
            one,
            strike_in(Box(*(round(edge / factor) for edge in word.box)), truth) is not None,
        )
        for word, at_word, one in zip(words, seen, told, strict=True)
        if may_be_struck(word, at_word)
    ]


def fitted(samples: Iterable[Sample]) -> Known:
    """Give the weights that tell struck words best."""
    chosen = list(samples)
    values = np.array([sample.known for sample in chosen], np.float64)
    struck = np.array([sample.struck for sample in chosen], np.float64)
    ridge = np.full(values.shape[1], _RIDGE)
    ridge[0] = 0.0
    weights: Numbers = np.zeros(values.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ (struck - chance) - ridge * weights
        curve = (values * (chance * (1 - chance))[:, None]).T @ values + np.diag(ridge + 1e-9)
        step = np.clip(np.linalg.solve(curve, slope), -_LONGEST_STEP, _LONGEST_STEP)
        weights = weights + step
        if np.abs(step).max() < _DONE:
            break
    return Known(*weights.tolist())


def run(
    *,
    seeds: Annotated[str, typer.Option(help="Generated sheets, the same for every level.")],
    jobs: Annotated[int, typer.Option(min=1, help="Pages read at a time.")] = 1,
) -> None:
    """Read pages, and print the weights of words with a sign and without one."""
    chosen = seed_range(seeds)
    samples: list[Sample] = []
    with ProcessPoolExecutor(jobs) as pool:
        for level in Level:
            read = pool.map(partial(samples_of, level=level), chosen)
            for found in track(read, description=level, total=len(chosen)):
                samples += found
    for signed in (True, False):
        _tell([sample for sample in samples if sample.signed is signed])


def _tell(samples: Sequence[Sample]) -> None:
    weights = fitted(samples)
    print(len(samples), "words,", sum(sample.struck for sample in samples), "struck:")
    for name, weight in weights._asdict().items():
        print(f"    {name}={weight:.2f},")


if __name__ == "__main__":
    typer.run(run)
