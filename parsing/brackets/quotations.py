"""Quotations that a worn closing mark left open: of its two strokes one was read, ``"Svanholm'[a]``."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"[\"'\n](?:(?P<opens>(?<=\")(?<![^\s(\[/].)(?=\S))|(?P<closes>(?<=\"))"
    r"|(?P<within>(?<=\s')(?=\S))|(?P<lone>(?<=\S')(?=[\s.,;:?!)\[/]))|(?<=\n))"
)
"""Quotation marks, single ones at the beginnings and ends of words, and the ends of paragraphs."""

_SOFT = re.compile(r"[B-DF-HJ-NP-TV-XZ]'|s'(?=\s[a-z])")
"""A soft sign, which stands behind consonants of names, and the possessive of many."""


def with_closed_quotations(text: str) -> str:
    """Give a text in which each quotation that was left open is closed by the one mark that can close it."""
    if '"' not in text or "'" not in text:
        return text
    opened = False
    found: list[int] = []
    closing: list[int] = []
    for mark in _MARK.finditer(f"{text}\n"):
        kind = mark.lastgroup
        if kind == "within":
            opened = False  # a quotation in single marks
        elif kind == "lone":
            if _SOFT.match(text, mark.start() - 1) is None:
                found.append(mark.start())
        else:
            if opened and kind != "closes" and len(found) == 1:
                closing += found
            opened, found = kind == "opens", []
    for at in closing:
        text = f'{text[:at]}"{text[at + 1 :]}'
    return text
