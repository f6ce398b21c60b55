"""What tells of the sheet at the edges of its pages, in its other forms: ``[Page 1 of 2]``, ``/over``.

Such a piece is all of one row, or of a part of it between wide blanks; it tells of the sheet and is no text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from parsing.lexicon import lexicon
from parsing.references import find_references
from parsing.stations import SURELY_KNOWN, is_between_stations, station_alone

_LONGEST = 60
"""Characters of a piece that tells of the sheet."""

_LABEL = r"(?:Ref(?:erence)?\b\.?\s?(?:Nos?\b)?[.:]*\s*)?"
_RUNNING = re.compile(
    r"[A-Z].*?\s(?:-|to)\s(?P<to>[A-Z].*?):?\s(?:Nos?\.?\s?)?(?P<number>\d{1,5})(?P<behind>.*)"
)
_SMALL_WORD = re.compile(r"\b[a-z]{3,}\b")


def numbered_page(text: str) -> int | None:
    """Read the number of ``[Page 1 of 2]``, ``Sheet 2``, ``Page Two`` or ``2/...``, else ``None``."""
    text = text.strip()
    if len(text) > _LONGEST or text.lstrip("[(")[:1].islower():
        return None
    match = _page().fullmatch(text)
    if match is None:
        return None
    read = match["figures"] or match["behind"]
    if read is not None:
        return int(read)
    return 1 + lexicon().furniture.counted.index(match["word"].lower())


@cache
def _page() -> re.Pattern[str]:
    furniture = lexicon().furniture
    sheets, words = "|".join(furniture.sheets), "|".join(furniture.counted)
    return re.compile(
        rf"[\[(]?(?:{sheets})\s(?:(?P<figures>\d{{1,2}})|(?P<word>{words}))"
        rf"(?:\sof\s(?:\d{{1,2}}|{words})(?:\s?(?:{sheets})s?)?)?[\])]?\.?"
        r"|(?P<behind>\d{1,2})/\.{2,3}",
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def is_of_edge(text: str) -> bool:
    """Tell a piece that is no text: that the sheet goes on, its form, its copies, who typed it when."""
    text = text.strip()
    return len(text) <= _LONGEST and _edge().fullmatch(text) is not None


@cache
def _edge() -> re.Pattern[str]:
    furniture = lexicon().furniture
    over, before, forms, copies = (
        "|".join(map(re.escape, words))
        for words in (furniture.over, furniture.goes_on_from, furniture.forms, furniture.copies)
    )
    return re.compile(
        rf"/\s?(?:{over})[.\s]*|[\[(](?:{over})\.?[\])]"
        rf"|[\[(](?:{before})\sNos?\.?\s?[\d, /-]{{1,20}}[\])]"
        rf"|(?:{forms})\s\d[\w/-]*(?:\s+\(Rev\.?\s?[\d/-]+\))?|\(Rev\.?\s?[\d/-]+\)"
        rf"|\(\d{{1,3}}\s(?:{copies})\)|Copy\sNo[.:]*\s\d{{1,3}}|\.{{2,3}}\s?/\d{{1,2}}"
        r"|[A-Z]{2,4},?\s\d{1,2}/\d{1,2}/(?:19)?[5-8]\d"
    )


def beside_reference(text: str) -> str | None:
    """Give what stands behind the reference at the head of a piece, labelled or not; ``None`` without one."""
    first = next(iter(find_references(text)), None)
    if first is None or re.fullmatch(_LABEL, text[: first.start]) is None:
        return None
    return text[first.end :].strip(" .,")


def is_running_head(text: str, *, lone: bool) -> bool:
    """Tell the stations and number of a message, with its date or what says that it goes on; no sentence.

    ``lone`` is a piece that has the row for itself: it must say that the message goes on.
    """
    if len(text) > _LONGEST or not any(map(str.isdecimal, text)):
        return False
    head = _RUNNING.match(text)
    if head is None or not is_between_stations(text):
        return False
    behind = set(_SMALL_WORD.findall(head["behind"]))
    if (lone and not behind) or station_alone(head["to"], SURELY_KNOWN) is None:
        return False
    return behind.issubset(lexicon().furniture.over)
