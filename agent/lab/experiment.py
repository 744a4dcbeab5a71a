"""What an experiment of the lab is, and what all of them share.

An experiment trains a network from a seed into a folder (`weights.safetensors`, `log.csv`) and
measures weights on validation data split from training, or on a test split when the data has one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from torch import Tensor, nn

from agent.compact import compacted, expanded
from agent.errors import DataError, WeightsUnavailable
from agent.lab.loop import Echo
from agent.weights_io import load_tensors, save_tensors

Split = Literal["validation", "test"]
Figures = Mapping[str, float]

WEIGHTS = "weights.safetensors"
HELD_OUT = 0.1
SPLIT_SEED = 0


@dataclass(frozen=True)
class Run:
    """One training: where, from which data and seed; `passes` scales how long (1 as planned)."""

    folder: Path
    seed: int
    data: Path | None
    echo: Echo
    passes: float = 1.0


class Experiment(Protocol):
    """Something to train and measure."""

    @property
    def name(self) -> str:
        """What the command line calls it."""

    @property
    def about(self) -> str:
        """Network, task and paper in a line."""

    @property
    def takes(self) -> str:
        """How long training takes on one core."""

    def train(self, run: Run) -> None:
        """Train and write `weights.safetensors` into the run's folder."""

    def evaluate(self, weights: Path, data: Path | None, split: Split) -> Figures:
        """Measure weights; errors and accuracies are shares, 0..1."""

    def show(self, weights: Path, data: Path | None, out: Path) -> str:
        """Write pictures into `out`; return one of them for the terminal."""


def under(data: Path | None, *parts: str) -> Path:
    """A folder under the data.

    Raises:
        DataError: no data was named, or the folder is not there.
    """
    if data is None:
        raise DataError("This experiment needs data: name its folder with --data (docs/LAB.md).")
    folder = data.joinpath(*parts)
    if not folder.is_dir():
        raise DataError(f"{folder} is not there. docs/LAB.md says what the data folder holds.")
    return folder


def save_network(
    folder: Path, network: nn.Module, facts: Mapping[str, object], compact: bool = False
) -> None:
    """Write what training changed, in half precision, and facts to load it by.

    With `compact`, matrices take eight bits a weight (`agent.compact`).
    """
    learned = dict(_learned(network))
    half = {n: t.half() if t.is_floating_point() else t for n, t in learned.items()}
    state = compacted(learned) if compact else half
    save_tensors(folder / WEIGHTS, state, {"facts": json.dumps(facts, sort_keys=True)})


def _learned(network: nn.Module) -> list[tuple[str, Tensor]]:
    fixed = {name for name, p in network.named_parameters() if not p.requires_grad}
    return [(name, t.clone()) for name, t in network.state_dict().items() if name not in fixed]


def load_network(path: Path, network: nn.Module) -> None:
    """Take over weights that `save_network` wrote.

    Raises:
        WeightsUnavailable: missing, or of another network.
    """
    kept, _ = load_tensors(path)
    held = expanded(kept)
    own = network.state_dict()
    wanted = {name for name, _ in _learned(network)}
    if wanted != set(held) or any(own[n].shape != t.shape for n, t in held.items()):
        raise WeightsUnavailable(f"{path} was made for another network. Train it anew.")
    network.load_state_dict({n: t.float() for n, t in held.items()}, strict=False)
    network.eval()


def load_part(network: nn.Module, held: Mapping[str, Tensor], prefix: str) -> None:
    """Take over the tensors whose names begin with `prefix`."""
    own = {n.removeprefix(prefix): t.float() for n, t in held.items() if n.startswith(prefix)}
    network.load_state_dict(own)
    network.eval()


def facts_of(path: Path) -> dict[str, object]:
    """The facts that stand beside weights."""
    facts: dict[str, object] = json.loads(load_tensors(path)[1]["facts"])
    return facts


def mean_error(by_task: Mapping[int, float]) -> dict[str, float]:
    """The mean over tasks, and each task's own."""
    figures = {f"error of task {task}": value for task, value in by_task.items()}
    return {"mean error": sum(by_task.values()) / len(by_task), **figures}
