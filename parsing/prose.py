"""Lines of running text made one text: line ends rejoined, hyphens undone, page breaks remembered.

Where a page ends, the blank between two words is a form feed, so that a place in the text still tells its
page; ``readable`` takes them out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from parsing.dates import is_day_of_message
from parsing.furniture import INITIALS_FROM, is_borne_elsewhere
from parsing.gap_lines import ends_with_gap, is_gap_line
from parsing.last_words import are_last_words
from parsing.layout import RUNNING, Layout, Passage, Row, Segment
from parsing.lexicon import lexicon
from parsing.margins import without_margin, without_marks_beside
from parsing.matching import begins_with_a_number
from parsing.note_headings import heading_of
from parsing.page_names import names_in
from parsing.papers import is_line_of_words
from parsing.pitch import spare
from parsing.raised import with_raised_words
from parsing.stamps import is_file_number, is_worded_stamp
from parsing.typed_over import words_kept
from parsing.typed_words import BRACKETS
from schemas.pages import Word

PAGE_BREAK = "\f"

_SURE = 0.85
"""Confidence from which a row tells where lines begin."""

_SPECK_BESIDE = 1.4
"""Places more than its letters take from which the box of a word surely read takes in a speck to its left."""

_BESIDE = 0.6
"""Letters by which lines that begin at one stop of the carriage differ."""

_INDENT = 1.8
"""Letters by which a line hangs."""

_FAR = 14
"""Letters right of a label, or left of a paragraph's first line, beyond which none of its lines begins."""

_TALL = 1.7
"""Heights of a single-spaced line, in letter widths."""

_SPACE_ABOVE = 1.3
"""Line distances within which a line goes on with the one above it."""

_STAMPED_MONTH = re.compile(r"\W{0,4}(?:\w{1,2}\W{0,2})?[A-Z]{3}\W{0,2}19\d[\d!]\W{0,2}")
"""The month of a stamp, which has capitals where a typed one has small letters."""

_STAMPED_DAY = re.compile(r"\W{0,3}\d{1,2}\s?[A-Z/\]][A-Z]{2}\s?1\d{3}\W{0,3}")
"""The day of one."""

_LONGEST_DATE = 19
"""Characters of a stamped day or month, with all that can be read around it."""

_GOES_ON = ("-", ",", "(No.", " No.")
"""What ends a line in the middle of a sentence, besides a letter or figure."""

_HYPHEN = ("-", "¬", "=")
_HYPHENS = "-¬=~ "
"""What a hyphen at a line's end is read as, and with the specks behind it."""

_CAPITAL_END = re.compile(r"[A-Z]{2,}$|\b[A-Z]$")


@dataclass(eq=False, slots=True)
class Line:
    """A row of running text with the measures of its page, and the first word of the line that follows.

    ``passage`` are its words without those typed over with X, and specks; ``text`` is that of these. ``page``
    is the page within the source, ``left`` the left edge in pixels, of the first word that is no speck,
    without a speck within its box.
    """

    row: Row
    layout: Layout
    following: str = ""
    passage: Passage = field(init=False, repr=False)
    text: str = field(init=False, repr=False)
    page: int = field(init=False, repr=False)
    left: int = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.page = self.row.page
        words = words_kept(self.row, self.following, self.layout)
        self.passage = self.row.passage if words == self.row.words else Passage(words, self.page)
        self.text = self.passage.text
        self.left = _left_of(self.row.words, self.layout)


def _left_of(words: Sequence[Word], layout: Layout) -> int:
    """Give where a line begins behind specks, and behind one within the box of its first word."""
    at = 0 if words[0].text[0].isalnum() else _specks_at_head(words, layout.letter)
    return words[at].box.x0 + _speck_before(words[at : at + 2], layout.pitch)


def _specks_at_head(words: Sequence[Word], letter: float) -> int:
    """Count the specks before the first word that is none; 0 without one."""
    return next((at for at in range(len(words)) if not _is_speck(words[at : at + 2], letter)), 0)


