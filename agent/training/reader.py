"""Training the reader: two readings of every example, soft margin ranking for O and for R.

First along the gold: hops follow the gold supports in order and then "stop"; for a question whose
answer was never told the first target is "stop". Then as O goes by itself, which is what R meets at
work: from what O then read R learns the answer where it stands in it, and "I don't know" where it
does not, for told questions, too. Only so does R see chains of slots that lead nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

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

_OWN_HOPS = 4
_OWN = 0.5  # weight of the reading as O goes, the rest that of the gold one


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


def losses(reader: Reader, batch: ReaderInput, gold: Targets) -> Losses:
    """One encoding, read along the gold and as O goes; see the module's head."""
    states = reader.encode(batch)
    hops, state, roles = _hop_losses(reader, batch, states, gold)
    along = _response_losses(reader.response(batch, states, state, roles), gold, batch)
    stops, state, roles = _own_hops(reader, batch, states, gold)
    reachable, counted = _reachable(gold, batch, roles)
    own = _response_losses(reader.response(batch, states, state, roles), reachable, batch, counted)
    both = ((1 - _OWN) * a + _OWN * o for a, o in zip(along, own, strict=True))
    return Losses(hops + stops, *both)


def _hop_losses(
    reader: Reader, batch: ReaderInput, states: States, gold: Targets
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
    return lost / weight_sum.clamp(min=1), state, roles


def _own_hops(
    reader: Reader, batch: ReaderInput, states: States, gold: Targets
) -> tuple[Tensor, Tensor, Tensor]:
    """Hops as `agent.engines` makes them: the first slot is always read, then until "stop" wins.

    Returns O's loss of not having stopped where nothing was told, and state and roles for R.
    """
    state = reader.output.begin(states)
    free = batch.slots.clone()
    roles = torch.zeros_like(batch.markers)
    rows = torch.arange(len(roles))
    stop = batch.slots.shape[1]
    last = batch.slots.sum(1)
    untold = (gold.kind == KINDS.index("unknown")).float()
    reads = batch.slots.any(1)
    lost = torch.zeros(())
    for hop in range(_OWN_HOPS):
        scores = reader.output.scores(state, states, free, last)
        if hop:
            due = untold * reads.float()
            lost = lost + ranking_loss(scores, torch.full_like(last, stop), due) / _OWN_HOPS
            reads = reads & (scores.argmax(-1) != stop)
        reads = reads & free.any(1)
        if not reads.any():
            break
        chosen = scores[:, :-1].argmax(-1)
        state = torch.where(reads.unsqueeze(1), reader.output.advance(state, states, chosen), state)
        last = torch.where(reads, chosen, last)
        roles = torch.where((roles == READ_LAST) & reads.unsqueeze(1), READ_EARLIER, roles)
        roles[rows[reads], chosen[reads]] = READ_LAST
        free[rows[reads], chosen[reads]] = False
    return lost, state, roles


def _reachable(gold: Targets, batch: ReaderInput, roles: Tensor) -> tuple[Targets, Tensor]:
    """What is right to answer from the slots read, and the weight (B,) of each row.

    A span is right where its slot was read; a list, a number, yes and no where all supports were;
    of a list half read nothing is asked. Else "unknown" is right.
    """
    unknown, span, many = (KINDS.index(kind) for kind in ("unknown", "span", "list"))
    wanted = gold.supports >= 0
    was_read = roles.gather(1, gold.supports.clamp(min=0)) > 0
    all_read = (was_read | ~wanted).all(1)
    place = batch.memory.gather(1, gold.start.unsqueeze(1)).clamp(min=0)
    answer_read = roles.gather(1, place).squeeze(1) > 0
    right = torch.where(gold.kind == span, answer_read, all_read)
    half = (gold.kind == many) & ~all_read & (was_read & wanted).any(1)
    kind = torch.where(right | half, gold.kind, torch.full_like(gold.kind, unknown))
    return replace(gold, kind=kind), (~half).float()


def _response_losses(
    choice: Choice, gold: Targets, batch: ReaderInput, counted: Tensor | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """R's losses of kind, place and marks; rows count as much as `counted` (B,) says."""
    weight = torch.ones(len(gold.kind)) if counted is None else counted
    one = (gold.kind == KINDS.index("span")).float() * weight
    many = (gold.kind == KINDS.index("list")).unsqueeze(1)
    summed = (gold.kind == KINDS.index("number")).unsqueeze(1)
    kind = ranking_loss(choice.kind, gold.kind, weight)
    place = ranking_loss(choice.start, gold.start, one) + ranking_loss(choice.end, gold.end, one)
    allowed = batch.words & (choice.inside > -1e3) & (weight > 0).unsqueeze(1)
    told = many | summed | one.bool().unsqueeze(1)
    plus = _marking_loss(choice.inside, gold.inside, allowed & told)
    minus = _marking_loss(choice.minus, gold.minus, allowed & summed)
    return kind, place / 2, plus + minus


def _marking_loss(scores: Tensor, gold: Tensor, counted: Tensor) -> Tensor:
    """Binary cross-entropy of marking tokens, a mean over the tokens that count, times 4."""
    each = functional.binary_cross_entropy_with_logits(scores.float(), gold, reduction="none")
    return 4 * (each * counted).sum() / counted.sum().clamp(min=1)
