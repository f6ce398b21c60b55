"""The signature under a body: ``No. 304`` / ``PETROV[iv]``, with its date, in all their orders.

The number is the sender's own, not the message's. A signature's lines are short and stand apart from the
running text; the last line of a paragraph does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from parsing.brackets import KnownLabels, canonical, without_marks
from parsing.findings import Finding, found
from parsing.layout import Passage
from parsing.matching import capital_share, label_at_head
from parsing.prose import Line
from parsing.repair import (
    FIGURE,
    as_figures,
    doubt,
    find_day_and_month,
    find_message_dates,
)
from schemas.pages import Word
from schemas.records import Precision
from schemas.values.dates import TypedDate
from schemas.values.numbers import parse_number
from schemas.values.stations import gazetteer

_LINES = 4
_LONGEST_NAME = 30
_LONGEST = 60
_NUMBER = re.compile(rf"(?P<number>{FIGURE}[{FIGURE[1:-1]}/]{{0,4}})(?![A-Za-z0-9/])")
_TYPED_OVER = re.compile(r"[A-Za-z#&*]{1,4} (?P<number>\d{1,5})(?![A-Za-z0-9])")
_PLAIN = re.compile(r"[\w'’.,\-\[\](){}/|£]+")
_PLAIN_WORD = re.compile(r"[A-Z]?[a-z]{2,}[.,;:]?")
_NAME = re.compile(r"[^\W\d_][\w'’.\-]*(?: [^\W\d_][\w'’.\-]*){0,3}")


@dataclass
class Signature:
    """What stands under the body; ``markers`` are the labels beside the name."""

    findings: dict[str, Finding[object]] = field(default_factory=dict)
    markers: tuple[str, ...] = ()
    lines: int = 0


def read_signature(
    lines: Sequence[Line], starts: Sequence[int], labels: KnownLabels, message: date | None
) -> Signature:
    """Read the signature from the last lines of a body; ``lines`` tells how many it takes, 0 for none.

    ``starts`` are the indices of the lines that begin paragraphs.
    """
    for count in range(min(_LINES, len(lines)), 0, -1):
        start = len(lines) - count
        apart = start in starts or _stands_right(lines[start])
        signature = _read_block(lines[start:], apart, labels, message)
        if signature is not None:
            return signature
    return Signature()


def _read_block(
    lines: Sequence[Line], apart: bool, labels: KnownLabels, message: date | None
) -> Signature | None:
    """Read lines that are all of a signature; ``None`` when one of them is not."""
    signature = Signature(lines=len(lines))
    for line in lines:
        if not _read_line(line, signature, labels, message):
            return None
    if not {"signature_name", "signature_serial"} & signature.findings.keys():
        return None
    labelled = label_at_head(lines[0].text, ("number",)) is not None
    if not labelled and _is_station(signature.findings.get("signature_name")):
        return None  # the last word of a paragraph
    return signature if labelled or apart else None


def _read_line(line: Line, signature: Signature, labels: KnownLabels, message: date | None) -> bool:
    """Read one line into the signature; false when it belongs to the body."""
    passage = line.passage
    if len(passage.text) > _LONGEST:
        return False
    found_here: dict[str, Finding[object]] = {}
    rest = passage
    label = label_at_head(rest.text, ("number",))
    if label:
        match = _NUMBER.match(rest.text, label.value_at) or _TYPED_OVER.match(
            rest.text, label.value_at
        )
        if match is None:
            return False
        figures = as_figures(match["number"]).replace("/", "7")
        number = parse_number(figures)
        if number is None:
            return False
        kept = doubt(match["number"], figures)
        found_here["signature_serial"] = found(
            rest, number, "number in the signature", start=match.start("number"), end=match.end(),
            certainty=label.certainty * (0.5 + 0.5 * kept),
        )  # fmt: skip
        rest = rest.cut(match.end())
    rest = _read_date(rest, found_here, message)
    if rest.words:
        named = _read_name(rest, labels)
        if named is not None:
            found_here["signature_name"], signature.markers = named
        elif "signature_serial" not in found_here or not _is_unread_name(rest):
            return False
    if not found_here or signature.findings.keys() & found_here.keys():
        return False
    signature.findings.update(found_here)
    return True


def _read_date(
    passage: Passage, findings: dict[str, Finding[object]], message: date | None
) -> Passage:
    """Take a date out of the passage; give what is left."""
    text = passage.text
    dates = list(find_message_dates(text))
    if not dates and message is not None:
        dates = list(find_day_and_month(text, TypedDate(message, Precision.DAY)))
    if not dates:
        return passage
    date_found = dates[0]
    findings["signature_date"] = found(
        passage, date_found.value.day, "date in the signature", start=date_found.start,
        end=date_found.end, certainty=0.5 + 0.5 * date_found.kept,
    )  # fmt: skip
    left = [*passage.cut(0, date_found.start).words, *passage.cut(date_found.end).words]
    return Passage([word for word in left if any(c.isalnum() for c in word.text)], passage.page)


def _read_name(
    passage: Passage, labels: KnownLabels
) -> tuple[Finding[object], tuple[str, ...]] | None:
    """Read a passage that is a name and nothing else, with the markers beside it."""
    passage = _surely_read(passage)
    bracketed = canonical(passage.text, labels)
    plain, markers = without_marks(bracketed.text, bracketed.marks)
    name = plain.strip(' .,:;-"_~').lstrip("'")
    if not _NAME.fullmatch(name):
        return None
    if sum(char.isalpha() for char in name) < 2 or capital_share(name) < 0.6:
        return None
    return found(passage, name, "name in the signature", certainty=0.95), markers


def _surely_read(passage: Passage) -> Passage:
    """Leave out words far less surely read than the best one: specks beside a name."""
    best = max(word.confidence for word in passage.words)
    kept = [word for word in passage.words if _is_name(word) or word.confidence > 0.75 * best]
    plain = [word for word in kept if _PLAIN.fullmatch(word.text)]
    return Passage(plain or kept, passage.page)


def _is_name(word: Word) -> bool:
    """Tell a word that can be of a name, or be a marker beside one."""
    if any(char in "[](){}/|" for char in word.text):
        return True
    return capital_share(word.text) >= 0.5


def _is_unread_name(passage: Passage) -> bool:
    """Tell a name beside a number that OCR ruined from the words of a sentence."""
    words = [word for word in passage.words if _PLAIN_WORD.fullmatch(word.text)]
    return len(passage.text) <= _LONGEST_NAME and not words


def _is_station(name: Finding[object] | None) -> bool:
    return name is not None and str(name.value).upper() in gazetteer()


def _stands_right(line: Line) -> bool:
    """Tell a line that is set far to the right of the running text's edge."""
    return line.row.box.x0 > line.layout.left + 12 * line.layout.letter
