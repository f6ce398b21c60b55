"""Addressees, those who get copies, and instructions, as typed and as OCR misreads them."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.assemble import assemble
from parsing.brackets import KnownLabels
from parsing.handling import is_handling, mended
from parsing.named import read_named
from schemas.records import Sheet, Status
from tests.parsing.confusions import bracketed, markers
from tests.parsing.pages import BODY, TEXT, bare, body_of, comments_of, only_record, page

LABELS = KnownLabels(frozenset({"i", "ii", "iii", "iv"}), frozenset({"a"}))
NOTES = """
        Comments:

        [i]    KLYON:  Unidentified cover-name.
        [ii]   BORTsOV:  Unidentified cover-name.
"""


def sheet_to(*lines: str, notes: str = NOTES, confidence: float = 0.95) -> Sheet:
    """Parse a bare sheet with these lines between header and message."""
    address = "\n".join(f"             {line}" for line in lines)
    (record,) = assemble([page(bare(f"{address}\n{TEXT}", notes), confidence=confidence)])
    return record.sheet


def test_an_address_that_fills_its_line_ends_there() -> None:
    text = """\
     To KLYON[i], copy to SOKOL, LUKA, YaKIMOV, RUDENKO, BORTsOV[ii]
     We have met the new man and found that he is quite without any
     means of support. He asks for a loan until the spring.
"""
    sheet = only_record(bare(text, NOTES)).sheet
    assert sheet.copy_to == ("SOKOL", "LUKA", "YaKIMOV", "RUDENKO", "BORTsOV")
    assert sheet.body == BODY


def test_an_instruction_with_its_full_stop_ends_where_its_line_has_room() -> None:
    text = """\
     Decipher personally. [i]
     It is needful to break off all work with him before the 19th of July.
