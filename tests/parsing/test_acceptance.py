"""What sends a record to a person, by a model whose numbers are set here: fitted ones change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from parsing.acceptance import Judgement, judge
from parsing.assemble import ReadMessage, assemble, read_messages
from parsing.confidence.absences import absence_doubts, can_be_lost
from parsing.confidence.doubts import doubts_of
from parsing.confidence.model import (
    SHARED,
    Acceptance,
    Model,
    Origin,
    Weights,
    assurance,
    counted,
    model,
)
from parsing.confidence.oddity import odd_places
from parsing.confidence.surroundings import Surroundings
from schemas.pages import Box
from schemas.problems import INFORMING, Code
from schemas.records import Status
from tests.parsing.pages import TEXT, body_of, page

SHEET = """\
MGB                                                   J1207
     From: BOGOTA                             Reissue (T611)
     To:   MOSCOW
     No.:  84                               21 December 1943

     To KAPITAN[i].

     On the 2nd the courier handed over [3 groups unrecovered] of the papers,
which the office had asked for in the spring of the year before this one.

     No. 40     MIRON[ii]
     22 December

Comments: [i]  KAPITAN: Unidentified cover-name.
          [ii] MIRON: Unidentified cover-name.
"""


def message_of(
    text: str, read: Mapping[str, str] | None = None, sure: Mapping[str, float] | None = None
) -> ReadMessage:
    (message,) = read_messages([page(text, read=read, sure=sure)])
    return message


def numbers(found: Mapping[str, float], absent: Mapping[str, float]) -> Model:
    """Give a model in which only the named doubts cost anything; 0.2 fields may be wrong."""
    message = message_of(SHEET)
    around = Surroundings(message.draft, message.sheet)
    station = message.draft.findings["to_station"]
    of_found = dict.fromkeys(doubts_of("to_station", station, around), 0.0) | dict(found)
    of_absent = dict.fromkeys(absence_doubts("title", around), 0.0) | dict(absent)
    shared = {SHARED: Weights(start=5.0, weights=of_absent)}
    names = ("title", "origin", "sheet_serial", "copy_number", "addressee", "signature_name")
    return Model(
        origin=Origin(
            date="1980-01-01", commit="", command="", seeds="", levels=(), sets=0, found=0, absent=0
        ),
        acceptance=Acceptance(limit=0.2, allowance=0.0, wrong_at_most=0.0, lost_at_most=0.0),
        found={SHARED: Weights(start=5.0, weights=of_found)},
        absent=shared | {name: Weights(start=5.0, weights=of_absent) for name in names},
    )


def judged(
    text: str,
    fitted: Model,
    read: Mapping[str, str] | None = None,
    sure: Mapping[str, float] | None = None,
) -> Judgement:
    message = message_of(text, read, sure)
    return judge(message.draft, message.sheet, (), fitted)


def codes(judgement: Judgement) -> set[tuple[Code, str | None]]:
    return {(problem.code, problem.field) for problem in judgement.problems}


def test_a_sheet_of_which_nothing_is_doubtful_is_accepted() -> None:
    judgement = judged(SHEET, numbers({}, {}))
    assert judgement.status is Status.ACCEPTED
    assert judgement.problems == ()


def test_every_finding_has_its_probability() -> None:
    message = message_of(SHEET)
    judgement = judge(message.draft, message.sheet, (), numbers({}, {}))
    assert judgement.probabilities.keys() == message.draft.findings.keys()
    assert all(
        chance == pytest.approx(0.9933, abs=1e-4) for chance in judgement.probabilities.values()
    )


def judged_with_ink(line: str, letters: int, model: Model, text: str = SHEET) -> Judgement:
    """Judge the sheet with unread type as wide as ``letters`` behind the first half of a line's words."""
    typed = page(text)
    words = next(row.words for row in typed.lines if row.text.startswith(line))
    x0, y0, _, y1 = words[len(words) // 2].box
    box = Box(x0, y0 + 4, x0 + letters * 20, y1)
    (message,) = read_messages([replace(typed, unread=(box,))])
    return judge(message.draft, message.sheet, (), model)


def test_type_of_the_text_that_was_not_read_sends_the_record_to_review() -> None:
    (problem,) = judged_with_ink("which the office", 6, numbers({}, {})).problems
    assert (problem.code, problem.field) == (Code.RECORD_FIELD_LOST, "body")
    assert "'which the office had asked for" in problem.message
    assert not judged_with_ink("which the office", 1, numbers({}, {})).problems
    assert not judged_with_ink("No. 40", 6, numbers({}, {})).problems
    ticked = SHEET.replace("     No. 40 ", "     /\n\n     No. 40 ")
    assert not judged_with_ink("/", 6, numbers({}, {}), ticked).problems


def test_unread_type_that_a_stroke_in_the_margin_joins_to_is_of_the_text() -> None:
    typed = page(SHEET)
    first = next(row.words[0].box for row in typed.lines if row.text.startswith("which the office"))
    for letters, problems in ((1, 0), (6, 1)):
        stroke = Box(0, first.y0, first.x0 + 20 * letters, first.y1)
        (message,) = read_messages([replace(typed, unread=(stroke,))])
        assert len(judge(message.draft, message.sheet, (), numbers({}, {})).problems) == problems


def test_scrawl_in_the_margin_beside_the_end_of_a_line_is_none_of_the_text() -> None:
    typed = page(SHEET)
    lines = [
        row.words for row in typed.lines if row.text.startswith(("On the 2nd", "which the office"))
    ]
    short, long = sorted((words[-1].box for words in lines), key=lambda box: box.x1)
    for x0, problems in ((short.x1 + 10, 0), (short.x0, 1)):
        scrawl = Box(x0, short.y0, long.x1 + 200, short.y1)
        (message,) = read_messages([replace(typed, unread=(scrawl,))])
        assert len(judge(message.draft, message.sheet, (), numbers({}, {})).problems) == problems


def test_a_sentence_that_breaks_off_above_the_signature_sends_the_record_to_review() -> None:
    (problem,) = judged(SHEET.replace("this one.", "this"), numbers({}, {})).problems
    assert (problem.code, problem.field) == (Code.RECORD_FIELD_LOST, "body")
    assert problem.message.endswith(
        "'which the office had asked for in the spring of the year before this'"
    )


@pytest.mark.parametrize(("read", "is_told"), [("406", False), ("4066", True)])
def test_a_number_read_with_more_figures_than_its_word_is_wide_for(
    read: str, is_told: bool
) -> None:
    judgement = judged(SHEET.replace("No. 40 ", "No. 406"), numbers({}, {}), {"406": read})
    told = (Code.RECORD_FIELD_UNSURE, "signature_serial") in codes(judgement)
    assert told is is_told
    one = judged(SHEET.replace("No. 40 ", "No. 4  "), numbers({}, {}))
    assert one.problems == ()
    assert all("too narrow" in problem.message for problem in judgement.problems)


def test_an_unsure_field_is_told_with_what_was_read_and_why() -> None:
    judgement = judged(SHEET, numbers({"mended": 50.0}, {}), {"MOSCOW": "M0SCCW"})
    (problem,) = judgement.problems
    assert (problem.code, problem.field) == (Code.RECORD_FIELD_UNSURE, "to_station")
    assert "'M0SCCW'" in problem.message
    assert "mended" in problem.message
    assert judgement.status is Status.REVIEW


def test_a_required_field_is_missing() -> None:
    judgement = judged(SHEET.replace("No.:  84", "         "), numbers({}, {}))
    assert (Code.RECORD_FIELD_MISSING, "message_numbers") in codes(judgement)
    assert judgement.status is Status.REVIEW


def test_ruins_in_the_header_tell_of_a_lost_field() -> None:
    ruined = SHEET.replace("J1207", "J*2~07x")
    judgement = judged(ruined, numbers({}, {"right": 3.0}))
    assert (Code.RECORD_FIELD_LOST, "sheet_serial") in codes(judgement)
    message = next(one.message for one in judgement.problems if one.field == "sheet_serial")
    assert "J*2~07x" in message


def test_a_field_that_is_hardly_lost_does_not_count() -> None:
    assert counted(0.6, found=False) == 0.0
    assert counted(0.4, found=False) == pytest.approx(0.6)
    assert counted(0.6, found=True) == pytest.approx(0.4)


def test_small_doubts_add_up_and_the_least_sure_field_is_told() -> None:
    judgement = judged(SHEET, numbers({"alone": 2.0}, {}))
    assert judgement.status is Status.REVIEW
    told = {problem.field for problem in judgement.problems}
    rest = sum(1.0 - chance for name, chance in judgement.probabilities.items() if name not in told)
    assert 0 < len(told) < len(judgement.probabilities)
    assert rest < 0.2


def test_a_correction_sheet_lacks_no_field_of_a_message() -> None:
    correction = """\
                                CORRECTION

    Correction to Ref. No: 3/NBF/T2201 (of 6/5/1976)

    Please substitute the following in Footnotes [ii]:

    [ii] MIRON: Unidentified cover-name.
    """
    judgement = judged(correction, numbers({}, {"page": 999.0}))
    told = {name for code, name in codes(judgement) if code is Code.RECORD_FIELD_LOST}
    assert told == {"origin", "sheet_serial", "copy_number"}


def test_a_note_that_differs_from_the_name_speaks_against_it() -> None:
    other = SHEET.replace("MIRON: Unid", "GRANIT: Unid")
    judgement = judged(other, numbers({"against": 9.0}, {}))
    assert (Code.RECORD_FIELD_UNSURE, "signature_name") in codes(judgement)
    (message,) = [one.message for one in judgement.problems if one.field == "signature_name"]
    assert "GRANIT" in message


def test_a_check_that_fails_sends_to_a_person_however_surely_the_value_was_read() -> None:
    late = SHEET.replace("22 December", "22 March   ")
    judgement = judged(late, numbers({}, {}))
    assert (Code.RECORD_FIELD_CONTRADICTED, "signature_date") in codes(judgement)
    assert judgement.status is Status.REVIEW


@pytest.mark.parametrize(
    ("dated", "contradicted"),
    [("21 December 1943", False), ("December 1943", False), ("1943", False), ("May 1943", True)],
)
def test_a_signature_is_of_the_days_that_the_message_can_be_of(
    dated: str, contradicted: bool
) -> None:
    found = codes(judged(SHEET.replace("21 December 1943", dated), numbers({}, {})))
    assert ((Code.RECORD_FIELD_CONTRADICTED, "signature_date") in found) is contradicted


def test_unread_type_at_the_margin_tells_of_a_lost_tag() -> None:
    fitted = numbers({}, {"ink": 30.0})
    bare = page(SHEET.replace("MGB", "   "))
    tag = page(SHEET).words[0].box
    doubted = [
        {problem.field for problem in judge(one.draft, one.sheet, (), fitted).problems}
        for read in (bare, replace(bare, unread=(tag,)))
        for one in read_messages([read])
    ]
    assert not doubted[0]
    assert "origin" in doubted[1]
    assert "sheet_serial" not in doubted[1]


def test_unread_type_beside_a_value_makes_it_doubtful() -> None:
    sheet = SHEET.replace("No.:  84   ", "No.:  84,85")
    whole = page(sheet)
    cut = next(word for word in whole.words if word.text == "84,85")
    middle = (cut.box.x0 + cut.box.x1) // 2
    first = cut._replace(text="84", box=cut.box._replace(x1=middle))
    words = tuple(first if word is cut else word for word in whole.words)
    read = replace(whole, words=words, unread=(cut.box._replace(x0=middle),))
    (message,) = read_messages([read])
    around = Surroundings(message.draft, message.sheet)
    doubts = {
        name: doubts_of(name, message.draft.findings[name], around)["ink"]
        for name in ("message_numbers", "from_station")
    }
    assert doubts["message_numbers"] > 0.5
    assert doubts["from_station"] == 0.0


@pytest.mark.parametrize(
    "text",
    [
        'REPLACEMENT OF "LESNIK" (1947)', 'CONTACT WITH "YaKOR\'" AND "ShchEGLOV"', "IL'ICh",
        "KhUTOR", "[Name No. 69]", "U.S.L.O.", "H/Q Registry", "D.D. (3 copies)",
        "1. PAYMENTS TO MERCER; MERCER'S JOURNEY 2. PLANS (1946)",
        "To be handed to the MASTER [MASTER] immediately.",
    ],
)  # fmt: skip
def test_nothing_is_odd_in_what_a_typist_wrote(text: str) -> None:
    assert odd_places(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "T.AMPIST", 'REPT.ACEMENT OF "LESNIK" (1947)', 'PLANS OF "LESNIK*"', "TRaLfAl", "SAVEL'Ev",
        "YaKOR''", "A MEETTNG TN MOSCOW", '"LESNIK AND MERCER', "PLANS ( (1946)", "'EHERAN",
        'PLANS OF "LE NIK" AND MERCER', "Report receipt o the CENTRE.",
    ],
)  # fmt: skip
def test_what_no_typist_wrote_is_odd(text: str) -> None:
    assert odd_places(text) > 0


