"""Names and citations in a record's texts: cover-names, stations, and other messages that are cited.

Precise rather than greedy. A cover-name is a term that a comment explains, a name in capitals between
quotation marks, or who signed; it is mentioned wherever it stands in capitals, but for Russian originals in
brackets, and in a title only between quotation marks, since there all words are capitals. A citation names
a station of the gazetteer, or an external serial number. ``your No. 12`` is none: the number may be the
sender's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from pydantic import TypeAdapter

from parsing.figures import FIGURE, as_figures
from parsing.matching import capital_share
from parsing.persons import names_of
from schemas.records import (
    CitedAs,
    Comment,
    Mark,
    MarkKind,
    Mention,
    MentionKind,
    NoteSystem,
    Sheet,
)
from schemas.values.numbers import parse_number
from schemas.values.stations import gazetteer, nearest_station

_LIKE = 0.86
"""Likeness at which capitals before a number are taken for a station of the gazetteer."""

_CAPITALS = 0.6
_MOST_WORDS = 3
_TITLES = ("title",)
_BRACKETS = frozenset("[]()")

_QUOTED = re.compile(r"[\"“](?P<name>[^\"“”]{2,30})[\"”]")
_DAY = r"(?:\s(?:of|dated)\s(?:the\s)?\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\.?(?:,?\s(?:19)?\d\d(?!\d))?)?"
_NUMBER = rf"(?P<number>{FIGURE}{{1,5}})(?![A-Za-z0-9])"
_NAME = r"(?P<name>[A-Z](?<![\w-].)[A-Z'-]+(?:[ -][A-Z][A-Z'-]+){0,2})"
_SENT = re.compile(
    rf"{_NAME}(?:'[sS])?(?:\sto\s[A-Z][A-Z-]+(?: [A-Z][A-Z-]+)?(?:'s)?)?"
    rf"\s?,?\s[NH][o0O][sS]?[.,:;]?\s?{_NUMBER}{_DAY}"
)
_LANE = re.compile(rf"{_NAME}\s?[(\[]\s?[NH][o0O][sS]?[.,:;]?\s?{_NUMBER}{_DAY}\s?[)\]]?")
_EXTERNAL = re.compile(
    rf"(?:{_NAME}\s?[(\[]\s?)?external\sserial\s(?:number|No\.?)\s?{_NUMBER}"
    rf"(?P<close>\s?[)\]])?"
)
_NUMBERED = re.compile(
    rf"[NH][o0O](?:(?<=[A-Z'sS,\s-]\s..)|(?<=[(\[]..)|(?<=[(\[]\s..))[sS]?[.,:;]?\s?{FIGURE}"
)
"""What every message cited by its station's number has, with what may end the station's name before it."""

_FIGURE = re.compile(r"\d")
_FURTHER = re.compile(rf"\s?(?:,|and|&)\s?(?:No\.\s?)?{_NUMBER}")


_Columns = dict[str, Any]
"""A mention's columns, before they are validated."""

_MENTIONS = TypeAdapter(tuple[Mention, ...])


class _Text(NamedTuple):
    """A text of a record: its column, the comment that it is of, and where originals stand in it."""

    field: str
    text: str
    comment: int | None
    originals: tuple[tuple[int, int], ...]


def mentions_of(
    sheet: Sheet, comments: Sequence[Comment], marks: Sequence[Mark]
) -> tuple[Mention, ...]:
    """Give all mentions in the texts of a record, by text and place."""
    texts = list(_texts(sheet, comments, marks))
    names = _cover_names(sheet, comments)
    found: list[_Columns] = []
    for text in texts:
        found.extend(_cover_name_mentions(text, names))
        found.extend(_stations(text))
        found.extend(_citations(text))
    return _MENTIONS.validate_python(found)


def cites_a_message(text: str) -> bool:
    """Tell a text that names another message by its station and number."""
    return any(_citations(_Text("body", text, None, ())))


def text_of(sheet: Sheet, comments: Sequence[Comment], mention: Mention) -> str:
    """Give the text that a mention's offsets count in; the names of ``copy_to`` with commas between."""
    if mention.comment is not None:
        return comments[mention.comment - 1].text
    value = getattr(sheet, mention.field)
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def _texts(sheet: Sheet, comments: Sequence[Comment], marks: Sequence[Mark]) -> Iterator[_Text]:
    originals: dict[tuple[str, int | None], list[tuple[int, int]]] = defaultdict(list)
    for mark in marks:
        if mark.kind is MarkKind.ORIGINAL:
            originals[mark.field, mark.comment].append((mark.start, mark.end))
    for field in ("title", "addressee", "handling", "body", "signature_name"):
        value = getattr(sheet, field)
        if value:
            yield _Text(field, value, None, tuple(originals[field, None]))
    if sheet.copy_to:
        yield _Text("copy_to", ", ".join(sheet.copy_to), None, ())
    for comment in comments:
        places = tuple(originals["comments", comment.position])
        yield _Text("comments", comment.text, comment.position, places)


def _cover_names(sheet: Sheet, comments: Iterable[Comment]) -> set[str]:
    """Give the names that the record itself shows to be cover-names."""
    found = {
        comment.term
        for comment in comments
        if comment.system is NoteSystem.COMMENT and comment.term
    }
    for text in (sheet.title or "", sheet.body, *[comment.text for comment in comments]):
        if '"' in text or "“" in text:
            found.update([match["name"].strip() for match in _QUOTED.finditer(text)])
    if sheet.signature_name:
        found.update(names_of(sheet.signature_name))
    return {name for name in found if _is_name(name)}


