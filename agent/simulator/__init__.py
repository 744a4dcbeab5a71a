"""The project's own story simulator: everyday stories with questions, answers and supports.

`STORIES` is the registry of generators; each makes one story from a `random.Random` and returns
its questions as `agent.story.Example`s. The weights say how often a kind of story is drawn.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from agent.simulator import (
    compare,
    counts,
    everyday,
    gatherings,
    joins,
    ledgers,
    moves,
    rivals,
    rows,
    schedules,
    scripts,
    tallies,
    threads,
)
from agent.story import Example

Maker = Callable[[random.Random], list[Example]]

STORIES: tuple[tuple[Maker, float], ...] = (
    (scripts.generate, 0.43),
    (everyday.generate, 0.06),
    (moves.generate, 0.11),
    (joins.generate, 0.09),
    (compare.generate, 0.08),
    (rivals.generate, 0.11),
    (gatherings.generate, 0.05),
    (ledgers.generate, 0.07),
    (counts.generate, 0.03),
    (tallies.generate, 0.03),
    (schedules.generate, 0.05),
    (rows.generate, 0.09),
    (threads.generate, 0.07),
)


def stories(rng: random.Random) -> Iterator[list[Example]]:
    """Endless simulated stories, the generators mixed by their weights."""
    makers = [maker for maker, _ in STORIES]
    weights = [weight for _, weight in STORIES]
    while True:
        story = rng.choices(makers, weights)[0](rng)
        if story:
            yield story
