"""Training the match: soft margin ranking of supports against the memories of many stories.

Hop 1: the key of a question must be nearer to each of its supports than to any other memory of
the batch; hop 2: the key of question and a support must be nearer to the remaining supports.
Encoder vectors are computed once; only three d×d matrices learn, so this takes minutes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from agent.encoder import SentenceEncoder
from agent.match import MATCH
from agent.story import Example
from agent.training.ranking import ranking_loss
from agent.weights_io import save_tensors

_SCALE = 20.0  # inner products of unit vectors lie in -1..1; the loss wants logits
_PER_BATCH = 64
_EPOCHS = 6


class TrainableMatch(nn.Module):
    """The torch twin of `agent.match.Match`."""

    def __init__(self, dimension: int) -> None:
        super().__init__()
        self.first = nn.Parameter(torch.eye(dimension))
        self.second = nn.Parameter(torch.eye(dimension))
        self.context = nn.Parameter(torch.zeros(dimension, dimension))

    def keys(self, questions: Tensor) -> Tensor:
        """(B, d) questions to (B, d) hop-1 keys."""
        return functional.normalize(questions @ self.first.T, dim=-1)

    def next_keys(self, questions: Tensor, found: Tensor) -> Tensor:
        """(B, d) questions and (B, d) first supports to (B, d) hop-2 keys."""
        return functional.normalize(questions @ self.second.T + found @ self.context.T, dim=-1)


def train_match(
    out: Path,
    examples: Sequence[Example],
    encoder: SentenceEncoder,
    seed: int,
    echo: Callable[[str], None],
) -> None:
    """Train on answerable examples and write OUT/match.safetensors; the last tenth validates."""
    told = [e for e in examples if e.supports]
    texts = sorted({t.text for e in told for t in e.memories} | {e.question for e in told})
    where = {text: i for i, text in enumerate(texts)}
    vectors = torch.from_numpy(encoder.encode(texts))
    random.Random(seed).shuffle(told)
    cut = len(told) * 9 // 10
    learn, check = told[:cut], told[cut:]
    torch.manual_seed(seed)
    match = TrainableMatch(encoder.dimension)
    optimiser = torch.optim.AdamW(match.parameters(), lr=1e-3, weight_decay=0.0)
    rng = random.Random(seed)
    for epoch in range(_EPOCHS):
        rng.shuffle(learn)
        for start in range(0, len(learn), _PER_BATCH):
            loss = _loss(match, learn[start : start + _PER_BATCH], where, vectors)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
        first, second = recall(match, check, where, vectors)
        echo(f"  match epoch {epoch + 1}: hop 1 right {first:.1%}, hop 2 right {second:.1%}")
    tensors = {name: parameter.half() for name, parameter in match.named_parameters()}
    save_tensors(out / MATCH, tensors, {"encoder": encoder.id, "seed": str(seed)})


def _loss(
    match: TrainableMatch, batch: Sequence[Example], where: dict[str, int], vectors: Tensor
) -> Tensor:
    questions = vectors[[where[e.question] for e in batch]]
    slots = sorted({where[t.text] for e in batch for t in e.memories})
    column = {slot: i for i, slot in enumerate(slots)}
    memories = vectors[slots]
    gold = [[where[e.memories[s].text] for s in e.supports] for e in batch]
    first = match.keys(questions) @ memories.T * _SCALE
    target = torch.tensor([column[g[0]] for g in gold])
    others = torch.zeros_like(first)
    for row, supports in enumerate(gold):  # further supports are no wrong answers at hop 1
        others[row, [column[s] for s in supports[1:] if s != supports[0]]] = -1e4
    loss = ranking_loss(first + others, target)
    joined = [row for row, g in enumerate(gold) if len(g) > 1 and g[1] != g[0]]
    if joined:
        found = vectors[[gold[row][0] for row in joined]]
        second = match.next_keys(questions[joined], found) @ memories.T * _SCALE
        for i, row in enumerate(joined):
            second[i, column[gold[row][0]]] = -1e4
        loss = loss + ranking_loss(second, torch.tensor([column[gold[r][1]] for r in joined]))
    return loss


@torch.no_grad()
def recall(
    match: TrainableMatch, examples: Sequence[Example], where: dict[str, int], vectors: Tensor
) -> tuple[float, float]:
    """Share of examples whose arg max is a support, at hop 1, and at hop 2 (given hop 1),
    among the memories of the example's own story."""
    firsts, seconds = [], []
    for e in examples:
        question = vectors[where[e.question]].unsqueeze(0)
        memories = vectors[[where[t.text] for t in e.memories]]
        best = int((match.keys(question) @ memories.T).argmax())
        firsts.append(best in e.supports)
        if len(e.supports) > 1:
            scores = match.next_keys(question, memories[e.supports[0]].unsqueeze(0)) @ memories.T
            scores[0, e.supports[0]] = -1e4
            seconds.append(int(scores.argmax()) in e.supports)
    return sum(firsts) / max(1, len(firsts)), sum(seconds) / max(1, len(seconds))
