"""Dates that were stamped on a sheet: ``20 AUG 1958``, in capitals throughout, where typed months are not."""

from __future__ import annotations

import re

from schemas.values.dates import MESSAGES

_STAMP = re.compile(r"\d{1,2}\s?[A-Z0-9]{3}\s?(?:19)?(?P<year>\d{2})\W?")
_CENTURY = 1900


def is_issue_stamp(text: str) -> bool:
    """Tell the date of a stamp of a year when sheets were issued and no message was sent.

    Its month may be misread.
    """
    stamp = _STAMP.fullmatch(text)
    return stamp is not None and _CENTURY + int(stamp["year"]) > MESSAGES.last
