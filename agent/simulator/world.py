"""Stories of people who move about and of things that change hands, as told and asked at home.

The world is the simulated one of Weston et al. 2014, section 4, with more words: some stories
keep its short style ("Joe went to the kitchen."), others are told in passing, by somebody who is
part of them. A small interpreter keeps who is where, who holds what, and the memories that say
so; hence supports are exact, in hop order. "Where is the milk?" is hop 1 "Joe left the milk.", hop
2 the move that says where Joe was; while Joe still has it, hop 1 is the pick-up and hop 2 his
latest move. Where a memory says only "he", the one that names him is read as well.

`Tale` writes any story whose answer spans must be known to the character; notation of templates:
`{slot}`, `[he|I|they]` by the grammatical person of the subject, `<one|many>` by the number of
the thing spoken of.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from agent.simulator.names import (
    CONTAINERS,
    SMALL_TALK,
    THINGS_PLURAL,
    Person,
    people,
    place,
    thing,
    town,
)
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, Told

_MARK = re.compile(r"\{(\w+)\}|\[([^\]]*)\]|<([^>]*)>")
_LEADS = (
    *("By the way, ", "So, ", "Oh, ", "Well, ", "Also, ", "Anyway, ", "Then ", "After that "),
    *("Later ", "ok so ", "Guess what, ", "Just now ", "This morning ", "And then ", "Btw, "),
)
_PLAIN_STARTS = frozenset("the my there our his her their a an it".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words for a slot: `lead` is said but is no part of an answer ("the "), `core` is."""

    core: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody as a sentence needs them. `grammar`: 0 he or she, 1 I, 2 they or several."""

    subject: str
    object: str
    pronoun: str
    grammar: int = 0


ME = Actor("I", "me", "I", 1)


def actor(person: Person) -> Actor:
    """A third person by name."""
    return Actor(person.name, person.name, person.subject)


@cache
def _shape(template: str, grammar: int, many: bool) -> tuple[tuple[str, str], ...]:
    """The template cut into (literal, slot) pairs with all choices made; the last slot is ""."""
    parts: list[tuple[str, str]] = []
    literal, at = "", 0
    for mark in _MARK.finditer(template):
        literal += template[at : mark.start()]
        at = mark.end()
        if mark[1]:
            parts.append((literal, mark[1]))
            literal = ""
        elif mark[2] is not None:
            choices = mark[2].split("|")
            literal += choices[min(grammar, len(choices) - 1)]
        else:
            literal += mark[3].split("|")[many]
    return (*parts, (literal + template[at:], ""))


def render(
    template: str, grammar: int = 0, many: bool = False, **words: Phrase | str
) -> tuple[str, dict[str, tuple[int, int]]]:
    """Fill a template; return the text and where each slot's core stands in it."""
    text = ""
    places: dict[str, tuple[int, int]] = {}
    for literal, slot in _shape(template, grammar, many):
        text += literal
        if slot:
            word = words[slot]
            phrase = Phrase(word) if isinstance(word, str) else word
            text += phrase.lead + phrase.core
            places[slot] = (len(text) - len(phrase.core), len(text))
    return text, places


class Tale:
    """A story being told: its memories, where each slot stands in them, and its questions.

    source    the `source` of every example
    careless  whether people type carelessly: lower case, no full stop, filler words in front
    """

    def __init__(self, rng: random.Random, source: str, careless: bool) -> None:
        self.rng = rng
        self.source = source
        self.careless = careless
        self.told: list[Told] = []
        self.examples: list[Example] = []
        self._places: list[dict[str, tuple[int, int]]] = []

    def tell(
        self,
        templates: tuple[str, ...],
        grammar: int = 0,
        many: bool = False,
        **words: Phrase | str,
    ) -> int:
        """Tell one of the templates; return the memory's index."""
        text, places = render(self.rng.choice(templates), grammar, many, **words)
        lead = self.rng.choice(_LEADS) if self.careless and self.rng.random() < 0.12 else ""
        if not lead:
            text = text[0].upper() + text[1:]
        elif text.split(" ", 1)[0].lower() in _PLAIN_STARTS:
            text = text[0].lower() + text[1:]
        if self.careless and self.rng.random() < 0.14:
            text, lead = text.lower(), lead.lower()
        if self.careless and self.rng.random() < 0.1:
            text = text.rstrip(".")
        shift = len(lead)
        self._places.append({slot: (a + shift, b + shift) for slot, (a, b) in places.items()})
        self.told.append(Told(lead + text))
        return len(self.told) - 1

    def small_talk(self) -> None:
        """Say something that answers nothing."""
        self.tell((self.rng.choice(SMALL_TALK),))

    def span(self, memory: int, slot: str) -> Span:
        """Where a slot's words stand in a memory."""
        return Span(memory, *self._places[memory][slot])

    def ask(
        self,
        group: str,
        templates: tuple[str, ...],
        kind: AnswerKind,
        supports: Iterable[int] = (),
        spans: tuple[Span, ...] = (),
        number: int | None = None,
        grammar: int = 0,
        many: bool = False,
        **words: Phrase | str,
    ) -> bool:
        """Ask one of the templates about what is told so far; False when just asked already."""
        text, _ = render(self.rng.choice(templates), grammar, many, **words)
        text = text[0].upper() + text[1:]
        if self.careless:
            text = careless_question(text, self.rng)
        example = Example(
            tuple(self.told), text, kind, tuple(dict.fromkeys(supports)), spans, number,
            self.source, group,
        )  # fmt: skip
        asked = any(
            len(e.memories) == len(example.memories)
            and (e.group, e.supports) == (group, example.supports)
            for e in self.examples
        )
        if not asked:
            self.examples.append(example)
        return not asked


