"""The refused inputs: a readable note for each, beside a link to or copy of what was refused.

Names are made from the content's SHA-256 (or, unreadable, from that of the URI): never from file names.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from output.archive import Archive
from schemas.problems import Problem

COPY_LIMIT = 64 * 2**20
"""Bytes up to which a refused input is copied when it cannot be hard-linked."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input was refused. ``stage`` is ``inventory``, ``recognise``, ``assemble`` or ``parse``."""

    source_uri: str
    source_sha256: str
    stage: str
    problem: Problem
    when: datetime
    run_id: str
    traceback: str | None = None


def put(archive: Archive, refusal: Refusal) -> str:
    """Write the note and link or copy the input; give the note's name within ``quarantine/``."""
    raise NotImplementedError


def release(archive: Archive, source_uri: str, source_sha256: str) -> None:
    """Remove the note and the copy of an input that has succeeded since; nothing when there is none."""
    raise NotImplementedError
