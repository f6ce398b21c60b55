"""A temporary Prefect server in this process, for runs where none is configured.

It is a thread, not a child: Prefect is imported once instead of twice (2.6 of 10 CPU seconds of a
small run), and when this process dies, however it dies, the server is gone with it. It listens on a
free port of 127.0.0.1 and keeps its rows in an SQLite file in a temporary folder, which is removed
at the end; the folder of a process that was killed is swept by the next start.

Making Prefect's tables takes 6 of the 11 CPU seconds of a first start (a hundred migrations), so
the empty database is kept, per Prefect version, in the user's cache folder and copied from there.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import socket
import sqlite3
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from flows.scratch import Scratch
from schemas.problems import Code, TerminalError

if TYPE_CHECKING:
    import uvicorn

logger = logging.getLogger(__name__)

START_SECONDS = 120.0
"""A first start on a busy machine; an ordinary one takes 5 s."""

_DATABASE = "prefect.db"

# Only what records flow and task runs is on. What schedules, expires, triggers and phones home has
# no work in a server that
# lives for one run, and costs start-up time.
_UNUSED_SERVICES = (
    "CANCELLATION_CLEANUP",
    "DB_VACUUM",
    "EVENT_PERSISTER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "SCHEDULER",
    "TRIGGERS",
)
_ENVIRONMENT = {
    "DO_NOT_TRACK": "1",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION": "false",  # true imports Dask to hash its blocks
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "1",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",  # 3.8 makes 0.5 a busy loop
    "PREFECT_UI_ENABLED": "false",
    "PY_KEY_VALUE_DISABLE_BEARTYPE": "true",  # writes checks into a library that is not called
    **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in _UNUSED_SERVICES},
}


def configured_url() -> str | None:
    """Give the API URL that Prefect is configured with, by environment or profile, if any."""
    from prefect.settings import PREFECT_API_URL  # noqa: PLC0415 - a second to load

    url = PREFECT_API_URL.value()
    return str(url) if url else None


def check_reachable(url: str, seconds: float = 10.0) -> None:
    """Raise TerminalError ENVIRONMENT_PREFECT_UNREACHABLE unless a server answers at ``url``."""
    try:
        with urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=seconds):  # noqa: S310 - the user's own address
            pass
    except urllib.error.HTTPError:
        return  # it answers; whether it lets us in, Prefect's own client will say
    except (OSError, ValueError) as error:
        raise TerminalError(
            Code.ENVIRONMENT_PREFECT_UNREACHABLE, f"no Prefect server answers at {url}: {error}"
        ) from error


class LocalServer:
    """The temporary server: ``start`` returns at once, ``wait`` when it answers.

    Starting sets Prefect's environment variables for this process; stopping puts back what was
    there.
    """

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/api"
        self._home: Path | None = None
        self._scratch: Scratch | None = None
        self._before: dict[str, str | None] = {}
        self._thread = threading.Thread(target=self._serve, name="prefect-server", daemon=True)
        self._server: uvicorn.Server | None = None
        self._failure: BaseException | None = None
        self._is_stopped = False

    def start(self) -> None:
        """Begin to start in the background."""
        self._scratch = Scratch()
        self._home = self._scratch.path
        template = template_path()
        migrated = template.is_file()
        if migrated:
            shutil.copyfile(template, self._home / _DATABASE)
        database = self._home / _DATABASE
        self._set_environment(
            {
                **_ENVIRONMENT,
                "PREFECT_API_URL": self.url,
                "PREFECT_HOME": str(self._home),
                "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{database}",
                "PREFECT_API_DATABASE_MIGRATE_ON_START": "false" if migrated else "true",
            }
        )
        self._thread.start()

    def wait(
        self, seconds: float = START_SECONDS, is_stopped: Callable[[], bool] = lambda: False
    ) -> None:
        """Return when the server answers, or as soon as ``is_stopped()``.

        Raises TerminalError ENVIRONMENT_PREFECT_UNREACHABLE when it does not come.
        """
        end = time.monotonic() + seconds
        while not (self._server and self._server.started):
            if is_stopped():
                return
            if self._failure or not self._thread.is_alive():
                raise TerminalError(
                    Code.ENVIRONMENT_PREFECT_UNREACHABLE,
                    f"the temporary Prefect server did not start: {self._failure!r}",
                ) from self._failure
            if time.monotonic() > end:
                raise TerminalError(
                    Code.ENVIRONMENT_PREFECT_UNREACHABLE,
                    f"the temporary Prefect server did not start within {seconds:.0f} s",
                )
            time.sleep(0.02)
        if self._home is not None:
            _keep_template(self._home / _DATABASE)

    def stop(self) -> None:
        """Ask the server to stop, remove its folder and put the environment back.

        Its thread ends within a second, or with the process: nothing waits for what it would still
        put away in the folder. Harmless when called again.
        """
        self._is_stopped = True
        if self._server is not None:
            self._server.should_exit = True  # it closes its socket
        self._set_environment(self._before)
        if self._scratch is not None:
            self._scratch.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _serve(self) -> None:
        try:
            import uvicorn  # noqa: PLC0415 - loaded in the server's thread
            from prefect.server.api.server import create_app  # noqa: PLC0415 - as above

            config = uvicorn.Config(create_app, factory=True, log_level="critical", lifespan="on")
            self._server = uvicorn.Server(config)
            self._server.should_exit = self._is_stopped
            self._server.run(sockets=[self._socket])
        except (Exception, SystemExit) as error:  # noqa: BLE001 - kept for wait(), which raises it where it is seen
            self._failure = error

    def _set_environment(self, values: dict[str, str | None] | dict[str, str]) -> None:
        before = {name: os.environ.get(name) for name in values}
        for name, value in values.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        self._before = before
        if "prefect.context" in sys.modules:  # it read the environment when it was imported
            from prefect.context import (  # noqa: PLC0415 - only when it is there already
                refresh_global_settings_context,
            )

            refresh_global_settings_context()


def template_path() -> Path:
    """Give where this Prefect version's empty database is kept: in the user's cache folder."""
    if "XDG_CACHE_HOME" in os.environ:
        cache = Path(os.environ["XDG_CACHE_HOME"])
    elif sys.platform == "darwin":
        cache = Path.home() / "Library" / "Caches"
    else:
        cache = Path.home() / ".cache"
    return cache / "dropcopy" / f"prefect-{version('prefect')}.sqlite"


def _keep_template(database: Path) -> None:
    """Keep the fresh database for later starts; without a writable cache they are slower."""
    template = template_path()
    if template.is_file():
        return
    staged = template.with_name(f"{template.name}.{os.getpid()}")
    try:
        template.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(database)) as connection:
            connection.execute("VACUUM INTO ?", (str(staged),))
        staged.replace(template)
    except (OSError, sqlite3.Error) as error:
        logger.warning("the Prefect database could not be kept for faster starts: %s", error)
