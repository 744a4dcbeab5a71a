"""The reader's losses: what is right to answer from the slots that were read."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import torch
from torch import Tensor

from agent.reader import (
    KINDS,
    NEVER,
    READ_EARLIER,
    READ_LAST,
    Reader,
    ReaderInput,
    ResponseHead,
    States,
)
from agent.story import Example, Span, Told
from agent.training.batches import Targets, collate, prepare
from agent.training.reader import _hop_losses, _own_hops, _reachable

TOLD = (Told("Tom has a cat."), Told("Mia has a dog."), Told("The cat is grey."))
SPAN = Example(TOLD, "What colour is Tom's cat?", "span", (0, 2), (Span(2, 11, 15),))
LIST = Example(TOLD, "Which pets?", "span", (0, 1), (Span(0, 10, 13), Span(1, 10, 13)))
YES = Example(TOLD, "Is Tom's cat grey?", "yes", (0, 2))
UNTOLD = Example(TOLD, "How old is Mia?", "unknown")


def batch() -> tuple[ReaderInput, Targets]:
    prepared = [prepare(example) for example in (SPAN, LIST, YES, UNTOLD)]
    return collate([item for item in prepared if item is not None])


def reached(roles: list[int]) -> tuple[list[str], list[float]]:
    """Kinds that are right, and weights, when these slots were read in every row."""
    inputs, gold = batch()
    targets, counted = _reachable(gold, inputs, torch.tensor([roles] * 4))
    return [KINDS[kind] for kind in targets.kind.tolist()], counted.tolist()


def test_what_was_read_decides_what_is_right() -> None:
    everything = [READ_EARLIER, READ_EARLIER, READ_LAST]
    assert reached(everything) == (["span", "list", "yes", "unknown"], [1, 1, 1, 1])
    assert reached([0, 0, READ_LAST]) == (["span", "unknown", "unknown", "unknown"], [1, 1, 1, 1])
    # Of a list half read nothing is asked.
    assert reached([READ_LAST, 0, 0]) == (["unknown", "list", "unknown", "unknown"], [1, 0, 1, 1])


def test_the_likeliest_word_has_a_say_in_what_is_unknown() -> None:
    """Of equal means, the token that would be answered decides; untrained it changes nothing."""
    torch.manual_seed(0)
    inputs, _ = batch()
    width = 8
    head = ResponseHead(width)
    shape = (*inputs.ids.shape, width)
    count = inputs.slots.shape[1]
    states = States(torch.randn(shape), torch.randn(4, width), torch.randn(4, count, width))
    state, roles = torch.randn(4, width), torch.full((4, count), READ_LAST)
    before = head(inputs, states, state, roles).kind
    unknown = KINDS.index("unknown")
    with torch.no_grad():
        head.fits.weight[unknown] = torch.randn(width)
    after = head(inputs, states, state, roles).kind
    changed = (after - before).abs() > 1e-6
    assert changed[:, unknown].all()
    assert not changed[:, [i for i in range(len(KINDS)) if i != unknown]].any()
    gone = states._replace(tokens=states.tokens.clone())
    place = head(inputs, states, state, roles).start[0].argmax()
    gone.tokens[0, place] = -gone.tokens[0, place]
    assert head(inputs, gone, state, roles).kind[0, unknown] != after[0, unknown]


class ScoredHops:
    """O with the same given scores of three slots and of stopping in every row, hop by hop."""

    def __init__(self, *hops: list[float]) -> None:
        self.given = torch.tensor(hops, dtype=torch.float32, requires_grad=True)
        self._hop = 0

    def begin(self, states: States) -> Tensor:
        return torch.zeros(4, 1)

    def scores(self, state: Tensor, states: States, free: Tensor, last: Tensor) -> Tensor:
        given = self.given[min(self._hop, len(self.given) - 1)].expand(len(free), -1)
        self._hop += 1
        return given.masked_fill(~torch.cat([free, torch.ones(4, 1).bool()], -1), NEVER)

    def advance(self, state: Tensor, states: States, chosen: Tensor) -> Tensor:
        return state


def pulled(row: int, *hops: list[float], along: bool = False) -> tuple[list[list[int]], list[int]]:
    """Which way O's loss pulls each given score (1 up, -1 down), and what row `row` then has read,
    when this example stands in every row."""
    output = ScoredHops(*hops)
    prepared = prepare((SPAN, LIST, YES, UNTOLD)[row])
    assert prepared is not None
    inputs, gold = collate([prepared] * 4)
    unused = torch.zeros(4, 1)
    reader = cast(Reader, SimpleNamespace(output=output))
    follow = _hop_losses if along else _own_hops
    lost, _, roles = follow(reader, inputs, States(unused, unused, unused), gold)
    lost.backward()  # type: ignore[no-untyped-call]
    assert output.given.grad is not None
    return (-output.given.grad).sign().int().tolist(), roles[0].tolist()


def test_after_a_wrong_turn_what_is_missing_is_right() -> None:
    """O reads slot 1, no support, and stops: any of the supports would have been right."""
    pull, roles = pulled(0, [0, 5, 0, 0], [1, 0, 1, 5])
    assert pull == [[0, 0, 0, 0], [1, 0, 1, -1]]
    assert roles == [0, READ_LAST, 0]


def test_stopping_is_right_when_nothing_is_missing() -> None:
    pull, roles = pulled(3, [0, 5, 0, 0], [5, 0, 0, 0], [0, 0, 1, 5])
    assert pull[1] == [-1, 0, -1, 1]  # never told: nothing further is right
    assert pull[2] == [0, 0, -1, 1]
    assert roles == [READ_LAST, READ_EARLIER, 0]


def test_the_parts_of_a_list_may_come_in_any_order() -> None:
    pull, roles = pulled(1, [0, 2, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], along=True)
    assert pull[0][2:] == [-1, -1]
    assert pull[0][1] == 1  # the part O likes best is pulled up, and read first
    assert roles == [READ_LAST, READ_EARLIER, 0]


def test_the_memories_of_a_span_come_in_order() -> None:
    pull, roles = pulled(0, [0, 0, 2, 0], [0, 0, 0, 0], [0, 0, 0, 0], along=True)
    assert pull[0] == [1, -1, -1, -1]
    assert roles == [READ_EARLIER, 0, READ_LAST]
