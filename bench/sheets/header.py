"""The head of page 1: one or two columns, in the wordings and places that the form asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bench.sheets.cable import Cable, Family, Strike
from bench.sheets.form import Form
from bench.sheets.typist import struck, typed_words, underlined, width

if TYPE_CHECKING:
    from bench.sheets.layout import Writer


_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
"""A day that can be told from a number glued to it: ``94727th``."""


def write_header(writer: Writer) -> None:
    """Type everything above the body."""
    cable = writer.cable
    if cable.classification:
        writer.row = max(1.0, writer.row - 2)
        writer.centre(struck(cable.classification.typed, cable.classification.strike))
        writer.row += 2
    if cable.family is Family.MEMORANDUM:
        return
    if cable.family is Family.CORRECTION:
        _correction_head(writer)
        return
    if cable.family is Family.A:
        _numbered_head(writer)
        _item(writer)
        _stations(writer, beside=())
    else:
        _bare_head(writer)
    _addresses(writer)


def write_stations_again(writer: Writer) -> None:
    """Type the stations and the number at the head of a further page, as some typists did."""
    sheet, form = writer.sheet, writer.form
    lines = (
        f"From: {sheet.from_station}",
        f"To:   {sheet.to_station}",
        f"No:   {sheet.numbers_typed}",
    )
    for line in lines:
        writer.put(form.left, line)
        writer.row += 1
    writer.row += 1


def write_item_head(writer: Writer) -> None:
    """Type the head of a further message on the sheet: heading, title, stations, addressee."""
    cable, form = writer.cable, writer.form
    _item(writer)
    for line in cable.title:
        writer.centre(underlined(line) if form.title_underlined else line)
        writer.row += 1
    writer.row += 1 if cable.title else 0
    _stations(writer, beside=())
    _addresses(writer)


def _item(writer: Writer) -> None:
    """Type ``Item 4`` above a message's stations."""
    if writer.cable.item:
        writer.put(writer.form.left, writer.cable.item)
        writer.row += writer.rng.choice((1, 1.5, 2))


def _addresses(writer: Writer) -> None:
    writer.row += 1
    for line in writer.cable.address:
        text = " ".join(w.text for w in typed_words(line.typed, 0, writer.rng, writer.form.habits))
        writer.put(writer.form.left + writer.form.address_indent, text)
        writer.row += 1.5
    writer.row += 0.5


def _reference_block(cable: Cable, form: Form) -> list[str]:
    rows: list[tuple[str, str]] = []
    if cable.reference:
        first = cable.reference.first_issue
        rows.append(
            (
                cable.reference.label,
                cable.reference.number + (f" (of {first.typed})" if first else ""),
            )
        )
    if cable.issue.issued:
        xed = struck("XXXX", Strike.X) + "/" if cable.issue.xed else ""
        rows.append((cable.issue.label, xed + cable.issue.issued.typed))
    if cable.issue.copy_number is not None:
        rows.append((cable.issue.copy_label, str(cable.issue.copy_number)))
    return [
        f"{label:<{form.reference_width}}".rstrip(" ").ljust(form.reference_width)
        + ("" if len(label) < form.reference_width else " ")
        + value
        for label, value in rows
    ]


def _numbered_head(writer: Writer) -> None:
    cable, form = writer.cable, writer.form
    block = _reference_block(cable, form)
    column = min(form.right_column, form.left + form.width - max([*map(width, block), 0]))
    if form.two_columns:
        if cable.origin:
            writer.put(form.left, cable.origin)
        for line in block:
            writer.put(column, line)
            writer.row += 1
    else:
        for line in [*([cable.origin, ""] if cable.origin else []), *block]:
            writer.put(form.left, line)
            writer.row += 1
    for text in (cable.extract, cable.reissue.typed if cable.reissue else None):
        if text:
            writer.row += 1
            _placed(writer, text, form.reissue_place)
    writer.row += 2
    for line in cable.title:
        writer.centre(underlined(line) if form.title_underlined else line)
        writer.row += 1
    writer.row += 1 if cable.title else 0


def _bare_head(writer: Writer) -> None:
    cable, form = writer.cable, writer.form
    right = [
        text
        for text in (
            cable.sheet_serial,
            cable.reissue.typed if cable.reissue else None,
            cable.extract,
        )
        if text
    ]
    if writer.rng.random() < 0.25:
        right.reverse()  # serial and re-issue stand in either order
    writer.put(form.left, struck("XXX", Strike.X) if cable.corner_xed else cable.origin or "")
    beside: tuple[str, ...] = ()
    if form.two_columns and writer.rng.random() < 0.5 and len(right) > 1:
        beside = (right.pop(),)
    for line in right:
        _right(writer, line)
        writer.row += 1
    if not right:
        writer.row += 1
    writer.row += writer.rng.choice((0, 1, 2))
    _item(writer)
    _stations(writer, beside)


def _stations(writer: Writer, beside: tuple[str, ...]) -> None:
    """Type From, To, No and the date; ``beside`` are pieces of the right column next to From."""
    cable, form = writer.cable, writer.form
    upper = form.station_label == "upper"
    pattern = "{}:" if upper else form.station_label

    def label(text: str) -> str:
        shown = pattern.format(text.upper() if upper else text)
        return shown.ljust(form.label_width) if len(shown) < form.label_width else f"{shown} "

    right = list(beside)
    date = cable.message_date.typed if cable.message_date else cable.date_left
    named = form.number_label
    if len(cable.numbers) > 1 and writer.rng.random() < 0.4:
        named = {"No:": "Nos:", "No.:": "Nos.:", "No.": "Nos.", "NO:": "NOS:"}[named]
    number = named.ljust(form.label_width)
    number = number if len(named) < form.label_width else f"{named} "
    rows = [
        label("From") + (cable.from_station or ""),
        label("To") + (cable.to_station or ""),
        number + cable.numbers_typed,
    ]
    step = 1.0 if writer.rng.random() < 0.8 else 1.5
    place = form.date_place
    if place == "line":
        glued = not form.number_joint and not _ORDINAL.match(date)
        rows[-1] += " " * max(form.number_joint, int(glued)) + date
    for count, row in enumerate(rows):
        writer.put(form.left, row)
        if right and count < 2:
            _right(writer, right.pop(0))
        elif place == "right" and count == len(rows) - 1:
            _right(writer, date)
        writer.row += step
    if place == "below":
        writer.row += 1
        _right(writer, date)
        writer.row += 1
    elif place == "left":
        writer.put(form.left, date)
        writer.row += 1


def _correction_head(writer: Writer) -> None:
    cable, form = writer.cable, writer.form
    if cable.origin:
        writer.put(form.left, cable.origin)
    if cable.issue.issued:
        writer.right(f"{cable.issue.label} {cable.issue.issued.typed}")
    writer.row += 2
    heading = writer.rng.choice(("CORRECTION", "CORRECTION", "CORRIGENDUM", ""))
    if heading:
        writer.centre(underlined(heading) if form.title_underlined else heading)
        writer.row += 2
    for line in cable.letter:
        if line:
            words = list(typed_words(line, 0, writer.rng, form.habits))
            writer.flow(words, 0, 0, 1.0, body=False)
        else:
            writer.row += 1
    writer.row += 1


def _placed(writer: Writer, text: str, place: str) -> None:
    if place == "centre":
        writer.centre(text)
    elif place == "right":
        writer.right(text)
    else:
        writer.put(writer.form.left, text)


def _right(writer: Writer, text: str) -> None:
    form = writer.form
    if form.right_flush:
        writer.right(text)
    else:
        writer.put(min(form.right_column, form.left + form.width - width(text)), text)