def _is_speck(words: Sequence[Word], letter: float) -> bool:
    """Tell a first word of signs alone, but for a dash surely read a blank before the second."""
    if _TYPED.search(words[0].text):
        return False
    if len(words) == 1 or words[0].confidence < _SURE:
        return True
    return words[1].box.x0 - words[0].box.x1 > _TWO_BLANKS * letter


def _speck_before(words: Sequence[Word], pitch: float | None) -> int:
    """Give by how many pixels the first of two words begins right of its box, which takes in a speck.

    It was surely read, its letters do not fill the box, and the box ends a blank before the next word.
    """
    if pitch is None or len(words) < 2 or words[0].confidence < _SURE:
        return 0
    word, after = words
    if word.box.width <= len(word.text) * pitch:
        return 0  # most are no wider than their letters
    beyond = spare(word, pitch)
    ends = 0 < after.box.x0 - word.box.x1 < _TWO_BLANKS * pitch
    return round(beyond * pitch) if ends and beyond > _SPECK_BESIDE else 0


_TYPED = re.compile(r"[^\W_]|[\[\](){}/%]")
"""A sign of a word that is no speck."""


def lines_of(layout: Layout, rows: Sequence[Row]) -> list[Line]:
    """Give the rows of one page as lines, without scraps of stamps and specks, words of stamps, file numbers.

    Words that stand half a line off are in their line.

    What hangs below a line where other lines begin as well is no scrap, however it was read, nor is a gap.
    """
    lines: list[Row] = []
    for read in with_raised_words(layout, rows):
        inside = without_marks_beside(read, layout)
        if inside is None:
            continue
        row = without_margin(inside, layout)
        kept = row.without_scraps(layout)
        if kept is None and (
            is_gap_line(row.text)
            or (lines and are_last_words(row, lines[-1], layout))
            or (lines and _hangs(row, Line(lines[-1], layout), rows))
        ):
            kept = row
        if kept is None or _is_of_no_line(kept.text) or _is_date(kept.text, _STAMPED_MONTH):
            continue
        if _stands_at_end(kept, rows) and not _is_short_name(kept, rows, layout):
            continue
        lines.append(_without_stamps(kept, layout.letter))
    following = [*[line.words[0].text for line in lines[1:]], ""]
    return [Line(line, layout, word) for line, word in zip(lines, following, strict=False)]


_TWO_BLANKS = 1.7
"""Letters between words with two blanks, or more, between them."""


def _is_of_no_line(text: str) -> bool:
    """Tell the words or the day of a stamp, and the number of a file."""
    return is_worded_stamp(text) or is_file_number(text) or _is_date(text, _STAMPED_DAY)


def _is_date(text: str, stamped: re.Pattern[str]) -> bool:
    """Tell a stamped date, which is short."""
    return len(text) <= _LONGEST_DATE and stamped.fullmatch(text) is not None


def _stands_at_end(row: Row, rows: Sequence[Row]) -> bool:
    """Tell a few signs alone where the long rows of a text end, beside which they are no word of it."""
    if _MORE_THAN_SCRAP.match(row.text) or not BRACKETS.isdisjoint(row.text):
        return False
    long = [other.box for other in rows if len(other.text) > RUNNING]
    if len(long) < _SOME_LONG:
        return False
    left, right = min(box.x0 for box in long), max(box.x1 for box in long)
    return row.box.x0 > right - _AT_END * (right - left)


def _is_short_name(row: Row, rows: Sequence[Row], layout: Layout) -> bool:
    """Tell three capitals that are signed, from a scrap, a stamp and a typist's initials.

    They are about as surely read as the page, and stand right below the number or the day, are a name that
    another of the ``rows`` bears, or end the text to the left of where initials stand.
    """
    if _SHORT_NAME.fullmatch(row.text) is None:
        return False
    if row.passage.sureness < _AS_SURE * layout.usual:
        return False
    if is_borne_elsewhere(row, rows):
        return True
    reach = _RIGHT_BELOW * layout.single
    right_above = [other for other in rows if 0 < row.middle - other.middle <= reach]
    if any(_awaits_name(other.text) for other in right_above):
        return True
    below = takewhile(
        lambda other: heading_of(other) is None, (one for one in rows if one.middle > row.middle)
    )
    return row.box.x0 <= INITIALS_FROM * layout.page.width and not any(map(is_line_of_words, below))


