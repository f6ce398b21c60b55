"""What is drawn onto a page: labels stand where they cover nothing."""

from __future__ import annotations

import numpy as np
from PIL import Image

from flows.drawing import draw
from schemas.pages import Box, Word
from schemas.records import FieldEvidence


def test_a_label_in_the_midst_of_text_covers_no_word_while_there_is_room() -> None:
    words = [
        Word("word", 0.9, row, Box(x0, 300 + 40 * row, x0 + 110, 330 + 40 * row))
        for row in range(7)
        for x0 in range(60, 800, 130)
    ]
    field = FieldEvidence(
        field="message_numbers", value="50", raw="50", confidence=0.99, page=1, rule="number after No",
        x0=320, y0=420, x1=430, y1=450,
    )  # fmt: skip
    drawn = np.asarray(draw(Image.new("L", (1400, 1100), 255), words, [field]))
    for word in words:
        x0, y0, x1, y1 = word.box
        assert (drawn[y0 + 8 : y1 - 8, x0 + 8 : x1 - 8] == 255).all()
    assert (drawn[:280] != 255).any() or (drawn[:, 860:] != 255).any()
