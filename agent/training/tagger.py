"""Train the tagger (`agent.tagger`): acts, topics of commands, opinions, all at once.

Acts are learned from the sentences of `agent.training.acts`, opinions from `agent.training.marked`,
topics from `utterances/*.txt` (`agent.training.utterances`), what a command names marked:

    forget<TAB>Mum's [eye check] - forget I ever mentioned it, please.

Plain statements of the simulator join them: most of what people tell holds no opinion at all.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor
from torch.nn import functional

from agent.commands import ACTS, Act
from agent.precision import fast
from agent.reader import Reader
from agent.reply import Opinion
from agent.simulator import everyday, joins, moves, scripts
from agent.tagger import (
    BEGINS,
    GOES_ON,
    MENTIONED,
    TAGGER_FILE,
    Aspect,
    Sentences,
    Tagger,
    TaggingNetwork,
)
from agent.training.acts import held_out, labelled, made_commands
from agent.training.marked import Marked, read_lines
from agent.training.utterances import read_utterances
from agent.weights_io import save_tensors

_Item = TypeVar("_Item")
_HELD_OUT = 0.1
_STEPS, _ACTS_A_STEP, _MARKED_A_STEP = 3_000, 32, 32
_BACKBONE_RATE, _HEAD_RATE = 1e-4, 1e-3
_UNREAD = 0.06  # of the word pieces of a sentence, whose act must be seen without them
_SMOOTHED = 0.05
_PLAIN = 0.6  # plain statements for each marked sentence
_SIMPLE = 0.2  # of them, made of patterns; the others are told in scripts by hand
_LOWERED = 0.15
_MADE = 300  # commands made of patterns
_IGNORED = -100
_LOG_EVERY = 100
_UNKNOWN_WORD = 100  # [UNK] of MiniLM's vocabulary


def commands(rng: random.Random) -> tuple[list[Marked], list[Marked]]:
    """(training, validation): commands by hand, and for training made ones too."""
    written = []
    for act, text, topic in read_utterances():
        if act in ("forget", "forget-all", "know"):
            written.append(Marked(text, (), True, topic))
    rng.shuffle(written)
    cut = round(_HELD_OUT * len(written))
    made = [Marked(text, (), True, topic) for text, topic in made_commands(rng, _MADE)]
    return written[cut:] + made, written[:cut]


def train_tagger(
    out: Path, reader: Reader, data: Path | None, seed: int, echo: Callable[[str], None]
) -> dict[str, float]:
    """Train from the reader's backbone on, which has learned to look at single words; write
    TAGGER_FILE into `out`, and return figures on the held-out tenth.

    Args:
        data: folder with public corpora (see docs/TRAINING.md), or None.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    lines = read_lines()
    rng.shuffle(lines)
    cut = round(_HELD_OUT * len(lines))
    check, learn = lines[:cut], lines[cut:]
    ordered, check_ordered = commands(rng)
    learn += ordered
    told = labelled(data, rng)
    check_acts = sorted({pair for pair in told if held_out(pair[0])})
    acts = _endless(
        [pair for pair in told if not held_out(pair[0])],
        _ACTS_A_STEP,
        lambda pair: len(pair[0]),
        rng,
    )
    plain = _plain(round(len(learn) * _PLAIN), rng)
    marked = _endless([*learn, *plain], _MARKED_A_STEP, lambda m: len(m.text), rng)
    network = TaggingNetwork()
    network.backbone.load_state_dict(reader.backbone.state_dict())
    optimiser, schedule = _optimiser(network)
    network.train()
    total = 0.0
    for number in range(1, _STEPS + 1):
        some = [m.lowered() if rng.random() < _LOWERED else m for m in next(marked)]
        loss = _loss(network, some) + _act_loss(network, next(acts))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        total += float(loss.detach())
        if number % _LOG_EVERY == 0:
            echo(f"  tagger {number}/{_STEPS} loss {total / _LOG_EVERY:.3f}")
            total = 0.0
    learned = {n: p.half() for n, p in network.named_parameters() if p.requires_grad}
    tagger = Tagger(network)
    figures = acts_right(tagger, check_acts) | measure(tagger, check)
    figures["topic right"] = topics_right(tagger, check_ordered)
    save_tensors(out / TAGGER_FILE, learned, {n: f"{v:.3f}" for n, v in figures.items()})
    return figures


def _optimiser(
    network: TaggingNetwork,
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    tuned = [p for p in network.backbone.parameters() if p.requires_grad]
    known = {id(p) for p in network.backbone.parameters()}
    heads = [p for p in network.parameters() if id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": tuned, "lr": _BACKBONE_RATE}, {"params": heads, "lr": _HEAD_RATE}],
        weight_decay=0.01,
    )
    rates = [_BACKBONE_RATE, _HEAD_RATE]
    return optimiser, torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rates, total_steps=_STEPS, pct_start=0.1
    )


