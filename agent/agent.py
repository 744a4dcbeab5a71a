"""The agent: one loop, used by the chat, the command line and the exams alike.

    hear(utterance)
      1  I   clean it, split it into sentences, encode them, tell apart tell/ask/command/chat
      2  G   write what was told, durably, before anything is answered
      3  O   for each question: hops over the slots; R selects the answer or abstains
      4      commands are carried out; small talk is answered and not stored

Time comes in with each call (`at`). Searching and watching change nothing; only an answer that
used a slot counts as a recall of it.
"""

from __future__ import annotations

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agent.commands import Command, Forget, Undo, WhatDoYouKnow, Wipe
from agent.engine_names import EngineName, engine
from agent.generalization import Generalization
from agent.happened import asked_about, happened
from agent.models import Models, Progress, load_models, shift_kernel
from agent.output_map import Answering, Focus, OutputMap
from agent.records import Record
from agent.reply import (
    Encoded,
    Event,
    Forgotten,
    Hopped,
    Kind,
    Mark,
    Reply,
    Restored,
    Selected,
    Sentence,
    Stored,
    Superseded,
    Watcher,
)
from agent.response import respond
from agent.sentences import clean, split
from agent.targets import about
from memory_store import MemoryStore
from memory_store.errors import NothingToUndo
from memory_store.forgetting import ForgettingPolicy, seconds
from memory_store.slot import Link, Slot, SlotDraft, spoken

UNDO_FOR = timedelta(minutes=10)
FOLLOW_UP_WITHIN = timedelta(minutes=30)
_BATCH = 512
_NAMED = 5  # forgotten memories that are said again; the rest are counted

Vectors = NDArray[np.float32]


@dataclass
class _Turn:
    """What one `hear` gathers before it becomes a Reply."""

    at: datetime
    speaker: str
    ref: str | None
    watch: Watcher
    texts: list[str] = field(default_factory=list)
    kind: Kind = "chat"
    stored: list[Slot] = field(default_factory=list)
    retold: list[Slot] = field(default_factory=list)
    superseded: list[Slot] = field(default_factory=list)
    forgotten: list[Slot] = field(default_factory=list)
    answer: str | None = None
    confidence: float = 0.0
    last: Answering | None = None
    evidence: tuple[Slot, ...] = ()
    nearest: tuple[Slot, ...] = ()
    marks: tuple[Mark, ...] = ()


@dataclass
class _Focus:
    """What the conversation is at: the last question, the slots it read, and when (NTM's carry)."""

    question: str = ""
    read: tuple[int, ...] = ()
    at: datetime | None = None
    weights: Mapping[int, float] = field(default_factory=dict)


class _Wiping(NamedTuple):
    """A wipe that waits for a yes: what it would forget, and when it was asked back."""

    ids: tuple[int, ...]
    at: datetime


_YES = frozenset(
    "yes|y|yeah|yep|yup|sure|ok|okay|do it|go on|go ahead|yes please|please do|yes do it|yes go on|"
    "yes go ahead|yes i am sure|yes im sure|i am sure|yes sure|yes forget everything".split("|")
)
_NO = frozenset("no|n|nope|nah|no thanks|no thank you|no dont|stop|cancel|never mind".split("|"))


