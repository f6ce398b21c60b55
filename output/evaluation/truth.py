"""Truth on disk: what a perfect reading of a source would give, one JSON file a source.

The format, which ``docs/own-truth.md`` explains: ``{"source": name, "records": [...]}`` with records as
``schemas.records.Record`` has them. ``status``, ``problems``, ``ocr_confidence`` and ``fields`` of a true
record have no meaning.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from schemas.problems import Code, TerminalError
from schemas.records import Record


class Truth(BaseModel):
    """The truth of one source.

    ``source`` is the name of its file or folder of page files, with as many of the folders above it as
    tell it from others. ``source_sha256``, where it is given, names the bytes instead. ``page_texts``, all
    that is typed on each page, are for measuring OCR and may be left out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str = Field(min_length=1)
    source_sha256: str | None = None
    records: tuple[Record, ...]
    page_texts: tuple[str, ...] = ()


def read_truth(path: Path) -> Truth:
    """Read a truth file. Raises TerminalError USAGE_BAD_TRUTH when it cannot be read or is none."""
    try:
        return Truth.model_validate_json(path.read_bytes())
    except OSError as error:
        raise TerminalError(Code.USAGE_BAD_TRUTH, f"{path} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise TerminalError(
            Code.USAGE_BAD_TRUTH, f"{path} is no truth: {place}: {first['msg']}"
        ) from error


def read_truths(path: Path) -> list[Truth]:
    """Read a truth file, or all of a folder and its subfolders (``*.json``), in the order of their names.

    Raises TerminalError: USAGE_NO_SUCH_PATH, USAGE_NO_TRUTH for a folder without such files, and
    USAGE_BAD_TRUTH.
    """
    if not path.exists():
        raise TerminalError(Code.USAGE_NO_SUCH_PATH, f"{path} does not exist")
    files = sorted(path.rglob("*.json")) if path.is_dir() else [path]
    if not files:
        raise TerminalError(Code.USAGE_NO_TRUTH, f"{path} holds no truth: no file ends in .json")
    return [read_truth(file) for file in files]
