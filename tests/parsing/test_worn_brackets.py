"""Brackets on worn sheets: figures read for brackets, ruined markers, originals stuck to their terms."""

from __future__ import annotations

import pytest

from parsing.brackets import KnownLabels, canonical
from schemas.records import GapKind, MarkKind

LABELS = KnownLabels(
    frozenset({"i", "ii", "iii", "iv"}),
    frozenset({"a"}),
    {"i": "KORSAR", "ii": "MILL", "iii": "TARPAN", "iv": "BOGATYR'"},
)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("in 22 groups unrecovered7 it", "in [2 groups unrecovered] it"),
        ("in 247 groups unrecovered7 it", "in [47 groups unrecovered] it"),
        ("in 43 groups unrecoverable/ it", "in [3 groups unrecoverable] it"),
        ("in 10 groups unrecovered] it", "in [10 groups unrecovered] it"),
        ("in 21 group unrecovered/ it", "in [1 group unrecovered] it"),
        ("in [1: group. unrecovered] it", "in [1 group unrecovered] it"),
        ("in [106 groups .unrecoverable] it", "in [106 groups unrecoverable] it"),
        ("in [1group garbled] it", "in [1 group garbled] it"),
        ("in [9 &roups unrecovered] it", "in [9 groups unrecovered] it"),
        ("in [1 group unr coverable] it", "in [1 group unrecoverable] it"),
        ("in [2 groups unre- coverable] it", "in [2 groups unrecoverable] it"),
        ("in [2 groups' unrecovered] it", "in [2 groups unrecovered] it"),
        ("in [2 a: unrecovered] it", "in [2 groups unrecovered] it"),
        ('in [8 " unrecoverable] it', "in [8 groups unrecoverable] it"),
    ],
)
def test_worn_gaps(read: str, written: str) -> None:
    bracketed = canonical(read)
    assert bracketed.text == written
    assert [mark.kind for mark in bracketed.marks] == [MarkKind.GAP]


@pytest.mark.parametrize(
    ("read", "counts"),
    [
        ("/2 groups unrecoverable and 11 groups unrecovered/", (2, 11)),
        ("[88 groups unrecoverable and 128 groups unrecovered]", (88, 128)),
        ("[1 group unrecoverable] and 3 grou;s unrecovered]", (1, 3)),
        ("Z71 groups unrecoverable and 10 groups unrecovered7", (71, 10)),
    ],
)
def test_both_numbers_of_a_gap_are_kept(read: str, counts: tuple[int, int]) -> None:
    bracketed = canonical(f"He {read} went.")
    assert [(mark.gap_kind, mark.groups) for mark in bracketed.marks] == [
        (GapKind.UNRECOVERABLE, counts[0]),
        (GapKind.UNRECOVERED, counts[1]),
    ]
    assert bracketed.text.count("[") == 1


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("gaveL2 groups unrecovered7, it", "gave[2 groups unrecovered], it"),
        ("soldL12 groups unrecovered7and it", "sold[12 groups unrecovered]and it"),
        ("is L1 group unrecovered7SKIJ now", "is [1 group unrecovered]SKIJ now"),
        ("is /3 groups unrecoverable7OV now", "is [3 groups unrecoverable]OV now"),
    ],
)
def test_gaps_stuck_to_the_words_beside_them(read: str, written: str) -> None:
    assert canonical(read).text == written


def test_a_number_that_was_not_read_stays_open() -> None:
    bracketed = canonical("He [? groups unrecovered] went.")
    (mark,) = bracketed.marks
    assert (mark.kind, mark.groups, mark.gap_kind) == (MarkKind.GAP, None, GapKind.UNRECOVERED)


