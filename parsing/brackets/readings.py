"""Graded readings: ``[B% the former]``, known by the grade and its per cent sign."""

from __future__ import annotations

import re

from parsing.brackets.signs import CLOSE, OPEN, STRONG_OPEN, WEAK_OPEN, found_about

_SIGNS = "Z&#°/X*6%$SEBf£23?7YyxsA4C®¥i\\]{thj;"
"""What OCR makes of the per cent sign after a grade."""

_WORDS = r"(?<=A)[tmn]\s|(?<=A)s\s[a-z]|(?<=B)[ye]\s|(?<=D)o\s|(?<=D)[EA]\s[A-Z]{2}"
"""Words of two letters, of which the first could be a grade: English ones, and those of names, ``DE LA``."""

_GRADE = re.compile(
    rf"(?:(?<![A-Za-z0-9])['\"]?[{STRONG_OPEN}{WEAK_OPEN}247]|[{STRONG_OPEN}])?\s?"
    rf"(?<![A-Za-z0-9%])(?P<grade>[A-D8c])\s?%\s?"
    rf"|(?<![A-Za-z0-9])['\"]?[{WEAK_OPEN}247](?P<glued>[A-D8c])\s?%\s?"
    rf"|(?<![A-Za-z0-9])[\[{{/\\|(]\s?(?P<stroked>[A-D8c])\s?[A-Za-z/\d]\s?%\s?"
    rf"|(?<![^\s\"'({CLOSE}])(?:[\[{{/\\|(]|£(?=\s?[A-D]))\s?(?P<loose>[A-D8c])(?!{_WORDS})"
    rf"(?:[{_SIGNS}]{{1,2}}|\s(?:[¥®*#]{{1,2}}|&(?=\s[a-z])))[,.]?\s"
    r"|(?<![^\s\"'])[\[{](?P<comma>[A-D]),\s(?=[^\[\]{}/(,\n%]{1,60}[\])}/])"
    rf"|(?<![A-Za-z0-9])[\[{{/(]\s?(?P<small>[abp3])[¥]?\s?%\s?"
    r"|(?<![A-Za-z0-9])\[(?P<ruined>[5REGO0])%\s(?!of\b|more\b|less\b|and\b|or\b|to\b)(?=[^\[\]{}\n%]{1,160}\])"
    r"|(?<!\S)(?P<bare>[BCD])[t&#]\s(?=[^\[\]{}/\n%]{1,60}[a-z][7\]/}](?![A-Za-z0-9]))"
)
_GRADED = re.compile(r"[%\[{/\\|(£BCD](?:(?<=%)|(?<![BCD])(?=\s?[A-D8c])|(?<=[BCD])(?=[t&#]\s))")
"""What every opening has: a per cent sign, a bracket before a grade, or a sign behind one."""

_REACH = 6
"""Characters before a per cent sign in which the opening begins."""

_DUST = re.compile(r"(?:[^\w\s\[\](){}\"]{1,2}\s|-(?=[a-z])|(?<=%)[b-zB-HJ-Z]\s)?")
_REAL = {"8": "B", "3": "B", "c": "C", "a": "A", "b": "B", "p": "D",
         "5": "B", "R": "B", "E": "B", "G": "C", "O": "D", "0": "D"}  # fmt: skip
"""What OCR makes of a grade, to the grade."""


def _opens_quotation(text: str, at: int) -> bool:
    """Tell a quotation mark that another one in its paragraph closes from a speck before a bracket."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    within = text[start : end if end > 0 else len(text)]
    return within.count('"') % 2 == 0 and within[: at - start].count('"') % 2 == 0


_MARKER_C = re.compile(r"\Wc\]")
"""The marker ``[c]``, which is no grade of which the per cent sign is a bracket."""

_CLOSED = re.compile(r"[^\[\](){}\n%]{1,60}?(?:[\]}]|(?<=[A-Za-z?])[7/](?!\w))")
"""Words up to a closing bracket, and no other sign between."""


_IS_CLOSED = re.compile(r"(?:\([^()\n]*\)|[^()\n])*?(?:[\]})?]|[A-Za-z.,'][7/Jj](?!\w))")
"""Words up to what can be a closing bracket, past parentheses."""


def _is_share(text: str, opening: re.Match[str]) -> bool:
    """Tell a share in figures, ``8 %``, ``18 %`` or ``(8% of it)``, from a B that was read as 8.

    A reading has its bracket before the grade, or one that closes it.
    """
    figure = opening[0].lstrip().lstrip("'\"")
    before = text[max(opening.start() - 1, 0) : opening.start()]
    opened = figure[0] in "[{|\\<£€¢" or (figure[0] == "/" and not before.isdecimal())
    within = text.rfind("[", 0, opening.start()) > text.rfind("]", 0, opening.start())
    return not opened and (within or _CLOSED.match(text, opening.end()) is None)


def settle_grades(text: str) -> str:
    """Settle the openings of graded readings; their ends are found with the pairs."""
    pieces: list[str] = []
    at = 0
    for match in found_about(_GRADED, _REACH, _GRADE, text):
        grade = next(grade for grade in match.groups() if grade)
        if grade == "c" and (match[0].lstrip()[:1] == "c" or _MARKER_C.match(match[0].lstrip())):
            continue  # no bracket before it, or one behind it: not a grade
        if grade == "8" and _is_share(text, match):
            continue
        if grade == match[0].lstrip()[:1] and _IS_CLOSED.match(text, match.end()) is None:
            continue  # no bracket before it and none behind it
        if match["loose"] and match[0].strip()[-2:].isdecimal():
            continue  # a number behind a stroke: ``/82 of``
        blank = "\f" * match[0].count("\f") or " "
        quote = '"' if match[0][0] == '"' and _opens_quotation(text, match.start()) else ""
        apart = " " if match[0][0] == " " else ""
        pieces.append(
            f"{text[at : match.start()]}{apart}{quote}{OPEN}{_REAL.get(grade, grade)}%{blank}"
        )
        dust = _DUST.match(text, match.end())
        at = dust.end() if dust else match.end()
    pieces.append(text[at:])
    return "".join(pieces)
