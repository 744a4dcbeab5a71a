"""Everyday facts told and asked: one attribute of somebody, with look-alikes, changes and gaps.

Each relation has several ways to tell and to ask; every third way to ask shares no content word
with the tellings. Stories mix facts of several people, small talk, updates ("actually …"),
pronouns, lists, denials, and questions that were never answered.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from agent.references import change_question, pointing
from agent.references import question as reference_question
from agent.simulator.banks import CHAT, ROLES, VALUES, person, role_of
from agent.simulator.everyday_words import (
    ADDING,
    ALSO,
    CHANGES,
    CORRECTIONS,
    FIXED,
    GATHERED,
    INTRODUCTIONS,
    LIKED,
    LIKES,
    PLAIN,
)
from agent.simulator.relations import RELATIONS, Relation
from agent.simulator.text import (
    ME,
    Line,
    Subject,
    ask,
    careless_question,
    casual,
    fill,
    lead,
    named,
)
from agent.story import AnswerKind, Example, Span, Told


@dataclass
class _Fact:
    """A told fact: of whom, what, and in which memory its value stands."""

    relation: Relation
    subject: Subject
    value: str
    memory: int
    span: Span
    naming: int | None = None  # the memory that says who "she" is
    old: _Fact | None = None
    several: bool = False  # one of a list, which has been asked for


class _Story:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.lines: list[Line] = []
        self.facts: list[_Fact] = []
        self.examples: list[Example] = []
        self.names: set[str] = set()

    def wonders(self) -> bool:
        """Now and then a statement that changes nothing is asked about as well."""
        return bool(self.lines[1:]) and self.rng.random() < 0.12

    def say(self, line: Line) -> int:
        self.lines.append(line)
        return len(self.lines) - 1

    def told(self) -> tuple[Told, ...]:
        return tuple(line.told() for line in self.lines)

    def subject(self) -> Subject:
        """Me, a name, my sister, or my sister Anna."""
        roll = self.rng.random()
        if roll < 0.35:
            return ME
        name, gender = person(self.rng)
        while name in self.names:
            name, gender = person(self.rng)
        self.names.add(name)
        if roll < 0.65:
            return named(name, gender)
        role = self.rng.choice(ROLES[gender])
        if role_of(role) in self.names:
            return named(name, gender)
        self.names.add(role_of(role))
        return named(f"my {role}", gender)

    def ask(
        self,
        question: str,
        kind: str,
        supports: tuple[int, ...],
        spans: tuple[Span, ...],
        tag: str,
        group: str,
    ) -> None:
        example = Example(
            self.told(),
            careless_question(question, self.rng),
            kind,  # type: ignore[arg-type]
            supports,
            spans,
            None,
            f"sim/{tag}",
            group,
        )
        self.examples.append(example)


def _value(relation: Relation, rng: random.Random, other_than: set[str]) -> str:
    for _ in range(20):
        value = VALUES[relation.value](rng)
        if value not in other_than:
            return value
    return value


def _tell(
    story: _Story, relation: Relation, subject: Subject, value: str, how: str | None = None
) -> _Fact:
    """Tell a fact, and by chance ask what it changes; `how` it begins when it is no first one."""
    rng = story.rng
    line = fill(rng.choice(relation.tell), subject, value)
    line = lead(line, how) if how else casual(line, rng)
    memory = story.say(line)
    start, end = line.value or (0, 1)
    fact = _Fact(relation, subject, value, memory, Span(memory, start, end))
    story.facts.append(fact)
    if how is None and story.wonders():
        _self_asked(story, change_question(line.text), (), None, "change", relation)
    return fact


def _self_asked(
    story: _Story,
    question: str,
    supports: tuple[int, ...],
    span: Span | None,
    tag: str,
    relation: Relation,
) -> None:
    """What the agent asks itself when something is told: what changes, whom "she" stands for."""
    kind: AnswerKind = "unknown" if span is None else "span"
    spans = () if span is None else (span,)
    story.examples.append(
        Example(
            story.told(), question, kind, supports, spans, source=f"sim/{tag}", group=relation.name
        )
    )


def _tell_by_pronoun(story: _Story, relation: Relation, subject: Subject, value: str) -> _Fact:
    """First who she is, then the fact about "she"."""
    intro = story.rng.choice(INTRODUCTIONS)
    naming = story.say(fill(intro, subject, ""))
    if story.rng.random() < 0.3:
        story.say(Line(story.rng.choice(CHAT)))
    stand_in = Subject(subject.pronoun, subject.own, subject.pronoun, subject.object, subject.own)
    if subject.pronoun == "they":
        return _tell(story, relation, subject, value)
    fact = _tell(story, relation, stand_in, value)
    fact.subject, fact.naming = subject, naming
    text, intro = story.lines[fact.memory].text, story.lines[naming].text
    pronoun = next(pointing(text), None)
    named_at = intro.lower().find(subject.name.lower())
    if pronoun and named_at >= 0 and story.rng.random() < 0.4:
        span = Span(naming, named_at, named_at + len(subject.name))
        asked = reference_question(text, *pronoun)
        _self_asked(story, asked, (fact.memory, naming), span, "refers", relation)
    return fact


def generate(rng: random.Random) -> list[Example]:
    """One story of 2-12 memories and its questions."""
    story = _Story(rng)
    relations = rng.sample(RELATIONS, rng.randint(1, 3))
    for relation in relations:
        count = rng.choice((1, 1, 2, 3, 4))
        used: set[str] = set()
        for subject in _distinct(story, count):
            value = _value(relation, rng, used)
            used.add(value)
            if not subject.first and rng.random() < 0.25:
                _tell_by_pronoun(story, relation, subject, value)
            else:
                _tell(story, relation, subject, value)
            if rng.random() < 0.3:
                story.say(Line(rng.choice(CHAT)))
    if rng.random() < 0.3:
        _change(story)
    if rng.random() < 0.25:
        _shuffled_denial(story)
    single = [fact for fact in story.facts if not fact.several]
    for fact in rng.sample(single, min(len(single), rng.randint(1, 3))):
        _question(story, fact)
    if rng.random() < 0.55:
        _never_told(story)
    if rng.random() < 0.2:
        _list(story)
    return story.examples


def _distinct(story: _Story, count: int) -> list[Subject]:
    subjects: list[Subject] = []
    while len(subjects) < count:
        subject = story.subject()
        if subject.name not in {s.name for s in subjects}:
            subjects.append(subject)
    return subjects


def _change(story: _Story) -> None:
    fact = story.rng.choice(story.facts)
    if fact.old is not None or fact.several:
        return
    value = _value(fact.relation, story.rng, {fact.value})
    if not fact.relation.single:
        _add(story, fact, value)
        return
    name = fact.relation.name
    cues = CORRECTIONS if name in FIXED else CHANGES
    plain = name not in ADDING | FIXED and story.rng.random() < PLAIN
    cue = "" if plain else story.rng.choice(cues)
    new = _tell(story, fact.relation, fact.subject, value, cue)
    story.facts.remove(fact)
    new.old, new.naming = fact, None
    asked = change_question(story.lines[new.memory].text)
    _self_asked(story, asked, (fact.memory,), fact.span, "change", fact.relation)


def _add(story: _Story, fact: _Fact, value: str) -> None:
    """One more of what people have several of: it changes nothing, and the answer is a list."""
    how = story.rng.choice(("", "", "Also, ", "And another thing: ", "Oh and "))
    new = _tell(story, fact.relation, fact.subject, value, how)
    fact.several = new.several = True
    asked = change_question(story.lines[new.memory].text)
    _self_asked(story, asked, (), None, "change", fact.relation)
    supports: tuple[int, ...] = (fact.memory, new.memory)
    if fact.naming is not None:
        supports = (fact.naming, *supports)
    question = ask(story.rng.choice(fact.relation.ask), fact.subject)
    spans = (fact.span, new.span)
    story.ask(question, "span", supports, spans, "list", fact.relation.name)


def _question(story: _Story, fact: _Fact) -> None:
    rng, relation = story.rng, fact.relation
    supports = (fact.memory,) if fact.naming is None else (fact.naming, fact.memory)
    question = ask(rng.choice(relation.ask), fact.subject)
    if fact.old is not None and rng.random() < 0.5:
        before = rng.choice(("before", "originally", "previously", "earlier", "at first"))
        old = fact.old
        stem = _past(question).rstrip("?")
        first = (old.memory,) if old.naming is None else (old.naming, old.memory)
        story.ask(f"{stem} {before}?", "span", (*first,), (old.span,), "before", relation.name)
        return
    roll = rng.random()
    if roll < 0.15 and relation.whose:
        _whose(story, fact, supports)
    elif roll < 0.35 and relation.check:
        _yes_no(story, fact, supports)
    else:
        tag = "update" if fact.old else "pronoun" if fact.naming is not None else "recall"
        present = not re.search(r"\b(?:did|was|were)\b", question)
        if fact.old is not None and present and rng.random() < 0.4:
            question = question.rstrip("?") + rng.choice(
                (" now?", " these days?", " at the moment?")
            )
        story.ask(question, "span", supports, (fact.span,), tag, relation.name)


def _past(question: str) -> str:
    """A question about what is, about what was."""
    for now, then in _PASTS:
        question, changed = re.subn(now, then, question, count=1)
        if changed:
            break
    return question


_PASTS = (
    (r"\b(?:did|was|were)\b", r"\g<0>"),
    (r"\b(?:Does|Do)\b", "Did"),
    (r"\b(?:does|do)\b", "did"),
    (r"\b(?:is|am)\b", "was"),
    (r"\bare\b", "were"),
    (r"\b(?:has|have)\b", "had"),
    (r"\bcan't\b", "couldn't"),
    (r"\bcan\b", "could"),
    (r"^(What|Who|Where)'s\b", r"\1 was"),
)


def _whose(story: _Story, fact: _Fact, supports: tuple[int, ...]) -> None:
    """Ask for the subject by the value; only a subject named in the lines can be the answer."""
    others = [f for f in story.facts if f.relation is fact.relation and f.value == fact.value]
    if fact.subject.first or len(others) > 1 or fact.naming is not None:
        return
    text = story.lines[fact.memory].text
    at = text.lower().find(fact.subject.name.lower())
    if at < 0:
        return
    span = Span(fact.memory, at, at + len(fact.subject.name))
    question = story.rng.choice(fact.relation.whose).replace("{v}", fact.value)
    story.ask(question, "span", supports, (span,), "whose", fact.relation.name)


def _yes_no(story: _Story, fact: _Fact, supports: tuple[int, ...]) -> None:
    truth = story.rng.random() < 0.5
    value = fact.value if truth else _value(fact.relation, story.rng, {fact.value})
    if not truth and not fact.relation.single:  # who plays the cello may well play the piano
        question = ask(story.rng.choice(fact.relation.check), fact.subject, value)
        story.ask(question, "unknown", (), (), "unknown", fact.relation.name)
        return
    if not truth and story.rng.random() < 0.5:
        rivals = [
            f.value for f in story.facts if f.relation is fact.relation and f.value != fact.value
        ]
        value = story.rng.choice(rivals) if rivals else value
    question = ask(story.rng.choice(fact.relation.check), fact.subject, value)
    story.ask(question, "yes" if truth else "no", supports, (), "yesno", fact.relation.name)


def _never_told(story: _Story) -> None:
    """A near miss: another person with a told attribute, or another attribute of a told person."""
    rng = story.rng
    if rng.random() < 0.55:
        fact = rng.choice(story.facts)
        subject = story.subject()
        if any(
            f.subject.name == subject.name and f.relation.family == fact.relation.family
            for f in story.facts
        ):
            return
        relation = fact.relation
    else:
        subject = rng.choice(story.facts).subject
        relation = rng.choice(RELATIONS)
        if any(
            f.subject.name == subject.name and f.relation.family == relation.family
            for f in story.facts
        ):
            return
    question = ask(rng.choice(relation.ask), subject)
    if rng.random() < 0.2 and relation.check:
        question = ask(rng.choice(relation.check), subject, _value(relation, rng, set()))
    story.ask(question, "unknown", (), (), "unknown", relation.name)


def _shuffled_denial(story: _Story) -> None:
    """Affirmed and denied things of one person, then yes/no questions about both."""
    rng = story.rng
    index = rng.randrange(len(LIKES))
    plus, minus, question = LIKES[index]
    subject = story.subject()
    positive_yes = not plus.startswith("{s} can't")
    values: list[str] = []
    for truth in rng.sample((True, False), 2):
        value = next(v for v in iter(lambda: VALUES[LIKED[index]](rng), "") if v not in values)
        values.append(value)
        memory = story.say(casual(fill(plus if truth else minus, subject, value), rng))
        if rng.random() < 0.7:
            answer = "yes" if truth == positive_yes else "no"
            text = ask(question, subject, value)
            story.ask(text, answer, (memory,), (), "denial", f"denial{index}")
    other = VALUES[LIKED[index]](rng)
    if rng.random() < 0.4 and not any(other.lower() in line.text.lower() for line in story.lines):
        text = ask(question, subject, other)
        story.ask(text, "unknown", (), (), "unknown", f"denial{index}")


def _list(story: _Story) -> None:
    rng = story.rng
    bank, tellings, questions = rng.choice(GATHERED)
    if bank in ALSO and any(ALSO[bank].search(line.text) for line in story.lines):
        return  # one more would be told already
    spans: list[Span] = []
    used: set[str] = set()
    for _ in range(rng.randint(2, 4)):
        value = VALUES["name" if bank == "name" else bank](rng)
        if value in used or any(value.lower() in line.text.lower() for line in story.lines):
            continue
        used.add(value)
        line = fill(rng.choice(tellings), ME, value)
        memory = story.say(line)
        if line.value:
            spans.append(Span(memory, *line.value))
        if rng.random() < 0.3:
            story.say(Line(rng.choice(CHAT)))
    if len(spans) > 1:
        supports = tuple(span.memory for span in spans)
        story.ask(rng.choice(questions), "span", supports, tuple(spans), "list", f"list {bank}")
