"""Square brackets of the sheets, made canonical: gaps, graded readings, note markers, originals, insertions.

Typewriters had no square brackets; a bracket is a slash with strokes added, and OCR reads it as ``/``, ``L``,
``7``, ``(``, ``J`` and more. So a mark is known by what stands in it first and by its brackets second. The
passes run from the surest content (a count of groups) to the least sure (a translator's word), each leaving
private brackets that the later ones take as given. Page breaks travel through as form feeds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from parsing.labels import repair_letter, repair_roman
from parsing.lexicon import lexicon
from parsing.repair import FIGURE, as_figures
from schemas.records import GapKind, MarkKind
from schemas.values.labels import parse_roman

OPEN, CLOSE = "\ue000", "\ue001"
"""Private brackets: settled, and never typed."""

_STRONG_OPEN = r"\[{/\\|(<£€¢"
_STRONG_CLOSE = r"\]}/\\|)>"
_WEAK_OPEN = "LlIf1tCEZ"
_SECOND_OPEN = r"\[fL(/|"
"""What a doubled opening bracket ends with: ``/fa/`` is [a]."""

_WEAK_CLOSE = "7J1lIjTd"
_ANY_OPEN = f"[{_STRONG_OPEN}{_WEAK_OPEN}]"
_ANY_CLOSE = f"[{_STRONG_CLOSE}{_WEAK_CLOSE}]"

_GRADE_SIGNS = "Z&#°/X*6%$SEBf£2?7y"
"""What OCR makes of the per cent sign after a grade."""

_LONGEST_MARK = 400
"""Characters that a mark spans at most."""

_REACH = 160
"""Characters within which a bracket without a sure partner looks for one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracketed mark at ``text[start:end]``, with what its kind tells.

    A gap that names two kinds has the sum of its groups, and the kind that it names first.
    """

    start: int
    end: int
    kind: MarkKind
    text: str
    groups: int | None = None
    gap_kind: GapKind | None = None
    grade: str | None = None
    term: str | None = None


@dataclass(frozen=True, slots=True)
class Bracketed:
    """A text with canonical brackets, its marks in order of their start, and lone brackets' offsets."""

    text: str
    marks: tuple[Mark, ...]
    unbalanced: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KnownLabels:
    """The labels of the notes that stand on the sheet: what a marker can point to."""

    romans: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()


NO_LABELS = KnownLabels()
"""Of a text whose notes are not known."""


def canonical(
    text: str, labels: KnownLabels = NO_LABELS, missing: Collection[str] = ()
) -> Bracketed:
    """Give ``text`` with its marks in canonical form. Other text is left as it is.

    ``missing`` are labels of comments that no marker elsewhere points to, so that one here must.
    """
    settled = _settle_doubled(text)
    settled = _settle_gaps(settled)
    settled = _settle_grades(settled)
    settled = _settle_markers(settled, labels)
    settled = _settle_signs(settled)
    settled = _settle_pairs(settled)
    settled = _settle_missing(settled, labels, missing)
    return _collect(settled)


# --- one bracket read as two ------------------------------------------------------------------------

_DOUBLED = re.compile(r"(?<=[A-Za-z.,;:?!%'\])])(?P<close>[/\]])7(?![A-Za-z0-9])")
_LONE_MARKER = re.compile(r"(?<![A-Za-z0-9/\[(])(?P<label>[ivx1lI|]{1,5})/7(?![A-Za-z0-9])")


def _settle_doubled(text: str) -> str:
    """Make one closing bracket of ``/7``: a slash with strokes is often read as both."""
    text = _LONE_MARKER.sub(r"[\g<label>]", text)
    return _DOUBLED.sub(r"\g<close>", text)


# --- gaps -------------------------------------------------------------------------------------------

