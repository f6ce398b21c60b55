from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ocr.ink import find_ink
from ocr.readers import Found, Readers
from ocr.reading import failed_page, read_page
from ocr.reduced import Grey
from ocr.settings import ReadingSettings
from ocr.tesseract import probe
from ocr.underlines import find_underlines
from schemas.pages import Box, Page, Word
from schemas.problems import Code, Problem
from tests.ocr.typed import LINES, page_image, pixels_of, typed_page

ENGINE = probe()


def reading(image: Image.Image, settings: ReadingSettings | None = None) -> Page:
    return read_page(page_image(image), 1, settings or ReadingSettings(), Readers(ENGINE))


def texts(page: Page) -> list[str]:
    return [line.text for line in page.lines]


def test_lines_are_read_with_boxes_on_the_page() -> None:
    page = reading(typed_page())
    assert texts(page) == list(LINES)
    assert (page.rotation, page.skew_degrees, page.is_blank, page.problem) == (0, 0.0, False, None)
    assert page.reading is not None
    assert page.reading.engine == str(ENGINE)
    first = page.words[0].box
    assert 130 < first.x0 < 180
    assert 190 < first.y0 < 240
    assert page.confidence is not None
    assert page.confidence > 0.8


@pytest.mark.parametrize(("number", "words"), [("-  2  -", ["-", "2", "-"]), ("-3-", ["-3-"])])
def test_a_number_between_dashes_is_read_surely(number: str, words: list[str]) -> None:
    page = typed_page()
    ImageDraw.Draw(page).text((800, 100), number, fill=30, font=ImageFont.load_default(40))
    read = [word for word in reading(page).words if word.line == 0]
    assert [word.text for word in read] == words
    assert min(word.confidence for word in read) > 0.8
    assert read[0].box.x0 == pytest.approx(802, abs=6)
    assert 90 < read[0].box.y0 < read[0].box.y1 < 150


@pytest.mark.parametrize("cut", [0, 9, 30])
def test_type_that_the_edge_of_the_page_cuts_is_read_as_far_as_it_goes(cut: int) -> None:
    page, font = typed_page(), ImageFont.load_default(40)
    x = page.width - ImageDraw.Draw(page).textlength("J1550", font=font) + cut
    ImageDraw.Draw(page).text((x, 60), "J1550", fill=30, font=font)
    assert texts(reading(page))[-len(LINES) :] == list(LINES)


@pytest.mark.parametrize("fill", [150, 110])
def test_letters_that_are_full_of_ink_are_read(fill: int) -> None:
    lines = (
        "To KEEPER. Your letter No. 4 of the month before last",
        "was found too late: copy to the office of the consul.",
        "He asks for money and for a second set of code books.",
    )
    page, letter = typed_page(lines), 40
    font = ImageFont.load_default(letter)
    _, top, _, foot = font.getbbox("o")
    for row, line in enumerate(lines):
        for at, sign in enumerate(line):
            if sign == "o":
                x = 150 + font.getlength(line[:at]) + font.getlength("o") / 2
                y = 200 + round(row * letter * 2.2) + (top + foot) / 2
                ImageDraw.floodfill(page, (round(x), round(y)), fill, thresh=90)
    assert texts(reading(page)) == list(lines)


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_turned_pages_are_righted(rotation: int) -> None:
    turned = typed_page().rotate(rotation, expand=True)  # counter-clockwise
    page = reading(turned)
    assert page.rotation == rotation
    assert texts(page) == list(LINES)
    assert (page.width, page.height) == (1700, 2200)


def test_short_words_read_in_specks_turn_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def specks(pixels: Grey) -> tuple[Word, ...]:
        boxes = (Box(x, 0, x + 20, 20) for x in range(0, pixels.shape[1] - 20, 40))
        return tuple(Word(text, 0.72, 0, box) for text, box in zip(cycle(("oe", "7")), boxes))

    def read(_: Readers, images: Sequence[Grey], *__: object) -> Found:
        """Read more the wider the piece, as specks are."""
        return Found([specks(pixels) for pixels in images], 0.0)

    monkeypatch.setattr("ocr.readers.Readers.read", read)
    assert reading(typed_page(["TO: KEEPER"])).rotation == 0


@pytest.mark.parametrize("tilt", [-2.5, -0.6, 0.8, 3.0])
def test_tilt_is_measured_and_undone(tilt: float) -> None:
    tilted = typed_page().rotate(tilt, fillcolor=245, resample=Image.Resampling.BICUBIC)
    page = reading(tilted)
    assert page.skew_degrees == pytest.approx(tilt, abs=0.1)
    assert texts(page) == list(LINES)
    first, last = page.lines[2].words[0].box, page.lines[2].words[-1].box
    assert abs(first.y1 - last.y1) <= 10


def test_steps_can_be_switched_off() -> None:
    upside_down = typed_page().rotate(180)
    assert reading(upside_down, ReadingSettings(find_upright=False)).rotation == 0
    tilted = typed_page().rotate(2, fillcolor=245)
    assert reading(tilted, ReadingSettings(level_lines=False)).skew_degrees == 0.0


def test_small_type_is_read_and_boxes_are_the_pages() -> None:
    page = reading(typed_page(size=(700, 900), letter=12))
    assert page.lines[4].text.replace(" ", "") == LINES[4].replace(" ", "")
    assert all(word.box.x1 <= 700 and word.box.y1 <= 900 for word in page.words)


