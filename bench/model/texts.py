"""What is typed for the lesson: sheets, prose, words in no order, and the tokens that sheets are full of.

The network learns letters, and with them what follows what. So only a part of it are sheets of our own,
whose phrases are few: prose is that of Python's manual, words are those of Tesseract's own dictionary.
"""

from __future__ import annotations

import pydoc_data.topics
import re
import string
import textwrap
from collections.abc import Callable, Sequence
from functools import cache, partial
from random import Random

from bench.sheets.cable import Family, Strike
from bench.sheets.compose import compose
from bench.sheets.form import Form, any_form
from bench.sheets.layout import Piece, TypedPage, lay_out
from bench.sheets.typist import struck, underlined
from ocr.struck_signs import STRUCK

_SHEETS = 0.45  # share of pages that are sheets
_MOST_PAGES = 2  # of one sheet
_FAMILIES = (Family.A, Family.A, Family.B, Family.B, Family.C, Family.MEMORANDUM)
_FORMS = 0.25  # share of lines that are a label and something short
_GONE_THROUGH = 0.22  # share of lines that are struck or underlined, or words of which are
_WAYS: dict[Callable[[str], str], int] = {
    partial(struck, strike=Strike.LINE): 30,
    partial(struck, strike=Strike.DASHES): 25,
    partial(struck, strike=Strike.X): 30,
    underlined: 15,
}
_SYLLABLES = [
    "ka",
    "ro",
    "vich",
    "ov",
    "sky",
    "in",
    "pet",
    "mar",
    "lev",
    "gor",
    "shch",
    "ya",
    "ev",
    "an",
    "ber",
    "zh",
    "ti",
    "dor",
    "mi",
    "khail",
    "stan",
    "el",
    "fri",
    "burg",
    "ton",
    "son",
    "ley",
    "mer",
    "sch",
    "neu",
    "wal",
    "ter",
    "qu",
    "ois",
]
_LABELS = ["No", "Nos", "Ref", "From", "To", "Copy", "Issued", "Item", "Page"]
_OFFICES = [
    "Registry",
    "Library",
    "Section",
    "File",
    "Desk",
    "Archive",
    "Records",
    "Records Office",
]
_TYPED = frozenset(string.printable[:95]) - {STRUCK}
"""ASCII's letters, digits and signs, and the blank; not the sign that tells what is struck."""


def any_pages(rng: Random, words: Sequence[str]) -> tuple[Form, tuple[TypedPage, ...]]:
    """Give pages to type and their form; ``words`` are those of a dictionary."""
    family = rng.choice(_FAMILIES)
    form = any_form(rng, family)
    if rng.random() < _SHEETS:
        return form, lay_out(compose(rng, family), form, rng, 1).pages[:_MOST_PAGES]
    return form, (_free_page(rng, form, words),)


def _free_page(rng: Random, form: Form, words: Sequence[str]) -> TypedPage:
    row, pieces = float(form.top), []
    while row < form.rows - 4:
        for line in textwrap.wrap(passage(rng, words), max(20, form.width - rng.randrange(0, 20))):
            if row > form.rows - 4:
                break
            apart = _form_line(rng, words) if rng.random() < _FORMS else line
            pieces.append(Piece(row, form.left, _gone_through(rng, apart)))
            row += form.spacing
            if rng.random() < 0.1:
                row += 1
    return TypedPage(tuple(pieces))


def _form_line(rng: Random, words: Sequence[str]) -> str:
    """Give a line as forms have them: a label, and far from it something short, or that alone."""
    label = f"{rng.choice(_LABELS)}{rng.choice((':', '.', '.:', '', ' :'))}"
    label = label.upper() if rng.random() < 0.3 else label
    short = _word(rng, words).upper() if rng.random() < 0.3 else _token(rng)
    short = short if rng.random() < 0.5 else _number(rng)
    typed = f"{label}{' ' * rng.randrange(1, 12)}{short}" if rng.random() < 0.7 else short
    return "".join(letter for letter in typed if letter in _TYPED)


def _gone_through(rng: Random, line: str) -> str:
    """Let something go through or under the words of some lines, or through a few of their words."""
    if rng.random() >= _GONE_THROUGH:
        return line
    words = line.split(" ")
    first = rng.choice((0, rng.randrange(len(words))))
    last = rng.choice((len(words), rng.randrange(first, len(words)) + 1))
    (go,) = rng.choices(list(_WAYS), list(_WAYS.values()))
    return " ".join((*words[:first], go(" ".join(words[first:last])), *words[last:]))


def passage(rng: Random, words: Sequence[str]) -> str:
    """Give some prose, words or tokens, in letters and signs of ASCII."""
    return "".join(letter for letter in _passage(rng, words) if letter in _TYPED)


