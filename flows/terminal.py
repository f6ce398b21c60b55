"""Makes text from scans and file names, which may hold anything, safe to show."""

from __future__ import annotations

import sys
import unicodedata

from rich.console import Console
from rich.text import Text

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Unicode categories that move the cursor, change colours, turn the direction of writing, or break
lines.
"""


def safe(text: str, *, keep_lines: bool = False) -> str:
    """Write control and format characters as escapes; with ``keep_lines`` newlines stay."""
    return "".join(
        letter
        if unicodedata.category(letter) not in _UNSAFE or (keep_lines and letter == "\n")
        else letter.encode("unicode_escape").decode("ascii")
        if unicodedata.category(letter) != "Cs"
        else f"\\udc{ord(letter) & 0xFF:02x}"
        for letter in text
    )


def plain(text: str, style: str = "", *, keep_lines: bool = False) -> Text:
    """Give text for Rich with no markup seen in it, and made ``safe``."""
    return Text(safe(text, keep_lines=keep_lines), style=style)


def out() -> Console:
    """Give the console for results: standard output."""
    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False)


def err() -> Console:
    """Give the console for everything else: standard error."""
    return Console(file=sys.stderr, highlight=False, markup=False, emoji=False)
