"""Page furniture: what stands on a page for the page's sake, cut away before the text is read.

Classification stamps, page numbers, the repeated reference, ``[Continued overleaf]``, ``[3 Pages]``, typist's
initials, ``Distribution`` with its lines, the foot-of-sheet issue date, runs of X and dashes. Furniture is
looked for from the page's edges inwards, so that a body that speaks of pages keeps its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from parsing.classification import Classified, read_classification
from parsing.dates import find_issue_dates, names_a_month
from parsing.distribution import (
    are_surely_read,
    distribution_at,
    is_line_lost,
    is_list_line,
    list_row,
)
from parsing.figures import as_figures
from parsing.findings import Finding, found
from parsing.foot_date import foot_date, is_lone, is_typed
from parsing.last_words import are_last_words, begins_with_others, ends_sentence_of
from parsing.layout import Layout, Passage, Row, Segment
from parsing.lexicon import lexicon
from parsing.matching import begins_with_a_number, best_form, is_like, is_rule, is_x_run, letters
from parsing.note_headings import heading_of
from parsing.offices import is_initials, office
from parsing.references import OF_DATE, FoundReference, find_references
from parsing.scraps import is_lined_up
from parsing.stamps import (
    is_issue_stamp,
    is_mark_of_sheets,
    is_of_a_stamp,
    is_ruined_level,
    is_stamped,
    is_worded_stamp,
)
from schemas.pages import Word
from schemas.values.dates import MESSAGES, TypedDate
from schemas.values.numbers import parse_number
from schemas.values.references import Reference, Serial

_PAGE_NUMBER = re.compile(
    r"[-—–_.~=«»\s]*(?:[Pp]age\s*)?(?P<number>[0-9lIO]{1,2})\s?[-—–_.~=«»\s]*"
)
_DASHED_NUMBER = re.compile(
    r"(?:[-—–_~=]+\s*(?P<number>[0-9lIOZSzg]{1,2})\s*[-—–_~=]+|[Pp]age\s?(?P<paged>\d{1,2})(?:\sof\s\d{1,2})?)[.,]?"
)
_PAGES = re.compile(
    r"[^A-Za-z0-9]{0,2}(?P<count>[0-9A-Za-z]{1,2})\s*P[a-z]{1,2}[gqe]?e[sa]?[\W7]{0,3}", re.I
)
_RIGHT = 0.6
"""Share of the page's width beyond which initials are the typist's and no signature."""

_STRAY = 6
"""Letters and figures that a scrap at the foot of a page has at most."""

_BESIDE = 12
"""Letter widths from the left edge within which the label of an empty note stands."""

_SURELY_READ = 0.7
"""Mean confidence of a row from which it is no scrap."""

_READ = 0.5
"""Mean confidence of a row below which it is no text."""

_LINE_LOST = 0.1
"""What is left of the certainty of a distribution of which a line was not read."""

_HEAD_ROWS = 4
"""Rows at the top of a page among which its number stands."""

_TEXT_WIDTH = 0.6
"""Share of the text's width that a line of running text covers."""

_INITIALS = re.compile(r"[A-Z]{2,4}(?:[/:][A-Za-z]{2,4})?\.?")

_LETTERED = re.compile(r"[^\W\d_]{3}")
"""Letters of a word, which numbers and what was read of a reference have not."""


@dataclass
class Edges:
    """What the edges of a page told: evidence for the sheet, and the rows cut away."""

    cut: list[Row] = field(default_factory=list)
    classified: list[Classified] = field(default_factory=list)
    references: list[Finding[Reference]] = field(default_factory=list)
    serials: list[Finding[object]] = field(default_factory=list)
    page_number: int | None = None
    page_count: int | None = None
    foot_date: Finding[TypedDate] | None = None
    distribution: Finding[tuple[str, ...]] | None = None
    continued: bool = False


@dataclass(frozen=True)
class Cleared:
    """A page without its furniture."""

    layout: Layout
    rows: tuple[Row, ...]
    edges: Edges


