"""Characters that a typed square bracket is read as.

Typewriters had no square brackets; a bracket is a slash with strokes added, and OCR reads it as ``/``, ``L``,
``7``, ``(``, ``J`` and more. Strong signs are hardly ever anything else, weak ones are mostly themselves.

Patterns of marks begin with the sign itself and look back past it: where a sign stands is found many times
faster than what stands before each place of a text is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

OPEN, CLOSE = "\ue000", "\ue001"
"""Private brackets: settled, and never typed."""

STRONG_OPEN = r"\[{/\\|(<£€¢"
STRONG_CLOSE = r"\]}/\\|)>"
WEAK_OPEN = "LlIf1tCEZ"
WEAK_CLOSE = "7J1lIjTd"
ANY_CLOSE = f"[{STRONG_CLOSE}{WEAK_CLOSE}]"


def found_about(
    signs: re.Pattern[str], reach: int, pattern: re.Pattern[str], text: str
) -> Iterator[re.Match[str]]:
    """Give the matches of a pattern that begin at one of ``signs`` or at most ``reach`` characters before."""
    at = 0
    for sign in signs.finditer(text):
        for start in range(max(at, sign.start() - reach), sign.end()):
            if (match := pattern.match(text, start)) is not None:
                at = match.end()
                yield match
                break
