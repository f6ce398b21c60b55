"""The documentation: its generated pages are current, and what it points to is there."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from schemas.problems import Code
from schemas.tables import TABLES, Table
from tools.make_docs import DOCS, json_schema, pages

ROOT = DOCS.parent
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("**/*.md")])


@pytest.mark.parametrize("path", sorted(pages()), ids=str)
def test_generated_pages_are_current(path: Path) -> None:
    assert (DOCS / path).read_text(encoding="utf-8") == pages()[path], "run: make docs"


def test_every_column_and_code_is_described() -> None:
    for table in TABLES.values():
        for field in table.schema:
            assert (field.metadata or {}).get(b"description"), f"{table.name}.{field.name}"
    problems = pages()[Path("problems.md")]
    assert all(f"`{code}`" in problems for code in Code)


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_json_schema_has_the_columns_of_the_table(table: Table) -> None:
    properties = json_schema(table)["properties"]
    assert isinstance(properties, dict)
    assert set(properties) == set(table.schema.names)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    local = [target for target in targets if not re.match(r"[a-z]+:", target)]
    missing = [target for target in local if not (page.parent / target).exists()]
    assert not missing


def test_the_python_of_the_analysts_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest = tmp_path / "demo-archive" / "latest"
    latest.mkdir(parents=True)
    for table in TABLES.values():
        pq.write_table(table.schema.empty_table(), latest / f"{table.name}.parquet")
    monkeypatch.chdir(tmp_path)
    page = (DOCS / "analysts.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert blocks
    for block in blocks:
        exec(compile(block, "analysts.md", "exec"), {})  # noqa: S102 - our own page


def test_every_make_target_named_in_the_documentation_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"`make ([a-z][a-z-]*)", page.read_text(encoding="utf-8")))
        assert named <= targets, f"{page.name}: {named - targets}"
