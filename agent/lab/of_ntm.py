"""The neural Turing machine's tasks, as experiments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import torch

from agent.lab import ntm_training as ntm
from agent.lab.experiment import Figures, Run, Split, load_network, save_network
from agent.lab.loop import Loop, generator
from agent.lab.ntm_training import PLANS, evaluate
from agent.lab.pictures import in_terminal, weighting
from agent.lab.tasks import TASKS
from agent.networks.ntm import NTM


@dataclass(frozen=True)
class TuringTask:
    """NTM on one of its tasks."""

    task: str
    takes: str

    @property
    def name(self) -> str:
        """`ntm-` and the task."""
        return f"ntm-{self.task}"

    @property
    def about(self) -> str:
        """What it is, in a line."""
        return f"NTM, {self.task} (Graves 2014, section 4)"

    def train(self, run: Run) -> None:
        """Train the machine."""
        plan = ntm.PLANS[self.task]
        plan = replace(plan, steps=max(1, round(plan.steps * run.passes)))
        about = {"name": self.name, "seed": run.seed, "plan": str(plan)}
        machine = ntm.train(Loop(run.folder, about, run.echo), self.task, run.seed, plan)
        save_network(run.folder, machine, {"seed": run.seed})

    def _machine(self, weights: Path) -> NTM:
        machine = NTM(PLANS[self.task].shape)
        load_network(weights, machine)
        return machine

    def evaluate(self, weights: Path, data: Path | None, split: Split) -> Figures:
        """The figures of the paper's pictures, on fresh sequences."""
        return evaluate(self._machine(weights), self.task)

    def show(self, weights: Path, data: Path | None, out: Path) -> str:
        """Where the heads look, step by step."""
        machine = self._machine(weights)
        batch = TASKS[self.task].make(1, generator(5, 7))
        with torch.no_grad():
            _, looked = machine(batch.shown)
        heads = ["read"] * machine.shape.read_heads + ["write"] * machine.shape.write_heads
        shown = []
        for number, head in enumerate(heads):
            weights_ = looked[:, 0, number]
            busy = weights_.max(0).values > 0.2
            path = out / f"{self.name}-{head}-{number}.png"
            title = f"{self.name}: {head} head {number + 1} (slots by steps)"
            weighting(weights_.T, path, title=title, rows=(), columns=())
            shown.append(
                f"{head} head: slots used, by steps\n{in_terminal(weights_[:, busy].T, ())}"
            )
        return "\n\n".join(shown)
