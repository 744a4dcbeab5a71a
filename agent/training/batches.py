"""From examples to padded tensors for the reader.

An example is packed once (`prepare`), batches hold sequences of like length (`bucketed`), and
`collate` pads one batch. What does not fit the reader's window is left out, never cut in silence:
`prepare` returns None for it and the trainer counts those.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import torch
from torch import Tensor

from agent.packing import OUTSIDE, Packed, pack
from agent.reader import KINDS, MAX_HOPS, ReaderInput
from agent.story import Example


@dataclass(frozen=True, slots=True)
class Prepared:
    """An example laid out: its sequence and targets in token positions."""

    packed: Packed
    supports: tuple[int, ...]
    kind: int
    spans: tuple[tuple[int, int], ...]
    minus: tuple[bool, ...]
    source: str


@dataclass(frozen=True)
class Targets:
    """Gold of a batch.

    supports (B, MAX_HOPS) int64, -1 after the last; kind, start, end (B,) int64; inside and minus
    (B, L) float, 1 on the tokens of a list's items or a sum's terms, and of what is taken away.
    """

    supports: Tensor
    kind: Tensor
    start: Tensor
    end: Tensor
    inside: Tensor
    minus: Tensor


def prepare(example: Example, previous: str = "") -> Prepared | None:
    """Lay an example out; None when it has too many hops or does not fit the window."""
    packed = pack(example.memories, example.question, example.previous or previous)
    if len(packed.markers) < len(example.memories) or len(example.supports) > MAX_HOPS:
        return None
    spans = [_tokens(packed, s.memory, s.start, s.end) for s in example.spans]
    if any(span is None for span in spans):
        return None
    kind = "list" if example.kind == "span" and len(spans) > 1 else example.kind
    return Prepared(
        packed,
        example.supports,
        KINDS.index(kind),
        tuple(span for span in spans if span is not None),
        tuple(span.minus for span in example.spans),
        example.source,
    )


def _tokens(packed: Packed, memory: int, start: int, end: int) -> tuple[int, int] | None:
    """First and last token that overlap the characters start:end of a memory."""
    covered = [
        i
        for i, (m, place) in enumerate(zip(packed.memory, packed.offsets, strict=True))
        if m == memory and place != OUTSIDE and place[0] < end and place[1] > start
    ]
    return (covered[0], covered[-1]) if covered else None


def collate(items: Sequence[Prepared], device: str = "cpu") -> tuple[ReaderInput, Targets]:
    """Pad examples to one batch with its gold, on `device`."""
    with torch.device("cpu"):
        inputs, targets = _collate(items)
    return _moved(inputs, device), _moved(targets, device)


_Batch = TypeVar("_Batch", ReaderInput, Targets)


def _moved(batch: _Batch, device: str) -> _Batch:
    return type(batch)(*(tensor.to(device) for tensor in vars(batch).values()))


def _collate(items: Sequence[Prepared]) -> tuple[ReaderInput, Targets]:
    inputs = ReaderInput.stack([item.packed for item in items])
    supports = torch.full((len(items), MAX_HOPS), -1)
    inside, minus = torch.zeros(inputs.ids.shape), torch.zeros(inputs.ids.shape)
    for row, item in enumerate(items):
        supports[row, : len(item.supports)] = torch.tensor(item.supports, dtype=torch.long)
        for (first, last), taken in zip(item.spans, item.minus, strict=True):
            (minus if taken else inside)[row, first : last + 1] = 1
    first_spans = [item.spans[0] if item.spans else (0, 0) for item in items]
    return inputs, Targets(
        supports,
        torch.tensor([item.kind for item in items]),
        torch.tensor([first for first, _ in first_spans]),
        torch.tensor([last for _, last in first_spans]),
        inside,
        minus,
    )


def bucketed(
    items: Sequence[Prepared], tokens: int, rng: random.Random
) -> Iterator[list[Prepared]]:
    """Yield batches of about `tokens` padded tokens, lengths alike, in random order."""
    order = sorted(items, key=lambda item: len(item.packed.ids) + rng.random() * 16)
    batches: list[list[Prepared]] = [[]]
    for item in order:
        if batches[-1] and len(item.packed.ids) * (len(batches[-1]) + 1) > tokens:
            batches.append([])
        batches[-1].append(item)
    rng.shuffle(batches)
    yield from (batch for batch in batches if batch)
