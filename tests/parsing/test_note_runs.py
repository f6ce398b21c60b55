"""Labels of notes as a run: each is known by its neighbours, its place and its term, however it was read."""

from __future__ import annotations

import pytest

from parsing.assemble import assemble
from schemas.problems import Code
from tests.parsing.pages import BARE_HEAD, bare, body_of, comments_of, only_record, pages

TEXT = """
             LANCER[i] has met the SMITHY[ii] near the QUARRY[iii] and will not
        see the BAKERY[iv] again before the spring, when the FERRY[v] leaves.
"""
NAMES = ("LANCER", "SMITHY", "QUARRY", "BAKERY", "FERRY")


def notes(labels: list[str], glue: str = " ") -> str:
    lines = [
        f"{label}{glue}{name}: Unidentified cover-name."
        for label, name in zip(labels, NAMES, strict=True)
    ]
    return "\n".join(["Comments:", "", *(f"        {line}" for line in lines)])


@pytest.mark.parametrize(
    "labels",
    [
        ["Lif", "LAAT:", "Paice),", "Liv]", "EV"],
        ["217", "2117", "21117", "Ziv7", "Zv7"],
        ["[i]", "4117", "(1417", "liv]", "<v/"],
        ["/17", "£117", "{1117", "-[iv]", "~v7"],
        ["[ i]", "[ii]", "@ [iii]", "[iv] .", "[v]"],
        ["(i!", "fii!", "[iii!", "Civ!", "fv!"],
    ],
)
def test_ruined_labels_stand_in_their_run(labels: list[str]) -> None:
    found = comments_of(body_of(TEXT, notes(labels)))
    assert [(label, note.term) for label, note in found.items()] == list(
        zip(("i", "ii", "iii", "iv", "v"), NAMES, strict=True)
    )
    assert all(note.text.endswith(": Unidentified cover-name.") for note in found.values())


@pytest.mark.parametrize(
    "labels",
    [
        ["[i]", "[ii/", "[iii7", "Liv7", "Zv/"],
        ["{ij", "fiij", "{iiij", "[ivj", "(vj"],
        ["[i]", "[ii]", "[iii]", "[iv[", "[v["],
    ],
)
def test_labels_glued_to_their_terms(labels: list[str]) -> None:
    found = comments_of(body_of(TEXT, notes(labels, glue="")))
    assert [note.term for note in found.values()] == list(NAMES)


def test_a_lost_note_leaves_the_others_their_labels() -> None:
    foot = "\n".join(
        line for line in notes(["[i]", "[ii]", "[iii]", "[iv]", "[v]"]).splitlines()
        if "QUARRY" not in line
    )  # fmt: skip
    found = comments_of(body_of(TEXT, foot))
    assert {label: note.term for label, note in found.items()} == {
        "i": "LANCER", "ii": "SMITHY", "iv": "BAKERY", "v": "FERRY",
    }  # fmt: skip


def test_labels_behind_the_last_of_a_system_begin_no_notes() -> None:
    letters = [chr(ord("a") + at) for at in range(26)]
    labelled = "\n".join(f"        [{label}] Spelt out." for label in [*letters, "a", "b"])
    assert list(comments_of(body_of(TEXT, f"T.N.\n\n{labelled}"))) == letters


def test_a_stroke_of_a_label_is_no_second_sign_of_its_bracket() -> None:
    foot = "\n".join(
        line for line in notes(["[i]", "[ii]", "Ziii7", "[iv]", "[v]"]).splitlines()
        if "SMITHY" not in line
    )  # fmt: skip
    found = comments_of(body_of(TEXT, foot))
    assert {label: note.term for label, note in found.items()} == {
        "i": "LANCER", "iii": "QUARRY", "iv": "BAKERY", "v": "FERRY",
    }  # fmt: skip


def test_a_note_whose_label_was_not_read_is_known_by_its_term() -> None:
    found = comments_of(body_of(TEXT, notes(["[i]", "[ii]", "     ", "[iv]", "[v]"])))
    assert [note.term for note in found.values()] == list(NAMES)
    assert found["iii"].label_raw == ""


def test_a_term_in_a_further_line_begins_no_note() -> None:
    foot = """
        Comments:

        [i]   LANCER: Unidentified. He is hardly the man of whom we read in
              KARACHI: that one is in prison.

        [ii]  SMITHY: The works at the river.
    """
    found = comments_of(body_of("     LANCER[i] has met the SMITHY[ii] again.\n", foot))
    assert list(found) == ["i", "ii"]
    assert found["i"].text.endswith("KARACHI: that one is in prison.")


