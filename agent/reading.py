"""Read candidate memories for a question: run the hops, then let R choose. Inference only.

An engine makes the hops (`agent.engines`), R chooses from what they read. O and R both have a say
in "I don't know"; how much each counts is fitted on validation data (`Calibration`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import torch
from torch import Tensor

from agent.asked_time import UP_TO_NOW, asked_time
from agent.engine_names import EngineName
from agent.engines import Carried, HopReading, Pointed, point
from agent.figures import Figure
from agent.packing import Packed, pack
from agent.precision import fast
from agent.quantities import whole
from agent.reader import (
    KINDS,
    NEVER,
    Choice,
    Reader,
    ReaderInput,
    States,
)
from agent.story import Span, Told, total

MAX_ANSWER_TOKENS = 24
_FLOOR = 1e-6
WORKED_OUT = "worked out"  # a kind of no head: a time reckoned from what was read
# Kinds with a bias of their own.
GROUPS = {"span": 0, "list": 1, "number": 2, "yes": 3, "no": 3, WORKED_OUT: 4}
_TIMES = ("clock", "day", "weekday")  # figures that answer "when"


@dataclass(frozen=True, slots=True)
class Reading:
    """What O and R made of a question.

    kind       one of `agent.reader.KINDS`, the best that is no "unknown", or WORKED_OUT
    spans      answer words in the memories (kind span or list)
    figure     what the spans come to (kind number)
    evidence   (log p(some support), log p(not unknown), log p(answer)): what confidence is made of
    placed     log p(the answer begins in the memory of the first span): what `evidence` has for the
               answer when it is worked out from the whole memory
    """

    hops: tuple[HopReading, ...]
    kind: str
    spans: tuple[Span, ...]
    figure: Figure | None
    evidence: tuple[float, float, float]
    placed: float = log(_FLOOR)

    @property
    def supports(self) -> tuple[int, ...]:
        """The slots read, in hop order."""
        return tuple(hop.chosen for hop in self.hops)

    def worked_out(self) -> Reading:
        """The same reading when the answer is worked out from the memory that it points at."""
        some, known, answer = self.evidence
        return replace(self, kind=WORKED_OUT, evidence=(some, known, max(answer, self.placed)))


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic map from a reading's evidence to the probability that its answer is right.

    p = σ(bias + w · evidence), fitted on validation data (Platt scaling), with a bias of its own
    for each of GROUPS, since the parts of a span and of a sum are scored on different scales.
    Answers below the threshold of their group are withheld: a list is seldom right to the letter,
    but seldom made up.
    """

    biases: tuple[float, ...] = (2.0,) * len(set(GROUPS.values()))
    weights: tuple[float, float, float] = (1.0, 1.0, 1.0)
    thresholds: tuple[float, ...] = (0.5,) * len(set(GROUPS.values()))

    def confidence(self, reading: Reading) -> float:
        """Probability in 0..1 that the reading's answer is right."""
        bias = self.biases[GROUPS.get(reading.kind, 0)]
        score = bias + sum(w * e for w, e in zip(self.weights, reading.evidence, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))

    def sure(self, reading: Reading) -> bool:
        """Whether the answer is to be given."""
        return self.confidence(reading) >= self.thresholds[GROUPS.get(reading.kind, 0)]


NOTHING_READ = Reading((), "unknown", (), None, (log(_FLOOR),) * 3)


def read(
    reader: Reader,
    memories: Sequence[Told],
    question: str,
    previous: str = "",
    engine: EngineName = "default",
    carried: Carried | None = None,
) -> Reading:
    """Answer `question` from `memories` (told order, at most what fits one sequence).

    `engine` points; `carried`, for NTM, has a weight for each memory.
    """
    if not memories:
        return NOTHING_READ
    packed = pack(memories, question, previous)
    if not packed.markers:
        return NOTHING_READ
    batch = ReaderInput.stack([packed])
    with torch.inference_mode(), fast():
        states = reader.encode(batch)
    with torch.inference_mode():
        states = States(*(part.float() for part in states))
        pointed = point(reader, batch, states, engine, carried)
        return _decode(reader, batch, states, pointed, packed, memories, question)


def _decode(
    reader: Reader,
    batch: ReaderInput,
    states: States,
    pointed: Pointed,
    packed: Packed,
    memories: Sequence[Told],
    question: str,
) -> Reading:
    hops, state, roles = pointed
    choice = reader.response(batch, states, state, roles)
    kinds = torch.log_softmax(choice.kind[0], -1)
    unknown = KINDS.index("unknown")
    known = kinds.clone()
    known[unknown] = NEVER
    best = KINDS[int(known.argmax())]
    kind, spans, figure, log_answer = _answer(best, choice, packed, memories)
    if figure is not None and _is_no_answer(figure, question):
        kind, spans, figure, log_answer = _answer("span", choice, packed, memories)
    evidence = (
        log(max(1 - hops[0].stop, _FLOOR)),
        log(max(1 - float(kinds[unknown].exp()), _FLOOR)),
        max(log_answer + float(known.max() - torch.logsumexp(known, -1)), log(_FLOOR)),
    )
    return Reading(tuple(hops), kind, spans, figure, evidence, _placed(choice, packed, spans))


