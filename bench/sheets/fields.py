"""Small helpers for float images: blur and noise with the types that the rest expects."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator

from bench.sheets.typeface import Ink


def blurred(image: Ink, sigma: float, sigma_y: float = 0.0) -> Ink:
    """Blur ``image`` with a Gaussian of ``sigma`` pixels (``sigma_y`` down, else the same)."""
    out = cv2.GaussianBlur(image, (0, 0), sigmaX=sigma, sigmaY=sigma_y or sigma)
    return np.asarray(out, dtype=np.float32)


def waves(rng: Generator, shape: tuple[int, ...], sigma: float, sigma_y: float = 0.0) -> Ink:
    """Give smooth noise of standard deviation 1; ``sigma`` is how wide its waves are."""
    field = blurred(rng.standard_normal(shape, dtype=np.float32), sigma, sigma_y)
    return np.asarray(field / max(1e-6, float(field.std())), dtype=np.float32)


def enlarged(image: Ink, size: tuple[int, ...]) -> Ink:
    """Stretch ``image`` to ``size`` (height, width)."""
    out = cv2.resize(image, (size[1], size[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(out, dtype=np.float32)