"""
    sheet = only_record(bare(text, NOTES)).sheet
    assert sheet.handling == "Decipher personally."
    assert sheet.body == "It is needful to break off all work with him before the 19th of July."


def test_an_address_above_an_instruction_ends_there() -> None:
    sheet = sheet_to("KLYON, copy to SOKOL, LUKA, YaKIMOV, RUDENKO[i]", "Decipher personally.")
    assert (sheet.addressee, sheet.handling) == ("KLYON", "Decipher personally.")
    assert sheet.copy_to == ("SOKOL", "LUKA", "YaKIMOV", "RUDENKO")


def test_a_station_alone_is_nobody() -> None:
    assert sheet_to("HARBIN").addressee is None


def test_a_name_ill_read_that_stands_nowhere_else_is_spelt_by_the_convention() -> None:
    assert sheet_to("ORESHKIN.", confidence=0.7).addressee == "OREShKIN"


@pytest.mark.parametrize("marker", list(markers("i")))
def test_an_addressee_is_read_beside_any_bracket(marker: str) -> None:
    sheet = sheet_to(f"To KLYON{marker}.")
    assert sheet.addressee == "KLYON"
    assert sheet.body == BODY


@pytest.mark.parametrize("marker", [*markers("ii"), *markers("iv")])
def test_names_lose_their_markers_and_keep_the_labels(marker: str) -> None:
    named = read_named(f"SOKOL{marker}", LABELS)
    assert named is not None
    assert named.name == "SOKOL"
    assert named.labels in {("ii",), ("iv",)}


@pytest.mark.parametrize(
    "unnamed", [read for read in bracketed("Name No. 42") if read[0] not in "Lf|"]
)
@pytest.mark.parametrize("end", ["", ".", "[i].", "/17.", "{1]"])
def test_a_name_by_number(unnamed: str, end: str) -> None:
    named = read_named(unnamed + end, LABELS)
    assert named is not None
    assert named.name == "[Name No. 42]"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("To KLYON[i?].", "KLYON"),
        ("To KLYON.'", "KLYON"),
        ("To KLY0N.", "KLYON"),
        ("fo KLYON", "KLYON"),
        ("XXKX KLYON[i], copy to SOKOL.", "KLYON"),
        ("To[Name No. 9].", "[Name No. 9]"),
        ("To [Name No. 9] [viii].", "[Name No. 9]"),
        ("To (Name MH No. 84].", "[Name No. 84]"),
        ("To[Name Ko. 62].", "[Name No. 62]"),
        ("KLYON.", "KLYON"),
        ("LUKAShEV", "LUKAShEV"),
        ("To the Director.", "the Director"),
        ("To KL¥uGa/17, copy to SOKOL.", None),
        ("Te KLYON, conl fe SOKOL", None),
    ],
)
def test_addressees(line: str, name: str | None) -> None:
    sheet = sheet_to(line)
    assert sheet.addressee == name
    assert sheet.body.endswith(BODY)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("To KLYON[i], copy to BORTsOV[ii].", ("BORTsOV",)),
        ("To KLYON[i], copy to BORTSOV[ii].", ("BORTsOV",)),
        ("To KLYON, copies to SOKOL, YaKIMOV and LUKA", ("SOKOL", "YaKIMOV", "LUKA")),
        ("To KLYON, copy to S¥KOL, LUKA", ("LUKA",)),
        ("To KLYON, copy to SOKOL/17»5 LUKA/117.", ("SOKOL", "LUKA")),
        ("To KLYON, copy to SOKOL,/17, LUKA", ("SOKOL", "LUKA")),
        ("KLYON[i], copy to SOKOL, > LUKA.", ("SOKOL", "LUKA")),
        ("Te KLYON[i], cepy te SOKOL, LUKA.", ("SOKOL", "LUKA")),
        ("Te KLYON, copy te SOKOL.", ("SOKOL",)),
    ],
)
def test_copies(line: str, names: tuple[str, ...]) -> None:
    sheet = sheet_to(line)
    assert sheet.addressee == "KLYON"
    assert sheet.copy_to == names


@pytest.mark.parametrize(
    "line",
    [
        "Tomorrow we shall meet.",
        "To the station he came with SOKOL",
        "Reference your No. 8.",
        "He asks:",
    ],
)
def test_the_beginning_of_a_message_is_no_addressee(line: str) -> None:
    assert sheet_to(line).addressee is None


@pytest.mark.parametrize(
    ("line", "handling"),
    [
        ("VERY URGENT.", True),
        ("URGENT. PERSONAL.", True),
        ("URGENT. PILOT ILL. SEND SOKOL.", False),
    ],
)
def test_a_message_in_capitals_is_no_instruction(line: str, *, handling: bool) -> None:
    sheet = sheet_to(line)
    assert (sheet.handling is not None, sheet.body.startswith("URGENT")) == (handling, not handling)


@pytest.mark.parametrize(
    ("scrap", "sure"), [("3295", 0.4), ("28".rjust(60), 0.95)], ids=["scrawl", "far right"]
)
def test_a_scrap_above_an_address_whose_label_was_lost(scrap: str, sure: float) -> None:
    text = f"{scrap}\n             KLYON, copy to SOKOL, LUKA\n\n             {BODY}\n"
    (record,) = assemble([page(bare(text, NOTES), sure={scrap.strip(): sure})])
    assert (record.sheet.addressee, record.sheet.copy_to) == ("KLYON", ("SOKOL", "LUKA"))


def test_what_is_left_of_a_stamp_above_an_address_is_no_addressee() -> None:
    text = f"{'T.LED |':>60}\n             To KLYON[i].\n\n             {BODY}\n"
    (record,) = assemble([page(bare(text, NOTES), sure={"T.LED": 0.59, "|": 0.6})])
    assert record.sheet.addressee == "KLYON"


def test_scrawl_on_the_line_of_an_address_is_none_of_it() -> None:
    text = f"  [A /Z%(/1[X To KLYON[i]\n\n             {BODY}\n"
    sure = {"[A": 0.3, "/Z%(/1[X": 0.1}
    (record,) = assemble([page(bare(text, NOTES), sure=sure)])
    assert record.sheet.addressee == "KLYON"


def test_a_name_that_the_page_bears_surely_is_no_scrap() -> None:
    text = bare("""
             SOKOL[1]}

             We have met SOKOL and found that he is quite without
        any means of support. He asks for a loan until the spring.
        """)
    (record,) = assemble([page(text, sure={"SOKOL[1]}": 0.12})])
    assert record.sheet.addressee == "SOKOL"


def test_the_marker_beside_an_addressee_is_anchored_there() -> None:
    record = only_record(
        bare(
            "             To KLYON/17.\n\n             We have met.\n",
            "        Comments:\n\n        [i]    KLYON:  Unidentified cover-name.\n",
        )
    )
    assert comments_of(record)["i"].anchored_in == ("addressee",)


def test_stamps_around_an_instruction_are_none_of_it() -> None:
    text = f"""\
             To KLYON[i].
{"COPY":>60}
             Decipher personally. [i] [coFY]

             {BODY}
