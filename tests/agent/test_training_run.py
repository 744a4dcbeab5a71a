"""The reader's training loop: a checkpoint is written, and a finished run is not done again."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from agent.errors import TrainingError
from agent.training.run import Plan, train_reader


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
