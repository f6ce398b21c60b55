"""Nothing of the words is lost: each is in the record, in the page's furniture, or in the remainder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsing.assemble import ReadMessage, assemble, read_messages
from parsing.clearing import Cleared, clear
from schemas.pages import Page, Word
from schemas.records import Record
from tests.parsing.pages import BARE_HEAD, bare, page, pages
from tests.parsing.regressions.test_any_body import paragraphs, typed
from tests.parsing.remainder import Unused, unused_words

NOTES = st.lists(
    st.sampled_from(
        ["KORSAR: Unidentified cover-name.", "The MILL: Not in the village.", "QUARRY: RIGA.",
         "FERRY: Occurs elsewhere in LIMA's Nos. 12 and 14, but it is not clear\n"
         "       from these whether one man is meant."]
    ),
    min_size=1, max_size=4, unique=True,
)  # fmt: skip
SPECKS = st.sampled_from(["~", "'", "::", "KKK", "K&¥XM", "XXXXX", "oe"])


def read(made: Sequence[Page]) -> tuple[Record, list[Unused], list[Cleared]]:
    (record,) = assemble(made)
    (message,) = read_messages(made)
    cleared = cleared_pages(message)
    return record, unused_words(message.draft, cleared), cleared


def cleared_pages(message: ReadMessage) -> list[Cleared]:
    return [clear(layout, top=at > 0) for at, layout in enumerate(message.layouts)]


def bare_letters(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text).lower()


def told(record: Record) -> str:
    """Give all that the record tells, its letters and figures only."""
    texts = [record.sheet.body, *(field.raw for field in record.fields)]
    texts += [comment.label_raw + comment.text for comment in record.comments]
    return bare_letters("".join(texts))


def check(record: Record, unused: Sequence[Unused], cleared: Sequence[Cleared]) -> None:
    text = told(record)
    furniture = {
        bare_letters(word.text) for one in cleared for row in one.edges.cut for word in row.words
    }
    left = {(one.page, one.word.box) for one in unused}
    for one in cleared:
        for word in one.layout.page.words:
            if (one.layout.number, word.box) in left:
                continue
            letters = bare_letters(word.text)
            pieces = [bare_letters(piece) for piece in re.split(r"[-\[\]/]", word.text)]
            known = (
                letters in text or letters in furniture or all(piece in text for piece in pieces)
            )
            assert known or letters in ("from", "to", "no", "comments"), word


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(paragraphs(), min_size=1, max_size=3), NOTES, st.data())
def test_every_word_is_accounted_for(
    body: list[str], notes: list[str], data: st.DataObject
) -> None:
    lines = "\n\n".join(typed(paragraph) for paragraph in body).split("\n")
    at = data.draw(st.integers(1, len(lines)))
    labels = ("[i]", "[ii]", "[iii]", "[iv]")
    foot = "\n".join(f"{label:7}{text}" for label, text in zip(labels, notes, strict=False))
    first = BARE_HEAD + "\n".join(lines[:at]) + "\n\n\n          [Continued overleaf]"
    second = " " * 30 + "- 2 -\n\n\n" + "\n".join(lines[at:])
    second += "\n\n     No. 40     MIRON\n\n\nComments:\n\n" + foot
    record, unused, cleared = read(pages(first, second))
    assert [one.word.text for one in unused] == []
    assert len(record.comments) == len(notes)
    check(record, unused, cleared)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(paragraphs(), st.lists(SPECKS, min_size=1, max_size=5), st.data())
def test_specks_are_listed(body: str, specks: list[str], data: st.DataObject) -> None:
    clean = page(bare(typed(body)))
    words = list(clean.words)
    # A speck stuck to a word of a gap's closed wording, or to its number, is mended away with it.
    free = [
        at
        for at in range(10, len(words))
        if not any("group" in word.text for word in words[at : at + 2])
    ]
    places = st.lists(
        st.sampled_from(free), min_size=len(specks), max_size=len(specks), unique=True
    )
    for speck, at in zip(specks, data.draw(places), strict=True):
        near = clean.words[at]
        box = near.box._replace(x0=near.box.x1 + 4, x1=near.box.x1 + 16)
        words.insert(words.index(near) + 1, Word(speck, 0.1, near.line, box))
    record, unused, cleared = read([replace(clean, words=tuple(words))])
    check(record, unused, cleared)


def test_a_stamp_below_a_note_is_listed() -> None:
    foot = (
        "Comments:\n\n[i]   KORSAR: Unidentified.\n\n"
        + " " * 50 + "BRANCH FILE\n"
        + " " * 50 + "DO NOT REMOVE\n\n\n"
    )  # fmt: skip
    record, unused, _ = read([page(bare("     He has met KORSAR[i] at the pier twice.\n", foot))])
    assert [comment.text for comment in record.comments] == ["KORSAR: Unidentified."]
    assert [one.word.text for one in unused] == ["BRANCH", "FILE", "DO", "NOT", "REMOVE"]
