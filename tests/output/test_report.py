from __future__ import annotations

import re
from pathlib import Path

import pytest

from output import report
from output.archive import Archive
from schemas.problems import Code
from schemas.records import SourceState, Status
from tests.output.makers import START, begin, digest, ended, failed_page, keep, record, source


def _html(archive: Archive) -> str:
    return Path(report.write_report(archive, START)).read_text(encoding="utf-8")


def test_an_empty_archive_has_a_picture(archive: Archive) -> None:
    html = _html(archive)
    assert "No document yet." in html
    assert "Nothing was refused." in html


def test_the_picture_shows_counts_reasons_and_hints(archive: Archive) -> None:
    run_id = begin(archive)
    keep(archive, run_id, "a", record(), record("S/X/T2", first=2, status=Status.ACCEPTED))
    archive.commit_pages(digest("a"), [failed_page(3)], run_id)
    archive.note_sources(
        [source("bad", run_id, state=SourceState.QUARANTINED, reason=Code.SOURCE_ENCRYPTED)]
    )
    archive.end_run(ended(run_id).model_copy(update={"pages_read": 1234567}))
    shown = report.picture(archive, START)
    assert (shown.documents, shown.accepted, shown.review, shown.pages) == (2, 1, 1, 3)
    assert shown.kinds == (("cable", 1, 1),)
    assert [(one.name, one.count, one.share) for one in shown.problems] == [
        ("record.field_unsure", 2, 1.0)
    ]
    assert [one.name for one in shown.failed_pages] == ["page.timeout"]
    assert [line.status for line in shown.lines] == ["review", "accepted"]
    assert shown.lines[0].route == "OSLO → MOSCOW"
    html = _html(archive)
    for text in (
        "3/NBF/T1904",
        "source.encrypted",
        "Save a copy without a password",
        "1,234,567",
        "0:00:05",
    ):
        assert text in html


def test_it_loads_nothing_and_escapes_all(archive: Archive) -> None:
    run_id = begin(archive)
    evil = "<script>alert('x')</script>"
    keep(archive, run_id, "a", record(evil))
    archive.note_sources(
        [source("b", run_id, where=evil, state=SourceState.QUARANTINED, reason=Code.SOURCE_DAMAGED)]
    )
    html = _html(archive)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 2
    assert not re.search(r"(?:src|href|url|@import)\s*[=(]", html)
    assert "default-src 'none'" in html


def test_its_length_is_bounded(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = begin(archive)
    monkeypatch.setattr(report, "DOCUMENTS_SHOWN", 2)
    monkeypatch.setattr(report, "REFUSALS_SHOWN", 1)
    keep(archive, run_id, "a", *(record(f"S/X/T{n}", first=n, last=n) for n in range(1, 6)))
    archive.note_sources(
        [
            source(n, run_id, state=SourceState.QUARANTINED, reason=Code.SOURCE_EMPTY)
            for n in ("b", "c", "d")
        ]
    )
    html = _html(archive)
    assert "And 3 more in <code>latest/documents.parquet" in html
    assert "And 2 more in <code>latest/sources.parquet" in html
