"""Writes the generated pages of docs: tables, problems, settings, and schema/<table>.json.

They are made from ``schemas`` and ``flows.settings``, where a column, a code and a setting are
described once. With ``--check`` nothing is written, and the exit code is 1 when a page is not what
would be written.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyarrow as pa

from flows.settings import as_markdown as settings_page
from schemas.problems import CODES, INFORMING, Code
from schemas.records import SCHEMA_VERSION
from schemas.tables import TABLES, Table

DOCS = Path(__file__).resolve().parent.parent / "docs"
_MADE = "<!-- Made by `make docs` from schemas/. Do not edit. -->\n\n"
_NOT_EVERYWHERE = {("pages", "words"), ("pages", "unread")}  # latest/pages.parquet leaves it out
_PARTS = {
    "source": "A source: a file that was given, or the page files of one document",
    "page": "A page of a source",
    "record": "A record: these stand in `documents.problems` and send it to review unless they inform",
    "environment": "The machine",
    "usage": "The command as it was typed",
    "archive": "The archive",
}


def pages() -> dict[Path, str]:
    """Give the generated files: path under ``docs`` and content."""
    made = {Path("tables.md"): _tables_page(), Path("problems.md"): _problems_page()}
    made[Path("settings.md")] = settings_page()
    for table in TABLES.values():
        text = json.dumps(json_schema(table), indent=2, ensure_ascii=False) + "\n"
        made[Path("schema") / f"{table.name}.json"] = text
    return made


def json_schema(table: Table) -> dict[str, object]:
    """Give the JSON Schema of a table's row, the document it hangs on included."""
    schema = table.row.model_json_schema(mode="serialization")
    properties: dict[str, object] = schema.pop("properties")
    del schema["additionalProperties"]  # the contract allows more columns
    if table.of_document:
        about = "The document that the row belongs to"
        properties = {
            "document_id": {"type": "string", "description": about, "title": "Document Id"}
        } | properties
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": table.name,
        "description": f"{table.about[0].upper()}{table.about[1:]}. Schema version "
        f"{SCHEMA_VERSION}.",
        "properties": properties,
        "required": [name for name in properties if (table.name, name) not in _NOT_EVERYWHERE],
    }


def _tables_page() -> str:
    lines = [
        "# The tables\n",
        f"Schema version {SCHEMA_VERSION}. Every column's description also stands in the Arrow "
        "field metadata of the Parquet files, and in the JSON Schema of its table under "
        "[schema/](schema/). Null stands for what was not read. More columns may be added; "
        "the meaning of these changes only with the schema version.\n",
    ]
    lines += [f"- [{table.name}](#{table.name}): {table.about}" for table in TABLES.values()]
    for table in TABLES.values():
        key = ", ".join(f"`{name}`" for name in table.key)
        lines += [
            f"\n## {table.name}\n",
            f"{table.about[0].upper()}{table.about[1:]}. Key: {key}. "
            f"[JSON Schema](schema/{table.name}.json)\n",
            "| column | type | null | meaning |",
            "|---|---|---|---|",
        ]
        lines += [_column(field) for field in table.schema]
    return _MADE + "\n".join(lines) + "\n"


def _column(field: pa.Field) -> str:
    about = (field.metadata or {}).get(b"description", b"").decode()
    null = "yes" if field.nullable else ""
    return f"| `{field.name}` | {_type_name(field.type)} | {null} | {_cell(about)} |"


def _type_name(column: pa.DataType) -> str:
    if pa.types.is_list(column):
        return f"list&lt;{_type_name(column.value_type)}&gt;"
    if pa.types.is_struct(column):
        inner = ", ".join(f"{part.name}: {_type_name(part.type)}" for part in column)
        return f"struct&lt;{inner}&gt;"
    names = {"float": "float32", "double": "float64", "date32[day]": "date32"}
    return names.get(str(column), str(column))


def _problems_page() -> str:
    lines = [
        "# What can be wrong\n",
        "The closed list of codes. They stand in `documents.problems`, `pages.reason`, "
        "`sources.reason`, in the notes under `quarantine/`, and at the end of error messages. "
        "A code keeps its name and meaning; new ones may be added.",
    ]
    for part, about in _PARTS.items():
        lines += [f"\n## {about}\n", "| code | what it means | what to do |", "|---|---|---|"]
        lines += [
            f"| `{code}` | {_cell(why.meaning)}{_informs(code)} | {_cell(why.hint)} |"
            for code, why in CODES.items()
            if code.startswith(f"{part}.")
        ]
    return _MADE + "\n".join(lines) + "\n"


def _informs(code: Code) -> str:
    return " Informs only: sends nothing to review." if code in INFORMING else ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main(arguments: list[str]) -> int:
    """Write the pages, or check them with ``--check``; give the exit code."""
    stale = [
        path
        for path, text in pages().items()
        if not (DOCS / path).is_file() or (DOCS / path).read_text(encoding="utf-8") != text
    ]
    if "--check" in arguments:
        for path in stale:
            sys.stderr.write(f"docs/{path} is not current: run make docs\n")
        return int(bool(stale))
    for path in stale:
        (DOCS / path).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / path).write_text(pages()[path], encoding="utf-8")
        sys.stdout.write(f"docs/{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
