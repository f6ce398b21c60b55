"""Reference numbers of sheets, and serials of earlier translations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.values.references import Reference, Serial

CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
REFERENCES = st.builds(
    Reference,
    st.sampled_from("3S"),
    st.text(CAPITALS, min_size=2, max_size=5),
    st.text(CAPITALS, min_size=1, max_size=2),
    st.integers(0, 99_999),
)
SERIALS = st.builds(Serial, st.sampled_from(CAPITALS), st.integers(0, 99_999))


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("3/NBF/T261", "3/NBF/T261"),
        ("S/NBF/T483", "S/NBF/T483"),
        ("3/PPDT/T60", "3/PPDT/T60"),
        ("3/NBF/T 1904", "3/NBF/T1904"),
        (" 3 / NBF / T2201. ", "3/NBF/T2201"),
        ("s/nbf/t165", "S/NBF/T165"),
    ],
)
def test_references_as_typed(typed: str, canonical: str) -> None:
    assert str(Reference.parse(typed)) == canonical


def test_the_two_prefixes_are_never_made_into_each_other() -> None:
    assert Reference.parse("3/NBF/T60") != Reference.parse("S/NBF/T60")


@pytest.mark.parametrize(
    "typed",
    ["", "3/NBF", "4/NBF/T261", "3/NBF/T", "3/NBF/261", "3/N/T261", "NBF/T261", "3/NBF/T261234"],
)
def test_no_reference(typed: str) -> None:
    assert Reference.parse(typed) is None


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("T368", "T368"),
        ("(T368)", "T368"),
        ("J1039", "J1039"),
        ("m145", "M145"),
        ("T 1304,", "T1304"),
    ],
)
def test_serials_as_typed(typed: str, canonical: str) -> None:
    assert str(Serial.parse(typed)) == canonical


@pytest.mark.parametrize("typed", ["", "T", "368", "TT368", "T368a", "T123456"])
def test_no_serial(typed: str) -> None:
    assert Serial.parse(typed) is None


@given(REFERENCES)
def test_a_written_reference_is_read_again(reference: Reference) -> None:
    assert Reference.parse(str(reference)) == reference
    assert Reference.parse(f" {str(reference).lower()}.") == reference


@given(SERIALS)
def test_a_written_serial_is_read_again(serial: Serial) -> None:
    assert Serial.parse(str(serial)) == serial
    assert Serial.parse(f"({serial})") == serial


@given(st.text() | st.from_regex(r"\A\s?[3S4]?\s?/?[A-Za-z]{0,6}\s?/\s?T?\s?[0-9]{0,6}\Z"))
def test_what_is_read_from_any_text_is_canonical(text: str) -> None:
    reference = Reference.parse(text)
    assert reference is None or Reference.parse(str(reference)) == reference
    serial = Serial.parse(text)
    assert serial is None or Serial.parse(str(serial)) == serial
