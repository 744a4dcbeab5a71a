"""Who or what belongs to a group, after some came and some went: lists, counts, "still".

The group is told whole or little by little, beside strangers' groups of the same kind; things are
added, taken out and replaced. The list is all that is left, in the order told; the count is worked
out from the same words, each counting one.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from agent.simulator.banks import CHAT, VALUES
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, Told


@dataclass(frozen=True, slots=True)
class _Frame:
    """One kind of group. {v} is a member, {old} one that leaves, {who} the owner of another group."""

    bank: str
    start: tuple[str, ...]
    add: tuple[str, ...]
    drop: tuple[str, ...]
    swap: tuple[str, ...]
    foreign: str
    which: tuple[str, ...]
    many: tuple[str, ...]
    still: str


def _f(bank: str, start: str, add: str, drop: str, swap: str, foreign: str, which: str, many: str,
       still: str) -> _Frame:  # fmt: skip
    cut = [
        tuple(text.split(" / ")) if text else () for text in (start, add, drop, swap, which, many)
    ]
    return _Frame(bank, cut[0], cut[1], cut[2], cut[3], foreign, cut[4], cut[5], still)


_FRAMES = (
    _f("name", "In my office there's {v} and me. / I sit in a room with {v}. / They've put {v} and me in one office.",
       "{v} has been given the desk by the window. / Since Monday {v} sits with us too. / {v} has joined our room.",
       "{old} works from home for good now. / {old} got an office of her own. / {old} retired on Friday.",
       "{v} sits at {old}'s desk now.", "{who} is in with {v}.",
       "Who sits in my office? / Who do I have in the room with me? / Who are my office mates?",
       "How many colleagues sit with me? / How many office mates do I have? / how many are in the room besides me",
       "Is {x} still in my office?"),
    _f("name", "{v} ride in my car to work. / I give {v} a lift every morning. / My passengers are {v}.",
       "{v} has asked for a lift too. / From now on I pick up {v} as well. / {v} squeezes in, too.",
       "{old} takes the train these days. / {old} has bought a car, so no more lifts. / {old} has changed jobs.",
       "{old} found another lift, and {v} got the seat.", "{who} drives {v}.",
       "Who rides with me? / Who do I give a lift to? / Who are my passengers these days?",
       "How many people do I drive to work? / How many passengers do I have?", "Does {x} still ride with me?"),
    _f("name", "Coming to my party: {v}. / I've invited {v} to my party. / {v} are coming on Saturday.",
       "{v} is coming too. / {v} has just said yes. / I ran into {v} and invited him as well.",
       "{old} can't come. / {old} has to work, so not coming. / {old} has the flu and stays away.",
       "{old} sends {v} instead.", "{who} is having {v} over.",
       "Who is coming to my party? / Who are my guests? / who's coming",
       "How many guests am I expecting? / How many people are coming to my party?",
       "Is {x} coming to my party?"),
    _f("food", "Shopping list: {v}. / We need {v}. / I have to buy {v}.",
       "Oh, and {v}. / Add {v} to the list. / We're also out of {v}. / {v} as well.",
       "We have enough {old} after all. / {old} is sorted, the neighbours had some. / Take {old} off the list.",
       "Make that {v} instead of {old}.", "{who} is buying {v}.",
       "What do I have to buy? / What's on my shopping list? / What do we need from the shop?",
       "How many things are on my list? / How many things do I need to buy?", "Do I still need {x}?"),
    _f("plant", "On the balcony I have {v}. / My window boxes hold {v}. / This spring I potted {v}.",
       "There's a tub of {v} now. / My aunt brought me {v}. / {v} went into the last pot.",
       "The {old} dried up while I was away. / I gave the {old} to a friend. / Greenfly finished off the {old}.",
       "Where the {old} stood there's {v} now.", "{who} has nothing but {v}.",
       "What stands on my balcony? / Which plants have I got out there? / What's in my pots now?",
       "How many kinds of plants do I have out there? / How many sorts are in my pots?", "Is the {x} still on the balcony?"),
    _f("instrument", "I play the {v}. / I own a {v}. / The instruments I have: {v}.",
       "I bought a {v}. / For my birthday I got a {v}. / I've taken up the {v} too.",
       "I sold the {old}. / I gave the {old} away. / The {old} was stolen.",
       "I swapped the {old} for a {v}.", "{who} plays the {v}.",
       "Which instruments do I have? / What instruments do I own?",
       "How many instruments do I own? / How many instruments have I got?", "Do I still have the {x}?"),
    _f("sport", "I do {v}. / My sports are {v}. / Every week it's {v} for me.",
       "I've started {v}. / Now I do {v} on top. / I signed up for {v}.",
       "I've given up {old}. / My knee made me stop {old}. / No more {old} for me.",
       "I quit {old} and do {v} instead.", "{who} does {v}.",
       "Which sports do I do? / What are my sports?", "How many sports do I do?", "Do I still do {x}?"),
    _f("town", "This year I've been to {v}. / So far we've visited {v}. / Trips this year: {v}.",
       "In between I was in {v}. / Last week it was {v}. / We also went to {v}.",
       "The trip to {old} was cancelled in the end, so not that one.", "", "{who} went to {v}.",
       "Where have I been this year? / Which towns have we visited?",
       "How many towns have I been to this year? / How many trips did I make?", ""),
    _f("petname", "We've got {v}. / Our animals: {v}. / In our house live {v}.",
       "A new one has moved in, {v}. / We adopted {v}. / {v} followed me home and stayed.",
       "{old} went to live with my aunt. / {old} died, poor thing. / We had to give {old} away.",
       "", "{who} has {v}.", "Which animals do we have? / What are our pets called?",
       "How many pets do we have? / How many animals live with us?", "Do we still have {x}?"),
    _f("language", "I speak {v}. / My languages are {v}. / I get by in {v}.",
       "I've learned {v} too. / I'm doing {v} now as well. / Last year I added {v}.",
       "My {old} is completely gone.", "", "{who} speaks {v}.",
       "Which languages do I speak? / What languages do I know?", "How many languages do I speak?", ""),
    _f("thing", "Packed so far: {v}. / In my suitcase: {v}. / I've packed the {v}.",
       "The {v} is in too. / I've put in the {v}. / Also the {v}.",
       "I took the {old} out again. / The {old} stays at home.", "I left out the {old} and took the {v}.",
       "{who} packed the {v}.", "What have I packed? / What's in my suitcase?",
       "How many things are in my suitcase? / How many things have I packed?", "Is the {x} still packed?"),
    _f("name", "The committee is {v}. / On the committee we have {v}. / {v} make up the board.",
       "{v} has been elected. / {v} joined the committee. / {v} came on the board.",
       "{old} stepped down. / {old} has resigned. / {old} isn't on it any more.",
       "{v} replaced {old}.", "{who}'s committee has {v}.",
       "Who is on the committee? / Who's on the board now?",
       "How many people are on the committee? / How many members has the board?",
       "Is {x} still on the committee?"),
    _f("subject", "This term I'm taking {v}. / My courses: {v}. / I've enrolled in {v}.",
       "I've added {v}. / {v} too, since Monday. / They let me into {v} as well.",
       "I dropped {old}. / {old} clashed, so I left it.", "I changed from {old} to {v}.",
       "{who} takes {v}.", "Which courses am I taking? / What am I studying this term?",
       "How many courses am I taking? / How many subjects do I have?", "Am I still taking {x}?"),
    _f("title", "I'm reading {v}. / On my bedside table: {v}. / Books I borrowed: {v}.",
       "I've started {v} too. / Got {v} from the library. / {v} has joined the pile.",
       "I gave {old} back. / I finished {old} and returned it.", "I swapped {old} for {v}.",
       "{who} is reading {v}.", "Which books do I have at the moment? / What am I reading?",
       "How many books do I have on the go? / How many books have I borrowed?", ""),
)  # fmt: skip


_ONE = (
    ("{v} make up the board", "The whole board is {v}"), ("{v} ride in", "{v} rides in"),
    ("{v} are coming", "{v} is coming"), ("passengers are", "only passenger is"),
    ("sports are", "only sport is"), ("our house live ", "our house lives "),
    ("Our animals:", "Our animal:"), ("instruments I have:", "instrument I have:"),
    ("languages are", "only language is"), ("courses:", "only course:"),
)  # fmt: skip


@dataclass
class _Group:
    lines: list[str] = field(default_factory=list)
    came: dict[str, Span] = field(default_factory=dict)
    went: dict[str, Span] = field(default_factory=dict)

    def line(self, template: str, values: list[str], old: str = "", who: str = "") -> None:
        """Add a line; note where members came and one went."""
        text, memory = "", len(self.lines)
        template = template.replace("{who}", who)
        if len(values) == 1 and "{v}" in template and not who:
            for many, one in _ONE:
                template = template.replace(many, one)
        for piece in template.replace("{v}", "\0").replace("{old}", "\1"):
            if piece == "\0":
                for number, value in enumerate(values):
                    if number:
                        text += " and " if number == len(values) - 1 else ", "
                    if not who:
                        self.came[value] = Span(memory, len(text), len(text) + len(value))
                    text += value
            elif piece == "\1":
                self.went[old] = Span(memory, len(text), len(text) + len(old), minus=True)
                text += old
            else:
                text += piece
        self.lines.append(text[0].upper() + text[1:])

    def left(self) -> list[str]:
        """Members still there, in the order told."""
        return [value for value in self.came if value not in self.went]


def generate(rng: random.Random) -> list[Example]:
    """One group with its comings and goings, and two to four questions."""
    frame = rng.choice(_FRAMES)
    names: dict[str, None] = {}
    while len(names) < 9:
        names[VALUES[frame.bank](rng)] = None
    fresh = iter(names)
    group = _Group()
    first = [next(fresh) for _ in range(rng.choice((1, 2, 2, 3, 3, 4)))]
    start = rng.choice(frame.start)
    group.line(start, first)
    examples = _ask(group, frame, rng) if rng.random() < 0.25 else []
    for _ in range(rng.choice((0, 1, 2, 2, 3))):
        if rng.random() < 0.25:
            group.lines.append(rng.choice(CHAT))
        if rng.random() < 0.2:
            group.line(frame.foreign, [next(fresh)], who=VALUES["name"](rng))
        _change(group, frame, fresh, rng)
    return examples + _ask(group, frame, rng)


def _change(group: _Group, frame: _Frame, fresh: Iterator[str], rng: random.Random) -> None:
    left = group.left()
    roll = rng.random()
    if roll < 0.45 or len(left) < 2 or len(group.went) > 1:
        if len(group.came) < 5:
            group.line(rng.choice(frame.add), [next(fresh)])
    elif roll < 0.75 or not frame.swap:
        group.line(rng.choice(frame.drop), [], rng.choice(left))
    else:
        group.line(rng.choice(frame.swap), [next(fresh)], rng.choice(left))


def _ask(group: _Group, frame: _Frame, rng: random.Random) -> list[Example]:
    told = tuple(Told(line) for line in group.lines)
    left = group.left()
    asked = f"gathering {frame.which[0]}"

    def example(
        question: str, kind: AnswerKind, spans: tuple[Span, ...], more: tuple[int, ...] = ()
    ) -> Example:
        number = sum(-1 if s.minus else 1 for s in spans) if kind == "number" else None
        supports = tuple(dict.fromkeys([*(s.memory for s in spans), *more]))
        text = careless_question(question, rng)
        return Example(told, text, kind, supports, spans, number, "sim/gathering", asked)

    examples = []
    if left:
        gone = tuple(s.memory for s in group.went.values())
        spans = tuple(group.came[value] for value in left)
        more = tuple(m for m in gone if m not in {s.memory for s in spans})
        examples.append(example(rng.choice(frame.which), "span", spans, more))
    terms = sorted([*group.came.values(), *group.went.values()], key=lambda s: (s.memory, s.start))
    examples.append(example(rng.choice(frame.many), "number", tuple(terms)))
    if frame.still and rng.random() < 0.6:
        gone_too = bool(group.went) and rng.random() < 0.6
        value = rng.choice(list(group.went) if gone_too else left or list(group.came))
        where = group.went.get(value, group.came[value]).memory
        kind: AnswerKind = "no" if value in group.went else "yes"
        examples.append(example(frame.still.replace("{x}", value), kind, (), (where,)))
    own = {s.memory for s in (*group.came.values(), *group.went.values())}
    rest = tuple(line for i, line in enumerate(told) if i not in own)
    if rest and rng.random() < 0.5:  # only strangers' groups and small talk were told
        asks = rng.choice((*frame.which, *frame.many))
        text = careless_question(asks, rng)
        examples.append(Example(rest, text, "unknown", source="sim/gathering", group=asked))
    return [e for e in examples if len(e.supports) <= 6]
