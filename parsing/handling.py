"""Instructions to the receiving office, like ``Decipher personally.``, with their damage undone.

They are formulas of few words, so a word that OCR damaged is known by the lexicon's, and specks between the
words are no punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from parsing.labels import repair_roman
from parsing.lexicon import lexicon
from parsing.matching import CROSS_STROKES, letters
from parsing.phrases import phrase_at_head
from parsing.transliteration import without_seconds

_ALIKE = 0.86
_LIKE_OPENING = 0.75
"""Likeness to the opening of a formula at which a sentence begins with it, the whole being an instruction."""

_HALF = 0.5
_SENTENCES = re.compile(r"(?<=[a-z]\.) (?=[A-Za-z])")
_WORD_ALIKE = 82.0
_ENDING = 2
_LONG_WORD_ALIKE, _VERY_LONG = 76.0, 9
"""The same for words of so many letters, which no other word is like."""

_LONG = 5
"""Letters from which a damaged word is told by the words of the formulas."""

_TOKEN = re.compile(r"[^\s\[\](){}/|£]+")
_COMMA_BEFORE_SENTENCE = re.compile(r",(?=\s[A-Z][a-z]{2})")
"""A comma between two instructions, where a full stop was typed: within one all words but names are small."""

_OPENED, _STROKES, _CLOSED = r"[\[{(/\\|LfZ]{0,2}", r"[1lIi|!vVx]{1,5}", r"[7/\])}J]{1,2}"
"""What brackets and label of a marker at the end are read as."""

_STOP_WITHIN = re.compile(
    rf"\.(?!\s+{_OPENED}{_STROKES}{_CLOSED}\.?$)"
    r"(?=\s+(?:[a-z]|[\[{(/£L]\s?[A-Z][A-Za-z]))"
)
"""A full stop before a small word or an original, but for the marker at the end."""

_ACCENTED = str.maketrans("éèêëáàâíîìóòôöúùûüç", "eeeeaaaiiioooouuuuc")
"""Letters with a speck above them: the formulas are English."""

_QUOTE_BEHIND = re.compile(r"(?<=[a-z])['\"]+$")

_SPECK = re.compile(r"(?:^|(?<=\s))[^\w\s\[\]()\"]+(?=\s|$)")
_CROSSED = re.compile(rf"[{CROSS_STROKES}](?<!\S.)[{CROSS_STROKES}]{{1,7}}\s")
"""What is read of letters typed over: capitals of many strokes, no vowel among them."""


@lru_cache(maxsize=2048)
def is_handling(text: str) -> bool:
    """Tell an instruction by its first words, the very first lost or not."""
    openings = lexicon().handling.openings
    text = _CROSSED.sub("", text)
    if _is_told_in_capitals(text):
        return False
    if (opening := phrase_at_head(text, openings, _ALIKE)) is not None:
        return not _is_sentence(text, opening)
    if lost_head(text) is not None:
        return True
    first, _, rest = text.partition(" ")
    word = _word(first)
    text = f"{word} {rest}"
    opening = None if word == first else phrase_at_head(text, openings, 1.0)
    if opening is not None:
        return not _is_sentence(text, opening)
    return _is_order(text)


@lru_cache(maxsize=2048)
def _is_order(text: str) -> bool:
    """Tell an instruction in no formula's words by all of its phrases: ``Decipher this yourself.``."""
    words = _SHORT_MARK.sub("", text).strip()
    short = len(words) <= _LONGEST_ORDER and " " in words
    return short and _orders().fullmatch(words) is not None


_LONGEST_ORDER = 200
"""Characters of such an instruction at most: more of its phrases can be told apart in too many ways."""


@cache
def _orders() -> re.Pattern[str]:
    """Match sentences that order what is to be done with the telegram itself."""
    handling = lexicon().handling
    orders, beside, openings = (
        "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
        for forms in (handling.orders, handling.beside_orders, handling.openings)
    )
    office = rf"(?:{_names()})(?:\s?\[(?:{_names()})\])?"
    reader = rf"(?:(?:to|for|by)\s)?(?:the\s)?(?:{'|'.join(handling.readers)}|{office})"
    sentence = rf"(?:{orders}|{openings})(?:,?\s(?:{beside}|{reader}))*(?:\.|(?<=\]))"
    return re.compile(rf"{sentence}(?:\s{sentence})*")


_SHORT_MARK = re.compile(r"\[[^\[\]\s]{1,4}\]")
"""The marker of a note."""


def _is_sentence(text: str, opening: str) -> bool:
    """Tell a sentence that begins with the word of an instruction: ``Immediate steps were taken``.

    Behind such a word stand those of other formulas, or a name.
    """
    if opening not in lexicon().handling.alone:
        return False
    last = opening.rpartition(" ")[2].lower()
    words = [word.strip(_EDGES) for word in text.split()]
    head = [fuzz.ratio(word.lower(), last) for word in words[:_WORDS_OF_HEAD]]
    at = head.index(max(head)) + 1
    if words[at - 1].lower() in lexicon().handling.others:
        return True  # ``Urgently``
    word = words[at] if at < len(words) else ""
    if not word.isalpha() or _is_known(word):
        return False
    if word == "I" or word.lower() in (*lexicon().handling.others, *lexicon().notes.short_words):
        return True
    return word.islower() and len(word) >= _PLAIN and _likest(word) < _LONG_WORD_ALIKE


