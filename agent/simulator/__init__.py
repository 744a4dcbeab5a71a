"""The project's own story simulator: everyday stories with questions, answers and supports.

`STORIES` is the registry of generators; each makes one story from a `random.Random` and returns
its questions as `agent.story.Example`s. The weights say how often a kind of story is drawn.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from agent.simulator import dialogue, kin, numbers, world
from agent.story import Example

Maker = Callable[[random.Random], list[Example]]

STORIES: tuple[tuple[Maker, float], ...] = (
    (dialogue.generate, 0.55),
    (world.generate, 0.2),
    (kin.generate, 0.15),
    (numbers.generate, 0.1),
)
