"""How surely a record is right: a calibrated probability for each field that was found or is absent.

``doubts`` and ``absences`` say what speaks against a field, ``crosschecks`` what the rest of the sheet says
of it, ``traces`` what a lost one leaves, ``model`` what that is worth: numbers fitted by
``bench/fit_confidence.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

from parsing.confidence.absences import absence_doubts, absence_reason, can_be_lost, is_of_sheet
from parsing.confidence.doubts import doubts_of, reason
from parsing.confidence.model import SHARED, Assurance, Model, assurance
from parsing.confidence.surroundings import Surroundings

__all__ = ["Sureness", "Surroundings", "sureness_of"]


@dataclass(frozen=True, slots=True)
class Sureness:
    """Probabilities of the fields that were found, and of the absences of others that may be losses."""

    found: dict[str, Assurance]
    absent: dict[str, Assurance]
    around: Surroundings

    def why(self, name: str) -> str:
        """Say for a person what is most doubtful about a field; empty when nothing is."""
        finding = self.around.draft.findings.get(name)
        sure = self.absent[name] if finding is None else self.found[name]
        if not sure.doubt:
            return ""
        if finding is None:
            return absence_reason(sure.doubt, self.around)
        return reason(name, sure.doubt, finding, self.around)


def sureness_of(around: Surroundings, fitted: Model) -> Sureness:
    """Weigh what speaks against each field of a sheet, and against each absence that may count."""
    findings = around.draft.findings
    found = {}
    for name, finding in findings.items():
        weights = fitted.found.get(name, fitted.found[SHARED])
        found[name] = assurance(weights, doubts_of(name, finding, around, weights.free))
    absent = {
        name: assurance(weights, absence_doubts(name, around))
        for name, weights in fitted.absent.items()
        if name not in findings
        and name != SHARED
        and is_of_sheet(name, around)
        and can_be_lost(name, weights, around)
    }
    return Sureness(found, absent, around)
