"""Sums of what R marks: numbers, clock times, dates, lengths; and how they are said."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from agent.figures import in_words
from agent.reckoning import Term, reckon

WEDNESDAY = datetime(2026, 6, 3, 10, 0)


def said(expression: str, question: str = "", told_at: datetime | None = WEDNESDAY) -> str | None:
    first, *rest = re.split(r" ([+-]) ", expression)
    terms = [Term(first, False, told_at)]
    terms += [
        Term(words, sign == "-", told_at) for sign, words in zip(rest[::2], rest[1::2], strict=True)
    ]
    figure = reckon(terms)
    return None if figure is None else in_words(figure, question)


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("six - two + 3", "7"),
        ("Anna + Bob + 3 cats", "5"),
        ("a dozen - 3", "9"),
        ("£1,250.50 - £20", "1230.50"),
        ("12.40 - 9.15", "3.25"),
        ("4.20 + 3.50", "7.70"),
        ("Monday + Thursday + Wednesday", "3"),
        ("1998 - 1954", "44"),
        ("1998 + three years", "2001"),
        ("20th - 18th", "2"),
        ("three weeks + two weeks", "5"),
        ("two - six", None),
        ("Tom - 19:30", None),
    ],
)
def test_numerals_count_their_value_and_other_words_one(
    expression: str, result: str | None
) -> None:
    assert said(expression) == result


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("19:15 + two and a half hours", "21:45"),
        ("half past six + two and a quarter hours", "8:45"),
        ("7.20 pm + 45 minutes", "8:05 pm"),
        ("7.20 + 45 minutes", "8:05"),
        ("18:30 - 40 minutes", "17:50"),
        ("seven + 90 minutes", "8:30"),
        ("23:30 + 9 hours", "08:30"),
        ("22:15 + an hour", "23:15"),
        ("21:10 - 18:30", "2 hours and 40 minutes"),
        ("18:30 + 21:10", "2 hours and 40 minutes"),
        ("one o'clock - half past eleven", "1 hour and 30 minutes"),
        ("7:00 - 22:30", "8 hours and 30 minutes"),
        ("90 minutes + half an hour", "2 hours"),
        ("1h45 + 20 min", "2 hours and 5 minutes"),
        ("an hour and a half + two hours", "3 hours and 30 minutes"),
    ],
)
def test_clock_times_and_lengths(expression: str, result: str) -> None:
    assert said(expression) == result


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("8 January - 27 December", "12 days"),
        ("31 July - 12th", "19 days"),
        ("27 December + 8 January", "12 days"),
        ("3 May + 9 May + 12 May", "3"),
        ("12th - 31 July", "19 days"),
        ("Friday - Tuesday", "3 days"),
        ("last Friday - three weeks ago", "16 days"),
        ("3 May + ten days", "13 May"),
        ("31 January + a month", "28 February"),
        ("20 June - two weeks", "6 June"),
        ("the 4th of June 2027 + six months", "4 December 2027"),
        ("tomorrow + a fortnight", "18 June 2026"),
        ("Tuesday + three days", "Friday"),
        ("three weeks + two days", "23 days"),
        ("two years + six months", "2 years and 6 months"),
        ("3 May 2026 + 9999999 days", None),
    ],
)
def test_dates_and_lengths(expression: str, result: str | None) -> None:
    assert said(expression) == result


@pytest.mark.parametrize(
    ("expression", "question", "result"),
    [
        ("12 May 1987 - 3 August 1921", "How old was he when he died?", "65 years"),
        ("1987 - 3 August 1921", "How old did he get?", "66 years"),
        ("19 March - 5 March", "How many weeks was it shut?", "2 weeks"),
        ("20 March - 5 March", "How many weeks was it shut?", "15 days"),
        ("21:10 - 18:30", "How many minutes is that?", "160 minutes"),
        ("20:00 - 18:30", "How many hours is that?", "1.5 hours"),
        ("20 May", "What day did it break?", "20 May"),
        ("19:30", "When does it begin?", "19:30"),
        ("8 March - 5 March", "How many nights do we stay?", "3 nights"),
    ],
)
def test_the_unit_asked_for_is_the_one_said(expression: str, question: str, result: str) -> None:
    assert said(expression, question) == result


@pytest.mark.parametrize(
    ("expression", "days"),
    [("2 December - 2 May", 214), ("8 January - 27 December", 12), ("3 July - 2 June", 31)],
)
def test_days_between_dates_told_nobody_knows_when(expression: str, days: int) -> None:
    assert said(expression, told_at=None) == f"{days} days"
