"""Comments and translator's notes: both systems, all headings, markers led to their notes."""

from __future__ import annotations

from datetime import date

import pytest

from parsing.note_labels import readings_at
from schemas.records import NoteSystem
from tests.parsing.pages import bare, body_of, comments_of, only_record

TEXT = """
             LANCER [ULAN][i] has met the new man and finds that he is quite
        without any means[a] of support. The BAKERY[ii] and the SMITHY[iii]
        of LANCER's[i] brother are both sold.
"""
ROMANS = """
        {heading}[i]    LANCER:  Unidentified cover-name in use since
               the spring. See LIMA's No. 51.

        [ii]   BAKERY :  CALLAO. (Identified as the naval base)

        [iii]  SMITHY:  Unidentified.
"""


def romans(heading: str) -> str:
    return ROMANS.replace("{heading}", heading)


@pytest.mark.parametrize(
    "heading",
    ["Comments:\n\n        ", "Comments\n\n        ", "COMMENTS:\n\n        ",
     "Footnotes:\n\n        ", "Footnotes\n        ", "Comments: ", "Comment:\n        ", ""],
    ids=["alone", "no colon", "capitals", "footnotes", "close", "before the first", "one", "none"],
)  # fmt: skip
def test_headings_of_comments(heading: str) -> None:
    record = body_of(TEXT.replace("[a]", ""), romans(heading))
    notes = comments_of(record)
    assert list(notes) == ["i", "ii", "iii"]
    assert {note.system for note in notes.values()} == {NoteSystem.COMMENT}
    assert [note.term for note in notes.values()] == ["LANCER", "BAKERY", "SMITHY"]
    assert notes["i"].text == (
        "LANCER: Unidentified cover-name in use since the spring. See LIMA's No. 51."
    )
    assert notes["ii"].identification == "the naval base"
    assert record.sheet.body.endswith("brother are both sold.")


@pytest.mark.parametrize(
    "heading", ["T.N.:", "T.N.", "Notes:", "Note:", "Translator's Notes:", "NOTES"]
)
def test_headings_of_notes(heading: str) -> None:
    record = body_of(
        TEXT, f"{heading}\n\n[a]    Or 'money'.\n\n\n" + romans("Comments:\n\n        ")
    )
    notes = comments_of(record)
    assert list(notes) == ["a", "i", "ii", "iii"]
    assert notes["a"].system is NoteSystem.NOTE
    assert notes["a"].text == "Or 'money'."
    assert notes["a"].term is None
    assert notes["iii"].text == "SMITHY: Unidentified."


def test_numbered_paragraphs_with_gaps_are_no_notes_though_a_speck_stands_before_them() -> None:
    body = """
             ' (a) The new man has come [4 groups unrecovered] the bakery.

             (b) He is without means of support.

             (c) The smithy is sold [2 groups unrecovered].

             No. 12
             LANCER
    """
    record = body_of(body)
    assert record.comments == ()
    assert record.sheet.signature_name == "LANCER"


def test_a_group_that_a_note_speaks_of_is_no_gap() -> None:
    first = 'fay Or possibly "by hand"; the group is garbled.'
    record = body_of(f"{TEXT}\n\n             No. 12\n             LANCER\n\n\n        {first}\n")
    assert record.sheet.signature_name == "LANCER"


def test_a_label_used_twice_has_two_anchors() -> None:
    record = body_of(TEXT.replace("[a]", ""), romans("Comments:\n\n        "))
    body = record.sheet.body
    first, second = comments_of(record)["i"].anchors
    assert first < second
    assert body[first : first + 3] == body[second : second + 3] == "[i]"


@pytest.mark.parametrize(
    ("read", "labels"),
    [
        (("[1]", "[11]", "[111]"), ("[i]", "[ii]", "[iii]")),
        (("[i]", "[ii]", "[iii]"), ("[1]", "[11]", "[111]")),
        (("[1]", "[ll]", "[iii]"), ("[1]", "[11]", "[111]")),
        (("/i/", "/11/", "/111/"), ("/i/", "/ii/", "/iii/")),
        (("[i7", "[11]", "[iii}"), ("[i]", "[ii7", "{iii]")),
    ],
)
def test_markers_lead_to_notes_however_they_are_read(
    read: tuple[str, ...], labels: tuple[str, ...]
) -> None:
    body, foot = TEXT.replace("[a]", ""), romans("Comments:\n\n        ")
    for typed, here, there in zip(("[i]", "[ii]", "[iii]"), read, labels, strict=True):
        body, foot = body.replace(typed, here), foot.replace(typed, there)
    record = body_of(body, foot)
    notes = comments_of(record)
    assert list(notes) == ["i", "ii", "iii"]
    assert [len(note.anchors) for note in notes.values()] == [2, 1, 1]
    for label, note in notes.items():
        assert all(record.sheet.body[at:].startswith(f"[{label}]") for at in note.anchors)


