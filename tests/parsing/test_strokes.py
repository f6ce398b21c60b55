"""Strokes that were typed, and brackets without a partner: nothing else becomes a bracket in their stead."""

from __future__ import annotations

import pytest

from parsing.brackets import KnownLabels, canonical

LABELS = KnownLabels(frozenset({"i", "ii", "iii", "v"}), frozenset({"a", "b"}), {"i": "GNOM"})


@pytest.mark.parametrize(
    "typed",
    [
        "Send to S/NBF/PRG/7 the 3 copies (2/7).",
        "The file PF 47/L/712 (vol. 2) is at B1/B2.",
        "Form A/7 (rev. 2/44), form B/L7.",
        "The U.S./British/Soviet talks; BBC/CBS/NBC.",
        "Vols. I/II/III and IV/1. Mai 5/III links.",
        "See 3/NBF/T17. See 3/NBF/T7 and S/NBF/T111, where he is paid.",
        "A sum of £1/10/- and £10/-/- or 10/-.",
        "Pay 5/-, 7/-, 9/- daily.",
        "Rates: 1) 4/3/44 2) 5/3/44 3) 6/3/44.",
        "Density 19.05 gr/cc; cross-section 2.5.",
        "Ships: m/v LENA, s/s OLGA, m/t VERA/EX-BORIS.",
        "The fraction (3/7) and [1/7] of it, a 3% solution (w/v).",
        "He came by day/night and land/sea to us.",
    ],
)
def test_strokes_between_words_and_figures_are_no_brackets(typed: str) -> None:
    bracketed = canonical(typed, LABELS)
    assert bracketed.text == typed
    assert not [mark for mark in bracketed.marks if mark.text != "1/7"]


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        ("COUNTRYMEN/ZEMLYaKI7/v7 have", "COUNTRYMEN[ZEMLYaKI][v] have"),
        ("the HOUSE/DOM/7 is", "the HOUSE[DOM] is"),
        ("by GNOM/i7 and", "by GNOM[i] and"),
        ("the plan/A/ of", "the plan[A] of"),
    ],
)
def test_brackets_read_as_strokes_stay_brackets(read: str, typed: str) -> None:
    assert canonical(read, LABELS).text == typed


@pytest.mark.parametrize(
    "typed",
    [
        "He left [B% the house at 77 Lexington Avenue with J7 and a Me-110.",
        "About [B% half of the 7,000 dollars (in notes of 5/10) was paid; the L7 sank.",
        "The RESIDENT [REZIDENT left by train.",
        "The plant [ZAVOD (No. 7) is shut.",
        "The CENTRE [TsENTR has sent 7 men.",
        "A 25% share; C% is the mark (No. 7).",
    ],
)
def test_no_number_ends_a_bracket_left_open(typed: str) -> None:
    assert canonical(typed, LABELS).text == typed
