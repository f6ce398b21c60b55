"""Where paragraphs begin among the lines of a text.

A paragraph begins by a first-line indent or by more space above than between its lines. A gap alone on its
line, set in the middle, does not end one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parsing.gap_lines import is_gap_line
from parsing.prose import Line, breaks_off, ends_sentence, has_room
from parsing.text_measures import (
    GAP_AT_HEAD,
    INDENT,
    SPACE_ABOVE,
    Measures,
    measures_of,
    stands_apart,
)

_SURE = 0.85
"""Confidence of a last word behind which no full stop was lost."""

_CENTRED = 12
"""Letters from the left edge beyond which a gap is set in the middle of a line."""

_LINE_LEFT_OUT, _GAP_LEFT_OUT = 1.75, 2.6
"""Line distances from which a line was left out above a row, and above a gap in the middle of one."""

_SHORT = 12
"""Letters by which a paragraph's last line ends before the others."""

_HANGS = 1.3
"""Letters by which lines of one column may differ."""

_HANGS_BELOW = 2.2
"""Letters by which a line hanging under an item may begin beside the item's text: at the next stop."""

_LISTED = re.compile(
    r"(?:\d{1,2}|[A-Z])\.\s(?!(?![cosvwxz])[a-z]{2})|[(\[{/][^\w\s]?[a-z][)\]}/]\s"
    r"|(?:\d{1,2}\.|\([a-z]\))[\[{/L]\d"
)
"""The head of an item of a list in the message. It begins a sentence, which an initial does not, or a gap,
which can be stuck to it."""

_PART = re.compile(r"\W?\s?Part [IVX1l|]{1,4}\W{0,2}")
"""The heading of a part of a message, on a line of its own: ``[Part I]``."""

_STOPS = (".", ":", "?", "!", '"')


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of a list: where its label and its text begin, in pixels, on which page."""

    label: int
    text: int
    page: int

    @classmethod
    def of(cls, line: Line) -> _Item | None:
        """Give the item that a line begins, if it looks like one."""
        words = line.row.words
        if _LISTED.match(line.text) is None or len(words) < 2:
            return None
        return cls(words[0].box.x0, words[1].box.x0, line.page)

    def goes_on(self, line: Line, *, hangs: bool = False) -> bool:
        """Tell a line that hangs under the item's text: on a further page, as the lines before it do."""
        near = abs(line.row.box.x0 - self.text) <= _HANGS_BELOW * line.layout.letter
        return near and (hangs or line.page == self.page)

    def is_right_of(self, line: Line) -> bool:
        """Tell a line that begins further left than the item's label."""
        return line.left < self.label - _HANGS * line.layout.letter

    def is_beside(self, other: _Item, letter: float) -> bool:
        """Tell items of one list: their labels stand in one column."""
        return self.page != other.page or abs(self.label - other.label) <= _HANGS * letter


def paragraph_starts(lines: Sequence[Line]) -> list[int]:
    """Give the indices of the lines with which paragraphs begin, across pages.

    An item of a list is a paragraph; its further lines may hang under its text.
    """
    measures = measures_of(lines)
    starts: list[int] = []
    item: _Item | None = None
    hangs = False
    parts = [at for at, line in enumerate(lines) if _is_heading_of_part(line.text)]
    for at, line in enumerate(lines):
        own = _Item.of(line)
        before = lines[at - 1] if at else None
        close = before is None or before.page != line.page or (
            line.row.middle - before.row.middle <= SPACE_ABOVE * measures[line.page].step
        )  # fmt: skip
        if item is not None and own is None and close and item.goes_on(line, hangs=hangs):
            hangs = True
        elif (
            before is None
            or (item is not None and own is not None and own.is_beside(item, line.layout.letter))
            or (own is not None and _is_hung_from(own, lines, at, measures))
            or at in parts
            or at - 1 in parts
            or (item is not None and hangs and item.is_right_of(line) and _ended(before, line))
            or _begins(line, before, measures, begun=at - 1 in starts[-1:])
            or (line.page != before.page and _begins_alone(lines, at, measures))
        ):
            starts.append(at)
            item, hangs = own, False
    return starts


def _is_heading_of_part(text: str) -> bool:
    """Tell a line that is the heading of a part and nothing else."""
    return "Part " in text and _PART.fullmatch(text) is not None


def _is_hung_from(
    item: _Item, lines: Sequence[Line], at: int, measures: Mapping[int, Measures]
) -> bool:
    """Tell an item under whose text, well right of its label, the next line of its paragraph begins."""
    if at + 1 == len(lines) or item.text - item.label <= INDENT * lines[at].layout.letter:
        return False
    line, below = lines[at : at + 2]
    near = below.row.middle - line.row.middle <= SPACE_ABOVE * measures[line.page].step
    return near and item.goes_on(below) and _LISTED.match(below.text) is None


def paragraphs(lines: Sequence[Line], starts: Sequence[int]) -> list[list[Line]]:
    """Group lines into paragraphs that begin at ``starts``."""
    within = [start for start in starts if start < len(lines)]
    if not within:
        return []
    return [
        list(lines[start:end]) for start, end in zip(within, [*within[1:], len(lines)], strict=True)
    ]


