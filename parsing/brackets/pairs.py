"""What is left when gaps, readings and markers are settled: originals, insertions, and ends of readings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from parsing.brackets.closers import REACH, is_number_of_letter, reads_as_inside, weak_closer
from parsing.brackets.insertions import opening_of
from parsing.brackets.signs import CLOSE, OPEN, STRONG_OPEN
from parsing.brackets.typed_signs import typed_strokes
from parsing.lexicon import lexicon

_LONGEST_MARK = 400
"""Characters that a mark spans at most."""

_DOUBLED = re.compile(r"7(?<=[A-Za-z.,;:?!%'\])][/\]].)(?![A-Za-z0-9])")
_CLOSER_APART = re.compile(r"\s[J7](?<=[A-Z']\s.)(?=[\[{(])")
"""The closing bracket of an original before a marker, a blank read between: ``[UChITEL' J[ii]``."""

_LONE_MARKER = re.compile(r"(?<=[.\])/] )(?P<label>[ivx1lI|]{1,5})/7(?=[.,;]|$)")


def settle_doubled(text: str) -> str:
    """Make one closing bracket of ``/7``: a slash with strokes is often read as both."""
    if "/7" in text:
        text = _LONE_MARKER.sub(r"[\g<label>]", text)
    text = _CLOSER_APART.sub("]", text)
    return _DOUBLED.sub("", text)


_EMPTY = re.compile(r"(?<!\S)\[\](?:\s(?=\S)|(?=(?P<word>[^\W\d_])[^\[\]\n]{1,60}\]))")


def without_empty(text: str) -> str:
    """Leave out brackets in which nothing stands, and one that was read as two: ``[]APPARAT]``."""
    return _EMPTY.sub(lambda empty: "[" if empty["word"] else "", text) if "[]" in text else text


_PART = re.compile(
    rf"(?:\A|(?<=\n\n)|(?<=\n\n\f)|(?<=\n\f))(?P<open>[{STRONG_OPEN}fFLZCE1tl]?)\s?Part\s(?P<number>[IVXTl1|i]{{1,4}}?)"
    rf"\s?(?P<close>[\]}}/)|7jJ]{{0,2}})[.,]?(?=\s|\Z)"
)


def settle_parts(text: str) -> str:
    """Settle the heads of a message's parts, ``[Part II]``, which begin a paragraph."""

    def settled(match: re.Match[str]) -> str:
        if not (match["open"] or match["close"]) or (
            match["open"] == "[" and not match["close"] and _CLOSED_LATER.match(text, match.end())
        ):
            return match[0]  # ``[Part I missing]``
        return f"{OPEN}Part {match['number'].translate(_STROKES)}{CLOSE}"

    return _PART.sub(settled, text) if "Part" in text else text


_CLOSED_LATER = re.compile(r"\s[^\[\]{}\n]{1,40}\]")
_STROKES = str.maketrans("Tl1|i", "IIIII")


def settle_pairs(text: str, words: Collection[str] = ()) -> str:
    """Settle the brackets that are left, each with its partner; what has none stays as read.

    ``words`` stand elsewhere on the sheet, so the first letter of one is no bracket.
    """
    signs = _signs_of(text)
    if not signs:
        return text
    chars = list(text)
    stack: list[int] = []
    lone: list[int] = []
    typed = typed_strokes(text)
    for found in signs:
        at, char = found.start(), found[0]
        while stack and (char == "\n" or at - stack[-1] > _LONGEST_MARK):
            lone.append(stack.pop())
        role = "" if at in typed and char in "/\\|" else _role(text, at)
        if role == "open" or (role == "either" and not stack):
            if _is_reading(text, at) and not _is_nested(text, at, stack, typed):
                _leave_readings(text, stack, lone)
            stack.append(at)
        elif role == "either" and _are_typed(text, at, stack):
            continue
        elif role:
            joins = role == "either" and text[at + 1].isupper()  # two places: ``LONDON/PARIS``
            opened = _opener_of(chars, text, at, stack, lone)
            if opened is None and char != CLOSE and not joins:
                opened = _weak_opener(chars, at, words)
            if opened is not None:
                chars[opened], chars[at] = OPEN, CLOSE
            elif joins and not stack:
                stack.append(at)  # the stroke before it was none: ``LONDON/PARIS, TYRE/TIR/``
    _close_lone(text, chars, (*lone, *stack))
    return "".join(chars)


def _are_typed(text: str, at: int, stack: Sequence[int]) -> bool:
    """Tell a stroke between words behind another such one: ``by day/night or land/sea``."""
    inside = text[stack[-1] + 1 : at]
    return (
        text[stack[-1]] == "/"
        and not text[at + 1].isupper()
        and _role(text, stack[-1]) == "either"
        and any(map(str.isspace, inside))
        and not reads_as_inside(inside)
    )


def _close_lone(text: str, chars: list[str], lone: Iterable[int]) -> None:
    """Find the ends of the brackets that have no partner among the sure ones, the last first."""
    for opened in sorted(lone, reverse=True):
        partner = weak_closer(chars, opened)
        if partner is not None and _can_stand(text, opened, partner):
            chars[opened] = OPEN
            chars[partner] = CLOSE
        elif partner is None and (inner := _BRACKET_LOST.match("".join(chars[opened:]))):
            last = opened + inner.end() - 1
            chars[last] = CLOSE + CLOSE if chars[last] == CLOSE else chars[last]


_BRACKET_LOST = re.compile(
    rf"{OPEN}[A-D]%[^{OPEN}{CLOSE}.\n]{{1,60}}{OPEN}[^{OPEN}{CLOSE}\n]+{CLOSE}(?=-?(?:[.,;\n]|\Z|\s{OPEN}[A-D]%))"
)
"""A reading that ends with another mark, of whose two brackets one was read."""


def _opener_of(
    chars: list[str], text: str, at: int, stack: list[int], lone: list[int]
) -> int | None:
    """Take the last open bracket for that of the closing sign at ``at``, if a mark can stand between.

    A reading that ended before, in its own sentence, is settled; a bracket without a mark is ``lone``.
    """
    opened = stack.pop() if stack else None
    if opened is None:
        return None
    if (nearer := _ended_before(chars, opened, at)) is not None:
        chars[opened], chars[nearer] = OPEN, CLOSE
        return None
    if not _can_stand(text, opened, at):
        lone.append(opened)
        return None
    return opened


def _can_stand(text: str, opened: int, close: int) -> bool:
    """Tell whether a mark can stand between two brackets.

    A reading can. A translator's words are short and hold no other mark, and stand by themselves: only
    labels and originals are stuck to a word.
    """
    if text[opened] == OPEN or text[close] == CLOSE:
        return True
    inside = text[opened + 1 : close]
    if len(inside) > (_WORDS_WITH_MARK if OPEN in inside else _LONGEST_WORDS):
        return False
    before = text[opened - 1] if opened else " "
    if not before.isalnum() or len(inside) <= _LONGEST_LABEL or _begins_as_words(inside):
        return True
    return reads_as_inside(inside)


_LONGEST_WORDS = 100
_WORDS_WITH_MARK = 60
_LONGEST_LABEL = 6
"""Characters of a translator's words, of those that hold another mark, and of a label."""


def _begins_as_words(inside: str) -> bool:
    """Tell what begins as a translator's words do."""
    return inside.startswith(lexicon().insertions.openings)


def _is_nested(text: str, at: int, stack: Sequence[int], typed: Collection[int]) -> bool:
    """Tell a reading at ``at`` within those of ``stack``: all are closed after it, in their sentence."""
    depth = len(stack)
    if not depth or not all(_is_reading(text, opened) for opened in stack):
        return False
    for sign in _signs_of(text, at):
        if sign.start() in typed:
            continue
        role = _role(text, sign.start())
        if role == "either" and text[sign.end() : sign.end() + 1] in ("/", "7"):
            role = "close"  # the first of two: ``meant// for``
        if role == "either" or sign[0] == "\n":
            return False
        depth += (role == "open") - (role == "close")
        if not depth:
            within = text[stack[0] : sign.start()]
            return (
                _SENTENCE_END.search(within) is None and weak_closer(text[:at], stack[-1]) is None
            )
    return False


def _leave_readings(text: str, stack: list[int], lone: list[int]) -> None:
    """Leave the readings that are open: the one before was not closed."""
    unread = [opened for opened in stack if _is_reading(text, opened)]
    lone.extend(unread)
    stack[:] = [opened for opened in stack if opened not in unread]


def _ended_before(chars: Sequence[str], opened: int, close: int) -> int | None:
    """Find the end of a reading in its own sentence, where a stroke at ``close`` seems to end it later."""
    if chars[close] in _SURE_CLOSE or not _is_reading(chars, opened):
        return None
    end = _SENTENCE_END.search("".join(chars[opened:close]))
    return None if end is None else weak_closer(chars[: opened + end.start()], opened)


_SENTENCE_END = re.compile(r"\.(?=\s[A-Z])|,(?=\s[A-Z]{3})")


def _signs_of(text: str, at: int = 0) -> list[re.Match[str]]:
    """Give what can be a bracket from ``at`` on, and what parts paragraphs.

    A 7 before a letter or figure is neither, nor is a settled mark that is no reading and holds no such sign.
    """
    return [sign for sign in _SIGNS.finditer(text, at) if len(sign[0]) == 1]


_SIGNS = re.compile(
    rf"[\[\]{{}}£€¢/\\|7\n{OPEN}{CLOSE}]"
    rf"(?:(?<={OPEN})(?!.%)[^\[\]{{}}£€¢/\\|7\n{OPEN}{CLOSE}]{{0,99}}{CLOSE}|(?!(?<=7)[^\W_]))"
)
"""Such a sign, or the whole of such a mark."""

_SURE_CLOSE = f"]}}{CLOSE}"
_ROLES = {
    **dict.fromkeys(f"[{{£€¢{OPEN}", "open"),
    **dict.fromkeys(_SURE_CLOSE, "close"),
    "\n": "",
}


def _role(text: str, at: int) -> str:
    """Tell whether a sign can only be a bracket: open, close, either, or nothing."""
    char = text[at]
    if char in _ROLES:
        return _ROLES[char]
    before = text[at - 1] if at else " "
    if char in "/\\|":
        after = text[at + 1] if at + 1 < len(text) else " "
        return _slash_role("A" if before == "'" and _ends_word(text, at) else before, after)
    if is_number_of_letter(text, at):
        return ""
    return "close" if before == "?" or _ends_word(text, at) else ""


def _ends_word(text: str, at: int) -> bool:
    """Tell a place behind a word: a letter, or the soft sign of a name in capitals."""
    before = text[at - 1 : at]
    return before.isalpha() or (before == "'" and text[at - 2 : at - 1].isupper())


def _is_reading(text: Sequence[str], at: int) -> bool:
    """Tell the opening bracket of a graded reading, which is settled by now."""
    return text[at] == OPEN and at + 2 < len(text) and text[at + 2] == "%"


def _slash_role(before: str, after: str) -> str:
    left, right = not before.isspace(), not after.isspace()
    if right and not left:
        return "open"
    if left and not right:
        return "close"
    if left and right:
        if after in ".,;:!?)'\"" + CLOSE or (after == OPEN and before.isalpha()):
            return "close"
        if before in "('\"" + CLOSE:
            return "open"
        return "either"
    return ""


def _weak_opener(chars: list[str], close: int, words: Collection[str]) -> int | None:
    """Find, before a lone closing bracket, a letter that is an opening one: ``LREZIDENT]``."""
    for at in range(close - 2, max(-1, close - REACH), -1):
        if chars[at] in (CLOSE, OPEN, "\n"):
            break
        if chars[at] == "(" and chars[at + 1].isupper() and reads_as_inside(chars[at + 1 : close]):
            return at
        starts = at == 0 or not (chars[at - 1].isalnum() or chars[at - 1] == "(")
        if starts and chars[at] in "L(ltI1CEZFf" and reads_as_inside(chars[at + 1 : close]):
            read = "".join(chars[at:close])
            whole = read in words or "".join(chars).count(read) > 1
            if chars[close + 1 : close + 2] == [OPEN]:
                whole |= not _CAPITALS_BEFORE.search("".join(chars[:at]))
            return at if chars[at + 1].isupper() and not whole else None
        if starts and chars[at] == "(" and all(char.islower() for char in chars[at + 1 : close]):
            return at
    return _opener_of_words(chars, close)


def _opener_of_words(chars: list[str], close: int) -> int | None:
    """Find the words before a lone closing bracket whose first letter opens: ``fname omitted/``.

    Few English words begin so, and none with a capital Z: the nearest such word, but where the rest
    of it stands in the text as a word of its own, and it does not itself.
    """
    text = "".join(chars)
    start = max(text.rfind("\n", 0, close), close - _WORDS_REACH, 0)
    if len(text) == len(chars) and (begun := opening_of(text, start, close)) is not None:
        at, opener = begun
        if not opener:
            chars[at] = OPEN + chars[at]
            chars[close] = CLOSE
            return None
        return at
    words = list(_OPENED_WORD.finditer(text, start, close))
    for match in reversed(words):
        if OPEN in text[match.start() : close] or CLOSE in text[match.start() : close]:
            continue
        if _NEVER_ENGLISH.match(match[0]):
            return match.start()
    begin = set(lexicon().insertions.openings)
    vocabulary = set(_WORD.findall(text[:start] + " " + text[close:]))
    for match in reversed(words):
        word = match[0].rstrip("?,.")
        if OPEN in text[match.start() : close] or CLOSE in text[match.start() : close]:
            continue
        if word[1:] in vocabulary and word not in vocabulary | begin:
            return match.start()
    return None


_CAPITALS_BEFORE = re.compile(r"[A-ZĀ-Ž]{2}(?:'s)?\s\Z")
"""The term of an original that a marker follows."""


_WORDS_REACH = 45
_OPENED_WORD = re.compile(r"(?<!\S)[ZLftIl1]\s?[a-z][a-z.?,]*")
_NEVER_ENGLISH = re.compile(
    r"Z[a-z]|f[bcdfghjkmnpqstvwxz]|t[bcdfgjkmnpqsvxz]|1(?!st\b)\s?[a-z]|I[a-z]{3}|l[bcdfghjkmnpqrstvwxz]"
)
_WORD = re.compile(r"(?<!\S)[A-Za-z']+")
