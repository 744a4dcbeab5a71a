"""Facts that change in words that name nothing: "make that 610", "no wait, Thursday".

Several things are spoken of in turn, each over a few messages; only the first of them names the
thing, the others are understood because it was just spoken of. Later one comes back to it by name.
Asked are the present value, the one before it and the very first; and, as near misses, what was
told of another thing or not at all.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from agent.simulator.banks import CHAT
from agent.simulator.tables import Attribute, Shape, Topic, Value, topics
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, Told

THREADS = Shape(
    "thread_tables",
    (),
    {"first": "av", "again": "v?o", "ask": "a", "was": "a", "began": "a"},
    {"end": ""},
)
_MARK = re.compile(r"(\{[avo]\})")
_BACK = (
    "about {a}: ", "{a} again: ", "re {a}, ", "as for {a}, ", "news on {a}: ", "{a}, update: ",
    "you know {a}? ", "back to {a}. ", "oh and {a}: ", "remember {a}? ",
)  # fmt: skip
_CHAT = 0.2
_ENDS = 0.12
_BACK_AGAIN = 0.4
_UNTOLD = 0.6  # of what was never told that is asked


@dataclass(frozen=True, slots=True)
class _Record:
    """A value as it was told: where, and in which message the thing was named before."""

    words: Span
    named: int

    @property
    def memory(self) -> int:
        return self.words.memory


@dataclass
class _Thread:
    """A thing, one of its attributes, its values to come and those told."""

    topic: Topic
    thing: str
    attribute: Attribute
    values: Iterator[Value]
    said: str = ""
    over: bool = False
    records: list[_Record] = field(default_factory=list)


def generate(rng: random.Random) -> list[Example]:
    """One story of changing facts, and a few questions."""
    story = _Story(rng)
    threads = _threads(rng)
    story.tell(threads)
    for thread in threads:
        story.ask_about(thread)
    story.ask_untold(threads)
    rng.shuffle(story.examples)
    return story.examples


def _threads(rng: random.Random) -> list[_Thread]:
    """Two to four, two of them perhaps of one kind, or two attributes of one thing."""
    threads: list[_Thread] = []
    for topic in rng.sample(topics(THREADS), rng.choices((1, 2, 3), (2, 5, 3))[0]):
        things = topic.draw(rng, 1 + (rng.random() < 0.4))
        attributes = rng.sample(topic.attributes, min(len(topic.attributes), rng.randint(1, 2)))
        for thing in things:
            for attribute in attributes:
                values = iter(attribute.draw(rng, 4))
                threads.append(_Thread(topic, thing, attribute, values))
    return threads[:4]


class _Story:
    """Messages one after the other, and the questions on them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.told, self.examples = list[Told](), list[Example]()

    def tell(self, threads: list[_Thread]) -> None:
        """All threads in turn; some are come back to."""
        rng = self.rng
        for thread in rng.sample(threads, len(threads)):
            named = len(self.told)
            self._say(thread, rng.choice(thread.attribute.ways["first"]), named)
            self._go_on(thread, named)
        for thread in rng.sample(threads, len(threads)):
            self._chat()
            if rng.random() < _BACK_AGAIN and not thread.over:
                named = len(self.told)
                way = rng.choice(_BACK) + rng.choice(thread.attribute.ways["again"])
                self._say(thread, way, named)
                self._go_on(thread, named)
        self._chat()

    def _go_on(self, thread: _Thread, named: int) -> None:
        """Change it right away, without a name, once or twice or not."""
        rng = self.rng
        for often in (0.6, 0.3):
            self._chat()
            if rng.random() > often:
                return
            if "end" in thread.attribute.ways and rng.random() < _ENDS:
                self.told.append(Told(self._typed(rng.choice(thread.attribute.ways["end"]))))
                thread.over = True
                return
            self._say(thread, rng.choice(thread.attribute.ways["again"]), named)

    def _chat(self) -> None:
        while self.rng.random() < _CHAT:
            self.told.append(Told(self.rng.choice(CHAT)))

    def _say(self, thread: _Thread, way: str, named: int) -> None:
        """Add a message with the next value; nothing when there is none left."""
        value = next(thread.values, None)
        if value is None:
            return
        fill = {"{a}": thread.thing, "{v}": value.words, "{o}": thread.said}
        text, span = "", Span(0, 0, 0)
        for piece in _MARK.split(way):
            words = fill.get(piece, piece)
            if piece == "{v}":
                span = Span(len(self.told), len(text), len(text) + len(words))
            text += words
        self.told.append(Told(self._typed(text)))
        thread.said = value.words
        thread.records.append(_Record(span, named))

    def _typed(self, text: str) -> str:
        """As typed, without a change of length but at the end."""
        careless = self.rng.random()
        text = text.lower() if careless < 0.12 else text[0].upper() + text[1:]
        return text if careless < 0.3 or text[-1] in ".!?…" else f"{text}."

    # asking

    def ask_about(self, thread: _Thread) -> None:
        """The value now, before, and to begin with."""
        rng, ways, records = self.rng, thread.attribute.ways, thread.records
        last = records[-1]
        if not thread.over:
            self._ask(rng.choice(ways["ask"]), thread, [last.named, last.memory], last)
        if len(records) > 1:
            before = records[-2]
            supports = [last.named, last.memory, before.named, before.memory]
            if rng.random() < 0.6:
                self._ask(rng.choice(ways["was"]), thread, supports, before)
            if rng.random() < 0.4:
                first = records[0]
                self._ask(rng.choice(ways["began"]), thread, [first.memory], first)

    def ask_untold(self, threads: list[_Thread]) -> None:
        """An attribute that was not told of this thing, or of another thing of its kind."""
        rng = self.rng
        thread = rng.choice(threads)
        told = {(t.thing, t.attribute.name) for t in threads}
        others = [a for a in thread.topic.attributes if (thread.thing, a.name) not in told]
        stranger = next(
            (t for t in thread.topic.draw(rng, 3) if all(t != s.thing for s in threads)), None
        )
        if rng.random() > _UNTOLD:
            return
        if others:
            self._example(rng.choice(rng.choice(others).ways["ask"]), thread.thing, thread.topic)
        elif stranger:
            self._example(rng.choice(thread.attribute.ways["ask"]), stranger, thread.topic)

    def _ask(self, way: str, thread: _Thread, supports: list[int], answer: _Record) -> None:
        ordered = [m for m in dict.fromkeys(supports) if m != answer.memory] + [answer.memory]
        self._example(way, thread.thing, thread.topic, "span", tuple(ordered), (answer.words,))

    def _example(
        self,
        way: str,
        thing: str,
        topic: Topic,
        kind: AnswerKind = "unknown",
        supports: tuple[int, ...] = (),
        spans: tuple[Span, ...] = (),
    ) -> None:
        question = way.replace("{a}", thing)
        asked = careless_question(question[0].upper() + question[1:], self.rng)
        self.examples.append(
            Example(
                tuple(self.told), asked, kind, supports, spans,
                source="sim/thread", group=f"thread {topic.name}",
            )
        )  # fmt: skip
