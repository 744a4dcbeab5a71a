"""The agent: one loop, used by the chat, the command line and the exams alike.

    hear(utterance)
      1  I   clean it, split it into sentences, encode them, tell apart tell/ask/command/chat
      2  G   write what was told, durably, before anything is answered
      3  O   for each question: hops over the slots; R selects the answer or abstains
      4      commands are carried out; small talk is answered and not stored

Each act has a file of its own (`telling`, `asking`, `obeying`); what passes between them is the
`turn`, and between turns the `conversation`.

Time comes in with each call (`at`) or from the clock given; nothing further in reads one. Searching
and watching change nothing; only an answer that used a slot counts as a recall of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from agent.asking import Asking, Vector
from agent.bulk import write_records
from agent.commands import WhatDoYouKnow, dismisses, halves
from agent.engine_names import EngineName, engine
from agent.errors import BadUtterance
from agent.generalization import Generalization
from agent.keeping import Clock, Keeper
from agent.kinds import settled
from agent.models import Models, Progress, load_models
from agent.obeying import Obeying
from agent.output_map import OutputMap
from agent.records import Record
from agent.reply import Encoded, Reply, Sentence, Watcher
from agent.sentences import clean, split
from agent.telling import Telling, Vectors
from agent.turn import Turn, nobody
from memory_store import MemoryStore
from memory_store.forgetting import ForgettingPolicy
from memory_store.slot import Slot

_SURELY_TOLD = 0.75  # share at which what follows "forget …, and" is a sentence of its own


class Agent(Keeper):
    """An agent over one home folder. Use `Agent.open`, and close it or use it in `with`.

    What it does to memories without words, it does as their `Keeper`.
    """

    def __init__(
        self,
        store: MemoryStore,
        models: Models,
        policy: ForgettingPolicy | None = None,
        clock: Clock = datetime.now,
    ) -> None:
        super().__init__(store, clock)
        self._models = models
        self._output = OutputMap(
            store, models.match, models.fusion, models.reader, models.calibration
        )
        self._engine: EngineName = "default"
        general = Generalization(store, self._output, models.reader)
        self._telling = Telling(store, models, general, policy or ForgettingPolicy(), self._talk)
        self._asking = Asking(store, models, self._output, self._talk)
        self._obeying = Obeying(store, self._output, models.encoder, self._talk)

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
        clock: Clock = datetime.now,
    ) -> Agent:
        """Open the memory in `home` (a folder, made when missing; ":memory:" keeps nothing).

        Args:
            encoder: None for the bundled MiniLM, else a sentence-transformers model by folder or
                name. Slots of another encoder are re-embedded before this returns.
            progress: hears (stage, share done) while models load and slots are re-embedded.
            capacity: how many memories to keep at most; the least useful are forgotten for good
                when more are told. None keeps all.
            clock: the time now, for calls that do not give theirs.

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
        return cls(store, models, ForgettingPolicy(capacity), clock)

    # -- one turn -----------------------------------------------------------------------------

    def hear(
        self,
        text: str,
        *,
        speaker: str = "user",
        at: datetime | None = None,
        ref: str | None = None,
        watch: Watcher | None = None,
        asked: bool = False,
    ) -> Reply:
        """Take in one utterance and reply.

        When this returns, what `reply.stored` names survives a power loss.

        Args:
            speaker: "user", or the name of another person of an imported conversation.
            at: when it is said; None asks the clock this agent was opened with.
            ref: the caller's own id, kept with every slot this utterance makes.
            watch: hears the turn's events as they happen.
            asked: it is a question whatever its form; nothing is stored of it.

        Raises:
            BadUtterance: nothing to take in, or too long; with `asked`, a command that changes
                what is remembered.
        """
        began = time.perf_counter()
        turn = Turn(at or self._now(), speaker, ref, watch or nobody)
        self.purge(turn.at)
        text = clean(text)
        sentences = split(text)
        if speaker == "user":
            sentences = [part for whole in sentences for part in self._apart(whole, turn.at)]
        vectors = self._models.speech.encode(sentences)
        if speaker == "user" and not asked and self._obeying.settle_wipe(sentences, turn):
            return turn.reply()
        said = len(turn.texts)  # that a wipe was dropped
        pieces = self._settled(sentences, vectors, turn.at, noted="\n" in text)
        if speaker != "user":  # what others say is remembered, and not obeyed
            pieces = [
                replace(p, kind="tell", command=None) if p.kind == "command" else p for p in pieces
            ]
        if asked:
            pieces = [_as_question(piece) for piece in pieces]
        turn.watch(Encoded(tuple(pieces)))
        encoded = time.perf_counter()
        for begin, end in _stretches(pieces):
            self._telling.write(pieces[begin:end], vectors[begin:end], turn)
            for piece, vector in zip(pieces[begin:end], vectors[begin:end], strict=True):
                self._respond(piece, vector, turn)
        if len(turn.texts) == said and (turn.stored or not said):
            turn.acknowledge()
        done = time.perf_counter()
        return turn.reply({"I": (encoded - began) * 1e3, "all": (done - began) * 1e3})

    def _apart(self, sentence: str, at: datetime) -> list[str]:
        """A command and what is told in the same breath: "forget Eve's number, and Tom moved"."""
        parts = halves(sentence)
        if not parts:
            return [sentence]
        first, rest = (
            settled(part, seen, at)
            for part, seen in zip(parts, self._models.tagger.look(parts), strict=True)
        )
        tells = rest.kind == "tell" and rest.confidence >= _SURELY_TOLD
        return list(parts) if first.kind == "command" and tells else [sentence]

    def _settled(
        self, sentences: Sequence[str], vectors: Vectors, at: datetime, noted: bool
    ) -> list[Sentence]:
        """The n sentences of a turn, of vectors (n, d), with their kinds.

        "Mum rang." is chat alone; beside what is told only small talk is.

        Args:
            noted: they are lines, as in notes.
        """
        looked = self._models.tagger.look(sentences)
        alone = [settled(*pair, at) for pair in zip(sentences, looked, strict=True)]
        if not noted and all(piece.kind != "tell" for piece in alone):
            return alone
        fits = self._models.smalltalk.fits
        return [
            settled(text, seen, at, noted=not fits(text, vector))
            for text, seen, vector in zip(sentences, looked, vectors, strict=True)
        ]

    def _respond(self, piece: Sentence, vector: Vector, turn: Turn) -> None:
        if piece.kind == "ask":
            self._asking.answer(piece.text, vector, turn, self._engine)
        elif piece.command is not None and not self._waved_away(piece, turn):
            self._obeying.obey(piece.command, turn)
        elif piece.kind != "tell" and not turn.stored and turn.last is None:
            reply = self._models.smalltalk.reply(piece.text, vector)
            if reply not in turn.texts:
                turn.texts.append(reply)

    def _waved_away(self, piece: Sentence, turn: Turn) -> bool:
        """Whether a command is the "forget it" of somebody who gives up."""
        return dismisses(piece.text) and not self._talk.that(turn.at)

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
        done = write_records(
            self._store, self._models.encoder, records, lambda: at or self._now(), progress
        )
        self._telling.make_room(Turn(at or self._now()))
        return done


def _as_question(piece: Sentence) -> Sentence:
    """A sentence as it is meant where only questions are. Raises BadUtterance."""
    if piece.command is not None and not isinstance(piece.command, WhatDoYouKnow):
        raise BadUtterance(
            "That is no question: it would change what is remembered, and asking changes nothing."
        )
    return replace(piece, kind="ask") if piece.kind == "tell" else piece


def _stretches(pieces: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Pieces up to a command and with it, as (first, end): what is told after "forget that" stays.

    Within a stretch all that is told is written before anything is answered.
    """
    begin = 0
    for end, piece in enumerate(pieces, start=1):
        if piece.kind == "command" or end == len(pieces):
            yield begin, end
            begin = end


def _reembedding(progress: Progress | None) -> Callable[[int, int], None] | None:
    if progress is None:
        return None
    return lambda done, total: progress("re-embedding the memories", done / max(1, total))
