"""Eight bits a weight: half the room, and nearly the same matrix."""

from __future__ import annotations

import torch

from agent.compact import compacted, expanded


def test_a_matrix_comes_back_to_within_half_a_step() -> None:
    torch.manual_seed(0)
    matrix = torch.randn(30, 40) * torch.rand(30, 1) * 3
    kept = compacted({"w": matrix})
    assert kept["w"].dtype == torch.int8
    step = matrix.abs().amax(1, keepdim=True) / 127
    assert bool(((expanded(kept)["w"] - matrix).abs() <= 0.52 * step).all())


def test_the_rest_stays_as_it_is() -> None:
    parts = {"bias": torch.randn(7), "count": torch.tensor([3]), "zero": torch.zeros(2, 5)}
    again = expanded(compacted(parts))
    assert set(again) == set(parts)
    assert torch.allclose(again["bias"].float(), parts["bias"], rtol=1e-3)
    assert again["count"].equal(parts["count"])
    assert not again["zero"].any()
