"""One line of a signature: number, date and name on it, in any order, below what is known of those above."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from parsing.brackets import KnownLabels
from parsing.findings import Finding
from parsing.gap_lines import is_gap_line
from parsing.layout import Passage
from parsing.matching import label_at_head
from parsing.prose import Line
from parsing.signature_columns import under
from parsing.signature_dates import is_unread_date, take_date
from parsing.signature_gaps import behind_gap_for_number, with_number_ungraded
from parsing.signature_parts import (
    is_unread,
    take_name,
    take_serial,
    without_typed_over,
    without_unread,
)
from parsing.signed_words import says_unsigned
from parsing.stamps import is_stamped

LONGEST = 60
"""Characters of a signature's line."""

FAR_ASIDE = 6
"""Letters by which a number stands to the right of the text, or the name to the right of the number."""

_STAMP = 0.75
"""Share of a page's sureness of what stands to the right of a signature and is none of it."""

_FAR_BESIDE = 30
"""Letters between number and name beyond which what stands there is no name."""


@dataclass
class Signature:
    """What stands under the body; ``markers`` are the labels beside the name, ``unread`` lost fields."""

    findings: dict[str, Finding[object]] = field(default_factory=dict)
    markers: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()
    lines: int = 0


def read_line(
    line: Line,
    above: Signature,
    labels: KnownLabels,
    message: date | None,
    column: int | None,
) -> Signature | None:
    """Read one line below what is known of a signature; ``None`` when it belongs to the body."""
    passage = under(column, line)
    ways = [passage]
    if (typed := _without_stamp(passage, line)) is not None:
        ways.insert(0 if _ends_far(line) else 1, typed)
    unstruck = [word for word in passage.words if not word.struck]
    if unstruck and len(unstruck) < len(passage.words):
        ways.append(Passage(unstruck, passage.page))  # without a slip
    read = (_parts(way, line, above, labels, message) for way in ways)
    return next((parts for parts in read if parts is not None), None)


def _parts(
    passage: Passage,
    line: Line,
    signature: Signature,
    labels: KnownLabels,
    message: date | None,
) -> Signature | None:
    """Read what a line says, below what is known; ``None`` when it belongs to the body."""
    taken = _taken(passage, line.layout.pitch, message)
    if taken is None:
        return None
    known = signature.findings.keys()
    rest, numbered, found_here = taken.rest, taken.numbered, dict(taken.findings)
    markers: tuple[str, ...] = ()
    unread = frozenset(("signature_serial",)) if taken.unread else frozenset()
    if _is_number_below(taken.text, known):
        unread = frozenset(("signature_serial",))
        rest = rest if numbered else Passage((), passage.page)
    above = numbered or "signature_serial" in known
    unrecovered = above and (is_gap_line(rest.text) or says_unsigned(rest.text))
    if rest.words and not unrecovered:
        named = take_name(rest, labels, numbered=above)
        if named is not None:
            found_here["signature_name"], markers = named
        elif not (is_unread(rest, found_here.keys(), known) or _is_beside(rest, found_here, line)):
            return None
    if known & found_here.keys():
        return None
    if not (found_here or numbered or unread or unrecovered or is_unread_date(rest, known)):
        return None
    return Signature(found_here, markers, unread)


class _Taken(NamedTuple):
    """What a line says besides names: the number and date found, and what is left of its ``text``.

    ``numbered`` says that a number stands there, ``unread`` that it was not read.
    """

    text: str
    rest: Passage
    findings: Mapping[str, Finding[object]]
    numbered: bool
    unread: bool


@lru_cache(maxsize=64)
def _taken(passage: Passage, pitch: float | None, message: date | None) -> _Taken | None:
    """Take number and date out of a line, ``None`` where it belongs to the body.

    Do so once where a signature is looked for above notes that are not known yet, and read when they are.
    """
    passage = with_number_ungraded(passage)
    if len(passage.text) > LONGEST:
        return None
    findings: dict[str, Finding[object]] = {}
    behind = behind_gap_for_number(passage)
    rest = take_serial(passage, findings, pitch) if behind is None else behind
    labelled = label_at_head(passage.text, ("number",)) is not None
    if rest is None or is_stamped(rest.text if labelled else passage.text):
        return None
    numbered = rest is not passage
    unread = numbered and behind is None and not findings
    rest = without_typed_over(take_date(rest, findings, message))
    return _Taken(
        passage.text, without_unread(rest) if findings else rest, findings, numbered, unread
    )


def _is_number_below(text: str, known: Collection[str]) -> bool:
    """Tell figures alone below a name, without a label that tells them for the sender's number."""
    return "signature_name" in known and _FIGURES.fullmatch(text) is not None


_FIGURES = re.compile(r"\d{2,4}\.?")


def _is_beside(rest: Passage, found_here: Collection[str], line: Line) -> bool:
    """Tell words far to the right of a number, where the name stands, whatever they say."""
    if "signature_serial" not in found_here or _WORDS_OF_TEXT.search(rest.text):
        return False
    begins = rest.words[0].box.x0
    before = max([word.box.x1 for word in line.row.words if word.box.x0 < begins], default=begins)
    return begins - before > FAR_ASIDE * line.layout.letter


_WORDS_OF_TEXT = re.compile(r"\d|\b[a-z]{2,}\s[a-z]{2,}\b")
"""What a table bears beside its numbers, and a sentence."""


def _without_stamp(passage: Passage, line: Line) -> Passage | None:
    """Leave out what stands apart at the right end, badly read; ``None`` when nothing does."""
    last = line.row.segments[-1]
    if len(line.row.segments) == 1 or last.sureness >= _STAMP * line.layout.usual:
        return None
    left = [word for word in passage.words if word.box.x1 <= last.box.x0]
    return Passage(left, passage.page) if left else None


def _ends_far(line: Line) -> bool:
    """Tell a line whose last piece stands so far from the others that nobody signs there."""
    *_, before, last = line.row.segments
    far = last.box.x0 - before.box.x1 > _FAR_BESIDE * line.layout.letter
    return far and not line.layout.names.bear(last.text)
