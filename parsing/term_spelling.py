"""The terms of comments spelt as the message bears them: a comment explains a name that stands in the text.

Only a term that was read badly and that the text does not bear is changed, to the one name of the text that
is a letter apart; a J, L or I stuck before a name of the text is what is left of the label's bracket.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from parsing.explanations import term_of
from parsing.names import english_beside_originals, folded, names_in
from parsing.notes import Note
from parsing.pitch import over_read
from parsing.prose import Line
from parsing.transliteration import is_transliterated

_DOUBTED = 0.8
"""Confidence below which a letter of a term may be another one, one too many or one too few."""

_BORNE = 0.7
"""Confidence of a word of the text that is a witness."""

_WIDER = 0.5
"""What is left of the confidence of a word that was read wider than it was typed."""

_LONG = 5
_BRACKET_READ = "JLI"


def with_terms_spelt(notes: Sequence[Note], text: Sequence[Line]) -> Sequence[Note]:
    """Give the notes with their terms spelt as ``text`` bears them."""
    if not notes:
        return notes
    borne: dict[str, str] = {}
    seen: dict[str, str] = {}
    for line in text:
        for name, word in line.passage.names:
            known = borne if word.confidence >= _BORNE else seen
            other = known.setdefault(folded(name), name)
            if other != name:
                known[folded(name)] = max(other, name, key=_signs)
    seen |= borne
    spelt = ((note, _spelt(note, borne, seen)) for note in notes)
    return [own if new is own or _is_english(own, text) else new for own, new in spelt]


def _is_english(note: Note, text: Iterable[Line]) -> bool:
    """Tell a note whose term stands in the text beside an original, as English of it."""
    named = [english_beside_originals(line.text) for line in text if "[" in line.text]
    return term_of(note) in {name for names in named for name in names}


def _signs(name: str) -> tuple[int, int]:
    """Count what OCR loses of a name and does not make: its soft sign, its small letters."""
    return name.count("'"), sum(map(str.islower, name))


def _spelt(note: Note, borne: Mapping[str, str], seen: Mapping[str, str]) -> Note:
    term = term_of(note)
    if term is None or names_in(term) != (term,):
        return note
    key = folded(term)
    if key not in seen and key[:-1] in seen and _is_colon_lost(note, term):
        name: str | None = seen[key[:-1]]
    else:
        name = _name_of(note, term, borne)
    at = note.text.find(term)
    return replace(note, text=note.text[:at] + name + note.text[at + len(term) :]) if name else note


def _is_colon_lost(note: Note, term: str) -> bool:
    """Tell a term behind which no colon was read, so that its last letter may be what was read of it."""
    ends = [line.text[line.text.find(term) + len(term) :] for line in note.lines[:1]]
    return term.endswith("S") and not any(end.lstrip().startswith((":", ";")) for end in ends)


def _name_of(note: Note, term: str, borne: Mapping[str, str]) -> str | None:
    """Give the one name of the text that a note's term can be, else ``None``."""
    key = folded(term)
    if key in borne:
        name = borne[key]
        if name == term + "'" and term.endswith("S"):
            return None  # the ending of many: the NEIGHBOURS' house
        return name if _signs(name) > _signs(term) and is_transliterated(name) else None
    if key[0] in _BRACKET_READ and key[1:] in borne:
        return borne[key[1:]]
    if len(key) < _LONG or sureness_of(note, term) >= _DOUBTED:
        return None
    near = [
        name
        for other, name in borne.items()
        if Levenshtein.distance(key, other, score_cutoff=1) == 1
        and other.removesuffix("S") != key.removesuffix("S")
    ]
    return near[0] if len(near) == 1 else None


def sureness_of(note: Note, term: str) -> float:
    """Give how surely the word that bears the term was read; 0 when it was put together.

    A word that was read with more letters than it has places on the paper is doubted.
    """
    return max(
        (
            _WIDER * word.confidence if over_read((word,), line.layout.pitch) else word.confidence
            for line in note.lines[:1]
            for word in line.passage.words
            if term in word.text
        ),
        default=0.0,
    )
