"""The reader's training loop: a checkpoint is written, and a finished run is not done again."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from agent.errors import TrainingError
from agent.reader import Reader
from agent.training.run import Plan, mix_in, start_from, train, train_reader
from agent.weights_io import weights_folder


def test_a_run_writes_a_checkpoint_and_resumes_from_it(tmp_path: Path) -> None:
    plan = Plan(12, 1, 3, None)
    said: list[str] = []
    trained = train_reader(tmp_path, plan, False, said.append, device="cpu")
    assert (tmp_path / "checkpoint.safetensors").exists()
    assert any("examples fit" in line for line in said)
    again = train_reader(tmp_path, plan, True, said.append, device="cpu")
    own = again.state_dict()
    assert all(torch.equal(tensor, own[name]) for name, tensor in trained.state_dict().items())
    with pytest.raises(TrainingError, match="another run"):
        train_reader(tmp_path, Plan(12, 1, 4, None), True, said.append, device="cpu")


def test_a_share_of_the_weights_a_run_started_from_is_kept(tmp_path: Path) -> None:
    reader = Reader.create()
    before = {name: tensor.clone() for name, tensor in reader.state_dict().items()}
    mix_in(reader, weights_folder(), 0.5)
    half = {name: tensor.clone() for name, tensor in reader.state_dict().items()}
    start_from(reader, weights_folder())
    there = reader.state_dict()
    assert any(not torch.equal(there[name], tensor) for name, tensor in before.items())
    assert all(torch.allclose(half[n], (before[n] + there[n]) / 2, atol=1e-6) for n in before)
    with pytest.raises(TrainingError, match="--start"):
        train(tmp_path, keep=0.5)
