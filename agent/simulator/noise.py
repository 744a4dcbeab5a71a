"""Carelessness of typing: no capitals, no marks, slips of the fingers. Digits are left alone."""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"\b[a-z]{4,}\b")
_SLIPS = 0.05  # of the lower-case words of four letters and more


class Noise:
    """The typing of one person: careful (changes nothing) or careless, the same way throughout."""

    def __init__(self, rng: random.Random, careless: bool) -> None:
        self._rng = rng
        self._lower = careless and rng.random() < 0.7
        self._bare = careless and rng.random() < 0.6
        self._slips = _SLIPS if careless and rng.random() < 0.6 else 0.0

    def line(self, text: str) -> str:
        """`text` as this person types it."""
        if self._slips:
            text = _WORD.sub(self._slip, text)
        if self._lower:
            text = text.lower()
        if self._bare and text[-1:] in ".?":
            text = text[:-1]
        return text

    def _slip(self, match: re.Match[str]) -> str:
        word = match[0]
        if self._rng.random() > self._slips:
            return word
        at = self._rng.randrange(1, len(word) - 1)
        return self._rng.choice(
            (
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],  # swapped
                word[:at] + word[at + 1 :],  # left out
                word[:at] + word[at] + word[at:],  # doubled
            )
        )
