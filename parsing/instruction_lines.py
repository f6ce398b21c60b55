"""An instruction out of its lines: the places that its words take tell which letters and stops were typed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from parsing.handling import mended, with_marker
from parsing.pitch import places
from parsing.prose import Line, join


def as_instruction(lines: Sequence[Line], romans: Collection[str]) -> str:
    """Give the instruction of some lines with its damage undone; ``romans`` are the labels of comments."""
    text = mended(join(lines), _surely_typed(lines))
    return with_marker(_with_full_stop(text, lines[-1]), romans)


def _with_full_stop(text: str, last: Line) -> str:
    """Give an instruction with the full stop for which its last word is a place wider than was read."""
    word = last.row.words[-1]
    typed = places(word, last.layout.pitch)
    lost = typed == len(word.text) + 1 and text[-1:] == word.text[-1:]
    return f"{text}." if lost and (text[-1].isalpha() or text[-1] in "])}") else text


def _surely_typed(lines: Sequence[Line]) -> frozenset[str]:
    """Give the words that were surely read, each with as many letters as it has places."""
    return frozenset(
        word.text.strip(_EDGES)
        for line in lines
        for word in line.row.words
        if word.confidence >= _SURELY
        and places(word, line.layout.pitch) in (None, len(word.text))
        and word.text.strip(_EDGES).isalpha()
    )


_EDGES = ".,:;"
_SURELY = 0.75
"""Confidence from which a word of an instruction is none of another length."""
