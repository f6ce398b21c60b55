"""Notes of which the label was not read, told by the labels before and after.

Of ``[a]`` and ``[c]`` with one line between them that begins a sentence, that line begins ``[b]``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from parsing.note_lines import HeadLine, NoteHead
from schemas.records import NoteSystem
from schemas.values.labels import letter, parse_letter


def with_lost_labels(
    lines: Sequence[HeadLine], heads: Sequence[tuple[int, NoteHead]]
) -> list[tuple[int, NoteHead]]:
    """Add the notes whose label is missing between those of two others, where one line can be its head."""
    complete: list[tuple[int, NoteHead]] = list(heads[:1])
    for (before, own), (after, following) in pairwise(heads):
        if label := _missing(own, following):
            begun = [at for at in range(before + 1, after) if _begins_a_sentence(lines[at])]
            if len(begun) == 1:
                (at,) = begun
                complete.append((at, NoteHead(NoteSystem.NOTE, label, "", lines[at].at)))
        complete.append((after, following))
    return complete


def _missing(own: NoteHead, following: NoteHead) -> str:
    """Give the one letter between those of two notes, else nothing."""
    if {own.system, following.system} != {NoteSystem.NOTE}:
        return ""
    first, last = parse_letter(own.label), parse_letter(following.label)
    return letter(first + 1) if first and last and last - first == 2 else ""


def _begins_a_sentence(line: HeadLine) -> bool:
    """Tell a line that begins with a capital, after one that can end a note."""
    return line.ended and line.text[line.at :].lstrip("\"'")[:1].isupper()
