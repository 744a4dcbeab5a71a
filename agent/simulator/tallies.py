"""Running tallies: how many there are of two or three kinds of things, after what came and went.

An opening count, often of all kinds in one sentence, then changes told with numerals, with "a" and
"another", in full or as "two of them"; among them plans and near misses that change nothing. What
is asked is how many there are now, of one kind or in all, how many there were, how many were sold
or given to whom; the terms are the numerals, those that went with a minus.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from agent.simulator.banks import CHAT, NUMBER_WORDS, VALUES, gendered
from agent.simulator.tally_words import (
    ALL,
    ALL_PEOPLE,
    CHANGES,
    DOMAINS,
    FIRST,
    FIRST_PEOPLE,
    HERE,
    LEFT,
    LEFT_PEOPLE,
    NEVER,
    NEVER_PEOPLE,
    NOW,
    NOW_PEOPLE,
    OPEN,
    OPEN_BARE,
    OPEN_PEOPLE,
    PEOPLE,
    THEN,
    Domain,
)
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, Told

_MOST_SUPPORTS = 8
_UNTOLD = 0.3  # of what was never told that is asked


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whose things they are: "I" and "me", "Theo" and "him"."""

    name: str
    other: str
    plain: bool


@dataclass(frozen=True, slots=True)
class _Term:
    """A numeral told: of which kind, how it came or went ("" for the opening), and to whom."""

    kind: tuple[str, str]
    span: Span
    number: int
    label: str = ""
    whom: str = ""
    named: Span | None = None


@dataclass
class _Tally:
    domain: Domain
    owner: _Owner
    kinds: list[tuple[str, str]]
    rng: random.Random
    lines: list[str] = field(default_factory=list)
    terms: list[_Term] = field(default_factory=list)
    last: tuple[str, str] | None = None  # the one kind of the line before, when all know it
    said: str = ""  # who was named in the line before
    pronouns: dict[str, str] = field(default_factory=dict)

    def of(self, kind: tuple[str, str]) -> list[_Term]:
        """What was told of a kind, in order."""
        return [term for term in self.terms if term.kind == kind]

    def now(self, kind: tuple[str, str]) -> int:
        """How many there are."""
        return sum(-t.number if t.span.minus else t.number for t in self.of(kind))

    def who(self) -> str:
        """Somebody else; often one spoken of before."""
        known = [name for name in self.pronouns if name != self.owner.name]
        if known and self.rng.random() < 0.4:
            return self.rng.choice(known)
        gender = self.rng.choice("fm")
        name = gendered(self.rng, gender)
        while name == self.owner.name:
            name = gendered(self.rng, gender)
        self.pronouns.setdefault(name, "she" if gender == "f" else "he")
        return name

    def open(self, way: str, items: list[tuple[tuple[str, str], int]]) -> None:
        """Add a line that counts some of the kinds."""
        line = _Line(self, len(self.lines))
        before, _, after = way.partition("{list}")
        line.put(before, *items[0])
        for place, (kind, number) in enumerate(items):
            if place:
                line.text += " and " if place == len(items) - 1 else ", "
            span = line.put("{nk}", kind, number)
            self.terms.append(_Term(kind, span, number))
        line.put(after, *items[0])
        line.end()
        self.last = items[0][0] if len(items) == 1 else None

    def change(self) -> None:
        """Add a line in which some of a kind come or go, or those of two kinds do."""
        line = _Line(self, len(self.lines))
        kind = self.last if self.last and self.rng.random() < 0.5 else self.rng.choice(self.kinds)
        self._change(line, kind)
        others = [other for other in self.kinds if other != kind]
        both = bool(others) and self.rng.random() < 0.12
        if both:
            line.text += " and "
            self._change(line, self.rng.choice(others), after=True)
        line.end()
        self.last = None if both else kind

    def _change(self, line: _Line, kind: tuple[str, str], after: bool = False) -> None:
        rng, here = self.rng, self.now(kind)
        lent = self.lent(kind)
        labels = [lb for lb in self.domain.changes if here > 1 or not CHANGES[lb].minus]
        label = "back" if lent and rng.random() < 0.5 else rng.choice(labels)
        change = CHANGES[label]
        whom = rng.choice(list(lent)) if label == "back" else self.who()
        most = lent[whom] if label == "back" else min(here - 1, 8) if change.minus else 8
        number = rng.choice((1, 1, rng.randint(1, max(most, 1)))) if most else 1
        brief = self.last == kind and not after and rng.random() < 0.6
        ways = change.brief if brief else change.full
        if after:  # "I sold a chair and bought two tables"
            ways = tuple(way for way in ways if way.startswith("{s}")) or ways
        way = rng.choice(ways)
        if self.owner.name == "I" and way.startswith("{s} ") and rng.random() < 0.15 and not after:
            way, line.owned = way.removeprefix("{s} "), True  # "sold two of the chairs"
        if "{he}" in way and self.said != whom:
            way = way.replace("{he}", "{who}")
        if after:
            way = way.removeprefix("{s} ") if line.owned else way
        span = line.put(way, kind, number, whom)
        named = line.named if "{who}" in way else None
        self.terms.append(
            _Term(kind, replace(span, minus=change.minus), number, label,
                  whom if "{who}" in way or "{he}" in way else "", named)
        )  # fmt: skip
        self.said = whom if "{who}" in way or "{he}" in way else ""

    def lent(self, kind: tuple[str, str]) -> dict[str, int]:
        """Who still has how many."""
        out: dict[str, int] = {}
        for term in self.of(kind):
            if term.label in ("lend", "back"):
                more = term.number if term.label == "lend" else -term.number
                out[term.whom] = out.get(term.whom, 0) + more
        return {who: many for who, many in out.items() if many > 0}

    def mislead(self) -> None:
        """Add a line that sounds like a change and is none."""
        line = _Line(self, len(self.lines))
        kind = self.rng.choice(self.kinds)
        ways: tuple[str, ...] = NEVER_PEOPLE if self.domain.name in PEOPLE else NEVER
        most = self.now(kind) - 1
        if most < 1:
            ways = tuple(way for way in ways if "of the" not in way)
        line.put(self.rng.choice(ways), kind, self.rng.randint(1, max(1, min(most, 4))), self.who())
        line.end()
        self.last, self.said = None, ""


