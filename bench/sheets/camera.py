"""From ink and paper to the pixels of a scan.

Tilt, edges, photocopying, bitonal or grey or colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.sheets.cable import Level
from bench.sheets.fields import blurred, enlarged, waves
from bench.sheets.paper import LITTER, Litter, add_holes, add_specks, paper_tone
from bench.sheets.typeface import Ink
from schemas.pages import Box

Pixels = NDArray[np.uint8]
"""A page image, (height, width) or (height, width, 3) in RGB; bitonal ones hold 0 and 255."""


class Tone(StrEnum):
    """What a scan keeps of the light."""

    BITONAL = "bitonal"
    GREY = "grey"
    COLOUR = "colour"


class Look(StrEnum):
    """What a page was before it was scanned: the typed sheet, or a copy of it."""

    ORIGINAL = "original"
    PHOTOCOPY = "photocopy"
    CARBON = "carbon"
    FADED = "faded"


_LOOKS = {
    Level.CLEAN: (0.86, 0.07, 0.07, 0.0),
    Level.MODERATE: (0.58, 0.2, 0.16, 0.06),
    Level.HARD: (0.46, 0.22, 0.2, 0.12),
}

INKS = {
    "black": (1.0, 1.0, 1.0),
    "blue": (1.0, 0.82, 0.45),
    "violet": (0.8, 1.0, 0.6),
    "red": (0.35, 1.0, 0.95),
}
"""How much of the light each ribbon swallows, in red, green and blue."""


@dataclass(frozen=True, slots=True)
class Camera:
    """How pages are taken.

    ``blur`` in pixels at 300 dpi, ``tilt`` in degrees (standard deviation, and at most),
    ``grain`` 0..1, ``darkness`` of full ink 0..1, ``threshold`` shift of bitonal scans,
    ``wave`` of the lines in pixels at 300 dpi.
    """

    tone: Tone
    dpi: int
    blur: float
    tilt: float
    tilt_limit: float
    grain: float
    darkness: float
    threshold: float
    wave: float
    white: float
    tint: tuple[float, float, float]
    look: Look = Look.ORIGINAL
    ink: str = "black"


def any_camera(level: Level, rng: Generator) -> Camera:
    """Choose how a set's pages are taken."""
    chances = {
        Level.CLEAN: (0.35, 0.5, 0.15),
        Level.MODERATE: (0.55, 0.33, 0.12),
        Level.HARD: (0.75, 0.2, 0.05),
    }[level]
    tone = list(Tone)[int(rng.choice(3, p=chances))]
    dpi = int(rng.choice([300, 300, 300, 200, 240, 400] if tone is not Tone.COLOUR else [300, 200]))
    if level is Level.CLEAN:
        dpi = int(
            rng.choice([300, 300, 300, 400, 250] if tone is Tone.BITONAL else [300, 300, 200])
        )
    if level is Level.HARD and tone is Tone.BITONAL:
        dpi = int(rng.choice([300, 300, 300, 400, 240]))
    scale = {Level.CLEAN: 0.0, Level.MODERATE: 0.5, Level.HARD: 1.0}[level]
    return Camera(
        tone=tone,
        dpi=dpi,
        blur=float(rng.uniform(0.5, 0.8) + scale * rng.uniform(0.1, 1.1)),
        tilt=(0.2, 0.7, 1.7)[int(scale * 2)],
        tilt_limit=(0.5, 1.8, 3.0)[int(scale * 2)],
        grain=float(0.012 + scale * rng.uniform(0.01, 0.045)),
        darkness=float(rng.uniform(0.8, 0.95) - scale * rng.uniform(0.0, 0.25)),
        threshold=float(rng.uniform(-0.06, 0.06 + 0.06 * scale)),
        wave=float(scale * rng.uniform(0, 3.5)),
        white=float(
            rng.uniform(0.93, 1.0) - scale * (rng.uniform(0, 0.3) if rng.random() < 0.5 else 0.0)
        ),
        tint=(1.0, float(rng.uniform(0.92, 0.99)), float(rng.uniform(0.74, 0.93))),
        look=list(Look)[int(rng.choice(4, p=_LOOKS[level]))],
        ink=list(INKS)[int(rng.choice(4, p=(0.55, 0.2, 0.13, 0.12)))],
    )


