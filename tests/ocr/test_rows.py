"""Rows are found from ink alone, and cut out straight."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.cutting import cut_rows
from ocr.ink import find_ink
from ocr.reduced import Grey
from ocr.rows import Row, find_rows, joined
from schemas.pages import Box
from tests.ocr.typed import LINES, pixels_of, typed_page

SIZE = 40
FIRST = 200  # the top of the first line; the others stand 88 pixels apart
BLANK = ImageDraw.Draw(Image.new("L", (1, 1)))
ASCENT = round(BLANK.textbbox((0, 0), "E", font=ImageFont.load_default(SIZE))[3])
FEET = [FIRST + 88 * at + ASCENT for at in range(len(LINES))]


def rows_of(pixels: Grey) -> list[Row]:
    return find_rows(find_ink(pixels))


def width_of(text: str) -> float:
    return BLANK.textlength(text, font=ImageFont.load_default(SIZE))


def bent(pixels: Grey, most: float) -> Grey:
    """Let the lines rise and fall by at most so many pixels."""
    high, wide = pixels.shape
    columns = np.arange(wide, dtype=np.float32)
    rise = most * np.sin(columns / wide * 4.0)
    down = np.arange(high, dtype=np.float32)[:, None] + rise[None, :].astype(np.float32)
    across = np.ascontiguousarray(np.broadcast_to(columns, down.shape))
    return np.asarray(cv2.remap(pixels, across, down, cv2.INTER_LINEAR, borderValue=245), np.uint8)


def test_every_line_is_a_row_that_stands_on_its_feet() -> None:
    rows = rows_of(pixels_of(typed_page()))
    assert len(rows) == len(LINES)
    for row, text, foot in zip(rows, LINES, FEET, strict=True):
        assert len(row.foot) == row.x1 - row.x0 + 1
        assert np.abs(row.foot - foot).max() < 5
        assert row.x0 == pytest.approx(150, abs=14)
        assert row.x1 == pytest.approx(150 + width_of(text), abs=14)


def test_a_line_that_bends_is_one_row_and_is_cut_straight() -> None:
    pixels = bent(pixels_of(typed_page()), 9.0)
    ink = find_ink(pixels)
    rows = find_rows(ink)
    assert len(rows) == len(LINES)
    assert max(float(np.ptp(row.foot)) for row in rows) > 5
    for cut in cut_rows(pixels, rows, ink):
        inked = cut.pixels < 128
        feet = [int(np.flatnonzero(part.any(axis=1))[-1]) for part in np.array_split(inked, 4, 1)]
        assert max(feet) - min(feet) < 0.5 * ink.letter_height  # a p hangs, a bend would too


def test_broken_letters_make_one_row() -> None:
    pixels = pixels_of(typed_page()).copy()
    for x in range(300, 1500, 14):
        pixels[:, x : x + 6] = 245
    assert len(rows_of(pixels)) == len(LINES)


@pytest.mark.parametrize(("gap", "rows"), [(60, 1), (400, 2)])
def test_wide_white_ends_a_row(gap: int, rows: int) -> None:
    page = typed_page(LINES[2:])
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(SIZE)
    draw.text((150, 1000), "From: OSLO", fill=30, font=font)
    draw.text((150 + width_of("From: OSLO") + gap, 1000), "16th June", fill=30, font=font)
    foot = 1000 + ASCENT
    assert sum(abs(row.foot.mean() - foot) < 8 for row in rows_of(pixels_of(page))) == rows


def test_a_stop_at_the_end_belongs_to_its_row() -> None:
    with_stop, without = ("The plans are known.", "The plans are known")
    ends = [rows_of(pixels_of(typed_page([*LINES, text])))[-1].x1 for text in (with_stop, without)]
    assert ends[0] - ends[1] == pytest.approx(width_of("."), abs=6)


def test_ridges_over_and_through_one_word_are_one_row() -> None:
    text = "SKAT."
    rows = rows_of(pixels_of(typed_page([*LINES, "", text])))
    assert len(rows) == len(LINES) + 1
    row = Row(150, 250, np.full(101, 400.0))
    assert len(joined([row, Row(156, 250, np.full(95, 410.0))], 20.0)) == 1
    assert len(joined([row, Row(156, 250, np.full(95, 416.0))], 20.0)) == 2  # half a line off


def test_specks_and_an_empty_page_are_no_rows() -> None:
    assert rows_of(np.full((2200, 1700), 245, np.uint8)) == []
    page = pixels_of(typed_page()).copy()
    page[1500:1502, 300:1400:40] = 30
    assert len(rows_of(page)) == len(LINES)


def test_signs_up_the_margin_are_no_rows() -> None:
    page = typed_page()
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(SIZE)
    for at, sign in enumerate("oeacsn"):
        draw.text((1600, 1000 + 27 * at), sign, fill=30, font=font)
    draw.text((800, 1500), "2", fill=30, font=font)  # a page number stays
    rows = rows_of(pixels_of(page))
    assert len(rows) == len(LINES) + 1
    assert rows[-1].x0 == pytest.approx(800, abs=14)


@pytest.mark.parametrize("white", [6, 32])
def test_a_number_between_dashes_is_a_row(white: int) -> None:
    page = typed_page()
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(SIZE)
    draw.text((800, 1500), "2", fill=30, font=font)
    left, top, right, foot = draw.textbbox((800, 1500), "2", font=font)
    middle = (top + foot) / 2
    draw.rectangle((left - white - 24, middle, left - white, middle + 4), fill=30)
    draw.rectangle((right + white, middle, right + white + 24, middle + 4), fill=30)
    row = rows_of(pixels_of(page))[-1]
    assert abs(row.foot.mean() - foot) < 8
    assert row.x0 == pytest.approx(left - white - 24, abs=6)
    assert row.x1 == pytest.approx(right + white + 24, abs=6)


@pytest.mark.parametrize("beside", [(10, 24, 4), (14, 60, 4)])
def test_specks_beside_a_piece_as_high_as_a_letter_are_no_dashes(
    beside: tuple[int, int, int],
) -> None:
    before, after, thick = beside
    page = typed_page()
    draw = ImageDraw.Draw(page)
    draw.rectangle((760, 1500 - thick // 2, 760 + before, 1500 + thick // 2), fill=30)
    draw.rectangle((800, 1486, 808, 1512), fill=30)
    draw.rectangle((830, 1500 - thick // 2, 830 + after, 1500 + thick // 2), fill=30)
    assert all(row.foot.mean() < 1400 for row in rows_of(pixels_of(page)))


def test_pieces_of_a_line_that_waver_come_as_one_row_or_from_left_to_right() -> None:
    page = typed_page(LINES[2:])
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(SIZE)
    draw.text((150, 1003), "The harbour", fill=30, font=font)
    draw.text((150 + width_of("The harbour "), 1000), "was reached.", fill=30, font=font)
    draw.text((1200, 998), "16th June", fill=30, font=font)
    sentence, date = rows_of(pixels_of(page))[-2:]
    assert sentence.x1 == pytest.approx(150 + width_of("The harbour was reached."), abs=14)
    assert date.x0 > sentence.x1


def test_what_is_found_on_a_cut_has_its_place_on_the_page() -> None:
    pixels = bent(pixels_of(typed_page()), 9.0)
    pixels[FEET[3] - 40 : FEET[3] + 12, 1000:1030] = 245
    pixels[FEET[3] - 20 : FEET[3], 1010:1014] = 0
    ink = find_ink(pixels)
    cut = list(cut_rows(pixels, find_rows(ink), ink))[3]
    x, y = (int(at) for at in np.argwhere(cut.pixels.T == 0)[0])
    found = cut.on_page(Box(x, y, x + 4, y + 20))
    assert np.abs(np.array(found) - (1010, FEET[3] - 20, 1014, FEET[3])).max() <= 3


def test_a_narrowed_page_is_cut_at_the_same_rows() -> None:
    page = typed_page()
    pixels = pixels_of(page)
    ink = find_ink(pixels)
    rows = find_rows(ink)
    half = pixels_of(page.resize((page.width // 2, page.height), Image.Resampling.BOX))
    for whole, narrow in zip(
        cut_rows(pixels, rows, ink), cut_rows(half, rows, ink, 0.5), strict=True
    ):
        assert narrow.pixels.shape[0] == whole.pixels.shape[0]
        assert narrow.pixels.shape[1] == pytest.approx(whole.pixels.shape[1] / 2, abs=1)


@pytest.mark.parametrize(("size", "up"), [(44, 12), (48, 6), (48, 24)])
def test_heads_of_brackets_are_no_row_of_their_own(size: int, up: int) -> None:
    page = typed_page()
    font = ImageFont.load_default(size)
    ImageDraw.Draw(page).text((600, FEET[1] - up), "[ [ [", fill=30, font=font, anchor="ls")
    beside = [row for row in rows_of(pixels_of(page)) if row.x0 > 500]
    assert len(beside) == 1


def test_raised_words_are_a_row_of_their_own() -> None:
    page = typed_page()
    raised = FIRST + 3 * 88 - 40
    ImageDraw.Draw(page).text((1300, raised), "later", fill=30, font=ImageFont.load_default(SIZE))
    assert len(rows_of(pixels_of(page))) == len(LINES) + 1


def test_a_number_close_under_a_station_stands_in_its_label_s_row() -> None:
    page = typed_page([line.upper() for line in LINES[2:]])
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(SIZE)
    for at, (label, text) in enumerate(
        (("FROM:", "CHUNGKING"), ("TO:", "MOSCOW"), ("NO:", "2293"))
    ):
        draw.text((150, 1000 + 33 * at), label, fill=30, font=font)
        draw.text((330, 1000 + 33 * at), text, fill=30, font=font)
    (last,) = [row for row in rows_of(pixels_of(page)) if abs(row.foot.mean() - 1066 - ASCENT) < 8]
    assert last.x0 == pytest.approx(150, abs=14)
    assert last.x1 == pytest.approx(330 + width_of("2293"), abs=14)


def test_a_row_beside_a_number_stamped_up_the_margin_begins_with_its_type() -> None:
    page = typed_page()
    stamp = Image.new("L", (360, SIZE), 245)
    font = ImageFont.load_default(SIZE)
    ImageDraw.Draw(stamp).text((0, -6), "873.8879/135.448", fill=30, font=font)
    page.paste(stamp.rotate(90, expand=True), (40, FIRST - 20))
    rows = rows_of(pixels_of(page))
    assert len(rows) == len(LINES)
    assert all(row.x0 == pytest.approx(150, abs=14) for row in rows)


def test_grain_beside_a_row_is_none_of_it() -> None:
    pixels = pixels_of(typed_page(LINES[2:])).copy()
    dice = np.random.default_rng(4)
    specks = dice.random((pixels.shape[0] // 3, 40)) < 0.08
    grain = np.kron(specks, np.ones((3, 3), bool))
    pixels[: len(grain), 20 : 20 + grain.shape[1]][grain] = 30
    typed = [row for row in rows_of(pixels) if row.x1 > 900]
    assert len(typed) == len(LINES[2:])
    assert sum(row.x0 > 110 for row in typed) >= len(typed) - 1
