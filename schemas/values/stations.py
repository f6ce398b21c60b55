"""Stations: the cities between which cables were routed.

The gazetteer ``stations.toml`` holds the names with the spellings seen; what is not in it is a station all
the same when the sheet says so, and is kept in capitals as typed.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz, process

_BLANKS = re.compile(r"\s+")


@cache
def gazetteer() -> dict[str, str]:
    """Every known spelling in capitals, to the canonical name."""
    data = tomllib.loads((files(__package__) / "stations.toml").read_text(encoding="utf-8"))
    return {spelling: name for name, seen in data["stations"].items() for spelling in (name, *seen)}


@cache
def words_of_names() -> frozenset[str]:
    """Give the words of all known names of several words: ``ABABA``, ``YORK``."""
    return frozenset(word for name in gazetteer() if " " in name for word in name.split())


def canonical_station(text: str) -> str:
    """Give the canonical name of a known spelling; else the text in capitals, blanks made single."""
    typed = _BLANKS.sub(" ", text).strip(" .,:;").upper()
    return gazetteer().get(typed, typed)


@lru_cache(maxsize=4096)
def nearest_station(text: str) -> tuple[str, float]:
    """Give the known station most like ``text`` and how like it is, 0..1 (1: letter by letter)."""
    typed = _BLANKS.sub(" ", text).strip(" .,:;").upper()
    if typed in gazetteer():
        return gazetteer()[typed], 1.0
    spelling, score, _ = process.extractOne(typed, gazetteer().keys(), scorer=fuzz.ratio)
    return gazetteer()[spelling], score / 100.0
