"""Stories about times: what the terms come to is what the story knows, and they are cut exactly."""

from __future__ import annotations

import random
import re
from collections import Counter

from agent.quantities import quantity
from agent.simulator import schedules
from agent.story import Example, total

_TERM = re.compile(r"[^\s.,!].*[^\s.,!]|\d+", re.DOTALL)


def _examples(seed: int, stories: int = 400) -> list[Example]:
    rng = random.Random(seed)
    return [example for _ in range(stories) for example in schedules.generate(rng)]


def test_every_example_is_consistent_and_a_seed_fixes_it() -> None:
    for example in _examples(1):
        example.check()
        shown = example.question + "".join(m.text for m in example.memories)
        assert not set("{}[]|\n") & set(shown)
        assert example.source == "sim/schedule"
        assert example.group.startswith("schedule ")
    assert schedules.generate(random.Random(5)) == schedules.generate(random.Random(5))


def test_the_terms_come_to_what_the_story_knows() -> None:
    kinds = Counter[str]()
    for example in _examples(2, 800):
        if example.kind == "number":
            figure = total(example.memories, example.spans)
            assert figure is not None, example
            assert figure.value == example.number, (figure, example)
            kinds[figure.kind] += 1
    assert min(kinds[kind] for kind in ("clock", "day", "weekday", "minutes", "days", "number")) > 9


def test_terms_are_whole_phrases_and_stand_in_supports() -> None:
    """No blank, comma or full stop at the ends, nothing cut off, and each one a quantity."""
    for example in _examples(3):
        for span in example.spans:
            text = example.memories[span.memory].text
            said = text[span.start : span.end]
            assert _TERM.fullmatch(said), said
            assert not text[span.start - 1 : span.start].isalnum()
            assert not text[span.end : span.end + 1].isalnum()
            assert span.memory in example.supports
            if example.kind == "number":
                read = quantity(said, example.memories[span.memory].told_at)
                assert read.kind != "number" or read.value != 1.0, said


def test_the_answer_kinds_and_questions_are_many() -> None:
    examples = _examples(4, 600)
    kinds = Counter(example.kind for example in examples)
    assert set(kinds) == {"number", "span", "unknown"}
    assert 0.1 < kinds["unknown"] / len(examples) < 0.3
    assert len({example.question for example in examples}) > 0.7 * len(examples)
    types = Counter(example.group.split()[1] for example in examples)
    assert set(types) == {
        "start", "end", "length", "change", "date", "weekday", "apart", "order",
    }  # fmt: skip
    assert len({example.group for example in examples}) > 80


def test_yesterday_counts_from_when_it_was_told() -> None:
    apart = [e for e in _examples(6) if e.group.startswith("schedule apart")]
    assert apart
    for example in apart:
        days = [told.told_at for told in example.memories]
        assert all(days)
        assert days == sorted(days, key=lambda day: day.date() if day else day)
