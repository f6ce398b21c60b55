"""Typefaces by name, found by file name; the glyphs of a face at a pitch.

Every face in ``faces.toml`` must be there.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from random import Random
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from schemas.problems import Code, TerminalError

Ink = NDArray[np.float32]
"""How much ink lies where, 0 (none) to 1; shape (height, width)."""

_ACCENTED = {"Ē": "E", "ē": "e"}


@dataclass(frozen=True, slots=True)
class Face:
    """A typeface: its name, its file, the Debian package that brings it, how often it is chosen.

    The letters that it ``lacks`` are drawn in the face named ``instead``.
    """

    name: str
    file: str
    package: str
    weight: int = 0
    lacks: str = ""
    instead: str = ""


@cache
def _table() -> dict[str, object]:
    return tomllib.loads(
        (resources.files("bench.sheets") / "faces.toml").read_text(encoding="utf-8")
    )


def _faces_of(kind: str) -> tuple[Face, ...]:
    return tuple(Face(**row) for row in cast("list[dict[str, Any]]", _table()[kind]))


@cache
def faces() -> tuple[Face, ...]:
    """Give all typewriter faces."""
    return _faces_of("face")


@cache
def print_faces() -> tuple[Face, ...]:
    """Give faces of print, whose letters are not all as wide."""
    return _faces_of("print")


@cache
def stamp_face() -> Face:
    """Give the face of rubber stamps."""
    return Face(**cast("dict[str, Any]", _table()["stamp"]))


def packages() -> tuple[str, ...]:
    """Give the Debian packages that bring all faces."""
    return tuple(sorted({face.package for face in (*faces(), *print_faces(), stamp_face())}))


def any_face(rng: Random) -> Face:
    """Choose a face."""
    return rng.choices(faces(), [face.weight for face in faces()])[0]


@cache
def face_path(face: Face) -> Path:
    """Find the file of ``face``.

    Raises TerminalError (environment.face_missing) naming its package.
    """
    for folder in cast("list[str]", _table()["folders"]):
        found = sorted(Path(folder).rglob(face.file))
        if found:
            return found[0]
    raise TerminalError(
        Code.ENVIRONMENT_FACE_MISSING,
        f"The typeface {face.name} ({face.file}) was not found. "
        f"Debian, Ubuntu: apt-get install {' '.join(packages())}",
    )


@cache
def font_for_pitch(face: Face, advance: float) -> ImageFont.FreeTypeFont:
    """Load ``face`` so large that a letter takes ``advance`` pixels of the line."""
    probe = ImageFont.truetype(face_path(face), 200)
    return ImageFont.truetype(face_path(face), 200 * advance / probe.getlength("n"))


def glyph(face: Face, letter: str, advance: float) -> Ink:
    """Draw ``letter``.

    An array 3 advances high and 2 wide, left edge of the place at half an advance, foot at 2.
    """
    if letter in face.lacks:
        face = next(other for other in faces() if other.name == face.instead)
    width, height = round(2 * advance), round(3 * advance)
    image = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(image)
    font = font_for_pitch(face, advance)
    base = _ACCENTED.get(letter, letter)
    draw.text((advance / 2, 2 * advance), base, font=font, fill=255, anchor="ls")
    if base != letter:  # a macron, set by the typist over the letter
        top = image.getbbox()
        level = (top[1] if top else advance) - advance * 0.16
        draw.line(
            (advance * 0.75, level, advance * 1.3, level),
            fill=255,
            width=max(1, round(advance / 11)),
        )
    return np.asarray(image, dtype=np.float32) / 255.0
