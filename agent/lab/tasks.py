"""The five algorithmic tasks of Graves et al. 2014 (section 4), as endless batches.

A batch is a sequence of bit vectors shown, the bits wanted, and where they count. Time comes first,
as in `agent.networks.ntm`: shown (T, B, I), wanted (T, B, O), counts (T, B) of 0 or 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor

BITS = 8
RECALL_BITS, RECALL_ITEM = 6, 3
CONTEXT = 5
SORT_IN, SORT_OUT = 20, 16


class Batch(NamedTuple):
    """One batch; see the module's head."""

    shown: Tensor
    wanted: Tensor
    counts: Tensor


def _bits(*shape: int, chance: torch.Generator) -> Tensor:
    return torch.randint(0, 2, shape, generator=chance).float()


def copy(size: int, chance: torch.Generator, shortest: int = 1, longest: int = 20) -> Batch:
    """Show a sequence of 8-bit vectors and a delimiter; want it back (section 4.1)."""
    length = int(torch.randint(shortest, longest + 1, (), generator=chance))
    bits = _bits(length, size, BITS, chance=chance)
    shown = torch.zeros(2 * length + 1, size, BITS + 1)
    shown[:length, :, :BITS] = bits
    shown[length, :, BITS] = 1
    wanted = torch.zeros(2 * length + 1, size, BITS)
    wanted[length + 1 :] = bits
    counts = torch.zeros(2 * length + 1, size)
    counts[length + 1 :] = 1
    return Batch(shown, wanted, counts)


def repeat_copy(
    size: int,
    chance: torch.Generator,
    lengths: tuple[int, int] = (1, 10),
    repeats: tuple[int, int] = (1, 10),
) -> Batch:
    """Want the sequence a number of times, then an end marker (section 4.2).

    The number is shown on a channel of its own, normalised to mean 0 and variance 1 over the
    training range 1-10.
    """
    length = int(torch.randint(lengths[0], lengths[1] + 1, (), generator=chance))
    times = int(torch.randint(repeats[0], repeats[1] + 1, (), generator=chance))
    bits = _bits(length, size, BITS, chance=chance)
    steps = length + 1 + length * times + 1
    shown = torch.zeros(steps, size, BITS + 2)
    shown[:length, :, :BITS] = bits
    shown[length, :, BITS] = 1
    shown[length, :, BITS + 1] = (times - 5.5) / 2.8723
    wanted = torch.zeros(steps, size, BITS + 1)
    wanted[length + 1 : -1, :, :BITS] = bits.repeat(times, 1, 1)
    wanted[-1, :, BITS] = 1
    counts = torch.zeros(steps, size)
    counts[length + 1 :] = 1
    return Batch(shown, wanted, counts)


def associative_recall(
    size: int, chance: torch.Generator, fewest: int = 2, most: int = 6, asked: int = 1
) -> Batch:
    """Show items of three 6-bit vectors, then one of them; want the one after it (section 4.3).

    Args:
        asked: how many of the items are asked for, one after another, at most all but the last.
    """
    items = int(torch.randint(fewest, most + 1, (), generator=chance))
    bits = _bits(items, RECALL_ITEM, size, RECALL_BITS, chance=chance)
    queries = torch.rand(items - 1, size, generator=chance).argsort(0)[:asked]
    block = RECALL_ITEM + 1
    steps = items * block + len(queries) * (block + 1 + RECALL_ITEM)
    shown = torch.zeros(steps, size, RECALL_BITS + 2)
    wanted = torch.zeros(steps, size, RECALL_BITS)
    counts = torch.zeros(steps, size)
    for item in range(items):
        shown[item * block, :, RECALL_BITS] = 1  # delimiter before each item
        shown[item * block + 1 : (item + 1) * block, :, :RECALL_BITS] = bits[item]
    at, rows = items * block, torch.arange(size)
    for query in queries:
        shown[at, :, RECALL_BITS + 1] = 1
        shown[at + 1 : at + block, :, :RECALL_BITS] = bits[query, :, rows].transpose(0, 1)
        shown[at + block, :, RECALL_BITS + 1] = 1
        at += block + 1
        wanted[at : at + RECALL_ITEM] = bits[query + 1, :, rows].transpose(0, 1)
        counts[at : at + RECALL_ITEM] = 1
        at += RECALL_ITEM
    return Batch(shown, wanted, counts)


