"""``dropcopy read``: the records of one file, without an archive.

Loads neither Prefect nor pandas nor Delta.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.exits import Exit
from flows.failures import tell_problem
from flows.pool import PAGES_IN_HAND, ReadingPool
from flows.record_view import show_record
from flows.scratch import Scratch
from flows.settings import load
from flows.signals import noted_signals
from flows.terminal import err, out
from flows.work import Piece, Shard, SourceWork
from ocr.inventory import Source, find_sources
from ocr.opening import OpenSource, open_source
from ocr.readers import Readers
from ocr.reading import read_page
from ocr.tesseract import accept_children, probe, terminate_children
from parsing.assemble import assemble
from schemas.pages import Page
from schemas.problems import Code, TerminalError
from schemas.records import Record

_POLL_SECONDS = 0.1


def run_read(file: Path, assignments: Sequence[str], *, as_json: bool) -> Exit:
    """Read one file and show its records. Raises DropcopyError; the caller tells it."""
    settings = load(assignments)
    sources = find_sources([file])
    if len(sources) > 1:
        raise TerminalError(
            Code.USAGE_BAD_SETTING,
            f"{file} holds {len(sources)} sources; read shows one: use ingest for folders",
        )
    accept_children()
    engine = probe(settings.reading.language)
    source = sources[0]
    with open_source(source, settings.limits) as opened:
        media_type, page_count = opened.media_type, opened.page_count

    def read(scan: OpenSource, number: int) -> Page:
        image = scan.page_image(number)
        return read_page(image, number, settings.reading, readers)

    work = SourceWork(
        number=0,
        source=source,
        sha256="",
        bytes=0,
        media_type=media_type,
        page_count=page_count,
        to_read=tuple(range(1, page_count + 1)),
    )
    workers = settings.running.workers
    threads = min(PAGES_IN_HAND * workers, page_count)
    with Scratch() as scratch, noted_signals() as signals:
        readers = Readers(engine, workers, scratch.path)
        pool = ReadingPool(threads, 1, settings.limits, read, lambda _page: None)
        pool.add(Shard(0, (Piece(work, work.to_read),)))
        while not pool.is_done(0, _POLL_SECONDS):
            if signals.came:
                pool.stop()
                terminate_children()
        pool.close()
        readers.close()
    if signals.came:
        return Exit.INTERRUPTED
    (piece,) = pool.wait(0)
    records = assemble(piece.pages)
    _show(source, piece.pages, records, as_json=as_json)
    return Exit.SOME_QUARANTINED if any(page.problem for page in piece.pages) else Exit.FINE


def _show(
    source: Source, pages: Sequence[Page], records: Sequence[Record], *, as_json: bool
) -> None:
    if as_json:
        told = [record.model_dump(mode="json") for record in records]
        sys.stdout.write(json.dumps(told, ensure_ascii=True, indent=2) + "\n")
    else:
        console = out()
        for record in records:
            show_record(console, record)
        blank = sum(page.is_blank for page in pages)
        console.print(f"{len(pages)} pages, {blank} blank, {len(records)} records")
    for page in pages:
        if page.problem is not None:
            tell_problem(err(), f"{source.uri}, page {page.number}", page.problem)
