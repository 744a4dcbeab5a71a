"""I looks into a sentence: what it does, what a command is about, what it has an opinion about.

A small network on MiniLM, its upper layers tuned. From the sentence's state it tells apart the acts
of `agent.commands` (telling, asking, chatting, the commands). Each word piece is tagged as the
beginning of what a command names ("forget my [locker code]"), its continuation or neither. A
second tag marks what is judged, and the hops of the deep memory network (Tang et al. 2016, over
contextual states) say of it whether it is disliked, merely mentioned after all, or liked: target
and polarity from one reading of the sentence (Li et al. 2019, "A unified model for opinion target
extraction"). Trained by `agent.training.tagger`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from agent.backbone import backbone
from agent.commands import ACTS, Act
from agent.errors import WeightsUnavailable
from agent.networks.aspects import OverStates, location
from agent.packing import tokenizer
from agent.precision import fast, settle
from agent.reply import Opinion
from agent.weights_io import load_tensors

TAGGER_FILE = "tagger.safetensors"
NONE, BEGINS, GOES_ON = range(3)
DISLIKED, MENTIONED, LIKED = range(3)
_TUNED_LAYERS = 4
_MOST = 96  # word pieces of a sentence that are read
_TOGETHER = 32  # sentences of one pass
_SURE = 0.8
_AT_EDGES = frozenset(
    "a an the this that these those of in on at to for from with by and or but i it".split()
)
_WORD = re.compile(r"\w+(?:['’]\w+)*")


class Seen(NamedTuple):
    """What was seen in a sentence: how likely each act is, summing to 1; the words that name what
    it is about if it is a command, as typed, "" when none do; and its opinions, in its order."""

    acts: Mapping[Act, float]
    topic: str
    opinions: tuple[Opinion, ...] = ()


@dataclass(frozen=True)
class Sentences:
    """A padded batch of "[CLS] sentence [SEP]": ids (B, L); mask, words (B, L) bool, where words
    are the sentence's own pieces; offsets B × L, a piece's characters."""

    ids: Tensor
    mask: Tensor
    words: Tensor
    offsets: tuple[tuple[tuple[int, int], ...], ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Sentences:
        """Lay texts out; what is beyond 96 word pieces is not read."""
        encoded = [tokenizer().encode(text) for text in texts]
        cut = [min(len(e.ids), _MOST) for e in encoded]
        shape = (len(texts), max(cut))
        ids = torch.zeros(shape, dtype=torch.long)
        mask, words = torch.zeros(shape, dtype=torch.bool), torch.zeros(shape, dtype=torch.bool)
        for row, (e, length) in enumerate(zip(encoded, cut, strict=True)):
            ids[row, :length] = torch.tensor(e.ids[:length])
            mask[row, :length] = True
            words[row, 1 : length - 1] = True
        return cls(ids, mask, words, tuple(tuple(e.offsets) for e in encoded))


class TaggingNetwork(nn.Module):
    """Acts (B, 8), tags (B, L, 3) of aspects and of topics, polarities (A, 3) of given aspects."""

    def __init__(self) -> None:
        super().__init__()
        self.backbone = backbone(_TUNED_LAYERS)
        width = int(self.backbone.config.hidden_size)
        self.act = nn.Sequential(
            nn.Linear(2 * width, width), nn.GELU(), nn.Dropout(0.1), nn.Linear(width, len(ACTS))
        )
        self.aspect = nn.Linear(width, 3)
        self.topic = nn.Linear(width, 3)
        self.polarity = OverStates(width)

    def states(self, batch: Sentences) -> Tensor:
        """States (B, L, D) of the word pieces."""
        found: Tensor = self.backbone(input_ids=batch.ids, attention_mask=batch.mask.long())[0]
        return found.float()

    def acts(self, states: Tensor, batch: Sentences) -> Tensor:
        """Logits (B, 8), one of each of ACTS, from [CLS] and the mean of the words."""
        words = batch.words.unsqueeze(-1)
        mean = (states * words).sum(1) / words.sum(1).clamp(min=1)
        logits: Tensor = self.act(torch.cat([states[:, 0], mean], dim=-1))
        return logits

    def judge(self, states: Tensor, batch: Sentences, aspects: Sequence[Aspect]) -> Tensor:
        """Logits (A, 3) of being disliked, merely mentioned or liked."""
        rows = torch.tensor([aspect.row for aspect in aspects])
        place = torch.arange(states.shape[1]).unsqueeze(0)
        first = torch.tensor([aspect.first for aspect in aspects]).unsqueeze(1)
        last = torch.tensor([aspect.last for aspect in aspects]).unsqueeze(1)
        own = (place >= first) & (place <= last)
        words = batch.words[rows] & ~own
        far = torch.maximum(first - place, place - last).clamp(min=0).float()
        near = location(far, words.sum(1).float() + 1) * words
        logits: Tensor = self.polarity(states[rows], words, own, near)[0]
        return logits


@dataclass(frozen=True, slots=True)
class Aspect:
    """Word pieces `first` to `last` of the batch's sentence `row`."""

    row: int
    first: int
    last: int


