"""The head of a fictional sheet.

Classification, reference, issue, title, stations, numbers, addressee.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from bench.sheets import dates
from bench.sheets.cable import (
    Address,
    Classification,
    Dated,
    Issue,
    Reference,
    Reissue,
    Strike,
)
from bench.sheets.scribe import Scribe
from bench.sheets.words import words

LAST_ISSUE = date(1980, 6, 30)
REFERENCE_LABELS = ("Ref. No:", "Ref. No:", "Ref. No:", "Ref No:", "Ref. No.:", "Reference:")
COPY_LABELS = ("Copy No:", "Copy No:", "Copy No.:")


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a sheet's life, in order."""

    message: date
    first_issue: date
    issue: date


def days(rng: Random) -> Days:
    """Give the days of a message, its first issue and this issue."""
    message = dates.between(rng, date(1939, 9, 1), date(1949, 12, 31))
    first = dates.between(
        rng, max(message + timedelta(days=200), date(1945, 9, 1)), date(1968, 1, 1)
    )
    return Days(message, first, dates.between(rng, first + timedelta(days=100), LAST_ISSUE))


def classification(rng: Random, chance: float) -> Classification | None:
    """Give the classification line, or None."""
    if rng.random() > chance:
        return None
    word = rng.choice(words()["classifications"])
    codes: tuple[str, ...] = ()
    typed = word
    roll = rng.random()
    if roll < 0.2:
        codes = tuple(rng.sample(words()["code_words"], 2))
        typed = f"{word} {codes[0]}/{codes[1]}"
    elif roll < 0.55:
        codes = (rng.choice(words()["code_words"]),)
        typed = rng.choice((f"{word} {codes[0]}", f"{word} {codes[0]}", f"{word} - {codes[0]}"))
    strike = rng.choices(list(Strike), (40, 46, 6, 8))[0]
    return Classification(word, codes, typed, strike, rng.random() < 0.6)


def reference(rng: Random, known: Days, *, first_issue: bool) -> Reference:
    """Give a reference number, with the date of the first issue on a re-issue."""
    number = f"{rng.choice(words()['reference_prefixes'])}{rng.randrange(12, 2400)}"
    first = dates.issue_date(rng, known.first_issue) if first_issue else None
    return Reference(number, first, rng.choice(REFERENCE_LABELS))


def issue(rng: Random, known: Days) -> Issue:
    """Give the issue block of a numbered sheet."""
    return Issue(
        dates.issue_date(rng, known.issue),
        rng.choice(("Issued:", "Issued:", "Issued", "ISSUED:")),
        rng.random() < 0.15,
        rng.randrange(101, 320) if rng.random() < 0.92 else None,
        rng.choice(COPY_LABELS),
    )


def reissue(rng: Random, *, serial: bool) -> Reissue:
    """Give the words of a re-issue; with ``serial`` they name the earlier one."""
    if not serial:
        return Reissue(rng.choice(words()["reissue_wordings"]))
    of = f"T{rng.randrange(20, 1900)}"
    forms = (
        f"Reissue ({of})",
        f"Reissue ({of})",
        f"Reissue({of})",
        f"{of} (Reissue)",
        f"REISSUE ({of})",
    )
    return Reissue(rng.choice(forms), of)


def title(rng: Random, scribe: Scribe, year: int, width: int) -> tuple[str, ...]:
    """Give the title's lines, none to three, each at most ``width`` wide."""
    if rng.random() < 0.06:
        return ()
    cover, other = scribe.other_name(), scribe.other_name()
    surname, place = rng.choice(words()["surnames"]), rng.choice(words()["stations"])
    text = rng.choice(
        (
            f'"{cover}" ASKS FOR A SECOND TRANSMITTER AND TO HAVE HIS COURIER REPLACED',
            f'INSTRUCTIONS FOR CONTACT WITH "{cover}" IN {place}',
            f'"{cover}" REPORTS ON {surname}',
            f'MATERIAL FROM "{cover}" AND "{other}"',
            f"{surname}'S JOURNEY TO {place} AND INSTRUCTIONS TO RESIDENTS FOR TIGHTENING SECURITY",
            f'REPLACEMENT OF "{cover}"',
            f'PAYMENTS TO "{cover}"; COMPLAINTS OF DELAYS IN THE POST',
            f'UNIDENTIFIED COVER-NAME "{cover}" AND A MEETING IN {place}',
            f"PORT INSTALLATIONS AND CONVOYS: QUESTIONS FROM {place}",
            f'"{cover}", "{other}" AND THE DOCUMENTS OF {surname}; PLANS FOR MEETINGS NEAR {place} '
            "TO BE CONFIRMED BY TELEGRAPH",
            "FRAGMENTARY MESSAGE",
            f'"{cover}" LEAVES FOR {place}',
        )
    )
    if rng.random() < 0.06:
        text = f"1. {text} 2. CONTACT WITH {surname}"
    if rng.random() < 0.9:
        text = f"{text} ({year})"
    lines = wrapped_title(text, rng.choice((34, 40, 46, width)), rng.random() < 0.4)
    if rng.random() < 0.06:
        more = wrapped_title(f'2. "{other}" IN {place} ({year})', width, before_to=False)
        first = wrapped_title(f"1. {text}", width, before_to=False)
        lines = (*first, *more, f"3. PAYMENTS TO {surname} ({year})")[: rng.choice((4, 5, 6))]
    return lines


