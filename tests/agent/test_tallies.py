"""Running tallies: the terms come to the number, and the examples hold together."""

from __future__ import annotations

import random
from collections import Counter

from agent.simulator import tallies
from agent.simulator.tally_words import DOMAINS
from agent.story import Example, total


def _examples(seed: int, stories: int) -> list[Example]:
    rng = random.Random(seed)
    return [example for _ in range(stories) for example in tallies.generate(rng)]


def test_a_tally_comes_to_its_number() -> None:
    seen: Counter[str] = Counter()
    for example in _examples(1, 800):
        example.check()
        assert list(example.supports) == sorted(example.supports)
        assert len(example.supports) <= 8
        shown = example.question + "".join(told.text for told in example.memories)
        assert not set("{}[]|") & set(shown)
        seen[example.kind] += 1
        if example.kind == "number":
            figure = total(example.memories, example.spans)
            assert figure is not None, example
            assert (figure.value, figure.kind) == (example.number, "number"), example
            seen["minus"] += any(span.minus for span in example.spans)
    assert min(seen["span"], seen["unknown"], seen["minus"]) > 60


def test_what_nearly_happened_is_no_term() -> None:
    words = ("nearly", "might", "thought about", "wanted to", "almost", "asked for")
    near = 0
    for example in _examples(2, 400):
        lines = [told.text for told in example.memories]
        near += any(word in line for line in lines for word in words)
        for support in example.supports:
            assert not any(word in lines[support] for word in words)
    assert near > 200


def test_no_more_go_than_there_are() -> None:
    """However far the story has come, each kind's count is above nothing."""
    for example in _examples(3, 400):
        if example.kind == "number" and example.group.endswith((" now", " all")):
            assert example.number is not None
            assert example.number > 0


def test_tallies_are_of_many_kinds_of_things() -> None:
    assert len(DOMAINS) >= 15
    examples = _examples(4, 800)
    assert len({example.group.split()[1] for example in examples}) > 15
    asked = {example.group.split()[-1] for example in examples}
    assert {"now", "all", "first", "sell", "lend", "back", "whom", "untold"} <= asked
    assert tallies.generate(random.Random(5)) == tallies.generate(random.Random(5))
