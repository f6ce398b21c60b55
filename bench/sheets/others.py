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
    """Compose a memorandum, a letter, a covering letter, a routing slip, a despatch or a list."""
    kind = rng.choice((_memo, _memo, _letter, _slip, _slip, _covering, _despatch, _list))
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
    return rng.choice((_slip_of_columns, _slip_of_labels))(rng)


def _slip_of_columns(rng: Random) -> tuple[str, ...]:
    heading = rng.choice(words()["slip_headings"])
    lines = [f"{'':20}{heading}", "", f"{'TO':24}{'DATE':12}INITIALS", ""]
    for _ in range(rng.randrange(3, 8)):
        lines += [
            f"{rng.choice(words()['memo_offices'])[:22]:24}"
            f"{rng.randrange(1, 29)}/{rng.randrange(1, 13)}"
            f"{'':7}{rng.choice(words()['initials'])}"
        ]
    remarks = rng.choice(words()["slip_remarks"])
    return (*lines, "", f"REMARKS:  {remarks}", "", f"FROM:  {rng.choice(words()['memo_offices'])}")


def _slip_of_labels(rng: Random) -> tuple[str, ...]:
    """Give a slip with the labels of a cable's head, which it is not."""
    day = dates.between(rng, heads.LAST_ISSUE.replace(year=1946), heads.LAST_ISSUE)
    heading = [f"{'':20}{rng.choice(words()['slip_headings'])}", ""] if rng.random() < 0.6 else []
    place = rng.choice(words()["stations"])
    rows = [
        f"TO:       {rng.choice(words()['memo_offices'])}",
        f"FROM:     {rng.choice((place, rng.choice(words()['memo_offices'])))}",
        f"DATE:     {dates.foot_date(rng, day).typed}",
        f"SUBJECT:  {rng.choice(words()['memo_subjects'])}",
    ]
    remarks = f"REMARKS:  {rng.choice(words()['slip_remarks'])}"
    blank = [""] if rng.random() < 0.5 else []
    spaced = [line for row in rows for line in (row, *blank)]
    return (*heading, *spaced, "", remarks)


def _covering(rng: Random) -> tuple[str, ...]:
    """Give a letter that names a cable by its From, To and No."""
    known = heads.days(rng)
    start, end = heads.stations(rng)
    indent = " " * rng.choice((5, 10, 15))
    day = dates.message_date(rng, known.message, alone=False)
    verb = rng.choice(("Herewith", "I enclose", "Forwarded herewith are"))
    return (
        f"{'':40}{rng.choice(('Room 214', 'The Registry', 'Records Branch'))}",
        f"{'':40}{dates.foot_date(rng, known.issue).typed}",
        "",
        f"     {verb} {rng.randrange(2, 13)} copies of the translation of",
        "",
        f"{indent}From:  {start}",
        f"{indent}To:    {end}",
        f"{indent}No:    {rng.randrange(1, 900)}      {day.typed}",
        "",
        "which replaces the version sent to you earlier. Please destroy the earlier",
        "copies and return the enclosed certificate.",
        *_text(rng, rng.randrange(1, 3), numbered=False),
        "",
        "",
        f"{'':36}for {rng.choice(words()['memo_offices'])}",
    )


def _despatch(rng: Random) -> tuple[str, ...]:
    """Give a diplomat's despatch, or a page of one."""
    day = dates.between(
        rng, heads.LAST_ISSUE.replace(year=1938), heads.LAST_ISSUE.replace(year=1950)
    )
    town = rng.choice(words()["despatch_towns"])
    if rng.random() < 0.3:
        return (
            f"{'':30}- {rng.randrange(2, 9)} -",
            *_text(rng, rng.randrange(3, 6), numbered=False),
        )
    return (
        f"No. {rng.randrange(2, 999)}{'':24}{rng.choice(words()['despatch_posts'])}",
        f"{'':32}{town}, {dates.MONTHS[day.month - 1]} {day.day}, {day.year}.",
        "",
        f"Subject:  {rng.choice(words()['memo_subjects'])}",
        "",
        "The Honorable",
        "     The Secretary of State,",
        f"          {rng.choice(('Washington.', 'London.'))}",
        "",
        rng.choice(("Sir:", "Sir,", "Gentlemen:")),
        "",
        "     I have the honor to refer to the instruction of the above date.",
        *_text(rng, rng.randrange(1, 4), numbered=False),
        "",
        f"{'':36}Respectfully yours,",
    )


def _list(rng: Random) -> tuple[str, ...]:
    """Give a list of cables."""
    rows = []
    for _ in range(rng.randrange(4, 14)):
        start, end = heads.stations(rng)
        when = dates.message_date(rng, heads.days(rng).message, alone=False).typed
        rows.append(f"{start[:13]:15}{end[:13]:15}{rng.randrange(1, 999):<7}{when}")
    return (
        f"          LIST OF TRANSLATIONS {rng.choice(('SENT', 'RECALLED', 'ISSUED'))}",
        "",
        f"{'FROM':15}{'TO':15}{'NO.':7}DATE",
        "",
        *rows,
    )
