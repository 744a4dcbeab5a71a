"""`mneme train`: make the shipped weights anew.

Order: the match of hop 1 and 2 and their fusion (minutes), the reader (most of the time), the
tagger (half an hour, from the reader's backbone on). The reader's loop writes a checkpoint every
few minutes to OUT/checkpoint.safetensors and goes on from it with `--resume`; a run is fixed by
its seed and its data.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch

from agent.errors import TrainingError
from agent.precision import fast
from agent.reader import Reader
from agent.training.batches import Prepared, bucketed, collate
from agent.training.calibrate import calibrate, expected_calibration_error, reliability
from agent.training.data import Diet, assemble
from agent.training.measure import Score, evaluate, score_by_source
from agent.training.moments import moments, restore
from agent.training.reader import Losses, losses
from agent.training.small import train_small
from agent.training.tagger import train_tagger
from agent.weights_io import READER, load_tensors, save_reader, save_tensors

Echo = Callable[[str], None]

_TOKENS_A_BATCH = 4096
_BACKBONE_RATE, _HEAD_RATE = 1.2e-4, 5e-4
_WARM_UP = 0.02
_LEVEL = 0.25
_CHECKPOINT_EVERY = 180.0
_LOG_EVERY = 20


@dataclass(frozen=True)
class Plan:
    """What a run is: everything that decides its result."""

    examples: int
    passes: int
    seed: int
    data: str | None
    start: str | None = None


def train(
    out: Path,
    data: Path | None = None,
    examples: int = 12_000,
    passes: int = 8,
    seed: int = 0,
    resume: bool = False,
    start: Path | None = None,
    device: str | None = None,
    keep: float = 0.0,
    echo: Echo = print,
) -> None:
    """Train all weights into the folder `out`.

    Args:
        out: folder for reader, match, fusion and tagger weights, the log and the checkpoint.
        data: folder with public corpora (see docs/TRAINING.md), or None: the simulator alone.
        examples: simulated examples of one pass; corpora come on top.
        passes: how often to go over new stories, told anew each time, and the corpora.
        seed: fixes data, initial weights and order.
        resume: go on from the checkpoint in `out`.
        start: folder of reader weights to start from instead of the plain backbone.
        device: "cpu" or "cuda" for the reader; None takes a GPU when there is one.
        keep: share of the weights of `start` that is mixed into those trained from them, 0..1.
        echo: takes one line of progress at a time.

    Raises:
        TrainingError: data is missing, the checkpoint belongs to another run, or a share is kept
            for without a start.
    """
    if keep and start is None:
        raise TrainingError("To keep a share needs weights to start from: give --start FOLDER.")
    out.mkdir(parents=True, exist_ok=True)
    plan = Plan(examples, passes, seed, str(data) if data else None, str(start) if start else None)
    torch.manual_seed(seed)
    echo("Making the training data")
    diet = assemble(examples, data, seed, echo)
    train_small(out, diet.sample, seed, echo)
    reader = train_reader(out, plan, resume, echo, device=device)
    if keep and start is not None:
        mix_in(reader, start, keep)
    finish(out, reader, diet, plan, echo)
    echo("Training the tagger")
    for name, value in train_tagger(out, reader, data, seed, echo).items():
        echo(f"  {name:24} {value:.3f}")


def train_reader(
    out: Path,
    plan: Plan,
    resume: bool,
    echo: Echo,
    until: int | None = None,
    device: str | None = None,
) -> Reader:
    """Train the reader, pass by pass, with checkpoints; stop after pass `until` if given."""
    device = device or ("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(plan.seed)
    with torch.device(device):  # whatever is made in here is made there
        return _train_reader(out, plan, resume, echo, until, device).cpu().eval()


def _train_reader(
    out: Path, plan: Plan, resume: bool, echo: Echo, until: int | None, device: str
) -> Reader:
    reader = Reader.create().to(device)
    if plan.start:
        start_from(reader, Path(plan.start))
    optimiser = _optimiser(reader)
    checkpoint = Checkpoint(out / "checkpoint.safetensors", plan)
    done, first = checkpoint.load(reader, optimiser) if resume else (0, 0)
    for number in range(done, plan.passes if until is None else min(until, plan.passes)):
        seed = plan.seed * 1000 + number
        diet = assemble(plan.examples, Path(plan.data) if plan.data else None, seed, echo, 0)
        echo(f"  {len(diet.training):,} examples fit, {diet.left_out:,} are too long and left out")
        _pass(reader, optimiser, diet, plan, number, first, checkpoint, echo, device)
        first = 0
    return reader


def _pass(
    reader: Reader,
    optimiser: torch.optim.Optimizer,
    diet: Diet,
    plan: Plan,
    number: int,
    first: int,
    checkpoint: Checkpoint,
    echo: Echo,
    device: str,
) -> None:
    """Pass `number` over a diet, from its step `first` on."""
    rng = random.Random(f"{plan.seed}/{number}")
    batches = list(bucketed(diet.training, _TOKENS_A_BATCH, rng))
    reader.train()
    began = saved = time.monotonic()
    recent: list[float] = []
    for step, batch in list(enumerate(batches))[first:]:
        _set_rate(optimiser, (number + step / len(batches)) / plan.passes)
        parts = _step(reader, optimiser, batch, device)
        recent.append(float(parts.total().detach()))
        now = time.monotonic()
        if (step + 1) % _LOG_EVERY == 0:
            mean, recent = sum(recent) / len(recent), []
            left = (now - began) / (step + 1 - first) * (len(batches) - step - 1)
            detail = " ".join(f"{k} {float(v.detach()):.3f}" for k, v in vars(parts).items())
            echo(
                f"  pass {number + 1}/{plan.passes} {step + 1}/{len(batches)} loss {mean:.3f} "
                f"({detail}) {left / 60:.0f} min left of it"
            )
        if now - saved > _CHECKPOINT_EVERY:
            checkpoint.save(reader, optimiser, number, step + 1)
            saved = now
    checkpoint.save(reader, optimiser, number + 1, 0)


def start_from(reader: Reader, folder: Path) -> None:
    """Take over the weights of another run wherever names and shapes agree."""
    reader.load_state_dict(_fitting(reader, folder), strict=False)


def mix_in(reader: Reader, folder: Path, share: float) -> None:
    """Mix a share of the weights in `folder` into a reader's that were trained from them: both know
    things, and a mean carries over better than either (Wortsman et al. 2022, WiSE-FT)."""
    own = reader.state_dict()
    mixed = {
        name: (1 - share) * own[name] + share * old
        for name, old in _fitting(reader, folder).items()
    }
    reader.load_state_dict(mixed, strict=False)


def _fitting(reader: Reader, folder: Path) -> dict[str, torch.Tensor]:
    tensors, _ = load_tensors(folder / READER)
    own = reader.state_dict()
    return {n: t.float() for n, t in tensors.items() if n in own and own[n].shape == t.shape}


def _step(
    reader: Reader,
    optimiser: torch.optim.Optimizer,
    batch: list[Prepared],
    device: str,
) -> Losses:
    with fast(device):
        parts = losses(reader, *collate(batch, device))
    optimiser.zero_grad(set_to_none=True)
    parts.total().backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimiser.step()
    return parts


def _optimiser(reader: Reader) -> torch.optim.AdamW:
    backbone = [p for p in reader.backbone.parameters() if p.requires_grad]
    known = {id(p) for p in reader.backbone.parameters()}
    heads = [p for p in reader.parameters() if id(p) not in known]
    groups = [{"params": backbone, "lr": _BACKBONE_RATE}, {"params": heads, "lr": _HEAD_RATE}]
    return torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))


def _set_rate(optimiser: torch.optim.Optimizer, progress: float) -> None:
    """Set the learning rates: a short linear warm-up, level for a quarter, then linear decay.

    `progress` is the share of the run that is over, 0..1.
    """
    share = min((progress + 1e-3) / _WARM_UP, 1.0, (1 - progress) / (1 - _LEVEL))
    for group, rate in zip(optimiser.param_groups, (_BACKBONE_RATE, _HEAD_RATE), strict=True):
        group["lr"] = rate * share


class Checkpoint:
    """A run's state on disk: weights and optimiser moments as safetensors, never pickle."""

    def __init__(self, path: Path, plan: Plan) -> None:
        self.path = path
        self.plan = json.dumps(vars(plan), sort_keys=True)

    def save(
        self,
        reader: Reader,
        optimiser: torch.optim.Optimizer,
        done: int,
        step: int,
    ) -> None:
        """Write everything needed to go on after `done` passes and `step` steps of the next."""
        tensors = {f"reader.{n}": t for n, t in reader.trained_state().items()}
        tensors |= moments(optimiser)
        about = {"plan": self.plan, "passes": str(done), "step": str(step)}
        save_tensors(self.path, tensors, about)

    def load(self, reader: Reader, optimiser: torch.optim.Optimizer) -> tuple[int, int]:
        """Restore a run; return how many passes, and steps of the next one, it had done."""
        if not self.path.exists():
            return 0, 0
        tensors, about = load_tensors(self.path)
        if about.get("plan") != self.plan:
            raise TrainingError(
                f"{self.path} belongs to another run ({about.get('plan')}). "
                "Give the same options, another --out, or leave --resume out."
            )
        weights = {n.removeprefix("reader."): t for n, t in tensors.items() if n[0] == "r"}
        reader.load_state_dict(weights, strict=False)
        restore(optimiser, tensors)
        return int(about["passes"]), int(about["step"])


def finish(out: Path, reader: Reader, diet: Diet, plan: Plan, echo: Echo) -> None:
    """Calibrate on half of what was held out, report on the rest, write the reader's weights.

    Seen relations are reported but calibrate nothing: on them the reader is surer, and right
    more often, than on what people will tell it.
    """
    calibration = calibrate(evaluate(reader, [*diet.unseen[::2], *diet.corpora[::2]]))
    parts = {"seen": diet.seen, "unseen": diet.unseen[1::2], "corpora": diet.corpora[1::2]}
    tables = {name: evaluate(reader, examples) for name, examples in parts.items() if examples}
    report = {name: score_by_source(outcomes, calibration) for name, outcomes in tables.items()}
    for part, table in report.items():
        _print_scores(part, table, echo)
    fresh = [*tables["unseen"], *tables.get("corpora", ())]
    bins = reliability(calibration, fresh)
    error = expected_calibration_error(bins)
    thresholds = " ".join(f"{t:.2f}" for t in calibration.thresholds)
    echo(f"  thresholds {thresholds}, expected calibration error {error:.3f}")
    for b in bins:
        echo(f"    confidence {b.confidence:.2f}: right {b.right:.2f} ({b.share:.0%} of answers)")
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
