"""MemN2N on the bAbI tasks from answers alone, as published (Sukhbaatar et al. 2015, section 4).

What ports get wrong and this keeps: the loss is summed over a batch, gradients are clipped for each
weight matrix, position weights come from the longest sentence, told order is reversed, the nil
row stays zero, empty memories are put between sentences, and the softmaxes come back when the
validation loss stops falling. The runs to report are chosen by validation, never by test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from agent.lab.babi import Question, Tensors, Vocabulary, tensors
from agent.lab.loop import Echo, generator
from agent.networks.memn2n import MemN2N, Tying

MEMORIES = 50
_NOISE = 0.1
_CLIP = 40.0


@dataclass(frozen=True)
class Plan:
    """Section 4.2: epochs, how often the rate is halved, and the width; `joint` beside `single`."""

    epochs: int = 100
    halve_every: int = 25
    rate: float = 0.01
    width: int = 20
    hops: int = 3
    batch: int = 32
    linear_start: bool = True
    tying: Tying = "adjacent"


SINGLE = Plan()
JOINT = Plan(epochs=60, halve_every=15, width=50)
_LINEAR_RATE, _LINEAR_MOST = 0.005, 0.2  # a linear start lasts at most this share of the epochs


@dataclass(frozen=True)
class Stories:
    """Padded stories: (Q, 50, J) words in told order and at the end of the rows, (Q, J), (Q,)."""

    story: Tensor
    asked: Tensor
    answer: Tensor
    task: Tensor

    @classmethod
    def of(cls, data: Tensors, answers: Tensor) -> Stories:
        """Keep the last 50 sentences of each story."""
        story = torch.zeros(len(data), MEMORIES, dtype=torch.long)
        for row, lines in enumerate(data.lines):
            kept = lines[-MEMORIES:]
            story[row, MEMORIES - len(kept) :] = kept
        return cls(data.sentences[story], data.sentences[data.asked], answers, data.task)


def _vocabulary(questions: Sequence[Question]) -> Vocabulary:
    """All words; an answer of several words is one word of its own, as in the authors' code."""
    vocabulary = Vocabulary.of(questions)
    joined = {",".join(question.answer) for question in questions if len(question.answer) > 1}
    return Vocabulary([*vocabulary.words, *sorted(joined)])


@dataclass
class Trained:
    """A run: the network, how to make its input, its validation and training losses."""

    network: MemN2N
    vocabulary: Vocabulary
    longest: int
    validation: float
    training: float

    def stories(self, questions: Sequence[Question]) -> Stories:
        """Questions as the network's input."""
        data = tensors(questions, self.vocabulary, longest=self.longest)
        answers = [self.vocabulary.number(",".join(q.answer)) for q in questions]
        return Stories.of(data, torch.tensor(answers))


def shape_of(learn: Sequence[Question], check: Sequence[Question]) -> tuple[Vocabulary, int]:
    """The vocabulary of the training questions, and the longest sentence's words."""
    lines = (line for q in [*learn, *check] for line in (*q.lines, q.text))
    return _vocabulary(learn), max(len(line.split()) for line in lines)


def untrained(vocabulary: Vocabulary, longest: int, plan: Plan) -> Trained:
    """A network with weights drawn at random."""
    network = MemN2N(
        len(vocabulary), longest, 2 * MEMORIES, width=plan.width, hops=plan.hops, tying=plan.tying
    )
    return Trained(network, vocabulary, longest, 0.0, 0.0)


@torch.no_grad()
def attention(trained: Trained, question: Question) -> Tensor:
    """Where each hop looks over the question's last sentences: (K, N) in told order."""
    data = trained.stories([question])
    _, looked = trained.network(data.story, data.asked)
    told = min(len(question.lines), MEMORIES)
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
    trained = untrained(*shape_of(learn, check), plan)
    network = trained.network
    learned, checked = trained.stories(learn), trained.stories(check)
    network.linear = plan.linear_start
    best = float("inf")
    for epoch in range(plan.epochs):
        rate = plan.rate * 0.5 ** (epoch // plan.halve_every)
        rate = min(rate, _LINEAR_RATE) if network.linear else rate
        trained.training = _epoch(network, learned, rate, plan.batch, generator(seed, epoch))
        trained.validation = loss(network, checked)
        if network.linear:
            over = trained.validation >= best or epoch + 1 >= _LINEAR_MOST * plan.epochs
            best = min(best, trained.validation)
            network.linear = not over
        if echo is not None and (epoch + 1) % 10 == 0:
            wrong = error(network, checked)
            echo(f"  epoch {epoch + 1}/{plan.epochs} loss {trained.training:.3f} error {wrong:.1%}")
    return trained


def _epoch(
    network: MemN2N, data: Stories, rate: float, size: int, chance: torch.Generator
) -> float:
    total = 0.0
    for rows in torch.split(torch.randperm(len(data.answer), generator=chance), size):
        story = _noisy(data.story[rows], chance)
        logits, _ = network(story, data.asked[rows])
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


def _noisy(story: Tensor, chance: torch.Generator) -> Tensor:
    """Random noise of section 4.1 for a batch: each sentence may get an empty memory before it."""
    b, n, j = story.shape
    there = (story != 0).any(-1)
    added = (torch.rand(b, n, generator=chance) < _NOISE) & there
    extra = int(added.sum(1).max()) if b else 0
    # Sentences keep to the end: each moves up by the noise told after it.
    after = added.flip(1).cumsum(1).flip(1) - added.long()
    place = torch.arange(n).unsqueeze(0) + extra - after
    wide = torch.zeros(b, n + extra, j, dtype=story.dtype)
    return wide.scatter(1, place.unsqueeze(-1).expand(-1, -1, j), story)


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