class Tagger:
    """The trained network at work."""

    def __init__(self, network: TaggingNetwork) -> None:
        self._network = network.eval()

    @classmethod
    def load(cls, folder: Path) -> Tagger:
        """Load the trained network.

        Raises:
            WeightsUnavailable: missing, damaged, or of another shape.
        """
        tensors, _ = load_tensors(folder / TAGGER_FILE)
        network = TaggingNetwork()
        learned = {name for name, p in network.named_parameters() if p.requires_grad}
        if learned != set(tensors):
            raise WeightsUnavailable(
                f"{TAGGER_FILE} was made for another version of Mneme. Reinstall Mneme, or make "
                "the weights anew with: mneme train"
            )
        network.load_state_dict({n: t.float() for n, t in tensors.items()}, strict=False)
        settle(network.backbone)
        return cls(network)

    @torch.inference_mode()
    def look(self, texts: Sequence[str]) -> list[Seen]:
        """The acts and topics of sentences, read together."""
        return [
            seen
            for at in range(0, len(texts), _TOGETHER)
            for seen in self._look(texts[at : at + _TOGETHER])
        ]

    def _look(self, texts: Sequence[str]) -> list[Seen]:
        batch, states = self._read(texts)
        shares = torch.softmax(self._network.acts(states, batch), -1).tolist()
        tags = self._network.topic(states).argmax(-1).tolist()
        judged = self._opinions(texts, states, batch)
        return [
            Seen(
                dict(zip(ACTS, shares[row], strict=True)),
                _stretch(text, tags[row], batch, row),
                judged[row],
            )
            for row, text in enumerate(texts)
        ]

    def _opinions(
        self, texts: Sequence[str], states: Tensor, batch: Sentences
    ) -> list[tuple[Opinion, ...]]:
        """The opinions of each sentence; what is merely mentioned is none."""
        tags = self._network.aspect(states).argmax(-1).tolist()
        aspects = [a for row, own in enumerate(tags) for a in tagged(own, batch, row)]
        found: list[list[Opinion]] = [[] for _ in tags]
        if aspects:
            shares = torch.softmax(self._network.judge(states, batch, aspects), -1)
            for aspect, share in zip(aspects, shares, strict=True):
                best = int(share.argmax())
                if best != MENTIONED and float(share[best]) >= _SURE:
                    place = _named(texts[aspect.row], *_place(aspect, batch))
                    if place is not None:
                        found[aspect.row].append(Opinion(*place, best == LIKED))
        return [tuple(own) for own in found]

    def _read(self, texts: Sequence[str]) -> tuple[Sentences, Tensor]:
        batch = Sentences.of(texts)
        with fast():
            return batch, self._network.states(batch)


def _stretch(text: str, tags: Sequence[int], batch: Sentences, row: int) -> str:
    """The words from the first to the last that a sentence's tags mark, whole words all."""
    stretches = tagged(tags, batch, row)
    if not stretches:
        return ""
    places = [_place(stretch, batch) for stretch in stretches]
    return text[slice(*_whole(text, min(start for start, _ in places), places[-1][1]))]


def _whole(text: str, first: int, last: int) -> tuple[int, int]:
    """A stretch with the words whole that it cuts."""
    words = [m.span() for m in _WORD.finditer(text) if m.start() < last and m.end() > first]
    return min([first, *(s for s, _ in words)]), max([last, *(e for _, e in words)])


def _named(text: str, first: int, last: int) -> tuple[int, int] | None:
    """A stretch of whole words without "the" and "in" at its edges; None when no more is left."""
    first, last = _whole(text, first, last)
    words = [m.span() for m in _WORD.finditer(text, first, last)]
    names = [(start, end) for start, end in words if text[start:end].lower() not in _AT_EDGES]
    return (names[0][0], names[-1][1]) if names else None


def _place(aspect: Aspect, batch: Sentences) -> tuple[int, int]:
    """Its characters."""
    offsets = batch.offsets[aspect.row]
    return offsets[aspect.first][0], offsets[aspect.last][1]


def tagged(tags: Sequence[int], batch: Sentences, row: int = 0) -> list[Aspect]:
    """The aspects that the tags of one sentence of a batch mark, whole words each."""
    offsets, words = batch.offsets[row], batch.words[row].tolist()
    aspects: list[Aspect] = []
    for place in range(len(words)):
        if not words[place] or tags[place] == NONE:
            continue
        before = aspects[-1] if aspects and aspects[-1].last == place - 1 else None
        if before and (tags[place] == GOES_ON or _joined(offsets, place)):
            aspects[-1] = Aspect(row, before.first, place)
        else:
            aspects.append(Aspect(row, place, place))
    return aspects


def _joined(offsets: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a piece goes on the word of the piece before it."""
    return offsets[place - 1][1] == offsets[place][0]
