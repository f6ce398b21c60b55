"""A temporary folder that does not outlive its process for long, however that ends.

It is held by a lock of the kernel's, which goes with the process: a folder that nobody holds was
left by a process that was killed, and the next one sweeps it.
"""

from __future__ import annotations

import fcntl
import logging
import shutil
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

logger = logging.getLogger(__name__)

_PREFIX = "dropcopy-run-"
_LOCK = "in-use.lock"


class Scratch:
    """A folder of this process: ``path``. Making one sweeps those of killed processes."""

    def __init__(self) -> None:
        sweep()
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = (self.path / _LOCK).open("w")  # not inherited by children
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def close(self) -> None:
        """Remove the folder and all in it. Harmless when called again."""
        shutil.rmtree(self.path, ignore_errors=True)
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def sweep() -> None:
    """Remove the folders of processes that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            with (folder / _LOCK).open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
        except OSError as error:  # in use, another user's, or just made
            logger.debug("left %s alone: %s", folder, error)
