"""Aspect sentiment on SemEval-2014 task 4: the 2016 network, and one on MiniLM's own states.

Files are `.seg`: three lines a case: the sentence with `$T$` for the aspect, the aspect, and the
polarity -1, 0 or 1.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from agent.backbone import backbone
from agent.errors import DataError
from agent.lab.loop import Loop, Settings, generator
from agent.networks.aspects import AspectNetwork, OverStates, attended, location, mean_of
from agent.packing import tokenizer
from agent.precision import fast

DOMAINS = ("restaurants", "laptops")
POLARITIES = (-1, 0, 1)
_MOST = 96  # word pieces of a sentence that are kept
_TUNED_LAYERS = 4
_DROPPED = 0.3  # of the parts of word vectors, in training


@dataclass(frozen=True)
class Case:
    """An aspect in its sentence; `polarity` is a place in POLARITIES."""

    domain: str
    left: str
    aspect: str
    right: str
    polarity: int


def read_seg(path: Path, domain: str) -> list[Case]:
    """Read a file.

    Raises:
        DataError: it does not come in threes, or a polarity is none.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    cases = []
    for at in range(0, len(lines) - len(lines) % 3, 3):
        sentence, aspect, polarity = (line.strip() for line in lines[at : at + 3])
        left, mark, right = sentence.partition("$T$")
        if not mark or polarity not in ("-1", "0", "1"):
            raise DataError(f"{path}, line {at + 1}: not a case of aspect sentiment.")
        cases.append(Case(domain, left, aspect, right, POLARITIES.index(int(polarity))))
    return cases


def read_folder(folder: Path, split: str = "Train") -> dict[str, list[Case]]:
    """Both domains of a folder, `Restaurants_SPLIT*.seg` and `Laptops_SPLIT*.seg`.

    Raises:
        DataError: a domain is missing.
    """
    cases = {}
    for domain in DOMAINS:
        files = sorted(folder.glob(f"{domain.capitalize()}_{split}*.seg"))
        if not files:
            raise DataError(
                f"{folder} holds no {domain.capitalize()}_{split}*.seg of SemEval-2014."
            )
        cases[domain] = read_seg(files[0], domain)
    return cases


def hold_out(cases: Sequence[Case], share: float, seed: int) -> tuple[list[Case], list[Case]]:
    """(training, validation) by whole sentences: aspects of one sentence are never split."""
    sentences = sorted({c.left + c.aspect + c.right for c in cases})
    random.Random(seed).shuffle(sentences)
    held = set(sentences[: round(share * len(sentences))])
    learn = [c for c in cases if c.left + c.aspect + c.right not in held]
    seen = {_letters(c) for c in learn}
    checked = [c for c in cases if c.left + c.aspect + c.right in held]
    return learn, [c for c in checked if _letters(c) not in seen]


def _letters(case: Case) -> str:
    """A sentence however its file cuts it: "hard drive ligh|t", "ex . iPhoto" and "ex.iPhoto"."""
    return "".join(c for c in (case.left + case.aspect + case.right).lower() if c.isalnum())


@dataclass(frozen=True)
class Pieces:
    """A batch: ids (B, L) of "[CLS] sentence [SEP] aspect [SEP]", types (B, L), mask (B, L) bool;
    words (B, L) bool, the sentence without the aspect; aspect (B, L) bool, the aspect in it;
    near (B, L), the location weight of section 3.5; polarity (B,)."""

    ids: Tensor
    types: Tensor
    mask: Tensor
    words: Tensor
    aspect: Tensor
    near: Tensor
    polarity: Tensor


