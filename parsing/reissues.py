"""The wording of a re-issue, and the serial of the sheet that it replaces: ``Reissue (T368)``."""

from __future__ import annotations

import re
from functools import cache

from parsing.figures import FIGURE, as_figures
from parsing.findings import Finding, found
from parsing.layout import Passage
from parsing.lexicon import lexicon
from parsing.matching import best_form, is_like
from parsing.pitch import over_read, without_doubled
from schemas.pages import mean_confidence
from schemas.values.references import Serial

REISSUE = re.compile(
    rf"(?P<word>R[eoc]?\s?[-—–.=]?\s?[il1I][sa]{{2}}[uo]e[d]?)\s*(?:of\s)?\W?[({{\[]?\s?(?P<of>[17Il]?T\s?{FIGURE}{{2,5}}|[17IY]\s?{FIGURE}{{2,5}})?",
    re.I,
)
_OF_REISSUE = re.compile(
    rf"(?P<of>[T17I]\s?{FIGURE}{{2,5}})\s*[({{\[]?\s?(?P<word>R\w?-?i?\w?ssue\w?)", re.I
)
_T_UNREAD = re.compile(r"[(\[{] \Z")
"""The blank that is left between a bracket and the figures of a serial whose letter was not read."""

_SHORTEST_SERIAL, _LONGEST_SERIAL = 3, 4
_BEFORE_SERIAL = re.compile(
    rf"(?P<word>[^\W\d][^(\[{{]{{4,12}}?)\s*[({{\[]\s?(?P<of>[T17I]\s?L?{FIGURE}{{2,5}})"
)

_WORD_ALIKE, _WORDING_ALIKE = 0.7, 0.75
"""Likeness of the word before a serial, and of the wording without one."""

_SCRAP = re.compile(r"^[\W\d]{1,3}\s\W?(?=[A-Z])")
"""What scrawl before a piece is read as."""

_HARDLY_READ = 0.5
"""Confidence of a stamp beside typed words, at most."""


def _behind_stamp(segment: Passage) -> Passage:
    """Give the wording of a re-issue with its serial behind a stamp, whose edge was read as a bracket."""
    for at, word in enumerate(segment.words[1:], 1):
        typed = word.text.lstrip("[({|")
        if REISSUE.match(typed) is None:
            continue
        behind = Passage((word._replace(text=typed), *segment.words[at + 1 :]), segment.page)
        wording = REISSUE.match(behind.text)
        stamped = (mean_confidence(segment.words[:at]) or 0.0) <= _HARDLY_READ
        return behind if stamped and wording is not None and wording["of"] else segment
    return segment


@cache
def _ordinals() -> re.Pattern[str]:
    """Give the pattern of what counts a re-issue, before its word: ``2nd Reissue``."""
    counted = "|".join(map(re.escape, lexicon().reissue.ordinals))
    return re.compile(rf"(?<!\w)(?:{counted})\s(?=R)", re.I)


def read_reissue(segment: Passage, pitch: float | None) -> dict[str, Finding[object]]:
    """Read ``is_reissue``, and ``reissue_of`` where a serial stands beside; nothing of another piece."""
    segment = _behind_stamp(segment)
    text = _SCRAP.sub("", _ordinals().sub("", segment.text.strip(" -~_.,:;'\"")))
    match = REISSUE.match(text) or _OF_REISSUE.match(text) or _damaged_reissue(text)
    forms = lexicon().reissue.forms
    if match is None and not is_like(text, forms, _WORDING_ALIKE):
        return {}
    certainty = 1.0 if match else best_form(text, forms)[1]
    read: dict[str, Finding[object]] = {
        "is_reissue": found(segment, True, "re-issue wording", certainty=certainty)
    }
    serial = match["of"] if match else None
    if match and serial:
        unread = _T_UNREAD.search(text, 0, match.start("of")) is not None
        typed = serial if unread else re.sub(r"^[17Il]?T|^.", "", serial)
        figures = as_figures(typed.strip().replace("L", "1"))
        certainty = 0.95
        bearing = [
            word
            for word in segment.words
            if figures[-2:] in as_figures(word.text) and not word.text[:1].isalpha()
        ]
        doubled = over_read(bearing, pitch) and "L" not in serial
        if doubled or (not unread and len(figures) > _LONGEST_SERIAL and figures[0] in "17"):
            certainty = 0.6
            figures = _without_edge(figures)
        value = Serial.parse("T" + figures)
        if value and not figures.startswith("0"):  # else its first figure is lost
            read["reissue_of"] = found(
                segment, str(value), "serial in Reissue", certainty=certainty
            )
    return read


def _without_edge(figures: str) -> str:
    """Leave out of a serial's figures an edge of the T before them, or one that was read twice."""
    if figures[0] in "17" and len(figures) > _SHORTEST_SERIAL and figures[1] != "0":
        return figures[1:]
    doubled = without_doubled(figures) if len(figures) > _SHORTEST_SERIAL else None
    return doubled or figures


def _damaged_reissue(text: str) -> re.Match[str] | None:
    """Know the word before a serial by its likeness: ``Reigssue (T1069)``."""
    match = _BEFORE_SERIAL.match(text)
    if match is None or not is_like(match["word"], lexicon().reissue.forms, _WORD_ALIKE):
        return None
    return match
