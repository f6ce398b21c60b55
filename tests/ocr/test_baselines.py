"""Where a word stands is told by its row, however high or low its box was made."""

from __future__ import annotations

import numpy as np
import pytest

from ocr.baselines import baselines
from ocr.rows import Row
from schemas.pages import Box, Word

ROWS = (Row(100, 500, np.linspace(200.0, 208.0, 401)), Row(90, 500, np.full(411, 260.0)))


def test_the_row_tells_the_baseline() -> None:
    words = [
        Word("harbour", 0.9, 0, Box(100, 150, 200, 190)),
        Word("money", 0.9, 0, Box(450, 190, 550, 240)),
        Word("second", 0.9, 1, Box(100, 190, 200, 203)),
    ]
    assert baselines(words, ROWS) == pytest.approx([201.0, 208.0, 260.0])


def test_without_rows_the_feet_of_the_words_tell() -> None:
    words = [
        Word("harbour", 0.9, 0, Box(100, 180, 200, 201)),
        Word("money", 0.9, 0, Box(210, 180, 300, 209)),
        Word("...", 0.9, 1, Box(210, 180, 300, 209)),
    ]
    assert baselines(words) == [201, 201, None]
