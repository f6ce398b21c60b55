"""The lines that open a message, an address or an instruction, told from scraps and stamps beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.copies import split_copies
from parsing.handling import is_handling
from parsing.layout import Passage, Row, Segment
from parsing.lexicon import lexicon
from parsing.named import is_name
from parsing.prose import Line
from schemas.pages import Word

TO = re.compile(
    r"(?:(?!NOT\s)\S{1,3}\s|[a-z](?=To\b))?\W{0,2}(?:To|TO|T0|fo|Te|[PFRYV7Iil]o|[^\w\s]o|Tc|Ta|T°)(?:[\s.:]+|(?=[\[/({]|[fLZ£C][NMHS][a-z]me\b)|(?<=\bTo)(?=[A-Z][a-z]?[A-Z]))(?=[^\W\d_]|[\[/(L{|\d]|\"[A-Z]{2})"
)
"""What stands before an addressee, as it is read."""

_LONGEST_SCRAP = 12
_FAR = 6
"""Letters beyond which what follows an address on its line is none of it."""

_ASIDE = 24
"""Letters to the right of an address at which what stands above it is a stamp."""

_LONGEST_ASIDE = 24
_MOST_SCRAPS = 2
_SCRAP_READ, _SCRAWL_READ = 0.6, 0.4
"""Confidence of scraps of a few letters, and of scrawl, before an address."""

_SMALL_WORD = re.compile(r"[a-z]{2,}[.,;:]?")
_WORDED = 0.85
"""Confidence of the small words of a text behind an address."""

_LONGEST_TO = 4
_SHORTEST_NAME = 4
_LONGEST_MARKER = 7
_MARKED_NAME_ALONE = re.compile(r"[A-Z][\w'’-]+\s?(?:[\[/({]\S{1,5})?\s?,\s*$")
_MARKED_NAME = re.compile(r"[^\W\d_][\w'’-]*")


def opens(line: Line) -> bool:
    """Tell the line of an addressee, or of an instruction."""
    return opens_by_its_words(line.text) or _is_lone_name(line.passage)


def opens_by_its_words(text: str) -> bool:
    """Tell an address by what stands before its names, and an instruction."""
    return TO.match(text) is not None or is_handling(text) or names_copies(text)


def names_copies(text: str) -> bool:
    """Tell an address with those who get copies."""
    head, copies = split_copies(text)
    if not copies:
        return False
    return TO.match(text) is not None or _MARKED_NAME_ALONE.match(head) is not None


def _is_lone_name(passage: Passage) -> bool:
    """Tell a name in capitals, with its marker at most, that ends its line with a full stop or alone."""
    if not passage.words:  # all of them were crossed out
        return False
    first, *others = passage.words
    plain = _MARKED_NAME.match(first.text)
    if plain is None or not is_name(plain[0]) or sum(map(str.isalpha, plain[0])) < _SHORTEST_NAME:
        return False
    return not others or (len(others) == 1 and len(others[0].text) <= _LONGEST_MARKER)


def is_scrap_before(lines: Sequence[Line], at: int) -> bool:
    """Tell a few ill-read letters above the line of the addressee, or of an instruction."""
    if at + 1 >= len(lines):
        return False
    below = lines[at + 1]
    ill_read = lines[at].passage.sureness < 0.8 * lines[at].layout.usual
    far = lines[at].left - below.left > _ASIDE * lines[at].layout.letter
    if len(lines[at].text) > (_LONGEST_ASIDE if far else _LONGEST_SCRAP):
        return False
    return (ill_read or far) and opens(below)


def alone(piece: Segment, line: Line) -> Line:
    """Give a piece of a line as a line of its own."""
    return Line(Row(line.page, (piece,)), line.layout)


def without_scraps(line: Line) -> Line:
    """Leave out what stands beside an address or an instruction on its line and is none of it."""
    return _without_scraps_before(_without_scraps_behind(_without_stamp(line)))


def _without_stamp(line: Line) -> Line:
    """Leave out what stands far to the right of an address, or of an instruction with its full stop."""
    first = line.row.segments[0]
    if len(line.row.segments) == 1:
        return line
    whole = first.text.rstrip().endswith((".", "]")) and is_handling(first.text)
    far = line.row.segments[1].box.x0 - first.box.x1 > _FAR * line.layout.letter
    if not (
        whole or (far and TO.match(first.text) and not _bears_sure_words(line.row.segments[1]))
    ):
        return line
    return alone(first, line)


def _bears_sure_words(piece: Passage) -> bool:
    """Tell text that was surely read, two small words of it at least, from a stamp and from scrawl."""
    small = [word for word in piece.words if _SMALL_WORD.fullmatch(word.text)]
    return len(small) > 1 and min(word.confidence for word in small) >= _WORDED


def is_said(piece: Passage) -> bool:
    """Tell a line in which a small word was surely read that is in no name: ``ANNA is ill.``."""
    persons = lexicon().persons
    return any(
        word.confidence >= _WORDED
        and _SMALL_WORD.fullmatch(word.text) is not None
        and word.text.strip(".,;:") not in (*persons.particles, *persons.articles)
        for word in piece.words
    )


def _without_scraps_behind(line: Line) -> Line:
    """Leave out what was hardly read behind an instruction with its full stop or marker: a stamp."""
    words = line.row.words
    if words[-1].confidence >= _SCRAWL_READ or not is_handling(line.text):
        return line
    known = lexicon().handling.words
    read = [
        word.confidence >= _SCRAWL_READ or word.text.strip(".,").lower() in known for word in words
    ]
    end = len(words) - read[::-1].index(True) if any(read) else 0
    if not end or not words[end - 1].text.endswith((".", "]")):
        return line
    return alone(Segment(words[:end], line.page), line)


def _without_scraps_before(line: Line) -> Line:
    """Leave out the first words of an instruction's line, or what was read of ``To``, when ill read."""
    words = line.row.words
    scraps = 0
    while scraps < min(_MOST_SCRAPS, len(words) - 1) and _can_be_scrap(words[scraps]):
        scraps += 1
    if not scraps or TO.match(line.text) or is_handling(line.text):
        return line
    for at in range(1, scraps + 1):
        rest = Segment(words[at:], line.page)
        if TO.match(rest.text) or is_handling(rest.text) or _is_lone_name(rest):
            return alone(rest, line)
    return line


def _can_be_scrap(word: Word) -> bool:
    """Tell a word of signs or ill read, a longer one hardly read."""
    if len(word.text) > _LONGEST_TO and word.confidence >= _SCRAWL_READ:
        return False
    return word.confidence < _SCRAP_READ or not any(map(str.isalnum, word.text))
