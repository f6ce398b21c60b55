"""The parts of one line of a signature: the sender's number, a name with its markers.

Each is taken out of the line, and the rest is given back; what OCR ruined of a number is taken out
as well, so that the name beside it is read, and gives no value.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz.distance import Levenshtein

from parsing.brackets import KnownLabels
from parsing.dates import names_a_month
from parsing.figures import FIGURE, as_figures, doubt
from parsing.findings import Finding, found
from parsing.labels import repair_roman
from parsing.layout import Passage, Row
from parsing.lexicon import lexicon
from parsing.matching import begins_with_a_number, capital_share, label_at_head
from parsing.named import Named, is_name, read_named
from parsing.names import names_in
from parsing.persons import is_of_one, read_persons, read_post
from parsing.pitch import over_read
from parsing.signature_dates import is_unread_date, only, worded
from parsing.signature_gaps import GRADED, without_gap_behind, without_grade
from parsing.signed_words import (
    SURE,
    begins_as_first_name,
    has_particle,
    is_with_others,
    without_signed,
)
from parsing.stamps import is_of_a_stamp, is_of_classification
from parsing.transliteration import folded
from parsing.typed_over import is_overtyped_name
from parsing.typed_words import BRACKETS
from schemas.pages import Word
from schemas.values.dates import MONTH_FORMS
from schemas.values.numbers import parse_number
from schemas.values.stations import gazetteer

_LONGEST_NAME = 30
_LONGEST_WORD = 12
_SHORTEST_NAME = 2
_RUINED = 0.5
"""Confidence below which a word beside number or name can be anything."""

NUMBER = re.compile(
    rf"(?!\| \d)(?P<number>{FIGURE}[{FIGURE[1:-1]}/]{{0,4}})(?![A-Za-z0-9/]|\[[A-D]\s?%)"
    r"|(?P<glued>\d{1,4})(?=[A-Z][\w']*[A-Z'])"
)
"""The number after its label, a name glued to it or not."""

_NUMBER_UNREAD = re.compile(r"\d{1,4}\[[A-D]\s?%\s?\d{1,4}\]|(?=\S*\d)\S{2,6}(?=\s|$)")
"""What is left of a number, a figure at least, or one of which some figures are graded."""

_TYPED_OVER = re.compile(r"[A-Za-z#&*@®%|]{1,6} (?P<number>\d{1,5})(?![A-Za-z0-9])")
_BARE_NUMBER = re.compile(
    rf"\W{{0,2}}(?P<number>\d{{1,4}})(?=\s+[A-Z]\w+)(?!\s+(?i:{'|'.join(MONTH_FORMS)})\b)"
)
_RUINED_LABEL = re.compile(
    r"(?:[^\W\d_][oec0]|[NHMW][a-z0-9])[se:;.,?]{0,3}\s(?P<number>\d{1,4})(?=\s+[^\W\d_])"
)
"""The number and what is left of its label, a name beside it."""

_RUINED_LABEL_ALONE = re.compile(r"[A-Za-z][oec0][se:;.,?]{1,3}\s(?P<number>\d{1,4})")
"""The same on a line of its own, above the name or the date."""

UNLABELLED = "number behind a ruined label"
_ALONE = 0.5
_HARDLY = 0.4
"""Share of the confidence of a name that specks beside it have at most."""

_CROSSED = re.compile(r"[XKMNHW#&*@®%¥]{1,8}[.,]?")
_PLAIN = re.compile(r"[\w'’.,\-\[\](){}/|£]+\"?")
"""Signs of a name; a soft sign at its end can be read as a quotation mark."""

_PLAIN_WORD = re.compile(r"[A-Z]?[a-z]{2,}[.,;:]?")


def take_serial(
    passage: Passage, findings: dict[str, Finding[object]], pitch: float | None
) -> Passage | None:
    """Take the sender's number out of a line; ``None`` when its label has nothing like a number."""
    text = passage.text
    label = label_at_head(text, ("number",))
    figured = any(map(str.isdecimal, text))
    if label is None and figured and (parted := _before_number(passage)) is not None:
        before, numbered = parted
        rest = take_serial(numbered, findings, pitch)
        if rest is None or (names_in(before.text) and names_in(rest.text)):
            return rest  # the name stands behind the number, what is before it is a slip
        return Passage((*before.words, *rest.words), passage.page)
    if label is None and (behind := behind_scraps(passage)) is not None:
        return take_serial(behind, findings, pitch)
    if label is None and not figured:
        return passage
    if label:
        match = NUMBER.match(text, label.value_at) or _TYPED_OVER.match(text, label.value_at)
        if match and "/" in match[0] and _is_surely_read(passage, match):
            match = None  # a stroke, and no 7: a number with a part of it
        certainty = label.certainty
    else:
        match = _RUINED_LABEL.match(text) or _BARE_NUMBER.match(text)
        certainty = 0.7
        beside = "" if match is None else (text[match.end() :].split() or [""])[0]
        if not is_name(beside) or beside.strip(".,") in lexicon().signature.never:
            match, certainty = _RUINED_LABEL_ALONE.fullmatch(text), 0.5
        if match is None:
            return passage
    if match is None:
        unread = _NUMBER_UNREAD.match(text, label.value_at) if label else None
        return None if unread is None else worded(passage.after(unread.end()))
    read = match[match.lastgroup or "number"]
    bearing = passage.words_between(match.start(), match.end())
    figures = as_figures(read).replace("/", "7")
    kept = doubt(read, figures)
    plain = [word for word in bearing if word.text.strip(".,:;'").isalnum()]
    if over_read(plain, pitch) and not _begins_outside(plain[0], passage, pitch):
        kept *= 0.5  # a figure more may have been read than was typed
    number = parse_number(figures)
    if number is None:
        return None
    rule = "number in the signature" if certainty > _ALONE else UNLABELLED
    findings["signature_serial"] = found(
        passage, number, rule, start=match.end() - len(read), end=match.end(),
        certainty=certainty * (0.5 + 0.5 * kept),
    )  # fmt: skip
    rest = passage.after(match.end())
    return rest if GRADED.match(rest.text) else worded(rest)


