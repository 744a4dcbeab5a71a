"""bfloat16 where the processor multiplies in it; elsewhere it is emulated, many times slower."""

from __future__ import annotations

from functools import lru_cache

import torch


@lru_cache(maxsize=1)
def has_bfloat16() -> bool:
    """Whether this processor has bfloat16 instructions (AVX-512 BF16, AMX, Arm BF16)."""
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def fast() -> torch.autocast:
    """A context in which matrices are multiplied in the precision that is fastest here."""
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16())
