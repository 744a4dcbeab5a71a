"""MemN2N on the bAbI tasks, as an experiment."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from agent.lab import memn2n_training as memn2n
from agent.lab.babi import Question, hold_out, read_folder
from agent.lab.experiment import (
    HELD_OUT,
    SPLIT_SEED,
    WEIGHTS,
    Figures,
    Run,
    Split,
    mean_error,
    under,
)
from agent.lab.loop import fingerprint
from agent.lab.memn2n_training import Plan, Sizes, Trained, attention, errors_by_task
from agent.lab.pictures import in_terminal, weighting
from agent.weights_io import load_tensors, save_tensors


@dataclass(frozen=True)
class BabiMemN2N:
    """MemN2N on bAbI from answers alone."""

    name: str
    folder: str
    joint: bool
    runs: int
    takes: str
    about: str

    def _parts(self, data: Path | None) -> dict[str, tuple[list[Question], list[Question]]]:
        tasks = read_folder(under(data, "babi", self.folder))
        if self.joint:
            return {"all": hold_out(tasks, HELD_OUT, SPLIT_SEED)}
        return {str(t): hold_out({t: qs}, HELD_OUT, SPLIT_SEED) for t, qs in tasks.items()}

    def train(self, run: Run) -> None:
        """Several runs of each part; the one with the lowest validation loss is kept."""
        plan = memn2n.JOINT if self.joint else memn2n.SINGLE
        plan = plan.scaled(run.passes)
        errors: dict[str, list[float]] = {}
        best: dict[str, Trained] = {}
        done = run.folder / "done"
        parts = self._parts(run.data)
        for number in range(self.runs):
            for part, (learn, check) in parts.items():
                trained = _memn2n_run(done, part, number, run, (learn, check), plan)
                wrong = memn2n.error(trained.network, trained.stories(check))
                errors.setdefault(part, []).append(wrong)
                run.echo(f"  part {part} run {number + 1}: validation error {wrong:.1%}")
                if part not in best or trained.validation < best[part].validation:
                    best[part] = trained
        state = {
            f"{part}.{n}": t.half()
            for part, trained in best.items()
            for n, t in trained.network.state_dict().items()
        }
        facts = {part: trained.sizes.facts() for part, trained in best.items()}
        about = {"facts": json.dumps(facts), "errors of all runs": json.dumps(errors)}
        save_tensors(run.folder / WEIGHTS, state, about)

    def evaluate(self, weights: Path, data: Path | None, split: Split) -> Figures:
        """Error of each task and its mean."""
        by_task: dict[int, float] = {}
        for part, questions in self._checked(data, split).items():
            by_task |= errors_by_task(self._trained(weights, part), questions)
        return mean_error(by_task)

    def _checked(self, data: Path | None, split: Split) -> dict[str, list[Question]]:
        if split == "validation":
            return {part: check for part, (_, check) in self._parts(data).items()}
        tasks = read_folder(under(data, "babi", self.folder), "test")
        if self.joint:
            return {"all": [question for asked in tasks.values() for question in asked]}
        return {str(task): asked for task, asked in tasks.items()}

    def _trained(self, weights: Path, part: str) -> Trained:
        held, about = load_tensors(weights)
        facts = json.loads(about["facts"])[part]
        plan = memn2n.JOINT if self.joint else memn2n.SINGLE
        trained = Trained.begin(Sizes.of_facts(facts), plan)
        own = {n.removeprefix(f"{part}."): t for n, t in held.items() if n.startswith(f"{part}.")}
        trained.network.load_state_dict({n: t.float() for n, t in own.items()})
        trained.network.eval()
        return trained

    def show(self, weights: Path, data: Path | None, out: Path) -> str:
        """Attention of every hop over a story, as PNG and in blocks."""
        shown = []
        for part, (_, check) in self._parts(data).items():
            question = check[0]
            looked = attention(self._trained(weights, part), question)
            lines = question.lines[-looked.shape[1] :]
            hops = [f"hop {hop + 1}" for hop in range(len(looked))]
            weighting(
                looked.T,
                out / f"{self.name}-{part}.png",
                title=question.text,
                rows=lines,
                columns=hops,
            )
            shown.append(f"{question.text}\n{in_terminal(looked.T, lines)}")
        return "\n\n".join(shown)


def _memn2n_run(
    folder: Path,
    part: str,
    number: int,
    run: Run,
    split: tuple[list[Question], list[Question]],
    plan: Plan,
) -> Trained:
    """One run, or what it left when it was done before: short runs resume by being kept whole."""
    learn, check = split
    path = folder / f"{part}-{number}.safetensors"
    about = json.dumps({"seed": run.seed, "data": fingerprint(split), **vars(plan)}, sort_keys=True)
    if path.exists():
        held, facts = load_tensors(path)
        if facts["about"] == about:
            trained = Trained.begin(Sizes.of(learn, check), plan)
            trained.network.load_state_dict(held)
            trained.validation = float(facts["validation"])
            return trained
    trained = memn2n.train(learn, check, run.seed * 1000 + number, plan, run.echo)
    facts = {"about": about, "validation": str(trained.validation)}
    save_tensors(path, {n: t.clone() for n, t in trained.network.state_dict().items()}, facts)
    return trained
