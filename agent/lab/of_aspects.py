"""Aspect sentiment, as experiments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import torch

from agent.lab import aspects
from agent.lab.aspects import Case, OnMiniLM, Published, accuracy, hold_out, looks, read_folder
from agent.lab.experiment import (
    HELD_OUT,
    SPLIT_SEED,
    Figures,
    Run,
    Split,
    load_network,
    save_network,
    under,
)
from agent.lab.loop import Loop, fingerprint
from agent.lab.pictures import in_terminal, weighting


@dataclass(frozen=True)
class Aspects:
    """Aspect sentiment, by the published network or on MiniLM."""

    name: str
    kind: Literal["published", "minilm"]
    domains: tuple[str, ...]
    takes: str
    about: str
    spread: float = 0.0  # weight of the attention regulariser

    def _cases(self, data: Path | None) -> dict[str, tuple[list[Case], list[Case]]]:
        cases = read_folder(under(data, "semeval14"))
        return {domain: hold_out(cases[domain], HELD_OUT, SPLIT_SEED) for domain in self.domains}

    def _network(self) -> Published | OnMiniLM:
        return Published() if self.kind == "published" else OnMiniLM()

    def train(self, run: Run) -> None:
        """Train on the domains' cases together."""
        plan = aspects.PLANS[self.kind]
        plan = replace(plan, passes=max(1, round(plan.passes * run.passes)), spread=self.spread)
        learn = [case for part, _ in self._cases(run.data).values() for case in part]
        torch.manual_seed(run.seed)
        network = self._network()
        about = {"name": self.name, "seed": run.seed, "data": fingerprint(learn), **vars(plan)}
        loop = Loop(run.folder, about, run.echo)
        aspects.train(loop, network, learn, plan, run.seed)
        save_network(run.folder, network, {"seed": run.seed}, compact=self.kind == "minilm")

    def evaluate(self, weights: Path, data: Path | None, split: Split) -> Figures:
        """Accuracy on each domain."""
        network = self._network()
        load_network(weights, network)
        if split == "test":
            cases = read_folder(under(data, "semeval14"), "Test")
            checked = {domain: cases[domain] for domain in self.domains}
        else:
            checked = {domain: check for domain, (_, check) in self._cases(data).items()}
        figures: dict[str, float] = {}
        for domain, part in checked.items():
            right, words = accuracy(network, part)
            figures |= {f"accuracy, {domain}": right, f"words looked at, {domain}": words}
        return figures

    def show(self, weights: Path, data: Path | None, out: Path) -> str:
        """Where the hops look in a few sentences."""
        network = self._network()
        load_network(weights, network)
        shown = []
        for domain, (_, check) in self._cases(data).items():
            for number, case in enumerate(check[:3]):
                looked, words, said = looks(network, case)
                hops = [f"hop {hop + 1}" for hop in range(len(looked))]
                path = out / f"{self.name}-{domain}-{number}.png"
                weighting(looked, path, title=f"{case.aspect}: {said}", rows=hops, columns=words)
                shown.append(f"{case.aspect}: {said}\n{in_terminal(looked.T, words)}")
        return "\n\n".join(shown)
