"""`mneme train`: make the shipped weights anew.

Order: the match of hop 1 and 2 (minutes), the kind head (a minute), the reader (most of the
time). The reader's loop writes a checkpoint every few minutes to OUT/checkpoint.safetensors and
goes on from it with `--resume`; a run is fixed by its seed and its data.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch

from agent.errors import TrainingError
from agent.reader import Reader
from agent.training.batches import Prepared, bucketed, collate
from agent.training.calibrate import calibrate, expected_calibration_error
from agent.training.data import Diet, assemble
from agent.training.measure import Outcome, Score, evaluate, score_by_source
from agent.training.reader import Losses, losses
from agent.training.small import train_small
from agent.weights_io import load_reader, load_tensors, save_reader, save_tensors

Echo = Callable[[str], None]

_TOKENS_A_BATCH = 4096
_BACKBONE_RATE, _HEAD_RATE = 1e-4, 5e-4
_WARM_UP = 0.05
_CHECKPOINT_EVERY = 180.0
_LOG_EVERY = 20


@dataclass(frozen=True)
class Plan:
    """What a run is: everything that decides its result."""

    examples: int
    seed: int
    data: str | None
    start: str | None = None


def train(
    out: Path,
    data: Path | None = None,
    examples: int = 40_000,
    seed: int = 0,
    resume: bool = False,
    start: Path | None = None,
    echo: Echo = print,
) -> None:
    """Train all weights into the folder `out`.

    Args:
        out: folder for reader, match and kinds weights, the log and the checkpoint.
        data: folder with public corpora (see docs/TRAINING.md), or None: the simulator alone.
        examples: simulated examples to train the reader on; corpora come on top.
        seed: fixes data, initial weights and order.
        resume: go on from the checkpoint in `out`.
        start: folder of reader weights to start from instead of the plain backbone.
        echo: takes one line of progress at a time.

    Raises:
        TrainingError: data is missing, or the checkpoint belongs to another run.
    """
    out.mkdir(parents=True, exist_ok=True)
    plan = Plan(examples, seed, str(data) if data else None, str(start) if start else None)
    torch.manual_seed(seed)
    echo("Making the training data")
    diet = assemble(examples, data, seed, echo)
    echo(f"  {len(diet.training):,} examples fit, {diet.left_out:,} are too long and left out")
    train_small(out, data, diet.sample, seed, echo)
    reader = train_reader(out, diet, plan, resume, echo)
    finish(out, reader, diet, plan, echo)


def train_reader(out: Path, diet: Diet, plan: Plan, resume: bool, echo: Echo) -> Reader:
    """Train the reader for one pass over the diet, with checkpoints."""
    torch.manual_seed(plan.seed)
    reader = load_reader(Path(plan.start))[0] if plan.start else Reader.create()
    optimiser = _optimiser(reader)
    batches = list(bucketed(diet.training, _TOKENS_A_BATCH, random.Random(plan.seed)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: _rate(s, len(batches)))
    checkpoint = Checkpoint(out / "checkpoint.safetensors", plan)
    first = checkpoint.load(reader, optimiser, schedule) if resume else 0
    reader.train()
    rng = random.Random(plan.seed + first)
    began = saved = time.monotonic()
    recent: list[float] = []
    for step, batch in _from(first, batches):
        parts = _step(reader, optimiser, schedule, batch, rng)
        recent.append(float(parts.total().detach()))
        now = time.monotonic()
        if (step + 1) % _LOG_EVERY == 0:
            mean, recent = sum(recent) / len(recent), []
            left = (now - began) / (step + 1 - first) * (len(batches) - step - 1)
            detail = " ".join(f"{k} {float(v.detach()):.3f}" for k, v in vars(parts).items())
            echo(f"  {step + 1}/{len(batches)} loss {mean:.3f} ({detail}) {left / 60:.0f} min left")
        if now - saved > _CHECKPOINT_EVERY:
            checkpoint.save(reader, optimiser, schedule, step + 1)
            saved = now
    checkpoint.save(reader, optimiser, schedule, len(batches))
    return reader.eval()


def _from(first: int, batches: list[list[Prepared]]) -> Iterator[tuple[int, list[Prepared]]]:
    yield from list(enumerate(batches))[first:]


def _step(
    reader: Reader,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    batch: list[Prepared],
    rng: random.Random,
) -> Losses:
    with torch.autocast("cpu", dtype=torch.bfloat16):
        parts = losses(reader, *collate(batch), rng)
    optimiser.zero_grad(set_to_none=True)
    parts.total().backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimiser.step()
    schedule.step()
    return parts


def _optimiser(reader: Reader) -> torch.optim.AdamW:
    backbone = [p for p in reader.backbone.parameters() if p.requires_grad]
    known = {id(p) for p in reader.backbone.parameters()}
    heads = [p for p in reader.parameters() if id(p) not in known]
    groups = [{"params": backbone, "lr": _BACKBONE_RATE}, {"params": heads, "lr": _HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))


def _rate(step: int, steps: int) -> float:
    """Linear warm-up, then linear decay to nothing."""
    warm = max(1, int(steps * _WARM_UP))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))


class Checkpoint:
    """A run's state on disk: weights and optimiser moments as safetensors, never pickle."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path = path
        self.plan = json.dumps(vars(plan), sort_keys=True)

    def save(
        self,
        reader: Reader,
        optimiser: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LambdaLR,
        step: int,
    ) -> None:
        """Write everything needed to go on after `step` steps."""
        tensors = {f"reader.{n}": t for n, t in reader.trained_state().items()}
        for index, moments in optimiser.state_dict()["state"].items():
            tensors |= {f"optimiser.{index}.{n}": t for n, t in moments.items()}
        about = {"plan": self.plan, "step": str(step), "epoch": str(schedule.last_epoch)}
        save_tensors(self.path, tensors, about)

    def load(
        self,
        reader: Reader,
        optimiser: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LambdaLR,
    ) -> int:
        """Restore a run and return how many steps it had done; 0 when there is none."""
        if not self.path.exists():
            return 0
        tensors, about = load_tensors(self.path)
        if about.get("plan") != self.plan:
            raise TrainingError(
                f"{self.path} belongs to another run ({about.get('plan')}). "
                "Give the same options, another --out, or leave --resume out."
            )
        weights = {n.removeprefix("reader."): t for n, t in tensors.items() if n[0] == "r"}
        reader.load_state_dict(weights, strict=False)
        state = optimiser.state_dict()
        for name, tensor in tensors.items():
            if name.startswith("optimiser."):
                _, index, moment = name.split(".")
                state["state"].setdefault(int(index), {})[moment] = tensor
        optimiser.load_state_dict(state)
        schedule.last_epoch = int(about["epoch"])
        return int(about["step"])