_WORD = re.compile(r"[A-Za-z0-9]{4,8}")
_COUNT_BEFORE = re.compile(
    rf"(?P<open>(?:(?<![^\s{_STRONG_CLOSE}]){_ANY_OPEN}\s?|[{_STRONG_OPEN}])?)(?P<count>{FIGURE}{{1,3}})\s*$"
)
_KIND_AFTER = re.compile(r"\s*(?P<un>[uan]{1,2}-?\s+)?(?P<kind>[A-Za-z0-9]{6,16})")
_CLOSE_AFTER = re.compile(rf"\s?(?P<close>{_ANY_CLOSE}7?)(?![A-Za-z0-9])|(?P<strong>[{_STRONG_CLOSE}]7?)")
_AND_AFTER = re.compile(r"\s*(?:and|&)\s*$")


@dataclass(frozen=True, slots=True)
class _Gap:
    start: int
    end: int
    count: int
    kind: GapKind
    closed: bool
    opened: bool

    def __str__(self) -> str:
        unit = "group" if self.count == 1 else "groups"
        return f"{self.count} {unit} {self.kind}"


def _find_gaps(text: str) -> Iterator[_Gap]:
    units = lexicon().gaps.unit
    for unit in _WORD.finditer(text):
        if max(fuzz.ratio(unit[0].lower(), form) for form in units) < 72:
            continue
        before = _COUNT_BEFORE.search(text[max(0, unit.start() - 8) : unit.start()])
        after = _KIND_AFTER.match(text, unit.end())
        if before is None or after is None:
            continue
        found = _gap_kind((after["un"] or "").strip(" -\f") + after["kind"])
        if found is None:
            continue
        kind, spare = found
        end = after.end() - spare
        close = _CLOSE_AFTER.match(text, end)
        opened, figures = bool(before["open"]), before["count"]
        if not opened and len(figures) > 1 and figures[0] in "1lI|[(tf":
            opened, figures = True, figures[1:]  # the bracket itself was read as a figure
        count = int(as_figures(figures))
        start = max(0, unit.start() - 8) + before.start()
        yield _Gap(start, close.end() if close else end, count, kind, close is not None, opened)


def _gap_kind(word: str) -> tuple[GapKind, int] | None:
    """Give the kind that a word names, and how many of its last letters belong to a bracket."""
    best: tuple[float, str, int] = (0.0, "", 0)
    for spare in (0, 1):
        if spare and word[-1] not in _WEAK_CLOSE:
            continue
        stem = word[: len(word) - spare].lower()
        for kind in lexicon().gaps.kinds:
            best = max(best, (fuzz.ratio(stem, kind), kind, spare))
    score, kind, spare = best
    return (GapKind(kind), spare) if score >= 68 else None


def _settle_gaps(text: str) -> str:
    pieces: list[str] = []
    at = 0
    gaps = list(_find_gaps(text))
    index = 0
    while index < len(gaps):
        gap = gaps[index]
        if gap.start < at:
            index += 1
            continue
        pieces.append(text[at : gap.start])
        words, end = [str(gap)], gap.end
        while (
            index + 1 < len(gaps)
            and not gaps[index].closed
            and _AND_AFTER.fullmatch(text[end : gaps[index + 1].start])
        ):
            index += 1
            words.append(str(gaps[index]))
            end = gaps[index].end
        breaks = text[gap.start : end].count("\f")
        pieces.append(OPEN + " and ".join(words) + CLOSE + "\f" * breaks)
        at = end
        index += 1
    pieces.append(text[at:])
    return "".join(pieces)


# --- graded readings --------------------------------------------------------------------------------

_GRADE = re.compile(
    rf"(?:(?<![A-Za-z0-9])[{_STRONG_OPEN}{_WEAK_OPEN}]|[{_STRONG_OPEN}])?\s?"
    rf"(?<![A-Za-z0-9%])(?P<grade>[A-D8])\s?%\s?"
    rf"|(?<![A-Za-z0-9])[{_WEAK_OPEN}](?P<glued>[A-D8])\s?%\s?"
    rf"|(?<![A-Za-z0-9])[\[{{/\\|]\s?(?P<loose>[A-D8])[{_GRADE_SIGNS}]{{1,2}}\s"
)


def _settle_grades(text: str) -> str:
    def settle(match: re.Match[str]) -> str:
        grade = match["grade"] or match["glued"] or match["loose"]
        breaks = "\f" * match[0].count("\f")
        return f"{OPEN}{grade.replace('8', 'B')}% {breaks}"

    return _GRADE.sub(settle, text)


