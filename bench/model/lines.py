"""Lines as Tesseract gets them, typed and printed, with their text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import NamedTuple

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench.model.texts import any_pages, passage
from bench.sheets.brackets import Brackets
from bench.sheets.cable import Level
from bench.sheets.camera import Bend, Camera, any_camera, take
from bench.sheets.form import LINES_PER_INCH, PAPERS
from bench.sheets.layout import TypedPage
from bench.sheets.machine import WEAR, Machine, any_build, any_filled, type_page
from bench.sheets.paper import LITTER, litter_ink
from bench.sheets.typeface import Ink, any_face, face_path, print_faces
from bench.sheets.typist import is_plain, places
from ocr.cutting import cut_rows
from ocr.images import grey
from ocr.pitch import pitch_of_ink
from ocr.reading import without_lines
from ocr.ready import made_ready
from ocr.reduced import Grey, narrowed
from ocr.rows import Row, find_rows
from ocr.settings import ReadingSettings
from ocr.struck import Strike
from ocr.struck_signs import STRUCK
from schemas.pages import Box

_LEVELS = {Level.CLEAN: 2, Level.MODERATE: 5, Level.HARD: 5}
_BRACKETS = {
    Brackets.REAL: 45,
    Brackets.SLASH: 8,
    Brackets.ONE_STROKE: 23,
    Brackets.TWO_STROKES: 24,
}
# Tesseract's time is by width, so narrow type is learned too.
_PITCHES = (0.7, 0.95)  # letter heights
_NARROWEST = 0.5
_ABOVE = 1.02  # of the foot of a line, in places of a letter
_OFF_FOOT = 0.4  # letter heights by which a row may be off its line
_MOST_BEYOND = 1.0  # letter heights by which it may be longer: a stamp or scrawl goes on in it
_LEAST_CONTRAST = 6.0  # standard deviation of the pixels, below which nothing is typed
_BARRED = ("Ē", "E")  # the bar is found by ``ocr.macrons``: Tesseract's English has no such letter
_MOSTLY = 0.5  # of a word's width
_AT_INK = 0.7  # share of lines that are cut at the ends of their ink
_LAYOUT_WHITE = 4  # pixels: kImagePadding of Tesseract
_LEAST_INK, _LEAST_HIGH = 12, 4  # pixels of a letter: of what is less Tesseract makes nothing
_DIRTY = 0.6  # share of machines with letters that are full of ink: the sheets' have none
_FOUND = 0.5  # share of pages on which lines through, and those under words are taken out


class Line(NamedTuple):
    """A line: its text, and its pixels as a PNG, dark on light."""

    text: str
    png: bytes


class _Placed(NamedTuple):
    """A piece of a line: place by place, and its box down to the foot, in pixels of the unscanned page.

    The first letter of a struck word has the sign that tells so before it.
    """

    text: Sequence[str]
    box: Box

    def advance(self) -> float:
        """Give the width of a place, in pixels: all are as wide as the next, or nearly."""
        return self.box.width / len(self.text)


def typed_lines(seed: int, words: Sequence[str]) -> Iterator[Line]:
    """Type pages on one machine, scan them, make them ready to be read, and cut out their lines.

    The same arguments give the same lines. ``words`` are those of a dictionary.
    """
    rng = Random(f"lines {seed}")
    dice = np.random.default_rng(rng.getrandbits(64))
    level = rng.choices(list(_LEVELS), list(_LEVELS.values()))[0]
    form, pages = any_pages(rng, words)
    camera = _any_camera(level, dice)
    face = any_face(rng)
    brackets = rng.choices(list(_BRACKETS), list(_BRACKETS.values()))[0]
    filled = any_filled(dice) if rng.random() < _DIRTY else {}
    build = replace(any_build(level, dice), filled=filled)
    machine = Machine(face, brackets, form.pitch, camera.dpi, WEAR[level], dice, build)
    typed = [type_page(machine, page, form)[0] for page in pages]
    for number, (page, ink) in enumerate(zip(pages, typed, strict=True)):
        litter = litter_ink(ink, LITTER[level], camera.dpi, dice)
        shows = dice.random() < LITTER[level].bleed  # the type of the other side
        back = typed[(number + 1) % len(typed)] if shows else None
        pixels, bend = take(camera, level, ink, litter, back, rng=dice)
        placed = tuple(_typed(page, machine))
        yield from _cut(grey(Image.fromarray(pixels)), placed, bend, rng)


def printed_lines(seed: int, words: Sequence[str]) -> Iterator[Line]:
    """Do the same with print, which a network that learns typescript alone forgets."""
    rng = Random(f"print {seed}")
    dice = np.random.default_rng(rng.getrandbits(64))
    level = rng.choices(list(_LEVELS), list(_LEVELS.values()))[0]
    camera = _any_camera(level, dice)
    paper = rng.choice(PAPERS)
    ink = np.zeros((round(paper.height * camera.dpi), round(paper.width * camera.dpi)), np.float32)
    placed = tuple(_printed(ink, camera.dpi, rng, words))
    pixels, bend = take(camera, level, ink, np.zeros_like(ink), None, rng=dice)
    yield from _cut(grey(Image.fromarray(pixels)), placed, bend, rng)


def _any_camera(level: Level, dice: np.random.Generator) -> Camera:
    return replace(any_camera(level, dice), tilt=0.0)  # a page is levelled before it is read


def _typed(page: TypedPage, machine: Machine) -> Iterator[_Placed]:
    advance = machine.advance
    for piece in page.pieces:
        foot = (piece.row + 1) * machine.dpi / LINES_PER_INCH
        typed = piece.text.replace(*_BARRED)
        if machine.brackets is Brackets.SLASH:
            typed = typed.replace("[", "/").replace("]", "/")
        text = tuple(places(typed, STRUCK))
        left, right = piece.column * advance, (piece.column + len(text)) * advance
        yield _Placed(text, _box(left, foot - _ABOVE * advance, right, foot))


def _printed(ink: Ink, dpi: int, rng: Random, words: Sequence[str]) -> Iterator[_Placed]:
    """Print a page of lines into ``ink``, and tell where they stand."""
    image = Image.fromarray(np.zeros(ink.shape, np.uint8))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(
        face_path(rng.choice(print_faces())), round(dpi * rng.uniform(0.13, 0.2))
    )
    high, place = font.size, font.size * 3.0
    while place < ink.shape[0] - 3 * high:
        for text in textwrap.wrap(passage(rng, words), rng.randrange(20, 75)):
            left = high * rng.uniform(2, 6)
            draw.text((left, place), text, font=font, fill=255, anchor="ls")
            right = min(left + font.getlength(text), ink.shape[1])
            if right < ink.shape[1] and place < ink.shape[0] - high:
                yield _Placed(text, _box(left, place - 0.76 * high, right, place))
            place += high * rng.uniform(1.1, 1.6)
    ink[:] = np.asarray(image, np.float32) / 255


def _cut(scanned: Grey, placed: Sequence[_Placed], bend: Bend, rng: Random) -> Iterator[Line]:
    """Find and cut the rows out of the page as it is read; give those of which the text is known."""
    # Lines through and under words are found on some pages and missed on others.
    settings = ReadingSettings(
        find_struck=rng.random() < _FOUND, take_out_underlines=rng.random() < _FOUND
    )
    ready = made_ready(scanned, settings)
    if ready.is_blank:
        return
    narrowing = _narrowing(ready.ink.letter_height, pitch_of_ink(ready.ink), rng)
    bare = without_lines(ready, settings)
    ink = bare.ink
    pixels = narrowed(bare.pixels, narrowing)
    there = [
        _without_found(
            _Placed(text, _box(*(edge * ready.factor for edge in bend.moved(box)))), bare.strikes
        )
        for text, box in placed
    ]
    for cut in cut_rows(pixels, find_rows(ink), ink, narrowing):
        text = _text_of(cut.row, there, ink.letter_height)
        if text is not None and is_plain(text) and cut.pixels.std() >= _LEAST_CONTRAST:
            line = _at_its_ink(cut.pixels) if rng.random() < _AT_INK else cut.pixels
            yield Line(text, cv2.imencode(".png", line)[1].tobytes())


def _at_its_ink(cut: Grey) -> Grey:
    """Cut a line at the ends of its ink, with the white that Tesseract's layout leaves beside it."""
    _, ink = cv2.threshold(cut, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, found, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    letters = [one for one in found[1:] if one[4] >= _LEAST_INK and one[3] >= _LEAST_HIGH]
    if not letters:
        return cut
    x0 = max(0, min(one[0] for one in letters) - _LAYOUT_WHITE)
    x1 = max(one[0] + one[2] for one in letters) + _LAYOUT_WHITE
    return np.ascontiguousarray(cut[:, x0:x1])


def _without_found(piece: _Placed, strikes: Sequence[Strike]) -> _Placed:
    """Take the sign from words of which the line was found: it is taken out before they are read."""
    advance, text = piece.advance(), list(piece.text)
    foot, high = piece.box.y1, piece.box.height
    level = [strike.box for strike in strikes if foot - high < strike.box.y1 <= foot]
    for at, letter in enumerate(text):
        if len(letter) > 1:
            end = text.index(" ", at) if " " in text[at:] else len(text)
            left, right = piece.box.x0 + at * advance, piece.box.x0 + end * advance
            found = sum(max(0, min(right, box.x1) - max(left, box.x0)) for box in level)
            if found > _MOSTLY * (right - left):
                text[at] = letter[-1]
    return _Placed(text, piece.box)


def _text_of(row: Row, placed: Sequence[_Placed], height: float) -> str | None:
    """Give what is typed in a row; ``None`` when the row ends elsewhere, or has more in it.

    ``height`` is a letter's, in pixels.
    """
    found: list[tuple[float, float, str]] = []
    for piece in placed:
        (text, box), advance = piece, piece.advance()
        middle = min(max((box.x0 + box.x1) // 2, row.x0), row.x1)
        if abs(float(row.foot[middle - row.x0]) - box.y1) > _OFF_FOOT * height:
            continue
        inside = [
            at
            for at in range(len(text))
            if row.x0 - 0.3 * advance <= box.x0 + (at + 0.5) * advance <= row.x1 + 0.3 * advance
        ]
        if inside:
            left, right = box.x0 + inside[0] * advance, box.x0 + (inside[-1] + 1) * advance
            found.append((left, right, "".join(text[inside[0] : inside[-1] + 1])))
    found.sort()
    if not found or any(after[0] < before[1] for before, after in pairwise(found)):
        return None
    beyond = max(found[0][0] - row.x0, row.x1 - found[-1][1])
    joined = " ".join(" ".join(text for _, _, text in found).split())
    return joined if beyond < _MOST_BEYOND * height and joined else None


def _box(*edges: float) -> Box:
    return Box(*(round(edge) for edge in edges))


def _narrowing(letter_height: float, pitch: float | None, rng: Random) -> float:
    if not letter_height or pitch is None:
        return 1.0
    return min(1.0, max(_NARROWEST, rng.uniform(*_PITCHES) * letter_height / pitch))
