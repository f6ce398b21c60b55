"""The picture of an archive: ``report.html``, one file without anything from elsewhere.

Reads only the columns that it shows, and shows a bounded number of rows: it stays light over any
archive. Everything that comes from scans or file names is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pyarrow as pa
import pyarrow.compute as pc
from jinja2 import Environment, PackageLoader, StrictUndefined

from output.archive import Archive
from output.rows import from_arrow
from output.scanning import among, batches, is_null, is_set
from schemas.problems import CODES, Code
from schemas.records import Precision, RunRow, SourceRow, SourceState, Status

NAME = "report.html"
DOCUMENTS_SHOWN = 300
REFUSALS_SHOWN = 100
RUNS_SHOWN = 10

_DOCUMENT_COLUMNS = (
    "document_id",
    "document_type",
    "status",
    "reference_number",
    "sheet_serial",
    "from_station",
    "to_station",
    "message_numbers",
    "message_date",
    "message_date_precision",
    "title",
    "problems",
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something occurs; ``share`` is of the whole, 0..1."""

    name: str
    count: int
    share: float
    meaning: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document in the table: what tells it from others."""

    document_id: str
    kind: str
    status: str
    reference: str
    route: str
    numbers: str
    sent: str
    title: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusalLine:
    """An input in quarantine, or a page that could not be read."""

    what: str
    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Picture:
    """All that the page shows."""

    name: str
    made_at: datetime
    documents: int
    accepted: int
    review: int
    sources: dict[str, int]
    pages: int
    pages_failed: int
    kinds: tuple[tuple[str, int, int], ...]
    problems: tuple[Tally, ...]
    refusals: tuple[RefusalLine, ...]
    refusals_total: int
    failed_pages: tuple[Tally, ...]
    lines: tuple[DocumentLine, ...]
    runs: tuple[RunRow, ...]


def write_report(archive: Archive, made_at: datetime) -> str:
    """Write ``report.html`` at the archive's root from its tables; give its path or URL."""
    environment = Environment(
        loader=PackageLoader("output", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["took"] = _took
    page = environment.get_template("report.html.j2").render(picture=picture(archive, made_at))
    archive.place.write(NAME, page.encode("utf-8", "replace"))
    return archive.place.url_of(NAME)


def picture(archive: Archive, made_at: datetime) -> Picture:
    """Gather what the page shows from the newest state of the tables."""
    tables = archive.tables
    documents = tables.scan(
        "documents", ["document_id", "document_type", "status", "reference_number"]
    )
    by_kind = documents.group_by(["document_type", "status"]).aggregate([([], "count_all")])
    counts = {
        (row["document_type"], row["status"]): row["count_all"] for row in by_kind.to_pylist()
    }
    kinds = tuple(
        (kind, counts.get((kind, Status.ACCEPTED), 0), counts.get((kind, Status.REVIEW), 0))
        for kind in sorted({kind for kind, _ in counts})
    )
    states = _count_values(tables.scan("sources", ["state"], is_null("replaced_by")).column(0))
    refused = tables.scan(
        "sources", None, among("state", [SourceState.QUARANTINED]) & is_null("replaced_by")
    )
    reasons = _count_values(tables.scan("pages", ["reason"], is_set("reason")).column(0))
    pages = tables.dataset("pages").count_rows()
    return Picture(
        name=archive.place.url.rpartition("/")[2] or archive.place.url,
        made_at=made_at,
        documents=documents.num_rows,
        accepted=sum(accepted for _, accepted, _ in kinds),
        review=sum(review for _, _, review in kinds),
        sources={state.value: states.get(state.value, 0) for state in SourceState},
        pages=pages,
        pages_failed=sum(reasons.values()),
        kinds=kinds,
        problems=_problems(archive, documents.num_rows),
        refusals=tuple(
            _refusal(row)
            for row in from_arrow(
                SourceRow,
                refused.sort_by([("reason", "ascending"), ("source_uri", "ascending")]).slice(
                    0, REFUSALS_SHOWN
                ),
            )
        ),
        refusals_total=refused.num_rows,
        failed_pages=_tallies(reasons, pages),
        lines=_lines(archive, documents),
        runs=_runs(archive),
    )


def _count_values(column: pa.ChunkedArray) -> dict[str, int]:
    return {
        row["values"]: row["counts"]
        for row in column.value_counts().to_pylist()
        if row["values"] is not None
    }


def _tallies(counts: dict[str, int], whole: int) -> tuple[Tally, ...]:
    """Most frequent first, each with what its code means."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        Tally(name, count, count / whole if whole else 0.0, *CODES[Code(name)])
        for name, count in ordered
    )


def _problems(archive: Archive, documents: int) -> tuple[Tally, ...]:
    """Count the documents that bear each problem, once a document."""
    counts: dict[str, int] = {}
    for some in batches(archive.tables.dataset("documents"), ["problems"]):
        problems = some.column(0).combine_chunks()
        codes = problems.flatten().field("code")
        parents = pc.list_parent_indices(problems)
        pairs = pa.table({"document": parents, "code": codes})
        once = pairs.group_by(["document", "code"]).aggregate([])
        for code, count in _count_values(once.column("code")).items():
            counts[code] = counts.get(code, 0) + count
    return _tallies(counts, documents)


def _lines(archive: Archive, documents: pa.Table) -> tuple[DocumentLine, ...]:
    """Give the documents to show: those to review first, as they wait for somebody."""
    order = [
        ("status", "descending"),
        ("reference_number", "ascending"),
        ("document_id", "ascending"),
    ]
    shown = documents.sort_by(order).slice(0, DOCUMENTS_SHOWN).column("document_id")
    where = among("document_id", shown.to_pylist())
    rows = archive.tables.scan("documents", _DOCUMENT_COLUMNS, where).sort_by(order)
    return tuple(
        DocumentLine(
            document_id=row["document_id"],
            kind=row["document_type"],
            status=row["status"],
            reference=row["reference_number"] or row["sheet_serial"] or "",
            route=_route(row["from_station"], row["to_station"]),
            numbers=", ".join(map(str, row["message_numbers"])),
            sent=_as_typed(row["message_date"], row["message_date_precision"]),
            title=row["title"] or "",
            problems=tuple(sorted({problem["code"] for problem in row["problems"]})),
        )
        for row in rows.to_pylist()
    )


def _route(sender: str | None, receiver: str | None) -> str:
    return f"{sender or '?'} → {receiver or '?'}" if sender or receiver else ""


def _as_typed(day: date | None, precision: str | None) -> str:
    """Give as much of a date as was typed."""
    if day is None:
        return ""
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(precision or "day"), 10)
    return day.isoformat()[:length]


def _refusal(row: SourceRow) -> RefusalLine:
    hint = CODES[row.reason].hint if row.reason else ""
    return RefusalLine(row.source_uri, row.reason or "", row.message or "", hint)


def _runs(archive: Archive) -> tuple[RunRow, ...]:
    newest: Sequence[tuple[str, str]] = [("started_at", "descending"), ("run_id", "descending")]
    rows = archive.tables.scan("runs").sort_by(list(newest)).slice(0, RUNS_SHOWN)
    return from_arrow(RunRow, rows)


def _took(run: RunRow) -> str:
    """Say how long a run took: ``1:02:03``."""
    if run.ended_at is None:
        return ""
    return str(timedelta(seconds=round((run.ended_at - run.started_at).total_seconds())))
