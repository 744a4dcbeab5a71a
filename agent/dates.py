"""Time words in a memory, and the date they meant on the day they were told.

"The day before yesterday", told on 6 March 2026, is 4 March 2026. Finding the words is done here,
working them out by dateparser. What is vague stays vague: "last summer" has no date, "last month"
is a month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from agent.holidays import FEASTS, SEASONS, holiday
from agent.numerals import value
from agent.weekdays import ANY_DAY, DAY, DAYS, FORMS, spelled, weekday_of

Precision = Literal["day", "month", "year"]
# Whether a text tells of the past, or what says so for the time words from here to there.
Past = bool | Callable[[int, int], bool]

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT = (
    rf"(?:\d+|an?|(?:{_TENS})[- ](?:{_ONES})|{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    rf"sixteen|seventeen|eighteen|nineteen|{_TENS}|a couple of)"
)
_ASIDE = r"(?:back|ago|before|after|from|later)"
_ABOUT = r"(?:exactly|just|about|around)"
_UNIT = r"(?:day|night|week|wk|fortnight|month|year|yr)s?"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_IN_WORDS = "|".join(reversed(_ORDINALS))  # "twenty-first" before "first"
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)"
_ON_DAY = (
    r"(?:(?<=on )|(?<=by )|(?<=from )|(?<=until )|(?<=till )|(?<=til )|(?<=since )|(?<=after ))"
)
_OVER = r"(?=\W*$|[.,;!?)])"
_THEN = r"(?:at|and|but|so|to|because|in|with|for|instead|now|then|again|please)\b"
_WEEKDAY = rf"(?:(?:{ANY_DAY}),? )?"  # "Saturday, 13 June" is 13 June
# Where the bare name of a month is one: "may", "march" and "august" are other words as well.
_IN_MONTH = (
    r"(?<=\bin )|(?<=\blast )|(?<=\bnext )|(?<=\bthis )|(?<=\bcoming )|(?<=\bsince )|(?<=\buntil )"
    r"|(?<=\btill )|(?<=\bby )|(?<=\blate )|(?<=\bearly )|(?<=\bmid-)|(?<=\bof )"
)
_FORMS: tuple[tuple[str, Precision], ...] = (
    *((form, "day") for form in FORMS),
    (r"the day before yesterday|the day after tomorrow", "day"),
    (r"today|tonight|this (?:morning|afternoon|evening)|tomorrow|yesterday|last night", "day"),
    (FEASTS, "day"),
    (rf"{_COUNT} {_UNIT} (?:ago(?: today)?|back)", "day"),
    (rf"in (?:{_ABOUT} )?{_COUNT} {_UNIT}(?:'s? time| time)?(?! {_ASIDE}\b)", "day"),
    (rf"{_COUNT} {_UNIT} from (?:now|today|tomorrow)", "day"),
    (r"the last day of (?:this|next|the) month", "day"),
    (r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}", "day"),
    (rf"{_WEEKDAY}(?:the )?{_ORDINAL}(?: of)? (?:{MONTHS})\b\.?(?:,? \d{{4}})?", "day"),
    (rf"{_WEEKDAY}(?:{MONTHS})\b\.? (?:the )?{_ORDINAL}\b(?:,? \d{{4}})?", "day"),
    (rf"(?:the )?(?:{_IN_WORDS}) of (?:{MONTHS})\b(?:,? \d{{4}})?", "day"),
    (rf"(?:{MONTHS}) the (?:{_IN_WORDS})(?:,? \d{{4}})?", "day"),
    (rf"(?:the )?(?:{_NTH}|{_IN_WORDS}) (?:of|in) (?:this|next|last) month", "day"),
    (rf"(?:{ANY_DAY}),? (?:the )?{_NTH}(?:{_OVER}|(?= {_THEN}))", "day"),
    (rf"(?:(?:last|next|this|coming) )?{DAY}", "day"),
    (rf"{_ON_DAY}the {_NTH}(?:{_OVER}|(?= {_THEN}))", "day"),
    (rf"(?<=\w )the {_NTH}(?:{_OVER}|(?= (?:at|and|but|so|because)\b))", "day"),
    (r"(?:last|next|this) month", "month"),
    (rf"(?:{MONTHS})\b(?:,| of)? \d{{4}}", "month"),
    (rf"(?:{_IN_MONTH})(?:{MONTHS})\b(?!['’])", "month"),
    (r"(?:last|next|this) year", "year"),
    (SEASONS, "year"),
    (r"(?:19|20)\d{2}", "year"),
)
_EXPRESSION = re.compile(
    r"\b(?:" + "|".join(f"(?P<p{i}>{form})" for i, (form, _) in enumerate(_FORMS)) + r")\b", re.I
)
_COUNTED = re.compile(rf"(?:in )?{_COUNT} {_UNIT}", re.I)
_MORE = re.compile(
    rf"(?:\bhalf |\d[.,]|\w-|\b(?:{_TENS}|hundred) |\b{_COUNT} {_UNIT} and |\bhundred and )$",
    re.I,
)
# Said before a day, these move it: "two days before Friday", "a month on Monday".
_MOVED = re.compile(
    rf"(?<!\bfor )\b(?:{_COUNT} {_UNIT}|the (?:day|night|week|weekend|month|year)) "
    r"(?:before|after|from) (?:the )?$"
    rf"|(?<!\bfor )\b{_COUNT} (?:week|fortnight|month|year)s? (?:on )?$",
    re.I,
)
# "The Friday market", "the Friday before Easter" are not the next Friday; "the Friday I come" is.
_DETERMINER = re.compile(r"\b(?:the|an?|my|our|your|his|her|their|its) $", re.I)
_NOUN = re.compile(
    r" (?!(?:morning|afternoon|evening|night|\w*time|off|at|in|on|of|to|for|from|with|about|"
    r"around|again|now|and|or|but|so|as|than|by|until|till|because|if|when|that|which|i|we|you|he|she|it|they|"
    r"is|was|will|has|had|would|can|could)\b)[a-z]",
)
_NEAR = 40  # characters beside time words that are looked at, more than such words take
_NAME = re.compile(r"\b[A-Z][a-z]+ $")
# Where a number from 1900 to 2099 is a year and no code, price or count: "in 2019", "May of 2019".
_SEASON = rf"{MONTHS}|spring|summer|autumn|fall|winter|christmas|easter|year|early|late|mid"
_OF_A_YEAR = re.compile(
    r"\b(?:in|since|until|till|by|from|during|before|after|between|circa|born|built|founded|"
    r"(?:in|since|until|from) (?:about|around)|"
    rf"{_SEASON}|(?:{_SEASON}|class|end|beginning|start|middle|rest|half) of)[ -]$"
    r"|\b(?:19|20)\d\d(?: and | or | to | until | till |-|–|/)$|\($",
    re.I,
)
# "In 2000 steps", "between 2000 and 2500": what comes then makes it an amount.
_COUNTS = re.compile(
    r"[.,:]?\d| ?[%€$£]| (?:and|to) (?!(?:19|20)\d\d\b)\d"
    r"| (?!(?:was|has|does|its|this)\b|\w*ss\b)[a-z]{2,}s\b"
)
_DAY_FIRST = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")
_BARE_NTH = re.compile(rf"(?:the )?{_NTH}", re.I)
_TO = re.compile(r" ?(?:to|till?|until|through|and|or|-|–) ?(?:on )?", re.I)
_TO_COME = re.compile(r"(?:this )?(?:next|coming) ", re.I)
_LONG = re.compile(r"(month|year)s? (?:ago|from|time)|in \S+ (month|year)", re.I)


@dataclass(frozen=True, slots=True)
class When:
    """A date and how much of it is meant."""

    date: datetime
    precision: Precision

    def __str__(self) -> str:
        """As in "4 March 2026", "March 2026" or "2026"."""
        month = self.date.strftime("%B %Y")
        return {"day": f"{self.date.day} {month}", "month": month, "year": str(self.date.year)}[
            self.precision
        ]


def prepare() -> None:
    """Load what working out a date needs, which takes a while the first time."""
    _worked_out("yesterday", datetime(2026, 1, 2), True)


def find(
    text: str, told_at: datetime, past: Past, within: tuple[int, int] | None = None
) -> tuple[str, When] | None:
    """The first time words in `text` and what they mean; None when there are none, or vague ones.

    Args:
        told_at: when the text was said; relative words count from there.
        past: whether the text tells of the past, so that "on Saturday" is the last one.
        within: only words that overlap these characters.
    """
    for start, end, when in mentions(text, told_at, past, within):
        if within is None or (end > within[0] and start < within[1]):
            return text[start:end], when
    return None


def mentions(
    text: str, told_at: datetime, past: Past, within: tuple[int, int] | None = None
) -> Iterator[tuple[int, int, When]]:
    """Every stretch of time words in `text`, as (start, end, what they mean); see `find`.

    Args:
        within: a number alone at these characters may be a year wherever it stands.
    """
    told_at = told_at.replace(second=0, microsecond=0, tzinfo=None)  # the clock on their wall
    begun: tuple[int, datetime] | None = None  # where "4 December" ended before "to the 6th"
    for match in _EXPRESSION.finditer(text):
        words = match[0]
        if _says_more(text, match) or not (match.span() == within or _is_time(text, match)):
            continue
        precision = _FORMS[int(str(match.lastgroup)[1:])][1]
        if _LONG.search(words) and precision == "day":
            precision = "year" if "year" in words.lower() else "month"
        try:
            over = past if isinstance(past, bool) else past(*match.span())
            over = over and not _TO_COME.match(words)
            ends = (
                begun
                and _BARE_NTH.fullmatch(words)
                and _TO.fullmatch(text, begun[0], match.start())
            )
            since = begun[1] if begun and ends else told_at
            date = _worked_out(_plain(words), since, over and not ends)
        except (ValueError, OverflowError):  # beyond the calendar
            continue
        if date is not None:
            yield match.start(), match.end(), When(date, precision)
            begun = (match.end(), date) if precision == "day" else None


def _before(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - _NEAR) : found.start()]


def _says_more(text: str, found: re.Match[str]) -> bool:
    """Whether the words before say more than those found: "half a year ago", "1.5 years ago"."""
    before = _before(text, found)
    counted = _COUNTED.match(found[0]) and _MORE.search(before)
    return bool(counted or _MOVED.search(before))


def _is_time(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like time words is used so: no "my code is 1999", no "Friday market"."""
    before, after = _before(text, found), text[found.end() : found.end() + _NEAR]
    words = found[0].lower()
    if words.isdigit():
        return bool(_OF_A_YEAR.search(before)) and not _COUNTS.match(after)
    if re.fullmatch(rf"the {_NTH}", words):  # "Henry the 8th"
        return not _NAME.search(before)
    weekday = re.fullmatch(ANY_DAY, words)
    return not (weekday and _DETERMINER.search(before) and _NOUN.match(after))


