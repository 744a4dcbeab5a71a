"""The teach-then-ask exam: its file format, and its rules for what is right.

A file is JSON Lines, one dialogue a line; a turn says (`say`) or asks (`ask`). The rules stand
here alone: the agent never sees a gold answer.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from agent.errors import BadRecord

_DURATION = re.compile(
    r"P(?:(?P<weeks>\d+)W)?(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?"
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
        BadRecord: it is no such duration.
    """
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groupdict().values()):
        raise BadRecord(f"{duration!r} is no ISO-8601 duration like P1D or PT20M")
    part = {name: int(value or 0) for name, value in match.groupdict().items()}
    months = now.month - 1 + part["months"] + 12 * part["years"]
    year, month = now.year + months // 12, months % 12 + 1
    moved = now.replace(year=year, month=month, day=min(now.day, _days(year, month)))
    return moved + timedelta(
        weeks=part["weeks"],
        days=part["days"],
        hours=part["hours"],
        minutes=part["minutes"],
        seconds=part["seconds"],
    )


def _days(year: int, month: int) -> int:
    following = datetime(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day


def read_exam(path: Path) -> list[Dialogue]:
    """Read a file of dialogues. Raises BadRecord, naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadRecord(f"{path} cannot be read ({error}).") from error
    dialogues = []
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                dialogues.append(_dialogue(json.loads(line)))
            except (BadRecord, KeyError, TypeError, ValueError) as error:
                raise BadRecord(f"{path}, line {number}: {error}") from error
    return dialogues


def _dialogue(data: dict[str, Any]) -> Dialogue:
    turns = tuple(_turn(turn) for turn in data["turns"])
    dialogue = Dialogue(data["id"], data["category"], datetime.fromisoformat(data["start"]), turns)
    dialogue.moments()
    return dialogue


def _turn(data: dict[str, Any]) -> ExamTurn:
    if ("say" in data) == ("ask" in data):
        raise BadRecord('a turn has either "say" or "ask"')
    if "say" in data:
        return ExamTurn(data["say"], False, data.get("after"))
    answer = data["answer"]
    return ExamTurn(
        data["ask"],
        True,
        data.get("after"),
        None if answer is None else tuple(answer),
        tuple(data.get("must", ())),
        tuple(data.get("must_not", ())),
        tuple(data.get("evidence", ())),
    )


def contains(text: str, alternatives: str) -> bool:
    """Whether one of the `|`-separated alternatives stands in `text`.

    Case is ignored. An alternative matches at the start of a word; one of up to three letters only
    as a whole word, its plural allowed. One that begins with an apostrophe-like ending ("n't") or
    a blank is looked for as it is.
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
