"""The Prefect flow ``reprocess``: records made again from the kept words.

What it does is in ``flows.reprocessing``.
"""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.reprocessing import Reprocessing
from flows.settings import Settings, load
from flows.tasks import TASK_RUNNER, carry_out

_begun: dict[str, Reprocessing] = {}


def take_over(reprocessing: Reprocessing) -> None:
    """Let the flow's next run with this archive go on with a reprocessing that has begun."""
    _begun[reprocessing.archive_root] = reprocessing


@flow(name="reprocess", task_runner=TASK_RUNNER, persist_result=False, result_serializer="json")
def reprocess(archive: str, settings: Settings | None = None) -> State[Any]:
    """Make all records of an archive again, without OCR.

    The ledger of the run is an artifact, ``reprocess-ledger``.
    """
    reprocessing = _begun.pop(archive, None)
    with reprocessing or Reprocessing(archive, settings or load()) as run:
        if reprocessing is None:
            run.start()
            if not run.has_work():
                return Completed(message="nothing to do: the archive holds no records")
            run.begin()
        return carry_out(run, "reprocess-ledger")