def _endless(
    items: Sequence[_Item], size: int, length: Callable[[_Item], int], rng: random.Random
) -> Iterator[list[_Item]]:
    """Batches of like length, over and over, in another order each time."""
    while True:
        order = sorted(items, key=lambda item: length(item) * rng.uniform(0.8, 1.25))
        batches = [order[at : at + size] for at in range(0, len(order) - size + 1, size)]
        rng.shuffle(batches)
        yield from batches


def _plain(count: int, rng: random.Random) -> list[Marked]:
    """Statements of the simulator: most judge nothing, and are learned from as if none did."""
    makers = (everyday.generate, moves.generate, joins.generate)
    told: list[str] = []
    while len(told) < count:
        maker = rng.choice(makers) if rng.random() < _SIMPLE else scripts.generate
        for example in maker(rng)[-1:]:
            memories = example.memories
            told += [memory.text for memory in rng.sample(memories, min(3, len(memories)))]
    return [Marked(text, ()) for text in told[:count]]


def _loss(network: TaggingNetwork, some: Sequence[Marked]) -> Tensor:
    batch = Sentences.of([marked.text for marked in some])
    aspect_tags, topic_tags = (torch.full(batch.ids.shape, _IGNORED) for _ in range(2))
    aspects: list[Aspect] = []
    polarities: list[int] = []
    for row, marked in enumerate(some):
        tags = (topic_tags if marked.is_command else aspect_tags)[row]
        tags[batch.words[row]] = 0
        if marked.topic is not None:
            _tag(tags, _pieces(batch, row, *marked.topic))
        for start, end, polarity in marked.aspects:
            aspect = _pieces(batch, row, start, end)
            if aspect is not None:
                aspects.append(aspect)
                polarities.append(polarity)
                if polarity != MENTIONED:
                    _tag(tags, aspect)
    with fast():
        states = network.states(batch)
    loss = torch.zeros(())
    for head, tags in ((network.aspect, aspect_tags), (network.topic, topic_tags)):
        if (tags != _IGNORED).any():
            scores = head(states).flatten(0, 1)
            loss = loss + functional.cross_entropy(scores, tags.flatten(), ignore_index=_IGNORED)
    if aspects:
        judged = network.judge(states, batch, aspects)
        loss = loss + functional.cross_entropy(judged, torch.tensor(polarities))
    return loss


def _pieces(batch: Sentences, row: int, start: int, end: int) -> Aspect | None:
    """The pieces of characters start:end; None when they are beyond what is read."""
    offsets = batch.offsets[row][: batch.ids.shape[1]]
    pieces = [
        at
        for at, (first, last) in enumerate(offsets)
        if first < end and last > start and batch.words[row, at]
    ]
    return Aspect(row, pieces[0], pieces[-1]) if pieces else None


def _tag(tags: Tensor, stretch: Aspect | None) -> None:
    """Tag a stretch of one sentence's pieces (L,)."""
    if stretch is not None:
        tags[stretch.first] = BEGINS
        tags[stretch.first + 1 : stretch.last + 1] = GOES_ON


def _act_loss(network: TaggingNetwork, some: Sequence[tuple[str, Act]]) -> Tensor:
    batch = Sentences.of([text for text, _ in some])
    gold = torch.tensor([ACTS.index(act) for _, act in some])
    unread = (torch.rand(batch.ids.shape) < _UNREAD) & batch.words
    batch.ids[unread] = _UNKNOWN_WORD
    with fast():
        states = network.states(batch)
    return functional.cross_entropy(network.acts(states, batch), gold, label_smoothing=_SMOOTHED)


def acts_right(tagger: Tagger, check: Sequence[tuple[str, Act]]) -> dict[str, float]:
    """Share of sentences whose act is seen, of all and of each act."""
    right = dict.fromkeys(("acts right", *(f"{act} seen" for act in ACTS)), 0)
    asked = dict(right)
    for at in range(0, len(check), 64):
        some = check[at : at + 64]
        for (_, act), seen in zip(some, tagger.look([text for text, _ in some]), strict=True):
            best = max(seen.acts, key=lambda a: seen.acts[a])
            for name in ("acts right", f"{act} seen"):
                asked[name] += 1
                right[name] += best == act
    return {name: right[name] / asked[name] for name in asked if asked[name]}


def topics_right(tagger: Tagger, check: Sequence[Marked]) -> float:
    """Share of commands whose named words are found to the letter."""
    right = 0
    for marked in check:
        wanted = marked.text[slice(*marked.topic)] if marked.topic else ""
        right += tagger.look([marked.text])[0].topic == wanted
    return right / max(len(check), 1)


def measure(tagger: Tagger, check: Sequence[Marked]) -> dict[str, float]:
    """Of opinions found and told: precision and recall (an aspect counts when it overlaps and has
    the same sign), the share of right signs among overlapping ones, and how many plain sentences
    are taken for opinions."""
    found = told = right = met = plain = wrongly = 0
    for marked in check:
        gold = [(s, e, p) for s, e, p in marked.aspects if p != MENTIONED]
        own = tagger.look([marked.text])[0].opinions
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
    return opinion.liked == (gold[2] > MENTIONED)
