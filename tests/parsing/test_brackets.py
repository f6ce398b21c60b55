"""Brackets typed as slashes with strokes, and what OCR makes of them, in canonical form."""

from __future__ import annotations

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parsing.brackets import KnownLabels, canonical
from schemas.records import GapKind, MarkKind

LABELS = KnownLabels(frozenset({"i", "ii", "iii", "iv", "v", "vi"}), frozenset({"a", "b"}))


def marks_in(text: str) -> list[tuple[MarkKind, str]]:
    return [(mark.kind, mark.text) for mark in canonical(text, LABELS).marks]


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("then [2 groups unrecovered] came", "then [2 groups unrecovered] came"),
        ("then [ 4 groups unrecovered] came", "then [4 groups unrecovered] came"),
        ("then /2 groups unrecovered/ came", "then [2 groups unrecovered] came"),
        ("then L2 groups unrecovered7 came", "then [2 groups unrecovered] came"),
        ("then (2 groups unrecovered) came", "then [2 groups unrecovered] came"),
        ("then [30 groups unrecovered} came", "then [30 groups unrecovered] came"),
        ("then {30 groups unrecovered] came", "then [30 groups unrecovered] came"),
        ("then [2 groups unrecovered/ came", "then [2 groups unrecovered] came"),
        ("then /2 groups unrecoveredJ came", "then [2 groups unrecovered] came"),
        ("then [1 group unrecovered] came", "then [1 group unrecovered] came"),
        ("then [1 group garbled] came", "then [1 group garbled] came"),
        ("then [1 group unidentified] came", "then [1 group unidentified] came"),
        ("then [53 groups unrecoverable] came", "then [53 groups unrecoverable] came"),
        ("then [2 gronps unrecoverod] came", "then [2 groups unrecovered] came"),
        ("then [l groups unrecoverable] came", "then [1 group unrecoverable] came"),
        ("then/2 groups unrecovered/came", "then[2 groups unrecovered]came"),
        (
            "[3 groups unrecovered] [5 groups unrecoverable]",
            "[3 groups unrecovered] [5 groups unrecoverable]",
        ),
        (
            "/3 groups unrecovered//5 groups unrecoverable/",
            "[3 groups unrecovered][5 groups unrecoverable]",
        ),
    ],
)
def test_gaps(read: str, written: str) -> None:
    bracketed = canonical(read)
    assert bracketed.text == written
    assert {mark.kind for mark in bracketed.marks} == {MarkKind.GAP}
    assert bracketed.unbalanced == ()


def test_unrecovered_and_unrecoverable_are_different_things() -> None:
    read = "[32 groups unrecoverable and 54 groups unrecovered]"
    bracketed = canonical(read.replace("[", "/").replace("]", "/"))
    assert bracketed.text == read
    assert [(mark.gap_kind, mark.groups) for mark in bracketed.marks] == [
        (GapKind.UNRECOVERABLE, 32),
        (GapKind.UNRECOVERED, 54),
    ]
    assert {(mark.start, mark.end, mark.text) for mark in bracketed.marks} == {
        (0, len(read), read[1:-1])
    }


@pytest.mark.parametrize(
    ("read", "written", "grade"),
    [
        ("with [B% the former] chief", "with [B% the former] chief", "B"),
        ("with [C % ROBERT] chief", "with [C% ROBERT] chief", "C"),
        ("with [D% perhaps his] chief", "with [D% perhaps his] chief", "D"),
        ("with /B% the former/ chief", "with [B% the former] chief", "B"),
        ("with /BZ the former7 chief", "with [B% the former] chief", "B"),
        ("with LB% the former7 chief", "with [B% the former] chief", "B"),
        ("with [C& refuses to cancel] it", "with [C% refuses to cancel] it", "C"),
        ("with [8% the former] chief", "with [B% the former] chief", "B"),
    ],
)
def test_graded_readings(read: str, written: str, grade: str) -> None:
    bracketed = canonical(read, LABELS)
    assert bracketed.text == written
    (mark,) = bracketed.marks
    assert (mark.kind, mark.grade) == (MarkKind.READING, grade)


def test_marks_nest() -> None:
    bracketed = canonical("he says /B% ALBERT/iii/ advises that/ we wait", LABELS)
    assert bracketed.text == "he says [B% ALBERT[iii] advises that] we wait"
    outer, inner = bracketed.marks
    assert (outer.kind, outer.text) == (MarkKind.READING, "B% ALBERT[iii] advises that")
    assert (inner.kind, inner.text) == (MarkKind.NOTE_MARKER, "iii")
    assert outer.start < inner.start < inner.end < outer.end