_GO = (
    "{a} went to {p}.",
    "{a} travelled to {p}.",
    "{a} moved to {p}.",
    "{a} journeyed to {p}.",
    "{a} went back to {p}.",
    "{a} walked to {p}.",
    "{a} headed to {p}.",
)
_GO_TALK = (
    *_GO,
    "{a} [is|am|are] in {p} now.",
    "{a} ran over to {p}.",
    "{a} just went to {p}.",
    "{a} [has|have] gone to {p}.",
    "{a} came to {p}.",
    "{a} [is|am|are] off to {p} and should be there already.",
    "{a} turned up in {p}.",
    "{a} made it to {p}.",
    "{a} hurried to {p}.",
    "{a} popped over to {p} for a bit.",
    "right now {a} [is|am|are] in {p}.",
)
_GO_TOGETHER = (
    "{a} and {b} went to {p}.",
    "{a} and {b} travelled to {p}.",
    "{a} and {b} are in {p} now.",
    "{a} and {b} moved to {p}.",
    "{a} and {b} walked to {p} together.",
)
_QUIT = (
    "{a} left {p}.",
    "{a} walked out of {p}.",
    "{a} [is|am|are] no longer in {p}.",
    "{a} [is|am|are] not in {p} any more.",
)
_TAKE = (
    "{a} picked up {t}.",
    "{a} took {t}.",
    "{a} got {t}.",
    "{a} got {t} there.",
    "{a} grabbed {t}.",
    "{a} picked {t} up.",
)
_TAKE_TALK = (
    *_TAKE,
    "{a} [has|have] {t} now.",
    "{a} collected {t}.",
    "{a} fetched {t}.",
    "{a} [has|have] taken {t}.",
    "{a} took {t} along.",
    "{a} put {t} in {o} bag.",
    "{t} <is|are> with {m} now.",
)
_DROP = (
    "{a} left {t}.",
    "{a} dropped {t}.",
    "{a} put down {t}.",
    "{a} discarded {t}.",
    "{a} left {t} there.",
    "{a} put {t} down there.",
)
_DROP_TALK = (
    *_DROP,
    "{a} set {t} down.",
    "{a} forgot {t} there.",
    "{a} left {t} behind.",
    "{a} [has|have] left {t} there.",
    "{a} put {t} down and forgot about <it|them>.",
)
_GIVE = (
    "{a} gave {t} to {b}.",
    "{a} handed {t} to {b}.",
    "{a} passed {t} to {b}.",
    "{a} gave {b} {t}.",
)
_GIVE_TALK = (
    *_GIVE,
    "{a} lent {t} to {b}.",
    "{a} handed over {t} to {b}.",
    "{a} lent {b} {t}.",
    "{a} let {b} have {t}.",
    "{a} passed {t} on to {b}.",
    "{a} returned {t} to {b}.",
)
_PUT = (
    "{a} put {t} in {p}.",
    "{a} left {t} in {p}.",
    "{a} stored {t} in {p}.",
    "{a} placed {t} in {p}.",
    "{a} [has|have] put {t} in {p}.",
    "{a} hid {t} in {p}.",
    "{a} forgot {t} in {p}.",
    "{a} dropped {t} off in {p}.",
)
_LIES = (
    "{t} <is|are> in {p}.",
    "{t} <is|are> in {p} now.",
    "{p} is where {t} <is|are>.",
    "you can find {t} in {p}.",
    "{t} <lives|live> in {p}.",
    "{t} ended up in {p}.",
)
_STANDS = (
    "{c} is in {p}.",
    "{c} stands in {p}.",
    "{c} can be found in {p}.",
    "we keep {c} in {p}.",
    "they moved {c} into {p}.",
)
_WHERE_THING = (
    "Where <is|are> {t}?",
    "Where <is|are> {t} now?",
    "Where can I find {t}?",
    "Where did {t} end up?",
    "Where <has|have> {t} got to?",
    "In what place <is|are> {t}?",
    "What is the location of {t}?",
    "Any idea where {t} <is|are>?",
    "Where should I look for {t}?",
)
_WHERE_PUT = (
    "Where did {a} put {t}?",
    "Where did {a} leave {t}?",
    "Where [has|have] {a} left {t}?",
)
_WHICH_ROOM = (
    "Which place <is|are> {t} in?",
    "Which room <is|are> {t} in?",
    "In which room <is|are> {t}?",
    "What room would I find {t} in?",
    "Which room do I have to go to for {t}?",
)
_WHERE_PERSON = (
    "Where [is|am|are] {a}?",
    "Where [is|am|are] {a} now?",
    "Where did {a} go?",
    "Which place [is|am|are] {a} in?",
    "Where can {m} be found?",
    "Where [has|have] {a} gone?",
    "Where did {a} end up?",
)
_BEFORE_PERSON = (
    "Where was {a} before {p}?",
    "Where was {a} before going to {p}?",
    "Where had {a} been before {p}?",
    "Where did {a} come from when {n} went to {p}?",
    "What place was {a} in before {p}?",
)
_AFTER_PERSON = (
    "Where did {a} go after {p}?",
    "Where did {a} go from {p}?",
    "What was the next place {a} went to after {p}?",
)
_BEFORE_THING = (
    "Where <was|were> {t} before {p}?",
    "Where <was|were> {t} before <it was|they were> in {p}?",
    "Where had {t} been before {p}?",
    "What place <was|were> {t} in before {p}?",
    "Where did {t} come from before {p}?",
)
_WHO_HAS = (
    "Who has {t}?",
    "Who has {t} now?",
    "Who is holding {t}?",
    "Who's got {t}?",
    "Who is carrying {t}?",
    "Who do I ask for {t}?",
    "Whom should I call about {t}, who has <it|them>?",
)
_WHO_BEFORE = (
    "Who had {t} before {m}?",
    "Who had {t} before {m} got <it|them>?",
    "Before {m}, who had {t}?",
)
_WHO_GAVE = (
    "Who gave {t} to {m}?",
    "Who handed {t} to {m}?",
    "Who did {b} get {t} from?",
    "From whom did {b} get {t}?",
    "Who gave {m} {t}?",
)
_WHO_GOT = (
    "Who did {a} give {t} to?",
    "To whom did {a} give {t}?",
    "Who got {t} from {m}?",
    "Who received {t} from {m}?",
)
_WHAT_GIVEN = (
    "What did {a} give to {m}?",
    "What did {a} hand over to {m}?",
    "What did {m} get from {n}?",
)
_CARRIES = (
    "What [is|am|are] {a} carrying?",
    "What [does|do] {a} have?",
    "What [is|am|are] {a} holding?",
    "Which things [does|do] {a} have?",
    "What [has|have] {a} got?",
)
_HOW_MANY = (
    "How many things [is|am|are] {a} carrying?",
    "How many objects [does|do] {a} have?",
    "How many items [is|am|are] {a} holding?",
    "How many objects [is|am|are] {a} carrying?",
    "How much stuff [is|am|are] {a} carrying, as a number?",
)
_IS_IN = (
    "[Is|Am|Are] {a} in {p}?",
    "[Is|Am|Are] {a} in {p} now?",
    "[Is|Am|Are] {a} still in {p}?",
    "Would I find {m} in {p}?",
    "Could {a} be in {p}?",
)
_THING_IN = (
    "<Is|Are> {t} in {p}?",
    "<Is|Are> {t} in {p} now?",
    "Would I find {t} in {p}?",
    "Did {t} end up in {p}?",
)
_HAS = (
    "[Does|Do] {a} have {t}?",
    "[Has|Have] {a} got {t}?",
    "[Is|Am|Are] {a} carrying {t}?",
    "[Is|Am|Are] {a} the one with {t}?",
)


