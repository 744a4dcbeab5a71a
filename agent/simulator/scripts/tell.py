"""Tell a script: draw its wordings and values, split messages as I does, find every answer."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from agent.figures import in_words
from agent.sentences import split
from agent.simulator.banks import VALUES, gendered
from agent.simulator.noise import Noise
from agent.simulator.scripts.parse import Ask, Message, Script, Term
from agent.simulator.text import careless_question
from agent.story import Example, Span, Told, total

_OPTION = re.compile(r"\[([^\[\]]*)\]")
_HOLE = re.compile(r"\{(\w+)\}")
_NUMBERED = re.compile(r"^(.*?)(\d*)$")
_WORD = re.compile(r"\w+")
_TOGETHER = 3  # sentences of one message that may all be read for a yes or no


class Untold(ValueError):
    """A question that this telling cannot answer: its words were not drawn."""


class Telling:
    """One telling of a script, perhaps after an earlier talk of the same people."""

    def __init__(
        self, script: Script, rng: random.Random, noise: Noise, before: Telling | None = None
    ) -> None:
        self.script, self.rng, self.noise = script, rng, noise
        self.values: dict[str, str] = {}
        self.memories: list[Told] = []
        self.lines: list[range] = []  # the memories of each message
        if before is not None:
            names = (before._fill(name) for name in before.script.speakers)
            own = (name.strip("{}") for name in script.speakers)
            self.values.update(zip(own, names, strict=False))
            self.memories += before.memories
        self.first = len(self.memories)

    def examples(self) -> list[tuple[Example | None, Ask, str]]:
        """Every question of the script, in order, with its text; None where it cannot be asked."""
        asked: list[tuple[Example | None, Ask, str]] = []
        before = ""
        for step in self.script.steps:
            if isinstance(step, Message):
                self._tell(step)
                continue
            question = self._fill(step.text)
            try:
                example = self._example(step, question)
                asked.append(
                    (example.following(before) if step.follows else example, step, question)
                )
            except Untold:
                asked.append((None, step, question))
            before = question
        return asked

    def _tell(self, message: Message) -> None:
        text = self.noise.line(self._fill(message.text))
        first = len(self.memories)
        if message.speaker == "user":
            self.memories += [Told(sentence) for sentence in split(text) if sentence]
        else:  # an imported turn is one memory, however long
            self.memories.append(Told(text, self._fill(message.speaker)))
        self.lines.append(range(first, len(self.memories)))

    def _fill(self, template: str) -> str:
        drawn = _OPTION.sub(lambda m: self.rng.choice(m[1].split("|")), template)
        filled = _HOLE.sub(lambda m: self._value(m[1]), drawn)
        text = re.sub(r"\s+", " ", filled).strip()
        text = re.sub(r"\s+([,.;:!?])", r"\1", text)
        text = re.sub(r"\b(the) the\b", r"\1", text, flags=re.IGNORECASE)  # "the the 28th"
        starts = template[:1].isupper() or template[:1] == "{"
        return text[:1].upper() + text[1:] if starts else text

    def _value(self, name: str) -> str:
        if name not in self.values:
            match = _NUMBERED.match(name)
            bank = match[1] if match else name
            for _ in range(60):
                drawn = self._draw(name, bank)
                if drawn not in self.values.values():
                    break
            self.values[name] = drawn
        return self.values[name]

    def _draw(self, name: str, bank: str) -> str:
        own = self.script.banks.get(name) or self.script.banks.get(bank)
        if own:
            return _HOLE.sub(lambda m: self._value(m[1]), self.rng.choice(own))
        if bank in ("f", "m"):
            return gendered(self.rng, bank)
        if bank not in VALUES:
            raise KeyError(f"There is no bank {{{name}}}.")
        return VALUES[bank](self.rng)

    def _example(self, ask: Ask, question: str) -> Example:
        source = f"script/{self.script.title.split('/')[0]}"
        careless = self.noise.line(careless_question(question, self.rng))
        told = tuple(self.memories)
        empty = Example(told, careless, "unknown", source=source, group=self.script.title)
        if ask.kind == "unknown":
            return empty
        spans = self._spans(ask)
        supports = self._supports(ask, question, spans)
        if ask.kind == "number":
            figure = total(told, spans)
            if figure is None:
                raise Untold("less than nothing")
            number = round(figure.value)
            if ask.total is not None and number != ask.total:
                raise Untold(f"the terms make {in_words(figure, question)}, not {ask.total}")
            return replace(empty, kind="number", supports=supports, spans=spans, number=number)
        return replace(empty, kind=ask.kind, supports=supports, spans=spans)

    def _spans(self, ask: Ask) -> tuple[Span, ...]:
        spans: list[Span] = []
        taken: set[tuple[int, int]] = set()
        words = [term.words for term in ask.terms]
        for term in ask.terms:
            repeated = words.count(term.words) > 1
            found = [s for s in self._places(term, ask) if (s.memory, s.start) not in taken]
            if not found:
                raise Untold(f"{' | '.join(term.words)!r} does not stand in the lines")
            span = found[0] if repeated else found[-1]
            taken.add((span.memory, span.start))
            spans.append(span)
        return tuple(spans)

    def _places(self, term: Term, ask: Ask) -> list[Span]:
        """Where a term stands, in the order told; only in the lines named, if any hold it."""
        if term.line is not None and not term.line < len(self.lines):
            raise Untold(f"there is no line {term.line + 1} yet")
        named = [i for line, sentence in ask.lines for i in self._memories(line, sentence)]
        among = self.lines[term.line] if term.line is not None else (named or None)
        own = range(self.first, len(self.memories))
        for alternative in term.words:
            words = self._fill(alternative)
            pattern = rf"(?<!\w){re.escape(words)}(?!\w)"
            found = [
                Span(i, m.start(), m.end(), term.minus)
                for i in (sorted(among) if among is not None else own)
                for m in re.finditer(pattern, self.memories[i].text, re.IGNORECASE)
            ]
            if found:
                return found
        return []

    def _memories(self, line: int, sentence: int | None) -> range:
        if line >= len(self.lines):
            raise Untold(f"there is no line {line + 1} yet")
        whole = self.lines[line]
        if not whole:  # all of it was left to chance
            raise Untold(f"line {line + 1} was not drawn")
        if sentence is None:
            return whole
        if sentence >= len(whole):
            raise Untold(f"line {line + 1} has no sentence {sentence + 1}")
        return whole[sentence : sentence + 1]

    def _supports(self, ask: Ask, question: str, spans: tuple[Span, ...]) -> tuple[int, ...]:
        """The memories the answer follows from: as named, and those the answer stands in."""
        holding = [span.memory for span in spans]
        chosen: list[int] = []
        for line, sentence in ask.lines:
            memories = self._memories(line, sentence)
            hits = [i for i in memories if i in holding]
            if not hits and ask.kind in ("yes", "no") and len(memories) <= _TOGETHER:
                hits = list(memories)  # the words do not tell which of them says so
            chosen += hits or [self._likeliest(memories, question)]
        return tuple(dict.fromkeys([*chosen, *(i for i in holding if i not in chosen)]))

    def _likeliest(self, memories: range, question: str) -> int:
        asked = set(_WORD.findall(question.lower()))
        return max(
            memories, key=lambda i: len(asked & set(_WORD.findall(self.memories[i].text.lower())))
        )
