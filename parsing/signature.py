"""The signature under a body: ``No. 304`` / ``PETROV[iv]``, with its date, in all their orders.

The number is the sender's own, not the message's. A signature's lines are short and stand apart from the
running text; the last line of a paragraph does not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from parsing.below_signature import bears_gaps, notes_begin, stands_right, strays_below
from parsing.brackets import KnownLabels
from parsing.findings import Finding, found
from parsing.furniture import is_stamped
from parsing.layout import Passage
from parsing.lexicon import lexicon
from parsing.matching import capital_share, is_overtyped, label_at_head
from parsing.named import is_name, read_named
from parsing.pitch import over_read, without_doubled
from parsing.prose import Line
from parsing.repair import (
    FIGURE,
    as_figures,
    doubt,
    find_day_and_month,
    find_message_dates,
    names_a_month,
)
from schemas.pages import Word
from schemas.records import Precision
from schemas.values.dates import TypedDate
from schemas.values.numbers import parse_number
from schemas.values.stations import gazetteer

_LINES = 4
_LONGEST_NAME = 30
_LONGEST = 60
_LONGEST_WORD = 12
_SCRAP_BEFORE = 6
"""Letters and figures of a scrap to the left of a signature."""

_LONGEST_DATE = 26
_SHORTEST_NAME = 2
_INDENT = 3
"""Letters by which a signature's line stands in from the one above it."""

_FAR_FOR_A_NAME = 8
_IN_LINE = 0.5
"""Letters within which two lines of a signature begin under one another."""

_RUINED = 0.5
"""Confidence below which a short line under a signature can have been its date."""

_NUMBER = re.compile(rf"(?P<number>{FIGURE}[{FIGURE[1:-1]}/]{{0,4}})(?![A-Za-z0-9/])")
_TYPED_OVER = re.compile(r"[A-Za-z#&*@®%]{1,6} (?P<number>\d{1,5})(?![A-Za-z0-9])")
_BARE_NUMBER = re.compile(r"\W{0,2}(?P<number>\d{1,4})(?=\s+[A-Z]\w+)")
_RUINED_LABEL = re.compile(r"[^\W\d_][oec0][se:;.,?]{0,3}\s(?P<number>\d{1,4})(?=\s+[^\W\d_])")
"""The number and what is left of its label, a name beside it."""

_RUINED_LABEL_ALONE = re.compile(r"[A-Za-z][oec0][se:;.,?]{1,3}\s(?P<number>\d{1,4})")
"""The same on a line of its own, above the name or the date."""

_UNLABELLED = "number behind a ruined label"
_ALONE = 0.5

_CROSSED = re.compile(r"[XKMNHW#&*@®%¥]{1,8}[.,]?")
_PLAIN = re.compile(r"[\w'’.,\-\[\](){}/|£]+")
_PLAIN_WORD = re.compile(r"[A-Z]?[a-z]{2,}[.,;:]?")


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
    last = _read_last(lines, starts, labels, message)
    if "signature_serial" in last.findings and len(last.findings) > 1:
        return last
    for below in strays_below(lines):
        above = _read_last(lines[:-below], starts, labels, message)
        if "signature_serial" in above.findings and len(above.findings) > 1:
            above.lines += below
            return above
    return last


def _read_last(
    lines: Sequence[Line], starts: Sequence[int], labels: KnownLabels, message: date | None
) -> Signature:
    """Read a signature that ends with the last of the lines."""
    for count in range(min(_LINES, len(lines)), 0, -1):
        start = len(lines) - count
        apart = start in starts or stands_right(lines[start]) or _stands_in(lines, start)
        signature = _read_block(lines[start:], apart, labels, message)
        if signature is not None and not (start and _is_stamp(signature, lines[start - 1 :])):
            return signature
    return Signature()


def _is_stamp(signature: Signature, lines: Sequence[Line]) -> bool:
    """Tell a name alone far below the text. ``lines`` are those of the signature and the one above."""
    above, first = lines[0], lines[1]
    far = first.row.middle - above.row.middle > _FAR_FOR_A_NAME * first.layout.line
    return len(signature.findings) == 1 and above.page == first.page and far


def is_numbered(line: Line) -> bool:
    """Tell a line that is the number of a signature and nothing else, whatever its label looks like."""
    label = label_at_head(line.text, ("number",))
    if label is None:
        return False
    number = _NUMBER.match(line.text, label.value_at)
    return number is not None and not line.text[number.end() :].strip(" .,:;'")


