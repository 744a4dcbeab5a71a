"""MemN2N on the bAbI tasks from answers alone, as published (Sukhbaatar et al. 2015, section 4).

What ports get wrong and this keeps, as the authors' code has it: the loss is summed over a batch,
gradients are clipped for each weight matrix, position weights come from the longest sentence, told
order is reversed, the nil row stays zero, random noise is in the times alone, stories shorter than
the longest are filled up with memories of nothing, and a linear start takes its full number of
epochs before the others begin. The runs to report are chosen by validation, never by test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from agent.lab.babi import Question, Tensors, Vocabulary, tensors
from agent.lab.loop import Echo, generator
from agent.networks.memn2n import MemN2N, Tying

_MOST_MEMORIES = 50
_NOISE = 0.1
_CLIP = 40.0


@dataclass(frozen=True)
class Plan:
    """Section 4.2 and the authors' code: epochs, how often the rate is halved, and the width.

    `linear` epochs without the softmaxes of the hops, at half the rate, come before the others.
    """

    epochs: int = 100
    linear: int = 20
    halve_every: int = 25
    rate: float = 0.01
    width: int = 20
    hops: int = 3
    batch: int = 32
    tying: Tying = "adjacent"


SINGLE = Plan()
JOINT = Plan(epochs=60, linear=30, halve_every=15, width=50)


@dataclass(frozen=True)
class Stories:
    """Padded stories: (Q, N, J) words in told order and at the end of the rows, (Q, J), (Q,)."""

    story: Tensor
    asked: Tensor
    answer: Tensor
    task: Tensor

    @classmethod
    def of(cls, data: Tensors, answers: Tensor, memories: int) -> Stories:
        """Keep the last `memories` sentences of each story."""
        story = torch.zeros(len(data), memories, dtype=torch.long)
        for row, lines in enumerate(data.lines):
            kept = lines[-memories:]
            story[row, memories - len(kept) :] = kept
        return cls(data.sentences[story], data.sentences[data.asked], answers, data.task)


def _vocabulary(questions: Sequence[Question]) -> Vocabulary:
    """All words; an answer of several words is one word of its own, as in the authors' code."""
    vocabulary = Vocabulary.of(questions)
    joined = {",".join(question.answer) for question in questions if len(question.answer) > 1}
    return Vocabulary([*vocabulary.words, *sorted(joined)])


@dataclass(frozen=True)
class Sizes:
    """What a run's input is made with: the words, and the longest sentence and story."""

    vocabulary: Vocabulary
    words: int
    memories: int

    @classmethod
    def of(cls, learn: Sequence[Question], check: Sequence[Question]) -> Sizes:
        """The vocabulary of the training questions, and the sizes of both parts."""
        both = [*learn, *check]
        words = max(len(line.split()) for q in both for line in (*q.lines, q.text))
        return cls(_vocabulary(learn), words, min(_MOST_MEMORIES, max(len(q.lines) for q in both)))

    def facts(self) -> dict[str, Any]:
        """As JSON can hold it, to be kept beside weights."""
        return {
            "vocabulary": self.vocabulary.words,
            "words": self.words,
            "memories": self.memories,
        }

    @classmethod
    def of_facts(cls, facts: Mapping[str, Any]) -> Sizes:
        """What `facts` made."""
        return cls(Vocabulary(facts["vocabulary"]), facts["words"], facts["memories"])


@dataclass
class Trained:
    """A run: the network, how to make its input, its validation and training losses."""

    network: MemN2N
    sizes: Sizes
    validation: float = 0.0
    training: float = 0.0

    @classmethod
    def begin(cls, sizes: Sizes, plan: Plan) -> Trained:
        """A network with weights drawn at random, and times enough for the noise."""
        network = MemN2N(
            len(sizes.vocabulary),
            sizes.words,
            2 * sizes.memories,
            width=plan.width,
            hops=plan.hops,
            tying=plan.tying,
        )
        return cls(network, sizes)

    def stories(self, questions: Sequence[Question]) -> Stories:
        """Questions as the network's input."""
        words = self.sizes.vocabulary
        data = tensors(questions, words, longest=self.sizes.words)
        answers = torch.tensor([words.number(",".join(q.answer)) for q in questions])
        return Stories.of(data, answers, self.sizes.memories)


