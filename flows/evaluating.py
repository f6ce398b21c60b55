"""``dropcopy evaluate``: an archive's records against anybody's truth."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from flows.evaluation_tables import Located, as_json, field_table, text_table, worst_lines
from flows.exits import Exit
from flows.terminal import err, out, plain, safe
from output.archive import Archive
from output.evaluation.against import Compared, compare_archive
from output.evaluation.scores import Score
from output.evaluation.truth import read_truths

_GROUP = "all"


def run_evaluate(truth: Path, archive: str, *, worst: int, as_json: bool) -> Exit:
    """Score an archive and show how right it is. Raises DropcopyError; the caller tells it."""
    truths = read_truths(truth)
    compared = compare_archive(truths, Archive.open(archive))
    missing = [one.source for one in compared if one.uri is None]
    if as_json:
        sys.stdout.write(json.dumps(_told(compared, missing), ensure_ascii=True) + "\n")
    else:
        _show(compared, missing, worst)
    return Exit.FINE


def _score(compared: Sequence[Compared]) -> Score:
    return sum((one.score for one in compared), Score())


def _located(compared: Sequence[Compared]) -> list[Located]:
    return [
        Located(one.source, mistake)
        for one in compared
        for mistake in (*one.score.mistakes, *one.score.text.mistakes)
    ]


def _told(compared: Sequence[Compared], missing: Sequence[str]) -> dict[str, object]:
    return {
        "sources": len(compared),
        "not_found": list(missing),
        **as_json({_GROUP: _score(compared)}, _located(compared)),
    }


def _show(compared: Sequence[Compared], missing: Sequence[str], worst: int) -> None:
    groups = {_GROUP: _score(compared)}
    console = out()
    console.print(field_table(groups), text_table(groups))
    if worst:
        for line in worst_lines(_located(compared), worst):
            console.print(plain(line), soft_wrap=True)
    console.print(f"{len(compared)} sources, {len(compared) - len(missing)} of them in the archive")
    for name in missing:
        err().print(f"not in the archive, all of it missed: {safe(name)}", soft_wrap=True)
