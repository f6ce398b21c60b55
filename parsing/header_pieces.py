"""The pieces of a sheet's header, each known by its label, its type or its form.

A piece is a segment of a row, its label put together with its value. Every reader takes one kind of piece
and notes what it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from parsing.classification import Classified, are_codewords, read_classification, with_codewords
from parsing.figures import FIGURE, as_figures, doubt
from parsing.findings import Finding, found
from parsing.issue_dates import find_issue_dates, find_worn_issue_dates
from parsing.layout import Passage, Row
from parsing.lexicon import lexicon
from parsing.matching import is_like, is_rule, is_x_run, likeness, loose_label_at_head
from parsing.page_numbers import page_number
from parsing.pitch import over_read, without_doubled
from parsing.references import OF_DATE, FoundReference, find_references, is_office
from parsing.reissues import REISSUE, read_reissue
from parsing.shapes import likeness_by_shape
from schemas.pages import Word
from schemas.values.dates import MESSAGES
from schemas.values.numbers import parse_number
from schemas.values.references import Serial

_SERIAL_TEXT = re.compile(
    rf"[(\[]?(?P<series>[A-Z])\s?(?P<number>[{FIGURE[1:-1]}/]{{2,5}})[)\]]?[.,:;]?"
)
_WHOLE_SERIAL = re.compile(r"[A-Z]\d{3,4}")
_SHORTEST_PARTED = 2
"""Words of what was read in pieces."""

_ROOM = 0.6
"""Places that are left between figures where one was lost."""

_TAG, _PARTED_TAG = 0.66, 0.8
"""Likeness of a corner tag, and of one that was read as two words."""

_TAG_CLEAR = 0.1
"""What a corner tag must be more like one than another."""

_LONG_OFFICE = 4
_DOUBLED = re.compile(r"(?<!\d)(\d)\1(?=[/.-])")
"""A figure of a date read twice, as the width of the word tells."""

_NUMBER_LABEL = re.compile(r"[^\W\d_]{2}\W{1,4}(?=\d)|\W{1,3}[0oO]\W{1,4}(?=\d)")
"""The ``No`` of ``Copy No`` as OCR misreads it."""

_COLON_READ = re.compile(r"^\s*[s83:;2?](?:[:;]\s?|\s)(?=\d{2})")
"""The colon of a label read as a figure or letter, before the number."""

COPY_NUMBER = re.compile(rf"(?P<number>{FIGURE}{{1,4}})(?=[\s.,:;'\"*~-]|$)(?! \d(?:\W|$))")
"""A number and what may follow it: another sign, or a figure apart, is what was read of its last ones."""


@dataclass
class Header:
    """What the head of a sheet says; ``end`` is the first row that belongs to its text.

    ``addressed`` are the addresses that stand in rows above it.
    """

    findings: dict[str, Finding[object]] = field(default_factory=dict)
    classified: list[Classified] = field(default_factory=list)
    title: tuple[Row, ...] = ()
    end: int = 0
    addressed: tuple[Row, ...] = ()
    routed: bool = False
    pitch: float | None = None

    def note(self, name: str, finding: Finding[object]) -> None:
        """Keep a finding unless a surer one of the same name is there."""
        known = self.findings.get(name)
        if known is None or finding.confidence > known.confidence:
            self.findings[name] = finding


def read_piece(segment: Passage, header: Header) -> bool:
    """Take one piece of the header; false when it is none."""
    text = segment.text.strip()
    if is_x_run(text) or is_rule(text) or page_number(text):
        return True
    labelled = not _is_in_words(text) and (
        _read_reference(segment, header)
        or _read_issued(segment, header)
        or _read_copy(segment, header)
        or _read_reissue(segment, header)
    )
    return (
        labelled
        or _read_serial(segment, header)
        or _read_origin(segment, header)
        or _read_classified(segment, header)
        or _read_extract(text)
        or _read_day_of_issue(segment, header)
    )


def _is_in_words(text: str) -> bool:
    """Tell a title that begins as labels do, ``ISSUE OF PASSPORTS (1943)``: capitals, no figure, no colon.

    The number of which a label speaks is ill read at most, behind its ``No``.
    """
    match = _IN_WORDS.fullmatch(text)
    return match is not None and not is_like(match["second"], ("NO", "NOS"), _LIKE_NUMBER)


_IN_WORDS = re.compile(
    r"(?:(?:A|AN|THE) )?[A-Z][A-Z'-]{3,},? (?P<second>[A-Z'-]+),?(?: [A-Z\"'-]+[,:]?)+"
    r"(?: \(19\d\d\))?\.?"
)
_LIKE_NUMBER = 0.6


def _read_reference(segment: Passage, header: Header) -> bool:
    text = segment.text
    references = find_references(text)
    labelled = loose_label_at_head(text, "reference") is not None
    if references:
        reference = _read_once(references[0], segment, header)
        certainty = (0.75 + 0.25 * reference.kept) * (1.0 if labelled else 0.9)
        rule = "number after Ref. No" if labelled else "form of a reference number"
        header.note(
            "reference_number",
            found(
                segment,
                str(reference.value),
                rule,
                start=reference.start,
                end=reference.end,
                certainty=certainty,
            ),
        )
    of = OF_DATE.search(text)
    if not references and of is None:
        return labelled
    worn = find_worn_issue_dates(text) if of else ()
    for date in (*find_issue_dates(text), *worn):
        below = references and date.start >= references[0].end
        if below or (of and date.start >= of.start()):
            header.note(
                "reference_date",
                found(
                    segment,
                    date.value.day,
                    "date after (of",
                    start=date.start,
                    end=date.end,
                    certainty=0.6 + 0.4 * date.kept,
                ),
            )
            return True
    return bool(references) or labelled


_READ_TWICE = re.compile(r"PD|DP")
"""A D of which the reader made a P besides; the other way round there is no ink for a D."""


def _read_once(reference: FoundReference, segment: Passage, header: Header) -> FoundReference:
    """Give a reference without the letter that its office has too many, by the width of the word."""
    office = reference.value.office
    words = segment.words_between(reference.start, reference.end)
    if not over_read(words, header.pitch) or len(office) < _LONG_OFFICE or is_office(office):
        return reference
    once = reference.value._replace(office=_READ_TWICE.sub("D", office, count=1))
    return reference._replace(value=once, kept=0.7 * reference.kept)


def _read_issued(segment: Passage, header: Header) -> bool:
    """Read the date behind the label of the issue, which the wording of a re-issue without a date is like."""
    label = loose_label_at_head(segment.text, "issued")
    if label is None:
        return False
    value = segment.text[label.value_at :]
    dates = find_issue_dates(value) or tuple(find_worn_issue_dates(value))
    if not dates and over_read(
        segment.words_between(label.value_at, len(segment.text)), header.pitch
    ):
        doubled = find_issue_dates(_DOUBLED.sub(r"\1 ", value))
        dates = tuple(date._replace(kept=0.3) for date in doubled)
    if dates:
        date = dates[-1]  # what stands before it is typed over
        header.note(
            "issued_date",
            found(
                segment,
                date.value.day,
                "date after Issued",
                start=label.value_at + date.start,
                end=label.value_at + date.end,
                certainty=label.certainty * (0.6 + 0.4 * date.kept),
            ),
        )
    return bool(dates) or REISSUE.match(segment.text) is None


def _read_copy(segment: Passage, header: Header) -> bool:
    label = loose_label_at_head(segment.text, "copy")
    if label is None:
        return False
    rest = segment.text[label.value_at :]
    for misread in (_NUMBER_LABEL, _COLON_READ):
        rest = misread.sub(lambda read: " " * len(read[0]), rest, count=1)
    if match := COPY_NUMBER.match(rest, len(rest) - len(rest.lstrip())):
        figures = as_figures(match["number"])
        kept = doubt(match["number"], figures)
        bearing = segment.words_between(label.value_at, label.value_at + match.end())
        if over_read(bearing[-1:], header.pitch) == 1:
            figures, kept = without_doubled(figures) or figures, 0.5 * kept
        number = parse_number(figures)
        if _goes_on_in_capitals(segment.after(label.value_at + match.end())):
            return False
        if number is not None:
            header.note(
                "copy_number",
                found(
                    segment,
                    number,
                    "number after Copy No",
                    start=label.value_at,
                    end=label.value_at + match.end(),
                    certainty=label.certainty * (0.5 + 0.5 * kept),
                ),
            )
    return True


def _goes_on_in_capitals(behind: Passage) -> bool:
    """Tell the words of a title that begins like a label: ``COPY NO. 2 OF THE PLANS``."""
    read = [word for word in behind.words if word.confidence >= _WORD_OF_TITLE]
    return sum(word.text.isalpha() and word.text.isupper() for word in read) >= _WORDS_OF_TITLE


_WORD_OF_TITLE, _WORDS_OF_TITLE = 0.85, 3
"""How surely words of a title were read, and how many of them no label's value has behind it."""

