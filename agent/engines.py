"""How O points at the candidates: three engines on one addressing (`agent.networks.addressing`).

All score slots alike, with the reader's learned s_O. They differ in what they do with the scores:

default  MemNN (Weston et al. 2014): the arg max is read, nothing is read twice, a stop ends it
memn2n   MemN2N (Sukhbaatar et al. 2015): p = softmax(scores) over all slots, and the next state is
         made from the weighted sum of all of them
ntm      the same, and the focus lives on between questions (Graves et al. 2014, equations 7-9):
         w = g w_content + (1 - g) w_last turn, then a shift along told order, then sharpening

NTM's gate is what the content lookup thinks of itself, g = 1 - p(stop): a question that points at
nothing ("and when was that?") keeps looking where the last one did. Its shift is chosen by meaning,
from what is asked ("what happened before that?"): `ShiftKernel`.
R reads the slot that has most weight at each hop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from torch import Tensor

from agent.engine_names import EngineName
from agent.networks.addressing import carry, focus, read, sharpen, shift
from agent.reader import MAX_HOPS, READ_EARLIER, READ_LAST, Reader, ReaderInput, States

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Vector = NDArray[np.float32]
    Encode = Callable[[Sequence[str]], NDArray[np.float32]]

_SOFT_HOPS = 3
_SHARPNESS = 3.0
_KERNEL_STRENGTH = 20.0


@dataclass(frozen=True, slots=True)
class HopReading:
    """One hop: the slot chosen, and every slot's weight (softmax over slots and stop)."""

    chosen: int
    weights: tuple[float, ...]
    stop: float


@dataclass(frozen=True, slots=True)
class Carried:
    """What NTM's heads bring from the last turn: weights of the candidates there, and the kernel
    (before, here, after) that moves them."""

    weights: tuple[float, ...]
    kernel: tuple[float, float, float]


class Pointed(NamedTuple):
    """The hops made, the last state (1, D), and each slot's role for R (1, N)."""

    hops: list[HopReading]
    state: Tensor
    roles: Tensor


def point(
    reader: Reader,
    batch: ReaderInput,
    states: States,
    name: EngineName = "default",
    carried: Carried | None = None,
) -> Pointed:
    """Make the hops over one packed story (B = 1)."""
    if name == "default":
        return _hard(reader, batch, states)
    return _soft(reader, batch, states, carried if name == "ntm" else None)


def _hard(reader: Reader, batch: ReaderInput, states: States) -> Pointed:
    """If "stop" wins at hop 1 the best slot is read all the same: R has its say too."""
    state = reader.output.begin(states)
    free = batch.slots.clone()
    roles = torch.zeros_like(batch.markers)
    last = batch.slots.sum(1)
    hops: list[HopReading] = []
    while len(hops) < MAX_HOPS and bool(free.any()):
        weights = focus(reader.output.scores(state, states, free, last))[0]
        if hops and int(weights.argmax()) == len(weights) - 1:
            break
        chosen = int(weights[:-1].argmax())
        hops.append(HopReading(chosen, tuple(weights[:-1].tolist()), float(weights[-1])))
        roles = _read_next(roles, chosen)
        free[0, chosen] = False
        last = torch.tensor([chosen])
        state = reader.output.advance(state, states, last)
    return Pointed(hops, state, roles)


def _soft(reader: Reader, batch: ReaderInput, states: States, carried: Carried | None) -> Pointed:
    state = reader.output.begin(states)
    roles = torch.zeros_like(batch.markers)
    last = batch.slots.sum(1)
    hops: list[HopReading] = []
    while len(hops) < _SOFT_HOPS:
        both = focus(reader.output.scores(state, states, batch.slots, last))
        content, stop = both[:, :-1], float(both[0, -1])
        if hops and stop > float(content.max()):
            break
        weights = content / content.sum(-1, keepdim=True).clamp(min=1e-9)
        if carried is not None and not hops:
            weights = _moved(weights, 1 - stop, carried)
            stop *= 1 - max(carried.weights)
        chosen = int(weights.argmax())
        if any(hop.chosen == chosen for hop in hops):
            break  # the attention has settled
        shown = tuple((weights[0] * (1 - stop)).tolist())
        hops.append(HopReading(chosen, shown, stop))
        roles = _read_next(roles, chosen)
        state = reader.output.step(read(weights, states.slots), state)
        last = torch.tensor([chosen])
    return Pointed(hops, state, roles)


def _read_next(roles: Tensor, chosen: int) -> Tensor:
    roles = torch.where(roles == READ_LAST, READ_EARLIER, roles)
    roles[0, chosen] = READ_LAST
    return roles


def _moved(content: Tensor, gate: float, carried: Carried) -> Tensor:
    """Equations (7) to (9) on one head: carry, shift, sharpen."""
    before = torch.tensor([carried.weights], dtype=content.dtype)
    if float(before.sum()) == 0 or content.shape[1] < 3:
        return content
    _, here, _ = carried.kernel
    # Asking for what lies before or after "that" means the last focus, whatever words match.
    opened = torch.tensor([[gate * here]])
    kernel = torch.tensor([carried.kernel], dtype=content.dtype)
    weights = shift(carry(content, before, opened), kernel)
    return sharpen(weights, torch.tensor([[_SHARPNESS]]))


_BEFORE = ("What happened before that?", "And before that?", "What came just before it?")
_AFTER = ("What happened after that?", "And after that?", "What came next?", "And then?")
_NEARLY_ONE = 0.75  # cosine from which a question is one of these in other words


class ShiftKernel:
    """Chooses before, here or after by meaning: the nearest of a few ways to ask for each."""

    def __init__(self, encode: Encode) -> None:
        self._before, self._after = encode(_BEFORE), encode(_AFTER)

    def __call__(self, question: Vector) -> tuple[float, float, float]:
        """The kernel (before, here, after) for a question's unit vector (d,); sums to one."""
        back, on = (float((ways @ question).max()) for ways in (self._before, self._after))
        near = np.array([back, _NEARLY_ONE, on])
        weights = np.exp(_KERNEL_STRENGTH * (near - near.max()))
        before, here, after = (weights / weights.sum()).tolist()
        return before, here, after
