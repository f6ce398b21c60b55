"""Names of persons in an address or signature: ``VIKTOR[i]``, ``MAY[MAJ][viii]``, ``[Name No. 42][i]``.

A name comes first and its brackets follow, glued or not. Whatever OCR made of the brackets, they hold no
words of the message.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from parsing.brackets import KnownLabels, canonical, without_marks
from parsing.figures import FIGURE, LETTERS, as_figures
from parsing.labels import repair_roman
from parsing.matching import capital_share
from parsing.transliteration import folded, is_transliterated, name_capitals

_UNNAMED = re.compile(
    rf"(?P<opener>[\WZLf]{{0,2}})[NMHS][a-z]me\b.{{0,5}}?\b[NMHKWn][o0ec]\W{{0,2}}\s?(?P<number>{FIGURE}{{1,4}})(?P<rest>.*)"
)
_NAME = re.compile(
    r"(?:[A-Z]\. ?){0,3}[^\W\d_](?:[\w'’]|[.-](?=\w))*(?: [^\W\d_](?:[\w'’]|[.-](?=\w))*){0,3}"
)
_FIGURE_IN_NAME = re.compile(
    r"(?<![A-Za-z])[012586](?=[A-Z][A-Z0-9])|(?<=[A-Z])[012586](?=[A-Z])|(?<=[A-Z][a-z])[012586](?=[A-Z])"
)
_PARTED = re.compile(
    r"(?<=[A-Z]') (?=[A-Z])|(?<=T) (?=s[A-Z0])|(?<=[CKSZ]) (?=h[A-Z0])|(?<=^[A-Z]) (?=[A-Z]{4})"
)
"""A blank that OCR put into a name: after its soft sign, within a letter written with two, or after its first
letter, which is no initial without a full stop."""

_J_AT_END = re.compile(r"(?P<name>^(?:[\w.]+ )*[A-Z][\w']+[EI])\](?=[.,\s]*(?:$|\[))")
"""A name whose last letter, a J, was read as a bracket that nothing opens."""

_QUOTED = re.compile(r"^\s*\"(?P<name>[^\W\d_][^\"]*)\"(?P<rest>.*)")
"""A name between quotation marks, of which the second is no soft sign."""

_SOFT_SIGN_AT_END = re.compile(r"(?<=[LNRTDM])[\"*°®™^]{1,2}(?=[.,\s]*$|\s?[\[({/])")
"""The apostrophe of a soft sign read as a quotation mark, in which no name stands here, or another sign."""

_SOFT_SIGN_WITHIN = re.compile(r"(?<=[LNRTDMBVZ])['*]{0,2}[°\"*]['*]{0,2}(?=[A-Z][A-Za-z])")
"""The same within a name, read as another sign."""

_GLUED_MARKER = re.compile(
    r"(?P<name>[^\W\d_][\w'’-]+?)[ZLfFtC(£{/\[|'](?P<label>[ivxIVX1l]{1,5}|[a-hA-H])[7JjlI\])}/|?]\W*"
)
_GLUED_FIGURES = re.compile(
    r"(?P<name>[^\W\d_][^\W\d_'’-]{2,}?)(?P<label>[ivx]{0,2}1[ivx1lI]{0,4})[7JjlI\])}/|]\W*"
)
"""A marker of which the opening bracket was lost: no name holds figures."""

_OPENER_READ = "Z"
"""The letter that a bracket typed as a slash with strokes is read as."""

_ORIGINAL_CLOSED = re.compile(r"(?P<original>[^\W\d_][\w' -]{2,}?)7\W*")
_SHORTEST_TERM = 3
_SHORTEST_EXPLAINED = 4
_MARKER = re.compile(r"[\[/({£L]\s?[ivxlIV1]{1,5}[\])/}7J]\W*")
_OWN_LETTERS = re.compile(r"[^\w\s\[({/|£\])}.,:;'-][^\W\d_]{2}")
_POSSESSIVE = re.compile(r"(?<=[A-Z])'S (?=\w)")
"""The ending of a name before what is that person's, of which the small letter looks like its capital."""

_TRAILING = re.compile(r"(?: [a-z]{1,3})+$")
_SPECKS_AFTER = re.compile(r"(?<=[A-Z]{3})[a-z]{1,4}$")
_WORDS = re.compile(r"(?<![A-Za-z])[a-z]{4,}|[A-Za-z]{3,}\s[A-Za-z]{2,}")
_SAID_BEHIND = re.compile(r"\.\s(?=[A-Z][a-z]*[^\W\divxlj])[A-Z][a-z]+(?![^\W_])")
"""A word behind the full stop of a name, of other letters than a label's: ``Personal``, ``Agreed``."""

_CLOSERS = "7J"
_CLOSERS_IN_CAPITALS = "IJ"
"""Capitals that the closing bracket of a marker is read as."""

_CLOSING = "])}/ "
_CAPITAL = 0.6
_LONGEST_REST = 14
_SHORTEST = 2


class Named(NamedTuple):
    """A name without its brackets, and the labels of the notes that stand beside it."""

    name: str
    labels: tuple[str, ...]