def wrapped_title(text: str, width: int, before_to: bool) -> tuple[str, ...]:
    """Wrap a title.

    ``before_to`` breaks it before a word TO where one stands past a third of the width.
    """
    lines, line = [], ""
    for word in text.split(" "):
        breaks = before_to and word == "TO" and len(line) > width // 3
        if line and (len(line) + 1 + len(word) > width or breaks):
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return (*lines, line)


def numbers(rng: Random, several: float) -> tuple[tuple[int, ...], str]:
    """Give the message numbers and how they are typed."""
    first = rng.choice((rng.randrange(1, 100), rng.randrange(100, 1000), rng.randrange(1000, 9000)))
    if rng.random() > several:
        return (first,), str(first)
    if rng.random() < 0.2:
        found = tuple(range(first, first + rng.randrange(3, 6)))
        return found, f"{found[0]}-{found[-1]}"
    count = rng.choice((2, 2, 2, 3))
    found = tuple(first + n for n in range(count))
    return found, rng.choice((",", ",", ", ")).join(map(str, found))


def stations(rng: Random) -> tuple[str, str]:
    """Give two stations; one of them is mostly MOSCOW."""
    other = rng.choice(words()["stations"][1:])
    if rng.random() < 0.1:
        sender, receiver = rng.sample(words()["stations"], 2)
        return sender, receiver
    return (other, "MOSCOW") if rng.random() < 0.6 else ("MOSCOW", other)


def addresses(rng: Random, scribe: Scribe, *, consular: bool) -> tuple[Address, ...]:
    """Give the lines in the addressee's place: addressee, instruction, both or none.

    Markers are drafts.
    """
    lines = []
    roll = rng.random()
    if consular:
        name = rng.choice(words()["consular_surnames"])
        lines.append(
            Address(
                f"{_to(rng)}{name}{_maybe_note(scribe, name)}{rng.choice(('.', '', '.'))}", name
            )
        )
    elif roll < 0.72:
        lines.append(_addressee(rng, scribe))
    if not consular and roll > 0.6 and roll < 0.85:
        text = rng.choice(words()["handlings"])
        marker = ""
        if rng.random() < 0.35:
            marker = f"{rng.choice(('', ' '))}{scribe.plain_note()}"
        lines.append(Address(text + marker, handling=True))
    return tuple(lines)


def _addressee(rng: Random, scribe: Scribe) -> Address:
    roll = rng.random()
    if roll < 0.08:
        name = f"[Name No. {rng.randrange(2, 90)}]"
        return Address(f"To{rng.choice(('', ' '))}{name}{_maybe_note(scribe, name)}.", name)
    name = scribe.other_name()
    line = f"{_to(rng)}{scribe.name(name)}"
    copies: list[str] = []
    if roll < 0.3:
        for _ in range(rng.choice((1, 1, 2, 3))):
            copy = scribe.other_name()
            if copy != name and copy not in copies:
                copies.append(copy)
        if copies:
            line += ", copy to " + ", ".join(scribe.name(copy) for copy in copies)
    return Address(line.replace("\u00a0", " ") + rng.choice((".", ".", "")), name, tuple(copies))


def _to(rng: Random) -> str:
    return rng.choice(("To ", "To ", "To ", ""))


def _maybe_note(scribe: Scribe, name: str) -> str:
    return scribe.name(name).removeprefix(name) if scribe.rng.random() < 0.5 else ""


def signed_day(rng: Random, message: date) -> tuple[date, Dated]:
    """Give the day of a signature, near the message's, and its typed form (mostly no year)."""
    day = message + timedelta(days=rng.choice((0, 0, -1, -1, -2, 1)))
    typed = f"{rng.choice((str(day.day), dates.ordinal(day.day)))} {dates.MONTHS[day.month - 1]}"
    if rng.random() < 0.3:
        typed += f" {day.year}"
    return day, Dated(day, typed)
