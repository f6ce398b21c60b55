"""The Prefect flow ``reprocess``: records made again from the kept words.

What it does is in ``flows.reprocessing``.
"""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State

from flows.launching import TakeTurn
from flows.reprocessing import Reprocessing
from flows.settings import Settings, load
from flows.tasks import TASK_RUNNER, run_flow

_begun: dict[str, tuple[Reprocessing, TakeTurn]] = {}


def take_over(reprocessing: Reprocessing, take_turn: TakeTurn) -> None:
    """Let the flow's next run with this archive go on with a reprocessing that has begun."""
    _begun[reprocessing.archive_root] = (reprocessing, take_turn)


@flow(name="reprocess", task_runner=TASK_RUNNER, persist_result=False, result_serializer="json")
def reprocess(archive: str, settings: Settings | None = None) -> State[Any]:
    """Make all records of an archive again, without OCR.

    The ledger of the run is an artifact, ``reprocess-ledger``.
    """
    return run_flow(_begun.pop(archive, None), lambda: Reprocessing(archive, settings or load()))
