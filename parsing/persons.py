"""Persons named together or with a title: ``LUKA[i] and MATVEJ``, ``Lt. Gen. GROMOV``, ``The AMBASSADOR``.

Their names stand in capitals; titles, articles and what stands between them are given as typed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from parsing.brackets import KnownLabels, canonical, without_marks
from parsing.lexicon import lexicon
from parsing.matching import bears_like, capital_share, is_like, label_at_head
from parsing.named import Named, is_name, read_named

_BETWEEN = re.compile(r"(?P<comma>\s?,\s(?:and\s)?)|\s(?P<word>and|&)\s")
_FEWEST_LETTERS = 2
_MOST = 6


class _Titled(NamedTuple):
    """One person: title or article as typed, with the blank behind it, and what is left."""

    title: str
    rest: str
    is_office: bool = False


@cache
def _titles() -> re.Pattern[str]:
    """Match the titles of rank before a name, or the article or number before an office's: ``8th LINE``."""
    persons = lexicon().persons
    ranks = "|".join(sorted(map(re.escape, persons.titles), key=len, reverse=True))
    articles = "|".join(persons.articles)
    return re.compile(
        rf"(?:(?:{ranks})(?:\.\s?|[\s-]))+(?=\S)"
        rf"|(?P<office>(?:{articles})\s(?:\d{{1,2}}{_TH}\s)?|\d{{1,2}}{_TH}\s)(?=\S)"
    )


_TH = "(?:st|nd|rd|th)"


def _titled(text: str) -> _Titled:
    match = _titles().match(text)
    return (
        _Titled("", text)
        if match is None
        else _Titled(match[0], text[match.end() :], is_office=match["office"] is not None)
    )


def read_persons(text: str, labels: KnownLabels) -> Named | None:
    """Read several persons, or one with a title or article; ``None`` for a name alone, and for a sentence."""
    text = text.strip(" .,:;")
    parts, between = _parted(text)
    if len(parts) > _MOST or (len(parts) == 1 and not _titled(text).title):
        return None
    named: list[Named] = []
    for part in parts:
        person = _person(part, labels)
        if person is None:
            return None
        named.append(person)
    name = named[0].name
    for joint, person in zip(between, named[1:], strict=True):
        name += joint + person.name
    return Named(name, tuple(label for person in named for label in person.labels))


def read_post(text: str, labels: KnownLabels) -> Named | None:
    """Read an office that stands in the place of a name, with its markers, and nothing else."""
    posts = lexicon().persons.posts
    if not (is_like(text, posts, _LIKE_POST) or bears_like(text, posts, _BEARS_POST)):
        return None
    bracketed = canonical(text.strip(" .,:;"), labels)
    plain, markers = without_marks(bracketed.text, bracketed.marks)
    post = plain.strip(" .,:;")
    return Named(post, markers) if is_like(post, posts, _LIKE_POST) else None


_LIKE_POST, _BEARS_POST = 0.93, 0.7
"""Likeness of an office to what is typed, and of what bears it beside its markers."""


def is_of_one(name: str) -> bool:
    """Tell one person with a title of rank from several, and from an office."""
    return _BETWEEN.search(name) is None and len(names_of(name)) == 1


def names_of(text: str) -> tuple[str, ...]:
    """Give the names of persons without titles; an office with its article or number is no name."""
    titled = (_titled(part) for part in _parted(text)[0])
    return tuple(person.rest for person in titled if not person.is_office)


def is_addressee(text: str) -> bool:
    """Tell a name (capitals, or a short capitalised surname or office) from a sentence."""
    if text.startswith("["):
        return True
    letters = [char for char in text if char.isalpha()]
    if not letters or len(text) > 60 or text.upper() in lexicon().signature.never:
        return False
    if label_at_head(text, ("from",)) is not None:
        return False
    words = text.split()
    if len(words) > 1 and words[0].lower() in lexicon().notes.short_words:
        return False  # ``TO BE BURNT``
    if capital_share(text) >= _MOSTLY_CAPITALS:
        return True
    return len(words) <= 5 and all(
        word[0].isupper() or not word[0].isalpha() or word in ("of", "the", "No.") for word in words
    )


_MOSTLY_CAPITALS = 0.6


def _parted(text: str) -> tuple[list[str], list[str]]:
    """Give persons and what stands between them."""
    parts, between, start = [], [], 0
    for match in _BETWEEN.finditer(text):
        parts.append(text[start : match.start()])
        joint = match["comma"].lstrip() if match["comma"] else f" {match['word']} "
        between.append(joint)
        start = match.end()
    return [*parts, text[start:]], between


def _person(text: str, labels: KnownLabels) -> Named | None:
    titled = _titled(text.strip())
    named = read_named(titled.rest, labels)
    if named is None or named.name.upper() in lexicon().signature.never:
        return None
    if not (named.name.startswith("[") or is_name(named.name) or _is_department(titled)):
        return None
    if sum(map(str.isalpha, named.name)) < _FEWEST_LETTERS:
        return None
    return Named(titled.title + named.name, named.labels)


def _is_department(titled: _Titled) -> bool:
    """Tell an office with article and number whose name is in small letters: ``the 8th Department``."""
    numbered = titled.title[:1].isalpha() and any(map(str.isdecimal, titled.title))
    return titled.is_office and numbered and _DEPARTMENT.match(titled.rest) is not None


_DEPARTMENT = re.compile(r"[A-Z][a-z]{5,}")