class _Line:
    """A line in the making."""

    def __init__(self, tally: _Tally, memory: int) -> None:
        self.text, self.owned = "", False  # owned: it begins with the owner
        self.named: Span | None = None
        self._tally, self._memory = tally, memory

    def put(self, way: str, kind: tuple[str, str], number: int, whom: str = "") -> Span:
        """Write what `way` says; where its numeral stands (nowhere: an empty span)."""
        tally, owner = self._tally, self._tally.owner
        self.owned = self.owned or way.startswith("{s}")
        for one, many in (("was", "were"), ("is", "are"), ("it was", "they were")):
            way = way.replace(f"[{one}|{many}]", one if number == 1 else many)
        way = _spoken(way, owner.plain)
        other = owner.other if owner.plain or tally.rng.random() < 0.4 else owner.name
        he, at = tally.pronouns.get(whom, whom), tally.domain.at
        marks = {"{s}": owner.name, "{o}": other, "{at}": at, "{ks}": kind[1], "{he}": he}
        for mark, words in marks.items():
            way = way.replace(mark, words)
        span = Span(self._memory, len(self.text), len(self.text))
        for piece in _pieces(way):
            if piece in _MARKS:
                before, numeral, after = _counted(piece, kind, number, tally.rng)
                start = len(self.text) + len(before)
                span = Span(self._memory, start, start + len(numeral))
                self.text += before + numeral + after
            elif piece == "{who}":
                self.named = Span(self._memory, len(self.text), len(self.text) + len(whom))
                self.text += whom
            else:
                self.text += piece
        return span

    def end(self) -> None:
        """Add the line to the tally."""
        rng, text = self._tally.rng, self.text
        self._tally.lines.append(text[0].upper() + text[1:] + ("" if rng.random() < 0.2 else "."))


