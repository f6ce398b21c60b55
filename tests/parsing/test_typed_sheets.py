"""Sheets as offices typed them, in many wordings, orders and placings, and what is made of each.

``sheets`` holds them as typed, a form feed between pages, ``__snapshots__/test_typed_sheets`` the records.
After a change that is meant, write these anew with ``pytest tests/parsing/test_typed_sheets.py
--snapshot-update`` and read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from parsing.assemble import assemble
from tests.parsing.pages import Grid, page
from tests.parsing.test_pictures import Picture, recorded

SHEETS = sorted((Path(__file__).parent / "sheets").glob("*.txt"))
TEN_PITCH = Grid(letter=30, left=250, width=2480, height=3508)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.stem)
def test_typed_sheet(sheet: Path, snapshot: SnapshotAssertion) -> None:
    typed = sheet.read_text(encoding="utf-8").split("\f\n")
    records = assemble([page(text, number, grid=TEN_PITCH) for number, text in enumerate(typed, 1)])
    drawn = "\n".join("".join(recorded(record)) for record in records)
    assert drawn == snapshot(extension_class=Picture)