@dataclass(frozen=True, slots=True)
class Bend:
    """How a scan moves what is on a page: ``turn`` is a matrix of shape (2, 3) for its tilt.

    ``rise`` are the pixels, by column, that the page's waves lift what was turned.
    """

    turn: NDArray[np.float64]
    rise: NDArray[np.float32]

    def moved(self, box: Box) -> Box:
        """Give the box around what a box of the typed page holds, in pixels of the scan."""
        x0, y0, x1, y1 = box
        corners = np.array([(x, y, 1.0) for x in (x0, x1) for y in (y0, y1)]) @ self.turn.T
        columns = np.clip(corners[:, 0].round().astype(int), 0, len(self.rise) - 1)
        ups = corners[:, 1] - self.rise[columns]
        edges = (corners[:, 0].min(), ups.min(), corners[:, 0].max(), ups.max())
        return Box(*(round(float(edge)) for edge in edges))


def take(
    camera: Camera,
    level: Level,
    type_ink: Ink,
    extra: Ink,
    back: Ink | None,
    *,
    rng: Generator,
) -> tuple[Pixels, Bend]:
    """Take a page: its pixels, upright, and where what is typed on it stands in them."""
    litter, size = LITTER[level], (type_ink.shape[0], type_ink.shape[1])
    scale = camera.dpi / 300
    texture = _noise(size, rng)
    soaked = _looked(_soaked(type_ink, camera.blur * scale), camera, level, rng)
    soaked = soaked * (1.0 + texture * np.float32(3.0 * camera.grain))
    grey = paper_tone(size, level, litter, camera.dpi, rng) * np.float32(camera.white)
    if back is not None:
        grey -= blurred(np.ascontiguousarray(back[:, ::-1]), 2.2 * scale) * np.float32(
            rng.uniform(0.08, 0.22)
        )
    stamped = blurred(extra, 0.7 * scale)
    both = np.maximum(soaked, stamped)
    grey *= 1.0 - np.clip(both, 0, 1) * np.float32(camera.darkness)
    if rng.random() < litter.holes:
        add_holes(grey, camera.dpi, rng)
    grey, bend = _bent(grey, camera, litter, rng)
    add_specks(grey, litter.specks * rng.exponential(1.0), camera.dpi, rng)
    grey += _noise((grey.shape[0], grey.shape[1]), rng) * np.float32(camera.grain)
    if camera.tone is Tone.BITONAL:
        return _bitonal(grey, camera, rng), bend
    np.clip(grey, 0, 1, out=grey)
    shade = np.asarray(grey * 255, dtype=np.uint8)
    if camera.tone is Tone.GREY:
        return shade, bend
    return _coloured(grey, camera), bend


def _coloured(grey: Ink, camera: Camera) -> Pixels:
    """Give the colours of a page; what is as dark as no ribbon types is black in any case."""
    dark = np.clip(1.0 - grey / np.float32(camera.white), 0.0, 1.0)
    black = np.clip((dark - 0.92) / 0.08, 0.0, 1.0)
    parts = [
        camera.white * part * (1.0 - dark * (swallowed + (1.0 - swallowed) * black))
        for part, swallowed in zip(camera.tint, INKS[camera.ink], strict=True)
    ]
    return np.asarray(np.clip(np.stack(parts, axis=-1), 0, 1) * 255, dtype=np.uint8)


