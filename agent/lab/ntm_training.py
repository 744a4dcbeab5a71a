"""Training and measuring the neural Turing machine on the tasks of its paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from agent.lab.loop import Loop, Settings, generator
from agent.lab.tasks import (
    TASKS,
    Batch,
    associative_recall,
    copy,
    optimal_ngram_bits,
    repeat_copy,
)
from agent.networks.ntm import NTM, Shape, Step

_CHECK_SEED = 777_777
# Nats a step of repeat copy. Not knowing yet when to stop costs some 0.3 of a single copy; that is
# learned among many repeats.
_UNLEARNED, _LEARNED = 1.0, 0.4
_WORTH_COMPILING = 500  # steps: compiling takes one to three minutes


@dataclass(frozen=True)
class Plan:
    """One task's recipe: the machine's sizes, batches of `batch` sequences, Adam's rate; for repeat
    copy, how many lessons there are (`Lessons`)."""

    shape: Shape
    steps: int
    batch: int = 16
    rate: float = 1e-3
    lessons: int = 0


def _shape(task: str, **sizes: int) -> Shape:
    return Shape(TASKS[task].inputs, TASKS[task].outputs, **sizes)  # type: ignore[arg-type]


PLANS: Mapping[str, Plan] = {
    "copy": Plan(_shape("copy", slots=256, constant=True, walks=True), 7_200),
    # With ten repeats from the start, copying the first is hardly worth more than always answering
    # the mean of all items (3.7 nats a step against 3.8), and nothing else is learned.
    "repeat-copy": Plan(
        _shape("repeat-copy", slots=128, constant=True, walks=True),
        30_000,
        rate=4e-3,
        lessons=30,
    ),
    "associative-recall": Plan(_shape("associative-recall", slots=128, constant=True), 14_000),
    # What jumps about in memory instead of walking through it learns only at a high rate.
    "dynamic-ngrams": Plan(_shape("dynamic-ngrams", slots=64), 5_000, rate=4e-3),
    "priority-sort": Plan(
        _shape("priority-sort", slots=64, read_heads=4, write_heads=4, controller=200),
        24_000,
        rate=4e-3,
    ),
}


class Lessons(nn.Module):
    """A machine that learns repeat copy, and how far it is.

    It begins with one repeat of up to ten items. One repeat more is let in whenever those so far
    are copied well, up to 20; then one item more, up to 20.
    """

    mean: Tensor
    reached: Tensor

    def __init__(self, machine: NTM) -> None:
        super().__init__()
        self.machine = machine
        self.register_buffer("mean", torch.tensor(_UNLEARNED))
        self.register_buffer("reached", torch.tensor(1))

    def batch(self, size: int, chance: torch.Generator) -> Batch:
        """Sequences of all that was let in so far."""
        lesson = int(self.reached)
        repeats, items = min(lesson, 20), 10 + max(lesson - 20, 0)
        return repeat_copy(size, chance, lengths=(1, items), repeats=(1, repeats))

    def learned(self, loss: float, lessons: int) -> None:
        """Hear the loss of a batch in nats a step; go on when it has been low for long."""
        self.mean.lerp_(torch.tensor(loss), 0.02)
        if self.mean < _LEARNED and self.reached < lessons:
            self.reached += 1
            self.mean.fill_(_UNLEARNED)


def train(loop: Loop, task: str, seed: int, plan: Plan | None = None) -> NTM:
    """Train a machine on one task."""
    plan = plan or PLANS[task]
    torch.manual_seed(seed)
    machine = NTM(plan.shape)
    lessons = Lessons(machine)
    make = TASKS[task].make
    own_step = compiled(machine) if plan.steps >= _WORTH_COMPILING else machine.step

    def step(number: int) -> Tensor:
        chance = generator(seed, number)
        if not plan.lessons:
            return mean_loss(make(plan.batch, chance))
        loss = mean_loss(lessons.batch(plan.batch, chance))
        lessons.learned(float(loss.detach()), plan.lessons)
        return loss

    def mean_loss(batch: Batch) -> Tensor:
        return bit_losses(machine, batch, own_step).sum() / batch.counts.sum()

    def check(number: int) -> Mapping[str, float]:
        batch = make(32, generator(_CHECK_SEED, number))
        wrong = {"bits_wrong": wrong_bits(machine, batch)}
        return wrong | {"lesson": float(lessons.reached)} if plan.lessons else wrong

    level = 0.8 if plan.lessons else 0.6
    settings = Settings(plan.steps, plan.rate, level=level, log_every=200)
    network = lessons if plan.lessons else machine
    loop.run("machine", network, settings, step, check=check, check_every=1000)
    return machine


def compiled(machine: NTM) -> Step:
    """The machine's step as one compiled kernel where there is a C++ compiler: three times as fast.

    Shapes are those of the training batches; anything else is better run uncompiled.
    """
    if not shutil.which(os.environ.get("CXX", "g++")):  # the ones that torch looks for
        return machine.step
    return torch.compile(machine.step, dynamic=False)


def bit_losses(machine: NTM, batch: Batch, step: Step | None = None) -> Tensor:
    """Cross-entropy in nats of every sequence (B,), summed over its counted bits."""
    logits, _ = machine(batch.shown, step)
    each = functional.binary_cross_entropy_with_logits(logits, batch.wanted, reduction="none")
    return (each.sum(-1) * batch.counts).sum(0)


@torch.no_grad()
def wrong_bits(machine: NTM, batch: Batch) -> float:
    """Mean number of wrong bits in a sequence."""
    logits, _ = machine(batch.shown)
    wrong = ((logits > 0).float() != batch.wanted).float().sum(-1) * batch.counts
    return float(wrong.sum(0).mean())


@torch.no_grad()
def _figures(machine: NTM, batch: Batch) -> dict[str, float]:
    bits = float(bit_losses(machine, batch).mean()) / torch.log(torch.tensor(2.0)).item()
    wrong = wrong_bits(machine, batch)
    total = float(batch.counts.sum(0).mean()) * batch.wanted.shape[-1]
    return {"bits_per_sequence": bits, "wrong_bits": wrong, "error": wrong / total}


def _many(machine: NTM, make: Callable[[torch.Generator], Batch], rounds: int) -> dict[str, float]:
    """Mean figures over several batches."""
    found = [_figures(machine, make(generator(_CHECK_SEED, -n - 1))) for n in range(rounds)]
    return {key: sum(f[key] for f in found) / rounds for key in found[0]}


def evaluate(machine: NTM, task: str) -> dict[str, float]:
    """The figures of the paper's pictures, on fresh sequences of fixed seeds."""
    size = 50
    figures: dict[str, float] = {}
    if task == "copy":
        for length in (20, 50, 120, 240):
            found = _many(machine, lambda g, n=length: copy(size, g, n, n), 1)  # type: ignore[misc]
            figures |= {f"{key}@{length}": value for key, value in found.items()}
    elif task == "repeat-copy":
        for length, times in ((10, 10), (20, 10), (10, 20), (20, 20)):
            batch = repeat_copy(10, generator(_CHECK_SEED, 0), (length, length), (times, times))
            found = _figures(machine, batch)
            figures |= {f"{key}@{length}x{times}": value for key, value in found.items()}
    elif task == "associative-recall":
        for items in (6, 10, 15, 20):
            found = _many(
                machine,
                lambda g, n=items: associative_recall(size, g, n, n),  # type: ignore[misc]
                4,
            )
            figures |= {f"{key}@{items}": value for key, value in found.items()}
    elif task == "dynamic-ngrams":
        batches = [TASKS[task].make(250, generator(_CHECK_SEED, -n - 1)) for n in range(4)]
        bits = [_figures(machine, batch)["bits_per_sequence"] for batch in batches]
        best = [float(optimal_ngram_bits(batch).mean()) for batch in batches]
        figures = {"bits_per_sequence": sum(bits) / 4, "optimal": sum(best) / 4}
    else:
        figures = _many(machine, lambda g: TASKS[task].make(size, g), 4)
    return figures