def pieces(cases: Sequence[Case]) -> Pieces:
    """Lay cases out as word pieces."""
    rows = [_row(case) for case in cases]
    length = max(len(row[0]) for row in rows)
    ids = torch.zeros(len(rows), length, dtype=torch.long)
    types, mask = torch.zeros_like(ids), torch.zeros(ids.shape, dtype=torch.bool)
    words, aspect = torch.zeros_like(mask), torch.zeros_like(mask)
    distance, lengths = torch.zeros(ids.shape), torch.ones(len(rows))
    for row, (tokens, left, own, right) in enumerate(rows):
        mask[row, : len(tokens)] = True
        ids[row, : len(tokens)] = torch.tensor(tokens)
        end = 1 + left + own + right
        types[row, end + 1 : len(tokens)] = 1
        words[row, 1 : 1 + left] = True
        words[row, 1 + left + own : end] = True
        aspect[row, 1 + left : 1 + left + own] = True
        distance[row, 1 : 1 + left] = torch.arange(left, 0, -1).float()
        distance[row, 1 + left + own : end] = torch.arange(1, right + 1).float()
        lengths[row] = max(left + right, 1) + 1
    near = location(distance, lengths) * words
    polarity = torch.tensor([case.polarity for case in cases])
    return Pieces(ids, types, mask, words, aspect, near, polarity)


