"""The command ``dropcopy``.

Thin: it takes arguments, calls what does the work, and gives an exit code.

Each command imports what it needs when it runs, so that ``read`` and ``--help`` do not wait for
Prefect.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from flows.exits import Exit, leave_now
from flows.lean import make_lean

# ruff: noqa: PLC0415 - see above: what a command does not need is not imported

app = typer.Typer(
    help="Turns scans of typed cable translations into structured records.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    epilog="Exit codes: "
    + ", ".join(f"{code.value} {code.name.lower().replace('_', ' ')}" for code in Exit),
)

Json = Annotated[
    bool,
    typer.Option("--json", help="One JSON object on standard output; all else on standard error."),
]
Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="SECTION.NAME=VALUE", help="A setting, see docs/settings.md."),
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=1, help="Pages read at once; default: one a core.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show tracebacks.")]
ArchiveAt = Annotated[str, typer.Argument(metavar="ARCHIVE", help="Folder or object-store URL.")]


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"dropcopy {version('dropcopy')}")
        raise typer.Exit


@app.callback()
def _main(
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Say the version."),
    ] = False,
) -> None:
    """Turn scans of typed cable translations into structured records."""


@app.command()
def ingest(
    scans: Annotated[list[str], typer.Argument(metavar="SCANS...", help="Files and folders.")],
    archive: ArchiveAt,
    *,
    json: Json = False,
    workers: Workers = None,
    set_: Set = None,
    debug: Debug = False,
) -> None:
    """Read scans into an archive.

    What is done is not done again; a killed run goes on where it stopped.
    """
    with _told_errors(debug):
        from flows.commands import run_ingest

        raise typer.Exit(run_ingest(scans, archive, _assignments(set_, workers), as_json=json))


@app.command()
def reprocess(
    archive: ArchiveAt,
    *,
    json: Json = False,
    workers: Workers = None,
    set_: Set = None,
    debug: Debug = False,
) -> None:
    """Make all records of an archive again from the kept words, without OCR."""
    with _told_errors(debug):
        from flows.commands import run_reprocess

        raise typer.Exit(run_reprocess(archive, _assignments(set_, workers), as_json=json))


@app.command()
def read(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A scan, or a folder of page files.")
    ],
    json: Json = False,
    workers: Workers = None,
    set_: Set = None,
    debug: Debug = False,
) -> None:
    """Show the records of one file, for a first look: no archive is made."""
    with _told_errors(debug):
        from flows.first_look import run_read

        raise typer.Exit(run_read(file, _assignments(set_, workers), as_json=json))


@app.command()
def show(
    archive: ArchiveAt,
    document: Annotated[
        str,
        typer.Argument(metavar="DOCUMENT", help="document_id, its beginning, or reference number."),
    ],
    *,
    image: Annotated[
        Path | None,
        typer.Option(
            "--image", metavar="OUT.png", help="Write the page with its fields drawn on it."
        ),
    ] = None,
    page: Annotated[
        int | None,
        typer.Option("--page", min=1, help="Page of the scan to draw; default: the first."),
    ] = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Show one record with its evidence."""
    with _told_errors(debug):
        from flows.showing import run_show

        raise typer.Exit(run_show(archive, document, image=image, page=page, as_json=json))


@app.command()
def evaluate(
    truth: Annotated[
        Path, typer.Argument(metavar="TRUTH", help="A truth file, or a folder of them.")
    ],
    archive: ArchiveAt,
    *,
    worst: Annotated[int, typer.Option("--worst", min=0, help="Show this many mistakes.")] = 0,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Compare the records of an archive with what you know to be right.

    The form of truth files: docs/own-truth.md.
    """
    with _told_errors(debug):
        from flows.evaluating import run_evaluate

        raise typer.Exit(run_evaluate(truth, archive, worst=worst, as_json=json))


def _assignments(assignments: list[str] | None, workers: int | None) -> tuple[str, ...]:
    given = () if workers is None else (f"running.workers={workers}",)
    return (*given, *(assignments or ()))


@contextmanager
def _told_errors(debug: bool) -> Iterator[None]:
    """Tell errors by code and hint, and leave with the exit code that they stand for."""
    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        raise typer.Exit(Exit.INTERRUPTED) from None
    except BrokenPipeError:  # the reader of our output went away
        raise typer.Exit(Exit.FAILED) from None
    except Exception as error:  # noqa: BLE001 - the outermost place: told, never swallowed
        from flows.failures import tell
        from flows.terminal import err

        raise typer.Exit(tell(err(), error, debug=debug)) from None


def main(run: Callable[[], None] = app) -> NoReturn:
    """Run the command, and end the process: never returns.

    SIGTERM ends it as Ctrl-C does, so that what is open is put away.
    """
    make_lean()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        run()
    except SystemExit as end:
        if not isinstance(end.code, int | None):
            raise  # a text, which Python shows
        leave_now(end.code or Exit.FINE)
    leave_now(Exit.FINE)


if __name__ == "__main__":
    main()
