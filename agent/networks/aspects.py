"""Deep memory network for aspect sentiment (Tang, Qin, Liu 2016).

The words around an aspect are the memory; each hop attends to them with the aspect (later: what was
read so far) as its query, and the last state is classified. Words far from the aspect count less:
the paper's model 2, m_i = e_i (1 - l_i / n), with l_i the distance to the aspect (section 3.5).
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from agent.networks.addressing import focus, read


def location(distances: Tensor, lengths: Tensor) -> Tensor:
    """v (B, N) = 1 - l / n: distances (B, N) in words to the aspect, lengths (B,) of sentences."""
    return (1 - distances / lengths.unsqueeze(-1)).clamp(min=0)


class AspectNetwork(nn.Module):
    """K hops with shared weights over word vectors of width D, and a classifier.

    Args:
        width: of the word vectors, which the caller brings (GloVe, or a MiniLM token's state).
        classes: negative, neutral, positive.
    """

    def __init__(self, width: int, *, hops: int = 9, classes: int = 3) -> None:
        super().__init__()
        self.hops = hops
        self.attend = nn.Linear(2 * width, 1)
        self.carry = nn.Linear(width, width)
        self.classify = nn.Linear(width, classes)
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -0.01, 0.01)

    def forward(
        self, words: Tensor, aspect: Tensor, there: Tensor, near: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Classify each aspect.

        Args:
            words: (B, N, D) the sentence without the aspect.
            aspect: (B, D) mean of the aspect's word vectors.
            there: (B, N) bool, True on words.
            near: (B, N) from `location`.

        Returns:
            (B, classes) logits and (B, K, N) where each hop looked.
        """
        memory = words * near.unsqueeze(-1)
        state, looked = aspect, []
        for _ in range(self.hops):
            query = state.unsqueeze(1).expand(-1, memory.shape[1], -1)
            g = torch.tanh(self.attend(torch.cat([memory, query], dim=-1))).squeeze(-1)
            weights = focus(g, there=there)
            state = read(weights, memory) + self.carry(state)
            looked.append(weights)
        return self.classify(state), torch.stack(looked, dim=1)


class OverStates(nn.Module):
    """The same hops over a sentence's contextual states; its [CLS] and aspect also speak directly.

    Args:
        width: D of the states.
    """

    def __init__(self, width: int, *, hops: int = 3, classes: int = 3) -> None:
        super().__init__()
        self.network = AspectNetwork(width, hops=hops, classes=classes)
        for parameter in self.network.parameters():
            if parameter.dim() > 1:
                nn.init.xavier_uniform_(parameter)
        self.whole = nn.Linear(2 * width, classes)

    def forward(
        self, states: Tensor, words: Tensor, aspect: Tensor, near: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Classify each aspect from states (B, L, D), [CLS] first; the rest as `mean_of` and
        `attended` take them. Returns logits (B, classes) and where each hop looked (B, K, L)."""
        own = mean_of(states, aspect)
        logits, looked = self.network(states, own, attended(words, aspect), near)
        return logits + self.whole(torch.cat([states[:, 0], own], dim=-1)), looked


def mean_of(states: Tensor, chosen: Tensor) -> Tensor:
    """(B, D), the mean of the chosen (B, L) bool of states (B, L, D)."""
    share = chosen.to(states.dtype).unsqueeze(-1)
    return (states * share).sum(1) / share.sum(1).clamp(min=1)


def attended(words: Tensor, aspect: Tensor) -> Tensor:
    """Where hops may look (B, L) bool: words but the aspect; where there are none, the aspect."""
    return words | (~words.any(1, keepdim=True) & aspect)


def spread(looked: Tensor, target: float = 1.0) -> Tensor:
    """Σ_i (τ - Σ_t α_t^i)², which wants every word to be looked at τ times in all hops.

    Args:
        looked: (B, K, N) weights of the hops; returns (B,).
    """
    return (target - looked.sum(1)).square().sum(-1)