@dataclass(frozen=True, slots=True)
class _Stay:
    """Where somebody or something is: the place, its words in a memory, the memories read."""

    place: Phrase
    span: Span
    supports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Hold:
    """Somebody has a thing: the memories that say so, their name there, the giver's name."""

    actor: Actor
    supports: tuple[int, ...]
    name: Span
    giver: Actor | None = None
    giver_name: Span | None = None


@dataclass(slots=True)
class _Body:
    """A person. `visits` are told places in order, None where it became unknown."""

    actor: Actor
    visits: list[_Stay | None] = field(default_factory=list)

    @property
    def stay(self) -> _Stay | None:
        return self.visits[-1] if self.visits else None


@dataclass(slots=True)
class _Thing:
    """A thing. `trail` is where it was, None where that is not known; `box` what it lies in.

    `ended` are the memories that tell how its latest holding or move ended, `putter` who put it
    where it lies, `boxed` whether it ever was in a container, `word` its words in a memory.
    """

    phrase: Phrase
    many: bool
    trail: list[_Stay | None] = field(default_factory=list)
    holds: list[_Hold] = field(default_factory=list)
    held: bool = False
    box: _Stay | None = None
    word: Span | None = None
    putter: Actor | None = None
    boxed: bool = False
    ended: tuple[int, ...] = ()

    @property
    def stay(self) -> _Stay | None:
        return self.trail[-1] if self.trail else None

    @property
    def fresh(self) -> bool:
        """Whether no memory spoke of it yet."""
        return self.word is None


