"""MemN2N: end-to-end memory network with soft hops (Sukhbaatar, Szlam, Weston, Fergus 2015).

    m_i = Σ_j l_j ⊙ A x_ij + T_A(i)      c_i = Σ_j l_j ⊙ C x_ij + T_C(i)      u_1 = Σ_j l_j ⊙ B q_j
    p = softmax(uᵀ m)     o = Σ_i p_i c_i     u_{k+1} = u_k + o_k     â = softmax(W (u_K + o_K))

Told order is reversed before T is added, so that T(1) is always the sentence told last. The nil
word (0) embeds to zero throughout. Both kinds of weight tying of section 2.2 are here.
"""

from __future__ import annotations

from typing import Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from agent.networks.addressing import focus, read

Tying = Literal["adjacent", "layer-wise"]


def position_encoding(words: int, width: int) -> Tensor:
    """l (J, D) of section 4.1: the order of words, as the authors' code computes it.

    l_jd = 1 + 4 (d - (D + 1) / 2) (j - (J + 1) / 2) / (D J), with J the longest sentence.
    """
    j = torch.arange(1, words + 1, dtype=torch.float32).unsqueeze(1) - (words + 1) / 2
    d = torch.arange(1, width + 1, dtype=torch.float32).unsqueeze(0) - (width + 1) / 2
    return 1 + 4 * j * d / (words * width)


class MemN2N(nn.Module):
    """K soft hops over stories of up to `slots` sentences of up to `words` words.

    Args:
        vocabulary: number of words V, the nil word 0 included.
        tying: "adjacent": A_{k+1} = C_k, B = A_1, Wᵀ = C_K; "layer-wise": one A and C for all
            hops, and a linear map H between them.
    """

    encoding: Tensor

    def __init__(
        self,
        vocabulary: int,
        words: int,
        slots: int,
        *,
        width: int = 20,
        hops: int = 3,
        tying: Tying = "adjacent",
        spread: float = 0.1,
    ) -> None:
        super().__init__()
        self.hops, self.tying = hops, tying
        self.linear = False  # linear start (section 4.1): hops without softmax
        sets = hops + 1 if tying == "adjacent" else 2
        self.embed = nn.ModuleList(nn.Embedding(vocabulary, width) for _ in range(sets))
        self.time = nn.ParameterList(nn.Parameter(torch.empty(slots, width)) for _ in range(sets))
        # The authors' code puts the time behind a sentence as one more word, so J counts it.
        self.register_buffer("encoding", position_encoding(words + 1, width))
        if tying == "layer-wise":
            self.ask = nn.Embedding(vocabulary, width)
            self.between = nn.Linear(width, width, bias=False)
            self.answer = nn.Linear(width, vocabulary, bias=False)
        for parameter in self.parameters():
            nn.init.normal_(parameter, std=spread)
        self.keep_nil_zero()

    def tables(self) -> list[list[nn.Parameter]]:
        """The weight matrices as the authors' code has them: a set's words and times are one."""
        sets = zip(self.embed, self.time, strict=True)
        tables = [[*embed.parameters(), time] for embed, time in sets]
        known = {id(weights) for table in tables for weights in table}
        return tables + [[weights] for weights in self.parameters() if id(weights) not in known]

    @torch.no_grad()
    def keep_nil_zero(self) -> None:
        """Set the nil word's rows to zero; to be called after every step of training."""
        for module in self.modules():
            if isinstance(module, nn.Embedding):
                module.weight[0].zero_()

    def forward(
        self, sentences: Tensor, story: Tensor, question: Tensor, age: Tensor | None = None
    ) -> tuple[Tensor, list[Tensor]]:
        """Logits over the vocabulary, and where each hop looked.

        Args:
            sentences: (S, J) word ids; stories repeat their sentences, so each is summed once a
                batch. Row 0 is the empty sentence.
            story: (B, N) rows of `sentences` in told order, the one told last at the end. Empty
                ones before the first have no time: as in the authors' code they are memories of
                nothing, which a hop can look at when no sentence says what it seeks.
            question: (B, J) word ids.
            age: (B, N) int64, which T(age + 1) each sentence has; by default how many were told
                after it. Random noise (section 4.1) makes them older, as if empty memories stood
                between the sentences.

        Returns:
            (B, V) logits, and for each hop (B, N) weights in told order.
        """
        there = (story != 0).unsqueeze(-1)
        n = story.shape[1]
        age = torch.arange(n - 1, -1, -1).expand(len(story), n) if age is None else age
        first = self.ask if self.tying == "layer-wise" else self.embed[0]
        u = self._sum(first, question)
        used, which = torch.unique(story, return_inverse=True)
        held = [
            functional.embedding(which, self._sum(embed, sentences[used]))
            + functional.embedding(age, time) * there
            for embed, time in zip(self.embed, self.time, strict=True)
        ]
        looked = []
        for hop in range(self.hops):
            memory, output = held[hop : hop + 2] if self.tying == "adjacent" else held
            scores = torch.einsum("bd,bnd->bn", u, memory)
            p = scores if self.linear else focus(scores)
            o = read(p, output)
            u = (self.between(u) if self.tying == "layer-wise" else u) + o
            looked.append(p)
        if self.tying == "layer-wise":
            logits: Tensor = self.answer(u)
            return logits, looked
        last = self.embed[-1]
        assert isinstance(last, nn.Embedding)
        return u @ last.weight.T, looked

    def _sum(self, embed: nn.Module, ids: Tensor) -> Tensor:
        words: Tensor = embed(ids)
        return (words * self.encoding[: ids.shape[-1]]).sum(-2)