class Agent:
    """An agent over one home folder. Use `Agent.open`, and close it or use it in `with`."""

    def __init__(
        self, store: MemoryStore, models: Models, policy: ForgettingPolicy | None = None
    ) -> None:
        self._store = store
        self._policy = policy or ForgettingPolicy()
        self._models = models
        self._output = OutputMap(
            store, models.match, models.fusion, models.reader, models.calibration
        )
        self._general = Generalization(store, self._output, models.reader, models.calibration)
        self._focus = _Focus()
        self._that: tuple[int, ...] = ()  # the slots of what was told or answered last
        self._wiping: _Wiping | None = None
        self._engine: EngineName = "default"

    @property
    def engine(self) -> EngineName:
        """How O points: "default", "memn2n" or "ntm" (`agent.engines`). Slots stay the same."""
        return self._engine

    @engine.setter
    def engine(self, name: str) -> None:
        self._engine = engine(name)

    @classmethod
    def open(
        cls,
        home: str | Path,
        *,
        encoder: str | None = None,
        progress: Progress | None = None,
        capacity: int | None = None,
    ) -> Agent:
        """Open the memory in `home` (a folder, made when missing; ":memory:" keeps nothing).

        Args:
            encoder: None for the bundled MiniLM, else a sentence-transformers model by folder or
                name. Slots of another encoder are re-embedded before this returns.
            progress: hears (stage, share done) while models load and slots are re-embedded.
            capacity: how many memories to keep at most; the least useful are forgotten for good
                when more are told. None keeps all.

        Raises:
            EncoderUnavailable, WeightsUnavailable, and the errors of `MemoryStore.open`.
        """
        models = load_models(encoder, progress)
        store = MemoryStore.open(
            home, encoder_id=models.encoder.id, dimension=models.encoder.dimension
        )
        try:
            if store.needs_reembedding:
                store.reembed(models.encoder.encode, progress=_reembedding(progress))
        except BaseException:
            store.close()
            raise
        return cls(store, models, ForgettingPolicy(capacity))

    def __enter__(self) -> Agent:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the memory; what was told is kept."""
        self._store.close()

    # -- one turn -----------------------------------------------------------------------------

    def hear(
        self,
        text: str,
        *,
        speaker: str = "user",
        at: datetime | None = None,
        ref: str | None = None,
        watch: Watcher | None = None,
    ) -> Reply:
        """Take in one utterance and reply.

        When this returns, what `reply.stored` names survives a power loss.

        Args:
            speaker: "user", or the name of another person of an imported conversation.
            at: when it is said; None takes the time of the last thing said, so that only callers
                read a clock (`ui` always gives it).
            ref: the caller's own id, kept with every slot this utterance makes.
            watch: hears the turn's events as they happen.

        Raises:
            BadUtterance: nothing to take in, or too long.
        """
        began = time.perf_counter()
        turn = _Turn(at or self._now(), speaker, ref, watch or _nobody)
        self.purge(turn.at)
        sentences = split(clean(text))
        vectors = self._models.speech.encode(sentences)
        if self._wiping and speaker == "user" and self._answers_wiping(sentences, turn):
            return self._reply(turn, {})
        pieces = [
            self._models.kinds.classify(sentence, vector, self._models.tagger.topic)
            for sentence, vector in zip(sentences, vectors, strict=True)
        ]
        if speaker != "user":  # what others say is remembered, and not obeyed
            pieces = [replace(p, kind="tell") if p.kind == "command" else p for p in pieces]
        turn.watch(Encoded(tuple(pieces)))
        encoded = time.perf_counter()
        for begin, end in _stretches(pieces):
            self._write(pieces[begin:end], vectors[begin:end], turn)
            for piece, vector in zip(pieces[begin:end], vectors[begin:end], strict=True):
                self._respond(piece, vector, turn)
        if not turn.texts:
            turn.texts.append(_acknowledged(len(turn.stored), len(turn.retold)))
            if turn.forgotten:
                many = len(turn.forgotten)
                turn.texts.append(
                    f"To make room I let go of {many} {'memory' if many == 1 else 'memories'}."
                )
        done = time.perf_counter()
        return self._reply(turn, {"I": (encoded - began) * 1e3, "all": (done - began) * 1e3})

    def _write(self, pieces: Sequence[Sentence], vectors: Vectors, turn: _Turn) -> None:
        """G: a told sentence becomes a slot, m_H(x) = I(x)."""
        texts = [piece.text for piece in pieces if piece.kind == "tell"]
        if not texts:
            return
        turn.kind = "stored"
        drafts = [_draft(Record(t, turn.speaker, ref=turn.ref), turn.at) for t in texts]
        known = self._models.encoder is self._models.speech and turn.speaker == "user"
        told = [i for i, piece in enumerate(pieces) if piece.kind == "tell"]
        encoded = vectors[told] if known else self._encoded(drafts)
        again = [
            self._general.retold(draft, vector)
            for draft, vector in zip(drafts, encoded, strict=True)
        ]
        fresh = [i for i, slot in enumerate(again) if slot is None]
        added = self._store.add([drafts[i] for i in fresh], encoded[fresh])
        turn.retold += [slot for slot in again if slot is not None]
        self._store.recalled([slot.id for slot in turn.retold], turn.at)
        changed: dict[int, Slot] = {}
        for slot, vector in zip(added, encoded[fresh], strict=True):
            links = self._general.organise(slot, vector)
            changed |= {link.to.slot_id: slot for link in links if link.kind == "revises"}
        new = iter(added)
        turn.stored += self._store.get([(slot or next(new)).id for slot in again])
        self._that = tuple(slot.id for slot in turn.stored)
        for slot in turn.stored:
            turn.watch(Stored(slot))
        for old in self._store.get(changed):
            turn.superseded.append(old)
            turn.watch(Superseded(old, changed[old.id]))
        self._make_room(turn)

    def _make_room(self, turn: _Turn) -> None:
        """H when memory is full: the least useful slots go, never what this turn spoke of."""
        keep = {*self._that, *(slot.id for slot in turn.stored)}
        gone = self._store.make_room(self._policy, at=turn.at, keep=keep)
        if gone:
            self._focus = _Focus()  # it may have been on one of them
            turn.forgotten += gone
            turn.watch(Forgotten(gone, turn.at))

    def _respond(self, piece: Sentence, vector: Vectors, turn: _Turn) -> None:
        if piece.kind == "ask":
            self._answer(piece.text, vector, turn)
        elif piece.kind == "command":
            if piece.command is not None:
                self._obey(piece.command, turn)
        elif piece.kind == "chat" and not turn.stored and turn.last is None:
            turn.texts.append(self._models.smalltalk.reply(vector))

    def _answer(self, question: str, vector: Vectors, turn: _Turn) -> None:
        """O and R, and what an answer leaves behind: the focus, and the recall of its slots."""
        same = self._models.encoder is self._models.speech
        key = vector if same else self._models.encoder.encode([question])[0]
        focus = self._focus if self._is_fresh(turn.at) else _Focus()
        moving = self._engine == "ntm" and bool(focus.weights)
        answering = self._output.answer(
            question,
            key,
            previous=focus.question,
            carried=focus.read,
            engine=self._engine,
            focus=Focus(focus.weights, shift_kernel()(vector)) if moving else None,
            period=asked_about(question, turn.at),
        )
        for hop in answering.hops:
            turn.watch(Hopped(question, hop))
        response = respond(answering, self._models.calibration, question, turn.at)
        turn.watch(
            Selected(
                question, response.answer, answering.confidence, response.evidence, response.marks
            )
        )
        if response.answer is not None:
            used = [slot.id for slot in response.evidence]
            self._store.recalled(used, turn.at)
            self._that = tuple(sorted({mark.slot_id for mark in response.marks} or used))
        elif answering.hops:
            considered = [*answering.hops[0].read, *answering.hops[0].candidates]
            turn.nearest = tuple(slot for slot, _ in considered[:3])
        supports = tuple(slot.id for slot in answering.supports)
        self._focus = _Focus(question, supports, turn.at, _looked(answering))
        turn.texts.append(response.text)
        turn.answer, turn.confidence = response.answer, answering.confidence
        turn.kind = "unknown" if response.answer is None else "answer"
        turn.last, turn.evidence, turn.marks = answering, response.evidence, response.marks

    def _is_fresh(self, at: datetime) -> bool:
        return self._focus.at is not None and _within(at, self._focus.at, FOLLOW_UP_WITHIN)

    # -- commands -----------------------------------------------------------------------------

    def _obey(self, command: Command, turn: _Turn) -> None:
        match command:
            case Forget():
                slots = self._meant(command)
                self._forget([slot.id for slot in slots], turn)
            case Undo():
                try:
                    self._undo(turn)
                except NothingToUndo as error:
                    turn.kind = "unknown"
                    turn.texts.append(str(error))
            case WhatDoYouKnow():
                self._tell_all(command, turn)
            case Wipe():
                self._wiping = _Wiping(tuple(s.id for s in self._store.slots()), turn.at)
                turn.kind = "confirm"
                turn.texts.append(
                    f"That would forget all {len(self._store)} memories. Say yes to go on."
                )

    def _meant(self, command: Forget | WhatDoYouKnow) -> tuple[Slot, ...]:
        """The slots a command names; "forget that" means what was told or answered last."""
        if isinstance(command, Forget) and not command.topic:
            return self._store.get(self._that) if self._that else self._store.last(1)
        return about(
            command.topic, command.everything, self._store, self._output, self._models.encoder
        )

    def _forget(self, ids: Sequence[int], turn: _Turn) -> None:
        if not ids:
            turn.kind = "unknown"
            turn.texts.append("I have no memory of that, so there is nothing to forget.")
            return
        turn.kind = "forgotten"
        gone = self._store.forget(ids, at=turn.at, undo_for=UNDO_FOR)
        self._focus = _Focus()
        self._that = tuple(i for i in self._that if i not in ids)
        turn.forgotten += gone
        minutes = int(UNDO_FOR.total_seconds() // 60)
        what = " ".join(f"“{slot.text}”" for slot in gone[:_NAMED])
        more = f" and {len(gone) - _NAMED} more." if len(gone) > _NAMED else ""
        turn.texts.append(
            f"Forgotten: {what}{more} Say undo within {minutes} minutes to bring "
            f"{'it' if len(gone) == 1 else 'them'} back."
        )
        turn.watch(Forgotten(gone, turn.at + UNDO_FOR))

    def _undo(self, turn: _Turn) -> None:
        back = self._store.undo(at=turn.at)
        turn.kind = "restored"
        turn.stored += back
        turn.texts.append("Restored: " + " ".join(f"“{slot.text}”" for slot in back))
        turn.watch(Restored(back))

    def _tell_all(self, command: WhatDoYouKnow, turn: _Turn) -> None:
        slots = self._meant(command)
        turn.kind = "answer" if slots else "unknown"
        turn.evidence = slots
        turn.answer = " ".join(slot.text for slot in slots) or None
        turn.confidence = 1.0 if slots else 0.0
        turn.texts.append(turn.answer or "I don't know anything about that.")

    def _answers_wiping(self, sentences: Sequence[str], turn: _Turn) -> bool:
        """Carry out or drop the wipe that was asked back; False when something else was said."""
        pending, self._wiping = self._wiping, None
        words = " ".join(re.findall(r"\w+", re.sub("['’]", "", " ".join(sentences).lower())))
        if pending is None or not _within(turn.at, pending.at, UNDO_FOR):
            return False
        if words in _YES:
            there = {slot.id for slot in self._store.slots()}
            self._forget([i for i in pending.ids if i in there], turn)
            return True
        turn.texts.append("Nothing was forgotten.")
        return words in _NO

    # -- without words ------------------------------------------------------------------------

    def recall(self, text: str, k: int = 10) -> tuple[tuple[Slot, float], ...]:
        """At most k slots near `text`, best first, with their fused scores. Writes nothing.

        Raises:
            BadUtterance: `text` is empty, or too long.
        """
        text = clean(text)
        vector = self._models.encoder.encode([text])[0]
        found = self._output.search(text, vector, k)
        slots = self._store.get([i for i, _ in found])
        return tuple((slot, score) for slot, (_, score) in zip(slots, found, strict=True))

    def teach(
        self,
        records: Iterable[Record],
        *,
        at: datetime | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Write records as slots, as they are, in durable batches; return how many.

        Args:
            at: when records without a time of their own were told.
            progress: hears how many are durably written, after every batch.
        """
        done = 0
        renamed: dict[int, int] = {}
        superseded: list[tuple[int, int]] = []
        links: list[Link] = []
        source = iter(records)
        while batch := list(islice(source, _BATCH)):
            drafts = [_draft(r, r.at or at or self._now()) for r in batch]
            slots = self._store.add(drafts, self._encoded(drafts))
            for record, slot in zip(batch, slots, strict=True):
                if record.id is not None:
                    renamed[record.id] = slot.id
                if record.superseded_by is not None:
                    superseded.append((slot.id, record.superseded_by))
                links += record.links
            done += len(batch)
            if progress is not None:
                progress(done)
        for old, new in superseded:
            if new in renamed:
                self._store.supersede(old, renamed[new])
        self._store.link(list(_renamed(links, renamed)))
        self._make_room(_Turn(at or self._now(), "user", None, _nobody))
        return done

    def _encoded(self, drafts: Sequence[SlotDraft]) -> Vectors:
        return self._models.encoder.encode([spoken(d.text, d.speaker) for d in drafts])

    def memories(self) -> tuple[Slot, ...]:
        """Every slot, in told order."""
        return self._store.slots()

    def forget(self, ids: Sequence[int], *, at: datetime | None = None) -> Reply:
        """Forget slots by id; `undo` brings them back for a while. Raises UnknownSlot."""
        turn = _Turn(at or self._now(), "user", None, _nobody)
        self._store.get(ids)
        self.purge(turn.at)
        self._forget(list(ids), turn)
        return self._reply(turn, {})

    def undo(self, *, at: datetime | None = None) -> Reply:
        """Bring the last forgetting back. Raises NothingToUndo."""
        turn = _Turn(at or self._now(), "user", None, _nobody)
        self.purge(turn.at)
        self._undo(turn)
        return self._reply(turn, {})

    def purge(self, at: datetime) -> int:
        """Remove for good what no undo can bring back any more; return how many memories that was.

        Every turn does it; who opens a home, or leaves it open, calls it too.
        """
        return self._store.purge(at=at)

    def records(self) -> Iterator[Record]:
        """Everything that is remembered, in told order, for export."""
        links: dict[int, list[Link]] = defaultdict(list)
        for link in self._store.links():
            links[link.at.slot_id].append(link)
        for s in self._store.slots():
            own = tuple(links[s.id])
            yield Record(
                s.text, s.speaker, s.told_at, s.ref, s.strength, s.id, s.superseded_by, own
            )

    def diagnose(self) -> dict[str, object]:
        """Facts about the home for `mneme doctor`: counts, sizes, integrity, encoder."""
        report = self._store.check()
        return {name: getattr(report, name) for name in report.__dataclass_fields__}

    # -- helpers ------------------------------------------------------------------------------

    def _now(self) -> datetime:
        """The time of the last thing told: the core reads no clock."""
        last = self._store.last(1)
        return last[0].told_at if last else datetime(2000, 1, 1)

    def _reply(self, turn: _Turn, milliseconds: dict[str, float]) -> Reply:
        return Reply(
            " ".join(turn.texts),
            turn.kind,
            turn.answer,
            turn.confidence,
            turn.last.hops if turn.last else (),
            turn.evidence,
            tuple(turn.stored),
            tuple(turn.superseded),
            tuple(turn.forgotten),
            turn.nearest,
            turn.marks,
            turn.at,
            milliseconds,
        )


