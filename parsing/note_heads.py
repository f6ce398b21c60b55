"""Where notes begin: the likeliest run of labels through the lines of a sheet's notes.

Labels follow one another (i, ii, iii; a, b), so lines are not judged one by one: of all ways to let labels
fall on lines, the one that fits best as a whole is taken. A label that OCR ruined is then known by its
neighbours, by its place, or by the term that it stands before; one that is lost is skipped. One that was
surely read, and to which a marker of the text points, may stand first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from parsing.asked_notes import surely_marked
from parsing.note_lines import HeadLine, NoteHead, nth_label
from parsing.prose import Line
from schemas.records import NoteSystem
from schemas.values.labels import MAX_ROMAN, parse_letter, parse_roman, roman

_SKIPPED = 3
"""Labels that may be lost between two that were read badly."""

_SKIP = (0.0, -1.7, -3.2, -4.4)
_JUMP = -5.0
_UNANNOUNCED = -1.0
_LAST = {NoteSystem.COMMENT: MAX_ROMAN, NoteSystem.NOTE: 26}
"""Number of the last label of a system."""

_KEPT = 10
"""Ways to let labels fall that are followed further."""

_IN_COLUMN, _HANGING = 1.0, -4.0
"""Weights of a line that begins in the column of labels, and of one that begins right of it."""


_State = tuple[int, int]
"""How many romans and how many letters have been passed."""


class _Path(NamedTuple):
    """The best way to a state: its weight, the line and head chosen last, and the way to before them."""

    weight: float
    line: int = 0
    head: NoteHead | None = None
    before: _Path | None = None


@dataclass(eq=False)
class _Asked:
    """What tells of labels beside the lines: those ``due``, as a sheet announces, or the ``text`` above."""

    due: Sequence[str]
    text: Sequence[Line]

    @cached_property
    def late(self) -> Mapping[NoteSystem, Mapping[int, int]]:
        """The labels that surely read markers point to where they follow upon none of the others."""
        marked = surely_marked(() if self.due else self.text)
        return {system: _late(numbers) for system, numbers in marked.items()}


def find_heads(
    lines: Sequence[HeadLine], due: Sequence[str] = (), text: Sequence[Line] = ()
) -> list[tuple[int, NoteHead]]:
    """Give the indices of the lines on which notes begin, with their heads.

    ``due`` are the labels of the notes when the sheet announces them, else they count from i and from a, or
    are those to which the markers of the ``text`` above point.
    """
    anywhere = [0.0] * len(lines)
    asked = _Asked(due, text)
    plain = None if due else _plain_run(lines, anywhere)
    heads = _likeliest(lines, anywhere, asked) if plain is None else plain
    places = _places(lines, heads)
    if places is None or (plain is not None and _agree(lines, plain, places)):
        return heads
    plain = None if due else _plain_run(lines, places)
    return _likeliest(lines, places, asked) if plain is None else plain


def _agree(
    lines: Sequence[HeadLine], plain: Sequence[tuple[int, NoteHead]], places: Sequence[float]
) -> bool:
    """Tell a plain run that weighing ``places`` leaves as it is: of plain heads where labels can stand.

    ``places`` weigh that labels can stand where lines begin, and no other line stands there.
    """
    heads = dict(plain)
    return all(
        line.plain_head is heads[at] and place >= 0.0 if at in heads else place <= 0.0
        for at, (line, place) in enumerate(zip(lines, places, strict=True))
    )


def _plain_run(
    lines: Sequence[HeadLine], places: Sequence[float]
) -> list[tuple[int, NoteHead]] | None:
    """Give the run of labels without one that is lost where no other can fit better, else ``None``.

    It bears the next label of a system on each line on which any label weighs more than nothing, and that
    weighs as much as any can.
    """
    heads: list[tuple[int, NoteHead]] = []
    passed = dict.fromkeys(NoteSystem, 0)
    for index, (line, place) in enumerate(zip(lines, places, strict=True)):
        head = line.plain_head
        if head is None or place < 0.0 or not _is_next(head, line, passed):
            most = line.most(place) if line.can_begin else 0.0
            if most <= 0.0:
                continue
            head = _next_that_weighs(most, line, place, passed)
            if head is None:
                return None
        heads.append((index, head))
        passed[head.system] += 1
    return heads


def _is_next(head: NoteHead, line: HeadLine, passed: Mapping[NoteSystem, int]) -> bool:
    """Tell a label that follows those passed, and is not the first below the heading of the other system."""
    number = passed[head.system]
    return head.label == _label_after(head.system, number) and (
        number > 0 or not line.other_system(head.system)
    )


def _label_after(system: NoteSystem, passed: int) -> str:
    """Give the label of a system that comes next, empty behind the last."""
    return nth_label(system, passed + 1) if passed < _LAST[system] else ""


def _next_that_weighs(
    most: float, line: HeadLine, place: float, passed: Mapping[NoteSystem, int]
) -> NoteHead | None:
    """Give the next label of a system that weighs ``most`` on a line, that of a letter surely read."""
    for system, number in passed.items():
        label = _label_after(system, number)
        if not label or (system is NoteSystem.NOTE and label not in line.surely_read):
            continue
        weight, raw, text_at = line.weigh(system, label, place)
        if weight + (0.0 if number else line.other_system(system)) >= most:
            return NoteHead(system, label, raw, text_at)
    return None


def _likeliest(
    lines: Sequence[HeadLine], places: Sequence[float], asked: _Asked
) -> list[tuple[int, NoteHead]]:
    """Give the heads that fit best as a whole; ``places`` weigh that labels can stand where lines begin."""
    romans = [label for label in asked.due if not _is_letter(label)]
    above: dict[NoteSystem, set[int]] = {system: set() for system in NoteSystem}
    paths: dict[_State, _Path] = {(0, 0): _Path(0.0)}
    heading = 0
    for index, (line, place) in enumerate(zip(lines, places, strict=True)):
        heading = index if line.headed else heading
        if not line.can_begin:
            continue
        passed = {number for number, _ in paths}
        following = {number: _romans_after(line, number, romans) for number in passed}
        _add_marked(following, line, NoteSystem.COMMENT, asked, above[NoteSystem.COMMENT])
        comments = _offers_after(line, NoteSystem.COMMENT, place, following)
        passed = {number for _, number in paths}
        following = {number: _letters_after(line, number, asked.due) for number in passed}
        _add_marked(following, line, NoteSystem.NOTE, asked, above[NoteSystem.NOTE])
        notes = _offers_after(line, NoteSystem.NOTE, place, following)
        for system, numbers in above.items():
            numbers.update(_well_read(line, system))
        grown = dict(paths)
        for (comment, note), path in paths.items():
            reached = path.weight
            ways = [((offer[0], note), offer) for offer in comments[comment]]
            if notes[note] and not _is_below_comments(line, path, heading):
                ways += [((comment, offer[0]), offer) for offer in notes[note]]
            for state, (_, penalty, weight, head) in ways:
                total = reached + penalty + weight
                known = grown.get(state)
                if known is None or total > known.weight:
                    grown[state] = _Path(total, index, head, path)
        paths = dict(sorted(grown.items(), key=lambda item: -item[1].weight)[:_KEPT])
    way: _Path | None = max(paths.values(), key=lambda path: path.weight)
    heads: list[tuple[int, NoteHead]] = []
    while way is not None and way.head is not None:
        heads.append((way.line, way.head))
        way = way.before
    return heads[::-1]


def _is_below_comments(line: HeadLine, path: _Path, heading: int) -> bool:
    """Tell a line under the heading of comments whose letters all stood above it, its own not surely read."""
    if line.system is not NoteSystem.COMMENT or any(map(_is_letter, line.surely_read)):
        return False
    way: _Path | None = path
    lettered = False
    while way is not None and way.head is not None and not lettered:
        lettered = way.head.system is NoteSystem.NOTE
        if lettered and way.line >= heading:
            return False
        way = way.before
    return lettered


_Following = tuple[int, str, float]
"""A label that may come next: its number in the run, the label, and what skipping to it costs."""

_Offer = tuple[int, float, float, NoteHead]
"""A label that a line may bear: its number in the run, what skipping to it costs, its weight, the head."""


def _offers_after(
    line: HeadLine, system: NoteSystem, place: float, following: Mapping[int, Sequence[_Following]]
) -> Mapping[int, Sequence[_Offer]]:
    """Give the labels that may begin a line, all that weigh more than nothing.

    ``following`` are those that may come next, by how many have been passed.
    """
    told = {label for labels in following.values() for _, label, _ in labels}
    weighed = {label: line.weigh(system, label, place) for label in told}
    offers: dict[int, list[_Offer]] = {}
    for passed, labels in following.items():
        other = 0.0 if passed else line.other_system(system)
        offers[passed] = own = []
        for number, label, penalty in labels:
            weight, raw, text_at = weighed[label]
            if weight + other + penalty > 0:
                head = NoteHead(system, label, raw, text_at)
                own.append((number, penalty, weight + other, head))
    return offers


def _late(marked: Iterable[int]) -> dict[int, int]:
    """Give the numbers that follow upon none of the others, each with the one before it, 0 for none."""
    return {
        number: before for before, number in pairwise((0, *sorted(marked))) if number > before + 1
    }


def _add_marked(
    following: dict[int, Sequence[_Following]],
    line: HeadLine,
    system: NoteSystem,
    asked: _Asked,
    above: Collection[int],
) -> None:
    """Add the label that was surely read on a line, where it is a late one, and none marked is skipped.

    Labels that run through a sheet go on with those of the message before: the first skips none. The label is
    far from one that is not among those well read ``above``, and from none where any stands there.
    """
    for number, before in asked.late[system].items():
        label = nth_label(system, number)
        if not line.is_surely_labelled or label not in line.surely_read:
            continue
        for passed, labels in following.items():
            if before <= passed < number - 1:
                near = passed in above if passed else not above
                cost = (_SKIP[1] if passed else 0.0) if near else _JUMP
                following[passed] = (*labels, (number, label, cost))


def _well_read(line: HeadLine, system: NoteSystem) -> Collection[int]:
    """Give the numbers of labels that can be read on a line as they are typed, 0 for a label that cannot.

    None stand there below the heading of the other system.
    """
    if line.system not in (None, system) or not (line.is_marked or line.headed):
        return frozenset()
    if system is NoteSystem.COMMENT:
        return frozenset(line.numbers) or _UNREAD
    return frozenset(filter(None, map(parse_letter, line.surely_read))) or _UNREAD


_UNREAD = frozenset((0,))


def _is_letter(label: str) -> bool:
    """Tell the label of a note from a roman; an unread one is none."""
    return bool(label) and parse_roman(label) is None


def _letters_after(line: HeadLine, passed: int, due: Sequence[str]) -> Sequence[_Following]:
    """Give the letters that may come next; after several that are lost, one that was surely read.

    None may where the sheet announces comments alone, but for one below a heading of notes.
    """
    if due and line.system is not NoteSystem.NOTE and not any(map(_is_letter, due)):
        return ()
    return [
        following
        for following in _near(NoteSystem.NOTE, passed)
        if following[0] <= passed + 2 or following[1] in line.surely_read
    ]


def _romans_after(line: HeadLine, passed: int, due: Sequence[str]) -> Sequence[_Following]:
    """Give the romans that may come next.

    An announced label can itself be misread, or unread, so one that is well read on the line may stand
    in for it.
    """
    if not due:
        near_ones = _near(NoteSystem.COMMENT, passed)
        beyond = passed + 1 + _SKIPPED
        if not line.numbers or line.numbers[-1] <= beyond:
            return near_ones
        far = [(number, roman(number), _JUMP) for number in line.numbers if number > beyond]
        return (*near_ones, *far)
    near = [
        (number, due[number - 1], _SKIP[number - passed - 1])
        for number in _next_numbers(passed, len(due))
        if due[number - 1]
    ]
    unannounced = [
        (passed + 1, label, _UNANNOUNCED)
        for number in line.numbers
        if (label := roman(number)) not in due
    ]
    return near + unannounced


@cache
def _near(system: NoteSystem, passed: int) -> tuple[_Following, ...]:
    """Give the labels of a system that come next, and those after a few that are lost."""
    return tuple(
        (number, nth_label(system, number), _SKIP[number - passed - 1])
        for number in _next_numbers(passed, _LAST[system])
    )


def _next_numbers(passed: int, last: int) -> range:
    """Give the numbers that come next in a run that ends with ``last``, and those after a few lost ones."""
    return range(passed + 1, min(last, passed + 1 + _SKIPPED) + 1)


def _blocks(
    lines: Sequence[HeadLine], heads: Sequence[tuple[int, NoteHead]]
) -> list[tuple[int, NoteSystem | None]]:
    """Give for each line what shares one column of labels: the notes of one system on one page.

    They are of the system of the last head, since a heading can be lost.
    """
    begun = {index: head.system for index, head in heads}
    blocks = []
    system: NoteSystem | None = None
    for at, line in enumerate(lines):
        system = begun.get(at, system)
        blocks.append((line.line.page, system or line.system))
    return blocks


def _places(lines: Sequence[HeadLine], heads: Sequence[tuple[int, NoteHead]]) -> list[float] | None:
    """Weigh the places of lines, in the column of labels or right of it; ``None`` when lines do not hang."""
    columns: dict[tuple[int, NoteSystem | None], float] = {}
    at_head = {index for index, head in heads if head.label_raw}
    blocks = _blocks(lines, heads)
    hanging = beside = 0
    for block in set(blocks):
        here = [at for at, own in enumerate(blocks) if own == block]
        labelled = [lines[at].left for at in here if at in at_head]
        if len(labelled) < 2:
            continue
        columns[block] = edge = median(labelled)
        for at in here:
            if at in at_head:
                continue
            letters = (lines[at].left - edge) / lines[at].line.layout.letter
            hanging += letters > 2.5
            beside += abs(letters) <= 1.2
    if not columns or hanging < 2 * beside or not hanging:
        return None
    return [
        0.0
        if (column := columns.get(block)) is None
        else _HANGING
        if line.left > column + 2.0 * line.line.layout.letter
        else _IN_COLUMN
        for line, block in zip(lines, blocks, strict=True)
    ]
