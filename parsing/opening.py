"""What stands between the header and the message: the addressee, those who get copies, an instruction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from parsing.address_forms import (
    before_instruction,
    behind_address,
    behind_heading,
    looks_addressed,
    plain_address,
    with_blank_typed,
)
from parsing.brackets import (
    Bracketed,
    KnownLabels,
    Mark,
    canonical,
    without_markers,
    without_marks,
)
from parsing.copies import copies_at, go_on_below, names_go_on, read_copies, split_copies
from parsing.findings import Finding
from parsing.gap_lines import bears_marks
from parsing.handling import is_handling, lost_head
from parsing.instruction_lines import as_instruction
from parsing.layout import Segment
from parsing.lexicon import lexicon
from parsing.named import Named, is_name, read_named
from parsing.opening_lines import (
    TO,
    alone,
    is_said,
    is_scrap_before,
    names_copies,
    opens,
    opens_by_its_words,
    without_scraps,
)
from parsing.persons import is_addressee, read_persons
from parsing.prose import Line, breaks_off, has_room, join
from schemas.values.stations import gazetteer

_ADDRESS_ENDS = re.compile(r"[\w\])}/]\.\W{0,4}\w?$")
_STOP_AT_END = re.compile(r"[a-z\])}/7]\s?\.\s?\S{0,5}$")
_LONGEST = 150
_MOST_LINES = 3
"""Lines of one piece: of a longer paragraph the first line alone can be one."""


@dataclass
class Opening:
    """The lines before the message proper; ``anchored`` maps a field to the labels beside it.

    ``copies`` gives the labels beside each of ``copy_to``, ``taken`` the number of lines to where it ends, of
    which the first ``above`` are the text's. ``kept`` are pieces of these lines that are the text's as well,
    ``unread`` fields of which something stands there that could not be read.
    """

    findings: dict[str, Finding[object]] = field(default_factory=dict)
    anchored: dict[str, tuple[str, ...]] = field(default_factory=dict)
    copies: tuple[tuple[str, ...], ...] = ()
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)
    above: int = 0
    taken: int = 0
    kept: tuple[Line, ...] = ()
    unread: frozenset[str] = frozenset()


def read_opening(lines: Sequence[Line], starts: Sequence[int], labels: KnownLabels) -> Opening:
    """Read the first lines of a text whose paragraphs begin at ``starts``."""
    above = _above_address(lines, starts, labels)
    opening = Opening(above=above, taken=above)
    while opening.taken < len(lines):
        if is_scrap_before(lines, opening.taken) and not opens(lines[opening.taken]):
            opening.taken += 1
            continue
        following = next((start for start in starts if start > opening.taken), len(lines))
        paragraph = [
            without_scraps(line)
            for line in lines[opening.taken : min(following, opening.taken + _MOST_LINES + 1)]
        ]
        first = paragraph[:1]
        if len(paragraph) > 1 and _is_whole_instruction(*paragraph[:2]):
            paragraph = first
        both = _read_both(paragraph, labels, opening)
        if both is not None:
            opening = both
        elif (whole := _with_further_names(paragraph, lines, opening)) and _read_piece(
            whole, labels, opening
        ):
            opening.taken += len(whole)
        elif _read_piece(paragraph, labels, opening):
            opening.taken += len(paragraph)
        elif (
            len(paragraph) > 1
            and (_ends(first[0]) or _is_whole(paragraph))
            and _read_piece(first, labels, opening)
        ):
            opening.taken += 1
        else:
            return _at_text(paragraph, labels, opening)
    return opening


def _at_text(paragraph: Sequence[Line], labels: KnownLabels, opening: Opening) -> Opening:
    """End an opening where the text begins, on the line of the address or below it.

    What looks like an address there and was not read as one leaves the addressee unread.
    """
    if "addressee" in opening.findings or _TYPED.match(paragraph[0].text) is None:
        return opening
    first = paragraph[0]
    parted, of_text = behind_address(first), 1
    if parted is None:
        parted, of_text = behind_heading(first), 0
    if parted is not None:
        beside = _copied(opening, taken=opening.taken + 1, kept=(parted[of_text],))
        if _read_piece([parted[1 - of_text]], labels, beside):
            return beside
    told = looks_addressed(first.text) or names_copies(first.text)
    if len(paragraph) == 1 and told and _ends(first):
        opening.unread = frozenset(("addressee",))
    return opening


_TYPED = re.compile(r"T[oOe]|For\s|\[|From\s")
"""What lines begin with that can be addresses."""


def _copied(opening: Opening, taken: int, kept: tuple[Line, ...] = ()) -> Opening:
    """Give another opening with the same findings, and so many lines taken."""
    return replace(
        opening,
        findings=dict(opening.findings), anchored=dict(opening.anchored), marks=dict(opening.marks),
        taken=taken, kept=kept,
    )  # fmt: skip


def _above_address(lines: Sequence[Line], starts: Sequence[int], labels: KnownLabels) -> int:
    """Give how many lines stand above an address, of which none can be read: ``[Two-part message]``."""
    if is_scrap_before(lines, 0):
        return 0
    for at, line in enumerate(lines[1 : _MOST_ABOVE + 1], 1):
        if line.text.startswith(_TYPED_TO) and _ends(line) and at + 1 in starts:
            if not all(map(_is_heading, lines[:at])):
                return 0
            below = Opening()
            _read_piece([line], labels, below)
            return (
                at
                if below.findings.keys() >= {"addressee"} and "handling" not in below.findings
                else 0
            )
    return 0


def _is_heading(line: Line) -> bool:
    """Tell a short line that opens nothing, is no gap and does not go on below."""
    goes_on = breaks_off(line) or line.text.endswith((",", ":", "-"))
    headed = _ends(line) and not goes_on and not bears_marks(line.text)
    return headed and not opens_by_its_words(line.text)


_MOST_ABOVE = 2
_TYPED_TO = ("To ", "To[")


def _with_further_names(
    paragraph: Sequence[Line], lines: Sequence[Line], opening: Opening
) -> list[Line]:
    """Give an address whose copies go on below, however those lines begin.

    Nothing where the line names no copies, or all of them.
    """
    first, below = paragraph[0], lines[opening.taken + 1 : opening.taken + _MOST_LINES]
    whole = [first]
    addressed = TO.match(first.text) is not None or "addressee" in opening.findings
    texts = [first.text, *(line.text for line in below), ""]
    if addressed and below and (go_on_below(*texts[:2]) or go_on_below(*texts[1:3], alone=True)):
        for line, after in zip(below, [*below[1:], None], strict=True):
            whole.append(line)
            if not names_go_on(line.text, after.text if after is not None else ""):
                break
    if len(paragraph) > 1 and _ADDRESS_ENDS.search(whole[-1].text) is None:
        return []  # the text may go on there
    return whole if len(whole) > 1 else []


def _read_both(paragraph: Sequence[Line], labels: KnownLabels, opening: Opening) -> Opening | None:
    """Read an address and an instruction on one line; ``None`` where the two are not there."""
    parted = _parted(paragraph[0])
    if parted is None:
        return None
    above, last = parted
    below = paragraph[1:]
    if below and (_ends(last) or _is_whole_instruction(last, below[0])):
        below = ()
    both = _copied(opening, taken=opening.taken + 1 + len(below))
    read = all(_read_piece(lines, labels, both) for lines in ([above], [last, *below]))
    return both if read else None


def _parted(line: Line) -> tuple[Line, Line] | None:
    """Give what is before a full stop and behind it as two lines, where they are address and instruction."""
    addressed = TO.match(line.text) is not None
    if not addressed and _ADDRESS_BEHIND.search(line.text) is None:
        return None
    words = line.row.words
    for at in range(1, len(words)):
        if not words[at - 1].text.endswith("."):
            continue
        before, behind = Segment(words[:at], line.page), Segment(words[at:], line.page)
        instructed = is_handling(behind.text) if addressed else is_handling(before.text)
        if instructed and (addressed or _ADDRESS_BEHIND.match(f". {behind.text}")):
            return alone(before, line), alone(behind, line)
    return None


_ADDRESS_BEHIND = re.compile(r"\.\s(?:To|TO)\s(?:[A-Z][a-z]?[A-Z]|\[[A-Z])")
"""The name of an addressee behind an instruction."""


def _ends(line: Line) -> bool:
    """Tell a line that ends well before the running text does, or an instruction with its full stop."""
    width = line.layout.right - line.layout.left
    short = line.row.box.x1 < line.layout.left + 0.7 * width
    if TO.match(line.text) and copies_at(line.text) and _ADDRESS_ENDS.search(line.text):
        return True
    return short or _is_ended_instruction(line)


def _is_whole_instruction(line: Line, below: Line) -> bool:
    """Tell an instruction with its full stop on a line that has room for the next word, or ends its page."""
    apart = line.page != below.page or has_room(line, below)
    return apart and _is_ended_instruction(line)


def _is_ended_instruction(line: Line) -> bool:
    """Tell an instruction with its full stop at the end of its line."""
    return _STOP_AT_END.search(line.text) is not None and is_handling(line.text)


def _is_whole(paragraph: Sequence[Line]) -> bool:
    """Tell a first line with all who get copies, or one above an instruction, however long it is."""
    first, second = paragraph[0].text.rstrip(), paragraph[1].text
    if first.endswith((",", "-")):
        return False
    return is_handling(second) or (names_copies(first) and second[:1].isupper())


def _read_piece(lines: Sequence[Line], labels: KnownLabels, opening: Opening) -> bool:
    """Read lines that are one piece of the opening; false when they are of the message."""
    if len(lines) > _MOST_LINES:
        return False
    text = with_blank_typed(plain_address(join(lines)), labels, lines[0].layout)
    if text is None or len(text) > _LONGEST or any(bears_marks(line.text) for line in lines[1:]):
        return False  # gaps and graded readings are of the message
    if "handling" not in opening.findings and is_handling(text):
        instruction = as_instruction(lines, labels.romans)
        _read_handling(lines, canonical(instruction, labels), opening)
        return True
    if "addressee" in opening.findings and "copy_to" not in opening.findings:
        return _read_copies(lines, text, labels, opening)
    if "addressee" in opening.findings or not _is_address(canonical(text, labels)):
        return False
    restricted = _restricted(lines, labels)
    if restricted is None or "handling" in opening.findings:
        return _read_address(lines, text, labels, opening)
    if not _read_address(lines, restricted, labels, opening):
        return False
    _read_handling(lines, canonical(text, labels), opening)
    return True


def _restricted(lines: Sequence[Line], labels: KnownLabels) -> str | None:
    """Give an address without the word that makes it an instruction: ``To VIKTOR personally.``."""
    text = lines[0].text
    match = TO.match(text)
    if len(lines) > 1 or match is None:
        return None
    end = before_instruction(text)
    if not end and (adverb := _adverbs().search(text)) is not None:
        end = adverb.start()
    if not end:
        return None
    persons = text[match.end() : end]
    if read_persons(persons, labels) is None:
        named = read_named(persons, labels)
        if named is None or not (
            named.name[0] == "[" or is_name(_WORD_AT_HEAD.sub("", named.name))
        ):
            return None
    return text[:end]


_WORD_AT_HEAD = re.compile(r"^[a-z]+\s(?=\S)")
"""A word before a name: ``all RESIDENTS``."""


@cache
def _adverbs() -> re.Pattern[str]:
    """Match the word behind an addressee that says that a message is for nobody else, in brackets or not."""
    return re.compile(rf"[\s,;-]*\s\(?(?:{'|'.join(lexicon().persons.adverbs)})\)?(?=\s?\.?$)")


_NAME_ALONE = re.compile(r"[^\W\d_][\w'.-]*(?: [^\W\d_][\w'.-]*){0,2}\s?\.?")
_LONGEST_NAME = 28


def _is_address(bracketed: Bracketed) -> bool:
    if TO.match(bracketed.text) or copies_at(bracketed.text):
        return True
    plain, _ = without_marks(bracketed.text, bracketed.marks)
    return len(plain) <= _LONGEST_NAME


def _finding(lines: Sequence[Line], value: object, rule: str, certainty: float) -> Finding[object]:
    words = tuple(word for line in lines for word in line.row.words)
    raw = " ".join(line.text for line in lines)
    return Finding(value, raw, words, lines[0].page, rule, certainty)


def _read_handling(lines: Sequence[Line], bracketed: Bracketed, opening: Opening) -> None:
    text, marks, labels = without_markers(bracketed)
    read = join(lines)
    certainty = 0.95 if lost_head(read) is None else 0.6
    opening.findings["handling"] = _finding(
        lines, text.strip(), "instruction before the text", certainty
    )
    opening.anchored["handling"] = labels
    blanks = len(text) - len(text.lstrip())  # a marker stood first
    opening.marks["handling"] = tuple(
        mark._replace(start=mark.start - blanks, end=mark.end - blanks) for mark in marks
    )


def _read_address(lines: Sequence[Line], text: str, labels: KnownLabels, opening: Opening) -> bool:
    """Read ``To VIKTOR[i], copy to LUKA[ii].``; false when the text is a sentence."""
    match = TO.match(text)
    head, copies = split_copies(text[match.end() :] if match else text)
    persons = read_persons(head.rstrip(" ,"), labels) if match else None
    named = persons or read_named(head.rstrip(" ,"), labels)
    if named is None or not (persons or is_addressee(named.name)):
        return False
    if match is None and not copies:
        lone = _NAME_ALONE.fullmatch(named.name) or named.name.startswith("[")
        station = named.name.upper() in gazetteer()  # of which the label was lost
        if (
            station
            or not lone
            or len(named.name) < 3
            or any(is_said(line.passage) for line in lines)
            or not (named.name[0] == "[" or is_name(named.name))
        ):
            return False
    certainty = 0.95 if match else 0.8
    others = read_copies(copies, labels)
    if len(lines) > 1 and None in others:
        return False  # an instruction follows on the next line
    if any(other is not None and not is_addressee(other.name) for other in others):
        return False  # the message begins on the same line, or it is a sentence
    opening.findings["addressee"] = _finding(lines, named.name, "line after the header", certainty)
    opening.anchored["addressee"] = named.labels
    _note_copies(lines, others, certainty, opening)
    return True


def _read_copies(lines: Sequence[Line], text: str, labels: KnownLabels, opening: Opening) -> bool:
    """Read those who get copies on a line of their own below the addressee; false when it is a sentence."""
    head, copies = split_copies(text)
    others = read_copies(copies, labels)
    if head or not others:
        return False
    if not all(other is not None and is_addressee(other.name) for other in others):
        return False
    _note_copies(lines, others, 0.95, opening)
    return True


def _note_copies(
    lines: Sequence[Line], others: Sequence[Named | None], certainty: float, opening: Opening
) -> None:
    """Keep those who get copies, less surely where one of them could not be read."""
    read = [other for other in others if other is not None]
    if not read:
        return
    names = tuple(other.name for other in read)
    certainty *= len(read) / len(others)
    opening.findings["copy_to"] = _finding(lines, names, "names after copy to", certainty)
    opening.copies = tuple(other.labels for other in read)
    opening.anchored["copy_to"] = tuple(label for labels in opening.copies for label in labels)
