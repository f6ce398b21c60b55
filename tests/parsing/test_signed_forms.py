"""Signature lines in the other forms that offices typed them in, and those that cannot be read."""

from __future__ import annotations

import pytest

from schemas.records import Record
from tests.parsing.pages import BODY, TEXT, body_of


def _signed(*lines: str) -> Record:
    under = "\n".join(f"        {line}" for line in lines)
    return body_of(f"{TEXT}\n\n{under}\n")


@pytest.mark.parametrize(
    ("line", "serial"),
    [
        ("No. l2                               MAJ", 12),
        ("736                                  MAJ", 736),
    ],
)
def test_a_short_name_far_beside_a_number_is_no_typists_initials(line: str, serial: int) -> None:
    sheet = _signed(line).sheet
    assert (sheet.signature_serial, sheet.signature_name, sheet.body) == (serial, "MAJ", BODY)