# --- note markers -----------------------------------------------------------------------------------

_ROMAN_LIKE = r"[ivxlIVXLYy1|!jtJfT]{1,6}"
_MARKER = re.compile(
    rf"(?:(?P<open>[{_STRONG_OPEN}][{_SECOND_OPEN}]?)\s?(?P<label>{_ROMAN_LIKE}|[a-z])"
    rf"|(?P<weak>[{_WEAK_OPEN}])(?P<narrow>[ivx1l|!]{{1,6}}|[a-z]))\s?(?P<close>{_ANY_CLOSE}[7/\]]?)"
    rf"(?![A-Za-z0-9])"
)
_SURE = "[]{}/\\|£€¢"


def _settle_markers(text: str, labels: KnownLabels) -> str:
    def settle(match: re.Match[str]) -> str:
        opened, closed = match["open"] or match["weak"], match["close"]
        read = match["label"] or match["narrow"]
        glued = match.start() > 0 and (
            text[match.start() - 1].isalnum() or text[match.start() - 1] in "]'\ue001.\""
        )
        if match[0].isdigit():
            return match[0]  # a number, not [i]
        sure = (opened[0] in _SURE) + (closed[0] in _SURE or closed[0] == "7")
        if sure == 0:
            return match[0]
        if opened == "(" and closed == ")" and not glued:
            return match[0]  # a list's (a) or (i)
        if match["weak"] and not sure:
            return match[0]
        label = _marker_label(read, labels, glued=glued, sure=sure)
        return f"{OPEN}{label}{CLOSE}" if label else match[0]

    return _MARKER.sub(settle, text)


def _marker_label(read: str, labels: KnownLabels, *, glued: bool, sure: int) -> str | None:
    roman = repair_roman(read, labels.romans)
    letter = repair_letter(read, labels.letters)
    if roman and roman in labels.romans:
        return roman
    if letter and letter in labels.letters:
        return letter
    if sure == 2 or (sure and glued):
        return roman or letter
    return None


# --- what is left: originals and insertions -------------------------------------------------------

_TYPED_FRACTION = re.compile(r"[0-9OolI]\s?/\s?[0-9OolI]")


def _settle_pairs(text: str) -> str:
    chars = list(text)
    roles = _roles(text)
    stack: list[int] = []
    lone: list[int] = []
    for at, char in enumerate(chars):
        while stack and (char == "\n" or at - stack[-1] > _LONGEST_MARK):
            lone.append(stack.pop())
        if char == OPEN or roles[at] == "open":
            stack.append(at)
        elif char == CLOSE or roles[at] == "close":
            if stack:
                opened = stack.pop()
                chars[opened], chars[at] = OPEN, CLOSE
            elif char != CLOSE:
                partner = _weak_opener(chars, at)
                if partner is not None:
                    chars[partner], chars[at] = OPEN, CLOSE
        elif roles[at] == "either":
            if stack and chars[stack[-1]] != "":
                opened = stack.pop()
                chars[opened], chars[at] = OPEN, CLOSE
            else:
                stack.append(at)
    for opened in sorted((*lone, *stack), reverse=True):
        partner = _weak_closer(chars, opened)
        if partner is not None:
            chars[opened] = OPEN
            chars[partner] = CLOSE
    return "".join(chars)


_SIGN = re.compile(
    rf"(?<!\S)[{_STRONG_OPEN}{_WEAK_OPEN}]\s?(?P<sign>[,.;:?!-])\s?[\]}}/)7J]{{1,2}}(?![A-Za-z0-9])"
)


def _settle_signs(text: str) -> str:
    """Settle a sign that the translator put in: ``[,]``."""
    return _SIGN.sub(rf"{OPEN}\g<sign>{CLOSE}", text)


_LOOKS_LIKE_LABEL = re.compile(r"(?<![\w.,/-])[/L\[(£Z]?(?P<label>[1lIi|v]{1,5})7(?![\w/])(?!,\d)")
_NUMBERED = re.compile(r"(?:\bNos?\.?|number|\b[A-Z]\.)\s*$")


