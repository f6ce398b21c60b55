"""Titles made of several, each with its number: ``1. LOSS OF A BAG 2. NEW CLERK (1944)``."""

from __future__ import annotations

import re

_COMMA_FOR_STOP = re.compile(r"(?:(?<=\s)|^)(\d),(?=\s[A-Z\"])")
_COLON_FOR_STOP = re.compile(r"(?:(?<=\s)|^)(\d):(?=\s[A-Z\"])")
_LISTED = re.compile(r"(?:\d|[iIl]|\d1)[.:]\s")
"""The head of a list: elsewhere a colon behind a figure is typed, as in ``PLAN 5: NEW MEN``."""

_FIRST_MISREAD = re.compile(r"^(?:[iIl]|\d1)\. (?=.* 2\. )")
_FIRST_LOST = re.compile(r"^(?=[A-Z\"](?:(?! \d\. ).)* 2\. [A-Z\"])")
_ITEM = re.compile(r"(?:(?P<number>\d)(?:[.,]|(?P<spoilt>\d))\s)?(?P<title>.+?\(19\d\d\))(?:\s|$)")
"""One of several titles, each with its year; the full stop of its number may be read as a figure: ``27``."""


def with_stops(text: str) -> str:
    """Give a title with the full stops of its numbers, and with the first number of a list."""
    text = _COMMA_FOR_STOP.sub(r"\1.", text)
    if _LISTED.match(text):
        text = _COLON_FOR_STOP.sub(r"\1.", text)
    return _FIRST_LOST.sub("1. ", _FIRST_MISREAD.sub("1. ", text))


def numbered(text: str) -> str:
    """Give several titles, each with its year, their numbers, which one of them at least bears at its place.

    Numbers whose full stops were read as figures are such only all together: ``25 MEN`` is typed so.
    """
    items = list(_ITEM.finditer(text))
    if "".join(item[0] for item in items) != text:
        return text
    told = [item for number, item in enumerate(items, 1) if item["number"] == f"{number}"]
    spoilt = [item for item in items if item["spoilt"]]
    all_told = len(told) == len(items) and len(spoilt) > 1
    if not (all_told if spoilt else set(told) - set(items[:1])):
        return text
    return " ".join(f"{number}. {item['title']}" for number, item in enumerate(items, 1))
