"""Image files and decoded images as grey page arrays, by Pillow.

Assumes that Pillow's decoders are safe on hostile input, within the pixel limit that is checked
against the header before anything is decoded. Of a TIFF all full frames are pages (thumbnails and
masks in it are not), of a GIF and a WebP all frames; a PNG and a JPEG are one page, also when they
are animated or bear previews. Transparent pixels are paper: white.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import logging
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO, cast

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, UnidentifiedImageError

from ocr.settings import Limits
from schemas.problems import Code, TerminalError

Grey = npt.NDArray[np.uint8]

MEDIA_TYPES = {
    "TIFF": "image/tiff",
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "JPEG2000": "image/jp2",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "DIB": "image/bmp",
    "WEBP": "image/webp",
}
_FORMATS = tuple(name for name in MEDIA_TYPES if name != "MPO")  # a JPEG with previews
_WITH_FRAMES = frozenset({"TIFF", "GIF", "WEBP"})
_NEW_SUBFILE_TYPE = 254
_THUMBNAIL_OR_MASK = 0b101
_HOSTILE = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    OverflowError,
    ZeroDivisionError,
    RuntimeError,
    AssertionError,
    MemoryError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow's readers were seen to raise on broken files."""

# Pillow's warnings and log lines are about the file; what matters in them comes back as a code.
warnings.filterwarnings("ignore", module=r"PIL\..*")
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
logging.getLogger("PIL").addHandler(logging.NullHandler())


def _quiet_libtiff() -> None:
    """Stop the libtiff that Pillow is linked with from printing to the terminal."""
    library = ctypes.CDLL(importlib.import_module("PIL._imaging").__file__)
    for name in ("TIFFSetErrorHandler", "TIFFSetWarningHandler"):
        if hasattr(library, name):  # not where Pillow was built without TIFF
            getattr(library, name)(None)


_quiet_libtiff()


@dataclass(frozen=True)
class PageImage:
    """A page as it is stored, before it is turned or levelled.

    ``pixels`` is uint8 of shape (height, width), 0 black to 255 white, with square pixels, and is
    not written to. ``dpi`` is what the file says, ``None`` when it says nothing that can be.
    """

    pixels: Grey
    dpi: int | None

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of shape and pixels, as hex."""
        digest = hashlib.sha256(f"{self.pixels.shape}".encode())
        digest.update(np.ascontiguousarray(self.pixels).data)
        return digest.hexdigest()


@contextmanager
def opened(file: Path | IO[bytes], name: str) -> Iterator[Image.Image]:
    """Open an image by content.

    Raises TerminalError: SOURCE_UNREADABLE, SOURCE_DAMAGED, PAGE_TOO_LARGE.
    """
    with ExitStack() as stack:
        try:
            # Pillow gets a stream, not a path: from a path it maps uncompressed TIFFs into memory,
            # and then reads those with orientation 5 to 8 with exchanged sides (Pillow 13.0).
            stream = stack.enter_context(file.open("rb")) if isinstance(file, Path) else file
            image = stack.enter_context(Image.open(stream, formats=_FORMATS))
        except UnidentifiedImageError as error:
            raise TerminalError(
                Code.SOURCE_DAMAGED, f"{name}: its start cannot be read as an image"
            ) from error
        except Image.DecompressionBombError as error:
            raise TerminalError(
                Code.PAGE_TOO_LARGE, f"{name}: far more pixels than the limit"
            ) from error
        except PermissionError as error:
            raise TerminalError(Code.SOURCE_UNREADABLE, f"{name}: {error.strerror}") from error
        except _HOSTILE as error:
            raise TerminalError(Code.SOURCE_DAMAGED, f"{name}: {_said(error)}") from error
        yield image


def count_frames(file: Path, most: int) -> int:
    """Count the pages of an image file, up to ``most``. Raises TerminalError as ``opened`` does."""
    with opened(file, str(file)) as image:
        return len(page_frames(image, most))


def page_frames(image: Image.Image, most: int) -> tuple[int, ...]:
    """Give the frames that are pages, at most ``most`` of them.

    A chain of frames that breaks off ends where it breaks: the pages before are whole.
    """
    if image.format not in _WITH_FRAMES:
        return (0,)
    frames: list[int] = []
    others: list[int] = []
    number = 0
    while len(frames) < most:
        try:
            image.seek(number)
        except _HOSTILE:
            break
        kind = image.tag_v2.get(_NEW_SUBFILE_TYPE, 0) if image.format == "TIFF" else 0  # type: ignore[attr-defined]
        side = isinstance(kind, int) and kind & _THUMBNAIL_OR_MASK
        (others if side else frames).append(number)
        number += 1
    return tuple(frames or others)


def page_of(image: Image.Image, frame: int, limits: Limits, name: str) -> PageImage:
    """Decode one frame of an open image file.

    Raises TerminalError: PAGE_DAMAGED, PAGE_TOO_LARGE, PAGE_TOO_SMALL.
    """
    try:
        if image.format in _WITH_FRAMES:
            image.seek(frame)
        check_size(image.size, limits, name)
        dpi = _dpi(image)
        orientation = 1 if image.format == "TIFF" else image.getexif().get(0x0112, 1)
        if image.format == "JPEG" and image.mode in {"RGB", "L"}:
            image.draft("L", image.size)  # decodes the luma alone
        image.load()  # a TIFF's orientation is undone here by Pillow
        pixels = grey(image)
    except TerminalError:
        raise
    except _HOSTILE as error:
        raise TerminalError(Code.PAGE_DAMAGED, f"{name}: {_said(error)}") from error
    if orientation in _TRANSPOSED:
        pixels = np.asarray(Image.fromarray(pixels).transpose(_TRANSPOSED[orientation]))
        if orientation >= 5 and dpi is not None:
            dpi = (dpi[1], dpi[0])
    return square(pixels, dpi, limits, name)


_TRANSPOSED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each EXIF orientation."""


