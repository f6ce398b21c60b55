"""Sheets without a message: corrections of footnotes, and papers that are no cables."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from bench.sheets import dates, heads
from bench.sheets.cable import Cable, Family, Issue, Note
from bench.sheets.marks import roman
from bench.sheets.notes import write_notes
from bench.sheets.scribe import Draft, Scribe
from bench.sheets.words import grammar, words


def correction(rng: Random) -> Cable:
    """Compose a correction sheet.

    It replaces footnotes of an earlier sheet and bears no message.
    """
    known = heads.days(rng)
    scribe = Scribe(rng, grammar("intelligence"), known.message, 0.0, 0.0, letters=False)
    first = rng.randrange(1, 9)
    chosen = sorted(rng.sample(range(first, first + 8), rng.choice((1, 1, 2, 2, 3, 4))))
    cast = rng.sample(words()["cover_names"], len(chosen))
    scribe.drafts = [Draft(n, name, is_name=True, is_note=False) for n, name in enumerate(cast)]
    written = write_notes(rng, scribe)
    notes: tuple[Note, ...] = tuple(
        replace(_not_empty(written[n]), label=roman(number)) for n, number in enumerate(chosen)
    )
    reference = heads.reference(rng, known, first_issue=True)
    labels = [f"[{note.label}]" for note in notes]
    listed = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"
    kind = rng.choice(("Footnote", "Comment"))
    assert reference.first_issue is not None  # noqa: S101 (asked for above)
    lines = (
        f"Correction to {reference.label} {reference.number} (of {reference.first_issue.typed})",
        "",
        f"Please substitute the following in {kind}{'s' if len(labels) > 1 else ''} {listed}:",
    )
    return Cable(
        family=Family.CORRECTION,
        classification=heads.classification(rng, 0.7),
        origin="USSR" if rng.random() < 0.3 else None,
        reference=reference,
        issue=Issue(dates.issue_date(rng, known.issue)) if rng.random() < 0.6 else Issue(),
        notes=notes,
        letter=lines,
    )


def _not_empty(note: Note) -> Note:
    return (
        note
        if note.text.removesuffix(":") != (note.term or "")
        else replace(note, text=f"{note.term}: Unidentified cover-name.")
    )


def memorandum(rng: Random) -> Cable:
    """Compose a memorandum, a covering letter or a routing slip."""
    kind = rng.choice((_memo, _letter, _slip))
    return Cable(
        family=Family.MEMORANDUM,
        classification=heads.classification(rng, 0.4),
        letter=kind(rng),
    )


def _text(rng: Random, paragraphs: int, *, numbered: bool) -> list[str]:
    scribe = Scribe(rng, grammar("memorandum"), heads.days(rng).issue, 0.0, 0.0, letters=False)
    out: list[str] = []
    for number in range(paragraphs):
        text = " ".join(scribe.sentence() for _ in range(rng.randrange(1, 5)))
        out += ["", f"     {number + 1}.  {text}" if numbered else f"     {text}"]
    return out


def _memo(rng: Random) -> tuple[str, ...]:
    day = dates.between(rng, heads.LAST_ISSUE.replace(year=1950), heads.LAST_ISSUE)
    colon = rng.choice((":", ":", ""))
    rows = {
        "TO": rng.choice(words()["memo_offices"]),
        "FROM": rng.choice(words()["memo_offices"]),
        "DATE": dates.foot_date(rng, day).typed,
        "SUBJECT": rng.choice(words()["memo_subjects"]),
    }
    if rng.random() < 0.3:
        rows = {key: rows[key] for key in ("DATE", "TO", "FROM", "SUBJECT")}
    width = rng.choice((9, 11, 14))
    case = rng.choice((str.upper, str.upper, str.capitalize))
    head = [f"{case(key) + colon:{width}}{value}" for key, value in rows.items()]
    start = [rng.choice(("MEMORANDUM", "Office Memorandum", "MEMORANDUM FOR THE RECORD")), ""]
    end = ["", "", f"{'':36}{rng.choice(words()['memo_offices'])}"]
    return (*start, *head, *_text(rng, rng.randrange(1, 5), numbered=rng.random() < 0.4), *end)


def _letter(rng: Random) -> tuple[str, ...]:
    day = dates.between(rng, heads.LAST_ISSUE.replace(year=1946), heads.LAST_ISSUE)
    name = rng.choice(words()["surnames"]).title()
    head = [
        f"{'':40}{rng.choice(('Room 214', 'The Registry', 'Records Branch'))}",
        f"{'':40}{dates.foot_date(rng, day).typed}",
        "",
        f"Dear {name},",
        "",
        f"          {rng.choice(words()['memo_subjects'])}",
    ]
    end = [
        "",
        f"{'':36}Yours sincerely,",
        "",
        "",
        f"{'':36}{rng.choice(words()['first_names'])[0]}. "
        f"{rng.choice(words()['surnames']).title()}",
        "",
        f"Encl. {rng.randrange(1, 9)}",
    ]
    return (*head, *_text(rng, rng.randrange(1, 5), numbered=False), *end)


def _slip(rng: Random) -> tuple[str, ...]:
    lines = ["ROUTING SLIP", "", f"{'TO':24}{'DATE':12}INITIALS", ""]
    for _ in range(rng.randrange(3, 8)):
        lines += [
            f"{rng.choice(words()['memo_offices'])[:22]:24}"
            f"{rng.randrange(1, 29)}/{rng.randrange(1, 13)}"
            f"{'':7}{rng.choice(words()['initials'])}"
        ]
    remarks = rng.choice(
        ("For information", "For signature and return", "Please see the attached list")
    )
    return (*lines, "", f"REMARKS:  {remarks}", "", f"FROM:  {rng.choice(words()['memo_offices'])}")
