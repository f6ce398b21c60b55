"""The Prefect flow ``ingest``: scans in, records out. Thin: what it does is in ``flows.ingestion``."""

from __future__ import annotations

from collections import deque
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture
from prefect.states import Cancelled, Completed
from prefect.task_runners import ThreadPoolTaskRunner
from prefect.tasks import Task

from flows.ingestion import Ingestion, ShardReport
from flows.settings import Settings, load
from flows.summary import as_markdown
from schemas.problems import TransientError
from schemas.records import RunState

_MOST_TASKS_AT_ONCE = 64  # the bound of running.window: the tasks wait, the pool of readers works

_TASK_RUNNER: ThreadPoolTaskRunner[Any] = ThreadPoolTaskRunner(max_workers=_MOST_TASKS_AT_ONCE)

_begun: dict[tuple[tuple[str, ...], str], Ingestion] = {}


_running: dict[str, Ingestion] = {}
"""The runs of this process by run_id: what a task is told is only text and numbers."""


def take_over(ingestion: Ingestion) -> None:
    """Let the next run of the flow with this ingestion's scans and archive go on with it, instead of starting one."""
    _begun[(ingestion.scans, ingestion.archive_root)] = ingestion


async def is_worth_another_try(
    _task: Task[..., object], _run: TaskRun, state: State[object]
) -> bool:
    """Say whether what failed was a TransientError."""
    failure = await state.result(raise_on_failure=False)  # type: ignore[misc]  # a coroutine in here
    return isinstance(failure, TransientError)


@task(
    name="read-shard",
    task_run_name="shard {shard}",
    cache_policy=NO_CACHE,
    persist_result=False,
    result_serializer="json",
    retry_condition_fn=is_worth_another_try,
)
def read_shard(run_id: str, shard: int) -> ShardReport:
    """Wait until a shard's pages are read, and commit them and the records that they complete."""
    return _running[run_id].commit(shard)


@flow(
    name="ingest",
    task_runner=_TASK_RUNNER,
    persist_result=False,
    result_serializer="json",
)
def ingest(sources: list[str], archive: str, settings: Settings | None = None) -> State[None]:
    """Read scans into an archive. Done work is not done again.

    ``sources`` are files and folders, ``archive`` is a folder or an object-store URL; ``settings`` are by default those of
    the environment. The ledger of the run is an artifact, ``ingest-ledger``.
    """
    ingestion = _begun.pop((tuple(sources), archive), None)
    if ingestion is None:
        ingestion = Ingestion(sources, archive, settings or load())
        ingestion.start()
        if not ingestion.has_work():
            ingestion.close()
            return Completed(message="nothing to do: all is in the archive")
        ingestion.begin()
    with ingestion:
        _running[ingestion.run_id] = ingestion
        try:
            _commit_all(ingestion)
            run = ingestion.finish()
        except Exception:
            ingestion.fail()
            raise
        except BaseException:  # Ctrl-C, or a cancellation by Prefect
            ingestion.stop()
            ingestion.finish()
            raise
        finally:
            del _running[ingestion.run_id]
        create_markdown_artifact(
            as_markdown(run), key="ingest-ledger", description="Ledger of the run"
        )
    if run.state is RunState.INTERRUPTED:
        return Cancelled(message="stopped; the next run goes on from here")
    return Completed(
        message=f"{run.pages_read} pages read, {run.documents_changed} records written"
    )


def _commit_all(ingestion: Ingestion) -> None:
    """Submit a task for each shard, with a window of them in flight."""
    running = ingestion.settings.running
    commit = read_shard.with_options(
        retries=running.retries,
        retry_delay_seconds=[running.retry_seconds * 2**n for n in range(running.retries)],
    )
    in_flight: deque[PrefectFuture[ShardReport]] = deque()
    for shard in ingestion.shards():
        if len(in_flight) >= running.window:
            in_flight.popleft().result()
        in_flight.append(commit.submit(ingestion.run_id, shard.number))
    while in_flight:
        in_flight.popleft().result()
