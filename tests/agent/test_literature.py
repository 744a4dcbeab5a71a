"""The networks of the literature do what their equations say."""

from __future__ import annotations

import pytest
import torch

from agent.networks import hard
from agent.networks.addressing import address, carry, cosine, focus, read, sharpen, shift, write
from agent.networks.aspects import AspectNetwork, location, spread
from agent.networks.memn2n import MemN2N, Tying, position_encoding
from agent.networks.ntm import NTM, Shape


def test_focus_is_the_arg_max_when_beta_is_large_and_leaves_out_what_is_not_there() -> None:
    scores = torch.tensor([[1.0, 3.0, 2.0, 9.0]])
    there = torch.tensor([[True, True, True, False]])
    assert focus(scores, 1e3, there).tolist() == [[0, 1, 0, 0]]
    assert focus(scores, 1.0, there).sum().item() == pytest.approx(1)


def test_shift_moves_weight_round_the_end() -> None:
    weights = torch.tensor([[0.0, 0.0, 1.0]])
    forward, back = torch.tensor([[0.0, 0.0, 1.0]]), torch.tensor([[1.0, 0.0, 0.0]])
    assert shift(weights, forward).tolist() == [[1, 0, 0]]
    assert shift(weights, back).tolist() == [[0, 1, 0]]


def test_sharpening_survives_tiny_weights_and_carrying_mixes() -> None:
    weights = torch.tensor([[1e-30, 1.0]])
    assert sharpen(weights, torch.tensor([[50.0]])).tolist() == [[0, 1]]
    mixed = carry(torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 1.0]]), torch.tensor([[0.25]]))
    assert mixed.tolist() == [[0.25, 0.75]]


def test_a_full_write_to_one_slot_replaces_it_and_a_partial_one_revises_it() -> None:
    memory = torch.ones(1, 3, 2)
    at, new = torch.tensor([[0.0, 1.0, 0.0]]), torch.tensor([[5.0, 7.0]])
    whole = write(memory, at, torch.ones(1, 2), new)
    assert whole[0].tolist() == [[1, 1], [5, 7], [1, 1]]
    assert read(at, whole).tolist() == [[5, 7]]
    part = write(memory, at, torch.tensor([[1.0, 0.0]]), torch.tensor([[9.0, 0.0]]))
    assert part[0, 1].tolist() == [9, 1]


def test_content_addressing_ignores_length() -> None:
    memory = torch.tensor([[[2.0, 0.0], [0.0, 0.1]]])
    assert cosine(torch.tensor([[0.0, 3.0]]), memory)[0].tolist() == pytest.approx([0, 1])
    assert address(torch.tensor([[0.0, 1.0]]), beta=100.0)[0].tolist() == pytest.approx([0, 1])


@pytest.mark.parametrize("tying", ["adjacent", "layer-wise"])
def test_memn2n_reads_told_order_and_nothing_from_rows_without_a_sentence(tying: Tying) -> None:
    torch.manual_seed(0)
    network = MemN2N(12, words=4, slots=6, tying=tying, width=8, hops=2, spread=0.5)
    sentences = torch.tensor([[0, 0, 0, 0], [1, 2, 0, 0], [3, 4, 0, 0]])
    story, question = torch.tensor([[0, 1, 2]]), torch.tensor([[5, 6, 0, 0]])
    logits, looked = network(sentences, story, question)
    assert logits.shape == (1, 12)
    assert [p.shape for p in looked] == [(1, 3)] * 2
    assert looked[0].sum().item() == pytest.approx(1)
    network.linear = True  # without softmaxes a row of nothing changes nothing
    whole, without = (network(sentences, told, question)[0] for told in (story, story[:, 1:]))
    assert torch.allclose(whole, without, atol=1e-6)
    network.linear = False
    older, _ = network(sentences, story, question, torch.tensor([[4, 3, 1]]))
    assert not torch.allclose(older, logits)
    swapped, _ = network(sentences, story[:, [0, 2, 1]], question)
    assert not torch.allclose(swapped, logits)
    network.linear = True
    assert not torch.allclose(network(sentences, story, question)[0], logits)


def test_the_nil_word_stays_zero() -> None:
    network = MemN2N(9, words=3, slots=4)
    optimiser = torch.optim.SGD(network.parameters(), lr=1.0)
    sentences = torch.tensor([[0, 0, 0], [1, 2, 0]])
    logits, _ = network(sentences, torch.tensor([[1]]), torch.tensor([[3, 0, 0]]))
    torch.nn.functional.cross_entropy(logits, torch.tensor([4])).backward()
    optimiser.step()
    network.keep_nil_zero()
    assert all(not embed.weight[0].any() for embed in network.embed)


