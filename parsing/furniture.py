"""What a piece of page furniture is, which stands on a page for the page's sake, and what it tells.

Classification stamps, page numbers, the repeated reference, ``[Continued overleaf]``, ``[3 Pages]``, typist's
initials, the foot-of-sheet issue date, runs of X and dashes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from parsing.classification import Classified, read_classification
from parsing.edge_pieces import beside_reference, is_of_edge, is_running_head, numbered_page
from parsing.figures import as_figures
from parsing.findings import Finding, found
from parsing.foot_date import date_alone, is_as_sure_as_type
from parsing.layout import Layout, Row, Segment
from parsing.matching import is_longer, is_rule, is_x_run
from parsing.page_numbers import counted_pages, is_continued, page_number, page_number_of
from parsing.references import find_references, is_left_of_reference, is_whole
from parsing.stamps import is_issue_stamp, is_ruined_level
from schemas.values.dates import TypedDate
from schemas.values.numbers import parse_number
from schemas.values.references import Reference, Serial

FOOT = 0.6
"""Share of a page's height below which its foot is, where initials and its classification stand."""

INITIALS_FROM = 0.6
"""Share of the page's width beyond which initials are the typist's and no signature."""

_LONGEST, _MOST_LETTERS = 60, 40
"""Characters of furniture at most, crosses and rules aside, and its letters where dots lead to it."""

_NAME = 4
"""Letters of a sender's name at the least."""

_HARDLY = 0.3
"""Confidence of a word below which it is a scrap beside a reference."""

_INITIALS = re.compile(r"[A-Z]{2,4}(?:[/:][A-Za-z]{2,4})?\.?")

_SERIAL = re.compile(r"[A-Z]\s?\d\s?\d{1,3}\.?")
"""A bare sheet's serial, which its further pages bear again."""


@dataclass
class Edges:
    """What the edges of a page told: evidence for the sheet, and the rows cut away."""

    cut: list[Row] = field(default_factory=list)
    classified: list[Classified] = field(default_factory=list)
    references: list[Finding[Reference]] = field(default_factory=list)
    serials: list[Finding[object]] = field(default_factory=list)
    page_number: int | None = None
    page_count: int | None = None
    foot_date: Finding[TypedDate] | None = None
    distribution: Finding[tuple[str, ...]] | None = None
    continued: bool = False


def take(segment: Segment, edges: Edges, layout: Layout, *, foot: bool, lone: bool) -> bool:
    """Take a segment for furniture if it is some, noting what it tells."""
    text = segment.text.strip()
    if is_x_run(text) or is_rule(text):
        return True
    if is_longer(text, _LONGEST, _MOST_LETTERS):
        return False
    if (foot and lone and is_issue_stamp(text)) or (not foot and _is_serial(segment, edges)):
        return True
    if _tells_of_pages(segment, edges) or _is_reference(segment, edges, foot=foot):
        return True
    if is_of_edge(text) or (not foot and is_running_head(text, lone=lone)):
        return True
    classified = read_classification(segment)
    if classified is not None:
        edges.classified.append(classified)
    if classified is not None or (not foot and lone and is_ruined_level(text)):
        return True
    if foot and lone and (date := date_alone(text)) is not None:
        if is_as_sure_as_type(segment, layout):
            certainty = 0.7 + 0.3 * date.kept
            edges.foot_date = found(segment, date.value, "date at the foot", certainty=certainty)
        return True
    return foot and are_initials(text) and _is_typists(segment, layout, lone=lone)


def _tells_of_pages(segment: Segment, edges: Edges) -> bool:
    """Tell the number of a page, the count of pages or that another follows, and note it."""
    if is_continued(segment.text.strip()):
        edges.continued = True
        return True
    number = page_number_of(segment)
    if number is None:
        number = numbered_page(segment.text)
    if number is not None:
        edges.page_number = edges.page_number or number
        return True
    count = counted_pages(segment)
    if count is not None:
        edges.page_count = edges.page_count or parse_number(as_figures(count))
    return count is not None


def _is_reference(segment: Segment, edges: Edges, *, foot: bool) -> bool:
    """Tell the sheet's reference, and note it, or what is left of it."""
    text = segment.text.strip()
    if foot and text.startswith("("):  # at the end of a note
        return False
    first = next(iter(find_references(text)), None)
    if first is None or not (is_whole(first, text) or _is_at_head(text, segment)):
        return is_left_of_reference(text)
    edges.references.append(
        found(
            segment,
            first.value,
            "page reference",
            start=first.start,
            end=first.end,
            certainty=first.kept,
        )
    )
    return True


def _is_at_head(text: str, piece: Segment) -> bool:
    """Tell a piece with its label before a reference, and what tells of pages, or nothing, behind it.

    A scrap behind it, of which hardly anything was read, is nothing.
    """
    behind = beside_reference(text)
    if behind is None:
        return False
    told = page_number(behind) is not None or numbered_page(behind) is not None
    if not behind or told or is_continued(behind.strip("()")):
        return True
    last = piece.words[-1]
    return last.text == behind and last.confidence < _HARDLY


def are_initials(text: str) -> bool:
    """Tell what can be a typist's initials: ``AJV``, ``AJV/dw``."""
    return _INITIALS.fullmatch(text.strip()) is not None


def is_borne_elsewhere(row: Row, rows: Sequence[Row]) -> bool:
    """Tell a name alone on its row that another of ``rows`` bears among other words."""
    name = row.text.rstrip(".")
    return any(
        name == word for one in rows if one.text != row.text for word, _ in one.passage.names
    )


def _is_typists(segment: Segment, layout: Layout, *, lone: bool) -> bool:
    """Tell a typist's initials, beside furniture or alone at the right of the foot, from a sender's name.

    A name has four letters at least, and stands below the text, wherever that ends.
    """
    right = segment.box.x0 > INITIALS_FROM * layout.page.width
    low = segment.box.y0 > FOOT * layout.height
    short = sum(map(str.isalpha, segment.text)) < _NAME
    return not lone or (right and low and short)


def _is_serial(segment: Segment, edges: Edges) -> bool:
    """Tell the serial at the head of a further page, and note it."""
    text = segment.text.strip()
    serial = Serial.parse("".join(text.split())) if _SERIAL.fullmatch(text) else None
    if serial is not None:
        edges.serials.append(found(segment, str(serial), "serial of a further page"))
    return serial is not None