def test_groups_of_people_are_no_gap() -> None:
    text = "He saw 12 groups of men and no groups unidentified in the report."
    assert canonical(text).text == text


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("he [BY has been/ there", "he [B% has been] there"),
        ("he /BY% has been/ there", "he [B% has been] there"),
        ("he (DZ has been/ there", "he [D% has been] there"),
        ("he [Dx has been] there", "he [D% has been] there"),
        ("he /c% has been7 there", "he [C% has been] there"),
        ("he '2B% has been/ there", "he [B% has been] there"),
        ("he [C% * has been] there", "he [C% has been] there"),
    ],
)
def test_worn_grades(read: str, written: str) -> None:
    bracketed = canonical(read)
    assert bracketed.text == written
    assert [mark.kind for mark in bracketed.marks] == [MarkKind.READING]


@pytest.mark.parametrize(
    "text", ["see [By the way] there", "see [As above] there", "pay 5 % and 8% of it"]
)
def test_words_of_the_translator_are_no_grades(text: str) -> None:
    assert not [m for m in canonical(text).marks if m.kind is MarkKind.READING]


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("the TARPAN[ii] said", "the TARPAN[iii] said"),  # the note on TARPAN is iii
        ("the KORSAR[1lv] said", "the KORSAR[1lv] said"),  # too far from any
        ("the BOGATYR'[1lv] said", "the BOGATYR'[iv] said"),
        ("the MILL'sfii/ wheel", "the MILL's[ii] wheel"),
        ("the MILL [MEL'NITsA7/117 said", "the MILL [MEL'NITsA][ii] said"),
        ("the MILL LMEL'NITsA7ii7 said", "the MILL [MEL'NITsA][ii] said"),
    ],
)
def test_the_term_tells_whose_marker_it_is(read: str, written: str) -> None:
    assert canonical(read, LABELS).text == written


@pytest.mark.parametrize("ruin", [" fii?", "[;]", "[{.1i]", " [41]", "[iij]"])
def test_what_is_left_of_a_marker_behind_its_term(ruin: str) -> None:
    bracketed = canonical(f"the MILL{ruin} said", LABELS, missing=("ii",))
    assert "[ii] said" in bracketed.text
    assert canonical(f"the WELL{ruin} said", LABELS, missing=("ii",)).text.count("[ii]") == 0


def test_a_reading_keeps_its_bracket_behind_a_marker() -> None:
    text = canonical("he /B% told TARPAN/iii/7 of it", LABELS).text
    assert text == "he [B% told TARPAN[iii]] of it"
    text = canonical("he /B% told TARPAN/iii/7 all/ of it", LABELS).text
    assert text == "he [B% told TARPAN[iii] all] of it"


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("a MILL of MILLZMEL'NITsA7 men", "a MILL of MILL[MEL'NITsA] men"),
        ("the ROOKLROOK] men", "the ROOK[ROOK] men"),
        ("the MALZAHN7 men", "the MALZAHN7 men"),
        ("he fname omitted/ went", "he [name omitted] went"),
        ("he Zword omitted7 went", "he [word omitted] went"),
        ("we of fus/ said to us", "we of [us] said to us"),
    ],
)
def test_brackets_read_as_letters(read: str, written: str) -> None:
    assert canonical(read).text == written


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("the HOUSE's [DOM] answer", "HOUSE"),
        ("the HOUSE .[DOM] answer", "HOUSE"),
        ("the OLD HOUSE[ii]'s [STARYJ DOM] answer", "OLD HOUSE"),
    ],
)
def test_a_term_is_without_its_ending(text: str, term: str) -> None:
    (original,) = [m for m in canonical(text, LABELS).marks if m.kind is MarkKind.ORIGINAL]
    assert original.term == term


@pytest.mark.parametrize(
    ("read", "written"),
    [
        (
            "{1 group unrecovered/ 22 groups unrecovered7",
            "[1 group unrecovered] [2 groups unrecovered]",
        ),
        ("in {1 group unrecov éred/ it", "in [1 group unrecovered] it"),
        ("by Tio roups unrecovered] it", "by [10 groups unrecovered] it"),
        ("in [1 gr up unrecovered] it", "in [1 group unrecovered] it"),
        ("in [t group unre overeg] it", "in [1 group unrecovered] it"),
        ("in [1 g: coup turecovered] it", "in [1 group unrecovered] it"),
        ("debt ye group unrecoverable/ to", "debt [1 group unrecoverable] to"),
        ("of (groups unrecovered] it", "of [? groups unrecovered] it"),
        ("to [4? groups: unrecovered/ it", "to [? groups unrecovered] it"),
        ("had [3 groups from the river] and", "had [3 groups from the river] and"),
    ],
)
def test_gaps_known_by_all_their_letters(read: str, written: str) -> None:
    assert canonical(read).text == written


