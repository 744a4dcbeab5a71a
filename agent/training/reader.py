"""Training the reader: two readings of every example, soft margin ranking for O and for R.

First along the gold: hops follow the gold supports and then "stop"; for a question whose answer was
never told the first target is "stop". Then as O goes by itself, which is what both meet at work: O
learns to find what is still missing after a wrong turn, or to stop; from what O then read R learns
the answer where it stands in it, and "I don't know" where it does not, for told questions, too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor
from torch.nn import functional

from agent.reader import (
    KINDS,
    MAX_HOPS,
    NEVER,
    READ_EARLIER,
    READ_LAST,
    Choice,
    Reader,
    ReaderInput,
    States,
)
from agent.training.batches import Targets
from agent.training.ranking import ranking_loss

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


class _Hops:
    """The chains of a batch while they are read: O's state (B, D), each slot's role for R (B, N),
    which slots are still free (B, N), and the slot read last (B,)."""

    def __init__(self, reader: Reader, batch: ReaderInput, states: States) -> None:
        self._output, self._states = reader.output, states
        self.state = reader.output.begin(states)
        self.roles = torch.zeros_like(batch.markers)
        self.free = batch.slots.clone()
        self._last = batch.slots.sum(1)
        self._rows = torch.arange(len(self.roles))

    def scores(self) -> Tensor:
        """s_O of every slot and of stopping, (B, N + 1)."""
        return self._output.scores(self.state, self._states, self.free, self._last)

    def read(self, chosen: Tensor, reads: Tensor) -> None:
        """Read slot `chosen` (B,) in the rows where `reads` (B,) says so."""
        advanced = self._output.advance(self.state, self._states, chosen)
        self.state = torch.where(reads.unsqueeze(1), advanced, self.state)
        self._last = torch.where(reads, chosen, self._last)
        earlier = (self.roles == READ_LAST) & reads.unsqueeze(1)
        self.roles = torch.where(earlier, READ_EARLIER, self.roles)
        self.roles[self._rows[reads], chosen[reads]] = READ_LAST
        self.free[self._rows[reads], chosen[reads]] = False


def _hop_losses(
    reader: Reader, batch: ReaderInput, states: States, gold: Targets
) -> tuple[Tensor, Tensor, Tensor]:
    """O's loss along the gold hops, and the state and roles that R is trained on.

    Where the answer is a span the supports are hops in order, the answer's last; the supports of a
    list, a number, yes and no may come in any order, and the one O likes best is read.
    """
    hops = _Hops(reader, batch, states)
    left = _supports(batch, gold)
    in_order = (gold.kind == KINDS.index("span")).unsqueeze(1)
    lost, weight_sum = torch.zeros(()), torch.zeros(())
    running = torch.ones(len(batch.slots))
    for hop in range(MAX_HOPS):
        scores = hops.scores()
        wanted = gold.supports[:, hop]
        following = functional.one_hot(wanted.clamp(min=0), left.shape[1]).bool()
        right = torch.where(in_order, following & left, left)
        ends = ~right.any(1)
        lost = lost + ranking_loss(scores, _or_stop(right), running) * running.sum()
        weight_sum = weight_sum + running.sum()
        reads = (running > 0) & ~ends
        if hop == 0:  # never told: R practises on the slot O likes best
            unknown = ends & batch.slots.any(1)
            right, reads = right | unknown.unsqueeze(1), reads | unknown
        chosen = scores[:, :-1].masked_fill(~right, 2 * NEVER).argmax(-1)
        hops.read(chosen, reads)
        left = left & ~functional.one_hot(chosen, left.shape[1]).bool()
        running = running * (~ends)
        if not running.any():
            break
    return lost / weight_sum.clamp(min=1), hops.state, hops.roles


def _own_hops(
    reader: Reader, batch: ReaderInput, states: States, gold: Targets
) -> tuple[Tensor, Tensor, Tensor]:
    """Hops as `agent.engines` makes them: the first slot is always read, then until "stop" wins.

    Wherever O has got to, right is what is still to be read, and "stop" when nothing is: so it
    learns to go on after a wrong turn (the dynamic oracle of Goldberg and Nivre 2012).

    Returns O's loss from the second hop on (the first is that along the gold), and state and roles
    for R.
    """
    hops = _Hops(reader, batch, states)
    left = _supports(batch, gold)
    stop = batch.slots.shape[1]
    reads = batch.slots.any(1)
    lost, weight_sum = torch.zeros(()), torch.zeros(())
    for hop in range(MAX_HOPS):
        scores = hops.scores()
        if hop:
            weight = reads.float()
            lost = lost + ranking_loss(scores, _or_stop(left), weight) * weight.sum()
            weight_sum = weight_sum + weight.sum()
            reads = reads & (scores.argmax(-1) != stop)
        reads = reads & hops.free.any(1)
        if not reads.any():
            break
        chosen = scores[:, :-1].argmax(-1)
        hops.read(chosen, reads)
        left = left & ~functional.one_hot(chosen, stop).bool()
    return lost / weight_sum.clamp(min=1), hops.state, hops.roles


def _supports(batch: ReaderInput, gold: Targets) -> Tensor:
    """Which slots are supports, (B, N) bool."""
    marked = torch.zeros(batch.slots.shape)
    marked.scatter_add_(1, gold.supports.clamp(min=0), (gold.supports >= 0).float())
    return marked > 0


def _or_stop(right: Tensor) -> Tensor:
    """Slots (B, N) that are right to read, and whether stopping is: (B, N + 1), never empty."""
    return torch.cat([right, ~right.any(1, keepdim=True)], dim=-1)


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
