"""Numbers, clock times, dates and weekdays in a text, as values that can be put in order.

A small network cannot tell 8,900 from 7,100 by their word pieces; which is greater is worked out
here, and the reader sees the order (`agent.packing`), as NumNet does with its graph of greater and
less (Ran et al. 2019).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from agent.numerals import NUMERAL, value

NUMBER, CLOCK, DATE, WEEKDAY = range(4)
AMOUNT_KINDS = 4

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_HOURS = "one two three four five six seven eight nine ten eleven twelve".split()
_HOUR = rf"(?:\d{{1,2}}|{'|'.join(_HOURS)})"
_PAST = {"quarter": 15, "twenty": 20, "ten": 10, "five": 5, "half": 30}
_FORMS = (
    r"(?P<iso>\d{4}-\d{2}-\d{2})",
    rf"(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format(1)}\b(?:,? (?P<year1>\d{{4}}))?",
    rf"{_MONTH.format(2)}\.? (?:the )?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b"
    r"(?:,? (?P<year2>\d{4}))?",
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?: ?(?P<half1>[ap])\.?m\b)?(?![.:]?\d)",
    r"(?P<full>\d{1,2}) ?(?P<half2>[ap])\.?m\b",
    rf"(?P<oclock>{_HOUR}) o['’]?clock",
    rf"(?P<past>half|quarter|twenty|ten|five) (?P<way>past|to) (?P<of>{_HOUR})\b",
    rf"half (?P<half>{'|'.join(_HOURS)})\b",
    r"(?P<noon>noon|midday|midnight)",
    r"(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)days?|tues?\b|weds?\b|thurs?\b|fri\b)",
    r"(?P<figure>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(?P<thousand>k\b)?",
    rf"(?P<words>(?:a )?(?:{NUMERAL}|hundred|thousand)"
    rf"(?:(?:[ -]| and )(?:{NUMERAL}|hundred|thousand))*)\b",
)
_AMOUNT = re.compile(r"(?<![\w.])(?:" + "|".join(_FORMS) + ")", re.I | re.A)


class Amount(NamedTuple):
    """`text[start:end]` names `value`; only values of one `kind` can be compared."""

    start: int
    end: int
    kind: int
    value: float


@lru_cache(maxsize=20_000)
def amounts(text: str) -> tuple[Amount, ...]:
    """All amounts of a text, in its order.

    A clock time is minutes since midnight, as said ("at seven" and "7 pm" are apart); a date counts
    days of months of 31, from year 0 when no year is named; Monday is 0.
    """
    return tuple(_amounts(text))


def _amounts(text: str) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(text):
        found = _worth(match)
        if found is not None:
            yield Amount(match.start(), match.end(), *found)


def _worth(match: re.Match[str]) -> tuple[int, float] | None:
    part = {name: text.lower() for name, text in match.groupdict().items() if text}
    if "iso" in part:
        year, month, day = map(int, part["iso"].split("-"))
        return DATE, (year * 12 + month - 1) * 31 + day
    for n in ("1", "2"):
        if f"month{n}" in part:
            months = int(part.get(f"year{n}", 0)) * 12 + _MONTHS.index(part[f"month{n}"][:3])
            return DATE, months * 31 + int(part[f"day{n}"])
    if "weekday" in part:
        return WEEKDAY, _WEEKDAYS.index(part["weekday"][:3])
    clock = _clock(part)
    if clock is not None:
        return CLOCK, clock
    worth = value(part.get("figure") or part.get("words") or "")
    return None if worth is None else (NUMBER, worth * (1000 if "thousand" in part else 1))


def _clock(part: dict[str, str]) -> float | None:
    if "noon" in part:
        return 24 * 60 if part["noon"] == "midnight" else 12 * 60
    if "hour" in part:
        return _hour(part["hour"], part.get("half1")) + int(part["minute"])
    if "full" in part:
        return _hour(part["full"], part["half2"])
    if "oclock" in part:
        return _hour(part["oclock"])
    if "past" in part:
        minutes = _PAST[part["past"]]
        return _hour(part["of"]) + (minutes if part["way"] == "past" else -minutes)
    return _hour(part["half"]) + 30 if "half" in part else None


def _hour(text: str, half: str | None = None) -> int:
    hour = int(text) if text.isdigit() else _HOURS.index(text) + 1
    return 60 * (hour % 12 + 12 if half == "p" else hour % 12 if half == "a" else hour)


_MEASURES = (
    "year yr", "month", "week", "day", "hour hr h", "minute min", "second sec",
    "kilometre kilometer km", "metre meter m", "centimetre centimeter cm", "mile", "foot feet ft",
    "kilo kilogram kg", "gram g", "litre liter l", "degree", "percent %", "page", "point",
    "square", "person people", "child children kid", "fish",
    "euro £ $ € quid dollar pound", "decibel db", "watt w", "grand",
)  # fmt: skip
_UNITS = {name: n for n, names in enumerate(_MEASURES, start=1) for name in names.split()}
_MONEY = _UNITS["euro"]
_NEXT_WORD = re.compile(r"[ -]?([a-z]+|%|€)", re.I)
_CALENDAR_YEAR = len(_MEASURES) + 1
_IN_YEAR = re.compile(
    r"\b(?:in|since|from|until|till|before|after|around|during|spring|summer|autumn|winter) $", re.I
)
_COUNTED = _CALENDAR_YEAR + 1  # and above: "14 goals", a unit for each noun
_NO_NOUNS = frozenset("across always does less minus plus this towards versus was".split())
_PLURAL = re.compile(r"[a-z]{2,}[^s\W]s")


def unit(text: str, amount: Amount) -> int:
    """A number for the measure that an amount is said in, 0 when none is: "14 km", "£30", "in
    1984", "3 goals".

    Amounts in two measures cannot be compared; one without ("Tom is 9") goes with any.
    """
    if amount.kind != NUMBER:
        return 0
    if text[: amount.start].rstrip()[-1:] in ("£", "$", "€"):
        return _MONEY
    following = _NEXT_WORD.match(text, amount.end)
    word = following[1].lower() if following else ""
    known = _UNITS.get(word) or _UNITS.get(word.removesuffix("s"), 0)
    if known:
        return known
    year = 1500 <= amount.value < 2100 and text[amount.start : amount.end].isdigit()
    if year and _IN_YEAR.search(text, 0, amount.start):
        return _CALENDAR_YEAR
    noun = _PLURAL.fullmatch(word) and word not in _NO_NOUNS
    return _COUNTED + zlib.crc32(word.encode()) if noun else 0
