"""Training and measuring the neural Turing machine on the tasks of its paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
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
_WORTH_COMPILING = 500  # steps: compiling takes one to three minutes


@dataclass(frozen=True)
class Plan:
    """One task's recipe: the machine's sizes, batches of `batch` sequences, Adam's rate; for repeat
    copy, the shares of the run at which sequences may be repeated once more."""

    shape: Shape
    steps: int
    batch: int = 16
    rate: float = 1e-3
    more: tuple[float, ...] = ()


def _shape(task: str, **sizes: int) -> Shape:
    return Shape(TASKS[task].inputs, TASKS[task].outputs, **sizes)  # type: ignore[arg-type]


PLANS: Mapping[str, Plan] = {
    "copy": Plan(_shape("copy", slots=256, constant=True, walks=True), 7_200),
    # With ten repeats from the start, copying the first is hardly worth more than always answering
    # the mean of all items (3.7 nats a step against 3.8), and nothing else is learned.
    "repeat-copy": Plan(
        _shape("repeat-copy", slots=128, constant=True, walks=True),
        20_000,
        more=(0.1, 0.4, 0.46, 0.5, 0.53, 0.55, 0.57, 0.59, 0.6),
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


def train(loop: Loop, task: str, seed: int, plan: Plan | None = None) -> NTM:
    """Train a machine on one task."""
    plan = plan or PLANS[task]
    torch.manual_seed(seed)
    machine = NTM(plan.shape)
    make = TASKS[task].make
    own_step = compiled(machine) if plan.steps >= _WORTH_COMPILING else machine.step

    def step(number: int) -> Tensor:
        chance = generator(seed, number)
        most = 1 + sum(number >= share * plan.steps for share in plan.more)
        batch = (
            repeat_copy(plan.batch, chance, repeats=(1, most))
            if plan.more
            else make(plan.batch, chance)
        )
        return bit_losses(machine, batch, own_step).sum() / batch.counts.sum()

    def check(number: int) -> Mapping[str, float]:
        batch = make(32, generator(_CHECK_SEED, number))
        return {"bits_wrong": wrong_bits(machine, batch)}

    settings = Settings(plan.steps, plan.rate, level=0.6, log_every=200)
    loop.run("machine", machine, settings, step, check=check, check_every=1000)
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
