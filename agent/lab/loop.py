"""One training loop for all networks of the lab: steps, a CSV log, checkpoints to go on from.

Whatever a step draws at random comes from a generator made of the run's seed and the step's
number, so that a run that was interrupted goes on as if it had not been.
"""

from __future__ import annotations

import csv
import json
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from agent.errors import TrainingError
from agent.training.moments import moments, restore
from agent.weights_io import load_tensors, save_tensors

Echo = Callable[[str], None]
StepFunction = Callable[[int], Tensor]

_MIX = 1_000_003


def generator(seed: int, step: int) -> torch.Generator:
    """The random numbers of one step of one run."""
    return torch.Generator().manual_seed(seed * _MIX + step)


def fingerprint(data: object) -> int:
    """A number that tells data apart: a checkpoint goes on only over what it began with."""
    return zlib.crc32(repr(data).encode())


@dataclass(frozen=True)
class Settings:
    """How a run goes: number of steps, learning rate, when it begins to fall, norm to clip at."""

    steps: int
    rate: float
    level: float = 0.5
    clip: float = 10.0
    log_every: int = 100

    def rate_at(self, step: int) -> float:
        """Warm-up over the first 1 %, level, then a linear fall to nothing."""
        done = step / self.steps
        return self.rate * min(1.0, (done + 1e-4) / 0.01, (1 - done) / max(1 - self.level, 1e-9))


class Loop:
    """A run in a folder: `log.csv`, and a checkpoint for each of its parts.

    Args:
        folder: of this run; made when missing.
        about: what decides the run's result; a checkpoint of another run is refused.
    """

    def __init__(self, folder: Path, about: Mapping[str, object], echo: Echo) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.echo = folder, echo
        self.save_every = 60.0  # seconds between checkpoints
        self.about = json.dumps(about, sort_keys=True, default=str)

    def run(
        self,
        name: str,
        network: nn.Module,
        settings: Settings,
        step: StepFunction,
        *,
        optimiser: torch.optim.Optimizer | None = None,
        check: Callable[[int], Mapping[str, float]] | None = None,
        check_every: int = 0,
        after: Callable[[], None] | None = None,
    ) -> None:
        """Train `network` by `step`, which returns the loss of one batch.

        Args:
            name: of this part of the run; its checkpoint and log carry it.
            check: figures to measure every `check_every` steps, for the log.
            after: called after every update.

        Raises:
            TrainingError: the checkpoint belongs to another run, or the loss is no number.
        """
        optimiser = optimiser or torch.optim.Adam(network.parameters(), settings.rate)
        path = self.folder / f"{name}.checkpoint.safetensors"
        done = self._load(path, network, optimiser)
        network.train()
        began = saved = time.monotonic()
        losses: list[float] = []
        for number in range(done, settings.steps):
            for group in optimiser.param_groups:
                group["lr"] = settings.rate_at(number)
            loss = step(number)
            if not torch.isfinite(loss):
                raise TrainingError(f"The loss of {name} is {float(loss)} at step {number}.")
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            if settings.clip:
                torch.nn.utils.clip_grad_norm_(network.parameters(), settings.clip)
            optimiser.step()
            if after is not None:
                after()
            losses.append(float(loss.detach()))
            last = number + 1 == settings.steps
            measured: dict[str, float] = {}
            if check is not None and check_every and ((number + 1) % check_every == 0 or last):
                network.eval()
                measured = dict(check(number + 1))
                network.train()
            if measured or (number + 1) % settings.log_every == 0 or last:
                mean, losses = sum(losses) / len(losses), []
                left = (time.monotonic() - began) / (number + 1 - done)
                left *= settings.steps - number - 1
                self._log(name, number + 1, {"loss": mean, **measured})
                shown = " ".join(f"{key} {value:.4g}" for key, value in measured.items())
                self.echo(
                    f"  {name} {number + 1}/{settings.steps} loss {mean:.4f} {shown} "
                    f"{left / 60:.0f} min left"
                )
            if last or time.monotonic() - saved > self.save_every:
                self._save(path, network, optimiser, number + 1)
                saved = time.monotonic()
        network.eval()

    def _save(
        self, path: Path, network: nn.Module, optimiser: torch.optim.Optimizer, done: int
    ) -> None:
        held = {f"network.{n}": t for n, t in network.state_dict().items()}
        held |= moments(optimiser)
        facts = {"about": self.about, "done": str(done)}
        save_tensors(path, {n: t.clone() for n, t in held.items()}, facts)

    def _load(self, path: Path, network: nn.Module, optimiser: torch.optim.Optimizer) -> int:
        if not path.exists():
            return 0
        held, facts = load_tensors(path)
        if facts.get("about") != self.about:
            raise TrainingError(
                f"{path} belongs to another run ({facts.get('about')}). Give the same options and "
                f"data, another --out, or delete {path.parent} to start anew."
            )
        own = {n.removeprefix("network."): t for n, t in held.items() if n.startswith("network.")}
        network.load_state_dict(own)
        restore(optimiser, held)
        return int(facts["done"])

    def _log(self, name: str, step: int, figures: Mapping[str, float]) -> None:
        with (self.folder / "log.csv").open("a", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            for key, value in figures.items():
                writer.writerow([name, step, key, f"{value:.6g}"])