def test_letters_without_a_heading_under_a_signature() -> None:
    record = only_record(
        bare(
            "     We have sent the money[a] to the man[b] at the pier.\n\n     No. 40     MIRON\n",
            'fa]   Literally "the small coins".\n\n[b/   Or "the boy".',
        )
    )
    found = comments_of(record)
    assert list(found) == ["a", "b"]
    assert record.sheet.signature_name == "MIRON"
    assert record.sheet.body.endswith("at the pier.")


def test_a_sentence_that_begins_with_if_begins_no_notes() -> None:
    body = "     The ferry has left.\n\n     If LANCER stays there will be no second one.\n"
    record = body_of(body)
    assert record.comments == ()
    assert record.sheet.body.endswith("no second one.")


def test_what_reads_like_a_note_above_a_gap_is_none() -> None:
    body = """
         The ferry has left with the old man and all his boxes for the town.

         If SABRE: and LANCER [1 group garbled] stay there will be no second
    one [41 groups unrecovered] in the town.
    """
    record = body_of(body)
    assert record.comments == ()
    assert record.sheet.groups_unrecovered == 41


def test_an_empty_note_among_others() -> None:
    foot = "Comments:\n\n[i]   LANCER: Unidentified.\n\n[ii]\n\n[iii] QUARRY: Near RIGA."
    found = comments_of(body_of(TEXT, foot))
    assert [found[label].text for label in ("i", "ii", "iii")] == [
        "LANCER: Unidentified.", "", "QUARRY: Near RIGA.",
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["-OMMENTS:", "Comment s", "COMMENTS :", "Comments ~"])
def test_worn_headings(heading: str) -> None:
    foot = notes(["[i]", "[ii]", "[iii]", "[iv]", "[v]"]).replace("Comments:", heading)
    record = body_of(TEXT, foot)
    assert list(comments_of(record)) == ["i", "ii", "iii", "iv", "v"]
    assert record.sheet.body.endswith("when the FERRY[v] leaves.")


def test_a_heading_without_its_first_letter_before_the_first_note() -> None:
    foot = notes(["i7", "[ii]", "[iii]", "[iv]", "[v]"]).replace(":\n\n       ", "", 1)[1:]
    assert foot.startswith("omments i7 LANCER:")
    assert list(comments_of(body_of(TEXT, foot))) == ["i", "ii", "iii", "iv", "v"]


def test_comments_whose_heading_was_lost_below_notes() -> None:
    foot = "\n".join(
        ['Notes:   [a]  Or "the old man".', "", "15)  LANCER: Unidentified.",
         "         [iss] SMITHY: At the river.", "         [iii] QUARRY: Near RIGA."]
    )  # fmt: skip
    found = comments_of(body_of(TEXT.replace("LANCER[i]", "LANCER[i][a]"), foot))
    assert list(found) == ["a", "i", "ii", "iii"]
    assert found["a"].text == 'Or "the old man".'


def test_an_identification_is_found_though_its_wording_is_worn() -> None:
    foot = "Comments:\n\n[i]   LANCER: Unidentified. (Identified ag BERESFORD)"
    assert comments_of(body_of(TEXT, foot))["i"].identification == "BERESFORD"


def test_lines_of_a_paragraph_above_notes_whose_labels_hang_at_its_left_are_text() -> None:
    text = """\
               The first line of all stands in like this one, and so
          We have no objection to the work, since it was all of use to
          them and they have done it very well too, as we all know here.
               We have met the new man and found that he is quite without
          any means of support and asks for a loan until the spring of
          next year, when his house will be sold to the other two men.
[i]       KLYON: Unidentified cover-name.
[ii]      LUKA: Possibly Miguel ROJAS, who was in LIMA in 1945.
"""
    record = only_record(BARE_HEAD + text)
    assert record.sheet.body.endswith("sold to the other two men.")
    assert {comment.label for comment in record.comments} == {"i", "ii"}


def test_items_of_a_list_within_a_note_are_no_notes() -> None:
    foot = """
        T.N.: [a]   Or "his nurse's".
        Comments:
              [i]   LANCER: Unidentified cover-name. One of these:
                    (a) a clerk of the port office;
                    (b) a farrier of the same town;
                    (c) a third man, not known.
              [ii]  SMITHY: The works at the river.
    """
    notes = comments_of(body_of(TEXT, foot))
    assert list(notes) == ["a", "i", "ii"]
    assert notes["i"].text.endswith("(b) a farrier of the same town; (c) a third man, not known.")


def test_a_list_below_a_colon_begins_no_notes_where_labels_are_in_brackets() -> None:
    foot = """
        Comments:
        [i] LANCER: Unidentified cover-name. One of these:
        (a) A clerk of the port office.
        (b) A farrier of the same town.
        [ii] SMITHY: The works at the river.
    """
    assert list(comments_of(body_of(TEXT, foot))) == ["i", "ii"]


