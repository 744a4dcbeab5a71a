"""Told order in the reader's hops."""

from __future__ import annotations

import torch

from agent.slot_order import AmongSlots, WrittenAt


def test_untrained_they_change_nothing() -> None:
    torch.manual_seed(0)
    slots = torch.randn(2, 5, 16)
    present = torch.tensor([[True] * 5, [True, True, False, False, False]])
    assert torch.equal(AmongSlots(16)(slots, present), slots)
    assert not WrittenAt(16)(torch.randn(2, 16), torch.tensor([5, 2]), 5).any()


def test_padding_is_not_looked_at() -> None:
    torch.manual_seed(0)
    among = AmongSlots(16)
    torch.nn.init.normal_(among.out.weight)
    slots = torch.randn(1, 4, 16)
    present = torch.tensor([[True, True, False, False]])
    other = slots.clone()
    other[0, 2:] += 3
    first, second = among(slots, present), among(other, present)
    assert torch.allclose(first[0, :2], second[0, :2], atol=1e-6)


def test_a_slot_tells_younger_from_older() -> None:
    torch.manual_seed(0)
    among = AmongSlots(16)
    torch.nn.init.normal_(among.out.weight)
    one, two = torch.randn(16), torch.randn(16)
    present = torch.ones(1, 2, dtype=torch.bool)
    forwards = among(torch.stack([one, two]).unsqueeze(0), present)[0, 0]
    backwards = among(torch.stack([two, one]).unsqueeze(0), present)[0, 1]
    assert not torch.allclose(forwards, backwards, atol=1e-3)


def test_the_state_weighs_older_younger_and_how_far() -> None:
    when = WrittenAt(4)
    with torch.no_grad():
        when.weigh.bias.copy_(torch.tensor([1.0, -1.0, -0.1, 0.0]))
    scores = when(torch.zeros(1, 4), torch.tensor([2]), 5)[0]
    assert scores[1] > scores[0] > 0
    assert scores[2] == 0
    assert scores[3] == scores[4] == -1
    at_first = when(torch.zeros(1, 4), torch.tensor([5]), 5)[0]
    assert (at_first.diff() > 0).all()
