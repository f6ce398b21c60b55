"""What of a message's text is in no record: lines without a place, and type of which no word was read."""

from __future__ import annotations

import re
from collections import defaultdict

from parsing.confidence.surroundings import Surroundings


def text_beside_ink(around: Surroundings) -> str | None:
    """Give a line of the text in which type stands, as high as the page's, of which no word was read."""
    draft = around.draft
    for layout in around.pages.layouts:
        ink = [box for box in layout.page.unread if box.width >= _LETTERS_LOST * layout.letter]
        if not ink:
            continue
        signed = {word.box for finding in draft.findings.values() for word in finding.words}
        lines = [line.row for line in draft.text if line.page == layout.number]
        rows = [
            row
            for row in lines
            if any(map(str.isalnum, row.text))
            and signed.isdisjoint([word.box for word in row.words])
        ]
        left = min([row.box.x0 for row in rows], default=0)
        right = max([row.box.x1 for row in rows], default=0)
        within = [box for box in ink if left <= box.x0 and box.x1 <= right]
        reach = _BESIDE * layout.letter
        for row in rows:
            if any(
                row.box.y0 < (box.y0 + box.y1) / 2 < row.box.y1
                and row.box.x0 - reach < box.x1
                and box.x0 < row.box.x1 + reach
                for box in within
            ):
                return row.text
    return None


_LETTERS_LOST, _BESIDE = 2.0, 2.5
"""Letters as wide as which unread type is no speck, and within which of a line's words it is of the line."""


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