def test_letters_in_parentheses_are_labels_where_no_list_is_begun() -> None:
    foot = """
        T.N.:
              (a)   Or "his nurse's".
              (b)   Word for word: "a sea mile".
        Comments:
              [i]   LANCER: Unidentified cover-name.
    """
    assert list(comments_of(body_of(TEXT, foot))) == ["a", "b", "i"]


@pytest.mark.parametrize("noted", ["", "T.N.:      [a]   Or 'a farrier'."])
@pytest.mark.parametrize("first", ["of", "at", "in", "(a)", "(b)", "St.", "Co.", "p.", "B"])
def test_a_further_line_of_a_comment_begins_no_note_with_a_short_word(
    first: str, noted: str
) -> None:
    foot = f"""
{noted}

Comments:

[i]   LANCER: There was once a hospital for sailors in the town
      {first} OSLO Harbour, where he worked for the shipyard.
[ii]  SMITHY: The works at the river.
"""
    found = comments_of(body_of(TEXT, foot))
    assert list(found) == [*(["a"] if noted else []), "i", "ii"]
    assert found["i"].text.endswith(
        f"in the town {first} OSLO Harbour, where he worked for the shipyard."
    )


_LABELLED = "Comments:\n\n     [i]  TRAMONTANE: "


@pytest.mark.parametrize(
    "lines",
    [
        ("Unidentified cover-name.", "See also No. 600 of June."),
        ("Unidentified cover-name.", "The same as in LISBON No. 590."),
        ("Also occurs in:", "LISBON  No. 590", "PARIS   No. 600"),
        ("One of three men:", "1. PEDRO in Porto", "2. JUAN in Madrid"),
        ("A clerk of the house in", "Duke Street and later in Porto."),
    ],
)
def test_a_note_goes_on_below_a_blank_line_in_its_sentence_or_with_what_notes_say(
    lines: tuple[str, ...],
) -> None:
    first, *below = lines
    foot = "\n     ".join((f"{_LABELLED}{first}\n", *below))
    record = body_of("     We have met TRAMONTANE[i] and the others.\n", foot)
    text = " ".join(" ".join(line.split()) for line in lines)
    assert [note.text for note in record.comments] == [f"TRAMONTANE: {text}"]


@pytest.mark.parametrize(
    ("line", "lost"), [("The rest was not copied.", ["comments"]), ("Typed by A. B.", [])]
)
def test_a_line_below_notes_that_is_no_clerk_s_is_told(line: str, lost: list[str]) -> None:
    foot = f"{_LABELLED}Unidentified cover-name.\n\n     {line}"
    record = body_of("     We have met TRAMONTANE[i] and the others.\n", foot)
    assert [note.text for note in record.comments] == ["TRAMONTANE: Unidentified cover-name."]
    told = [one.field for one in record.sheet.problems if one.code is Code.RECORD_FIELD_LOST]
    assert told == lost


@pytest.mark.parametrize(
    ("heading", "labels"),
    [
        ("Comments:", ["iv"]),
        ("Comments:", ["v"]),
        ("Footnotes", ["x", "xi"]),
        ("Comments:", ["xiii"]),
        ("T.N.:", ["c"]),
        ("Notes:", ["e", "f"]),
        ("T.N.:", ["h"]),
    ],
)
def test_labels_that_go_on_with_those_of_the_message_before(
    heading: str, labels: list[str]
) -> None:
    text = (
        "     " + " and ".join(f"the clerk,[{label}]" for label in labels) + " left for the town.\n"
    )
    foot = "\n".join([heading, "", *(f"     [{label}]  Or a farrier." for label in labels)])
    record = body_of(text, foot)
    assert list(comments_of(record)) == labels
    assert [len(note.anchors) for note in record.comments] == [1] * len(labels)
    assert record.sheet.problems == ()


def test_labels_run_through_a_sheet_of_two_messages() -> None:
    first = bare(
        "     The clerk[a] has met LANCER[i].\n",
        "T.N.:      [a]   Or a farrier.\nComments:  [i]   LANCER: A sailmaker.\n\n\n",
    )
    second = first.replace("62", "63").replace("[a]", "[b]").replace("[i]", "[ii]")
    one, other = assemble(pages(first + second.partition("\n")[2]))
    assert list(comments_of(one)) == ["a", "i"]
    assert list(comments_of(other)) == ["b", "ii"]


def test_one_late_label_leaves_a_run_that_begins_with_the_first() -> None:
    text = "     LANCER[i] has met the SMITHY[ii] near the QUARRY[viii] again.\n"
    foot = """
        Comments:
        [i]    LANCER: A sailmaker.
        [ii]   SMITHY: The works at the river.
        [viii] QUARRY: Near RIGA.
    """
    assert list(comments_of(body_of(text, foot))) == ["i", "ii", "viii"]


