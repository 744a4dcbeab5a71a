"""Time words in a memory, and the date they meant on the day they were told.

"The day before yesterday", told on 6 March 2026, is 4 March 2026. Finding the words is done here,
working them out by dateparser. What is vague stays vague: "last summer" has no date, "last month"
is a month.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal

from agent.numerals import value

Precision = Literal["day", "month", "year"]

_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_COUNT = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|twenty|thirty|a couple of)"
)
_UNIT = r"(?:day|night|week|fortnight|month|year)s?"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_FORMS: tuple[tuple[str, Precision], ...] = (
    (r"the day before yesterday|the day after tomorrow", "day"),
    (r"today|tonight|this (?:morning|afternoon|evening)|tomorrow|yesterday|last night", "day"),
    (rf"{_COUNT} {_UNIT} ago(?: today)?", "day"),
    (rf"in {_COUNT} {_UNIT}(?:'s? time| time)?", "day"),
    (rf"{_COUNT} {_UNIT} from (?:now|today|tomorrow)", "day"),
    (r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}", "day"),
    (rf"(?:the )?{_ORDINAL}(?: of)? (?:{_MONTHS})\b\.?(?:,? \d{{4}})?", "day"),
    (rf"(?:{_MONTHS})\b\.? (?:the )?{_ORDINAL}\b(?:,? \d{{4}})?", "day"),
    (rf"(?:(?:last|next|this|coming) )?(?:{_DAYS})", "day"),
    (r"(?:last|next|this) month", "month"),
    (rf"(?:{_MONTHS})\b,? \d{{4}}", "month"),
    (r"(?:last|next|this) year", "year"),
    (r"(?:19|20)\d{2}", "year"),
)
_EXPRESSION = re.compile(
    r"\b(?:" + "|".join(f"(?P<p{i}>{form})" for i, (form, _) in enumerate(_FORMS)) + r")\b", re.I
)
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
    for match in _EXPRESSION.finditer(text):
        words = match[0]
        precision = _FORMS[int(str(match.lastgroup)[1:])][1]
        if _LONG.search(words) and precision == "day":
            precision = "year" if "year" in words.lower() else "month"
        date = _worked_out(_plain(words), told_at.replace(second=0, microsecond=0), past)
        if date is not None:
            yield match.start(), match.end(), When(date, precision)


def _plain(words: str) -> str:
    """Words that dateparser reads for sure: digits for numerals, "ago" and "in" for the rest."""
    text = words.lower()
    text = re.sub(r"^this (?:morning|afternoon|evening)$|^tonight$", "today", text)
    text = text.replace("last night", "yesterday").replace("ago today", "ago")
    text = re.sub(r"'s? time$| time$", "", text)
    text = re.sub(r"^(?:this|coming) (?=[mtwfs])", "", text)
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
    if re.fullmatch(_DAYS, text) and told_at.strftime("%A").lower() == text:
        return told_at if past else told_at + timedelta(days=7)
    found: datetime | None = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "RELATIVE_BASE": told_at,
            "PREFER_DATES_FROM": "past" if past else "future",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    return found


def distance(when: When, now: datetime) -> str:
    """How far `when` is from now, in words: "today", "9 days ago", "in two weeks"."""
    days = (when.date.date() - now.date()).days
    if when.precision == "year":
        amount, unit = abs(when.date.year - now.year), "year"
    elif when.precision == "month" or abs(days) >= 61:
        months = (when.date.year - now.year) * 12 + when.date.month - now.month
        amount, unit = abs(months), "month"
        if amount >= 24:
            amount, unit = amount // 12, "year"
    elif days and days % 7 == 0:
        amount, unit = abs(days) // 7, "week"
    else:
        amount, unit = abs(days), "day"
    if amount == 0:
        return "today" if unit == "day" else f"this {unit}"
    length = f"{amount} {unit}{'' if amount == 1 else 's'}"
    past = (when.date - now) < timedelta(0)
    return f"{length} ago" if past else f"in {length}"
