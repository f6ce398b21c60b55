"""What goes through words is told from ink alone: pages and words are made by hand, nothing is read."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.ink import find_ink
from ocr.likelihood import Evidence
from ocr.overtyped import is_level
from ocr.struck import find_strikes, is_one_of, mark_struck
from ocr.underlines import Underline, find_underlines
from schemas.pages import Box, Word
from tests.ocr.typed import pixels_of

PITCH, LINE, LEFT, TOP = 24, 80, 150, 200
HYPHEN = "-"
PLAIN = ("THE HARBOUR WAS REACHED", "He asks for money and a second set", "WAIT FOR THE TWENTIETH")


def typed(lines: list[str], over: dict[tuple[int, int], str], weight: int = 0) -> Image.Image:
    """Give a page of fixed pitch; ``over`` is typed once more from a line and place on."""
    page = Image.new("L", (1700, 2200), 245)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(34)
    pieces = [(row, 0, line) for row, line in enumerate(lines)]
    for row, place, text in [*pieces, *((*at, text) for at, text in over.items())]:
        for at, letter in enumerate(text, start=place):
            middle = (LEFT + (at + 0.5) * PITCH, TOP + row * LINE)
            if letter == HYPHEN:  # as wide as those of a typewriter
                x, y = middle[0], middle[1] - 10
                draw.line((x - 9, y, x + 9, y), fill=30, width=3)
                continue
            draw.text(middle, letter, fill=30, font=font, anchor="ms", stroke_width=weight)
    return page


def words_of(lines: list[str], unsure: dict[str, str]) -> list[Word]:
    """Give the words of these lines; those in ``unsure`` were read so, and badly."""
    words = []
    for row, line in enumerate(lines):
        place = 0
        for text in line.split(" "):
            x0 = LEFT + place * PITCH
            box = Box(
                x0 + 2, TOP + row * LINE - 26, x0 + len(text) * PITCH - 2, TOP + row * LINE + 1
            )
            words.append(Word(unsure.get(text, text), 0.1 if text in unsure else 0.95, row, box))
            place += len(text) + 1
    return words


def struck(page: Image.Image, words: list[Word]) -> list[str]:
    pixels = pixels_of(page)
    ink = find_ink(pixels)
    marked = mark_struck(pixels, find_strikes(ink), words, ink.letter_height)
    return [word.text for word in marked if word.struck]


def test_words_where_no_ink_is_are_not_struck() -> None:
    blank = pixels_of(typed([], {}))
    words = words_of([*PLAIN, *PLAIN], {})
    assert not any(word.struck for word in mark_struck(blank, (), words, 25.0))


def test_a_word_with_x_typed_over_it_is_struck() -> None:
    lines = [*PLAIN, "He came witth with money", *PLAIN]
    page = typed(lines, {(3, 8): "XXXXX"})
    assert struck(page, words_of(lines, {"witth": "WKXEH"})) == ["WKXEH"]


def test_a_badly_read_bold_word_is_not_struck() -> None:
    lines = [*PLAIN, "He came FROM OSLO with money", *PLAIN]
    page = typed(lines, {}, weight=1)
    assert struck(page, words_of(lines, {"FROM": "KRON", "OSLO": "DSED"})) == []


def test_capitals_with_hyphens_typed_over_them_are_struck() -> None:
    lines = ["TOP SECRET", *PLAIN, "TOP SECRET", *PLAIN]
    page = typed(lines, {(0, 0): HYPHEN * 10})
    words = words_of(lines, {})
    x0, _, _, y1 = words[1].box
    words[:2] = [Word("FOP-SEEREF", 0.2, 0, Box(LEFT + 2, TOP - 26, words[1].box.x1, y1))]
    assert x0 > LEFT
    assert struck(page, words) == ["FOP-SEEREF"]


def test_small_letters_under_hyphens_are_struck_however_surely_they_were_read() -> None:
    lines = [*PLAIN, "He asks for money and a second set", *PLAIN]
    page = typed(lines, {(3, 12): HYPHEN * 5})
    assert struck(page, words_of(lines, {})) == ["money"]


def test_a_row_of_x_that_was_read_nearly_so_is_struck() -> None:
    lines = [*PLAIN, "XXXXXXXXXXXX", *PLAIN]
    assert struck(typed(lines, {}), words_of(lines, {"XXXXXXXXXXXX": "XXXKXXXAXXXX"})) == [
        "XXXKXXXAXXXX"
    ]


def test_a_row_of_x_is_struck_and_a_roman_number_is_not() -> None:
    lines = [*PLAIN, "XXXX/7/8/1973 see XXXXX and [xxx] XX"]
    assert struck(typed(lines, {}), words_of(lines, {})) == ["XXXX/7/8/1973", "XXXXX"]


def with_line(lines: list[str], rise: float, low: float) -> Image.Image:
    page = typed(lines, {})
    y = TOP - low
    ImageDraw.Draw(page).line((LEFT - 20, y, LEFT + 260, y - rise), fill=30, width=3)
    return page


def test_a_line_may_lie_low_and_slope() -> None:
    lines = ["TOP SECRET", *PLAIN]
    for rise, low in ((0, 13), (6, 8), (-6, 16)):
        assert struck(with_line(lines, rise, low), words_of(lines, {})) == ["TOP", "SECRET"]


def test_a_thin_line_through_a_word_is_a_strike() -> None:
    lines = [PLAIN[0], PLAIN[2]] * 4
    page = typed(lines, {})
    y = TOP + 2 * LINE - 9
    ImageDraw.Draw(page).line((LEFT + 3.5 * PITCH, y, LEFT + 11.2 * PITCH, y - 2), 110, width=2)
    assert struck(page, words_of(lines, {})) == ["HARBOUR"]


def test_an_underline_is_no_strike() -> None:
    lines = ["TOP SECRET", *PLAIN]
    assert struck(with_line(lines, 0, -6), words_of(lines, {})) == []


def test_an_underline_that_the_next_row_touches_is_no_strike() -> None:
    page = typed(["THE HARBOUR WAS REACHED", *PLAIN], {})
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(34)
    for at, letter in enumerate("AND HELD FOR DAYS"):
        draw.text((LEFT + (at + 0.5) * PITCH, TOP + 34), letter, fill=30, font=font, anchor="ms")
    draw.line((LEFT, TOP + 7, LEFT + 23 * PITCH, TOP + 7), fill=30, width=5)
    ink = find_ink(pixels_of(page))
    assert find_strikes(ink) == ()


def test_a_line_low_in_capitals_is_no_underline() -> None:
    ink = find_ink(pixels_of(with_line(["TOP SECRET", *PLAIN], 0, 6)))
    assert find_underlines(ink) == ()
    assert len(find_strikes(ink)) == 1


def test_a_crease_across_the_page_strikes_no_word() -> None:
    lines = [PLAIN[0], PLAIN[2]] * 4
    page = typed(lines, {})
    y = TOP + 2 * LINE - 9
    ImageDraw.Draw(page).line((20, y, 1680, y - 2), fill=110, width=2)
    assert struck(page, words_of(lines, {})) == []


@pytest.mark.parametrize("piece", [None, Box(800, TOP + 2 * LINE - 8, 1660, TOP + 2 * LINE + 6)])
def test_a_crease_that_slopes_strikes_no_word(piece: Box | None) -> None:
    lines = [PLAIN[0], PLAIN[2]] * 4
    page = typed(lines, {})
    foot = TOP + 2 * LINE
    ImageDraw.Draw(page).line((20, foot - 14, 1680, foot + 8), fill=60, width=3)
    words = [
        word._replace(confidence=0.7, struck=True) if word.line == 2 else word
        for word in words_of(lines, {})
    ]
    words += [] if piece is None else [Word("---", 0.0, 2, piece)]  # what was read of it
    assert struck(page, words) == []


def test_grey_paper_beside_a_struck_word_is_no_crease() -> None:
    lines = [*PLAIN, "TOP SECRET", *PLAIN]
    page = typed(lines, {(3, 0): HYPHEN * 10})
    grey = Image.fromarray((np.array(page) * 0.85).astype(np.uint8))
    words = [word._replace(struck=word.line == 3) for word in words_of(lines, {})]  # as signs say
    assert struck(grey, words) == ["TOP", "SECRET"]


def test_a_line_strikes_all_words_of_a_row_that_it_goes_on_over() -> None:
    lines = ["TOP SECRET JADE", *PLAIN]
    page = typed(lines, {})
    ends = (LEFT - 20, TOP - 8, LEFT + 15.5 * PITCH, TOP - 30)  # it leaves the last word at its top
    ImageDraw.Draw(page).line(ends, fill=30, width=3)
    assert struck(page, words_of(lines, {})) == ["TOP", "SECRET", "JADE"]


def scrawled(width: int) -> list[str]:
    """Give what is struck of a page with a scrawl of so many pixels, read as two words with signs."""
    lines = [*PLAIN, "", *PLAIN]
    page = typed(lines, {})
    foot = TOP + 3 * LINE
    points = [(LEFT + at * 12, foot - (4, 22, 9, 16)[at % 4]) for at in range(16)]
    ImageDraw.Draw(page).line(points, fill=30, width=width)
    words = words_of(lines, {})
    read = [
        Word(text, 0.6, 3, Box(LEFT + left, foot - 26, LEFT + left + 80, foot + 1), struck=True)
        for text, left in (("Xr7", 0), ("224", 100))
    ]
    kept = [word for word in words if word.text]
    marked = mark_struck(pixels_of(page), (), [*kept, *read], 25.0)
    return [word.text for word in marked if word.struck]


def test_thin_scrawl_is_not_struck_whatever_its_signs_say() -> None:
    assert scrawled(2) == []


def test_a_little_for_hyphens_in_each_place_of_a_long_word_is_none() -> None:
    assert not is_level(Evidence(7.3, -26.6, 0.0), 10)
    assert is_level(Evidence(7.3, -4.7, 0.0), 3)
    assert is_level(Evidence(12.1, -19.8, 0.0), 9)
    assert is_level(Evidence(-9.0, 7.5, 0.0), 9)


def test_a_doubtful_sign_is_believed_that_two_readings_have() -> None:
    lines = [*PLAIN, "He came with money", *PLAIN]
    pixels = pixels_of(typed(lines, {(3, 3): HYPHEN}))  # of four, one is to be seen
    words = [
        word._replace(confidence=0.6, struck=True) if word.text == "came" else word
        for word in words_of(lines, {})
    ]
    boxes = {word.box for word in words if word.struck}
    assert [word.text for word in mark_struck(pixels, (), words, 25.0) if word.struck] == ["came"]
    marked = mark_struck(pixels, (), words, 25.0, unborne=boxes)
    assert not any(word.struck for word in marked)


@pytest.mark.parametrize("read", ["MX#XX", "XXXXX"])
def test_what_is_read_in_grain_is_not_struck(read: str) -> None:
    lines = [*PLAIN, read, *PLAIN]
    page = typed([line if line != read else "" for line in lines], {})
    grain = np.random.default_rng(1).random((120, 8 * PITCH)) < 0.6
    top = TOP + 3 * LINE - 70
    pixels = np.array(page)
    pixels[top : top + len(grain), LEFT : LEFT + 8 * PITCH][grain] = 20
    words = words_of(lines, {read: read})
    ink = find_ink(pixels)
    marked = mark_struck(pixels, find_strikes(ink), words, 25.0)
    assert [word.text for word in marked if word.struck] == []


def test_a_rule_of_hyphens_is_not_struck() -> None:
    lines = [*PLAIN, "", *PLAIN]
    page = typed(lines, {(3, 0): HYPHEN * 24})
    lines[3] = HYPHEN * 24
    assert struck(page, words_of(lines, {})) == []


def test_capitals_that_could_not_be_read_are_not_struck_without_x_on_them() -> None:
    lines = [*PLAIN * 2, "He came FROM THERE with money", *PLAIN * 2]
    words = [
        word._replace(confidence=0.01) if word.text == "THERE" else word
        for word in words_of(lines, {"THERE": "HMBRN"})
    ]
    assert struck(typed(lines, {}), words) == []
    assert struck(typed(lines, {(6, 13): "XXXXX"}), words) == ["HMBRN"]


def test_a_line_that_letters_cross_is_no_underline() -> None:
    (strike,) = find_strikes(find_ink(pixels_of(with_line(["TOP SECRET", *PLAIN], 0, 6))))
    x0, y, x1 = strike.box.x0, strike.row(strike.box.x0), strike.box.x1
    assert is_one_of(Underline(x0, y, x1, y, 3.0), [strike], 25.0)
    assert not is_one_of(Underline(x0, y + 20, x1, y + 20, 3.0), [strike], 25.0)
