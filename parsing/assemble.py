"""From the pages of one source to its records: lay out, split into sheets, read, judge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from parsing.acceptance import judge
from parsing.cable import Draft, read_sheet, record_of, sheet_columns, words_used
from parsing.layout import lay_out
from parsing.sheets import SheetPages, split
from schemas.pages import Page
from schemas.records import DocumentType, Record, Sheet


def assemble(pages: Sequence[Page]) -> tuple[Record, ...]:
    """Make the records of a source from its pages, in the order of the pages.

    Blank pages and pages that could not be read are in no record; a typed page that is in none bears too
    little text to be a sheet.
    """
    layouts = [lay_out(page) for page in pages if page.problem is None and not page.is_blank]
    failed = {page.number for page in pages if page.problem is not None}
    return tuple(_record(sheet, failed) for sheet in split(layouts))


def _record(pages: SheetPages, failed: Iterable[int]) -> Record:
    draft = Draft() if pages.kind is DocumentType.OTHER else read_sheet(pages)
    first, last = pages.layouts[0].number, pages.layouts[-1].number
    columns = {
        "document_type": pages.kind,
        "first_page": first,
        "last_page": last,
        "page_count": len(pages.layouts),
        "ocr_confidence": _confidence(pages),
        **sheet_columns(draft),
    }
    lost = tuple(number for number in failed if first <= number <= last)
    status, problems = judge(draft, pages, lost)
    sheet = Sheet.model_validate({**columns, "status": status, "problems": problems})
    return record_of(draft, sheet)


def _confidence(pages: SheetPages) -> float | None:
    weighed = list(words_used(pages))
    total = sum(length for _, length in weighed)
    return sum(conf * length for conf, length in weighed) / total if total else None