def _is_surely_read(passage: Passage, match: re.Match[str]) -> bool:
    """Tell a piece of a line whose words were all surely read."""
    return all(
        word.confidence >= SURE for word in passage.words_between(match.start(), match.end())
    )


def _before_number(passage: Passage) -> tuple[Passage, Passage] | None:
    """Part a name, a date, or both, from the number with its label behind them: ``PALMA  No. 220``."""
    start = 0
    for at, word in enumerate(passage.words[:-1], 1):
        start += len(word.text) + 1
        if begins_with_a_number(passage.text[start:]):
            before = Passage(passage.words[:at], passage.page)
            behind = Passage(passage.words[at:], passage.page)
            return (before, behind) if is_signed(before.text) else None
    return None


def is_signed(text: str) -> bool:
    """Tell a name in capitals, which is no station's, a day and month, or both, and nothing else."""
    name = _DAY_AND_MONTH.sub("", text).strip(" .,")
    if not name:
        return name != text
    named = is_name(name) and len(names_in(name)) == len(name.split())
    return named and name.upper() not in gazetteer() and not is_of_a_stamp(name)


def is_day(text: str) -> bool:
    """Tell a day and its month, a year behind them or not, and nothing else."""
    return _DAY_AND_MONTH.fullmatch(text.strip(" .,")) is not None


def is_marked_name(text: str) -> bool:
    """Tell the same, brackets behind it or not, and no words of a sentence behind these."""
    return _GOES_ON.search(text) is None and is_signed(text.partition("[")[0])


_GOES_ON = re.compile(r"\[[^\]]*\][^\[]*\b[a-z]{2,}\b")


def is_signature(row: Row) -> bool:
    """Tell the number of a sender with his name beside it: ``No. 304  PETROV[iv]``."""
    label = label_at_head(row.text, ("number",))
    number = None if label is None else NUMBER.match(row.text, label.value_at)
    name = "" if number is None else row.text[number.end() :].partition("[")[0].strip(" .")
    return name.isupper() and is_signed(name)


_DAY_AND_MONTH = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{'|'.join(MONTH_FORMS)})\b\.?(?:\s(?:19)?\d\d\b)?",
    re.IGNORECASE,
)


