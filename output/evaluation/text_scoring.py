"""Compares the texts of a record with their truth: body, paragraphs, marks, notes, markers.

- *Body.* Edits (Levenshtein, NFC) and the truth's characters; summed over sheets they give a
  weighted mean. The bodies are aligned, and what follows is looked for at the place that answers.
- *Paragraphs.* One is right when it begins and ends where the true one does.
- *Marks.* One is found when a mark of its kind stands at its place; it is right when a gap has
  its groups and kind, a reading its grade and (within ``NEAR``) its text, any other its exact text.
  A gap that names two kinds of groups counts as two.
- *Comments.* Paired by system and label, in order; right when the text is, within ``NEAR``.
- *Markers.* A true marker is right when the comment of the same label is anchored at its place.
- *Citations.* One is right when the same text (the comment of the same label, for comments) cites the
  same number of the same station.
- *Furniture.* Pieces that read like page furniture and stand more often in the body than in the
  true one.

Places may be ``_PLACE`` characters off, so that a misread neighbour does not count twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from unicodedata import normalize

from rapidfuzz.distance import Levenshtein

from output.evaluation.alignment import Alignment
from output.evaluation.scores import FieldTally, Mistake, Tally, TextScore
from schemas.records import Comment, GapKind, Mark, MarkKind, MentionKind, Record

NEAR = 0.05
"""Edits a character up to which a text counts as right; one edit is always allowed."""

_PLACE = 3

_FURNITURE = (
    re.compile(r"c[o0]ntinued\s+[o0]ver|[o0]verleaf", re.IGNORECASE),
    re.compile(r"\bd[il1]str[il1]but[il1][o0]n\b", re.IGNORECASE),
    re.compile(r"[\[/L({]\s*\d+\s+pages?\b", re.IGNORECASE),
    re.compile(r"(?:^|\s)-\s?\d+\s?-(?=\s|$)"),
    re.compile(r"\b[3S58]/[A-Z]{2,5}/\s?T\s?\d+"),
    re.compile(r"[X*]{5,}"),
    re.compile(r"\bTOP\s+SECRET\b"),
)


def compare_texts(truth: Record | None, got: Record | None) -> TextScore:
    """Score the texts of one pair; a lacking record counts as one without text."""
    true_body = normalize("NFC", truth.sheet.body) if truth else ""
    got_body = normalize("NFC", got.sheet.body) if got else ""
    true_comments = truth.comments if truth else ()
    got_comments = got.comments if got else ()
    path = Alignment.of(true_body, got_body)
    body_pair = Tally(bool(true_body), bool(got_body), bool(true_body and got_body))
    pairs = _pair_comments(true_comments, got_comments)
    return TextScore(
        bodies=body_pair + Tally(right=bool(true_body) and true_body == got_body),
        edits=path.edits,
        characters=len(true_body),
        paragraphs=_paragraphs(true_body, got_body, path),
        furniture=_furniture(true_body, got_body),
        marks=_marks(truth.marks if truth else (), got.marks if got else (), path),
        comments=_tally_comments(pairs, lambda one, other: _near(one.text, other.text)),
        exact_comments=_tally_comments(pairs, lambda one, other: one.text == other.text),
        terms=_tally_values((_term(one), _term(other)) for one, other in pairs),
        identifications=_tally_values(
            (_identification(one), _identification(other)) for one, other in pairs
        ),
        anchors=_anchors(pairs, path),
        citations=_citations(truth, got),
        mistakes=tuple(_comment_mistakes(pairs, truth, got)),
    )


def _paragraphs(truth: str, got: str, path: Alignment) -> Tally:
    true_spans, got_spans = _paragraph_spans(truth), _paragraph_spans(got)
    free = list(got_spans)
    right = 0
    for span in true_spans:
        start, end = path.carry_span(*span)
        match = next(
            (one for one in free if abs(one[0] - start) <= _PLACE and abs(one[1] - end) <= _PLACE),
            None,
        )
        if match:
            free.remove(match)
            right += 1
    return Tally(len(true_spans), len(got_spans), right, right)


def _paragraph_spans(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S(?:.|\n(?!\n))*", text)]


def _furniture(truth: str, got: str) -> int:
    return sum(max(0, len(piece.findall(got)) - len(piece.findall(truth))) for piece in _FURNITURE)


def _marks(truth: Sequence[Mark], got: Sequence[Mark], path: Alignment) -> dict[str, Tally]:
    """Tally the bodies' marks by kind."""
    tallies: dict[str, Tally] = {}
    for kind in MarkKind:
        true_marks = _of_body(truth, kind)
        free = _of_body(got, kind)
        tally = Tally(truth=len(true_marks), got=len(free))
        for mark in true_marks:
            start, end = path.carry_span(mark.start, mark.end)
            here = [one for one in free if one.start < end + _PLACE and start - _PLACE < one.end]
            if here:
                best = min(
                    here, key=lambda one: (not _mark_right(mark, one), _apart(one, start, end))
                )
                free.remove(best)
                tally += Tally(found=1, right=_mark_right(mark, best))
        if tally != Tally():
            tallies[kind.value] = tally
    return tallies


