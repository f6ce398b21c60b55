"""Classifications: ``TOP SECRET VENONA``, often struck through when the sheet was released.

A struck one reads like ``TQP GEGREP BHTARNENONA``, so likeness of the whole counts, not letters, and more
is forgiven where the image says that it is struck.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import permutations

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from parsing.crossed_out import read_crossed
from parsing.findings import Finding, found
from parsing.layout import Passage
from parsing.lexicon import lexicon
from parsing.matching import capital_share, is_like, letters
from parsing.shapes import likeness_by_shape
from schemas.pages import Word

_LIKE = 0.64
_LIKE_WHEN_STRUCK = 0.5
_OTHER = 0.85
"""Likeness to EXTRACT or RE-ISSUE at which a line is that."""

_LONG_LEVEL = 9
"""Letters of a level that no other word is like by its shapes, as ``BEIRUT`` is like ``SECRET``."""

_SURE_LEVEL = 0.8
"""Likeness of a level behind which a code word may stand that was not read."""

_NOISE = 4
_LONGEST_CODEWORD = 9
"""Letters of a code word that can hardly be read."""

_NOISE_WHEN_STRUCK = 24
"""Characters beside a level that can be a speck, or a code word that a line ruined."""

_WELL_READ = 0.88
"""Confidence from which a hyphen at the end of a line is typed."""

_WHOLE = 0.72
_WHOLE_WHEN_STRUCK = 0.56
"""Likeness of a whole line to a level with its code words."""

_LIKE_WORD, _LIKE_WORD_WHEN_STRUCK = 0.72, 0.6
"""Likeness of a word to a code word."""

_QUOTED = 0.7
"""Confidence from which a quotation mark was typed, which strokes through letters are read as too."""

_CLEAR = 0.25
"""What a struck word that is less like one must be more like it than any other."""

_SHORTEST_CODEWORD = 3
_APART = 0.02
"""What a line must be more like one wording than the next that names other code words."""


@dataclass(frozen=True, slots=True)
class Classified:
    """A classification line: level, struck or not, and the code words beside it.

    ``unread`` says that a word beside them can be either of two code words.
    """

    level: Finding[str]
    struck: bool
    codewords: tuple[Finding[str], ...]
    unread: bool = False

    @property
    def misread(self) -> int:
        """The capitals that were read for others: a line through words does that where the type is good."""
        typed = letters("".join((self.level.value, *(word.value for word in self.codewords))))
        read = letters(" ".join(word.text for word in self.words))
        return sum(step.tag == "replace" for step in Levenshtein.editops(read, typed))

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of level and code words, each once."""
        every = (*self.level.words, *(word for found in self.codewords for word in found.words))
        return tuple(dict.fromkeys(every))

    @property
    def sureness(self) -> float:
        """Mean confidence of the words, 0..1."""
        return sum(word.confidence for word in self.words) / len(self.words)


@lru_cache(maxsize=256)
def read_classification(passage: Passage) -> Classified | None:
    """Read a passage that is a classification and nothing else, else ``None``.

    A piece is asked once where sheets are parted, where pages are cleared and where it is read.
    """
    words, text = passage.words, passage.text
    if not words or len(text) > 60:
        return None
    if capital_share(text) < 0.7 or sum(map(str.isalpha, text)) < 5:
        return None
    if is_like(text, _others(), _OTHER):
        return None
    if '"' in text and any('"' in word.text and word.confidence >= _QUOTED for word in words):
        lettered = [word for word in words if word.text.strip('"')]
        if len(lettered) < len(words):
            return read_classification(Passage(lettered, passage.page))  # nothing is quoted
        return _read_beside_specks(passage)
    through = sum([word.struck for word in words]) * 2 >= len(words)
    struck = through or _looks_struck(passage)
    return (
        _read_level(passage, struck=struck)
        or _read_whole(passage, struck=struck)
        or _read_crossed_out(passage)
    )


@cache
def _others() -> tuple[str, ...]:
    """Give the wordings of other lines in capitals."""
    return (*lexicon().extract.forms, *lexicon().reissue.forms)


def _read_beside_specks(passage: Passage) -> Classified | None:
    """Read a level of several words beside specks that were read as quotation marks, which a title has."""
    bare = [word._replace(text=word.text.replace('"', "")) for word in passage.words]
    typed = Passage([word for word in bare if word.text], passage.page)
    level = _read_level(typed, struck=False) if typed.words else None
    return level if level is not None and " " in level.level.value else None