_SURELY_READ = 0.85
"""Confidence from which a stroke was typed, and is no 7."""


def _read_reissue(segment: Passage, header: Header) -> bool:
    read = read_reissue(segment, header.pitch)
    for name, finding in read.items():
        header.note(name, finding)
    return bool(read)


def _read_origin(segment: Passage, header: Header) -> bool:
    text = segment.text.strip(" .,:;'\"")
    if not 3 <= len(text) <= 10 or sum(map(str.isdecimal, text)) > 1:
        return False
    words = [word for word in segment.words if any(map(str.isalnum, word.text))]
    parted = "from_station" in header.findings and len(words) > 1
    (like, form), (second, _) = _likest_tags(text)
    if like < (_PARTED_TAG if parted else _TAG) or len(form) - len(text) > 1:
        return False
    if parted and any(word.text in lexicon().origins.tags for word in segment.words):
        return False  # a scrap stands beside it, which is none of its letters
    if like - second < _TAG_CLEAR:
        return True  # it can be two tags
    header.note("origin", found(segment, form, "corner tag", certainty=0.3 + 0.7 * like))
    return True


@lru_cache(maxsize=1024)
def _likest_tags(text: str) -> tuple[tuple[float, str], ...]:
    """Give the two tags most like a text, and how like it they are."""
    alike = (
        (max(likeness(text, tag), likeness_by_shape(text, tag)), tag)
        for tag in lexicon().origins.tags
    )
    return tuple(sorted(alike, reverse=True)[:2])


