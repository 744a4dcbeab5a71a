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
_AGAIN = 0.6  # of the talks between people with names have an earlier talk of theirs before them


def generate(rng: random.Random) -> list[Example]:
    """One telling of one script, and its questions."""
    script = rng.choice(all_scripts())
    noise = Noise(rng, rng.random() < _NOISY)
    before = None
    if script.speakers and rng.random() < _AGAIN:
        talks = [s for s in all_scripts() if s.speakers and s is not script]
        before = Telling(rng.choice(talks), rng, noise)
        before.examples()
    asked = Telling(script, rng, noise, before).examples()
    return [example for example, _, _ in asked if example is not None]
