"""What stands around a sheet's findings: the type that no rule claimed, and the measures of its pages.

A piece of the header that OCR ruined is not in the record, but its ruins are on the page: words that are in
no finding, in no label and no furniture. They are what a lost field is known by.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, cached_property
from math import ceil, floor, log1p
from operator import itemgetter

from parsing.classification import read_classification
from parsing.confidence.crosschecks import Check, checks_of
from parsing.confidence.unplaced import Unplaced
from parsing.draft import Draft
from parsing.findings import Finding
from parsing.layout import Layout, Passage, Row, Segment
from parsing.lexicon import lexicon
from parsing.matching import characters_in, is_like, is_x_run, label_at_head
from parsing.page_order import numbers_of
from parsing.phrases import phrase_at_head
from parsing.references import find_references
from parsing.sheets import SheetPages
from schemas.pages import Box, Word
from schemas.records import DocumentType

_LABELS = ("reference", "issued", "copy", "from", "to", "number")
_LIKE = 0.85

_FEWEST = 2
"""Letters and figures below which a piece is a speck."""

_NEAR = 2.5
"""Lines above or below within which type is near."""

_BESIDE = 4.0
"""Letters to the side of a list within which a piece can be of it."""

_RIGHT = 0.5
"""Share of the page's width from which a piece is of the right-hand column."""


_Counted = tuple[int, int, Box, float, int]
"""A word's edges above and below, its box, how surely it was read, how many letters and figures it has."""

_TOP = itemgetter(0)
_NONE: Set[Box] = frozenset()