class _World:
    """The state after every telling, and what can be asked of it."""

    def __init__(self, rng: random.Random) -> None:
        classic = rng.random() < 0.4
        self.rng = rng
        self.classic = classic
        self.tale = Tale(rng, "sim/world", careless=not classic and rng.random() < 0.6)
        towns = not classic and rng.random() < 0.12
        self.bodies = [_Body(actor(p)) for p in people(rng, rng.randint(2, 4))]
        if not classic and rng.random() < 0.5:
            self.bodies[0] = _Body(ME)
        self.rooms = [_room(rng, towns) for _ in range(5)]
        self.boxes = [Phrase(c, "the ") for c in rng.sample(CONTAINERS, 2)]
        self.box_rooms: dict[Phrase, _Stay] = {}
        self.things = _things(rng, classic)
        self.last: tuple[Actor, int] | None = None  # who the newest memory is about, named where

    def refer(self, who: Actor) -> tuple[str, int, int | None]:
        """Name somebody or, right after a memory about them, use the pronoun.

        Returns the word, its grammar and the memory that names the person when this one does not.
        """
        if self.last and self.last[0] is who and who is not ME and self.rng.random() < 0.3:
            grammar = 2 if who.pronoun == "they" else 0
            return who.pronoun, grammar, self.last[1]
        return who.subject, who.grammar, None

    def act(
        self, templates: tuple[str, ...], who: Actor, many: bool = False, **words: Phrase | str
    ) -> tuple[int, tuple[int, ...], Span]:
        """Tell what somebody did: the memory, the memories read for it, the name's span.

        A template may name them as its object, in {m}, instead of its subject, in {a}.
        """
        template = self.rng.choice(templates)
        if "{m}" in template:
            memory = self.tale.tell((template,), 0, many, m=who.object, **words)
            self.last = None
            return memory, (memory,), self.tale.span(memory, "m")
        word, grammar, named = self.refer(who)
        memory = self.tale.tell((template,), grammar, many, a=word, **words)
        first = memory if named is None else named
        self.last = (who, first)
        supports = (memory,) if named is None else (memory, named)
        return memory, supports, self.tale.span(first, "a")


def generate(rng: random.Random) -> list[Example]:
    """One story of 3 to 14 memories and one to five questions about it."""
    world = _World(rng)
    length = rng.randint(3, 12)
    asked_halfway = rng.randint(2, length) if rng.random() < 0.4 else 0
    while len(world.tale.told) < length:
        _event(world)
        if not world.classic and rng.random() < 0.08:
            world.tale.small_talk()
            world.last = None
        if asked_halfway and len(world.tale.told) >= asked_halfway:
            _question(world)
            asked_halfway = 0
    for _ in range(rng.randint(2, 4)):
        _question(world)
    return world.tale.examples


def _room(rng: random.Random, towns: bool) -> Phrase:
    return Phrase(town(rng)) if towns else Phrase(place(rng), "the ")


def _things(rng: random.Random, classic: bool) -> list[_Thing]:
    """Four different things, one of which may never come up."""
    chosen: dict[str, _Thing] = {}
    while len(chosen) < 4:
        many = not classic and rng.random() < 0.2
        word = rng.choice(THINGS_PLURAL) if many else thing(rng)
        lead = "my " if not classic and rng.random() < 0.25 else "the "
        if not any(word in other or other in word for other in chosen):
            chosen[word] = _Thing(Phrase(word, lead), many)
    return list(chosen.values())


def _event(world: _World) -> None:
    """Let one thing happen that fits the state."""
    rng = world.rng
    body = rng.choice(world.bodies)
    mine = [t for t in world.things if t.held and t.holds[-1].actor is body.actor]
    item = rng.choice(world.things[:3])  # the last one may never come up
    roll = rng.random()
    if roll < 0.3:
        _go(world, body)
    elif roll < 0.34:
        _quit(world, body)
    elif mine and roll < 0.54:
        _put_down(world, body, rng.choice(mine))
    elif mine and roll < 0.72:
        _hand_over(world, body, rng.choice(mine))
    elif not world.classic and roll > 0.86:
        _place(world, body, item)
    else:
        _take(world, body, item)


