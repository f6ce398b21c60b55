"""Bodies put together by chance from what messages say come back word by word, wherever lines end."""

from __future__ import annotations

from textwrap import wrap

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parsing.assemble import assemble
from tests.parsing.pages import BARE_HEAD, pages

WORDS = (
    "the", "he", "a", "of", "and", "was", "sold", "told", "before", "house", "harbour", "letters",
    "money", "LANCER", "the BAKERY", "MOSCOW", "KhATA", "IL'IchEV", "OSLO's", "No. 304", "1944", "7",
    "12", "the 20th", "3 May", "from", "to", "sofa", "alibi", "well-known", "TsENTR", "page", "pages",
    "comments", "secret", "distribution", "continued", "groups", "who", "left,", "him;", "us:",
)  # fmt: skip
MARKS = (
    "[2 groups unrecovered]", "[1 group garbled]", "[53 groups unrecoverable]", "[B% the former]",
    "[C% refuses]", "RESIDENT [REZIDENT]", "OAK [DUB]", "[us]", "[,]", "[vessels?]",
)  # fmt: skip
OPENINGS = (
    "We have met",
    "The new man",
    "There is",
    "Your telegram about",
    "Nobody knows",
    "It was",
)
CLOSINGS = ("until the spring.", "as was said before.", "at once.", "in your last telegram.")


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """Give a paragraph of two lines at least that begins and ends as sentences do."""
    middle = draw(st.lists(st.sampled_from(WORDS + MARKS), min_size=14, max_size=50))
    return " ".join((draw(st.sampled_from(OPENINGS)), *middle, draw(st.sampled_from(CLOSINGS))))


def typed(paragraph: str) -> str:
    """Type a paragraph with its first line set in. No word is broken."""
    lines = wrap(
        paragraph, 64, initial_indent=" " * 5, break_on_hyphens=False, break_long_words=False
    )
    return "\n".join(lines)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(paragraphs(), min_size=1, max_size=4))
def test_bodies_come_back(body: list[str]) -> None:
    text = BARE_HEAD + "\n\n".join(typed(paragraph) for paragraph in body)
    (record,) = assemble(pages(text))
    assert record.sheet.body == "\n\n".join(body)
    assert record.sheet.signature_name is None
    assert record.comments == ()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(paragraphs(), min_size=2, max_size=4), st.data())
def test_bodies_come_back_over_pages(body: list[str], data: st.DataObject) -> None:
    lines = "\n\n".join(typed(paragraph) for paragraph in body).split("\n")
    at = data.draw(st.integers(1, len(lines) - 1))
    first = BARE_HEAD + "\n".join(lines[:at]) + "\n\n\n          [Continued overleaf]"
    second = " " * 30 + "- 2 -\n\n\n" + "\n".join(lines[at:])
    (record,) = assemble(pages(first, second))
    assert record.sheet.body == "\n\n".join(body)
