"""Sets of sheets as files: the same from the same seed, of every kind, and readable."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from bench.sheets import (
    Family,
    Level,
    Order,
    make_ordered,
    make_set,
    read_truth,
    write_set,
    write_truth,
)
from bench.sheets.camera import Tone
from bench.sheets.scan import Container
from bench.sheets.typeface import Face, face_path, faces
from schemas.problems import Code, TerminalError

SMALL = Order(dpi=100)


def test_the_same_seed_gives_the_same_bytes() -> None:
    first, second = make_set(5, Level.HARD), make_set(5, Level.HARD)
    assert first == second
    assert first != make_set(6, Level.HARD)


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("family", Family)
def test_every_family_at_every_level(family: Family, level: Level) -> None:
    made = make_ordered(1, level, family, SMALL)
    assert made.family is family
    assert len(made.page_texts) == len(made.rotations) == len(made.struck)
    assert made.files[0].data


@pytest.mark.parametrize("container", Container)
@pytest.mark.parametrize("tone", [Tone.BITONAL, Tone.GREY, Tone.COLOUR])
def test_every_container_opens_with_dark_type_on_light_paper(
    container: Container, tone: Tone
) -> None:
    order = replace(SMALL, container=container, tone=tone, turn=0, sheets=1)
    made = make_ordered(2, Level.CLEAN, Family.B, order)
    for file in made.files:
        assert 100 < np.median(_first_page(file.name, file.data)) <= 255


def _first_page(name: str, data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    if name.endswith(".pdf"):
        with pypdfium2.PdfDocument(data) as pdf:
            return np.asarray(pdf[0].render().to_pil().convert("L"))
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("L"))


def test_several_sheets_and_blank_backs_are_counted(tmp_path: Path) -> None:
    order = replace(SMALL, sheets=3, several=False, blank_backs=True, container=Container.PDF)
    made = make_ordered(3, Level.CLEAN, Family.B, order)
    assert len(made.truth) == 3
    last = 0
    for record in made.truth:
        sheet = record.sheet
        assert sheet.first_page == last + 1
        assert sheet.page_count == sheet.last_page - sheet.first_page + 1
        last = sheet.last_page + 1
        assert made.page_texts[last - 1] == ""
    path = write_set(made, tmp_path)
    write_truth(made, tmp_path / "truth.json")
    truth = read_truth(tmp_path / "truth.json")
    assert truth.source == path.name
    assert truth.records == made.truth
    assert truth.page_texts == made.page_texts


def test_a_turned_page_says_how_it_is_righted() -> None:
    upright = make_ordered(
        4, Level.CLEAN, Family.B, replace(SMALL, container=Container.PNG, turn=0)
    )
    turned = make_ordered(
        4, Level.CLEAN, Family.B, replace(SMALL, container=Container.PNG, turn=90)
    )
    first = _first_page("a.png", upright.files[0].data)
    second = _first_page("a.png", turned.files[0].data)
    clockwise = -turned.rotations[0] // 90
    assert turned.rotations[0] == 90
    assert np.array_equal(np.rot90(second, clockwise), first)


def test_every_listed_face_is_found() -> None:
    for face in faces():
        assert face_path(face).is_file()


def test_a_missing_face_names_its_package() -> None:
    with pytest.raises(TerminalError, match="apt-get install") as caught:
        face_path(Face("Nowhere", "Nowhere.ttf", "fonts-nowhere"))
    assert caught.value.code is Code.ENVIRONMENT_FACE_MISSING
