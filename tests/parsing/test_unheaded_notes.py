"""Notes whose heading was not read, and what only looks like them: lists of a message, terms in its text."""

from __future__ import annotations

import pytest

from tests.parsing.pages import BODY, TEXT, bare, body_of, comments_of, only_record

SIGNED = """
             No. 48     KLYON
"""
ITEM = "The house by the quay will be given up before the spring."


@pytest.mark.parametrize("label", ["1)", "11)", "a)", "i)", "I)", "1]", "1.1.", "1.1", "17."])
def test_an_item_of_a_list_begins_no_notes_above_a_signature(label: str) -> None:
    sheet = body_of(f"{TEXT}\n             {label} {ITEM}\n{TEXT}\n{SIGNED}").sheet
    assert sheet.body.split("\n\n")[1] == f"{label} {ITEM}"
    assert sheet.body.endswith("until the spring.")
    assert (sheet.signature_serial, sheet.signature_name) == (48, "KLYON")


@pytest.mark.parametrize("label", ["1)", "a)", "1.1.", "17."])
def test_an_item_of_a_list_begins_no_notes_where_no_marker_asks_for_them(label: str) -> None:
    record = body_of(f"{TEXT}\n             {label} {ITEM}\n{TEXT}")
    assert record.comments == ()
    assert record.sheet.body.endswith("until the spring.")


@pytest.mark.parametrize("label", ["1)", "i)", "1.1."])
def test_an_item_of_a_list_begins_no_notes_above_the_heading_of_such(label: str) -> None:
    text = TEXT.replace("man", "KASSIR[i]")
    foot = "Comments: [i]   KASSIR: Unidentified cover-name."
    record = body_of(f"{text}\n             {label} {ITEM}\n{TEXT}", foot)
    assert list(comments_of(record)) == ["i"]
    assert ITEM in record.sheet.body


@pytest.mark.parametrize("label", ["i7", "i)", "[i]"])
def test_a_label_begins_notes_that_a_marker_asks_for(label: str) -> None:
    foot = f"{label}   FABRIKA: Unidentified cover-name."
    record = body_of("     The man of FABRIKA[i] has not been seen since the autumn.", foot)
    assert [note.term for note in record.comments] == ["FABRIKA"]


@pytest.mark.parametrize("above", [TEXT, ""])
@pytest.mark.parametrize("signed", [SIGNED, ""])
def test_goods_and_their_figures_begin_no_notes(above: str, signed: str) -> None:
    goods = """
             COAL: 40 wagons a day.

             TIMBER: none.

             WOOL: 112 bales, of which half are wet.

             FLAX: no figures can be had before the spring.
"""
    record = body_of(f"{above}{goods}{TEXT}\n{signed}")
    assert record.comments == ()
    assert "FLAX: no figures" in record.sheet.body
    assert record.sheet.body.endswith("until the spring.")
    assert record.sheet.signature_name == ("KLYON" if signed else None)


@pytest.mark.parametrize(
    "begun",
    ["Comment: the clerk", "Comments: the clerk", "Notes: the clerk", "Footnote: he",
     "Comment (ours): he", "Comments: in OSLO he"],
)  # fmt: skip
@pytest.mark.parametrize("foot", ["", "Comments: [i]   KASSIR: Unidentified cover-name."])
def test_a_sentence_behind_a_heading_is_of_the_text_above_a_signature(
    begun: str, foot: str
) -> None:
    text = TEXT.replace("man", "KASSIR[i]") if foot else TEXT
    record = body_of(
        f"{text}\n             {begun} was paid by both of them.\n{TEXT}\n{SIGNED}", foot
    )
    assert f"\n\n{begun} was paid by both of them.\n\n" in (record.sheet.body or "")
    assert record.sheet.signature_name == "KLYON"
    assert [note.term for note in record.comments] == (["KASSIR"] if foot else [])


