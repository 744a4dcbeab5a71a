"""The reader, the match and their losses: shapes, masks, the paper's ranking loss, learning."""

from __future__ import annotations

import copy
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.errors import TrainingError, WeightsUnavailable
from agent.match import Match
from agent.packing import MAX_TOKENS, OUTSIDE, pack, token_count
from agent.precision import settle
from agent.reader import KINDS, MAX_HOPS, NEVER, READ_LAST, Reader, ReaderInput
from agent.reading import Calibration, Reading, read
from agent.simulator import STORIES
from agent.story import Example, Span, Told
from agent.training.batches import bucketed, collate, prepare
from agent.training.ranking import hinge_ranking_loss, ranking_loss
from agent.training.reader import losses
from agent.training.run import Checkpoint, Plan, _optimiser
from agent.weights_io import load_reader, load_tensors, save_reader

MEMORIES = (Told("Joe left the milk."), Told("Anna: hi", "Bo"), Told("Joe went home."))


@pytest.fixture(scope="module")
def reader() -> Reader:
    torch.manual_seed(0)
    return Reader.create().eval()


def test_packing_finds_the_way_back() -> None:
    packed = pack(MEMORIES, "Where is the milk?", "Who is Joe?")
    assert len(packed.markers) == 3
    for i, (memory, place) in enumerate(zip(packed.memory, packed.offsets, strict=True)):
        if place != OUTSIDE:
            assert MEMORIES[memory].text[slice(*place)].strip()
            assert packed.types[i] == 1
    lengths = [sum(m == n for m in packed.memory) for n in range(3)]
    assert lengths[0] == token_count(MEMORIES[0])


@given(st.lists(st.text(max_size=300), min_size=1, max_size=30), st.text(max_size=300))
@settings(max_examples=25, deadline=None)
def test_packing_fits_the_window(texts: list[str], question: str) -> None:
    packed = pack([Told(text) for text in texts], question)
    assert len(packed.ids) <= MAX_TOKENS
    assert len(packed.ids) == len(packed.types) == len(packed.memory) == len(packed.offsets)


def test_reader_shapes_and_masks(reader: Reader) -> None:
    batch = ReaderInput.stack([pack(MEMORIES, "Where?"), pack(MEMORIES[:1], "Who left it?")])
    with torch.inference_mode():
        states = reader.encode(batch)
        assert states.tokens.shape[:2] == batch.ids.shape
        assert states.slots.shape[:2] == (2, 3)
        state = reader.output.begin(states)
        scores = reader.output.scores(state, states, batch.slots, batch.slots.sum(1))
        assert scores.shape == (2, 4)
        assert (scores[1, 1:3] == NEVER).all()
        roles = torch.zeros_like(batch.markers)
        roles[:, 0] = READ_LAST
        choice = reader.response(batch, states, state, roles)
        assert choice.kind.shape == (2, len(KINDS))
        outside = batch.memory != 0
        assert (choice.start[outside] == NEVER).all()


def test_an_answer_never_comes_from_a_slot_that_was_not_read(reader: Reader) -> None:
    reading = read(reader, MEMORIES, "Where is the milk?")
    assert 1 <= len(reading.hops) <= MAX_HOPS
    assert {span.memory for span in reading.spans} <= set(reading.supports)
    assert len(set(reading.supports)) == len(reading.supports)
    for hop in reading.hops:
        assert sum(hop.weights) + hop.stop == pytest.approx(1, abs=1e-4)


def test_nothing_to_read_is_never_answered(reader: Reader) -> None:
    reading = read(reader, (), "Where?")
    assert Calibration().confidence(reading) < 0.01


@given(st.integers(0, 2**31))
@settings(max_examples=30, deadline=None)
def test_the_soft_ranking_loss_bounds_the_papers(seed: int) -> None:
    """log Σ exp(γ − gap) ≥ the largest hinge, and both order good and bad scores alike."""
    torch.manual_seed(seed)
    scores, target = torch.randn(4, 6), torch.randint(0, 6, (4,))
    gold = scores.gather(1, target[:, None])
    others = scores.scatter(1, target[:, None], -1e4)
    worst = torch.clamp(0.5 - gold.squeeze(1) + others.max(1).values, min=0).mean()
    assert ranking_loss(scores, target, margin=0.5) >= worst - 1e-5
    better = scores.scatter_add(1, target[:, None], torch.full((4, 1), 3.0))
    assert ranking_loss(better, target) < ranking_loss(scores, target)
    assert hinge_ranking_loss(better, target) <= hinge_ranking_loss(scores, target)


