from __future__ import annotations

from ocr.ink import find_ink
from ocr.lost import lost_rows, uncovered_share
from ocr.reading import read_page
from ocr.settings import ReadingSettings
from ocr.tesseract import probe
from tests.ocr.typed import LINES, page_image, pixels_of, typed_page


def test_a_line_without_words_is_found_from_its_ink() -> None:
    page = typed_page()
    ink = find_ink(pixels_of(page))
    read = read_page(page_image(page), 1, ReadingSettings(), probe())
    assert uncovered_share(ink, read.words) == (0, 0.0)
    assert lost_rows(ink, read.words, 4) == ()
    fourth = read.lines[3].box
    kept = [word for word in read.words if word.line != 3]
    (row,) = lost_rows(ink, kept, 4)
    assert row.x0 <= fourth.x0
    assert row.x1 >= fourth.x1
    assert row.y0 <= fourth.y0 < fourth.y1 <= row.y1
    count, share = uncovered_share(ink, kept)
    assert count > 30
    assert 0.1 < share < 0.3


def test_a_page_that_is_read_whole_is_not_read_again() -> None:
    page = typed_page()
    plain = read_page(page_image(page), 1, ReadingSettings(find_lost=False), probe())
    again = read_page(page_image(page), 1, ReadingSettings(), probe())
    assert plain.words == again.words
    assert [line.text for line in again.lines] == list(LINES)
