"""Times worked out: when it is over, when to leave, how long it took, which day, which year.

A thing has a beginning, a length and an end; two of them are told in everyday words, in one line or
in two, and the third is asked (`agent.reckoning`). Plans change ("put back by half an hour"), days
hang on other days ("two days after the fair"), "yesterday" counts from the day it was said, and of
the events of one day the first or the last is asked. What was never told is asked too.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from agent.dates import months_on
from agent.simulator.banks import CHAT, MONTHS, VALUES, person
from agent.simulator.schedule_words import (
    AFTER,
    AHEAD,
    ANCHORS,
    APPOINTMENTS,
    ASK_APART,
    ASK_DATE,
    ASK_FIRST,
    ASK_LAST,
    ASK_WEEKDAY,
    AT,
    BEFORE,
    BEFOREHAND,
    FIXED_AT,
    FROM,
    HANGING,
    KINDS_TEXT,
    LATER,
    MOVED_BY,
    NOISE,
    NOW,
    PAIRS,
    POSTPONED,
    SOONER,
    THEN,
    THEREAFTER,
    TO,
)
from agent.simulator.text import ME, Subject, careless_question, named
from agent.story import AnswerKind, Example, Span, Told

_DAY, _NO_YEAR = 24 * 60, 2001  # the year that `agent.quantities` takes for dates that name none
_UNTOLD = 0.65  # of what was never told that is asked
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
fifteen sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MINUTES = (10, 15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 75, 80, 90, 100, 105, 110, 120, 130, 135,
            150, 160, 165, 180, 200, 210, 225, 240, 300, 330, 360, 420, 480, 510, 540)  # fmt: skip
_PLANS = {"b": 4, "sl": 6, "ul": 4, "su": 3, "g": 2, "s": 1, "l": 1, "u": 1}
_WE = Subject("we", "our", "we", "us", "our", True)
_SLOT = re.compile(r"\{(\w)\}")
_NAMED, _REFERS = re.compile(r"\{[sp]\}"), re.compile(r"\{[ohm]\}")
_CHOICE = re.compile(r"\[([^|\]]*)\|([^|\]]*)(?:\|([^\]]*))?\]")


@dataclass(frozen=True)
class _Kind:
    """A kind of event; `ways` are those of `KINDS_TEXT`, `begins` and `lasts` least and most."""

    name: str
    scale: str
    begins: tuple[int, int]
    lasts: tuple[int, int]
    flags: frozenset[str]
    ways: Mapping[str, tuple[str, ...]]

    def says_which(self, way: str) -> bool:
        """Whether `way` tells two events of this kind apart, by a person or a town."""
        names = self.ways.get("n", ("",))
        return bool(re.search(r"\{[spw]\}", way)) or (
            "{x}" in way and all(re.search(r"\{[spw]\}", name) for name in names)
        )

    def has_twins(self) -> bool:
        return all(any(map(self.says_which, w)) for key, w in self.ways.items() if key != "n")


def _kinds(text: str) -> tuple[_Kind, ...]:
    families: dict[str, dict[str, tuple[str, ...]]] = {}
    kinds: list[_Kind] = []
    for block in text.split("== ")[1:]:
        head, *lines = block.strip().replace("\n ", " / ").split("\n")
        ways = {line[0]: tuple(w.strip() for w in line[2:].split(" / ")) for line in lines}
        name, *spec = head.split()
        if not spec:
            families[name] = ways
            continue
        scale, begins, lasts, *flags = spec
        ranges = [tuple(map(int, pair.split("-"))) for pair in (begins, lasts)]
        shared = next((families[flag] for flag in flags if flag in families), {})
        own = {key: ways.get(key, ()) + shared.get(key, ()) for key in (*ways, *shared)}
        (first, last), (least, most) = ranges
        kinds.append(_Kind(name, scale, (first, last), (least, most), frozenset(flags), own))
    return tuple(kinds)


_KINDS = _kinds(KINDS_TEXT)


class _Story:
    """Lines told one after the other, and the questions on them."""

    def __init__(self, rng: random.Random) -> None:
        self.rng, self.told, self.examples = rng, list[Told](), list[Example]()

    def tell(
        self, template: str, words: Mapping[str, str], at: datetime | None = None
    ) -> dict[str, Span]:
        """Add a line, at times typed carelessly; where the words of each slot stand in it."""
        text, places = "", dict[str, Span]()
        for number, piece in enumerate(_SLOT.split(template)):
            said = words[piece] if number % 2 else piece
            if number % 2:
                places[piece] = Span(len(self.told), len(text), len(text) + len(said))
            text += said
        careless = self.rng.random()
        text = text.lower() if careless < 0.1 else text[0].upper() + text[1:]
        end = "" if careless < 0.18 else self.rng.choice("....!")
        self.told.append(Told(text + end, told_at=at))
        return places

    def chat(self, often: float, at: datetime | None = None) -> None:
        """Now and then, small talk or other numbers and times."""
        rng = self.rng
        while rng.random() < often:
            line = rng.choice(NOISE if rng.random() < 0.5 else CHAT).rstrip(".")
            words = {"n": person(rng)[0], "i": str(rng.randint(3, 60)), "p": VALUES["price"](rng)}
            words |= {"k": VALUES["time"](rng), "h": _numeral(rng.randint(4, 11), rng)}
            self.tell(line, words | {"l": _length(rng.choice(_MINUTES[:16]), rng)}, at)

    def ask(
        self,
        question: str,
        kind: AnswerKind,
        group: str,
        supports: Sequence[int] = (),
        spans: Sequence[Span] = (),
        number: int | None = None,
    ) -> None:
        """Add a question on all that was told."""
        ordered = tuple(sorted(spans, key=lambda s: (s.memory, s.start)))
        asked = careless_question(question[0].upper() + question[1:], self.rng)
        self.examples.append(
            Example(
                tuple(self.told), asked, kind, tuple(dict.fromkeys(supports)), ordered, number,
                "sim/schedule", f"schedule {group}",
            )
        )  # fmt: skip

    def untold(self, question: str, group: str) -> None:
        """Now and then, ask what was never told."""
        if self.rng.random() < _UNTOLD:
            self.ask(question, "unknown", group)


def generate(rng: random.Random) -> list[Example]:
    """One story about times, and a few questions."""
    makers: tuple[Callable[[_Story], None], ...] = (_lasting, _hanging, _recalled, _ordered)
    (maker,) = rng.choices(makers, (0.62, 0.16, 0.11, 0.11))
    story = _Story(rng)
    maker(story)
    rng.shuffle(story.examples)
    return story.examples


def _minus(span: Span) -> Span:
    return Span(span.memory, span.start, span.end, minus=True)


def _spoken(template: str, who: Subject) -> str:
    """Take the form for one person, for "I", or for "we" (that for "I" when it has none)."""
    form = 1 if not who.first else 2 if who.name == "I" else 3
    return _CHOICE.sub(lambda m: m[2] if m[form] is None else m[form], template)


def _subject(rng: random.Random, third: bool = False, several: bool = False) -> Subject:
    roll = rng.random()
    if not third and roll < 0.45:
        return _WE if several and roll < 0.2 else ME
    while True:
        name, gender = person(rng)
        if gender != "n":
            return named(name, gender)


def _about(who: Subject, place: str) -> dict[str, str]:
    """The words for a person and a town."""
    return {
        "s": who.name, "p": who.possessive, "o": who.own, "m": who.object, "h": who.pronoun,
        "w": place,
    }  # fmt: skip


# How times and lengths are said


def _numeral(number: int, rng: random.Random) -> str:
    if rng.random() < 0.4 or number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    word = _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")
    return _ONES[number] if number < 20 else word


def _clock(minutes: int, style: str, rng: random.Random) -> tuple[str, int]:
    """A time of day and its worth: without am or pm what it says, half past six 6:30."""
    hour, minute = divmod(minutes % _DAY, 60)
    twelve = (hour - 1) % 12 + 1
    past = {5: "five", 10: "ten", 15: "quarter", 20: "twenty", 30: "half"}
    if style == "24":
        return f"{hour:02}:{minute:02}", minutes % _DAY
    if style == "pm":
        short = f"{rng.choice(':.')}{minute:02}" if minute else ""
        return f"{twelve}{short}{rng.choice((' ', ''))}{'ap'[hour >= 12]}m", minutes % _DAY
    if style == "12":
        return f"{twelve}:{minute:02}", twelve * 60 + minute
    said = rng.choice((str(twelve), _ONES[twelve]))
    if not minute:
        return said if style == "bare" else f"{said} o'clock", twelve * 60
    if minute in past:
        return f"{past[minute]} past {_ONES[twelve]}", twelve * 60 + minute
    if 60 - minute in past:
        following = twelve % 12 + 1
        return f"{past[60 - minute]} to {_ONES[following]}", following * 60 - (60 - minute)
    return f"{twelve}:{minute:02}", twelve * 60 + minute


def _length(minutes: int, rng: random.Random) -> str:
    hours, rest = divmod(minutes, 60)
    if hours and not rest:
        many = rng.choice(("an", "an", "one", "1")) if hours == 1 else _numeral(hours, rng)
        return f"{many} hour{'s' if hours > 1 else ''}"
    ways = [f"{_numeral(minutes, rng)} minutes"] if minutes < 100 else []
    ways += {15: ["a quarter of an hour"], 30: ["half an hour"] * 2,
             45: ["three quarters of an hour"], 75: ["an hour and a quarter"],
             90: ["an hour and a half", "one and a half hours"]}.get(minutes, [])  # fmt: skip
    if hours > 1 and rest == 30:
        ways += [f"{_ONES[hours]} and a half hours"] * 2 + [f"{hours}.5 hours"]
    elif hours:
        hour = "an hour" if hours == 1 else f"{_ONES[hours]} hours"
        ways += [f"{hour} and {_numeral(rest, rng)} minutes", f"{hours}h{rest:02}"]
        ways.append(f"{hours} hour{'s' if hours > 1 else ''} {rest} minutes")
    elif not minutes % 5:
        ways.append(f"{minutes} min")
    return rng.choice(ways)


def _date(day: date, rng: random.Random) -> str:
    end = "th" if 10 < day.day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    month = MONTHS[day.month - 1]
    ways = (f"{day.day} {month}", f"{month} {day.day}", f"the {day.day}{end} of {month}")
    return rng.choice((*ways, f"{day.day}{end} {month}"))


def _days(least: int, most: int, rng: random.Random) -> tuple[str, int]:
    """Some days or weeks in words, and how many days."""
    if most < 14 or (least < 7 and rng.random() < 0.4):
        many = rng.randint(least, min(most, 12))
        return (f"{_numeral(many, rng)} days" if many > 1 else "a day"), many
    weeks = rng.randint(max(1, -(-least // 7)), most // 7)
    said = (
        rng.choice(("two weeks", "a fortnight")) if weeks == 2 else f"{_numeral(weeks, rng)} weeks"
    )
    return "a week" if weeks == 1 else said, 7 * weeks


# What has a beginning, a length and an end


@dataclass(frozen=True, slots=True)
class _Times:
    """The words for each slot, and what comes of them: the beginning (as told, and as changed),
    the beginning as worked out from the end, the end, and how long it is."""

    words: Mapping[str, str]
    begun: int
    ended: int
    back: int
    apart: int


def _times(kind: _Kind, later: int, changed: bool, exact: bool, rng: random.Random) -> _Times:
    """Times for a kind.

    Args:
        later: 1 for a delay, -1 for the opposite.
        exact: no "at seven" alone, from which nothing can be taken away.
    """
    if kind.scale == "clock":
        hour, minute = rng.randint(*kind.begins), rng.choice((0, 0, 0, 15, 30, 30, 45, 5, 10, 50))
        long = rng.choice([m for m in _MINUTES if kind.lasts[0] <= m <= kind.lasts[1]])
        style = rng.choice(
            ("24", "24", "pm", "pm", "words", "words", "12", "words" if exact else "bare")
        )
        change = rng.choice((10, 15, 20, 30, 30, 45, 60))
        start, at = _clock(60 * hour + minute, style, rng)
        end, over = _clock(60 * hour + minute + long, style, rng)
        words = {"t": start, "l": _length(long, rng), "u": end, "d": _length(change, rng)}
        begun = at + later * change * changed
        return _Times(words, begun % _DAY, (begun + long) % _DAY, (over - long) % _DAY, long)
    if kind.scale in ("year", "age"):
        year, (least, most) = rng.randint(*kind.begins), kind.lasts
        many = rng.randint(least, min(most, 2025 - year))
        said = _numeral(many, rng) + (" years" if kind.scale == "year" else "")
        words = {"t": str(year), "l": said, "u": str(year + many)}
        return _Times(words, year, year + many, year, many)
    if kind.scale == "terms":
        day, years = date(rng.randint(2012, 2024), rng.randint(1, 12), rng.randint(1, 28)), True
        years = rng.random() < 0.6
        many = rng.randint(2, 10) if years else rng.choice((6, 18, 24, 30))
        until = months_on(day, many * 12 if years else many)
        said = f"{_numeral(many, rng)} {'years' if years else 'months'}"
        first, last = (f"{d.day} {MONTHS[d.month - 1]} {d.year}" for d in (day, until))
        ends = (day.toordinal(), until.toordinal())
        return _Times({"t": first, "l": said, "u": last}, *ends, ends[0], ends[1] - ends[0])
    if kind.scale == "days" and kind.lasts[0] < 7 and rng.random() < 0.4:
        (said, many), (moved, shift) = _days(2, 6, rng), _days(1, 3, rng)
        weekday = rng.randrange(7)
        words = {"t": _DAYS[weekday], "l": said, "u": _DAYS[(weekday + many) % 7], "d": moved}
        begun = weekday + later * shift * changed
        return _Times(words, begun % 7, (begun + many) % 7, weekday, many)
    (said, many), (moved, shift) = _days(*kind.lasts, rng), _days(1, 14, rng)
    day = date(_NO_YEAR, rng.randint(2, 9), rng.randint(1, 28))
    start, end = (_date(d, rng) for d in (day, day + timedelta(days=many)))
    begun = (day + timedelta(days=later * shift * changed)).toordinal()
    words = {"t": start, "l": said, "u": end, "d": moved}
    return _Times(words, begun, begun + many, day.toordinal(), many)


@dataclass
class _Event:
    """One event of a story: what is told of it (`plan`), in which words, and where it stood."""

    kind: _Kind
    who: Subject
    place: str
    plan: str
    later: int
    twin: bool
    times: _Times
    told_in: list[int] = field(default_factory=list)
    pronouns: set[int] = field(default_factory=set)
    spans: dict[str, Span] = field(default_factory=dict)
    named: bool = False

    def say(self, ways: Sequence[str], rng: random.Random) -> tuple[str, dict[str, str]]:
        """One of some ways to say it, and the words for its slots."""
        if self.twin:  # the other event is of the same kind: say which
            ways = [way for way in ways if self.kind.says_which(way)]
        words = _about(self.who, self.place) | dict(self.times.words)
        name = rng.choice(self.kind.ways.get("n", ("",)))
        way = rng.choice(ways)
        who, mark, rest = way.partition("{s}")
        rest = rest.replace("{p}", "{o}")  # "Anna died and her will was opened"
        if mark:
            name = name.replace("{p}", "{o}")
        words["x"] = _SLOT.sub(lambda m: words[m[1]], name)
        return _spoken(who + mark + rest, self.who), words

    def question(self, ways: Sequence[str], rng: random.Random) -> str:
        if not self.named:  # whose it is was never said
            self.who = ME
        way, words = self.say(ways, rng)
        return _SLOT.sub(lambda m: words[m[1]], way)

    def tell(self, story: _Story, part: str) -> None:
        """Tell a part of it; right after another part, perhaps with a pronoun."""
        ways: Sequence[str] = self.kind.ways.get(part, ())
        if not ways:
            late = LATER if self.kind.scale == "clock" else POSTPONED
            ways = tuple(late if part == "+" else SOONER)
        if "t" not in self.spans:  # later than what?
            ways = [way for way in ways if not way.endswith("later")] or ways
        if not self.named:
            ways = [way for way in ways if _NAMED.search(way) or not _REFERS.search(way)] or ways
        way, words = self.say(ways, story.rng)
        here = len(story.told)
        if self.told_in and self.told_in[-1] == here - 1 and story.rng.random() < 0.5:
            if way.startswith("{x} "):
                words["x"] = "it"
                self.pronouns.add(here)
            elif way.startswith("{s} ") and "{w}" not in way:
                words["s"] = self.who.pronoun
                self.pronouns.add(here)
        places = story.tell(way, words)
        names = self.kind.ways.get("n", ("",))
        whose = "x" in places and all(_NAMED.search(name) for name in names)
        self.named = self.named or whose or bool({"s", "p"} & set(places))
        self.told_in.append(here)
        self.spans |= {slot: places[slot] for slot in "tlud" if slot in places}

    def supports(self, *spans: Span) -> list[int]:
        """Where these stand, and before that who or what "it" is."""
        memories = [span.memory for span in spans]
        unnamed = memories[0] in self.pronouns
        return [self.told_in[0], *memories] if unnamed else memories


def _lasting(story: _Story) -> None:
    """One to three events, each told in part, in turns or one after the other."""
    rng = story.rng
    kinds = rng.sample(_KINDS, rng.choice((1, 2, 2, 3)))
    if len(kinds) > 1 and kinds[0].has_twins() and rng.random() < 0.4:
        kinds[1] = kinds[0]
    events = [_event(kind, kinds.count(kind) > 1, rng) for kind in kinds]
    if len({e.who.name for e in events if e.twin}) < sum(e.twin for e in events):
        events = events[1:]  # both about one person
        events[0].twin = False
    parts = [(event, part) for event in events for part in event.plan]
    if rng.random() < 0.4:
        rng.shuffle(parts)
    parts.sort(key=lambda told: told[1] in "+-")  # plans change later
    story.chat(0.3)
    for event, part in parts:
        event.tell(story, part)
        story.chat(0.2)
    for event in events:
        _ask_lasting(story, event)


def _event(kind: _Kind, twin: bool, rng: random.Random) -> _Event:
    plan = rng.choices(list(_PLANS), list(_PLANS.values()))[0]
    if not all(part in kind.ways for part in plan):
        plan = rng.choice(("b", "sl"))
    if kind.scale == "terms" and plan == "su":
        plan = "sl"
    later = 1 if rng.random() < 0.65 else -1
    changed = kind.flags.isdisjoint({"fixed"}) and plan in ("b", "sl", "s") and rng.random() < 0.5
    times = _times(kind, later, changed, plan in ("su", "g"), rng)
    plan += ("+" if later > 0 else "-") if changed else ""
    who = _subject(rng, "third" in kind.flags, "we" in kind.flags and not twin)
    return _Event(kind, who, VALUES["town"](rng), plan, later, twin, times)


def _ask_lasting(story: _Story, event: _Event) -> None:
    """Its end, its beginning and its length, as far as they were told, and what was changed."""
    rng, kind, times = story.rng, event.kind, event.times
    start, length, end, change = (event.spans.get(slot) for slot in "tlud")
    moved = [change] if change and event.later > 0 else [_minus(change)] if change else []

    def ask(key: str, spans: Sequence[Span], number: int | None, also: Sequence[str] = ()) -> None:
        if key not in kind.ways:
            return
        question = event.question((*kind.ways[key], *also), rng)
        group = f"{ {'S': 'start', 'L': 'length', 'E': 'end'}[key] } {kind.name}"
        if not spans:
            story.untold(question, group)
        elif number is None:
            story.ask(question, "span", group, event.supports(*spans), spans)
        else:
            story.ask(question, "number", group, event.supports(*spans), spans, number)

    if start and length:
        ask("E", [start, *moved, length], times.ended)
    elif end is None or rng.random() < 0.3:
        ask("E", [end] if end else [], None)
    if end and length and not start:
        ask("S", [end, _minus(length)], times.back)
    elif start and change:
        ask(
            "S",
            [start, *moved],
            times.begun,
            NOW if "session" in kind.flags and not event.twin else (),
        )
    elif not start or rng.random() < 0.3:
        ask("S", [start] if start else [], None)
    if start and end:
        ask("L", [end, _minus(start)], times.apart)
    elif not length or rng.random() < 0.25:
        ask("L", [length] if length else [], None)
    if start and change and "n" in kind.ways and not event.twin:
        for ways, span in ((BEFORE, start), (MOVED_BY, change)):
            if rng.random() < 0.4:
                group = f"change {kind.name}"
                story.ask(event.question(ways, rng), "span", group, event.supports(span), [span])


# Days told by other days


def _hanging(story: _Story) -> None:
    """A day, others told relative to it, and another day with nothing to it."""
    rng = story.rng
    weekday = rng.random() < 0.4
    (anchor, other), who = rng.sample(ANCHORS, 2), _subject(rng, several=True)
    said = dict[str, str]()
    day = date(_NO_YEAR, rng.randint(2, 10), rng.randint(1, 28))
    at = rng.randrange(7) if weekday else day.toordinal()
    said["t"] = _DAYS[at] if weekday else _date(day, rng)
    known = rng.random() < 0.85
    clauses = rng.sample(HANGING, 3)
    places = [VALUES["town"](rng) for _ in clauses]

    def clause(number: int, part: int) -> str:
        words = _about(who, places[number])
        return _SLOT.sub(lambda m: words[m[1]], _spoken(clauses[number][part], who))

    def tell_day() -> Span | None:
        story.chat(0.2)
        if known:
            return story.tell(rng.choice(FIXED_AT), {"x": anchor, "t": said["t"]})["t"]
        story.tell("they still haven't fixed the day of {x}", {"x": anchor})
        return None

    first = rng.random() < 0.75
    base = tell_day() if first else None
    if rng.random() < 0.4:
        story.tell(rng.choice(FIXED_AT), {"x": other, "t": _other_day(weekday, said["t"], rng)})
    terms: list[tuple[list[Span], int]] = []
    ahead = rng.random() < 0.35
    length, many = _days(1, 6 if weekday else 40, rng)
    way = rng.choice(AHEAD if ahead else AFTER)
    put = story.tell(way, {"l": length, "x": anchor, "c": clause(0, 0)})
    terms.append(([_minus(put["l"]) if ahead else put["l"]], -many if ahead else many))
    if rng.random() < 0.45:  # and another one by that
        length, many = _days(1, 6 if weekday else 21, rng)
        put = story.tell(rng.choice(THEN), {"l": length, "c": clause(1, 0)})
        terms.append(([*terms[0][0], put["l"]], terms[0][1] + many))
    story.chat(0.25)
    if not first:
        base = tell_day()
    ways = ASK_WEEKDAY if weekday else ASK_DATE
    group = "weekday" if weekday else "date"
    for number, (spans, days) in enumerate(terms):
        question = _asked(ways, clause(number, 0), clause(number, 1), rng)
        if base is None:
            story.untold(question, f"{group} {clauses[number][0]}")
            continue
        worth = (at + days) % 7 if weekday else (day + timedelta(days=days)).toordinal()
        supports = [span.memory for span in reversed(spans)] + [base.memory]
        story.ask(
            question, "number", f"{group} {clauses[number][0]}", supports, [base, *spans], worth
        )
    if base is not None and rng.random() < 0.3:
        question = rng.choice(("When is {x}?", "What day is {x}?")).replace("{x}", anchor)
        story.ask(question, "span", f"{group} told", [base.memory], [base])
    if len(terms) < 2 or rng.random() < 0.3:
        story.untold(_asked(ways, clause(2, 0), clause(2, 1), rng), f"{group} {clauses[2][0]}")


def _asked(ways: Sequence[str], clause: str, question: str, rng: random.Random) -> str:
    way = rng.choice([w for w in ways if "{q}" not in w] if rng.random() < 0.9 else ways)
    return way.replace("{c}", question).replace("{q}", clause)


def _other_day(weekday: bool, said: str, rng: random.Random) -> str:
    if weekday:
        return rng.choice([name for name in _DAYS if name != said])
    return _date(date(_NO_YEAR, rng.randint(1, 12), rng.randint(1, 28)), rng)


# Two days, each told on a day of its own


def _recalled(story: _Story) -> None:
    """Two things that happened, told as "yesterday", "last Friday" or by their date."""
    rng = story.rng
    pairs = rng.sample(PAIRS, 2)
    happened = date(rng.randint(2021, 2025), rng.randint(1, 12), rng.randint(1, 28))
    apart = rng.randint(2, 25)
    told_of = [(0, happened, 0), (0, happened + timedelta(days=apart), 1)]
    if rng.random() < 0.6:  # only one part of something else
        told_of.append((1, happened + timedelta(days=rng.randint(0, apart)), rng.randrange(2)))
    lines = []
    for pair, day, part in told_of:
        since = rng.choice((0, 0, 1, 1, 2, 3, 4, 5, 6))
        lines.append((day + timedelta(days=since), pair, part, day))
    lines.sort()
    who, other = _subject(rng), _subject(rng, third=True)
    people = [_about(who, ""), _about(other, "")]
    spans: dict[tuple[int, int], Span] = {}
    for told_on, pair, part, day in lines:
        at = datetime(told_on.year, told_on.month, told_on.day, rng.randint(12, 20))
        story.chat(0.2, at)
        said = _ago(day, told_on, rng)
        dated = any(month in said for month in MONTHS)
        way = pairs[pair][part].replace("{t}", "on {t}" if dated else "{t}")
        spans[pair, part] = story.tell(way, people[pair] | {"t": said}, at)["t"]

    def question(pair: int, before: int = 0) -> str:
        names = [_SLOT.sub(lambda m: people[pair][m[1]], name) for name in pairs[pair][2:4]]
        if rng.random() < 0.35:
            return _SLOT.sub(lambda m: people[pair][m[1]], _spoken(pairs[pair][4], who))
        way = rng.choice(ASK_APART)
        return way.replace("{a}", names[before]).replace("{b}", names[1 - before])

    begin, end = spans[0, 0], spans[0, 1]
    supports = [begin.memory, end.memory]
    group = f"apart {pairs[0][2]}"
    story.ask(question(0), "number", group, supports, [end, _minus(begin)], apart)
    story.untold(question(1), f"apart {pairs[1][2]}")


def _ago(day: date, told_on: date, rng: random.Random) -> str:
    """A day as it is said on another one, up to six days later."""
    since = (told_on - day).days
    ways = [_date(day, rng)]
    ways += {0: ["today", "this morning"], 1: ["yesterday"], 2: ["the day before yesterday"]}.get(
        since, []
    ) * 2
    if since > 1:
        ways += [f"last {_DAYS[day.weekday()]}", f"{_numeral(since, rng)} days ago"]
    return rng.choice(ways)


# The order of one day


def _ordered(story: _Story) -> None:
    """Two or three things of one day, told by the clock or by each other; which is the first?"""
    rng = story.rng
    names = [name.replace("{n}", person(rng)[0]) for name in rng.sample(APPOINTMENTS, 4)]
    style = rng.choice(("24", "pm"))
    minutes = rng.randrange(9 * 60, 16 * 60, 15)
    at = {names[0]: minutes}
    places = {names[0]: story.tell(
        rng.choice(AT), {"x": names[0], "t": _clock(minutes, style, rng)[0]}
    )["x"]}  # fmt: skip
    for name in names[1 : rng.choice((2, 3, 3))]:
        story.chat(0.2)
        low, high = min(at, key=lambda n: at[n]), max(at, key=lambda n: at[n])
        if rng.random() < 0.5:
            free = [m for m in range(8 * 60, 20 * 60, 15) if m not in at.values()]
            at[name] = rng.choice(free)
            words = {"x": name, "t": _clock(at[name], style, rng)[0]}
            places[name] = story.tell(rng.choice(AT), words)["x"]
            continue
        long = rng.choice((30, 45, 60, 90, 120))
        after = rng.random() < 0.5
        at[name] = at[high] + long if after else at[low] - long
        words = {"x": name, "z": high if after else low, "l": _length(long, rng)}
        ways = FROM if after else TO
        if places[words["z"]].memory == len(story.told) - 1:
            ways = [*ways, *(THEREAFTER if after else BEFOREHAND)]
        places[name] = story.tell(rng.choice(ways), words)["x"]
    story.chat(0.25)
    order = sorted(at, key=lambda n: at[n])
    supports = sorted(span.memory for span in places.values())
    for ways, answer in ((ASK_FIRST, order[0]), (ASK_LAST, order[-1])):
        way = rng.choice(ways)
        asked = [answer, rng.choice([n for n in order if n != answer])]
        rng.shuffle(asked)
        question = way.replace("{z}", asked[0]).replace("{x}", asked[1])
        story.ask(question, "span", f"order {len(order)}", supports, [places[answer]])
    way = rng.choice([w for w in ASK_FIRST if "{z}" in w])
    story.untold(way.replace("{z}", names[3]).replace("{x}", order[0]), f"order {len(order)}")
