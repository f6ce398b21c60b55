from __future__ import annotations

import numpy as np
import pytest

from ocr.again import read_lost
from ocr.ink import find_ink
from ocr.pieces import lost_pieces
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.reduced import Grey
from ocr.settings import ReadingSettings
from ocr.tesseract import accept_children, probe, read_together
from schemas.pages import Box, Word
from tests.ocr.typed import LINES, page_image, pixels_of, typed_page

PIXELS = pixels_of(typed_page())
INK = find_ink(PIXELS)
accept_children()  # at import, before any fixture
READ = read_page(page_image(typed_page()), 1, ReadingSettings(), Readers(probe()))


def again(words: tuple[Word, ...]) -> tuple[Word, ...]:
    engine = probe()

    def strip_read(strip: Grey) -> tuple[Word, ...]:
        (words,) = read_together([strip], 300, engine, 60, options=("--psm", "6"))
        return words

    return read_lost(PIXELS, INK, words, strip_read)[0]


def lines_of(words: tuple[Word, ...]) -> list[str]:
    return [
        " ".join(word.text for word in words if word.line == line)
        for line in dict.fromkeys(word.line for word in words)
    ]


def test_a_page_that_is_read_whole_has_no_lost_piece() -> None:
    def never(strip: Grey) -> tuple[Word, ...]:
        raise AssertionError(f"a strip of {strip.shape} was read")

    assert lost_pieces(INK, READ.words, PIXELS.shape).rows == []
    assert read_lost(PIXELS, INK, READ.words, never) == (READ.words, frozenset())


@pytest.mark.parametrize("lost", range(len(LINES)))
def test_a_lost_line_is_found_from_its_ink_and_read(lost: int) -> None:
    box = READ.lines[lost].box
    kept = tuple(word for word in READ.words if word.line != lost)
    ((piece,),) = lost_pieces(INK, kept, PIXELS.shape).rows
    assert piece.x0 <= box.x0
    assert piece.y0 <= box.y0
    assert piece.x1 >= box.x1
    assert piece.y1 >= box.y1
    assert lines_of(again(kept)) == list(LINES)


def test_a_label_that_was_lost_joins_the_line_beside_which_it_stands() -> None:
    kept = tuple(word for word in READ.words if word.text not in {"From:", "To:"})
    assert lines_of(kept)[:2] == ["OSLO", "BERLIN"]
    assert lines_of(again(kept)) == list(LINES)


def test_words_found_again_stand_at_their_place_on_the_page() -> None:
    kept = tuple(word for word in READ.words if word.line != 3)
    found = [word for word in again(kept) if word.line == 3]
    for word, first in zip(found, READ.lines[3].words, strict=True):
        assert word.text == first.text
        assert np.allclose(word.box, first.box, atol=3)


def strip_that_says(text: str, confidence: float) -> tuple[tuple[Word, ...], frozenset[Box]]:
    """Read what is lost of the second line as one word; give all words, and where they are unsure."""
    kept = tuple(word for word in READ.words if word.text != "BERLIN")

    def say(strip: Grey) -> tuple[Word, ...]:
        high, wide = strip.shape
        return (Word(text, confidence, 0, Box(wide // 2, 30, wide - 30, high - 30)),)

    return read_lost(PIXELS, INK, kept, say)


def test_what_is_read_unsurely_where_nothing_was_read_is_told_apart() -> None:
    for confidence, is_unsure in ((0.6, False), (0.3, True)):
        words, unsure = strip_that_says("OSTOW", confidence)
        (box,) = (word.box for word in words if word.text == "OSTOW")
        assert (box in unsure) is is_unsure
    words, _ = strip_that_says("...", 0.9)
    assert not any(word.text == "..." for word in words)


def test_a_word_made_of_letters_of_two_rows_makes_way_for_both() -> None:
    first, second = READ.lines[0], READ.lines[1]
    merged = Word("Tron", 0.9, 0, Box.around((first.words[0].box, second.words[0].box)))
    left = (merged, first.words[1], second.words[1]._replace(line=1))
    kept = left + tuple(word for word in READ.words if word.line > 1)
    assert lines_of(again(kept)) == list(LINES)


def test_a_strip_holds_nothing_of_the_rows_above_and_below() -> None:
    pixels = pixels_of(typed_page(spacing=1.15))
    rows = [Box(140, 200 + 46 * row, 1600, 246 + 46 * row) for row in range(len(LINES))]
    kept = tuple(Word("x" * 40, 0.9, row, box) for row, box in enumerate(rows) if row != 3)
    strips = list[Grey]()

    def keep(strip: Grey) -> tuple[Word, ...]:
        strips.append(strip)
        return ()

    read_lost(pixels, find_ink(pixels), kept, keep)
    (strip,) = strips
    inked = np.flatnonzero((strip < 128).any(axis=1))
    assert len(inked) == inked[-1] - inked[0] + 1  # one line, no paper within it
    assert len(inked) < 40


def test_a_word_that_covers_a_part_makes_way_for_the_whole() -> None:
    whole = next(word for word in READ.words if word.text == "BERLIN")
    part = whole._replace(text="M", box=whole.box._replace(x1=whole.box.x0 + 30))
    kept = tuple(part if word is whole else word for word in READ.words)
    assert lines_of(again(kept)) == list(LINES)
