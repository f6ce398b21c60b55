"""Dates as they are typed on the sheets.

Messages of 1939-1950, issues of 1945-1980, day before month.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bench.sheets.cable import Dated
from schemas.records import Precision

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SHORT = (
    "Jan.",
    "Feb.",
    "Mar.",
    "Apr.",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)


def ordinal(day: int) -> str:
    """Give ``day`` with its ending: 1st, 22nd, 13th."""
    if day in (11, 12, 13):
        return f"{day}th"
    return f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th') }"


def between(rng: Random, first: date, last: date) -> date:
    """Give a day from ``first`` to ``last``, both included."""
    return first + timedelta(days=rng.randrange((last - first).days + 1))


def message_date(rng: Random, day: date, *, alone: bool) -> Dated:
    """Give ``day`` as the header of a message types it.

    Only a date ``alone`` on its line may lack the day.
    """
    year = str(day.year)
    month, short = MONTHS[day.month - 1], SHORT[day.month - 1]
    if alone and rng.random() < 0.03:
        if rng.random() < 0.7:
            return Dated(
                day.replace(day=1), f"{rng.choice((month, short))} {year}", Precision.MONTH
            )
        return Dated(day.replace(month=1, day=1), year, Precision.YEAR)
    name = rng.choice((month, month, short))
    number = rng.choice((str(day.day), str(day.day), ordinal(day.day)))
    years = rng.choice((year, year, year[2:]))
    joint = "" if name.endswith(".") and len(years) == 2 and rng.random() < 0.3 else " "
    if rng.random() < 0.08 and len(years) == 4:
        name += ","
    return Dated(day, f"{number} {name}{joint}{years}")


def text_date(rng: Random, day: date) -> str:
    """Give ``day`` as a sentence cites it, without the year."""
    number = rng.choice((str(day.day), ordinal(day.day)))
    return f"{number} {rng.choice((MONTHS, MONTHS, SHORT))[day.month - 1]}"


def issue_date(rng: Random, day: date) -> Dated:
    """Give ``day`` as an issue date: 15/4/1960, 9/3/78, 10-2-1967."""
    sign = rng.choice("////-")
    year = rng.choice((str(day.year), str(day.year), str(day.year)[2:]))
    return Dated(day, sign.join((str(day.day), str(day.month), year)))


def foot_date(rng: Random, day: date) -> Dated:
    """Give ``day`` as it stands alone at the foot of a bare sheet: 25 July, 1966."""
    comma = rng.choice((",", ",", ""))
    return Dated(day, f"{day.day} {MONTHS[day.month - 1]}{comma} {day.year}")
