"""The end of a message that stands on the page on which the next one begins, above its stations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from parsing.classification import read_classification
from parsing.clerks import is_clerks
from parsing.dates import is_day_of_message
from parsing.gap_lines import is_gap_line
from parsing.heads import pieces_of_head
from parsing.layout import Row
from parsing.matching import capital_share, label_at_head
from parsing.note_headings import begins_with_label, heading_of
from parsing.papers import is_line_of_words, is_running_text, leads_on
from parsing.signature_parts import is_marked_name
from parsing.signed_ends import is_signed_at_end
from parsing.stamps import is_of_a_stamp

_SURELY_READ = 0.7
"""Mean confidence of a line from which it is typed and no scrawl."""

_WORD = re.compile(r"(?<!\S)[\"'(\[]?[a-z]{2,}(?![^\s\]).,;:?!'\"-])")
_FEWEST_WORDS = 2
"""Words in small letters of a line of the text, which no piece of a head has."""

_STOPS = ".:;?!"
_OF_NAMES = 0.5
"""Share of capitals of a name, some letters of which are written with a small one: ``ShMEL'``."""


class Above(Enum):
    """What rows above the head of a page's message are to the message of the page before.

    ``DOUBTED`` are a few words that can as well be typed above the next message, ``Revised.``, and a line
    of text below a signature.
    """

    NONE = "none"
    DOUBTED = "doubted"
    END = "end"


def ends_above(above: Sequence[Row], leading: Sequence[Row], dated: bool) -> Above:
    """Tell whether the message of the page before ends with rows above the head of a page's message.

    They are of running text, a note or the signature, or end the sentence of the ``leading`` rows, of which
    the first page of a sheet has none. A day is of the signature where the head below is ``dated``. Below a
    signature neither a name nor a few words end a message; a line of words may.
    """
    if not above or not leading:
        return Above.NONE
    signed = is_signed_at_end(leading)
    if is_running_text(above) or any(is_gap_line(row.text) or is_note(row) for row in above):
        return Above.END
    if dated and any(is_day_of_message(row.text) for row in above):
        return Above.END
    of_text = [row for row in above if _is_of_text(row)]
    if signed:
        return Above.DOUBTED if any(map(_is_line, of_text)) else Above.NONE
    if (leads_on(leading) and above[0].text[:1].isalnum()) or goes_on_from(above[0], leading[-1]):
        return Above.END
    if any(begins_with_number(row.text) or is_sender(row) for row in above):
        return Above.END
    if not of_text:
        return Above.NONE
    ended = leading[-1].text[-1:] in _STOPS
    return Above.DOUBTED if ended and not any(map(_is_line, of_text)) else Above.END


def begins_with_number(text: str) -> bool:
    """Tell a line that begins with a number's label, of a signature or of stations."""
    return label_at_head(text, ("number",)) is not None


def is_note(row: Row) -> bool:
    """Tell a row that begins with the label of a note in brackets, or with the heading of notes."""
    text = row.text
    if heading_of(row) is not None:
        return True
    return text[:1] not in _QUOTES and begins_with_label(text)


_QUOTES = ('"', "'")


def is_sender(row: Row) -> bool:
    """Tell a name of one word, or with a bracket behind it, beside a day or not: ``KEEL[iii]``.

    With a colon it is a heading.
    """
    if row.text.rstrip().endswith(":"):
        return False
    name, bracket, _ = row.text.partition("[")
    if not is_marked_name(row.text) or any(map(read_classification, row.segments)):
        return False
    return bool(bracket) or sum(capital_share(word) > _OF_NAMES for word in name.split()) == 1


def goes_on_from(row: Row, before: Row) -> bool:
    """Tell a row that goes on, in small letters, with the sentence of the last one ``before`` it."""
    return (
        row.text[:1].islower()
        and before.text[-1:] not in _STOPS
        and row.passage.sureness >= _SURELY_READ
    )


def _is_line(row: Row) -> bool:
    """Tell a line of running text, which no heading is that ends with a colon."""
    return is_line_of_words(row) and not row.text.rstrip().endswith(":")


def _is_of_text(row: Row) -> bool:
    """Tell a line of a text surely read, a short sentence, or a mark in brackets at its beginning."""
    text = row.text
    if row.passage.sureness < _SURELY_READ or is_of_a_stamp(text) or is_clerks(text):
        return False
    if any(pieces_of_head([row], routed=False)):
        return False
    return small_words(text) >= _FEWEST_WORDS or text[:1] == "[" or _is_sentence(text)


def small_words(text: str) -> int:
    """Count the words in small letters."""
    return len(_WORD.findall(text))


def _is_sentence(text: str) -> bool:
    """Tell a word or a few that end with the stop of a sentence, without figures."""
    return text[-1:] in _ENDS and _LONG_WORD.search(text) is not None and not _FIGURE.search(text)


_FIGURE = re.compile(r"\d")
_ENDS = (".", "?", "!")
_LONG_WORD = re.compile(r"(?<![^\W_])[A-Za-z][a-z]{3,}")