def _read_serial(segment: Passage, header: Header) -> bool:
    if segment.words[0].text in lexicon().origins.tags:
        return False
    if _is_crossed_out(segment.words[0]):
        crossed = sum(1 for _ in takewhile(_is_crossed_out, segment.words[:-1]))
        segment = Passage(segment.words[crossed:], segment.page)
    first, *scraps = segment.words
    if first.text[0] == "X" and first.struck and first.confidence < _CROSSED_OUT:
        return False  # a tag under X
    if scraps and _WHOLE_SERIAL.fullmatch(first.text) and all(len(one.text) == 1 for one in scraps):
        segment = Passage((first,), segment.page)
    text = segment.text.strip(" .,'").replace(" ", "")
    match = _SERIAL_TEXT.fullmatch(text)
    if match is None or (text[-1] in ")]" and text[0] not in "(["):
        return False  # a bracket that closes none is what was read of a figure
    digits = sum(map(str.isdecimal, match["number"]))
    if digits < 2 and not (digits and match["number"].isupper()):  # ``No1`` is a label
        return False
    if _lacks_a_figure(segment, header.pitch):
        return True
    number = match["number"]
    if segment.sureness >= _SURELY_READ:
        number = number.removeprefix("/")  # typed between the letter and the number
    figures = as_figures(number).replace("/", "7")
    kept = doubt(number, figures)
    if len(segment.words) == 1 and over_read(segment.words, header.pitch):
        kept *= 0.5  # a figure more may have been read than was typed
    value = Serial.parse(match["series"] + figures)
    if value is None:
        return False
    header.note(
        "sheet_serial",
        found(segment, str(value), "serial in the corner", certainty=0.5 + 0.5 * kept),
    )
    return True


def _is_crossed_out(word: Word) -> bool:
    return word.text[0] == "X" and is_x_run(word.text)


_CROSSED_OUT = 0.5
"""Confidence of a struck word below which it is what was read of the crosses."""


def _lacks_a_figure(segment: Passage, pitch: float | None) -> bool:
    """Tell a serial between whose figures one was lost: a blank stands there, which nobody types."""
    if len(segment.words) < _SHORTEST_PARTED or pitch is None:
        return False
    before, last = segment.words[-2:]
    within = sum(map(str.isdecimal, before.text)) > 0 and last.text[:1].isdecimal()
    signs = len(before.text) + len(last.text)
    return within and (last.box.x1 - before.box.x0) / pitch > signs + _ROOM


def _read_classified(segment: Passage, header: Header) -> bool:
    classified = read_classification(segment)
    if classified is not None:
        header.classified.append(classified)
    elif header.classified and are_codewords(segment.text):
        header.classified[-1] = with_codewords(header.classified[-1], segment)
    else:
        return False
    return True


def _read_day_of_issue(segment: Passage, header: Header) -> bool:
    """Read a day that stands by itself, surely typed, after the years of messages: ``25 July, 1966``.

    A stamp has its month in capitals.
    """
    if len(segment.words) > _WORDS_OF_DAY or not segment.text[-1].isdecimal():
        return False
    date = next(iter(find_issue_dates(segment.text)), None)
    if date is None or date.end - date.start < len(segment.text) or date.kept < 1.0:
        return False
    sure = min(word.confidence for word in segment.words) >= _SURELY_READ
    in_words = any(map(str.islower, segment.text))
    if not (sure and in_words) or date.value.day.year <= MESSAGES.last:
        return False
    header.note("issued_date", found(segment, date.value.day, DAY_ALONE))
    return True


_WORDS_OF_DAY = 4
DAY_ALONE = "day alone in the header"
"""The rule by which no label but its year tells the day of issue."""


def _read_extract(text: str) -> bool:
    return is_like(text, lexicon().extract.forms, 0.85)