def signature_ends(
    lines: Sequence[Line], starts: Sequence[int], message: date | None
) -> int | None:
    """Give the index of the line below a signature that notes follow, their heading lost.

    ``None`` when there is none: what looks like one within the message is not followed by notes.
    """
    for start in starts:
        if len(lines[start].text) > _LONGEST:
            continue
        for count in range(min(_LINES, len(lines) - start - 1), 0, -1):
            end = start + count
            begins = notes_begin(lines, end, starts)
            if not begins and end not in starts:
                continue
            block = _read_block(lines[start:end], True, KnownLabels(), message)
            if block is None:
                continue
            if begins and len(block.findings) > 1:
                return end
            whole = _is_labelled(block) or _stands_alone(lines[start:end], block)
            more = _read_block(lines[start : end + 1], True, KnownLabels(), message)
            if whole and more is None and not bears_gaps(lines[end:]):
                return end
    return None


def _stands_alone(lines: Sequence[Line], block: Signature) -> bool:
    """Tell a name of the page far right on a line of its own, between paragraphs."""
    return (
        len(lines) == 1
        and block.findings.keys() == {"signature_name"}
        and stands_right(lines[0])
        and lines[0].layout.names.bear(lines[0].text)
    )


def _is_labelled(signature: Signature) -> bool:
    """Tell a signature with number and name, which is none of the text whatever stands below it."""
    serial = signature.findings.get("signature_serial")
    named = "signature_name" in signature.findings
    return named and serial is not None and serial.rule != _UNLABELLED


def _read_block(
    lines: Sequence[Line], apart: bool, labels: KnownLabels, message: date | None
) -> Signature | None:
    """Read lines that are all of a signature; ``None`` when one of them is not."""
    signature = Signature(lines=len(lines))
    column = next((place for line in lines if (place := _label_column(line)) is not None), None)
    for line in lines:
        if not _read_line(line, signature, labels, message, column):
            return None
    if not {"signature_name", "signature_serial"} & signature.findings.keys():
        return None
    labelled = label_at_head(_under(column, lines[0]).text, ("number",)) is not None
    serial = signature.findings.get("signature_serial")
    if serial is not None and serial.rule == _UNLABELLED and len(signature.findings) < 2:
        return None
    if not labelled and _is_station(signature.findings.get("signature_name")):
        return None  # the last word of a paragraph
    return signature if labelled or apart else None


def _label_column(line: Line) -> int | None:
    """Give where the label of the number stands in a line, with at most a scrap to its left."""
    if label_at_head(line.text, ("number",)):
        return line.left
    before = 0
    for segment in line.row.segments:
        if before and before <= _SCRAP_BEFORE and label_at_head(segment.text, ("number",)):
            return segment.box.x0
        before += sum(map(str.isalnum, segment.text))
    return None


def _under(column: int | None, line: Line) -> Passage:
    """Give the part of a line that begins under the number, where a stamp stands to its left."""
    if column is None:
        return line.passage
    reach = _IN_LINE * line.layout.letter
    at = [abs(part.box.x0 - column) <= reach for part in line.row.segments]
    if not any(at[1:]):
        return line.passage
    words = [word for part in line.row.segments[at.index(True) :] for word in part.words]
    return Passage(words, line.page)


def _read_line(
    line: Line,
    signature: Signature,
    labels: KnownLabels,
    message: date | None,
    column: int | None,
) -> bool:
    """Read one line into the signature; false when it belongs to the body."""
    passage = _under(column, line)
    if len(passage.text) > _LONGEST or is_stamped(passage.text):
        return False
    found_here: dict[str, Finding[object]] = {}
    rest = _read_serial(passage, found_here, line.layout.pitch)
    if rest is None:
        return False
    rest = _without_typed_over(_read_date(rest, found_here, message))
    if rest.words:
        named = _read_name(rest, labels)
        if named is not None:
            found_here["signature_name"], signature.markers = named
        elif not _is_unread(rest, found_here, signature):
            return False
    if signature.findings.keys() & found_here.keys():
        return False
    if not found_here and not _is_unread_date(rest, signature):
        return False
    signature.findings.update(found_here)
    return True


