"""What is wrong most often: mistakes by field and kind, and the signs that are taken for others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from bench.readings import Case
from output.evaluation.scores import Mistake

_LONGEST = 3
"""Signs of a confusion; longer ones are different texts rather than misread ones."""


class Kind(StrEnum):
    """What became of a value."""

    LOST = "lost"
    INVENTED = "invented"
    MISREAD = "misread"


class Made(NamedTuple):
    """A mistake and the set in which it was made."""

    case: Case
    mistake: Mistake


class Confusion(NamedTuple):
    """Mistakes of one kind in one field."""

    field: str
    kind: Kind
    made: tuple[Made, ...]


class Swap(NamedTuple):
    """Signs that stand on the sheet, those that were got for them, and how often."""

    typed: str
    got: str
    times: int


def confusions(made: Iterable[Made]) -> list[Confusion]:
    """Group mistakes by field and kind, the commonest first."""
    groups: defaultdict[tuple[str, Kind], list[Made]] = defaultdict(list)
    for one in made:
        groups[one.mistake.field, kind_of(one.mistake)].append(one)
    listed = [Confusion(field, kind, tuple(those)) for (field, kind), those in groups.items()]
    return sorted(listed, key=lambda one: -len(one.made))


def kind_of(mistake: Mistake) -> Kind:
    """Tell what became of a value."""
    if not mistake.got:
        return Kind.LOST
    return Kind.MISREAD if mistake.truth else Kind.INVENTED


def swaps(mistakes: Sequence[Mistake], most: int) -> list[Swap]:
    """Give the signs that were most often taken for others, with a blank for none."""
    counts: Counter[tuple[str, str]] = Counter()
    for mistake in mistakes:
        if kind_of(mistake) is not Kind.MISREAD:
            continue
        for op in Levenshtein.opcodes(mistake.truth, mistake.got):
            typed = mistake.truth[op.src_start : op.src_end]
            got = mistake.got[op.dest_start : op.dest_end]
            if op.tag != "equal" and max(len(typed), len(got)) <= _LONGEST:
                counts[typed, got] += 1
    return [Swap(typed, got, count) for (typed, got), count in counts.most_common(most)]