_GAP_WORDING = re.compile(r"(\d+) groups? (\w+)")


def _of_body(marks: Sequence[Mark], kind: MarkKind) -> list[Mark]:
    """Give the body's marks of a kind, a gap that names two kinds of groups as one of each.

    So a record counts the same whether it keeps such a gap in one row or in two.
    """
    found: dict[tuple[int, int, object], Mark] = {}
    for mark in marks:
        if mark.field != "body" or mark.kind is not kind:
            continue
        named = _GAP_WORDING.findall(mark.text) if kind is MarkKind.GAP else ()
        for groups, word in named if len(named) > 1 else ():
            one = mark.model_copy(update={"groups": int(groups), "gap_kind": GapKind(word)})
            found[mark.start, mark.end, word] = one
        if len(named) <= 1:
            found[mark.start, mark.end, mark.gap_kind] = mark
    return list(found.values())


def _apart(mark: Mark, start: int, end: int) -> int:
    return abs(mark.start - start) + abs(mark.end - end)


def _mark_right(truth: Mark, got: Mark) -> bool:
    match truth.kind:
        case MarkKind.GAP:
            return (truth.groups, truth.gap_kind) == (got.groups, got.gap_kind)
        case MarkKind.READING:
            return truth.grade == got.grade and _near(truth.text, got.text)
        case MarkKind.ORIGINAL:
            return (truth.text, truth.term) == (got.text, got.term)
        case _:
            return truth.text == got.text


CommentPair = tuple[Comment | None, Comment | None]


def _pair_comments(truth: Iterable[Comment], got: Iterable[Comment]) -> list[CommentPair]:
    """Pair notes by system and label; a label that stands twice is paired in order."""
    waiting: defaultdict[tuple[str, str], list[Comment]] = defaultdict(list)
    for comment in got:
        waiting[comment.system, comment.label].append(comment)
    pairs: list[CommentPair] = []
    for comment in truth:
        same = waiting[comment.system, comment.label]
        pairs.append((comment, same.pop(0) if same else None))
    pairs.extend((None, comment) for left in waiting.values() for comment in left)
    return pairs


def _tally_comments(
    pairs: Sequence[CommentPair], right: Callable[[Comment, Comment], bool]
) -> Tally:
    tally = Tally()
    for one, other in pairs:
        tally += Tally(one is not None, other is not None)
        if one is not None and other is not None:
            tally += Tally(found=1, right=right(one, other))
    return tally


def _tally_values(values: Iterable[tuple[str | None, str | None]]) -> FieldTally:
    tally = FieldTally()
    for truth, got in values:
        if truth or got:
            tally += FieldTally(1, truth == got, not got, not truth)
    return tally


def _term(comment: Comment | None) -> str | None:
    return comment.term if comment else None


def _identification(comment: Comment | None) -> str | None:
    return comment.identification if comment else None


def _anchors(pairs: Sequence[CommentPair], path: Alignment) -> Tally:
    tally = Tally()
    for truth, got in pairs:
        true_fields = Counter(truth.anchored_in if truth else ())
        got_fields = Counter(got.anchored_in if got else ())
        true_places = truth.anchors if truth else ()
        free = list(got.anchors if got else ())
        tally += Tally(
            truth=len(true_places) + true_fields.total(), got=len(free) + got_fields.total()
        )
        right = (true_fields & got_fields).total()
        for place in true_places:
            there = path.carry(place)
            near = [one for one in free if abs(one - there) <= _PLACE]
            if near:
                free.remove(min(near, key=lambda one: abs(one - there)))
                right += 1
        tally += Tally(found=right, right=right)
    return tally


def _citations(truth: Record | None, got: Record | None) -> Tally:
    wanted, found = _cited(truth), _cited(got)
    right = (wanted & found).total()
    return Tally(wanted.total(), found.total(), right, right)


def _cited(record: Record | None) -> Counter[tuple[str, str | None, str | None, int | None]]:
    """Count what a record cites: field, label of the comment, station, number."""
    if record is None:
        return Counter()
    labels = {comment.position: comment.label for comment in record.comments}
    return Counter(
        (one.field, labels.get(one.comment or 0), one.cited_station, one.cited_number)
        for one in record.mentions
        if one.kind is MentionKind.CITATION
    )


def _comment_mistakes(
    pairs: Iterable[CommentPair], truth: Record | None, got: Record | None
) -> Iterable[Mistake]:
    there = truth or got
    page = there.sheet.first_page if there else 1
    for one, other in pairs:
        if one is None or other is None or not _near(one.text, other.text):
            yield Mistake("comments", _comment_text(one), _comment_text(other), None, page)


def _comment_text(comment: Comment | None) -> str:
    return f"[{comment.label}] {comment.text}" if comment else ""


def _near(truth: str, got: str) -> bool:
    """Say whether two texts are the same but for ``NEAR`` edits a character, or one."""
    one, other = normalize("NFC", truth), normalize("NFC", got)
    allowed = max(1, int(NEAR * len(one)))
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed
