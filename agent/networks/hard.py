"""Stochastic hard addressing: one slot is drawn from the weights (Zaremba and Sutskever 2015).

Reading one slot costs the same in a memory of any size, but drawing has no gradient. Three ways
around that, on the weights of `agent.networks.addressing`:

    marginal          the expectation itself, where the memory is small enough to try every slot
    reinforce         ∇ E[f] = E[(f - b) ∇ log p]   (Williams 1992), with a baseline b
    straight_through  a one-hot sample forwards, the Gumbel-softmax backwards (Jang et al. 2017)
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def marginal(weights: Tensor, losses: Tensor) -> Tensor:
    """E[f] = Σ_i w_i f_i, exactly: weights and losses (B, N) to (B,)."""
    return (weights * losses).sum(-1)


def draw(weights: Tensor, generator: torch.Generator | None = None) -> Tensor:
    """One slot for each row of weights (B, N): (B,) int64."""
    return torch.multinomial(weights.detach(), 1, generator=generator).squeeze(-1)


def reinforce(weights: Tensor, drawn: Tensor, loss: Tensor, baseline: Tensor | float = 0) -> Tensor:
    """A surrogate (B,) whose gradient is an unbiased estimate of that of E[f].

    Args:
        weights: (B, N) the slots were drawn from.
        drawn: (B,) the slots.
        loss: (B,) f of the slots drawn; its own gradient is kept.
        baseline: what is expected of f, a number or (B,); lowers the variance, adds no bias.
    """
    log_p = torch.log(weights.gather(-1, drawn.unsqueeze(-1)).squeeze(-1))
    return loss + (loss - baseline).detach() * log_p


def straight_through(scores: Tensor, temperature: float = 1.0) -> Tensor:
    """One-hot weights (B, N) drawn from softmax(scores), with the gradient of the soft ones."""
    return functional.gumbel_softmax(scores, tau=temperature, hard=True, dim=-1)


class Baseline:
    """A running mean of the loss, to be taken off before REINFORCE."""

    def __init__(self, keep: float = 0.9) -> None:
        self._keep = keep
        self.value = 0.0
        self._weight = 0.0

    def update(self, loss: Tensor) -> None:
        """Take in a batch of losses (B,)."""
        self._weight = self._keep * self._weight + (1 - self._keep)
        self.value += (1 - self._keep) / self._weight * (float(loss.detach().mean()) - self.value)
