"""Small talk: a fitting reply from a small editable bank (`smalltalk.toml`), chosen by meaning."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BANK = Path(__file__).with_name("smalltalk.toml")
_FITTING = 0.4  # cosine below which nothing in the bank is close
_OTHERWISE = "I see."


def _bank() -> list[tuple[list[str], str]]:
    """(what people say, what is said back) of each entry."""
    entries = tomllib.loads(BANK.read_text(encoding="utf-8")).values()
    return [(entry["said"], entry["reply"]) for entry in entries]


def exemplars() -> list[str]:
    """Everything in the bank that people say."""
    return [text for said, _ in _bank() for text in said]


@dataclass(frozen=True)
class SmallTalk:
    """The bank with its exemplars' vectors (n, d) and the reply of each exemplar."""

    vectors: Vectors
    replies: tuple[str, ...]

    @classmethod
    def load(cls, encode: Callable[[Sequence[str]], Vectors]) -> SmallTalk:
        """Read the bank and encode it."""
        pairs = [(text, reply) for said, reply in _bank() for text in said]
        return cls(encode([text for text, _ in pairs]), tuple(reply for _, reply in pairs))

    def reply(self, vector: Vectors) -> str:
        """The reply of the nearest exemplar to a sentence vector (d,), or a neutral one."""
        scores = self.vectors @ vector
        best = int(scores.argmax())
        return self.replies[best] if scores[best] >= _FITTING else _OTHERWISE