def _read_serial(
    passage: Passage, findings: dict[str, Finding[object]], pitch: float | None
) -> Passage | None:
    """Take the sender's number out of a line; ``None`` when its label has no number."""
    text = passage.text
    label = label_at_head(text, ("number",))
    if label:
        match = _NUMBER.match(text, label.value_at) or _TYPED_OVER.match(text, label.value_at)
        certainty = label.certainty
    else:
        match = _RUINED_LABEL.match(text) or _BARE_NUMBER.match(text)
        certainty = 0.7
        beside = "" if match is None else (text[match.end() :].split() or [""])[0]
        if not is_name(beside):
            match, certainty = _RUINED_LABEL_ALONE.fullmatch(text), 0.5
        if match is None:
            return passage
    if match is None:
        return None
    figures = as_figures(match["number"]).replace("/", "7")
    kept = doubt(match["number"], figures)
    bearing = passage.words_between(match.start("number"), match.end())
    if over_read([word for word in bearing if word.text.strip(".,:;'").isalnum()], pitch):
        figures, kept = without_doubled(figures) or figures, 0.5 * kept
    number = parse_number(figures)
    if number is None:
        return None
    rule = "number in the signature" if certainty > _ALONE else _UNLABELLED
    findings["signature_serial"] = found(
        passage, number, rule, start=match.start("number"), end=match.end(),
        certainty=certainty * (0.5 + 0.5 * kept),
    )  # fmt: skip
    rest = passage.after(match.end())
    return Passage([word for word in rest.words if any(map(str.isalnum, word.text))], rest.page)


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
    day = _day_near(date_found.value.day, text[date_found.start], message)
    findings["signature_date"] = found(
        passage, day, "date in the signature", start=date_found.start,
        end=date_found.end, certainty=0.5 + 0.5 * date_found.kept,
    )  # fmt: skip
    dated = passage.words_between(date_found.start, date_found.end)
    left = [word for word in passage.words if word not in dated]
    return Passage([word for word in left if any(c.isalnum() for c in word.text)], passage.page)


def _day_near(day: date, read: str, message: date | None) -> date:
    """Give the day of a signature; of an S, which is a 5 or a 9, the one nearer to the message's."""
    if message is None or read not in "Ss":
        return day
    return min((day, day.replace(day=9)), key=lambda one: abs((one - message).days))


def _without_typed_over(passage: Passage) -> Passage:
    """Leave out what is read of letters typed over: a few crosses and nothing else."""
    kept = [word for word in passage.words if _CROSSED.fullmatch(word.text) is None]
    return Passage(kept, passage.page)


def _read_name(
    passage: Passage, labels: KnownLabels
) -> tuple[Finding[object], tuple[str, ...]] | None:
    """Read a passage that is a name and nothing else, with the markers beside it."""
    passage = _without_scrap_before(_surely_read(passage))
    if len(passage.words) > 1 and passage.sureness < _RUINED and "[" not in passage.text:
        plain = [word for word in passage.words if word.text.isalpha()]
        if len(plain) > 1:
            return None  # scraps in one line
    named = read_named(passage.text, labels)
    if named is None or named.name.upper() in lexicon().signature.never:
        return None
    if is_overtyped(named.name):
        return None
    name = named.name
    if not name.startswith("[") and not is_name(name):
        name = name.replace(" ", "")  # OCR parts mixed capitals
        if not is_name(name) or len(name) > _LONGEST_WORD:
            return None
    return found(passage, name, "name in the signature", certainty=0.95), named.labels


def _surely_read(passage: Passage) -> Passage:
    """Leave out words far less surely read than the best one: specks beside a name."""
    best = max(word.confidence for word in passage.words)
    kept = [word for word in passage.words if _is_name(word) or word.confidence >= 0.75 * best]
    plain = [word for word in kept if _PLAIN.fullmatch(word.text)]
    return Passage(plain or kept, passage.page)


def _without_scrap_before(passage: Passage) -> Passage:
    """Leave out a letter or two, read badly, before the name."""
    first, *others = passage.words or (None,)
    if (
        first is None
        or not others
        or len(first.text) > _SHORTEST_NAME
        or first.confidence >= _RUINED
    ):
        return passage
    return Passage(others, passage.page)


def _is_name(word: Word) -> bool:
    """Tell a word that can be of a name, or be a marker beside one."""
    if any(char in "[](){}/|" for char in word.text):
        return True
    return capital_share(word.text) >= 0.5


def _is_unread(
    passage: Passage, findings: dict[str, Finding[object]], signature: Signature
) -> bool:
    """Tell a name beside a number, or a date below one, that OCR ruined from the words of a sentence."""
    dated_below = bool(findings) and "signature_serial" in signature.findings
    if "signature_serial" in findings or dated_below:
        words = [word for word in passage.words if _PLAIN_WORD.fullmatch(word.text)]
        return len(passage.text) <= _LONGEST_NAME and not words
    return not findings and _is_unread_date(passage, signature)


def _is_unread_date(passage: Passage, signature: Signature) -> bool:
    """Tell a line below number or name that holds a month, with its day ruined."""
    if not signature.findings or "signature_date" in signature.findings:
        return False
    if len(passage.text) > _LONGEST_DATE or len(passage.words) > 3:
        return False
    return names_a_month(passage.text) or passage.sureness < _RUINED


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
