"""Reference numbers as OCR reads them: ``3/NBF/T2017`` with its strokes, letters and figures misread."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from parsing.figures import FIGURE, LETTERS, as_figures, doubt
from parsing.lexicon import lexicon
from schemas.values.references import Reference

_REFERENCE = re.compile(
    rf"(?P<prefix>[3Ss58B$])(?<![A-Za-z0-9].)[S$]?\s?[/\\|1Il7]\s?(?P<office>[A-Za-z0-9]{{3,5}})(?:\s?[/\\|1Il]\s?|\s(?=T{FIGURE}))"
    rf"[17I]?(?P<series>T|[17][%'°]|(?<![17I])[17IfYitlP]|4(?={FIGURE}{{4}}))\s?(?P<number>{FIGURE}(?:{FIGURE}|/(?={FIGURE})){{0,4}})(?![A-Za-z0-9/])"
)
OF_DATE = re.compile(r"(?:^|[(\[{/|])\s?[oc0]f\b", re.IGNORECASE)
"""What stands before the date of the first issue, behind a reference."""

_MOST_OF_TEXT = 0.7
"""Share of a text that a reference in it covers at least, if it is nothing else."""

_MOST_BEFORE, _LONGEST_DATED = 2, 20
"""Signs that may stand before a reference, or before the ``of`` behind it, and of that with its date."""

_LEFT = re.compile(r"\W?\w{1,2}\s?/\s?[A-Za-z]\w{1,4}\s?/\s?\w{2,6}(?: \w{1,4})?\W{0,2}")
"""What is left of a reference too ill read to tell which: its strokes, the letters of its office between."""

_PREFIXES = {"5": "S", "$": "S", "s": "S", "8": "S", "B": "S"}
"""What the letter of a prefix is read as."""

_MOSTLY = 0.6
"""Share of small letters from which an office, typed in capitals, was not read at all."""


def is_office(text: str) -> bool:
    """Tell the letters of an office that is known to issue sheets."""
    return text in lexicon().references.offices


def _known_office(read: str) -> str | None:
    """Give the known office like what was read, or, of one read in small letters, the one of its length."""
    office = read.translate(LETTERS).upper()
    offices = lexicon().references.offices
    nearest = process.extractOne(office, offices, scorer=fuzz.ratio, score_cutoff=60)
    if nearest:
        return nearest[0]
    small = sum(char.islower() for char in read)
    as_long = [known for known in offices if len(known) == len(office)]
    return as_long[0] if small >= _MOSTLY * len(read) and len(as_long) == 1 else None


class FoundReference(NamedTuple):
    """A reference number at ``text[start:end]``; ``kept`` is the share that needed no repair."""

    value: Reference
    start: int
    end: int
    kept: float


@lru_cache(maxsize=2048)
def find_references(text: str) -> tuple[FoundReference, ...]:
    """Give the reference numbers in ``text``, with their letters and figures repaired."""
    found = []
    for match in _REFERENCE.finditer(text):
        prefix = _PREFIXES.get(match["prefix"], match["prefix"])
        office = match["office"].translate(LETTERS).upper()
        office = _known_office(match["office"]) or office
        repaired = f"{prefix}/{office}/T{as_figures(match['number']).replace('/', '7')}"
        value = Reference.parse(repaired)
        if value:
            kept = doubt(match[0].replace(" ", ""), repaired)
            found.append(FoundReference(value, match.start(), match.end(), kept))
    return tuple(found)


def is_whole(reference: FoundReference, text: str) -> bool:
    """Tell a text that is a reference, with the date of the first issue behind it or without."""
    if reference.end - reference.start >= _MOST_OF_TEXT * len(text):
        return True
    behind = text[reference.end :]
    of = OF_DATE.search(behind)
    dated = of is not None and of.start() <= _MOST_BEFORE and any(map(str.isdecimal, behind))
    return dated and reference.start <= _MOST_BEFORE and len(behind) <= _LONGEST_DATED


def reference_alone(text: str) -> Reference | None:
    """Give the reference of a text that is nothing else but the date of the first issue."""
    first = next(iter(find_references(text)), None)
    return first.value if first is not None and is_whole(first, text) else None


def is_left_of_reference(text: str) -> bool:
    """Tell what is left of a reference, too ill read to tell which."""
    return _LEFT.fullmatch(text) is not None
