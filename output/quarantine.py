"""The refused inputs: a readable note for each, beside a link to or copy of what was refused.

Names are made from the content's SHA-256 (or, when it could not be read, from that of the URI):
never from file names, which a stranger may have chosen.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from output.archive import Archive
from schemas.problems import Problem

FOLDER = "quarantine"

COPY_LIMIT = 64 * 2**20
"""Bytes up to which a refused input is copied when it cannot be hard-linked."""

_NAME_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input was refused. Stages: ``inventory``, ``recognise``, ``assemble``, ``parse``."""

    source_uri: str
    source_sha256: str
    stage: str
    problem: Problem
    when: datetime
    run_id: str
    traceback: str | None = None


def put(archive: Archive, refusal: Refusal) -> str:
    """Write the note and link or copy the input; give the note's name within the archive.

    An input that is no ordinary file (a folder of pages, a URL), is too large to copy, or has
    changed or gone since, is only named: the note's ``kept_as`` is then null.
    """
    name = _name(refusal.source_uri, refusal.source_sha256)
    kept_as = _keep(archive, refusal, f"{FOLDER}/{name}.scan")
    note = {
        "reason": refusal.problem.code.value,
        "stage": refusal.stage,
        "message": refusal.problem.message,
        "hint": refusal.problem.hint,
        "source_uri": refusal.source_uri,
        "source_sha256": refusal.source_sha256 or None,
        "kept_as": kept_as,
        "when": refusal.when.isoformat(),
        "run_id": refusal.run_id,
        "traceback": refusal.traceback,
    }
    text = json.dumps(note, ensure_ascii=False, indent=2) + "\n"
    archive.place.write(f"{FOLDER}/{name}.json", text.encode("utf-8", "backslashreplace"))
    return f"{FOLDER}/{name}.json"


def release(archive: Archive, source_uri: str, source_sha256: str) -> None:
    """Remove the note and the copy of an input that has succeeded since, if there are any.

    Also those that were written under its URI when it could not be read.
    """
    for digest in {source_sha256, ""}:
        name = _name(source_uri, digest)
        archive.place.remove(f"{FOLDER}/{name}.json")
        archive.place.remove(f"{FOLDER}/{name}.scan")


def _name(source_uri: str, source_sha256: str) -> str:
    if source_sha256:
        return source_sha256[:_NAME_DIGITS]
    digest = hashlib.sha256(source_uri.encode("utf-8", "surrogateescape")).hexdigest()
    return f"unread-{digest[:_NAME_DIGITS]}"


def _keep(archive: Archive, refusal: Refusal, name: str) -> str | None:
    """Link or copy the input; ``None`` when it is only named in the note."""
    path = _local_file(refusal.source_uri)
    if path is None or not refusal.source_sha256:
        return None
    place = archive.place
    if place.local is not None:
        staged = place.staged_name()
        try:
            os.link(path.resolve(), place.local / staged)
        except OSError:  # another file system, or one without links: copy
            place.remove(staged)
        else:
            place.move_in(staged, name)
            return name
    try:
        with path.open("rb") as scan:
            if os.fstat(scan.fileno()).st_size > COPY_LIMIT:
                return None
            with place.replacing(name) as sink:
                shutil.copyfileobj(scan, sink)
    except OSError:  # gone or closed to us since: the note tells where it was
        return None
    return name


def _local_file(source_uri: str) -> Path | None:
    """Give the path of an ordinary local file; ``None`` for anything else."""
    if source_uri.startswith("file://"):
        path = Path(unquote(urlsplit(source_uri).path))
    elif "://" in source_uri:
        return None
    else:
        path = Path(source_uri)
    return path if path.is_file() else None
