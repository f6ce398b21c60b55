"""Makes the records of one source from its pages; trouble becomes a refusal, not an exception."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from output.commits import SourceRecords
from output.quarantine import Refusal
from schemas.pages import Page
from schemas.problems import Code, Problem
from schemas.records import SourceRow, SourceState


@dataclass(frozen=True, slots=True)
class Refused:
    """A source that gave no records, though its words may be kept: its row, and its note."""

    source: SourceRow
    refusal: Refusal


def records_of(row: SourceRow, pages: Sequence[Page], now: datetime) -> SourceRecords | Refused:
    """Make the records of a source.

    ``row`` is its row for the case that all goes well; ``pages`` are all its pages.

    The parser is ours: when it raises, that is a fault to be reported, and it costs this source
    alone.
    """
    if pages and all(page.problem is not None for page in pages):
        reasons = sorted({page.problem.code.value for page in pages if page.problem is not None})
        message = f"none of {len(pages)} pages could be used: {', '.join(reasons)}"
        return _refused(row, Problem(Code.SOURCE_ALL_PAGES_FAILED, message), "recognise", now)
    from parsing.assemble import assemble  # noqa: PLC0415 - a quarter of a second, while pages are read

    try:
        return SourceRecords(row, assemble(pages))
    except Exception as error:  # noqa: BLE001 - see above
        problem = Problem(Code.RECORD_PARSER_FAILED, f"{type(error).__name__}: {error}")
        return _refused(row, problem, "parse", now, traceback.format_exc())


def _refused(
    row: SourceRow, problem: Problem, stage: str, now: datetime, trace: str | None = None
) -> Refused:
    refused = row.model_copy(
        update={
            "state": SourceState.QUARANTINED,
            "reason": problem.code,
            "message": problem.message,
        }
    )
    refusal = Refusal(
        source_uri=row.source_uri,
        source_sha256=row.source_sha256,
        stage=stage,
        problem=problem,
        when=now,
        run_id=row.run_id,
        traceback=trace,
    )
    return Refused(refused, refusal)
