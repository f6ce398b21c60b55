"""The ends of brackets that were read as letters, figures and stops: ``[REZIDENTJ``, ``[B% LONDON?.``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parsing.brackets.signs import CLOSE, OPEN
from parsing.lexicon import lexicon
from parsing.matching import capital_share
from parsing.transliteration import without_seconds

REACH = 160
"""Characters within which a bracket without a sure partner looks for one."""

_NEVER_INSIDE = re.compile(r"'s|[a-z][ivx]+$|[A-Z][ivx]{2,}$|[;:(]")
"""What stands in no original: an English ending, a label."""


def weak_closer(chars: Sequence[str], opened: int) -> int | None:
    """Find, after a lone opening bracket, a letter that is a closing one: ``[REZIDENTJ``.

    A reading ends sooner with a sign behind a word (``LONDON?.``) than with the 7 of a number.
    """
    closer = _closing_letter(chars, opened)
    queried = closer is None and not (chars[opened] == "/" and chars[opened - 1].isalnum())
    if queried and (words := _QUERIED.match("".join(chars[opened : opened + REACH]))):
        return opened + words.end() - 1
    numbered = closer is not None and chars[closer] == "7" and chars[closer - 1].isdecimal()
    if (closer is None or numbered) and opened + 2 < len(chars) and chars[opened + 2] == "%":
        ahead = "".join(chars[opened : opened + REACH]).partition("\n")[0]
        sign = _SIGN_AT_END.search(ahead)
        if sign is not None and not _OTHER_MARK.search(ahead, len("[B%"), sign.start()):
            return opened + sign.start()
    return closer


_QUERIED = re.compile(r"[\[{/][a-z][a-z. ]{1,28}(?<=[a-z])[?!;](?=[.,]|\s[a-z])")
"""Words of the translator whose closing bracket was read as another sign: ``/of them? opinion``."""

_SIGN_AT_END = re.compile(r"(?<=[A-Za-z]{2})(?:\?(?=[.,;:]|\s[a-z])|'(?=[.,;:]))")
"""A sign between a word and the stop behind it, where no sign is typed: the bracket's."""

_OTHER_MARK = re.compile(rf"[\[\]{{}}{OPEN}{CLOSE}]|%")


def _closing_letter(chars: Sequence[str], opened: int) -> int | None:
    within = 0
    parenthesis = _is_in_parenthesis(chars, opened)
    for at in range(opened + 2, min(len(chars), opened + REACH)):
        if chars[at] == "\n":
            return None
        within += (chars[at] == OPEN) - (chars[at - 1] == CLOSE and within > 0)
        if within:
            if chars[at] == "%":
                return None
            continue
        ends = at + 1 == len(chars) or not chars[at + 1].isalnum()
        if not ends or chars[at + 1 : at + 3] == ["'", "s"]:
            continue
        if chars[at] == ")" and parenthesis:
            return None  # that of the parenthesis around: ``(night and/or day)``
        if chars[at] == ")" and "(" in chars[max(opened + 1, at - _LONGEST_PARENTHESIS) : at]:
            continue
        if chars[at] == "7" and _is_figure(chars, at, graded=chars[opened] == OPEN):
            continue
        if (
            chars[at] in "7J)>"
            or (chars[at] == "j" and chars[at - 1].islower())
            or (chars[at] in "1lIjT" and chars[at - 1].isupper())
        ):
            if chars[at] in "Jj" and chars[at - 1].islower():
                return at
            if (
                chars[at] == "T"
                and "".join(chars[opened + 1 : at + 1]) in lexicon().handling.originals
            ):
                return None
            if chars[at] != "J" or reads_as_inside(chars[opened + 1 : at]):
                return at
    return None


def _is_figure(chars: Sequence[str], at: int, *, graded: bool) -> bool:
    """Tell a 7 that is a figure by what stands around it: of a number, ``7,000``, a count or ``J7``.

    A reading can end with a longer number, of which the 7 is the bracket: ``[C% is 2587 Storgaten``.
    """
    if is_number_of_letter(chars, at):
        return True
    before = "".join(chars[max(at - _LONGEST_NUMBER, 0) : at])
    return (
        before[-1:].isspace()
        or "".join(chars[at + 1 : at + 3]).strip(",.").isdecimal()
        or (_FEW_BEFORE_7 if graded else _NUMBER_BEFORE_7).search(before) is not None
    )


_LONGEST_NUMBER, _LONGEST_PARENTHESIS = 6, 60
_FEW_BEFORE_7 = re.compile(r"(?<![\d/])\d\Z")
_NUMBER_BEFORE_7 = re.compile(r"(?<![\d/])\d{1,3}\Z")
"""Figures before a 7 of a number, in a reading and elsewhere."""


def _is_in_parenthesis(chars: Sequence[str], at: int) -> bool:
    """Tell a place behind a parenthesis of its sentence that is not closed before it."""
    if chars[at] != "/":
        return False
    before = "".join(chars[max(at - REACH, 0) : at])
    return before.rfind("(") > max(before.rfind(sign) for sign in (")", "\n", OPEN))


def reads_as_inside(chars: Sequence[str]) -> bool:
    """Tell whether characters can stand in a bracket of their own: an original in capitals."""
    inside = "".join(chars)
    if _NEVER_INSIDE.search(inside):
        return False
    words = inside.split()
    letters = sum(char.isalpha() for word in words for char in word)
    return letters >= 2 and all(capital_share(without_seconds(word)) >= 0.55 for word in words)


def is_number_of_letter(text: Sequence[str], at: int) -> bool:
    """Tell the 7 behind a capital that stands for a word: ``J7``."""
    return text[at] == "7" and text[at - 1].isupper() and not (at > 1 and text[at - 2].isalnum())
