"""Times that no one memory tells: what is told by another time is hopped to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from agent import Agent, Reply


def _talk(*turns: str) -> Reply:
    """Hold a conversation on 2 March 2026, a Monday, a minute a turn; the last reply."""
    at = datetime(2026, 3, 2, 10, 0)
    with Agent.open(":memory:") as agent:
        for turn in turns:
            at += timedelta(minutes=1)
            reply = agent.hear(turn, at=at)
    return reply


@pytest.mark.parametrize(
    ("turns", "answer"),
    [
        (
            (
                "The beginners' tournament is on 12 April.",
                "The medical form has to be in two weeks before the tournament.",
                "By what date does the medical form have to be in?",
            ),
            "29 March 2026",
        ),
        (
            (
                "My bonus lands on the day of the town hall.",
                "The town hall has been fixed for the 17th of September.",
                "I promised Ludmila she'd have her money the day my bonus lands.",
                "On what date will Ludmila get what I owe her?",
            ),
            "17 September 2026",
        ),
        (
            (
                "The interview at the new place was on 17 February.",
                "They made the offer four days after that.",
                "On which date did they offer me the job?",
            ),
            "21 February 2026",
        ),
        (
            (
                "Shearing's set for the 4th of August.",
                "Shearing's been pushed back a week because of the rain.",
                "When does the shearing start now?",
            ),
            "11 August 2026",
        ),
        (
            (
                "The press broke down at noon yesterday and stood still for six and a half hours.",
                "What time was the press running again?",
            ),
            "6:30 pm",
        ),
        (
            (
                "Music goes off at midnight, the bar shuts half an hour earlier.",
                "What time does the bar shut?",
            ),
            "11:30 pm",
        ),
        (
            (
                "The rollback went in at 03:05.",
                "The vendor rang at 09:10, when it was long over.",
                "Which came first, the rollback or the vendor's call?",
            ),
            "the rollback",
        ),
        (
            (
                "My grandfather Teodor was born on 3 August 1921.",
                "He died in November 1987.",
                "How old was my grandfather when he died?",
            ),
            "66",
        ),
        (
            (
                "The gearbox was sent off on 20 February.",
                "It came back this morning, as good as new.",
                "How many days after the gearbox was sent off did it come back?",
            ),
            "10 days",
        ),
        (
            (
                "I lit it at six yesterday evening and shut it off at half five this morning.",
                "How many hours was it burning?",
            ),
            "11.5 hours",
        ),
        (
            (
                "The beans went in four days back.",
                "What was the date the beans went in?",
            ),
            "26 February 2026",
        ),
    ],
)
def test_a_time_told_by_another(turns: tuple[str, ...], answer: str) -> None:
    reply = _talk(*turns)
    assert reply.answer == answer


def test_the_hops_it_took_are_shown_and_cited() -> None:
    reply = _talk(
        "The beginners' tournament is on 12 April.",
        "The medical form has to be in two weeks before the tournament.",
        "By what date does the medical form have to be in?",
    )
    assert [hop.number for hop in reply.hops] == [1, 2]
    assert {slot.text[:9] for slot in reply.evidence} == {"The begin", "The medic"}
    assert "two weeks before the tournament" in reply.text


def test_what_was_planned_at_first_stays_what_it_was() -> None:
    reply = _talk(
        "Shearing's set for the 4th of August.",
        "Shearing's been pushed back a week because of the rain.",
        "When was the shearing meant to start originally?",
    )
    assert reply.answer is None or "11 August" not in reply.answer


@pytest.mark.parametrize(
    ("turns", "answer"),
    [
        (("Dentist Tuesday 10am", "when's the dentist?"), "3 March 2026"),
        (("My flight leaves on 12 June.", "How long until my flight?"), "in 3 months"),
        (
            ("Anna and Tom got married in 2015.", "How long have they been married?"),
            "11 years",
        ),
    ],
)
def test_a_time_is_told_as_the_question_wants_it(turns: tuple[str, ...], answer: str) -> None:
    assert _talk(*turns).answer == answer
