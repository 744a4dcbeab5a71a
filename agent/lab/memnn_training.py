"""MemNN trained on questions with supporting facts: the bAbI tasks, the simulated world.

One model for all 20 tasks (Weston et al. 2015 has one for each).

O and R are trained apart, as in the paper: O on the supporting facts hop by hop, R on the question
with its supports. Measured together: O finds, R answers from what O found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from agent.lab.babi import NIL, UNSEEN, Question, Tensors, Vocabulary, tensors
from agent.lab.loop import Loop, Settings, generator
from agent.networks.memnn import (
    LOST,
    STOP,
    MemNN,
    Response,
    against,
    hop_loss,
    word_log_probability,
)

LONGEST, HOPS, ANSWERS = 12, 12, 4
MARGIN = 1.0
BEAM = 3
_LINES_A_BATCH = 3000
_MOST_A_BATCH = 128
_WORDS_A_BATCH = 3000
_LOST_WEIGHT = 0.3
_DROPPED = 0.1
_LONGEST_SEQUENCE = LONGEST * (HOPS + 1)


class Networks(nn.Module):
    """O and R over one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, *, hops: int = HOPS, width: int = 96) -> None:
        super().__init__()
        self.vocabulary = vocabulary
        size = len(vocabulary)
        self.output = MemNN(size, LONGEST, width=width, hops=hops)
        self.response = Response(
            size, length=_LONGEST_SEQUENCE, parts=HOPS + 1, answers=ANSWERS, width=width
        )


@dataclass(frozen=True)
class Plan:
    """How long O and R are trained: passes over the questions, and their learning rates."""

    output_passes: float
    response_passes: float
    rate: float = 2e-3
    hops: int = HOPS


def train(
    loop: Loop, questions: Sequence[Question], vocabulary: Vocabulary, plan: Plan, seed: int
) -> Networks:
    """Train O, then R, on some questions."""
    torch.manual_seed(seed)
    networks = Networks(vocabulary, hops=plan.hops)
    data = tensors(questions, vocabulary, longest=LONGEST, hops=plan.hops, answers=ANSWERS)
    batches = Batches(_story_batches(data), seed)
    steps = max(1, round(plan.output_passes * len(batches)))
    loop.run(
        "output",
        networks.output,
        Settings(steps, plan.rate, level=0.3),
        lambda step: _output_loss(networks.output, data, batches[step], generator(seed, step)),
    )
    sequences, parts = zip(*(_sequence(data, row, None) for row in range(len(data))), strict=True)
    lengths = torch.tensor([len(s) for s in sequences])
    grouped = Batches(_groups(lengths, _WORDS_A_BATCH, _MOST_A_BATCH), seed + 1)

    def respond(step: int) -> Tensor:
        rows = grouped[step]
        ids = _pad([sequences[row] for row in rows.tolist()])
        which = _pad([parts[row] for row in rows.tolist()])
        return _response_loss(
            networks.response, ids, which, data.answers[rows], generator(seed, step)
        )

    steps = max(1, round(plan.response_passes * len(grouped)))
    loop.run("response", networks.response, Settings(steps, plan.rate / 2, level=0.3), respond)
    return networks.eval()


class Batches:
    """Batches in an order drawn anew for each pass: `batches[step]` for any step."""

    def __init__(self, batches: list[Tensor], seed: int) -> None:
        self._batches, self._seed = batches, seed
        self._order: tuple[int, list[int]] = (-1, [])

    def __len__(self) -> int:
        return len(self._batches)

    def __getitem__(self, step: int) -> Tensor:
        """The rows of one batch."""
        turn, place = divmod(step, len(self._batches))
        if self._order[0] != turn:
            drawn = torch.randperm(len(self._batches), generator=generator(self._seed, -turn - 1))
            self._order = (turn, drawn.tolist())
        return self._batches[self._order[1][place]]


def _story_batches(data: Tensors) -> list[Tensor]:
    return _groups(
        torch.tensor([len(lines) for lines in data.lines]), _LINES_A_BATCH, _MOST_A_BATCH
    )