def test_a_word_that_is_not_as_wide_as_what_was_read_is_off_the_grid() -> None:
    message = message_of(SHEET.replace("No.:  84  ", "No.:  1184"), {"1184": "114"})
    around = Surroundings(message.draft, message.sheet)
    doubts = doubts_of("message_numbers", message.draft.findings["message_numbers"], around)
    assert doubts["grid"] > 0.3


def test_capitals_that_can_be_a_digraph_are_doubtful() -> None:
    message = message_of(SHEET)
    around = Surroundings(message.draft, message.sheet)
    read = message.draft.findings["addressee"]
    found = {
        name: doubts_of("addressee", replace(read, value=name), around)["digraphs"]
        for name in ("ZAJTsEV", "ZAJTSEV", "MAYaK", "MAYak")
    }
    assert found == {"ZAJTsEV": 0.0, "ZAJTSEV": 1.0, "MAYaK": 0.0, "MAYak": 1.0}
    soft = replace(read, value="KAPITAN", raw='To KAPITAN"[i].')
    assert doubts_of("addressee", soft, around)["digraphs"] == 1.0


def test_words_without_a_place_tell_of_what_was_lost_there() -> None:
    foot = "\n\n\n" + 70 * " " + "{}\n"
    strays = []
    for day in ("", "2u May, 1975"):
        one = message_of(SHEET + foot.format(day))
        assert "issued_date" not in one.draft.findings
        around = Surroundings(one.draft, one.sheet)
        strays.append(absence_doubts("issued_date", around)["stray"])
    assert strays[0] == 0.0 < strays[1]


