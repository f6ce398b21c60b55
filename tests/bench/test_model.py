"""What the model of typescript is taught from: typed lines, Tesseract's files, a network that was thawed."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pytest
from PIL import Image

from bench.model.lines import Line, printed_lines, typed_lines
from bench.model.network import document, mixed, thawed
from bench.sheets import Level, Strike
from bench.sheets.brackets import Brackets
from bench.sheets.machine import WEAR, Build, Machine, any_filled
from bench.sheets.typeface import Ink, faces
from bench.sheets.typist import gone, places, struck, underlined
from ocr.struck_signs import STRUCK

WORDS = ("harbour", "courier", "letter", "office", "evening")


def text(content: bytes) -> bytes:
    return struct.pack("<I", len(content)) + content


def layer(kind: bytes, flags: int, ins: int, outs: int, rest: bytes) -> bytes:
    weights = ins * outs
    head = b"\0" + text(kind) + struct.pack("<bbiiii", 0, 1, flags, ins, outs, weights)
    return head + text(b"its name") + rest


def frozen_matrix(whole: list[list[int]], scales: list[float]) -> bytes:
    numbers = np.array(whole, np.int8)
    head = struct.pack("<BIIb", 1 | 128, *numbers.shape, 0)
    listed = struct.pack("<I", len(scales)) + np.array(scales, "<f8").tobytes()
    return head + numbers.tobytes() + listed


def thawed_matrix(real: list[list[float]]) -> bytes:
    numbers = np.array(real, "<f8")
    return struct.pack("<BIId", 128, *numbers.shape, 0.0) + numbers.tobytes()


def network(matrix: bytes, flags: int) -> bytes:
    parts = layer(b"Maxpool", 0, 2, 2, struct.pack("<ii", 3, 3)) + layer(
        b"Softmax", 0, 1, 2, matrix
    )
    rates = struct.pack("<Iff", 2, 0.5, 0.25)
    series = layer(b"Series", 64, 2, 2, struct.pack("<I", 2) + parts + rates)
    return series + text(b"[1,36]") + struct.pack("<iiiifff", flags, 9, 9, 1, 0.9, 0.1, 0.5)


def test_a_thawed_network_differs_in_its_weights_alone() -> None:
    frozen = network(frozen_matrix([[127, -2], [4, 0]], [0.5, 0.25]), flags=65)
    assert thawed(frozen) == network(thawed_matrix([[63.5, -1.0], [1.0, 0.0]]), flags=64)


def test_a_network_between_two_has_a_share_of_what_the_later_one_learned() -> None:
    before = network(frozen_matrix([[100, -4]], [0.5]), flags=65)
    after = network(frozen_matrix([[120, -8]], [0.5]), flags=65)
    assert mixed(before, after, 0.25) == network(thawed_matrix([[52.5, -2.5]]), flags=64)
    with pytest.raises(ValueError, match="alike"):
        mixed(before, network(frozen_matrix([[1, 2, 3]], [0.5]), flags=65), 0.5)


@pytest.mark.parametrize(
    "trouble",
    [
        network(thawed_matrix([[1.0, 2.0]]), flags=64),
        layer(b"TensorFlow", 0, 1, 1, b""),
    ],
    ids=["real numbers already", "a layer that is not known"],
)
def test_another_network_is_refused(trouble: bytes) -> None:
    with pytest.raises(ValueError, match=r"weights|TensorFlow"):
        thawed(trouble)


@pytest.mark.parametrize("lines_of", [typed_lines, printed_lines])
def test_the_same_seed_gives_the_same_lines(
    lines_of: Callable[[int, Sequence[str]], Iterator[Line]],
) -> None:
    lines = list(lines_of(7, WORDS))
    assert len(lines) > 10
    assert lines == list(lines_of(7, WORDS))
    assert lines != list(lines_of(8, WORDS))
    for line in lines:
        assert line.text == " ".join(line.text.split())
        assert line.text.isascii()
        with Image.open(io.BytesIO(line.png)) as image:
            assert image.mode == "L"
            assert image.height < 200
            assert image.width > image.height * len(line.text) / 6


def test_struck_words_have_the_sign_that_tells_so() -> None:
    typed = struck("TOP SECRET", Strike.X) + " DAUNT " + struck("---- 3", Strike.LINE)
    assert "".join(places(typed, STRUCK)) == f"{STRUCK}TOP {STRUCK}SECRET DAUNT ---- {STRUCK}3"
    assert len(list(places(typed, STRUCK))) == len("TOP SECRET DAUNT ---- 3")
    assert "".join(places(underlined("TITLE") + gone("XXX"), STRUCK)) == f"TITLE{STRUCK}XXX"


def test_a_document_holds_each_image_with_its_text() -> None:
    first, second, *_ = typed_lines(7, WORDS)
    told = document([first, second], "eng")
    assert told[:4] == struct.pack("<I", 2)
    for line in (first, second):
        assert told.count(text(line.png)) == 1
        assert text(b"eng") + text(line.text.encode()) in told


def glyph(letter: str, build: Build, seed: int = 5) -> Ink:
    dice = np.random.default_rng(seed)
    machine = Machine(faces()[0], Brackets.REAL, 10, 300, WEAR[Level.CLEAN], dice, build)
    return machine.strike(letter)


@pytest.mark.parametrize("letter", ["o", "a", "e", "B", "9"])
def test_dirty_type_has_ink_in_the_closed_parts_of_its_letters(letter: str) -> None:
    clean = glyph(letter, Build())
    grey, black = (glyph(letter, Build(filled={letter: dark})) for dark in (0.4, 1.0))
    assert clean.sum() * 1.015 < grey.sum() < black.sum()
    assert np.array_equal(glyph(letter, Build(filled={"d": 1.0})), clean)


def test_the_closed_part_of_an_o_can_be_black_and_its_surroundings_stay_white() -> None:
    clean, black = glyph("o", Build()), glyph("o", Build(filled={"o": 1.0}))
    rows, columns = np.nonzero(clean > 0.5)
    middle = round(rows.mean()), round(columns.mean())
    assert clean[middle] == 0
    assert black[middle] > 0.5
    outer = np.ones(clean.shape, bool)
    outer[rows.min() : rows.max(), columns.min() : columns.max()] = False
    assert black[outer].max() <= clean[outer].max() + 0.3


def test_the_mouth_of_a_dirty_c_is_more_or_less_shut() -> None:
    def ink_at_right(seed: int, filled: dict[str, float]) -> float:
        drawn = glyph("c", Build(filled=filled), seed)
        return float(drawn[:, round(0.6 * drawn.shape[1]) :].sum())

    gained = [ink_at_right(seed, {"c": 0.9}) / ink_at_right(seed, {}) for seed in range(12)]
    assert max(gained) > 1.3
    assert min(gained) < 1.1


def test_machines_have_other_letters_filled_and_some_hardly_any() -> None:
    dice = np.random.default_rng(1)
    dirty = [any_filled(dice) for _ in range(300)]
    assert 0.3 < np.mean(["o" in filled for filled in dirty]) < 0.7
    assert min(map(len, dirty)) < 4
    assert all(0.2 <= dark <= 1.0 for filled in dirty for dark in filled.values())
