"""What the flows have in common: a task for each shard, with a window of them in flight."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from prefect import task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.states import Cancelled, Completed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task

from flows.launching import TakeTurn
from flows.run import Run
from flows.summary import as_markdown
from flows.work import ShardReport
from schemas.problems import TransientError
from schemas.records import RunState

TASK_RUNNER: Any = ThreadPoolTaskRunner(max_workers=64)
"""Threads suit: the work is in Tesseract's processes. 64 is the bound of ``running.window``."""

_running: dict[str, Run] = {}
"""The runs of this process by run_id: so what a task is told is only text and numbers."""


async def is_worth_another_try(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Say whether what failed was a TransientError."""
    failure = state.result(raise_on_failure=False)
    if hasattr(failure, "__await__"):
        failure = await failure
    return isinstance(failure, TransientError)


@task(
    name="commit-shard",
    task_run_name="shard {shard}",
    cache_policy=NO_CACHE,
    persist_result=False,
    result_serializer="json",
    retry_condition_fn=is_worth_another_try,
)
def commit_shard(run_id: str, shard: int) -> ShardReport:
    """Wait until a shard is ready, and commit it."""
    return _running[run_id].commit(shard)


def run_flow(begun: tuple[Run, TakeTurn] | None, make: Callable[[], Run]) -> State[Any]:
    """Go on with a run that has begun, or make one and begin it; take it to its end.

    A run that has begun may be called off before its turn: then ``take_turn()`` is false.
    """
    if begun is not None:
        run, take_turn = begun
        if not take_turn():
            return Cancelled(message="stopped before it began")
        with run:
            return _carry_out(run)
    with make() as run:
        run.start()
        if not run.has_work():
            return Completed(message="nothing to do")
        run.begin()
        return _carry_out(run)


def _carry_out(run: Run) -> State[Any]:
    """Take a run that has begun to its end, with its ledger as an artifact."""
    _running[run.run_id] = run
    try:
        _commit_all(run)
        row = run.finish()
    except Exception:
        run.fail()
        raise
    except BaseException:  # a cancellation by Prefect
        run.stop()
        run.finish()
        raise
    finally:
        del _running[run.run_id]
    create_markdown_artifact(
        as_markdown(row), key=f"{run.flow}-ledger", description="Ledger of the run"
    )
    if row.state is RunState.INTERRUPTED:
        return Cancelled(message="stopped; the next run goes on from here")
    return Completed(
        message=f"{row.pages_read} pages read, {row.documents_changed} records written"
    )


def _commit_all(run: Run) -> None:
    running = run.settings.running
    commit = commit_shard.with_options(
        retries=running.retries,
        retry_delay_seconds=[running.retry_seconds * 2**n for n in range(running.retries)],
    )
    in_flight: deque[PrefectFuture[ShardReport]] = deque()
    for shard in run.shards():
        if len(in_flight) >= running.window:
            in_flight.popleft().result()
        in_flight.append(commit.submit(run.run_id, shard))
    while in_flight:
        in_flight.popleft().result()