def _awaits_name(text: str) -> bool:
    """Tell the number or the day of a signature, beside which no name stands."""
    return is_day_of_message(text) or (begins_with_a_number(text) and not names_in(text))


_SHORT_NAME = re.compile(r"[A-Z]{3}\.?")
_AS_SURE = 0.95
"""Share of a page's sureness from which capitals alone are no scrap."""

_RIGHT_BELOW = 2.2
"""Single lines from the number or the day to the name below it."""

_SOME_LONG = 3
"""Rows of running text that tell where lines end."""

_AT_END = 0.1
"""Share of the lines' length at whose end no line begins."""


def _without_stamps(row: Row, letter: float) -> Row:
    """Leave out what was stamped beside a line: words of stamps, their dates, a few signs far from it."""
    first, *others = row.segments
    if not others:
        return row
    if _is_date(first.text, _STAMPED_DAY):
        first, *others = others
    typed = [piece for piece in others if not _is_of_no_line(piece.text)]
    if typed and _is_far_scrap(typed[-1], (first, *typed)[-2], letter):
        typed.pop()
    kept = (first, *typed)
    return row if len(kept) == len(row.segments) else Row(row.page, kept)


def _is_far_scrap(piece: Segment, before: Segment, letter: float) -> bool:
    """Tell a few signs, not surely read, far to the right of what stands before them."""
    far = piece.box.x0 - before.box.x1 > _FAR_SCRAP * letter
    return far and piece.sureness < _SURE and _MORE_THAN_SCRAP.match(piece.text) is None


_FAR_SCRAP, _SCRAP = 10, 3
"""Letters from a line, and the most letters and figures, of what is left of a stamp beside it."""

_MORE_THAN_SCRAP = re.compile(rf"(?:[\W_]*[^\W_]){{{_SCRAP + 1}}}")
"""A text of more letters and figures than that."""


def _hangs(row: Row, above: Line, rows: Sequence[Row]) -> bool:
    """Tell a row of one piece close below a line that was surely read, hanging where other lines do.

    Below a line that ends in the middle of a sentence, surely read or not, one may begin where that does, or
    left of it.
    """
    layout = above.layout
    step = row.middle - above.row.middle
    near = 0 < step <= _SPACE_ABOVE * min(layout.line, 2 * _TALL * layout.letter)
    indent = (row.box.x0 - above.left) / layout.letter
    unended = above.text[-1:].isalnum() or above.text.endswith(_GOES_ON)
    hanging = _INDENT < indent <= _FAR and (unended or above.row.passage.sureness >= _SURE)
    hanging |= unended and -_FAR <= indent <= _BESIDE
    if len(row.segments) > 1 or not near or not hanging or sum(map(str.isalnum, row.text)) < 2:
        return False
    sure = min(_SURE, layout.usual) if unended else _SURE
    return any(
        abs(other.box.x0 - row.box.x0) <= _BESIDE * layout.letter and other.passage.sureness >= sure
        for other in rows
    )


def has_room(before: Line, line: Line) -> bool:
    """Tell a line that has room for the first word of the one below it."""
    return before.layout.has_room(before.row, line.row.words[0], line.layout.letter)


def ends_sentence(line: Line) -> bool:
    """Tell a line that ends with the stop of a sentence, a quotation or mark, or a gap."""
    return line.text.rstrip().endswith(_SENTENCE_ENDS) or ends_with_gap(line.text)


_SENTENCE_ENDS = (".", ":", "?", "!", '"', "]", "}")


def breaks_off(line: Line) -> bool:
    """Tell a line that ends with a word in small letters, without a stop."""
    return _SMALL_AT_END.search(line.text) is not None


