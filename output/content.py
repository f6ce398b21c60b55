"""What counts as the content of a record: what the sheet says, and nothing about its keeping.

Two records with the same hash are the same record. Columns at their default are left out, so that
a column which a later version adds does not make every old record look changed.
"""

from __future__ import annotations

import hashlib
import json
import struct

from schemas.records import Record


def content_hash(record: Record) -> str:
    """Give the hexadecimal SHA-256 of a record with its comments, marks, mentions and fields."""
    content = record.model_dump(mode="json", exclude_defaults=True)
    text = json.dumps(
        _as_stored(content), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _as_stored(value: object) -> object:
    """Round floats to what a float32 column keeps, six digits."""
    if isinstance(value, float):
        (kept,) = struct.unpack("f", struct.pack("f", value))
        return f"{kept:.6g}"
    if isinstance(value, dict):
        return {key: _as_stored(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_stored(inner) for inner in value]
    return value
