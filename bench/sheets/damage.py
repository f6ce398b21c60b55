"""What recovery left of a text: gaps, graded readings, the translator's insertions."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bench.sheets.cable import CENTRED
from bench.sheets.scribe import TIE, Scribe
from bench.sheets.words import words


@dataclass(frozen=True, slots=True)
class Recovery:
    """How well a cable was read: chances per sentence of each mark, and how large its gaps are."""

    gaps: float
    readings: float
    insertions: float
    largest: int


def tokens(text: str) -> list[str]:
    """Split ``text`` at its blanks, but not inside brackets."""
    out, depth, word = [], 0, ""
    for letter in text:
        depth += (letter == "[") - (letter == "]")
        if letter == " " and depth == 0:
            out.append(word)
            word = ""
        else:
            word += letter
    return [*out, word] if word else out


def damaged(sentence: str, recovery: Recovery, scribe: Scribe) -> str:
    """Give ``sentence`` with gaps, readings and insertions; its final stop stays last."""
    rng = scribe.rng
    stop = "." if sentence.endswith(".") else ""
    parts = tokens(sentence.removesuffix("."))
    while rng.random() < recovery.readings * 0.6 and len(parts) > 3:
        _grade(rng, parts)
    while rng.random() < recovery.gaps * 0.6:
        place = rng.randrange(0, len(parts) + 1)
        lost = rng.choice((0, 0, 1, 2))
        kept = [part for part in parts[place : place + lost] if "[" in part]
        parts[place : place + lost] = [_gap(rng, recovery.largest), *kept]
    if rng.random() < recovery.insertions and len(parts) > 2:
        parts.insert(rng.randrange(1, len(parts)), f"[{rng.choice(words()['insertions'])}]")
    if scribe.letters and rng.random() < recovery.insertions:
        place = rng.randrange(len(parts))
        if not parts[place].endswith("]") and "\n" not in parts[place]:
            parts[place] += scribe.translator_note()
    if scribe.letters and rng.random() < recovery.insertions * 0.5:
        ends = "".join(rng.sample("EVNKTA", 2))
        parts.insert(rng.randrange(len(parts)), f".......{ends}{scribe.translator_note()}")
    if rng.random() < recovery.insertions * 0.4:
        numbers = [n for n, part in enumerate(parts) if part.isdigit()]
        if numbers:
            parts[rng.choice(numbers)] += "?"
    return (" ".join(parts) + stop).replace(" \n", "\n").replace("\n ", "\n")


def gap_text(rng: Random, largest: int) -> str:
    """Give one gap in its brackets."""
    kind = (
        "garbled"
        if (roll := rng.random()) < 0.04
        else "unidentified"
        if roll < 0.07
        else ("unrecoverable" if roll < 0.3 else "unrecovered")
    )
    count = 1 if kind in {"garbled", "unidentified"} else _count(rng, largest)
    if kind == "unrecoverable" and rng.random() < 0.12:
        return f"[{_groups(count)} unrecoverable and {_groups(_count(rng, largest))} unrecovered]"
    return f"[{_groups(count)} {kind}]"


def _gap(rng: Random, largest: int) -> str:
    gap = gap_text(rng, largest)
    roll = rng.random()
    if roll < 0.08:
        return f"{gap} {gap_text(rng, largest)}"
    if roll < 0.10:
        return f"{gap}{gap_text(rng, largest)}"
    if roll < 0.25:
        return f"\n{CENTRED}{gap}\n"
    return gap


def _count(rng: Random, largest: int) -> int:
    return rng.choice((1, 1, 2, 3, rng.randrange(2, 12), rng.randrange(4, max(5, largest))))


def _groups(count: int) -> str:
    return f"{count} group" if count == 1 else f"{count} groups"


def _grade(rng: Random, parts: list[str]) -> None:
    first = rng.randrange(0, len(parts) - 1)
    last = min(len(parts), first + rng.choice((1, 1, 2, 2, 3, 4, 6)))
    span = parts[first:last]
    if any("\n" in part or "% " in part for part in span) or span[-1].endswith((",", ":", ";")):
        return
    if last < len(parts) and parts[last].startswith("["):
        return
    grade = rng.choice("BBBBCCCCDDA")
    parts[first:last] = [f"[{grade}% {' '.join(span)}]"]


def untied(text: str) -> str:
    """Give ``text`` with its ties as blanks."""
    return text.replace(TIE, " ")
