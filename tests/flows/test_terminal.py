from __future__ import annotations

import io
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from flows.terminal import plain, safe


@given(st.text(alphabet=st.characters()))
def test_nothing_that_moves_a_cursor_gets_through(text: str) -> None:
    shown = safe(text)
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    shown.encode()


def test_undecodable_file_names_can_be_shown() -> None:
    assert safe(b"a\xff.pdf".decode("utf-8", "surrogateescape")) == "a\\udcff.pdf"


def test_markup_is_text() -> None:
    out = io.StringIO()
    Console(file=out, width=80, markup=True).print(plain("[bold red]x[/] \x1b[31m :smile:"))
    assert out.getvalue() == "[bold red]x[/] \\x1b[31m :smile:\n"