def _stretches(pieces: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Pieces up to a command and with it, as (first, end): what is told after "forget that" stays.

    Within a stretch all that is told is written before anything is answered.
    """
    begin = 0
    for end, piece in enumerate(pieces, start=1):
        if piece.kind == "command" or end == len(pieces):
            yield begin, end
            begin = end


def _within(at: datetime, since: datetime, limit: timedelta) -> bool:
    """Whether `at` is no earlier than `since`, and not too late; naive and aware times mix."""
    return 0 <= seconds(at) - seconds(since) <= limit.total_seconds()


def _draft(record: Record, at: datetime) -> SlotDraft:
    """A record as it is written, told `at`."""
    text = clean(record.text)
    return SlotDraft(text, at, record.speaker, record.ref, record.strength, happened(text, at))


def _looked(answering: Answering) -> dict[int, float]:
    """The last hop's weights by slot id."""
    if not answering.reading.hops:
        return {}
    weights = answering.reading.hops[-1].weights
    return {slot.id: w for slot, w in zip(answering.candidates, weights, strict=False)}


def _acknowledged(stored: int, retold: int) -> str:
    """What is said when nothing was asked."""
    if retold and retold == stored:
        return "You told me that already." if retold == 1 else "You told me all that already."
    if stored == 0:
        return "I'm not sure what to do with that."
    return "Noted." if stored == 1 else f"Noted, {stored} things."


def _renamed(links: Iterable[Link], ids: Mapping[int, int]) -> Iterator[Link]:
    """Imported links between slots that are here, under their new ids."""
    for link in links:
        if link.at.slot_id in ids and link.to.slot_id in ids:
            at = replace(link.at, slot_id=ids[link.at.slot_id])
            yield replace(link, at=at, to=replace(link.to, slot_id=ids[link.to.slot_id]))


def _nobody(event: Event) -> None:
    """Watch nothing."""


def _reembedding(progress: Progress | None) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress("re-embedding the memories", done / max(1, total))