def _row(case: Case) -> tuple[list[int], int, int, int]:
    """Word pieces, and how many lie left of the aspect, in it and right of it."""
    encode = tokenizer().encode
    left, own, right = (
        list(encode(text, add_special_tokens=False).ids)
        for text in (case.left, case.aspect, case.right)
    )
    own = own[: _MOST // 2]
    room = _MOST - len(own)
    keep_right = min(len(right), max(room - len(left), room // 2))
    left = left[-(room - keep_right) :] if room > keep_right else []
    right = right[:keep_right]
    cls, sep = (tokenizer().token_to_id(token) for token in ("[CLS]", "[SEP]"))
    assert cls is not None
    assert sep is not None
    tokens = [cls, *left, *own, *right, sep, *own, sep]
    return tokens, len(left), len(own), len(right)


class WordVectors(nn.Module):
    """A fixed vector (D,) for each word piece: MiniLM's state of it when it reads it alone.

    They stand where the paper has GloVe's: vectors of words out of any context (distilled so in
    Model2Vec, Tulkens and van Dongen 2024). Made when first asked for, and never trained.
    """

    def __init__(self) -> None:
        super().__init__()
        encoder = backbone(0)
        encoder.train(False)
        self._encoder = [encoder]  # in a list: no part of the network's weights
        config = encoder.config
        self.width = int(config.hidden_size)
        self._known = torch.zeros(config.vocab_size, dtype=torch.bool)
        self._table = torch.zeros(config.vocab_size, self.width)
        self._ends = [tokenizer().token_to_id(mark) or 0 for mark in ("[CLS]", "[SEP]")]

    @torch.no_grad()
    def forward(self, ids: Tensor) -> Tensor:
        """Vectors (B, L, D) of word pieces (B, L), of mean square 1 over their parts."""
        new = torch.unique(ids[~self._known[ids]])
        for some in torch.split(new, 256) if len(new) else ():
            alone = torch.stack(
                [torch.full_like(some, self._ends[0]), some, torch.full_like(some, self._ends[1])],
                1,
            )
            state = self._encoder[0](input_ids=alone).last_hidden_state[:, 1]
            self._table[some] = state / state.square().mean(-1, keepdim=True).sqrt()
            self._known[some] = True
        return self._table[ids]


class Published(nn.Module):
    """The 2016 network over fixed vectors of the words."""

    def __init__(self, hops: int = 7) -> None:
        super().__init__()
        self.vectors = WordVectors()
        self.network = AspectNetwork(self.vectors.width, hops=hops)

    def forward(self, batch: Pieces) -> tuple[Tensor, Tensor]:
        """Logits (B, 3) and where each hop looked (B, K, L)."""
        states = self.vectors(batch.ids)
        if self.training:
            states = functional.dropout(states, _DROPPED)
        found: tuple[Tensor, Tensor] = self.network(
            states, mean_of(states, batch.aspect), attended(batch.words, batch.aspect), batch.near
        )
        return found


class OnMiniLM(nn.Module):
    """The same hops over contextual states of MiniLM, its upper layers tuned along."""

    def __init__(self, hops: int = 3) -> None:
        super().__init__()
        self.backbone = backbone(_TUNED_LAYERS)
        self.head = OverStates(int(self.backbone.config.hidden_size), hops=hops)

    def forward(self, batch: Pieces) -> tuple[Tensor, Tensor]:
        """Logits (B, 3) and where each hop looked (B, K, L)."""
        states = self.backbone(
            input_ids=batch.ids, attention_mask=batch.mask.long(), token_type_ids=batch.types
        ).last_hidden_state.float()
        found: tuple[Tensor, Tensor] = self.head(states, batch.words, batch.aspect, batch.near)
        return found


@dataclass(frozen=True)
class Plan:
    """How a network is trained: passes over the cases, batch size, rate, regulariser's weight."""

    passes: int
    batch: int
    rate: float
    spread: float = 0.0


PLANS = {"published": Plan(8, 64, 1e-3), "minilm": Plan(5, 16, 5e-5)}


def train(
    loop: Loop, network: Published | OnMiniLM, cases: Sequence[Case], plan: Plan, seed: int
) -> None:
    """Train on cases by cross-entropy."""
    per_pass = -(-len(cases) // plan.batch)
    order: dict[int, list[int]] = {}

    def step(number: int) -> Tensor:
        torch.manual_seed(generator(seed, number).initial_seed())  # for dropout
        turn, place = divmod(number, per_pass)
        if turn not in order:
            order.clear()
            order[turn] = torch.randperm(len(cases), generator=generator(seed, turn)).tolist()
        rows = order[turn][place * plan.batch : (place + 1) * plan.batch]
        batch = pieces([cases[row] for row in rows])
        with fast():
            logits, looked = network(batch)
        loss = functional.cross_entropy(logits.float(), batch.polarity)
        return loss + plan.spread * _spread(looked, batch).mean() if plan.spread else loss

    learned = [p for p in network.parameters() if p.requires_grad]
    settings = Settings(plan.passes * per_pass, plan.rate, level=0.1, clip=1.0)
    optimiser = torch.optim.AdamW(learned, plan.rate, weight_decay=0.01)
    loop.run("aspects", network, settings, step, optimiser=optimiser)


def _spread(looked: Tensor, batch: Pieces) -> Tensor:
    """Σ_i (τ - Σ_t α_t^i)² over the sentence's words, τ such that hops can spread evenly."""
    target = looked.shape[1] / batch.words.sum(1).clamp(min=1)
    far = (target.unsqueeze(1) - looked.sum(1)).square() * batch.words
    return far.sum(-1)


@torch.no_grad()
def accuracy(network: Published | OnMiniLM, cases: Sequence[Case]) -> tuple[float, float]:
    """Share of right polarities, 0..1, and how many words all hops together look at.

    The second is the exponential of the entropy of a sentence's mean attention, a mean over cases.
    """
    right, words = 0, 0.0
    for at in range(0, len(cases), 64):
        batch = pieces(cases[at : at + 64])
        with fast():
            logits, looked = network(batch)
        right += int((logits.argmax(-1) == batch.polarity).sum())
        mean = looked.float().mean(1)
        words += float((-(mean * mean.clamp(min=1e-9).log()).sum(-1)).exp().sum())
    return right / len(cases), words / len(cases)


@torch.no_grad()
def looks(network: Published | OnMiniLM, case: Case) -> tuple[Tensor, list[str], str]:
    """Where the hops look (K, L) in a sentence, its word pieces, and the polarity found."""
    batch = pieces([case])
    logits, looked = network(batch)
    chosen = attended(batch.words, batch.aspect)[0]
    words = [tokenizer().id_to_token(piece) or "" for piece in batch.ids[0, chosen].tolist()]
    names = ("negative", "neutral", "positive")
    return looked[0][:, chosen], words, names[int(logits.argmax(-1))]
