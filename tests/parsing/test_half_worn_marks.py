"""Marks of which one sign or word was lost, and the rest, or the paper, tells what it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from parsing.assemble import assemble
from parsing.brackets import KnownLabels, canonical
from schemas.pages import Word
from schemas.records import MarkKind
from tests.parsing.pages import GRID, bare, inside, page

LABELS = KnownLabels(
    frozenset({"i", "ii", "iii", "iv", "v"}),
    frozenset({"a", "b"}),
    {"i": "KORSAR", "ii": "MILL", "iii": "TARPAN", "v": "ROOF"},
)


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("in {4 aapmee unrecovered] it", "in [4 groups unrecovered] it"),
        ("in [1 Scelp unrecovered] it", "in [1 group unrecovered] it"),
        ("in /3 groups unnsceverad/ it", "in [3 groups unrecovered] it"),
        (
            "in /121 groups pareeresre /3 groups unrecovered/ it",
            "in [121 groups unrecovered] [3 groups unrecovered] it",
        ),
        ("in /3 g.oups unrecovered/ it", "in [3 groups unrecovered] it"),
        ("in [2 words unrecovered] it", "in [2 words unrecovered] it"),
        ("in [3 groups of soldiers] it", "in [3 groups of soldiers] it"),
        (
            "the /B% mills/ 2112 groups unrecovered7 at",
            "the [B% mills] [112 groups unrecovered] at",
        ),
        ("in [3 groups unrecovered? he", "in [3 groups unrecovered] he"),
    ],
)
def test_gaps_of_which_a_word_is_left(read: str, written: str) -> None:
    assert canonical(read).text == written


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("he [Ct has been] there", "he [C% has been] there"),
        ("he [Bh has been] there", "he [B% has been] there"),
        ("he [C ¥ has been] there", "he [C% has been] there"),
        ("he [C 7% has been] there", "he [C% has been] there"),
        ("he [p% has been] there", "he [D% has been] there"),
        ("he /p % has been/ there", "he [D% has been] there"),
        ("he [3% has been] there", "he [B% has been] there"),
        ("he [c3 has been] there", "he [C% has been] there"),
        ("he /C; has been/ there", "he [C% has been] there"),
        ("he [B, has been] there", "he [B% has been] there"),
        ("he £C® has been7 there", "he [C% has been] there"),
        ("he /B%Z has been/ there", "he [B% has been] there"),
        ("he /B% If7 it", "he [B% If] it"),
        (
            "he [B% If the MILL /MEL'NITsA//iii77 in OSLO and SMITH/ii/ are",
            "he [B% If the MILL [MEL'NITsA][iii]] in OSLO and SMITH[ii] are",
        ),
        ("he /A & has been/ there", "he [A% has been] there"),
        ("the firm [A & B] is", "the firm [A & B] is"),
        ("£8 million [was] paid", "£8 million [was] paid"),
        ("he /C%/ has been/ there", "he [C% has been] there"),
        ("he [D% .. has been] there", "he [D% has been] there"),
        ("he [D% -has been] there", "he [D% has been] there"),
        ("left /B% for OSLO?. It was", "left [B% for OSLO]. It was"),
        ("the /C% report of 17 July'. He went", "the [C% report of 17 July]. He went"),
        (
            "/C% is 2587 Storgaten, OSLO, as he said/ it",
            "[C% is 258] Storgaten, OSLO, as he said/ it",
        ),
        ("the [B% box [KOROB] [C% was] sold", "the [B% box [KOROB]] [C% was] sold"),
        ("the [B% box [KOROB], which", "the [B% box [KOROB]], which"),
        ("plans Bt of his7. Then", "plans [B% of his]. Then"),
        ("[At the mill] he", "[At the mill] he"),
        ("[Do not go] he", "[Do not go] he"),
    ],
)
def test_readings_of_which_a_sign_is_left(read: str, written: str) -> None:
    assert canonical(read).text == written


_LINES = """
     He was sent to the north with his brother and with some others
