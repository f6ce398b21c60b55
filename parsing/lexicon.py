"""The words of the sheets, from ``lexicon.toml``: labels, headings, furniture, kinds of gaps."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Label(_Words):
    """A header label: how it is typed, and what OCR made of it."""

    forms: tuple[str, ...]
    seen: tuple[str, ...] = ()


class Classification(_Words):
    """Levels from highest to lowest, and the code words beside them."""

    levels: tuple[str, ...]
    rare: tuple[str, ...]
    released: tuple[str, ...]
    codewords: tuple[str, ...]


class Origins(_Words):
    """Corner tags that name the intercepted service."""

    tags: tuple[str, ...]


class References(_Words):
    """The offices of reference numbers."""

    offices: tuple[str, ...]


class Forms(_Words):
    """Alternative wordings of one thing."""

    forms: tuple[str, ...]


class Reissues(Forms):
    """The wording of a re-issue, and what counts it before its word."""

    ordinals: tuple[str, ...]


class Items(Forms):
    """The heading of an item, and other words above the stations of one of several messages."""

    labels: tuple[str, ...]


class Correction(_Words):
    """What tells a correction sheet."""

    headings: tuple[str, ...]
    references: tuple[str, ...]
    instructions: tuple[str, ...]


class Other(_Words):
    """What tells a sheet that is no cable."""

    titles: tuple[str, ...]
    title_heads: tuple[str, ...]
    centred_heads: tuple[str, ...]
    blanks: tuple[str, ...]
    headings: tuple[str, ...]
    slips: tuple[str, ...]
    labels: tuple[str, ...]
    never_of_cables: tuple[str, ...]
    columns: tuple[str, ...]
    coverings: tuple[str, ...]
    greetings: tuple[str, ...]
    curt_salutations: tuple[str, ...]
    salutations: tuple[str, ...]
    closings: tuple[str, ...]
    short_closings: tuple[str, ...]


class Handling(_Words):
    """How an instruction to the receiving office begins, the heads of it that get lost, its other words.

    ``alone`` are beginnings with which a sentence can begin too, ``others`` words of English that are like
    those. ``orders`` begin instructions in other words, of phrases that are ``beside_orders``
    and of ``readers``.
    """

    openings: tuple[str, ...]
    alone: tuple[str, ...]
    heads: tuple[str, ...]
    orders: tuple[str, ...]
    beside_orders: tuple[str, ...]
    readers: tuple[str, ...]
    words: tuple[str, ...]
    others: tuple[str, ...]
    originals: tuple[str, ...]


class Copies(_Words):
    """What stands between an addressee and those who get copies, and what OCR made of it."""

    words: tuple[str, ...]
    seen: tuple[str, ...]


class Titles(_Words):
    """Short words of titles, with those of foreign names that look like them, and longer ones.

    ``never_first`` and ``never_last`` are those with which no title begins, and none ends. ``others`` are
    words of English that are like those.
    """

    words: tuple[str, ...]
    never_first: tuple[str, ...]
    never_last: tuple[str, ...]
    vocabulary: tuple[str, ...]
    others: frozenset[str]


class Signed(_Words):
    """Words in capitals that are nobody's signature, and what stands beside number, day and name.

    ``before_numbers`` stand before the label of a number, ``before_dates`` between it and its day, ``signed``
    beside a name, ``no_first_names`` before capitals. ``unsigned`` is said where nobody signed, or the
    name is lost.
    """

    never: tuple[str, ...]
    before_numbers: tuple[str, ...]
    before_dates: tuple[str, ...]
    no_first_names: frozenset[str]
    signed: tuple[str, ...]
    unsigned: tuple[str, ...]


class Persons(_Words):
    """What stands before the names of persons, ranks and the articles of offices, and what behind them.

    ``posts`` are offices that stand in the place of a name, ``particles`` the small words within names.
    """

    titles: tuple[str, ...]
    particles: frozenset[str]
    articles: tuple[str, ...]
    posts: tuple[str, ...]
    adverbs: tuple[str, ...]


class Furniture(_Words):
    """What stands on a page for the page's sake."""

    continued: tuple[str, ...]
    pages: tuple[str, ...]
    distribution: tuple[str, ...]
    stamps: tuple[str, ...]
    sheets: tuple[str, ...]
    counted: tuple[str, ...]
    over: tuple[str, ...]
    goes_on_from: tuple[str, ...]
    forms: tuple[str, ...]
    copies: tuple[str, ...]
    clerks: tuple[str, ...]
    files: tuple[str, ...]
    file_parts: tuple[str, ...]


class Notes(_Words):
    """Headings of the two note systems, and their closed wordings."""

    comments: tuple[str, ...]
    notes: tuple[str, ...]
    alone: tuple[str, ...]
    heads: tuple[str, ...]
    beside_heads: tuple[str, ...]
    begin_sentences: frozenset[str]
    identified: tuple[str, ...]
    never_identified: tuple[str, ...]
    rejected: tuple[str, ...]
    unidentified: tuple[str, str]
    explanations: tuple[str, ...]
    before_names: tuple[str, ...]
    short_words: frozenset[str]


class Gaps(_Words):
    """How a gap is worded."""

    unit: tuple[str, ...]
    kinds: tuple[str, ...]
    of_groups: tuple[str, ...]
    other_kinds: tuple[str, ...]
    never: frozenset[str]
    others: tuple[str, ...]


class Insertions(_Words):
    """How a translator's words in brackets begin, and those beginnings that tell them without a bracket."""

    openings: tuple[str, ...]
    telling: tuple[str, ...]


class Compounds(_Words):
    """Words with a hyphen of their own, in small letters, and what stands before the hyphen of a name."""

    before_names: tuple[str, ...]
    words: frozenset[str]


class Slips(_Words):
    """Small words of which no other word has the letters."""

    before: frozenset[str]


class Lexicon(_Words):
    """Everything in ``lexicon.toml``."""

    classification: Classification
    origins: Origins
    references: References
    labels: Mapping[str, Label]
    reissue: Reissues
    extract: Forms
    items: Items
    correction: Correction
    compounds: Compounds
    other: Other
    handling: Handling
    copies: Copies
    title: Titles
    signature: Signed
    persons: Persons
    furniture: Furniture
    notes: Notes
    gaps: Gaps
    insertions: Insertions
    slips: Slips
    misread: Mapping[str, tuple[str, ...]]


@cache
def lexicon() -> Lexicon:
    """Give the lexicon, read once."""
    text = (files(__package__) / "lexicon.toml").read_text(encoding="utf-8")
    return Lexicon.model_validate(tomllib.loads(text))
