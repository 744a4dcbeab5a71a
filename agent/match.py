"""The learned match of hop 1 and hop 2, as inner products that FAISS can search.

s_O(x, m) = Φ(x)ᵀ Uᵀ U' Φ(m) (Weston, Chopra, Bordes 2014, equation 5) with Φ the sentence
encoder. The whole map W = Uᵀ U' is applied to the query side, so the index holds plain encoder
vectors and is searched with the key

    hop 1   k = W x                    hop 2   k = V x + C m_o1

(argmax_i kᵀ m_i is the hop). W, V and C start as the identity, the identity and zero: untrained,
the match is cosine similarity.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

MATCH = "match.safetensors"


@dataclass(frozen=True)
class Match:
    """W, V and C, each (d, d) float32, for encoder vectors of length d."""

    first: Vector
    second: Vector
    context: Vector

    @classmethod
    def identity(cls, dimension: int) -> Match:
        """The untrained match: cosine at hop 1, the question alone at hop 2."""
        eye = np.eye(dimension, dtype=np.float32)
        return cls(eye, eye, np.zeros_like(eye))

    def key(self, question: Vector) -> Vector:
        """Hop 1: (d,) question vector to the (d,) key that slots are searched with."""
        return _unit(self.first @ question)

    def next_key(self, question: Vector, found: Vector) -> Vector:
        """Hop 2: the key from the question (d,) and the vector (d,) of what hop 1 found."""
        return _unit(self.second @ question + self.context @ found)


def _unit(vector: Vector) -> Vector:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def load_match(folder: Path, encoder_id: str, dimension: int) -> Match:
    """Return the trained match for this encoder, or the identity for an encoder of the user's own.

    Raises:
        WeightsUnavailable: the file is missing or damaged.
    """
    from agent.weights_io import load_tensors

    tensors, about = load_tensors(folder / MATCH)
    if about.get("encoder") != encoder_id:
        return Match.identity(dimension)
    w, v, c = (tensors[name].float().numpy() for name in ("first", "second", "context"))
    return Match(w, v, c)
