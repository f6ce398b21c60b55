"""The distribution of a sheet: its heading, the offices listed below, and what is stamped beside them."""

from __future__ import annotations

import pytest

from parsing.assemble import assemble
from parsing.offices import office
from schemas.problems import Code
from tests.parsing.pages import TEXT, bare, body_of, only_record, page
from tests.parsing.test_furniture import BODY, HEAD, TAIL


@pytest.mark.parametrize(
    ("lines", "distribution"),
    [
        ((), ()),
        (("XXXXXXXXXXXXXXXX",), ()),
        (("| M'CROFI MED |",), ()),
        (("D.G.", "Mr. Archer", "Registry (2)"), ("D.G.", "Mr. Archer", "Registry (2)")),
    ],
)
def test_distribution(lines: tuple[str, ...], distribution: tuple[str, ...]) -> None:
    foot = (
        "\n\nDistribution\n\n"
        + "\n".join(lines)
        + "\n\n\n                    [Continued overleaf]\n"
    )
    sheet = only_record(HEAD + foot, "                   - 2 -\n\n" + TAIL).sheet
    assert sheet.distribution == distribution
    assert sheet.body == BODY


def test_a_stamp_beside_a_line_of_the_list_is_none_of_it() -> None:
    foot = (
        f"\n\nDistribution\n\nSpare (2){'':40}PILED\n\n\n                    [Continued overleaf]\n"
    )
    typed = page(HEAD + foot, sure={"PILED": 0.54})
    (record,) = assemble([typed, page("                   - 2 -\n\n" + TAIL, number=2)])
    assert record.sheet.distribution == ("Spare (2)",)


def test_a_stamped_date_beside_a_line_of_the_list_is_none_of_it() -> None:
    foot = (
        "\n\nDistribution\n\nSection 4 (2)             23 MOV 4871\nDirector\n\n\n"
        "                    [Continued overleaf]\n"
    )
    typed = page(HEAD + foot, sure={"MOV": 0.75, "4871": 0.29})
    (record,) = assemble([typed, page("                   - 2 -\n\n" + TAIL, number=2)])
    assert record.sheet.distribution == ("Section 4 (2)", "Director")


@pytest.mark.parametrize("office", ["Section 4         ", "GCHQ   "])
def test_copies_of_an_office_are_of_the_list_though_a_figure_is_hardly_read(office: str) -> None:
    foot = f"\n\nDistribution\n\n{office}1 - 4\nDirector\n\n\n                    [Continued overleaf]\n"
    typed = page(HEAD + foot, sure={"1": 0.45})
    (record,) = assemble([typed, page("                   - 2 -\n\n" + TAIL, number=2)])
    assert record.sheet.distribution == (f"{office.strip()} 1 - 4", "Director")


def test_no_heading_no_distribution() -> None:
    assert only_record(HEAD, "                   - 2 -\n\n" + TAIL).sheet.distribution is None


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        ("J.A.B.", "J.A.B."),
        ("U.S.L.0.", "U.S.L.O."),
        ("J-A-Be", "J.A.B."),
        ("C.S 0.", "C.S.O."),
        ("¢.8.0.", "C.S.O."),
        ("C:S.0;", "C.S.O."),
        ("U.S.L.0O.", "U.S.L.O."),
        ("Me Of De", "M. of D."),
        ("My of <D.", "M. of D."),
        ("D.D. (3 Copies)", "D.D. (3 copies)"),
        ("H/Q Registry-", "H/Q Registry"),
        ("M. of -D:,", "M. of D."),
        ("Section 4 (2)", "Section 4 (2)"),
        ("D.D. (3 copies)", "D.D. (3 copies)"),
        ("D-D. (3 copies)", "D.D. (3 copies)"),
        ("DD. (3 copies)", "D.D. (3 copies)"),
        ("archive", "Archive"),
        ("Section 4 (2).", "Section 4 (2)"),
    ],
)
def test_offices_of_a_distribution_list(read: str, typed: str) -> None:
    assert office(read) == typed


@pytest.mark.parametrize("typed", ["D.1", "M.I.5", "S.8 (2)", "B.2.b", "D.D.3", "K.O.Z. 2"])
def test_an_office_with_the_number_of_a_section_that_was_surely_read_stays_as_typed(
    typed: str,
) -> None:
    record = only_record(bare(TEXT, f"Distribution\n{typed}\nFile\n"))
    assert record.sheet.distribution == (typed, "File")
    assert not record.sheet.problems


def test_a_figure_among_the_initials_of_an_office_that_was_not_surely_read_is_a_letter() -> None:
    text = bare(TEXT, "Distribution\nK.O.8.\nFile\n")
    (record,) = assemble([page(text, sure={"K.O.8.": 0.7})])
    assert record.sheet.distribution == ("K.O.S.", "File")


def test_a_list_under_crosses_of_which_strokes_are_worn_is_empty() -> None:
    text = "             We have met the new man and found that he is without."
    record = only_record(bare(text, "        Distribution\n        XYXYXYXXXYYYXYYXY"))
    assert record.sheet.distribution == ()


def test_initials_below_the_heading_are_of_the_list_however_ill_read() -> None:
    foot = """
        Distribution
        C.S.O.
        Archive
    """
    (record,) = assemble(
        [
            page(
                bare("             We have met the new man and found that he is without.", foot),
                sure={"C.S.O.": 0.1},
            )
        ]
    )
    assert record.sheet.distribution == ("C.S.O.", "Archive")


