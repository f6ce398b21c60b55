"""What the bench of strikes counts, and where it looks: nothing is read here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from bench.reading.strike_scores import as_read, compare
from bench.reading.strikes import as_table, struck_sheet
from bench.sheets import Family, Level, Order, Strike, StruckWord, make_ordered
from bench.sheets.cable import Cable, Distribution
from bench.sheets.camera import Bend
from bench.sheets.form import Form
from bench.sheets.scan import Container
from schemas.pages import Box, Page, Word

PAGE = Page(1, "", 1000, 1400, 300, 0, 0.0, False, (), None)


def flagged(text: str, box: Box) -> Word:
    return Word(text, 0.9, 0, box, struck=True)


def test_a_flag_over_half_of_a_struck_word_finds_it() -> None:
    truth = [
        StruckWord("TOP", Box(100, 100, 160, 130), Strike.LINE),
        StruckWord("SECRET", Box(180, 100, 300, 130), Strike.LINE),
        StruckWord("of", Box(500, 500, 540, 530), Strike.X),
    ]
    words = (
        flagged("FOR-SECRET", Box(98, 95, 302, 133)),
        Word("XX", 0.4, 1, Box(500, 500, 540, 530)),
    )
    got = compare(replace(PAGE, words=words), truth)
    assert [word.text for word in got.found] == ["TOP", "SECRET"]
    assert [(one.word.text, one.read, one.is_told) for one in got.missed] == [("of", "XX", False)]
    assert (len(got.right), got.wrong) == (1, ())


def test_a_struck_word_that_is_told_as_unread_type_is_missed_and_counted_so() -> None:
    truth = [StruckWord("SECRET", Box(180, 100, 300, 130), Strike.DASHES)]
    got = compare(replace(PAGE, unread=(Box(170, 98, 310, 131),)), truth)
    assert [one.is_told for one in got.missed] == [True]


def test_a_wrong_flag_is_put_down_to_the_strike_beside_it() -> None:
    truth = [StruckWord("TOP", Box(100, 100, 160, 130), Strike.LINE)]
    beside, far = (
        flagged("OSLO", Box(180, 100, 260, 130)),
        flagged("LUKA", Box(100, 700, 180, 730)),
    )
    got = compare(replace(PAGE, words=(beside, far)), truth)
    assert got.wrong == ((beside, Strike.LINE), (far, Strike.NONE))


def test_a_struck_part_of_a_long_word_makes_its_flag_right() -> None:
    truth = [StruckWord("XXXX", Box(100, 100, 180, 130), Strike.X)]
    words = (flagged("XXXX/17/9/1968", Box(100, 100, 380, 130)),)
    assert len(compare(replace(PAGE, words=words), truth).right) == 1


def test_boxes_of_a_scan_go_where_the_reading_lays_the_page() -> None:
    box = Box(10, 20, 30, 40)
    upright = as_read(box, (1400, 1000), 90, replace(PAGE, rotation=90))
    assert upright == box
    on_its_head = as_read(box, (1400, 1000), 0, replace(PAGE, rotation=180))
    assert on_its_head == Box(970, 1360, 990, 1380)
    aside = as_read(box, (1400, 1000), 0, replace(PAGE, rotation=90, width=1400, height=1000))
    assert aside == Box(1360, 10, 1380, 30)


def test_a_tilted_and_waved_scan_moves_boxes() -> None:
    bend = Bend(np.array([[1.0, 0.0, 5.0], [0.0, 1.0, 7.0]]), np.full(200, 3.0, np.float32))
    assert bend.moved(Box(10, 20, 30, 40)) == Box(15, 24, 35, 44)


@pytest.mark.parametrize(
    ("lines", "texts"), [((), ["XXXXXXXXXXXXXXXX"]), (("D.G.I.", "File"), ["D.G.I.", "File"])]
)
def test_rows_of_a_distribution_that_are_x_are_struck(
    lines: tuple[str, ...], texts: list[str]
) -> None:
    cable = Cable(family=Family.A, distribution=Distribution(lines, xed=True))
    order = Order(dpi=100, cables=(cable,), form=Form(), sheets=1, container=Container.PNG, turn=0)
    made = make_ordered(1, Level.CLEAN, None, order)
    assert [(word.text, word.strike) for word in made.struck[0]] == [(t, Strike.X) for t in texts]


def test_kinds_of_strikes_take_turns() -> None:
    kinds = {
        seed: {word.strike for word in struck_sheet(seed, Level.CLEAN).struck[0]}
        for seed in (1, 2, 3)
    }
    assert Strike.LINE in kinds[1]
    assert kinds[2] == {Strike.X}
    assert Strike.DASHES in kinds[3]


def test_recall_and_precision_are_of_all_pages_together() -> None:
    truth = [StruckWord("TOP", Box(100, 100, 160, 130), Strike.LINE)]
    found = compare(replace(PAGE, words=(flagged("TOP", Box(100, 100, 160, 130)),)), truth)
    table = as_table({Level.CLEAN: [found, compare(PAGE, truth)]})
    last = [list(column.cells)[-1] for column in table.columns]
    assert last == ["all", "all", "2", "2", "1", "", "0.500", "1", "", "1.000"]
