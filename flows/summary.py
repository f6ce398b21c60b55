"""What a run came to, as a table: for the terminal and for Prefect's artifact."""

from __future__ import annotations

from schemas.records import RunRow


def rows(run: RunRow) -> tuple[tuple[str, str], ...]:
    """Give the ledger of a run as pairs of name and value."""
    seconds = (run.ended_at - run.started_at).total_seconds() if run.ended_at else 0.0
    return (
        ("sources", f"{run.sources_seen}"),
        ("  recorded", _with(run.sources_recorded, run.sources_already_done, "before this run")),
        ("  duplicate", f"{run.sources_duplicate}"),
        ("  quarantined", f"{run.sources_quarantined}"),
        *(
            [("  replaced", f"{run.sources_replaced} (older bytes; their records left)")]
            if run.sources_replaced
            else []
        ),
        ("pages", _with(run.pages_in, run.pages_read, "read in this run")),
        ("  in documents", f"{run.pages_in_documents}"),
        ("  blank", f"{run.pages_blank}"),
        ("  unassigned", f"{run.pages_unassigned}"),
        (
            "  quarantined",
            _with(run.pages_quarantined, run.pages_to_retry, "tried again by the next run"),
        ),
        ("records", _with(run.documents, run.documents_changed, "written in this run")),
        ("  accepted", f"{run.documents_accepted}"),
        ("  to review", f"{run.documents_review}"),
        ("seconds", f"{seconds:.1f}"),
    )


def as_markdown(run: RunRow) -> str:
    """Give the ledger as a Markdown table."""
    lines = [f"# {run.flow} {run.run_id}: {run.state.value}", "", "| | |", "|---|---:|"]
    lines += [f"| {name.replace('  ', '&nbsp;&nbsp;')} | {value} |" for name, value in rows(run)]
    return "\n".join(lines) + "\n"


def _with(count: int, part: int, said: str) -> str:
    return f"{count} ({part} {said})" if part else f"{count}"