def test_the_raw_label_is_kept() -> None:
    foot = romans("Comments:\n\n        ").replace("[ii]", "[11]")
    notes = comments_of(body_of(TEXT.replace("[a]", ""), foot))
    assert (notes["ii"].label, notes["ii"].label_raw) == ("ii", "11")


def test_romans_beyond_ten() -> None:
    numbers = (
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "xiii",
        "xiv",
    )
    names = ("LYRA", "VEGA", "ALTAIR", "MIZAR", "ORION", "CETUS", "DRACO", "HYDRA", "LEPUS",
             "NORMA", "PYXIS", "VIRGO", "CORVUS", "AQUILA")  # fmt: skip
    text = "     Those who came to the house near the pier in the spring were\n"
    for at in range(0, 14, 4):
        pairs = zip(names[at : at + 4], numbers[at : at + 4], strict=True)
        text += ", ".join(f"{name}[{number}]" for name, number in pairs) + ",\n"
    text += "and nobody else that we know of."
    foot = "Comments:\n\n" + "\n".join(
        f"{f'[{number}]':8}{name}:  Unidentified."
        for name, number in zip(names, numbers, strict=True)
    )
    record = body_of(text, foot)
    notes = comments_of(record)
    assert list(notes) == list(numbers)
    assert [note.term for note in notes.values()] == list(names)
    assert all(len(note.anchors) == 1 for note in notes.values())


def test_notes_go_on_over_the_page() -> None:
    first = bare(TEXT.replace("[a]", ""), """
        Comments:

        [i]    LANCER:  Unidentified cover-name in use since
               the spring. See
    """)  # fmt: skip
    second = """
                               - 2 -

               LIMA's No. 51.

        [ii]   BAKERY:  CALLAO.

        [iii]  SMITHY:  Unidentified.
    """
    notes = comments_of(only_record(first, second))
    assert notes["i"].text == (
        "LANCER: Unidentified cover-name in use since the spring. See LIMA's No. 51."
    )
    assert [note.first_page for note in notes.values()] == [1, 2, 2]


def test_a_marker_without_a_note_and_a_note_without_a_marker_are_told() -> None:
    record = body_of(
        TEXT.replace("[a]", "[iv]").replace("[iii]", ""), romans("Comments:\n\n        ")
    )
    codes = {(problem.code, problem.field) for problem in record.sheet.problems}
    assert ("record.marker_without_note", "body") in codes
    assert ("record.note_without_marker", "comments") in codes


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("To ADMIRAL[i].", "addressee", "ADMIRAL"),
        ("To: ADMIRAL[i].", "addressee", "ADMIRAL"),
        ("ADMIRAL[i].", "addressee", "ADMIRAL"),
        ("To be deciphered personally by the RESIDENT [REZIDENT][i].", "handling",
         "To be deciphered personally by the RESIDENT [REZIDENT]."),
        ("Personal for the RESIDENT[i].", "handling", "Personal for the RESIDENT."),
    ],
)  # fmt: skip
def test_what_stands_before_the_message_bears_markers_too(
    line: str, field: str, value: str
) -> None:
    record = body_of(
        f"""
             {line}

             We have met the new man and found that he is quite without
        any means of support.
        """,
        "Comments:\n\n[i]    So called since the spring.",
    )
    assert getattr(record.sheet, field) == value
    assert comments_of(record)["i"].anchored_in == (field,)
    assert comments_of(record)["i"].anchors == ()
    assert record.sheet.body == (
        "We have met the new man and found that he is quite without any means of support."
    )


def test_copies() -> None:
    record = body_of(
        """
             BELKIN[i], copy to SOMOV[ii], YaROV[iii].

             We have met the new man and found that he is quite without
        any means of support.
        """,
        "Comments:\n\n[i]    One.\n[ii]   Two.\n[iii]  Three.",
    )
    assert record.sheet.addressee == "BELKIN"
    assert record.sheet.copy_to == ("SOMOV", "YaROV")
    assert [note.anchored_in for note in record.comments] == [
        ("addressee",), ("copy_to",), ("copy_to",),
    ]  # fmt: skip


def test_notes_glued_to_their_labels_and_notes_left_empty() -> None:
    foot = "Comments:\n\n[i]\n[ii]BAKERY : Unidentified.\n[iii]  SMITHY:  Unidentified."
    notes = comments_of(body_of(TEXT.replace("[a]", ""), foot))
    assert [note.text for note in notes.values()] == [
        "", "BAKERY : Unidentified.", "SMITHY: Unidentified.",
    ]  # fmt: skip
    assert [note.term for note in notes.values()] == [None, "BAKERY", "SMITHY"]


