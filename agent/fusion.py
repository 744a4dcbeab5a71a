"""Hop 1's two rankings joined: by the learned match and by exact words.

Weston et al. 2014, section 3.3, hash memories by cluster and by word; here both kinds of search
bring candidates, and a linear score over a few signals of each, learned by softmax ranking
(`agent.training.fusion`), puts them in one order. For an encoder that nothing was trained for, the
rankings are joined by reciprocal rank (Cormack et al. 2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from memory_store import MemoryStore

    Vector = NDArray[np.float32]

FUSION = "fusion.safetensors"
SIGNALS = (
    "match",  # inner product with the key, less the best one's
    "match rank",  # 1 / rank, 0 beyond the search
    "words",  # BM25 in units of the best one's
    "words rank",
    "match before",  # the same of what was told just before: a question, and its answer here
    "words before",
    "match after",
    "words after",
    "asks",  # a question tells little
    "answers",  # what was told just before is a question
    "length",  # log(1 + words)
    "speaker",  # it was said by someone the question names
)
_DEEP = 40  # how far down each ranking is looked
_CONSTANT = 60  # of reciprocal-rank fusion


@dataclass(frozen=True)
class Fusion:
    """weights (len(SIGNALS),) float32, or None for reciprocal ranks."""

    weights: Vector | None

    def search(self, store: MemoryStore, key: Vector, text: str, k: int) -> list[tuple[int, float]]:
        """The k slots that hop 1 ranks first, best first: (slot id, score)."""
        if self.weights is None:
            dense = [i for i, _ in store.nearest(key, _DEEP)]
            words = [i for i, _ in store.words(text, _DEEP)]
            return fuse([dense, words])[:k]
        ids, signals = measure(store, key, text)
        scores = (signals @ self.weights).tolist()
        return sorted(zip(ids, scores, strict=True), key=lambda pair: (-pair[1], pair[0]))[:k]


def measure(store: MemoryStore, key: Vector, text: str) -> tuple[list[int], Vector]:
    """Candidates of both searches: n slot ids, and their SIGNALS (n, len(SIGNALS))."""
    dense = dict(store.nearest(key, _DEEP))
    words = dict(store.words(text, _DEEP))
    dense_rank = {i: 1 / rank for rank, i in enumerate(dense, start=1)}
    words_rank = {i: 1 / rank for rank, i in enumerate(words, start=1)}
    ids = sorted(dense.keys() | words.keys())
    if not ids:
        return [], np.zeros((0, len(SIGNALS)), dtype=np.float32)
    slots = {slot.id: slot for slot in store.around(ids)}
    match = dict(zip(slots, (store.vectors(list(slots)) @ key).tolist(), strict=True))
    nearest, most = max(match[i] for i in ids), max(words.values(), default=1.0)
    asked = text.lower()

    def near(i: int) -> tuple[float, float]:
        return max(match.get(i, 0.0) - nearest, -1.0), words.get(i, 0.0) / most

    def asks(i: int) -> float:
        return float(i in slots and slots[i].text.rstrip().endswith("?"))

    rows = []
    for i in ids:
        speaker = slots[i].speaker.lower()
        said_by = float(speaker != "user" and speaker in asked)
        length = log1p(len(slots[i].text.split()))
        ranked = (match[i] - nearest, dense_rank.get(i, 0.0))
        worded = (words.get(i, 0.0) / most, words_rank.get(i, 0.0))
        beside = (*near(i - 1), *near(i + 1))
        rows.append((*ranked, *worded, *beside, asks(i), asks(i - 1), length, said_by))
    return ids, np.asarray(rows, dtype=np.float32)


def fuse(rankings: Sequence[Sequence[int]]) -> list[tuple[int, float]]:
    """Reciprocal-rank fusion: score(i) = Σ 1 / (60 + rank of i), best first."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1 / (_CONSTANT + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def load_fusion(folder: Path, encoder_id: str) -> Fusion:
    """Return the trained fusion, or reciprocal ranks for an encoder of the user's own.

    Raises:
        WeightsUnavailable: the file is missing or damaged.
    """
    from agent.weights_io import load_tensors

    tensors, about = load_tensors(folder / FUSION)
    trained = about.get("encoder") == encoder_id
    return Fusion(tensors["weights"].float().numpy() if trained else None)