def _read_level(passage: Passage, *, struck: bool) -> Classified | None:
    """Read the level in the first words, and code words in the rest, each by itself."""
    words = passage.words
    best = _level_as_typed(passage.text) or _likest_level(
        tuple([word.text for word in words[:_MOST_WORDS]]), struck=struck
    )
    if best is None:
        return None
    score, level, taken = best
    rest = Passage(words[taken:], passage.page)
    codewords = _codewords(rest, struck=struck)
    if score < _WHOLE or (len(rest.text) > _NOISE and not codewords):
        whole = _read_whole(passage, struck=struck)
        if whole is not None and whole.level.certainty > 0.4 + 0.6 * score - 0.1:
            return whole if whole.codewords else replace(whole, codewords=codewords)
    is_whole = " ".join(word.text for word in words[:taken]) == level and taken > 1
    noise = _noise_beside(score, rest, struck=struck, is_whole=is_whole)
    if len(rest.text) > noise and not codewords:
        return None
    end = len(" ".join(word.text for word in words[:taken]))
    return Classified(
        found(
            passage, level, "classification line", end=end, certainty=min(1.0, 0.4 + 0.6 * score)
        ),
        struck,
        codewords,
        _bears_either(rest, struck=struck),
    )


_MOST_WORDS = 3
"""Words that are read of a level at most."""


def _level_as_typed(text: str) -> tuple[float, str, int] | None:
    """Give a rare level that a text begins with, or one whose letters stand apart: ``T O P  S E C R E T``."""
    known = lexicon().classification
    for level in known.rare:
        if text == level or text.startswith(f"{level} "):
            return 1.0, level, level.count(" ") + 1
    if _SPACED.fullmatch(text):
        typed = text.replace(" ", "")
        for level in (*known.levels, *known.rare):
            if typed == level.replace(" ", ""):
                return 1.0, level, len(typed)
    return None


_SPACED = re.compile(r"(?:[A-Z] )+[A-Z]")


@lru_cache(maxsize=2048)
def _likest_level(words: tuple[str, ...], *, struck: bool) -> tuple[float, str, int] | None:
    """Give how like the first words are to the level that they are most like, that, and their number."""
    limit = _LIKE if not struck else _LIKE_WHEN_STRUCK
    heads = [letters("".join(words[:taken])) for taken in range(1, len(words) + 1)]
    best: tuple[float, str, int] | None = None
    for level in lexicon().classification.levels:
        count = level.count(" ") + 1
        form = level.replace(" ", "")
        alike = _alike_by_shape if struck or len(form) >= _LONG_LEVEL else _alike
        first = max(1, count - 1)
        for taken, head in enumerate(heads[first - 1 : count + 1], first):
            score = alike(head, form)
            if score >= limit and (best is None or score > best[0]):
                best = score, level, taken
    return best


def _noise_beside(score: float, rest: Passage, *, struck: bool, is_whole: bool) -> int:
    """Give how many characters beside a level can be noise.

    Behind a hyphen a code word stands, and one behind a level of several words that was read as typed
    (``is_whole``).
    """
    behind_hyphen = score >= _SURE_LEVEL and rest.text.startswith("- ")
    if struck or behind_hyphen:
        return _NOISE_WHEN_STRUCK
    return _LONGEST_CODEWORD if is_whole and len(rest.words) == 1 else _NOISE


def _read_crossed_out(passage: Passage) -> Classified | None:
    """Read a classification typed over with X."""
    crossed = read_crossed(passage.text.strip(" .,'-").replace(" ", ""))
    if crossed is None:
        return None
    rule, certainty = "places of a crossed-out line", 0.4 + 0.4 * crossed.likeness
    codewords = tuple(
        Finding(name, passage.text, passage.words, passage.page, "code word", certainty)
        for name in crossed.codewords
    )
    level = found(passage, crossed.level, rule, certainty=certainty)
    return Classified(level, struck=True, codewords=codewords)