def _go(world: _World, body: _Body) -> None:
    stay = body.stay
    movers = [body]
    room = world.rng.choice([r for r in world.rooms if stay is None or r != stay.place])
    supports: tuple[int, ...]
    others = [b for b in world.bodies if b is not body and b.actor is not ME]
    if body.actor is not ME and others and world.rng.random() < 0.08:
        other = world.rng.choice(others)
        memory = world.tale.tell(
            _GO_TOGETHER, 2, a=body.actor.subject, b=other.actor.subject, p=room
        )
        movers, supports = [body, other], (memory,)
        world.last = None
    else:
        templates = _GO if world.classic else _GO_TALK
        memory, supports, _ = world.act(templates, body.actor, p=room)
    for mover in movers:
        _arrive(world, mover, _Stay(room, world.tale.span(memory, "p"), supports))


def _arrive(world: _World, body: _Body, stay: _Stay | None) -> None:
    body.visits.append(stay)
    for item in world.things:
        if item.held and item.holds[-1].actor is body.actor:
            item.trail.append(
                stay and _Stay(stay.place, stay.span, item.holds[-1].supports + stay.supports)
            )


def _quit(world: _World, body: _Body) -> None:
    """Leave a place for nobody knows where."""
    stay, who = body.stay, body.actor
    if stay is None:
        return
    _, supports, _ = world.act(_QUIT, who, p=stay.place)
    _arrive(world, body, None)
    if world.rng.random() < 0.3:
        world.tale.ask(
            "world person gone", _IS_IN, "no", supports,
            grammar=who.grammar, a=who.subject, m=who.object, p=stay.place,
        )  # fmt: skip


def _take(world: _World, body: _Body, item: _Thing) -> None:
    """Pick a thing up, unless it is known to lie elsewhere."""
    if item.held:
        return
    if item.stay is not None and (body.stay is None or body.stay.place != item.stay.place):
        return
    who = body.actor
    templates = _TAKE if world.classic else _TAKE_TALK
    own = {"I": "my", "she": "her", "he": "his", "they": "their"}[who.pronoun]
    memory, supports, name = world.act(templates, who, item.many, o=own, t=item.phrase)
    _hold(world, item, memory, _Hold(who, supports, name), body.stay)


def _hold(world: _World, item: _Thing, memory: int, hold: _Hold, stay: _Stay | None) -> None:
    item.held, item.box, item.putter = True, None, None
    item.word = world.tale.span(memory, "t")
    item.holds.append(hold)
    there = stay and _Stay(stay.place, stay.span, hold.supports + stay.supports)
    if there and item.stay and item.stay.place == there.place:
        item.trail[-1] = there
    else:
        item.trail.append(there)


def _put_down(world: _World, body: _Body, item: _Thing) -> None:
    templates = _DROP if world.classic else _DROP_TALK
    memory, supports, _ = world.act(templates, body.actor, item.many, t=item.phrase)
    there = body.stay and _Stay(body.stay.place, body.stay.span, supports + body.stay.supports)
    _lay(world, item, memory, there, supports, body.actor)


def _lay(
    world: _World,
    item: _Thing,
    memory: int,
    there: _Stay | None,
    supports: tuple[int, ...],
    putter: Actor | None,
) -> None:
    item.held, item.box, item.ended, item.putter = False, None, supports, putter
    item.word = world.tale.span(memory, "t")
    if there and item.stay and item.stay.place == there.place:
        item.trail[-1] = there
    else:
        item.trail.append(there)


def _hand_over(world: _World, body: _Body, item: _Thing) -> None:
    other = world.rng.choice([b for b in world.bodies if b is not body])
    templates = _GIVE if world.classic else _GIVE_TALK
    memory, supports, giver_name = world.act(
        templates, body.actor, item.many, b=other.actor.object, t=item.phrase
    )
    world.last = None  # two people: a pronoun could mean either
    hold = _Hold(other.actor, (memory,), world.tale.span(memory, "b"), body.actor, giver_name)
    item.ended = supports
    # Who takes a thing from somebody stands where they stand, but no memory says so in words.
    _hold(world, item, memory, hold, other.stay)


