"""The names of scans that are several files: ``/scans/box7_p[001-012].jpg``.

Page files of one document are one source, called by their folder when it holds nothing else, and
otherwise by the run of their numbers. When pages are added, the name changes with them: a run that
grew is the same document as before.
"""

from __future__ import annotations

import re

_RUN = re.compile(
    r"^(?P<folder>.*)/(?P<stem>[^/]*)\[(?P<first>[0-9]+)-(?P<last>[0-9]+)\](?P<suffix>\.[^/.]+)$",
    re.DOTALL,
)
_PAGE = re.compile(r"^(?P<stem>[^/]*?)(?P<number>[0-9]+)(?P<suffix>\.[^/.]+)$", re.DOTALL)


def run_name(stem: str, first: str, last: str, suffix: str) -> str:
    """Name a run of page files by the digits of its first and last number, as they are written."""
    return f"{stem}[{first}-{last}]{suffix}"


def covers(newer: str, older: str) -> bool:
    """Tell whether the source at the URI ``newer`` holds all the files of the one at ``older``.

    So it does when it is a longer run of the same files, or a run that a single page file became.
    """
    run = _RUN.match(newer)
    folder, _, name = older.rpartition("/")
    if run is None or folder != run["folder"] or newer == older:
        return False
    before = _RUN.match(older)
    if before is not None:
        stem, suffix = before["stem"], before["suffix"]
        digits = before["first"], before["last"]
    else:
        page = _PAGE.match(name)
        if page is None:
            return False
        stem, suffix = page["stem"], page["suffix"]
        digits = page["number"], page["number"]
    lengths = range(len(run["first"]), len(run["last"]) + 1)
    return (
        (stem, suffix) == (run["stem"], run["suffix"])
        and all(len(number) in lengths for number in digits)
        and int(run["first"]) <= int(digits[0])
        and int(digits[1]) <= int(run["last"])
    )
