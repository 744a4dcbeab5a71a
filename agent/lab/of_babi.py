"""MemNN on all bAbI tasks together, as an experiment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from agent.lab import memnn_training as memnn
from agent.lab.babi import Question, Vocabulary, hold_out, read_folder
from agent.lab.experiment import (
    HELD_OUT,
    SPLIT_SEED,
    Figures,
    Run,
    Split,
    facts_of,
    load_network,
    mean_error,
    save_network,
    under,
)
from agent.lab.loop import Loop, fingerprint
from agent.lab.memnn_training import Networks, errors_by_task, look


@dataclass(frozen=True)
class BabiMemNN:
    """MemNN on all bAbI tasks together, strongly supervised."""

    name: str
    folder: str
    output_passes: float
    response_passes: float
    takes: str
    hidden: bool = False  # the control: nobody says what is asked
    about: str = "MemNN, 20 bAbI tasks, supporting facts, one joint model (Weston 2014, 2015)"

    def _questions(self, data: Path | None) -> tuple[list[Question], list[Question]]:
        return hold_out(self._tasks(data, "train"), HELD_OUT, SPLIT_SEED)

    def _tasks(self, data: Path | None, split: str) -> dict[int, list[Question]]:
        tasks = read_folder(under(data, "babi", self.folder), split)
        if not self.hidden:
            return tasks
        return {task: [replace(q, text="") for q in asked] for task, asked in tasks.items()}

    def train(self, run: Run) -> None:
        """Train O and R."""
        learn, _ = self._questions(run.data)
        vocabulary = Vocabulary.of(learn)
        plan = memnn.Plan(self.output_passes * run.passes, self.response_passes * run.passes)
        about = {"name": self.name, "seed": run.seed, "data": fingerprint(learn), **vars(plan)}
        loop = Loop(run.folder, about, run.echo)
        networks = memnn.train(loop, learn, vocabulary, plan, run.seed)
        save_network(run.folder, networks, {"words": vocabulary.words, "seed": run.seed})

    def networks(self, weights: Path) -> Networks:
        """Load O and R."""
        words = facts_of(weights)["words"]
        assert isinstance(words, list)
        networks = Networks(Vocabulary(words))
        load_network(weights, networks)
        return networks

    def evaluate(self, weights: Path, data: Path | None, split: Split) -> Figures:
        """Error of each task and its mean."""
        if split == "test":
            tasks = self._tasks(data, "test")
            questions = [question for asked in tasks.values() for question in asked]
        else:
            _, questions = self._questions(data)
        return mean_error(errors_by_task(self.networks(weights), questions))

    def show(self, weights: Path, data: Path | None, out: Path) -> str:
        """Which sentence each hop reads, for one question of each task."""
        _, questions = self._questions(data)
        first = {question.task: question for question in reversed(questions)}
        networks = self.networks(weights)
        return "\n\n".join(look(networks, first[task]) for task in sorted(first))
