"""The quick trainings that come before the reader: match, fusion and kind head."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from agent.encoder import load_encoder
from agent.story import Example
from agent.training.corpora import split
from agent.training.fusion import train_fusion
from agent.training.kinds import train_kinds
from agent.training.match import train_match

_FOR_FUSION = 0.15  # share of the groups (passages, relations) that the match does not see


def train_small(
    out: Path, data: Path | None, examples: list[Example], seed: int, echo: Callable[[str], None]
) -> None:
    """Train and write match, fusion and kinds weights into `out`."""
    encoder = load_encoder()
    echo("Training the match of hop 1 and hop 2")
    matched, fused = split(examples, _FOR_FUSION, seed)
    train_match(out, matched, encoder, seed, echo)
    train_fusion(out, fused, encoder, seed, echo)
    echo("Training the kind head")
    figures = train_kinds(out, data, encoder.encode, seed)
    for name, value in figures.items():
        echo(f"  {name:24} {value:.3f}")
