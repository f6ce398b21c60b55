"""Which document a citation means, when the archive holds it: worked out when tables are read or published.

A citation names a station and a number, and numbers begin anew every year. So the cited message is one that
the station sent (or, where the citation does not say so, received) under that number, nearest in time to the
citing one and within ``_NEAR`` of it. Several sheets of one and the same message are no doubt: the first is
named. Different messages at the same distance are: then none is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from output.scanning import among, read
from schemas.records import CitedAs, DocumentType

_NEAR = timedelta(days=366)
_COLUMNS = (
    "document_id",
    "from_station",
    "to_station",
    "message_numbers",
    "message_date",
    "source_uri",
    "first_page",
)


class _Message(NamedTuple):
    """A cable of the archive; what is alike but in ``document_id`` and place is the same message."""

    document_id: str
    from_station: str | None
    to_station: str | None
    message_numbers: tuple[int, ...]
    message_date: date | None
    place: tuple[str, int, str]

    @property
    def identity(self) -> tuple[str | None, str | None, tuple[int, ...], date | None]:
        """What tells a message from others."""
        return self.from_station, self.to_station, self.message_numbers, self.message_date


def resolve(mentions: pa.Table, documents: ds.Dataset) -> pa.Table:
    """Give the rows of ``mentions`` with ``cited_document_id`` set where the archive holds the message."""
    at = mentions.schema.get_field_index("cited_document_id")
    cited = pc.is_valid(mentions.column("cited_station"))
    if not pc.any(cited).as_py():
        return mentions
    lanes, dates = _messages(documents)
    rows = mentions.select(["document_id", "cited_station", "cited_number", "cited_as"]).to_pylist()
    ids = [
        None
        if row["cited_station"] is None
        else _meant(
            lanes[row["cited_station"], row["cited_number"]],
            row["cited_station"],
            CitedAs(row["cited_as"]),
            row["document_id"],
            dates.get(row["document_id"]),
        )
        for row in rows
    ]
    return mentions.set_column(at, mentions.schema.field(at), pa.array(ids, pa.string()))


def _messages(
    documents: ds.Dataset,
) -> tuple[Mapping[tuple[str, int], Sequence[_Message]], Mapping[str, date | None]]:
    """Give the cables by station and number, sent or received, and each document's message date."""
    lanes: defaultdict[tuple[str, int], list[_Message]] = defaultdict(list)
    dates: dict[str, date | None] = {}
    cables = read(documents, list(_COLUMNS), among("document_type", [DocumentType.CABLE]))
    for row in cables.to_pylist():
        message = _Message(
            row["document_id"],
            row["from_station"],
            row["to_station"],
            tuple(row["message_numbers"]),
            row["message_date"],
            (row["source_uri"], row["first_page"], row["document_id"]),
        )
        dates[message.document_id] = message.message_date
        for station in {message.from_station, message.to_station} - {None}:
            for number in message.message_numbers:
                lanes[str(station), number].append(message)
    return lanes, dates


def _meant(
    messages: Iterable[_Message],
    station: str,
    cited_as: CitedAs,
    citing: str,
    when: date | None,
) -> str | None:
    """Give the document of the one message that can be meant, else ``None``."""
    able = [
        (_apart(message.message_date, when), message)
        for message in messages
        if message.document_id != citing
        and (cited_as is CitedAs.CORRESPONDENT or message.from_station == station)
    ]
    near = [(apart, message) for apart, message in able if apart is None or apart <= _NEAR]
    dated = [(apart, message) for apart, message in near if apart is not None]
    if dated:
        least = min(apart for apart, _ in dated)
        near = [(apart, message) for apart, message in dated if apart == least]
    if len({message.identity for _, message in near}) != 1:
        return None
    return min((message.place, message.document_id) for _, message in near)[1]


def _apart(one: date | None, other: date | None) -> timedelta | None:
    return None if one is None or other is None else abs(one - other)
