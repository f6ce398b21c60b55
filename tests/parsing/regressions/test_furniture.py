from __future__ import annotations

from tests.parsing.pages import only_record
from tests.parsing.test_furniture import BODY, HEAD, TAIL


def test_initials_alone_on_the_last_row() -> None:
    foot = "\n\n                              [2 Pages]\n\nAJV"
    assert only_record(HEAD + foot, "                   - 2 -\n\n" + TAIL).sheet.body == BODY
