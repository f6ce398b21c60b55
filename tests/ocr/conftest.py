from __future__ import annotations

import pytest

from ocr.tesseract import accept_children


@pytest.fixture(autouse=True)
def children_may_start() -> None:
    """Undo what a test of an interrupted run in the same process left: that no child may start."""
    accept_children()