def finish(out: Path, reader: Reader, diet: Diet, plan: Plan, echo: Echo) -> None:
    """Calibrate on half of validation, report on the other half, write the reader's weights."""
    half = len(diet.seen) // 2
    fit = evaluate(reader, diet.seen[:half] + diet.corpora[: len(diet.corpora) // 2])
    calibration = calibrate(fit)
    tables = {
        "seen": evaluate(reader, diet.seen[half:]),
        "unseen": evaluate(reader, diet.unseen),
        "corpora": evaluate(reader, diet.corpora[len(diet.corpora) // 2 :]),
    }
    report: dict[str, dict[str, Score]] = {}
    for part, outcomes in tables.items():
        if outcomes:
            report[part] = score_by_source(outcomes, calibration)
            _print_scores(part, report[part], echo)
    said: list[Outcome] = [o for outcomes in tables.values() for o in outcomes]
    error = expected_calibration_error(calibration, said)
    echo(f"  threshold {calibration.threshold:.2f}, expected calibration error {error:.3f}")
    about = {
        "plan": json.dumps(vars(plan), sort_keys=True),
        "expected_calibration_error": f"{error:.4f}",
        "scores": json.dumps(
            {part: vars_of(table["all"]) for part, table in report.items()}, sort_keys=True
        ),
    }
    save_reader(out, reader, calibration, about)


def vars_of(score: Score) -> dict[str, float]:
    """A score as plain numbers."""
    names = ("n", "right", "answerable", "unknown", "supports")
    return {name: round(float(getattr(score, name)), 4) for name in names}


def _print_scores(part: str, table: dict[str, Score], echo: Echo) -> None:
    echo(f"  {part:24} {'n':>5} {'right':>6} {'told':>6} {'untold':>6} {'hops':>6}")
    for name, s in table.items():
        echo(
            f"    {name:22} {s.n:5} {s.right:6.1%} {s.answerable:6.1%} {s.unknown:6.1%} "
            f"{s.supports:6.1%}"
        )
