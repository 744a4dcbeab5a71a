"""Comparisons: told measures or told relations, and which is more, most, less, or by how much.

People compare ages, prices, distances, times; some tell numbers in a row in one sentence, some a
chain of "older than". The answer is a name in the memory that settles it, yes or no, or a
difference worked out from two numerals.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from agent.simulator.banks import CHAT, NUMBER_WORDS, ROOMS, THINGS, person, town
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, Told


@dataclass(frozen=True, slots=True)
class _Scale:
    """One measure: of what, how it is told ({a} who, {v} value; the first form alone, the second
    after the first was told), words for more, less, most and least, and the values."""

    of: str
    tell: tuple[str, ...]
    next: str
    more: str
    less: str
    most: str
    least: str
    low: int
    high: int
    step: int = 1
    figure: str = "{v}"


def _s(of: str, tell: str, following: str, words: str, low: int, high: int, step: int = 1,
       figure: str = "{v}") -> _Scale:  # fmt: skip
    more, less, most, least = words.split(" / ")
    return _Scale(of, tuple(tell.split(" / ")), following, more, less, most, least, low, high,
                  step, figure)  # fmt: skip


_SCALES = (
    _s("person", "{a} is {v} / {a} is {v} years old / {a} has just turned {v}",
       "{a} {v}", "older / younger / oldest / youngest", 3, 97),
    _s("person", "{a} is {v} cm tall / {a} measures {v} cm / {a} is {v} cm", "{a} {v}",
       "taller / shorter / tallest / shortest", 142, 204),
    _s("person", "{a} weighs {v} kilos / {a} is down to {v} kilos", "{a} {v}",
       "heavier / lighter / heaviest / lightest", 44, 118),
    _s("thing", "{a} costs {v} / they want {v} for {a} / {a} is {v} / {a} comes to {v} / {v} is the price of {a}",
       "{a} {v}", "more expensive / cheaper / most expensive / cheapest", 15, 9000, 5, "money"),
    _s("thing", "{a} cost me {v} / I paid {v} for {a} / {a} was {v}", "{a} {v}",
       "dearer / cheaper / dearest / cheapest", 5, 900, 1, "money"),
    _s("thing", "{a} weighs {v} kilos / {a} is {v} kilos", "{a} {v}",
       "heavier / lighter / heaviest / lightest", 2, 95),
    _s("thing", "{a} is {v} cm long / {a} measures {v} cm", "{a} {v}",
       "longer / shorter / longest / shortest", 12, 320),
    _s("thing", "{a} dates from {v} / {a} was made in {v} / {a} is from {v}", "{a} from {v}",
       "newer / older / newest / oldest", 1790, 2025),
    _s("town", "{a} is {v} km away / it's {v} km to {a} / we're {v} km from {a}", "{a} {v}",
       "farther / closer / farthest / closest", 4, 900),
    _s("town", "{a} has {v} thousand inhabitants / {v} thousand people live in {a}", "{a} {v}",
       "bigger / smaller / biggest / smallest", 2, 900),
    _s("town", "it's {v} degrees in {a} / {a} has {v} degrees today", "{a} {v}",
       "warmer / colder / warmest / coldest", 1, 39),
    _s("room", "{a} has {v} square metres / {a} is {v} square metres", "{a} {v}",
       "bigger / smaller / biggest / smallest", 6, 90),
    _s("person", "{a} scored {v} points / {a} got {v} points / {a} made {v}", "{a} {v}",
       "better / worse / best / worst", 3, 150),
    _s("person", "{a} ran it in {v} minutes / {a} needed {v} minutes / {a} took {v} minutes", "{a} {v}",
       "slower / faster / slowest / fastest", 17, 95),
    _s("person", "{a} earns {v} a month / {a} makes {v} a month", "{a} {v}",
       "better paid / worse paid / best paid / worst paid", 900, 8000, 50, "money"),
    _s("person", "{a} lives {v} minutes away / {a} has {v} minutes to walk", "{a} {v}",
       "farther away / closer / farthest away / closest", 2, 75),
    _s("flat", "{a} has {v} square metres / {a} is {v} square metres", "{a} {v}",
       "bigger / smaller / biggest / smallest", 22, 190),
    _s("flat", "{a} costs {v} a month / {a} is {v} a month", "{a} {v}",
       "more expensive / cheaper / most expensive / cheapest", 300, 3000, 10, "money"),
    _s("person", "{a} has been here for {v} years / {a} has worked here {v} years", "{a} {v}",
       "longer in the job / newer / longest in the job / newest", 1, 44),
    _s("person", "{a} caught {v} fish / {a} brought home {v} fish", "{a} {v}",
       "luckier / unluckier / luckiest / unluckiest", 1, 40),
)  # fmt: skip


def generate(rng: random.Random) -> list[Example]:
    """One comparison of two to four, told as numbers or as a chain of relations."""
    scale = rng.choice(_SCALES)
    names = _names(scale.of, rng.randint(2, 4), rng)
    story = _Story(scale, names, rng)
    if scale.of == "person" and len(names) > 1 and rng.random() < 0.3:
        story.tell_chain()
    else:
        story.tell_values()
    return story.ask()


def _names(of: str, count: int, rng: random.Random) -> list[str]:
    makers = {
        "person": lambda: person(rng)[0],
        "thing": lambda: f"the {rng.choice(THINGS)}",
        "town": lambda: town(rng),
        "room": lambda: f"the {rng.choice(ROOMS)}",
        "flat": lambda: "my flat" if rng.random() < 0.2 else f"{person(rng)[0]}'s flat",
    }
    names: dict[str, None] = {}
    while len(names) < count:
        names[makers[of]()] = None
    chosen = list(names)
    if of == "person" and rng.random() < 0.3:
        chosen[rng.randrange(count)] = "I"
    return chosen


class _Story:
    def __init__(self, scale: _Scale, names: list[str], rng: random.Random) -> None:
        self.scale, self.names, self.rng = scale, names, rng
        self.lines: list[str] = []
        self.places: dict[str, Span] = {}
        self.numerals: dict[str, Span] = {}
        numbers = rng.sample(range(scale.low, scale.high + 1, scale.step), len(names))
        self.values = dict(zip(names, numbers, strict=True))
        self.order = sorted(names, key=lambda name: -self.values[name])
        self.chained = self.fork = False
        self.money = rng.choice(("{:,}", "{:,} euros", "£{:,}", "{}"))

    # -- telling ------------------------------------------------------------------------------

    def tell_values(self) -> None:
        """The measures, a line each, or several in one sentence."""
        waiting = list(self.names)
        while waiting:
            joined = self.rng.choice((1, 1, 2, len(waiting)))
            group, waiting = waiting[:joined], waiting[joined:]
            forms = [self.rng.choice(self.scale.tell), *[self.scale.next] * (len(group) - 1)]
            if "I" in group[1:]:
                forms = [self.rng.choice(self.scale.tell) for _ in group]
            self._line([(form, name) for form, name in zip(forms, group, strict=True)])
            if self.rng.random() < 0.2:
                self.lines.append(self.rng.choice(CHAT))

    def tell_chain(self) -> None:
        """A chain of "older than", each link either way round, sometimes out of order."""
        self.chained = True
        links = list(zip(self.order, self.order[1:], strict=False))
        if len(self.order) > 2 and self.rng.random() < 0.35:  # one above all, the rest not ranked
            self.fork = True
            links = [(self.order[0], name) for name in self.order[1:]]
        if self.rng.random() < 0.4:
            self.rng.shuffle(links)
        for bigger, smaller in links:
            a, word, b = (
                (bigger, self.scale.more, smaller)
                if self.rng.random() < 0.6
                else (smaller, self.scale.less, bigger)
            )
            self._line([(f"{{a}} is {word} than ", a), ("{a}", b)], "")

    def _line(self, parts: list[tuple[str, str]], comma: str = ", ") -> None:
        text, memory = "", len(self.lines)
        for number, (form, name) in enumerate(parts):
            if number:
                text += (
                    " and "
                    if comma and number == len(parts) - 1 and self.rng.random() < 0.6
                    else comma
                )
            said = "me" if name == "I" and form == "{a}" and number else name
            form = _first_person(form) if name == "I" and said == "I" else form
            figure = self._figure(self.values[name])
            piece = form.replace("{a}", "\0").replace("{v}", "\1")
            for char in piece:
                if char == "\0":
                    span = Span(memory, len(text), len(text) + len(said))
                    self.places.setdefault(name, span)
                    if self.chained:
                        self.places[name] = span
                    text += said
                elif char == "\1":
                    self.numerals[name] = Span(memory, len(text), len(text) + len(figure))
                    text += figure
                else:
                    text += char
        text = text[0].upper() + text[1:]
        self.lines.append(text + self.rng.choice((".", ".", ".", "!", "")))

    def _figure(self, number: int) -> str:
        if self.scale.figure == "money":
            return self.money.format(number)
        if number <= 12 and self.rng.random() < 0.5:
            return NUMBER_WORDS[number]
        return str(number)

    # -- asking -------------------------------------------------------------------------------

    def ask(self) -> list[Example]:
        """Two or three of: which of two, yes or no, the most, the least, by how much."""
        rng, scale = self.rng, self.scale
        i, j = sorted(rng.sample(range(len(self.order)), 2))
        high, low = self.order[i], self.order[j]
        a, b = rng.sample((high, low), 2)
        which = "Who" if scale.of == "person" else "Which"
        them, be_a = self._you(a), ("Am I" if a == "I" else f"Is {a}")
        or_b = f"{them} or {self._you(b)}"
        asks: list[tuple[str, AnswerKind, str]] = [
            (f"{which} is {scale.more}, {or_b}?", "span", high),
            (f"{which} is {scale.less}, {or_b}?", "span", low),
            (f"Which one of the two is {scale.more}, {or_b}?", "span", high),
            (f"{be_a} {scale.more} than {self._you(b)}?", "yes" if a == high else "no", ""),
            (f"{be_a} {scale.less} than {self._you(b)}?", "yes" if a == low else "no", ""),
        ]
        if len(self.order) > 2:
            tail = rng.choice(
                ("", " of all", " of them", f" of the {NUMBER_WORDS[len(self.order)]}")
            )
            asks += [
                (f"{which} is the {scale.most}{tail}?", "span", self.order[0]),
                (f"{which} is the {scale.least}{tail}?", "span", self.order[-1]),
            ] * 2
        if self.fork:
            open_pair = self.order[0] not in (a, b)
            asks = [
                (q, "unknown", "")
                if (scale.least in q or (open_pair and scale.most not in q))
                else (q, k, n)
                for q, k, n in asks
            ]
        if not self.chained and scale.high < 1000:
            asks.append((f"What's the difference between {them} and {self._you(b)}?", "number", ""))
        if not self.chained:
            asks += [(text, "span", "=" + a) for text in self._value_question(a)]
        asks += [(text, "unknown", "") for text in self._untold(which, a)]
        return [
            self._example(question, kind, answer, (a, b))
            for question, kind, answer in rng.sample(asks, min(3, len(asks)))
        ]

    def _untold(self, which: str, name: str) -> list[str]:
        """Near misses: somebody nobody spoke of, and another measure of those told."""
        rng, scale = self.rng, self.scale
        other = next((n for n in _names(scale.of, 4, rng) if n not in (*self.names, "I")), None)
        asks = []
        if other is not None:
            a, b = rng.sample((self._you(name), other), 2)
            asks.append(f"{which} is {rng.choice((scale.more, scale.less))}, {a} or {b}?")
        words = {scale.more, scale.less}
        scales = [s for s in _SCALES if s.of == scale.of and not {s.more, s.less} & words]
        if scales:
            measure = rng.choice(scales)
            asks.append(f"{which} is the {rng.choice((measure.most, measure.least))}?")
        return asks

    def _you(self, name: str) -> str:
        return {"I": "me"}.get(name, name)

    def _value_question(self, name: str) -> tuple[str, ...]:
        be = "am" if name == "I" else "is"
        if self.scale.more == "older":
            return (f"How old {be} {name}?",)
        if self.scale.more == "taller":
            return (f"How tall {be} {name}?",)
        if self.scale.figure == "money" and self.scale.of != "person":
            return (f"How much is {name}?",)
        return ()

    def _example(
        self, question: str, kind: AnswerKind, answer: str, pair: tuple[str, str]
    ) -> Example:
        told = tuple(Told(line) for line in self.lines)
        superlative = kind == "span" and "," not in question
        needed = list(self.names) if superlative else list(pair)
        spans: tuple[Span, ...] = ()
        number = None
        if kind == "unknown":
            needed = []
        elif answer.startswith("="):
            spans, needed = (self.numerals[answer[1:]],), []
        elif kind == "span":
            spans = (self.places[answer],)
        elif kind == "number":
            high, low = sorted(pair, key=lambda name: -self.values[name])
            less = self.numerals[low]
            spans = (self.numerals[high], Span(less.memory, less.start, less.end, minus=True))
            number = self.values[high] - self.values[low]
        chained = self.chained and needed
        memories = self._links(needed) if chained else [self.places[n].memory for n in needed]
        last = [span.memory for span in spans]
        if self.chained or kind != "span":
            supports = tuple(dict.fromkeys([*(m for m in memories if m not in last), *last]))
        else:  # were the answer always read last, R would have nothing to compare
            supports = tuple(dict.fromkeys(sorted([*memories, *last])))
        return Example(
            told,
            careless_question(question, self.rng),
            kind,
            supports[-6:],
            spans,
            number,
            "sim/compare",
            f"compare {self.scale.more}",
        )

    def _links(self, names: list[str]) -> list[int]:
        """The memories of the chain between the named ones."""
        reach = [self.order.index(name) for name in names]
        chain = names if self.fork else self.order[min(reach) : max(reach) + 1]
        return [
            i
            for i, line in enumerate(self.lines)
            if sum(_mentions(line, name) for name in chain) > 1
        ]


def _mentions(line: str, name: str) -> bool:
    return name in line or name[0].upper() + name[1:] in line or (name == "I" and " me" in line)


def _first_person(form: str) -> str:
    for third, first in (
        ("{a} is", "{a} am"), ("{a} has", "{a} have"),
        ("{a} weighs", "{a} weigh"), ("{a} earns", "{a} earn"), ("{a} makes", "{a} make"),
        ("{a} lives", "{a} live"), ("{a} measures", "{a} measure"),
    ):  # fmt: skip
        form = form.replace(third, first)
    return form
