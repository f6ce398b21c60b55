"""Square brackets on machines that had none: a slash, with strokes added by pen or key."""

from __future__ import annotations

from enum import StrEnum

import cv2
import numpy as np

from bench.sheets.typeface import Face, Ink, glyph


class Brackets(StrEnum):
    """How brackets are made.

    With the real letter, or as a slash with no, one or two strokes added.
    """

    REAL = "real"
    SLASH = "slash"
    ONE_STROKE = "one_stroke"
    TWO_STROKES = "two_strokes"


def bracket(face: Face, sign: str, advance: float, kind: Brackets, weight: float) -> Ink:
    """Draw ``[`` or ``]`` as ``kind``; strokes are ``weight`` (share of an advance) thick."""
    if kind is Brackets.REAL:
        return glyph(face, sign, advance)
    drawn = glyph(face, "/", advance).copy()
    if kind is Brackets.SLASH:
        return drawn
    rows = np.flatnonzero(drawn.max(axis=1) > 0.4 * drawn.max())
    top, foot = int(rows[0]), int(rows[-1])
    head_column = int(drawn[top].argmax())
    foot_column = int(drawn[foot].argmax())
    thick = max(1, round(advance * weight))
    long, short = advance * 0.5, advance * 0.34
    if sign == "[":
        strokes = [(foot_column, foot, long)]
        if kind is Brackets.TWO_STROKES:
            strokes.append((head_column, top, short))
    else:
        strokes = [(head_column, top, -long)]
        if kind is Brackets.TWO_STROKES:
            strokes.append((foot_column, foot, -short))
    for column, row, length in strokes:
        start, end = (round(column), row), (round(column + length), row)
        cv2.line(drawn, start, end, 1.0, thick, cv2.LINE_AA)
    return drawn
