"""Commands within a turn, carried out: forget, undo, tell what is known, wipe after a yes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from agent.commands import Command, Forget, Undo, WhatDoYouKnow, Wipe
from agent.content import content_words
from agent.conversation import Conversation, within
from agent.encoder import Encoder
from agent.forgetting import NAMED, UNDO_FOR, forget, undo
from agent.numerals import value
from agent.output_map import OutputMap
from agent.targets import about, spoken_of
from agent.turn import Turn
from agent.wiping import PendingWipe, yes_or_no
from memory_store import MemoryStore
from memory_store.errors import NothingToUndo
from memory_store.slot import Period, Slot, spoken

_MYSELF = re.compile(r"me|myself|us|ourselves", re.IGNORECASE)
_POINTS = re.compile(r"\b(?:him|her|it|them|he|she|they|that|this)\b", re.IGNORECASE)
_LISTED = 50  # memories that a listing says; the rest are counted


class Obeying:
    """Do what a turn commands. A wipe waits for its yes as long as a forgetting can be undone."""

    def __init__(
        self,
        store: MemoryStore,
        output: OutputMap,
        encoder: Encoder,
        conversation: Conversation,
    ) -> None:
        self._store = store
        self._output = output
        self._encoder = encoder
        self._conversation = conversation
        self._pending: PendingWipe | None = None

    def obey(self, command: Command, turn: Turn) -> None:
        """Carry out a command, or say why it cannot be; a wipe is asked back first."""
        match command:
            case Forget():
                meant = [slot.id for slot in self._meant(command, turn.at)]
                named = content_words(command.topic)
                if not named and len(meant) > NAMED:  # a listing, or all of a day
                    self._ask_back(meant, turn)
                else:
                    self._forget(meant, turn)
            case Undo():
                try:
                    undo(turn, self._store, self._conversation)
                except NothingToUndo as error:
                    turn.kind = "unknown"
                    turn.texts.append(str(error))
            case WhatDoYouKnow():
                self._tell_all(command, turn)
            case Wipe():
                self._ask_back([slot.id for slot in self._store.slots()], turn)

    def _ask_back(self, ids: Sequence[int], turn: Turn) -> None:
        if not ids:
            turn.kind = "unknown"
            turn.texts.append("I have no memories, so there is nothing to forget.")
            return
        self._pending = PendingWipe(tuple(ids), turn.at)
        turn.kind = "confirm"
        which = "all" if len(ids) == len(self._store) else "these"
        what = "your only memory" if len(ids) == 1 else f"{which} {len(ids)} memories"
        turn.texts.append(f"That would forget {what}. Say yes to go on.")

    def settle_wipe(self, sentences: Sequence[str], turn: Turn) -> bool:
        """Carry out or drop the wipe that waits, by what the user says next.

        Returns False when none waits (any more), or when more was said than yes or no: the turn
        goes on then.
        """
        pending, self._pending = self._pending, None
        if pending is None or not within(turn.at, pending.at, UNDO_FOR):
            return False
        said = yes_or_no(sentences)
        if said:
            there = {slot.id for slot in self._store.slots()}
            self._forget([i for i in pending.ids if i in there], turn)
            return True
        turn.texts.append("Nothing was forgotten.")
        return said is False

    def _forget(self, ids: Sequence[int], turn: Turn) -> None:
        forget(ids, turn, self._store, self._conversation)

    def _tell_all(self, command: WhatDoYouKnow, turn: Turn) -> None:
        slots = self._meant(command, turn.at)
        listed = sorted(slots, key=lambda slot: slot.superseded_by is not None)
        said = [spoken(slot.text, slot.speaker) for slot in listed[:_LISTED]]
        now = sum(slot.superseded_by is None for slot in listed[:_LISTED])
        if now < len(said):
            said.insert(now, "Earlier:")
        if len(listed) > _LISTED:
            said.append(f"And {len(listed) - _LISTED} more memories.")
        turn.found(" ".join(said) or None, 1.0 if slots else 0.0, slots)
        self._conversation.turn_to([slot.id for slot in listed[:_LISTED]], turn.at)
        nothing = "I don't know anything about that."
        if command.told is not None:
            about_it = " about that" if command.topic else ""
            nothing = f"I remember nothing{about_it} that you told me then."
        turn.texts.append("\n".join(said) or nothing)

    def _meant(self, command: Forget | WhatDoYouKnow, at: datetime) -> tuple[Slot, ...]:
        """The slots a command names; "forget that" means what was told or answered last."""
        words, that = content_words(command.topic), self._conversation.that(at)
        if command.told is not None:
            every = replace(command, everything=True, told=None)
            named = words or _POINTS.search(command.topic)
            slots = self._meant(every, at) if named else self._store.slots()
            return tuple(slot for slot in slots if _told_by_me(slot, command.told))
        if isinstance(command, Forget):
            if not command.topic:
                return self._store.get(that)
            if (many := _last(words)) is not None:
                return self._told_last(many)
        if isinstance(command, WhatDoYouKnow) and _MYSELF.fullmatch(command.topic):
            return tuple(slot for slot in self._store.slots() if slot.speaker == "user")
        topic = command.topic
        if topic and not words:  # "what do you know about her?"
            topic = spoken_of(self._conversation.followed_up(at).text, self._store.get(that))
            if not topic:
                return ()
        return about(topic, command.everything, self._store, self._output, self._encoder)

    def _told_last(self, many: int) -> tuple[Slot, ...]:
        """So many of the slots that were told last and are still there, in told order."""
        there = {slot.id for slot in self._store.slots()}
        told = [i for i in self._conversation.told if i in there]
        return self._store.get(told[-many:])


def _last(words: frozenset[str]) -> int | None:
    """How many "the last thing", "the last two things" are; None for other words."""
    many = words - {"last", "one", "memory", "memorie", "memories"}
    if "last" not in words or len(many) > 1:
        return None
    found = value(next(iter(many), "one"))
    return int(found) if found is not None and found >= 1 else None


def _told_by_me(slot: Slot, when: Period) -> bool:
    """Whether the user told a slot in a time."""
    return slot.speaker == "user" and when.first <= slot.told_at.date() <= when.last