def _groups(sizes: Tensor, total: int, most: int) -> list[Tensor]:
    """Rows of like size in groups of at most `most` rows and about `total` padded elements."""
    shuffled = torch.randperm(len(sizes), generator=generator(0, 0))
    order = shuffled[torch.argsort(sizes[shuffled], stable=True)].tolist()
    groups: list[list[int]] = [[]]
    for row in order:
        size = int(sizes[row])
        if groups[-1] and (len(groups[-1]) == most or size * (len(groups[-1]) + 1) > total):
            groups.append([])
        groups[-1].append(row)
    return [torch.tensor(group) for group in groups if group]


def _pad(rows: Sequence[Tensor]) -> Tensor:
    return nn.utils.rnn.pad_sequence(list(rows), batch_first=True)


def _output_loss(network: MemNN, data: Tensors, rows: Tensor, chance: torch.Generator) -> Tensor:
    """(6) and (7) at every hop, and LOST after the most tempting wrong slot."""
    told, counts = data.stories(rows)
    kinds, places = torch.unique(told, return_inverse=True)
    slots, found = (part(data.sentences[kinds])[places] for part in (network.told, network.found))
    asked = network.asked(data.sentences[data.asked[rows]])
    n = told.shape[1]
    free = torch.arange(n).unsqueeze(0) < counts.unsqueeze(1)
    supports = data.supports[rows]
    latest, before = torch.zeros_like(asked), torch.zeros_like(asked)
    last: Tensor | None = None
    running = torch.ones(len(rows), dtype=torch.bool)
    index = torch.arange(len(rows))
    total, weight = torch.zeros(()), 0.0
    for hop in range(network.hops):
        step = torch.full((len(rows),), hop)
        state = network.state(asked, latest, before, step)
        scores, tau = network.match(state, slots, last)
        gold = torch.where(supports[:, hop] < 0, n + STOP, supports[:, hop])
        beside = torch.full((len(rows), 2), hop > 0)
        choices = torch.cat([free, beside], dim=1)
        losses = hop_loss(scores, tau, gold, choices, MARGIN)
        total = total + (losses * running).sum()
        weight += float(running.sum())
        going = running & (gold < n)
        if not going.any():
            break
        place = gold.clamp(max=n - 1)
        wrong, tempted = _tempting(scores.detach(), tau.detach(), gold, choices, told, supports)
        tempted &= going & (torch.rand(len(rows), generator=chance) < 0.5)
        if tempted.any():
            astray = network.state(asked, found[index, wrong], before + latest, step + 1)
            scores, tau = network.match(astray, slots, wrong)
            lost = torch.full((len(rows),), n + LOST)
            rest = free.scatter(1, wrong.unsqueeze(1), False)
            rest = torch.cat([rest, torch.ones_like(beside)], dim=1)
            astray_loss = hop_loss(scores, tau, lost, rest, MARGIN) * tempted
            total = total + _LOST_WEIGHT * astray_loss.sum()
        before = before + latest
        latest = torch.where(going.unsqueeze(1), found[index, place], latest)
        last = place
        free = free.clone()
        free[index[going], place[going]] = False
        running = going
    return total / weight


def _tempting(
    scores: Tensor, tau: Tensor, gold: Tensor, choices: Tensor, told: Tensor, supports: Tensor
) -> tuple[Tensor, Tensor]:
    """The wrong slot nearest to winning, and whether it says something no support says."""
    n = told.shape[1]
    ahead = against(scores, tau, gold)[:, :n]
    ahead = ahead.masked_fill(~choices[:, :n], torch.inf)
    ahead = ahead.scatter(1, gold.clamp(max=n - 1).unsqueeze(1), torch.inf)
    wrong = ahead.argmin(1)
    said = told.gather(1, supports.clamp(min=0)).masked_fill(supports < 0, -1)
    fresh = (told.gather(1, wrong.unsqueeze(1)) != said).all(1)
    return wrong, fresh & torch.isfinite(ahead.min(1).values)


