"""Vocabulary and grammar of the fictional cables, from ``words.toml`` and ``phrases.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import cast

Lists = dict[str, tuple[str, ...]]
Pairs = tuple[tuple[str, str], ...]


@cache
def words() -> Lists:
    """Give the word lists by name."""
    return {
        name: tuple(cast("list[str]", entries))
        for name, entries in _load("words.toml").items()
        if not _is_pairs(entries)
    }


@cache
def pairs(name: str) -> Pairs:
    """Give the list ``name`` of (English, Russian) pairs. Raises KeyError when there is none."""
    return tuple(
        (english, russian)
        for english, russian in cast("list[list[str]]", _load("words.toml")[name])
    )


@cache
def grammar(name: str) -> Lists:
    """Give the phrase lists of one kind of text: intelligence, trade, memorandum, comment."""
    table = cast("dict[str, list[str]]", _load("phrases.toml")[name])
    return {rule: tuple(entries) for rule, entries in table.items()}


def _is_pairs(entries: object) -> bool:
    return isinstance(entries, list) and bool(entries) and isinstance(entries[0], list)


@cache
def _load(file: str) -> dict[str, object]:
    return tomllib.loads((resources.files("bench.sheets") / file).read_text(encoding="utf-8"))