@pytest.mark.parametrize(
    ("read", "readings"),
    [
        ("that [B% the [C% old] mill] is", ["B% the [C% old] mill", "C% old"]),
        ("that /B% the /C% old/ mill/ is", ["B% the [C% old] mill", "C% old"]),
        (
            "[C% it was [D% no [B% sea]] port]",
            ["C% it was [D% no [B% sea]] port", "D% no [B% sea]", "B% sea"],
        ),
        ("it /C% was /D% never// so", ["C% was [D% never]", "D% never"]),
        ("that [B% the and [C% old] mill is", ["C% old"]),
        ("that [B% the mill. The [C% old] port] is", ["C% old"]),
    ],
)
def test_readings_stand_within_readings_that_are_closed_behind_them(
    read: str, readings: list[str]
) -> None:
    assert [mark.text for mark in canonical(read).marks] == readings


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ('he said: "[B% No] more."', 'he said: "[B% No] more."'),
        ('he said: "I go." And "[B% No] more."', 'he said: "I go." And "[B% No] more."'),
        ('he said "[B% No] more.', "he said [B% No] more."),
        ('he said: "I am "[B% well] now."', 'he said: "I am [B% well] now."'),
    ],
)
def test_a_quotation_that_begins_with_a_reading_keeps_its_mark(read: str, written: str) -> None:
    assert canonical(read).text == written


@pytest.mark.parametrize(
    ("read", "label"),
    [
        ("FABRIKA[1].", "i"),
        ("FABRIKA[11].", "ii"),
        ("FABRIKA[111].", "iii"),
        ("FABRIKA[1v].", "iv"),
        ("FABRIKA[V].", "v"),
        ("FABRIKA[v1].", "vi"),
        ("FABRIKA[iv].", "iv"),
        ("FABRIKA/ii/.", "ii"),
        ("FABRIKA/11/.", "ii"),
        ("FABRIKA/iii7.", "iii"),
        ("FABRIKA[ll].", "ii"),
        ("FABRIKA{iv}.", "iv"),
        ("FABRIKA[a].", "a"),
        ("FABRIKA/b/.", "b"),
    ],
)
def test_note_markers(read: str, label: str) -> None:
    bracketed = canonical(read, LABELS)
    assert bracketed.text == f"FABRIKA[{label}]."
    assert [(mark.kind, mark.text) for mark in bracketed.marks] == [(MarkKind.NOTE_MARKER, label)]


@pytest.mark.parametrize(
    ("read", "written", "term"),
    [
        ("the RESIDENT [REZIDENT] left", "the RESIDENT [REZIDENT] left", "RESIDENT"),
        ("the RESIDENT /REZIDENT/ left", "the RESIDENT [REZIDENT] left", "RESIDENT"),
        ("the RESIDENT LREZIDENT7 left", "the RESIDENT [REZIDENT] left", "RESIDENT"),
        ("our FRIENDS[DRUZ'Ya] left", "our FRIENDS[DRUZ'Ya] left", "FRIENDS"),
        (
            "the OLD MILL [STARAYa MEL'NITsA] left",
            "the OLD MILL [STARAYa MEL'NITsA] left",
            "OLD MILL",
        ),
        ("some COUNTRYMEN[ZEMLYaKI][v] left", "some COUNTRYMEN[ZEMLYaKI][v] left", "COUNTRYMEN"),
    ],
)
def test_originals_know_their_term(read: str, written: str, term: str) -> None:
    bracketed = canonical(read, LABELS)
    assert bracketed.text == written
    (original,) = [mark for mark in bracketed.marks if mark.kind is MarkKind.ORIGINAL]
    assert original.term == term


@pytest.mark.parametrize(
    "typed",
    [
        "tell [us] when", "guns [which mount], then", "a [sic, probably his] word",
        "the [vessels?] left",         "he came[,] saw", "see [See above] there",
    ],
)  # fmt: skip
def test_insertions(typed: str) -> None:
    bracketed = canonical(typed, LABELS)
    assert bracketed.text == typed
    assert [mark.kind for mark in bracketed.marks] == [MarkKind.INSERTION]


@pytest.mark.parametrize(
    "typed",
    [
        "A quarter (one half of it) was paid.",
        "In 1947 we had 7 men, and L. had 17.",
        "Items (a) and (i) are agreed to.",
        "He read 534? and asked again.",
        "It cost $1,200 or 50% more.",
        "LENINGRAD and LITVA are 717 miles away.",
    ],
)
def test_ordinary_signs_are_no_marks(typed: str) -> None:
    bracketed = canonical(typed, LABELS)
    assert bracketed.text == typed
    assert bracketed.marks == ()


@pytest.mark.parametrize("typed", ["he said [and left", "he said] and left", "[ i ["])
def test_a_lone_bracket_is_told(typed: str) -> None:
    assert canonical(typed).unbalanced