@cache
def _wordings() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Give each level with none, one or two code words: its letters, to the level and the code words."""
    words = lexicon().classification
    pairs = [(), *((name,) for name in words.codewords), *permutations(words.codewords, 2)]
    return {
        letters(" ".join((level, *named))): (level, named)
        for level in words.levels
        for named in pairs
    }


def _read_whole(passage: Passage, *, struck: bool) -> Classified | None:
    """Read a line by its likeness to a level with code words, whatever became of the blanks in it."""
    read = letters(passage.text)
    limit = _WHOLE_WHEN_STRUCK if struck else _WHOLE
    near = _likest_wordings(read, limit)
    if not near:
        return None
    level, named = _wordings()[near[0][0]]
    score = near[0][1]
    plain = letters(level)
    if named and read.startswith(plain):
        beside = Levenshtein.normalized_similarity(
            read.removeprefix(plain), letters("".join(named))
        )
        if beside < limit:  # what is like the wording is the level alone
            return None
    unsure = len(near) > 1 and score - near[1][1] < _APART and _wordings()[near[1][0]][1] != named
    certainty = 0.4 + 0.6 * score
    codewords = tuple(
        Finding(name, passage.text, passage.words, passage.page, "code word", certainty)
        for name in named
        if not unsure
    )
    rule = "likeness of the classification line"
    finding = found(passage, level, rule, certainty=certainty)
    return Classified(finding, struck, codewords, unsure)


@lru_cache(maxsize=2048)
def _likest_wordings(read: str, limit: float) -> Sequence[tuple[str, float, int]]:
    """Give the two wordings that letters are most like, of those that they are like enough."""
    return process.extract(
        read,
        _wordings_about(len(read), limit),
        scorer=Levenshtein.normalized_similarity,
        score_cutoff=limit,
        limit=2,
    )


@lru_cache(maxsize=256)
def _wordings_about(length: int, limit: float) -> Sequence[str]:
    """Give the wordings that are not too long or short for so many letters to be like enough."""
    lengths = {
        other
        for other in set(map(len, _wordings()))
        if 1 - abs(length - other) / max(length, other) >= limit
    }
    return [wording for wording in _wordings() if len(wording) in lengths]


_THROUGH = re.compile(
    r"[A-Za-z][-~]+[A-Za-z]|(?<![A-Za-z] )(?<![A-Za-z])[-~]+[^\sa-z-][A-Z]|X[EX]|EX[A-Z]"
)
_HYPHEN_AT_END = re.compile(r"[A-Z][-~]+$")
"""What is left of a line, or a hyphen before a code word that was not read."""


def _looks_struck(passage: Passage) -> bool:
    """Tell a line drawn or typed through the words by what is read of it: hyphens and crosses."""
    if _THROUGH.search(passage.text):
        return True
    return passage.sureness < _WELL_READ and _HYPHEN_AT_END.search(passage.text) is not None


def _alike(read: str, form: str) -> float:
    """Tell how alike the letters of a text and a form in capitals are, 0..1."""
    return Levenshtein.normalized_similarity(read, letters(form))


def are_codewords(text: str) -> bool:
    """Tell code words and nothing else, as they are typed."""
    return set(text.replace("/", " ").split()).issubset(lexicon().classification.codewords)


def with_codewords(classified: Classified, below: Passage) -> Classified:
    """Give a classification with the code words of the line below its own."""
    further = _codewords(below, struck=classified.struck)
    return replace(classified, codewords=(*classified.codewords, *further))


def _codewords(passage: Passage, *, struck: bool) -> tuple[Finding[str], ...]:
    """Give the code words in what stands beside a level."""
    findings = []
    for word in passage.words:
        for piece in word.text.replace("\\", "/").split("/"):
            name, score = _codeword(piece, struck=struck)
            if name:
                findings.append(
                    Finding(name, piece, (word,), passage.page, "code word", 0.4 + 0.6 * score)
                )
    return tuple(findings)


def _bears_either(passage: Passage, *, struck: bool) -> bool:
    """Tell a word that is as like one code word as another: ``BRINE``."""
    read = (_codeword(word.text, struck=struck) for word in passage.words)
    return any(score > 0 and not name for name, score in read)


@lru_cache(maxsize=2048)
def _codeword(piece: str, *, struck: bool) -> tuple[str, float]:
    """Give the code word that was read, and how like it is; struck letters count by their shapes.

    What is as like two of them is read as none.
    """
    if len(piece) < _SHORTEST_CODEWORD:
        return "", 0.0
    read = letters(piece)
    alike = _alike_by_shape if struck else _alike
    *_, (second, _), (score, name) = sorted(
        [(alike(read, name), name) for name in lexicon().classification.codewords]
    )
    clear = score - second >= _CLEAR
    like = score >= (_LIKE_WORD_WHEN_STRUCK if struck else _LIKE_WORD)
    if like and score == second:
        return "", score
    return (name, score) if like or (struck and clear and score >= _LIKE_WHEN_STRUCK) else ("", 0.0)


def _alike_by_shape(read: str, form: str) -> float:
    """Tell the same, letters of one shape half the same where all stand in their places."""
    return max(_alike(read, form), likeness_by_shape(read.upper(), form))
