"""Lines of a distribution list: offices by their names or initials, mended where OCR spoilt them.

Initials with their stops are known by their form, ``J.A.B.``, however ill they were read.
"""

from __future__ import annotations

import re

_INITIALS = re.compile(r"\W?(?:[A-Za-z0-9¢$%][.,-]\s?){1,4}[A-Za-z0-9$%]\W{0,2}e?")
_INITIAL = str.maketrans({"0": "O", "1": "I", "5": "S", "8": "S", "6": "G", "¢": "C", "$": "S"})
_INITIALED = re.compile(r"\b(?:[A-Za-z0-9]\.){2,}(?![a-z])")
_LONE_CAPITAL = re.compile(r"(?<=\s)-?([A-Z])[,:;.]{1,2}$")
_STOP_AFTER = re.compile(r"(?<=\))[.,]+$")
_PAIR = re.compile(r"^([A-Z])[-.,]?([A-Z])\.(?=\s\(|$)")
"""Two initials of which a stop was lost or read as another sign."""

_EDGES = " -_~:;,*'\""


def is_initials(text: str) -> bool:
    """Tell the initials of an office, each with its stop, from a word."""
    return _INITIALS.fullmatch(text.strip()) is not None


def office(text: str) -> str:
    """Give a line of the list as it was typed: figures in initials made letters, specks taken away."""
    text = text.strip()
    if is_initials(text):
        letters = [char for char in text.translate(_INITIAL) if char.isalnum()]
        if len(letters) > 2 and letters[-1] == "e":
            letters.pop()  # a stop
        return "".join(f"{char.upper()}." for char in letters)
    text = _LONE_CAPITAL.sub(r"\1.", text).strip(_EDGES)
    text = _PAIR.sub(r"\1.\2.", _STOP_AFTER.sub("", text))
    text = text[:1].upper() + text[1:]
    return _INITIALED.sub(lambda match: match[0].translate(_INITIAL).upper(), text)