def test_losses_are_finite_for_every_kind(reader: Reader) -> None:
    rng = random.Random(0)
    examples = [e for maker, _ in STORIES for _ in range(4) for e in maker(rng)]
    items = [p for e in examples if (p := prepare(e)) is not None]
    for batch in bucketed(items, 2048, rng):
        total = losses(reader, *collate(batch)).total()
        assert torch.isfinite(total)


def test_prepared_spans_are_the_answer_words() -> None:
    example = Example(MEMORIES, "Where?", "span", (2,), (Span(2, 9, 13),))
    example.check()
    item = prepare(example)
    assert item is not None
    first, last = item.spans[0]
    text = MEMORIES[2].text
    assert text[item.packed.offsets[first][0] : item.packed.offsets[last][1]] == "home"


def test_the_reader_learns_a_handful_of_examples(tmp_path: Path) -> None:
    """A few steps on one batch drive the loss down, and a checkpoint brings the run back."""
    torch.manual_seed(0)
    reader = Reader.create().train()
    rng = random.Random(1)
    examples = [e for _ in range(6) for e in STORIES[1][0](rng)][:8]
    batch = collate([p for e in examples if (p := prepare(e)) is not None])
    optimiser = _optimiser(reader)
    seen = []
    for _ in range(12):
        loss = losses(reader, *batch).total()
        seen.append(float(loss.detach()))
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    assert seen[-1] < 0.7 * seen[0]
    checkpoint = Checkpoint(tmp_path / "c.safetensors", Plan(1, 2, 0, None))
    checkpoint.save(reader, optimiser, 1, 12)
    again = Reader.create()
    renewed = _optimiser(again)
    assert checkpoint.load(again, renewed) == (1, 12)
    for name, tensor in reader.trained_state().items():
        assert torch.equal(tensor, again.trained_state()[name])
    with pytest.raises(TrainingError, match="another run"):
        Checkpoint(tmp_path / "c.safetensors", Plan(2, 2, 0, None)).load(again, renewed)


def test_settled_matrices_answer_as_before(reader: Reader) -> None:
    told = (Told("My sister Anna lives in Berlin."), Told("Tom has a goat."))
    before = read(reader, told, "Where does Anna live?")
    settled = copy.deepcopy(reader)
    settle(settled.backbone)
    assert read(settled, told, "Where does Anna live?") == before


def test_weights_round_trip_in_half_precision(reader: Reader, tmp_path: Path) -> None:
    fitted = Calibration((1.0, 0.9, 0.8, 0.7, 0.6), (0.5, 0.6, 0.7), (0.3, 0.2, 0.3, 0.4, 0.1))
    save_reader(tmp_path, reader, fitted, {})
    again, calibration = load_reader(tmp_path)
    assert calibration == fitted
    for name, tensor in reader.trained_state().items():
        assert torch.allclose(tensor, again.trained_state()[name], atol=2e-3)


def test_a_confidence_of_other_kinds_of_answers_is_refused(reader: Reader, tmp_path: Path) -> None:
    of_before = Calibration((1.0,) * 4, (0.5, 0.6, 0.7), (0.3,) * 4)
    save_reader(tmp_path, reader, of_before, {})
    with pytest.raises(WeightsUnavailable, match="4 kinds of answers"):
        load_reader(tmp_path)


def test_missing_and_damaged_weights_are_said(tmp_path: Path) -> None:
    with pytest.raises(WeightsUnavailable, match="mneme train"):
        load_tensors(tmp_path / "none.safetensors")
    (tmp_path / "bad.safetensors").write_bytes(b"nonsense")
    with pytest.raises(WeightsUnavailable, match="mneme train"):
        load_tensors(tmp_path / "bad.safetensors")


def test_the_match_is_cosine_until_trained_and_keys_are_unit_vectors() -> None:
    x = np.array([3.0, 4.0], np.float32)
    match = Match.identity(2)
    assert np.allclose(match.key(x), [0.6, 0.8])
    assert np.allclose(match.next_key(x, -x), [0.6, 0.8])
    turned = Match(
        np.array([[0, 1], [1, 0]], np.float32), np.eye(2, dtype="f4"), np.eye(2, dtype="f4")
    )
    assert np.allclose(turned.key(x), [0.8, 0.6])
    assert np.allclose(turned.next_key(x, np.array([0, -4], np.float32)), [1, 0])


def test_confidence_rises_with_evidence() -> None:
    calibration = Calibration()

    def reading(*evidence: float) -> Reading:
        return Reading((), "span", (), None, evidence)  # type: ignore[arg-type]

    assert calibration.confidence(reading(0, 0, 0)) > calibration.confidence(reading(-2, 0, 0))
    assert 0 <= calibration.confidence(reading(-99, -99, -99)) < 1e-6