_SMALL_AT_END = re.compile(r"(?:^|\s)[a-z]{2,}$")


def join(lines: Sequence[Line]) -> str:
    """Join the lines of a paragraph: hyphens at line ends undone, a form feed where a page begins."""
    text = ""
    page = lines[0].page
    for line in lines:
        gap = " " if line.page == page else PAGE_BREAK
        page = line.page
        piece = line.text.strip()
        if not text:
            text = piece
            continue
        broken = text[-1] in _HYPHENS and _is_broken(text)
        rejoins = broken and (piece[:1].isalpha() or _parts_figures(text, piece))
        text = _rejoin(text, piece, gap) if rejoins else f"{text}{gap}{piece}"
    return _FIRST.sub("1st", _S_IN_WORD.sub("s", text))


_FIRST = re.compile(
    r"[iIl|]st(?:(?<=\b[Tt]he ...)(?![\w'])|(?<!\S...)(?=\s(?:of\s)?[A-Z][a-z]{2}))"
)
"""The first of a month, of which the stroke was read as a letter."""


_S_IN_WORD = re.compile(r"S(?:(?<=[a-z]S)(?=[a-z])(?!h(?:ch)?[A-Z])|(?<=[a-z]{2}S)(?![\w'.]))")
"""A large S among small letters, which differs from the small one by its size alone; none of a name in
capitals, ``YaShchIK``."""


def _is_broken(text: str) -> bool:
    """Tell a text that ends with a hyphen behind a word."""
    word = text.rstrip(_HYPHENS)
    return text[len(word) :].startswith(_HYPHEN) and (word[-1:].isalnum() or word[-1:] == "_")


def _parts_figures(text: str, piece: str) -> bool:
    """Tell a hyphen between two numbers, or capitals and a number, at a line's end: ``1942-`` / ``1943``."""
    return piece[:1].isdecimal() and _BEFORE_FIGURES.search(text[-_LONGEST_BEFORE:]) is not None


_BEFORE_FIGURES = re.compile(r"(?:\d|(?<![A-Za-z])[A-Z]{1,3})-$")
_LONGEST_BEFORE = 5


def _rejoin(text: str, piece: str, gap: str) -> str:
    """Put a word broken at a line end together; capitals keep their hyphen, as compounds do."""
    stem = text.rstrip().rstrip(_HYPHENS)
    breaks = gap if gap != " " else ""
    first, _, rest = piece.partition(" ")
    joined = stem + ("-" if _is_compound(stem, first) else "") + first
    if breaks:
        return joined + breaks + rest
    return f"{joined} {rest}" if rest else joined


def _is_compound(stem: str, first: str) -> bool:
    """Tell a hyphen of the word's own: of two names in capitals, before a capital, of a known compound."""
    word = _NO_LETTERS.sub("", stem[stem.rfind(" ") + 1 :])
    compounds = lexicon().compounds
    if first[:1].isdecimal():
        return True
    if first[:1].isupper():
        if _CAPITAL_END.search(stem) and not _IN_ORIGINAL.search(stem):
            return True
        if word in compounds.before_names and (first[1:2].isupper() or first[1:4].islower()):
            return True
        if _TWO_NAMES.fullmatch(f"{word}-{first[:4]}"):
            return True
    return _NO_LETTERS.sub("", f"{word}-{first}").lower() in compounds.words


_TWO_NAMES = re.compile(r"[A-Z][a-z]+-[ABDEFGHJKLMNPQRTY][a-z]{3}")
"""``Anglo-Egyptian``, of which the second capital is no small letter misread, as those of its form are."""

_NO_LETTERS = re.compile(r"[^A-Za-z-]")

_IN_ORIGINAL = re.compile(r"[\[{][A-ZĀ-Ž][^\W\d_]*$")
"""The head of an original, which is one word behind its bracket."""


def readable(text: str) -> str:
    """Give the text as people read it: form feeds made blanks."""
    return text.replace(PAGE_BREAK, " ")
