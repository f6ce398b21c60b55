"""The messages that a text of the generator cites: the truth's own reading, independent of ``parsing``.

It sees only well-formed text, in the wordings of ``phrases.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bench.sheets.dates import MONTHS, SHORT
from bench.sheets.words import words
from schemas.records import CitedAs, Mention, MentionKind


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], CitedAs], ...]:
    station = "|".join(sorted(map(re.escape, words()["stations"]), key=len, reverse=True))
    month = "|".join(map(re.escape, (*MONTHS, *SHORT)))
    day = rf"(?: of \d+(?:st|nd|rd|th)? (?:{month}))?"
    named = rf"(?P<station>{station})"
    return (
        (re.compile(rf"{named}'s No\. (?P<first>\d+){day}"), CitedAs.SENDER),
        (
            re.compile(rf"{named}'s Nos\. (?P<first>\d+)(?P<more>(?:, \d+)* and \d+)"),
            CitedAs.SENDER,
        ),
        (re.compile(rf"{named} to (?:{station}) No\. (?P<first>\d+)"), CitedAs.SENDER),
        (re.compile(rf"{named} \(No\. (?P<first>\d+)\)"), CitedAs.CORRESPONDENT),
        (
            re.compile(rf"{named} \(external serial number (?P<first>\d+)\)"),
            CitedAs.CORRESPONDENT,
        ),
    )


def citations(field: str, text: str, comment: int | None = None) -> Iterator[Mention]:
    """Give the citations in a text; each number of several is one."""
    for pattern, cited_as in _patterns():
        for match in pattern.finditer(text):
            spans = [(match.start(), match.end(), match["first"])]
            if match.groupdict().get("more"):
                spans = [(match.start(), match.end("first"), match["first"])]
                spans += [
                    (
                        match.start("more") + number.start(),
                        match.start("more") + number.end(),
                        number[0],
                    )
                    for number in re.finditer(r"\d+", match["more"])
                ]
            for start, end, number in spans:
                typed = text[start:end].rstrip(".")
                yield Mention(
                    kind=MentionKind.CITATION,
                    text=typed,
                    canonical=f"{match['station']} No. {number}",
                    start=start,
                    end=start + len(typed),
                    field=field,
                    comment=comment,
                    cited_station=match["station"],
                    cited_number=int(number),
                    cited_as=cited_as,
                )