@lru_cache(maxsize=8192)
def page_number(text: str) -> int | None:
    """Read ``- 2 -`` or ``Page 2``, else ``None``."""
    match = _DASHED_NUMBER.fullmatch(text.strip())
    return parse_number(as_figures(match["number"] or match["paged"])) if match else None


def page_number_of(piece: Passage) -> int | None:
    """Read the number of a page in a piece of a row, with or without scraps that were hardly read."""
    number = page_number(piece.text)
    if number is not None:
        return number
    read = [word.text for word in piece.words if word.confidence >= _HARDLY]
    return page_number(" ".join(read)) if len(read) < len(piece.words) else None


def _counts_pages(piece: Passage) -> bool:
    """Tell ``[3 Pages]`` from the last words of a sentence, which have no bracket and no capital."""
    if piece.sureness < _SURELY_READ:
        return True
    forms = lexicon().furniture.pages
    if piece.text[0].isalnum():
        return any(form in piece.text for form in forms)
    return any(form.lower() in piece.text.lower() for form in forms)


_HARDLY = 0.2
"""Confidence below which a word is a scrap."""


def _is_continued(text: str) -> bool:
    """Tell ``[Continued overleaf]``; a short form like ``P.T.O.`` stands as it is typed."""
    forms = lexicon().furniture.continued
    if len(letters(text)) < _LONG_FORM:
        return letters(text) in map(letters, forms)
    return is_like(text, forms, 0.8)


def says_continued(layout: Layout) -> bool:
    """Tell a page at whose foot stands that another follows."""
    foot = layout.rows[-_FOOT_ROWS:]
    return any(_is_continued(piece.text.strip()) for row in foot for piece in row.segments)


_FOOT_ROWS = 6
"""Rows at the foot of a page among which its ``[Continued overleaf]`` stands."""

_LONG_FORM = 5


def _take(segment: Segment, edges: Edges, layout: Layout, *, foot: bool, lone: bool) -> bool:
    """Take a segment for furniture if it is some, noting what it tells."""
    text = segment.text.strip()
    stamp = foot and lone and is_issue_stamp(text)
    if stamp or is_x_run(text) or is_rule(text) or (not foot and _is_serial(segment, edges)):
        return True
    if _is_continued(text):
        edges.continued = True
        return True
    if (number := page_number_of(segment)) is not None:
        edges.page_number = edges.page_number or number
        return True
    if (match := _PAGES.fullmatch(text)) and _counts_pages(segment):
        edges.page_count = edges.page_count or parse_number(as_figures(match["count"]))
        return True
    references = list(find_references(text))
    cited = foot and text.startswith("(")  # at the end of a note
    whole = bool(references) and not cited and _is_whole(references[0], text)
    if whole:
        first = references[0]
        edges.references.append(
            found(
                segment,
                first.value,
                "page reference",
                start=first.start,
                end=first.end,
                certainty=first.kept,
            )
        )
    if whole or (not cited and _LIKE_REFERENCE.fullmatch(text)):
        return True
    classified = read_classification(segment)
    if classified is not None:
        edges.classified.append(classified)
    if classified is not None or (not foot and lone and is_ruined_level(text)):
        return True
    if foot and lone and not is_stamped(text) and (dates := list(find_issue_dates(text))):
        first_date = dates[0]
        signed = first_date.value.day.year <= MESSAGES.last  # beside a signature, then
        if first_date.end - first_date.start >= 0.8 * len(text) and not signed:
            if is_typed(segment, layout):
                certainty = 0.7 + 0.3 * first_date.kept
                edges.foot_date = found(
                    segment, first_date.value, "date at the foot", certainty=certainty
                )
            return True
    return (
        foot and _INITIALS.fullmatch(text) is not None and _is_typists(segment, layout, lone=lone)
    )


def _is_whole(reference: FoundReference, text: str) -> bool:
    """Tell a text that is a reference, with the date of the first issue behind it or without."""
    if reference.end - reference.start >= _MOST_OF_TEXT * len(text):
        return True
    behind = text[reference.end :]
    of = OF_DATE.search(behind)
    dated = of is not None and of.start() <= _MOST_BEFORE and any(map(str.isdigit, behind))
    return dated and reference.start <= _MOST_BEFORE and len(behind) <= _LONGEST_DATED


