"""The fitted numbers as a file that a person can read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from parsing.confidence.model import Model, Weights

_HEAD = """\
# How surely fields are right: numbers made by bench/fit_confidence.py, see parsing/confidence/model.py. Do
# not edit. "start" is the log-odds of a field about which nothing is doubtful, the others are what each
# doubt takes away from it. "shared" stands for fields that have no line of their own.
"""


def as_toml(model: Model) -> str:
    """Write a model as TOML: a table for each part, a line for each field."""
    lines = [_HEAD, "[origin]", *_lines(model.origin.model_dump())]
    lines += ["", "[acceptance]", *_lines(model.acceptance.model_dump())]
    for part, fields in (("found", model.found), ("absent", model.absent)):
        lines += ["", f"[{part}]", *(f"{name} = {_inline(own)}" for name, own in fields.items())]
    return "\n".join(lines) + "\n"


def _lines(values: Mapping[str, object]) -> Iterator[str]:
    for name, value in values.items():
        plain = list(value) if isinstance(value, tuple) else value
        yield f"{name} = {json.dumps(plain)}"


def _inline(weights: Weights) -> str:
    inside = ", ".join(f"{name} = {weight:g}" for name, weight in weights.weights.items())
    return f"{{ start = {weights.start:g}, weights = {{ {inside} }} }}"
