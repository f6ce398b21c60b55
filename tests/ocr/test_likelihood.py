"""Evidence for what goes through words: pages and words are made by hand, nothing is read."""

from __future__ import annotations

from PIL import ImageDraw

from ocr.likelihood import NO_EVIDENCE, Evidence, evidence
from ocr.places import Places
from tests.ocr.test_struck import HYPHEN, LEFT, LINE, PITCH, PLAIN, TOP, typed, words_of
from tests.ocr.typed import pixels_of

LINES = [*PLAIN * 3, "He asks for money and a second set", *PLAIN * 3]
STRUCK = (9, 12)  # line and place of "money"
AT = 3 * (4 + 8 + 4) + 3  # words before it


def told(
    over: str = "", *, weight: int = 0, drawn: bool = False, unsure: str = "money"
) -> list[Evidence]:
    """Weigh the words of a page on which ``over`` is typed over one, or a line drawn."""
    page = typed(LINES, {STRUCK: over} if over else {}, weight=weight)
    if drawn:
        y = TOP + STRUCK[0] * LINE - 9
        ends = [LEFT + (STRUCK[1] + off) * PITCH for off in (-0.3, 5.3)]
        ImageDraw.Draw(page).line((ends[0], y, ends[1], y - 2), fill=30, width=3)
    words = words_of(LINES, {} if unsure == "money" else {"money": unsure})
    places = Places(pixels_of(page), words, PITCH)
    parts = [places.part(at) for at in range(len(words))]
    return evidence(words, parts, lambda _: True)


def money(words: list[Evidence]) -> Evidence:
    return words[AT]


def test_the_word_is_where_the_tests_look_for_it() -> None:
    assert words_of(LINES, {})[AT].text == "money"


def test_hyphens_through_a_word_speak_for_themselves() -> None:
    found = told(HYPHEN * 5)
    assert money(found).hyphens > 5
    assert max(one.hyphens for at, one in enumerate(found) if at != AT) < 5


def test_nothing_speaks_for_hyphens_through_plain_or_bold_words() -> None:
    for weight in (0, 1):
        assert max(one.hyphens for one in told(weight=weight)) < 5


def test_x_over_letters_is_told_from_letters() -> None:
    assert money(told("XXXXX", unsure="KMXHK")).crosses > 0.5
    assert money(told(unsure="KMXHK")).crosses < 0


def test_a_drawn_line_speaks_for_a_line() -> None:
    found = told(drawn=True)
    assert money(found).line > 7
    assert max(one.line for at, one in enumerate(found) if at != AT) < 7


def test_a_page_with_few_well_read_words_gives_no_evidence() -> None:
    words = [word._replace(confidence=0.4) for word in words_of(LINES, {})]
    places = Places(pixels_of(typed(LINES, {STRUCK: "XXXXX"})), words, PITCH)
    parts = [places.part(at) for at in range(len(words))]
    assert set(evidence(words, parts, lambda _: True)) == {NO_EVIDENCE}
