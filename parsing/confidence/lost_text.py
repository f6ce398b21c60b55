"""What of a message's text is in no record: lines without a place, and type of which no word was read.

And what is in it that is hardly text: a line between two pages within a sentence, the page's furniture.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import attrgetter

from parsing.classification import read_classification
from parsing.confidence.surroundings import Surroundings
from parsing.draft import Draft
from parsing.gap_lines import is_gap_line
from parsing.last_words import ends_sentence_of
from parsing.message_ends import small_words
from parsing.page_numbers import is_continued
from parsing.prose import Line, breaks_off
from parsing.references import reference_alone
from parsing.text_measures import SPACE_ABOVE


def text_beside_ink(around: Surroundings) -> str | None:
    """Give a line of the text in which type stands, as high as the page's, of which no word was read."""
    draft = around.draft
    for layout in around.pages.layouts:
        least = _LETTERS_LOST * layout.letter
        ink = [box for box in layout.page.unread if box.width >= least]
        lines = [line.row for line in draft.text if line.page == layout.number] if ink else []
        beside = [
            (row, box)
            for row in lines
            for box in ink
            if row.box.y0 < (box.y0 + box.y1) / 2 < row.box.y1
        ]
        if not beside:
            continue
        signed = {word.box for finding in draft.findings.values() for word in finding.words}
        rows = [
            row
            for row in lines
            if any(map(str.isalnum, row.text))
            and signed.isdisjoint([word.box for word in row.words])
        ]
        left = min([row.box.x0 for row in rows], default=0)
        right = max([row.box.x1 for row in rows], default=0)
        for row, box in beside:
            x0, x1 = max(left, box.x0), min(box.x1, right)
            # scrawl of the margin is of a line that it goes into
            reach = _BESIDE * layout.letter if box.width == x1 - x0 else 0.0
            near = row.box.x0 - reach < x1 and x0 < row.box.x1 + reach
            if x1 - x0 >= least and near and row in rows:
                return row.text
    return None


_LETTERS_LOST, _BESIDE = 2.0, 2.5
"""Letters as wide as which unread type is no speck, and within which of a line's words it is of the line."""


def sentence_cut(draft: Draft) -> str | None:
    """Give the last line of the text, above its signature, that is full and breaks off within a sentence.

    The next line was not read, or stands on a page that is not there.
    """
    found = [finding for name, finding in draft.findings.items() if name in SIGNED]
    signed = {word.box for finding in found for word in finding.words}
    above = (
        line
        for line in reversed(draft.text)
        if signed.isdisjoint([word.box for word in line.row.words])
    )
    line = next(above, None)
    if line is None or not breaks_off(line):
        return None
    full = line.layout.right - line.row.box.x1 < _LONGEST_LEFT * line.layout.letter
    return line.text if full else None


SIGNED = frozenset(("signature_serial", "signature_name", "signature_date"))

_LONGEST_LEFT = 12
"""Letters of the longest word for which no room was left at the end of a line that is full."""


def line_within_sentence(around: Surroundings) -> str | None:
    """Give a line that stands apart at the foot or head of a page, a sentence going on around it."""
    by_page = [list(lines) for _, lines in groupby(around.draft.text, attrgetter("page"))]
    for above, below in pairwise(by_page):
        last, first = _last_within(above), _first_within(below)
        if last is None or first is None:
            continue
        between = [*above[last + 1 :], *below[:first]]
        if between and not any(_goes_on(line) for line in between):
            return " ".join(line.text for line in between)
    return None


def _last_within(lines: Sequence[Line]) -> int | None:
    """Give the line with which a page breaks off, at most a few lines standing apart below it."""
    for at in range(len(lines) - 1, max(-1, len(lines) - 2 - _BETWEEN), -1):
        if breaks_off(lines[at]) or lines[at].text.endswith("-"):
            return at if at + 1 == len(lines) or _is_apart(lines[: at + 2][::-1]) else None
    return None


def _first_within(lines: Sequence[Line]) -> int | None:
    """Give the line with which a page goes on, at most a few lines standing apart above it."""
    for at, line in enumerate(lines[: 1 + _BETWEEN]):
        if line.text[:1].islower():
            return at if not at or _is_apart(lines[at - 1 :]) else None
    return None


def _goes_on(line: Line) -> bool:
    """Tell a line that can be of the sentence: a gap, or what begins with a bracket or a small letter."""
    return is_gap_line(line.text) or line.text[:1] in "[/({" or line.text[:1].islower()


def _is_apart(lines: Sequence[Line]) -> bool:
    """Tell a first line further from the second than that is from the third: all may be typed wide apart."""
    step, *further = (abs(one.row.middle - two.row.middle) for one, two in pairwise(lines[:3]))
    return step > SPACE_ABOVE * max([lines[0].layout.line, *further])


_BETWEEN = 2
"""Lines of furniture at the foot of a page, or its head, at most."""


def furniture_within(around: Surroundings) -> Line | None:
    """Give a line of text or notes that is the furniture of this sheet's pages, whatever stands around it.

    That is its classification, its own reference alone, and that it goes on overleaf; no end of a sentence.
    """
    findings = around.draft.findings
    level, reference = findings.get("classification"), findings.get("reference_number")
    before: Line | None = None
    for line in around.draft.lines:
        short = len(line.text) <= _LONGEST_FURNITURE and small_words(line.text) <= _MOST_WORDS
        if short and (
            any(is_continued(piece.text.strip(), _CONTINUED) for piece in line.row.segments)
            or (
                reference is not None
                and str(reference_alone(line.text.strip())) == str(reference.value)
            )
            or (level is not None and _is_classified(line, str(level.value)))
        ):
            goes_on = before is not None and before.page == line.page
            if not (goes_on and before and ends_sentence_of(line.row, before.row, line.layout)):
                return line
        before = line
    return None


def _is_classified(line: Line, level: str) -> bool:
    """Tell a line of which a piece is that classification, with a code word or exactly as it is typed."""
    found = [(piece, read_classification(piece)) for piece in line.row.segments]
    return any(
        read is not None
        and read.level.value == level
        and (read.codewords or piece.text.strip() == level)
        for piece, read in found
    )


_LONGEST_FURNITURE, _MOST_WORDS = 60, 3
"""Characters of furniture, and its words in small letters, at most."""

_CONTINUED = 0.88
"""Likeness to what is typed of what says that a sheet goes on: ``(to be continued)`` is a text's."""


def lost_line(around: Surroundings) -> str | None:
    """Give what was read surely of a line of text that has no place in the record."""
    lines: dict[tuple[int, int], list[str]] = defaultdict(list)
    for piece in around.unplaced.pieces:
        word = piece.word
        if word is not None and word.confidence >= _SURE and _SMALL_WORD.fullmatch(word.text):
            lines[piece.page, word.line].append(word.text)
    return next((" ".join(words) for words in lines.values() if len(words) >= _WORDS_LOST), None)


_SURE, _WORDS_LOST = 0.85, 4
"""Confidence of small words, and how many of them in a line are neither a stamp nor scrawl."""

_SMALL_WORD = re.compile(r"[a-z]{3,}[.,;:]?")
