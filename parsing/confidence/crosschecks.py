"""Checks of a value against the rest of its sheet: who else says it, and what speaks against it.

The facts they rest on: a message comes before its first issue, and that before its re-issue; a title ends in
the message's year; a signature's date is within days of the message's; every page repeats the reference; the
note that a name's marker points to begins with that name.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from parsing.draft import PERSONS, Draft
from parsing.findings import Finding, texts_of
from parsing.matching import letters, likeness
from parsing.names import folded
from parsing.shapes import is_misread
from schemas.records import Precision

_YEAR_AT_END = re.compile(r"\(?(19[345]\d)\)?\W*$")
_DAYS_TO_SIGN = 14
_ALIKE = 0.6
"""Likeness from which two names that differ are rather one that was misread."""

_NAMES = (*PERSONS, "title", "handling")


class Check(NamedTuple):
    """What the sheet says about one of its values.

    ``seconded``: another place bears the same. ``against``: 0..1, how much another place speaks against
    it, and ``reason`` says which.
    """

    seconded: bool = False
    against: float = 0.0
    reason: str = ""


def checks_of(draft: Draft) -> dict[str, Check]:
    """Check the value of each field against the others of its sheet."""
    told = {rule: rule(draft) for rule in _EVERY_RULE}
    return {
        name: _check(name, finding, draft, [told[rule] for rule in _RULES.get(name, ())])
        for name, finding in draft.findings.items()
    }


def _check(name: str, finding: Finding[object], draft: Draft, checks: list[Check]) -> Check:
    """Add to what rules say of a field, ``checks``, what other places of the sheet say."""
    if name in draft.copies:
        checks.insert(0, _copied(*draft.copies[name]))
    if name in _NAMES:
        checks.append(_noted(name, finding, draft))
    if name in PERSONS:
        checks.append(_like_another(name, finding, draft))
    if not checks:
        return _UNSAID
    if len(checks) == 1:
        return checks[0]
    worst = max(checks, key=attrgetter("against"))
    seconded = worst.seconded or not any(one.seconded for one in checks)
    return worst if seconded else worst._replace(seconded=True)


_UNSAID = Check()


def _copied(agreeing: int, differing: int) -> Check:
    """Compare the places that bear the field."""
    against = min(1.0, differing / max(1, agreeing))
    return Check(agreeing > 1, against, f"{differing} other places bear another value")


def _in_order(draft: Draft) -> Check:
    days = [
        day
        for name in ("message_date", "reference_date", "issued_date")
        if (day := draft.day_of(name))
    ]
    if days != sorted(days):
        return Check(against=1.0, reason="the dates are not in the order message, issue, re-issue")
    return Check()


def _years(draft: Draft) -> Check:
    """Compare the year at the title's end with the message's."""
    title, day = draft.findings.get("title"), draft.day_of("message_date")
    typed = _YEAR_AT_END.search(str(title.value)) if title is not None else None
    if typed is None or day is None:
        return Check()
    if int(typed[1]) == day.year:
        return Check(seconded=True)
    return Check(against=1.0, reason=f"the title's year is {typed[1]}, the message's {day.year}")


def _signed(draft: Draft) -> Check:
    """Compare the dates of message and signature; a message of a month is of any of its days."""
    message, signed = _span(draft), draft.day_of("signature_date")
    if message is None or signed is None:
        return Check()
    first, last = message
    apart = max((first - signed).days, (signed - last).days, 0)
    if apart <= _DAYS_TO_SIGN:
        return Check(seconded=True)
    return Check(against=1.0, reason=f"message and signature are {apart} days apart")


def _span(draft: Draft) -> tuple[date, date] | None:
    """Give the first and the last day that the message's date can mean."""
    first = draft.day_of("message_date")
    finding = draft.findings.get("message_date_precision")
    precision = Precision.DAY if finding is None else finding.value
    if first is None or precision is Precision.DAY:
        return None if first is None else (first, first)
    month = 12 if precision is Precision.YEAR else first.month
    return first, first.replace(month=month, day=monthrange(first.year, month)[1])


def _differ(draft: Draft) -> Check:
    stations = [draft.findings.get(name) for name in ("from_station", "to_station")]
    values = [one.value for one in stations if one is not None]
    if len(values) == 2 and values[0] == values[1]:
        return Check(against=1.0, reason="sender and receiver are the same")
    return Check()


def _noted(name: str, finding: Finding[object], draft: Draft) -> Check:
    """Compare a name with the term of the note that its marker points to, else with all terms."""
    values = texts_of(finding)
    anchored = draft.anchored.get(name, ())
    terms = [note.term for note in draft.comments if note.term and note.label in anchored]
    if terms:
        return _compared(values, terms)
    every = {note.term.casefold() for note in draft.comments if note.term}
    return Check(seconded=not every.isdisjoint(map(str.casefold, values)))


def _like_another(name: str, finding: Finding[object], draft: Draft) -> Check:
    """Look for another name of the sheet that a name is but for a letter, and that it bears more than once.

    One that stands nowhere else may be that one misread.
    """
    values = [value for value in map(folded, texts_of(finding)) if value not in draft.names]
    if not values:
        return _UNSAID
    borne = dict(draft.names)
    for other, found in draft.findings.items():
        if other in PERSONS and other != name:
            for text in map(folded, texts_of(found)):
                borne[text] = borne.get(text, 0) + 1
    often = [other for other, times in borne.items() if times >= _BORNE]
    for value in values:
        near = [] if value in borne else [other for other in often if is_misread(value, other)]
        if near:
            return Check(
                against=1.0, reason=f"the sheet bears {max(near, key=borne.__getitem__)!r}"
            )
    return Check()


_BORNE = 2
"""Times that a sheet bears a name at least that another of its names may be, misread."""


def _compared(values: Iterable[str], terms: Iterable[str]) -> Check:
    """Look for each term in the values; one nearly there was misread in one of the two places."""
    read = " ".join(letters(value) for value in values)
    for term in terms:
        wanted = letters(term)
        if wanted and wanted in read.replace(" ", ""):
            continue
        best = max((likeness(word, term) for word in read.split()), default=0.0)
        return Check(against=1.0 if best >= _ALIKE else 0.5, reason=f"its note is of {term!r}")
    return Check(seconded=True)


_RULES: Mapping[str, tuple[Callable[[Draft], Check], ...]] = {
    "message_date": (_in_order, _years, _signed),
    "message_date_precision": (_in_order, _years, _signed),
    "reference_date": (_in_order,),
    "issued_date": (_in_order,),
    "signature_date": (_signed,),
    "title": (_years,),
    "from_station": (_differ,),
    "to_station": (_differ,),
}
_EVERY_RULE = frozenset(chain.from_iterable(_RULES.values()))
