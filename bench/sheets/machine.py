"""A worn typewriter: what each of its letters looks like, and how a page comes out of it.

All sizes are relative to the advance (the width of a letter's place), so that a machine is the
same at any dpi.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from bench.sheets.brackets import Brackets, bracket
from bench.sheets.cable import Level, Strike
from bench.sheets.fields import waves
from bench.sheets.form import LINES_PER_INCH, Form
from bench.sheets.layout import Piece, TypedPage
from bench.sheets.typeface import Face, Ink, glyph
from bench.sheets.typist import DASHES, GONE, LINE, OFF, UNDER, XED
from schemas.pages import Box

_CLOGGING = "aegosbdpq68BRA"
_FILLING, _FIRST = "abcdegopqsABDOPQR04689", "ace"  # these most often: narrow mouths, small eyes
_MOUTHS = "ce"


@dataclass(frozen=True, slots=True)
class Wear:
    """How worn a machine and its ribbon are.

    ``shift`` and ``jitter``: standard deviation of a letter's own misplacement and of each
    strike's, in advances; ``turn`` in degrees; ``clogged`` and ``chipped``: chances per
    letter, and ``kept``: how much of its ink a chipped side keeps; ``ribbon``: how uneven the
    ink is (0..1); ``faint``: how weak the weakest letter is; ``light``: chance per strike that
    it is very weak.
    """

    shift: float
    jitter: float
    turn: float
    clogged: float
    chipped: float
    kept: float
    ribbon: float
    faint: float
    light: float


WEAR = {
    Level.CLEAN: Wear(0.012, 0.010, 0.3, 0.0, 0.0, 1.0, 0.08, 0.08, 0.0),
    Level.MODERATE: Wear(0.022, 0.016, 0.7, 0.06, 0.08, 0.52, 0.18, 0.18, 0.001),
    Level.HARD: Wear(0.036, 0.028, 1.3, 0.20, 0.20, 0.25, 0.32, 0.30, 0.006),
}


@dataclass(frozen=True, slots=True)
class Build:
    """What makes one typewriter unlike another of the same face.

    ``stretch`` of its letters' height, ``slant`` (a share of the height to the right), ``weight``
    of strokes (-1 thin to 1 bold); ``jump``: how far capitals stand above the line, since the
    shift key lifts them wrongly, and ``unsteady`` how much that changes, both in advances;
    ``rebound``: chance per strike of a second, fainter one beside it; ``stops``: how bold full
    stops and commas are struck; ``slips``: chance per strike that the carriage goes too far or
    not far enough, for the rest of the line; ``filled``: how dark the ink is (0..1) in the closed
    parts of letters whose type is full of ink and fluff, the same at every strike (the mouths of c and
    e are shut too).
    """

    stretch: float = 1.0
    slant: float = 0.0
    weight: float = 0.0
    jump: float = 0.0
    unsteady: float = 0.0
    rebound: float = 0.0
    stops: float = 0.0
    slips: float = 0.0
    filled: Mapping[str, float] = field(default_factory=dict)


_OFTEN_ODD = {Level.CLEAN: 0.15, Level.MODERATE: 0.35, Level.HARD: 0.55}


def any_build(level: Level, rng: Generator) -> Build:
    """Choose how a machine is built and kept: most are ordinary but for their proportions."""
    odd = _OFTEN_ODD[level]
    worst = {Level.CLEAN: 0.5, Level.MODERATE: 0.8, Level.HARD: 1.0}[level]
    return Build(
        stretch=float(rng.uniform(0.92, 1.1)),
        slant=float(rng.normal(0, 0.012)),
        weight=float(rng.uniform(-0.4, 1.0) * worst) if rng.random() < odd else 0.0,
        jump=float(rng.normal(0, 0.11) * worst) if rng.random() < odd else 0.0,
        unsteady=float(rng.uniform(0.01, 0.05) * worst) if rng.random() < odd else 0.0,
        rebound=float(rng.uniform(0.05, 0.9) * worst) if rng.random() < 0.4 * odd else 0.0,
        stops=float(rng.uniform(0.2, 1.0)) if rng.random() < 0.6 else 0.0,
        slips=float(rng.uniform(0.001, 0.008) * worst) if rng.random() < odd else 0.0,
    )


def any_filled(rng: Generator) -> dict[str, float]:
    """Choose the letters of dirty type, and how dark each is filled: from a breath of grey to black."""
    dirty = rng.uniform(0.1, 0.9)
    return {
        letter: rng.uniform(0.2, 1.0)
        for letter in _FILLING
        if rng.random() < dirty ** (0.5 if letter in _FIRST else 1.0)
    }


_STOPS = frozenset(".,;:-'")
_SHIFTED = frozenset('ABCDEFGHIJKLMNOPQRSTUVWXYZĒ"?%&():+*')


@dataclass(frozen=True, slots=True)
class StruckWord:
    """A word with something through it, or of which only a row of X is left.

    ``box`` in pixels of the page: as it is typed, or as it is scanned before it is turned.
    """

    text: str
    box: Box
    strike: Strike


@dataclass(slots=True)
class Machine:
    """A typewriter at ``dpi``. Its glyphs are made when first needed, each with its own wear."""

    face: Face
    brackets: Brackets
    pitch: int
    dpi: int
    wear: Wear
    rng: Generator
    build: Build = field(default_factory=Build)
    _glyphs: dict[str, Ink] = field(default_factory=dict)

    @property
    def advance(self) -> float:
        """Pixels from letter to letter."""
        return self.dpi / self.pitch

    def strike(self, letter: str) -> Ink:
        """Give the worn glyph of ``letter``, always the same for one machine."""
        if letter not in self._glyphs:
            self._glyphs[letter] = self._worn(letter)
        return self._glyphs[letter]

    def _proportions(self) -> NDArray[np.float64]:
        """Give the matrix that stretches and slants a glyph about its foot."""
        build, foot = self.build, 2 * self.advance
        return np.array(
            [
                [1.0, -build.slant, build.slant * foot],
                [0.0, build.stretch, foot * (1 - build.stretch)],
                [0.0, 0.0, 1.0],
            ]
        )

    def _worn(self, letter: str) -> Ink:
        rng, wear, advance = self.rng, self.wear, self.advance
        if letter in "[]":
            drawn = bracket(self.face, letter, advance, self.brackets, rng.uniform(0.07, 0.12))
        else:
            drawn = glyph(self.face, letter, advance)
        height, width = drawn.shape
        build = self.build
        bold = build.weight + build.stops * (1.6 if letter in _STOPS else 0.0)
        drawn = _weighed(drawn, bold, advance)
        if letter in _CLOGGING and rng.random() < wear.clogged:
            size = max(2, round(advance * 0.13))
            closed = cv2.morphologyEx(drawn, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
            drawn = np.asarray(closed, dtype=np.float32)
        if letter in build.filled:
            drawn = _filled(drawn, build.filled[letter], rng)
            if letter in _MOUTHS:
                drawn = _shut(drawn, advance, rng)
        if rng.random() < wear.chipped:
            drawn = drawn * _slope(rng, (height, width), advance, wear.kept)
        turn = np.asarray(
            cv2.getRotationMatrix2D((advance, 1.7 * advance), rng.normal(0, wear.turn), 1.0)
        )
        turn[:, 2] = turn[:, 2] + rng.normal(0, wear.shift * advance, 2) * (0.7, 1.0)
        turn = turn @ self._proportions()
        drawn = np.asarray(cv2.warpAffine(drawn, turn, (width, height)), dtype=np.float32)
        return drawn * np.float32(1.0 - wear.faint * rng.random() ** 2)


def _weighed(drawn: Ink, weight: float, advance: float) -> Ink:
    """Give a glyph with bolder or thinner strokes: mixed with its dilated or eroded form."""
    if not weight:
        return drawn
    size = max(2, round(advance * 0.07 * max(1.0, weight)))
    change = cv2.dilate if weight > 0 else cv2.erode
    changed = np.asarray(change(drawn, np.ones((size, size), np.uint8)), np.float32)
    share = np.float32(min(1.0, abs(weight)))
    return np.asarray(drawn * (1 - share) + changed * share, np.float32)


def _filled(drawn: Ink, darkness: float, rng: Generator) -> Ink:
    """Give a glyph with ink where its strokes close paper in, somewhat uneven."""
    outside = np.asarray(drawn > 0.4, np.uint8)
    cv2.floodFill(outside, None, (0, 0), 1)
    closed = cv2.dilate(1 - outside, np.ones((3, 3), np.uint8))  # and the strokes' soft edges
    fluff = darkness * (1 - 0.4 * np.clip(waves(rng, drawn.shape, 3.0), 0, 1))
    return np.asarray(np.maximum(drawn, closed * fluff), np.float32)


def _shut(drawn: Ink, advance: float, rng: Generator) -> Ink:
    """Give a glyph whose mouth, at its right, is more or less shut: an open letter that looks round."""
    bridged = cv2.morphologyEx(
        drawn, cv2.MORPH_CLOSE, np.ones((round(0.45 * advance), 1), np.uint8)
    )
    bridged[:, : round(advance * rng.uniform(1.08, 1.3))] = 0
    return np.asarray(np.maximum(drawn, bridged * rng.uniform(0.0, 0.9)), np.float32)


def _slope(rng: Generator, size: tuple[int, int], advance: float, kept: float) -> Ink:
    """Give a mask that lets one side of a letter fade, as when the type does not hit squarely."""
    height, width = size
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:height, 0:width]
    along = (np.cos(angle) * (x - advance) + np.sin(angle) * (y - 1.65 * advance)) / advance
    return np.asarray(np.clip(0.85 - 0.7 * along, kept, 1.0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Sheet:
    machine: Machine
    ink: Ink
    ribbon: Ink


def type_page(machine: Machine, page: TypedPage, form: Form) -> tuple[Ink, tuple[StruckWord, ...]]:
    """Type ``page``: the ink on it, and the words that a line, X or dashes go through."""
    size = (round(form.paper.height * machine.dpi), round(form.paper.width * machine.dpi))
    ink = np.zeros(size, np.float32)
    sheet = _Sheet(machine, ink, _ribbon(machine, size))
    struck: list[StruckWord] = []
    for piece in page.pieces:
        struck += _type_piece(sheet, piece)
    return ink, tuple(struck)


def _ribbon(machine: Machine, size: tuple[int, int]) -> Ink:
    """Give the strength of the ribbon over the page.

    Slow waves along the lines, and from line to line.
    """
    rows, columns = size[0] // machine.dpi * LINES_PER_INCH, 24
    strength = 0.45 + 0.45 * waves(machine.rng, (rows, columns), 1.6, 0.8)
    return np.asarray(np.clip(1.0 - machine.wear.ribbon * strength, 0.15, 1.15), np.float32)


def _type_piece(page: _Sheet, piece: Piece) -> list[StruckWord]:
    machine, advance = page.machine, page.machine.advance
    line = machine.dpi / LINES_PER_INCH
    baseline = (piece.row + 1) * line
    column, mode, begin, word, slipped = piece.column, "", 0, "", 0.0
    spans: list[tuple[str, int, int, str]] = []
    for letter in piece.text:
        if letter in (LINE, DASHES, XED, UNDER, GONE):
            mode, begin, word = letter, column, ""
            continue
        if letter == OFF:
            spans.append((mode, begin, column, word))
            mode = ""
            continue
        word += letter
        if letter != " ":
            _put(page, letter, (column + slipped) * advance, baseline)
        if machine.build.slips and machine.rng.random() < machine.build.slips:
            slipped += machine.rng.choice((-0.35, -0.25, 0.25, 0.4))
        column += 1
    struck: list[StruckWord] = []
    for kind, first, last, text in spans:
        left, right = first * advance, last * advance
        if kind == LINE:
            _pen_line(machine, page.ink, left, right, baseline - advance * 0.45)
        elif kind != GONE:
            for place in range(first, last):
                _put(page, _OVER[kind], place * advance, baseline)
        if kind != UNDER:
            top, foot = baseline - 1.2 * advance, baseline + 0.3 * advance
            box = Box(round(left), round(top), round(right), round(foot))
            struck += _words_in(text, box, advance, _STRIKES[kind])
    return struck


_OVER = {XED: "X", DASHES: "-", UNDER: "_"}
_STRIKES = {LINE: Strike.LINE, DASHES: Strike.DASHES, XED: Strike.X, GONE: Strike.X}


def _words_in(text: str, box: Box, advance: float, strike: Strike) -> list[StruckWord]:
    out, place = [], 0
    for word in text.split(" "):
        left = round(box.x0 + place * advance)
        if word:
            right = round(left + len(word) * advance)
            out.append(StruckWord(word, Box(left, box.y0, right, box.y1), strike))
        place += len(word) + 1
    return out


def _put(page: _Sheet, letter: str, left: float, baseline: float) -> None:
    machine, ink, ribbon = page.machine, page.ink, page.ribbon
    rng, wear, advance = machine.rng, machine.wear, machine.advance
    shape = machine.strike(letter)
    dx, dy = rng.normal(0, wear.jitter * advance, 2)
    build = machine.build
    if letter in _SHIFTED:
        dy -= (build.jump + rng.normal(0, build.unsteady)) * advance
    x = round(left - advance / 2 + dx * 0.6)
    y = round(baseline - 2 * advance + dy)
    height, width = shape.shape
    if y < 0 or x < 0 or y + height > ink.shape[0] or x + width > ink.shape[1]:
        return
    row = min(ribbon.shape[0] - 1, int(baseline / ink.shape[0] * ribbon.shape[0]))
    column = min(ribbon.shape[1] - 1, int(left / ink.shape[1] * ribbon.shape[1]))
    strength = float(ribbon[row, column]) * rng.uniform(1.0 - wear.ribbon * 0.4, 1.0)
    if rng.random() < wear.light:
        strength *= 0.45
    place = ink[y : y + height, x : x + width]
    np.maximum(place, shape * strength, out=place)
    if build.rebound and rng.random() < build.rebound:
        _rebound(page, shape * np.float32(strength * rng.uniform(0.35, 0.75)), x, y)


def _rebound(page: _Sheet, shape: Ink, x: int, y: int) -> None:
    """Let a letter strike twice, a little to the side."""
    machine, ink = page.machine, page.ink
    x += max(1, round(machine.advance * machine.rng.uniform(0.05, 0.13)))
    y += round(machine.advance * machine.rng.normal(0, 0.02))
    height, width = shape.shape
    if y >= 0 and y + height <= ink.shape[0] and x + width <= ink.shape[1]:
        place = ink[y : y + height, x : x + width]
        np.maximum(place, shape, out=place)


def _pen_line(machine: Machine, ink: Ink, left: float, right: float, row: float) -> None:
    rng, advance = machine.rng, machine.advance
    count = 8
    xs = np.linspace(left - advance * rng.uniform(0, 1), right + advance * rng.uniform(0, 1), count)
    ys = (
        row
        + np.cumsum(rng.normal(0, advance * 0.03, count))
        + np.linspace(0, rng.normal(0, 0.25) * advance, count)
    )
    points = np.stack([xs, ys], axis=1).round().astype(np.int32).reshape(-1, 1, 2)
    thick = max(1, round(advance * rng.uniform(0.06, 0.16)))
    cv2.polylines(
        ink,
        [points],
        isClosed=False,
        color=float(rng.uniform(0.75, 1.0)),
        thickness=thick,
        lineType=cv2.LINE_AA,
    )
