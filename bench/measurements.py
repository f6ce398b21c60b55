"""The page of measurements, docs/measurements.md: each program writes its own section anew.

A section stands between ``<!-- name -->`` and ``<!-- /name -->``, and says when, with what
versions, on what machine and by which command it was measured.
"""

from __future__ import annotations

import os
import platform
import re
import shlex
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from rich.table import Table

from ocr.tesseract import probe

PAGE = Path(__file__).resolve().parent.parent / "docs" / "measurements.md"


def write_section(name: str, command: Sequence[str], text: str, page: Path = PAGE) -> None:
    """Replace the section ``name``. Raises ValueError when the page has no such section."""
    old = page.read_text(encoding="utf-8")
    section = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not section.search(old):
        raise ValueError(f"{page} has no section {name}")
    content = f"{_circumstances(command)}\n\n{text.strip()}\n"
    new = section.sub(lambda found: found[1] + content + found[2], old)
    page.write_text(new, encoding="utf-8")


def as_markdown(table: Table) -> str:
    """Give a Rich table as Markdown, its title and caption above and below."""
    headings = [str(column.header) for column in table.columns]
    columns = [[str(cell) for cell in column.cells] for column in table.columns]
    lines = [f"**{table.title}**\n", _row(headings)]
    lines.append(_row(["--:" if column.justify == "right" else "---" for column in table.columns]))
    lines += [_row(cells) for cells in zip(*columns, strict=True)]
    if table.caption:
        lines.append(f"\n{table.caption}")
    return "\n".join(lines)


def commit() -> str:
    """Give the commit that is checked out. Raises CalledProcessError outside a repository."""
    command = ["git", "-C", str(PAGE.parent), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _circumstances(command: Sequence[str]) -> str:
    today = datetime.now(UTC).date().isoformat()
    return (
        f"{today}: `{shlex.join(command)}`. dropcopy {version('dropcopy')}, {probe()}, "
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores."
    )