@pytest.mark.parametrize("name", ["POChTA[i]", "ChAJKA"])
def test_a_sentence_that_begins_with_note_is_of_the_text(name: str) -> None:
    record = body_of(
        f"""
             Note {name} that [14 groups unrecoverable] unless the man at
        the pier has left the town.

             He asks for money too.
        """,
        romans("Comments:\n\n        "),
    )
    assert (record.sheet.body or "").startswith(
        f"Note {name} that [14 groups unrecoverable] unless"
    )
    assert (record.sheet.body or "").endswith("He asks for money too.")


@pytest.mark.parametrize("line", ["is created by those who", "In some of the", "of str and other"])
def test_a_short_word_at_the_head_of_a_line_in_a_sentence_is_no_label(line: str) -> None:
    assert readings_at(line, 0) == ()
    assert readings_at(line.replace(line.split(maxsplit=1)[0], "Li7"), 0) != ()


@pytest.mark.parametrize(
    "cited", ["Footnote [v].", "Comment [v] of 3/NBF/T1011.", "Note [b] and [c]."]
)
def test_a_note_that_another_cites_at_the_head_of_a_line_begins_none(cited: str) -> None:
    foot = f"""
        Comments: [i]   LANCER: Unidentified cover-name. See 3/NBF/T1010,
                        {cited}
                  [ii]  SMITHY: The works at the river.
    """
    text = "     LANCER[i] has met the SMITHY[ii] at the works on the river.\n"
    found = comments_of(body_of(text, foot))
    assert list(found) == ["i", "ii"]
    assert found["i"].text.endswith(f"See 3/NBF/T1010, {cited}")


@pytest.mark.parametrize("term", ["X CLUB", "A GROUP"])
def test_a_capital_by_itself_begins_a_term(term: str) -> None:
    foot = f"        Comments: [i]   {term}: Unidentified cover-name."
    record = body_of(f"     The {term}[i] has met at the works on the river.\n", foot)
    assert [comment.term for comment in record.comments] == [term]


@pytest.mark.parametrize(
    "last", ["25 July, 1966.", "11/5/1953.", "16th March 1947", "3/NBF/T1013."]
)
@pytest.mark.parametrize("foot", ["", "\n\n\n                     9 May, 1967\n"])
def test_a_date_or_reference_that_ends_the_sentence_of_a_note_is_of_the_note(
    last: str, foot: str
) -> None:
    notes = (
        f"Comments: [i]  ELM: Unidentified cover-name. It is explained in\n               {last}\n"
    )
    record = only_record(bare(TEXT.replace("[a]", ""), notes + foot))
    assert comments_of(record)["i"].text.endswith(f"It is explained in {last}")
    assert record.sheet.issued_date == (date(1967, 5, 9) if foot else None)
    assert record.sheet.reference_number is None


def test_a_date_at_the_foot_right_below_a_note_that_has_ended_is_of_the_sheet() -> None:
    notes = "Comments: [i]  ELM: Unidentified cover-name.\n               25 July, 1966\n"
    record = only_record(bare(TEXT.replace("[a]", ""), notes))
    assert record.sheet.issued_date == date(1966, 7, 25)


def test_a_count_of_groups_behind_a_sure_label_is_of_the_note() -> None:
    foot = """
        Comments: [i]   LANCER: Unidentified cover-name.
                  [ii]  4 groups are missing; their sense is plain from No. 51.
    """
    text = "     LANCER[i] has met the old man[ii] at the works on the river.\n"
    found = comments_of(body_of(text, foot))
    assert found["ii"].text == "4 groups are missing; their sense is plain from No. 51."


def test_a_message_that_is_quoted_is_no_term() -> None:
    foot = '        Comments: [i]   In OSLO\'s No. 51: "the old man".'
    found = comments_of(body_of("     LANCER[i] has gone to the works on the river.\n", foot))
    assert found["i"].term is None


@pytest.mark.parametrize(
    ("address", "term"), [("To SMOKER[i].", "SMOKER"), ("To PILOT[i].", "PILOT")]
)
def test_a_second_note_on_a_name_of_the_address_is_pointed_to(address: str, term: str) -> None:
    text = f"     {address}\n\n     The cards for SMOKER[ii] have come.\n"
    foot = f"Comments: [i]   {term}: A clerk.\n          [ii]  The message has not been found.\n"
    record = body_of(text, foot)
    assert record.sheet.body == "The cards for SMOKER[ii] have come."
    assert record.sheet.problems == ()
