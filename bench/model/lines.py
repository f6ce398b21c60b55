"""Lines as Tesseract gets them, typed and printed, with their text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
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
from bench.sheets.layout import Piece, TypedPage
from bench.sheets.machine import WEAR, Machine, any_build, type_page
from bench.sheets.paper import LITTER, litter_ink
from bench.sheets.typeface import Ink, any_face, face_path, print_faces
from bench.sheets.typist import is_plain
from ocr.images import grey
from ocr.reading import made_ready
from ocr.reduced import Grey, narrowed
from ocr.settings import ReadingSettings
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
_ACROSS = 0.6  # share of pages whose columns stand on one line
_ABOVE, _BELOW = 1.02, 0.3  # of the foot of a line, in places of a letter
_MARGIN = 4  # pixels that Tesseract leaves round a line
_UNSURE, _BESIDE = 0.12, 0.5  # places of a letter that a line's box may be out by
_LEAST_HIGH, _LEAST_WIDE = 12, 8  # pixels
_LEAST_CONTRAST = 6.0  # standard deviation of the pixels, below which nothing is typed


class Line(NamedTuple):
    """A line: its text, and its pixels as a PNG, dark on light."""

    text: str
    png: bytes


class _Placed(NamedTuple):
    """A line on a page: its text, and its box in pixels of the page before it is scanned."""

    text: str
    box: Box


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
    machine = Machine(
        face, brackets, form.pitch, camera.dpi, WEAR[level], dice, any_build(level, dice)
    )
    for page in pages:
        ink, _ = type_page(machine, page, form)
        litter = litter_ink(ink, LITTER[level], camera.dpi, dice)
        pixels, bend = take(camera, level, ink, litter, None, rng=dice)
        placed = tuple(_typed(page, machine, rng))
        yield from _cut(grey(Image.fromarray(pixels)), placed, bend, machine.advance, rng)


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
    letters = sum(len(line.text) for line in placed)
    advance = sum(line.box.width for line in placed) / letters
    yield from _cut(grey(Image.fromarray(pixels)), placed, bend, advance, rng)


def _any_camera(level: Level, dice: np.random.Generator) -> Camera:
    return replace(any_camera(level, dice), tilt=0.0)  # a page is levelled before it is read


def _typed(page: TypedPage, machine: Machine, rng: Random) -> Iterator[_Placed]:
    advance = machine.advance
    for row, pieces in groupby(page.pieces, key=lambda piece: piece.row):
        foot = (row + 1) * machine.dpi / LINES_PER_INCH
        for group in _groups(list(pieces), rng):
            text = " ".join(" ".join(piece.text for piece in group).split())
            if machine.brackets is Brackets.SLASH:
                text = text.replace("[", "/").replace("]", "/")
            first, last = group[0].column, max(piece.column + len(piece.text) for piece in group)
            top, below = foot - _ABOVE * advance, foot + _BELOW * advance
            yield _Placed(text, _box(first * advance, top, last * advance, below))


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
                yield _Placed(text, _box(left, place - 0.76 * high, right, place + 0.23 * high))
            place += high * rng.uniform(1.1, 1.6)
    ink[:] = np.asarray(image, np.float32) / 255


def _cut(
    scanned: Grey, placed: Sequence[_Placed], bend: Bend, advance: float, rng: Random
) -> Iterator[Line]:
    """Cut lines of letters ``advance`` pixels apart out of the page as it is read."""
    ready = made_ready(scanned, ReadingSettings())
    if ready.is_blank:
        return
    high = ready.factor
    wide = high * _narrowing(ready.ink.letter_height, advance * high, rng)
    pixels = narrowed(ready.pixels, wide / high)
    for text, box in placed:
        about = _about(bend.moved(box), wide, high, advance, rng)
        if is_plain(text) and (png := _png(pixels, about)) is not None:
            yield Line(text, png)


def _box(*edges: float) -> Box:
    return Box(*(round(edge) for edge in edges))


def _narrowing(letter_height: float, pitch: float, rng: Random) -> float:
    if not letter_height:
        return 1.0
    return min(1.0, max(_NARROWEST, rng.uniform(*_PITCHES) * letter_height / pitch))


def _groups(row: list[Piece], rng: Random) -> list[list[Piece]]:
    """Give the pieces of a row as one line, or each as a line of its own."""
    return [row] if rng.random() < _ACROSS else [[piece] for piece in row]


def _about(box: Box, wide: float, high: float, advance: float, rng: Random) -> Box:
    """Give a box of the ready page about a box of the scan, as unsure as Tesseract's are."""

    def beside() -> float:
        return rng.uniform(-0.1, _BESIDE) * advance * wide

    def unsure() -> float:
        return rng.uniform(-_UNSURE, _UNSURE) * advance * high

    return _box(
        box.x0 * wide - _MARGIN - beside(),
        box.y0 * high - _MARGIN + unsure(),
        box.x1 * wide + _MARGIN + beside(),
        box.y1 * high + _MARGIN + unsure(),
    )


def _png(pixels: Grey, box: Box) -> bytes | None:
    """Cut out a box; ``None`` when next to nothing of it lies on the page, or nothing is in it."""
    cut = pixels[max(0, box.y0) : max(0, box.y1), max(0, box.x0) : max(0, box.x1)]
    if cut.shape[0] < _LEAST_HIGH or cut.shape[1] < _LEAST_WIDE or cut.std() < _LEAST_CONTRAST:
        return None
    return cv2.imencode(".png", cut)[1].tobytes()
