"""Notes and comments: their texts, and the labels that markers and notes share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from bench.sheets.cable import Cable, Note
from bench.sheets.marks import roman
from bench.sheets.scribe import Draft, Scribe, commenter
from bench.sheets.words import grammar, words
from schemas.records import NoteSystem

ROMANS = tuple(roman(number) for number in range(50))
_ROMAN = re.compile(r"\[([ivxl]+)\]")
_DRAFT = re.compile(r"\[#(\d+)\]")


def write_notes(rng: Random, scribe: Scribe) -> dict[int, Note]:
    """Write the text of every drafted note; labels are still to come. Keys are the drafts' keys."""
    return {draft.key: _write(rng, draft, scribe) for draft in scribe.drafts}


def labelled(cable: Cable, scribe: Scribe, notes: dict[int, Note]) -> Cable:
    """Give ``cable`` with markers and notes labelled in the order in which it mentions them."""
    texts = [
        *cable.title,
        *(line.typed for line in cable.address),
        *(paragraph.text for paragraph in cable.paragraphs),
        *(cable.signature.typed if cable.signature else ()),
    ]
    labels = _labels(_DRAFT.findall(" ".join(texts)), scribe.drafts)

    def relabel(text: str) -> str:
        return _DRAFT.sub(lambda match: f"[{labels[int(match[1])]}]", text)

    found = [replace(notes[key], label=label) for key, label in labels.items()]
    letters = [note for note in found if note.system is NoteSystem.NOTE]
    romans = [note for note in found if note.system is NoteSystem.COMMENT]
    return replace(
        cable,
        address=tuple(replace(line, typed=relabel(line.typed)) for line in cable.address),
        paragraphs=tuple(replace(p, text=relabel(p.text)) for p in cable.paragraphs),
        signature=replace(cable.signature, typed=tuple(map(relabel, cable.signature.typed)))
        if cable.signature
        else None,
        notes=(*letters, *romans),
    )


def shifted(cable: Cable, by: int) -> Cable:
    """Give ``cable`` with its romans ``by`` further on, as where notes of several messages are one list."""

    def moved(text: str) -> str:
        return _ROMAN.sub(lambda match: f"[{roman(ROMANS.index(match[1]) + by)}]", text)

    return replace(
        cable,
        address=tuple(replace(line, typed=moved(line.typed)) for line in cable.address),
        paragraphs=tuple(replace(p, text=moved(p.text)) for p in cable.paragraphs),
        signature=replace(cable.signature, typed=tuple(map(moved, cable.signature.typed)))
        if cable.signature
        else None,
        notes=tuple(
            replace(note, label=roman(ROMANS.index(note.label) + by)) for note in cable.notes
        ),
    )


def _labels(mentioned: Iterable[str], drafts: list[Draft]) -> dict[int, str]:
    labels: dict[int, str] = {}
    letters = romans = 0
    for key in dict.fromkeys(map(int, mentioned)):
        if drafts[key].is_note and letters < 8:
            labels[key] = chr(ord("a") + letters)
            letters += 1
        else:
            romans += 1
            labels[key] = roman(romans)
    return labels


def _write(rng: Random, draft: Draft, scribe: Scribe) -> Note:
    system = NoteSystem.NOTE if draft.is_note else NoteSystem.COMMENT
    writer = commenter(rng, scribe.about)
    lists = grammar("comment")
    if draft.is_note:
        return Note(system, "", writer.expand(rng.choice(lists["translator"])))
    if not draft.about:
        return Note(system, "", _filled(rng, writer, rng.choice(lists["plain"]), ""))
    kind = "about_name" if draft.is_name else "about_term"
    roll = rng.random()
    if roll < 0.03:
        return Note(system, "", "")
    if roll < 0.06:
        return Note(system, "", f"{draft.about}:", draft.about)
    text = _filled(rng, writer, rng.choice(lists[kind]), draft.about)
    if draft.is_name and roll < 0.14:
        who = rng.choice(words()["surnames"])
        return Note(system, "", f"{text} (Identified as {who})", draft.about, who)
    return Note(system, "", text, draft.about)


def _filled(rng: Random, writer: Scribe, template: str, name: str) -> str:
    extra = {
        "name": name,
        "first": rng.choice(words()["first_names"]),
        "station2": rng.choice(words()["stations"]),
        "year": str(rng.randrange(1939, 1950)),
    }
    for slot, value in extra.items():
        template = template.replace("{" + slot + "}", value)
    return writer.expand(template)
