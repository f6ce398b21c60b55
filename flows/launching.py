"""Runs a flow beside the command: a Prefect server if need be, a thread, a clean stop in time.

The main thread stays free for signals and for the display.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import threading
import time
import urllib.request
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flows.run import Run
from flows.server import LocalServer, check_reachable, configured_url
from flows.signals import Noted

if TYPE_CHECKING:
    from prefect.client.schemas.objects import State

logger = logging.getLogger(__name__)

STOP_SECONDS = 4.0
"""From Ctrl-C to the end of the process, at most; then what is not committed is left to the next
run.
"""

_HEAD_START_SECONDS = 0.5
"""For the first page, which needs Python as the import of Prefect does; then Tesseract is busy beside it."""

_EVENTS_SECONDS = 5.0
_TASK_ROWS_SECONDS = 5.0
_POLL_SECONDS = 0.05


@dataclass(slots=True)
class Launch:
    """A flow on its way.

    ``state`` is there when it has ended, ``failure`` when it could not be run.
    """

    is_over: threading.Event
    state: State[Any] | None = None
    failure: BaseException | None = None
    was_left: bool = False
    _may_begin: threading.Lock = field(default_factory=threading.Lock)

    def take_turn(self) -> bool:
        """Claim the work: see ``TakeTurn``."""
        return self._may_begin.acquire(blocking=False)


RunFlow = Callable[[], "State[Any]"]
TakeTurn = Callable[[], bool]
"""Claims the work for who asks first: the flow when it begins, or who calls it off before."""
LoadFlow = Callable[[TakeTurn], RunFlow]


def launch(
    work: Run,
    load_flow: LoadFlow,
    on_tick: Callable[[], None],
    signals: Noted,
) -> Launch:
    """Run a flow to its end, calling ``on_tick`` some times a second from this, the main thread.

    ``load_flow`` imports the flow and gives what runs it; it is called in the flow's thread, with
    what the flow must ask before it touches ``work``: until then, it can be called off. When
    one of ``signals`` came, ``work`` is stopped. ``was_left`` says that the flow did not end within
    STOP_SECONDS of that; a work that was stopped before its flow began has no ``state``, and is the
    caller's to finish.
    """
    started = Launch(threading.Event())
    context = copy_context()
    thread = threading.Thread(
        target=lambda: context.run(_run, started, work, load_flow), name="flow", daemon=True
    )
    thread.start()
    asked_at: float | None = None
    while not started.is_over.wait(_POLL_SECONDS):
        on_tick()
        if signals.came and asked_at is None:
            asked_at = time.monotonic()
            work.stop()
            if started.take_turn():
                break
        if asked_at is not None and time.monotonic() - asked_at > STOP_SECONDS:
            started.was_left = True
            break
    on_tick()
    return started


def _run(started: Launch, work: Run, load_flow: LoadFlow) -> None:
    server: LocalServer | None = None
    gc.disable()  # the collector goes through all that is being imported, again and again
    try:
        work.await_reading(_HEAD_START_SECONDS)
        if url := os.environ.get("PREFECT_API_URL") or configured_url():
            check_reachable(url)
        else:
            server = LocalServer()
            server.start()
        run_flow = load_flow(started.take_turn)
        if server is not None:
            server.wait(is_stopped=lambda: work.is_stopped)
        gc.freeze()  # what is there now stays: later collections need not look at it
        gc.enable()
        if work.is_stopped:
            return
        started.state = _without_heartbeat(run_flow)
        if server is not None and not work.is_stopped:
            _send_events()
            await_task_rows(server.url, started.state)
    except BaseException as error:  # noqa: BLE001 - raised again, or shown, by the command
        started.failure = error
    finally:
        gc.enable()
        if server is not None:
            server.stop()
        started.is_over.set()


def _without_heartbeat(run_flow: RunFlow) -> State[Any]:
    """Run a flow without the thread that tells a server that we live: its end costs a second."""
    from prefect.settings import (  # noqa: PLC0415 - loaded in the flow's thread
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
        temporary_settings,
    )

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        return run_flow()


def _send_events(seconds: float = _EVENTS_SECONDS) -> None:
    """Wait until Prefect's worker has sent what it still holds: it complains without a server."""
    from prefect.events.worker import EventsWorker  # noqa: PLC0415 - loaded in the flow's thread

    EventsWorker.drain_all(timeout=seconds)


def await_task_rows(url: str, state: State[Any], seconds: float = _TASK_ROWS_SECONDS) -> int:
    """Wait until the final states of the flow run's tasks are at the server; give their number.

    Prefect sends them behind the flow's back, and complains when the server goes first.
    """
    flow_run = str(state.state_details.flow_run_id)
    end = time.monotonic() + seconds
    while True:
        final = _count_task_runs(url, flow_run, ["COMPLETED", "FAILED", "CRASHED", "CANCELLED"])
        if final == _count_task_runs(url, flow_run, None) or time.monotonic() > end:
            return final
        time.sleep(_POLL_SECONDS)


def _count_task_runs(url: str, flow_run: str, states: list[str] | None) -> int:
    asked: dict[str, object] = {"flow_runs": {"id": {"any_": [flow_run]}}}
    if states is not None:
        asked["task_runs"] = {"state": {"type": {"any_": states}}}
    request = urllib.request.Request(  # noqa: S310 - the address is our own server's
        f"{url}/task_runs/count",
        data=json.dumps(asked).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
        return int(answer.read())
