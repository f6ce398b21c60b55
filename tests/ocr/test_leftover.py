"""Type of which no word was read: found from the ink, on pages typed here."""

from __future__ import annotations

from PIL import ImageDraw, ImageFont

from ocr.ink import find_ink
from ocr.leftover import unread_type
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import accept_children, probe
from schemas.pages import Box
from tests.ocr.typed import page_image, pixels_of, typed_page

PAGE = typed_page()
INK = find_ink(pixels_of(PAGE))
accept_children()  # at import, before any fixture
READ = read_page(page_image(PAGE), 1, ReadingSettings(), Readers(probe()))


def test_on_a_page_that_is_read_whole_nothing_is_unread() -> None:
    assert unread_type(INK, READ.words) == ()
    assert READ.unread == ()


def test_a_word_that_was_lost_is_found_where_it_stands() -> None:
    lost = next(word for word in READ.words if word.text == "BERLIN")
    (box,) = unread_type(INK, [word for word in READ.words if word is not lost])
    assert max(abs(ours - its) for ours, its in zip(box, lost.box, strict=True)) < 12


def test_letters_that_touch_are_type_as_well() -> None:
    page = PAGE.copy()
    at = Box(150, 1600, 260, 1632)
    ImageDraw.Draw(page).text(
        at[:2], "MGB", fill=30, font=ImageFont.load_default(40), stroke_width=3
    )
    (box,) = unread_type(find_ink(pixels_of(page)), READ.words)
    assert abs(box.x0 - at.x0) < 12
    assert abs(box.x1 - at.x1) < 30


def test_a_rule_is_no_type() -> None:
    page = PAGE.copy()
    ImageDraw.Draw(page).line((150, 1600, 900, 1600), fill=30, width=4)
    assert unread_type(find_ink(pixels_of(page)), READ.words) == ()


def test_of_a_page_without_words_nothing_is_told() -> None:
    blank = read_page(page_image(typed_page(())), 1, ReadingSettings(), Readers(probe()))
    assert (blank.words, blank.unread) == ((), ())
