"""Text below a signature: a postscript, which is of the message as the text above is.

Notes whose heading was lost, stamps and handwriting stand there too; those have labels or terms, or are ill
read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from parsing.below_signature import can_be_of_notes
from parsing.brackets import KnownLabels
from parsing.clerks import is_clerks
from parsing.last_words import begins_with_others
from parsing.names import folded
from parsing.prose import Line
from parsing.signature import read_signature
from parsing.signature_lines import Signature
from parsing.stamps import is_stamped, is_worded_stamp

_SURE = 0.85
"""Mean confidence of the lines of a postscript, and of each of them."""

_FAR_BELOW = 4
"""Line distances below a signature beyond which stamps and the foot of the page stand."""

_SMALL_WORD = re.compile(r"\b[a-z]{4,}\b")
_SHORT_WORD = re.compile(r"(?<!\S)[a-z]{2,}(?=[\s.,;:!?]|$)")
_LABELLED_TERM = re.compile(r"[\[({/]\s?[ivxlI1]{1,5}\s?[\])}/7]\s?[^\W\d_][^:]{0,40}:")
"""A note's label and term, behind a heading that was ruined."""

_MARKER = re.compile(r"\[(?:[ivx]{1,5}|[a-h])\]")


def is_postscript(below: Sequence[Line], above: Sequence[Line], *, noted: bool) -> bool:
    """Tell text surely read right below a signature from notes without their heading, and from stamps.

    ``noted`` is a sheet with notes further down; on another one, markers ask for them.
    """
    if min([line.passage.sureness for line in below]) < _SURE:
        return False
    first, last = below[0], above[-1]
    step = first.row.middle - last.row.middle
    if first.page != last.page or step > _FAR_BELOW * first.layout.line:
        return False
    if not any(map(_is_said, below)) or any(is_clerks(line.text) for line in below):
        return False
    if any(can_be_of_notes(line) or _LABELLED_TERM.search(line.text) for line in below):
        return False
    return noted or not any(_MARKER.search(line.text) for line in above)


def _is_said(line: Line) -> bool:
    """Tell a line with words of a sentence: one of any length with its stop behind it, or two long ones."""
    if line.text.endswith(_STOPS):
        return _SHORT_WORD.search(line.text) is not None
    return len(_SMALL_WORD.findall(line.text)) > 1


_STOPS = (".", "?", "!", '"')


def are_notes(below: Sequence[Line], above: Sequence[Line]) -> bool:
    """Tell lines below a signature that can be notes: labelled, long, or begun as notes and pointed to."""
    pointed = any(_MARKER.search(line.text) for line in above)
    return any(
        _LABELLED_TERM.search(line.text)
        or (len(line.text) > _LONGEST_STAMP and not is_clerks(line.text))
        or (pointed and can_be_of_notes(line))
        for line in below
    )


def left_below(below: Sequence[Line], signed: Line) -> list[Line]:
    """Give the lines right below a signature that are words in letters alone, no clerk's and of no stamp.

    Such a line begins where others do: it is a second name, an office, or a word more.
    """
    reach = _FAR_BELOW * signed.layout.line
    return [
        line
        for line in below
        if line.page == signed.page
        and line.row.middle - signed.row.middle <= reach
        and line.passage.sureness >= _SURE
        and _WORDED.fullmatch(line.text)
        and begins_with_others(line.row.words[0], line.layout)
        and not (is_clerks(line.text) or is_stamped(line.text) or is_worded_stamp(line.text))
    ]


_WORDED = re.compile(r"[^\W\d_]{4}[^\d(/]*")
"""Words without a figure, of which the first is longer than a typist's initials."""

_LONGEST_STAMP = 40
"""Characters of a stamp below a signature, at most."""


def signed_within(
    lines: Sequence[Line],
    starts: Sequence[int],
    below: Line,
    labels: KnownLabels,
    message: date | None,
) -> tuple[Signature, list[Line], list[int]]:
    """Read the signature that ends above a line, and give the other lines with where paragraphs begin.

    A word alone, with no number, day or marker, that the text does not bear is a heading of it.
    """
    end = lines.index(below)
    signature = read_signature(
        lines[:end], [start for start in starts if start < end], labels, message
    )
    first = end - signature.lines
    rest = [*lines[:first], *lines[end:]]
    alone = signature.findings.keys() == {"signature_name"} and not signature.markers
    if alone and not _bear(rest, str(signature.findings["signature_name"].value)):
        return Signature(), list(lines), list(starts)
    begun = {start for start in starts if start < first} | {first}
    begun.update(start - signature.lines for start in starts if start >= end)
    return signature, rest, sorted(begun)


def _bear(lines: Sequence[Line], name: str) -> bool:
    """Tell lines that bear all the words of a name in capitals."""
    borne = {folded(other) for line in lines for other, _ in line.passage.names}
    return borne.issuperset(map(folded, name.split()))