"""
    (record,) = assemble([page(bare(text, NOTES), sure={"[coFY]": 0.0})])
    sheet = record.sheet
    assert (sheet.addressee, sheet.handling) == ("KLYON", "Decipher personally.")


def test_the_last_word_of_an_instruction_is_its_own_however_it_was_read() -> None:
    text = f"             To be handed to the MASTER [MASTER] immediately. [i]\n\n             {BODY}\n"
    (record,) = assemble([page(bare(text, NOTES), sure={"immediately.": 0.28, "[i]": 0.28})])
    assert record.sheet.handling == "To be handed to the MASTER [MASTER] immediately."


FORMULA = "To be deciphered personally by the RESIDENT [REZIDENT]."


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (FORMULA, FORMULA),
        ("To be deciphered perSonally. by the RESIDENT [REZIDENT].", FORMULA),
        ("To be deciphered personally by the RESIDENT. [REZIDENT].", FORMULA),
        ("deciphered personally by the RESIDENT [REZIDENT].", FORMULA),
        ("To be decip:ered personaliy by the RESIDENT [REZIDENT]. |", FORMULA),
        ("Decip:er personally.", "Decipher personally."),
        ("Urgent. To be shown to no one else.", "Urgent. To be shown to no one else."),
        ("Urgent. To HM be shown to no one else.", "Urgent. To be shown to no one else."),
        ("To XN be deciphered personally by the RESIDENT [REZIDENT].", FORMULA),
        ("Personal. Report receipt.", "Personal. Report receipt."),
        ("Urdent. To be shown to no one-else.", "Urgent. To be shown to no one else."),
    ],
)
def test_instructions(read: str, typed: str) -> None:
    assert mended(read) == typed
    sheet = sheet_to(read)
    assert sheet.handling == typed
    assert sheet.body == BODY


@pytest.mark.parametrize(
    ("line", "addressee"),
    [
        ("To[Name no. 30][1].", "[Name No. 30]"),
        ("To ZName No. 7/7.", "[Name No. 7]"),
        ("BORT s0V.", "BORTsOV"),
        ("GLushkO", "GLUShKO"),
        ("yakKIMOV", "YaKIMOV"),
        ("To KLYONfA7.", "KLYON"),
        ("TofMame Mo. 277(i/.", "[Name No. 27]"),
        ("ORESHKIN.", "ORESHKIN"),
        ("O RESHKIN.", "ORESHKIN"),
        ("qTo/Hame Wo. 78/7.", "[Name No. 78]"),
    ],
)
def test_addressees_that_ocr_parted_or_mixed(line: str, addressee: str) -> None:
    notes = NOTES + "        T.N.:  [a]  Or his house.\n"
    sheet = sheet_to(line, notes=notes)
    assert (sheet.addressee, sheet.body) == (addressee, BODY)


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        ("Urgent. To be shown to no one else,", "Urgent. To be shown to no one else."),
        ("For the RESIDENT /REZIDENT.", "For the RESIDENT [REZIDENT]."),
    ],
)
def test_instructions_end_as_they_were_typed(read: str, typed: str) -> None:
    assert mended(read) == typed


@pytest.mark.parametrize(
    ("line", "addressee", "handling"),
    [
        ("To KLYON[i].            [PIVISION-CF RECORDS]", "KLYON", None),
        ("Decipher personally.            KS VAC", None, "Decipher personally."),
    ],
)
def test_a_stamp_beside_an_address_is_none_of_it(
    line: str, addressee: str | None, handling: str | None
) -> None:
    sheet = sheet_to(line)
    assert (sheet.addressee, sheet.handling, sheet.body) == (addressee, handling, BODY)


def test_an_instruction_whose_last_word_is_a_place_wider_than_read_had_its_full_stop() -> None:
    text = bare(
        "To KLYON.\n\n     For the RESIDENT [REZIDENT].\n\n     We agree to everything that he asks of us."
    )
    read = page(text, read={"[REZIDENT].": "[REZIDENT]"})
    assert assemble([read])[0].sheet.handling == "For the RESIDENT [REZIDENT]."
    narrow = page(text.replace("[REZIDENT].", "[REZIDENT]"))
    assert assemble([narrow])[0].sheet.handling == "For the RESIDENT [REZIDENT]"


def test_the_day_of_a_stamp_below_the_header_is_none_of_the_opening() -> None:
    stamp = "                              | 12 AUG 1362 [|\n"
    sheet = only_record(
        bare(stamp + "     To KLYON.\n\n     We agree to everything that he asks.")
    ).sheet
    assert (sheet.addressee, sheet.body) == ("KLYON", "We agree to everything that he asks.")


def test_a_marker_whose_bracket_was_read_as_an_apostrophe_is_none_of_the_name() -> None:
    labels = KnownLabels(frozenset({"i", "ii"}))
    named = read_named("IL'ICh'ii].", labels)
    assert named is not None
    assert (named.name, named.labels) == ("IL'ICh", ("ii",))
    assert mended("To be handed to the MASTER [MASTER] immedigpely.") == (
        "To be handed to the MASTER [MASTER] immediately."
    )


def test_a_stroke_before_the_first_who_gets_a_copy_is_none_of_the_name() -> None:
    assert sheet_to("To KLYON, copy to /BEREZA, LOTOS.").copy_to == ("BEREZA", "LOTOS")


def test_an_original_keeps_the_bracket_that_was_read() -> None:
    assert mended("For the RESIDENT REZIDENT] only.") == "For the RESIDENT [REZIDENT] only."


def test_an_ending_read_as_another_letter_is_that_of_the_formula() -> None:
    read = "To be handed to the MASTER [MASTER] immediate v."
    assert mended(read) == "To be handed to the MASTER [MASTER] immediately."
    assert mended("Immediate. For RESIDENT only.") == "Immediate. For RESIDENT only."


def test_a_day_of_which_the_date_was_cut_off_stands_above_the_opening() -> None:
    head = bare("     Decipher personally.\n\n     We agree to everything that he asks of us.")
    cut = head.replace("62                                    14 March 1943", "62\n     10")
    sheet = only_record(cut).sheet
    assert (sheet.message_date, sheet.handling) == (None, "Decipher personally.")
    assert sheet.body == "We agree to everything that he asks of us."


HEAD = """\
MGB                                                         J1550

     From: LIMA
     To:   MOSCOW
     No.:  62
