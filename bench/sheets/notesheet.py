"""Notes and comments after the signature, under their headings or none, flowing over pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.sheets.cable import Family, Note
from bench.sheets.typist import TypedWord, typed_label, typed_words
from schemas.records import NoteSystem

if TYPE_CHECKING:
    from bench.sheets.layout import Writer


def write_notes(writer: Writer, *, headed: bool = True) -> None:
    """Type all notes of the present message, under their headings when ``headed``."""
    notes = list(enumerate(writer.cable.notes, start=1))
    form = writer.form
    for system, heading in (
        (NoteSystem.NOTE, form.note_heading),
        (NoteSystem.COMMENT, form.comment_heading),
    ):
        group = [(position, note) for position, note in notes if note.system is system]
        if group:
            bare = writer.cable.family is Family.CORRECTION or not headed
            _write_group(writer, group, "" if bare else heading, apart=headed)


def _write_group(
    writer: Writer, group: list[tuple[int, Note]], heading: str, *, apart: bool
) -> None:
    form = writer.form
    if apart:
        writer.down(1)
        writer.need(3)
    inline = form.heading_inline and bool(heading)
    start = 0
    if inline:
        writer.put(form.left, heading)
    if inline or (form.heading_inline and not apart and form.comment_heading):
        start = max(11, len(heading or form.comment_heading) + 2)
    elif heading:
        writer.put(form.left, heading)
        writer.row += 1.5
    for position, note in group:
        label = typed_label(note.label, writer.rng, form.habits, in_notes=True)
        writer.marks.labels[position] = label
        writer.need()
        writer.marks.notes[position] = writer.page
        words = list(typed_words(note.text, 0, writer.rng, form.habits))
        shown = f"[{label}]"
        hang = form.note_hanging
        if hang > len(shown):
            shown = shown.ljust(hang) if form.label_joint else shown
        else:
            shown += form.label_joint
        if words:
            words[0] = TypedWord(shown + words[0].text, 0)
        else:
            words = [TypedWord(shown.rstrip(), 0)]
        writer.flow(words, start, start + hang, form.note_spacing, body=False)
        writer.down(form.note_gap)
