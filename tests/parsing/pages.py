"""Pages set from typed text on a character grid, so that parsing is tried without any OCR.

A character's row and column in the text are its place on the page: a word of ``n`` letters at
column ``c`` covers ``n`` letter widths from there. Blank lines and gaps stay as typed. What an
engine misreads is given as words put in the place of others; boxes stay those of the typed words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent

from parsing.assemble import assemble
from schemas.pages import Box, Page, Reading, Word
from schemas.problems import Problem
from schemas.records import Comment, MarkKind, Record

_WORD = re.compile(r"\S+")
_READING = Reading("typed by a test", "none", 0.0)


@dataclass(frozen=True, slots=True)
class Grid:
    """The measures of a typewriter's page in pixels: twelve pitch, single-spaced, at 300 dpi."""

    letter: int = 25
    line: int = 50
    left: int = 240
    top: int = 200
    width: int = 2550
    height: int = 3300

    def box(self, row: int, column: int, letters: int) -> Box:
        """Give the box of a word: glyphs are narrower than their places and lower than the line."""
        x0 = self.left + column * self.letter + 3
        y0 = self.top + row * self.line
        return Box(x0, y0, x0 + letters * self.letter - 6, y0 + round(0.6 * self.line))


GRID = Grid()

BARE_SHEET = """\
     MGB                                                        J1093

     From:  CARACAS                                    Reissue (T583)
     To:    MOSCOW
     No.:   112                                       3 December 1942


          To KAPITAN.

     We have met the new man and found that he is quite without any
     means of support. He asks for a loan until the spring of next
     year, when his house will be sold.
"""
"""A bare sheet with each piece that its head bears."""


def page(
    text: str,
    number: int = 1,
    *,
    grid: Grid = GRID,
    confidence: float = 0.95,
    struck: Collection[str] = (),
    read: Mapping[str, str] | None = None,
    sure: Mapping[str, float] | None = None,
    columns: bool = False,
) -> Page:
    """Set one page of typed text; it is blank when the text is.

    ``struck`` are words struck through. ``read`` maps a typed word to what the engine read, ``sure`` a
    word as read to its confidence where that is another. With ``columns`` the engine gives each stretch
    between wide gaps as a line of its own, left ones
    first.
    """
    misread = read or {}
    placed: list[tuple[int, int, str]] = []
    for row, line in enumerate(dedent(text).strip("\n").splitlines()):
        placed.extend((row, match.start(), match[0]) for match in _WORD.finditer(line))
    blocks = _blocks(placed, columns=columns)
    words = [
        Word(
            (text := misread.get(typed, typed)), (sure or {}).get(text, confidence), line,
            grid.box(row, column, len(typed)), typed in struck,
        )
        for line, block in enumerate(blocks)
        for row, column, typed in block
    ]  # fmt: skip
    return Page(
        number=number, image_sha256=f"{number:064x}", width=grid.width, height=grid.height, dpi=300,
        rotation=0, skew_degrees=0.0, is_blank=not words, words=tuple(words), reading=_READING,
    )  # fmt: skip


def _blocks(
    placed: Sequence[tuple[int, int, str]], *, columns: bool
) -> list[list[tuple[int, int, str]]]:
    """Group placed words into the engine's lines."""
    blocks: list[list[tuple[int, int, str]]] = []
    for row, column, typed in placed:
        if blocks:
            last_row, last_column, last = blocks[-1][-1]
            if row == last_row and not (columns and column - last_column - len(last) > 5):
                blocks[-1].append((row, column, typed))
                continue
        blocks.append([(row, column, typed)])
    if columns:
        blocks.sort(key=lambda block: block[0][1] > 30)  # stable: rows stay in order
    return blocks


def pages(*texts: str, struck: Collection[str] = (), columns: bool = False) -> tuple[Page, ...]:
    """Set the pages of one source, numbered from 1."""
    return tuple(
        page(text, number, struck=struck, columns=columns) for number, text in enumerate(texts, 1)
    )


def failed_page(number: int, problem: Problem) -> Page:
    """Give a page that could not be read."""
    return Page(number, "", 0, 0, None, 0, 0.0, False, (), None, problem)


def only_record(*texts: str, struck: Collection[str] = (), columns: bool = False) -> Record:
    """Parse typed pages that are one sheet."""
    (record,) = assemble(pages(*texts, struck=struck, columns=columns))
    return record


def comments_of(record: Record) -> dict[str, Comment]:
    """Give the comments and notes by their label."""
    return {comment.label: comment for comment in record.comments}


def inside(record: Record, kind: MarkKind, field: str = "body") -> list[str]:
    """Give the text inside each mark of a kind, in order."""
    return [mark.text for mark in record.marks if mark.kind is kind and mark.field == field]


TEXT = """
             We have met the new man and found that he is quite without
        any means of support. He asks for a loan until the spring.
"""
BODY = (
    "We have met the new man and found that he is quite without any means of support. He asks for "
    "a loan until the spring."
)
"""A text as typed and as read."""

BARE_HEAD = """\
MGB                                                         J1550

     From: LIMA
     To:   MOSCOW
     No.:  62                                    14 March 1943


"""


def bare(body: str, foot: str = "") -> str:
    """Give the text of a bare sheet (family B) with this body, as typed."""
    parts = [BARE_HEAD, dedent(body).strip("\n"), "\n\n\n", dedent(foot).strip("\n")]
    return "".join(parts)


def body_of(body: str, foot: str = "") -> Record:
    """Parse a bare sheet with this body."""
    return only_record(bare(body, foot))
