from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from ocr.comparing import compared
from ocr.reduced import Grey
from schemas.pages import Box, Word

PITCH, LINE, LEFT, TOP = 24, 60, 100, 200
TEXT = (
    "the clerks at the old camp could not come back.",
    "each second month a courier came across to us.",
    "once more the coast was searched from the south.",
    "he has not made a decision about that account.",
    "no one else could have known of the office code.",
    "such conditions can scarcely be called a success.",
)

DOUBTFUL = ("such", "conditions", "can", "scarcely", "be", "called", "decision", "across", "known")


def typed(lines: Iterable[str] = TEXT) -> Grey:
    """Type lines with a machine: every sign in the middle of a place of ``PITCH`` pixels."""
    page = Image.new("L", (1700, 1000), 250)
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(36)
    for row, line in enumerate(lines):
        for place, sign in enumerate(line):
            middle = LEFT + (place + 0.5) * PITCH
            draw.text((middle, TOP + row * LINE), sign, fill=30, font=font, anchor="ms")
    return np.asarray(page)


def read(
    lines: Iterable[str] = TEXT, confidence: float = 0.95, doubtful: Iterable[str] = ()
) -> tuple[Word, ...]:
    """Give the words of lines as an engine would; the ``doubtful`` and ``DOUBTFUL`` with 0.5.

    So many that a page is worth the comparing.
    """
    words = []
    for row, line in enumerate(lines):
        place = 0
        for text in line.split(" "):
            x0 = LEFT + round((place + 0.1) * PITCH)
            x1 = LEFT + round((place + len(text) - 0.1) * PITCH)
            foot = TOP + row * LINE
            sure = 0.5 if text in {*DOUBTFUL, *doubtful} else confidence
            words.append(Word(text, sure, row, Box(x0, foot - 26, x1, foot)))
            place += len(text) + 1
    return tuple(words)


def misread(before: str, after: str) -> tuple[str, ...]:
    assert any(before in line for line in TEXT)
    return tuple(line.replace(before, after) for line in TEXT)


def text_of(words: Iterable[Word]) -> list[str]:
    return [word.text for word in words]


def test_signs_that_look_like_others_of_the_machine_are_mended() -> None:
    for before, after in (("camp", "oamp"), ("back.", "backe"), ("searched", "searehed")):
        words = read(misread(before, after), doubtful=[after])
        mended = compared(words, typed())
        assert text_of(mended) == text_of(read())
        assert [word.box for word in mended] == [word.box for word in words]
        assert [word.confidence for word in mended] == [word.confidence for word in words]


def test_well_read_and_struck_words_are_left_as_they_were_read() -> None:
    words = read(misread("camp", "oamp"), doubtful=["clerks"])
    assert compared(words, typed()) == words
    words = read(misread("camp", "oamp"), doubtful=["oamp"])
    struck = tuple(word._replace(struck=word.text == "oamp") for word in words)
    assert compared(struck, typed()) == struck


def test_a_page_that_is_mostly_well_read_stays() -> None:
    words = tuple(
        word._replace(confidence=0.5 if word.text == "oamp" else 0.95)
        for word in read(misread("camp", "oamp"))
    )
    assert compared(words, typed()) == words


def test_a_word_that_the_page_spells_like_that_elsewhere_stays() -> None:
    pixels = typed(misread("the clerks", "thc clerks"))
    words = read()
    first = words[0]._replace(confidence=0.5)
    assert compared((first, *words[1:]), pixels) == (first, *words[1:])


def test_a_word_whose_letters_stand_one_place_off_stays() -> None:
    words = read(misread("conditions", "condditins"), doubtful=["condditins"])
    assert compared(words, typed()) == words


def test_brackets_and_signs_of_one_type_are_not_told_apart() -> None:
    more = ("keep (a) and (b) or (c) not (d)", "hold [e] and [f] or [g] not [h]", "1 11 111 1111")
    pixels = typed((*TEXT, *more, "now [bk] called"))
    words = read((*TEXT, *more, "now (bk] cal1ed"), doubtful=["(bk]", "cal1ed"])
    assert compared(words, pixels) == words


def test_a_page_with_too_few_words_for_a_pitch_stays() -> None:
    words = read(["oamp", "the"], 0.5)
    assert compared(words, typed(["camp", "the"])) == words
    assert compared((), typed([])) == ()
