"""MemNN: memory networks with hard hops (Weston, Chopra, Bordes 2014) and their later extensions.

    o_1 = argmax_i s_O(x, m_i)      o_2 = argmax_i s_O([x, m_o1], m_i)     …     until m_∅ is chosen
    r   = argmax_w s_R([x, m_o1, …, m_ok], w)

s_O(x, y) = Φ_x(x)ᵀ U_Oᵀ U_O Φ_y(y), with a dictionary of its own for x, for y and for what was read
(section 3.1). Sentences are bags of words and of hashed word pairs with their positions kept (AM's
"NG"), the match is nonlinear ("NL"), and the number of hops is learned ("AM": Weston et al. 2015,
section 5). Time (section 3.4) is relative: a slot is compared with a rival y' by

    s_Ot(x, y, y') = s_O(x, y) - s_O(x, y') + τ(x) sign(t_y - t_y')

so that of two slots that match alike the younger (τ > 0) or the older (τ < 0) wins, however far
apart they are; and a slot knows whether it is older than, younger than or next to the last one.

A hop may choose two columns beside the slots: STOP ends the chain, LOST says that the chain took a
wrong turn; beam search over hops drops such a chain.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

STOP, LOST = 0, 1  # columns after the slots
_PAIRS = 4096
_NEVER = -1e4


class Sentences(nn.Module):
    """Φ: words and hashed word pairs, each with its place in the sentence, and a nonlinear layer.

    Args:
        vocabulary: number of words V; 0 is the nil word and embeds to zero.
        width: D of the embedding.
        words: J, the longest sentence.
    """

    def __init__(self, vocabulary: int, width: int, words: int) -> None:
        super().__init__()
        self.one = nn.Embedding(vocabulary, width, padding_idx=0)
        self.two = nn.Embedding(_PAIRS, width, padding_idx=0)
        self.place = nn.Parameter(torch.ones(words, width))
        self.bend = nn.Sequential(nn.Linear(width, width), nn.ReLU(), nn.Linear(width, width))
        for embedding in (self.one, self.two):
            nn.init.normal_(embedding.weight, std=0.1)
            with torch.no_grad():
                embedding.weight[0].zero_()
        nn.init.normal_(self.place, 1.0, 0.3)

    def forward(self, ids: Tensor) -> Tensor:
        """Embed sentences: ids (U, J) int64 to (U, D)."""
        pairs = (ids[:, :-1] * 8191 + ids[:, 1:] * 31) % (_PAIRS - 1) + 1
        pairs = functional.pad(pairs * (ids[:, 1:] > 0), (0, 1))
        bag = ((self.one(ids) + self.two(pairs)) * self.place[: ids.shape[1]]).sum(1)
        bent: Tensor = bag + self.bend(bag)
        return bent


class Match(nn.Module):
    """s_O of one hop: slots against a state, with what time says (see the module's head)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query = nn.Linear(width, width)
        self.beside = nn.Linear(width, 2)  # STOP and LOST
        self.relative = nn.Linear(width, 4)  # older, younger, just after, just before the last
        self.tau = nn.Linear(width, 1)

    def forward(self, state: Tensor, slots: Tensor, last: Tensor | None) -> tuple[Tensor, Tensor]:
        """Score slots and the two columns beside them.

        Args:
            state: (B, D).
            slots: (B, N, D) in told order.
            last: (B,) slot read at the hop before, None at the first.

        Returns:
            (B, N + 2) scores and τ (B,).
        """
        scores = torch.einsum("bd,bnd->bn", self.query(state), slots)
        if last is not None:
            gap = torch.arange(slots.shape[1]).unsqueeze(0) - last.unsqueeze(1)
            features = torch.stack([gap < 0, gap > 0, gap == 1, gap == -1], dim=-1)
            scores = scores + torch.einsum("bnf,bf->bn", features.float(), self.relative(state))
        return torch.cat([scores, self.beside(state)], dim=-1), self.tau(state).squeeze(-1)


def against(scores: Tensor, tau: Tensor, chosen: Tensor) -> Tensor:
    """s_Ot of the chosen column against every column: (B, N + 2) from scores (B, N + 2)."""
    count = scores.shape[1] - 2
    column = torch.arange(count + 2)
    younger = torch.sign(chosen.unsqueeze(1) - column) * (column < count)
    younger = younger * (chosen < count).unsqueeze(1)
    gold = scores.gather(1, chosen.unsqueeze(1))
    return gold - scores + tau.unsqueeze(1) * younger


def hop_loss(scores: Tensor, tau: Tensor, gold: Tensor, free: Tensor, margin: float) -> Tensor:
    """The paper's (6) and (7), every rival counted, in soft form: log(1 + Σ exp(γ - s_Ot)).

    Args:
        scores, tau: of `Match`.
        gold: (B,) right column.
        free: (B, N + 2) bool, False for what cannot be chosen.

    Returns:
        (B,) losses.
    """
    ahead = against(scores, tau, gold)
    rival = free.scatter(1, gold.unsqueeze(1), False)
    worst = (margin - ahead).masked_fill(~rival, _NEVER)
    return torch.logsumexp(functional.pad(worst, (0, 1)), -1)


def standing(scores: Tensor, tau: Tensor, free: Tensor) -> Tensor:
    """How every column stands against all rivals, -log Σ exp(-s_Ot): (B, N + 2).

    The highest is the slot that the paper's O_t, which keeps the winner of each comparison, ends
    with when the comparisons are clear.
    """
    count = scores.shape[1] - 2
    place = torch.arange(count + 2)
    sign = torch.sign(place.unsqueeze(1) - place.unsqueeze(0))
    sign = sign * ((place < count).unsqueeze(1) & (place < count).unsqueeze(0))
    ahead = scores.unsqueeze(2) - scores.unsqueeze(1) + tau.view(-1, 1, 1) * sign
    lost = (-ahead).masked_fill(~free.unsqueeze(1), _NEVER)
    return (-torch.logsumexp(lost, -1)).masked_fill(~free, _NEVER)


@dataclass(frozen=True)
class Chain:
    """One way through memory: the slots read in order, and the sum of its hops' standings."""

    read: tuple[int, ...]
    score: float


class MemNN(nn.Module):
    """O: hops over embedded sentences, conditioned on the question and on everything read.

    Args:
        vocabulary: V; words: J; width: D.
        hops: the most slots a chain may read.
    """

    def __init__(self, vocabulary: int, words: int, *, width: int = 96, hops: int = 12) -> None:
        super().__init__()
        self.hops = hops
        self.asked = Sentences(vocabulary, width, words)
        self.told = Sentences(vocabulary, width, words)
        self.found = Sentences(vocabulary, width, words)
        self.number = nn.Embedding(hops + 1, width)
        self.mix = nn.Sequential(
            nn.Linear(4 * width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width)
        )
        self.norm = nn.LayerNorm(width)
        self.match = Match(width)

    def state(self, asked: Tensor, found: Tensor, before: Tensor, hop: Tensor) -> Tensor:
        """s (B, D) from the question, the slot read last, the sum of those before, the hop."""
        parts = torch.cat([asked, found, before, self.number(hop)], dim=-1)
        mixed: Tensor = self.norm(asked + found + self.mix(parts))
        return mixed

    @torch.no_grad()
    def chains(
        self, asked: Tensor, told: Tensor, count: Tensor, beam: int = 1
    ) -> list[list[Chain]]:
        """Find the best chains by beam search over hops; beam 1 is the paper's greedy O.

        Args:
            asked: (B, J) questions.
            told: (B, N, J) sentences in told order, padded at the end.
            count: (B,) sentences of each story.

        Returns:
            For every question its chains, best first; at least one.
        """
        b, n, j = told.shape
        question = self.asked(asked)
        flat = told.reshape(b * n, j)
        slots, found = (part(flat).view(b, n, -1) for part in (self.told, self.found))
        there = torch.arange(n).unsqueeze(0) < count.unsqueeze(1)
        live: list[list[Chain]] = [[Chain((), 0.0)] for _ in range(b)]
        done: list[list[Chain]] = [[] for _ in range(b)]
        for hop in range(self.hops + 1):
            rows = [(row, chain) for row in range(b) for chain in live[row]]
            if not rows:
                break
            picked = torch.tensor([row for row, _ in rows])
            free, last, states = self._extend(rows, picked, question, found, there, hop)
            scores, tau = self.match(states, slots[picked], last)
            ways = standing(scores, tau, free)
            live = [[] for _ in range(b)]
            if beam == 1:  # greedy: a chain stops only where stopping is the best there is
                ways[:, n + LOST] = _NEVER
            # One more than the beam: LOST may be among them, and STOP ends a chain beside it.
            best = ways.topk(min(beam + (beam > 1), ways.shape[1]), -1)
            for (row, chain), values, columns in zip(
                rows, best.values.tolist(), best.indices.tolist(), strict=True
            ):
                for value, column in zip(values, columns, strict=True):
                    if value <= _NEVER / 2 or column == n + LOST:
                        continue
                    score = chain.score + min(value, 0.0)
                    if column == n + STOP:
                        done[row].append(Chain(chain.read, score))
                    else:
                        live[row].append(Chain((*chain.read, column), score))
            for row in range(b):
                kept = sorted(live[row], key=lambda c: -c.score)[:beam]
                bar = max((c.score for c in done[row]), default=-torch.inf)
                live[row] = [c for c in kept if c.score > bar]
        return [
            sorted(ended or left or [Chain((), 0.0)], key=lambda c: -c.score)
            for ended, left in zip(done, live, strict=True)
        ]

    def _extend(
        self,
        rows: list[tuple[int, Chain]],
        picked: Tensor,
        question: Tensor,
        found: Tensor,
        there: Tensor,
        hop: int,
    ) -> tuple[Tensor, Tensor | None, Tensor]:
        """What the chains of a beam may choose, what they read last, and their states."""
        free = there[picked].clone()
        latest = torch.zeros_like(question[picked])
        before = torch.zeros_like(latest)
        last = None
        if hop:
            last = torch.tensor([chain.read[-1] for _, chain in rows])
            latest = found[picked, last]
            for index, (row, chain) in enumerate(rows):
                free[index, list(chain.read)] = False
                before[index] = found[row, list(chain.read[:-1])].sum(0)
        # The first hop must read; the last must stop.
        beside = torch.tensor([[hop > 0, hop > 0]]).expand(len(rows), 2)
        if hop == self.hops:
            free = torch.zeros_like(free)
        steps = torch.full((len(rows),), hop)
        states = self.state(question[picked], latest, before, steps)
        return torch.cat([free, beside], dim=1), last, states


class Response(nn.Module):
    """R: selects the answer's words from what was read, word by word and in order.

    The paper's s_R with a sequence encoder in place of the bag (its section 3.1 has an RNN there):
    a small transformer over the question and the slots read. Next to its own vector each word has
    one for the place where it first stood in the sequence: the exact-match feature of section 3.6
    in a form that tells which words are the same; a word never seen has only that (3.5).

    Args:
        vocabulary: V, for words in and words out; 0 ends the answer.
        length: longest sequence; parts: most sentences in it; answers: most words in an answer.
    """

    def __init__(
        self,
        vocabulary: int,
        *,
        length: int,
        parts: int = 14,
        answers: int = 4,
        width: int = 96,
        layers: int = 3,
        heads: int = 4,
    ) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, width, padding_idx=0)
        self.same = nn.Embedding(length, width)
        self.place = nn.Embedding(length, width)
        self.part = nn.Embedding(parts, width)
        self.ask = nn.Parameter(torch.randn(answers, width) * 0.1)
        for embedding in (self.word, self.same, self.place, self.part):
            nn.init.normal_(embedding.weight, std=0.1)
        layer = nn.TransformerEncoderLayer(
            width, heads, 4 * width, 0.0, batch_first=True, norm_first=True
        )
        self.layers = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(width)
        self.choose = nn.Linear(width, vocabulary)
        self.point = nn.Linear(width, width)

    def forward(
        self, ids: Tensor, parts: Tensor, unseen: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Log-probability of each answer word from the vocabulary, and of copying it.

        The two are one distribution: (B, A, V) over the vocabulary and (B, A, L) over the
        sequence; a word's probability is the sum of its places.

        Args:
            ids: (B, L) words of the question, then of the slots read; 0 is padding.
            parts: (B, L) 0 for the question, t for the slot read at hop t.
            unseen: (B, L) bool, words to treat as never seen (training with dropped words).
        """
        b, length = ids.shape
        first = (ids.unsqueeze(2) == ids.unsqueeze(1)).int().argmax(-1)
        word = self.word(ids)
        if unseen is not None:
            word = word.masked_fill(unseen.unsqueeze(-1), 0.0)
        tokens = word + self.same(first) + self.place.weight[:length] + self.part(parts)
        asked = self.ask.unsqueeze(0).expand(b, -1, -1)
        nothing = torch.zeros(b, asked.shape[1], dtype=torch.bool)
        padding = torch.cat([nothing, ids == 0], dim=1)
        states = self.norm(
            self.layers(torch.cat([asked, tokens], dim=1), src_key_padding_mask=padding)
        )
        ends, places = states[:, : asked.shape[1]], states[:, asked.shape[1] :]
        copied = self.point(ends) @ places.transpose(1, 2) * places.shape[-1] ** -0.5
        copied = copied.masked_fill((ids == 0).unsqueeze(1), _NEVER)
        both = torch.log_softmax(torch.cat([self.choose(ends), copied], dim=-1), -1)
        chosen, taken = torch.split(both, [self.choose.out_features, length], dim=-1)
        return chosen, taken


def word_log_probability(chosen: Tensor, copied: Tensor, ids: Tensor, gold: Tensor) -> Tensor:
    """log p of given answer words: (B, A) from R's two parts, the sequence and gold (B, A)."""
    spelled = chosen.gather(-1, gold.unsqueeze(-1))
    same = (ids.unsqueeze(1) == gold.unsqueeze(-1)) & (gold > 1).unsqueeze(-1)
    return torch.logsumexp(torch.cat([spelled, copied.masked_fill(~same, _NEVER)], -1), -1)
