from __future__ import annotations

from ocr.scraps import pitch_of, without_scraps
from schemas.pages import Box, Word

PITCH, HEIGHT = 20, 26


def typed(
    text: str, line: int, confidence: float = 0.95, *, struck: bool = False
) -> tuple[Word, ...]:
    """Give a line of a typewriter of 20 pixels a letter."""
    words = []
    x = 100
    for piece in text.split():
        box = Box(x, 40 * line, x + round((len(piece) - 0.2) * PITCH), 40 * line + HEIGHT)
        words.append(Word(piece, confidence, line, box, struck))
        x += (len(piece) + 1) * PITCH
    return tuple(words)


def page(*more: tuple[Word, ...]) -> tuple[Word, ...]:
    text = "nothing further could heard about their plans since seventh month"
    lines = [typed(text, 0), typed(text, 1), *more]
    return tuple(word for line in lines for word in line)


def shaped(text: str, confidence: float, width: int, height: int) -> tuple[Word, ...]:
    return (Word(text, confidence, 2, Box(900, 500, 900 + width, 500 + height)),)


def texts(words: tuple[Word, ...]) -> set[str]:
    return {word.text for word in words}


def test_the_pitch_is_the_distance_from_letter_to_letter() -> None:
    pitch = pitch_of(page())
    assert pitch is not None
    assert abs(pitch - PITCH) < 0.5
    assert pitch_of(typed("too few words", 0)) is None


def test_what_is_typed_stays_however_badly_it_was_read() -> None:
    words = page(typed("Fron: NARVIX", 2, 0.1))
    assert without_scraps(words) == words


def test_lettering_up_the_margin_and_askew_stamps_are_left_out() -> None:
    up_the_margin = shaped("112.4020/77", 0.95, width=24, height=190)
    askew = shaped("peat", 0.4, width=190, height=60)
    assert "112.4020/77" not in texts(without_scraps(page(up_the_margin)))
    assert "peat" not in texts(without_scraps(page(askew)))


def test_letters_typed_apart_stay_when_they_are_well_read() -> None:
    apart = shaped("CORRECTION", 0.9, width=400, height=HEIGHT)
    assert "CORRECTION" in texts(without_scraps(page(apart)))
    assert "CORRECTION" not in texts(
        without_scraps(page(shaped("CORRECTION", 0.5, width=400, height=HEIGHT)))
    )


def test_the_year_alone_in_a_title_s_last_line_stays_though_an_underline_makes_it_wide() -> None:
    assert "(1940)" in texts(without_scraps(page(shaped("(1940)", 0.7, width=230, height=HEIGHT))))


def test_struck_words_stay() -> None:
    box = Box(900, 500, 1250, 560)
    struck = (Word("FOP-SEGRED", 0.1, 2, box, struck=True),)
    assert "FOP-SEGRED" in texts(without_scraps(page(struck)))


def test_a_word_whose_box_takes_in_a_little_of_the_scrawl_beside_it_stays() -> None:
    scrawl = Word("/L/X/To:", 0.0, 2, Box(60, 500, 270, 500 + HEIGHT))
    wide = Word("MOSCOW", 0.96, 2, Box(310, 500, 310 + round(5.8 * PITCH) + 28, 500 + HEIGHT))
    (kept,) = (word for word in without_scraps(page((scrawl, wide))) if word.text == "MOSCOW")
    assert kept.box == Box(338, 500, 338 + round(5.8 * PITCH), 500 + HEIGHT)
    alone = without_scraps(page((scrawl, wide._replace(confidence=0.4))))
    assert "MOSCOW" not in texts(alone)


def test_words_that_keep_the_pitch_together_stay_however_their_boxes_were_parted() -> None:
    x1 = 300 + round((len("in 1942.") - 0.2) * PITCH)
    line = (
        Word("in", 0.96, 2, Box(300, 522, 303, 526)),
        Word("1942.", 0.96, 2, Box(308, 500, x1, 500 + HEIGHT)),
    )
    assert texts(without_scraps(page(line))) >= {"in", "1942."}


