"""Lay a question and its candidate memories out as one token sequence, and find the way back.

    [CLS] question [SEP] previous question [SEP] memory 1 [SEP] memory 2 … [SEP] memory n

The [SEP] in front of a memory is its marker: the reader's state there stands for the slot. The
memories are in told order, so the position embeddings carry "most recent" (the role of the
time features in Weston et al. 2014, section 3.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from agent.amounts import amounts, unit
from agent.encoder import default_folder
from agent.story import Told

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

MAX_TOKENS = 448
MAX_MEMORY_TOKENS = 96
MAX_QUESTION_TOKENS = 48
_MAX_NAME_TOKENS = 16
_STEP = 8
OUTSIDE = (-1, -1)
PLACES = 32


class Placed(NamedTuple):
    """An amount in a sequence: its first and last token, kind, place among all of its kind, and
    unit (0 when none is said)."""

    first: int
    last: int
    kind: int
    place: int
    unit: int

    @property
    def length(self) -> int:
        """How many tokens it takes."""
        return self.last + 1 - self.first


@dataclass(frozen=True, slots=True)
class Packed:
    """One laid-out sequence of length L over n memories.

    ids, types  L token ids and BERT segment ids (0 question, 1 memories)
    memory      L: index of the memory a token belongs to (its marker included), -1 for the rest
    offsets     L: the token's characters in its memory's text, OUTSIDE for all other tokens
    markers     n: position of each memory's marker
    orders      L: 0, or which place the amount that a token belongs to takes among all of its kind
                (numbers, clock times, dates, weekdays), 1 + kind * PLACES + place
    amounts     the amounts in the memories, in order
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    memory: tuple[int, ...]
    offsets: tuple[tuple[int, int], ...]
    markers: tuple[int, ...]
    orders: tuple[int, ...]
    amounts: tuple[Placed, ...]


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """Return the backbone's word-piece tokenizer, without padding or truncation."""
    from tokenizers import Tokenizer

    loaded: Tokenizer = Tokenizer.from_file(str(default_folder() / "tokenizer.json"))
    loaded.no_padding()
    loaded.no_truncation()
    return loaded


@lru_cache(maxsize=20_000)
def _encode(text: str) -> Encoding:
    return tokenizer().encode(text, add_special_tokens=False)


def _special(token: str) -> int:
    number = tokenizer().token_to_id(token)
    assert number is not None
    return int(number)


def token_count(told: Told) -> int:
    """How many tokens a memory takes in a sequence, its marker and its speaker's name included."""
    return 1 + min(len(_name(told)) + len(_encode(told.text).ids), MAX_MEMORY_TOKENS)


def _name(told: Told) -> list[int]:
    """The tokens that say who said it; none for the user."""
    return [] if told.speaker == "user" else _encode(f"{told.speaker}:").ids[-_MAX_NAME_TOKENS:]


def room(question: str, previous: str = "") -> int:
    """How many tokens of memories fit in a sequence under this question."""
    return (
        MAX_TOKENS
        - 2
        - sum(
            min(len(_encode(text).ids), MAX_QUESTION_TOKENS)
            for text in (question, previous)
            if text
        )
    )


def pack(memories: Sequence[Told], question: str, previous: str = "") -> Packed:
    """Lay out `memories` (told order) under `question`.

    Of a memory longer than MAX_MEMORY_TOKENS the stretch that shares most with the question is
    taken; a long question is cut at its end. Memories that no longer fit into MAX_TOKENS are left
    out from the end; callers choose candidates with `token_count` so that this does not happen.
    """
    cls, sep = _special("[CLS]"), _special("[SEP]")
    asked = _encode(question).ids[:MAX_QUESTION_TOKENS]
    ids, texts = [cls, *asked, sep], [_Stretch(question, 1, 0, len(asked))]
    if previous:
        before = _encode(previous).ids[:MAX_QUESTION_TOKENS]
        texts.append(_Stretch(previous, len(ids), 0, len(before)))
        ids += before
    types, memory = [0] * len(ids), [-1] * len(ids)
    offsets: list[tuple[int, int]] = [OUTSIDE] * len(ids)
    markers: list[int] = []
    for number, told in enumerate(memories):
        name = _name(told)
        body = _encode(told.text)
        begin = _begin(body.ids, MAX_MEMORY_TOKENS - len(name), frozenset(asked))
        end = begin + MAX_MEMORY_TOKENS - len(name)
        words, places = body.ids[begin:end], body.offsets[begin:end]
        if len(ids) + 1 + len(name) + len(words) > MAX_TOKENS:
            break
        markers.append(len(ids))
        ids += [sep, *name, *words]
        texts.append(_Stretch(told.text, len(ids) - len(words), begin, begin + len(words)))
        offsets += [OUTSIDE] * (1 + len(name)) + list(places)
        memory += [number] * (1 + len(name) + len(words))
    types += [1] * (len(ids) - len(types))
    placed = list(_placed(texts))
    orders = [0] * len(ids)
    for amount in placed:
        of_kind = 1 + amount.kind * PLACES
        orders[amount.first : amount.last + 1] = [of_kind + amount.place] * amount.length
    return Packed(
        ids=tuple(ids),
        types=tuple(types),
        memory=tuple(memory),
        offsets=tuple(offsets),
        markers=tuple(markers),
        orders=tuple(orders),
        amounts=tuple(amount for amount in placed if memory[amount.first] >= 0),
    )


class _Stretch(NamedTuple):
    """The tokens begin:end of a text, and the place of the first of them in the sequence."""

    text: str
    first: int
    begin: int
    end: int


def _begin(ids: Sequence[int], room: int, asked: frozenset[int]) -> int:
    """Where the stretch of `room` tokens begins that holds the most of what is asked.

    Of several the middle one: the answer may stand on either side of the words asked with.
    """
    if len(ids) <= room:
        return 0
    starts = range(0, len(ids) - room + _STEP, _STEP)
    shared = [len(asked.intersection(ids[start : start + room])) for start in starts]
    best = [start for start, many in zip(starts, shared, strict=True) if many == max(shared)]
    return min(best[len(best) // 2] if best[0] else 0, len(ids) - room)


def _placed(texts: Sequence[_Stretch]) -> Iterator[Placed]:
    """The amounts of a sequence made of these texts."""
    found = [(stretch, amount) for stretch in texts for amount in amounts(stretch.text)]
    places: dict[tuple[int, float], int] = {}
    for kind in {amount.kind for _, amount in found}:
        values = sorted({amount.value for _, amount in found if amount.kind == kind})
        # More values than places share them, in order.
        crowd = max(1.0, len(values) / PLACES)
        places |= {(kind, value): int(at / crowd) for at, value in enumerate(values)}
    for stretch, amount in found:
        offsets = _encode(stretch.text).offsets[stretch.begin : stretch.end]
        covered = [
            at
            for at, (start, end) in enumerate(offsets, stretch.first)
            if start < amount.end and end > amount.start
        ]
        if covered:
            place = places[amount.kind, amount.value]
            number = unit(stretch.text, amount)
            yield Placed(covered[0], covered[-1], amount.kind, place, number)
