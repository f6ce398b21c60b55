"""Reference numbers of sheets (``3/NBF/T261``) and serials of earlier translations (``T368``).

``3`` and ``S`` are both real prefixes, so neither is ever made into the other here.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_REFERENCE = re.compile(
    r"(?P<prefix>[3S])\s*/\s*(?P<office>[A-Z]{2,5})\s*/\s*(?P<series>[A-Z]{1,2})\s*(?P<number>\d{1,5})",
    re.ASCII,
)
_SERIAL = re.compile(r"(?P<series>[A-Z])\s*(?P<number>\d{1,5})", re.ASCII)


class Reference(NamedTuple):
    """A sheet's reference number in its parts."""

    prefix: str
    office: str
    series: str
    number: int

    def __str__(self) -> str:
        return f"{self.prefix}/{self.office}/{self.series}{self.number}"

    @classmethod
    def parse(cls, text: str) -> Reference | None:
        """Read ``3/NBF/T261`` with any blanks and case, else ``None``."""
        match = _REFERENCE.fullmatch(text.strip(" .,:;").upper())
        if match is None:
            return None
        return cls(match["prefix"], match["office"], match["series"], int(match["number"]))


class Serial(NamedTuple):
    """A letter and a number: ``T368``, ``J1039``, ``M145``."""

    series: str
    number: int

    def __str__(self) -> str:
        return f"{self.series}{self.number}"

    @classmethod
    def parse(cls, text: str) -> Serial | None:
        """Read ``T368``, else ``None``."""
        match = _SERIAL.fullmatch(text.strip(" .,:;()").upper())
        return cls(match["series"], int(match["number"])) if match else None