@pytest.mark.parametrize(
    "lost", ["nothing", "MIRON[ii]", "BOGOTA", "T611", "84", "To KAPITAN[i].", "MGB"]
)
def test_an_absence_is_weighed_wherever_it_can_be_likelier_a_loss(lost: str) -> None:
    foot = "\n\n\n" + 40 * " " + "2u May, 1975        ABEOT\n"
    one = message_of((SHEET + foot).replace(lost, "XXX " + lost[:2].lower() + "qz"))
    around = Surroundings(one.draft, one.sheet)
    for name, fitted in model().absent.items():
        doubts = absence_doubts(name, around)
        for start in (fitted.start, 0.0, 2.0, 4.0):
            weights = Weights(start=start, weights=fitted.weights)
            if assurance(weights, doubts).probability < 0.5:
                assert can_be_lost(name, weights, around)


def test_scraps_among_the_lines_of_a_list_make_it_doubtful() -> None:
    listed = "Distribution\n{}\nDirector\nSection 4 (2)\n\n\n\nComments:"
    doubts = []
    for scrap in ("", "M#Sr OD"):
        sure = dict.fromkeys(scrap.split(), 0.1)
        typed = page(SHEET.replace("Comments:", listed.format(scrap), 1), sure=sure)
        one = next(read_messages([typed]))
        found = one.draft.findings["distribution"]
        around = Surroundings(one.draft, one.sheet)
        doubts.append(doubts_of("distribution", found, around)["rival"])
    assert doubts[0] == 0.0 < doubts[1]