who had been there before, and they asked for [18 groups unrecovered]
boats, of which they had been told [3 groups unrecovered] by a friend
of theirs who lives in the street near the harbour and sells apples.
"""


@pytest.mark.parametrize(
    ("read", "gaps"),
    [
        ({"[18": "18", "[3": "13"}, ["18 groups unrecovered", "3 groups unrecovered"]),
        ({"[18": "T8", "[3": "T3"}, ["18 groups unrecovered", "3 groups unrecovered"]),
        ({"[18": "118", "[3": "3"}, ["18 groups unrecovered", "3 groups unrecovered"]),
    ],
)
def test_the_place_that_a_number_takes_tells_whether_its_bracket_was_read_as_a_figure(
    read: dict[str, str], gaps: list[str]
) -> None:
    (record,) = assemble((page(bare(_LINES), read=read),))
    assert inside(record, MarkKind.GAP) == gaps


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("with thefa7 SMITH", "with the[a] SMITH"),
        ("sent byLb/ the", "sent by[b] the"),
        ("the KORSAR'sdi/ man", "the KORSAR's[i] man"),
        ("the ROOF[wv] is", "the ROOF[v] is"),
        ("the ROOF[v; and", "the ROOF[v] and"),
        ("the TARPAN [KRYLO] [111]because", "the TARPAN [KRYLO] [iii] because"),
        ("the TARPANdiii7 and", "the TARPAN[iii] and"),
        ("the TARPAN/1iii7 and", "the TARPAN[iii] and"),
        ("IL'ICh's and IL'IChfiv/ met", "IL'ICh's and IL'ICh[iv] met"),
        ("the MILL /MILL/7/117 is", "the MILL [MILL][ii] is"),
        ("the SMITHiv/ and", "the SMITH[iv] and"),
        ("the SMITHii7 and", "the SMITH[ii] and"),
        ("the SMITHZii7 and", "the SMITH[ii] and"),
        ("the [B% KhATALiiiJ, which] is", "the [B% KhATA[iii], which] is"),
        ("the SMITH/117met him", "the SMITH[ii] met him"),
        ("of [B% yourfaJ letter]", "of [B% your[a] letter]"),
        ("have .......VNa7 been", "have .......VN[a] been"),
        ("he may go If7 he can", "he may go If7 he can"),
        ("the TARPANii and", "the TARPANii and"),
        ("a ROTOR[a] and a VALVE[&] met", "a ROTOR[a] and a VALVE[b] met"),
        ("a ROTOR[&] and a VALVE[$] met", "a ROTOR[&] and a VALVE[$] met"),
    ],
)
def test_markers_of_which_a_sign_is_left(read: str, written: str) -> None:
    assert canonical(read, LABELS).text == written


@pytest.mark.parametrize(
    ("read", "written", "term"),
    [
        ("the MILL C(KRYShA] is", "the MILL [KRYShA] is", "MILL"),
        ("the MILL([KRYShA). He", "the MILL[KRYShA]. He", "MILL"),
        ("the MILL(KRYShA) is", "the MILL[KRYShA] is", "MILL"),
        ("the MILL(ZAVOD] is", "the MILL[ZAVOD] is", "MILL"),
        ("the CARTER(KARET] is", "the CARTER[KARET] is", "CARTER"),
        ('the MILL [PAROL"] is', "the MILL [PAROL'] is", "MILL"),
        ("the MILL ZKOROBKA7 is", "the MILL [KOROBKA] is", "MILL"),
        ("the MILL ZBOL'ShOJ DOM7 is", "the MILL [BOL'ShOJ DOM] is", "MILL"),
        ("the MILL TKOROBKA) is", "the MILL [KOROBKA] is", "MILL"),
        ("the MILL ZLZEMLYaKI/ is", "the MILL [ZEMLYaKI] is", "MILL"),
        ("the MILL ,OBRABOTKA] is", "the MILL [OBRABOTKA] is", "MILL"),
        ("the MILL ;ShKOLA/. He", "the MILL [ShKOLA]. He", "MILL"),
        ("the MILL |[KARFAGEN] is", "the MILL [KARFAGEN] is", "MILL"),
        ("the MILL ({LINIYa]. He", "the MILL [LINIYa]. He", "MILL"),
        ("the MILL(/KhATA7. He", "the MILL[KhATA]. He", "MILL"),
        ("the MILL /zAvoD/ is", "the MILL [ZAVOD] is", "MILL"),
        ("the MILL [OsTROV] is", "the MILL [OSTROV] is", "MILL"),
        ("the MILL [PIS'mO] is", "the MILL [PIS'MO] is", "MILL"),
        ("the BOX [YashchIK] is", "the BOX [YaShchIK] is", "BOX"),
    ],
)
def test_originals_between_other_signs(read: str, written: str, term: str) -> None:
    bracketed = canonical(read)
    assert bracketed.text == written
    assert [(mark.kind, mark.term) for mark in bracketed.marks] == [(MarkKind.ORIGINAL, term)]


def test_a_name_in_parentheses_is_no_original() -> None:
    assert canonical("the firm of SMITH(LONDON) is").marks == ()


def test_an_original_whose_bracket_is_misread_alike_twice() -> None:
    bracketed = canonical("of conspiracy ZKOROBKA7 he knows; in conspiracy ZKOROBKA7 he is")
    assert [mark.text for mark in bracketed.marks] == ["KOROBKA", "KOROBKA"]
    assert canonical("the firm of ZBROJOVKA is").marks == ()


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("he [fsic] went", "he [sic] went"),
        ("he [i word illegible] went", "he [1 word illegible] went"),
        ('he (sic, probably "he" meant) went', 'he [sic, probably "he" meant] went'),
        ("on Zvessels?7 it", "on [vessels?] it"),
        ("sent by 21 word illegible7 the last", "sent by [1 word illegible] the last"),
        ("informed and [27 so", "informed and [?] so"),
        ("objection to [?! his", "objection to [?] his"),
        ("in STEPAN's /of them? opinion", "in STEPAN's [of them] opinion"),
        ("complains of /name omitted; the", "complains of [name omitted] the"),
        # what was read of a stroke within a word begins no bracket
        (
            "the jour[ney by the river, which is to go] on",
            "the jour[ney by the river, which is to go] on",
        ),
    ],
)
def test_words_of_the_translator(read: str, written: str) -> None:
    assert canonical(read).text == written


def test_words_of_the_translator_hold_no_gap() -> None:
    read = "it [was sent by the last ship and 3 boats [2 groups unrecovered] with all the men] went"
    assert [mark.kind for mark in canonical(read).marks] == [MarkKind.GAP]


def test_an_original_is_closed_before_the_marker_behind_it() -> None:
    text = canonical("the MILL [MEL'NITsA' J[ii] is", LABELS).text
    assert text == "the MILL [MEL'NITsA'][ii] is"


def test_a_marker_that_is_due_behind_an_original() -> None:
    text = "the KORSAR[i] and the yard [KhATA] 2117 in the TARPAN[iii] and"
    assert "[KhATA] [ii] in" in canonical(text, LABELS, {"ii"}).text
    read = "the KORSAR[i] in 2117 and the TARPAN[iii]"
    assert canonical(read, LABELS, {"ii"}).text == read
    hours = "the KORSAR[i] came at 117 hours to the TARPAN[iii]"
    assert canonical(hours, LABELS, {"ii"}).text == hours
    named = "the KORSAR[i] came to HERON 117 and the TARPAN[iii]"
    assert canonical(named, LABELS, {"ii"}).text == named.replace("117", "[ii]")


_MARKED = """
     He was sent to the OFFICE [KONTORA][i] with his brother and some