def sole(words: str, told_at: datetime) -> date | None:
    """The day that `words` name when they name nothing else: "on 3 May", "yesterday"."""
    for start, end, when in mentions(words, told_at, past=False):
        beside = f"{words[:start]} {words[end:]}".split()
        if when.precision == "day" and not set(beside) - {"on", "by", "from", "until", "till"}:
            return when.date.date()
    return None


def months_on(day: date, months: int) -> date:
    """The same day so many months later or, below 0, earlier; the month's last if it has none."""
    years, month = divmod(day.month - 1 + months, 12)
    _, length = monthrange(day.year + years, month + 1)
    return date(day.year + years, month + 1, min(day.day, length))


def _plain(words: str) -> str:
    """Words that dateparser reads for sure: digits for numerals, "ago" and "in" for the rest."""
    text = _in_figures(spelled(words.lower()))
    text = re.sub(rf"^in {_ABOUT} ", "in ", re.sub(r" back$", " ago", text))
    text = re.sub(r" of (?=\d{4}$)", " ", text)
    text = re.sub(r"\bwk(?=s?\b)", "week", re.sub(r"\byr(?=s?\b)", "year", text))
    text = re.sub(r"^this (?:morning|afternoon|evening)$|^tonight$", "today", text)
    text = text.replace("last night", "yesterday").replace("ago today", "ago")
    text = re.sub(r"'s? time$| time$", "", text)
    text = re.sub(r"^(?:this|coming) (?=[mtwfs])", "", text)
    text = re.sub(rf"^(?:{DAYS}),? (?=.*\d)(?!(?:the )?{_NTH}$)", "", text)
    moved = re.match(rf"({_COUNT}) ({_UNIT}) from (now|today|tomorrow)$", text)
    if moved:
        extra = 1 if moved[3] == "tomorrow" and moved[2].startswith("day") else 0
        text = f"in {_digits(moved[1]) + extra} {moved[2]}"
    counted = re.match(rf"(in )?({_COUNT}) ({_UNIT})( ago)?$", text)
    if counted:
        many, unit = _digits(counted[2]), counted[3].rstrip("s")
        many, unit = (2 * many, "week") if unit == "fortnight" else (many, unit)
        unit = "day" if unit == "night" else unit
        text = f"{counted[1] or ''}{many} {unit}s{counted[4] or ''}"
    return text