def test_a_paper_that_is_known_by_nothing_is_sent_to_a_person() -> None:
    words = "the harbour was quiet and the ships lay at the quay for the whole of the day\n" * 3
    judgement = judged(words, numbers({}, {}))
    assert codes(judgement) == {(Code.RECORD_KIND_UNSURE, "document_type")}
    known = judged("                 MEMORANDUM\n\n" + words, numbers({}, {}))
    assert known.problems == ()


def test_a_page_of_which_nothing_was_read_can_be_one_of_the_sheet_before_it() -> None:
    inked = replace(page("", 2), is_blank=False)
    codes_of = [
        {problem.code for problem in assemble([page(SHEET), second])[0].sheet.problems}
        for second in (inked, page("", 2))
    ]
    assert [Code.RECORD_PAGE_FAILED in found for found in codes_of] == [True, False]


def test_a_mark_without_partner_informs_and_sends_nothing_to_a_person() -> None:
    judgement = judged(SHEET.replace("unrecovered] of", "unrecovered] [of"), numbers({}, {}))
    assert {code for code, _ in codes(judgement)} == {Code.RECORD_BRACKET_UNBALANCED}
    assert judgement.status is Status.ACCEPTED


def test_codes_that_inform_are_of_text_and_notes() -> None:
    assert all(code.startswith("record.") for code in INFORMING)
    assert Code.RECORD_FIELD_UNSURE not in INFORMING


def test_no_doubt_ever_raises_a_probability() -> None:
    fitted = model()
    for weights in (*fitted.found.values(), *fitted.absent.values()):
        none = assurance(weights, dict.fromkeys(weights.weights, 0.0)).probability
        for name in weights.weights:
            doubts = dict.fromkeys(weights.weights, 0.0) | {name: 1.0}
            assert assurance(weights, doubts).probability <= none


def test_the_fitted_file_knows_every_doubt() -> None:
    message = message_of(SHEET)
    around = Surroundings(message.draft, message.sheet)
    for name, finding in message.draft.findings.items():
        assert doubts_of(name, finding, around).keys() == model().found[SHARED].weights.keys()
    assert absence_doubts("title", around).keys() == model().absent[SHARED].weights.keys()


