"""From a seed to a cable with all its content."""

from __future__ import annotations

import re
from dataclasses import replace
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
from bench.sheets.notes import labelled, write_notes
from bench.sheets.others import correction, memorandum
from bench.sheets.scribe import Scribe
from bench.sheets.words import grammar, words

TITLE_WIDTH = 52


def compose(rng: Random, family: Family) -> Cable:
    """Compose a sheet of ``family``; the same state of ``rng`` gives the same sheet."""
    if family is Family.MEMORANDUM:
        return memorandum(rng)
    if family is Family.CORRECTION:
        return correction(rng)
    return _cable(rng, family)


def _cable(rng: Random, family: Family) -> Cable:
    known = heads.days(rng)
    scribe = Scribe(
        rng,
        grammar("trade" if family is Family.C else "intelligence"),
        known.message,
        busy=rng.choice((0.3, 0.55, 0.8)) if family is not Family.C else 0.15,
        russian=rng.choice((0.15, 0.4, 0.6)),
        letters=rng.random() < 0.4,
    )
    start, end = heads.stations(rng)
    several = {Family.A: 0.04, Family.B: 0.12, Family.C: 0.35}[family]
    numbers, numbers_typed = heads.numbers(rng, several)
    address = heads.addresses(rng, scribe, consular=family is Family.C)
    paragraphs = _body(rng, scribe, family)
    signature = _signature(rng, scribe, known)
    cable = Cable(
        family=family,
        from_station=start,
        to_station=end,
        numbers=numbers,
        numbers_typed=numbers_typed,
        message_date=dates.message_date(rng, known.message, alone=True),
        address=address,
        paragraphs=paragraphs,
        signature=signature,
    )
    cable = labelled(cable, scribe, write_notes(rng, scribe))
    return _numbered(rng, cable, known, scribe) if family is Family.A else _bare(rng, cable, known)


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
        foot_date=dates.foot_date(rng, known.issue) if rng.random() < 0.6 else None,
    )


def _body(rng: Random, scribe: Scribe, family: Family) -> tuple[Paragraph, ...]:
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
    return tuple(paragraphs)


def _tidy(text: str) -> str:
    text = untied(text)
    text = re.sub(r" ?\n ?", "\n", re.sub(r" +", " ", text)).strip()
    text = re.sub(r"\n+", "\n", text).strip("\n")
    return re.sub(r"\n\.", ".", text)


def _signature(rng: Random, scribe: Scribe, known: heads.Days) -> Signature | None:
    if rng.random() < 0.12:
        return None
    plain = scribe.other_name()
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
