"""Told order as a feature of its own: which of two slots is the younger.

Weston, Chopra, Bordes 2014 (section 3.4) give s_O the features "x is older than y", because words
alone cannot say which of two moves came last. The reader's packed sequence carries the order in
its position embeddings; these two modules say it outright:

AmongSlots   slots look at one another, knowing who is older: "a younger one says the same"
WrittenAt    how a hop's state prefers slots older, younger, near to or far from the one read last
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

_HEADS = 4
_BEFORE, _SELF, _AFTER = range(3)


class AmongSlots(nn.Module):
    """Self-attention over the N slots of a story with a learned bias for older and younger.

    Half of the heads begin looking at younger slots and half at older ones. What it adds starts
    at zero, so that a reader trained without it goes on unharmed.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.project = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)
        bias = torch.zeros(_HEADS, 3)
        bias[: _HEADS // 2, _BEFORE] = -3.0
        bias[_HEADS // 2 :, _AFTER] = -3.0
        self.order = nn.Parameter(bias)

    def forward(self, slots: Tensor, present: Tensor) -> Tensor:
        """Slots (B, N, D) in told order, `present` (B, N) bool: slots that know of each other."""
        b, n, d = slots.shape
        parts = self.project(self.norm(slots)).view(b, n, 3, _HEADS, d // _HEADS)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        place = torch.arange(n, device=slots.device)
        relation = torch.sign(place.unsqueeze(0) - place.unsqueeze(1)) + _SELF  # column after row
        scores = query @ key.transpose(-1, -2) * (d // _HEADS) ** -0.5 + self.order[:, relation]
        # A story without slots would be a row of nothing; each slot may always look at itself.
        seen = present.unsqueeze(1) | torch.eye(n, dtype=torch.bool, device=slots.device)
        weights = scores.masked_fill(~seen.unsqueeze(1), -1e4).softmax(-1)
        mixed = (weights @ value).transpose(1, 2).reshape(b, n, d)
        told: Tensor = slots + self.out(mixed)
        return told


class WrittenAt(nn.Module):
    """s_O's time term: a hop's state weighs four features of when a slot was told.

    Told before the slot read last, told after it, log distance before, log distance after; at
    hop 1 the distance is counted from the end of the story.
    """

    FEATURES = 4

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weigh = nn.Linear(width, self.FEATURES)
        nn.init.zeros_(self.weigh.weight)
        nn.init.zeros_(self.weigh.bias)

    def forward(self, state: Tensor, last: Tensor, count: int) -> Tensor:
        """Score of every slot (B, N) from the state (B, D) and the slot read last (B,).

        Before the first hop, `last` is the number of slots in the story.
        """
        away = torch.arange(count, device=state.device).unsqueeze(0) - last.unsqueeze(1)
        older, younger = away.clamp(max=0).neg(), away.clamp(min=0)
        features = torch.stack([older > 0, younger > 0, older.log1p(), younger.log1p()], dim=-1)
        return torch.einsum("bf,bnf->bn", self.weigh(state), features.to(state.dtype))