@pytest.mark.parametrize(
    ("signed", "lost"), [("No. 40", True), ("No. 40     [1 group unrecovered]", False)]
)
def test_a_number_signed_without_a_name_lost_it_unless_a_gap_stands_for_it(
    signed: str, *, lost: bool
) -> None:
    judgement = judged(SHEET.replace("No. 40     MIRON[ii]", signed), numbers({}, {}))
    assert ((Code.RECORD_FIELD_LOST, "signature_name") in codes(judgement)) is lost
    assert judgement.status is (Status.REVIEW if lost else Status.ACCEPTED)


def test_a_line_of_text_that_is_in_no_field_is_told() -> None:
    signed = f"{TEXT}\n\n     No. 12      GURON[i]\n\n     Comments: [i]  GURON: Unidentified.\n"
    far_below = (
        f"{signed}{chr(10) * 8}     The boat has been sold and the money is in the bank at last.\n"
    )
    assert body_of(signed).sheet.problems == ()
    (problem,) = body_of(far_below).sheet.problems
    assert (problem.code, problem.field) == (Code.RECORD_FIELD_LOST, "body")


@pytest.mark.parametrize(
    "gap",
    ["[ca. 150 groups unrecovered]", "[2] groups unrecoverable]", "[2 groups unrecovered; 4 lost]"],
)
def test_groups_whose_number_is_not_surely_told_send_the_record_to_review(gap: str) -> None:
    typed = SHEET.replace("unrecovered] of", f"unrecovered] {gap} of")
    assert typed != SHEET
    assert codes(judged(typed, numbers({}, {}))) == {
        (Code.RECORD_FIELD_UNSURE, "groups_unrecovered")
    }
    assert not codes(judged(SHEET, numbers({}, {})))


@pytest.mark.parametrize(
    ("read", "letters"),
    [
        ({"of": "ef", "for": "fer"}, "'o' was read as 'e' throughout: 'ef', 'fer'"),
        ({"the": "thc"}, "'e' was read as 'c' throughout: 'thc'"),
        ({"the": "tbe"}, "'h' was read as 'b' throughout: 'tbe'"),
        ({"the": "lhe"}, None),
        ({"of": "fer"}, None),  # twice: chemin de fer
    ],
)
def test_a_letter_read_as_another_throughout_sends_the_text_to_review(
    read: dict[str, str], letters: str | None
) -> None:
    told = judged(SHEET, numbers({}, {}), read)
    expected = [] if letters is None else [(Code.RECORD_FIELD_UNSURE, "body", letters)]
    assert [(problem.code, problem.field, problem.message) for problem in told.problems] == expected


def test_one_word_that_is_none_is_a_slip() -> None:
    assert not codes(judged(SHEET.replace("spring of", "spring ef"), numbers({}, {})))


@pytest.mark.parametrize(
    ("count", "unit", "sure", "told"),
    [
        ("[80", "groups", 0.95, False),
        ("[80", "groups", 0.1, True),
        ("[8S", "groups", 0.95, True),
        ("[lO", "groups", 0.95, False),
        ("[se", "groups", 0.5, True),
        ("[1", "group", 0.1, False),
    ],
)
def test_a_count_of_letters_or_hardly_read_sends_the_record_to_review(
    count: str, unit: str, sure: float, told: bool
) -> None:
    typed = SHEET.replace("[3 groups", f"{count} {unit}")
    found = codes(judged(typed, numbers({}, {}), sure={count: sure}))
    expected = {(Code.RECORD_FIELD_UNSURE, "groups_unrecovered")} if told else set()
    assert found == expected


@pytest.mark.parametrize(
    ("word", "read", "sure", "told"),
    [
        ("papers,", "pa|Mhew,", 0.0, True),
        ("papers,", "pa|Mhew,", 0.5, False),
        ("unrecovered]", "unrecovered]", 0.0, False),
        ("of", "of", 0.0, False),
    ],
)
def test_a_word_of_which_next_to_nothing_is_sure_sends_the_record_to_review(
    word: str, read: str, sure: float, told: bool
) -> None:
    problems = judged(SHEET, numbers({}, {}), {word: read}, {read: sure}).problems
    expected = [f"{read!r} was hardly read"] if told else []
    assert [problem.message for problem in problems] == expected


def test_a_word_hardly_read_is_borne_out_where_it_stands_again() -> None:
    again = SHEET.replace("this one.", "the papers.")
    assert not codes(judged(again, numbers({}, {}), sure={"papers,": 0.05}))