@pytest.mark.parametrize(
    ("read", "inside"),
    [
        ("gave [C% TARPAN [iii] 557 telegrams and", "C% TARPAN [iii] 55"),
        (
            "The {B% address of the MILL/ii/ is 3387 Storgaten, OSLO",
            "B% address of the MILL[ii] is 338",
        ),
        ("X (B® reports that the/ MILL", "B% reports that the"),
        ("[Bi The question of/ the", "B% The question of"),
        ("/Cy, is/ The", "C% is"),
        ("no one will [b% return to] OSLO", "B% return to"),
    ],
)
def test_worn_readings(read: str, inside: str) -> None:
    marks = canonical(read, LABELS).marks
    assert [mark.text for mark in marks if mark.kind is MarkKind.READING] == [inside]


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("to i.e. the second7 make more", "to [i.e. the second] make more"),
        ("the mill fend of sentence missing/ of it", "the mill [end of sentence missing] of it"),
        ("the mill FMEL'NITsA/ of it", "the mill [MEL'NITsA] of it"),
        ("the MILL ([MEL'NITsA][ii] is", "the MILL [MEL'NITsA][ii] is"),
        ("the MILL [MEL'NITsA])[ii] is", "the MILL [MEL'NITsA][ii] is"),
        ("the MILL /MEL'NITsA'/[ii] is", "the MILL [MEL'NITsA'][ii] is"),
        ("the MILL (MEL'NITsA7[ii] is", "the MILL [MEL'NITsA][ii] is"),
        ("the MILL /MEL'NITsA[[ii] is", "the MILL [MEL'NITsA][ii] is"),
        ("with KRECHETZiI7 he", "with KRECHET[ii] he"),
        ("with LANCERLiI] he", "with LANCER[ii] he"),
        ("put TARPAN][iii] in", "put TARPAN[iii] in"),
        ("[2 groups unrecovered]] agreed", "[2 groups unrecovered] agreed"),
        ("is known [[C% to MILL] now", "is known [C% to MILL] now"),
        ("is known [[C% to MILL] and (X] he", "is known [C% to MILL] and (X] he"),
        ("the MILL ZKANAL[ii] is", "the MILL [KANAL][ii] is"),
        ("the MEXICO CITY[ii] is", "the MEXICO CITY[ii] is"),
        ("the MILL [(MEL'NITsA][ii] is", "the MILL [MEL'NITsA][ii] is"),
        ("the BOX FYaShchIK/, it", "the BOX [YaShchIK], it"),
        ("the MILL [RUKOVODSTVQ] is", "the MILL [RUKOVODSTVO] is"),
        ("the BANK[1 v] is", "the BANK[iv] is"),
        ("the BANK£1 v7 is", "the BANK[iv] is"),
        ("the BANK/1v/as he", "the BANK[iv] as he"),
        ("delays infa} the", "delays in[a] the"),
        ("DIREKTORfA/ and", "DIREKTOR[a] and"),
        ("the flat /C% at/ 17 hours", "the flat [C% at] 17 hours"),
        ("the flat /C% at/ 11 hours", "the flat [C% at] 11 hours"),
        ("MILL/ 17 said", "MILL[ii] said"),
        ("BARChZ17 to", "BARCh[i] to"),
        ("the BANK[a] is", "the BANK[a] is"),
        ("(the [KATO] men) went", "(the [KATO] men) went"),
    ],
)
def test_brackets_read_of_other_strokes(read: str, written: str) -> None:
    assert canonical(read, LABELS).text == written


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("came on the 9th/?/. He", "came on the 9th[?]. He"),
        ("came on the 9thL?7 and", "came on the 9th[?] and"),
        ("the letter of[11 May] has", "the letter of[11 May] has"),
        ("with his[11 men] he", "with his[11 men] he"),
        ("that [B% BANK[11 said] he", "that [B% BANK[i] said] he"),
        ("circular No. 5/1/. He", "circular No. 5[i]. He"),
        ("circular No. 5/i/ he", "circular No. 5[i] he"),
        ("sent on 5/1/ 1945", "sent on 5/1/ 1945"),
        ("he came[,] saw", "he came[,] saw"),
    ],
)
def test_what_is_stuck_to_a_number_or_begins_with_one(read: str, written: str) -> None:
    assert canonical(read, LABELS).text == written


