"""The model's tables of words: those of sheets that English lacks, and the sign that struck ones have.

A reading that is in no table weighs less than half for Tesseract. So ``unrecovered`` was read doubtfully,
and before words of the dictionary the sign of a struck word was left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from ocr.struck_signs import STRUCK
from parsing.lexicon import lexicon
from schemas.values.stations import gazetteer

_SIGNS = "\"'()[].,:;"


def sheet_words() -> list[str]:
    """Give the words of sheets: stations, code words, tags, wordings of gaps, notes and instructions."""
    words = lexicon()
    texts = (
        *gazetteer(),
        *words.classification.codewords,
        *words.origins.tags,
        *words.handling.openings,
        *words.handling.originals,
        *words.handling.words,
        *words.notes.comments,
        *words.notes.notes,
        *words.notes.explanations,
        *words.notes.unidentified,
        *words.gaps.unit,
        *words.gaps.kinds,
        *words.gaps.others,
    )
    found = {part.strip(_SIGNS) for text in texts for part in text.split()}
    return sorted(word for word in found if len(word) > 1 and word.isascii())


def with_sign(around: Iterable[str]) -> list[str]:
    """Give what may stand around a word, and the same with the sign before it; a blank is the word."""
    listed = list(around)
    return [*listed, *(STRUCK + one for one in listed if " " in one)]
