"""What a sum comes to, and how it is said: "9", "2 hours and 15 minutes", "21:45", "13 May"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from agent.quantities import FULL_YEAR
from agent.weekdays import DAY_NAMES

FigureKind = Literal["number", "clock", "day", "weekday", "minutes", "days", "months"]


@dataclass(frozen=True, slots=True)
class Figure:
    """What a sum comes to.

    value   a number; minutes since midnight (clock); a proleptic ordinal (day); 0 for Monday
            (weekday); a length in minutes, days or months
    model   the words of the clock time or date that it is counted from, "" when there is none
    """

    value: float
    kind: FigureKind = "number"
    model: str = ""


_ASKED_UNIT = re.compile(
    r"\bhow (?:many|long in) (minute|hour|day|night|week|month|year)s?\b", re.I
)
_HOW_OLD = re.compile(r"\bhow old\b", re.I)
_HOUR_OF_24 = re.compile(r"\b(?:0\d|1[3-9]|2[0-3])[:.]\d\d\b")


def in_words(figure: Figure, question: str) -> str:
    """A figure as it is said, in the unit that the question asks for: "2 hours and 15 minutes"."""
    if figure.kind == "number":
        return _plain(figure.value)
    if figure.kind == "clock":
        return _clock(int(figure.value), figure.model)
    if figure.kind == "weekday":
        return DAY_NAMES[int(figure.value)].capitalize()
    if figure.kind == "day":
        day = date.fromordinal(int(figure.value))
        told = FULL_YEAR.search(figure.model) or not re.search(r"\d", figure.model)
        year = f" {day.year}" if told else ""
        return f"{day.day} {day.strftime('%B')}{year}"
    asked = _ASKED_UNIT.search(question)
    unit = "year" if _HOW_OLD.search(question) else asked[1].lower() if asked else ""
    return {"days": _days, "minutes": _minutes, "months": _months}[figure.kind](figure.value, unit)


def _months(months: float, unit: str) -> str:
    if unit == "month":
        return counted(months, "month")
    return _two(*divmod(months, 12), "year", "month")


def _days(days: float, unit: str) -> str:
    if unit == "year":
        return counted(int(days / 365.25 + 0.003), "year")
    if unit == "month":
        return counted(round(days / 30.44), "month")
    if unit == "week" and days % 7 == 0:
        return counted(days / 7, "week")
    return counted(days, "night" if unit == "night" else "day")


def _minutes(minutes: float, unit: str) -> str:
    if unit == "minute":
        return counted(minutes, "minute")
    if unit == "hour" and minutes % 15 == 0:
        return counted(minutes / 60, "hour")
    return _two(*divmod(minutes, 60), "hour", "minute")


def _two(many: float, rest: float, unit: str, smaller: str) -> str:
    parts = [counted(many, unit)] if many else []
    parts += [counted(rest, smaller)] if rest or not many else []
    return " and ".join(parts)


def counted(many: float, unit: str) -> str:
    """So many of a unit: "1 day", "3 days"."""
    return f"{many:g} {unit}{'' if many == 1 else 's'}"


def _plain(number: float) -> str:
    return f"{number:.0f}" if number == round(number) else f"{number:.2f}"


def _clock(minutes: int, model: str) -> str:
    """A clock time in the manner of `model`: 20:45, 8:45 pm, or 8:45."""
    hour, minute = divmod(minutes, 60)
    if re.search(r"[ap]\.?m\b", model, re.I):
        return f"{(hour - 1) % 12 + 1}:{minute:02} {'pm' if hour >= 12 else 'am'}"
    if _HOUR_OF_24.search(model) or (hour >= 13 and ":" in model):
        return f"{hour:02}:{minute:02}"
    return f"{(hour - 1) % 12 + 1}:{minute:02}"