"""


@pytest.mark.parametrize(
    ("below", "addressee", "handling"),
    [
        ("     To KLYON[i].                           14 March 1943", "KLYON", None),
        ("     To KLYON.\n{0:47} 14 March 1943", "KLYON", None),
        ("     To KLYON[i].           Reissue (T304)\n{0:30}14 March 1943", "KLYON", None),
        ("{0:30}Reissue (T304)\n     To KLYON.              14 March 1943", "KLYON", None),
        ("     KLYON                                  14 March 1943", "KLYON", None),
        ("     Decipher personally.\n{0:47} 14 March 1943", None, "Decipher personally."),
        ("     COPY                                   14 March 1943", None, None),
    ],
)
def test_an_address_in_the_rows_of_the_message_s_date_is_no_header(
    below: str, addressee: str | None, handling: str | None
) -> None:
    text = f"{HEAD}\n{below.format('')}\n\n\n             {BODY}\n"
    sheet = only_record(text + "\n\n" + NOTES).sheet
    assert (sheet.addressee, sheet.handling, sheet.body) == (addressee, handling, BODY)
    assert sheet.message_date == date(1943, 3, 14)
    assert sheet.reissue_of == ("T304" if "T304" in below else None)


@pytest.mark.parametrize("address", ["To KLYON[i].", "Decipher personally."])
@pytest.mark.parametrize("blank", ["", "\n"])
def test_pieces_of_the_header_below_an_address_are_the_header_s(address: str, blank: str) -> None:
    pieces = ("J1550", "Reissue (T304)", "14 March 1943")
    below = blank.join(f"{'':47} {piece}\n" for piece in pieces)
    head = HEAD.replace("J1550", "")
    text = f"{head}\n     {address}\n{below}\n\n             {BODY}\n\n\n{NOTES}"
    sheet = only_record(text).sheet
    assert (sheet.sheet_serial, sheet.reissue_of) == ("J1550", "T304")
    assert (sheet.message_date, sheet.body) == (date(1943, 3, 14), BODY)
    assert address.startswith(f"To {sheet.addressee}") or sheet.handling == address


def test_those_who_get_copies_go_on_beside_the_date() -> None:
    below = "     To KLYON[i], copy to SOKOL,      Reissue (T304)\n     LUKA.                  14 March 1943"
    sheet = only_record(f"{HEAD}{below}\n\n\n             {BODY}\n\n\n{NOTES}").sheet
    assert (sheet.addressee, sheet.copy_to) == ("KLYON", ("SOKOL", "LUKA"))


def test_a_re_issue_beside_the_address_is_the_header_s() -> None:
    head = HEAD.replace("62", "62                                    14 March 1943")
    text = f"{head}\n     To KLYON.              Reissue (T304)\n\n\n             {BODY}\n"
    sheet = only_record(text).sheet
    assert (sheet.addressee, sheet.reissue_of, sheet.body) == ("KLYON", "T304", BODY)


@pytest.mark.parametrize(
    ("line", "addressee", "handling"),
    [
        ("To KLYON[i]. Decipher personally.", "KLYON", "Decipher personally."),
        ("To KLYON. To be shown to no one else.", "KLYON", "To be shown to no one else."),
        ("To be opened by the MASTER [MASTER] himself.", None, None),
        ("Only for the eyes of the Master and his clerk.", None, None),
        ("To KLYON[i], SOKOL and BORTsOV[ii].", "KLYON, SOKOL and BORTsOV", ""),
        ("To KLYON personally.", "KLYON", None),
        ("To comrade KLYON.", "comrade KLYON", ""),
        ("To Lt. Gen. SOKOL.", "Lt. Gen. SOKOL", ""),
    ],
)
def test_persons_and_instructions_of_an_opening_are_kept_as_typed(
    line: str, addressee: str | None, handling: str | None
) -> None:
    sheet = sheet_to(line)
    typed = line if handling is None else handling
    assert (sheet.addressee, sheet.handling, sheet.body) == (addressee, typed or None, BODY)


def test_a_sentence_with_names_is_of_the_message() -> None:
    line = "To KLYON, SOKOL and LUKA we have sent word."
    sheet = sheet_to(line)
    assert (sheet.addressee, sheet.handling, sheet.body) == (None, None, f"{line}\n\n{BODY}")


@pytest.mark.parametrize("blanks", [1, 3, 14])
@pytest.mark.parametrize("text", ["He is in the park.", "In reply to your No. 512."])
def test_a_sentence_behind_an_address_is_of_the_message(blanks: int, text: str) -> None:
    sheet = sheet_to(f"To Lt. KLYON.{' ' * blanks}{text}")
    assert (sheet.addressee, sheet.handling, sheet.body) == (
        "Lt. KLYON",
        None,
        f"{text}\n\n{BODY}",
    )


@pytest.mark.parametrize(
    "text", [f"     {BODY}\n", f"     {BODY}\n\n{TEXT}"], ids=["short", "long"]
)
@pytest.mark.parametrize("word", ["Personal.", "Urgent.", "Immediate."])
def test_an_instruction_of_one_word_below_an_address_is_kept(word: str, text: str) -> None:
    sheet = body_of(f"     To KLYON.\n     {word}\n\n{text}").sheet
    assert (sheet.addressee, sheet.handling) == ("KLYON", word)


@pytest.mark.parametrize("word", ["Agreed.", "Wait.", "No.", "Await orders."])
def test_a_word_below_an_address_that_is_no_instruction_is_of_the_message(word: str) -> None:
    sheet = body_of(f"     To KLYON.\n     {word}\n\n     {BODY}\n").sheet
    assert (sheet.addressee, sheet.body) == ("KLYON", f"{word}\n\n{BODY}")


def test_a_message_overleaf_is_none_of_the_instruction_that_ends_its_page() -> None:
    first = bare("     Strictly personal. Destroy after reading.\n")
    list_ = "We wish to know the following.\n\n     1.  The price of the boat.\n     2.  Its age.\n"
    (record,) = assemble([page(first), page(f"{'':34}- 2 -\n\n{list_}", number=2)])
    assert record.sheet.handling == "Strictly personal. Destroy after reading."
    assert (record.sheet.body or "").startswith("We wish to know the following.\n")


def test_an_instruction_below_an_address_without_its_stop_is_none_of_it() -> None:
    sheet = sheet_to("To KLYON", "For the RESIDENT [REZIDENT] only.")
    assert sheet.addressee == "KLYON"


@pytest.mark.parametrize(
    "line",
    [
        "To be decyphered by the MASTER in person.",
        "Personal for SOKOL. Destroy after the readings.",
        "To be shown to no one but the leaders of the clerks.",
        "To be handed to the PRESIDENT immediately.",
        "To be handed to Reeder immediately.",
        "For our personal attention only.",
    ],
)
def test_words_that_are_like_those_of_the_formulas_stay(line: str) -> None:
    assert sheet_to(line).handling == line


def test_a_word_of_an_instruction_ill_read_is_one_of_the_formula() -> None:
    text = bare(f"             To be shown to no one else immediatel.\n\n             {BODY}\n")
    (record,) = assemble([page(text, sure={"immediatel.": 0.4})])
    assert record.sheet.handling == "To be shown to no one else immediately."


@pytest.mark.parametrize(
    "stamp", ["RECEIVED 12 JUN 1963", "NOT TO BE COPIED", "APPROVED FOR RELEASE"]
)
def test_a_stamp_above_the_message_addresses_nobody(stamp: str) -> None:
    assert sheet_to(stamp).addressee is None


def test_a_line_typed_over_is_no_paragraph() -> None:
    text = f"             {BODY}\n\n        XXXXXXXXXXXXXXXX\n\n             KLYON\n"
    sheet = only_record(bare(text)).sheet
    assert (sheet.body, sheet.signature_name) == (BODY, "KLYON")


@pytest.mark.parametrize(
    "above", ["[Two-part message]", "CIRCULAR", "Part I.", "(Section 2)", "see 214", "4127"]
)
def test_what_cannot_be_read_above_an_address_hides_it_not(above: str) -> None:
    sheet = only_record(bare(f"        {above}\n        To VIKTOR.\n\n             {BODY}\n")).sheet
    assert (sheet.addressee, sheet.body) == ("VIKTOR", f"{above}\n\n{BODY}")


@pytest.mark.parametrize(
    "above", ["The man has been asked to take", "Tell him to go:", "[14 groups unrecovered]"]
)
def test_no_address_stands_below_words_that_go_on(above: str) -> None:
    text = f"        {above}\n        To VIKTOR.\n\n             {BODY}\n"
    assert only_record(bare(text)).sheet.addressee is None


@pytest.mark.parametrize("office", ["8th DEPARTMENT", "the 8th DEPARTMENT"])
def test_a_numbered_office_is_an_addressee(office: str) -> None:
    sheet = sheet_to(f"To {office}.", "To be handed to the head of the DEPARTMENT in person.")
    assert sheet.addressee == office
    assert sheet.handling == "To be handed to the head of the DEPARTMENT in person."


@pytest.mark.parametrize(
    ("lines", "copies"),
    [
        (("To KLYON[i], copy to SOKOL,", "LUKA and BORTsOV[ii]."), ("SOKOL", "LUKA", "BORTsOV")),
        (("To KLYON[i], copy to SOKOL and", "BORTsOV[ii]."), ("SOKOL", "BORTsOV")),
        (("To KLYON[i], copy to", "SOKOL and BORTsOV[ii]."), ("SOKOL", "BORTsOV")),
        (("To KLYON[i].", "Copy to SOKOL and LUKA."), ("SOKOL", "LUKA")),
        (("To KLYON[i], copy to S. M. LUKIN.",), ("S. M. LUKIN",)),
        (("To KLYON[i], copy to SOKOL, Lt. Gen. LUKIN.",), ("SOKOL", "Lt. Gen. LUKIN")),
    ],
)
def test_copies_go_on_below_and_initials_and_ranks_stay_with_their_names(
    lines: tuple[str, ...], copies: tuple[str, ...]
) -> None:
    sheet = sheet_to(*lines)
    assert (sheet.addressee, sheet.copy_to, sheet.body) == ("KLYON", copies, BODY)


@pytest.mark.parametrize("text", ["SOKOL has sold the boat.", "LUKA and SOKOL are now away."])
def test_a_message_below_an_address_that_ends_with_a_comma_names_nobody(text: str) -> None:
    sheet = sheet_to("To KLYON[i], copy to BEREZA,", text)
    assert sheet.copy_to == ("BEREZA",)
    assert (sheet.body or "").startswith(text)


def test_a_sentence_about_copies_below_the_addressee_is_of_the_message() -> None:
    sheet = sheet_to("To KLYON[i].", "Copies to the press were sold.")
    assert sheet.copy_to == ()
    assert (sheet.body or "").startswith("Copies to the press were sold.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Immediate steps were taken to find the man, but he had gone home.",
        "Personal names are to be spelled out on first mention.",
        "4. Personal names are to be spelled out on first mention.",
        "Personally I should like to wait until the spring.",
        "Urgently required are 12 men for the work in the dock.",
        "Urgent. He is ill and has asked for a doctor.",
    ],
)
@pytest.mark.parametrize("address", ["To KLYON.\n\n     ", ""])
def test_a_sentence_that_begins_with_the_word_of_an_instruction_is_of_the_body(
    address: str, sentence: str
) -> None:
    sheet = body_of(f"     {address}{sentence}\n{TEXT}").sheet
    assert (sheet.handling, sheet.body) == (None, f"{sentence}\n\n{BODY}")


@pytest.mark.parametrize(
    "order",
    [
        "Decipher yourself.",
        "Decipher this yourself immediately on receipt.",
        "Encipher in your own hand.",
        "Do not show this to anyone.",
        "Hand to the RESIDENT [REZIDENT] personally.",
        "Burn immediately after reading.",
        "Report receipt of this telegram.",
        "For your eyes only.",
        "Decipher yourself. Destroy after reading.",
        "Show this text to no one.",
        "Show only to the RESIDENT [REZIDENT].",
    ],
)
@pytest.mark.parametrize("address", ["To KLYON.\n\n     ", "To KLYON.\n     ", "To KLYON. ", ""])
def test_an_instruction_in_other_words_is_told_by_all_of_them(address: str, order: str) -> None:
    sheet = body_of(f"     {address}{order}\n\n{TEXT}").sheet
    assert (sheet.handling, sheet.body) == (order, BODY)
    assert sheet.addressee == ("KLYON" if address else None)


@pytest.mark.parametrize(
    "sentence",
    [
        "Hand this letter to the doctor personally.",
        "Show it to no one at the OFFICE.",
        "Burn the 12 letters.",
        "Deliver it to SOKOL in person.",
        "Read our No. 512.",
        "Show this to nobody. He is in the park.",
        "For your trouble he will pay.",
        "Burned the telegram.",
        "Destroyed the cipher only after reading the text.",
        "Handed over in person.",
        "Opened on receipt.",
        "Hand it over.",
        "Open the contents at once.",
        "Destroy the cipher.",
        "Deliver the text to the RESIDENT.",
    ],
)
@pytest.mark.parametrize("address", ["To KLYON.\n\n     ", ""])
def test_a_sentence_that_orders_what_no_instruction_does_is_of_the_body(
    address: str, sentence: str
) -> None:
    sheet = body_of(f"     {address}{sentence}\n\n{TEXT}").sheet
    assert (sheet.handling, sheet.body) == (None, f"{sentence}\n\n{BODY}")


@pytest.mark.parametrize("order", ["decipher personally", "urgent", "decipher yourself"])
@pytest.mark.parametrize("names", ["KLYON", "KLYON and SOKOL"])
def test_an_instruction_behind_the_comma_of_an_address_is_kept_with_it(
    names: str, order: str
) -> None:
    line = f"To {names}, {order}."
    sheet = body_of(f"     {line}\n\n{TEXT}").sheet
    assert (sheet.addressee, sheet.handling, sheet.body) == (names, line, BODY)


@pytest.mark.parametrize("order", ["urgent", "to be burned", "decipher personally"])
def test_words_of_an_address_that_are_no_name_are_told_before_an_instruction_too(
    order: str,
) -> None:
    sheet = body_of(f"     To KLYON in OSLO, {order}.\n\n{TEXT}").sheet
    assert (sheet.addressee, sheet.status) == (None, Status.REVIEW)


def test_an_instruction_can_stand_behind_an_address_to_all() -> None:
    line = "To all RESIDENTS, to be destroyed after reading."
    sheet = body_of(f"     {line}\n\n{TEXT}").sheet
    assert (sheet.addressee, sheet.handling, sheet.body) == ("all RESIDENTS", line, BODY)


def test_an_address_with_copies_that_cannot_be_read_is_told() -> None:
    sheet = body_of(f"     To KLYON, copy to SOKOL, who is to decipher it.\n\n{TEXT}").sheet
    assert sheet.status is Status.REVIEW
    assert "addressee" in {problem.field for problem in sheet.problems}


@pytest.mark.parametrize("text", ["", "\n"], ids=["close", "apart"])
@pytest.mark.parametrize(
    "address",
    [
        "     To KLYON, copy to SOKOL,\n     LUKA.\n",
        "     To KLYON[i], copy to SOKOL\n     and LUKA[ii].\n",
        "     To KLYON\n     copy to SOKOL,\n             LUKA.\n",
        "     To KLYON.\n     Copy to SOKOL,\n             LUKA.\n",
    ],
)
def test_a_list_of_copies_goes_on_below_wherever_those_lines_begin(address: str, text: str) -> None:
    sheet = only_record(bare(f"{address}{text}     The boat has come.\n")).sheet
    assert (sheet.addressee, sheet.copy_to) == ("KLYON", ("SOKOL", "LUKA"))
    assert (sheet.body, sheet.signature_name) == ("The boat has come.", None)


def test_a_message_that_begins_below_a_comma_of_its_address_is_no_list_of_copies() -> None:
    text = "     To KLYON, copy to SOKOL,\n     LUKA. The boat has come and was sold.\n"
    sheet = only_record(bare(text)).sheet
    assert "LUKA. The boat has come and was sold." in (sheet.body or "")


@pytest.mark.parametrize(
    "phrase", [" after reading this", " the RESIDENT [REZIDENT] Decipher personally"]
)
def test_phrases_of_instructions_without_end_are_none(phrase: str) -> None:
    assert not is_handling("Open" + 60 * phrase + " x")  # matched in all ways, it would never end
