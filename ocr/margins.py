"""Lettering that runs up or down a page, as archives stamp file numbers into margins.

Its signs lie on their sides, stand under each other closer than rows do, and have nothing beside them. Taken
for type, the sign that stands level with a row near the margin makes that row begin in the stamp.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from ocr.ink import Ink
from ocr.pieces import USUAL_HEIGHT
from schemas.pages import Box

# letter heights between the middles of neighbours, and of white between them
_LEVEL, _APART = 0.5, 1.2
_FEWEST = 6
_CLOSE = 1.35  # letter heights from sign to sign; typed rows are farther apart
_WHITE, _BESIDE = 1.2, 0.6  # letter heights of white beside a sign, and above and below its middle
_SPECKS = 0.03  # share of that white that may be ink
_MOST = 300  # signs with nothing beside them; where more are, it is grain


def without_lettering_up(ink: Ink) -> Ink:
    """Leave out the lettering that runs up or down an upright page. Costs about 2 ms."""
    up = _lettering_up(ink)
    if not up:
        return ink
    masks = [mask.copy() for mask in (ink.mask, ink.type_mask, ink.fine_mask, ink.whole_mask)]
    for x, y, wide, high in ink.letters[up].tolist():
        for mask in masks:
            mask[y : y + high, x : x + wide] = 0
    return replace(
        ink,
        mask=masks[0],
        type_mask=masks[1],
        fine_mask=masks[2],
        whole_mask=masks[3],
        letters=np.delete(ink.letters, up, axis=0),
    )


def _lettering_up(ink: Ink) -> list[int]:
    """Give the places, among the letters, of signs that make up such lettering."""
    height = ink.letter_height * ink.scale
    alone = _alone(ink, height)
    if not _FEWEST <= len(alone) <= _MOST:
        return []
    stacks: list[list[int]] = []
    boxes = {at: _box(ink.letters[at]) for at in alone}
    for at in sorted(alone, key=lambda at: boxes[at].y0):
        for stack in stacks:
            if _stands_under(boxes[at], boxes[stack[-1]], height):
                stack.append(at)
                break
        else:
            stacks.append([at])
    return [
        at for stack in stacks if _is_close([boxes[at] for at in stack], height) for at in stack
    ]


def _alone(ink: Ink, height: float) -> list[int]:
    """Give the places of signs, among the letters, beside which there is white."""
    x, y, wide, high = ink.letters.T
    larger = np.maximum(wide, high)
    low, tall = (share * height for share in USUAL_HEIGHT)
    is_sign = (larger > low) & (larger < tall)
    sums = cv2.integral(ink.type_mask)
    most_down, most_across = (side - 1 for side in sums.shape)
    middle, reach, white = y + high // 2, round(_BESIDE * height), round(_WHITE * height)
    top, foot = np.maximum(middle - reach, 0), np.minimum(middle + reach, most_down)
    for left, right in ((x - white, x), (x + wide, x + wide + white)):
        x0, x1 = np.clip(left, 0, most_across), np.clip(right, 0, most_across)
        inked = sums[foot, x1] - sums[top, x1] - sums[foot, x0] + sums[top, x0]
        is_sign &= inked <= _SPECKS * 2 * reach * white * 255
    return [int(at) for at in np.flatnonzero(is_sign)]


def _box(piece: npt.NDArray[np.int32]) -> Box:
    x, y, wide, high = piece.tolist()
    return Box(x, y, x + wide, y + high)


def _stands_under(box: Box, above: Box, height: float) -> bool:
    off = abs(box.x0 + box.x1 - above.x0 - above.x1) / 2
    return off < _LEVEL * height and box.y0 - above.y1 < _APART * height


def _is_close(stack: list[Box], height: float) -> bool:
    """Tell signs that stand closer than rows do, and are no few."""
    middles = [(box.y0 + box.y1) / 2 for box in stack]
    return len(stack) >= _FEWEST and float(np.median(np.diff(middles))) <= _CLOSE * height
