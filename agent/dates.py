"""Time words in a memory, and the date they meant on the day they were told.

"The day before yesterday", told on 6 March 2026, is 4 March 2026. Finding the words is done here,
working them out by dateparser. What is vague stays vague: "last summer" has no date, "last month"
is a month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from agent.numerals import value
from agent.weekdays import DAYS, FORMS, weekday_of

Precision = Literal["day", "month", "year"]

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT = (
    rf"(?:\d+|an?|(?:{_TENS})[- ](?:{_ONES})|{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    rf"sixteen|seventeen|eighteen|nineteen|{_TENS}|a couple of)"
)
_UNIT = r"(?:day|night|week|fortnight|month|year)s?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_ON_DAY = r"(?:(?<=on )|(?<=by )|(?<=from )|(?<=until )|(?<=till )|(?<=since )|(?<=after ))"
_THEN = r"(?:at|and|but|so|to|because|in|with|for|instead)\b"
_WEEKDAY = rf"(?:(?:{DAYS}),? )?"  # "Saturday, 13 June" is 13 June
_FORMS: tuple[tuple[str, Precision], ...] = (
    *((form, "day") for form in FORMS),
    (r"the day before yesterday|the day after tomorrow", "day"),
    (r"today|tonight|this (?:morning|afternoon|evening)|tomorrow|yesterday|last night", "day"),
    (rf"{_COUNT} {_UNIT} ago(?: today)?", "day"),
    (rf"in {_COUNT} {_UNIT}(?:'s? time| time)?", "day"),
    (rf"{_COUNT} {_UNIT} from (?:now|today|tomorrow)", "day"),
    (r"the last day of (?:this|next|the) month", "day"),
    (r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}", "day"),
    (rf"{_WEEKDAY}(?:the )?{_ORDINAL}(?: of)? (?:{MONTHS})\b\.?(?:,? \d{{4}})?", "day"),
    (rf"{_WEEKDAY}(?:{MONTHS})\b\.? (?:the )?{_ORDINAL}\b(?:,? \d{{4}})?", "day"),
    (rf"(?:(?:last|next|this|coming) )?(?:{DAYS})", "day"),
    (rf"{_ON_DAY}the {_NTH}(?=\W*$|[.,;!?)]| {_THEN})", "day"),
    (r"(?:last|next|this) month", "month"),
    (rf"(?:{MONTHS})\b,? \d{{4}}", "month"),
    (r"(?:last|next|this) year", "year"),
    (r"(?:19|20)\d{2}", "year"),
)
_EXPRESSION = re.compile(
    r"\b(?:" + "|".join(f"(?P<p{i}>{form})" for i, (form, _) in enumerate(_FORMS)) + r")\b", re.I
)
_COUNTED = re.compile(rf"(?:in )?{_COUNT} {_UNIT}", re.I)
_MORE = re.compile(
    rf"(?:\bhalf |\d[.,]|\w-|\b(?:{_TENS}|hundred) |\b{_COUNT} {_UNIT} and |\bhundred and )$",
    re.I,
)
_DAY_FIRST = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")
_LONG = re.compile(r"(month|year)s? (?:ago|from|time)|in \S+ (month|year)", re.I)


@dataclass(frozen=True, slots=True)
class When:
    """A date and how much of it is meant."""

    date: datetime
    precision: Precision

    def __str__(self) -> str:
        """As in "4 March 2026", "March 2026" or "2026"."""
        month = self.date.strftime("%B %Y")
        return {"day": f"{self.date.day} {month}", "month": month, "year": str(self.date.year)}[
            self.precision
        ]


def prepare() -> None:
    """Load what working out a date needs, which takes a while the first time."""
    _worked_out("yesterday", datetime(2026, 1, 2), True)


def find(
    text: str, told_at: datetime, past: bool, within: tuple[int, int] | None = None
) -> tuple[str, When] | None:
    """The first time words in `text` and what they mean; None when there are none, or vague ones.

    Args:
        told_at: when the text was said; relative words count from there.
        past: whether the text tells of the past, so that "on Saturday" is the last one.
        within: only words that overlap these characters.
    """
    for start, end, when in mentions(text, told_at, past):
        if within is None or (end > within[0] and start < within[1]):
            return text[start:end], when
    return None


def mentions(text: str, told_at: datetime, past: bool) -> Iterator[tuple[int, int, When]]:
    """Every stretch of time words in `text`, as (start, end, what they mean); see `find`."""
    told_at = told_at.replace(second=0, microsecond=0, tzinfo=None)  # the clock on their wall
    for match in _EXPRESSION.finditer(text):
        words = match[0]
        if _COUNTED.match(words) and _MORE.search(text[: match.start()]):
            continue  # "half a year ago", "1.5 years ago": more than these words say
        precision = _FORMS[int(str(match.lastgroup)[1:])][1]
        if _LONG.search(words) and precision == "day":
            precision = "year" if "year" in words.lower() else "month"
        try:
            date = _worked_out(_plain(words), told_at, past)
        except (ValueError, OverflowError):  # beyond the calendar
            continue
        if date is not None:
            yield match.start(), match.end(), When(date, precision)


def sole(words: str, told_at: datetime) -> date | None:
    """The day that `words` name when they name nothing else: "on 3 May", "yesterday"."""
    for start, end, when in mentions(words, told_at, past=False):
        beside = f"{words[:start]} {words[end:]}".split()
        if when.precision == "day" and not set(beside) - {"on", "by", "from", "until", "till"}:
            return when.date.date()
    return None


def months_on(day: date, months: int) -> date:
    """The same day so many months later or, below 0, earlier; the month's last if it has none."""
    years, month = divmod(day.month - 1 + months, 12)
    _, length = monthrange(day.year + years, month + 1)
    return date(day.year + years, month + 1, min(day.day, length))


