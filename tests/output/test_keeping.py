from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from output.archive import Archive
from output.commits import Committed, SourceRecords
from output.content import content_hash
from output.rows import children_to_arrow
from output.scanning import among
from schemas.identity import document_id
from schemas.records import Record
from tests.output.makers import (
    START,
    VERSION,
    begin,
    digest,
    documents,
    failed_page,
    keep,
    later,
    page,
    record,
    source,
    uri,
)


def _commit(
    archive: Archive,
    run_id: str,
    *some: tuple[str, tuple[Record, ...]],
    version: str = VERSION,
    at: int = 0,
) -> Committed:
    return archive.commit_sources(
        [SourceRecords(source(name, run_id), records) for name, records in some],
        pipeline_version=version,
        recorded_at=later(at),
    )


def _children(archive: Archive) -> Counter[str]:
    return Counter(
        f"{name} {row['document_id']}"
        for name in ("comments", "marks", "mentions", "fields")
        for row in archive.tables.scan(name, ["document_id"]).to_pylist()
    )


def test_a_record_is_kept_with_all_that_hangs_on_it(archive: Archive) -> None:
    run_id = begin(archive)
    assert _commit(archive, run_id, ("a", (record(),))) == Committed(1, 1, 0)
    name = document_id(digest("a"), 1)
    document = documents(archive)[name]
    assert (document.revision, document.run_id, document.recorded_at) == (1, run_id, START)
    assert (document.source_uri, document.pipeline_version) == (uri("a"), VERSION)
    assert _children(archive) == {f"comments {name}": 1, f"marks {name}": 2, f"fields {name}": 1}


def test_the_same_content_changes_nothing(archive: Archive) -> None:
    _commit(archive, begin(archive), ("a", (record(),)), ("b", (record("S/X/T1"),)))
    versions = [archive.tables.version(name) for name in ("documents", "comments", "marks")]
    before = documents(archive)
    again = _commit(
        archive, "later", ("a", (record(),)), ("b", (record("S/X/T1"),)), version="10", at=99
    )
    assert again == Committed(2, 0, 0)
    assert documents(archive) == before
    assert versions == [archive.tables.version(name) for name in ("documents", "comments", "marks")]


def test_changed_content_raises_the_revision_of_that_record_alone(archive: Archive) -> None:
    first = begin(archive)
    _commit(archive, first, ("a", (record("S/X/T1"), record("S/X/T2", first=3, last=3))))
    second = _commit(
        archive,
        "second",
        ("a", (record("S/X/T1"), record("S/X/T2b", first=3, last=3))),
        version="10",
        at=99,
    )
    assert second == Committed(2, 1, 0)
    kept = documents(archive)
    same, other = kept[document_id(digest("a"), 1)], kept[document_id(digest("a"), 3)]
    assert (same.revision, same.run_id, same.pipeline_version) == (1, first, VERSION)
    assert (other.revision, other.run_id, other.pipeline_version) == (2, "second", "10")
    assert other.recorded_at == later(99)


def test_a_change_in_a_note_alone_is_a_change(archive: Archive) -> None:
    _commit(archive, begin(archive), ("a", (record(),)))
    other = record().model_copy(update={"comments": ()})
    assert _commit(archive, "2", ("a", (other,))).changed == 1
    assert not archive.tables.scan("comments").num_rows
    assert documents(archive)[document_id(digest("a"), 1)].revision == 2


def test_documents_no_longer_found_go_with_their_children(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "b", record("S/X/T9"))
    keep(archive, run_id, "a", record(), record("S/X/T2", first=3, last=3), pages=3)
    assert _commit(archive, "2", ("a", (record(),))) == Committed(1, 0, 1)
    ids = {document_id(digest("a"), 1), document_id(digest("b"), 1)}
    assert documents(archive).keys() == ids
    assert {key.split()[1] for key in _children(archive)} == ids
    places = archive.tables.scan("pages", ["document_id"]).column(0).to_pylist()
    assert Counter(places) == dict.fromkeys(ids, 2) | {None: 1}


def test_pages_know_their_document_but_blank_and_failed_ones_have_none(archive: Archive) -> None:
    run_id = begin(archive)
    archive.commit_pages(
        digest("a"), [page(1), page(2, ""), failed_page(3), page(4), page(5)], run_id
    )
    _commit(archive, run_id, ("a", (record(last=4),)))
    rows = archive.tables.scan("pages", ["page", "document_id", "words"]).sort_by("page")
    name = document_id(digest("a"), 1)
    assert rows.column("document_id").to_pylist() == [name, None, None, name, None]
    assert [len(words) for words in rows.column("words").to_pylist()] == [3, 0, 0, 3, 3]


def test_parts_of_one_page_are_documents_of_their_own(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", *(record(f"S/X/T{n}", part=n, last=1) for n in (1, 2)), pages=1)
    stem = digest("a")[:16]
    assert documents(archive).keys() == {f"{stem}-1.1", f"{stem}-1.2"}
    assert archive.tables.scan("pages", ["document_id"]).to_pylist() == [
        {"document_id": f"{stem}-1.1"}
    ]


def test_children_that_a_killed_run_left_are_replaced(archive: Archive) -> None:
    run_id = begin(archive)
    name = document_id(digest("a"), 1)
    archive.tables.append(
        "comments", children_to_arrow("comments", [(name, c) for c in record().comments])
    )
    _commit(archive, run_id, ("a", (record(),)))
    assert archive.tables.scan("comments", None, among("document_id", [name])).num_rows == 1


@pytest.mark.parametrize("what", ["source", "sheet"])
def test_what_comes_twice_is_refused(archive: Archive, what: str) -> None:
    run_id = begin(archive)
    twice = (
        [("a", (record(),)), ("a", ())]
        if what == "source"
        else [("a", (record(), record("S/X/T2")))]
    )
    with pytest.raises(ValueError, match=what):
        _commit(archive, run_id, *twice)


def test_quotes_in_names_are_only_quotes(archive: Archive) -> None:
    run_id = begin(archive)
    name = "it's \"here\"; DROP -- \\' \N{SNOWMAN}"
    for _ in range(2):
        archive.commit_sources(
            [SourceRecords(source("a", run_id, where=name), (record(body="x [a] ' [b]"),))],
            pipeline_version=VERSION,
            recorded_at=START,
        )
    assert archive.tables.scan("sources", ["source_uri"]).to_pylist() == [{"source_uri": name}]


def test_the_hash_looks_at_content_as_it_is_stored() -> None:
    one = record()
    rounded = one.sheet.model_copy(update={"ocr_confidence": 0.8765432238578796})
    assert content_hash(one) == content_hash(one.model_copy(update={"sheet": rounded}))
    other = one.sheet.model_copy(update={"ocr_confidence": 0.8766})
    assert content_hash(one) != content_hash(one.model_copy(update={"sheet": other}))


def test_threads_commit_at_the_same_time(archive: Archive) -> None:
    run_id = begin(archive)
    names = [f"s{number}" for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda name: keep(archive, run_id, name, record()), names))
    assert documents(archive).keys() == {document_id(digest(name), 1) for name in names}
    assert {len(pages) for _, pages in archive.stored_pages()} == {2}