def check_size(size: tuple[int, int], limits: Limits, name: str) -> None:
    """Refuse a page by its size in pixels. Raises TerminalError: PAGE_TOO_LARGE, PAGE_TOO_SMALL."""
    width, height = size
    if width * height > limits.max_pixels:
        raise TerminalError(
            Code.PAGE_TOO_LARGE, f"{name}: {width} x {height} pixels, more than limits.max_pixels"
        )
    if min(width, height) < limits.min_side:
        raise TerminalError(
            Code.PAGE_TOO_SMALL, f"{name}: {width} x {height} pixels, too small to bear type"
        )


def grey(image: Image.Image) -> Grey:
    """Turn a decoded image of any mode into grey on white paper: uint8, (height, width)."""
    if image.mode in {"I;16", "I;16L", "I;16B", "I;16N", "I", "F"}:
        return _eight_bits(image)
    if image.has_transparency_data:
        with image.convert("RGBA") as clear:
            paper = Image.new("RGBA", clear.size, "white")
            paper.alpha_composite(clear)
            return np.asarray(paper.convert("L"))
    if image.mode in {"P", "PA", "LAB", "HSV"}:
        image = image.convert("RGB")
    return np.asarray(image if image.mode == "L" else image.convert("L"))


def _eight_bits(image: Image.Image) -> Grey:
    """Bring 12-bit, 16-bit, 32-bit and float samples to 8 bits."""
    samples = np.asarray(image)
    if image.mode == "F":
        samples = np.nan_to_num(samples)
    highest = float(samples.max(initial=0))
    if image.mode == "F" and highest <= 1.0:
        white = 1.0
    else:
        white = next((w for w in (255.0, 4095.0, 65535.0) if highest <= w), highest)
    if image.mode.startswith("I;16") and highest > 0:
        white = max(white, 4095.0)
    return cast(
        "Grey", np.clip(samples.astype(np.float32) * (255.0 / white), 0, 255).astype(np.uint8)
    )


def square(pixels: Grey, dpi: tuple[float, float] | None, limits: Limits, name: str) -> PageImage:
    """Make pixels square: fax scans have about twice as many across as down.

    ``dpi`` is (across, down). Raises TerminalError(PAGE_TOO_LARGE) when the squared page is over
    the limit.
    """
    if dpi is None:
        return PageImage(pixels, None)
    across, down = dpi
    if 0.98 < across / down < 1.02 or not 1 / 4 < across / down < 4:
        return PageImage(pixels, round(across))
    finer = max(across, down)
    size = (round(pixels.shape[1] * finer / across), round(pixels.shape[0] * finer / down))
    check_size(size, limits, name)
    return PageImage(
        cast("Grey", cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)), round(finer)
    )


def _dpi(image: Image.Image) -> tuple[float, float] | None:
    """Give (across, down) when the file says something that a scanner can do."""
    told = image.info.get("dpi")
    try:
        across, down = (float(value) for value in told)  # type: ignore[union-attr]
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if 50 <= across <= 2_400 and 50 <= down <= 2_400 else None


def _said(error: BaseException) -> str:
    text = " ".join(str(error).split())[:200]
    return text or type(error).__name__
