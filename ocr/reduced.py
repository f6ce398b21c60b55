"""A page at two sizes: as it is, and reduced so that questions about it are answered in milliseconds.

The reduced one is ``LONG_SIDE`` pixels on its longer side, more or less (about 140 dpi for a typed
sheet). It is made once: what changes the page's paper changes both.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]

LONG_SIDE = 1600
_NEAR_ENOUGH = (0.8, 1.25)  # of ``LONG_SIDE``, for a reduction by a whole number


@dataclass(frozen=True, slots=True)
class TwoSizes:
    """A page, ``pixels``, and the same reduced, ``small``: uint8 (height, width) both.

    ``scale`` is reduced pixels for one page pixel.
    """

    pixels: Grey
    small: Grey
    scale: float


def reduced(pixels: Grey) -> TwoSizes:
    """Reduce a page.

    A whole number of pixels becomes one where that comes near enough: several times faster.
    """
    times = max(pixels.shape) / LONG_SIDE
    if times <= 1.0:
        return TwoSizes(pixels, pixels, 1.0)
    whole = round(times)
    if _NEAR_ENOUGH[0] <= times / whole <= _NEAR_ENOUGH[1]:
        return TwoSizes(pixels, by_whole(pixels, whole), 1 / whole)
    small = cv2.resize(pixels, None, fx=1 / times, fy=1 / times, interpolation=cv2.INTER_AREA)
    return TwoSizes(pixels, np.asarray(small, np.uint8), 1 / times)


def by_whole(pixels: Grey, times: int) -> Grey:
    """Give the mean of each square of ``times`` by ``times`` pixels; what is left over is cut."""
    height, width = (max(1, side // times) for side in pixels.shape)
    fitting = pixels[: height * times, : width * times]
    return np.asarray(cv2.resize(fitting, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
