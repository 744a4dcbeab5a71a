"""Small talk: a fitting reply from a small editable bank (`smalltalk.toml`), chosen by meaning."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from agent.questions import opens_as_question

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

BANK = Path(__file__).with_name("smalltalk.toml")
_FITTING = 0.48  # cosine below which nothing in the bank is close
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
    """The bank: its exemplars' vectors (n, d), the reply of each, and whether it is a question."""

    vectors: Vectors
    replies: tuple[str, ...]
    asks: NDArray[np.bool_]

    @classmethod
    def load(cls, encode: Callable[[Sequence[str]], Vectors]) -> SmallTalk:
        """Read the bank and encode it."""
        pairs = [(text, reply) for said, reply in _bank() for text in said]
        asks = np.array([text.endswith("?") for text, _ in pairs])
        return cls(encode([text for text, _ in pairs]), tuple(reply for _, reply in pairs), asks)

    def reply(self, text: str, vector: Vectors) -> str:
        """The reply of the nearest exemplar to a sentence and its vector (d,), or a neutral one.

        "I'm so tired today" is no "how are you today?": what asks nothing is like no question.
        """
        scores = self._scores(text, vector)
        best = int(scores.argmax())
        return self.replies[best] if scores[best] >= _FITTING else _OTHERWISE

    def fits(self, text: str, vector: Vectors) -> bool:
        """Whether the bank knows something close to a sentence and its vector (d,)."""
        return bool(self._scores(text, vector).max() >= _FITTING)

    def _scores(self, text: str, vector: Vectors) -> Vectors:
        """How close each exemplar is."""
        scores = self.vectors @ vector
        if text.endswith("?") or opens_as_question(text):
            return scores
        return np.where(self.asks, np.float32(-1.0), scores)
