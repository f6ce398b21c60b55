"""Grades and gaps on a line of a signature: ``No. [C% 736]``, ``No. [1 group unrecovered]``.

A graded number or name is read as others are. A gap beside one stands for what was not recovered.
"""

from __future__ import annotations

import re
from functools import cache

from parsing.gap_lines import bears_marks, is_gap_line
from parsing.layout import Passage
from parsing.lexicon import lexicon
from parsing.matching import label_at_head
from parsing.named import is_name
from parsing.prose import Line
from schemas.pages import Word

GRADED = re.compile(r"\[[A-D]\s?%\s?(?P<name>[^\W\d_][\w'. -]*)\](?=[\s\[.]|$)")
"""A name in the brackets of a graded reading."""

_GRADE = re.compile(r"^\[[A-D]\s?%?$|^\[[A-D]\s?%(?=[\dN])")
_GAP = re.compile(
    r"[\[({/LZf|]{1,2}\s?[\dlIi|]{1,3}\s\w{4,7}\s\w{6,14}\s?(?:[\])}/|]|[7J](?=\W|$))"
)
_GAP_AT_END = re.compile(rf"{_GAP.pattern}\.?$")


def without_grade(passage: Passage) -> Passage:
    """Give a name out of the brackets of a graded reading, ``[C% LUKA][iv]``; anything else as it is."""
    graded = GRADED.match(passage.text) if "%" in passage.text else None
    if graded is None or not is_name(graded["name"]):
        return passage
    words = list(passage.after(graded.start("name")).words)
    at = graded["name"].rstrip().count(" ")
    words[at] = words[at]._replace(text=words[at].text.replace("]", "", 1))
    return Passage(words, passage.page)


def with_number_ungraded(passage: Passage) -> Passage:
    """Give a line with its number out of the brackets of a grade, which hold the whole of it."""
    if "%" not in passage.text or (graded := _number_graded().search(passage.text)) is None:
        return passage
    first, *others = passage.words_between(graded.start(), graded.end())
    at = passage.words.index(first)
    ungraded = [_without(word) for word in (first, *others)]
    kept = [word for word in ungraded if word.text]
    return Passage(
        (*passage.words[:at], *kept, *passage.words[at + 1 + len(others) :]), passage.page
    )


@cache
def _number_graded() -> re.Pattern[str]:
    """Match a number in the brackets of a grade, its label within them or before them."""
    label = "|".join(lexicon().labels["number"].forms)
    return re.compile(rf"\[[A-D]\s?%\s?(?:{label})?\W{{0,2}}\s?\w{{1,5}}\]")


def _without(word: Word) -> Word:
    """Give a word without the opening of a grade before it and the bracket behind it."""
    plain = _GRADE.sub("", word.text).removeprefix("%").replace("]", "", 1)
    return word._replace(text=plain)


def behind_gap_for_number(passage: Passage) -> Passage | None:
    """Give what stands behind a number's label and the gap in the number's place, if there is one."""
    if not bears_marks(passage.text):
        return None
    label = label_at_head(passage.text, ("number",))
    gap = None if label is None else _GAP.match(passage.text, label.value_at)
    return passage.after(gap.end()) if gap is not None and is_gap_line(gap[0]) else None


def without_gap_behind(passage: Passage) -> Passage:
    """Leave out a gap behind a name, of others who signed: ``LUKA [2 groups unrecovered]``."""
    gap = _GAP_AT_END.search(passage.text) if bears_marks(passage.text) else None
    if gap is None or not gap.start() or not is_gap_line(gap[0]):
        return passage
    return passage.cut(0, gap.start())


def has_gap_apart(line: Line) -> bool:
    """Tell a gap behind a wide blank, where the name stands: ``No. 218    [1 group unrecovered]``."""
    words = line.row.words
    for at in range(1, len(words)):
        blank = words[at].box.x0 - words[at - 1].box.x1
        if blank > _WIDE * line.layout.letter:
            return is_gap_line(Passage(words[at:], line.page).text)
    return False


_WIDE = 1.7
"""Letters between number and name from which more than a blank was typed."""


def bears_other_marks(line: Line) -> bool:
    """Tell a line with gaps or graded readings, other than a name's."""
    if not bears_marks(line.text):
        return False
    pieces = line.row.segments
    return any(bears_marks(without_grade(piece).text) for piece in pieces)
