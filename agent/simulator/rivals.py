"""Rivals by what they do: who scored the most points, which class begins first, whose is longer.

Like `compare`, but with verbs, clock times, dates and years, and often with a second measure told
in the same breath, which the question does not ask about.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from agent.simulator.banks import CHAT, MONTHS, NUMBER_WORDS, THINGS, gendered, town
from agent.simulator.text import careless_question
from agent.story import AnswerKind, Example, Span, Told

# what is compared | how it is told ({a} who, {v} value) | question word | more | less | most |
# least | yes or no, more | yes or no, less | figure, lowest, highest
_TABLE = """
person | {a} scored {v} points / {a} got {v} points | Who | scored more points | scored fewer points | scored the most points | scored the fewest points | Did {a} score more points than {b} | Did {a} score fewer points than {b} | number 2 90
person | {a} ate {v} dumplings / {a} managed {v} dumplings | Who | ate more dumplings | ate fewer dumplings | ate the most dumplings | ate the fewest dumplings | Did {a} eat more dumplings than {b} | Did {a} eat fewer dumplings than {b} | number 2 30
person | {a} has {v} cousins | Who | has more cousins | has fewer cousins | has the most cousins | has the fewest cousins | Does {a} have more cousins than {b} | Does {a} have fewer cousins than {b} | number 1 40
person | {a} sold {v} tickets / {a} got rid of {v} tickets | Who | sold more tickets | sold fewer tickets | sold the most | sold the least | Did {a} sell more tickets than {b} | Did {a} sell fewer than {b} | number 1 300
person | {a} read {v} books this year / {a} finished {v} books | Who | read more books | read fewer books | has read the most books | has read the fewest books | Did {a} read more books than {b} | Did {a} read fewer books than {b} | number 1 90
person | {a} swam {v} lengths / {a} did {v} lengths | Who | swam farther | swam less | swam the farthest | swam the least | Did {a} swim farther than {b} | Did {a} swim less than {b} | number 4 120
person | {a} drove {v} miles / {a} has driven {v} miles | Who | drove farther | drove less far | drove the most miles | drove the fewest miles | Did {a} drive farther than {b} | Did {a} drive less than {b} | number 5 900
person | {a} paid {v} euros / {a} spent {v} euros | Who | paid more | paid less | paid the most | paid the least | Did {a} pay more than {b} | Did {a} pay less than {b} | number 5 800
person | {a} lost {v} kilos / {a} has lost {v} kilos | Who | lost more weight | lost less weight | lost the most weight | lost the least | Did {a} lose more than {b} | Did {a} lose less than {b} | number 1 30
person | {a} waited {v} minutes / {a} had to wait {v} minutes | Who | waited longer | had the shorter wait | waited the longest | waited the shortest time | Did {a} wait longer than {b} | Was {a}'s wait shorter than {b}'s | number 2 90
person | {a} stayed {v} nights | Who | stayed longer | stayed for less time | stayed the longest | stayed the shortest | Did {a} stay longer than {b} | Did {a} stay for fewer nights than {b} | number 1 30
person | {a} lifts {v} kilos / {a} can lift {v} kilos | Who | can lift more | can lift less | lifts the most | lifts the least | Can {a} lift more than {b} | Can {a} lift less than {b} | number 20 160
person | {a} gave {v} euros / {a} chipped in {v} | Who | gave more | gave less | gave the most money | gave the least | Did {a} give more than {b} | Did {a} give less than {b} | number 2 200
person | {a} gets up at {v} / {a} is up at {v} | Who | gets up later | gets up earlier | gets up last | gets up first | Does {a} get up later than {b} | Does {a} get up before {b} | clock 300 660
person | {a} came home at {v} / {a} got in at {v} | Who | came home later | came home earlier | was home last | was home first | Did {a} come home after {b} | Did {a} come home before {b} | clock 900 1430
person | {a}'s shift ends at {v} / {a} is off at {v} | Who | finishes later | finishes earlier | finishes last | finishes first | Does {a} finish after {b} | Does {a} finish before {b} | clock 720 1400
person | {a} arrives on {v} / {a} gets here on {v} | Who | arrives later | arrives earlier | arrives last | arrives first | Does {a} arrive after {b} | Does {a} arrive before {b} | date 0 336
person | {a} was born in {v} | Who | was born later | was born earlier | was born last | was born first | Was {a} born after {b} | Was {a} born before {b} | number 1925 2020
person | {a} moved here in {v} / {a} has lived here since {v} | Who | moved here later | moved here earlier | came here last | has lived here the longest | Did {a} move here after {b} | Did {a} move here before {b} | number 1970 2024
of | {a}'s exam is on {v} / {a} has the exam on {v} | Whose exam | is later | is sooner | is last | is first | Is {a}'s exam after {b}'s | Is {a}'s exam before {b}'s | date 0 336
of | {a}'s wedding is on {v} | Whose wedding | is later | is earlier | comes last | comes first | Is {a}'s wedding after {b}'s | Is {a}'s wedding before {b}'s | date 0 336
of | {a}'s flight leaves at {v} / {a} flies at {v} | Whose flight | leaves later | leaves earlier | is the last to leave | is the first to leave | Does {a}'s flight leave after {b}'s | Does {a}'s flight leave before {b}'s | clock 300 1400
of | {a}'s hair is {v} cm long | Whose hair | is longer | is shorter | is longest | is shortest | Is {a}'s hair longer than {b}'s | Is {a}'s hair shorter than {b}'s | number 5 95
of | {a}'s speech took {v} minutes / {a} spoke for {v} minutes | Whose speech | was longer | was shorter | was the longest | was the shortest | Was {a}'s speech longer than {b}'s | Was {a}'s speech shorter than {b}'s | number 2 60
of | {a}'s rent is {v} / {a} pays {v} in rent | Whose rent | is higher | is lower | is the highest | is the lowest | Is {a}'s rent higher than {b}'s | Is {a}'s rent lower than {b}'s | number 300 2400
of | {a}'s commute takes {v} minutes / {a} needs {v} minutes to get to work | Whose commute | is longer | is shorter | is the longest | is the shortest | Is {a}'s commute longer than {b}'s | Is {a}'s commute shorter than {b}'s | number 5 120
class | {a} starts at {v} / {a} begins at {v} | Which | starts later in the day | starts earlier in the day | starts latest in the day | starts earliest in the day | Does {a} start later in the day than {b} | Does {a} start earlier in the day than {b} | clock 420 1260
class | {a} costs {v} a term / {a} is {v} a term | Which | costs more | costs less | costs the most | is the cheapest | Does {a} cost more than {b} | Is {a} cheaper than {b} | number 20 400
class | {a} has {v} places / there are {v} places in {a} | Which | has more places | has fewer places | has the most places | has the fewest places | Does {a} have more places than {b} | Does {a} have fewer places than {b} | number 4 60
class | {a} begins on {v} / the first evening of {a} is {v} | Which | has the later first date | has the earlier first date | has the latest first date | has the earliest first date | Is the first date of {a} after that of {b} | Is the first date of {a} before that of {b} | date 0 336
thing | {a} uses {v} watts / {a} needs {v} watts | Which | uses more power | uses less power | uses the most | uses the least | Does {a} use more than {b} | Does {a} use less than {b} | number 5 2400
thing | {a} lasted {v} years / {a} held for {v} years | Which | lasted longer | lasted less long | lasted the longest | lasted the shortest time | Did {a} last longer than {b} | Did {a} last less long than {b} | number 1 40
thing | {a} cost {v} / I paid {v} for {a} | Which | cost more | cost less | was the dearest | was the cheapest | Did {a} cost more than {b} | Did {a} cost less than {b} | number 5 900
thing | {a} holds {v} litres / {v} litres fit into {a} | Which | holds more | holds less | holds the most | holds the least | Does {a} hold more than {b} | Does {a} hold less than {b} | number 1 90
thing | {a} arrived on {v} / {a} came on {v} | Which | arrived later | arrived earlier | came last | came first | Did {a} arrive after {b} | Did {a} arrive before {b} | date 0 336
town | {a} is {v} hours away / it takes {v} hours to get to {a} | Which | takes longer to get to | is nearer | is the farthest away | is the nearest | Does it take longer to get to {a} than to {b} | Is {a} nearer than {b} | number 1 20
town | {a} got {v} mm of rain / it rained {v} mm in {a} | Which | had more rain | had less rain | had the most rain | was the driest | Did {a} get more rain than {b} | Was {a} drier than {b} | number 1 90
town | I was in {a} in {v} / we went to {a} in {v} | Which | did I see later | did I see earlier | did I visit last | did I visit first | Was I in {a} after {b} | Was I in {a} before {b} | number 1980 2024
town | {a} lies {v} metres up / {a} is at {v} metres | Which | is higher up | is lower down | is the highest | is the lowest | Is {a} higher up than {b} | Is {a} lower than {b} | number 5 2500
"""  # noqa: E501
_CLASSES = """yoga,pottery,Spanish,judo,life drawing,first aid,chess,tap dancing,carpentry,cooking,
bookbinding,sign language""".replace("\n", "").split(",")


@dataclass(frozen=True, slots=True)
class _Measure:
    """One line of the table."""

    of: str
    tell: tuple[str, ...]
    asks: tuple[str, ...]
    figure: str
    low: int
    high: int


def _measures() -> tuple[_Measure, ...]:
    rows = ([cell.strip() for cell in line.split("|")] for line in _TABLE.strip().splitlines())
    found = []
    for of, tell, *asks, figure in rows:
        shape, low, high = figure.split()
        forms = tuple(form.strip() for form in tell.split("/"))
        found.append(_Measure(of, forms, tuple(asks), shape, int(low), int(high)))
    return tuple(found)


_MEASURES = _measures()
_UNTOLD = 0.15
_DAYS = 28  # every month has as many; a date's value is its day of a year of 336


def generate(rng: random.Random) -> list[Example]:
    """One story of two to five rivals, and two or three questions about them."""
    measure = rng.choice(_MEASURES)
    names = _names(measure.of, rng.choice((2, 3, 3, 4, 5)), rng)
    story = _Story(measure, names, rng)
    return [story.ask() for _ in range(rng.randint(2, 3))]


def _names(of: str, count: int, rng: random.Random) -> dict[str, str]:
    """So many names, each with its pronoun."""
    names: dict[str, str] = {}
    while len(names) < count:
        if of == "thing":
            names[f"the {rng.choice(THINGS)}"] = "it"
        elif of == "class":
            names[f"the {rng.choice(_CLASSES)} class"] = "it"
        elif of == "town":
            names[town(rng)] = "it"
        else:
            gender = rng.choice("fm")
            names[gendered(rng, gender)] = {"f": "she", "m": "he"}[gender]
    return names


class _Story:
    """Rivals with their values, told a line each or two in a line, by chance with a value more."""

    def __init__(self, measure: _Measure, names: dict[str, str], rng: random.Random) -> None:
        self.measure, self.names, self.rng = measure, list(names), rng
        others = [m for m in _MEASURES if m.of == measure.of and m.asks != measure.asks]
        self.other = rng.choice(others) if rng.random() < 0.4 else None
        self.shape = rng.randrange(3)
        # One of whom only the other measure is told: named like the rest, and not to be compared.
        self.half = (
            rng.choice(self.names) if self.other and len(names) > 2 and rng.random() < 0.4 else ""
        )
        self.values = _values(measure, len(names), rng)
        self.lines: list[str] = []
        self.places: dict[str, Span] = {}
        self.numerals: dict[str, Span] = {}
        waiting = list(names)
        while waiting:
            group = waiting[: rng.choice((1, 1, 1, 2))]
            if self.half in group:
                group = waiting[:1]
            waiting = waiting[len(group) :]
            self._tell(group, names)
            if rng.random() < 0.25:
                self.lines.append(rng.choice(CHAT))
        if self.half:
            self.values.pop(self.names.index(self.half))
            self.names.remove(self.half)

    def _tell(self, group: list[str], names: dict[str, str]) -> None:
        text, memory, rng = "", len(self.lines), self.rng
        if group == [self.half] and self.other is not None:
            said = self._said(self.other, _values(self.other, 1, rng)[0])
            text = rng.choice(self.other.tell).replace("{v}", said).replace("{a}", self.half)
            self.lines.append(text[0].upper() + text[1:] + ".")
            return
        for number, name in enumerate(group):
            text += rng.choice((", ", " and ", ", but ")) if number else ""
            value = self.values[self.names.index(name)]
            figure = self._said(self.measure, value)
            form = rng.choice(self.measure.tell)
            start = len(text) + form.replace("{v}", figure).index("{a}")
            # The value may stand before the name.
            at = len(text) + form.replace("{a}", name).index("{v}")
            text += form.replace("{v}", figure).replace("{a}", name)
            self.places[name] = Span(memory, start, start + len(name))
            self.numerals[name] = Span(memory, at, at + len(figure))
            if self.other is not None and len(group) == 1:
                more = self._said(self.other, _values(self.other, 1, rng)[0])
                told = rng.choice(self.other.tell).replace("{v}", more)
                own = {"she": "her", "he": "his"}.get(names[name], "its")
                told = told.replace("{a}'s", own).replace("{a}", names[name])
                text += rng.choice((", and ", "; ", " and ")) + told
        text = text[0].upper() + text[1:]
        self.lines.append(text + rng.choice((".", ".", ".", "!", "")))

    def _said(self, measure: _Measure, value: int) -> str:
        if measure.figure == "clock":
            hour, minute = divmod(value, 60)
            if self.shape and minute == 0:
                return f"{(hour - 1) % 12 + 1} {'am' if hour < 12 else 'pm'}"
            return f"{hour}:{minute:02}"
        if measure.figure == "date":
            month, day = MONTHS[value // _DAYS], value % _DAYS + 1
            return (f"{day} {month}", f"{month} {day}", f"the {day}th of {month}")[
                self.shape if 3 < day < 20 else 0
            ]
        if value <= 12 and self.shape:
            return NUMBER_WORDS[value]
        return f"{value:,}" if self.shape and value >= 2100 else str(value)

    def ask(self) -> Example:
        """Which of two, who of all, yes or no, or by how much; or what was never told."""
        rng = self.rng
        if rng.random() < _UNTOLD:
            return self._untold()
        which, more, less, most, least, is_more, is_less = self.measure.asks
        pair = rng.sample(self.names, 2)
        a, b = pair
        greater = max(pair, key=self._value)
        lesser = b if greater == a else a
        ranked = sorted(self.names, key=self._value)
        kind: AnswerKind = "span"
        roll = rng.random()
        if roll < 0.3:
            up = rng.random() < 0.5
            question, answer = (
                f"{which} {more if up else less}, {a} or {b}?",
                (greater if up else lesser),
            )
            needed = pair
        elif roll < 0.7 or (roll < 0.75 and self.measure.figure != "number"):
            up = rng.random() < 0.5
            question, answer = f"{which} {most if up else least}?", ranked[-1 if up else 0]
            needed = self.names
        elif roll < 0.93:
            up = rng.random() < 0.5
            form = is_more if up else is_less
            question, answer = form.replace("{a}", a).replace("{b}", b) + "?", ""
            kind, needed = ("yes" if (greater if up else lesser) == a else "no"), pair
        else:
            return self._of(a)
        return self._example(question, kind, answer, needed)

    def _untold(self) -> Example:
        """A rival nobody spoke of, or a measure nobody spoke of: near misses of a comparison."""
        rng = self.rng
        which, more, less, most, least, is_more, is_less = self.measure.asks
        others = [m for m in _MEASURES if m.of == self.measure.of and not self._told(m)]
        if others and rng.random() < 0.5:
            measure = rng.choice(others)
            which, *_, most, least, is_more, is_less = measure.asks
            a, b = rng.sample(self.names, 2)
            asked = rng.choice((f"{which} {most}", f"{which} {least}", is_more, is_less))
        else:
            name = self.half or next(iter(_names(self.measure.of, 1, rng)))
            if name in self.names:
                return self._of(name)
            a, b = rng.sample((name, rng.choice(self.names)), 2)
            asked = rng.choice(
                [f"{which} {how}, {{a}} or {{b}}" for how in (more, less)] + [is_more, is_less]
            )
        question = asked.replace("{a}", a).replace("{b}", b) + "?"
        return self._example(question, "unknown", "", [])

    def _told(self, measure: _Measure) -> bool:
        """Whether values of this measure, or of one asked for in the same words, were told."""
        told = [self.measure, *([self.other] if self.other else [])]
        return any(set(measure.asks[1:5]) & set(m.asks[1:5]) for m in told)

    def _of(self, name: str) -> Example:
        """One value, asked for plainly: marks of greatest and least mean nothing here."""
        form = self.rng.choice(self.measure.tell)
        spot = self.numerals[name]
        bare = re.search(r"\{v\}$|\{v\} (?:a term|in rent|for )", form)
        what = {"clock": "what time", "date": "what date"}.get(self.measure.figure) or (
            "which year" if self.measure.low >= 1900 else "how much" if bare else "how many"
        )
        question = f"So, {form.replace('{a}', name).replace('{v}', what)}?"
        told = tuple(Told(line) for line in self.lines)
        return Example(
            told, question, "span", (spot.memory,), (spot,), None, "sim/rivals", self._group()
        )

    def _value(self, name: str) -> int:
        return self.values[self.names.index(name)]

    def _group(self) -> str:
        return f"rivals {self.measure.asks[1]}"

    def _example(self, question: str, kind: AnswerKind, answer: str, needed: list[str]) -> Example:
        spans = (self.places[answer],) if answer else ()
        memories = [self.places[name].memory for name in needed]
        # In told order, or as asked for yes and no: were the answer always read last, R would have
        # nothing to compare.
        supports = tuple(dict.fromkeys(sorted(memories) if spans else memories))
        return Example(
            tuple(Told(line) for line in self.lines),
            careless_question(question, self.rng),
            kind,
            supports,
            spans,
            None,
            "sim/rivals",
            self._group(),
        )


def _values(measure: _Measure, count: int, rng: random.Random) -> list[int]:
    step = 5 if measure.figure == "clock" else 1
    return rng.sample(range(measure.low, measure.high, step), count)
