"""``dropcopy ingest`` and ``dropcopy reprocess``: the flows, run from the terminal."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from flows import summary
from flows.books import publish
from flows.exits import Exit, leave_now
from flows.ingestion import Ingestion
from flows.launching import Launch, LoadFlow, RunFlow, TakeTurn, launch
from flows.progress import shown
from flows.reprocessing import Reprocessing
from flows.run import Run
from flows.settings import load
from flows.signals import noted_signals
from flows.terminal import err, out, plain
from flows.work import Refusal
from schemas.problems import CODES, Code
from schemas.records import RunState

_REFUSALS_SHOWN = 50
"""Of each reason."""

_SAID_BY_THE_CODE = frozenset(
    {Code.SOURCE_EMPTY, Code.SOURCE_UNSUPPORTED, Code.SOURCE_ENCRYPTED, Code.SOURCE_TOO_LARGE}
)
"""What the messages of these say stands in the code's meaning already."""


def run_ingest(
    scans: Sequence[str], archive: str, assignments: Sequence[str], *, as_json: bool
) -> Exit:
    """Ingest scans and show how it went. Raises DropcopyError; the caller tells it."""
    settings = load(assignments)
    with Ingestion(scans, archive, settings) as work:

        def load_flow(take_turn: TakeTurn) -> RunFlow:
            from flows.ingest import ingest, take_over  # noqa: PLC0415 - Prefect loads while we read

            take_over(work, take_turn)
            return lambda: ingest(list(scans), archive, settings, return_state=True)

        return _carry_out(work, load_flow, as_json=as_json)


def run_reprocess(archive: str, assignments: Sequence[str], *, as_json: bool) -> Exit:
    """Reprocess an archive and show how it went. Raises DropcopyError; the caller tells it."""
    settings = load(assignments)
    with Reprocessing(archive, settings) as work:

        def load_flow(take_turn: TakeTurn) -> RunFlow:
            from flows.reprocess import reprocess, take_over  # noqa: PLC0415 - Prefect loads meanwhile

            take_over(work, take_turn)
            return lambda: reprocess(archive, settings, return_state=True)

        return _carry_out(work, load_flow, as_json=as_json)


def _carry_out(work: Run, load_flow: LoadFlow, *, as_json: bool) -> Exit:
    work.start()
    if not work.has_work():
        return _nothing_to_do(work, as_json=as_json)
    with noted_signals() as signals:
        work.begin()
        with shown(err(), work.doing, lambda: work.tally) as tick:
            ended = launch(work, load_flow, tick, signals)
        return _ended(work, ended, as_json=as_json)


def _nothing_to_do(work: Run, *, as_json: bool) -> Exit:
    """Say so; and if a run was killed before it could publish, do that now."""
    publish(work.archive)
    refused = work.refusals()
    if as_json:
        _print_json(
            {
                "state": "nothing_to_do",
                "sources_seen": work.tally.sources,
                "quarantined": _as_json(refused),
            }
        )
    else:
        console = out()
        console.print(f"Nothing to do: {_every(work.tally.sources)} dealt with before.")
        _print_refusals(console, refused)
    return Exit.SOME_QUARANTINED if refused else Exit.FINE


def _every(sources: int) -> str:
    return "the one source was" if sources == 1 else f"all {sources} sources were"


def _ended(work: Run, ended: Launch, *, as_json: bool) -> Exit:
    if ended.was_left:
        err().print(
            "Stopped before everything was put away; the same command goes on from what is kept."
        )
        if as_json:
            _print_json({"state": RunState.INTERRUPTED.value, "run_id": work.run_id})
        leave_now(Exit.INTERRUPTED)
    failure = ended.failure or _failure_of(ended)
    if failure is not None:
        if work.row is None:
            work.fail()
        raise failure
    run = work.row or work.finish()  # stopped before Prefect was there
    refused = work.refusals()
    if as_json:
        _print_json({**run.model_dump(mode="json"), "quarantined": _as_json(refused)})
    else:
        _print_run(out(), summary.rows(run), refused)
    if run.state is RunState.INTERRUPTED:
        err().print("Stopped; what is done is kept, and the same command goes on from there.")
        return Exit.INTERRUPTED
    return Exit.SOME_QUARANTINED if run.sources_quarantined or run.pages_quarantined else Exit.FINE


def _failure_of(ended: Launch) -> BaseException | None:
    """Give the exception of a flow that failed."""
    state = ended.state
    if state is None or state.is_completed() or state.is_cancelled():
        return None
    from prefect.states import get_state_exception  # noqa: PLC0415 - only after a failure

    failure = get_state_exception(state)
    return failure if isinstance(failure, BaseException) else asyncio.run(failure)


def _print_json(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _print_run(
    console: Console, rows: Sequence[tuple[str, str]], refused: Sequence[Refusal]
) -> None:
    if not console.is_terminal:
        for name, value in rows:
            console.print(f"{name:<15} {value}")
    else:
        table = Table(show_header=False)
        table.add_column()
        table.add_column(justify="right")
        for name, value in rows:
            table.add_row(name, value)
        console.print(table)
    _print_refusals(console, refused)


def _print_refusals(console: Console, refused: Sequence[Refusal]) -> None:
    """Print refused inputs under their reasons, each on a line of its own, whatever its length."""
    if not refused:
        return
    by_code: dict[Code, list[Refusal]] = {}
    for one in refused:
        by_code.setdefault(one.problem.code, []).append(one)
    for code, those in sorted(by_code.items()):
        told = CODES[code]
        console.print()
        console.print(plain(f"{code.value}: {told.meaning} {told.hint}", "bold"), soft_wrap=True)
        for one in those[:_REFUSALS_SHOWN]:
            console.print(plain(f"  {one.uri}"), soft_wrap=True)
            if code not in _SAID_BY_THE_CODE:
                console.print(plain(f"    {one.problem.message}"), soft_wrap=True)
        if len(those) > _REFUSALS_SHOWN:
            more = len(those) - _REFUSALS_SHOWN
            console.print(f"  ... and {more} more: see the folder quarantine/ of the archive.")


def _as_json(refused: Sequence[Refusal]) -> list[dict[str, str]]:
    return [
        {"source_uri": one.uri, "code": one.problem.code.value, "message": one.problem.message}
        for one in refused
    ]
