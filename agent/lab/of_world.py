"""The simulated world of Weston et al. 2014, as an experiment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from agent.lab import lstm
from agent.lab import memnn_training as memnn
from agent.lab.babi import Vocabulary
from agent.lab.experiment import WEIGHTS, Figures, Run, Split, load_part, save_network
from agent.lab.loop import Loop
from agent.lab.memnn_training import Networks, errors_by_task, look
from agent.lab.world import questions
from agent.weights_io import load_tensors, save_tensors


@dataclass(frozen=True)
class World:
    """MemNN with one and with two hops, and an LSTM, on the simulated world."""

    name: str = "world"
    about: str = "MemNN (k=1, k=2) and LSTM, simulated world, difficulty 5 (Weston 2014, table 3)"
    takes: str = "10 minutes"

    def train(self, run: Run) -> None:
        """Train the three on 7,000 questions."""
        learn = questions(7_000, seed=1)
        vocabulary = Vocabulary.of(learn)
        for hops in (1, 2):
            plan = memnn.Plan(12 * run.passes, 12 * run.passes, hops=hops)
            about = {"name": self.name, "seed": run.seed, **vars(plan)}
            loop = Loop(run.folder / f"memnn-{hops}", about, run.echo)
            networks = memnn.train(loop, learn, vocabulary, plan, run.seed)
            save_network(loop.folder, networks, {"words": vocabulary.words})
        steps = max(1, round(6_000 * run.passes))
        about = {"name": "lstm", "seed": run.seed, "steps": steps}
        loop = Loop(run.folder / "lstm", about, run.echo)
        save_network(loop.folder, lstm.train(loop, learn, vocabulary, steps, run.seed), {})
        self._join(run.folder)

    def _join(self, folder: Path) -> None:
        held: dict[str, Tensor] = {}
        words: object = []
        for part in ("memnn-1", "memnn-2", "lstm"):
            tensors, about = load_tensors(folder / part / WEIGHTS)
            held |= {f"{part}.{n}": t for n, t in tensors.items()}
            words = json.loads(about["facts"]).get("words", words)
        save_tensors(folder / WEIGHTS, held, {"facts": json.dumps({"words": words})})

    def evaluate(self, weights: Path, data: Path | None, split: Split) -> Figures:
        """Accuracy on 3,000 fresh questions; validation and test differ in their seed."""
        asked = questions(3_000, seed=2 if split == "validation" else 3)
        held, about = load_tensors(weights)
        vocabulary = Vocabulary(json.loads(about["facts"])["words"])
        figures: dict[str, float] = {}
        for hops in (1, 2):
            networks = Networks(vocabulary, hops=hops)
            load_part(networks, held, f"memnn-{hops}.")
            wrong = errors_by_task(networks, asked, beam=1)
            for task, name in ((1, "actor"), (2, "object")):
                figures[f"k={hops} accuracy, {name}"] = 1 - wrong[task]
            marks = [wrong[q.task] for q in asked]
            figures[f"k={hops} accuracy, both"] = 1 - sum(marks) / len(marks)
        baseline = lstm.Reader(vocabulary)
        load_part(baseline, held, "lstm.")
        figures["LSTM accuracy, both"] = 1 - lstm.error(baseline, asked)
        return figures

    def show(self, weights: Path, data: Path | None, out: Path) -> str:
        """Which statements the two hops read."""
        held, about = load_tensors(weights)
        networks = Networks(Vocabulary(json.loads(about["facts"])["words"]), hops=2)
        load_part(networks, held, "memnn-2.")
        asked = [q for q in questions(200, seed=2) if q.task == 2 and len(q.lines) < 14]
        return "\n\n".join(look(networks, question) for question in asked[:3])
