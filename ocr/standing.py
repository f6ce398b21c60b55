"""A Tesseract that stays: started once, it reads page after page.

To start Tesseract costs 0.1 s of a processor, a tenth of an ordinary page: most of it goes into sorting a
table of signs that are easily taken for each other, which the network never asks for. So it is started
once, and told the names of images on its standard input (its parameter ``stream_filelist``). After those of
a page comes a blank one: that one's row in the table of words says that all before it are told.
"""

from __future__ import annotations

import errno
import os
import selectors
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from ocr.children import Talker
from ocr.reduced import Grey
from ocr.table import tells, words_of
from ocr.tesseract import Engine, run
from schemas.pages import Word
from schemas.problems import Code, TransientError

_MOST_ASKED = 200
"""Images that are named at once: fewer bytes than a pipe holds, so that neither waits for the other."""

_BLANK = np.full((16, 16), 255, np.uint8)
_END_SECONDS = 1.0
"""Within which a Tesseract ends that says nothing more."""


class Standing:
    """One Tesseract, for images of so many dots an inch. To be asked by one thread at a time.

    ``options`` are arguments for it (``["--psm", "6"]``). Files are written in a folder of their own under
    ``scratch`` (default: the system's folder for temporary files) and removed.
    """

    def __init__(
        self, engine: Engine, dpi: int, options: Sequence[str] = (), scratch: Path | None = None
    ) -> None:
        self.has_read = False
        self._scratch = scratch
        self._child: Talker | None = None
        self._questions = self._answers = -1
        self._failure: Exception | None = None
        self._has_begun = threading.Event()
        # The kernel ends a child with the thread that started it: that one waits for the child's end.
        self._thread = threading.Thread(
            target=self._attend, args=(engine, dpi, tuple(options)), name="tesseract", daemon=True
        )
        self._thread.start()

    def read(self, images: Sequence[Grey], seconds: float) -> list[tuple[Word, ...]]:
        """Read upright grey images, uint8 (height, width); give the words of each.

        Boxes are pixels of the word's image; lines are the engine's. What is read on one image does not
        depend on those before (compared word for word).

        Raises TransientError: PAGE_TIMEOUT after ``seconds`` for all; PAGE_READING_FAILED when Tesseract
        fails, is killed, or gives nothing; StoppedError after ``terminate_children``;
        TerminalError(ENVIRONMENT_TESSERACT_MISSING) when it is gone. After any of these it can only be
        closed.
        """
        end = time.monotonic() + seconds
        if self._scratch is not None:
            self._scratch.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            prefix="dropcopy-page-", dir=self._scratch, ignore_cleanup_errors=True
        ) as name:
            blank = _written(Path(name, "blank.bmp"), _BLANK)
            files = [
                _written(Path(name, f"{number}.bmp"), pixels)
                for number, pixels in enumerate(images)
            ]
            try:
                words = list(self._words(files, blank, end))
            except TimeoutError as error:
                raise TransientError(
                    Code.PAGE_TIMEOUT, f"reading took more than {seconds:g} seconds"
                ) from error
        self.has_read = True
        return words

    def close(self) -> None:
        """End it. Harmless when called again."""
        self._has_begun.wait()
        if self._child is not None:
            self._child.kill()
        self._thread.join()
        for stream in {self._questions, self._answers} - {-1}:
            os.close(stream)
        self._questions = self._answers = -1

    def _attend(self, engine: Engine, dpi: int, options: Sequence[str]) -> None:
        try:
            run(engine, dpi, options, self._on_start)
        except Exception as error:  # noqa: BLE001 - raised again where words are waited for
            self._failure = error
        finally:
            self._has_begun.set()

    def _on_start(self, child: Talker) -> None:
        """Keep streams of our own: pytesseract closes the child's when it ends."""
        if child.stdin is not None and child.stdout is not None:
            self._questions = os.dup(child.stdin.fileno())
            self._answers = os.dup(child.stdout.fileno())
        self._child = child
        self._has_begun.set()

    def _words(self, files: Sequence[Path], blank: Path, end: float) -> Iterator[tuple[Word, ...]]:
        """Give the words of each file. Raises TimeoutError at ``end``; else as ``read``."""
        self._has_begun.wait()
        if self._child is None:
            raise self._ending()
        for first in range(0, len(files), _MOST_ASKED):
            asked = files[first : first + _MOST_ASKED]
            self._ask((*asked, blank))
            told = b""
            while not tells(told, len(asked)):
                told += self._answer(end)
            yield from words_of(told, len(asked))

    def _ask(self, files: Sequence[Path]) -> None:
        names = "".join(f"{file}\n" for file in files).encode()
        try:
            while names:
                names = names[os.write(self._questions, names) :]
        except BrokenPipeError as error:
            raise self._ending() from error

    def _answer(self, end: float) -> bytes:
        """Wait for the next of what it tells."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            if not selector.select(max(0.0, end - time.monotonic())):
                raise TimeoutError
        try:
            told = os.read(self._answers, 65_536)
        except OSError as error:
            if error.errno != errno.EIO:  # Linux: nobody is at the other end of the terminal
                raise
            told = b""
        if not told:
            raise self._ending()
        return told

    def _ending(self) -> Exception:
        """Say why it ended."""
        self._thread.join(_END_SECONDS)
        if self._child is not None:
            self._child.kill()
        self._thread.join()
        return self._failure or TransientError(
            Code.PAGE_READING_FAILED, "Tesseract ended well without output"
        )


def _written(file: Path, pixels: Grey) -> Path:
    if not cv2.imwrite(str(file), pixels):
        raise TransientError(Code.PAGE_READING_FAILED, f"cannot write {file}: is the disk full?")
    return file