_EDGES = ".,:;-\"'"
_WORDS_OF_HEAD, _PLAIN = 3, 4
"""Words among which the last of a short formula stands, and letters of a word that is no other misread."""


def _likest(word: str) -> float:
    """Tell how like a word is to the likest one of the formulas, 0..100."""
    best = process.extractOne(word, _vocabulary().keys(), scorer=fuzz.ratio)
    return 0.0 if best is None else best[1]


def _is_told_in_capitals(text: str) -> bool:
    """Tell a message all in capitals: behind a first sentence stands one that is no formula's."""
    first, *others = _CAPITALS_AFTER_STOP.split(text, maxsplit=1)
    openings = lexicon().handling.openings
    return first.isupper() and any(
        phrase_at_head(other, openings, _ALIKE) is None for other in others
    )


_CAPITALS_AFTER_STOP = re.compile(r"(?<=[A-Z]{3}\.) (?=[A-Z]{2})")
"""Between two sentences in capitals."""


def lost_head(text: str) -> str | None:
    """Give the words that a formula lacks at its head, ``None`` when it lacks none."""
    if not text[:1].islower():
        return None
    return next((head for head, tails in _tails() if phrase_at_head(text, tails, 0.93)), None)


@cache
def _tails() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give each first word of formulas with what stands behind it in them."""
    openings = lexicon().handling.openings
    return tuple(
        (
            head,
            tuple(
                form.removeprefix(head).strip() for form in openings if form.startswith(f"{head} ")
            ),
        )
        for head in lexicon().handling.heads
    )


def mended(text: str, sure: Collection[str] = ()) -> str:
    """Give an instruction without specks, its damaged words as the formulas have them.

    Of ``sure`` words, read surely and in all their letters, others of another length are no misreadings.
    """
    if _is_order(text):
        return text
    text = _CROSSED.sub("", _SPECK.sub("", text.translate(_ACCENTED))).lstrip("'`\" .,:;-")
    text = _originals().sub(_bracketed, " ".join(text.split()))
    text = " ".join(_rejoined(_TOKEN.sub(lambda token: _token(token, sure), text).split()))
    text = _unbracketed().sub(r"\1 [\2]", text)
    text = re.sub(r"(?<=[a-z\])}/]) (?=\.(?:[\s\[({/]|$))", "", text)
    text = re.sub(r"[,;:]$", ".", _COMMA_BEFORE_SENTENCE.sub(".", text))
    text = re.sub(r"(?<=\bone)-(?=else)", " ", _STOP_WITHIN.sub("", text))
    text = re.sub(r"\.\s?\.$", ".", text)
    text = " ".join(_with_formula(sentence, sure) for sentence in _SENTENCES.split(text))
    head = lost_head(text)
    return text if head is None else f"{head} {text}"


def _likest_opening(text: str) -> str | None:
    """Give the opening that a sentence is most like at its head, if it is like one enough."""
    plain = letters(text)
    like, opening = max(
        (fuzz.ratio(plain[: len(wanted)], wanted), opening)
        for opening in lexicon().handling.openings
        if (wanted := letters(opening))
    )
    return opening if like >= 100 * _LIKE_OPENING else None


def _bracketed(read: re.Match[str]) -> str:
    """Give an original in brackets, apart from a word that follows it without a blank."""
    glued = read.string[read.end() : read.end() + 1].isalpha()
    return f"[{read[1] or read[2]}]{' ' if glued else ''}"


def _with_formula(text: str, sure: Collection[str]) -> str:
    """Give a sentence with the words of its formula, of which letters were misread: ``Yor the RESIDENT``.

    Of a word of the formula, which stands in its place, half the letters were read; the first is a capital.
    """
    opening = _likest_opening(text)
    words = text.split(" ")
    typed = [] if opening is None else opening.split(" ")
    if len(words) < len(typed):
        return text
    for at, word in enumerate(typed):
        if at + 1 < len(typed):
            words[at] = words[at].rstrip(",;:")
        core = words[at].rstrip(_STOPS)
        alike = Levenshtein.normalized_similarity(core.lower(), word.lower()) >= _HALF
        stays = _is_english(core) or (core in sure and len(core) != len(word))
        misread = core.isalnum() and alike and not stays
        if misread or (not at and core == word.lower()):
            words[at] = words[at].replace(core, word)
    return " ".join(words)


_RUINED_MARKER = re.compile(
    rf"(?<=[.\])}}/7])\s*{_OPENED}\s?(?P<label>{_STROKES}){_CLOSED}(?P<stop>\.?)$"
)


_AFTER_STOP = re.compile(r"(?<=[a-z\])}7]\.)\s*(?=\S*[\d\[\](){}/|])\S{2,6}$")
"""What is left of a marker of which neither brackets nor label can be told."""


def with_marker(text: str, romans: Collection[str]) -> str:
    """Give an instruction with the marker at its end mended, where it is that of a known comment.

    After the full stop nothing else stands, so figures there (``1/7``) are a label and its bracket.
    """
    match = _RUINED_MARKER.search(text)
    if match is None:
        return _AFTER_STOP.sub("", text)
    label = repair_roman(match["label"], romans)
    if label not in romans:
        return text[: match.start()] if text[: match.start()].endswith(".") else text
    stop = "" if text[: match.start()].endswith(".") else match["stop"]
    return f"{text[: match.start()]} [{label}]{stop}"


@cache
def _originals() -> re.Pattern[str]:
    """Match an original with its opening bracket, the closing one ruined or lost, or the other way round."""
    names = _names()
    opened = rf"[\[/({{|]{{1,2}}({names})(?:(?:[:;.]?[\]/)}}|7JjT]{{1,2}})?(?=[\s.,]|$)|[\]/)}}|](?=[a-z]))"
    return re.compile(rf"{opened}|\b[ZLfFICt£€]({names})[\]/)}}|7]{{1,2}}(?=[\s.,]|$)")


@cache
def _unbracketed() -> re.Pattern[str]:
    """Match a name with its original right behind it, the brackets of that lost."""
    names = _names()
    return re.compile(rf"\b({names}) ({names})[?7J\])}}]?(?=[\s.,]|$)")


def _names() -> str:
    """Give what matches the name of an original, the longest first."""
    return "|".join(sorted(lexicon().handling.originals, key=len, reverse=True))


def _rejoined(words: Sequence[str]) -> list[str]:
    """Give the words of an instruction, one where the reader made two of one: ``personal ly.``."""
    joined: list[str] = []
    for word in words:
        whole = (joined[-1] if joined else "") + word
        if joined and whole.lower().rstrip(".") in _vocabulary() and not _is_known(word):
            joined[-1] = whole
        elif joined and (longer := _with_ending(joined[-1], word)) is not None:
            joined[-1] = longer
        else:
            joined.append(word)
    return joined


def _with_ending(before: str, scrap: str) -> str | None:
    """Give the one longer word of the formulas whose ending was read as a letter or two: ``immediate v.``."""
    core = scrap.rstrip(".,")
    if not core.isalpha() or len(core) > _ENDING or _is_known(scrap) or len(before) < _LONG:
        return None
    longer = [
        word
        for word in _vocabulary()
        if word.startswith(before.lower()) and 0 < len(word) - len(before) <= _ENDING
    ]
    return before + longer[0][len(before) :] + scrap[len(core) :] if len(longer) == 1 else None


def _is_known(word: str) -> bool:
    return word.lower().rstrip(".,") in _vocabulary()


@cache
def _vocabulary() -> dict[str, None]:
    """Give the words of the formulas, in the order of the lexicon, which decides between two as like."""
    handling = lexicon().handling
    forms = (*handling.openings, *handling.words)
    return dict.fromkeys(word.lower() for form in forms for word in form.split())


def _is_english(word: str) -> bool:
    """Tell a word of the formulas, or one that is like those and no misreading."""
    return word.lower() in _vocabulary() or word.lower() in lexicon().handling.others


def _token(token: re.Match[str], sure: Collection[str]) -> str:
    """Mend one word of an instruction, unless it was surely read and can be none of the formulas.

    Such a word has another length, or begins with a capital within a sentence, as a name does.
    """
    word = _word(token[0])
    core = token[0].strip(_STOPS)
    if core not in sure or len(core) < _LONG:
        return word
    before = token.string[: token.start()].rstrip()
    within = before[-1:].isalpha() and core[:1].isupper() and not core.isupper()
    other = word.lower() != token[0].lower() and (within or len(word) != len(token[0]))
    return token[0] if other else word


_STOPS = ".,:;'\"|"


@lru_cache(maxsize=4096)
def _word(token: str) -> str:
    """Mend one word with its punctuation; capitals stand for names and are left alone."""
    core = token.strip(_STOPS)
    worded = any(map(str.isalpha, core))
    if without_seconds(core).isupper():
        if core.startswith(lexicon().handling.originals) or _is_english(core):
            return token  # a bracket read as a figure may follow
        near = process.extractOne(
            core.rstrip("7J"), lexicon().handling.originals, scorer=fuzz.ratio,
            score_cutoff=_WORD_ALIKE,
        )  # fmt: skip
        return token.replace(core.rstrip("7J"), near[0]) if near else token
    if not worded or _is_english(core):
        token = _QUOTE_BEHIND.sub("", token)
        return token.replace(core, core.lower()) if _is_mixed(core) else token
    if len(core) < _LONG:
        return token
    least = _WORD_ALIKE if len(core) < _VERY_LONG else _LONG_WORD_ALIKE
    near = process.extractOne(
        core.lower(), _vocabulary().keys(), scorer=fuzz.ratio, score_cutoff=least
    )
    if near is None:
        return token
    return token.replace(core, near[0].capitalize() if core[0].isupper() else near[0])


def _is_mixed(word: str) -> bool:
    """Tell a small word of which one letter was read as a capital."""
    return word[:1].islower() and any(char.isupper() for char in word[1:])
