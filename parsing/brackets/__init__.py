"""Square brackets of the sheets, made canonical: gaps, graded readings, note markers, originals, insertions.

A mark is known by what stands in it first and by its brackets second. The passes run from the surest content
(a count of groups) to the least sure (a translator's word), each leaving private brackets that the later ones
take as given. Page breaks travel through as form feeds.
"""

from parsing.brackets.canonical import Bracketed, Mark, canonical, groups_of, term_before
from parsing.brackets.gaps import is_unit
from parsing.brackets.markers import NO_LABELS, KnownLabels
from parsing.brackets.stripping import without_markers, without_marks
from parsing.brackets.worded_gaps import uncounted_gap

__all__ = [
    "NO_LABELS",
    "Bracketed",
    "KnownLabels",
    "Mark",
    "canonical",
    "groups_of",
    "is_unit",
    "term_before",
    "uncounted_gap",
    "without_markers",
    "without_marks",
]
