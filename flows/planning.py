"""Decides for each input what is to be done: seen before, openable, which pages are kept already.

A plan is made while the first pages are already being read: shards come out as soon as they are
full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from flows.settings import Settings
from flows.work import Outcome, Piece, Shard, SourceWork
from ocr.inventory import Fingerprint, Source, fingerprint, path_of
from ocr.opening import open_source
from output.archive import Archive
from output.known import KnownSources, Standing, Verdict
from schemas.problems import Code, Problem, TerminalError
from schemas.records import SourceRow, SourceState

_FIRST_BATCH, _LARGEST_BATCH = 4, 256
"""Sources that the archive is asked about at once: few at first, so that reading begins at once,
then many.
"""

_SHARDS_BEFORE_DOUBLING = 200
"""A flow run bears about 1,000 tasks: after this many shards they become twice as long."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An input that is to be opened."""

    source: Source
    fingerprint: Fingerprint
    verdict: Verdict


class Planner:
    """Goes through the inputs of a run once, in order."""

    def __init__(
        self, archive: Archive, settings: Settings, profile: str, pipeline_version: str
    ) -> None:
        self._archive = archive
        self._settings = settings
        self._profile = profile
        self._pipeline_version = pipeline_version
        self._known: KnownSources = archive.known_sources(settings.reading.page_seconds)
        self._works = 0

    def has_outlived(self) -> bool:
        """Say whether a killed run left records of bytes whose place newer ones have taken."""
        return self._known.has_outlived()

    def plan(
        self, sources: Iterable[Source], is_stopped: Callable[[], bool]
    ) -> Iterator[Outcome | SourceWork]:
        """Give an outcome or a work for each source; ends early when ``is_stopped()``."""
        waiting = iter(sources)
        size = _FIRST_BATCH
        while batch := list(islice(waiting, size)):
            candidates: list[_Candidate] = []
            for source in batch:
                if is_stopped():
                    return
                judged = self._judge(source)
                if isinstance(judged, Outcome):
                    yield judged
                else:
                    candidates.append(judged)
            yield from self._open(candidates)
            size = min(2 * size, _LARGEST_BATCH)

    def _judge(self, source: Source) -> Outcome | _Candidate:
        try:
            print_ = fingerprint(source, self._settings.limits)
        except TerminalError as error:
            return self._refused(source, Fingerprint("", 0), error.problem, "inventory")
        verdict = self._known.standing(
            source.uri,
            print_.sha256,
            profile=self._profile,
            pipeline_version=self._pipeline_version,
            exists=_exists,
        )
        candidate = _Candidate(source, print_, verdict)
        match verdict.standing:
            case Standing.DONE:
                return _as_before(self._outcome(candidate, SourceState.RECORDED))
            case Standing.REFUSED:
                return _as_before(self._outcome(candidate, SourceState.QUARANTINED))
            case Standing.DUPLICATE:
                return self._duplicate(candidate)
            case _:
                return candidate

    def _outcome(self, candidate: _Candidate, state: SourceState) -> Outcome:
        """Say that an input is as it was; only one that has moved is to be noted."""
        return Outcome(
            candidate.source,
            candidate.fingerprint.sha256,
            candidate.fingerprint.bytes,
            state,
            is_settled=candidate.verdict.twin is None,
            previous=candidate.verdict.previous,
        )

    def _duplicate(self, candidate: _Candidate) -> Outcome:
        previous, twin = candidate.verdict.previous, candidate.verdict.twin
        settled = (
            previous is not None
            and previous.state is SourceState.DUPLICATE
            and previous.source_sha256 == candidate.fingerprint.sha256
            and previous.duplicate_of == twin
            and previous.replaced_by is None
        )
        outcome = self._outcome(candidate, SourceState.DUPLICATE)
        return replace(outcome, duplicate_of=twin, is_settled=settled)

    def _was_refused_for_its_pages(self, verdict: Verdict) -> bool:
        """Say whether the same pages would only be refused again."""
        previous = verdict.previous
        return (
            previous is not None
            and previous.reason is Code.SOURCE_ALL_PAGES_FAILED
            and previous.ocr_profile == self._profile
            and previous.pipeline_version == self._pipeline_version
        )

    def _open(self, candidates: Sequence[_Candidate]) -> Iterator[Outcome | SourceWork]:
        wanted = {candidate.fingerprint.sha256 for candidate in candidates}
        kept = self._archive.stored_page_numbers(wanted, self._profile) if wanted else {}
        for candidate in candidates:
            source, print_ = candidate.source, candidate.fingerprint
            try:
                with open_source(source, self._settings.limits) as opened:
                    media_type, page_count = opened.media_type, opened.page_count
            except TerminalError as error:
                yield self._refused(source, print_, error.problem, "inventory")
                continue
            pages = kept.get(print_.sha256, {})
            done = pages.keys() - self._known.pages_again(print_.sha256)
            to_read = tuple(n for n in range(1, page_count + 1) if n not in done)
            if not to_read and self._was_refused_for_its_pages(candidate.verdict):
                yield _as_before(self._outcome(candidate, SourceState.QUARANTINED))
                continue
            yield SourceWork(
                number=self._works,
                source=source,
                sha256=print_.sha256,
                bytes=print_.bytes,
                media_type=media_type,
                page_count=page_count,
                to_read=to_read,
            )
            self._works += 1

    def _refused(
        self, source: Source, print_: Fingerprint, problem: Problem, stage: str
    ) -> Outcome:
        previous = self._known.at(source.uri)
        settled = (
            previous is not None
            and previous.state is SourceState.QUARANTINED
            and previous.source_sha256 == print_.sha256
            and previous.reason is problem.code
        )
        return Outcome(
            source,
            print_.sha256,
            print_.bytes,
            SourceState.QUARANTINED,
            settled,
            previous,
            problem,
            stage,
        )


def shards(works: Iterable[SourceWork], shard_pages: int) -> Iterator[Shard]:
    """Cut works into shards of ``shard_pages`` pages; a long source goes over several.

    The number of records made at once is bounded too: a source without pages to read counts as one
    page.
    """
    number, size = 0, shard_pages
    pieces: list[Piece] = []
    room = size
    for work in works:
        left = work.to_read
        while True:
            taken, left = left[:room], left[room:]
            pieces.append(Piece(work, taken))
            room -= max(1, len(taken))
            if room <= 0:
                yield Shard(number, tuple(pieces))
                number += 1
                size = shard_pages * 2 ** (number // _SHARDS_BEFORE_DOUBLING)
                pieces, room = [], size
            if not left:
                break
    if pieces:
        yield Shard(number, tuple(pieces))


def _as_before(outcome: Outcome) -> Outcome:
    previous: SourceRow | None = outcome.previous
    if previous is None:
        return outcome
    problem = Problem(previous.reason, previous.message or "") if previous.reason else None
    return replace(
        outcome, media_type=previous.media_type, page_count=previous.page_count, problem=problem
    )


def _exists(uri: str) -> bool:
    """Tell whether a scan is still where it was; page files of a run by their folder."""
    path = path_of(uri)
    return path.exists() or ("[" in path.name and path.parent.exists())