@pytest.mark.parametrize(("sureness", "distribution"), [(0.5, ()), (0.95, None)])
def test_an_ill_read_heading_of_a_distribution(
    sureness: float, distribution: tuple[str, ...] | None
) -> None:
    foot = "\n\nNietrihntion\n\n                                        [Continued overleaf]"
    read = page(HEAD.rstrip("\n") + " year.\n" + foot, sure={"Nietrihntion": sureness})
    (record,) = assemble([read])
    assert record.sheet.distribution == distribution


@pytest.mark.parametrize(
    "heading", ["Remarks:", "Comments on the text:", "Notes by the translator:"]
)
def test_a_list_ends_at_a_heading_of_notes_in_other_words(heading: str) -> None:
    record = body_of(
        f"{TEXT}\n     Distribution\n     Registry\n\n     {heading}\n     [i]   KLYON: A cook."
    )
    assert record.sheet.distribution == ("Registry",)
    assert [comment.text for comment in record.comments] == ["KLYON: A cook."]


@pytest.mark.parametrize(
    ("lines", "distribution"),
    [
        ("Distribution:  Mr. Archer, Registry (2), C/2", ("Mr. Archer, Registry (2), C/2",)),
        ("Distribution: as before.", None),
        ("Distribution:\n     GCHQ   1 - 4\n     NSA    5 - 9", ("GCHQ 1 - 4", "NSA 5 - 9")),
    ],
)
def test_a_list_on_the_line_of_its_heading_and_offices_in_capitals(
    lines: str, distribution: tuple[str, ...] | None
) -> None:
    record = body_of(f"{TEXT}\n     {lines}\n\n     Comments:\n     [i]   KLYON: A cook.")
    assert record.sheet.distribution == distribution


@pytest.mark.parametrize(
    "begun",
    [
        "     Distribution of the",
        "     Distribution",
        "     We have begun with the\ndistribution of the",
        "     Distribution was begun",
    ],
)
def test_a_short_line_of_the_text_that_begins_as_the_heading_does_is_none(begun: str) -> None:
    text = (
        f"{begun}\n                 [52 groups unrecovered]\n"
        "leaflets, but the police are taking them away as soon as they are found."
    )
    sheet = body_of(f"{TEXT}\n{text}").sheet
    assert sheet.distribution is None
    assert sheet.body.endswith("away as soon as they are found.")


def test_the_word_at_the_end_of_a_paragraph_is_no_heading() -> None:
    text = "We have met the new man and found that he had to see to the whole of the\ndistribution."
    sheet = body_of(f"{text}\n\n     No. 50   KEEL").sheet
    assert (sheet.distribution, sheet.signature_name) == (None, "KEEL")
    assert sheet.body.endswith("to the whole of the distribution.")


@pytest.mark.parametrize("heading", ["", "Item 2\n\n", "         LEASE OF A BOAT (1942)\n\n"])
def test_a_list_ends_where_the_next_message_begins(heading: str) -> None:
    further = (
        f"{heading}     From:  CARACAS\n     To:    MOSCOW\n"
        f"     No.:   115                                       9 December 1942\n\n{TEXT}"
    )
    typed = bare(f"{TEXT}\n\n     Distribution\n     Registry\n     File list\n\n\n{further}")
    first, second = assemble([page(typed)])
    assert first.sheet.distribution == ("Registry", "File list")
    assert second.sheet.message_numbers == (115,)


@pytest.mark.parametrize("heading", ["Distribution list", "DISTRIBUTION", "Distribution:"])
def test_a_heading_above_crosses_or_offices_stays_one(heading: str) -> None:
    sheet = body_of(f"{TEXT}\n\n     {heading}\n     XXXXXXXXXXXXXX\n     Section 4 (2)").sheet
    assert sheet.distribution == ("Section 4 (2)",)


def test_a_list_below_which_the_text_goes_on_is_looked_at() -> None:
    text = "     Distribution:\n     To KLYON 100 crowns.\n" + TEXT.lstrip("\n")
    sheet = body_of(f"{TEXT}\n{text}").sheet
    assert (Code.RECORD_FIELD_UNSURE, "distribution") in {
        (problem.code, problem.field) for problem in sheet.problems
    }
    assert sheet.body.count("We have met the new man") == 2


def test_a_list_ends_at_a_message_whose_addressee_stands_first() -> None:
    further = (
        "     To:    MOSCOW\n     From:  CARACAS\n"
        f"     No.:   115                                       9 December 1942\n\n{TEXT}"
    )
    typed = bare(f"{TEXT}\n\n     Distribution\n     To: the Director\n\n\n{further}")
    first, second = assemble([page(typed)])
    assert first.sheet.distribution == ("To: the Director",)
    assert (second.sheet.to_station, second.sheet.from_station) == ("MOSCOW", "CARACAS")


@pytest.mark.parametrize(
    "listed",
    [
        "Chief of the Imperial General Staff",
        "The Director of the Security Service",
        "Secretary of State for the Colonies",
        "Head of the Section (two copies)",
        "Head of the Section for the Affairs of the Army and of the Navy",
        "Director (1945)",
    ],
)
@pytest.mark.parametrize("first", ["     Registry\n", ""])
def test_a_long_office_or_one_with_a_year_is_a_line_of_the_list(first: str, listed: str) -> None:
    sheet = body_of(f"{TEXT}\n\n     Distribution\n{first}     {listed}\n     File list").sheet
    assert sheet.distribution == (*filter(None, [first.strip()]), listed, "File list")
    assert "File list" not in sheet.body
