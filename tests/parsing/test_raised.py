"""Words that stand half a line above or below their row, each read as a row of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsing.assemble import assemble
from schemas.records import Record
from tests.parsing.pages import GRID, bare, page


def _moved(text: str, moved: tuple[str, ...], lines: float, right: float = 0.0) -> Record:
    """Parse a bare sheet, some of its words ``lines`` lower and ``right`` letters further than typed."""
    typed = page(bare(text))
    down, across = round(lines * GRID.line), round(right * GRID.letter)
    words = tuple(
        word._replace(
            line=word.line + 1000,
            box=word.box._replace(
                x0=word.box.x0 + across, x1=word.box.x1 + across,
                y0=word.box.y0 + down, y1=word.box.y1 + down,
            ),
        )
        if word.text in moved
        else word
        for word in typed.words
    )  # fmt: skip
    (record,) = assemble([replace(typed, words=words)])
    return record


_TEXT = """
     We have learned that the second of the ships will leave the harbour
with the timber in the morning, and that nobody has asked about the
cargo. The captain does not want to be paid for it.
"""
_BODY = " ".join(_TEXT.split())


@pytest.mark.parametrize("lines", [-0.5, 0.5])
@pytest.mark.parametrize(
    "moved", [("nobody",), ("timber",), ("about",), ("with",), ("not", "want"), ("cargo.",)]
)
def test_words_off_their_line_stand_where_their_place_is_free(
    moved: tuple[str, ...], lines: float
) -> None:
    assert _moved(_TEXT, moved, lines).sheet.body == _BODY


def test_a_word_set_between_two_lines_stands_at_the_blank_below_it() -> None:
    text = _TEXT.replace("nobody has", "has") + "\n" + " " * 30 + "nobody\n"
    typed = page(bare(text))
    over = next(word for word in typed.words if word.text == "has")
    below = next(word for word in typed.words if word.text == "that" and word.line == over.line)
    middle = (below.box.x1 + over.box.x0) // 2
    words = tuple(
        word._replace(
            box=word.box._replace(
                x0=middle - word.box.width // 2, x1=middle + word.box.width // 2,
                y0=over.box.y0 - GRID.line // 2, y1=over.box.y1 - GRID.line // 2,
            )
        )
        if word.text == "nobody"
        else word
        for word in typed.words
    )  # fmt: skip
    (record,) = assemble([replace(typed, words=words)])
    assert record.sheet.body == _BODY


def test_a_gap_between_lines_at_their_distance_is_a_line() -> None:
    record = _moved(
        """
             We have learned that the second of the ships
                  [12 groups unrecovered]
        with the timber in the morning.
        """,
        (),
        0.0,
    )
    assert "ships [12 groups unrecovered] with" in record.sheet.body


def test_a_single_spaced_line_between_two_notes_is_no_raised_word() -> None:
    record = _moved(
        """
             LANCER[i] is in the
        QUARRY[ii].


        Comments:  [i]    LANCER: Agnes FITZGIBBON, who is the press officer of the
                          shipyard.
                   [ii]   QUARRY: The usual cover-word for the office in the HARBOUR
                          of CALLAO.
        """,
        ("shipyard.",),
        0.1,
    )
    first, second = record.comments
    assert first.text.endswith("the press officer of the shipyard.")
    assert second.text.startswith("QUARRY: The usual")


def test_a_single_spaced_line_is_no_raised_word_where_other_notes_stand_apart() -> None:
    record = _moved(
        """
             LANCER[i] is in the
        QUARRY[ii] and was not told about the shipyard.


        Notes:     [a]    Or perhaps the second of the ships.

        Comments:  [i]    LANCER: Agnes FITZGIBBON, who is the press officer of the
                          shipyard.
                   [ii]   QUARRY: The usual cover-word for the office in the HARBOUR of

                          CALLAO.
        """,
        ("shipyard.",),
        0.1,
    )
    comments = [comment.text for comment in record.comments]
    assert comments[1].endswith("the press officer of the shipyard.")
    assert comments[2].startswith("QUARRY: The usual")


@pytest.mark.parametrize("last", ["WEST.", "(40);", "ill."])
def test_a_short_last_line_stays_behind_its_one_line_paragraph(last: str) -> None:
    typed = f"""
     The boatswain was our old friend and has come back from the old
{last}

     The second mate has been in bed since the 4th of the month.

     The cook left for the south on the 11th.

     The stoker and the other man are no longer with us on board.

     The cabin boy has asked for a loan until he has been paid.
"""
    (record,) = assemble([page(bare(typed, "     No. 12      ROLAND"))])
    assert record.sheet.body.split("\n\n") == [
        f"The boatswain was our old friend and has come back from the old {last}",
        "The second mate has been in bed since the 4th of the month.",
        "The cook left for the south on the 11th.",
        "The stoker and the other man are no longer with us on board.",
        "The cabin boy has asked for a loan until he has been paid.",
    ]
