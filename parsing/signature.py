"""The signature under a body: ``No. 304`` / ``PETROV[iv]``, with its date, in all their orders.

The number is the sender's own, not the message's. A signature's lines are short and stand apart from the
running text; the last line of a paragraph does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from parsing.below_signature import bears_gaps, notes_begin, stands_right, strays_below
from parsing.brackets import KnownLabels
from parsing.dates import names_a_month
from parsing.findings import Finding
from parsing.gap_lines import is_gap_line
from parsing.matching import begins_with_a_number, label_at_head
from parsing.paragraphs import is_in_sentence
from parsing.prose import Line, has_room
from parsing.signature_columns import label_column, under
from parsing.signature_gaps import bears_other_marks, has_gap_apart, with_number_ungraded
from parsing.signature_lines import FAR_ASIDE, LONGEST, Signature, read_line
from parsing.signature_parts import NUMBER, UNLABELLED, is_day
from parsing.signed_words import ends_unsigned
from parsing.stamps import is_stamped
from parsing.text_measures import stands_apart
from schemas.values.stations import gazetteer

_LINES = 4
_INDENT = 3
"""Letters by which a signature's line stands in from the one above it."""

_FAR_FOR_A_NAME = 8
_ALONE = 0.5
"""Share of a page's sureness of a name that is all of a signature."""

_BESIDE_NAME = re.compile(r"[^\W\d_]{3}\s?[\[({][^\W\d_][\w'-]{2,}[\])}]\W*$")
"""An original in its brackets behind a name."""


def read_signature(
    lines: Sequence[Line], starts: Sequence[int], labels: KnownLabels, message: date | None
) -> Signature:
    """Read the signature from the last lines of a body; ``lines`` tells how many it takes, 0 for none.

    ``starts`` are the indices of the lines that begin paragraphs.
    """
    last = _read_last(lines, starts, labels, message)
    if "signature_serial" in last.findings and len(last.findings) > 1:
        return last
    for below in strays_below(lines):
        above = _read_last(lines[:-below], starts, labels, message)
        dated = {"signature_name", "signature_date"} <= above.findings.keys()
        alone = not last.findings and "signature_name" in above.findings
        stamped = all(is_stamped(line.text) for line in lines[-below:])
        whole = "signature_serial" in above.findings and len(above.findings) > 1
        if dated or whole or (alone and stamped):
            above.lines += below
            return above
    return last


def _read_last(
    lines: Sequence[Line], starts: Sequence[int], labels: KnownLabels, message: date | None
) -> Signature:
    """Read a signature that ends with the last of the lines."""
    for count in range(_short_lines(lines[: -_LINES - 1 : -1]), 0, -1):
        start = len(lines) - count
        if is_in_sentence(lines, start):
            continue
        apart = start in starts or stands_right(lines[start]) or _stands_in(lines, start)
        apart = apart or stands_apart(lines, start)
        free = apart or _stands_free(lines, start)
        signature = _read_block(lines[start:], free, labels, message)
        if signature is None or (
            len(signature.findings) == 1 and _is_stamp(signature, lines, start)
        ):
            continue
        if apart or len(signature.findings) > 1 or "signature_serial" in signature.findings:
            return signature
    return Signature()


def _stands_free(lines: Sequence[Line], at: int) -> bool:
    """Tell a line below one that has room for its first word, and is no gap in the middle of a line."""
    return at > 0 and has_room(lines[at - 1], lines[at]) and not is_gap_line(lines[at - 1].text)


def _is_stamp(signature: Signature, lines: Sequence[Line], at: int) -> bool:
    """Tell a name alone from line ``at`` on that stands far below the text, or was hardly read.

    A marker or original beside it, or the same name elsewhere on the page, makes it type.
    """
    first = lines[at]
    worded = [word.confidence for word in first.row.words if any(map(str.isalnum, word.text))]
    if max(worded, default=0.0) < _ALONE * first.layout.usual:
        bracketed = signature.markers or _BESIDE_NAME.search(first.text)
        return not bracketed and not first.layout.names.bear(first.text)
    above = lines[at - 1] if at else None
    far = above is not None and (
        first.row.middle - above.row.middle > _FAR_FOR_A_NAME * first.layout.line
    )
    return far and above is not None and above.page == first.page


def is_numbered(line: Line) -> bool:
    """Tell a line that is the number of a signature and nothing else, whatever its label looks like."""
    label = label_at_head(line.text, ("number",))
    if label is None:
        return False
    number = NUMBER.match(line.text, label.value_at)
    return number is not None and not line.text[number.end() :].strip(" .,:;'")


def signature_ends(
    lines: Sequence[Line], starts: Sequence[int], message: date | None
) -> int | None:
    """Give the index of the line below a signature that notes follow, their heading lost.

    ``None`` when there is none: what looks like one within the message is not followed by notes.
    """
    for start in starts:
        if not start or len(lines[start].text) > LONGEST or lines[start - 1].text.endswith(","):
            continue  # nobody signs what is not there, or goes on
        most = min(_short_lines(lines[start : start + _LINES]), len(lines) - start - 1)
        read = _blocks(lines[start : start + most + 1], True, KnownLabels(), message)
        blocks: list[Signature | None] = []
        alone = is_numbered(lines[start])  # which is no whole signature
        for count in range(most, int(alone), -1):
            end = start + count
            begins = notes_begin(lines, end, starts)
            if not begins and (
                end not in starts
                or _is_dated_by(lines[end], lines[start:end])
                or bears_gaps(lines[end:])
            ):
                continue
            blocks = blocks or list(islice(read, count))
            if count > len(blocks) or (block := blocks[count - 1]) is None:
                continue
            if begins and len(block.findings) > 1:
                return end
            whole = (
                _is_labelled(block)
                or _stands_alone(lines[start:end], block)
                or _stands_aside(lines[start : end + 1], block)
            )
            if not whole or (begins and bears_gaps(lines[end:])):
                continue
            below = blocks[count] if count < len(blocks) else next(read, None)
            if below is None and not begins_with_a_number(lines[end].text):
                return end
    return None


