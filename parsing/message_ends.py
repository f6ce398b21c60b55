"""The end of a message that stands on the page on which the next one begins, above its stations."""

from __future__ import annotations

from collections.abc import Sequence

from parsing.classification import read_classification
from parsing.layout import Row
from parsing.matching import label_at_head
from parsing.note_headings import begins_a_note, heading_of
from parsing.papers import is_running_text, leads_on
from parsing.signature_parts import is_signed


def ends_above(above: Sequence[Row], leading: Sequence[Row]) -> bool:
    """Tell rows above a page's stations with which the message of the page before ends.

    They are of running text, a note or the signature, or end the sentence of the ``leading`` rows, of which
    the first page of a sheet has none.
    """
    if not above or not leading:
        return False
    if leads_on(leading) and above[0].text[:1].isalnum():
        return True
    return is_running_text(above) or any(map(_is_of_a_message, above))


def begins_with_number(text: str) -> bool:
    """Tell a line that begins with a number's label, of a signature or of stations."""
    return label_at_head(text, ("number",)) is not None


def _is_of_a_message(row: Row) -> bool:
    """Tell a row of a signature or of notes."""
    text = row.text
    if begins_with_number(text) or heading_of(row) is not None:
        return True
    return (not text[:1].isalnum() and begins_a_note(text)) or _is_sender(row)


def _is_sender(row: Row) -> bool:
    """Tell a name of one word, or with a bracket behind it, beside a day or not: ``KEEL[iii]``."""
    name, bracket, _ = row.text.partition("[")
    if not is_signed(name.strip(" .")) or any(map(read_classification, row.segments)):
        return False
    return bool(bracket) or sum(map(str.isupper, name.split())) == 1
