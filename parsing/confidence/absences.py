"""Doubts about a field that was not found: whether it is not on the sheet, or was not read.

As in ``doubts``, every number is 0 where nothing speaks for a loss, and more is worse.
"""

from __future__ import annotations

from collections.abc import Mapping

from parsing.confidence.model import Weights
from parsing.confidence.surroundings import Surroundings
from parsing.confidence.traces import clearest, trace_of
from parsing.confidence.unplaced import Zone
from parsing.messages import SHARED

_OF_MESSAGES = frozenset(
    (
        "from_station", "to_station", "message_numbers", "message_date", "title", "addressee",
        "copy_to", "handling", "signature_serial", "signature_name", "signature_date",
    )
)  # fmt: skip
"""Fields of a message, which a correction sheet has not."""


_HALF = 2.0
"""Letters that are worth half as much as any number of them."""

_HEAD = (Zone.MARGIN, Zone.LEFT, Zone.RIGHT)
_END = (Zone.CLOSING, Zone.FOOT)

_ZONES: Mapping[str, tuple[Zone, ...]] = {
    "classification": (*_HEAD, Zone.FOOT),
    "codewords": (*_HEAD, Zone.FOOT),
    "origin": (Zone.MARGIN,),
    "reference_number": (Zone.RIGHT,),
    "reference_date": (Zone.RIGHT,),
    "sheet_serial": (Zone.RIGHT,),
    "issued_date": (Zone.RIGHT, *_END, Zone.NOTES),
    "copy_number": (Zone.RIGHT,),
    "is_reissue": (Zone.RIGHT,),
    "reissue_of": (Zone.RIGHT,),
    "addressee": (Zone.MARGIN, Zone.LEFT, Zone.OPENING),
    "copy_to": (Zone.MARGIN, Zone.LEFT, Zone.OPENING),
    "handling": (Zone.MARGIN, Zone.LEFT, Zone.OPENING),
    "signature_serial": (Zone.CLOSING,),
    "signature_name": (Zone.CLOSING,),
    "signature_date": (Zone.CLOSING,),
    "distribution": _END,
}
"""Where each field stands; others stand in the header."""


def is_of_sheet(name: str, around: Surroundings) -> bool:
    """Say whether a sheet of this kind can bear the field at all."""
    return not (around.is_correction and name in _OF_MESSAGES)


def absence_doubts(name: str, around: Surroundings) -> dict[str, float]:
    """Give the doubts about the absence of one field, by name."""
    if name in SHARED:
        around = around.of_the_sheet
    zones = _ZONES.get(name, _HEAD)
    return {
        **around.of_any_absence,
        "trace": trace_of(name, around),
        "ink": _presence(around.unplaced.letters_in(zones, ink=True)),
        "stray": _presence(around.unplaced.letters_in(zones, ink=False)),
    }


def can_be_lost(name: str, weights: Weights, around: Surroundings) -> bool:
    """Tell an absence that can be likelier a loss, were what is dear to find out at its most."""
    if name in SHARED:
        around = around.of_the_sheet
    costs = weights.weights
    known = sum([costs[doubt] * amount for doubt, amount in around.of_any_absence.items()])
    dear = costs["trace"] * clearest(name, around) + costs["ink"] + costs["stray"]
    return known + dear >= weights.start


def _presence(letters: float) -> float:
    """Weigh letters from 0 to 1: that some are there says more than how many."""
    return letters / (letters + _HALF)


def absence_reason(doubt: str, around: Surroundings) -> str:
    """Say for a person why a field that was not found can be on the sheet."""
    scraps = ", ".join(repr(piece.text) for piece in (*around.head, *around.foot)[:3])
    told = {
        "numbered": "sheets with a reference block mostly bear it",
        "bare": "sheets of this kind mostly bear it",
        "page": f"its page was read with a mean confidence of {around.usual:.2f}",
        "worn": f"one in ten words of the sheet was read below {around.least_usual:.2f}",
        "joined": "a page of the sheet bears no number: it can be of another",
        "head": f"something in the header could not be read: {scraps}",
        "right": f"something at the right of the header could not be read: {scraps}",
        "ink": "there is type where it stands of which no word was read",
        "stray": "there are words where it stands that are of nothing else",
        "trace": "there is a trace of it" + (f": {scraps}" if scraps else ""),
    }
    return told[doubt]
