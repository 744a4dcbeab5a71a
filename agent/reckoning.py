"""Sums over words in memories: numbers, and clock times, dates and lengths of time.

R marks the terms, those to be added and those to be taken away; what they come to is worked out
here. "19:15" and "two and a half hours" make 21:45, "8 January" less "27 December" makes 12 days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from agent.dates import months_on
from agent.figures import Figure
from agent.quantities import Quantity, quantity, worth


class Term(NamedTuple):
    """Words of a sum; `told_at` is what "yesterday" among them counts from, when it is known."""

    words: str
    minus: bool = False
    told_at: datetime | None = None


_DAY, _YEAR, _HALF_YEAR = 24 * 60, 365, 183


def reckon(terms: Sequence[Term]) -> Figure | None:
    """What the terms come to; None when there are none, or the sum is less than nothing.

    Dates and clock times are taken as such only where a sum of them makes sense (one less
    another, or one and some lengths); else a numeral counts its value and any other term one.
    """
    if not terms:
        return None
    try:
        read = _prices(terms, [quantity(term.words, term.told_at) for term in terms])
        figure = (
            _alone(terms, read)
            or _between(terms, read)
            or _moved(terms, read)
            or _length(terms, read)
        )
    except (ValueError, OverflowError):  # beyond the calendar
        return None
    if figure is None:
        timely = [q.kind in ("clock", "day", "weekday") for q in read]
        if any(timely) and any(term.minus for term in terms):
            return None
        counted = [1.0 if t else worth(term.words) for t, term in zip(timely, terms, strict=True)]
        figure = Figure(sum(_sign(term) * n for n, term in zip(counted, terms, strict=True)))
    return figure if figure.value >= 0 else None


def _sign(term: Term) -> int:
    return -1 if term.minus else 1


def _prices(terms: Sequence[Term], read: list[Quantity]) -> list[Quantity]:
    """Take "12.40" less "9.15" for no clock times when nothing else of the sum is about time."""
    if any(q.kind == "minutes" or (q.kind == "clock" and not q.open) for q in read):
        return read
    return [
        Quantity("number", worth(term.words)) if q.kind == "clock" else q
        for term, q in zip(terms, read, strict=True)
    ]


def _alone(terms: Sequence[Term], read: Sequence[Quantity]) -> Figure | None:
    """A date or clock time that nothing is added to."""
    if len(read) > 1 or terms[0].minus:
        return None
    only, model = read[0], terms[0].words
    if only.kind == "day":
        return Figure(only.value, "day", model)
    return Figure(only.value, "clock", model) if only.kind == "clock" else None


def _between(terms: Sequence[Term], read: Sequence[Quantity]) -> Figure | None:
    """One time less another: how long it is from this to that.

    Two dates, or two clock times, are never added: with equal signs too it is what lies between.
    """
    if len(terms) != 2 or all(term.minus for term in terms):
        return None
    later, sooner = read if terms[1].minus else read[::-1]
    kinds = {later.kind, sooner.kind}
    if not any(term.minus for term in terms):
        if kinds == {"clock"}:
            apart = abs(later.value - sooner.value)
            return Figure(min(apart, _DAY - apart), "minutes")
        if kinds != {"day"}:
            return None
    if kinds == {"clock"}:
        return Figure((later.value - sooner.value) % _round(later, sooner), "minutes")
    if kinds == {"weekday"}:
        return Figure((later.value - sooner.value) % 7, "days")
    if kinds == {"day", "ordinal"}:
        later, sooner = _same_month(later, sooner), _same_month(sooner, later)
    if kinds == {"day", "number"} and _year(later) and _year(sooner):
        return Figure(12.0 * abs(_year(later) - _year(sooner)), "months")
    if {later.kind, sooner.kind} != {"day"}:
        return None
    days = later.value - sooner.value
    if days < 0 and (later.open or sooner.open) and days + _YEAR < _HALF_YEAR:
        days += _YEAR  # over the turn of the year
    return Figure(abs(days), "days")


def _year(quantity: Quantity) -> int:
    """The year that a date or a bare number names, 0 for none."""
    if quantity.kind == "day" and not quantity.open:
        return date.fromordinal(int(quantity.value)).year
    return int(quantity.value) if quantity.kind == "number" and 1000 < quantity.value < 2200 else 0


def _round(later: Quantity, sooner: Quantity) -> int:
    """From "half past eleven" to "one" is over noon, from 23:00 to 7:00 over midnight."""
    return _DAY // 2 if max(later.value, sooner.value) < 13 * 60 else _DAY


def _same_month(quantity: Quantity, other: Quantity) -> Quantity:
    """Take "the 20th" beside "12 May" for the 20th of May."""
    if quantity.kind == "day":
        return quantity
    month = date.fromordinal(int(other.value)).replace(day=1)
    return Quantity("day", month.toordinal() + quantity.value - 1, open=True)


def _moved(terms: Sequence[Term], read: Sequence[Quantity]) -> Figure | None:
    """One clock time or date, and lengths to add to it or take from it."""
    starts = [at for at, q in enumerate(read) if q.kind not in ("minutes", "days", "months")]
    if len(starts) != 1 or len(read) < 2 or terms[starts[0]].minus:
        return None
    start, model = read[starts[0]], terms[starts[0]].words
    moves = [(q.kind, _sign(t) * q.value) for q, t in zip(read, terms, strict=True) if q != start]
    total = sum(many for _, many in moves)
    kinds = {kind for kind, _ in moves}
    if kinds == {"minutes"} and start.kind == "clock":
        return Figure((start.value + total) % _DAY, "clock", model)
    if kinds == {"minutes"} and start.kind == "number" and start.value <= 24:  # "at seven"
        return Figure((start.value * 60 + total) % _DAY, "clock", model)
    if kinds == {"days"} and start.kind == "weekday":
        return Figure((start.value + total) % 7, "weekday", model)
    if "minutes" in kinds or start.kind != "day":
        return None
    day = date.fromordinal(int(start.value))
    for kind, many in moves:
        day = months_on(day, int(many)) if kind == "months" else day + timedelta(days=int(many))
    return Figure(day.toordinal(), "day", model)


def _length(terms: Sequence[Term], read: Sequence[Quantity]) -> Figure | None:
    """Lengths in more than one unit; those in one unit add up as plain numbers do."""
    kinds = {q.kind for q in read}
    units = {q.unit for q in read}
    if len(kinds) > 1 or (len(units) == 1 and "" not in units):
        return None
    total = sum(_sign(t) * q.value for t, q in zip(terms, read, strict=True))
    kind = kinds.pop()
    return Figure(total, kind) if kind in ("minutes", "days", "months") else None
