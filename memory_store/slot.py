"""Slots: the memory's m_i. A slot is a row with a vector; nothing here parses English."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple, get_args

LinkKind = Literal["refers", "revises", "likes", "dislikes"]
LINK_KINDS: frozenset[str] = frozenset(get_args(LinkKind))


class Period(NamedTuple):
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def meets(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class SlotDraft:
    """What is about to be written: the text as typed, who said it, when, and the caller's own id.

    `told_at` is naive local time or aware time; it is kept as given. `happened` is the time that
    the text tells of, where it names one.
    """

    text: str
    told_at: datetime
    speaker: str = "user"
    ref: str | None = None
    strength: float = 1.0
    happened: Period | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Words inside a slot: `text[start:end]` of slot `slot_id`."""

    slot_id: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """What a stretch of one slot has to do with a stretch of another; holds no words of its own.

    refers   the words at `at` ("she") stand for those at `to` ("Anna")
    revises  the slot of `at` makes the words at `to` untrue from then on
    likes, dislikes  the slot says so of the words at `at`; `to` is the same place
    """

    kind: LinkKind
    at: Place
    to: Place


@dataclass(frozen=True, slots=True)
class Slot:
    """One memory. `strength` grows with every answer that used it (and every re-telling).

    `meant` are its pointing words with what they were taken to stand for, as (start, end, words,
    slot id); `outdated` the stretches of it that later slots made untrue, as (start, end, slot id);
    `judged` what it has an opinion about, as (start, end, whether it is liked).
    """

    id: int
    text: str
    speaker: str
    told_at: datetime
    ref: str | None = None
    strength: float = 1.0
    superseded_by: int | None = None
    meant: tuple[tuple[int, int, str, int], ...] = ()
    outdated: tuple[tuple[int, int, int], ...] = ()
    happened: Period | None = None
    judged: tuple[tuple[int, int, bool], ...] = ()


class Line(NamedTuple):
    """A slot's words and who said them: all that ranking needs of the many slots it looks at."""

    id: int
    text: str
    speaker: str


def spoken(text: str, speaker: str) -> str:
    """What is encoded of a slot: the text, and in front of it who said it unless it is the user.

    In a conversation of several, "what did Maria buy?" is answered by a line that names nobody.
    """
    return text if speaker == "user" else f"{speaker}: {text}"


def seconds(at: datetime) -> float:
    """A moment as a number that naive and aware times can share."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def told_order(slot: Slot) -> tuple[float, int]:
    """What slots are sorted by to be read: an old diary imported today was told long ago."""
    return seconds(slot.told_at), slot.id
