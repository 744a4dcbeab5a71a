"""Hand-written conversations, told over and over with other names, values and wordings.

FORMAT.md says how they are written; `python -m agent.simulator.scripts FILE…` checks them.
"""

from __future__ import annotations

import random

from agent.simulator.noise import Noise
from agent.simulator.scripts.parse import all_scripts
from agent.simulator.scripts.tell import Telling
from agent.story import Example

_NOISY = 0.2


def generate(rng: random.Random) -> list[Example]:
    """One telling of one script, and its questions."""
    script = rng.choice(all_scripts())
    noise = Noise(rng, rng.random() < _NOISY)
    asked = Telling(script, rng, noise).examples()
    return [example for example, _, _ in asked if example is not None]