_MOST_OF_TEXT = 0.7
"""Share of a text that a reference in it covers at least, if it is nothing else."""

_MOST_BEFORE, _LONGEST_DATED = 2, 20
"""Signs that may stand before a reference, or before the ``of`` behind it, and of that with its date."""


def _is_typists(segment: Segment, layout: Layout, *, lone: bool) -> bool:
    """Tell a typist's initials, beside furniture or alone at the right of the foot, from a sender's name.

    A name has four letters at least, and stands below the text, wherever that ends.
    """
    right = segment.box.x0 > _RIGHT * layout.page.width
    low = segment.box.y0 > _FOOT * layout.height
    short = sum(map(str.isalpha, segment.text)) < _NAME
    return not lone or (right and low and short)


_NAME = 4


_LIKE_REFERENCE = re.compile(r"\W?\w{1,2}\s?/\s?[A-Za-z]\w{1,4}\s?/\s?\w{2,6}(?: \w{1,4})?\W{0,2}")
"""What is left of a reference too ill read to tell which: its strokes, the letters of its office between."""

_SERIAL = re.compile(r"[A-Z]\s?\d\s?\d{1,3}\.?")
"""A bare sheet's serial, which its further pages bear again."""


def _is_serial(segment: Segment, edges: Edges) -> bool:
    """Tell the serial at the head of a further page, and note it."""
    text = segment.text.strip()
    serial = Serial.parse("".join(text.split())) if _SERIAL.fullmatch(text) else None
    if serial is not None:
        edges.serials.append(found(segment, str(serial), "serial of a further page"))
    return serial is not None


def _numbered(text: str) -> int | None:
    match = _PAGE_NUMBER.fullmatch(text)
    return parse_number(as_figures(match["number"])) if match else None


def _cut_edge(rows: list[Row], edges: Edges, layout: Layout, *, foot: bool) -> None:
    """Cut furniture from one end of ``rows``."""
    at = -1 if foot else 0
    while rows:
        if foot and len(rows) > 1 and _goes_on(rows[-1], rows[-2], layout):
            return
        row = rows[at].without_scraps(layout) if foot else rows[at]
        struck = _struck_line(rows[at])
        if row is None or struck:
            edges.classified.extend(struck)
            edges.cut.append(rows.pop(at))
            continue
        if foot and _is_signed(rows, layout):
            return
        taken = [
            _take(segment, edges, layout, foot=foot, lone=is_lone(row)) for segment in row.segments
        ]
        if not (
            all(taken)
            or (any(taken) and _only_scraps(row, taken))
            or (not foot and _is_bare_number(row, edges))
            or _is_mark_apart(rows, at, layout)
            or (foot and (_is_stray(row, layout) or _is_below_furniture(rows, layout)))
        ):
            return
        edges.cut.append(rows.pop(at))


def _is_mark_apart(rows: Sequence[Row], at: int, layout: Layout) -> bool:
    """Tell a code word or corner tag alone on the last row or the first, the text well apart from it.

    Over a date a code word would be a sender's name.
    """
    row = rows[at]
    if not is_mark_of_sheets(row.text) or not is_lone(row):
        return False
    if len(rows) == 1:
        return True
    beside = rows[-2 if at else 1]
    if at == 0 and any(page_number_of(piece) is not None for piece in beside.segments):
        return True
    dated = at == 0 and names_a_month(beside.text) and len(beside.text) <= _DATED
    in_line = begins_with_others(row.words[0], layout)
    line = layout.line if in_line else min(layout.line, _SINGLE * layout.letter)
    return not dated and abs(row.middle - beside.middle) > _APART * line


_APART = 1.5
"""Line distances from the text of what is typed by itself at the edge of a page."""

_SINGLE = 2.0
"""Letter widths of a single-spaced line at most."""

_DATED = 20
"""Characters of a line that is a date at most."""


