"""Reads a sheet from plain text, to typeset it.

One header piece or paragraph a block, blank lines between. The form: ``~~TOP SECRET~~`` (struck)
or ``TOP SECRET``; ``USSR``; ``Ref. No:``, ``Issued:``, ``Copy No:``; a re-issue word; title lines
in capitals; ``From:``, ``To:``, ``No:``; a date; an instruction or ``To NAME`` line; paragraphs;
``Distribution`` and ``[Continued overleaf]`` where page 1 ends; ``No. 304`` and a name;
``Comments: [i] ...`` and ``[ii] ...``. Markers may be typed with the digit one (``[11]``): the
sheet is then typed so. Raises ValueError on a block that it cannot place.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from bench.sheets.cable import (
    Address,
    Cable,
    Classification,
    Dated,
    Distribution,
    Family,
    Note,
    Paragraph,
    Reference,
    Reissue,
    Signature,
    Strike,
)
from bench.sheets.form import Form, Habits
from bench.sheets.marks import without_markers
from bench.sheets.truth import note_system

_DIGITS = re.compile(r"\[(1+v?|v1+|1x|x1*)\]")
_LABEL = re.compile(
    r"^(?:(Comments|Notes|Footnotes|T\.N\.)\s*:?\s*)?\[([ivxl]+|[a-h])\]\s*(.*)$", re.DOTALL
)
_REFERENCE = re.compile(r"^(Ref\.? No\.?:|Reference:)\s*(\S+)(?:\s*\(of ([^)]+)\))?$")
_DATE_FORMS = ("%d %B %y", "%d %B %Y", "%d %b. %Y", "%d %b. %y", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y")
_TWENTIETH = 1900


def load_cable(path: Path) -> tuple[Cable, Form]:
    """Read the sheet in ``path``, and give it with a form that types it as it stands there."""
    text = path.read_text(encoding="utf-8")
    blocks = [re.sub(r"\s*\n\s*", "\n", block.strip()) for block in re.split(r"\n\s*\n", text)]
    blocks = [block for block in blocks if block]
    digits = bool(re.search(r"\[1+\]", text))
    blocks = [
        _DIGITS.sub(lambda match: f"[{match[1].replace('1', 'i')}]", block) for block in blocks
    ]
    head, rest = _split(blocks)
    cable = _with_head(Cable(Family.A), head)
    cable = replace(cable, message_date=_dated(rest[0]))
    cable = _with_text(cable, rest[1:])
    return cable, Form(habits=Habits(digits_in_body=digits, digits_mixed=False))


def _split(blocks: list[str]) -> tuple[list[str], list[str]]:
    for number, block in enumerate(blocks):
        if _is_date(block):
            return blocks[:number], blocks[number:]
    raise ValueError("the sheet has no line with the date of the message")


def _with_head(cable: Cable, blocks: list[str]) -> Cable:
    for block in blocks:
        label, _, value = block.partition(":")
        reference = _REFERENCE.match(block)
        if reference:
            first = _dated(reference[3]) if reference[3] else None
            cable = replace(cable, reference=Reference(reference[2], first, reference[1]))
        elif label == "Issued":
            cable = replace(cable, issue=replace(cable.issue, issued=_dated(value.strip())))
        elif label.startswith("Copy No"):
            cable = replace(cable, issue=replace(cable.issue, copy_number=int(value)))
        elif label in ("From", "To"):
            station = value.strip()
            cable = (
                replace(cable, from_station=station)
                if label == "From"
                else replace(cable, to_station=station)
            )
        elif label == "No":
            numbers = tuple(int(n) for n in value.split(","))
            cable = replace(cable, numbers=numbers, numbers_typed=value.strip())
        elif re.fullmatch(r"(~~)?(TOP SECRET|SECRET|CONFIDENTIAL)(~~)?", block):
            strike = Strike.LINE if block.startswith("~~") else Strike.NONE
            word = block.strip("~")
            cable = replace(cable, classification=Classification(word, (), word, strike))
        elif re.fullmatch(r"USSR|MGB|KGB|GRU", block):
            cable = replace(cable, origin=block)
        elif re.fullmatch(r"(?i)re-?issue", block):
            cable = replace(cable, reissue=Reissue(block))
        elif block.upper() == block:
            cable = replace(cable, title=tuple(block.split("\n")))
        else:
            raise ValueError(f"the head of the sheet has a block of unknown kind: {block!r}")
    return cable


def _with_text(cable: Cable, blocks: list[str]) -> Cable:
    paragraphs: list[Paragraph] = []
    notes: list[Note] = []
    signature: list[str] = []
    turned = False
    for block in blocks:
        line = block.replace("\n", " ")
        if match := _LABEL.match(line):
            notes.append(_note(match[2], match[3]))
        elif line == "Distribution":
            cable = replace(cable, distribution=Distribution())
        elif line == "[Continued overleaf]":
            turned = True
        elif re.fullmatch(r"No\. \d+", line) or signature:
            signature.append(line)
        elif not paragraphs and not cable.address and re.match(r"To [A-Z]|To be ", line):
            handling = line.startswith("To be ")
            name = None if handling else without_markers(line.removeprefix("To ")).rstrip(".")
            cable = replace(cable, address=(Address(line, name, handling=handling),))
        else:
            paragraphs.append(Paragraph(line, new_page=turned))
            turned = False
    signed = None
    if signature:
        serial = int(signature[0].removeprefix("No. "))
        name = without_markers(signature[1]) if len(signature) > 1 else None
        signed = Signature(tuple(signature), serial, name)
    return replace(cable, paragraphs=tuple(paragraphs), notes=tuple(notes), signature=signed)


def _note(label: str, text: str) -> Note:
    term = re.match(r"([A-Z][A-Za-z' -]*?)\s*:\s", text)
    identified = re.search(r"\(Identified as ([^)]+)\)", text)
    return Note(
        note_system(label),
        label,
        re.sub(r"\s+", " ", text).strip(),
        term[1] if term else None,
        identified[1] if identified else None,
    )


def _is_date(block: str) -> bool:
    return _parsed(block) is not None


def _dated(typed: str) -> Dated:
    day = _parsed(typed)
    if day is None:
        raise ValueError(f"this is no date: {typed!r}")
    return Dated(day, typed)


def _parsed(typed: str) -> date | None:
    for form in _DATE_FORMS:
        try:
            day = datetime.strptime(typed, form).date()
        except ValueError:
            continue
        return day.replace(year=_TWENTIETH + day.year % 100)
    return None
