"""bfloat16 where the processor multiplies in it; elsewhere it is emulated, many times slower."""

from __future__ import annotations

from functools import lru_cache

import torch
from torch import nn


@lru_cache(maxsize=1)
def has_bfloat16() -> bool:
    """Whether this processor has bfloat16 instructions (AVX-512 BF16, AMX, Arm BF16)."""
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def fast(device: str = "cpu") -> torch.autocast:
    """A context in which matrices are multiplied in the precision that is fastest on `device`."""
    enabled = has_bfloat16() if device == "cpu" else torch.cuda.is_bf16_supported()
    return torch.autocast(device, dtype=torch.bfloat16, enabled=enabled)


def settle(network: nn.Module) -> None:
    """Keep the matrices of a network that learns no more in the precision `fast` multiplies in.

    Else they are converted at every pass, with the same result, which takes up to a third of it.
    """
    if has_bfloat16():
        for part in network.modules():
            if isinstance(part, nn.Linear):
                part.to(torch.bfloat16)