def test_page_breaks_travel_through_a_mark() -> None:
    bracketed = canonical("he [4 groups\funrecovered] went\fon [B% the\fway] home")
    assert bracketed.text.count("\f") == 3
    assert bracketed.marks[0].text == "4 groups unrecovered"


ALPHABET = string.ascii_letters + string.digits + string.punctuation + " \n\f"
BRACKETED = st.text(ALPHABET, max_size=120) | st.lists(
    st.sampled_from(
        ["[", "]", "/", "7", "L", "{", "}", " ", "2 groups unrecovered", "1 group", "garbled",
         "B% ", "BZ ", "ii", "11", "REZIDENT", "RESIDENT ", "[iv]", "/a/", "\f", "\n\n", " and ",
         ".", ",", "the "]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(st.text(max_size=200) | BRACKETED, st.sampled_from([KnownLabels(), LABELS]))
@example("\ue000\ue001", LABELS)
@example("\ue001 [2 groups unrecovered] \ue000", LABELS)
def test_any_text_can_be_made_canonical(text: str, labels: KnownLabels) -> None:
    bracketed = canonical(text, labels)
    starts = [mark.start for mark in bracketed.marks]
    assert starts == sorted(starts)
    for mark in bracketed.marks:
        piece = bracketed.text[mark.start : mark.end]
        assert piece[0] == "["
        assert piece[-1] == "]"
        assert piece[1:-1].replace("\f", " ") == mark.text.replace("\f", " ")
    assert all(0 <= at < max(len(bracketed.text), 1) for at in bracketed.unbalanced)


@given(BRACKETED)
def test_marks_nest_or_stand_apart(text: str) -> None:
    spans = {(mark.start, mark.end) for mark in canonical(text, LABELS).marks}
    for one in spans:
        for other in spans:
            apart = one[1] <= other[0] or other[1] <= one[0]
            within = one[0] <= other[0] and other[1] <= one[1]
            assert apart or within or (other[0] <= one[0] and one[1] <= other[1])


PLAIN_WORD = st.text(string.ascii_lowercase.replace("l", ""), min_size=2, max_size=9)


@given(
    st.lists(
        PLAIN_WORD | st.sampled_from(["Mr. Page,", "12", "1945.", "KOMETA", '"so"']), max_size=30
    )
)
def test_text_without_brackets_is_left_alone(words: list[str]) -> None:
    text = " ".join(words)
    bracketed = canonical(text, LABELS)
    assert bracketed.text == text
    assert bracketed.marks == ()
    assert bracketed.unbalanced == ()


@pytest.mark.parametrize(
    "text",
    [
        "about 18 % - was lost, and 8 % of the rest",
        "78%. The prices rose by 3.8 %, or 7-8 % a year",
        "(8% of the whole), then 17% and [B% 28 % of it] again",
        "1. J. HALL came, and with No. 1. J. BELL also",
        "1. 7 men and 2. 8 women",
        'he saw the "fire"[c]. The house',
        "(by W/T and R/T, in the night and/or day) he and she/he",
        "B/L No. 7/A of the M/S ALKA (see No. 2/k)",
        "the 4 groups are garbled; 3 groups of unidentified men came",
        "of the (RAF/USAAF) he has £4.17.6 and (£5 for it)",
    ],
)
def test_figures_strokes_and_pounds_of_a_text_are_no_brackets(text: str) -> None:
    labels = KnownLabels(frozenset({"i", "ii"}), frozenset({"a", "b", "c"}))
    assert canonical(text, labels).text == text


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        ("it is 8% the former] place", "it is [B% the former] place"),
        ("he paid 500/B% dollars/ at once", "he paid 500[B% dollars] at once"),
        ("of agent A/C% possibly/ and B", "of agent A[C% possibly] and B"),
        ("he has £4 figures missing] of it", "he has [4 figures missing] of it"),
        ("in TYRE/TIR/ of the LONDON/PARIS line", "in TYRE[TIR] of the LONDON/PARIS line"),
        ("the LONDON/PARIS line and/or SIDON/SIDON/", "the LONDON/PARIS line and/or SIDON[SIDON]"),
    ],
)
def test_brackets_beside_typed_figures_and_strokes(read: str, typed: str) -> None:
    assert canonical(read).text == typed


@pytest.mark.parametrize(
    "text",
    [
        "He was paid\n\n17. He asks for more money.",
        "He was PAID\n\n17. He asks for more money.",
        "17 men came to the river in the evening.",
        "He came with SMOKER at\n17 hours.",
    ],
)
def test_a_figure_at_the_head_of_a_paragraph_is_no_missing_marker(text: str) -> None:
    assert canonical(text, LABELS, {"i"}).text == text


def test_a_figure_behind_a_name_is_the_missing_marker() -> None:
    assert canonical("He came with SMOKER 17 in May.", LABELS, {"i"}).text.startswith(
        "He came with SMOKER [i]"
    )
