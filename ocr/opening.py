"""Opens a source and gives its pages as grey images, one at a time.

What a file is, its content says, never its name. Nothing is decoded before the header's dimensions
were checked against the limits.

Not covered, because it cannot be from within the process: a file made to exhaust a decoder's
memory or time in a way that its header does not show. Pages that are drawn and compressed images
in PDFs are bounded in pixels and inflated bytes (see ``ocr.pdf``), but libraries in C still parse
the input. Where strangers may drop files, run the worker under a memory limit of the system
(``systemd-run -p MemoryMax=``, a container): the work of a killed run continues in the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from PIL import Image

from ocr.images import MEDIA_TYPES, PageImage, opened, page_frames, page_of
from ocr.inventory import Source, regular_size
from ocr.settings import Limits
from schemas.problems import Code, TerminalError

_MAGIC: tuple[tuple[bytes, bytes], ...] = (
    (b"II*\0", b""),
    (b"MM\0*", b""),
    (b"II+\0", b""),
    (b"MM\0+", b""),
    (b"\x89PNG\r\n\x1a\n", b""),
    (b"\xff\xd8\xff", b""),
    (b"\0\0\0\x0cjP  \r\n\x87\n", b""),
    (b"\xff\x4f\xff\x51", b""),
    (b"GIF87a", b""),
    (b"GIF89a", b""),
    (b"BM", b""),
    (b"RIFF", b"WEBP"),
)
"""First bytes of the image formats we open, and what stands at byte 8 where that is needed too."""
_PDF = b"%PDF-"
_PDF_WITHIN = 1024  # readers accept junk before the header up to here


class OpenSource(Protocol):
    """An open scan. Not to be shared between threads."""

    @property
    def media_type(self) -> str:
        """What the content is: application/pdf, image/tiff, ..."""
        ...

    @property
    def page_count(self) -> int:
        """Pages, at least 1."""
        ...

    def page_image(self, number: int) -> PageImage:
        """Decode page ``number``, from 1.

        Raises TerminalError when it cannot be used (PAGE_DAMAGED, PAGE_TOO_LARGE, PAGE_TOO_SMALL;
        for the page files of a folder also SOURCE_* of that file); the other pages stay usable.
        Raises IndexError when there is no such page.
        """
        ...


def open_source(source: Source, limits: Limits) -> AbstractContextManager[OpenSource]:
    """Open a scan for the time of a ``with``.

    Raises TerminalError on entering: SOURCE_EMPTY, SOURCE_UNREADABLE, SOURCE_UNSUPPORTED,
    SOURCE_ENCRYPTED, SOURCE_DAMAGED, SOURCE_NO_PAGES, SOURCE_TOO_LARGE, SOURCE_TOO_MANY_PAGES;
    PAGE_TOO_LARGE for an image file that cannot even be opened for its size.
    """
    if len(source.files) > 1:
        return _open_page_files(source, limits)
    return _open_file(source.files[0], limits)


@contextmanager
def _open_file(file: Path, limits: Limits) -> Iterator[OpenSource]:
    if _kind(file, limits) == "pdf":
        from ocr.pdf import open_pdf  # noqa: PLC0415 - loading pikepdf costs more than opening an image

        with open_pdf(file, limits) as pdf:
            yield pdf
    else:
        with opened(file, file.name) as image:
            frames = page_frames(image, limits.max_pages + 1)
            if not frames:
                raise TerminalError(Code.SOURCE_NO_PAGES, f"{file.name} holds no image")
            if len(frames) > limits.max_pages:
                raise TerminalError(
                    Code.SOURCE_TOO_MANY_PAGES, f"{file.name} has more pages than limits.max_pages"
                )
            yield _ImageFile(image, frames, file.name, limits)


@contextmanager
def _open_page_files(source: Source, limits: Limits) -> Iterator[OpenSource]:
    if len(source.files) > limits.max_pages:
        raise TerminalError(
            Code.SOURCE_TOO_MANY_PAGES, f"{source.uri} has more pages than limits.max_pages"
        )
    yield _PageFiles(source, limits)


def _kind(file: Path, limits: Limits) -> str:
    """Tell PDF from image by the first bytes. Raises TerminalError: SOURCE_*."""
    size = regular_size(file)
    if size == 0:
        raise TerminalError(Code.SOURCE_EMPTY, f"{file.name} has no bytes")
    if size > limits.max_bytes:
        raise TerminalError(
            Code.SOURCE_TOO_LARGE, f"{file.name} has more bytes than limits.max_bytes"
        )
    try:
        with file.open("rb") as stream:
            head = stream.read(_PDF_WITHIN)
    except OSError as error:
        raise TerminalError(Code.SOURCE_UNREADABLE, f"{file.name}: {error.strerror}") from error
    if any(head.startswith(start) and head[8:].startswith(later) for start, later in _MAGIC):
        return "image"
    if _PDF in head:
        return "pdf"
    raise TerminalError(
        Code.SOURCE_UNSUPPORTED, f"{file.name} is neither a PDF nor an image that is opened"
    )


class _ImageFile:
    """One image file with one or several frames."""

    def __init__(
        self, image: Image.Image, frames: tuple[int, ...], name: str, limits: Limits
    ) -> None:
        self._image, self._frames, self._name, self._limits = image, frames, name, limits
        self.media_type = MEDIA_TYPES[image.format or ""]
        self.page_count = len(frames)

    def page_image(self, number: int) -> PageImage:
        if not 1 <= number <= self.page_count:
            raise IndexError(f"{self._name} has no page {number}")
        name = f"{self._name}, page {number}" if self.page_count > 1 else self._name
        return page_of(self._image, self._frames[number - 1], self._limits, name)


class _PageFiles:
    """The page files of one document. Each is opened only while its page is decoded."""

    def __init__(self, source: Source, limits: Limits) -> None:
        self._files, self._limits = source.files, limits
        self.page_count = len(source.files)
        self.media_type = self._first_media_type()

    def _first_media_type(self) -> str:
        """Media type of the first page file that opens. Raises TerminalError when none does."""
        trouble: TerminalError | None = None
        for file in self._files:
            try:
                with _open_file(file, self._limits) as page:
                    return page.media_type
            except TerminalError as error:
                trouble = trouble or error
        raise trouble or TerminalError(Code.SOURCE_NO_PAGES, "no page files")

    def page_image(self, number: int) -> PageImage:
        if not 1 <= number <= self.page_count:
            raise IndexError(f"there is no page {number}")
        with ExitStack() as stack:
            try:
                page = stack.enter_context(_open_file(self._files[number - 1], self._limits))
            except TerminalError as error:
                code = error.code if error.code is Code.PAGE_TOO_LARGE else Code.PAGE_DAMAGED
                raise TerminalError(code, error.message) from error
            return page.page_image(1)
