"""From the pages of one source to its records: lay out, split into sheets and messages, read, judge."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from parsing.acceptance import judge
from parsing.cable import (
    read_message,
    record_of,
    sheet_columns,
)
from parsing.clearing import clear
from parsing.draft import Draft, pointed_to
from parsing.furniture import Edges
from parsing.layout import Layout, lay_out
from parsing.messages import SHARED, Message, messages_of
from parsing.sheets import SheetPages, split
from schemas.pages import Page, mean_confidence
from schemas.records import DocumentType, ProblemRow, Record, Sheet, Status


def assemble(pages: Sequence[Page]) -> tuple[Record, ...]:
    """Make the records of a source from its pages, in the order of the pages.

    Blank pages and pages that could not be read are in no record; a typed page that is in none bears too
    little text to be a sheet, or says that it was left blank. A sheet with several messages gives a
    record for each.
    """
    messages = list(read_messages(pages))
    used = {layout.number for message in messages for layout in message.sheet.layouts}
    used.update(number for message in messages for number in message.sheet.left_blank)
    unread = {page.number for page in pages if not page.is_blank} - used
    return tuple(_record(message, unread) for message in messages)


class ReadMessage(NamedTuple):
    """What was read of a message: the draft, the sheet that bears it, and its share of the pages.

    ``part`` counts from 1 where messages of the sheet share a page, else it is ``None``.
    """

    draft: Draft
    sheet: SheetPages
    layouts: tuple[Layout, ...]
    part: int | None = None

    @property
    def first_page(self) -> int:
        """The lowest number of its pages: these may be out of order."""
        return min(layout.number for layout in self.layouts)

    @property
    def last_page(self) -> int:
        """The highest number of its pages."""
        return max(layout.number for layout in self.layouts)


def read_messages(pages: Sequence[Page]) -> Iterator[ReadMessage]:
    """Give what was read on each sheet of a source; the draft of a paper that is no cable is empty."""
    layouts = [lay_out(page) for page in pages if page.problem is None and not page.is_blank]
    for sheet in split(layouts):
        if sheet.kind is DocumentType.OTHER:
            yield ReadMessage(Draft(), sheet, sheet.layouts)
        else:
            yield from _messages(sheet)


def _messages(sheet: SheetPages) -> Iterator[ReadMessage]:
    pages = [clear(layout, top=at > 0 or sheet.headless) for at, layout in enumerate(sheet.layouts)]
    whole = [Message(tuple(pages), None)]
    messages = messages_of(pages) if sheet.kind is DocumentType.CABLE else whole
    share_a_page = any(
        one.pages[-1].layout.number == other.pages[0].layout.number
        for one, other in pairwise(messages)
    )
    drafts = _drafts(sheet.kind, messages, [page.edges for page in pages])
    for part, (message, draft) in enumerate(zip(messages, drafts, strict=True), start=1):
        draft.doubted_end = message.doubted
        layouts = tuple(page.layout for page in message.pages)
        yield ReadMessage(draft, sheet, layouts, part if share_a_page else None)


def _drafts(kind: DocumentType, messages: Sequence[Message], edges: Sequence[Edges]) -> list[Draft]:
    """Read the messages of one sheet, each with what the sheet says for all of them."""
    *others, last = messages
    final = read_message(kind, last.pages, edges)
    if not others:
        return [final]
    drafts = [read_message(kind, message.pages, edges, final.notes) for message in others]
    claimed = {label for draft in drafts for label in pointed_to(draft)}
    drafts.append(read_message(kind, last.pages, edges, claimed=claimed) if claimed else final)
    for draft in drafts[1:]:
        _share(drafts[0], draft, messages[0])
    return drafts


def _share(head: Draft, draft: Draft, first: Message) -> None:
    """Give a later message what the sheet's head says, unless it says so itself."""
    draft.first = head
    for name in SHARED:
        if name in head.findings and name not in draft.findings:
            draft.findings[name] = head.findings[name]
    title = head.findings.get("title")
    if title is None or "title" in draft.findings:
        return
    above = first.item is None or title.words[0].box.y0 < first.item.box.y0
    if above:
        draft.findings["title"] = title
        draft.marks.extend(mark for mark in head.marks if mark.field == "title")


def _record(message: ReadMessage, unread: Collection[int]) -> Record:
    """Judge a message. ``unread`` are the pages of the source with ink on them that are in no sheet.

    One that stands within the sheet or follows its last page can be a page of it.
    """
    first, end = message.first_page, message.last_page
    while end + 1 in unread:
        end += 1
    lost = tuple(number for number in sorted(unread) if first <= number <= end)
    judgement = judge(message.draft, message.sheet, lost)
    row = sheet_row(message, judgement.status, judgement.problems)
    return record_of(message.draft, row, judgement.probabilities)


def sheet_row(
    message: ReadMessage, status: Status = Status.REVIEW, problems: tuple[ProblemRow, ...] = ()
) -> Sheet:
    """Give what a message and its sheet say, and what it was judged to be."""
    return Sheet.model_validate(
        {
            "document_type": message.sheet.kind,
            "first_page": message.first_page,
            "last_page": message.last_page,
            "page_count": len(message.layouts),
            "part": message.part,
            "ocr_confidence": _confidence(message.layouts),
            **sheet_columns(message.draft),
            "status": status,
            "problems": problems,
        }
    )


def _confidence(layouts: Sequence[Layout]) -> float | None:
    """Give the mean confidence of the words of pages; of a single one it is known, unless it has none."""
    if len(layouts) == 1 and layouts[0].usual:
        return layouts[0].usual
    return mean_confidence([word for layout in layouts for word in layout.page.words])