def _is_name(text: str) -> bool:
    words = text.split()
    return (
        1 <= len(words) <= _MOST_WORDS
        and _BRACKETS.isdisjoint(text)
        and not any(map(str.isdecimal, text))
        and all(_is_capital(word) for word in words)
        and text.upper() not in gazetteer()
    )


def _is_capital(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= 2 and capital_share(word) >= _CAPITALS


def _cover_name_mentions(text: _Text, names: Collection[str]) -> Iterator[_Columns]:
    for start, end in _places(text.text, names):
        if text.field in _TITLES and not _is_quoted(text.text, start, end):
            continue
        if [low for low, high in text.originals if low <= start and end <= high]:
            continue  # it glosses
        canonical = " ".join(text.text[start:end].split())
        yield _mention(text, MentionKind.COVER_NAME, start, end, canonical)


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Tell what stands between quotation marks, of which the second may be lost at the text's end."""
    return start > 0 and text[start - 1] in '"“' and text[end : end + 1] in '"”'


def _places(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Give where names stand as words of their own, the longest where several begin."""
    found: list[tuple[int, int]] = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            before = text[max(0, start - 1) : start]
            if not (_JOINED_BEFORE.match(before) or _JOINED_BEHIND.match(text, end)):
                found.append((start, -end))
            start = text.find(name, start + 1)
    taken = 0
    for start, end in sorted(found):
        if start >= taken:
            taken = -end
            yield start, taken


_JOINED_BEFORE, _JOINED_BEHIND = re.compile(r"[\w'-]"), re.compile(r"[\w-]")
"""What joins a word with the one before it, and with the one behind it."""


@cache
def _station_names() -> re.Pattern[str]:
    """Match a name of the gazetteer; by its first letter first, which few places in a text have."""
    rests: dict[str, list[str]] = defaultdict(list)
    for name in sorted(gazetteer(), key=len, reverse=True):
        rests[name[0]].append(re.escape(name[1:]))
    listed = (rf"{first}(?<![\w'-].)(?:{'|'.join(of_one)})" for first, of_one in rests.items())
    return re.compile(rf"(?:{'|'.join(listed)})(?![\w-])")


def _stations(text: _Text) -> Iterator[_Columns]:
    for match in _station_names().finditer(text.text):
        name = gazetteer()[match[0]]
        yield _mention(text, MentionKind.STATION, *match.span(), name)


def _citations(text: _Text) -> Iterator[_Columns]:
    if _FIGURE.search(text.text) is None:
        return
    taken: list[tuple[int, int]] = []
    numbered, external = _NUMBERED.search(text.text), "external" in text.text
    for pattern, cited_as, possible in (
        (_SENT, CitedAs.SENDER, numbered),
        (_LANE, CitedAs.CORRESPONDENT, numbered),
        (_EXTERNAL, CitedAs.CORRESPONDENT, external),
    ):
        if not possible:
            continue
        for match in pattern.finditer(text.text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            for mention in _cited(text, match, cited_as):
                taken.append((mention["start"], mention["end"]))
                yield mention


def _cited(text: _Text, match: re.Match[str], cited_as: CitedAs) -> Iterator[_Columns]:
    station = _station(match["name"]) if match["name"] else None
    number = parse_number(as_figures(match["number"]))
    if number is None or not any(char.isdecimal() for char in match["number"]):
        return
    start = match.start()
    if match["name"]:
        if station is None:
            if "external" not in match[0]:
                return
            start = text.text.index("external", start)
        else:
            start = match.start("name") + match["name"].rfind(station.typed)
    name = station.name if station else None
    end = match.end()
    opened = text.text[start:end].count("(") + text.text[start:end].count("[")
    if not opened and text.text[end - 1] in ")]":
        end -= 1
    end = start + len(text.text[start:end].rstrip(" ."))
    yield _citation(text, (start, end), name, number, cited_as)
    at = match.end("number")
    while name and (further := _FURTHER.match(text.text, at)):
        one = parse_number(as_figures(further["number"]))
        if one is None or not further["number"][0].isdecimal() or further.start() < end - 1:
            return
        yield _citation(text, (further.start("number"), further.end()), name, one, cited_as)
        at = further.end()


class _Station(NamedTuple):
    typed: str
    name: str


def _station(text: str) -> _Station | None:
    """Find a station at the end of a run of capitals: ``NEW YORK`` of ``SEE NEW YORK``."""
    plain = re.sub(r"'[Ss]$", "", text)
    words = plain.split(" ")
    for count in range(len(words), 0, -1):
        typed = " ".join(words[-count:])
        name, like = nearest_station(typed)
        if like >= _LIKE:
            return _Station(typed, name)
    return None


def _citation(
    text: _Text, span: tuple[int, int], station: str | None, number: int, cited_as: CitedAs
) -> _Columns:
    canonical = f"{station} No. {number}" if station else f"external serial number {number}"
    return {
        **_mention(text, MentionKind.CITATION, *span, canonical),
        "cited_station": station,
        "cited_number": number,
        "cited_as": cited_as if station else None,
    }


def _mention(text: _Text, kind: MentionKind, start: int, end: int, canonical: str) -> _Columns:
    return {
        "kind": kind,
        "text": text.text[start:end],
        "canonical": canonical,
        "start": start,
        "end": end,
        "field": text.field,
        "comment": text.comment,
    }
