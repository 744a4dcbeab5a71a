"""The time a sentence tells of, worked out when it is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from agent import Agent, Record
from agent.happened import asked_about, happened
from memory_store.slot import Period

TOLD = datetime(2026, 3, 11, 10, 0)  # a Wednesday


def days(first: str, last: str = "") -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("We went to the zoo yesterday.", days("2026-03-10")),
        ("Anna called on Saturday.", days("2026-03-07")),
        ("My solo flight is on Sunday.", days("2026-03-15")),
        ("We'll meet on the 2nd of April.", days("2026-04-02")),
        ("I joined the crew in 2011.", days("2011-01-01", "2011-12-31")),
        ("We moved here in October 2024.", days("2024-10-01", "2024-10-31")),
        ("Last summer we were in Greece.", days("2025-06-01", "2025-08-31")),
        ("This winter was hard.", days("2025-12-01", "2026-02-28")),
        ("Next spring I'll plant oca.", days("2027-03-01", "2027-05-31")),
        ("We were at the lake last weekend.", days("2026-03-07", "2026-03-08")),
        ("The exam is next week.", days("2026-03-16", "2026-03-22")),
        ("I have the dentist on Tuesday.", days("2026-03-17")),
        ("My flight leaves on Saturday.", days("2026-03-14")),
        ("Exam on Monday!", days("2026-03-16")),
        ("I booked a table for Saturday.", days("2026-03-14")),
        ("On Tuesday I'm going to the theatre.", days("2026-03-17")),
        ("I worked at Bosch from 2015 to 2019.", days("2015-01-01", "2019-12-31")),
        ("I lived in Rome until 2012.", days("0001-01-01", "2012-12-31")),
        ("I've lived in Ulm since 2012.", days("2012-01-01", "9999-12-31")),
        ("On Monday I have yoga, on Thursday choir.", days("2026-03-12", "2026-03-16")),
        ("carols birthday is the 21st", days("2026-03-21")),
        ("We're away sat and sun", days("2026-03-14", "2026-03-15")),
        ("Mum fell on Saturday, the scan is on Monday.", days("2026-03-07", "2026-03-16")),
        ("Club night is every Tuesday.", None),
        ("Janet does mondays, Femi does wed and friday", None),
        ("my garage code is 1999", None),
        ("My cat is called Biscuit.", None),
        ("The seal holds until December 9999.", None),
        ("The stars were born 9999999999 years ago.", None),
    ],
)
def test_time_words_become_days(text: str, period: Period | None) -> None:
    assert happened(text, TOLD) == period


def test_a_slot_keeps_the_time_it_tells_of() -> None:
    with Agent.open(":memory:") as agent:
        said = agent.hear("We lost the match yesterday.", at=TOLD)
        assert said.stored[0].happened == days("2026-03-10")
        agent.hear("Forget that.", at=TOLD)
        agent.hear("undo", at=TOLD)
        assert agent.memories()[0].happened == days("2026-03-10")
        agent.teach([Record("We won today.", "Mara", TOLD)])
        assert agent.memories()[1].happened == days("2026-03-11")


def test_forgetting_says_what_it_forgot() -> None:
    with Agent.open(":memory:") as agent:
        agent.hear("My locker code is 6083.", at=TOLD)
        said = agent.hear("Forget my locker code.", at=TOLD)
        assert said.text.startswith("Forgotten: “My locker code is 6083.” Say undo")


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("What did I do yesterday?", days("2026-03-10")),
        ("where were we last summer", days("2025-06-01", "2025-08-31")),
        ("What are we doing on Saturday?", days("2026-03-14")),
        ("Where am I going on Tuesday?", days("2026-03-17")),
        ("What did we do on Saturday?", days("2026-03-07")),
        ("What have I done since yesterday?", None),
        ("How long ago was Saturday?", None),
        ("Where is my bike?", None),
        ("Was I late on Monday?", days("2026-03-09")),
    ],
)
def test_a_question_may_be_limited_to_a_time(question: str, period: Period | None) -> None:
    assert asked_about(question, TOLD) == period


def test_the_same_words_told_at_another_time_are_another_time() -> None:
    with Agent.open(":memory:") as agent:
        agent.hear("I painted the fence yesterday.", at=TOLD)
        later = TOLD + timedelta(weeks=2)
        agent.hear("I rode to the lake yesterday.", at=later)
        agent.hear("My aunt is called Bea.", at=later)
        first = agent.hear("What did I do on 10 March?", at=later)
        second = agent.hear("What did I do yesterday?", at=later)
    looked_at = [
        " ".join(s.text for hop in reply.hops for s, _ in (*hop.read, *hop.candidates))
        for reply in (first, second)
    ]
    assert ["fence" in text for text in looked_at] == [True, False]
    assert ["lake" in text for text in looked_at] == [False, True]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("my garage code is 1999", "my garage code is now 2244"),
        ("My passport is from 2019.", "My passport is from 2024 now."),
    ],
)
def test_a_number_or_a_year_does_not_keep_a_thing_from_changing(first: str, second: str) -> None:
    with Agent.open(":memory:") as agent:
        agent.hear(first, at=TOLD)
        agent.hear(second, at=TOLD)
        older, newer = agent.memories()
        assert older.superseded_by == newer.id