def _is_dated_by(line: Line, above: Sequence[Line]) -> bool:
    """Tell a day alone below lines without one, whose day it is when they are of a signature."""
    typed = is_day(line.text) and not is_stamped(line.text)
    return typed and not any(names_a_month(one.text) for one in above)


def _stands_alone(lines: Sequence[Line], block: Signature) -> bool:
    """Tell a name of the page far right on a line of its own, between paragraphs."""
    return (
        len(lines) == 1
        and block.findings.keys() == {"signature_name"}
        and stands_right(lines[0])
        and lines[0].layout.names.bear(lines[0].text)
    )


def _stands_aside(lines: Sequence[Line], block: Signature) -> bool:
    """Tell name and date far right under one another, the last of ``lines`` below them at the edge."""
    *own, below = lines
    dated = {"signature_name", "signature_date"} <= block.findings.keys()
    return dated and all(map(stands_right, own)) and not stands_right(below)


def _is_labelled(signature: Signature) -> bool:
    """Tell a signature with number and name, which is none of the text whatever stands below it."""
    serial = signature.findings.get("signature_serial")
    named = "signature_name" in signature.findings
    return named and serial is not None and serial.rule != UNLABELLED


def _read_block(
    lines: Sequence[Line], apart: bool, labels: KnownLabels, message: date | None
) -> Signature | None:
    """Read lines that are all of a signature; ``None`` when one of them is not."""
    blocks = list(_blocks(lines, apart, labels, message))
    return blocks[-1] if len(blocks) == len(lines) else None


def _blocks(
    lines: Sequence[Line], apart: bool, labels: KnownLabels, message: date | None
) -> Iterator[Signature | None]:
    """Read the first of some lines, the first two and so on, as long as all of them are of a signature.

    ``None`` are lines with too little for one.
    """
    column = next((place for line in lines if (place := label_column(line)) is not None), None)
    first = with_number_ungraded(under(column, lines[0]))
    labelled = label_at_head(first.text, ("number",)) is not None
    if not (labelled or apart):
        return
    signature = Signature()
    for count, line in enumerate(lines, 1):
        named = "signature_name" in signature.findings
        if named and column is not None and _numbered_aside(line, lines[0], column):
            return  # the name is the last word of the text above
        read = read_line(line, signature, labels, message, column)
        if read is None:
            return
        signature = Signature(
            {**signature.findings, **read.findings},
            read.markers if "signature_name" in read.findings else signature.markers,
            signature.unread | read.unread,
            count,
        )
        yield signature if _is_signature(signature, lines[:count], labelled) else None


def _is_signature(signature: Signature, lines: Sequence[Line], labelled: bool) -> bool:
    """Tell what was read of all of some lines that is enough for a signature, and no word of the text."""
    if not {"signature_name", "signature_serial"} & signature.findings.keys():
        return False
    if not _is_whole(signature, lines, labelled) and any(map(bears_other_marks, lines)):
        return False
    serial = signature.findings.get("signature_serial")
    if serial is not None and serial.rule == UNLABELLED and len(signature.findings) < 2:
        return False
    # a station is the last word of a paragraph
    return labelled or not _is_station(signature.findings.get("signature_name"))


def _short_lines(lines: Sequence[Line]) -> int:
    """Give how many lines come before the first that is longer than a signature's."""
    return next((at for at, line in enumerate(lines) if _is_too_long(line)), len(lines))


def _is_too_long(line: Line) -> bool:
    """Tell a line longer than a signature's, of one piece, of which nothing can be left out."""
    if len(line.text) <= LONGEST or len(line.row.segments) > 1:
        return False
    return not [word for word in line.passage.words if word.struck]


def _is_whole(signature: Signature, lines: Sequence[Line], labelled: bool) -> bool:
    """Tell a number and a date beside a gap, which is the name's, or a name beside one of the number's."""
    found_here = signature.findings.keys()
    if labelled and (
        "signature_name" in found_here or any(ends_unsigned(line.passage) for line in lines)
    ):
        return True
    if labelled and "signature_serial" in found_here and any(map(has_gap_apart, lines)):
        return True
    return found_here == {"signature_serial", "signature_date"}


def _numbered_aside(line: Line, above: Line, column: int) -> bool:
    """Tell a number whose label stands far to the right of a line above it, which begins the text's lines."""
    numbered = label_at_head(under(column, line).text, ("number",)) is not None
    return numbered and column - above.left > FAR_ASIDE * line.layout.letter


def _is_station(name: Finding[object] | None) -> bool:
    return name is not None and str(name.value).upper() in gazetteer()


def _stands_in(lines: Sequence[Line], at: int) -> bool:
    """Tell a line that begins well to the right of the one above it, or a page after a full stop."""
    if at == 0:
        return False
    line, above = lines[at], lines[at - 1]
    if line.page != above.page:
        return above.text.rstrip().endswith((".", "?", "!", "]", '"'))
    return line.row.box.x0 - above.row.box.x0 > _INDENT * line.layout.letter
