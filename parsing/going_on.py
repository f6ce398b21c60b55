"""What tells a page that goes on with the sheet before it, though a further message begins there.

The page's number may be lost. A sheet begins at the top of a page, so that the end of a message above
stations is of the page before; and each sheet counts its markers from the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from parsing.asked_notes import surely_marked
from parsing.gap_lines import is_gap_line
from parsing.layout import Layout, Row
from parsing.message_ends import goes_on_from, is_note, small_words
from parsing.note_headings import heading_of
from schemas.records import NoteSystem

_SURELY_READ = 0.7
"""Mean confidence of a row from which it is typed and no scrawl."""

_FEWEST_WORDS = 2
"""Words in small letters of a row that is no scrap."""


def ends_a_message(above: Sequence[Row], before: Sequence[Row]) -> int:
    """Give the row behind the last, of those ``above`` stations, that is surely of a message begun before.

    That is a note where the rows ``before`` bear markers or notes, a gap alone on its line where these break
    off, or what goes on with their last sentence; 0 without one. Whatever stands between is of it too.
    """
    surely = [at for at, row in enumerate(above) if row.passage.sureness >= _SURELY_READ]
    noted = any(surely_marked(before).values()) or any(map(is_note, before))
    broken = bool(before) and _breaks_off(before[-1])
    ends = [
        at + 1
        for at in surely
        if (noted and _is_note(above[at])) or (broken and is_gap_line(above[at].text))
    ]
    worded = next((at for at in surely if _is_worded(above[at])), None)
    if worded is not None and before and goes_on_from(above[worded], before[-1]):
        ends.append(worded + 1)
    return max(ends, default=0)


def _is_note(row: Row) -> bool:
    """Tell a note of words, or the heading of notes."""
    if heading_of(row) is not None:
        return True
    return is_note(row) and _is_worded(row)


def _breaks_off(row: Row) -> bool:
    """Tell a line of text with which no sentence ends."""
    return _is_worded(row) and row.text.rstrip(" \"'])")[-1:] not in (".", "?", "!", ":")


def _is_worded(row: Row) -> bool:
    return small_words(row.text) >= _FEWEST_WORDS


def counts_on(layout: Layout, pages: Sequence[Layout]) -> bool:
    """Tell a page whose markers count on from those of ``pages``, the notes to which are yet to come."""
    if any(is_note(row) for page in pages for row in page.rows):
        return False
    known = surely_marked(row for page in pages for row in page.rows)[NoteSystem.COMMENT]
    own = surely_marked(layout.rows)[NoteSystem.COMMENT]
    return bool(known and own) and min(own) == max(known) + 1
