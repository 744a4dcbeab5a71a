"""Things told side by side: every table can be told, and every answer is bound to its thing."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from agent.simulator import rows
from agent.simulator.row_telling import Telling
from agent.simulator.tables import BadTable, parse, topics
from agent.story import Example, total

_FLATS = """
== flats: the Kiln | Albion Yard | Tannery Row
which: Which flat
head: Flats
-- rent: number 450 1900 | {n} a month
tell: {a} costs {v}
gap: {a} {v}
ask: What's the rent at {a}?
find: {w} costs {v}?
most: is the dearest
"""


def _examples(seed: int, stories: int) -> list[Example]:
    rng = random.Random(seed)
    return [example for _ in range(stories) for example in rows.generate(rng)]


def _words(example: Example) -> list[str]:
    return [example.memories[s.memory].text[s.start : s.end] for s in example.spans]


def test_examples_hold_together() -> None:
    seen: Counter[str] = Counter()
    for example in _examples(1, 600):
        example.check()
        shown = example.question + "".join(told.text for told in example.memories)
        assert not set("{}|") & set(shown), shown
        seen[example.kind] += 1
        if example.kind == "number":
            figure = total(example.memories, example.spans)
            assert figure is not None, example
            assert figure.value == example.number, example
    assert min(seen["span"], seen["unknown"], seen["number"], seen["yes"], seen["no"]) > 20


def test_every_topic_can_be_told_and_the_places_are_those_of_the_words() -> None:
    rng = random.Random(2)
    for topic in topics(rows.ROWS):
        for attribute in topic.attributes:
            telling = Telling(rng, topic)
            table = telling.row(attribute, topic.draw(rng, 3))
            telling.change(attribute, table)
            for name, entry in table.items():
                text = telling.told[entry.memory].text.lower()
                assert text[entry.thing.start : entry.thing.end] == name.lower()
                said = text[entry.words.start : entry.words.end]
                assert said == entry.value.words.lower()


def test_the_dearest_has_the_biggest_number() -> None:
    (topic,) = parse(_FLATS, "here", rows.ROWS)
    rng = random.Random(3)
    for _ in range(100):
        telling = Telling(rng, topic)
        table = telling.row(topic.attributes[0], topic.draw(rng, 3))
        asking = rows._Asking(telling)
        asking.most(topic.attributes[0], table)
        ranks = {entry.value.rank for entry in table.values()}
        if len(ranks) < 3:
            continue
        (example,) = asking.examples
        (answer,) = _words(example)
        dearest = max(table.values(), key=lambda entry: entry.value.rank or 0)
        assert answer.lower() == dearest.name.lower()
        assert example.supports[-1] == dearest.memory


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("== flats: ", "= flats: ", "should be"),
        ("head: Flats", "haed: Flats", "begins with none"),
        ("gap: {a} {v}", "gap: {v}", "gap"),
        ("find: {w} costs {v}?", "", "no find"),
    ],
)
def test_a_bad_table_is_named(right: str, wrong: str, problem: str) -> None:
    with pytest.raises(BadTable, match=problem):
        parse(_FLATS.replace(right, wrong), "here", rows.ROWS)
