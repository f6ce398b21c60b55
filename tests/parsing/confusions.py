"""What OCR makes of typed signs: systematic misreadings, so that rules are tried without any generator.

A bracket was typed as a slash with strokes added, so each side is read as one of a few signs.
"""

from __future__ import annotations

from collections.abc import Iterator

BRACKETS = (
    ("[", "]"),
    ("/", "/"),
    ("/", "7"),
    ("(", "]"),
    ("{", "}"),
    ("[", "J"),
    ("£", "7"),
    ("|", "]"),
    ("L", "]"),
    ("f", "7"),
)
"""Pairs of signs that an opening and a closing bracket are read as."""

ROMANS = {"i": ("i", "1", "I", "l"), "ii": ("ii", "11", "1i"), "iv": ("iv", "1v", "IV")}
"""Labels to what is read of them."""


def markers(label: str) -> Iterator[str]:
    """Give what a marker with this label is read as."""
    for opening, closing in BRACKETS:
        for read in ROMANS[label]:
            if (opening, read) not in {
                ("L", "I"),
                ("f", "I"),
                ("|", "I"),
                ("L", "l"),
                ("|", "l"),
                ("f", "l"),
            }:
                yield opening + read + closing


def bracketed(inside: str) -> Iterator[str]:
    """Give what ``inside`` in square brackets is read as."""
    for opening, closing in BRACKETS:
        yield opening + inside + closing
