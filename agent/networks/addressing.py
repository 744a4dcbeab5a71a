"""One addressing for every memory network: score, focus, carry, shift, sharpen, read, write.

Graves et al. 2014, section 3.3, equations (2) to (9). The other networks are settings of it:

    MemNN     β → ∞, the arg max of a learned match       (Weston et al. 2014, equation 2)
    MemN2N    β = 1 on inner products, nothing carried     (Sukhbaatar et al. 2015, equation 1)
    NTM       all of it
    hard      a sample from the weights                    (Zaremba and Sutskever 2015)
"""

from __future__ import annotations

import torch
from torch import Tensor

_TINY = 1e-12


def cosine(key: Tensor, memory: Tensor) -> Tensor:
    """K(k, m_i) = k·m_i / |k||m_i| (equation 6): key (B, M), memory (B, N, M) to (B, N)."""
    # Norms of the rows only: dividing the whole memory would cost more than all other steps.
    products = torch.einsum("bm,bnm->bn", key, memory)
    lengths = torch.linalg.vector_norm(memory, dim=-1)
    near: Tensor = products / (lengths * torch.linalg.vector_norm(key, dim=-1, keepdim=True) + 1e-8)
    return near


def focus(scores: Tensor, beta: Tensor | float = 1.0, there: Tensor | None = None) -> Tensor:
    """w^c = softmax(β K) (equation 5) over scores (B, N).

    Args:
        beta: key strength, a number or (B, 1).
        there: (B, N) bool, False for slots that do not exist; they get no weight.
    """
    scaled = scores * beta
    if there is not None:
        scaled = scaled.masked_fill(~there, -torch.inf)
    return torch.softmax(scaled, dim=-1)


def carry(content: Tensor, previous: Tensor, gate: Tensor) -> Tensor:
    """w^g = g w^c + (1 - g) w_prev (equation 7); weights (B, N), gate (B, 1) in 0..1."""
    return gate * content + (1 - gate) * previous


def shift(weights: Tensor, kernel: Tensor) -> Tensor:
    """w^s_i = Σ_j w_j s_{i-j}, circular (equation 8).

    Args:
        weights: (B, N).
        kernel: (B, 2k + 1), how much of the weight moves by -k … k slots; k < N.
    """
    reach = kernel.shape[-1] // 2
    moved = [torch.roll(weights, by, dims=-1) for by in range(-reach, reach + 1)]
    return (torch.stack(moved, dim=-1) * kernel.unsqueeze(1)).sum(-1)


def sharpen(weights: Tensor, gamma: Tensor) -> Tensor:
    """w_i^γ / Σ_j w_j^γ (equation 9) as softmax(γ log w), which cannot underflow; gamma (B, 1)."""
    return torch.softmax(gamma * torch.log(weights.clamp(min=_TINY)), dim=-1)


def address(
    scores: Tensor,
    *,
    beta: Tensor | float = 1.0,
    previous: Tensor | None = None,
    gate: Tensor | None = None,
    kernel: Tensor | None = None,
    gamma: Tensor | None = None,
    there: Tensor | None = None,
) -> Tensor:
    """From scores (B, N) to weights (B, N); parts that are not given are left out."""
    weights = focus(scores, beta, there)
    if gate is not None and previous is not None:
        weights = carry(weights, previous, gate)
    if kernel is not None:
        weights = shift(weights, kernel)
    if gamma is not None:
        weights = sharpen(weights, gamma)
    return weights


def read(weights: Tensor, memory: Tensor) -> Tensor:
    """r = Σ_i w_i m_i (equation 2): weights (B, N), memory (B, N, M) to (B, M)."""
    return torch.einsum("bn,bnm->bm", weights, memory)


def write(memory: Tensor, weights: Tensor, erase: Tensor, add: Tensor) -> Tensor:
    """m_i ← m_i (1 - w_i e) + w_i a (equations 3 and 4); erase in 0..1 and add are (B, M).

    With one-hot weights and e = 1 it is the plain slot write m_H(x) = I(x) of Weston et al. 2014.
    """
    w = weights.unsqueeze(-1)
    return memory * (1 - w * erase.unsqueeze(1)) + w * add.unsqueeze(1)
