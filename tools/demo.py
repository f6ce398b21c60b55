"""The demonstration: reads scans into an archive, and shows how to look at what came out.

    python -m tools.demo samples/scans demo-archive

Every command is shown before it is run, so that it can be typed again.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

_COLUMNS = {
    "document_type": "kind",
    "reference_number": "reference",
    "from_station": "from",
    "to_station": "to",
    "message_numbers": "no.",
    "message_date": "date",
    "status": "status",
}


def main(scans: str, archive: str) -> int:
    """Read ``scans`` into ``archive`` and show some of it; give the exit code of the reading."""
    console = Console()
    ended = _run(console, "ingest", scans, archive)
    documents = Path(archive) / "latest" / "documents.parquet"
    if not documents.is_file():
        return ended or 1
    console.print(f"\n[bold cyan]{documents}[/] (plain Parquet: pandas, DuckDB, R, ... read it)")
    _show_documents(console, documents)
    chosen = _fullest(Path(archive))
    picture = f"{archive}/{chosen}.png"
    _run(console, "show", archive, chosen, "--image", picture)
    console.print(
        f"\nThe archive is in [bold]{archive}/[/]: plain Parquet in [bold]latest/[/], the picture "
        f"of it in [bold]report.html[/].\nThe page with its fields drawn: [bold]{picture}[/]\n"
        "Where next: README.md, docs/analysts.md. Your own scans: "
        "[bold].venv/bin/dropcopy ingest FOLDER ARCHIVE[/]"
    )
    return ended


def _run(console: Console, *arguments: str) -> int:
    program = Path(sys.executable).with_name("dropcopy")
    command = shlex.join([f".venv/bin/{program.name}", *arguments])
    console.print(
        f"\n$ {command}", style="bold cyan", highlight=False, markup=False, soft_wrap=True
    )
    return subprocess.run([str(program), *arguments], check=False).returncode


def _show_documents(console: Console, documents: Path) -> None:
    rows = pq.read_table(documents, columns=list(_COLUMNS)).to_pylist()
    of_all = len(pq.read_schema(documents))
    table = Table(
        box=SIMPLE_HEAD,
        pad_edge=False,
        caption=f"{len(rows)} rows; {len(_COLUMNS)} of {of_all} columns",
        caption_justify="left",
    )
    for heading in _COLUMNS.values():
        table.add_column(heading, overflow="fold", no_wrap=heading in {"reference", "date"})
    for row in rows:
        table.add_row(*(_shown(row[name]) for name in _COLUMNS))
    console.print(table)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return escape(str(value))


def _fullest(archive: Path) -> str:
    """Give the document with most fields filled; of several the first."""
    fields = pq.read_table(archive / "latest" / "fields.parquet", columns=["document_id"])
    counted = pc.value_counts(fields["document_id"]).to_pylist()
    best = max(counted, key=lambda one: one["counts"])
    return str(best["values"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
