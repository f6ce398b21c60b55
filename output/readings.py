"""Pages and their words, to the table ``pages`` and back.

Words are handled by column, not one by one: an archive has hundreds of them a page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, islice, repeat

import numpy as np
import pyarrow as pa
import pyarrow.dataset as ds

from output.delta import DeltaTables, quoted
from output.scanning import Where, among, batches, is_null, read
from schemas.pages import Box, Page, Reading, Word
from schemas.problems import Code, Problem
from schemas.tables import TABLES

SCHEMA = TABLES["pages"].schema
_WORD = SCHEMA.field("words").type.value_type
_BATCH_PAGES = 64


def pages_to_arrow(batch: Sequence[tuple[str, Sequence[Page]]], run_id: str) -> pa.Table:
    """Make the rows of pages, from pairs (source_sha256, pages), not yet in any document.

    Raises ValueError for a confidence outside 0..1 or a page number below 1.
    """
    keyed = [(source, page) for source, pages in batch for page in pages]
    pages = [page for _, page in keyed]
    if any(page.number < 1 for page in pages):
        raise ValueError("pages count from 1")
    readings = [page.reading for page in pages]
    values: dict[str, Sequence[object] | pa.Array] = {
        "source_sha256": [source for source, _ in keyed],
        "page": [page.number for page in pages],
        "document_id": [None] * len(pages),
        "image_sha256": [page.image_sha256 for page in pages],
        "width": [page.width for page in pages],
        "height": [page.height for page in pages],
        "dpi": [page.dpi for page in pages],
        "rotation": [page.rotation for page in pages],
        "skew_degrees": [page.skew_degrees for page in pages],
        "ocr_confidence": [page.confidence for page in pages],
        "is_blank": [page.is_blank for page in pages],
        "ocr_engine": [reading.engine if reading else None for reading in readings],
        "ocr_profile": [reading.profile if reading else None for reading in readings],
        "ocr_seconds": [reading.seconds if reading else None for reading in readings],
        "words": _words_to_arrow(pages),
        "unread": [[box._asdict() for box in page.unread] for page in pages],
        "reason": [page.problem.code.value if page.problem else None for page in pages],
        "message": [page.problem.message if page.problem else None for page in pages],
        "run_id": [run_id] * len(pages),
    }
    arrays = [
        column if isinstance(column, pa.Array) else pa.array(column, field.type)
        for field in SCHEMA
        for column in (values[field.name],)
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _words_to_arrow(pages: Sequence[Page]) -> pa.Array:
    words = [word for page in pages for word in page.words]
    confidences = np.array([word.confidence for word in words], np.float32)
    if words and not (confidences.min() >= 0.0 and confidences.max() <= 1.0):
        raise ValueError("the confidence of a word is not within 0..1")
    edges = chain.from_iterable(word.box for word in words)
    boxes = np.fromiter(edges, np.int32, 4 * len(words)).reshape(-1, 4)
    columns = {
        "text": pa.array([word.text for word in words], pa.string()),
        "confidence": pa.array(confidences),
        "line": pa.array([word.line for word in words], pa.int32()),
        **{corner: pa.array(boxes[:, at]) for at, corner in enumerate(Box._fields)},
        "struck": pa.array([word.struck for word in words], pa.bool_()),
    }
    structs = pa.StructArray.from_arrays(
        [columns[field.name] for field in _WORD], fields=list(_WORD)
    )
    offsets = np.cumsum([0, *(len(page.words) for page in pages)], dtype=np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), structs, type=SCHEMA.field("words").type)


def pages_from_arrow(rows: pa.Table) -> Iterator[tuple[str, Page]]:
    """Give (source_sha256, page) for each row of the table ``pages``, in the rows' order."""
    rows = rows.combine_chunks()
    kept = {
        name: rows.column(name).to_pylist()
        for name in rows.column_names
        if name not in ("words", "document_id", "ocr_confidence", "run_id")
    }
    words = _words_from_arrow(rows)
    unread = kept.get("unread", [()] * len(rows))  # an archive may be older than the column
    for at, (source, number) in enumerate(zip(kept["source_sha256"], kept["page"], strict=True)):
        engine = kept["ocr_engine"][at]
        reason = kept["reason"][at]
        yield (
            source,
            Page(
                number=number,
                image_sha256=kept["image_sha256"][at],
                width=kept["width"][at],
                height=kept["height"][at],
                dpi=kept["dpi"][at],
                rotation=kept["rotation"][at],
                skew_degrees=kept["skew_degrees"][at],
                is_blank=kept["is_blank"][at],
                words=next(words),
                reading=None
                if engine is None
                else Reading(engine, kept["ocr_profile"][at], kept["ocr_seconds"][at]),
                problem=None if reason is None else Problem(Code(reason), kept["message"][at]),
                unread=tuple(Box(**box) for box in unread[at] or ()),
            ),
        )


