"""Measures the archive: committing, publishing, reading back and restarting, with memory.

Usage: ``python -m bench.archive [SOURCES] [FOLDER]``. Each source has 3 pages of 400 words and one
document with 12 notes, 30 marks and 14 fields; content invented.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from output import ledger, publishing, report
from output.archive import Archive
from output.commits import SourceRecords
from output.ledger import SourceKey
from schemas.pages import Box, Page, Reading, Word
from schemas.records import (
    Comment,
    DocumentType,
    FieldEvidence,
    Mark,
    MarkKind,
    NoteSystem,
    Record,
    RunRow,
    RunState,
    Sheet,
    SourceRow,
    SourceState,
)

PAGES, WORDS, SOURCES_A_SHARD = 3, 400, 20
NOW = datetime(2031, 5, 6, tzinfo=UTC)
VOCABULARY = [
    f"{stem}{end}" for stem in ("GROUP", "CABLE", "the", "unre") for end in ("", "s", "covered")
]


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print what a block took, and the process's greatest memory so far."""
    began = time.perf_counter()
    yield
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:<42} {seconds:8.2f} s   peak {memory:5d} MB", flush=True)


def sha256(number: int) -> str:
    """Give the hash of an invented scan."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def page(number: int, dice: random.Random) -> Page:
    """Make a page of words of random confidence and place."""
    words = tuple(
        Word(
            dice.choice(VOCABULARY),
            dice.random(),
            at // 10,
            Box(
                at % 10 * 200,
                at // 10 * 50,
                at % 10 * 200 + dice.randint(20, 190),
                at // 10 * 50 + 40,
            ),
        )
        for at in range(WORDS)
    )
    return Page(
        number, sha256(number), 2480, 3508, 300, 0, 0.1, False, words, Reading("bench", "p", 1.0)
    )


def records(source: SourceRow) -> SourceRecords:
    """Make the records of a source: one sheet over its pages."""
    body = ("On the 2nd LAMPIST handed over [3 groups unrecovered] and left. " * 30).strip()
    sheet = Sheet(
        document_type=DocumentType.CABLE,
        first_page=1,
        last_page=PAGES,
        page_count=PAGES,
        reference_number=f"3/NBF/T{source.bytes}",
        body=body,
    )
    record = Record(
        sheet=sheet,
        comments=tuple(
            Comment(
                system=NoteSystem.COMMENT,
                label=str(at),
                label_raw=str(at),
                position=at,
                text="LAMPIST: Unidentified cover-name. See OSLO's No. 211 of 9th August.",
                first_page=PAGES,
            )
            for at in range(1, 13)
        ),
        marks=tuple(
            Mark(
                field="body",
                start=at * 10,
                end=at * 10 + 5,
                kind=MarkKind.GAP,
                text="3 groups unrecovered",
                groups=3,
                page=1,
            )
            for at in range(30)
        ),
        fields=tuple(
            FieldEvidence(
                field=f"field_{at}",
                value="OSLO",
                raw="0SLO",
                confidence=0.9,
                page=1,
                x0=1,
                y0=1,
                x1=9,
                y1=9,
                rule="label",
            )
            for at in range(14)
        ),
    )
    return SourceRecords(source, (record,))


def source(number: int, run_id: str) -> SourceRow:
    """Make the row of an invented scan."""
    return SourceRow(
        source_uri=f"/scans/{number:07}.pdf",
        source_sha256=sha256(number),
        bytes=number,
        page_count=PAGES,
        state=SourceState.RECORDED,
        first_seen=NOW,
        last_seen=NOW,
        run_id=run_id,
        ocr_profile="p",
        pipeline_version="1",
    )


def ingest(archive: Archive, total: int) -> None:
    """Commit all sources as a run does, shard by shard, and end the run."""
    run_id = archive.begin_run("ingest", "{}", "{}", NOW)
    dice = random.Random(1)
    pages_seconds = sources_seconds = making = 0.0
    for start in range(0, total, SOURCES_A_SHARD):
        began = time.perf_counter()
        rows = [source(n, run_id) for n in range(start, min(start + SOURCES_A_SHARD, total))]
        batch = [(row.source_sha256, [page(n + 1, dice) for n in range(PAGES)]) for row in rows]
        made = [records(row) for row in rows]
        read = time.perf_counter()
        archive.commit_page_batch(batch, run_id)
        kept = time.perf_counter()
        archive.commit_sources(made, pipeline_version="1", recorded_at=NOW)
        done = time.perf_counter()
        making += read - began
        pages_seconds += kept - read
        sources_seconds += done - kept
    print(f"  making {making:.1f} s, commit_page_batch {pages_seconds:.1f} s, ", end="")
    print(f"commit_sources {sources_seconds:.1f} s, in shards of {SOURCES_A_SHARD} sources")
    with timed("count and check the ledger"):
        keys = [SourceKey(f"/scans/{n:07}.pdf", sha256(n)) for n in range(total)]
        counts = ledger.count(archive, keys, run_id)
        ledger.check(counts)
    with timed("end_run: join small files, remove old ones"):
        archive.end_run(
            RunRow(
                run_id=run_id,
                flow="ingest",
                started_at=NOW,
                ended_at=NOW,
                state=RunState.COMPLETED,
                settings="{}",
                versions="{}",
                **dict(counts),
            )
        )


def main(total: int, folder: Path) -> None:
    """Run all measurements over ``total`` sources in a new archive in ``folder``."""
    archive = Archive.create(folder / "archive")
    print(f"{total} sources x {PAGES} pages x {WORDS} words")
    with timed("ingest"):
        ingest(archive, total)
    with timed("publish"):
        publishing.publish(archive)
    with timed("publish again, nothing changed"):
        publishing.publish(archive)
    with timed("report"):
        report.write_report(archive, NOW)
    archive.close()
    with timed("open, known_sources"):
        archive = Archive.open(folder / "archive")
        archive.known_sources()
    with timed("stored_pages, all"):
        read = sum(len(pages) for _, pages in archive.stored_pages())
    with timed("stored_pages, one source"):
        list(archive.stored_pages([sha256(total // 2)]))
    run_id = archive.begin_run("reprocess", "{}", "{}", NOW)
    with timed("commit_sources of 500, nothing changed"):
        archive.commit_sources(
            [records(source(n, run_id)) for n in range(min(500, total))],
            pipeline_version="2",
            recorded_at=NOW,
        )
    archive.close()
    size = sum(path.stat().st_size for path in (folder / "archive" / "tables").rglob("*.parquet"))
    print(f"{read} pages kept; tables with replaced files {size / 2**20:.0f} MB")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    if len(sys.argv) > 2:
        main(wanted, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as scratch:
            main(wanted, Path(scratch))