def _place(world: _World, body: _Body, item: _Thing) -> None:
    """Say where a thing is, in a room or in a container, without anybody carrying it there."""
    if item.held and item.holds[-1].actor is not body.actor:
        return
    if world.rng.random() < 0.45:
        _put_in_box(world, body, item)
        return
    room = body.stay.place if body.stay else world.rng.choice(world.rooms)
    if item.stay is not None and item.stay.place == room:
        return
    putter = body.actor if item.held or world.rng.random() < 0.6 else None
    if putter:
        memory, supports, _ = world.act(_PUT, putter, item.many, t=item.phrase, p=room)
    else:
        memory = world.tale.tell(_LIES, 0, item.many, t=item.phrase, p=room)
        supports, world.last = (memory,), None
    # The place stands in this memory: who put it there need not be known.
    there = _Stay(room, world.tale.span(memory, "p"), (memory,))
    _lay(world, item, memory, there, supports, putter)


def _put_in_box(world: _World, body: _Body, item: _Thing) -> None:
    box = world.rng.choice(world.boxes)
    if box not in world.box_rooms and body.stay is None and world.rng.random() < 0.5:
        _furnish(world, box)
    home = world.box_rooms.get(box)
    if home and body.stay and home.place != body.stay.place:
        return
    if item.box and item.box.place == box:
        return
    memory, supports, _ = world.act(_PUT, body.actor, item.many, t=item.phrase, p=box)
    there = None
    if home:
        there = _Stay(home.place, home.span, (memory, *home.supports))
    elif body.stay:  # nobody said where the box stands: it is where it was used
        there = _Stay(body.stay.place, body.stay.span, supports + body.stay.supports)
        world.boxes.remove(box)
        world.boxes.append(Phrase(world.rng.choice(CONTAINERS), "the "))
    _lay(world, item, memory, there, supports, body.actor)
    item.box = _Stay(box, world.tale.span(memory, "p"), (memory,))
    item.boxed = True


def _furnish(world: _World, box: Phrase) -> None:
    """Say where a container stands; it stays there."""
    room = world.rng.choice(world.rooms)
    if room.lead and not any(item.box and item.box.place == box for item in world.things):
        memory = world.tale.tell(_STANDS, c=box, p=room)
        world.box_rooms[box] = _Stay(room, world.tale.span(memory, "p"), (memory,))
        world.last = None


_Asker = Callable[[_World], bool]


def _question(world: _World) -> None:
    """Ask something; one time in five something that was never told."""
    if len(world.tale.examples) == _MOST_QUESTIONS:
        return
    askers = list(_UNTOLD if world.rng.random() < 0.2 else _ASKERS)
    world.rng.shuffle(askers)
    for asker in askers:
        if asker(world):
            return


_MOST_QUESTIONS = 5


def _ask_thing(world: _World) -> bool:
    item = world.rng.choice(world.things)
    return _ask_where(world, item, _WHERE_THING, "world thing where", item.box or item.stay)


def _ask_room(world: _World) -> bool:
    item = world.rng.choice(world.things)
    if item.stay is None or not item.stay.place.lead:
        return False
    return _ask_where(world, item, _WHICH_ROOM, "world thing room", item.stay)


def _ask_where(
    world: _World, item: _Thing, templates: tuple[str, ...], group: str, stay: _Stay | None
) -> bool:
    return stay is not None and world.tale.ask(
        group, templates, "span", stay.supports, (stay.span,), many=item.many, t=item.phrase
    )


def _ask_put(world: _World) -> bool:
    """Where somebody put what nobody has touched since."""
    item = world.rng.choice(world.things)
    who, stay = item.putter, item.box or item.stay
    if who is None or (stay is None and (item.boxed or any(item.trail))):
        return False
    return world.tale.ask(
        "world thing put", _WHERE_PUT, "span" if stay else "unknown",
        stay.supports if stay else (), (stay.span,) if stay else (),
        grammar=who.grammar, many=item.many, a=who.subject, t=item.phrase,
    )  # fmt: skip


def _ask_person(world: _World) -> bool:
    body = world.rng.choice(world.bodies)
    who, stay = body.actor, body.stay
    return stay is not None and world.tale.ask(
        "world person where", _WHERE_PERSON, "span", stay.supports, (stay.span,),
        grammar=who.grammar, a=who.subject, m=who.object,
    )  # fmt: skip


def _ask_person_order(world: _World) -> bool:
    """Where somebody was before, or went after, a place they were in once."""
    body = world.rng.choice(world.bodies)
    who = body.actor
    if len(body.visits) < 2:
        return False
    at = world.rng.randrange(1, len(body.visits))
    before, after = body.visits[at - 1], body.visits[at]
    if before is None or after is None:
        return False
    places = [stay.place for stay in body.visits if stay]
    forward = world.rng.random() < 0.3
    named, wanted = (before, after) if forward else (after, before)
    if places.count(named.place) != 1:
        return False
    return world.tale.ask(
        "world person after" if forward else "world person before",
        _AFTER_PERSON if forward else _BEFORE_PERSON,
        "span", named.supports + wanted.supports, (wanted.span,),
        grammar=who.grammar, a=who.subject, n=who.pronoun, p=named.place,
    )  # fmt: skip