def test_position_encoding_is_one_in_the_middle_and_mirrors() -> None:
    weights = position_encoding(3, 5)
    assert torch.allclose(weights[1], torch.ones(5))
    assert torch.allclose(weights + weights.flip(0), torch.full((3, 5), 2.0))


@pytest.mark.parametrize("kind", ["lstm", "feedforward"])
def test_ntm_learns_to_say_back_one_thing(kind: str) -> None:
    torch.manual_seed(1)
    shape = Shape(3, 2, slots=8, width=6, controller=24, kind=kind)  # type: ignore[arg-type]
    machine = NTM(shape)
    optimiser = torch.optim.Adam(machine.parameters(), lr=1e-2)
    losses = []
    for _ in range(150):
        bits = torch.randint(0, 2, (1, 16, 2)).float()
        shown = torch.cat([bits, torch.zeros(1, 16, 1)], dim=-1)
        go = torch.cat([torch.zeros(1, 16, 2), torch.ones(1, 16, 1)], dim=-1)
        logits, looked = machine(torch.cat([shown, go]))
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits[1], bits[0])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(machine.parameters(), 10)
        optimiser.step()
        losses.append(float(loss.detach()))
    assert looked.shape == (2, 16, 2, 8)
    assert torch.allclose(looked.sum(-1), torch.ones(2, 16, 2), atol=1e-4)
    assert losses[-1] < 0.1 * losses[0]


@pytest.mark.parametrize("constant", [False, True])
def test_the_heads_of_fresh_machines_keep_their_focus(constant: bool) -> None:
    """With gates opened at first none would, and associative recall is not learned."""
    kept = []
    for seed in range(6):
        torch.manual_seed(seed)
        machine = NTM(Shape(8, 6, constant=constant))
        _, looked = machine(torch.randint(0, 2, (24, 4, 8)).float())
        largest = looked[-1].max(-1).values.min(0).values  # of 128 slots; spread evenly: 0.008
        kept += (largest > 0.1).tolist()
    assert sum(kept) >= 11  # of 12: now and then a head begins with a wide kernel
    assert ("first_memory" in dict(machine.named_parameters())) != constant
    assert "first_memory" in machine.state_dict()


def test_without_shifts_the_machine_only_addresses_by_content() -> None:
    machine = NTM(Shape(2, 2, slots=4, width=3, controller=5, reach=0, read_heads=2))
    logits, looked = machine(torch.rand(3, 2, 2))
    assert logits.shape == (3, 2, 2)
    assert looked.shape == (3, 2, 3, 4)


def test_the_sampled_gradient_agrees_with_full_enumeration() -> None:
    torch.manual_seed(0)
    scores = torch.tensor([[0.3, -0.2, 0.8]], requires_grad=True)
    losses = torch.tensor([[1.0, 3.0, 0.5]])
    hard.marginal(torch.softmax(scores, -1), losses).sum().backward()
    assert scores.grad is not None
    exact, scores.grad = scores.grad.clone(), None
    times = 60_000
    weights = torch.softmax(scores, -1).expand(times, -1)
    drawn = hard.draw(weights)
    loss = losses.expand(times, -1).gather(-1, drawn.unsqueeze(-1)).squeeze(-1)
    hard.reinforce(weights, drawn, loss, baseline=1.2).mean().backward()
    assert torch.allclose(scores.grad, exact, atol=0.02)


def test_straight_through_is_one_hot_and_has_a_gradient() -> None:
    scores = torch.randn(5, 4, requires_grad=True)
    weights = hard.straight_through(scores)
    assert torch.equal(weights.detach().sort(-1).values[:, :3], torch.zeros(5, 3))
    (weights * torch.arange(4.0)).sum().backward()
    assert scores.grad is not None
    assert scores.grad.abs().sum() > 0


def test_the_baseline_is_the_running_mean() -> None:
    baseline = hard.Baseline(0.5)
    for value in (2.0, 2.0, 2.0):
        baseline.update(torch.tensor([value]))
    assert baseline.value == pytest.approx(2.0)


def test_words_near_the_aspect_count_more_and_every_hop_looks_at_words_only() -> None:
    near = location(torch.tensor([[1.0, 4.0]]), torch.tensor([5.0]))
    assert near[0].tolist() == pytest.approx([0.8, 0.2])
    network = AspectNetwork(6, hops=3)
    there = torch.tensor([[True, True, False]])
    logits, looked = network(torch.randn(1, 3, 6), torch.randn(1, 6), there, torch.ones(1, 3))
    assert logits.shape == (1, 3)
    assert looked.shape == (1, 3, 3)
    assert not looked[0, :, 2].any()
    even = torch.full((1, 3, 3), 1 / 3)
    assert spread(even).item() == pytest.approx(0, abs=1e-6)