def _words_from_arrow(rows: pa.Table) -> Iterator[tuple[Word, ...]]:
    for chunk in rows.column("words").chunks:
        values = chunk.flatten()
        columns = {field.name: values.field(at).to_pylist() for at, field in enumerate(values.type)}
        count = len(values)
        boxes = map(Box._make, zip(*(columns[corner] for corner in Box._fields), strict=True))
        struck = columns.get("struck", repeat(False, count))
        words = map(Word, columns["text"], columns["confidence"], columns["line"], boxes, struck)
        for length in chunk.value_lengths().to_pylist():
            yield tuple(islice(words, length))


def stream(
    dataset: ds.Dataset, source_sha256s: Collection[str] | None, profile: str | None
) -> Iterator[tuple[str, tuple[Page, ...]]]:
    """Give (source_sha256, its pages by number) in the order of storing; each source whole.

    First the keys of all files are read, so that it is known where the wanted pages are and when a
    source is complete; then those row groups, one after the other. Memory holds one of them and
    those sources whose pages lie apart.
    """
    where = _wanted(source_sha256s, profile)
    holding, missing = _locate(dataset, where)
    pending: dict[str, list[Page]] = {}
    for group in holding:
        some = chain.from_iterable(map(pages_from_arrow, batches(group, None, where, _BATCH_PAGES)))
        for source, page in some:
            pending.setdefault(source, []).append(page)
            missing[source] -= 1
            if not missing[source]:
                yield source, tuple(sorted(pending.pop(source), key=lambda page: page.number))


def _locate(dataset: ds.Dataset, where: Where | None) -> tuple[list[ds.Dataset], Counter[str]]:
    """Give the row groups that hold wanted pages, and how many each source has of them."""
    holding: list[ds.Dataset] = []
    counts: Counter[str] = Counter()
    for fragment in dataset.get_fragments():
        for part in fragment.split_by_row_group():
            group = ds.FileSystemDataset([part], dataset.schema, part.format, part.filesystem)
            sources = read(group, ["source_sha256"], where).column(0)
            if len(sources):
                holding.append(group)
                counts.update(sources.to_pylist())
    return holding, counts


def numbers(
    dataset: ds.Dataset, source_sha256s: Collection[str], profile: str | None
) -> Mapping[str, Mapping[int, Code | None]]:
    """See ``Archive.stored_page_numbers``."""
    kept: dict[str, dict[int, Code | None]] = {}
    rows = read(dataset, ["source_sha256", "page", "reason"], _wanted(source_sha256s, profile))
    for row in rows.to_pylist():
        reason = row["reason"]
        kept.setdefault(row["source_sha256"], {})[row["page"]] = Code(reason) if reason else None
    return kept


def _wanted(source_sha256s: Collection[str] | None, profile: str | None) -> Where | None:
    where = None if source_sha256s is None else among("source_sha256", source_sha256s)
    if profile is None:
        return where
    # A page that failed before it was read has no profile, and is as good as any with it.
    fits = among("ocr_profile", [profile]) | is_null("ocr_profile")
    return fits if where is None else where & fits


def documents_of_pages(
    spans: Sequence[tuple[str, int, int]], usable: Collection[int]
) -> Mapping[int, str]:
    """Say which document each page is in, from (document_id, first page, last page) of one source.

    ``usable`` are the pages with type that could be read: blank backs and failed pages are in no
    document. A page that several documents share is given to the first.
    """
    places: dict[int, str] = {}
    for document_id, first, last in sorted(spans, key=lambda span: span[1:]):
        for page in range(first, last + 1):
            if page in usable:
                places.setdefault(page, document_id)
    return places


def commit(tables: DeltaTables, rows: pa.Table) -> None:
    """Append rows of pages, or put them in the place of those of the same source and number.

    Raises ValueError when a page comes twice.
    """
    wanted = [
        (row["source_sha256"], row["page"])
        for row in rows.select(["source_sha256", "page"]).to_pylist()
    ]
    if len(set(wanted)) < len(wanted):
        raise ValueError("a page comes more than once in a commit")
    sources = {source for source, _ in wanted}
    held = tables.scan("pages", ["source_sha256", "page"], among("source_sha256", sources))
    kept = {(row["source_sha256"], row["page"]) for row in held.to_pylist()}
    if not kept.intersection(wanted):
        tables.append("pages", rows)
        return
    # The predicate must fit every new row, not only those that have an old one.
    numbers: dict[str, list[int]] = {}
    for source, page in wanted:
        numbers.setdefault(source, []).append(page)
    tables.replace(
        "pages",
        " OR ".join(
            f"(source_sha256 = {quoted(source)} AND page IN ({', '.join(map(str, pages))}))"
            for source, pages in numbers.items()
        ),
        rows,
    )