class Surroundings:
    """A draft with the pages that it was read from.

    ``first_page`` is the number of the page that bears the header, ``usual`` how surely the words of the
    worst read page were read, 0..1, and ``unplaced`` what of the message's pages is in no record.
    """

    def __init__(self, draft: Draft, pages: SheetPages) -> None:
        self.draft = draft
        self.pages = pages
        self.is_correction = pages.kind is DocumentType.CORRECTION
        self.first_page = pages.layouts[0].number
        self.usual = min([layout.usual for layout in pages.layouts])
        self.unplaced = Unplaced(draft, pages)
        self._layouts = {layout.number: layout for layout in pages.layouts}
        self._words: dict[int, tuple[list[_Counted], int]] = {}

    @property
    def of_the_sheet(self) -> Surroundings:
        """Those of the first message, whose header is that of the sheet."""
        return self._of_first or self

    @cached_property
    def _of_first(self) -> Surroundings | None:
        """Those of the first message where this is a later one; kept in itself they would be a ring."""
        first = self.draft.first
        return None if first is None else Surroundings(first, self.pages)

    @cached_property
    def checks(self) -> dict[str, Check]:
        """What the rest of the sheet says about each of its values."""
        return checks_of(self.draft)

    @cached_property
    def least_usual(self) -> float:
        """Give the confidence that nine in ten words of the sheet reach, 0..1: low where type is worn."""
        confidences = sorted(
            [
                sure
                for layout in self.pages.layouts
                for _, _, _, sure, _ in self._words_of(layout.number)[0]
            ]
        )
        return confidences[len(confidences) // 10] if confidences else 0.0

    @cached_property
    def head(self) -> tuple[Passage, ...]:
        """The pieces of the header that are in no finding, label or furniture."""
        return tuple([piece for _, piece in self._left_of_head])

    @cached_property
    def letters_of_head(self) -> int:
        """Letters and figures of ``head``."""
        return sum(map(characters, self.head))

    @cached_property
    def letters_at_right(self) -> int:
        """Letters and figures of ``head`` in the right-hand column."""
        return sum(characters(piece) for piece in self.head if self.is_right(piece))

    @cached_property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the text."""
        body = str(self.draft.columns.get("body") or "")
        return [paragraph for paragraph in body.split("\n\n") if paragraph.strip()]

    @cached_property
    def foot(self) -> tuple[Passage, ...]:
        """The pieces that were cut away with the furniture and are in no finding."""
        return tuple([piece for _, piece in self._left_of(self.draft.cut)])

    def foot_near(self, finding: Finding[object]) -> tuple[Passage, ...]:
        """Give the pieces of ``foot`` that stand among the lines of a list and next to them."""
        if not finding.words:
            return ()
        box, layout = Box.around(word.box for word in finding.words), self.layout_of(finding.page)
        first, last = box.x0 - _BESIDE * layout.letter, box.x1 + _BESIDE * layout.letter
        end = box.y1 + _NEAR * layout.line
        rows = [
            row
            for row in self.draft.cut
            if row.page == finding.page and _is_within(row.box, box.y0, end)
        ]
        return tuple(
            [
                piece
                for _, piece in self._left_of(rows)
                if first < piece.box.x0 < last and _is_within(piece.box, box.y0, end)
            ]
        )

    @cached_property
    def bare_labels(self) -> frozenset[str]:
        """The labels of the header that no finding stands beside."""
        return frozenset(
            label.name
            for row in self.draft.head
            for segment in row.segments
            if (label := label_at_head(segment.text, _LABELS)) and not self._bears_a_finding(row)
        )

    def _bears_a_finding(self, row: Row) -> bool:
        """Tell a row with words that a finding is made of: nearly always they are just as in the row."""
        return self._shares_a_word(row) or any(map(self.is_claimed, row.words))

    def _shares_a_word(self, row: Row) -> bool:
        """Tell a row with a word that a finding is made of just as it is."""
        claimed = self._claimed.get(row.page, _NONE)
        return not claimed.isdisjoint([word.box for word in row.words])

    @cached_property
    def page_numbers(self) -> list[int | None]:
        """The number typed on each page, ``None`` where none was read."""
        return numbers_of(self.pages.layouts)

    @cached_property
    def joined(self) -> int:
        """Count the pages after the first that bear no number: they can be of another sheet."""
        return self.page_numbers[1:].count(None)

    @cached_property
    def of_any_absence(self) -> Mapping[str, float]:
        """What speaks for the loss of whatever was not found, by name."""
        return {
            "numbered": float(self.is_numbered),
            "bare": float(not self.is_numbered and not self.is_correction),
            "page": 1.0 - self.usual,
            "worn": 1.0 - self.least_usual,
            "joined": float(min(1, self.joined)),
            "head": log1p(self.letters_of_head),
            "right": log1p(self.letters_at_right),
        }

    @cached_property
    def is_numbered(self) -> bool:
        """The sheet is a cable with a reference block."""
        if self.is_correction:
            return False
        return bool({"reference_number", "copy_number"} & self.draft.findings.keys()) or bool(
            {"reference", "issued", "copy"} & self.bare_labels
        )

    def is_right(self, piece: Passage) -> bool:
        """Say whether a piece stands in the right-hand column."""
        return piece.box.x0 > _RIGHT * self.layout_of(piece.page).page.width

    def beside(self, finding: Finding[object]) -> int:
        """Count the letters and figures in no finding that stand in the same piece as ``finding``."""
        if not self._left_over:
            return 0
        boxes = [word.box for word in finding.words]
        return sum([left for of_piece, left in self._left_over if not of_piece.isdisjoint(boxes)])

    def sureness_beside(self, finding: Finding[object]) -> float:
        """Give the mean confidence of the other words near a finding, 0..1; 1 when there are none.

        Near is what stands within a few lines above or below it, on any side.
        """
        if not finding.words:
            return 1.0
        layout = self.layout_of(finding.page)
        own = {word.box for word in finding.words}
        reach = _NEAR * layout.line
        top = floor(min([box.y0 for box in own]) - reach)
        foot = ceil(max([box.y1 for box in own]) + reach)
        words, tallest = self._words_of(finding.page)
        total, weighed = 0, 0.0
        for _, below, box, sure, letters in words[
            bisect_left(words, (top - tallest,)) : bisect_left(words, (foot,))
        ]:
            if top < below and box not in own:
                total += letters
                weighed += sure * letters
        return weighed / total if total else 1.0

    def _words_of(self, page: int) -> tuple[Sequence[_Counted], int]:
        """Give the words of a page that are no specks, from above, and the height of the tallest."""
        if page not in self._words:
            enough = [
                (box.y0, box.y1, box, sure, count)
                for text, sure, _, box, _ in self.layout_of(page).page.words
                if (count := len(text) if text.isalnum() else characters_in(text)) >= _FEWEST
            ]
            tallest = max([below - top for top, below, _, _, _ in enough], default=0)
            self._words[page] = sorted(enough, key=_TOP), tallest
        return self._words[page]

    @cached_property
    def _left_over(self) -> tuple[tuple[frozenset[Box], int], ...]:
        """By piece that a finding is in part: its words' boxes, and its letters and figures in no finding."""
        cut = filter(self._shares_a_word, self.draft.cut)
        return tuple(
            [
                (frozenset([word.box for word in segment.words]), characters(piece))
                for segment, piece in (*self._left_of_head, *self._left_of(cut))
                if piece is not segment
            ]
        )

    @cached_property
    def _left_of_head(self) -> list[tuple[Segment, Passage]]:
        """The pieces of the header of which something is in no finding and no label, each with that."""
        return self._left_of(self.draft.head)

    def _left_of(self, rows: Iterable[Row]) -> list[tuple[Segment, Passage]]:
        return [
            (segment, piece)
            for row in rows
            for segment in row.segments
            if (piece := _unclaimed(segment, self._claimed.get(row.page, _NONE)))
        ]

    def layout_of(self, page: int) -> Layout:
        """Give the layout of one of the sheet's pages."""
        return self._layouts[page]

    @cached_property
    def _claimed(self) -> Mapping[int, Set[Box]]:
        """By page, the boxes of all words that a finding is made of."""
        boxes: dict[int, set[Box]] = defaultdict(set)
        for finding in self.draft.findings.values():
            boxes[finding.page].update([word.box for word in finding.words])
        return boxes

    def is_claimed(self, word: Word) -> bool:
        """Tell a word that a finding is made of."""
        return any(map(word.box.is_covered, self._claimed.values()))


def _is_within(box: Box, top: float, end: float) -> bool:
    """Tell a box that reaches between two heights."""
    return top < box.y1 and box.y0 < end


def characters(piece: Passage) -> int:
    """Count letters and figures."""
    return characters_in(piece.text)


def _unclaimed(segment: Segment, claimed: Set[Box]) -> Passage | None:
    """Give what of a piece is in no finding and no label, if it can be of a field.

    ``claimed`` are the boxes of the words of its page that a finding is made of.
    """
    words = [word for word in segment.words if word.box not in claimed]
    if not words:
        return None
    label = label_at_head(segment.text, _LABELS)
    if label is not None:
        behind = segment.cut(label.value_at).words
        words = [word for word in behind if word.box not in claimed]
    words = [word for word in words if not word.box.is_covered(claimed)]
    if not words:
        return None
    piece = segment if len(words) == len(segment.words) else Passage(words, segment.page)
    return piece if _is_typed(piece) else None


_FURNITURE = re.compile(
    r"[-—–_.~=«»\s]*(?:[Pp]age)?\s?\d{0,2}[-—–_.~=«»\s]*|\W?\d{1,2} [Pp]ages?\W?|\W?\s?[o0]f\b\W*"
)
"""Page numbers and counts, and the word before the date of a first issue."""


def _is_typed(piece: Passage) -> bool:
    """Tell what can be of a field from furniture and specks."""
    text = piece.text.strip()
    if characters(piece) < _FEWEST or is_x_run(text):
        return False
    if _FURNITURE.fullmatch(text) or any(find_references(text)):
        return False
    if read_classification(piece) is not None:
        return False
    forms, heads = _formulas()
    return not (is_like(text, forms, _LIKE) or phrase_at_head(text, heads, _LIKE))


@cache
def _formulas() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the wordings of rows that bear no field, and those that such rows begin with."""
    words = lexicon()
    return (
        (*words.extract.forms, *words.furniture.continued, *words.correction.headings),
        (*words.correction.references, *words.correction.instructions),
    )