def _plain(words: str) -> str:
    """Words that dateparser reads for sure: digits for numerals, "ago" and "in" for the rest."""
    text = words.lower()
    text = re.sub(r"^this (?:morning|afternoon|evening)$|^tonight$", "today", text)
    text = text.replace("last night", "yesterday").replace("ago today", "ago")
    text = re.sub(r"'s? time$| time$", "", text)
    text = re.sub(r"^(?:this|coming) (?=[mtwfs])", "", text)
    text = re.sub(rf"^(?:{DAYS}),? (?=.*\d)", "", text)
    moved = re.match(rf"({_COUNT}) ({_UNIT}) from (now|today|tomorrow)$", text)
    if moved:
        extra = 1 if moved[3] == "tomorrow" and moved[2].startswith("day") else 0
        text = f"in {_digits(moved[1]) + extra} {moved[2]}"
    counted = re.match(rf"(in )?({_COUNT}) ({_UNIT})( ago)?$", text)
    if counted:
        many, unit = _digits(counted[2]), counted[3].rstrip("s")
        many, unit = (2 * many, "week") if unit == "fortnight" else (many, unit)
        unit = "day" if unit == "night" else unit
        text = f"{counted[1] or ''}{many} {unit}s{counted[4] or ''}"
    return text


def _digits(word: str) -> int:
    return 1 if word in ("a", "an") else int(value(word) or 1)


@lru_cache(maxsize=2_000)
def _worked_out(text: str, told_at: datetime, past: bool) -> datetime | None:
    import dateparser

    if re.fullmatch(r"(?:19|20)\d{2}", text):
        return datetime(int(text), 1, 1)
    if text in ("this month", "this year"):  # which dateparser does not know
        return told_at
    if re.fullmatch(rf"the {_NTH}", text):
        return _day_of_month(int(re.sub(r"\D", "", text)), told_at, past)
    if text.startswith("the last day"):
        month = months_on(told_at.date().replace(day=1), 2 if "next" in text else 1)
        return datetime(month.year, month.month, 1) - timedelta(days=1)
    weekday = weekday_of(text, told_at.date(), past)
    if weekday is not None:
        return datetime(weekday.year, weekday.month, weekday.day)
    if re.fullmatch(DAYS, text) and told_at.strftime("%A").lower() == text:
        return told_at if past else told_at + timedelta(days=7)
    found: datetime | None = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "RELATIVE_BASE": told_at,
            "PREFER_DATES_FROM": "past" if past else "future",
            "RETURN_AS_TIMEZONE_AWARE": False,
            "DATE_ORDER": "DMY" if _DAY_FIRST.fullmatch(text) else "MDY",
        },
    )
    return found


def _day_of_month(day: int, told_at: datetime, past: bool) -> datetime | None:
    """The last such day before `told_at`, or the next after it."""
    for step in range(12):
        month = months_on(told_at.date().replace(day=1), -step if past else step)
        try:
            found = datetime(month.year, month.month, day)
        except ValueError:  # no 31st in that month
            continue
        if (found.date() <= told_at.date()) if past else (found.date() >= told_at.date()):
            return found
    return None


def distance(when: When, now: datetime, unit: str = "") -> str:
    """How far `when` is from now, in words: "today", "9 days ago", "in 2 weeks".

    Args:
        unit: "day", "week", "month" or "year" when it was asked for; else the one that fits.
    """
    days = (when.date.date() - now.date()).days
    months = (when.date.year - now.year) * 12 + when.date.month - now.month
    if when.precision == "day":
        months = _whole_months(now.date(), when.date.date())
    fitting = unit if when.precision == "day" else ""
    if not fitting or (fitting == "week" and days % 7):
        fitting = _fitting(when.precision, days, months)
    many = {"day": days, "week": int(days / 7), "month": months, "year": int(months / 12)}
    amount = abs(when.date.year - now.year if when.precision == "year" else many[fitting])
    if amount == 0 and unit:  # asked in years of what is months ago
        return distance(when, now)
    if amount == 0:
        return "today" if fitting == "day" else f"this {fitting}"
    length = f"{amount} {fitting}{'' if amount == 1 else 's'}"
    return f"{length} ago" if days < 0 else f"in {length}"


def _whole_months(start: date, end: date) -> int:
    """Months from `start` to `end` that are over, below 0 when `end` is the earlier one."""
    if end < start:
        return -_whole_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (months_on(start, months) > end)


def _fitting(precision: Precision, days: int, months: int) -> str:
    """The unit in which people would say how far it is."""
    if precision == "year" or abs(months) >= 24:
        return "year"
    if precision == "month" or abs(days) >= 61:
        return "month"
    return "week" if days and days % 7 == 0 else "day"