def _goes_on(row: Row, above: Row, layout: Layout) -> bool:
    """Tell the last words of a sentence, or a date or reference with which it ends."""
    if are_last_words(row, above, layout):
        return True
    if not ends_sentence_of(row, above, layout):
        return False
    return any(find_references(row.text)) or any(find_issue_dates(row.text))


def _is_signed(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell the last row of a signature: the sender's number, or a name beside it or right below it."""
    row, above = rows[-1], rows[-2:-1]
    if any(begins_with_a_number(piece.text) for piece in row.segments):
        return True
    if _INITIALS.fullmatch(row.text.strip()) is None and not is_mark_of_sheets(row.text):
        return False
    return any(
        abs(piece.box.x0 - row.box.x0) < layout.letter and begins_with_a_number(piece.text)
        for over in above
        for piece in over.segments
        if row.middle - over.middle <= _RIGHT_BELOW * layout.line
    )


_RIGHT_BELOW = 2.0
"""Line distances from a signature's number to the name below it."""


def _struck_line(row: Row) -> list[Classified]:
    """Give the classification in a row that is struck through, and so was read like a scrap.

    A code word may stand apart behind it of which nothing can be told.
    """
    if not all(word.struck for word in row.words):
        return []
    classified = read_classification(row.passage) or read_classification(row.segments[0])
    return [] if classified is None else [classified]


def _cut_above_number(rows: list[Row], edges: Edges, layout: Layout) -> None:
    """Cut stamps and scraps above the row with a page's number, reference or serial, where no text stands."""
    for at, row in enumerate(rows[1:_HEAD_ROWS], 1):
        told = Edges()
        taken = [
            _take(piece, told, layout, foot=False, lone=is_lone(row)) for piece in row.segments
        ]
        if (told.page_number or told.references or told.serials) and _only_scraps(row, taken):
            if not any(_is_text(above, layout) for above in rows[:at]):
                for above in rows[:at]:
                    for piece in above.segments:
                        _take(piece, edges, layout, foot=False, lone=is_lone(above))
                edges.cut.extend(rows[:at])
                del rows[:at]
            return


def _is_text(row: Row, layout: Layout) -> bool:
    """Tell a line of running text, which no stamp is: long, or from the left edge and well read."""
    if is_of_a_stamp(row.text):
        return False
    wide = row.box.width > _TEXT_WIDTH * (layout.right - layout.left)
    at_left = row.box.x0 < layout.left + _BESIDE * layout.letter
    return row.passage.sureness >= _READ and (wide or at_left)


def _is_below_furniture(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell initials alone on the last row, below a row that is all furniture, or what is no text.

    Below ``[Continued overleaf]`` and ``[3 Pages]`` no text stands, whatever was read there.
    """
    if len(rows) < 2 or _can_be_text(rows[-1]):
        return False
    if _is_below_end(rows, layout):
        return True
    above = [segment.text.strip() for segment in rows[-2].segments]
    told = [bool(_is_continued(text) or _PAGES.fullmatch(text)) for text in above]
    every = all(
        done or any(find_references(text)) or _INITIALS.fullmatch(text)
        for text, done in zip(above, told, strict=True)
    )
    return every and (any(told) or _INITIALS.fullmatch(rows[-1].text.strip()) is not None)


def _is_below_end(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell a last row that a stamp left, below ``[Continued overleaf]`` or the classification of the foot."""
    for below, row in enumerate(reversed(rows)):
        if below and (
            any(_is_continued(piece.text.strip()) for piece in row.segments)
            or (row.middle > _FOOT * layout.height and _is_classification(row))
        ):
            return True
        if below == _MOST_BELOW or _can_be_text(row):
            return False
    return False


def _is_classification(row: Row) -> bool:
    """Tell a row with a classification, struck through or not."""
    return read_classification(row.passage) is not None or bool(_struck_line(row))


_MOST_BELOW = 4
"""Rows of stamps below what ends a page."""

_FOOT = 0.6
"""Share of a page's height below which a classification is that of its foot."""

_TWO_SMALL_WORDS = re.compile(r"\b[a-z]{3,}\b.*\b[a-z]{3,}\b")


def _can_be_text(row: Row) -> bool:
    """Tell a row that can be running text: two words of it are in small letters."""
    return _TWO_SMALL_WORDS.search(row.text) is not None


def _is_stray(row: Row, layout: Layout) -> bool:
    """Tell a scrap at the edge of a page: a few characters, ill read."""
    if row.passage.sureness >= _SURELY_READ or sum(map(str.isalnum, row.text)) > _STRAY:
        return False
    first = row.segments[0]
    if is_lined_up(first, layout) or _is_empty_note(row, layout) or is_initials(first.text):
        return False
    return not any(layout.names.bear(word.text) for word in row.words)  # a short signature


_EMPTY_NOTE = re.compile(r"[\[{(/£fLZ]{1,2}[ivx1lI|]{1,5}[\]})/7J]")


def _is_empty_note(row: Row, layout: Layout) -> bool:
    """Tell the label of a note that was left empty: alone on its row, near the edge where labels stand."""
    at_left = row.box.x0 < layout.left + _BESIDE * layout.letter
    return at_left and _EMPTY_NOTE.fullmatch(row.text.strip()) is not None


def _only_scraps(row: Row, taken: Sequence[bool]) -> bool:
    """Tell a row of furniture beside which only initials or an ill-read number or reference stand."""
    return all(
        done
        or _INITIALS.fullmatch(segment.text.strip())
        or len(segment.text) <= _STRAY
        or not _LETTERED.search(segment.text)
        for segment, done in zip(row.segments, taken, strict=True)
    )


def _is_bare_number(row: Row, edges: Edges) -> bool:
    if len(row.text) > 6:
        return False
    number = _numbered(row.text)
    if number is not None:
        edges.page_number = edges.page_number or number
    return number is not None


def _cut_distribution(rows: list[Row], edges: Edges, layout: Layout) -> None:
    at = distribution_at(rows)
    if at is None:
        return
    stop = at + 1
    edge, letter = rows[at].box.x0, rows[at].box.width / len(rows[at].text)
    lines: list[str] = []
    words: list[Word] = []
    ended = False
    while stop < len(rows) and heading_of(rows[stop]) is None:
        row = list_row(rows[stop], edge, letter, layout)
        if row is None:
            stop += 1
            continue
        taken = [_take(segment, edges, layout, foot=True, lone=False) for segment in row.segments]
        kept = [
            piece
            for piece, done in zip(row.segments, taken, strict=True)
            if not (done or is_worded_stamp(piece.text))
        ]
        text = " ".join(piece.text for piece in kept).strip()
        ended = ended or (not kept and not is_x_run(row.text))
        if kept and not ended and not is_x_run(text) and is_list_line(kept, edge, letter):
            lines.append(office(text, surely_read=are_surely_read(kept)))
            words.extend(row.words)
        stop += 1
    heading = rows[at].segments[0]
    certainty = best_form(heading.text, lexicon().furniture.distribution)[1]
    if lines and is_line_lost(words[-1], edge, layout):
        certainty *= _LINE_LOST
    edges.distribution = Finding(
        tuple(lines), " / ".join((heading.text, *lines)), (*heading.words, *words), heading.page,
        "lines under Distribution", certainty,
    )  # fmt: skip
    edges.cut.extend(rows[at:stop])
    del rows[at:stop]


def clear(layout: Layout, *, top: bool) -> Cleared:
    """Cut the furniture of a page: at the foot always, at the head when ``top`` is set.

    The head of a sheet's first page is its header, which ``parsing.header`` reads.
    """
    rows = list(layout.rows)
    edges = Edges()
    _cut_edge(rows, edges, layout, foot=True)
    if top:
        _cut_above_number(rows, edges, layout)
        _cut_edge(rows, edges, layout, foot=False)
    _cut_distribution(rows, edges, layout)
    if edges.foot_date is None and (dated := foot_date(rows, layout)) is not None:
        edges.foot_date = dated.date
        edges.cut.append(dated.row)
        rows.remove(dated.row)
    _cut_edge(rows, edges, layout, foot=True)
    return Cleared(layout, tuple(rows), edges)
