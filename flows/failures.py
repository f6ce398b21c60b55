"""How an error is told: code, what happened, what to do; a traceback only where it is asked for."""

from __future__ import annotations

import traceback

from rich.console import Console

from flows.exits import Exit, exit_for
from flows.terminal import plain
from schemas.problems import DropcopyError, Problem


def tell(console: Console, error: BaseException, *, debug: bool) -> Exit:
    """Print an error for people and give the exit code that it stands for."""
    if debug:
        console.print(plain("".join(traceback.format_exception(error)), keep_lines=True))
    if isinstance(error, DropcopyError):
        console.print(plain(f"{error.message} [{error.code}]", "bold red"), soft_wrap=True)
        console.print(plain(error.hint), soft_wrap=True)
        return exit_for(error.code)
    console.print(plain(f"{type(error).__name__}: {error}", "bold red"), soft_wrap=True)
    if not debug:
        console.print(
            "This is a fault in dropcopy. Run again with --debug and report what it says."
        )
    return Exit.FAILED


def tell_problem(console: Console, where: str, problem: Problem) -> None:
    """Print what is wrong with an input or a page, and what to do."""
    console.print(
        plain(f"{where}: {problem.message} [{problem.code.value}]", "red"), soft_wrap=True
    )
    console.print(plain(problem.hint), soft_wrap=True)
