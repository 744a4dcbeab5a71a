"""I, second act: is a sentence telling, asking, commanding (and what), or just chat?

A small network with one hidden layer over three things: the sentence's MiniLM vector (what it is
about), features of its surface (a question mark says much, but people leave it out), and learned
vectors of its first and last words and word pairs (mood is in the order of words, which a mean of
token vectors loses; hashed as in Joulin et al. 2017). Trained by `agent.training.kinds`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from agent.commands import ACTS, Act, command_of
from agent.errors import WeightsUnavailable
from agent.reply import Sentence, UtteranceKind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

KINDS_FILE = "kinds.safetensors"

_WORD = re.compile(r"[\w'’]+")
_ASKING = frozenset(
    "who whom whose what what's whats which when where where's wheres why how how's".split()
)
_AUXILIARY = frozenset(
    "is are am was were do does did has have had can could will would should may might isn't aren't "
    "don't doesn't didn't hasn't haven't can't won't".split()
)
_SUBJECT = frozenset(
    "i you he she it we they my your his her our their the there this that a any".split()
)
_ACTS = frozenset("forget delete erase remove undo scrap wipe scratch drop restore clear".split())
SURFACE = 11
BUCKETS, GRAM_WIDTH = 4096, 24
_SURE_CHAT = 0.6


def surface(text: str) -> Vector:
    """(SURFACE,) features of how a sentence is typed, each 0..1."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    first = words[0] if words else ""
    lead = 1 if first in ("and", "so", "but", "please", "ok", "hey", "well") else 0
    head, after = ([*words[lead:], "", ""])[:2]
    return np.array(
        [
            text.rstrip("\"')” ").endswith("?"),
            text.rstrip("\"')” ").endswith((".", "!")),
            head in _ASKING,
            head in _AUXILIARY and (after in _SUBJECT or after[:1].isalpha()),
            head in _ACTS,
            any(word in _ACTS for word in words),
            first in ("i", "my", "our", "we", "the", "she", "he", "they"),
            any(c.isdigit() for c in text),
            any(w[:1].isupper() for w in _WORD.findall(text)[1:] if w not in ("I", "I'm", "I've")),
            min(len(words), 20) / 20,
            len(words) <= 2,
        ],
        dtype=np.float32,
    )


def grams(text: str) -> list[int]:
    """Buckets (0..BUCKETS - 1) of the words a sentence begins and ends with, by place."""
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)] or [""]
    named = [f"{place}:{word}" for place, word in enumerate(words[:4])]
    named += [f"{place}:{a} {b}" for place, (a, b) in enumerate(pairwise(words[:4]))]
    named += [f"last:{words[-1]}", *(f"any:{word}" for word in words[4:12])]
    return [zlib.crc32(name.encode()) % BUCKETS for name in named]


@dataclass(frozen=True)
class KindClassifier:
    """Weights: grams (BUCKETS, GRAM_WIDTH), hidden (h, 384 + SURFACE + GRAM_WIDTH), its bias (h,),
    output (8, h), its bias (8,), a row for each of ACTS."""

    grams: Vector
    hidden: Vector
    hidden_bias: Vector
    output: Vector
    output_bias: Vector

    @classmethod
    def load(cls, folder: Path) -> KindClassifier:
        """Load the trained head. Raises WeightsUnavailable."""
        from agent.weights_io import load_tensors

        tensors, _ = load_tensors(folder / KINDS_FILE)
        if len(tensors["output"]) != len(ACTS):
            raise WeightsUnavailable(
                f"{KINDS_FILE} was made for another version of Mneme. Reinstall Mneme, or make the "
                "weights anew with: mneme train"
            )
        names = ("grams", "hidden", "hidden_bias", "output", "output_bias")
        return cls(*(tensors[name].float().numpy() for name in names))

    def classify(self, text: str, vector: Vector, topic: Callable[[str], str]) -> Sentence:
        """Name the kind of one sentence, given its unit vector (384,).

        A command that asks nothing of the memory is none, and unsure chat is none either, for it
        would be lost: then the next best is taken.

        Args:
            topic: cuts the words out of a command that name what it is about (`agent.tagger`).
        """
        x = np.concatenate([vector, surface(text), self.grams[grams(text)].mean(axis=0)])
        scores = self.output @ np.maximum(self.hidden @ x + self.hidden_bias, 0) + self.output_bias
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        by_act = dict(zip(ACTS, shares.tolist(), strict=True))
        acts = sorted(_COMMANDS, key=lambda act: -by_act[act])
        by_kind: dict[UtteranceKind, float] = {
            "tell": by_act["tell"],
            "ask": by_act["ask"],
            "chat": by_act["chat"],
            "command": sum(by_act[act] for act in acts),
        }
        for kind, share in sorted(by_kind.items(), key=lambda pair: -pair[1]):
            if kind == "command" and share >= _LIKELY_COMMAND:
                about = topic(text)
                commands = (command_of(act, text, about) for act in acts[:_ACTS_TRIED])
                meant = next((command for command in commands if command is not None), None)
                if meant is not None:
                    return Sentence(text, kind, share, meant)
            elif kind in ("tell", "ask") or (kind == "chat" and share >= _SURE_CHAT):
                return Sentence(text, kind, share)
        return Sentence(text, "tell", by_act["tell"])


_COMMANDS: tuple[Act, ...] = ("forget", "forget-all", "know", "undo", "wipe")
_LIKELY_COMMAND = 0.3
_ACTS_TRIED = 2