def _looked(soaked: Ink, camera: Camera, level: Level, rng: Generator) -> Ink:
    """Let type look as on a copy: thin strokes dropped, or soft and filled in; or hardly inked."""
    scale, worst = (
        camera.dpi / 300,
        {Level.CLEAN: 0.35, Level.MODERATE: 0.7, Level.HARD: 1.0}[level],
    )
    size = (soaked.shape[0], soaked.shape[1])
    if camera.look is Look.PHOTOCOPY:
        uneven = enlarged(waves(rng, (size[0] // 32 + 1, size[1] // 32 + 1), 3.0), size)
        start = np.float32(0.04 + 0.2 * worst) + np.float32(0.05 * worst) * uneven
        return np.asarray(np.clip((soaked - start) * 2.6, 0.0, 1.05), np.float32)
    if camera.look is Look.CARBON:
        reach = max(2, round(2.2 * scale))
        spread = cv2.dilate(soaked, np.ones((reach, reach), np.uint8))
        soft = blurred(np.asarray(spread, np.float32), (1.0 + 0.7 * worst) * scale)
        fibres = 1.0 - np.float32(0.12 + 0.14 * worst) * np.abs(_noise(size, rng))
        # Who makes a bitonal scan of a carbon sets the threshold so that thin strokes stay.
        strength = (1.4 if camera.tone is Tone.BITONAL else 0.95) - 0.25 * worst
        return np.asarray(soft * fibres * np.float32(strength), np.float32)
    if camera.look is Look.FADED:
        # Fainter, a threshold leaves nothing that anybody could read.
        least = (0.95 - 0.25 * worst) if camera.tone is Tone.BITONAL else 0.4
        return np.asarray(soaked * np.float32(rng.uniform(least, least + 0.15)), np.float32)
    return soaked


def _soaked(type_ink: Ink, blur: float) -> Ink:
    """Blur the type; ordinary strikes come out as dark as before, so thin faces are not lost."""
    soaked = blurred(type_ink, blur)
    typed = type_ink[::3, ::3] > 0.6
    if not typed.any():
        return np.asarray(soaked, np.float32)
    ordinary = float(np.median(soaked[::3, ::3][typed]))
    return np.asarray(np.minimum(soaked / max(0.3, ordinary), 1.1), np.float32)


def _noise(size: tuple[int, int], rng: Generator) -> Ink:
    """Give normal noise for a page, repeated from a smaller field.

    Drawing all of it anew costs too much.
    """
    field = waves(rng, (1021, 1021), 0.6)
    times = (size[0] // 1021 + 1, size[1] // 1021 + 1)
    return np.tile(field, times)[: size[0], : size[1]]


def _bent(grey: Ink, camera: Camera, litter: Litter, rng: Generator) -> tuple[Ink, Bend]:
    """Tilt a page, bend its lines a little, and show what lies round it."""
    height, width = grey.shape
    degrees = float(np.clip(rng.normal(0, camera.tilt), -camera.tilt_limit, camera.tilt_limit))
    surround = 0.03 if rng.random() < litter.edges else float(camera.white)
    border = int(camera.dpi * rng.uniform(0.05, 0.35)) if surround < 0.5 else 0
    turn = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0))
    turn[:, 2] = turn[:, 2] + border * rng.uniform(0, 1, 2)
    rise = np.zeros(width + border, np.float32)
    new = (width + border, height + border)
    bent = np.asarray(cv2.warpAffine(grey, turn, new, borderValue=surround), np.float32)
    if camera.wave > 0.5:
        rise = _waves(len(rise), camera.wave * camera.dpi / 300, rng)
        bent = _waved(bent, rise, surround)
    return bent, Bend(np.asarray(turn, np.float64), rise)


def _waves(width: int, height: float, rng: Generator) -> Ink:
    """Give the slow rise and fall of paper that does not lie flat, by column."""
    x = np.arange(width, dtype=np.float32)
    rise = height * np.sin(x / width * np.pi * rng.uniform(0.7, 2.2) + rng.uniform(0, 6))
    return np.asarray(rise, np.float32)


def _waved(grey: Ink, rise: Ink, surround: float) -> Ink:
    """Let the lines rise and fall."""
    columns = np.broadcast_to(np.arange(grey.shape[1], dtype=np.float32), grey.shape)
    rows = np.arange(grey.shape[0], dtype=np.float32)[:, None] + rise[None, :]
    return np.asarray(
        cv2.remap(
            grey, np.ascontiguousarray(columns), rows, cv2.INTER_LINEAR, borderValue=surround
        ),
        np.float32,
    )


def _bitonal(grey: Ink, camera: Camera, rng: Generator) -> Pixels:
    if rng.random() < 0.3:  # a scanner that follows the brightness of the paper
        small = cv2.resize(grey, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
        local = enlarged(blurred(np.asarray(small, np.float32), camera.dpi / 40), grey.shape)
        dark = grey <= local - np.float32(camera.darkness * (0.3 - camera.threshold))
    else:
        level = camera.white * (1.0 - 0.42 * camera.darkness) + camera.threshold * camera.darkness
        dark = grey <= level
    return np.where(dark, np.uint8(0), np.uint8(255))