def test_a_term_ends_where_a_sentence_does() -> None:
    (mark,) = canonical("went to NARVIK. MILL [MEL'NITsA] is").marks
    assert mark.term == "MILL"


@pytest.mark.parametrize("read", ["fPart I7", "[Part I]", "(Part 1]", "/Part T7", "Part I/"])
def test_heads_of_parts(read: str) -> None:
    bracketed = canonical(f"He went.\n\n{read}\n\nHe came.")
    assert bracketed.text == "He went.\n\n[Part I]\n\nHe came."
    assert canonical("Part of it. Part I was lost.").marks == ()


def test_a_marker_of_a_letter_behind_a_term_is_no_ruin() -> None:
    assert canonical("KORSAR[a] went.", LABELS, {"i"}).text == "KORSAR[a] went."


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("that ....... EV[a] came", "that .......EV[a] came"),
        ("that BOGATYR '[iv] came", "that BOGATYR'[iv] came"),
        ("came.... He[a] left", "came.... He[a] left"),
    ],
)
def test_blanks_read_within_a_word(read: str, written: str) -> None:
    assert canonical(read, LABELS).text == written


@pytest.mark.parametrize(
    "typed",
    [
        "LAWYER[i] and SMOKER[ii] dined there.[iii] The bill was paid by SMOKER.[iv]",
        "LAWYER[i] and SMOKER[ii] dined.[iii] LAWYER[iv] left.",
        "LAWYER[i] saw SMOKER[ii] there;[iii] at SMOKER's[iv] inn he stayed.[v]",
    ],
)
def test_a_second_comment_on_a_name_keeps_its_marker(typed: str) -> None:
    labels = KnownLabels(
        frozenset({"i", "ii", "iii", "iv"}), frozenset(), {"i": "LAWYER", "ii": "SMOKER"}
    )
    assert canonical(typed, labels).text == typed


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("in the [5% opinion of LARGO] he", "in the [B% opinion of LARGO] he"),
        ("by [R% the commission] and", "by [B% the commission] and"),
        ("by [G% the commission] and", "by [C% the commission] and"),
        ("a copy of [0% minutes of it] and", "a copy of [D% minutes of it] and"),
        ("he has [5% of the sum] of it", "he has [5% of the sum] of it"),
        ("it was [5%] more", "it was [5%] more"),
    ],
)
def test_a_grade_read_as_another_character(read: str, written: str) -> None:
    assert canonical(read).text == written


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("the apparatus []APPARAT] was", "the apparatus [APPARAT] was"),
        ("the Post [] Office was", "the Post Office was"),
        ("the RIVALS (KONKURENTY)(iii) have", "the RIVALS [KONKURENTY][iii] have"),
        ("PROBATIONERS (STAZhERY)(ii) of", "PROBATIONERS [STAZhERY][ii] of"),
        ("under (A)(ii) of it", "under (A)(ii) of it"),
        ("by 1st July a plan of the docks and?] he", "by 1st July a plan of the docks and?] he"),
        ("the sign // and ////// there", "the sign // and ////// there"),
    ],
)
def test_brackets_empty_round_or_without_partner(read: str, written: str) -> None:
    assert canonical(read, LABELS).text == written
