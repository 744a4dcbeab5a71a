"""The baseline of Weston et al. 2014: an LSTM reads story and question, then answers."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from agent.lab.babi import Question, Vocabulary, words
from agent.lab.loop import Loop, Settings, generator

_WIDTH, _HIDDEN = 50, 100


class Reader(nn.Module):
    """Word vectors, one LSTM, and a softmax over the vocabulary at its last word."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        self.embed = nn.Embedding(len(vocabulary), _WIDTH)
        self.lstm = nn.LSTM(_WIDTH, _HIDDEN, batch_first=True)
        self.answer = nn.Linear(_HIDDEN, len(vocabulary))

    def forward(self, ids: Tensor) -> Tensor:
        """ids (B, L), padded in front, to logits (B, V)."""
        states, _ = self.lstm(self.embed(ids))
        logits: Tensor = self.answer(states[:, -1])
        return logits


def _lay_out(questions: Sequence[Question], vocabulary: Vocabulary) -> tuple[Tensor, Tensor]:
    rows = [
        torch.tensor([vocabulary.number(w) for line in (*q.lines, q.text) for w in words(line)])
        for q in questions
    ]
    ids = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_side="left")
    return ids, torch.tensor([vocabulary.number(q.answer[0]) for q in questions])


def train(
    loop: Loop, questions: Sequence[Question], vocabulary: Vocabulary, steps: int, seed: int
) -> Reader:
    """Train on answers alone."""
    torch.manual_seed(seed)
    reader = Reader(vocabulary)
    ids, gold = _lay_out(questions, vocabulary)

    def step(number: int) -> Tensor:
        rows = torch.randint(0, len(gold), (32,), generator=generator(seed, number))
        used = int((ids[rows] != 0).any(0).sum())
        return functional.cross_entropy(reader(ids[rows][:, -used:]), gold[rows])

    loop.run("lstm", reader, Settings(steps, 2e-3, clip=5.0), step)
    return reader


@torch.no_grad()
def error(reader: Reader, questions: Sequence[Question]) -> float:
    """Share of wrong answers, 0..1."""
    ids, gold = _lay_out(questions, reader.vocabulary)
    said = torch.cat([reader(part).argmax(-1) for part in torch.split(ids, 128)])
    return float((said != gold).float().mean())