@pytest.mark.parametrize("read", ["[iv]", "[11]", "[v]"])
def test_a_label_that_no_marker_bears_is_known_by_its_place(read: str) -> None:
    foot = f"Comments:  {read}   LANCER: A sailmaker.\n           [ii]  SMITHY: The works."
    text = "     LANCER[i] has met the SMITHY[ii] again.\n"
    assert list(comments_of(body_of(text, foot))) == ["i", "ii"]


def test_words_of_the_translator_that_stand_apart_are_no_markers() -> None:
    text = "     We have met [a] man and [e] LANCER, the clerk[a] of the port.\n"
    foot = "T.N.:  [e]   Or a farrier.\n"
    assert list(comments_of(body_of(text, foot))) == ["a"]


def test_an_explanation_glued_to_its_label() -> None:
    foot = """
        Comments:
        [i]    LANCER: A sailmaker.
        [ii]i.e. the works at the river.
        [iii]e.g. the pits near RIGA.
    """
    found = comments_of(body_of(TEXT, foot))
    assert [found[label].text for label in ("ii", "iii")] == [
        "i.e. the works at the river.", "e.g. the pits near RIGA.",
    ]  # fmt: skip


@pytest.mark.parametrize("marker", ["[iv]", "[IV]"])
@pytest.mark.parametrize("read", ["1v", "iv]", "[1v", "[iv"])
@pytest.mark.parametrize("further", [1, 2, 4])
def test_running_labels_of_which_the_first_was_ill_read(
    marker: str, read: str, further: int
) -> None:
    labels = ["v", "vi", "vii", "viii"][:further]
    names = NAMES[: further + 1]
    marked = [
        f"{name}{mark}"
        for name, mark in zip(names, [marker, *(f"[{label}]" for label in labels)], strict=True)
    ]
    heads = [read, *(f"[{label}]" for label in labels)]
    foot = "\n".join(
        ["Comments:", *(f"{at}  {name}: Not known." for at, name in zip(heads, names, strict=True))]
    )
    record = body_of(f"     We met {', '.join(marked)} at the river.\n", foot)
    assert list(comments_of(record)) == ["iv", *labels]
    assert (record.sheet.body or "").startswith(f"We met {', '.join(marked).replace('IV', 'iv')}")


@pytest.mark.parametrize(
    ("end", "number"),
    [
        ("(No.", "173)"),
        ("No.", "173"),
        ("(MOSCOW's", "173)"),
        ("(No.", "117)"),
        ("Nos.", "12, 15"),
    ],
)
def test_a_number_that_the_line_above_announces_is_no_label(end: str, number: str) -> None:
    foot = f"""
        Comments:
        [i]    LANCER: A sailmaker. See the telegram from MOSCOW {end}
        {number} of 9th August, which was sent in the week before.
    """
    (note,) = body_of("     LANCER[i] has met the clerk again.\n", foot).comments
    assert (note.label, note.text.endswith("in the week before.")) == ("i", True)


def test_a_figure_before_a_term_is_a_label_below_an_open_bracket_too() -> None:
    foot = """
        Comments:
        [i]    LANCER: A sailmaker (see the other telegram
        11)   SMITHY: The works at the river.
    """
    text = "     LANCER[i] has met the SMITHY[ii] again.\n"
    assert list(comments_of(body_of(text, foot))) == ["i", "ii"]


@pytest.mark.parametrize("read", [["1", "ii]"], ["i]", "11)"], ["[i]", "[11]"]])
def test_a_late_label_behind_some_that_lack_a_bracket(read: list[str]) -> None:
    one, other = read
    text = "     LANCER[i] has met the SMITHY[ii] near the QUARRY[ix] again.\n"
    foot = f"""
        Comments:
        {one}    LANCER: A sailmaker.
        {other}   SMITHY: The works at the river.
        [ix]  QUARRY: Near RIGA.
    """
    assert list(comments_of(body_of(text, foot))) == ["i", "ii", "ix"]


@pytest.mark.parametrize("read", ["0]", "1v"])
def test_a_note_that_was_ill_read_before_a_late_label_is_told(read: str) -> None:
    label, heading = ("v", "Comments:") if read == "1v" else ("d", "T.N.:")
    text = f"     We met the clerk[{read.strip(']').upper()}] and the cook[{label}] at the river.\n"
    foot = f"{heading}\n{read}  Or a farrier.\n[{label}]  Or a butcher.\n"
    assert body_of(text, foot).sheet.problems != ()