def _settle_missing(text: str, labels: KnownLabels, missing: Collection[str]) -> str:
    """Find the markers of notes that nothing points to yet: ``117`` where [ii] is due.

    Markers follow one another, so one that is missing stands between those of its neighbours; a
    figure there that reads as it, and is no number of a message, is taken for it.
    """
    for label in sorted(missing, key=lambda label: parse_roman(label) or 0):
        if f"{OPEN}{label}{CLOSE}" in text:
            continue
        value = parse_roman(label) or 0
        before = [text.rfind(f"{OPEN}{other}{CLOSE}") for other in _romans_near(labels, value, -1)]
        after = [text.find(f"{OPEN}{other}{CLOSE}") for other in _romans_near(labels, value, 1)]
        start = max([0, *before])
        end = min([at for at in after if at > start], default=len(text))
        candidates = [
            match
            for match in _LOOKS_LIKE_LABEL.finditer(text, start, end)
            if repair_roman(match["label"], ()) == label
            and not _NUMBERED.search(text[: match.start()])
        ]
        if len(candidates) == 1:
            only = candidates[0]
            text = f"{text[: only.start()]}{OPEN}{label}{CLOSE}{text[only.end() :]}"
    return text


def _romans_near(labels: KnownLabels, value: int, side: int) -> list[str]:
    """Give the known labels on one side of ``value``."""
    return [label for label in labels.romans if ((parse_roman(label) or 0) - value) * side > 0]


def _roles(text: str) -> list[str]:
    """Give for each character whether it can only be a bracket: open, close, either, or nothing."""
    roles = [""] * len(text)
    fractions = {
        at for match in _TYPED_FRACTION.finditer(text) for at in range(match.start(), match.end())
    }
    for at, char in enumerate(text):
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if char in "[{£€¢":
            roles[at] = "open"
        elif char in "]}":
            roles[at] = "close"
        elif char in "/\\|" and at not in fractions:
            roles[at] = _slash_role(before, after)
        elif char == "7" and before.isalpha() and not after.isalnum():
            roles[at] = "close"
    return roles


def _slash_role(before: str, after: str) -> str:
    left, right = not before.isspace(), not after.isspace()
    if right and not left:
        return "open"
    if left and not right:
        return "close"
    if left and right:
        if after in ".,;:!?)'\"" + CLOSE:
            return "close"
        if before in "('\"" + CLOSE:
            return "open"
        return "either"
    return ""


def _weak_opener(chars: Sequence[str], close: int) -> int | None:
    """Find, before a lone closing bracket, a letter that is an opening one: ``LREZIDENT]``."""
    for at in range(close - 2, max(-1, close - _REACH), -1):
        if chars[at] in (CLOSE, OPEN, "\n"):
            return None
        starts = at == 0 or not chars[at - 1].isalnum()
        if starts and chars[at] in "L(ltI1CEZf" and _reads_as_inside(chars[at + 1 : close]):
            return at if chars[at + 1].isupper() else None
        if starts and chars[at] in "fL(" and all(char.islower() for char in chars[at + 1 : close]):
            return at
    return None


def _weak_closer(chars: Sequence[str], opened: int) -> int | None:
    """Find, after a lone opening bracket, a letter that is a closing one: ``[REZIDENTJ``."""
    for at in range(opened + 2, min(len(chars), opened + _REACH)):
        if chars[at] in (OPEN, "\n"):
            return None
        ends = at + 1 == len(chars) or not chars[at + 1].isalnum()
        if not ends:
            continue
        if chars[at] in "7J)>" or (chars[at] in "1lIjT" and chars[at - 1].isupper()):
            if chars[at] == "J" and chars[at - 1].islower():
                return at
            if chars[at] != "J" or _reads_as_inside(chars[opened + 1 : at]):
                return at
    return None


def _reads_as_inside(chars: Sequence[str]) -> bool:
    """Tell whether characters can stand in a bracket of their own: an original in capitals."""
    text = "".join(chars)
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return len(letters) >= 2 and capitals >= 0.6 * len(letters)