def behind_scraps(passage: Passage) -> Passage | None:
    """Give what begins with the number's label behind scrawl, a slip or a word that is crossed out.

    A slip has no more letters than the label, and fewer than names have.
    """
    for at, word in enumerate(passage.words[:-1], 1):
        short = len(word.text) <= _LONGEST_SLIP or word.text in lexicon().signature.before_numbers
        if not short and word.confidence >= _RUINED and _CROSSED.fullmatch(word.text) is None:
            return None
        behind = Passage(passage.words[at:], passage.page)
        if label_at_head(behind.text, ("number",)):
            return behind
    return None


def _begins_outside(number: Word, passage: Passage, pitch: float | None) -> bool:
    """Tell a number before whose box a place is free besides the blank: its first figure stands there."""
    at = passage.words.index(number)
    if pitch is None or not at:
        return False
    return (number.box.x0 - passage.words[at - 1].box.x1) / pitch > _TWO_PLACES


_LONGEST_SLIP = 2

_TWO_PLACES = 1.7
"""Places between two words from which two are free, a glyph's edges counted."""


def without_typed_over(passage: Passage) -> Passage:
    """Leave out what is read of letters typed over: a few crosses and nothing else."""
    if "%" in passage.text and GRADED.match(passage.text):
        return passage
    return only(passage, [word for word in passage.words if not _CROSSED.fullmatch(word.text)])


def without_unread(passage: Passage) -> Passage:
    """Leave out words of which nothing was read, beside a number or date; one in capitals may be a name."""
    kept = [word for word in passage.words if word.confidence >= _UNREAD or _is_name(word)]
    return only(passage, kept)


_UNREAD = 0.1


def take_name(
    passage: Passage, labels: KnownLabels, *, numbered: bool
) -> tuple[Finding[object], tuple[str, ...]] | None:
    """Read a passage that is a name and nothing else, with the markers beside it.

    Several names, or an office with its article, are a signature where it is ``numbered``.
    """
    passage = without_signed(passage)
    passage = without_grade(without_gap_behind(passage)) if numbered else passage
    passage = _before_doubted(_without_scrap_before(_surely_read(_without_stamped(passage))))
    if len(passage.words) > 1 and passage.sureness < _RUINED and "[" not in passage.text:
        plain = [word for word in passage.words if word.text.isalpha()]
        if len(plain) > 1:
            return None  # scraps in one line
    persons = read_persons(passage.text, labels)
    if persons is None and numbered:
        persons = read_post(passage.text, labels)
    if persons is not None:
        if not (numbered or is_of_one(persons.name)):
            return None
        return found(passage, persons.name, "names in the signature", certainty=0.9), persons.labels
    text, sentence = passage.text, _is_of_sentence(passage)
    named = None if sentence else read_named(text, labels) or _explained(text, labels)
    if named is None or named.name.upper() in lexicon().signature.never:
        return None
    if is_overtyped_name(named.name, passage.words, labels.terms.values()):
        return None
    name = named.name if has_particle(passage) else _SMALL_BEFORE.sub("", named.name)
    if not name.startswith("[") and is_of_classification(name):
        return None
    whole = is_with_others(name, passage) if numbered else is_name(name)
    if not name.startswith("[") and not whole:
        name = name.replace(" ", "")  # OCR parts mixed capitals
        worded = numbered and begins_as_first_name(passage)
        if worded or not is_name(name) or len(name) > _LONGEST_WORD:
            return None
    return found(passage, name, "name in the signature", certainty=0.95), named.labels


def _is_of_sentence(passage: Passage) -> bool:
    """Tell a line with a small word that was surely read, or with what is somebody's, from a name."""
    short, particles = lexicon().notes.short_words, lexicon().persons.particles
    for word in passage.words:
        text = word.text.rstrip(".,;:")
        if word.confidence < SURE or not text.isascii():
            continue
        if text in short or (text.endswith("'s") and word is passage.words[-1]):
            return True
        if (
            len(text) > _SHORTEST_NAME
            and text.isalpha()
            and text.islower()
            and text not in particles
            and not _STROKES.issuperset(text)
        ):
            return True
    return False


