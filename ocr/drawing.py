"""Draws PDF pages with PDFium, for pages that are not simply one image.

PDFium must not be entered by two threads at once, not even with different documents: every call
here is made under one lock of the process. A page that takes longer than ``_MOST_SECONDS`` is
given up between two of its objects; a single object that never ends is not covered.
"""

from __future__ import annotations

import ctypes
import threading
import time
from pathlib import Path
from typing import cast

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ocr.images import Grey, PageImage, check_size
from ocr.settings import Limits
from schemas.problems import Code, TerminalError

_LOCK = threading.RLock()
_MOST_SECONDS = 60.0
_LEAST_DPI = 100


class Drawing:
    """A PDF open in PDFium.

    Raises TerminalError(SOURCE_DAMAGED, SOURCE_ENCRYPTED) when it cannot be opened.
    """

    def __init__(self, file: Path) -> None:
        self._name = file.name
        try:
            self._file = file.open("rb")  # given open: PDFium takes no name that is not UTF-8
        except OSError as error:
            raise TerminalError(Code.SOURCE_DAMAGED, f"{file.name}: {error.strerror}") from error
        with _LOCK:
            try:
                self._pdf = pypdfium2.PdfDocument(self._file)
                self._pdf.init_forms()
            except pypdfium2.PdfiumError as error:
                self._file.close()
                code = (
                    Code.SOURCE_ENCRYPTED
                    if "password" in str(error).lower()
                    else Code.SOURCE_DAMAGED
                )
                raise TerminalError(code, f"{file.name}: {error}") from error

    @property
    def page_count(self) -> int:
        """Pages as PDFium counts them."""
        with _LOCK:
            return len(self._pdf)

    def close(self) -> None:
        """Free the document."""
        with _LOCK:
            self._pdf.close()
        self._file.close()

    def page_image(self, number: int, dpi: int, limits: Limits) -> PageImage:
        """Draw page ``number``, from 1, in grey at ``dpi``, or coarser when it is too large.

        Raises TerminalError: PAGE_DAMAGED, PAGE_TOO_LARGE, PAGE_TOO_SMALL.
        """
        name = f"{self._name}, page {number}"
        with _LOCK:
            try:
                page = self._pdf[number - 1]
            except pypdfium2.PdfiumError as error:
                raise TerminalError(Code.PAGE_DAMAGED, f"{name}: {error}") from error
            try:
                wide, high = page.get_size()
                area = wide * high / 72**2
                if area * dpi**2 > limits.max_pixels:
                    dpi = max(_LEAST_DPI, int((limits.max_pixels / area) ** 0.5) - 1)
                size = (max(1, round(wide * dpi / 72)), max(1, round(high * dpi / 72)))
                check_size(size, limits, name)
                return PageImage(self._draw(page, size, name), dpi)
            finally:
                page.close()

    def _draw(self, page: pypdfium2.PdfPage, size: tuple[int, int], name: str) -> Grey:
        bitmap = pypdfium2.PdfBitmap.new_native(*size, pdfium.FPDFBitmap_Gray, rev_byteorder=False)
        bitmap.fill_rect(color=(255, 255, 255, 255), left=0, top=0, width=size[0], height=size[1])
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
        until = time.monotonic() + _MOST_SECONDS
        pause = pdfium.IFSDK_PAUSE(version=1)
        pypdfium2.internal.set_callback(
            pause, "NeedToPauseNow", lambda _: int(time.monotonic() > until)
        )
        state = pdfium.FPDF_RenderPageBitmap_Start(
            bitmap, page, 0, 0, *size, 0, flags, ctypes.byref(pause)
        )
        pdfium.FPDF_RenderPage_Close(page)
        if state == pdfium.FPDF_RENDER_TOBECONTINUED:
            raise TerminalError(
                Code.PAGE_DAMAGED, f"{name}: drawing it takes more than {_MOST_SECONDS:.0f} seconds"
            )
        if state != pdfium.FPDF_RENDER_DONE:
            raise TerminalError(Code.PAGE_DAMAGED, f"{name}: PDFium cannot draw it")
        self._draw_forms(bitmap, page, size, flags)
        pixels = cast("Grey", np.array(bitmap.to_numpy()))
        bitmap.close()
        return pixels.reshape(size[1], size[0])

    def _draw_forms(
        self,
        bitmap: pypdfium2.PdfBitmap,
        page: pypdfium2.PdfPage,
        size: tuple[int, int],
        flags: int,
    ) -> None:
        """Draw what is filled into form fields."""
        if self._pdf.formenv is not None:
            pdfium.FPDF_FFLDraw(self._pdf.formenv, bitmap, page, 0, 0, *size, 0, flags)
