"""Train the network that finds opinions (`agent.opinions`), on sentences written by hand.

`opinion_lines/*.txt` hold one sentence a line, aspects marked with their polarity:

    The [second act|-] nearly put me to sleep, but I could listen to those [songs|+] for ever.
    The [plumber|0] is coming at nine.

Plain statements of the simulator join them: most of what people tell holds no opinion at all.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from agent.errors import TrainingError
from agent.opinions import (
    BEGINS,
    GOES_ON,
    OPINIONS_FILE,
    Aspect,
    OpinionNetwork,
    Opinions,
    Sentences,
)
from agent.precision import fast
from agent.simulator import everyday, joins, moves
from agent.weights_io import save_tensors
from memory_store.slot import Opinion

_MARK = re.compile(r"\[([^\[\]|]+)\|([-+0])\]")
_POLARITIES = "-0+"
_HELD_OUT = 0.1
_PASSES, _BATCH = 6, 32
_BACKBONE_RATE, _HEAD_RATE = 5e-5, 1e-3
_PLAIN = 0.15  # plain statements for each marked sentence
_LOWERED = 0.15
_MENTIONED = 1


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and its aspects, as (start, end, polarity 0, 1 or 2)."""

    text: str
    aspects: tuple[tuple[int, int, int], ...]

    def lowered(self) -> Marked:
        """The same in hasty typing: no capitals, no mark at the end."""
        last = max((end for _, end, _ in self.aspects), default=0)
        text = self.text.lower()
        return Marked(text[:last] + text[last:].rstrip(".!?"), self.aspects)


def parse(line: str) -> Marked:
    """Read one marked line."""
    text, aspects, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        aspects.append((len(text), len(text) + len(mark[1]), _POLARITIES.index(mark[2])))
        text += mark[1]
        at = mark.end()
    return Marked(text + line[at:], tuple(aspects))


def read_lines() -> list[Marked]:
    """All sentences, in the order of their files.

    Raises:
        TrainingError: a mark is not closed.
    """
    found = []
    for path in sorted((Path(__file__).parent / "opinion_lines").glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            marked = parse(line.strip())
            if "[" in marked.text or "|" in marked.text:
                raise TrainingError(f"{path.name}, line {number}: a mark is not closed.")
            found.append(marked)
    return found


def train_opinions(out: Path, seed: int, echo: Callable[[str], None]) -> dict[str, float]:
    """Train, write OPINIONS_FILE into `out`, and return figures on the held-out tenth."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    lines = read_lines()
    rng.shuffle(lines)
    cut = round(_HELD_OUT * len(lines))
    check, learn = lines[:cut], lines[cut:]
    network = OpinionNetwork()
    heads = [*network.tag.parameters(), *network.polarity.parameters()]
    tuned = [p for p in network.backbone.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": tuned, "lr": _BACKBONE_RATE}, {"params": heads, "lr": _HEAD_RATE}],
        weight_decay=0.01,
    )
    steps = _PASSES * -(-round(len(learn) * (1 + _PLAIN)) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [_BACKBONE_RATE, _HEAD_RATE], total_steps=steps + _PASSES, pct_start=0.1
    )
    network.train()
    for number in range(_PASSES):
        diet = [*learn, *_plain(round(len(learn) * _PLAIN), rng)]
        rng.shuffle(diet)
        losses = []
        for at in range(0, len(diet), _BATCH):
            some = [m.lowered() if rng.random() < _LOWERED else m for m in diet[at : at + _BATCH]]
            loss = _loss(network, some)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
        echo(f"  opinions {number + 1}/{_PASSES} loss {sum(losses) / len(losses):.3f}")
    learned = {n: p.half() for n, p in network.named_parameters() if p.requires_grad}
    figures = measure(Opinions(network), check)
    save_tensors(out / OPINIONS_FILE, learned, {n: f"{v:.3f}" for n, v in figures.items()})
    return figures


def _plain(count: int, rng: random.Random) -> list[Marked]:
    """Statements of the simulator that judge nothing."""
    makers = (everyday.generate, moves.generate, joins.generate)
    told: list[str] = []
    while len(told) < count:
        for example in rng.choice(makers)(rng)[-1:]:
            told += [memory.text for memory in example.memories[:3]]
    return [Marked(text, ()) for text in told[:count]]


def _loss(network: OpinionNetwork, some: Sequence[Marked]) -> Tensor:
    batch = Sentences.of([marked.text for marked in some])
    tags = torch.zeros(batch.ids.shape, dtype=torch.long)
    aspects: list[Aspect] = []
    polarities: list[int] = []
    for row, marked in enumerate(some):
        for start, end, polarity in marked.aspects:
            pieces = [
                at
                for at, (first, last) in enumerate(batch.offsets[row][: batch.ids.shape[1]])
                if first < end and last > start and batch.words[row, at]
            ]
            if not pieces:
                continue
            tags[row, pieces[0]] = BEGINS
            tags[row, pieces[1:]] = GOES_ON
            aspects.append(Aspect(row, pieces[0], pieces[-1]))
            polarities.append(polarity)
    with fast():
        states = network.states(batch)
    loss = functional.cross_entropy(network.tag(states)[batch.words], tags[batch.words])
    if aspects:
        judged = network.judge(states, batch, aspects)
        loss = loss + functional.cross_entropy(judged, torch.tensor(polarities))
    return loss


def measure(finder: Opinions, check: Sequence[Marked]) -> dict[str, float]:
    """Of opinions found and told: precision and recall (an aspect counts when it overlaps and has
    the same sign), the share of right signs among overlapping ones, and how many plain sentences
    are taken for opinions."""
    found = told = right = met = plain = wrongly = 0
    for marked in check:
        gold = [(s, e, p) for s, e, p in marked.aspects if p != _MENTIONED]
        own = finder.find(marked.text)
        told, found = told + len(gold), found + len(own)
        pairs = [(o, g) for o in own for g in gold if o.start < g[1] and g[0] < o.end]
        met += len(pairs)
        right += sum(_same(o, g) for o, g in pairs)
        if not gold:
            plain, wrongly = plain + 1, wrongly + bool(own)
    return {
        "precision": right / max(found, 1),
        "recall": right / max(told, 1),
        "right signs": right / max(met, 1),
        "taken for opinions": wrongly / max(plain, 1),
    }


def _same(opinion: Opinion, gold: tuple[int, int, int]) -> bool:
    return opinion.liked == (gold[2] > _MENTIONED)
