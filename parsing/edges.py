"""What the edges of a sheet's pages tell of it: classification, reference by vote, foot date, list."""

from __future__ import annotations

from collections.abc import Sequence

from parsing.classification import Classified
from parsing.draft import Draft
from parsing.findings import Finding
from parsing.furniture import Edges
from parsing.header_pieces import DAY_ALONE, Header
from parsing.lexicon import lexicon
from parsing.votes import vote_reference, vote_serial
from schemas.values.dates import TypedDate


def read_edges(header: Header, every: Sequence[Edges], draft: Draft, usual: float) -> None:
    """Take what the pages' edges tell: classification, reference by vote, foot date, distribution.

    ``usual`` is how surely the first page was read.
    """
    classified = list(header.classified)
    references: list[Finding[object]] = []
    if "reference_number" in header.findings:
        references.append(header.findings["reference_number"])
    for edges in every:
        classified.extend(edges.classified)
        references.extend(
            Finding(
                str(found.value), found.raw, found.words, found.page, found.rule, found.certainty
            )
            for found in edges.references
        )
        if edges.foot_date is not None:
            _keep_foot_date(edges.foot_date, draft)
        if edges.distribution is not None:
            draft.findings.setdefault("distribution", edges.distribution)
        draft.cut.extend(edges.cut)
        draft.page_count_typed = draft.page_count_typed or edges.page_count
        draft.continued = edges.continued
    if (vote := vote_reference(references)) is not None:
        draft.references = vote.values
        draft.copies["reference_number"] = vote.agreeing, vote.others
        draft.findings["reference_number"] = vote.chosen
    else:
        serials = [serial for edges in every for serial in edges.serials]
        serial = vote_serial(draft.findings.get("sheet_serial"), serials)
        if serial is not None:
            draft.findings["sheet_serial"] = serial
    _keep_classification(classified, draft, usual)


def _keep_foot_date(foot: Finding[TypedDate], draft: Draft) -> None:
    """Keep the date at a foot as that of the issue where none was found; it speaks against a header's day."""
    issued = draft.findings.get("issued_date")
    if issued is None:
        draft.findings["issued_date"] = Finding(
            foot.value.day, foot.raw, foot.words, foot.page, foot.rule, foot.certainty
        )
    elif issued.rule == DAY_ALONE and issued.value != foot.value.day:
        draft.copies["issued_date"] = 1, 1


_FEWEST_MISREAD = 2

_ILL_READ = 0.85
"""Capitals misread in a line, and share of the page's sureness, from which it was struck through."""


def _keep_classification(classified: Sequence[Classified], draft: Draft, usual: float) -> None:
    if not classified:
        return
    released = lexicon().classification.released
    classified = [found for found in classified if found.level.value not in released] or classified
    best = max(classified, key=lambda found: found.level.confidence)
    draft.findings["classification"] = best.level
    agreeing = sum(found.level.value == best.level.value for found in classified)
    draft.copies["classification"] = agreeing, len(classified) - agreeing
    struck = any(found.struck for found in classified) or all(
        found.misread >= _FEWEST_MISREAD and found.sureness < _ILL_READ * usual
        for found in classified
    )
    alike = sum(found.struck is struck for found in classified)
    draft.copies["classification_struck"] = alike, len(classified) - alike
    draft.findings["classification_struck"] = Finding(
        struck, best.level.raw, best.level.words, best.level.page, "line through the words", 0.9
    )
    named = {word.value: word for word in _codewords(classified)}
    if named:
        words = tuple(word for finding in named.values() for word in finding.words)
        first = next(iter(named.values()))
        draft.findings["codewords"] = Finding(
            tuple(named), first.raw, words, first.page, "code words beside the classification",
            min(finding.certainty for finding in named.values()),
        )  # fmt: skip
    elif any(line.unread for line in classified):
        draft.unread |= {"codewords"}


def _codewords(classified: Sequence[Classified]) -> list[Finding[str]]:
    """Give the code words of the surest line, each as the line reads it that bears it most surely."""
    best = max(classified, key=_codeword_sureness).codewords
    others = [line.codewords for line in classified if len(line.codewords) == len(best)]
    return [max(read, key=lambda word: word.certainty) for read in zip(*others, strict=True)]


def _codeword_sureness(classified: Classified) -> float:
    """Give how surely the code words of one line were read; the sheet bears them twice."""
    return sum(word.certainty - 0.6 for word in classified.codewords)
