"""The head of a cable's sheet of which the routing block cannot be read: what else stands there tells it.

A further page bears a number, a reference or a serial at most. A corner tag, a labelled reference and a copy
number stand on first pages alone; one of them makes a head together with a label or wording of another kind.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsing.layout import Row
from parsing.lexicon import lexicon
from parsing.matching import best_form, label_at_head, loose_label_at_head
from parsing.repair import find_references

_HEAD_ROWS = 10
_LONGEST_ROW = 70
_REISSUE = 0.86


def is_head(rows: Sequence[Row]) -> bool:
    """Tell the rows of a page that begin with the head of a cable's sheet, its stations readable or not."""
    own: set[str] = set()
    beside: set[str] = set()
    for row in rows[:_HEAD_ROWS]:
        if len(row.text) > _LONGEST_ROW:
            break
        if row.segments[0].text.strip(" .,") in lexicon().origins.tags:
            own.add("tag")
        for segment in row.segments:
            text = segment.text
            if (label := loose_label_at_head(text, "copy")) is not None and label.colon:
                own.add("copy")
            elif _is_labelled_reference(text):
                own.add("reference")
            elif best_form(text, lexicon().reissue.forms)[1] >= _REISSUE:
                beside.add("reissue")
            elif (label := loose_label_at_head(text, "issued")) is not None and label.colon:
                beside.add("issued")
        beside.update(_routed(row))
    return bool(own) and len(own) + len(beside) > 1


def _is_labelled_reference(text: str) -> bool:
    labelled = loose_label_at_head(text, "reference") is not None
    return labelled and any(find_references(text))


def _routed(row: Row) -> list[str]:
    """Give the labels of a routing block that a row begins with: with a colon, or a figure after it."""
    text = row.text
    names = []
    for name in ("from", "to"):
        label = label_at_head(text, (name,))
        if label is not None and label.colon:
            names.append(name)
    number = label_at_head(text, ("number",))
    if number is not None and text[number.value_at : number.value_at + 1].isdigit():
        names.append("number")
    return names
