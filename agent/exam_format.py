"""The teach-then-ask exam: its file format, and its rules for what is right.

A file is JSON Lines, one dialogue a line; a turn says (`say`) or asks (`ask`). The rules stand
here alone: the agent never sees a gold answer.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from agent.errors import BadRecord
from agent.json_lines import field, moment, optional, parse_object, typed

_NUMBER = r"\d+(?:[.,]\d+)?"
_DURATION = re.compile(
    rf"P(?:(?P<weeks>{_NUMBER})W)?(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>{_NUMBER})D)?"
    rf"(?:T(?=\d)(?:(?P<hours>{_NUMBER})H)?(?:(?P<minutes>{_NUMBER})M)?"
    rf"(?:(?P<seconds>{_NUMBER})S)?)?"
)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class ExamTurn:
    """One turn. `asks` is False for a say-turn; `answer` None on an ask-turn: must abstain."""

    text: str
    asks: bool
    after: str | None = None
    answer: tuple[str, ...] | None = None
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """A dialogue on a fresh agent, whose clock begins at `start`."""

    id: str
    category: str
    start: datetime
    turns: tuple[ExamTurn, ...]

    def moments(self) -> list[datetime]:
        """When each turn is said."""
        now, moments = self.start, []
        for number, turn in enumerate(self.turns):
            if turn.after is not None:
                now = later(now, turn.after)
            elif number:
                now += _MINUTE
            moments.append(now)
        return moments


def later(now: datetime, duration: str) -> datetime:
    """Add an ISO-8601 duration. Months and years keep the day, or take the month's last.

    Raises:
        BadRecord: it is no such duration, or leads out of the calendar.
    """
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groupdict().values()):
        raise BadRecord(f"{duration!r} is no ISO-8601 duration like P1D or PT20M")
    part = {
        name: float((value or "0").replace(",", ".")) for name, value in match.groupdict().items()
    }
    months = int(part.pop("months") + 12 * part.pop("years"))
    try:
        return _months_later(now, months) + timedelta(**part)
    except (ValueError, OverflowError) as error:
        raise BadRecord(f"{duration!r} leads out of the calendar") from error


def _months_later(now: datetime, months: int) -> datetime:
    years, month = divmod(now.month - 1 + months, 12)
    year = now.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return now.replace(year=year, month=month + 1, day=min(now.day, last))


def read_exam(path: Path) -> list[Dialogue]:
    """Read a file of dialogues. Raises BadRecord, naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadRecord(f"{path} cannot be read ({error}).") from error
    dialogues = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                dialogues.append(_dialogue(parse_object(line)))
            except BadRecord as error:
                raise BadRecord(f"{path}, line {number}: {error}") from error
    return dialogues


def _dialogue(data: dict[str, Any]) -> Dialogue:
    turns = []
    for number, turn in enumerate(field(data, "turns", list)):
        try:
            turns.append(_turn(typed(turn, "turns", dict), number))
        except BadRecord as error:
            raise BadRecord(f"turn {number}: {error}") from error
    dialogue = Dialogue(
        field(data, "id", str),
        field(data, "category", str),
        moment(field(data, "start", str), "start"),
        tuple(turns),
    )
    dialogue.moments()
    return dialogue


def _turn(data: dict[str, Any], number: int) -> ExamTurn:
    if ("say" in data) == ("ask" in data):
        raise BadRecord('a turn has either "say" or "ask"')
    after = optional(data, "after", str)
    if "say" in data:
        return ExamTurn(field(data, "say", str), False, after)
    if "answer" not in data:
        raise BadRecord('"answer" is missing (null: it was never told)')
    answer = None if data["answer"] is None else _texts(data, "answer")
    if answer == ():
        raise BadRecord('"answer" is empty (null: it was never told)')
    evidence = tuple(typed(i, "evidence", int) for i in optional(data, "evidence", list) or ())
    if any(not 0 <= i <= number for i in evidence):
        raise BadRecord('"evidence" should name turns up to this one, counted from 0')
    return ExamTurn(
        field(data, "ask", str),
        True,
        after,
        answer,
        _texts(data, "must"),
        _texts(data, "must_not"),
        evidence,
    )


def _texts(data: dict[str, Any], key: str) -> tuple[str, ...]:
    """A list of texts, none of them (and none of their alternatives) empty: those fit any reply."""
    texts = tuple(typed(text, key, str) for text in optional(data, key, list) or ())
    if not all(option.strip() for text in texts for option in text.split("|")):
        raise BadRecord(f'"{key}" holds an empty text')
    return texts


def contains(text: str, alternatives: str) -> bool:
    """Whether one of the `|`-separated alternatives stands in `text`.

    Case is ignored. An alternative matches at the start of a word; one of up to three letters only
    as a whole word, its plural allowed (a number is not made of letters: "19" is in "the 19th").
    One that no word can begin with, "n't" or one with a blank in front, is looked for as it is.
    """
    return any(_stands(text.lower(), option.lower()) for option in alternatives.split("|"))


def _stands(text: str, option: str) -> bool:
    text, option = text.replace("’", "'"), option.replace("’", "'")
    if option.startswith(("n't", " ")):
        return option in text
    front = r"(?<!\w)" if option[:1].isalnum() else ""
    short = len(option) <= 3 and option.isalpha()
    back = r"(?:s|es)?(?!\w)" if short else ""
    return re.search(front + re.escape(option) + back, text) is not None


def is_right(turn: ExamTurn, text: str, answer: str | None, kind: str) -> bool:
    """Whether a reply is right, by the format's rules."""
    if any(contains(text, forbidden) for forbidden in turn.must_not):
        return False
    if turn.answer is None:
        return answer is None and kind == "unknown"
    if answer is None:
        return False
    if turn.must:
        return all(contains(text, wanted) for wanted in turn.must)
    return any(contains(text, wanted) for wanted in turn.answer)
