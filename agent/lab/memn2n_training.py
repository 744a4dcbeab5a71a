"""MemN2N on the bAbI tasks from answers alone, as published (Sukhbaatar et al. 2015, section 4).

What ports get wrong and this keeps, as the authors' code has it: the loss is summed over a batch,
gradients are clipped for each table of words and times by its spectral norm, position weights come
from the longest sentence and its time, told order is reversed, the nil row stays zero, random noise
is in the times alone, stories shorter than the longest are filled up with memories of nothing, and
a linear start takes its full number of epochs before the others begin. The runs to report are
chosen by validation, never by test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from agent.lab.babi import Question, Tensors, Vocabulary, tensors, words
from agent.lab.loop import Echo, generator
from agent.networks.memn2n import MemN2N, Tying

_MOST_MEMORIES = 50
_NOISE = 0.1
_CLIP = 40.0


@dataclass(frozen=True)
class Plan:
    """Section 4.2 and the authors' code: epochs, how often the rate is halved, and the width.

    `linear` epochs without the softmaxes of the hops, at `linear_rate`, come before the others.
    """

    epochs: int = 100
    linear: int = 20
    halve_every: int = 25
    rate: float = 0.01
    linear_rate: float = 0.005
    width: int = 20
    hops: int = 3
    batch: int = 32
    tying: Tying = "adjacent"

    def scaled(self, times: float) -> Plan:
        """This plan so many times as long."""
        epochs, linear, halve = (
            max(1, round(n * times)) for n in (self.epochs, self.linear, self.halve_every)
        )
        return replace(self, epochs=epochs, linear=linear, halve_every=halve)


SINGLE = Plan()
JOINT = Plan(epochs=60, linear=30, halve_every=15, width=50)


@dataclass(frozen=True)
class Stories:
    """Distinct sentences (S, J); stories (Q, N) as rows of them in told order, empty ones first;
    questions (Q, J); answers and tasks (Q,)."""

    sentences: Tensor
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
        return cls(data.sentences, story, data.sentences[data.asked], answers, data.task)


def _vocabulary(questions: Sequence[Question]) -> Vocabulary:
    """All words in lower case, those of answers too; an answer of several words is one word of its
    own, as in the authors' code."""
    known: set[str] = set()
    for question in questions:
        known.update(*(words(line) for line in (*question.lines, question.text)))
        known.add(_answer(question))
    return Vocabulary([*Vocabulary().words, *sorted(known)])


def _answer(question: Question) -> str:
    return ",".join(question.answer).lower()


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
        longest = max(len(words(line)) for q in both for line in (*q.lines, q.text))
        memories = min(_MOST_MEMORIES, max(len(q.lines) for q in both))
        return cls(_vocabulary(learn), longest, memories)

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
        """A network with weights drawn at random."""
        network = MemN2N(
            len(sizes.vocabulary),
            sizes.words,
            sizes.memories,
            width=plan.width,
            hops=plan.hops,
            tying=plan.tying,
        )
        return cls(network, sizes)

    def stories(self, questions: Sequence[Question]) -> Stories:
        """Questions as the network's input."""
        known = self.sizes.vocabulary
        data = tensors(questions, known, longest=self.sizes.words)
        answers = torch.tensor([known.number(_answer(question)) for question in questions])
        return Stories.of(data, answers, self.sizes.memories)


@torch.no_grad()
def attention(trained: Trained, question: Question) -> Tensor:
    """Where each hop looks over the question's last sentences: (K, N) in told order."""
    data = trained.stories([question])
    _, looked = trained.network(data.sentences, data.story, data.asked)
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
        rate = plan.linear_rate if epoch < 0 else plan.rate * 0.5 ** (epoch // plan.halve_every)
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
        age = noisy_ages((story != 0).sum(1), story.shape[1], chance)
        logits, _ = network(data.sentences, story, data.asked[rows], age)
        summed = functional.cross_entropy(logits, data.answer[rows], reduction="sum")
        network.zero_grad(set_to_none=True)
        summed.backward()  # type: ignore[no-untyped-call]
        _update(network, rate)
        total += float(summed.detach())
    return total / len(data.answer)


@torch.no_grad()
def _update(network: MemN2N, rate: float) -> None:
    """One step down the gradient, each table's cut to a spectral norm of at most _CLIP."""
    for table in network.tables():
        gradients = [weights.grad for weights in table if weights.grad is not None]
        whole = torch.cat(gradients)
        norm = float(torch.linalg.eigvalsh(whole.T @ whole)[-1].clamp(min=0).sqrt())
        for weights, gradient in zip(table, gradients, strict=True):
            weights.sub_(gradient, alpha=rate * min(1.0, _CLIP / (norm + 1e-9)))
    network.keep_nil_zero()


def noisy_ages(told: Tensor, memories: int, chance: torch.Generator) -> Tensor:
    """Ages (B, N) of stories of `told` (B,) sentences at the end of N rows, as if a number of empty
    ones, drawn up to a tenth of them, stood in between (section 4.1); none is older than N - 1."""
    most = memories + int(-(-memories * _NOISE // 1))
    blank = torch.rand(len(told), generator=chance) * ((told * _NOISE).ceil() + 1)
    times = torch.arange(most)
    drawn = torch.rand(len(told), most, generator=chance)
    drawn = drawn.masked_fill(times >= (told + blank.long()).unsqueeze(1), 2.0)
    among = drawn.argsort(1).argsort(1) < told.unsqueeze(1)
    ages = torch.where(among, times, most).sort(1).values[:, :memories].flip(1)
    return ages.clamp(max=memories - 1)


@torch.no_grad()
def loss(network: MemN2N, data: Stories) -> float:
    """Mean cross-entropy."""
    return sum(
        float(functional.cross_entropy(network(*shown)[0], answer, reduction="sum"))
        for shown, answer in _batches(data)
    ) / len(data.answer)


@torch.no_grad()
def error(network: MemN2N, data: Stories) -> float:
    """Share of wrong answers, 0..1."""
    wrong = sum(
        int((network(*shown)[0].argmax(-1) != answer).sum()) for shown, answer in _batches(data)
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


def _batches(data: Stories) -> list[tuple[tuple[Tensor, Tensor, Tensor], Tensor]]:
    rows = torch.split(torch.arange(len(data.answer)), 256)
    return [
        ((data.sentences, data.story[part], data.asked[part]), data.answer[part]) for part in rows
    ]
