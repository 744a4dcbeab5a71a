"""Examples to learn from: memories told in order, a question, its supports and its answer.

Every source of training data, the simulator and the public corpora alike, is turned into these,
so that one trainer and one evaluator serve all of them. Light on purpose: no torch here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from agent.figures import Figure
from agent.reckoning import Term, reckon

AnswerKind = Literal["span", "yes", "no", "number", "unknown"]


@dataclass(frozen=True, slots=True)
class Told:
    """One memory as typed. `speaker` is "user" unless a named person of a conversation said it;
    `told_at` is what "yesterday" counts from, when it is known."""

    text: str
    speaker: str = "user"
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Answer words inside a memory: `memories[memory].text[start:end]`.

    In a sum, `minus` marks what is taken away.
    """

    memory: int
    start: int
    end: int
    minus: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A question over memories.

    memories   in the order they were told (only what was told before the question)
    supports   indexes into `memories`, in hop order: hop 1 first. Empty when unknown (never told).
    kind       "span": the answer is `spans` (several for a list, in order);
               "yes"/"no"; "number": a count or sum, in `number`, of the terms in `spans`
               (`agent.reckoning`); "unknown": must abstain
    source     where it comes from ("simulator/moves", "squad", …), for per-source scores
    group      what is held out together (a relation, a template, an article)
    previous   the question before, when this one cannot be understood without it
    """

    memories: tuple[Told, ...]
    question: str
    kind: AnswerKind
    supports: tuple[int, ...] = ()
    spans: tuple[Span, ...] = ()
    number: int | None = None
    source: str = ""
    group: str = ""
    previous: str = ""

    def following(self, question: str) -> Example:
        """This example as a follow-up of `question`."""
        return replace(self, previous=question)

    def check(self) -> None:
        """Raise ValueError when the parts contradict each other (used by tests of every source)."""
        n = len(self.memories)
        if any(not 0 <= s < n for s in self.supports):
            raise ValueError(f"support outside 0..{n - 1}: {self.supports}")
        if len(set(self.supports)) != len(self.supports):
            raise ValueError("a memory is named twice among the supports")
        for span in self.spans:
            if not 0 <= span.memory < n:
                raise ValueError(f"span in memory {span.memory} of {n}")
            text = self.memories[span.memory].text
            if not 0 <= span.start < span.end <= len(text):
                raise ValueError(f"span {span.start}:{span.end} outside {text!r}")
            if text[span.start : span.end] != text[span.start : span.end].strip():
                raise ValueError("a span has blanks at its ends")
            if span.memory not in self.supports:
                raise ValueError("an answer span stands in a memory that is no support")
        if self.kind != "number" and (self.kind == "span") != bool(self.spans):
            raise ValueError("spans belong to kinds 'span' and 'number', and only to them")
        if (self.kind == "number") != (self.number is not None):
            raise ValueError("number belongs to kind 'number', and only to it")
        if self.kind == "unknown" and self.supports:
            raise ValueError("an unknown answer has no supports")
        if self.kind != "unknown" and not self.supports:
            raise ValueError("an answer needs supports")


def total(told: Sequence[Told], spans: Sequence[Span]) -> Figure | None:
    """What the terms of a sum come to; None when that is less than nothing."""
    return reckon(
        [Term(told[s.memory].text[s.start : s.end], s.minus, told[s.memory].told_at) for s in spans]
    )