def dirty_back() -> Image.Image:
    page = Image.new("L", (1700, 2200), 240)
    draw = ImageDraw.Draw(page)
    for y in (500, 1100, 1700):
        draw.ellipse((60, y, 120, y + 60), fill=20)
    draw.rectangle((0, 0, 40, 2200), fill=5)
    noise = np.random.default_rng(4)
    for _ in range(80):
        spot = noise.integers((100, 100), (1600, 2100))
        x, y = int(spot[0]), int(spot[1])
        draw.ellipse((x, y, x + 4, y + 4), fill=60)
    draw.line((200, 300, 1500, 340), fill=190, width=3)
    return page


def test_faint_type_beside_dark_specks_is_read() -> None:
    page = Image.new("L", (1700, 2200), 245)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(36)
    for row, line in enumerate(LINES[:3]):
        draw.text((150, 200 + 80 * row), line, fill=185, font=font)
    for x, y in np.random.default_rng(5).uniform(0, 1, (300, 2)):
        left, top = round(1600 * x), round(500 + 1600 * y)
        draw.ellipse((left, top, left + 5, top + 5), fill=0)
    for top in range(700, 2000, 200):  # scrawl
        draw.line([(900 + 40 * n, top + 60 * (n % 2)) for n in range(12)], fill=10, width=8)
    read = reading(page)
    assert not read.is_blank
    typed = {line.replace(" ", "") for line in texts(read)}
    assert {line.replace(" ", "") for line in LINES[:3]} <= typed


@pytest.mark.parametrize("grain", [0, 12])
def test_light_type_on_a_dark_page_is_read(grain: int) -> None:
    typed = 255 - np.asarray(typed_page(), dtype=np.int16)
    noise = np.random.default_rng(3).normal(30, grain, typed.shape) if grain else 0
    read = reading(Image.fromarray(np.clip(typed + noise, 0, 255).astype(np.uint8)))
    assert texts(read) == list(LINES)
    assert not reading(Image.fromarray(255 - np.asarray(dirty_back()))).words


def test_a_small_sheet_on_a_dark_bed_is_no_negative() -> None:
    bed = Image.new("L", (3400, 4400), 20)
    bed.paste(typed_page(), (700, 900))
    assert texts(reading(bed)) == list(LINES)


def test_a_dirty_back_is_blank_and_one_short_line_is_not() -> None:
    back = reading(dirty_back())
    assert back.is_blank
    assert back.words == ()
    assert back.problem is None
    typed = dirty_back()
    typed.paste(typed_page(["- 2 -   3/NBF/T1904"]).crop((100, 150, 900, 300)), (500, 400))
    page = reading(typed)
    assert not page.is_blank
    assert "3/NBF/T1904" in texts(page)[0]


def struck_page(struck: Sequence[int], offset: float) -> Image.Image:
    page = typed_page(["TOP SECRET", *LINES, "TOP SECRET"])
    draw = ImageDraw.Draw(page)
    for row in struck:
        y = 200 + row * 88 + offset
        draw.line((130, y, 440, y + 2), fill=20, width=5)
    return page


def test_a_struck_classification_is_read_and_flagged() -> None:
    page = reading(struck_page((0, 8), 25))
    struck = [word.text for word in page.words if word.struck]
    assert struck[::2] == ["TOP", "TOP"]  # the line may take the bar of an E with it
    assert all(text.startswith("S") and text.endswith("T") for text in struck[1::2])


def test_underlines_and_plain_words_are_not_struck() -> None:
    page = reading(struck_page((0, 8), 50))
    assert texts(page)[0] == "TOP SECRET"
    assert not any(word.struck for word in page.words)


def test_a_timeout_is_the_pages_problem() -> None:
    page = reading(typed_page(), ReadingSettings(page_seconds=0.01))
    assert page.problem is not None
    assert page.problem.code is Code.PAGE_TIMEOUT
    assert page.words == ()
    assert not page.is_blank


def test_a_photograph_has_no_words_but_no_problem_either() -> None:
    noise = np.random.default_rng(2).integers(0, 255, (40, 30), np.uint8)
    page = reading(Image.fromarray(noise).resize((1200, 1600), Image.Resampling.BICUBIC))
    assert page.problem is None


def test_failed_pages_keep_their_number() -> None:
    problem = Problem(Code.PAGE_DAMAGED, "cut off")
    page = failed_page(7, problem)
    assert (page.number, page.problem, page.words, page.image_sha256) == (7, problem, (), "")


def test_the_image_is_identified_by_its_pixels(tmp_path: Path) -> None:
    page = typed_page()
    page.save(tmp_path / "a.png")
    assert (pixels_of(Image.open(tmp_path / "a.png")) == pixels_of(page)).all()
    assert reading(page).image_sha256 == page_image(page).sha256


def test_reading_is_imported_without_what_is_slow() -> None:
    script = (
        "import sys, ocr.reading, ocr.tesseract; ocr.tesseract._pytesseract(); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"pandas", "prefect", "pikepdf", "pypdfium2", "pyarrow"} & set(loaded)


def test_a_title_with_typed_underscores_is_read() -> None:
    page = typed_page([*LINES[:2], "", "The market and its workshops", *LINES[2:]])
    draw = ImageDraw.Draw(page)
    for place in range(33):
        draw.rectangle((146 + 21 * place, 506, 163 + 21 * place, 508), fill=30)
    kept = np.asarray(page).copy()
    read = reading(page)
    assert "The market and its workshops" in texts(read)
    assert not any(word.struck for word in read.words)
    assert (np.asarray(page) == kept).all()


def test_rows_of_hyphens_are_no_underlines() -> None:
    page = typed_page([*LINES[:3], "- " * 20, *LINES[3:]])
    ink = find_ink(pixels_of(page))
    assert find_underlines(ink) == ()
