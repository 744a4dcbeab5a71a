"""Matrices kept in eight bits, a scale for each row: half the room of half precision.

Symmetric quantisation, q = round(w / s) with s = max |w| / 127 over a row (Jacob et al. 2018,
section 2); only for keeping: whoever loads them computes in floating point.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

_SCALE = "/scale"
_MOST = 127


def compacted(tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Matrices (R, C) as int8 with their scales (R, 1) under `NAME/scale`, all else in half."""
    kept: dict[str, Tensor] = {}
    for name, tensor in tensors.items():
        if tensor.dim() != 2 or not tensor.is_floating_point():
            kept[name] = tensor.half() if tensor.is_floating_point() else tensor
            continue
        largest = tensor.abs().amax(1, keepdim=True).float()
        scale = (largest / _MOST).clamp(min=torch.finfo(torch.half).smallest_normal).half()
        kept[name] = (tensor / scale.float()).round().clamp(-_MOST, _MOST).to(torch.int8)
        kept[name + _SCALE] = scale
    return kept


def expanded(held: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The tensors again, to within half a scale; those kept otherwise as they are."""
    return {
        name: tensor.float() * held[name + _SCALE].float() if name + _SCALE in held else tensor
        for name, tensor in held.items()
        if not name.endswith(_SCALE)
    }
