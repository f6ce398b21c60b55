from tests.ocr.test_rows import *


def test_heads_of_brackets_are_no_row_of_their_own() -> None:
    page = typed_page()
    draw = ImageDraw.Draw(page)
    for left in (700, 790, 880):  # behind the first line, a broad bar at their heads
        draw.line((left, FEET[0] + 6, left + 24, FEET[0] - 52), fill=30, width=5)
        draw.rectangle((left + 4, FEET[0] - 54, left + 60, FEET[0] - 48), fill=30)
    assert len(rows_of(pixels_of(page))) == len(LINES)


def test_raised_words_are_a_row_of_their_own() -> None:
    page = typed_page()
    raised = FIRST + 3 * 88 - 40
    ImageDraw.Draw(page).text((1300, raised), "later", fill=30, font=ImageFont.load_default(SIZE))
    assert len(rows_of(pixels_of(page))) == len(LINES) + 1