def _begins(line: Line, before: Line, measures: Mapping[int, Measures], *, begun: bool) -> bool:
    """Tell a paragraph's first line by what stands before it, with which one may have ``begun`` as well."""
    here = measures[line.page]
    indent = here.indent(line)
    if line.page != before.page:
        above = measures[before.page]
        by_hand = is_gap_line(before.text) and above.indent(before) > _CENTRED
        if by_hand or _is_within(before, line):
            return False
        if here.blocks or (above.blocks and not here.is_indented(line)):
            return _ended(before, line)
        return (here.is_indented(line) and not is_gap_line(line.text)) or _is_apart(before, line)
    step = line.row.middle - before.row.middle
    if step < _GAP_LEFT_OUT * here.step and _is_set_apart(before, line, here):
        return False
    if step > SPACE_ABOVE * here.step:
        flush = indent <= INDENT and not here.blocks
        if (indent <= INDENT and _is_within_words(before, line, here)) or (
            flush
            and step < _GAP_LEFT_OUT * here.step
            and _is_well_read(before)
            and breaks_off(before)
        ):
            return False
        return not _goes_on(before, line, near=flush and step < _LINE_LEFT_OUT * here.step)
    return not _is_within(before, line) and _begins_close(line, before, here, indent, begun=begun)


def _begins_alone(lines: Sequence[Line], at: int, measures: Mapping[int, Measures]) -> bool:
    """Tell the first line of text on a page, its only one, below a sentence, that stands in as others do."""
    before, line = lines[at - 1 : at + 1]
    if not _ended(before, line):
        return False
    above = measures[before.page]
    below = lines[at + 1] if at + 1 < len(lines) else None
    alone = below is None or below.page != line.page or (
        below.row.middle - line.row.middle > SPACE_ABOVE * above.step
    )  # fmt: skip
    return alone and above.has_stop(above.indent(line))


def _begins_close(line: Line, before: Line, here: Measures, indent: float, *, begun: bool) -> bool:
    """Tell a paragraph without space above it, by its ``indent`` in letters or as an item of a list.

    ``begun`` says that the line before begins one.
    """
    if is_gap_line(line.text) or (GAP_AT_HEAD.match(line.text) and not ends_sentence(before)):
        return False
    letter = line.layout.letter
    indent_before = here.indent(before)
    if _LISTED.match(line.text) and (
        before.text.endswith(":") or (_LISTED.match(before.text) and before.text.endswith("."))
    ):
        return True
    stops = _STOPS if begun else (".", ":")
    ended = indent_before > INDENT and before.text.rstrip().endswith((*stops, "]"))
    short = (here.right - before.row.box.x1) / letter > _SHORT
    return here.is_indented(line) and (
        indent - indent_before > 1.0 or is_gap_line(before.text) or short or ended
    )


def _is_set_apart(before: Line, line: Line, here: Measures) -> bool:
    """Tell a gap set in the middle of a line below a sentence that has not ended, or the line below it.

    The carriage was turned by hand for it, and what was read of it is higher or lower than letters are.
    """
    far = _CENTRED * line.layout.letter
    if max(before.left, line.left) - here.left <= far:
        return False
    centred = [one for one in (before, line) if one.left - here.left > far]
    if any(is_gap_line(one.text) for one in centred):
        return _SMALL.match(line.text) is not None or (
            line in centred and not ends_sentence(before) and not before.text.endswith("-")
        )
    return False


def _goes_on(before: Line, line: Line, *, near: bool) -> bool:
    """Tell a line in the middle of a sentence, whatever white, or lost line, is above it.

    One that begins with a capital must be ``near``: at the edge, and not so far below as with a line
    left out.
    """
    if ends_sentence(before) or has_room(before, line):
        return False
    small = line.text[:1].islower() and line.text[1:2].islower()
    return small or (near and _is_well_read(before))


def _is_within(before: Line, line: Line) -> bool:
    """Tell a line that begins with a small letter behind one that ends no sentence, but for a bracket."""
    small = _SMALL.match(line.text) is not None
    return small and not before.text.rstrip().endswith(_STOPS)


def _is_within_words(before: Line, line: Line, here: Measures) -> bool:
    """Tell a line whose small letters go on after a word without a stop, lines left out or not."""
    worded = before.text.rstrip("-")[-1:].islower() and here.indent(before) <= _CENTRED
    return worded and _SMALL.match(line.text) is not None


_SMALL = re.compile(r"[a-z](?:[a-z]|\s)")
"""The head of a word in small letters."""


def _is_well_read(line: Line) -> bool:
    """Tell a line whose last word was read surely, so that no full stop behind it was lost."""
    return line.row.words[-1].confidence >= _SURE


def _ended(before: Line, line: Line) -> bool:
    """Tell a line that ends a sentence and leaves room for the first word of the next."""
    return ends_sentence(before) and has_room(before, line)


def _is_apart(before: Line, line: Line) -> bool:
    """Tell the first line of a page that is no end of a sentence: short, after one that has ended."""
    free = line.layout.right - line.row.box.x1
    short = free > 0.5 * (line.layout.right - line.layout.left)
    return short and ends_sentence(before) and not ends_sentence(line)


def is_in_sentence(lines: Sequence[Line], at: int) -> bool:
    """Tell a line close below one in the middle of a sentence, which is full or at whose edge it begins."""
    if at == 0 or lines[at - 1].page != lines[at].page:
        return False
    line, above = lines[at], lines[at - 1]
    close = line.row.middle - above.row.middle <= _CLOSE * line.layout.line
    if not (close and breaks_off(above)):
        return False
    letter = line.layout.letter
    if not has_room(above, line) and line.left <= above.left + letter:
        return True
    return abs(line.left - line.layout.left) <= letter and not stands_apart(lines, at)


_CLOSE = 1.2
"""Line distances within which a line stands right below another."""