def _in_figures(text: str) -> str:
    """Write the day of a month in figures: "the first of april" is "the 1st of april"."""
    if not re.search(rf"{MONTHS}|month", text):
        return text
    return re.sub(rf"\b(?:{_IN_WORDS})\b(?! \w+day)", lambda m: _nth(m[0]), text, count=1)


def _nth(word: str) -> str:
    day = _ORDINALS.index(word) + 1
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10 if day // 10 != 1 else 0, "th")
    return f"{day}{ending}"


def _digits(word: str) -> int:
    return 1 if word in ("a", "an") else int(value(word) or 1)


@lru_cache(maxsize=2_000)
def _worked_out(text: str, told_at: datetime, past: bool) -> datetime | None:
    import dateparser

    if re.fullmatch(r"(?:19|20)\d{2}", text):
        return datetime(int(text), 1, 1)
    feast = holiday(text, told_at, past)
    if feast is not None:
        return feast
    if text in ("this month", "this year"):  # which dateparser does not know
        return told_at
    nth = re.fullmatch(rf"(?:({DAYS}),? )?(?:the )?({_NTH})(?: (?:of|in) (\w+) month)?", text)
    if nth and nth[3]:
        step = {"last": -1, "next": 1}.get(nth[3], 0)
        month = months_on(told_at.date().replace(day=1), step)
        return datetime(month.year, month.month, int(nth[2][:-2]))
    if nth:
        return _day_of_month(int(nth[2][:-2]), told_at, past, nth[1])
    if text.startswith("the last day"):
        month = months_on(told_at.date().replace(day=1), 2 if "next" in text else 1)
        return datetime(month.year, month.month, 1) - timedelta(days=1)
    weekday = weekday_of(text, told_at.date(), past)
    if weekday is not None:
        return datetime(weekday.year, weekday.month, weekday.day)
    if re.search(r"(?:week|fortnight)s? (?:today|tomorrow)$", text):  # that is how long it took
        return None
    if re.fullmatch(DAYS, text) and told_at.strftime("%A").lower() == text:
        return told_at if past else told_at + timedelta(days=7)
    found: datetime | None = dateparser.parse(
        text,
        languages=["en"],
        settings={
            "RELATIVE_BASE": told_at,
            "PREFER_DATES_FROM": "past" if past else "future",
            "RETURN_AS_TIMEZONE_AWARE": False,
            "DATE_ORDER": "DMY" if _DAY_FIRST.fullmatch(text) else "MDY",
        },
    )
    return found


