"""Which of the amounts that were read is the greatest, and which the least: what R compares by.

A network of this size cannot be taught to look for the greater of two numbers by examples alone;
NumNet (Ran et al. 2019) and DROP's number heads (Dua et al. 2019) hand such comparisons to
arithmetic. Here arithmetic marks the greatest and the least of the slots that O read, and R learns
from the question which of them "oldest", "cheaper" or "first" means, one number for each score.
Only what was read counts: the third price is no rival of the two that the question names.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from agent.packing import Placed

AMOUNT_FACTS = len(Placed._fields)
FIRST, LAST, KIND, PLACE, UNIT = range(AMOUNT_FACTS)
LEAST, NEITHER, GREATEST = -1, 0, 1
# R's scores differ by ten and more; pulls that began this weak would take too long to grow.
STRENGTH = 16.0


class Compared(nn.Module):
    """How much the question pulls towards the greater or the lesser, for each of R's `places`
    scores of a token, and for yes against no. It starts at zero: nothing is compared."""

    def __init__(self, width: int, places: int) -> None:
        super().__init__()
        self.places = places
        self.pull = nn.Linear(width, 2 * places)
        self.judge = nn.Linear(width, 1)
        for linear in (self.pull, self.judge):
            nn.init.zeros_(linear.weight)
            nn.init.zeros_(linear.bias)

    def forward(
        self, asked: Tensor, amounts: Tensor, memory: Tensor, role: Tensor, last_role: int
    ) -> tuple[Tensor, Tensor]:
        """What to add to the tokens' scores (B, L, places), and to yes and take from no (B,).

        Args:
            asked: (B, width), the question as read.
            amounts: (B, A, AMOUNT_FACTS) int64, each a `Placed`, in the order of the sequence; -1
                where none stands.
            memory: (B, L) int64, the memory of each token, -1 outside memories.
            role: (B, L) int64, above 0 on tokens of slots that were read.
            last_role: the role of the slot read last.
        """
        present = amounts[..., FIRST] >= 0
        at = amounts[..., FIRST].clamp(min=0)
        role_of, memory_of = role.gather(1, at), memory.gather(1, at)
        read = present & (role_of > 0)
        rivals = _comparable(amounts) & read.unsqueeze(1) & read.unsqueeze(2)
        marks = _marks(amounts[..., PLACE], rivals)
        beside = torch.stack(_beside(amounts, present, memory_of, memory, marks), dim=-1)
        pull = STRENGTH * self.pull(asked).view(-1, 2, self.places)
        side = _side(amounts[..., PLACE], rivals, role_of == last_role)
        return beside.to(pull.dtype) @ pull, STRENGTH * side * self.judge(asked).squeeze(-1)


def _comparable(amounts: Tensor) -> Tensor:
    """(B, A, A) bool: of one kind, and of one unit or one of them without."""
    kind, unit = amounts[..., KIND], amounts[..., UNIT]
    same = unit.unsqueeze(2) == unit.unsqueeze(1)
    either_bare = (unit.unsqueeze(2) == 0) | (unit.unsqueeze(1) == 0)
    return (kind.unsqueeze(2) == kind.unsqueeze(1)) & (same | either_bare)


def _marks(place: Tensor, rivals: Tensor) -> Tensor:
    """(B, A): GREATEST, LEAST, or NEITHER: in between, or without a rival that differs."""
    beats = ((place.unsqueeze(1) < place.unsqueeze(2)) & rivals).any(-1)
    yields = ((place.unsqueeze(1) > place.unsqueeze(2)) & rivals).any(-1)
    return (beats & ~yields) * GREATEST + (yields & ~beats) * LEAST


def _beside(
    amounts: Tensor, present: Tensor, memory_of: Tensor, memory: Tensor, marks: Tensor
) -> tuple[Tensor, Tensor]:
    """The marks of the nearest amount at or before, and at or after, each token of a memory: two
    of (B, L). "Tom is 9": told of Tom by what comes after, "9 for Tom" by what comes before."""
    token = torch.arange(memory.shape[1], device=memory.device).view(1, -1, 1)
    number = torch.arange(amounts.shape[1], device=memory.device).view(1, 1, -1)
    own = present.unsqueeze(1) & (memory_of.unsqueeze(1) == memory.unsqueeze(2))
    earlier = own & (amounts[..., FIRST].unsqueeze(1) <= token)
    later = own & (amounts[..., LAST].unsqueeze(1) >= token)
    count = amounts.shape[1]
    before = torch.where(earlier, number, -1).amax(-1)
    after = torch.where(later, number, count).amin(-1)
    padded = torch.cat([marks, torch.full_like(marks[:, :1], NEITHER)], dim=1)
    return padded.gather(1, torch.where(before < 0, count, before)), padded.gather(1, after)


def _side(place: Tensor, rivals: Tensor, last: Tensor) -> Tensor:
    """(B,): how the slot read last stands to those read before: its amounts are all less
    (GREATEST for what came first), all greater (LEAST), or there is no telling."""
    across = rivals & last.unsqueeze(2) & ~last.unsqueeze(1)
    less = ((place.unsqueeze(2) < place.unsqueeze(1)) & across).flatten(1).any(1)
    more = ((place.unsqueeze(2) > place.unsqueeze(1)) & across).flatten(1).any(1)
    return (less & ~more) * GREATEST + (more & ~less) * LEAST
