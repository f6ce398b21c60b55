"""Papers that are no cables: memoranda, letters, slips, lists of cables.

Known by a heading, by labels that no cable bears, by a salutation or closing, by lines of which each names a
cable, or by the words of a covering letter, which can name one with its From, To and No.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from parsing.classification import read_classification
from parsing.figures import LETTERS
from parsing.heads import bears_a_head, bears_pieces_of_head, is_labelled_reference
from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import (
    bears_like,
    begins_with_a_number,
    best_form,
    capital_share,
    is_like,
    label_at_head,
    letters,
)
from parsing.note_headings import begins_with_label, heading_of
from parsing.phrases import first_that_begins, phrase_at_head
from parsing.references import find_references
from parsing.shapes import is_misread
from parsing.stations import is_between_stations, known_at_head

_SHORT = 40
_LABEL = re.compile(r"(?P<label>[A-Za-z][A-Za-z. -]{1,12}?)\s?[.:;]*")
_PLAIN = re.compile(r"\b[a-z]{2,}[.,;:]?")
_FEWEST_PLAIN = 6
_COLUMNS = 3
_BOTH = 2
_MOST_GREETED = 4
"""Words of a name behind a greeting."""

_RUNNING_ROWS = 2
_FEWEST_LEADING = 3
"""Words in small letters of a line that leads to the documents below it."""

_CAPITALS = 0.8
_LIKE_TITLE = 0.92
_VOLUME = re.compile(r"VOLUME\s(?:[IVXL]+|\d+)[\W\d]*(?:\s[-(].*)?")
_INDENTED = 10
"""Letters by which a title stands farther in than the line below it; paragraphs are indented by fewer."""

_YEAR_AT_END = re.compile(r"[(\[{]\s?19\d\d\s?[)\]}]?\W?$")
"""The year of the message, with which a cable's title ends."""