def _passage(rng: Random, words: Sequence[str]) -> str:
    roll = rng.random()
    if roll < 0.5:
        prose = _prose()
        start = rng.randrange(len(prose) - 90)
        part = list(prose[start : start + rng.randrange(8, 80)])
        return " ".join(word.upper() for word in part) if rng.random() < 0.1 else " ".join(part)
    if roll < 0.85:
        return " ".join(
            _token(rng) if rng.random() < 0.25 else _word(rng, words)
            for _ in range(rng.randrange(8, 60))
        )
    return " ".join(_token(rng) for _ in range(rng.randrange(4, 30)))


@cache
def _prose() -> tuple[str, ...]:
    """Give the words of Python's manual, without the marks of its typesetting."""
    topics = pydoc_data.topics.topics.values()
    return tuple(" ".join(re.sub(r"[`*_|\\<>=^~{}@#]+", " ", text) for text in topics).split())


def _word(rng: Random, words: Sequence[str]) -> str:
    word = rng.choice(words)
    if rng.random() < 0.12:
        word = word.capitalize()
    elif rng.random() < 0.12:
        word = word.upper()
    return word + rng.choice([""] * 8 + [",", ".", ";", "-"])


def _name(rng: Random) -> str:
    name = "".join(rng.choice(_SYLLABLES) for _ in range(rng.randrange(2, 4))).capitalize()
    return name.upper() if rng.random() < 0.5 else name


def _capitals(rng: Random, count: int) -> str:
    return "".join(rng.choices(string.ascii_uppercase, k=count))


def _number(rng: Random) -> str:
    return str(rng.randrange(10 ** rng.randrange(1, 6)))


def _ordinal(rng: Random) -> str:
    return f"{rng.randrange(1, 32)}{rng.choice(('st', 'nd', 'rd', 'th', ''))}"


def _date(rng: Random) -> str:
    century = rng.choice(("", "19"))
    return f"{rng.randrange(1, 32)}/{rng.randrange(1, 13)}/{century}{rng.randrange(40, 79)}"


def _reference(rng: Random) -> str:
    return (
        f"{rng.randrange(1, 10)}/{_capitals(rng, 3)}/{rng.choice('TSRL')}{rng.randrange(1, 3000)}"
    )


def _stopped(rng: Random) -> str:
    """Give initials with stops, some with a figure or a name after them: ``D.D.(2)``."""
    initials = "".join(f"{letter}." for letter in _capitals(rng, rng.randrange(2, 6)))
    return initials + rng.choice(("", "", "", f" {_number(rng)}", f"({rng.randrange(1, 9)})"))


def _office(rng: Random) -> str:
    """Give an office as lists of copies have them: ``H/Q Registry``, ``S.3 File``."""
    two = _capitals(rng, 2)
    part = rng.choice((f"{two[0]}/{two[1]}", f"{two[0]}.{rng.randrange(1, 9)}", _stopped(rng), two))
    return f"{part} {rng.choice(_OFFICES)}"


def _initials(rng: Random) -> str:
    return _capitals(rng, rng.randrange(1, 9)) + rng.choice(("", "", ".", ",", ":"))


def _spelt(rng: Random) -> str:
    return _name(rng) + rng.choice(("", "", ".", ",", "'s", '"', ";", ")"))


def _quoted(rng: Random) -> str:
    return f'"{_name(rng)}"'


def _original(rng: Random) -> str:
    return f"({_name(rng).lower()})"


def _marker(rng: Random) -> str:
    return f"[{''.join(rng.choices('ivxivx1', k=rng.randrange(1, 5)))}{rng.choice('])')}"


def _reading(rng: Random) -> str:
    return f"[{rng.choice('ABCD')}% {_name(rng).lower()}]"


def _gap(rng: Random) -> str:
    lost = rng.choice(("recovered", "recoverable", "identified"))
    return f"[{rng.randrange(1, 90)} group{rng.choice(('s', ''))} un{lost}]"


def _labelled(rng: Random) -> str:
    return f"{rng.choice(_LABELS)}{rng.choice((':', '.', '.:', ''))} {rng.randrange(1, 1000)}"


_TOKENS = {
    _number: 25,
    _spelt: 15,
    _initials: 12,
    _date: 8,
    _reference: 8,
    _ordinal: 7,
    _marker: 6,
    _quoted: 5,
    _original: 4,
    _labelled: 4,
    _stopped: 4,
    _office: 3,
    _reading: 3,
    _gap: 3,
}
"""Kinds of tokens, and how often each is typed in a hundred."""


def _token(rng: Random) -> str:
    return rng.choices(list(_TOKENS), list(_TOKENS.values()))[0](rng)
