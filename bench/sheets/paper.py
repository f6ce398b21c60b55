"""What is on the paper besides type.

Stamps, scrawls, stains, holes, specks, and the back that shows through. Everything is drawn into
ink or paper arrays (0..1) of a page at ``dpi``; nothing here knows what the page says.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFont

from bench.sheets.cable import Level
from bench.sheets.fields import blurred, enlarged, waves
from bench.sheets.typeface import Ink, face_path, stamp_face

STAMP_MONTHS = ("JAN", "MAY", "AUG", "NOV")
STAMP_TEXTS = (
    ("RECEIVED", "DIVISION OF RECORDS"),
    ("FILED",),
    ("RELEASED", "IN PART"),
    ("REGISTRY",),
    ("COPY",),
    ("BRANCH FILE", "DO NOT REMOVE"),
    ("DECLASSIFIED",),
    ("MICROFILMED",),
)


@dataclass(frozen=True, slots=True)
class Litter:
    """Chances and amounts of what lies on a page besides type."""

    stamp: float
    stamp_over_text: float
    scrawl: float
    margin_number: float
    holes: float
    stains: float
    specks: float
    folds: float
    bleed: float
    edges: float


LITTER = {
    Level.CLEAN: Litter(0.12, 0.0, 0.12, 0.12, 0.35, 0.1, 15, 0.05, 0.1, 0.08),
    Level.MODERATE: Litter(0.4, 0.15, 0.4, 0.3, 0.45, 0.35, 150, 0.25, 0.35, 0.35),
    Level.HARD: Litter(0.6, 0.5, 0.55, 0.4, 0.5, 0.6, 600, 0.4, 0.55, 0.6),
}


def litter_ink(ink: Ink, litter: Litter, dpi: int, rng: Generator) -> Ink:
    """Give the ink of stamps, scrawls and margin numbers, alone, for a page that bears ``ink``."""
    extra = np.zeros_like(ink)
    if rng.random() < litter.stamp:
        for _ in range(1 + int(rng.random() < 0.3)):
            _stamp(extra, ink, litter, dpi, rng)
    if rng.random() < litter.scrawl:
        for _ in range(int(rng.integers(1, 4))):
            _scrawl(extra, ink, dpi, rng)
    if rng.random() < litter.margin_number:
        _margin_number(extra, dpi, rng)
    if rng.random() < litter.stamp_over_text:
        _marginalia(extra, dpi, rng)
    return extra


def _lettering(lines: tuple[str, ...], height: float, *, frame: bool) -> Ink:
    font = ImageFont.truetype(face_path(stamp_face()), height)
    width = int(max(font.getlength(line) for line in lines) + height * 1.6)
    image = Image.new("L", (width, int(height * (1.3 * len(lines) + 1.0))), 0)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        draw.text(
            (width / 2, height * (0.5 + 1.3 * number)), line, fill=255, font=font, anchor="ma"
        )
    if frame:
        thick = max(1, int(height / 9))
        draw.rectangle(
            (thick, thick, image.width - thick - 1, image.height - thick - 1),
            outline=255,
            width=thick,
        )
    return np.asarray(image, np.float32) / 255.0


def _turned(shape: Ink, degrees: float) -> Ink:
    image = Image.fromarray((shape * 255).astype(np.uint8))
    return (
        np.asarray(image.rotate(degrees, Image.Resampling.BILINEAR, expand=True), np.float32)
        / 255.0
    )


def _stamp(extra: Ink, ink: Ink, litter: Litter, dpi: int, rng: Generator) -> None:
    lines = STAMP_TEXTS[int(rng.integers(len(STAMP_TEXTS)))]
    if rng.random() < 0.5:
        lines = (
            *lines,
            f"{rng.integers(1, 29)} {STAMP_MONTHS[int(rng.integers(4))]} 19{rng.integers(50, 80)}",
        )
    shape = _lettering(lines, dpi * rng.uniform(0.09, 0.17), frame=bool(rng.random() < 0.5))
    shape = _turned(
        shape, float(rng.choice([rng.normal(0, 5), rng.normal(0, 5), 90 + rng.normal(0, 3)]))
    )
    texture = waves(rng, shape.shape, dpi / 60)
    shape = shape * np.clip(0.62 + 0.3 * texture, 0.0, 1.0)
    over = rng.random() < litter.stamp_over_text
    strength = rng.uniform(0.25, 0.5) if over else rng.uniform(0.5, 0.95)
    _place(extra, ink, np.asarray(shape * strength, np.float32), rng, tries=1 if over else 40)


def _scrawl(extra: Ink, ink: Ink, dpi: int, rng: Generator) -> None:
    shape = _handwriting(dpi, rng)
    _place(extra, ink, shape * np.float32(rng.uniform(0.5, 1.0)), rng, tries=40)


def _handwriting(dpi: int, rng: Generator) -> Ink:
    """Give a word in a hand that nobody can read."""
    width, height = int(dpi * rng.uniform(0.4, 1.4)), int(dpi * rng.uniform(0.2, 0.45))
    shape = np.zeros((height, width), np.float32)
    count = int(rng.integers(7, 22))
    xs = np.linspace(0.08, 0.9, count) * width + rng.normal(0, dpi * 0.03, count)
    ys = height * (
        0.5 + 0.34 * np.sin(np.arange(count) * rng.uniform(1.2, 2.6)) * rng.uniform(0.4, 1.0, count)
    )
    t = np.linspace(0, count - 1, count * 12)
    curve = np.stack(
        [np.interp(t, np.arange(count), xs), np.interp(t, np.arange(count), ys)], axis=1
    )
    curve[:, 0] += np.sin(t * rng.uniform(2.0, 3.5)) * dpi * rng.uniform(0.02, 0.05)  # loops
    curve = cv2.GaussianBlur(curve.astype(np.float32), (1, 17), 4.0)
    thick = max(1, round(dpi * rng.uniform(0.006, 0.015)))
    cv2.polylines(
        shape,
        [curve.round().astype(np.int32).reshape(-1, 1, 2)],
        isClosed=False,
        color=1.0,
        thickness=thick,
        lineType=cv2.LINE_AA,
    )
    return shape


def _marginalia(extra: Ink, dpi: int, rng: Generator) -> None:
    """Write some lines by hand into a margin, from where they cross into the type."""
    height, width = extra.shape
    left = rng.random() < 0.6
    y = int(rng.uniform(0.1, 0.8) * height)
    for _ in range(int(rng.integers(1, 5))):
        shape = _handwriting(dpi, rng) * np.float32(rng.uniform(0.45, 0.9))
        x = int(dpi * rng.uniform(0.0, 0.5)) if left else width - shape.shape[1] - int(dpi * 0.1)
        place = extra[y : y + shape.shape[0], max(0, x) : max(0, x) + shape.shape[1]]
        np.maximum(place, shape[: place.shape[0], : place.shape[1]], out=place)
        y += int(shape.shape[0] * rng.uniform(0.6, 0.9))


def _margin_number(extra: Ink, dpi: int, rng: Generator) -> None:
    text = f"{rng.integers(100, 999)}.{rng.integers(1000, 9999)}/{rng.integers(10, 999)}"
    shape = _turned(
        _lettering((text,), dpi * rng.uniform(0.09, 0.14), frame=False),
        90.0 if rng.random() < 0.5 else -90.0,
    )
    height, width = extra.shape
    x = int(dpi * 0.08) if rng.random() < 0.4 else width - shape.shape[1] - int(dpi * 0.05)
    y = int(rng.integers(0, max(1, height - shape.shape[0])))
    place = extra[y : y + shape.shape[0], x : x + shape.shape[1]]
    np.maximum(place, shape[: place.shape[0], : place.shape[1]] * 0.85, out=place)


def _place(extra: Ink, ink: Ink, shape: Ink, rng: Generator, tries: int) -> None:
    """Put ``shape`` somewhere; with several tries, where it covers no type."""
    height, width = shape.shape
    if height >= extra.shape[0] or width >= extra.shape[1]:
        return
    for _ in range(tries):
        y = int(rng.integers(0, extra.shape[0] - height))
        x = int(rng.integers(0, extra.shape[1] - width))
        if tries == 1 or float(ink[y : y + height : 3, x : x + width : 3].max()) < 0.1:
            place = extra[y : y + height, x : x + width]
            np.maximum(place, shape, out=place)
            return


def paper_tone(
    size: tuple[int, int], level: Level, litter: Litter, dpi: int, rng: Generator
) -> Ink:
    """Give the brightness of the bare paper, 0 (black) to 1: tint, uneven light, stains, folds."""
    small = (size[0] // 16 + 1, size[1] // 16 + 1)
    spread = {Level.CLEAN: 0.01, Level.MODERATE: 0.035, Level.HARD: 0.06}[level]
    tone = 1.0 + np.float32(spread) * waves(rng, small, small[1] / 6)
    if rng.random() < litter.stains:
        for _ in range(int(rng.integers(1, 4))):
            _stain(tone, rng)
    full = enlarged(tone, size)
    if rng.random() < litter.folds:
        y = round(size[0] * (rng.choice([1 / 3, 1 / 2, 2 / 3]) + rng.normal(0, 0.01)))
        thick = max(1, dpi // 100)
        end = (size[1], y + int(rng.normal(0, 6)))
        cv2.line(full, (0, y), end, float(rng.uniform(0.7, 0.9)), thick, cv2.LINE_AA)
    return full


def _stain(tone: Ink, rng: Generator) -> None:
    height, width = tone.shape
    blob = np.zeros_like(tone)
    centre = (int(rng.integers(0, width)), int(rng.integers(0, height)))
    axes = (int(width * rng.uniform(0.05, 0.22)), int(width * rng.uniform(0.05, 0.2)))
    ring = rng.random() < 0.4
    cv2.ellipse(blob, centre, axes, float(rng.uniform(0, 180)), 0, 360, 1.0, 3 if ring else -1)
    blob = blurred(blob, 1.2 if ring else float(rng.uniform(2, 9)))
    tone *= 1.0 - blob * rng.uniform(0.06, 0.24)


def add_specks(grey: Ink, amount: float, dpi: int, rng: Generator) -> None:
    """Put dark and bright specks on a page, in place; ``amount`` is their mean number."""
    for dark in (True, False):
        count = int(rng.poisson(amount * (1.0 if dark else 0.5)))
        ys, xs = rng.integers(0, grey.shape[0], count), rng.integers(0, grey.shape[1], count)
        radii = np.maximum(0, rng.exponential(dpi / 300 * 0.9, count)).astype(int)
        for y, x, radius in zip(ys.tolist(), xs.tolist(), radii.tolist(), strict=True):
            cv2.circle(grey, (x, y), min(radius, dpi // 60), 0.1 if dark else 1.0, -1)


def add_holes(grey: Ink, dpi: int, rng: Generator) -> None:
    """Punch two, three or four holes into the left margin, in place: dark, or pale rings."""
    count = int(rng.choice([2, 2, 3, 4]))
    x = int(dpi * rng.uniform(0.25, 0.42))
    radius = int(dpi * rng.uniform(0.1, 0.14))
    dark = rng.random() < 0.75
    spread = {2: 0.13, 3: 0.35, 4: 0.38}[count]
    for place in np.linspace(0.5 - spread, 0.5 + spread, count):
        centre = (x + int(rng.normal(0, 3)), int(grey.shape[0] * place))
        cv2.circle(
            grey,
            centre,
            radius,
            0.04 if dark else 0.8,
            -1 if dark else max(1, dpi // 80),
            cv2.LINE_AA,
        )
