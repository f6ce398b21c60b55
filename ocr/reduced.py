"""A page reduced, so that questions about it are answered in milliseconds."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]

LONG_SIDE = 1600
_LINEAR_FROM = 0.5  # of a side; from there on two neighbours leave no pixel out
_NEAR_ENOUGH = (0.85, 1.25)  # of ``LONG_SIDE``, for a reduction by a whole number


def reduced(pixels: Grey) -> tuple[Grey, float]:
    """Give a page, uint8 (height, width), with about ``LONG_SIDE`` pixels on its longer side.

    That is about 140 dpi for a typed sheet. The scale, reduced pixels for one page pixel, comes with
    it. A whole number of pixels becomes one where that comes near enough: several times faster.
    """
    times = max(pixels.shape) / LONG_SIDE
    if times <= 1.0:
        return pixels, 1.0
    whole = round(times)
    if _NEAR_ENOUGH[0] <= times / whole <= _NEAR_ENOUGH[1]:
        return by_whole(pixels, whole), 1 / whole
    return scaled(pixels, 1 / times), 1 / times


def by_whole(pixels: Grey, times: int) -> Grey:
    """Give the mean of each square of ``times`` by ``times`` pixels; what is left over is cut."""
    height, width = (max(1, side // times) for side in pixels.shape)
    fitting = pixels[: height * times, : width * times]
    return np.asarray(cv2.resize(fitting, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def narrowed(pixels: Grey, factor: float) -> Grey:
    """Give a page ``factor`` times as wide (0..1), of the same height; itself for 1.0."""
    if factor == 1.0:
        return pixels
    return _resized(pixels, factor, 1.0)


def scaled(pixels: Grey, factor: float) -> Grey:
    """Give a page ``factor`` times as large; itself for 1.0."""
    if factor == 1.0:
        return pixels
    return _resized(pixels, factor, factor)


def _resized(pixels: Grey, across: float, down: float) -> Grey:
    """Resize so that every pixel counts: the mean of an area takes five times as long."""
    if max(across, down) > 1.0:
        way = cv2.INTER_CUBIC
    else:
        way = cv2.INTER_AREA if min(across, down) < _LINEAR_FROM else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, None, fx=across, fy=down, interpolation=way), np.uint8)