_STROKES = frozenset("ivxl")
"""Letters of markers of which the brackets were lost."""


def _explained(text: str, labels: KnownLabels) -> Named | None:
    """Give the term of the comment that a marker points to, where the name before it was ruined."""
    match = _NAME_AND_MARKER.fullmatch(text)
    label = None if match is None else repair_roman(match["label"], labels.romans)
    term = labels.terms.get(label) if label else None
    if match is None or label is None or term is None:
        return None
    like = Levenshtein.normalized_similarity(folded(match["name"]), folded(term))
    return Named(term, (label,)) if like >= _LIKE_TERM else None


_NAME_AND_MARKER = re.compile(
    r"(?P<name>[^\s\[]+)(?:\s?\[[^\]]+\])?\s?\[(?P<label>[ivxIVX1l]{1,5})\]\W*"
)
_LIKE_TERM = 0.7
"""Likeness of a ruined name to the term that its marker points to."""


def _before_doubted(passage: Passage) -> Passage:
    """Leave out what was read less surely behind a bracket that closes: a name ends before its marker."""
    words = passage.words
    if "]" not in passage.text:
        return passage
    closed = [at for at, word in enumerate(words) if word.text.rstrip(".,").endswith("]")]
    if not closed or not any(map(str.isalpha, words[0].text)):
        return passage
    behind = words[closed[-1] + 1 :]
    best = max(word.confidence for word in words)
    doubted = all(word.confidence < _OF_BEST * best for word in behind)
    return Passage(words[: closed[-1] + 1], passage.page) if behind and doubted else passage


_OF_BEST = 0.75
"""Share of a name's confidence that the words behind its marker have at most to be left out."""

_SMALL_BEFORE = re.compile(r"^[a-z]{1,2} (?=[^\W\d_a-z]{3})")
"""A small letter or two apart before a name in capitals."""


def _without_stamped(passage: Passage) -> Passage:
    """Leave out words of stamps behind a name: ``PETROV   COPY``."""
    words = passage.words
    while len(words) > 1 and words[-1].text.strip(".,").upper() in lexicon().signature.never:
        words = words[:-1]
    return only(passage, words)


def _surely_read(passage: Passage) -> Passage:
    """Leave out words far less surely read than the best one: specks beside a name."""
    if len(passage.words) == 1:
        return passage
    best = max([word.confidence for word in passage.words])
    kept = [
        word
        for word in passage.words
        if word.confidence >= 0.75 * best or (_is_name(word) and not _is_speck(word, best))
    ]
    plain = [word for word in kept if _PLAIN.fullmatch(word.text)]
    return only(passage, plain or kept)


def _is_speck(word: Word, best: float) -> bool:
    """Tell a few letters beside a name that were hardly read."""
    letters = sum(map(str.isalnum, word.text))
    hardly = word.confidence < _HARDLY * best
    return hardly and letters <= _SHORTEST_NAME and BRACKETS.isdisjoint(word.text)


def _without_scrap_before(passage: Passage) -> Passage:
    """Leave out a letter or two before the name, read badly or a figure among them."""
    first, *others = passage.words or (None,)
    if (
        first is None
        or not others
        or sum(map(str.isalnum, first.text)) > _SHORTEST_NAME
        or (first.confidence >= _RUINED and not any(map(str.isdecimal, first.text)))
    ):
        return passage
    return Passage(others, passage.page)


def _is_name(word: Word) -> bool:
    """Tell a word that can be of a name, or be a marker beside one."""
    if any(char in "[](){}/|" for char in word.text):
        return True
    return capital_share(word.text) >= 0.5


def is_unread(passage: Passage, here: Collection[str], above: Collection[str]) -> bool:
    """Tell a name beside a number, or a date below one, that OCR ruined from the words of a sentence.

    ``here`` are the fields found in the line, ``above`` those of the lines above it.
    """
    dated_below = bool(here) and "signature_serial" in above
    if "signature_serial" in here or dated_below:
        words = [word for word in passage.words if _PLAIN_WORD.fullmatch(word.text)]
        plain = [word for word in words if not names_a_month(word.text)]
        return len(passage.text) <= _LONGEST_NAME and not plain
    return not here and is_unread_date(passage, above)
