"""PDF pages as images.

The embedded image as it is when the page is one image, else the page drawn.

Assumes scans. The image is taken as it was scanned, with the page's rotation and the placement's
turns and mirrorings; so its pixels are the scanner's, and no dpi is invented. A PDF's own text is
never read.

Not covered: object streams and cross-reference streams that inflate without bound while qpdf
parses them, and image codecs that run long on few bytes (see ``ocr.opening`` for what to do where
strangers may drop files).
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import pikepdf

from ocr.drawing import Drawing
from ocr.images import Grey, PageImage, check_size, grey, opened, square
from ocr.pdf_page import NotOneImageError, PlacedImage, images_of, inflates_within, visible_box
from ocr.settings import Limits
from schemas.problems import Code, TerminalError

_DRAWN_DPI = 300
_FINEST_DRAWN_DPI = 400
_OUTSIDE = 0.02  # share of an image's side that may lie outside the page
_PLAIN_SPACES = frozenset({"/DeviceGray", "/DeviceRGB", "/CalGray", "/CalRGB"})
_MEDIA_TYPE = "application/pdf"
_HOSTILE = (
    pikepdf.PdfError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RuntimeError,
    ArithmeticError,
    NotImplementedError,
    MemoryError,
)

# qpdf's remarks on repaired files are not ours to print; what matters comes back as a code.
logging.getLogger("pikepdf").addHandler(logging.NullHandler())


@contextmanager
def open_pdf(file: Path, limits: Limits) -> Iterator[PdfFile]:
    """Open a PDF.

    Raises TerminalError: SOURCE_ENCRYPTED, SOURCE_DAMAGED, SOURCE_NO_PAGES, SOURCE_TOO_MANY_PAGES.
    """
    with ExitStack() as stack:
        pdf, count = _opened(stack, file, limits)
        opened_pdf = PdfFile(pdf, count, file, limits)
        stack.callback(opened_pdf.close)
        yield opened_pdf


def _opened(stack: ExitStack, file: Path, limits: Limits) -> tuple[pikepdf.Pdf, int]:
    """Open a PDF and count its pages. Raises TerminalError as ``open_pdf`` does.

    pikepdf and PDFium get the open file, not its name, which may be no UTF-8; and no memory map,
    since a file that is cut short while it is mapped ends the process.
    """
    try:
        stream = stack.enter_context(file.open("rb"))
        pdf = stack.enter_context(
            pikepdf.open(stream, suppress_warnings=True, access_mode=pikepdf.AccessMode.stream)
        )
    except pikepdf.PasswordError as error:
        raise TerminalError(Code.SOURCE_ENCRYPTED, f"{file.name} needs a password") from error
    except _HOSTILE as error:
        raise TerminalError(Code.SOURCE_DAMAGED, f"{file.name}: {_said(error)}") from error
    try:
        count = len(pdf.pages)
    except _HOSTILE as error:
        raise TerminalError(Code.SOURCE_DAMAGED, f"{file.name}: {_said(error)}") from error
    if count == 0:
        raise TerminalError(Code.SOURCE_NO_PAGES, f"{file.name} holds no page")
    if count > limits.max_pages:
        raise TerminalError(
            Code.SOURCE_TOO_MANY_PAGES,
            f"{file.name} has {count} pages, more than limits.max_pages",
        )
    return pdf, count


class PdfFile:
    """An open PDF; see ``ocr.opening.OpenSource``."""

    media_type = _MEDIA_TYPE

    def __init__(self, pdf: pikepdf.Pdf, page_count: int, file: Path, limits: Limits) -> None:
        self._pdf, self._file, self._limits = pdf, file, limits
        self.page_count = page_count
        self._drawing: Drawing | None = None

    def close(self) -> None:
        """Free what was opened for drawing."""
        if self._drawing is not None:
            self._drawing.close()
            self._drawing = None

    def page_image(self, number: int) -> PageImage:
        """Give page ``number``; see ``ocr.opening.OpenSource``."""
        if not 1 <= number <= self.page_count:
            raise IndexError(f"{self._file.name} has no page {number}")
        name = f"{self._file.name}, page {number}"
        finest = 0.0
        try:
            page = self._pdf.pages[number - 1]
            placed = images_of(page)
            unit = float(page.obj.get("/UserUnit", 1))
            finest = max((max(image.dpi(unit)) for image in placed), default=0.0)
            if len(placed) == 1:
                return self._taken_out(page, placed[0], unit, name)
        except NotOneImageError:
            pass
        except TerminalError:
            raise
        except _HOSTILE as error:
            raise TerminalError(Code.PAGE_DAMAGED, f"{name}: {_said(error)}") from error
        dpi = min(max(round(finest), _DRAWN_DPI), _FINEST_DRAWN_DPI)
        return self._draw(number, dpi)

    def _draw(self, number: int, dpi: int) -> PageImage:
        if self._drawing is None:
            self._drawing = Drawing(self._file)
        return self._drawing.page_image(number, dpi, self._limits)

    def _taken_out(
        self, page: pikepdf.Page, placed: PlacedImage, unit: float, name: str
    ) -> PageImage:
        """Give the embedded image as the page shows it.

        Raises NotOneImageError, TerminalError(PAGE_*).
        """
        rotate = int(page.obj.get("/Rotate", None) or _inherited_rotate(page)) % 360
        turns, mirrored = placed.orientation(rotate)
        if _is_cropped(placed, visible_box(page)):
            raise NotOneImageError("an image of which a part is cut off")
        size = int(placed.image.Width), int(placed.image.Height)
        check_size(size, self._limits, name)
        pixels = _decoded(placed.image, size)
        across, down = placed.dpi(unit)
        if mirrored:
            pixels = pixels[:, ::-1]
        if turns:
            pixels = np.rot90(pixels, -turns)
        if turns % 2:
            across, down = down, across
        return square(np.ascontiguousarray(pixels), (across, down), self._limits, name)


def _inherited_rotate(page: pikepdf.Page) -> int:
    node = page.obj.get("/Parent")
    for _ in range(64):
        if node is None:
            return 0
        if "/Rotate" in node:
            return int(node["/Rotate"])
        node = node.get("/Parent")
    return 0


def _is_cropped(placed: PlacedImage, box: tuple[float, float, float, float]) -> bool:
    """Tell whether a part of the image that matters lies outside the visible page."""
    a, b, c, d, e, f = placed.matrix.shorthand
    xs = (e, e + a, e + c, e + a + c)
    ys = (f, f + b, f + d, f + b + d)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    return (
        min(xs) < box[0] - _OUTSIDE * wide
        or max(xs) > box[2] + _OUTSIDE * wide
        or min(ys) < box[1] - _OUTSIDE * high
        or max(ys) > box[3] + _OUTSIDE * high
    )


def _decoded(image: pikepdf.Stream, size: tuple[int, int]) -> Grey:
    """Decode an image whose samples mean what they say.

    Raises NotOneImageError when they need PDF's colour rules.

    JPEG and JPEG 2000 are decoded from their own bytes, CCITT and Flate through pikepdf.
    """
    if any(key in image for key in ("/SMask", "/Mask", "/SMaskInData")) or image.get("/ImageMask"):
        raise NotOneImageError("an image with a mask")
    names = image.get("/Filter")
    filters = (
        []
        if names is None
        else [str(n) for n in names]
        if isinstance(names, pikepdf.Array)
        else [str(names)]
    )
    if len(filters) != 1:
        raise NotOneImageError("an image in several coatings")
    if not _is_plain(image):
        raise NotOneImageError("an image in special colours")
    if filters[0] in {"/DCTDecode", "/JPXDecode"}:
        return _decoded_by_pillow(image, size)
    if filters[0] == "/FlateDecode" and not inflates_within(
        image, 5 * size[0] * size[1] + 5 * size[1] + 1024
    ):
        raise NotOneImageError("an image with more bytes than pixels")
    if filters[0] not in {"/FlateDecode", "/CCITTFaxDecode"}:
        raise NotOneImageError(f"an image coded by {filters[0]}")
    try:
        with pikepdf.PdfImage(image).as_pil_image() as decoded:
            return grey(decoded)
    except (*_HOSTILE, pikepdf.models.image.UnsupportedImageTypeError) as error:
        raise NotOneImageError(_said(error)) from error


def _decoded_by_pillow(image: pikepdf.Stream, size: tuple[int, int]) -> Grey:
    """Decode a JPEG or JPEG 2000 by its own header, which must agree with the PDF's dimensions."""
    try:
        with opened(io.BytesIO(image.read_raw_bytes()), "embedded image") as decoded:
            if decoded.size != size or decoded.mode not in {"L", "RGB", "1", "I;16"}:
                raise NotOneImageError("an image that is not what the PDF says")
            if decoded.format == "JPEG":
                decoded.draft("L", decoded.size)
            return grey(decoded)
    except (TerminalError, *_HOSTILE) as error:
        raise NotOneImageError(_said(error)) from error


def _is_plain(image: pikepdf.Stream) -> bool:
    """Tell whether samples are grey or RGB as stored.

    No palette, ink separation, Lab or inverted range.
    """
    decode = image.get("/Decode")
    if decode is not None and [float(value) for value in decode] != [0.0, 1.0] * (len(decode) // 2):
        return False
    space = image.get("/ColorSpace")
    if space is None:
        return True  # JPEG 2000 brings its own; of a CCITT image 0 is black
    if isinstance(space, pikepdf.Array):
        kind = str(space[0])
        return kind in _PLAIN_SPACES or (
            kind == "/ICCBased" and int(space[1].get("/N", 0)) in {1, 3}
        )
    return str(space) in _PLAIN_SPACES


def _said(error: BaseException) -> str:
    text = " ".join(str(error).split())[:200]
    return text or type(error).__name__
