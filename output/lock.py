"""One writer per archive at a time.

The lock is the kernel's (``flock``), so it goes with the process however that ends, also after
kill -9. An archive in an object store is locked by a file of this machine: that keeps two runs
here apart, while runs on different machines are kept apart only by Delta's own check of commits.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from pathlib import Path

from output.place import Place
from schemas.problems import Code, TransientError

LOCK_NAME = ".lock"


class WriterLock:
    """Holds the lock from ``take`` to ``release``, or to the end of the process."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def take(self) -> None:
        """Take the lock, if not held. Raises TransientError ARCHIVE_BUSY when another holds it."""
        if self._descriptor is not None:
            return
        # Not inherited by children: a Tesseract that outlives us must not keep the archive locked.
        descriptor = os.open(_lock_file(self._place), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise TransientError(
                Code.ARCHIVE_BUSY,
                f"{self._place} is being written by process {holder or 'unknown'}",
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the lock back, if held. The file stays: removing it would race."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _lock_file(place: Place) -> Path:
    if place.local is not None:
        return place.local / LOCK_NAME
    folder = Path(tempfile.gettempdir()) / f"dropcopy-locks-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{hashlib.sha256(place.url.encode()).hexdigest()}.lock"
