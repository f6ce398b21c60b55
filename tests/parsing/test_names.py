"""Names spelt by the sheet's own evidence, and by the convention where the sheet has none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from parsing.assemble import assemble
from parsing.layout import Passage
from parsing.names import Spellings
from parsing.transliteration import mixed_capitals, russian_capitals
from schemas.pages import Box, Word
from tests.parsing.pages import TEXT, bare, comments_of, only_record, page


def spellings(text: str, terms: Sequence[str] = (), confidence: float = 0.9) -> Spellings:
    words = [Word(word, confidence, 0, Box(0, 0, 10, 10)) for word in text.split()]
    return Spellings.of([Passage(words, 1)], terms)


@pytest.mark.parametrize(
    ("elsewhere", "read", "typed"),
    [
        ("KUZNETs and KUZNETS[i] met", "KUZNETS", "KUZNETs"),
        ("LUCHNIK saw LUChNIK's sister", "LUCHNIK", "LUChNIK"),
        ("ĒKHO{ii] left, EKHO stayed", "EKHO", "ĒKHO"),
        ("EKHO[ii] left, EKHO and EKHO stayed", "ĒKHO", "ĒKHO"),
        ("ĒKHO[ii] left, EKHO and EKHO and EKHO stayed", "EKHO", "ĒKHO"),
        ("ĒKMAN left, EKMAN, EKMAN, EKMAN, EKMAN, EKMAN and EKMAN stayed", "EKMAN", "EKMAN"),
        ("VESNA left with VESNA", "VESHA", "VESNA"),
        ("TOPOL''s[vii] use, TOPOL' himself", "TO OL'", "TOPOL'"),
        ("BAZHAN left BAZHAN", "BAZHAN", "BAZHAN"),
    ],
)
def test_the_sheet_decides(elsewhere: str, read: str, typed: str) -> None:
    assert spellings(elsewhere).best(read, 0.7) == typed


def test_a_comment_on_the_name_decides() -> None:
    assert spellings("PILIGRIM:", ["PILIGRIM"]).best("PTLIGRIM", 0.6) == "PILIGRIM"


@pytest.mark.parametrize("read", ["OVOD", "LUKA", "[Name No. 12]", "the Director"])
def test_what_was_read_stays_without_evidence(read: str) -> None:
    assert spellings("SOKOL met GRANIT and OVUD").best(read, 0.9) == read


def test_two_names_of_the_sheet_that_differ_by_a_letter_stay_two() -> None:
    names = spellings("MARTYN and MARTIN and MARTYN and MARTIN")
    assert (names.best("MARTYN", 0.7), names.best("MARTIN", 0.7)) == ("MARTYN", "MARTIN")


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        ("VORONTSOV", "VORONTsOV"),
        ("ZAJTSEV", "ZAJTsEV"),
        ("KUZNETS", "KUZNETs"),
        ("VYUGA", "VYuGA"),
        ("STREETSIDE", "STREETSIDE"),
        ("AGENTS", "AGENTS"),
        ("CHARLES", "CHARLES"),
        ("BAZHAN", "BAZHAN"),
    ],
)
def test_small_letters_that_look_like_capitals(read: str, typed: str) -> None:
    assert russian_capitals(read) == typed


@pytest.mark.parametrize(("confidence", "name"), [(0.8, "ZAJTsEV"), (0.95, "ZAJTBEV")])
def test_a_doubted_signature_is_spelt_as_its_comment(confidence: float, name: str) -> None:
    text = bare(
        """
             We have met the new man and found that he is quite without
        any means of support. He asks for a loan until the spring.


             No. 97      ZAJTBEV[i]
        """,
        "        Comments:\n\n        [i]   ZAJTsEV:  Unidentified cover-name.\n",
    )
    (record,) = assemble([page(text, confidence=confidence)])
    assert record.sheet.signature_name == name


@pytest.mark.parametrize(
    ("read", "typed"), [("vYuGA", "VYuGA"), ("lYaKOV", "LYaKOV"), ("aTsETON", "ATsETON")]
)
def test_a_name_begins_with_a_capital_before_a_letter_of_two(read: str, typed: str) -> None:
    assert mixed_capitals(read) == typed


def test_what_was_read_of_a_name_that_is_respelt_stays_as_evidence() -> None:
    body = "     KUZNETs left on Monday. KUZNETs's sister saw him.\n"
    record = only_record(bare(f"     To KUZNETS[i].\n\n{body}"))
    (field,) = [field for field in record.fields if field.field == "addressee"]
    assert (field.value, field.raw) == ("KUZNETs", "To KUZNETS[i].")
    assert field.rule.endswith("spelt as elsewhere on the sheet")


def test_a_bar_read_once_is_over_every_e_of_the_name() -> None:
    text = "     ĒKHO left on Monday. EKHO's sister saw EKHO and the English teacher of EKHO.\n"
    typed = "ĒKHO left on Monday. ĒKHO's sister saw ĒKHO and the English teacher of ĒKHO."
    assert only_record(bare(text)).sheet.body == typed


def test_an_e_before_a_small_letter_has_no_bar() -> None:
    assert "the English teacher" in (
        only_record(
            bare("     ĒKHO saw the Ēnglish teacher on Monday at the Ēngine Works.\n")
        ).sheet.body
        or ""
    )


def test_fractions_and_raised_figures_beside_capitals_are_no_letters() -> None:
    record = only_record(bare(TEXT.replace("the new man", "the ²³¼-ABCdE and the new man")))
    assert "and the new man" in (record.sheet.body or "")


@pytest.mark.parametrize(
    "name", ["McKENDRICK", "LaFONTAINE", "WALSHes", "VIIth", "TSARITSYN", "TSAR's", "FitzGILBERT"]
)
def test_capitals_with_small_letters_that_were_surely_read_stay_as_typed(name: str) -> None:
    record = only_record(bare(TEXT.replace("the new man", f"the {name} and the new man")))
    assert f"met the {name} and" in (record.sheet.body or "")


@pytest.mark.parametrize("name", ["McKENDRICK", "TSARITSYN"])
def test_names_with_small_letters_as_addressee_and_signature(name: str) -> None:
    text = f"          To {name}.\n\n{TEXT}\n\n          No. 12      {name}\n"
    record = only_record(bare(text, f"Comments: [i]  {name}: Unidentified cover-name.\n"))
    assert (record.sheet.addressee, record.sheet.signature_name) == (name, name)
    assert comments_of(record)["i"].term == name


@pytest.mark.parametrize(
    ("name", "original"),
    [("TRISHIN", "TRIShIN"), ("KHALIF", "KhALIF"), ("YURTA", "YuRTA"), ("TSEZAR'", "TsEZAR'")],
)
def test_a_name_beside_its_original_that_differs_by_capitals_only_is_english_wherever_it_stands(
    name: str, original: str
) -> None:
    text = f"""
              To {name}[i].

             {name} [{original}][i] has met the new man. The {name} boat is sold,
        and {name} is quite without any means of support.


        No. 12    {name}
    """
    record = only_record(bare(text, f"Comments: [i]  {name}: Unidentified. See {name}'s uncle.\n"))
    sheet, comment = record.sheet, comments_of(record)["i"]
    assert (sheet.addressee, sheet.signature_name, comment.term) == (name, name, name)
    assert f"{name} [{original}][i] has" in (sheet.body or "")
    assert f"The {name} boat is sold, and {name} is" in (sheet.body or "")
    assert comment.text == f"{name}: Unidentified. See {name}'s uncle."


def test_a_name_with_the_convention_s_small_letters_elsewhere_is_spelt_so() -> None:
    text = TEXT.replace("the new man", "KHALIF [KhALIF] and TRISHIN and TRIShIN")
    assert "and TRIShIN and TRIShIN" in (only_record(bare(text)).sheet.body or "")


@pytest.mark.parametrize(("read", "typed"), [("EhKONOMIST", "EhKONOMIST"), ("VEhICLE", "VEHICLE")])
def test_a_letter_of_two_that_stands_at_the_head_of_a_word_alone(read: str, typed: str) -> None:
    assert mixed_capitals(read) == typed
