"""The Prefect flow ``ingest``: scans in, records out. What it does is in ``flows.ingestion``."""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.ingestion import Ingestion
from flows.launching import TakeTurn
from flows.settings import Settings, load
from flows.tasks import TASK_RUNNER, run_flow

_begun: dict[tuple[tuple[str, ...], str], tuple[Ingestion, TakeTurn]] = {}


def take_over(ingestion: Ingestion, take_turn: TakeTurn) -> None:
    """Let the flow's next run with these parameters go on with an ingestion that has begun."""
    _begun[(ingestion.scans, ingestion.archive_root)] = (ingestion, take_turn)


@flow(name="ingest", task_runner=TASK_RUNNER, persist_result=False, result_serializer="json")
def ingest(sources: list[str], archive: str, settings: Settings | None = None) -> State[Any]:
    """Read scans into an archive. Done work is not done again.

    ``sources`` are files and folders, ``archive`` is a folder or an object-store URL; ``settings``
    are by default those of the environment. The ledger of the run is an artifact, ``ingest-
    ledger``.
    """
    begun = _begun.pop((tuple(sources), archive), None)
    return run_flow(begun, lambda: Ingestion(sources, archive, settings or load()))
