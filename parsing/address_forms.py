"""What stands around the names of an address: grades, gaps, who sends it, a remark, the number of a part."""

from __future__ import annotations

import re
from functools import cache

from parsing.brackets import KnownLabels
from parsing.gap_lines import bears_marks, is_gap_line
from parsing.handling import is_handling
from parsing.layout import Layout, Segment
from parsing.lexicon import lexicon
from parsing.named import is_name
from parsing.names import folded
from parsing.opening_lines import TO, alone
from parsing.prose import Line
from schemas.values.stations import gazetteer

_GRADED = re.compile(r"\[[A-D]\s?%\s?(?P<name>[^\[\]%]+(?:\[[^\[\]]*\])*)\]")
_GAP_BEHIND = re.compile(r"(?<=[\w\]'])\s?\[\d{1,3}\s[^\[\]]{10,40}\](?=[.,;:]?(?:\s|$))")
_TYPED = re.compile(r"(?:T[oe]|For)\s(?=\S)|T[oO](?=[A-Z][a-z]?[A-Z])")
_SMALL = re.compile(r"(?<!\S)[a-z]{2,}(?=[.,;:)]?(?:\s|$))")
_MOST_SMALL = 3
"""Small words of an address at most."""

_CAPITALS = re.compile(r"[^\W\d_][\w'’]+")
_HEADING = re.compile(r"\[[^\[\]%]{3,30}\]$")
_SHORTEST = 3
"""Letters of a name that no initial and no title of rank is."""


def plain_address(text: str) -> str:
    """Give an address without grades, without a gap behind a name, and without who sends it."""
    if "%" in text:
        text = _GRADED.sub(r"\g<name>", text)
    typed = TO.match(text) if bears_marks(text) else None
    if typed is not None:
        named = text[typed.end() :]
        named = _GAP_BEHIND.sub(lambda gap: "" if is_gap_line(gap[0].strip()) else gap[0], named)
        text = text[: typed.end()] + named
    return _without_sender(text)


def with_blank_typed(text: str, labels: KnownLabels, layout: Layout) -> str | None:
    """Give an address with the blank behind its ``To`` that was not typed, as comments and other names tell.

    ``None`` where it cannot be told: ``TOPOL'`` is a name.
    """
    glued = _GLUED.match(text)
    terms = {folded(term) for term in labels.terms.values()}
    if glued is None or folded(glued[0]) in terms:
        return text
    if folded(glued["name"]) in terms or layout.names.bear(glued["name"]):
        return f"To {text[2:]}"
    alike = sum(word.text.startswith(glued[0]) for word in layout.page.words)
    return text if alike > 1 else None


_GLUED = re.compile(r"T[oO](?P<name>[A-Z][a-z]?[A-Z][\w']+)")


def _without_sender(text: str) -> str:
    """Leave out the sender of a message: ``To VIKTOR from ANTON.``, ``From LUKA to VIKTOR.``."""
    before, behind = _senders()
    if (sent := before.match(text)) is not None and _is_person(sent["name"]):
        return f"To {text[sent.end() :]}"
    sent = behind.search(text) if TO.match(text) else None
    return text[: sent.start()] if sent is not None and _is_person(sent["name"]) else text


@cache
def _senders() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Match a sender before the addressee and behind him."""
    word = "|".join(lexicon().labels["from"].forms)
    name = r"(?P<name>[^\s,.\[]+)(?:\s?\[[^\[\]]+\])*"
    return (
        re.compile(rf"(?:{word})\s{name}\sto\s(?=[A-Z\[])"),
        re.compile(rf",?\s(?:{word.lower()})\s{name}\.?$"),
    )


def _is_person(name: str) -> bool:
    return is_name(name) and name.upper() not in gazetteer()


def looks_addressed(text: str) -> bool:
    """Tell a line that begins as an address does and bears a name in capitals, and is no sentence."""
    typed = _TYPED.match(text)
    address = text[: before_instruction(text) or None]
    if typed is None or len(_SMALL.findall(address)) > _MOST_SMALL:
        return False
    named = (word[0] for word in _CAPITALS.finditer(text, typed.end()))
    return any(len(word) >= _SHORTEST and is_name(word) for word in named)


def before_instruction(text: str) -> int:
    """Give where an address ends before the comma of an instruction: ``To VIKTOR, to be burned.``, or 0."""
    comma = _COMMA_WITHIN.search(text)
    behind = "" if comma is None else text[comma.end() :]
    return comma.start() if comma and is_handling(behind[:1].upper() + behind[1:]) else 0


_COMMA_WITHIN = re.compile(r",\s(?=[a-z])")


def behind_address(line: Line) -> tuple[Line, Line] | None:
    """Part an address from the text that begins behind its full stop: ``To VIKTOR.  Your No. 512.``."""
    words = line.row.words
    for at in range(1, len(words) - 1):
        last = words[at - 1].text
        if last.endswith(".") and _ends_name(last):
            behind = Segment(words[at:], line.page)
            begins = behind.text.lstrip("\"'[(")[:1].isupper() and len(behind.words) > 1
            address = Segment(words[:at], line.page)
            return (alone(address, line), alone(behind, line)) if begins else None
    return None


def _ends_name(word: str) -> bool:
    """Tell the last word of a name from an initial or a title of rank with its stop."""
    plain = word.partition("[")[0].strip("].,\"'")
    return word.endswith("].") or (len(plain) >= _SHORTEST and is_name(plain))


def behind_heading(line: Line) -> tuple[Line, Line] | None:
    """Part what stands in brackets before an address, ``[Part I]``, from the address."""
    words = line.row.words
    if not words[0].text.startswith("["):
        return None
    end = next((at for at, word in enumerate(words, 1) if word.text.endswith("]")), len(words))
    heading, address = Segment(words[:end], line.page), Segment(words[end:], line.page)
    if end == len(words) or bears_marks(heading.text) or _HEADING.match(heading.text) is None:
        return None
    return (alone(heading, line), alone(address, line)) if _TYPED.match(address.text) else None