def dynamic_ngrams(size: int, chance: torch.Generator, length: int = 200) -> Batch:
    """Predict every next bit of a 6-gram source drawn anew for each sequence (section 4.4)."""
    table = _beta_half(size, 2**CONTEXT, chance)
    bits = torch.zeros(length + 1, size)
    bits[:CONTEXT] = _bits(CONTEXT, size, chance=chance)
    rows = torch.arange(size)
    for step in range(CONTEXT, length + 1):
        p = table[rows, contexts(bits[step - CONTEXT : step])]
        bits[step] = (torch.rand(size, generator=chance) < p).float()
    counts = torch.ones(length, size)
    counts[: CONTEXT - 1] = 0
    return Batch(bits[:-1].unsqueeze(-1), bits[1:].unsqueeze(-1), counts)


def contexts(bits: Tensor) -> Tensor:
    """The number that the last five bits (5, B) spell: (B,) int64."""
    weights = 2 ** torch.arange(CONTEXT - 1, -1, -1)
    return (bits.long() * weights.unsqueeze(1)).sum(0)


def _beta_half(rows: int, columns: int, chance: torch.Generator) -> Tensor:
    """Draws of Beta(1/2, 1/2): sin² of a uniform angle (the arcsine law)."""
    return torch.sin(torch.rand(rows, columns, generator=chance) * torch.pi / 2).square()


def optimal_ngram_bits(batch: Batch) -> Tensor:
    """Bits per sequence (B,) of the optimal estimator, (N_1 + ½) / (N_0 + N_1 + 1) (Murphy)."""
    bits = torch.cat([batch.shown[:1, :, 0], batch.wanted[:, :, 0]])
    size = bits.shape[1]
    seen = torch.full((size, 2**CONTEXT, 2), 0.5)
    total, rows = torch.zeros(size), torch.arange(size)
    for step in range(CONTEXT, len(bits)):
        context, bit = contexts(bits[step - CONTEXT : step]), bits[step].long()
        p = seen[rows, context, bit] / seen[rows, context].sum(-1)
        total -= torch.log2(p)
        seen[rows, context, bit] += 1
    return total


def priority_sort(size: int, chance: torch.Generator) -> Batch:
    """Show 20 vectors with priorities in -1…1; want the 16 of highest priority, in order (4.5)."""
    bits = _bits(SORT_IN, size, BITS, chance=chance)
    priority = torch.rand(SORT_IN, size, generator=chance) * 2 - 1
    steps = SORT_IN + 1 + SORT_OUT
    shown = torch.zeros(steps, size, BITS + 2)
    shown[:SORT_IN, :, :BITS] = bits
    shown[:SORT_IN, :, BITS] = priority
    shown[SORT_IN, :, BITS + 1] = 1
    order = priority.argsort(0, descending=True)[:SORT_OUT]
    wanted = torch.zeros(steps, size, BITS)
    wanted[SORT_IN + 1 :] = bits.gather(0, order.unsqueeze(-1).expand(-1, -1, BITS))
    counts = torch.zeros(steps, size)
    counts[SORT_IN + 1 :] = 1
    return Batch(shown, wanted, counts)


@dataclass(frozen=True)
class Task:
    """A task by name: what makes its batches, and the widths of what is shown and wanted."""

    make: Callable[[int, torch.Generator], Batch]
    inputs: int
    outputs: int


TASKS = {
    "copy": Task(copy, BITS + 1, BITS),
    "repeat-copy": Task(repeat_copy, BITS + 2, BITS + 1),
    # To learn from, every item is asked for: with one question a sequence there is too little to
    # learn from, and 200,000 sequences did not solve what 100,000 do.
    "associative-recall": Task(partial(associative_recall, asked=6), RECALL_BITS + 2, RECALL_BITS),
    "dynamic-ngrams": Task(dynamic_ngrams, 1, 1),
    "priority-sort": Task(priority_sort, BITS + 2, BITS),
}
