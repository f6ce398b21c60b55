"""The form of a sheet.

Paper, pitch, margins, columns, wordings of furniture, and the typist's habits.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from bench.sheets.cable import Family, Strike


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper size in inches."""

    name: str
    width: float
    height: float


PAPERS = (Paper("A4", 8.27, 11.69), Paper("letter", 8.5, 11.0), Paper("foolscap", 8.0, 13.0))
LINES_PER_INCH = 6


@dataclass(frozen=True, slots=True)
class Habits:
    """How the typist departs from the canonical text; chances are per occasion.

    ``digits_in_body`` and ``digits_in_notes``: romans typed with the digit one (``[11]``),
    without ``digits_mixed`` only i to iii. ``strike`` goes through ``struck_words``.
    """

    digits_in_body: bool = False
    digits_in_notes: bool = False
    digits_mixed: bool = True
    capital_v: float = 0.0
    wrong_closer: float = 0.0
    inner_blank: float = 0.0
    blank_percent: float = 0.0
    typed_over: float = 0.0
    struck_words: float = 0.0
    strike: Strike = Strike.LINE
    hyphenate: float = 0.5
    double_blank: bool = True


@dataclass(frozen=True, slots=True)
class Form:
    """Where things stand.

    Columns and widths are characters, gaps and rows are lines of single spacing.
    """

    paper: Paper = PAPERS[0]
    pitch: int = 10
    left: int = 9
    width: int = 66
    top: int = 3
    spacing: float = 1.0
    indent: int = 5
    paragraph_gap: float = 1.0
    hanging: bool = False
    right_column: int = 42
    right_flush: bool = False
    label_width: int = 7
    reference_width: int = 10
    station_label: str = "{}:"
    number_label: str = "No:"
    date_place: str = "right"
    number_joint: int = 3
    marked_every_page: bool = False
    reissue_place: str = "centre"
    two_columns: bool = True
    title_underlined: bool = False
    address_indent: int = 5
    comment_heading: str = "Comments:"
    note_heading: str = "Notes:"
    heading_inline: bool = True
    note_hanging: int = 6
    note_gap: float = 1.0
    note_spacing: float = 1.0
    label_joint: str = "  "
    distribution_heading: str = "Distribution"
    continued: str | None = "[Continued overleaf]"
    pages_foot: bool = True
    reference_foot: bool = True
    page_number: str | None = "- {} -"
    reference_on_next: bool = True
    stations_again: bool = False
    signature_place: str = "left"
    message_first: bool = False
    habits: Habits = field(default_factory=Habits)

    @property
    def columns(self) -> int:
        """Characters across the paper."""
        return int(self.paper.width * self.pitch)

    @property
    def rows(self) -> int:
        """Lines of single spacing down the paper."""
        return int(self.paper.height * LINES_PER_INCH)


def any_form(rng: Random, family: Family) -> Form:
    """Give a random form that suits ``family``."""
    paper = rng.choices(PAPERS, (5, 3, 2))[0]
    pitch = rng.choice((10, 10, 12))
    columns = int(paper.width * pitch)
    left = rng.randrange(6, 13 if pitch == 10 else 17)
    width = columns - left - rng.randrange(5, 12)
    spacing = rng.choices((1.0, 1.5, 2.0), (6, 2, 3))[0]
    indent = rng.choice((5, 5, 5, 3, 8, 10, 0))
    gap = rng.choice((0.0, 0.5, 1.0, 1.0)) if indent else rng.choice((1.0, 1.0, 1.5))
    if indent == 0 and spacing > 1:
        gap = spacing
    right = left + int(width * rng.uniform(0.5, 0.66))
    return Form(
        paper=paper,
        pitch=pitch,
        left=left,
        width=width,
        top=rng.randrange(2, 8),
        spacing=spacing,
        indent=indent,
        paragraph_gap=gap,
        hanging=rng.random() < 0.5,
        right_column=right,
        right_flush=family is not Family.A and rng.random() < 0.5,
        label_width=rng.choice((6, 7, 7, 8, 9, 12)),
        reference_width=rng.choice((9, 10, 10, 11, 0)),
        station_label=rng.choice(("{}:", "{}:", "{}:", "{} :", "upper")),
        number_label=rng.choice(("No:", "No:", "No.:", "No.:", "No.", "NO:")),
        date_place=rng.choice(("right", "right", "right", "line", "line", "below", "left")),
        number_joint=rng.choice((0, 1, 1, 2, 3, 6)),
        marked_every_page=rng.random() < 0.15,
        reissue_place=rng.choice(("centre", "centre", "right", "left")),
        two_columns=rng.random() < 0.85,
        title_underlined=rng.random() < 0.2,
        address_indent=rng.choice((indent, indent, 0, 5)),
        comment_heading=rng.choice(
            (
                "Comments:",
                "Comments:",
                "Comments",
                "Footnotes:",
                "Footnotes",
                "Comment:",
                "COMMENTS:",
                "",
            )
        ),
        note_heading=rng.choice(
            ("Notes:", "T.N.:", "T.N.", "Notes", "Note:", "Translator's Notes:")
        ),
        heading_inline=rng.random() < 0.55,
        note_hanging=rng.choice((0, 5, 6, 6, 7, 8)),
        note_gap=rng.choice((0.0, 0.0, 0.5, 1.0, 1.0)),
        note_spacing=1.0 if spacing < 2 or rng.random() < 0.8 else rng.choice((1.5, 2.0)),
        label_joint=rng.choice(("  ", "  ", " ", "   ", "")),
        distribution_heading=rng.choice(
            ("Distribution", "Distribution", "DISTRIBUTION", "Distribution:")
        ),
        continued=rng.choice(
            (
                "[Continued overleaf]",
                "[Continued overleaf]",
                "[Continued overleaf]",
                "/continued",
                None,
            )
        ),
        pages_foot=rng.random() < 0.6,
        reference_foot=rng.random() < 0.7,
        page_number=rng.choice(("- {} -", "- {} -", "- {} -", "-{}-", "{}.", "Page {}", None)),
        reference_on_next=rng.random() < 0.85,
        stations_again=rng.random() < 0.04,
        signature_place=rng.choice(("left", "left", "left", "right", "split")),
        habits=_habits(rng),
    )


def _habits(rng: Random) -> Habits:
    digits = rng.choice(("none", "none", "none", "both", "both", "body"))
    return Habits(
        digits_in_body=digits != "none",
        digits_in_notes=digits == "both",
        digits_mixed=rng.random() < 0.7,
        capital_v=rng.choice((0.0, 0.0, 0.2)),
        wrong_closer=rng.choice((0.0, 0.0, 0.03)),
        inner_blank=rng.choice((0.0, 0.0, 0.15)),
        blank_percent=rng.choice((0.0, 0.0, 0.5)),
        typed_over=rng.choice((0.0, 0.0, 0.004, 0.008)),
        struck_words=rng.choice((0.0, 0.0, 0.0, 0.003)),
        hyphenate=rng.choice((0.1, 0.5, 0.8)),
        double_blank=rng.random() < 0.6,
    )
