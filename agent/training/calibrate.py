"""Fit the confidence of answers on validation outcomes (Platt 1999) and choose the thresholds.

A threshold, one for each kind of answer, is where most validation questions are handled rightly
when an answer given to a never-told question costs three times an answer withheld: a memory that
makes things up is worse than one that asks again. Validation holds many never-told questions, to
learn from; people ask for what they have told, so those are weighted to one question in eight, in
the fit as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, cast

import numpy as np
import torch
from numpy.typing import NDArray

from agent.reading import GROUPS, Calibration, Reading

_INVENTED_COST = 3.0
_UNTOLD_SHARE = 1 / 8
_LEAST_SURE = 0.15  # no kind of answer is given when less sure


class Judged(Protocol):
    """A reading, whether its best answer is right, and whether nothing right was ever told."""

    @property
    def reading(self) -> Reading:
        """What O and R made of the question."""
        ...

    @property
    def right(self) -> bool:
        """Whether R's best answer is right."""
        ...

    @property
    def untold(self) -> bool:
        """Whether it must be withheld."""
        ...


def calibrate(outcomes: Sequence[Judged]) -> Calibration:
    """Fit the confidence by logistic regression of "the answer is right", then the thresholds."""
    x = torch.tensor([o.reading.evidence for o in outcomes], dtype=torch.float64)
    y = torch.tensor([float(o.right) for o in outcomes], dtype=torch.float64)
    counts = torch.from_numpy(_counts(outcomes))
    group = torch.tensor([GROUPS.get(o.reading.kind, 0) for o in outcomes])
    biases = torch.zeros(max(GROUPS.values()) + 1, dtype=torch.float64, requires_grad=True)
    weights = torch.ones(3, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([biases, weights], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        logits = x @ weights.clamp(min=0) + biases[group]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, y, counts)
        loss = loss + 1e-4 * (weights - 1).pow(2).sum() + 1e-3 * biases.var()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    fitted = weights.detach().clamp(min=0).tolist()
    raw = Calibration(
        tuple(biases.detach().tolist()), cast(tuple[float, float, float], tuple(fitted))
    )
    thresholds = []
    for which in range(len(biases)):
        rows = (group == which).nonzero().flatten().tolist()
        own = counts[rows].numpy()
        thresholds.append(_threshold(raw, [outcomes[row] for row in rows], own))
    return replace(raw, thresholds=tuple(thresholds))


def _counts(outcomes: Sequence[Judged]) -> NDArray[np.float64]:
    """How much each outcome counts; 1 on average, the never-told ones _UNTOLD_SHARE together."""
    untold = np.array([o.untold for o in outcomes])
    if untold.all() or not untold.any():
        return np.ones(len(outcomes))
    share = float(untold.mean())
    told_weight = (1 - _UNTOLD_SHARE) / (1 - share)
    return untold * (_UNTOLD_SHARE / share - told_weight) + told_weight


def _threshold(
    calibration: Calibration, outcomes: Sequence[Judged], counts: NDArray[np.float64]
) -> float:
    """Where the gain is largest; half way up without outcomes to tell.

    The gain is nearly level around its peak: of all thresholds within half a standard error of it,
    the lowest is taken (cf. Breiman et al. 1984, section 3.4.3): a person would rather have an
    answer.
    """
    if not outcomes:
        return 0.5
    p = np.array([calibration.confidence(o.reading) for o in outcomes])
    right = np.array([o.right for o in outcomes])
    untold = np.array([o.untold for o in outcomes])

    def gains(threshold: float) -> NDArray[np.float64]:
        said = p >= threshold
        worth = (said & right) + (~said & untold) - _INVENTED_COST * (said & untold)
        found: NDArray[np.float64] = worth * counts
        return found

    tried = np.arange(_LEAST_SURE, 0.96, 0.01)
    best = gains(max(tried, key=lambda threshold: gains(threshold).sum()))

    def near(threshold: float) -> bool:
        """Whether what is lost against the best is within half a standard error of the loss."""
        lost = best - gains(threshold)
        return bool(lost.sum() <= lost.std() * np.sqrt(len(lost)) / 2)

    return float(next(threshold for threshold in tried if near(threshold)))


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: their mean confidence, how many are right, and their share."""

    confidence: float
    right: float
    share: float


def reliability(
    calibration: Calibration, outcomes: Sequence[Judged], bins: int = 10
) -> tuple[Bin, ...]:
    """The reliability diagram (DeGroot and Fienberg 1983) over bins of equal width; empty ones
    are left out."""
    p = np.array([calibration.confidence(o.reading) for o in outcomes])
    right = np.array([float(o.right) for o in outcomes])
    counts = _counts(outcomes)
    which = np.minimum((p * bins).astype(int), bins - 1)
    diagram = []
    for here in (which == b for b in range(bins)):
        weight = float(counts[here].sum())
        if weight:
            mean, share_right = (float((v * counts)[here].sum()) / weight for v in (p, right))
            diagram.append(Bin(mean, share_right, weight / float(counts.sum())))
    return tuple(diagram)


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Mean gap between confidence and accuracy over the bins, weighted by their share."""
    return sum(abs(b.confidence - b.right) * b.share for b in bins)
