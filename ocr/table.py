"""Tesseract's table of words, as it is written row after row: one of each page, block, line and word."""

from __future__ import annotations

from itertools import dropwhile

from schemas.pages import Box, Word
from schemas.problems import Code, TransientError

_PAGE_LEVEL, _WORD_LEVEL = "1", "5"
_COLUMNS = 12
_PAGE_ROW = f"\n{_PAGE_LEVEL}\t".encode()


def tells(told: bytes, images: int) -> bool:
    """Tell whether the rows of so many images are there, and that of one more, which is blank."""
    return told.endswith(b"\n") and (b"\n" + told).count(_PAGE_ROW) > images


def words_of(told: bytes, images: int) -> list[tuple[Word, ...]]:
    """Give the words of so many images; after them the table has a blank one.

    Rows before the first image's are the table's head, or belong to what was read before.

    Raises TransientError(PAGE_READING_FAILED) when it is no such table.
    """
    read: list[list[Word]] = []
    lines: dict[tuple[str, ...], int] = {}
    try:
        rows = (row.rstrip("\r").split("\t", _COLUMNS - 1) for row in told.decode().split("\n"))
        for cells in dropwhile(lambda cells: cells[0] != _PAGE_LEVEL, rows):
            if cells[0] == _PAGE_LEVEL:
                read.append([])
                lines.clear()
            if cells[0] != _WORD_LEVEL:
                continue
            text = cells[11].strip()
            if not text:
                continue
            left, top, wide, high = (int(cell) for cell in cells[6:10])
            line = lines.setdefault(tuple(cells[2:5]), len(lines))
            confidence = min(max(float(cells[10]) / 100, 0.0), 1.0)
            box = Box(left, top, left + wide, top + high)
            read[-1].append(Word(text, confidence, line, box))
    except (ValueError, IndexError) as error:  # UnicodeDecodeError is a ValueError
        raise TransientError(
            Code.PAGE_READING_FAILED, f"Tesseract's output cannot be understood: {error}"
        ) from error
    if len(read) != images + 1:
        raise TransientError(
            Code.PAGE_READING_FAILED,
            f"Tesseract's output has {len(read) - 1} pages, not {images}",
        )
    return [tuple(words) for words in read[:images]]
