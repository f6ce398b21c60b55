"""Stations: the gazetteer, and places that are not in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.values.stations import canonical_station, gazetteer, nearest_station


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("Moscow", "MOSCOW"),
        (" NEW   YORK. ", "NEW YORK"),
        ("Mexico", "MEXICO CITY"),
        ("Habana:", "HAVANA"),
        ("Port Moresby", "PORT MORESBY"),
        ("", ""),
    ],
)
def test_stations_as_typed(typed: str, canonical: str) -> None:
    assert canonical_station(typed) == canonical


def test_the_gazetteer_leads_from_every_spelling_to_a_name_that_stays() -> None:
    for spelling, name in gazetteer().items():
        assert spelling == spelling.upper()
        assert canonical_station(spelling) == name
        assert canonical_station(name) == name
        assert nearest_station(spelling) == (name, 1.0)


@pytest.mark.parametrize(
    ("read", "name"), [("M0SCOW", "MOSCOW"), ("CANBERKA", "CANBERRA"), ("NEW Y0RK", "NEW YORK")]
)
def test_misread_stations_are_near_their_name(read: str, name: str) -> None:
    found, likeness = nearest_station(read)
    assert found == name
    assert 0.6 < likeness < 1.0


@given(st.text())
def test_any_text_has_a_canonical_form_and_a_likeness(text: str) -> None:
    assert canonical_station(canonical_station(text)) == canonical_station(text)
    name, likeness = nearest_station(text)
    assert 0.0 <= likeness <= 1.0
    assert name == "" or name in gazetteer().values()


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [("Baghdad", "BAGDAD"), ("ERIVAN", "YEREVAN"), ("KIEL", "KIEL"), ("Smyrna", "IZMIR")],
)
def test_capitals_ports_and_consular_cities_with_the_spellings_of_the_time(
    typed: str, canonical: str
) -> None:
    assert typed.upper() in gazetteer()
    assert canonical_station(typed) == canonical
