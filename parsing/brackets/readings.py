"""Graded readings: ``[B% the former]``, known by the grade and its per cent sign."""

from __future__ import annotations

import re

from parsing.brackets.signs import OPEN, STRONG_OPEN, WEAK_OPEN

_GRADE_SIGNS = "Z&#°/X*6%$SEBf£2?7y"
"""What OCR makes of the per cent sign after a grade."""

_GRADE = re.compile(
    rf"(?:(?<![A-Za-z0-9])[{STRONG_OPEN}{WEAK_OPEN}]|[{STRONG_OPEN}])?\s?"
    rf"(?<![A-Za-z0-9%])(?P<grade>[A-D8])\s?%\s?"
    rf"|(?<![A-Za-z0-9])[{WEAK_OPEN}](?P<glued>[A-D8])\s?%\s?"
    rf"|(?<![A-Za-z0-9])[\[{{/\\|]\s?(?P<loose>[A-D8])[{_GRADE_SIGNS}]{{1,2}}\s"
)


def settle_grades(text: str) -> str:
    """Settle the openings of graded readings; their ends are found with the pairs."""

    def settle(match: re.Match[str]) -> str:
        grade = match["grade"] or match["glued"] or match["loose"]
        blank = "\f" * match[0].count("\f") or " "
        return f"{OPEN}{grade.replace('8', 'B')}%{blank}"

    return _GRADE.sub(settle, text)