def test_lines_are_numbered_anew() -> None:
    askew = (Word("peat", 0.4, 2, Box(900, 500, 1090, 560)),)
    kept = without_scraps(page(askew, typed("last line", 3)))
    assert {word.line for word in kept} == {0, 1, 2}


def test_without_measures_nothing_is_left_out() -> None:
    words = shaped("peat", 0.1, width=190, height=60)
    assert without_scraps(words) == words


def beside(text: str, confidence: float, width: int, height: int) -> tuple[Word, ...]:
    """Give a word beside the first line of ``page``, ten letters from its end."""
    right = max(word.box.x1 for word in page())
    x0 = right + 10 * PITCH
    return (Word(text, confidence, 0, Box(x0, 0, x0 + width, height)),)


def with_beside(word: tuple[Word, ...]) -> tuple[Word, ...]:
    first = tuple(one for one in page() if one.line == 0)
    return (*first, *word, *(one for one in page() if one.line == 1))


def test_doubtful_specks_and_scrawl_beside_a_line_are_left_out() -> None:
    for scrap in (
        beside("~J", 0.6, width=33, height=90),
        beside("eo", 0.3, width=36, height=26),
        beside("|", 0.5, width=4, height=70),
    ):
        assert without_scraps(with_beside(scrap)) == page()


def test_short_pieces_of_type_beside_a_line_stay() -> None:
    for piece in (
        beside("No", 0.45, width=36, height=26),
        beside("17", 0.8, width=20, height=60),
        beside("[a]", 0.2, width=30, height=30),
        beside("-2-", 0.1, width=56, height=26),
        tuple(word._replace(struck=True) for word in beside("of", 0.1, width=36, height=26)),
    ):
        assert without_scraps(with_beside(piece)) == with_beside(piece)


def test_a_doubtful_word_within_a_line_stays() -> None:
    words = page(typed("he asked for it once more", 2, 0.1))
    assert without_scraps(words) == words


def test_a_long_word_that_keeps_the_pitch_stays_though_its_box_is_high() -> None:
    assert "TOP-SECRET" in texts(without_scraps(page(shaped("TOP-SECRET", 0.3, 196, 65))))
    assert "PROPLEKKET" not in texts(without_scraps(page(shaped("PROPLEKKET", 0.3, 170, 65))))


def test_a_sign_with_no_type_at_its_height_is_left_out() -> None:
    for lone in ("Q", "|", ">"):
        assert lone not in texts(without_scraps(page(shaped(lone, 0.95, width=16, height=HEIGHT))))
    for kept in ("2", "[i]", "-3-", "5)."):
        words = page(shaped(kept, 0.95, width=round((len(kept) - 0.2) * PITCH), height=HEIGHT))
        assert without_scraps(words) == words
    beside = page(typed("and so", 2), shaped("A", 0.95, width=16, height=HEIGHT))
    level = tuple(
        word._replace(line=3, box=word.box._replace(y0=80, y1=80 + HEIGHT))
        if word.text == "A"
        else word
        for word in beside
    )
    assert "A" in texts(without_scraps(level))


def test_an_unsure_line_of_single_signs_is_left_out() -> None:
    scrawl = typed("c | 1 '", 2, 0.5)
    assert "|" not in texts(without_scraps(page(scrawl)))
    office = page(typed("C.S.O.", 2, 0.5))
    assert without_scraps(office) == office


def test_a_line_that_lost_signs_stays_where_other_lines_begin() -> None:
    lost = shaped("CS", 0.65, width=110, height=HEIGHT)
    at_margin = tuple(word._replace(box=Box(102, 500, 212, 500 + HEIGHT)) for word in lost)
    more = [typed("the harbour was reached by noon", line) for line in (2, 3)]
    moved = tuple(word._replace(line=4) for word in at_margin)
    elsewhere = tuple(word._replace(line=4) for word in lost)
    assert "CS" in texts(without_scraps(page(*more, moved)))
    assert "CS" not in texts(without_scraps(page(*more, elsewhere)))
