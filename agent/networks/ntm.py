"""Neural Turing machine (Graves, Wayne, Danihelka 2014).

A controller emits, for every head, where to look (key k, strength β, gate g, shift s, sharpening γ)
and, for write heads, what to erase and add (section 3.3). With gate and shift off, it is the
simplified machine of cosine, softmax, erase and add. Help that the paper leaves to the reader: the
first memory is learned and differs from slot to slot, or is constant (Collier and Beel 2018), every
head begins focused on one slot, a write head may begin by walking from slot to slot, the controller
forgets little at first, and sharpening is done in logs. Gates are not opened at first: nearly equal
content weights would then wash the focus out within ten steps.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from agent.networks.addressing import address, cosine, read, write

_FOCUSED = 10.0
_CONSTANT = 1e-6
_WALKING = 2.0

ControllerKind = Literal["lstm", "feedforward"]


@dataclass(frozen=True)
class Shape:
    """Sizes: N slots of width M, heads, and how far a shift reaches (0: no gate and no shift);
    whether the first memory is a constant instead of learned, and whether a fresh write head walks
    on by a slot a step instead of staying about where it is."""

    inputs: int
    outputs: int
    slots: int = 128
    width: int = 20
    controller: int = 100
    read_heads: int = 1
    write_heads: int = 1
    reach: int = 1
    kind: ControllerKind = "lstm"
    constant: bool = False
    walks: bool = False


class State(NamedTuple):
    """Between two steps: memory (B, N, M), reads (B, R, M), each head's weights (B, R + W, N), and
    the controller's hidden and cell state (B, C)."""

    memory: Tensor
    reads: Tensor
    weights: Tensor
    hidden: Tensor
    cell: Tensor


Step = Callable[[Tensor, State], tuple[Tensor, State]]


class Head(nn.Module):
    """Where a head looks, from the controller's output (B, C)."""

    def __init__(self, shape: Shape, writes: bool) -> None:
        super().__init__()
        self.sizes = [shape.width, 1, 1, 2 * shape.reach + 1, 1]
        self.sizes += [shape.width, shape.width] if writes else []
        self.moves = shape.reach > 0
        self.emit = nn.Linear(shape.controller, sum(self.sizes))
        nn.init.xavier_uniform_(self.emit.weight, gain=1.4)
        nn.init.normal_(self.emit.bias, std=0.01)
        if writes and shape.walks and self.moves:
            with torch.no_grad():  # of the shifts -reach … reach, the one to the next slot
                self.emit.bias[shape.width + 2 + shape.reach + 1] = _WALKING

    def forward(self, output: Tensor, memory: Tensor, previous: Tensor) -> tuple[Tensor, ...]:
        """Weights (B, N); of a write head also erase and add, (B, M) each."""
        key, beta, gate, moved, gamma, *written = self.emit(output).split(self.sizes, dim=-1)
        scores = cosine(torch.tanh(key), memory)
        strength = functional.softplus(beta)
        if self.moves:
            weights = address(
                scores,
                beta=strength,
                previous=previous,
                gate=torch.sigmoid(gate),
                kernel=torch.softmax(moved, dim=-1),
                gamma=1 + functional.softplus(gamma),
            )
        else:
            weights = address(scores, beta=strength)
        if not written:
            return (weights,)
        erase, add = written
        return weights, torch.sigmoid(erase), torch.tanh(add)


class NTM(nn.Module):
    """The machine: controller, heads, memory. Sequences are (T, B, inputs)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        seen = shape.inputs + shape.read_heads * shape.width
        self.controller: nn.Module = (
            nn.LSTMCell(seen, shape.controller)
            if shape.kind == "lstm"
            else nn.Sequential(nn.Linear(seen, shape.controller), nn.Tanh())
        )
        if isinstance(self.controller, nn.LSTMCell):  # at first it forgets little
            nn.init.ones_(self.controller.bias_ih[shape.controller : 2 * shape.controller])
        heads = [False] * shape.read_heads + [True] * shape.write_heads
        self.heads = nn.ModuleList(Head(shape, writes) for writes in heads)
        self.answer = nn.Linear(shape.controller + shape.read_heads * shape.width, shape.outputs)
        bound = 1 / (shape.slots + shape.width) ** 0.5
        memory = torch.empty(shape.slots, shape.width).uniform_(-bound, bound)
        self.first_memory: Tensor
        if shape.constant:
            self.register_buffer("first_memory", torch.full_like(memory, _CONSTANT))
        else:
            self.first_memory = nn.Parameter(memory)
        self.first_reads = nn.Parameter(torch.randn(shape.read_heads, shape.width) * 0.01)
        first = torch.zeros(len(heads), shape.slots)
        first[:, 0] = _FOCUSED  # heads begin at one slot: a shift from everywhere goes nowhere
        self.first_weights = nn.Parameter(first)
        self.first_hidden = nn.Parameter(torch.randn(2, shape.controller) * 0.01)

    def begin(self, batch: int) -> State:
        """The learned state before the first step."""
        hidden, cell = (h.expand(batch, -1) for h in self.first_hidden)
        return State(
            self.first_memory.expand(batch, -1, -1),
            self.first_reads.expand(batch, -1, -1),
            torch.softmax(self.first_weights, dim=-1).expand(batch, -1, -1),
            hidden,
            cell,
        )

    def step(self, x: Tensor, state: State) -> tuple[Tensor, State]:
        """One step: x (B, inputs) to logits (B, outputs) and the next state."""
        seen = torch.cat([x, state.reads.flatten(1)], dim=-1)
        if isinstance(self.controller, nn.LSTMCell):
            hidden, cell = self.controller(seen, (state.hidden, state.cell))
        else:
            hidden, cell = self.controller(seen), state.cell
        memory = state.memory
        weights: list[Tensor] = []
        reads: list[Tensor] = []
        for number, head in enumerate(self.heads):
            looked, *written = head(hidden, memory, state.weights[:, number])
            if written:
                memory = write(memory, looked, *written)
            else:
                reads.append(read(looked, memory))
            weights.append(looked)
        found = torch.stack(reads, dim=1)
        logits = self.answer(torch.cat([hidden, found.flatten(1)], dim=-1))
        return logits, State(memory, found, torch.stack(weights, dim=1), hidden, cell)

    def forward(self, inputs: Tensor, step: Step | None = None) -> tuple[Tensor, Tensor]:
        """Run over inputs (T, B, inputs), by `step` if it is given: this machine's own, compiled.

        Returns:
            logits (T, B, outputs) and every head's weights (T, B, heads, N).
        """
        state = self.begin(inputs.shape[1])
        logits, looked = [], []
        for x in inputs:
            out, state = (step or self.step)(x, state)
            logits.append(out)
            looked.append(state.weights)
        return torch.stack(logits), torch.stack(looked)
