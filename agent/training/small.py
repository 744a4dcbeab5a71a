"""The quick trainings that come before the reader: match and fusion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from agent.encoder import load_encoder
from agent.story import Example
from agent.training.corpora import split
from agent.training.fusion import train_fusion
from agent.training.match import train_match

_FOR_FUSION = 0.15  # share of the groups (passages, relations) that the match does not see


def train_small(out: Path, examples: list[Example], seed: int, echo: Callable[[str], None]) -> None:
    """Train and write match and fusion weights into `out`."""
    encoder = load_encoder()
    echo("Training the match of hop 1 and hop 2")
    matched, fused = split(examples, _FOR_FUSION, seed)
    train_match(out, matched, encoder, seed, echo)
    train_fusion(out, fused, encoder, seed, echo)
