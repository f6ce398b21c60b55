from __future__ import annotations

import pytest

from schemas.identity import document_id

SHA = "3f9a1c0d2b7e4a55" + "0" * 48


def test_names_are_short_and_say_where_the_sheet_begins() -> None:
    assert document_id(SHA, 1) == "3f9a1c0d2b7e4a55-1"
    assert document_id(SHA.upper(), 12, 2) == "3f9a1c0d2b7e4a55-12.2"


@pytest.mark.parametrize(
    ("sha256", "first", "part"), [("", 1, None), ("zz" * 32, 1, None), (SHA, 0, None), (SHA, 1, 0)]
)
def test_what_names_nothing_is_refused(sha256: str, first: int, part: int | None) -> None:
    with pytest.raises(ValueError, match=r"SHA-256|count from 1"):
        document_id(sha256, first, part)