@pytest.mark.parametrize(
    "written",
    ["Comments of SMOKER: none.", "Notes: 1. coal. 2. meal.", "Comments are superfluous."],
)
def test_a_last_paragraph_that_begins_as_notes_do_is_of_the_text(written: str) -> None:
    record = body_of(f"{TEXT}\n             {written}\n\n{SIGNED}")
    assert (record.sheet.body or "").endswith(f"\n\n{written}")
    assert (record.sheet.signature_name, record.comments) == ("KLYON", ())


def test_a_sentence_behind_a_heading_is_a_note_below_the_signature() -> None:
    record = body_of(f"{TEXT}\n{SIGNED}", "Comments: The clerk was paid by both of them.")
    assert [note.text for note in record.comments] == ["The clerk was paid by both of them."]


LIST = """
             {} The house by the quay will be given up before the spring.

             {} The other one will be kept.
"""
GOODS = """
             COAL: 40 wagons a day.

             TIMBER: none.

             WOOL: 112 bales, of which half are wet.
"""


@pytest.mark.parametrize(
    ("written", "headed"),
    [(LIST.format("1)", "2)"), "ai"), (LIST.format("i)", "ii)"), "ai"), (LIST.format("17.", "18."), "ai"),
     (LIST.format("a)", "b)"), "i"), (GOODS, "i"), (GOODS, "ai")],
    ids=["figures", "romans", "tens", "letters", "goods", "goods and notes"],
)  # fmt: skip
def test_lists_begin_no_notes_above_other_headings(written: str, headed: str) -> None:
    text = TEXT.replace("man", "KASSIR[i]")
    foot = "Comments: [i]   KASSIR: Unidentified cover-name."
    if "a" in headed:
        text = text.replace("means", "means[a]")
        foot = f"T.N.:     [a]   Or 'ways'.\n\n{foot}"
    record = body_of(f"{text}{written}{TEXT}", foot)
    assert "".join(note.label for note in record.comments) == headed
    assert (record.sheet.body or "").endswith("until the spring.")


def test_an_item_in_brackets_begins_no_notes_above_a_signature_and_their_heading() -> None:
    text = TEXT.replace("man", "KASSIR[i]")
    foot = "Comments: [i]   KASSIR: Unidentified cover-name."
    record = body_of(f"{text}\n             [1] {ITEM}\n{TEXT}\n{SIGNED}", foot)
    assert [note.term for note in record.comments] == ["KASSIR"]
    assert record.sheet.signature_name == "KLYON"


HEADINGS = [
    "Remarks:",
    "Foot-notes:",
    "Annotations",
    "Comments on the text:",
    "Translator's Notes and Comments:",
    "Notes by the translator:",
    "Comments (see also S/NBF/T12):",
    "C o m m e n t s",
    "Key to names:",
]
LISTED = """
        [i]   KLYON: Unidentified cover-name.
        [ii]  KASSIR: He went away.
"""


@pytest.mark.parametrize("signed", ["No. 48     KLYON[i]", "KLYON[i]", ""])
@pytest.mark.parametrize("heading", HEADINGS)
def test_a_lone_line_above_the_first_note_is_its_heading(heading: str, signed: str) -> None:
    record = body_of(f"{TEXT}\n        {signed}\n\n        {heading}\n{LISTED}")
    assert [comment.text for comment in record.comments] == [
        "KLYON: Unidentified cover-name.",
        "KASSIR: He went away.",
    ]
    assert record.sheet.body == BODY
    assert record.sheet.signature_name == ("KLYON" if signed else None)


@pytest.mark.parametrize("last", ["He named these:", "The keeper of the boat there is called:"])
def test_a_sentence_above_the_first_note_is_none(last: str) -> None:
    sheet = body_of(f"{TEXT}\n             {last}\n\n{LISTED}").sheet
    assert (sheet.body or "").endswith(last)


def test_a_heading_that_is_repeated_overleaf_is_of_no_note() -> None:
    first = bare(TEXT, "Comments:\n[i]   KLYON: Unidentified cover-name.")
    further = "             - 2 -\n\n     Comments (continued):\n     [ii]  KASSIR: He went away."
    texts = [comment.text for comment in only_record(first, further).comments]
    assert texts == ["KLYON: Unidentified cover-name.", "KASSIR: He went away."]