_MARKS = ("{n}", "{nk}", "{m}", "{mk}")


def _pieces(way: str) -> list[str]:
    """The text and the marks of a template, in order."""
    pieces = []
    while "{" in way:
        before, _, rest = way.partition("{")
        mark, _, way = rest.partition("}")
        pieces += [before, "{" + mark + "}"]
    return [piece for piece in (*pieces, way) if piece]


def _spoken(template: str, plain: bool) -> str:
    """Take the form for one person, or the plain one for "I" and "we"."""
    out, rest = "", template
    while "[" in rest:
        before, _, rest = rest.partition("[")
        choice, _, rest = rest.partition("]")
        out += before + choice.split("|")[1 if plain else 0]
    return out + rest


def _counted(
    mark: str, kind: tuple[str, str], number: int, rng: random.Random
) -> tuple[str, str, str]:
    """A numeral, and what stands before and after it: "another ", "two", " chairs"."""
    word = NUMBER_WORDS[number] if number <= 12 and rng.random() < 0.6 else str(number)
    noun = " " + kind[number > 1] if mark.endswith("k}") else ""
    if number == 1:
        if mark == "{n}":
            return "", "one", ""
        if mark == "{m}":
            return ("", "another one", "") if rng.random() < 0.5 else ("", "one", " more")
        if mark == "{mk}":
            return ("", "another", noun) if rng.random() < 0.5 else ("", "one", " more" + noun)
        article = "an" if noun[1].lower() in "aeiou" else "a"
        return "", article if rng.random() < 0.75 else "one", noun
    if mark.startswith("{m"):
        return ("another ", word, noun) if rng.random() < 0.5 else ("", word, " more" + noun)
    if number in (2, 12) and noun and rng.random() < 0.3:
        return ("", "a couple", " of" + noun) if number == 2 else ("", "a dozen", noun)
    return "", word, noun


def generate(rng: random.Random) -> list[Example]:
    """One tally and its questions."""
    if rng.random() < 0.12:
        return _named_story(rng)
    domain = rng.choice(DOMAINS)
    kinds = rng.sample(domain.kinds, min(rng.choice((2, 2, 3)), len(domain.kinds)))
    tally = _Tally(domain, _owner(domain, rng), kinds, rng)
    if tally.owner.name not in ("I", "we"):
        tally.pronouns[tally.owner.name] = ""
    items = [(kind, rng.choice((1, 2, rng.randint(3, 20)))) for kind in kinds]
    items[0] = (kinds[0], rng.randint(3, 20))
    if domain.name in PEOPLE:
        ways: tuple[str, ...] = OPEN_PEOPLE
    else:
        ways = OPEN + (OPEN_BARE if tally.owner.plain else ())
    if rng.random() < 0.7:
        tally.open(rng.choice(ways), items)
    else:
        for place, item in enumerate(items):
            later = THEN if tally.owner.plain else THEN[:1]
            tally.open(rng.choice(later if place else ways), [item])
    asks = _Asks(tally)
    for _ in range(rng.randint(2, 5)):
        if rng.random() < 0.2:
            tally.lines.append(rng.choice(CHAT))
            tally.last, tally.said = None, ""
        if rng.random() < 0.25:
            tally.mislead()
        tally.change()
        if rng.random() < 0.1:
            asks.now(rng.choice(kinds))
    asks.all_of_it()
    return asks.examples


def _owner(domain: Domain, rng: random.Random) -> _Owner:
    if domain.name in PEOPLE:
        return _Owner("we", "us", True)
    if rng.random() < 0.25:
        gender = rng.choice("fm")
        return _Owner(gendered(rng, gender), "her" if gender == "f" else "him", False)
    return rng.choice((_Owner("I", "me", True), _Owner("I", "me", True), _Owner("we", "us", True)))