@torch.no_grad()
def attention(trained: Trained, question: Question) -> Tensor:
    """Where each hop looks over the question's last sentences: (K, N) in told order."""
    data = trained.stories([question])
    _, looked = trained.network(data.story, data.asked)
    told = min(len(question.lines), trained.sizes.memories)
    return torch.stack([p[0, -told:] for p in looked])


def train(
    learn: Sequence[Question],
    check: Sequence[Question],
    seed: int,
    plan: Plan = SINGLE,
    echo: Echo | None = None,
) -> Trained:
    """One run, on one task or on all together."""
    torch.manual_seed(seed)
    trained = Trained.begin(Sizes.of(learn, check), plan)
    network = trained.network
    learned, checked = trained.stories(learn), trained.stories(check)
    for epoch in range(-plan.linear, plan.epochs):
        network.linear = epoch < 0
        rate = plan.rate * 0.5 ** (1 if epoch < 0 else epoch // plan.halve_every)
        chance = generator(seed, plan.linear + epoch)
        trained.training = _epoch(network, learned, rate, plan.batch, chance)
        if echo is not None and (epoch + 1) % 10 == 0:
            wrong = error(network, checked)
            echo(f"  epoch {epoch + 1}/{plan.epochs} loss {trained.training:.3f} error {wrong:.1%}")
    trained.validation = loss(network, checked)
    return trained


def _epoch(
    network: MemN2N, data: Stories, rate: float, size: int, chance: torch.Generator
) -> float:
    total = 0.0
    for rows in torch.split(torch.randperm(len(data.answer), generator=chance), size):
        story = data.story[rows]
        age = noisy_ages(len(rows), story.shape[1], len(network.time[0]), chance)
        logits, _ = network(story, data.asked[rows], age)
        summed = functional.cross_entropy(logits, data.answer[rows], reduction="sum")
        network.zero_grad(set_to_none=True)
        summed.backward()  # type: ignore[no-untyped-call]
        with torch.no_grad():
            for weights in network.parameters():
                if weights.grad is not None:
                    norm = float(weights.grad.norm())
                    weights.sub_(weights.grad, alpha=rate * min(1.0, _CLIP / (norm + 1e-9)))
        network.keep_nil_zero()
        total += float(summed.detach())
    return total / len(data.answer)


def noisy_ages(rows: int, sentences: int, most: int, chance: torch.Generator) -> Tensor:
    """Ages (B, N) of sentences, as if an empty one had been told now and then (section 4.1)."""
    gaps = torch.rand(rows, sentences, generator=chance) < _NOISE
    after = gaps.long().flip(1).cumsum(1).flip(1)
    return (torch.arange(sentences - 1, -1, -1) + after).clamp(max=most - 1)


@torch.no_grad()
def loss(network: MemN2N, data: Stories) -> float:
    """Mean cross-entropy."""
    return sum(
        float(functional.cross_entropy(network(*pair)[0], answer, reduction="sum"))
        for pair, answer in _batches(data)
    ) / len(data.answer)


@torch.no_grad()
def error(network: MemN2N, data: Stories) -> float:
    """Share of wrong answers, 0..1."""
    wrong = sum(
        int((network(*pair)[0].argmax(-1) != answer).sum()) for pair, answer in _batches(data)
    )
    return wrong / len(data.answer)


def errors_by_task(trained: Trained, questions: Sequence[Question]) -> dict[int, float]:
    """Share of wrong answers of each task, 0..1."""
    by_task: dict[int, list[Question]] = {}
    for question in questions:
        by_task.setdefault(question.task, []).append(question)
    return {
        task: error(trained.network, trained.stories(asked))
        for task, asked in sorted(by_task.items())
    }


def _batches(data: Stories) -> list[tuple[tuple[Tensor, Tensor], Tensor]]:
    rows = torch.split(torch.arange(len(data.answer)), 256)
    return [((data.story[part], data.asked[part]), data.answer[part]) for part in rows]
