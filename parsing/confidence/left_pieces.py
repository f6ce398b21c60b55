"""Pieces exactly where a field of the header stands that no field used: a serial, a corner tag, a re-issue.

They are the ruins of that field, so that its absence is told however seldom it is lost. And what stands
behind a station in its piece, which the station may lack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsing.confidence.surroundings import Surroundings
from parsing.confidence.unplaced import is_label
from parsing.findings import Finding
from parsing.layout import Row
from schemas.pages import Box

_SERIAL = re.compile(r"[A-Z]\d{1,4}|\d{2,4}")
_NUMBER = re.compile(r"\d(?!\d?(?:st|nd|rd|th))", re.I)
"""A figure beside the wording of a re-issue that counts none: ``2nd Reissue``."""

_TAG = re.compile(r"(?!X+$)[A-Z]{2,4}")
"""A corner tag, or what is left of one; none that was typed over."""

_SPECKS = " .,:;'\"|"

_SHORTEST, _LONGEST = 2.0, 6.0
"""Letters as wide as which a serial or a tag is of which no word was read."""

_ASIDE = 3.0
"""Letters by which a tag begins beside the labels, or left of the text, at most."""

_RIGHT = 0.5
"""Share of the page's width from which a serial stands in the right-hand corner."""

_READ = 0.6
"""Confidence below which a word is a stamp's, or scrawl."""


class _Piece(NamedTuple):
    """A piece above a sheet's routing lines, or beside the first one; ``text`` is empty for unread type."""

    box: Box
    text: str


def fields_left(around: Surroundings) -> Iterator[tuple[str, str]]:
    """Give the fields of the header that were not found, each with what stands in its place."""
    draft = around.draft
    sender = draft.findings.get("from_station")
    if sender is None or around.is_correction or draft.first is not None:
        return
    reissue = draft.findings.get("is_reissue")
    if reissue is not None and "reissue_of" not in draft.findings and _NUMBER.search(reissue.raw):
        yield "reissue_of", f"{reissue.raw!r} stands"
    bare = not around.is_numbered and "sheet_serial" not in draft.findings
    row = next((row for row in draft.head if _bears(row, sender)), None)
    if row is None or not (bare or "origin" not in draft.findings):
        return
    layout = around.layout_of(row.page)
    pieces = _pieces(around, row)
    if bare:
        corner = [piece for piece in pieces if piece.box.x0 > _RIGHT * layout.page.width]
        yield from _told("sheet_serial", corner, _SERIAL)
    if "origin" not in draft.findings:
        first = min(layout.left, row.box.x0) - _ASIDE * layout.letter
        last = row.box.x0 + _ASIDE * layout.letter
        beneath = [piece for piece in pieces if first <= piece.box.x0 <= last]
        yield from _told("origin", beneath, _TAG)


def behind_stations(around: Surroundings) -> Iterator[tuple[str, str]]:
    """Give the stations behind which more was read surely in the same piece: ``OSLO, LONDON``, ``STOCK-``.

    With each comes what speaks against it.
    """
    draft = around.draft
    for name in ("from_station", "to_station"):
        station = draft.findings.get(name)
        if station is None or not station.words:
            continue
        last = station.words[-1]
        pieces = (piece for row in draft.head if _bears(row, station) for piece in row.segments)
        words = next((piece.words for piece in pieces if last in piece.words), ())
        if not words:
            continue
        behind = [
            word.text
            for word in words[words.index(last) + 1 :]
            if word.confidence >= _SURELY_READ
            and _WORD.search(word.text)
            and not (is_label(word.text) or around.is_claimed(word))
        ]
        if behind:
            yield name, f"{' '.join(behind)!r} stands behind it"
        elif _BROKEN.search(last.text):
            yield name, "the word is broken off"


_SURELY_READ = 0.85
"""Confidence from which a word is none that a stamp left."""

_WORD, _BROKEN = re.compile(r"[^\W\d_]{2}"), re.compile(r"\w-$")


def _bears(row: Row, finding: Finding[object]) -> bool:
    """Tell the row in which a finding stands."""
    first = finding.words[0].box
    return row.page == finding.page and row.box.y0 <= (first.y0 + first.y1) / 2 <= row.box.y1


def _pieces(around: Surroundings, sender: Row) -> list[_Piece]:
    """Give what no field used above the foot of the sender's row: words, and unread type of a few letters."""
    words = [
        _Piece(word.box, word.text)
        for row in around.layout_of(sender.page).rows
        if row.box.y0 < sender.box.y1
        for segment in row.segments
        if len(segment.words) == 1
        for word in segment.words
        if word.confidence >= _READ and not (is_label(word.text) or around.is_claimed(word))
    ]
    ink = [
        _Piece(piece.box, "")
        for piece in around.unplaced.ink
        if piece.page == sender.page and _SHORTEST <= piece.letters <= _LONGEST
    ]
    return [piece for piece in (*words, *ink) if piece.box.y0 + piece.box.y1 <= 2 * sender.box.y1]


def _told(name: str, pieces: Sequence[_Piece], form: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Give a field of which a piece has the form, or of which no word was read."""
    for piece in pieces:
        if not piece.text:
            yield name, "type of which no word was read stands"
            return
        if form.fullmatch(piece.text.strip(_SPECKS)):
            yield name, f"{piece.text!r} stands"
            return
