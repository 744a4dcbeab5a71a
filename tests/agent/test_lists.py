"""What comes off a list that was told, and what is put on it."""

from __future__ import annotations

import pytest

from agent import Agent
from agent.lists import TakenOff, orders_off, taken_off
from tests.e2e.talking import MINUTE, NOW, tell

_LIST = "shopping list: candles, lightbulbs and vinegar"


@pytest.mark.parametrize(
    ("text", "names", "of"),
    [
        ("take the candles off the shopping list", ("candles",), {"shopping", "list"}),
        ("remove my candles and the vinegar from our list", ("candles", "vinegar"), {"list"}),
        ("I got the candles, tick them off the list", ("candle", "got"), {"list"}),
    ],
)
def test_what_is_taken_off(text: str, names: tuple[str, ...], of: set[str]) -> None:
    assert taken_off(text) == TakenOff(names, frozenset(of))
    assert orders_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "delete my locker code from your memory",
        "take the second exit off the roundabout",
        "did I take the candles off the list?",
    ],
)
def test_what_is_no_such_order(text: str) -> None:
    assert not orders_off(text)


@pytest.mark.parametrize(
    "order",
    [
        "take the candles off the shopping list",
        "I don't need the candles anymore, take them off the shopping list",
        "Could you remove the candles from the shopping list please?",
    ],
)
def test_only_what_is_taken_off_is_gone_and_nothing_is_forgotten(order: str) -> None:
    with Agent.open(":memory:") as agent:
        _, said = tell(agent, _LIST, order)
        asked = agent.hear("what's on my shopping list?", at=NOW + 2 * MINUTE)
    assert said.kind == "stored"
    assert not said.forgotten
    assert asked.answer is not None
    assert "candles" not in asked.answer.lower()
    assert "vinegar" in asked.answer.lower()


@pytest.mark.parametrize(
    "order", ["add dish soap to the shopping list please", "Can you put milk on my shopping list?"]
)
def test_what_is_put_on_it_is_kept(order: str) -> None:
    with Agent.open(":memory:") as agent:
        _, said = tell(agent, _LIST, order)
    assert [slot.text for slot in said.stored] == [order]


def test_what_is_to_be_added_up_is_a_question() -> None:
    with Agent.open(":memory:") as agent:
        *_, said = tell(agent, "Lunch was 12 euros.", "Dinner was 30 euros.", "add those up")
    assert not said.stored


def test_whose_something_is_is_a_question_without_its_mark() -> None:
    with Agent.open(":memory:") as agent:
        *_, said = tell(agent, "Tom's number is 07700 900123", "whose number is 07700 900123")
    assert not said.stored
    assert said.answer == "Tom"
