"""Lines of a distribution list: offices by their names or initials, mended where OCR spoilt them.

Initials with their stops are known by their form, ``J.A.B.``, however ill they were read; those with the
number of a section, ``D.1``, stay as they are where they were surely read.
"""

from __future__ import annotations

import re

_INITIALS = re.compile(
    r"(?=.*[.,:;-])\W?(?:[A-Za-z0-9¢$%](?:[.,:;-]\s?|\s)){1,4}[A-Za-z0-9$%]\W{0,2}e?"
)
"""Letters each with its stop, of which all but one may have been lost."""

_INITIAL = str.maketrans({"0": "O", "1": "I", "5": "S", "8": "S", "6": "G", "¢": "C", "$": "S"})
_INITIALED = re.compile(r"\b(?:[A-Za-z0-9]\.){2,}(?![a-z])")
_LONE_CAPITAL = re.compile(r"(?<=\s)-?([A-Z])[,:;.]{1,2}$")
_STOP_AFTER = re.compile(r"(?<=\))[.,]+$")
_PAIR = re.compile(r"^([A-Z])[-.,]?([A-Z])\.(?=\s\(|$)")
"""Two initials of which a stop was lost or read as another sign."""

_COPIES = re.compile(r"(?<=\(\d )Copies(?=\))")

_OF = re.compile(r"([A-Z])[ey.,:;]? [oO0]f \W?([A-Z])[e.,:;]{0,2}")
"""``M. of D.``, its stops read as letters or lost."""

_EDGES = " -_~:;,*'\""


_TWICE = re.compile(r"0O|O0|5S|S5|1I|I1|8B|B8")
"""A letter that was read once more as the figure like it."""


def is_initials(text: str) -> bool:
    """Tell the initials of an office, each with its stop, from a word."""
    return _INITIALS.fullmatch(_once(text)) is not None


def _once(text: str) -> str:
    return _TWICE.sub(lambda twice: twice[0].strip("01589"), text.strip())


_NUMBERED = re.compile(r"(?:[A-Z]\.){1,3}\s?\d{1,2}(?:\.?[A-Za-z])?\.?(?=\s\(|$)")
"""The initials of an office and the number of its section: ``D.1``, ``M.I.5``, ``B.2.b``."""


def office(text: str, *, surely_read: bool = False) -> str:
    """Give a line of the list as it was typed: figures in initials made letters, specks taken away.

    The number of a section that was surely read is no letter.
    """
    text = text.strip()
    if surely_read and _NUMBERED.match(text):
        return " ".join(text.split())
    if is_initials(text):
        letters = [char for char in _once(text).translate(_INITIAL) if char.isalnum()]
        if len(letters) > 2 and letters[-1] == "e":
            letters.pop()  # a stop
        return "".join(f"{char.upper()}." for char in letters)
    if (initials := _OF.fullmatch(text)) is not None:
        return f"{initials[1]}. of {initials[2]}."
    text = _COPIES.sub("copies", text)
    text = _LONE_CAPITAL.sub(r"\1.", text).strip(_EDGES)
    text = _PAIR.sub(r"\1.\2.", _STOP_AFTER.sub("", text))
    text = text[:1].upper() + text[1:]
    return _INITIALED.sub(lambda match: match[0].translate(_INITIAL).upper(), text)
