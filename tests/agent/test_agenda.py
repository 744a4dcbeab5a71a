"""What a time holds: questions that name nothing but a time."""

from __future__ import annotations

import pytest

from agent import Agent
from agent.agenda import names_only
from agent.happened import asked_about
from tests.e2e.talking import MINUTE, NOW, tell

_TOLD = (
    "Dentist Tuesday 10am",
    "I'm meeting Anna for lunch on Friday at 1",
    "The car goes in for its MOT on Thursday",
    "I've lived in Leeds since 2019",
)


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("what's on this week?", 7),
        ("what have I got on Friday?", 1),
        ("Anything on Saturday?", 1),
        ("what am I doing tomorrow", 1),
        ("what did we do yesterday?", 1),
    ],
)
def test_a_time_alone_is_asked_for(question: str, days: int) -> None:
    period = asked_about(question, NOW)
    assert period is not None
    assert names_only(period, question, NOW)
    assert (period.last - period.first).days + 1 == days


@pytest.mark.parametrize(
    "question",
    ["what did Anna do yesterday?", "when is the dentist?", "what happened in 2019?", "what's on?"],
)
def test_more_than_a_time_is_asked_for(question: str) -> None:
    period = asked_about(question, NOW)
    assert period is None or not names_only(period, question, NOW)


def test_all_that_a_week_holds_is_told_in_its_order() -> None:
    with Agent.open(":memory:") as agent:
        tell(agent, *_TOLD)
        week = agent.hear("what's on this week?", at=NOW + 5 * MINUTE)
        friday = agent.hear("what have I got on Friday?", at=NOW + 6 * MINUTE)
        saturday = agent.hear("anything on Saturday?", at=NOW + 7 * MINUTE)
    assert week.text.splitlines() == [
        "Tuesday 3 March: Dentist Tuesday 10am",
        "Thursday 5 March: The car goes in for its MOT on Thursday",
        "Friday 6 March: You're meeting Anna for lunch on Friday at 1",
    ]
    assert friday.answer == "You're meeting Anna for lunch on Friday at 1"
    assert len(week.evidence) == 3
    assert saturday.kind == "unknown"