others of the NEIGHBOURS [SOSEDI] [2 groups unrecovered] who had been
there before, and from the CIRCLE [TsIRKUL'] [5 groups unrecovered] he
went to the ROOF [KRYShA][ii] which stands by the harbour, in a street
of which our [B% ShOFER'] [had] written.
"""


def _in_two(word: Word) -> tuple[Word, ...]:
    """Give what an engine reads of a word in which one bracket closes and another opens."""
    at = word.text.find("][") + 1
    if not at:
        return (word,)
    middle = word.box.x0 + at * GRID.letter
    return (
        word._replace(text=word.text[:at], box=word.box._replace(x1=middle - 10)),
        word._replace(text=word.text[at:], box=word.box._replace(x0=middle)),
    )


def test_no_blank_stands_between_brackets_where_the_places_leave_no_room_for_one() -> None:
    typed = page(bare(_MARKED))
    words = tuple(half for word in typed.words for half in _in_two(word))
    (apart,) = assemble((replace(typed, words=words),))
    (record,) = assemble((typed,))
    assert apart.sheet.body == record.sheet.body
    assert apart.sheet.body is not None
    assert "OFFICE [KONTORA][i] with" in apart.sheet.body
    assert "[SOSEDI] [2 groups unrecovered]" in apart.sheet.body


@pytest.mark.parametrize(
    "text",
    [
        "[B% No. 711] was", "[C% on page 11], and", "in [D% room 111]. He", "[sic, probably 11] and",
        "[C% KORSAR[i] in the 11] and", "in No. 711] was",
    ],
)  # fmt: skip
def test_a_number_that_ends_words_between_brackets_is_no_marker(text: str) -> None:
    assert canonical(text, LABELS).text == text


LATE = KnownLabels(frozenset({"i"}), frozenset({"d", "e", "f", "h"}))


@pytest.mark.parametrize(
    "text",
    [
        "in [D% the safe] of", "[B% a cafe] and", "the [B% staff] of it", "[B% on the 16th], in",
        "[C% KORSAR[i] and the safe] of", "[or the safe] of", "on [... 6th] in spring",
    ],
)  # fmt: skip
def test_the_last_letter_of_words_between_brackets_is_no_marker(text: str) -> None:
    assert canonical(text, LATE).text == text


@pytest.mark.parametrize(
    ("text", "label"),
    [("the manfe] of", "e"), ("[B% the manfe] of it] and", "e"), ("[B% KORSAR[i]] of a manfe] and", "e")],
)  # fmt: skip
def test_a_letter_whose_bracket_no_words_wait_for_is_a_marker(text: str, label: str) -> None:
    assert f"man[{label}]" in canonical(text, LATE).text


@pytest.mark.parametrize(
    "text",
    [
        "of the money, 17 [C% crowns] to", "of the money, 17 crowns to", "at 117 houses", "He has 17 men",
        "He [17 groups unrecovered] and", "[2 groups unrecovered and 117 groups unrecoverable]",
        "[about 17 crowns] to",
    ],
)  # fmt: skip
def test_a_number_that_counts_is_no_marker_that_is_due(text: str) -> None:
    assert canonical(text, LABELS, {"i", "ii"}).text == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("KORSAR[VIKOV][iv] and", "KORSAR[VIKOV][iv] and"),
        ("KORSAR [VIROV'][iii] and", "KORSAR [VIROV'][iii] and"),
        ("KORSAR[wviii] and", "KORSAR[viii] and"),
        ("KORSAR[wviii][a] and", "KORSAR[viii][a] and"),
    ],
)
def test_capitals_between_a_name_and_its_marker_are_the_original(text: str, written: str) -> None:
    labels = KnownLabels(
        frozenset({"iv", "viii"}), frozenset("a"), {"iv": "KORSAR", "viii": "KORSAR"}
    )
    assert canonical(text, labels).text == written
