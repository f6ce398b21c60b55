"""Quotations that a worn closing mark left open: of its two strokes one was read, ``"Svanholm'[a]``."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"(?P<opens>(?<![^\s(\[/])\"(?=\S))|(?P<closes>\")|(?P<within>(?<=\s)'(?=\S))"
    r"|(?P<lone>(?<=\S)'(?=[\s.,;:?!)\[/]|\Z))|\n|\Z"
)
"""Quotation marks, single ones at the beginnings and ends of words, and the ends of paragraphs."""

_SOFT = re.compile(r"[B-DF-HJ-NP-TV-XZ]'|s'(?=\s[a-z])")
"""A soft sign, which stands behind consonants of names, and the possessive of many."""


def with_closed_quotations(text: str) -> str:
    """Give a text in which each quotation that was left open is closed by the one mark that can close it."""
    if '"' not in text or "'" not in text:
        return text
    chars = list(text)
    opened = False
    found: list[int] = []
    for mark in _MARK.finditer(text):
        if mark["within"]:
            opened = False  # a quotation in single marks
        elif mark["lone"]:
            if _SOFT.match(text, mark.start() - 1) is None:
                found.append(mark.start())
        else:
            if opened and not mark["closes"] and len(found) == 1:
                chars[found[0]] = '"'
            opened, found = bool(mark["opens"]), []
    return "".join(chars)
