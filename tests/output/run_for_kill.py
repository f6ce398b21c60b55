"""A small run, as flows make them, that kills itself with -9 at a chosen moment: for test_kill."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from deltalake import DeltaTable

from output import ledger, publishing, report
from output.archive import Archive
from output.commits import SourceRecords
from output.delta import DeltaTables
from output.known import Standing
from output.ledger import SourceKey
from output.place import Place
from schemas.records import Record
from tests.output.makers import (
    PROFILE,
    VERSION,
    begin,
    digest,
    ended,
    later,
    page,
    record,
    source,
    uri,
)

BATCHES = (("a", "b"), ("c",))


def contents(name: str, version: str) -> tuple[Record, ...]:
    """Two sheets by the first version; by the second one changed, one gone and one new."""
    if version == VERSION:
        return record(f"S/X/T{ord(name)}"), record("S/X/T1", first=3, last=3)
    return record(f"S/X/T{ord(name)}", body="On the 3rd [a] came [b]."), record(first=4, last=4)


def run(root: str, version: str, second: int) -> None:
    with Archive.create(root) as archive:
        run_id = begin(archive, later(second))
        known = archive.known_sources()
        for batch in BATCHES:
            todo = []
            for name in batch:
                standing = known.standing(
                    uri(name),
                    digest(name),
                    profile=PROFILE,
                    pipeline_version=version,
                    exists=lambda _: True,
                ).standing
                if standing is not Standing.DONE:
                    todo.append(name)
            kept = archive.stored_page_numbers([digest(name) for name in todo])
            missing = [
                (
                    digest(name),
                    [
                        page(n, f"{name} {n}")
                        for n in range(1, 5)
                        if n not in kept.get(digest(name), {})
                    ],
                )
                for name in todo
            ]
            archive.commit_page_batch(missing, run_id)
            archive.commit_sources(
                [
                    SourceRecords(
                        source(name, run_id, pages=4).model_copy(
                            update={"pipeline_version": version}
                        ),
                        contents(name, version),
                    )
                    for name in todo
                ],
                pipeline_version=version,
                recorded_at=later(second),
            )
        seen = [SourceKey(uri(name), digest(name)) for batch in BATCHES for name in batch]
        counts = ledger.count(archive, seen, run_id)
        ledger.check(counts)
        archive.end_run(ended(run_id, later(second)).model_copy(update=dict(counts)))
        publishing.publish(archive)
        report.write_report(archive, later(second))


def die_at(moment: int) -> None:
    """Count commits and renames, and kill this process in the midst of the chosen one, from 1.

    An odd moment is just before, an even one just after it.
    """
    passed = 0

    def passing() -> None:
        nonlocal passed
        passed += 1
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    move_in, writing = Place.move_in, DeltaTables._writing

    def moving(place: Place, staged: str, name: str) -> None:
        passing()
        move_in(place, staged, name)
        passing()

    @contextmanager
    def committing(tables: DeltaTables, name: str) -> Iterator[DeltaTable]:
        passing()
        with writing(tables, name) as handle:
            yield handle
        passing()

    Place.move_in = moving  # type: ignore[method-assign,assignment]
    DeltaTables._writing = committing  # type: ignore[method-assign,assignment]


if __name__ == "__main__":
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    if int(sys.argv[4]):
        die_at(int(sys.argv[4]))
    run(sys.argv[1], sys.argv[2], int(sys.argv[3]))
