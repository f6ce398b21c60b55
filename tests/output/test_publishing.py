from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from output import publishing
from output.archive import Archive
from output.rows import children_to_arrow
from schemas.tables import TABLES
from tests.output.makers import begin, digest, ended, keep, later, page, record


def _latest(archive: Archive, name: str) -> Path:
    return Path(archive.place.url) / "latest" / f"{name}.parquet"


def _some(archive: Archive, names: str) -> str:
    run_id = begin(archive)
    for name in names:
        keep(archive, run_id, name, record(f"S/X/T{ord(name)}"), record(first=3, last=3), pages=4)
    archive.end_run(ended(run_id))
    return run_id


def test_an_empty_archive_has_all_its_tables(archive: Archive) -> None:
    assert set(publishing.publish(archive)) == set(TABLES)
    assert {path.stem for path in _latest(archive, "x").parent.iterdir()} == set(TABLES)
    for name in TABLES:
        frame = pd.read_parquet(_latest(archive, name))
        assert len(frame) == 0
        assert list(frame.columns) == list(publishing.columns_of(name))


def test_files_bear_the_contract_in_their_metadata(archive: Archive) -> None:
    _some(archive, "ab")
    publishing.publish(archive)
    for name, table in TABLES.items():
        schema = pq.read_schema(_latest(archive, name))
        assert schema.metadata[b"dropcopy.schema_version"] == b"1"
        for field in schema:
            expected = table.schema.field(field.name)
            assert field.equals(expected, check_metadata=False)
            assert field.metadata[b"description"] == expected.metadata[b"description"]
        column = pq.read_metadata(_latest(archive, name)).row_group(0).column(0)
        assert column.compression == "ZSTD"


def test_an_analyst_reads_it_with_pandas(archive: Archive) -> None:
    _some(archive, "ba")
    publishing.publish(archive)
    documents = pd.read_parquet(_latest(archive, "documents"))
    assert list(documents["source_uri"]) == ["/scans/a.pdf"] * 2 + ["/scans/b.pdf"] * 2
    assert list(documents["first_page"]) == [1, 3, 1, 3]
    first = documents.iloc[0]
    assert list(first["message_numbers"]) == [318, 319]
    assert str(first["message_date"]) == "1944-11-04"
    assert first["problems"][0]["code"] == "record.field_unsure"
    marks = pd.read_parquet(_latest(archive, "marks")).merge(documents, on="document_id")
    body = marks[marks["field"] == "body"]
    cut = [
        text[start:end]
        for text, start, end in zip(body["body"], body["start"], body["end"], strict=True)
    ]
    assert set(cut) == {"[i]", "[3 groups unrecovered]"}
    assert "words" not in pd.read_parquet(_latest(archive, "pages")).columns


def test_an_analyst_reads_it_with_duckdb(archive: Archive) -> None:
    run_id = _some(archive, "ab")
    publishing.publish(archive)
    query = (
        "SELECT d.from_station, count(*), sum(m.groups), any_value(d.run_id)"
        " FROM read_parquet(?) d JOIN read_parquet(?) m USING (document_id)"
        " WHERE list_contains(d.message_numbers, 318) AND m.kind = 'gap' GROUP BY 1"
    )
    files = [str(_latest(archive, name)) for name in ("documents", "marks")]
    rows = duckdb.execute(query, files).fetchall()
    assert rows == [("OSLO", 4, 12, run_id)]


def test_unchanged_tables_are_left_as_they_are(archive: Archive) -> None:
    _some(archive, "ab")
    publishing.publish(archive)
    assert publishing.publish(archive) == ()
    run_id = begin(archive, later(60))
    archive.end_run(ended(run_id, later(60)))
    assert publishing.publish(archive) == ("runs",)
    keep(archive, run_id, "c", record())
    assert set(publishing.publish(archive)) == set(TABLES) - {"runs", "corrections"}


def test_the_same_content_gives_the_same_tables(tmp_path: Path) -> None:
    frames = []
    for name, order in (("one", "abcde"), ("two", "edcba")):
        with Archive.create(tmp_path / name) as archive:
            _some(archive, order)
            publishing.publish(archive)
            frames.append(
                {
                    table: pd.read_parquet(_latest(archive, table)).drop(
                        columns=["run_id"], errors="ignore"
                    )
                    for table in TABLES
                }
            )
    for table in TABLES:
        pd.testing.assert_frame_equal(frames[0][table], frames[1][table])


def test_a_large_table_is_sorted_in_spans(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _some(archive, "fabdce")
    publishing.publish(archive)
    whole = {name: pq.read_table(_latest(archive, name)) for name in TABLES}
    monkeypatch.setattr(publishing, "ROWS_AT_ONCE", 3)
    for path in _latest(archive, "x").parent.iterdir():
        path.unlink()
    publishing.publish(archive)
    assert pq.read_metadata(_latest(archive, "documents")).num_row_groups > 1
    for name in TABLES:
        assert pq.read_table(_latest(archive, name)).equals(whole[name])


def test_what_a_killed_run_left_behind_is_not_published(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record())
    archive.commit_pages(digest("b"), [page(1)], run_id)
    archive.tables.append(
        "comments", children_to_arrow("comments", [("never-1", c) for c in record().comments])
    )
    archive.tables.update("pages", {"document_id": "'never-1'"}, f"source_sha256 = '{digest('b')}'")
    publishing.publish(archive)
    assert len(pd.read_parquet(_latest(archive, "comments"))) == 1
    pages = pd.read_parquet(_latest(archive, "pages"))
    assert len(pages) == 3
    assert pages["document_id"].isna().sum() == 1


def test_a_failure_leaves_the_old_state_and_nothing_else(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    _some(archive, "a")
    publishing.publish(archive)
    before = {path.name: path.read_bytes() for path in _latest(archive, "x").parent.iterdir()}
    keep(archive, begin(archive, later(60)), "b", record())

    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(publishing, "_only_of_documents", fail)
    with pytest.raises(MemoryError):
        publishing.publish(archive)
    assert before == {p.name: p.read_bytes() for p in _latest(archive, "x").parent.iterdir()}
    assert archive.place.names(".staging") == ()
