"""Counts of groups that were hardly read, or are letters read for figures: no field tells their sureness."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from parsing.brackets.gaps import is_unit
from parsing.figures import FIGURE
from parsing.prose import Line

_COUNT = re.compile(rf"[\[({{/]?(?P<figures>{FIGURE}{{1,3}})")
_TYPED = str.maketrans("lIOo", "1100")
"""Letters that are typed for figures on machines without these."""

_DOUBTED = 0.3
"""Confidence below which a count is doubted: of 3,282 in accepted generated sheets six were."""


def doubted_count(lines: Iterable[Line]) -> str | None:
    """Give the first number of groups that was hardly read, or is of letters read for figures.

    That of one group is told by its unit.
    """
    words = [word for line in lines for word in line.passage.words]
    for before, unit in pairwise(words):
        if "roups" not in unit.text or (count := _COUNT.fullmatch(before.text)) is None:
            continue
        typed = count["figures"].translate(_TYPED)
        mended = not typed.isdecimal() and not before.text[0].isalnum()
        if (mended or before.confidence < _DOUBTED) and is_unit(unit.text):
            return f"{before.text} {unit.text}"
    return None
