"""Training the fusion of hop 1: which signals tell a support from a bystander.

Stories of one source are poured together into memories of some hundred slots, as real ones are, and
searched the way the agent searches; a softmax over each question's candidates is then taught to put
its supports first. The stories must be others than those the match was trained on, or the match
looks better here than it is.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import torch
from torch import Tensor

from agent.encoder import SentenceEncoder
from agent.fusion import FUSION, SIGNALS, measure
from agent.match import load_match
from agent.story import Example
from agent.weights_io import save_tensors
from memory_store import MemoryStore
from memory_store.slot import SlotDraft, spoken

_SOURCES = ("script", "friendsqa", "squad", "hotpot", "musique", "wikihop")
_POOLS, _POOL = 12, 30  # pools of each source, stories in a pool
_STEPS, _RATE, _DECAY = 400, 0.1, 1e-3
_TOLD = datetime(2026, 1, 1)

Question = tuple[Tensor, Tensor]  # signals (n, f); which of the n are supports (n,)


def train_fusion(
    out: Path,
    examples: Sequence[Example],
    encoder: SentenceEncoder,
    seed: int,
    echo: Callable[[str], None],
) -> None:
    """Write OUT/fusion.safetensors; OUT/match.safetensors must be there. A fifth validates."""
    rng = random.Random(seed)
    by_source: dict[str, list[list[Question]]] = defaultdict(list)
    for source, pool in _pools(examples, rng):
        by_source[source].append(list(_questions(pool, encoder, out)))
    learn = [q for pools in by_source.values() for pool in pools[len(pools) // 5 :] for q in pool]
    weights = _fit(learn)
    for source, pools in sorted(by_source.items()):
        check = [q for pool in pools[: len(pools) // 5] for q in pool]
        both, match, words = (_recall(check, w) for w in (weights, _only("match"), _only("words")))
        echo(f"  recall@5 on {source:10} {both:.3f} (match {match:.3f}, words {words:.3f})")
    echo("  " + ", ".join(f"{n} {w:.2f}" for n, w in zip(SIGNALS, weights.tolist(), strict=True)))
    save_tensors(out / FUSION, {"weights": weights}, {"encoder": encoder.id, "seed": str(seed)})


def _pools(examples: Sequence[Example], rng: random.Random) -> Iterator[tuple[str, list[Example]]]:
    """(source, examples of about _POOL different stories), several of each source."""
    found: dict[str, dict[tuple[str, ...], list[Example]]] = defaultdict(lambda: defaultdict(list))
    for e in examples:
        source = next((s for s in _SOURCES if s in e.source), None)
        if source and e.supports and not e.previous:
            found[source][tuple(t.text for t in e.memories)].append(e)
    for source, stories in found.items():
        order = list(stories.values())
        rng.shuffle(order)
        for start in range(0, min(len(order), _POOLS * _POOL), _POOL):
            yield source, [e for story in order[start : start + _POOL] for e in story]


def _questions(pool: Sequence[Example], encoder: SentenceEncoder, out: Path) -> Iterator[Question]:
    match = load_match(out, encoder.id, encoder.dimension)
    with MemoryStore.open(":memory:", encoder_id="pool", dimension=encoder.dimension) as store:
        where: dict[tuple[str, ...], list[int]] = {}
        for e in pool:
            story = tuple(t.text for t in e.memories)
            if story not in where:
                drafts = [SlotDraft(t.text, _TOLD, t.speaker) for t in e.memories]
                vectors = encoder.encode([spoken(t.text, t.speaker) for t in e.memories])
                where[story] = [slot.id for slot in store.add(drafts, vectors)]
        asked = encoder.encode([e.question for e in pool])
        for e, vector in zip(pool, asked, strict=True):
            told = where[tuple(t.text for t in e.memories)]
            gold = {told[i] for i in e.supports}
            ids, signals = measure(store, match.key(vector), e.question)
            right = torch.tensor([i in gold for i in ids])
            if right.any():
                yield torch.from_numpy(signals), right


def _fit(questions: Sequence[Question]) -> Tensor:
    """Softmax ranking: maximise the mean log-probability of each support among the bystanders."""
    most = max(len(right) for _, right in questions)
    signals = torch.zeros(len(questions), most, len(SIGNALS))
    there, gold = (torch.zeros(len(questions), most, dtype=torch.bool) for _ in range(2))
    for row, (x, right) in enumerate(questions):
        signals[row, : len(x)], there[row, : len(x)], gold[row, : len(x)] = x, True, right
    weights = torch.zeros(len(SIGNALS), requires_grad=True)
    optimiser = torch.optim.Adam([weights], lr=_RATE)
    for _ in range(_STEPS):
        scores = signals @ weights
        others = scores.masked_fill(~there | gold, -torch.inf).logsumexp(-1, keepdim=True)
        log_p = scores - torch.logaddexp(scores, others)  # against bystanders, not other supports
        loss = -(log_p * gold).sum() / gold.sum() + _DECAY * weights.square().sum()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    return weights.detach()


def _only(signal: str) -> Tensor:
    return torch.tensor([float(name == signal) for name in SIGNALS])


def _recall(questions: Sequence[Question], weights: Tensor, k: int = 5) -> float:
    """Mean share of the supports found by either search that stand among the first k."""
    shares = []
    for signals, right in questions:
        best = (signals @ weights).topk(min(k, len(right))).indices
        shares.append(float(right[best].sum() / right.sum()))
    return sum(shares) / max(1, len(shares))
