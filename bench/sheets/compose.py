"""From a seed to a cable with all its content."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from random import Random

from bench.sheets import dates, heads
from bench.sheets.cable import (
    CENTRED,
    Cable,
    Dated,
    Distribution,
    Family,
    Paragraph,
    Signature,
)
from bench.sheets.damage import Recovery, damaged, gap_text, untied
from bench.sheets.notes import labelled, shifted, write_notes
from bench.sheets.others import correction, memorandum
from bench.sheets.scribe import Scribe
from bench.sheets.words import grammar, pairs, words

TITLE_WIDTH = 52


def compose(rng: Random, family: Family, *, several: bool | None = None) -> Cable:
    """Compose a sheet of ``family``; the same state of ``rng`` gives the same sheet.

    ``several``: whether a cable's sheet bears several messages; None leaves it to chance.
    """
    if family is Family.MEMORANDUM:
        return memorandum(rng)
    if family is Family.CORRECTION:
        return correction(rng)
    chosen = rng.random() < _SEVERAL
    return _cable(rng, family, several=chosen if several is None else several)


def _cable(rng: Random, family: Family, *, several: bool) -> Cable:
    known = heads.days(rng)
    together = several and rng.random() < 0.6
    stations = heads.stations(rng)
    cable, scribe = _message(rng, family, known, stations, short=several, letters=not together)
    whole = _numbered(rng, cable, known, scribe) if family is Family.A else _bare(rng, cable, known)
    return _with_items(rng, whole, known, together=together) if several else whole


_SEVERAL = 0.07
"""Share of cable sheets that bear several messages."""


def _message(
    rng: Random, family: Family, known: heads.Days, stations: tuple[str, str], *,
    short: bool, letters: bool,
) -> tuple[Cable, Scribe]:  # fmt: skip
    """Compose what one message says, from its stations to its notes."""
    scribe = Scribe(
        rng,
        grammar("trade" if family is Family.C else "intelligence"),
        known.message,
        busy=rng.choice((0.3, 0.55, 0.8)) if family is not Family.C else 0.15,
        russian=rng.choice((0.15, 0.4, 0.6)),
        letters=rng.random() < 0.4 and letters,
    )
    numbers, numbers_typed = heads.numbers(
        rng, {Family.A: 0.06, Family.B: 0.12, Family.C: 0.35}.get(family, 0.0)
    )
    date = dates.message_date(rng, known.message, alone=True)
    left = str(known.message.day) if rng.random() < 0.015 else ""
    cable = Cable(
        family=family,
        from_station=stations[0],
        to_station=stations[1],
        numbers=numbers,
        numbers_typed=numbers_typed,
        message_date=None if left else date,
        date_left=left,
        address=heads.addresses(rng, scribe, consular=family is Family.C),
        paragraphs=_body(rng, scribe, family, short=short),
        signature=_signature(rng, scribe, known),
    )
    return labelled(cable, scribe, write_notes(rng, scribe)), scribe


def _with_items(rng: Random, first: Cable, known: heads.Days, *, together: bool) -> Cable:
    """Give a sheet with further messages on the same lane, a day or two later each."""
    headed = rng.random() < 0.8
    number = rng.choice((1, 1, 1, 4))
    items: list[Cable] = []
    taken = len(first.notes)
    lane = (str(first.from_station), str(first.to_station))
    day, numbers = known, first.numbers
    for place in range(1, rng.choice((2, 2, 2, 3))):
        day = replace(day, message=day.message + timedelta(days=rng.randrange(1, 4)))
        item, scribe = _message(rng, first.family, day, lane, short=True, letters=not together)
        numbers = (numbers[-1] + rng.randrange(1, 6),)
        title = heads.title(rng, scribe, day.message.year, TITLE_WIDTH)
        item = replace(
            item,
            numbers=numbers,
            numbers_typed=str(numbers[0]),
            item=f"Item {number + place}" if headed else None,
            title=title if first.family is Family.A and rng.random() < 0.2 else (),
        )
        items.append(shifted(item, taken) if together else item)
        taken += len(item.notes)
    return replace(
        first,
        items=tuple(items),
        item=f"Item {number}" if headed else None,
        notes_together=together,
    )


def _numbered(rng: Random, cable: Cable, known: heads.Days, scribe: Scribe) -> Cable:
    again = rng.random() < 0.55
    distribution = None
    if rng.random() < 0.72:
        roll = rng.random()
        lines = (
            ()
            if roll < 0.7
            else tuple(rng.sample(words()["distribution_lines"], rng.randrange(1, 6)))
        )
        distribution = Distribution(lines, xed=roll < 0.35)
    return replace(
        cable,
        classification=heads.classification(rng, 0.9),
        origin=rng.choice(words()["origins_a"]),
        reference=heads.reference(rng, known, first_issue=again or rng.random() < 0.1),
        issue=heads.issue(rng, known),
        reissue=heads.reissue(rng, serial=rng.random() < 0.1) if again else None,
        extract=rng.choice(words()["extracts"]) if rng.random() < 0.05 else None,
        title=heads.title(rng, scribe, known.message.year, TITLE_WIDTH),
        distribution=distribution,
        initials=rng.choice(words()["initials"]) if rng.random() < 0.5 else None,
    )


def _bare(rng: Random, cable: Cable, known: heads.Days) -> Cable:
    corner = rng.random()
    return replace(
        cable,
        classification=heads.classification(rng, 0.35),
        origin=rng.choice(words()["origins_b"]) if corner < 0.72 else None,
        corner_xed=corner > 0.88,
        sheet_serial=f"{rng.choice(words()['serial_letters'])}{rng.randrange(20, 1900)}"
        if rng.random() < 0.9
        else None,
        reissue=heads.reissue(rng, serial=rng.random() < 0.85) if rng.random() < 0.6 else None,
        extract=rng.choice(words()["extracts"]) if rng.random() < 0.04 else None,
        foot_date=dates.foot_date(rng, known.issue) if rng.random() < 0.6 else None,
    )


def _body(rng: Random, scribe: Scribe, family: Family, *, short: bool) -> tuple[Paragraph, ...]:
    recovery = rng.choice(
        (
            Recovery(gaps=0.1, readings=0.1, insertions=0.03, largest=20),
            Recovery(gaps=0.4, readings=0.25, insertions=0.06, largest=60),
            Recovery(gaps=0.8, readings=0.35, insertions=0.08, largest=140),
        )
        if family is not Family.C
        else (Recovery(1.1, 0.2, 0.04, 140), Recovery(0.7, 0.15, 0.05, 90))
    )
    count = (
        rng.choice((1, 2, 2, 3, 3, 4, 5, 6, 7))
        if family is not Family.C
        else rng.choice((1, 1, 2, 3, 4))
    )
    count = min(count, rng.choice((1, 1, 2))) if short else count
    listed = rng.random() < 0.2 and count > 2
    style = rng.choice(("1.", "A.", "1.", "(a)"))
    paragraphs: list[Paragraph] = []
    for number in range(count):
        sentences = [
            damaged(scribe.sentence(), recovery, scribe)
            for _ in range(rng.choice((1, 2, 2, 3, 4, 5, 7)))
        ]
        text = " ".join(sentences)
        if rng.random() < recovery.gaps * 0.15:
            text = f"{gap_text(rng, recovery.largest)} {text}"
        item = None
        if listed and (number or rng.random() < 0.6):
            place = number if paragraphs and paragraphs[0].item is None else number + 1
            item = {"1.": f"{place}.", "A.": f"{chr(64 + place)}.", "(a)": f"({chr(96 + place)})"}[
                style
            ]
            text = f"{item} {text.lstrip(chr(10) + chr(1))}"
        text = text.lstrip("\n" + CENTRED)
        paragraphs.append(Paragraph(_tidy(text), item))
    return _in_parts(rng, paragraphs) if rng.random() < 0.06 and not listed else tuple(paragraphs)


def _in_parts(rng: Random, paragraphs: list[Paragraph]) -> tuple[Paragraph, ...]:
    """Give a message in parts, each headed ``[Part I]`` where it begins."""
    if len(paragraphs) < 2:
        return tuple(paragraphs)
    second = rng.randrange(1, len(paragraphs))
    heads_of = [Paragraph(f"[Part {roman}]") for roman in ("I", "II")]
    return (heads_of[0], *paragraphs[:second], heads_of[1], *paragraphs[second:])


def _tidy(text: str) -> str:
    text = untied(text)
    text = re.sub(r" ?\n ?", "\n", re.sub(r" +", " ", text)).strip()
    text = re.sub(r"\n+", "\n", text).strip("\n")
    return re.sub(r"\n\.", ".", text)


def _signature(rng: Random, scribe: Scribe, known: heads.Days) -> Signature | None:
    if rng.random() < 0.12:
        return None
    plain = scribe.other_name()
    if rng.random() < 0.12:
        plain, original = rng.choice(pairs("signatories"))
        typed = untied(scribe.glossed(plain, original))
    else:
        typed = untied(scribe.name(plain))
    serial = rng.randrange(2, 1300) if rng.random() < 0.8 else None
    signed: Dated | None = heads.signed_day(rng, known.message)[1] if rng.random() < 0.6 else None
    number = f"No. {serial}" if serial is not None else ""
    stop = "." if rng.random() < 0.2 else ""
    when = f"{signed.typed}{stop}" if signed else ""
    forms = [
        (number, typed, when),
        (f"{number}  {typed}".strip(), when),
        (number, f"{when}  {typed}".strip()),
        (f"{number}  {typed}".strip(), when),
    ]
    lines = tuple(line for line in rng.choice(forms) if line)
    return Signature(lines, serial, plain, signed)
