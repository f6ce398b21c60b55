from __future__ import annotations

from ocr.order import in_order
from schemas.pages import Box, Word


def line(text: str, number: int, left: int, top: int, height: int = 26) -> tuple[Word, ...]:
    """Give a line of a typewriter of 20 pixels a letter."""
    words = []
    x = left
    for piece in text.split():
        words.append(Word(piece, 0.9, number, Box(x, top, x + 20 * len(piece), top + height)))
        x += 20 * (len(piece) + 1)
    return tuple(words)


def lines_of(words: tuple[Word, ...]) -> list[str]:
    numbers = list(dict.fromkeys(word.line for word in words))
    assert numbers == list(range(len(numbers)))
    return [" ".join(word.text for word in words if word.line == number) for number in numbers]


def test_a_head_that_the_engine_gave_last_comes_first() -> None:
    body = line("SECOND PARAGRAPH", 0, 100, 300) + line("ITS END", 1, 100, 340)
    head = line("TO THE OFFICE", 2, 100, 100) + line("FIRST PARAGRAPH", 3, 100, 140)
    assert lines_of(in_order(body + head)) == [
        "TO THE OFFICE",
        "FIRST PARAGRAPH",
        "SECOND PARAGRAPH",
        "ITS END",
    ]


def test_columns_side_by_side_stay_in_the_order_of_the_engine() -> None:
    left = line("FROM: OSLO", 0, 100, 100) + line("TO: BERN", 1, 100, 140)
    right = line("COPY 3", 2, 900, 100) + line("14TH MAY", 3, 900, 140)
    assert in_order(left + right) == left + right
    assert lines_of(in_order(right + left)) == ["COPY 3", "14TH MAY", "FROM: OSLO", "TO: BERN"]


def test_what_stands_over_a_wide_line_comes_before_it() -> None:
    left = line("FROM: OSLO", 0, 100, 100) + line(
        "A LINE AS WIDE AS THE PAGE FROM SIDE TO SIDE", 1, 100, 200
    )
    right = line("COPY 3", 2, 700, 100)
    assert lines_of(in_order(left + right))[:2] == ["FROM: OSLO", "COPY 3"]


def test_pieces_of_one_row_are_not_under_each_other() -> None:
    row = line("REFERENCE", 0, 300, 104) + line("NO. 17", 1, 290, 98)
    assert in_order(row) == row
    assert in_order(()) == ()