def _sequence(data: Tensors, row: int, read: Sequence[int] | None) -> tuple[Tensor, Tensor]:
    """Words of a question and of the slots read (gold when None), and the hop of each word."""
    if read is None:
        read = [place for place in data.supports[row].tolist() if place >= 0]
    numbers = [int(data.asked[row]), *(int(data.lines[row][place]) for place in read)]
    ids = [data.sentences[number][data.sentences[number] != NIL] for number in numbers]
    parts = [torch.full_like(words, hop) for hop, words in enumerate(ids)]
    return torch.cat(ids), torch.cat(parts)


def _response_loss(
    network: Response, ids: Tensor, parts: Tensor, gold: Tensor, chance: torch.Generator
) -> Tensor:
    """-log p of the answer's words up to its end, some words made unseen."""
    kinds = int(network.word.num_embeddings)
    dropped = torch.rand(len(ids), kinds, generator=chance) < _DROPPED
    chosen, copied = network(ids, parts, dropped.gather(1, ids))
    log_p = word_log_probability(chosen, copied, ids, gold)
    counted = (gold != NIL).float()
    counted[:, 1:] = torch.maximum(counted[:, 1:], counted[:, :-1])  # the end counts as a word
    return -(log_p * counted).sum() / len(ids)


@torch.no_grad()
def answers(
    networks: Networks, data: Tensors, *, beam: int = BEAM
) -> tuple[list[tuple[int, ...]], list[tuple[int, ...]]]:
    """Answer every question: word numbers, and the slots read."""
    said: dict[int, tuple[int, ...]] = {}
    read: dict[int, tuple[int, ...]] = {}
    for rows in _story_batches(data):
        for part in torch.split(rows, 64):
            told, counts = data.stories(part)
            asked = data.sentences[data.asked[part]]
            chains = networks.output.chains(asked, data.sentences[told], counts, beam)
            pairs = []
            for row, found in zip(part.tolist(), chains, strict=True):
                read[row] = found[0].read
                pairs.append(_sequence(data, row, found[0].read))
            ids, which = (_pad(list(column)) for column in zip(*pairs, strict=True))
            chosen, copied = networks.response(ids, which)
            for row, words in zip(part.tolist(), _spell(chosen, copied, ids), strict=True):
                said[row] = words
    return [said[row] for row in range(len(data))], [read[row] for row in range(len(data))]


def _spell(chosen: Tensor, copied: Tensor, ids: Tensor) -> list[tuple[int, ...]]:
    """The likeliest word of each place, up to the end."""
    p = chosen.exp()
    index = ids.unsqueeze(1).expand(-1, p.shape[1], -1)
    # Copies of words that are not known stay unspelled: UNSEEN is no answer.
    p = p.scatter_add(2, index, copied.exp() * (ids > UNSEEN).unsqueeze(1))
    words = p.argmax(-1).tolist()
    return [tuple(row[: row.index(NIL)] if NIL in row else row) for row in words]


def errors_by_task(
    networks: Networks, questions: Sequence[Question], *, beam: int = BEAM
) -> dict[int, float]:
    """Share of wrong answers of each task, 0..1; every word must be right, lists in any order."""
    data = tensors(questions, networks.vocabulary, longest=LONGEST, hops=HOPS, answers=ANSWERS)
    said, _ = answers(networks, data, beam=beam)
    wrong: dict[int, list[bool]] = {}
    for question, words in zip(questions, said, strict=True):
        spelled = [networks.vocabulary.words[word] for word in words]
        same = sorted(spelled) == sorted(question.answer)
        if question.task == 19:  # a path's steps have an order
            same = spelled == list(question.answer)
        wrong.setdefault(question.task, []).append(not same)
    return {task: sum(marks) / len(marks) for task, marks in sorted(wrong.items())}


def look(networks: Networks, question: Question) -> str:
    """The question, its answer, and its story with the number of the hop that read each line."""
    data = tensors([question], networks.vocabulary, longest=LONGEST, hops=HOPS, answers=ANSWERS)
    said, read = answers(networks, data)
    hop = {place: number for number, place in enumerate(read[0], 1)}
    told = [f"  {hop.get(n, ''):>3}  {line}" for n, line in enumerate(question.lines)]
    words = ", ".join(networks.vocabulary.words[word] for word in said[0])
    return "\n".join([*told, f"  {question.text} → {words} (right: {', '.join(question.answer)})"])
