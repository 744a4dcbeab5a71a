"""Facts that change in words that name nothing: the present value, the one before, the first."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from agent.simulator import threads
from agent.simulator.tables import BadTable, parse, topics
from agent.story import Example

_REPAIR = """
== repair: my van | the Fiesta | our tractor
-- bill: number 60 900 | £{n}
first: the garage wants {v} for {a}
again: make that {v} / it's {v}, not {o}
ask: What will mending {a} cost?
was: What did they want for {a} before that?
began: What was the first quote for {a}?
"""


def _examples(seed: int, stories: int) -> list[Example]:
    rng = random.Random(seed)
    return [example for _ in range(stories) for example in threads.generate(rng)]


def test_examples_hold_together() -> None:
    seen: Counter[str] = Counter()
    for example in _examples(1, 500):
        example.check()
        shown = example.question + "".join(told.text for told in example.memories)
        assert not set("{}|") & set(shown), shown
        seen[example.kind] += 1
        seen["several"] += len(example.supports) > 1
    assert min(seen["span"], seen["unknown"], seen["several"]) > 60


def test_the_present_value_is_told_last_and_the_first_one_first() -> None:
    (topic,) = parse(_REPAIR, "here", threads.THREADS)
    rng = random.Random(2)
    for _ in range(200):
        thread = threads._Thread(
            topic, "my van", topic.attributes[0], iter(topic.attributes[0].draw(rng, 4))
        )
        story = threads._Story(rng)
        story.tell([thread])
        spans = [record.words for record in thread.records]
        values = [story.told[s.memory].text[s.start : s.end] for s in spans]
        assert len(set(values)) == len(values)
        story.ask_about(thread)
        for example in story.examples:
            span = example.spans[0]
            answer = example.memories[span.memory].text[span.start : span.end]
            which = {"What will": -1, "What did": -2, "What was": 0}
            number = next((n for q, n in which.items() if q in example.question), None)
            if number is not None:
                assert answer == values[number]
            named = {example.memories[m].text for m in example.supports}
            assert any("van" in text.lower() for text in named)


def test_every_topic_can_be_told() -> None:
    rng = random.Random(3)
    for topic in topics(threads.THREADS):
        for attribute in topic.attributes:
            values = iter(attribute.draw(rng, 4))
            thread = threads._Thread(topic, topic.draw(rng, 1)[0], attribute, values)
            story = threads._Story(rng)
            story.tell([thread])
            assert thread.records


def test_a_changed_value_names_nothing() -> None:
    with pytest.raises(BadTable, match="again"):
        parse(_REPAIR.replace("make that {v}", "{a} is {v}"), "here", threads.THREADS)