def is_other_paper(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Tell a paper that is no cable; ``head`` are the first of the page's ``rows``."""
    return _is_titled(head) or _is_worded_as_other(head, rows)


def is_other_by_title(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Tell a paper by nothing but its title, words of which can be those of a text."""
    return _is_titled(head) and not _is_worded_as_other(head, rows)


def is_left_blank(rows: Sequence[Row]) -> bool:
    """Tell a page with the words alone that it was left blank, its edges aside."""
    if len(rows) > _MOST_ROWS_BLANK:
        return False
    blanks = lexicon().other.blanks
    long = [row for row in rows if len(letters(row.text)) > _LONG_WORDING * max(map(len, blanks))]
    if not all(map(_is_at_an_edge, long)):
        return False  # one row bears more than the words alone
    text = " ".join(row.text for row in rows if not _is_at_an_edge(row))
    return is_like(text, blanks, _LIKE_TITLE)


_MOST_ROWS_BLANK = 8
_LONG_WORDING = 1.2
"""Share of the letters of a wording beyond which no other is like it."""


def _is_at_an_edge(row: Row) -> bool:
    """Tell a row with what stands at the edges of each page: classification, reference, number."""
    return all(
        not any(map(str.isalpha, piece.text))
        or any(find_references(piece.text))
        or read_classification(piece) is not None
        for piece in row.segments
    )


def _is_worded_as_other(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Tell a paper that is no cable by other words than its title."""
    words = lexicon().other
    greeted = _greeted_at(rows)
    if (greeted is not None and greeted < len(head)) or _is_letter(rows, greeted):
        return True
    if _leads_to_documents(head) or _lists_messages(head):
        return True
    if any(map(_is_of_another, head)):
        return True
    if first_that_begins([row.text for row in head], words.coverings, 0.9) is not None:
        return True
    labels = {label for row in head if ":" in row.text for label in _labels(row)}
    if labels & set(words.never_of_cables) and len(labels) >= 2:
        return True
    if labels >= _OF_MEMORANDA and (not _is_numbered(head) or _is_between_persons(head)):
        return True
    return _closes(rows)


def _is_of_another(row: Row) -> bool:
    """Tell a heading that no cable has, and headings of columns."""
    for segment in row.segments:
        if _is_heading(segment.text):
            return True
    return len(row.segments) >= _COLUMNS and _is_heading_of_columns(row)


_OF_MEMORANDA = frozenset({"TO", "FROM", "DATE"})


def _is_numbered(head: Sequence[Row]) -> bool:
    """Tell a head with the number of a message, or with what else stands above cables alone."""
    return bears_pieces_of_head(head) or any(begins_with_a_number(row.text) for row in head)


def _is_between_persons(head: Sequence[Row]) -> bool:
    """Tell a head without a message's number, with nothing like a station behind its From and its To."""
    if any(begins_with_a_number(row.text) for row in head):
        return False
    labels = ((row.text, label_at_head(row.text, ("from", "to"))) for row in head)
    values = [text[label.value_at :] for text, label in labels if label is not None and label.colon]
    return len(values) == _BOTH and not any(map(known_at_head, values))


def is_surely_other(head: Sequence[Row], rows: Sequence[Row]) -> bool:
    """Tell a paper about cables, even of which gaps are quoted: it bears its title, or is a letter."""
    return _is_titled(head) or _is_letter(rows, _greeted_at(rows))


def _is_titled(head: Sequence[Row]) -> bool:
    """Tell the title of a paper above its text, with nothing of a cable's head above it."""
    at = _titled_at(head)
    return at is not None and not bears_a_head(head[:at])


def bears_title(rows: Sequence[Row]) -> bool:
    """Tell the title of a paper above the text of a page."""
    return _titled_at(rows) is not None


def _titled_at(rows: Sequence[Row]) -> int | None:
    """Give the row with the title of a paper, above which no text stands."""
    for at, row in enumerate(rows):
        first = row.segments[0].text
        if _is_in_capitals(row.text) and (_is_title(row.text) or _is_titled_amid(rows, at)):
            return at
        if len(row.segments) > 1 and _is_in_capitals(first) and _is_title(first):
            return at
        if is_line_of_words(row):
            return None
    return None


def _is_titled_amid(rows: Sequence[Row], at: int) -> bool:
    """Tell a title, in row ``at``, of words with which a paragraph can begin too: it stands in the middle."""
    row = rows[at]
    if not phrase_at_head(row.text, lexicon().other.centred_heads, _LIKE_TITLE):
        return False
    letter = (row.box.x1 - row.box.x0) / len(row.text)
    return all(row.box.x0 - below.box.x0 > _INDENTED * letter for below in rows[at + 1 : at + 2])


def _is_in_capitals(text: str) -> bool:
    """Tell a line of a title in capitals that is none of a cable's."""
    long = len(text) > 2 * _SHORT
    return not long and capital_share(text) >= _CAPITALS and not ends_with_year(text)


def ends_with_year(text: str) -> bool:
    """Tell a text that ends as a cable's title does, with the year of its message."""
    return _YEAR_AT_END.search(text) is not None


def _is_title(text: str) -> bool:
    """Tell the words of a title, a code word before them or not: ``VENONA: CHRONOLOGY OF ...``."""
    if _VOLUME.fullmatch(text):
        return True
    words = lexicon().other
    return any(
        is_like(part, words.titles, _LIKE_TITLE)
        or phrase_at_head(part, words.title_heads, _LIKE_TITLE)
        for part in filter(None, (text, text.partition(":")[2]))
    )


def _is_letter(rows: Sequence[Row], greeted: int | None) -> bool:
    """Tell a salutation, in row ``greeted``, and the closing below it, with no head of a cable above."""
    if greeted is None or bears_a_head(rows[:greeted]) or is_running_text(rows[:greeted]):
        return False
    return any(_is_closing(row.text) for row in rows[greeted + 1 :])


def _greeted_at(rows: Sequence[Row]) -> int | None:
    """Give the first row that is a salutation."""
    curt = _curt_salutation()
    first = next((at for at, row in enumerate(rows) if curt.fullmatch(row.text)), len(rows))
    short = [at for at, row in enumerate(rows[:first]) if len(row.text) < _SHORT]
    texts = [rows[at].text for at in short]
    greeted = first_that_begins(texts, lexicon().other.salutations, 0.92)
    if greeted is not None:
        return short[greeted]
    return first if first < len(rows) else None


def _closes(rows: Sequence[Row]) -> bool:
    """Tell rows with a closing that tells a letter without its salutation."""
    short = [row.text for row in rows if len(row.text) < _SHORT]
    return first_that_begins(short, lexicon().other.closings, 0.86) is not None


def _is_closing(text: str) -> bool:
    words = lexicon().other
    return is_like(text, (*words.closings, *words.short_closings), _LIKE_TITLE)


def _leads_to_documents(head: Sequence[Row]) -> bool:
    """Tell a line such as ``Received from the Registry:`` right above the reference of a document."""
    leading = [at for at, row in enumerate(head[:-1]) if row.text[-1:] == ":"]
    return any(
        leads_to(head[at].text)
        and any(is_labelled_reference(piece.text) for piece in head[at + 1].segments)
        and not bears_a_head(head[: at + 1])
        for at in leading
    )


def leads_to(text: str) -> bool:
    """Tell words that lead to what stands below them, with a colon at their end."""
    return text.rstrip().endswith(":") and len(_PLAIN.findall(text)) >= _FEWEST_LEADING


def _lists_messages(head: Sequence[Row]) -> bool:
    """Tell lines of which each begins with both stations of a cable, no text above them and no notes."""
    first, *others = [at for at, row in enumerate(head) if is_between_stations(row.text)] or [0]
    if not others or bears_a_head(head[:first]):
        return False
    worded = any(map(is_line_of_words, head[:first]))
    noted = any(heading_of(row) is not None or begins_with_label(row.text) for row in head)
    return not (worded or noted)


def is_line_of_words(row: Row) -> bool:
    """Tell a row with as many words in small letters as a line of running text has."""
    return len(_PLAIN.findall(row.text)) >= _FEWEST_PLAIN


def is_running_text(rows: Sequence[Row]) -> bool:
    """Tell rows of running text, of which a cable has none above its stations."""
    return sum(map(is_line_of_words, rows)) >= _RUNNING_ROWS


def leads_to_a_copy(rows: Sequence[Row]) -> bool:
    """Tell rows of which the last leads from the words of a covering letter to the cable that it names."""
    covering = lexicon().other.coverings
    return leads_on(rows) and phrase_at_head(rows[-1].text, covering, 0.8) is not None


def leads_on(rows: Sequence[Row]) -> bool:
    """Tell rows that end with a word in small letters: the sentence goes on below."""
    words = rows[-1].text.split() if rows else []
    return bool(words) and words[-1].isalpha() and words[-1].islower()


def _is_heading(text: str) -> bool:
    words = lexicon().other
    if is_like(text, words.headings, 0.86):
        return not ends_with_year(text)
    if len(text) > 2 * _SHORT or capital_share(text) < 0.6:
        return False
    return bears_like(text, words.slips, 0.9)


def bears_label_of_memoranda(row: Row) -> bool:
    """Tell a row with a label that is never on a cable."""
    return ":" in row.text and not set(_labels(row)).isdisjoint(lexicon().other.never_of_cables)


def _labels(row: Row) -> list[str]:
    """Give the labels of a memorandum that pieces of a row begin with, before a colon."""
    return [
        label
        for segment in row.segments
        if ":" in segment.text and (label := _label(segment.text.partition(":")[0])) is not None
    ]


@lru_cache(maxsize=1024)
def _label(read: str) -> str | None:
    """Give the label of a memorandum that was read."""
    form, like = best_form(read, lexicon().other.labels)
    return form if len(read) >= 2 and like >= 0.86 else None


def _is_heading_of_columns(row: Row) -> bool:
    """Tell ``FROM    TO    NO.    DATE`` above a list, or ``TO    DATE    INITIALS`` on a slip."""
    heads = {
        column
        for segment in row.segments
        if (match := _LABEL.fullmatch(segment.text.strip().translate(LETTERS)))
        and (column := _column(match["label"].upper().strip(" .")))
    }
    return len(heads) >= _COLUMNS


@lru_cache(maxsize=1024)
def _column(read: str) -> str | None:
    """Give the heading of a column, of which a letter may be another that looks alike."""
    columns = lexicon().other.columns
    return (
        read if read in columns else next((one for one in columns if is_misread(read, one)), None)
    )


@cache
def _curt_salutation() -> re.Pattern[str]:
    """Match a salutation that is a line: ``Sir:``, ``Gentlemen,``, ``Dear Palmer,``."""
    greetings, curt = map("|".join, (lexicon().other.greetings, lexicon().other.curt_salutations))
    return re.compile(rf"\s*(?:(?:{greetings})(?:\s+\S+){{0,{_MOST_GREETED}}}|{curt})\s*[:,;.]\s*")
