"""The seeds of generated sheets: which are for development, which are held out, and how a range is typed."""

from __future__ import annotations

import typer

HELD_OUT = "340000:340040"
"""Those that evaluation uses by default, 40 a level: development stays below 30,000."""


def seed_range(text: str) -> range:
    """Parse ``A:B`` (B exclusive). Raises typer.BadParameter for anything else."""
    first, colon, last = text.partition(":")
    if not (colon and first.isdecimal() and last.isdecimal() and int(first) < int(last)):
        raise typer.BadParameter("give A:B, the first seed and the one after the last")
    return range(int(first), int(last))