def _ask_thing_before(world: _World) -> bool:
    item = world.rng.choice(world.things)
    if len(item.trail) < 2 or item.boxed:
        return False
    now, before = item.trail[-1], item.trail[-2]
    places = [stay.place for stay in item.trail if stay]
    if now is None or before is None or places.count(now.place) != 1:
        return False
    return world.tale.ask(
        "world thing before", _BEFORE_THING, "span", now.supports + before.supports, (before.span,),
        many=item.many, t=item.phrase, p=now.place,
    )  # fmt: skip


def _ask_holder(world: _World) -> bool:
    item = world.rng.choice(world.things)
    if not item.held or item.holds[-1].actor is ME:
        return False
    hold = item.holds[-1]
    return world.tale.ask(
        "world who has", _WHO_HAS, "span", (*hold.supports, hold.name.memory), (hold.name,),
        many=item.many, t=item.phrase,
    )  # fmt: skip


def _ask_holder_before(world: _World) -> bool:
    item = world.rng.choice(world.things)
    if len(item.holds) < 2:
        return False
    before, now = item.holds[-2:]
    if before.actor is ME or [h.actor for h in item.holds].count(now.actor) > 1:
        return False
    supports: tuple[int, ...]
    if now.giver and now.giver_name:  # handed over: that memory tells both
        supports, name = (now.supports[0], now.giver_name.memory), now.giver_name
    else:
        supports, name = (*now.supports, *before.supports, before.name.memory), before.name
    return world.tale.ask(
        "world who had before", _WHO_BEFORE, "span", supports, (name,),
        many=item.many, t=item.phrase, m=now.actor.object,
    )  # fmt: skip


def _ask_gift(world: _World) -> bool:
    """Who gave what to whom, for a thing that was handed over once."""
    item = world.rng.choice(world.things)
    gifts = [hold for hold in item.holds if hold.giver]
    if len(gifts) != 1:
        return False
    gift = gifts[0]
    giver, name = gift.giver, gift.giver_name
    assert giver is not None
    assert name is not None
    supports = (*gift.supports, name.memory)
    if giver is not ME and world.rng.random() < 0.5:
        return world.tale.ask(
            "world who gave", _WHO_GAVE, "span", supports, (name,),
            many=item.many, b=gift.actor.subject, m=gift.actor.object, t=item.phrase,
        )  # fmt: skip
    if gift.actor is not ME and world.rng.random() < 0.6:
        return world.tale.ask(
            "world who got", _WHO_GOT, "span", supports, (gift.name,),
            many=item.many, a=giver.subject, m=giver.object, t=item.phrase,
        )  # fmt: skip
    return _ask_what_given(world, gift, giver, supports)


def _ask_what_given(world: _World, gift: _Hold, giver: Actor, supports: tuple[int, ...]) -> bool:
    same = [
        hold
        for item in world.things
        for hold in item.holds
        if hold.giver is giver and hold.actor is gift.actor
    ]
    word = world.tale.span(gift.supports[0], "t")
    templates = _WHAT_GIVEN[:2] if ME in (giver, gift.actor) else _WHAT_GIVEN
    return len(same) == 1 and world.tale.ask(
        "world what given", templates, "span", supports, (word,),
        a=giver.subject, n=giver.object, m=gift.actor.object,
    )  # fmt: skip


def _ask_load(world: _World) -> bool:
    """What, or how many things, somebody is carrying."""
    body = world.rng.choice(world.bodies)
    who = body.actor
    mine = [t for t in world.things if t.held and t.holds[-1].actor is who]
    mine.sort(key=lambda item: item.holds[-1].supports)
    supports = tuple(memory for item in mine for memory in item.holds[-1].supports)
    words = tuple(world.tale.span(t.holds[-1].supports[0], "t") for t in mine)
    if mine and world.rng.random() < 0.5:
        return world.tale.ask(
            "world carries", _CARRIES, "span", supports, words,
            grammar=who.grammar, a=who.subject,
        )  # fmt: skip
    if not mine:  # none left: read what became of each
        had = [t for t in world.things if any(h.actor is who for h in t.holds)]
        if len(had) != 1 or (had[0].held and had[0].holds[-1].giver is not who):
            return False
        supports = had[0].ended
    if any(t.many for t in world.things) or not supports:
        return False
    return world.tale.ask(
        "world how many", _HOW_MANY, "number", supports, number=len(mine),
        grammar=who.grammar, a=who.subject,
    )  # fmt: skip