class _Asks:
    """Questions on a tally as it was told so far."""

    def __init__(self, tally: _Tally) -> None:
        self.examples: list[Example] = []
        self._tally, self._people = tally, tally.domain.name in PEOPLE

    def all_of_it(self) -> None:
        """How many now, at first, in all; how many were sold; who got some; and the untold."""
        tally = self._tally
        rng, domain = tally.rng, tally.domain
        changed = [kind for kind in tally.kinds if len(tally.of(kind)) > 1] or tally.kinds
        for kind in rng.sample(changed, min(len(changed), 2)):
            self.now(kind)
        same = [kind for kind in tally.kinds if kind not in changed]
        if same and rng.random() < 0.3:
            self.now(rng.choice(same))
        if domain.together and rng.random() < 0.45:
            lent = any(tally.lent(kind) for kind in tally.kinds)
            way = rng.choice(ALL_PEOPLE if self._people or lent else ALL)
            self._number("all", way, domain.together, tally.terms)
        if rng.random() < 0.3:
            kind = rng.choice(changed)
            way = rng.choice(FIRST_PEOPLE if self._people else FIRST)
            self._number("first", way, kind[1], [t for t in tally.of(kind) if not t.label])
        moved = [term for term in tally.terms if term.label]
        for term in rng.sample(moved, min(len(moved), 2)):
            self._moved(term, rng)
        kind, label = rng.choice(tally.kinds), rng.choice(domain.changes)
        if all(term.label != label for term in tally.of(kind)) and rng.random() < _UNTOLD:
            ways = [w for w in CHANGES[label].ask if "{who}" not in w] or CHANGES[label].whom
            self._add(f"{label} untold", rng.choice(ways), kind[1], "unknown", [])
        unused = [kind for kind in domain.kinds if kind not in tally.kinds]
        if unused and rng.random() < _UNTOLD:
            way = rng.choice(NOW_PEOPLE if self._people else NOW)
            self._add("untold", way, rng.choice(unused)[1], "unknown", [])

    def now(self, kind: tuple[str, str]) -> None:
        """Asked how many of a kind there are."""
        tally = self._tally
        ways: tuple[str, ...] = NOW_PEOPLE if self._people else NOW
        if any(term.span.minus for term in tally.of(kind)) and tally.rng.random() < 0.5:
            ways = LEFT_PEOPLE if self._people else LEFT
        if tally.lent(kind):
            ways = HERE
        self._number("now", tally.rng.choice(ways), kind[1], tally.of(kind))

    def _moved(self, term: _Term, rng: random.Random) -> None:
        """Asked how many went that way, or whom they went to."""
        change, tally = CHANGES[term.label], self._tally
        same = [t for t in tally.of(term.kind) if t.label == term.label]
        if change.whom and all(t.named for t in same) and rng.random() < 0.4:
            named = {t.whom: t.named for t in reversed(same) if t.named}
            spans = sorted(named.values(), key=lambda s: (s.memory, s.start))
            self._add(f"{term.label} whom", rng.choice(change.whom), term.kind[1], "span", spans)
            return
        ways = [way for way in change.ask if "{who}" not in way or term.whom]
        if ways:
            way = rng.choice(ways).replace("{who}", term.whom)
            same = [t for t in same if t.whom == term.whom or not term.whom]
            gone = [replace(t, span=replace(t.span, minus=False)) for t in same]
            self._number(term.label, way, term.kind[1], gone)

    def _number(self, asked: str, way: str, things: str, terms: Iterable[_Term]) -> None:
        terms = list(terms)
        number = sum(-t.number if t.span.minus else t.number for t in terms)
        spans = sorted((t.span for t in terms), key=lambda s: (s.memory, s.start))
        self._add(asked, way, things, "number", spans, number)

    def _add(
        self,
        asked: str,
        way: str,
        things: str,
        kind: AnswerKind,
        spans: list[Span],
        number: int | None = None,
    ) -> None:
        tally = self._tally
        name = tally.owner.name
        other = tally.owner.other if tally.owner.plain else name
        if tally.owner.plain:
            way = way.replace("has {s}", "have {s}")
        way = way.replace("[was|were]", "were")  # "how many were sold"
        way = _spoken(way, tally.owner.plain).replace("{at}", tally.domain.at)
        way = way.replace("{ks}", things).replace("{s}", name).replace("{o}", other)
        supports = tuple(dict.fromkeys(span.memory for span in spans))
        if len(supports) > _MOST_SUPPORTS:
            return
        told = tuple(Told(line) for line in tally.lines)
        question = careless_question(way, tally.rng)
        group = f"tally {tally.domain.name} {asked}"
        if spans and any((e.group, e.spans) == (group, tuple(spans)) for e in self.examples):
            return  # asked before
        self.examples.append(
            Example(told, question, kind, supports, tuple(spans), number, "sim/tally", group)
        )


