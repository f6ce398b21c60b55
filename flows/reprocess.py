"""The Prefect flow ``reprocess``: records made again from the kept words.

What it does is in ``flows.reprocessing``.
"""

from __future__ import annotations

from typing import Any

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Cancelled, Completed

from flows.launching import TakeTurn
from flows.reprocessing import Reprocessing
from flows.settings import Settings, load
from flows.tasks import TASK_RUNNER, carry_out

_begun: dict[str, tuple[Reprocessing, TakeTurn]] = {}


def take_over(reprocessing: Reprocessing, take_turn: TakeTurn) -> None:
    """Let the flow's next run with this archive go on with a reprocessing that has begun.

    Unless it is called off before: then ``take_turn()`` is false.
    """
    _begun[reprocessing.archive_root] = (reprocessing, take_turn)


@flow(name="reprocess", task_runner=TASK_RUNNER, persist_result=False, result_serializer="json")
def reprocess(archive: str, settings: Settings | None = None) -> State[Any]:
    """Make all records of an archive again, without OCR.

    The ledger of the run is an artifact, ``reprocess-ledger``.
    """
    reprocessing, take_turn = _begun.pop(archive, (None, None))
    if take_turn is not None and not take_turn():
        return Cancelled(message="stopped before it began")
    with reprocessing or Reprocessing(archive, settings or load()) as run:
        if reprocessing is None:
            run.start()
            if not run.has_work():
                return Completed(message="nothing to do: the archive holds no records")
            run.begin()
        return carry_out(run, "reprocess-ledger")