def _ask_is_in(world: _World) -> bool:
    body = world.rng.choice(world.bodies)
    who, stay = body.actor, body.stay
    if stay is None:
        return False
    place_asked = _true_or_false(world, stay, body.visits)
    return world.tale.ask(
        "world person in", _IS_IN, "yes" if place_asked == stay.place else "no", stay.supports,
        grammar=who.grammar, a=who.subject, m=who.object, p=place_asked,
    )  # fmt: skip


def _ask_thing_in(world: _World) -> bool:
    item = world.rng.choice(world.things)
    stay = item.stay
    if stay is None:
        return False
    place_asked = _true_or_false(world, stay, item.trail)
    return world.tale.ask(
        "world thing in", _THING_IN, "yes" if place_asked == stay.place else "no", stay.supports,
        many=item.many, t=item.phrase, p=place_asked,
    )  # fmt: skip


def _true_or_false(world: _World, stay: _Stay, earlier: list[_Stay | None]) -> Phrase:
    """The true place, one that was true before, or any other."""
    if world.rng.random() < 0.5:
        return stay.place
    past = [s.place for s in earlier if s and s.place != stay.place]
    if past and world.rng.random() < 0.5:
        return past[-1]
    return world.rng.choice([room for room in world.rooms if room != stay.place])


def _ask_has(world: _World) -> bool:
    item, body = world.rng.choice(world.things), world.rng.choice(world.bodies)
    if not item.held:
        return False
    hold, who = item.holds[-1], body.actor
    return world.tale.ask(
        "world has", _HAS, "yes" if hold.actor is who else "no",
        (*hold.supports, hold.name.memory),
        grammar=who.grammar, many=item.many, a=who.subject, t=item.phrase,
    )  # fmt: skip


_ASKERS: tuple[_Asker, ...] = (
    *(_ask_thing, _ask_thing, _ask_room, _ask_put, _ask_put, _ask_person, _ask_person_order),
    *(_ask_thing_before, _ask_thing_before, _ask_thing_before, _ask_holder, _ask_holder_before),
    *(_ask_holder_before, _ask_gift, _ask_gift, _ask_gift, _ask_load, _ask_is_in, _ask_thing_in),
    _ask_has,
)


def _untold_thing(world: _World) -> bool:
    """A thing that nobody spoke of, or whose place no memory gives."""
    item = world.rng.choice(world.things)
    if any(item.trail) or item.boxed:
        return False
    return world.tale.ask(
        "world thing where", _WHERE_THING, "unknown", many=item.many, t=item.phrase
    )


def _untold_holder(world: _World) -> bool:
    item = world.rng.choice(world.things)
    if not item.fresh:
        return False
    return world.tale.ask("world who has", _WHO_HAS, "unknown", many=item.many, t=item.phrase)


def _untold_person(world: _World) -> bool:
    """Somebody whose place was never told or is not known any more."""
    body = world.rng.choice(world.bodies)
    if body.stay is not None:
        return False
    who = body.actor
    return world.tale.ask(
        "world person where", _WHERE_PERSON, "unknown",
        grammar=who.grammar, a=who.subject, m=who.object,
    )  # fmt: skip


def _stranger(world: _World) -> bool:
    known = {body.actor.subject for body in world.bodies}
    other = people(world.rng, 1)[0]
    if any(word in " ".join(known) for word in other.name.split()):
        return False
    who = actor(other)
    if world.rng.random() < 0.5:
        room = world.rng.choice(world.rooms)
        return world.tale.ask(
            "world person in", _IS_IN, "unknown", a=who.subject, m=who.object, p=room
        )
    return world.tale.ask(
        "world person where", _WHERE_PERSON, "unknown", a=who.subject, m=who.object
    )


def _untold_before(world: _World) -> bool:
    """Where somebody was before the only place they were ever said to be in."""
    body = world.rng.choice(world.bodies)
    who, stay = body.actor, body.stay
    if len(body.visits) != 1 or stay is None:
        return False
    return world.tale.ask(
        "world person before", _BEFORE_PERSON, "unknown",
        grammar=who.grammar, a=who.subject, n=who.pronoun, p=stay.place,
    )  # fmt: skip


def _untold_earlier_holder(world: _World) -> bool:
    item = world.rng.choice(world.things)
    if len(item.holds) != 1:
        return False
    hold = item.holds[0]
    return world.tale.ask(
        "world who had before", _WHO_BEFORE, "unknown",
        many=item.many, t=item.phrase, m=hold.actor.object,
    )  # fmt: skip


_UNTOLD: tuple[_Asker, ...] = (
    *(_untold_thing, _untold_thing, _untold_holder, _untold_person, _untold_person, _stranger),
    *(_untold_before, _untold_before, _untold_earlier_holder, _untold_earlier_holder),
)
