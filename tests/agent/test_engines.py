"""Three ways of pointing at the same slots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from agent import Agent
from agent.engine_names import ENGINES
from agent.engines import Carried, _moved
from agent.errors import UnknownEngine

NOW = datetime(2026, 3, 2, 9, 0)


@pytest.fixture
def agent() -> Iterator[Agent]:
    with Agent.open(":memory:") as opened:
        for minute, line in enumerate(
            (
                "My sister's name is Anna.",
                "Anna lives in Berlin.",
                "Tom plays chess.",
                "My bike is in the garage.",
            )
        ):
            opened.hear(line, at=NOW + timedelta(minutes=minute))
        yield opened


@pytest.mark.parametrize("name", ENGINES)
def test_every_engine_answers_from_the_same_slots(agent: Agent, name: str) -> None:
    agent.engine = name
    reply = agent.hear("Where is my bike?", at=NOW + timedelta(hours=1))
    assert reply.answer is not None
    assert "garage" in reply.answer
    assert [slot.text for slot in reply.evidence] == ["My bike is in the garage."]
    for hop in reply.hops:
        weights = [weight for _, weight in (*hop.read, *hop.candidates)]
        assert 0 < sum(weights) <= 1 + 1e-4


def test_an_engine_there_is_not_is_refused(agent: Agent) -> None:
    with pytest.raises(UnknownEngine, match="memn2n"):
        agent.engine = "llm"
    assert agent.engine == "default"


def test_a_question_that_points_at_nothing_keeps_the_last_focus() -> None:
    import torch

    content = torch.tensor([[0.4, 0.3, 0.3, 0.0]])
    here = Carried((0.0, 0.0, 1.0, 0.0), (0.0, 1.0, 0.0))
    assert int(_moved(content, 0.1, here).argmax()) == 2
    assert int(_moved(content, 0.95, here).argmax()) == 0
    before = Carried((0.0, 0.0, 1.0, 0.0), (1.0, 0.0, 0.0))
    assert int(_moved(content, 0.95, before).argmax()) == 1


def test_asking_what_came_before_that_steps_back_along_told_order(agent: Agent) -> None:
    agent.engine = "ntm"
    later = NOW + timedelta(hours=1)
    first = agent.hear("Who plays chess?", at=later)
    assert first.hops[-1].read[0][0].text == "Tom plays chess."
    second = agent.hear("What happened before that?", at=later + timedelta(minutes=1))
    assert second.hops[0].read[0][0].text == "Anna lives in Berlin."
    agent.engine = "default"
