"""The exit codes of the command, for scripts.

They are stable: adding one is compatible, renumbering is not.
"""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from typing import NoReturn

from schemas.problems import Code


class Exit(IntEnum):
    """How a command ended.

    ``FINE``: all that was asked is done, or was done before. ``FAILED``: something broke that is
    neither the input's nor the caller's fault; what was committed is kept. ``BAD_USAGE``: a wrong
    argument, path, setting or archive (also what the argument parser gives). ``SOME_QUARANTINED``:
    done, but inputs were refused; the table and ``quarantine/`` say which and why. ``ENVIRONMENT``:
    something that must be there is not (Tesseract, its model, a Prefect server that was named).
    ``INTERRUPTED``: stopped by Ctrl-C or SIGTERM; what was committed is kept, and the same command
    goes on from there.
    """

    FINE = 0
    FAILED = 1
    BAD_USAGE = 2
    SOME_QUARANTINED = 3
    ENVIRONMENT = 4
    INTERRUPTED = 130


def exit_for(code: Code) -> Exit:
    """Give the exit code of a command that an error with this code has ended."""
    kind = code.value.partition(".")[0]
    if kind == "usage" or code in _CALLERS_MISTAKES:
        return Exit.BAD_USAGE
    if kind == "environment":
        return Exit.ENVIRONMENT
    if kind == "source":
        return Exit.SOME_QUARANTINED
    return Exit.FAILED


def leave_now(code: int) -> NoReturn:
    """End this process with an exit code, its output written: what had to be put away is.

    Python would take everything apart first, and wait for Prefect's threads: a third of a second.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:  # the reader of our output went away
        code = Exit.FAILED
    os._exit(code)


_CALLERS_MISTAKES = frozenset(
    code
    for code in Code
    if code.value.startswith("archive.") and code not in {Code.ARCHIVE_BUSY, Code.ARCHIVE_LEDGER}
)
