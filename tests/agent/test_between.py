"""A story retold as a conversation between two people."""

from __future__ import annotations

import random

import pytest

from agent.simulator.between import between_two
from agent.story import Example, Span, Told

DRINKS = Example(
    (Told("I drink cocoa."), Told("Tom brought it.")),
    "What do I drink?",
    "span",
    (0,),
    (Span(0, 8, 13),),
)
OTHERS = (Told("It rains."), Told("My knee hurts."))


def test_the_teller_is_asked_about_by_name() -> None:
    made = between_two(DRINKS, OTHERS, random.Random(1), swap=0.0)
    assert made is not None
    made.check()
    (span,) = made.spans
    teller = made.memories[span.memory].speaker
    assert made.memories[span.memory].text[span.start : span.end] == "cocoa"
    assert made.question == f"What does {teller} drink?"
    assert {t.speaker for t in made.memories if t in made.memories} - {teller}


def test_asked_of_the_other_one_it_was_never_told() -> None:
    made = between_two(DRINKS, OTHERS, random.Random(1), swap=1.0)
    assert made is not None
    made.check()
    assert made.kind == "unknown"
    teller = next(t.speaker for t in made.memories if t.text == "I drink cocoa.")
    assert teller not in made.question


@pytest.mark.parametrize("question", ["What do we drink?", "What's your name?"])
def test_what_cannot_be_asked_by_name_is_left(question: str) -> None:
    example = Example(DRINKS.memories, question, "unknown")
    assert between_two(example, OTHERS, random.Random(1), swap=0.5) is None
