"""The running text with its names spelt as the sheet spells them: one cover-name, one spelling.

Only words in capitals change, and only to what the sheet bears elsewhere: in their small letters (``LUCHNIK``
where the notes have ``LUChNIK``), in a bar that was overlooked, and in single letters that OCR confuses where
a word was read badly. Their length stays, so a mark keeps its place. English words and names read well are
left as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from parsing.findings import Finding
from parsing.layout import Segment
from parsing.lexicon import lexicon
from parsing.names import Spellings, folded, names_in, with_bar
from parsing.prose import Line
from parsing.shapes import is_misread
from parsing.transliteration import mixed_capitals
from schemas.pages import Word

_DOUBTED = 0.85
"""Confidence of a word below which a letter of it may be another one."""

_WITNESSES = 1.5
"""What the other spelling weighs at least: two words read well."""

_LONG = 5
"""Letters of a name in which one may be doubted."""


Respelt = Mapping[Word, str]
"""Words whose names were respelt, each with the text that was read."""


def respell(lines: Sequence[Line]) -> tuple[list[Line], Spellings, Respelt]:
    """Give the lines of a sheet with their names spelt in one way, and the spellings of these lines."""
    spellings = Spellings.of([line.passage for line in lines])
    spelt = [_respelt(line, spellings) for line in lines]
    read = {
        new: word.text
        for line, other in zip(lines, spelt, strict=True)
        if line is not other
        for word, new in zip(line.row.words, other.row.words, strict=True)
        if word is not new
    }
    return spelt, (Spellings.of([line.passage for line in spelt]) if read else spellings), read


def with_raw(finding: Finding[object], respelt: Respelt) -> Finding[object]:
    """Give a finding with what was read of its words as its raw text, and a rule that says so."""
    raw = finding.raw
    for word in finding.words:
        for new, old in zip(names_in(word.text), names_in(respelt.get(word, "")), strict=False):
            raw = raw.replace(new, old, 1)
    if raw == finding.raw:
        return finding
    return replace(finding, raw=raw, rule=finding.rule + SPELT)


SPELT = ", spelt as elsewhere on the sheet"
"""What is added to the rule that found a name."""


def _respelt(line: Line, spellings: Spellings) -> Line:
    named = line.row.passage.names
    if not [name for name, word in named if _spelt(name, word.confidence, spellings) != name]:
        return line
    segments = [[_word(word, spellings) for word in segment.words] for segment in line.row.segments]
    page = line.row.page
    return replace(
        line, row=replace(line.row, segments=tuple(Segment(words, page) for words in segments))
    )


def _word(word: Word, spellings: Spellings) -> Word:
    text = word.text
    for name in names_in(text):
        text = text.replace(name, _spelt(name, word.confidence, spellings))
    return word if text == word.text else word._replace(text=text)


def _spelt(name: str, confidence: float, spellings: Spellings) -> str:
    """Give a name as the sheet spells it, if that is as long."""
    forms = spellings.weights.get(folded(name), {})
    if len(forms) == 1 and name in forms and confidence >= _DOUBTED:
        return name  # the only spelling, surely read
    spelt = _spelling_of(name, confidence, forms, spellings)
    return spelt if len(spelt) == len(name) else name


def _spelling_of(
    name: str, confidence: float, forms: Mapping[str, float], spellings: Spellings
) -> str:
    if name in lexicon().handling.originals or name in spellings.english:
        return name  # RESIDENT and REZIDENT stand side by side
    if forms.keys() - {name}:
        spelt = max(forms, key=lambda form: (_small(form), with_bar(form, forms[form])))
        if (_small(spelt), not spelt.isascii()) > (_small(name), not name.isascii()):
            return spelt
    key = folded(name)
    if confidence >= _DOUBTED or len(key) < _LONG or sum(forms.values()) > confidence:
        return name
    others = [
        other
        for other, weights in spellings.weights.items()
        if sum(weights.values()) >= _WITNESSES and is_misread(key, other)
    ]
    if len(others) != 1:
        return name
    weights = spellings.weights[others[0]]
    return max(weights, key=lambda form: (_small(form), weights[form]))


@lru_cache(maxsize=4096)
def _small(form: str) -> int:
    """Count the small letters that the transliteration has, which OCR loses and does not make."""
    return sum(map(str.islower, form)) if mixed_capitals(form) == form else 0
