"""An optimiser's moments as named tensors: checkpoints are safetensors, never pickle."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

_PREFIX = "optimiser."


def moments(optimiser: torch.optim.Optimizer) -> dict[str, Tensor]:
    """Every moment under `optimiser.PARAMETER.NAME`."""
    state = optimiser.state_dict()["state"]
    return {f"{_PREFIX}{i}.{n}": t for i, parts in state.items() for n, t in parts.items()}


def restore(optimiser: torch.optim.Optimizer, held: Mapping[str, Tensor]) -> None:
    """Put back what `moments` named; tensors of other names are left alone."""
    state = optimiser.state_dict()
    for key, tensor in held.items():
        if key.startswith(_PREFIX):
            _, index, name = key.split(".")
            state["state"].setdefault(int(index), {})[name] = tensor
    optimiser.load_state_dict(state)
