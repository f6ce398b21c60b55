"""Headings of notes in other words, alone on their line: ``Remarks:``, ``Notes by the translator:``.

What stands alone above the first note is its heading, whatever it says. Such words head papers as well, so
that they are asked only where a note follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from parsing.dates import begins_with_a_day
from parsing.gap_lines import bears_marks
from parsing.lexicon import lexicon
from parsing.matching import is_like, label_at_head, letters
from parsing.named import is_name
from parsing.prose import Line, ends_sentence, has_room

_LONGEST = 45
_ALIKE = 0.8
"""Characters of a heading, and likeness of its words to those of headings."""

_MOST_WORDS = 4
"""Words of a heading that is known by its colon alone."""

_SHORT = 3
"""Letters of a word that is read as it is typed."""

_REMARK = re.compile(r"\s?[(\[{][^()\[\]{}]{3,30}[)\]}]")


@lru_cache(maxsize=1024)
def is_worded_heading(text: str) -> bool:
    """Tell a line of nothing but the words of headings, a remark in brackets behind them or not.

    Letters apart, ``C o m m e n t s``, are those of one word.
    """
    if len(text) > _LONGEST or not text[:1].isupper() or text.endswith("."):
        return False
    forms = lexicon().notes
    words = _REMARK.sub("", text).strip(" :;,").split()
    if len(words) > 1 and all(len(word) == 1 for word in words):
        return is_like("".join(words), forms.heads, _ALIKE)
    if not words or not (_is_of(words[0], forms.heads) or _is_of(words[0], forms.beside_heads)):
        return False
    heading = [_is_of(word, forms.heads) for word in words]
    return any(heading) and all(
        of or _is_of(word, forms.beside_heads) for word, of in zip(words, heading, strict=True)
    )


def _is_of(word: str, forms: tuple[str, ...]) -> bool:
    """Tell a word that is one of ``forms``, or a longer one that is like it; ``Translator's`` has its s."""
    plain = letters(word)
    if len(plain) <= _SHORT:
        return plain in forms
    return is_like(plain, forms, _ALIKE)


def stands_as_heading(lines: Sequence[Line], at: int) -> bool:
    """Tell a lone line above the first note that is its heading, in the words of one or with a colon."""
    line = lines[at]
    text = line.text
    if is_worded_heading(text):
        return True
    if text[-1:] not in ":;" or not text[:1].isupper() or len(text.split()) > _MOST_WORDS:
        return False
    if text.split()[0].lower() in lexicon().notes.begin_sentences:
        return False
    if label_at_head(text, ("number",)) or begins_with_a_day(text) or bears_marks(text):
        return False
    before = lines[at - 1] if at else None
    alone = before is None or before.page != line.page or (
        ends_sentence(before) or has_room(before, line)
    )  # fmt: skip
    return alone and not is_name(text.strip(" :;"))