def _is_no_answer(figure: Figure, question: str) -> bool:
    """Whether a sum is of another sort than what the question asks for: no bare number is "when",
    nor is a year "how long have they …"."""
    asked = asked_time(question)
    if asked == "length":
        year = figure.kind == "number" and figure.value >= 1000
        return year and UP_TO_NOW.search(question) is not None
    return asked in ("day", "clock") and figure.kind not in _TIMES


def _placed(choice: Choice, packed: Packed, spans: tuple[Span, ...]) -> float:
    """Log p(the answer begins in the memory of the first span); see `Reading`."""
    if not spans:
        return log(_FLOOR)
    there = torch.tensor(packed.memory) == spans[0].memory
    begins = torch.log_softmax(choice.start[0], -1)[there]
    return max(float(torch.logsumexp(begins, -1)), log(_FLOOR))


def _answer(
    kind: str, choice: Choice, packed: Packed, memories: Sequence[Told]
) -> tuple[str, tuple[Span, ...], Figure | None, float]:
    """Kind, spans, figure and log-probability of the best answer of this kind, or of a span when
    nothing is marked for it."""
    if kind == "number":
        marked = _marked(choice.inside[0], packed) + _marked(choice.minus[0], packed, True)
        terms = tuple(dict.fromkeys(_whole(term, memories) for term in marked))
        figure = total(memories, terms)
        if figure is not None:
            log_p = min(_certainty(choice.inside[0]), _certainty(choice.minus[0]))
            return kind, terms, figure, log_p
        return _answer("span", choice, packed, memories)
    if kind == "span":
        first, last, log_p = _best_span(choice, packed)
        return kind, (_to_span(packed, first, last),), None, log_p
    if kind == "list":
        items = _marked(choice.inside[0], packed)
        if items:
            return kind, items, None, _certainty(choice.inside[0])
        return _answer("span", choice, packed, memories)
    return kind, (), None, 0.0


def _best_span(choice: Choice, packed: Packed) -> tuple[int, int, float]:
    """Best start ≤ end inside one memory, at most MAX_ANSWER_TOKENS long."""
    start = torch.log_softmax(choice.start[0], -1)
    end = torch.log_softmax(choice.end[0], -1)
    memory = torch.tensor(packed.memory)
    pair = start.unsqueeze(1) + end.unsqueeze(0)
    distance = torch.arange(len(memory)).unsqueeze(0) - torch.arange(len(memory)).unsqueeze(1)
    legal = (
        (distance >= 0)
        & (distance < MAX_ANSWER_TOKENS)
        & (memory.unsqueeze(0) == memory.unsqueeze(1))
    )
    best = int(pair.masked_fill(~legal, 2 * NEVER).argmax())
    first, last = divmod(best, len(memory))
    return first, last, float(pair[first, last])


def _marked(scores: Tensor, packed: Packed, minus: bool = False) -> tuple[Span, ...]:
    """Stretches of tokens that are likelier in than out, each within one memory."""
    spans = (_to_span(packed, first, last) for first, last in _runs(scores, packed))
    return tuple(replace(span, minus=minus) for span in spans)


def _whole(term: Span, memories: Sequence[Told]) -> Span:
    """Widen a term to the whole time it is a part of."""
    start, end = whole(memories[term.memory].text, term.start, term.end)
    return replace(term, start=start, end=end)


def _certainty(scores: Tensor) -> float:
    """How sure the marking is: the log-probability of the token that was the closest call."""
    allowed = scores > NEVER / 2
    return float(torch.nn.functional.logsigmoid(scores[allowed].abs()).min())


def _runs(inside: Tensor, packed: Packed) -> list[tuple[int, int]]:
    """First and last token of each stretch of positive scores."""
    runs: list[tuple[int, int]] = []
    for i, score in enumerate(inside.tolist()):
        if score <= 0:
            continue
        if runs and runs[-1][1] == i - 1 and packed.memory[i] == packed.memory[i - 1]:
            runs[-1] = (runs[-1][0], i)
        else:
            runs.append((i, i))
    return runs


def _to_span(packed: Packed, first: int, last: int) -> Span:
    return Span(packed.memory[first], packed.offsets[first][0], packed.offsets[last][1])
