"""O and R within a turn: a question is answered from memory, or not at all.

An answer leaves two things behind: its slots count as recalled, and the conversation is at them,
for the questions and the "forget that" that follow.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from agent.agenda import MOST, listed, names_only, soonest
from agent.chronology import work_out
from agent.conversation import Conversation, LastQuestion
from agent.engine_names import EngineName
from agent.happened import asked_about
from agent.models import Models, shift_kernel
from agent.output_map import Answering, Asked, Focus, OutputMap
from agent.reply import Hop, Hopped, Selected
from agent.response import respond
from agent.time_hops import TimeHops
from agent.turn import Turn, distinct
from memory_store import MemoryStore
from memory_store.slot import Period, Slot, told_order

Vector = NDArray[np.float32]


class Asking:
    """Answer what a turn asks."""

    def __init__(
        self, store: MemoryStore, models: Models, output: OutputMap, conversation: Conversation
    ) -> None:
        self._store = store
        self._models = models
        self._output = output
        self._conversation = conversation

    def answer(self, question: str, vector: Vector, turn: Turn, engine: EngineName) -> None:
        """Read for a question, say the answer or that it is unknown, and note what it used.

        Args:
            vector: (d,) of the question by `Models.speech`.
            engine: how O points at the memories.
        """
        period = asked_about(question, turn.at)
        if period is not None and self._tell_of(period, question, turn):
            return
        same = self._models.encoder is self._models.speech
        key = vector if same else self._models.encoder.encode([question])[0]
        answering = self._read(question, vector, key, turn, engine, period)
        answering = self._in_time(answering, question, turn.at)
        response = respond(answering, self._models.calibration, question, turn.at)
        for hop in answering.hops:
            turn.watch(Hopped(question, hop))
        turn.watch(
            Selected(
                question, response.answer, answering.confidence, response.evidence, response.marks
            )
        )
        if response.answer is not None:
            used = [slot.id for slot in response.evidence]
            self._store.recalled(used, turn.at)
            answered = tuple(sorted({mark.slot_id for mark in response.marks} or used))
            self._conversation.turn_to(answered, turn.at)
        else:
            self._conversation.turn_to((), turn.at)
            considered = [
                pair for hop in answering.hops[:1] for pair in (*hop.read, *hop.candidates)
            ]
            turn.nearest = distinct((*turn.nearest, *(slot for slot, _ in considered[:3])))
        supports = tuple(slot.id for slot in answering.supports)
        self._conversation.question = LastQuestion(
            question, key, supports, turn.at, _looked(answering)
        )
        turn.asked(answering, response)

    def _tell_of(self, period: Period, question: str, turn: Turn) -> bool:
        """Say all that a time holds; False when that is nothing, or more than a time is asked."""
        if not names_only(period, question, turn.at):
            return False
        slots = soonest(self._store.get(self._store.of_time(period, MOST)))
        if not slots:
            return False
        said = listed(slots, period)
        hop = Hop(1, tuple((slot, 1 / len(slots)) for slot in slots))
        turn.hops += (hop,)
        turn.watch(Hopped(question, hop))
        turn.watch(Selected(question, said, 1.0, tuple(slots)))
        turn.texts.append(said)
        turn.found(said, 1.0, slots)
        ids = [slot.id for slot in slots]
        self._store.recalled(ids, turn.at)
        self._conversation.turn_to(ids, turn.at)
        return True

    def _in_time(self, answering: Answering, question: str, at: datetime) -> Answering:
        """The same with a time worked out, and the hops that took, where the words read tell it by
        another time."""

        def ask(other: str, without: frozenset[int]) -> Answering:
            key = self._models.encoder.encode([other])[0]
            return self._output.answer(other, key, without=without)

        def earlier(slot: Slot, most: int) -> tuple[Slot, ...]:
            before = self._store.neighbours(slot.id, most, 0)
            return tuple(sorted(before, key=told_order, reverse=True))

        worked = work_out(answering, TimeHops(question, ask, earlier), at)
        if worked is None:
            return answering
        hops = list(answering.hops)
        read = {slot.id for slot in answering.supports}
        for hop in (hop for more in worked.further for hop in more.hops):
            if not read >= (found := {slot.id for slot, _ in hop.read}):
                hops.append(replace(hop, number=len(hops) + 1))
                read |= found
        reading = answering.reading.worked_out()
        sure = self._models.calibration.confidence(reading)
        return replace(answering, reading=reading, confidence=sure, hops=tuple(hops), worked=worked)

    def _read(
        self,
        question: str,
        vector: Vector,
        key: Vector,
        turn: Turn,
        engine: EngineName,
        period: Period | None,
    ) -> Answering:
        before = self._conversation.followed_up(turn.at)
        moving = engine == "ntm" and bool(before.weights)
        return self._output.answer(
            question,
            key,
            previous=Asked(before.text, before.vector) if before.vector is not None else None,
            carried=before.read,
            engine=engine,
            focus=Focus(before.weights, shift_kernel()(vector)) if moving else None,
            period=period,
        )


def _looked(answering: Answering) -> dict[int, float]:
    """The last hop's weights by slot id."""
    if not answering.reading.hops:
        return {}
    weights = answering.reading.hops[-1].weights
    return {slot.id: w for slot, w in zip(answering.candidates, weights, strict=False)}