def _day_of_month(
    day: int, told_at: datetime, past: bool, weekday: str | None = None
) -> datetime | None:
    """The last such day before `told_at`, or the next after it, if possible on that weekday."""
    for step in range(12):
        month = months_on(told_at.date().replace(day=1), -step if past else step)
        try:
            found = datetime(month.year, month.month, day)
        except ValueError:  # no 31st in that month
            continue
        on_day = weekday is None or f"{found:%A}".lower() == weekday
        if on_day and (found <= told_at if past else found.date() >= told_at.date()):
            return found
    return _day_of_month(day, told_at, past) if weekday else None


def distance(when: When, now: datetime, unit: str = "") -> str:
    """How far `when` is from now, in words: "today", "9 days ago", "in 2 weeks".

    Args:
        unit: "day", "week", "month" or "year" when it was asked for; else the one that fits.
    """
    days = (when.date.date() - now.date()).days
    months = (when.date.year - now.year) * 12 + when.date.month - now.month
    if when.precision == "day":
        months = _whole_months(now.date(), when.date.date())
    fitting = unit if when.precision == "day" else ""
    if not fitting or (fitting == "week" and days % 7):
        fitting = _fitting(when.precision, days, months)
    many = {"day": days, "week": int(days / 7), "month": months, "year": int(months / 12)}
    amount = abs(when.date.year - now.year if when.precision == "year" else many[fitting])
    if amount == 0 and unit:  # asked in years of what is months ago
        return distance(when, now)
    if amount == 0:
        return "today" if fitting == "day" else f"this {fitting}"
    length = f"{amount} {fitting}{'' if amount == 1 else 's'}"
    return f"{length} ago" if days < 0 else f"in {length}"


def how_far(when: When, now: datetime) -> str:
    """As `distance`, with the words for the days next to this one: "tomorrow", "yesterday"."""
    days = (when.date.date() - now.date()).days if when.precision == "day" else 0
    return {-1: "yesterday", 1: "tomorrow"}.get(days) or distance(when, now)


def _whole_months(start: date, end: date) -> int:
    """Months from `start` to `end` that are over, below 0 when `end` is the earlier one."""
    if end < start:
        return -_whole_months(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (months_on(start, months) > end)


def _fitting(precision: Precision, days: int, months: int) -> str:
    """The unit in which people would say how far it is."""
    if precision == "year" or abs(months) >= 24:
        return "year"
    if precision == "month" or abs(days) >= 61:
        return "month"
    return "week" if days and days % 7 == 0 else "day"
