"""Which place of one text answers to a place of another: offsets carried over an edit path.

The path is a shortest one (Levenshtein). A place inside a stretch that differs is carried into the
stretch that stands in its stead, no further than its end.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein


@dataclass(frozen=True, slots=True)
class Alignment:
    """An edit path from a true text to the text that was got.

    ``edits`` is the number of characters inserted, deleted or replaced.
    """

    edits: int
    _starts: tuple[int, ...]
    _blocks: tuple[tuple[int, int, int, int], ...]

    @classmethod
    def of(cls, truth: str, got: str) -> Alignment:
        """Align two texts. Time grows with the product of their lengths."""
        opcodes = Levenshtein.opcodes(truth, got)
        blocks = tuple((op.src_start, op.src_end, op.dest_start, op.dest_end) for op in opcodes)
        edits = sum(
            max(op.src_end - op.src_start, op.dest_end - op.dest_start)
            for op in opcodes
            if op.tag != "equal"
        )
        return cls(edits, tuple(block[0] for block in blocks), blocks)

    def carry(self, offset: int) -> int:
        """Give the offset in the text got that answers to ``offset`` in the true text."""
        if not self._blocks:
            return 0
        index = max(0, bisect_right(self._starts, offset) - 1)
        start, end, there, there_end = self._blocks[index]
        if offset >= end:
            return there_end
        return min(there + (offset - start), there_end)

    def carry_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span got that answers to the characters ``start`` to ``end`` of the truth."""
        if end <= start:
            return self.carry(start), self.carry(start)
        return self.carry(start), self.carry(end - 1) + 1
