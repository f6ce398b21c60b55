"""Citations find the message that they mean once the archive holds it, and no other."""

from __future__ import annotations

from datetime import date

import pyarrow.parquet as pq

from output import publishing, reading_back
from output.archive import Archive
from schemas.identity import document_id
from schemas.records import CitedAs, Mention, MentionKind, Record
from tests.output.makers import begin, digest, keep, record


def cable(numbers: tuple[int, ...], day: date, start: str = "OSLO", end: str = "MOSCOW") -> Record:
    """Give a record of one page."""
    plain = record(last=1)
    said = {
        "message_numbers": numbers,
        "message_date": day,
        "from_station": start,
        "to_station": end,
    }
    return plain.model_copy(update={"sheet": plain.sheet.model_copy(update=said)})


def citing(station: str, number: int, day: date, cited_as: CitedAs = CitedAs.SENDER) -> Record:
    """Give a record that cites a message."""
    mention = Mention(
        kind=MentionKind.CITATION, text="?", canonical="?", start=0, end=1, field="body",
        cited_station=station, cited_number=number, cited_as=cited_as,
    )  # fmt: skip
    return cable((9,), day, "MOSCOW", "TOKYO").model_copy(update={"mentions": (mention,)})


CITING = document_id(digest("citing"), 1)


def cited(archive: Archive, mention_of: Record, **others: Record) -> str | None:
    """Keep records, each in a source of its own, and give the document that the citation is said to mean."""
    run_id = begin(archive)
    keep(archive, run_id, "citing", mention_of, pages=1)
    for name, other in others.items():
        keep(archive, run_id, name, other, pages=1)
    archive.close()
    publishing.publish(archive)
    url = f"{archive.place.url}/latest/mentions.parquet"
    (published,) = pq.read_table(url).column("cited_document_id").to_pylist()
    _, read = reading_back.record(archive, CITING)
    assert read.mentions[0].cited_document_id == published
    return published if published is None else str(published)


DAY = date(1944, 8, 20)


def test_a_message_that_the_archive_has_not_is_null(archive: Archive) -> None:
    assert cited(archive, citing("OSLO", 211, DAY), a=cable((212,), DAY)) is None


def test_a_cited_message_is_named(archive: Archive) -> None:
    found = cited(archive, citing("OSLO", 211, DAY), a=cable((210, 211), DAY), b=cable((212,), DAY))
    assert found == document_id(digest("a"), 1)


def test_a_message_that_comes_later_is_named_then(archive: Archive) -> None:
    assert cited(archive, citing("OSLO", 211, DAY)) is None
    found = cited(archive, citing("OSLO", 211, DAY), a=cable((211,), DAY))
    assert found == document_id(digest("a"), 1)


def test_what_a_station_sent_is_not_what_it_received(archive: Archive) -> None:
    received = cable((211,), DAY, "MOSCOW", "OSLO")
    assert cited(archive, citing("OSLO", 211, DAY), a=received) is None
    lane = citing("OSLO", 211, DAY, CitedAs.CORRESPONDENT)
    assert cited(archive, lane, a=received) == document_id(digest("a"), 1)


def test_numbers_begin_anew_every_year(archive: Archive) -> None:
    found = cited(
        archive,
        citing("OSLO", 211, DAY),
        a=cable((211,), date(1942, 8, 1)),
        b=cable((211,), date(1944, 6, 1)),
        c=cable((211,), date(1945, 6, 1)),
    )
    assert found == document_id(digest("b"), 1)


def test_two_sheets_of_one_message_are_no_doubt(archive: Archive) -> None:
    same = cable((211,), DAY)
    assert cited(archive, citing("OSLO", 211, DAY), a=same, b=same) == document_id(digest("a"), 1)


def test_two_messages_are_a_doubt(archive: Archive) -> None:
    lane = citing("OSLO", 211, DAY, CitedAs.CORRESPONDENT)
    there, back = cable((211,), DAY), cable((211,), DAY, "MOSCOW", "OSLO")
    assert cited(archive, lane, a=there, b=back) is None
