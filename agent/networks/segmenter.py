"""Word-sequence segmentation: where in a stream of words a statement ends (Weston 2014, 3.2).

    seg(c) = W_segᵀ U_S Φ_seg(c)

c are the words since the last cut, a bag in which the last word has a dictionary of its own (here
with a tanh before W_seg). Trained by the paper's (8), which pushes seg above γ at ends and below -γ
elsewhere. Where the paper cuts above γ, just where the loss lets go, we cut above 0, half way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import torch
from torch import Tensor, nn


class Segmenter(nn.Module):
    """seg over bags of words.

    Args:
        vocabulary: V, the nil word 0 included.
        width: of the embedding.
        margin: γ.
    """

    def __init__(self, vocabulary: int, width: int = 20, margin: float = 0.1) -> None:
        super().__init__()
        self.margin = margin
        self.bag = nn.Embedding(vocabulary, width, padding_idx=0)
        self.last = nn.Embedding(vocabulary, width, padding_idx=0)
        self.weigh = nn.Linear(width, 1)

    def forward(self, words: Tensor) -> Tensor:
        """seg(c) of sequences (B, J), nil at their ends: (B,)."""
        place = (words != 0).sum(1, keepdim=True).clamp(min=1) - 1
        last = self.last(words.gather(1, place).squeeze(1))
        scores: Tensor = self.weigh(torch.tanh(self.bag(words).sum(1) + last)).squeeze(-1)
        return scores

    def loss(self, words: Tensor, ends: Tensor) -> Tensor:
        """(8): Σ max(0, γ - seg(f)) over ends and Σ max(0, γ + seg(f̄)) over beginnings, a mean.

        Args:
            words: (B, J) as in `forward`.
            ends: (B,) bool, True for a whole statement, False for the beginning of one.
        """
        sign = torch.where(ends, 1.0, -1.0)
        return torch.clamp(self.margin - sign * self(words), min=0).mean()

    @torch.no_grad()
    def cut(self, stream: Iterable[int]) -> Iterator[tuple[int, ...]]:
        """Cut a stream of word numbers into statements, one word at a time."""
        open_: list[int] = []
        for word in stream:
            open_.append(word)
            if float(self(torch.tensor([open_]))) > 0:
                yield tuple(open_)
                open_ = []
        if open_:
            yield tuple(open_)


def beginnings(statement: Sequence[int]) -> Iterator[tuple[tuple[int, ...], bool]]:
    """Every beginning of a statement, and whether it is the whole of it: what (8) sums over."""
    for size in range(1, len(statement) + 1):
        yield tuple(statement[:size]), size == len(statement)
