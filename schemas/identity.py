"""Names of documents, made from what they are: the scan's bytes and the place of the sheet in them.

Nothing of the reading enters, so a better reading or parser gives the same sheet the same name.
"""

from __future__ import annotations

SOURCE_DIGITS = 16
"""Hexadecimal digits of the source's SHA-256 in a name: 64 bits tell billions of scans apart."""


def document_id(source_sha256: str, first_page: int, part: int | None = None) -> str:
    """Name the sheet that begins on ``first_page`` (from 1): ``3f9a1c0d2b7e4a55-1``, with part ``...-1.2``.

    Raises ValueError when ``source_sha256`` is no SHA-256 in hexadecimal or a number is below 1.
    """
    digest = source_sha256.lower()
    if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
        raise ValueError(f"no SHA-256 in hexadecimal: {source_sha256!r}")
    if first_page < 1 or (part is not None and part < 1):
        raise ValueError(f"pages and parts count from 1: {first_page}, {part}")
    name = f"{digest[:SOURCE_DIGITS]}-{first_page}"
    return name if part is None else f"{name}.{part}"
