"""Carelessness of typing: no capitals, no marks, slips of the fingers. Digits are left alone."""

from __future__ import annotations

import random
import re

_WORD = re.compile(r"\b[a-z]{4,}\b")
_SHORT = {
    "what": "wot wat", "what's": "whats wots", "who's": "whos", "where's": "wheres",
    "when's": "whens", "how's": "hows", "you": "u", "your": "ur", "are": "r", "and": "n &",
    "because": "cuz bc cos",
    "with": "w w/", "please": "pls plz", "the": "teh da", "tomorrow": "tmrw 2moro", "about": "abt",
    "know": "kno", "i'm": "im", "it's": "its", "she's": "shes", "he's": "hes", "don't": "dont",
    "doesn't": "doesnt", "isn't": "isnt", "can't": "cant", "i've": "ive",
    "we're": "were", "does": "duz", "my": "me", "have": "hav", "people": "ppl",
    "from": "frm", "who": "hoo", "where": "wher", "which": "wich",
    "something": "smth",
    "tonight": "2nite", "right": "rite", "night": "nite", "going": "goin", "minutes": "mins",
}  # fmt: skip
_SPELT = re.compile(r"[a-z]+(?:'[a-z]+)?", re.IGNORECASE)
_SLIPS = 0.05  # of the lower-case words of four letters and more


class Noise:
    """The typing of one person: careful (changes nothing) or careless, the same way throughout."""

    def __init__(self, rng: random.Random, careless: bool) -> None:
        self._rng = rng
        self._lower = careless and rng.random() < 0.7
        self._bare = careless and rng.random() < 0.6
        self._slips = _SLIPS if careless and rng.random() < 0.6 else 0.0
        self._chatty = 0.3 if careless and rng.random() < 0.4 else 0.0

    def line(self, text: str) -> str:
        """`text` as this person types it."""
        if self._chatty:
            text = _SPELT.sub(self._shorten, text)
        if self._slips:
            text = _WORD.sub(self._slip, text)
        if self._lower:
            text = text.lower()
        if self._bare and text[-1:] in ".?":
            text = text[:-1]
        return text

    def _shorten(self, match: re.Match[str]) -> str:
        ways = _SHORT.get(match[0].lower(), "").split()
        return self._rng.choice(ways) if ways and self._rng.random() < self._chatty else match[0]

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
