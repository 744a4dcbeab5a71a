"""The margin ranking loss of Weston, Chopra, Bordes 2014, equations (6)-(8), in its soft form.

The paper sums max(0, γ − s(f) + s(f̄)) over all wrong f̄. Its smooth bound

    log Σ_f̄ exp(γ + s(f̄) − s(f))   (with f itself at margin 0)

is cross-entropy with the margin γ added to every wrong score (softmax-margin, Gimpel and Smith
2010). It keeps the margin, has a gradient everywhere and leaves scores whose softmax can be
calibrated, which a plain hinge does not.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

MARGIN = 0.5


def ranking_loss(
    scores: Tensor, target: Tensor, weight: Tensor | None = None, margin: float = MARGIN
) -> Tensor:
    """Mean soft margin ranking loss.

    Args:
        scores: (B, C) scores of all candidates; masked ones very low.
        target: (B,) int64 index of the right one, or (B, C) bool, True at all that are right: then
            the best of them should be ahead of all wrong ones.
        weight: (B,) weight of each row; rows of weight 0 do not count.
        margin: γ, what a right candidate should be ahead by.

    Returns:
        A scalar; 0 when every weight is 0.
    """
    right = target if target.dim() == 2 else functional.one_hot(target, scores.shape[-1]).bool()
    scores = scores.float()
    ahead = torch.logsumexp(scores + margin * ~right, -1)
    losses = ahead - torch.logsumexp(scores.masked_fill(~right, -torch.inf), -1)
    if weight is None:
        return losses.mean()
    return (losses * weight).sum() / weight.sum().clamp(min=1)


def hinge_ranking_loss(scores: Tensor, target: Tensor, margin: float = MARGIN) -> Tensor:
    """The paper's own form, summed over wrong candidates and averaged over rows: the reference."""
    gold = scores.gather(1, target.unsqueeze(1))
    losses = torch.clamp(margin - gold + scores, min=0)
    return (losses.sum(-1) - margin).mean()