# --- the marks of a settled text --------------------------------------------------------------------

_GAP = re.compile(r"(\d+) groups? (unrecovered|unrecoverable|garbled|unidentified)")
_READING = re.compile(r"([A-D])%\s?")
_ORIGINAL = re.compile(r"[A-ZĀ-Ž][\w'’\-]*(?:[\s-]+[\w'’\-]+)*", re.UNICODE)
_TERM = re.compile(r"((?:[A-Z][\w'’.-]*\s+)*[A-Z][\w'’-]*)\s?$")


def _collect(settled: str) -> Bracketed:
    text = _tidy(settled)
    out = text.replace(OPEN, "[").replace(CLOSE, "]")
    marks: list[Mark] = []
    stack: list[int] = []
    lone: list[int] = []
    for at, char in enumerate(text):
        if char == OPEN:
            stack.append(at)
        elif char == CLOSE:
            if stack:
                opened = stack.pop()
                marks.append(_classify(out, opened, at + 1))
            else:
                lone.append(at)
    lone.extend(stack)
    lone.extend(at for at, char in enumerate(text) if char in "[]{}")
    return Bracketed(out, tuple(sorted(marks, key=_place)), tuple(sorted(lone)))


def _place(mark: Mark) -> tuple[int, int]:
    return mark.start, -mark.end


def _tidy(settled: str) -> str:
    """Take the blanks away that stand directly inside brackets."""
    settled = re.sub(rf"{OPEN}[ ]+", OPEN, settled)
    return re.sub(rf"[ ]+{CLOSE}", CLOSE, settled)


def _classify(text: str, start: int, end: int) -> Mark:
    inside = text[start + 1 : end - 1].replace("\f", " ")
    gaps = list(_GAP.finditer(inside))
    if gaps and gaps[0].start() == 0:
        counts = sum(int(gap[1]) for gap in gaps)
        kind = GapKind(gaps[0][2])
        return Mark(start, end, MarkKind.GAP, inside, groups=counts, gap_kind=kind)
    if grade := _READING.match(inside):
        return Mark(start, end, MarkKind.READING, inside, grade=grade[1])
    if _is_label(inside):
        return Mark(start, end, MarkKind.NOTE_MARKER, inside)
    if is_original(inside):
        term = _term_before(text[:start])
        return Mark(start, end, MarkKind.ORIGINAL, inside, term=term)
    return Mark(start, end, MarkKind.INSERTION, inside)


def _is_label(inside: str) -> bool:
    return bool(re.fullmatch(r"[ivxl]{1,8}|[a-z]", inside))


def is_original(inside: str) -> bool:
    """Tell a Russian original (capitals of a transliteration) from a translator's words."""
    if not _ORIGINAL.fullmatch(inside.replace("\f", " ")):
        return False
    letters = [char for char in inside if char.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.55 * len(letters)


def _term_before(text: str) -> str | None:
    """Give the words in capitals that end ``text``, past any bracket that stands between."""
    plain = text.replace("\f", " ").rstrip()
    while plain.endswith("]"):
        opened = plain.rfind("[")
        if opened < 0:
            return None
        plain = plain[:opened].rstrip()
    match = _TERM.search(plain)
    if match is None:
        return None
    words = match[1].split()
    while words and not _is_capital(words[0]):
        words.pop(0)
    kept: list[str] = []
    for word in reversed(words):
        if not _is_capital(word):
            break
        kept.insert(0, word)
    return " ".join(kept).rstrip("'’.-") or None


def _is_capital(word: str) -> bool:
    letters = [char for char in word if char.isalpha()]
    return len(letters) >= 2 and sum(char.isupper() for char in letters) >= 0.6 * len(letters)


def groups_of(marks: Collection[Mark], kind: GapKind) -> int:
    """Sum the groups of one kind over the gaps, of which one can name two kinds."""
    return sum(
        int(gap[1])
        for mark in marks
        if mark.kind is MarkKind.GAP
        for gap in _GAP.finditer(mark.text)
        if gap[2] == kind
    )