def read_named(text: str, labels: KnownLabels) -> Named | None:
    """Read a text that is a name with its brackets and nothing else, else ``None``."""
    if not text:
        return None
    if (
        text.isascii()
        and text.isalpha()
        and text.isupper()
        and text[-1] not in _CLOSERS_IN_CAPITALS
    ):
        return Named(text, ())
    if match := _UNNAMED.match(text):
        return _unnamed(match, labels)
    text = _J_AT_END.sub(r"\g<name>J", text) if "]" in text else text
    if text.lstrip()[:1] == '"':
        text = _QUOTED.sub(r"\g<name>\g<rest>", text)
    text = _SOFT_SIGN_AT_END.sub("'", _PARTED.sub("", text.strip()))
    text = _SOFT_SIGN_WITHIN.sub("'", text)
    text = _FIGURE_IN_NAME.sub(lambda figure: figure[0].translate(LETTERS), text)
    glued = _GLUED_MARKER.fullmatch(text) or _GLUED_FIGURES.fullmatch(text)
    if (
        glued is not None
        and (marked := _marker(glued["label"], labels))
        and not _is_ending(glued, marked[0], labels)
    ):
        return Named(_in_capitals(glued["name"], labels), marked)
    if (figures := _GLUED_FIGURES.fullmatch(text)) is not None and is_name(figures["name"]):
        return Named(figures["name"], ())
    text = _without_glued_original(text)
    bracketed = canonical(text, labels)
    plain, markers = without_marks(bracketed.text, bracketed.marks)
    plain = " ".join(plain.split()).lstrip(" .,:;-'\"_~=*«").rstrip(' .,:;-"_~*')
    match = _NAME.match(plain)
    if match is None:
        return None
    name, rest = match[0], plain[match.end() :]
    name = _in_capitals(name, labels)
    if capital_share(name.split()[0]) >= _CAPITAL:
        name = _TRAILING.sub("", name)
        if not is_transliterated(name):
            name = _SPECKS_AFTER.sub("", name)
    if rest and (len(name) < _SHORTEST or not _is_bracket(rest)):
        return None
    if rest and not markers:
        markers = _marker(rest, labels)
    return Named(name.rstrip("."), markers)


def _is_ending(glued: re.Match[str], label: str, labels: KnownLabels) -> bool:
    """Tell the end of a name, ``VASILIJ``, from ``[i]`` read as letters, whose comment is on the rest."""
    explained = folded(labels.terms.get(label, "")) == folded(glued["name"])
    return not explained and _CAPITALS.fullmatch(glued.string, glued.end("name")) is not None


_CAPITALS = re.compile(r"[A-Z]+[.,:;]*")


def _in_capitals(name: str, labels: KnownLabels) -> str:
    """Give a name in the capitals that were typed, where it shows or a comment tells which they are."""
    name = _POSSESSIVE.sub("'s ", " ".join(map(name_capitals, name.split(" "))))
    if capital_share(name.split()[0]) >= _CAPITAL:
        return name
    return _explained(name, labels) or name


def _explained(name: str, labels: KnownLabels) -> str | None:
    """Give the one term of the sheet's comments that a word is which was not read in capitals."""
    key = folded(name)
    if len(key) < _SHORTEST_EXPLAINED or not any(map(str.isupper, name)):
        return None
    apart = {term: Levenshtein.distance(key, folded(term)) for term in labels.terms.values()}
    near = [term for term, letters in apart.items() if letters <= 1]
    return near[0] if len(near) == 1 else None


def _without_glued_original(text: str) -> str:
    """Leave out an original of which the brackets were read as letters: ``TEACHERZUChITEL'7``."""
    at = text.find(_OPENER_READ, _SHORTEST_TERM)
    match = _ORIGINAL_CLOSED.fullmatch(text, at + 1) if at > 0 else None
    if match and text[:at].isalpha() and is_name(text[:at]) and is_name(match["original"]):
        return text[:at]
    return text


def _unnamed(match: re.Match[str], labels: KnownLabels) -> Named | None:
    """Read ``[Name No. 42]``, of which the closing bracket may have been read as a figure.

    Without the opening one no closing one was typed, where a marker follows.
    """
    figures, rest = match["number"], match["rest"].strip()
    ended = not rest.strip(" .,:;") or _MARKER.fullmatch(rest) is not None
    plain = not match["opener"].strip() and _MARKER.fullmatch(rest) is not None
    if ended and len(figures) > 1 and figures[-1] in _CLOSERS and not plain:
        figures = figures[:-1]
    again = _UNNAMED.search(rest)  # the same as an original in brackets of its own
    is_marked = _MARKER.fullmatch(rest.lstrip(_CLOSING)) is not None
    if again is None and not is_marked and (len(rest) > _LONGEST_REST or _WORDS.search(rest)):
        return None
    return Named(f"[Name No. {int(as_figures(figures))}]", _marker(rest[1:], labels))


def _is_bracket(text: str) -> bool:
    """Tell what is left of brackets beside a name from further words, or from its own letters."""
    if _OWN_LETTERS.match(text) or _SAID_BEHIND.match(text):
        return False
    return len(text) <= _LONGEST_REST and _WORDS.search(text) is None


def _marker(text: str, labels: KnownLabels) -> tuple[str, ...]:
    """Give the label that a ruined marker can be, if the sheet has a note of it."""
    inside = re.sub(r"^7(?=\W)", "", text).strip(" .,:;?!/()[]{}|£<>")
    closed = inside[-1:] in ("7", "J", "l") and len(inside) > 1
    for read in (inside[:-1], inside) if closed else (inside,):
        if (roman := repair_roman(read, labels.romans)) in labels.romans and roman is not None:
            return (roman,)
        if read.lower() in labels.letters:
            return (read.lower(),)
    return ()


def is_name(text: str, least: float = _CAPITAL) -> bool:
    """Tell a name in capitals, in each of its words."""
    if sum(map(str.isalpha, text)) < _SHORTEST:
        return False
    words = [word for word in text.split() if any(map(str.isalpha, word))]
    return min(map(capital_share, words)) >= least
