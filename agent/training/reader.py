"""Training the reader: teacher-forced hops, soft margin ranking for O and for R.

Hops follow the gold supports in order and then "stop"; for a question whose answer was never
told the first target is "stop". R is trained on what was read: the gold supports, sometimes with
a slot too many; for never-told questions, on the slot that O likes best, so that "I don't know"
is learned from near misses and not from an empty hand.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from agent.reader import (
    KINDS,
    MAX_HOPS,
    READ_EARLIER,
    READ_LAST,
    Choice,
    Reader,
    ReaderInput,
    States,
)
from agent.training.batches import Targets
from agent.training.ranking import ranking_loss

_EXTRA_READ = 0.2


@dataclass(frozen=True)
class Losses:
    """Parts of the loss, each a scalar tensor: O's hops, R's kind, place, items and terms."""

    hops: Tensor
    kind: Tensor
    place: Tensor
    items: Tensor

    def total(self) -> Tensor:
        """What training minimises."""
        return self.hops + self.kind + self.place + self.items


def losses(reader: Reader, batch: ReaderInput, gold: Targets, rng: random.Random) -> Losses:
    """One forward pass with gold hops; see the module's head."""
    states = reader.encode(batch)
    hops, state, roles = _hop_losses(reader, batch, states, gold, rng)
    choice = reader.response(batch, states, state, roles)
    return Losses(hops, *_response_losses(choice, gold, batch))


def _hop_losses(
    reader: Reader, batch: ReaderInput, states: States, gold: Targets, rng: random.Random
) -> tuple[Tensor, Tensor, Tensor]:
    """O's loss, and the state and roles that R is trained on."""
    state = reader.output.begin(states)
    free = batch.slots.clone()
    roles = torch.zeros_like(batch.markers)
    rows = torch.arange(len(roles))
    stop = batch.slots.shape[1]
    last = batch.slots.sum(1)
    lost, weight_sum = torch.zeros(()), torch.zeros(())
    running = torch.ones(len(roles))
    for hop in range(MAX_HOPS):
        scores = reader.output.scores(state, states, free, last)
        wanted = gold.supports[:, hop]
        ends = wanted < 0
        target = torch.where(ends, stop, wanted)
        lost = lost + ranking_loss(scores, target, running) * running.sum()
        weight_sum = weight_sum + running.sum()
        reads = (running > 0) & ~ends
        if hop == 0:  # never told: R practises on the slot O likes best
            unknown = ends & batch.slots.any(1)
            tempting = scores[:, :-1].argmax(-1)
            wanted = torch.where(unknown, tempting, wanted)
            reads = reads | unknown
        chosen = wanted.clamp(min=0)
        state = torch.where(reads.unsqueeze(1), reader.output.advance(state, states, chosen), state)
        last = torch.where(reads, chosen, last)
        roles = torch.where((roles == READ_LAST) & reads.unsqueeze(1), READ_EARLIER, roles)
        roles[rows[reads], chosen[reads]] = READ_LAST
        free[rows[reads], chosen[reads]] = False
        running = running * (~ends)
        if not running.any():
            break
    return lost / weight_sum.clamp(min=1), state, _with_extra(roles, batch.slots, rng)


def _with_extra(roles: Tensor, slots: Tensor, rng: random.Random) -> Tensor:
    """Now and then mark one more slot as read: R must bear a hop too many."""
    for row in range(len(roles)):
        if rng.random() < _EXTRA_READ:
            extra = rng.randrange(int(slots[row].sum()) or 1)
            if slots[row, extra] and roles[row, extra] == 0:
                roles[row, extra] = READ_EARLIER
    return roles


def _response_losses(
    choice: Choice, gold: Targets, batch: ReaderInput
) -> tuple[Tensor, Tensor, Tensor]:
    one = (gold.kind == KINDS.index("span")).float()
    many = (gold.kind == KINDS.index("list")).unsqueeze(1)
    summed = (gold.kind == KINDS.index("number")).unsqueeze(1)
    kind = ranking_loss(choice.kind, gold.kind)
    place = ranking_loss(choice.start, gold.start, one) + ranking_loss(choice.end, gold.end, one)
    allowed = batch.words & (choice.inside > -1e3)
    told = many | summed | one.bool().unsqueeze(1)
    plus = _marking_loss(choice.inside, gold.inside, allowed & told)
    minus = _marking_loss(choice.minus, gold.minus, allowed & summed)
    return kind, place / 2, plus + minus


def _marking_loss(scores: Tensor, gold: Tensor, counted: Tensor) -> Tensor:
    """Binary cross-entropy of marking tokens, a mean over the tokens that count, times 4."""
    each = functional.binary_cross_entropy_with_logits(scores.float(), gold, reduction="none")
    return 4 * (each * counted).sum() / counted.sum().clamp(min=1)
