from __future__ import annotations

import pytest

from schemas.scan_names import covers, run_name


@pytest.mark.parametrize(
    ("newer", "older", "held"),
    [
        ("/s/p[001-012].jpg", "/s/p[001-005].jpg", True),
        ("/s/p[001-012].jpg", "/s/p[004-005].jpg", True),
        ("/s/p[001-012].jpg", "/s/p007.jpg", True),
        ("/s/p[9-12].jpg", "/s/p10.jpg", True),
        ("/s/[0001-0012].png", "/s/0001.png", True),
        ("/s/p[001-005].jpg", "/s/p[001-012].jpg", False),
        ("/s/p[001-012].jpg", "/s/p[001-012].jpg", False),
        ("/s/p[001-012].jpg", "/s/p[010-014].jpg", False),
        ("/s/p[001-012].jpg", "/s/p7.jpg", False),
        ("/s/p[001-012].jpg", "/s/q007.jpg", False),
        ("/s/p[001-012].jpg", "/s/p007.png", False),
        ("/s/p[001-012].jpg", "/s/t/p007.jpg", False),
        ("/s/p[001-012].jpg", "/s/page.jpg", False),
        ("/s/p.jpg", "/s/p001.jpg", False),
    ],
)
def test_a_run_holds_what_is_within_it(newer: str, older: str, held: bool) -> None:
    assert covers(newer, older) is held


def test_a_run_is_named_by_its_numbers() -> None:
    assert run_name("box7_p", "001", "012", ".jpg") == "box7_p[001-012].jpg"