_YOUNG = {"cat": "kitten", "dog": "puppy", "rabbit": "rabbit", "pony": "pony"}
_NAMED_OPEN = ("My {ks} are {list}", "Our {ks} are called {list}", "I have some {ks}: {list}",
               "{list} are my {ks}", "The {ks} at home are {list}")  # fmt: skip
_NAMED_CAME = ("I got a {young} called {v}", "{v} is our new {k}", "A new {k} has moved in, {v}",
               "We took in another {k} and named it {v}")  # fmt: skip
_NAMED_WENT = ("{v} died", "{v} ran away and never came back", "I had to give {v} away",
               "{v} lives with my aunt now")  # fmt: skip
_NAMED_NOT = ("{v} ran away, but came back the same evening", "{v} was ill, but is fine again",
              "I nearly had to give {v} away")  # fmt: skip


def _named_story(rng: random.Random) -> list[Example]:
    """Pets told by their names, each of which counts one."""
    kind, young = rng.choice(list(_YOUNG.items()))
    many = "ponies" if kind == "pony" else kind + "s"
    names: dict[str, None] = {}
    while len(names) < 8:
        names[VALUES["petname"](rng)] = None
    fresh = list(names)
    lines: list[str] = []
    spans: list[Span] = []

    def tell(ways: tuple[str, ...], called: list[str], sign: int) -> None:
        way = rng.choice(ways).replace("{ks}", many).replace("{k}", kind).replace("{young}", young)
        before, _, after = way.replace("{list}", "{v}").partition("{v}")
        text = before
        for place, name in enumerate(called):
            if place:
                text += " and " if place == len(called) - 1 else ", "
            if sign:
                spans.append(Span(len(lines), len(text), len(text) + len(name), sign < 0))
            text += name
        lines.append(text[0].upper() + text[1:] + after + ".")

    here = [fresh.pop() for _ in range(rng.randint(2, 4))]
    first = len(here)
    tell(_NAMED_OPEN, here, 1)
    for _ in range(rng.randint(1, 4)):
        roll = rng.random()
        if roll < 0.2:
            lines.append(rng.choice(CHAT))
        elif roll < 0.4:
            tell(_NAMED_NOT, [rng.choice(here)], 0)
        elif roll < 0.7 or len(here) < 2:
            here.append(fresh.pop())
            tell(_NAMED_CAME, here[-1:], 1)
        else:
            gone = here.pop(rng.randrange(len(here)))
            tell(_NAMED_WENT, [gone], -1)
    told = tuple(Told(line) for line in lines)

    def example(asked: str, question: str, terms: list[Span], number: int) -> Example:
        supports = tuple(dict.fromkeys(s.memory for s in terms))
        text, group = careless_question(question, rng), f"tally named {kind} {asked}"
        return Example(told, text, "number", supports, tuple(terms), number, "sim/tally", group)

    now = (
        f"How many {many} do I have now?",
        f"How many {many} are there?",
        f"How many {many} do we have?",
    )
    examples = [example("now", rng.choice(now), spans, len(here))]
    if rng.random() < 0.4:
        before = f"How many {many} did I have at first?"
        examples.append(example("first", before, spans[:first], first))
    return examples
