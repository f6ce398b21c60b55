"""What a clerk wrote of the sheet below its message or notes: who typed it, what it replaces, who gets it."""

from __future__ import annotations

from parsing.lexicon import lexicon
from parsing.phrases import phrase_at_head
from parsing.references import find_references

_LIKE = 0.92


def is_clerks(text: str) -> bool:
    """Tell a line in a clerk's words, or with the reference of a sheet, which no message bears."""
    clerks = lexicon().furniture.clerks
    return phrase_at_head(text.lstrip("( "), clerks, _LIKE) is not None or any(
        find_references(text)
    )
