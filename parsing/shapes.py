"""Capitals that look alike in worn type: what was read, and what may have been typed, by their shapes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

_SHAPES = str.maketrans(
    {"U": "O", "Q": "O", "D": "O", "0": "O", "C": "O", "G": "O", "L": "I", "1": "I", "J": "I", "F": "E",
     "B": "E", "N": "M", "H": "M", "W": "M", "R": "P", "V": "Y", "5": "S", "2": "Z"}
)  # fmt: skip
"""Capitals to one of those that look like them."""


def shape(text: str) -> str:
    """Give the text with one capital for all that look like it."""
    return text.translate(_SHAPES)


def by_shape(words: Iterable[str]) -> dict[str, str]:
    """Give the words by their shapes, where no two have the same."""
    shapes: dict[str, list[str]] = {}
    for word in words:
        shapes.setdefault(shape(word), []).append(word)
    return {formed: alike[0] for formed, alike in shapes.items() if len(alike) == 1}


_CONFUSED = ("NHMWKR", "OQCGDU", "EFBPRKZ", "ILTJ", "SBZ", "UVYO", "AKXR", "VWYN", "CLI")
"""Capitals that OCR takes for one another, by shape."""


_ALIKE = frozenset(pair for shapes in _CONFUSED for pair in product(shapes, repeat=2))


def look_alike(one: str, other: str) -> bool:
    """Tell two capitals that OCR takes for one another."""
    return (one, other) in _ALIKE


def likeness_by_shape(read: str, form: str) -> float:
    """Give the share of a form's letters that stand in their places, look-alikes half; 0 of other length."""
    if len(read) != len(form):
        return 0.0
    lost = sum(
        0.0 if one == other else 0.5 if look_alike(one, other) else 1.0
        for one, other in zip(read, form, strict=True)
    )
    return 1.0 - lost / len(form)


def is_misread(read: str, other: str, most: int = 1) -> bool:
    """Tell a word in capitals that is another one but for letters that look alike, one or ``most``."""
    if len(read) != len(other):
        return False
    apart = [(a, b) for a, b in zip(read, other, strict=True) if a != b]
    return 1 <= len(apart) <= most and all(look_alike(*pair) for pair in apart)
