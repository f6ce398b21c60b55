"""Letters that OCR reads for figures, and figures for letters, undone where the value leaves no doubt.

Figures are repaired only where figures must stand, letters only where letters must.
"""

from __future__ import annotations

from operator import ne

FIGURES = str.maketrans(
    {
        "O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1",
        "S": "5", "s": "5", "B": "8", "Z": "2", "z": "2", "G": "6", "b": "6", "q": "9", "g": "9",
        "£": "2", "y": "9", "¥": "9",
    }
)  # fmt: skip
"""Letters read where a figure stands, to the figure."""

LETTERS = str.maketrans({"0": "O", "1": "I", "5": "S", "8": "B", "2": "Z", "6": "G", "|": "I"})
"""Figures read where a capital stands, to the capital."""

FIGURE = r"[0-9OoQDlIi|!SsBZzGgqb£y¥]"
"""One character that may be a figure."""


def as_figures(text: str) -> str:
    """Undo letters read for figures."""
    return text.translate(FIGURES)


def doubt(read: str, repaired: str) -> float:
    """Give the share of characters that a repair left alone: 1 is untouched."""
    if not read or read == repaired:
        return 1.0
    changed: int = sum(map(ne, read, repaired)) + abs(len(read) - len(repaired))
    return max(0.0, 1.0 - changed / max(len(read), len(repaired)))
