"""G and H within a turn: what is told is written, linked with what it touches, and given room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from agent.conversation import Conversation
from agent.encoder import Encoder
from agent.happened import happened
from agent.records import Record
from agent.reply import Forgotten, Sentence, Stored, Superseded
from agent.sentences import clean, plain
from agent.turn import Turn
from memory_store import MemoryStore
from memory_store.forgetting import ForgettingPolicy
from memory_store.slot import Slot, SlotDraft, spoken

if TYPE_CHECKING:
    from agent.generalization import Generalization
    from agent.models import Models

Vectors = NDArray[np.float32]


class Telling:
    """Write what a turn tells."""

    def __init__(
        self,
        store: MemoryStore,
        models: Models,
        general: Generalization,
        policy: ForgettingPolicy,
        conversation: Conversation,
    ) -> None:
        self._store = store
        self._models = models
        self._general = general
        self._policy = policy
        self._conversation = conversation

    def write(self, pieces: Sequence[Sentence], vectors: Vectors, turn: Turn) -> None:
        """A told sentence becomes a slot, m_H(x) = I(x); one told before grows stronger instead.

        Args:
            pieces: n sentences of the turn; those that tell nothing are passed over.
            vectors: (n, d) of `Models.speech`.
        """
        told = _told(pieces)
        if not told:
            return
        turn.kind = "stored"
        texts = [pieces[i].text for i in told]
        drafts = [drafted(Record(t, turn.speaker, ref=turn.ref), turn.at) for t in texts]
        known = self._models.encoder is self._models.speech and turn.speaker == "user"
        encoded = vectors[told] if known else encoded_drafts(self._models.encoder, drafts)
        again = [
            self._general.retold(draft, vector)
            for draft, vector in zip(drafts, encoded, strict=True)
        ]
        fresh = [i for i, slot in enumerate(again) if slot is None]
        added = self._store.add([drafts[i] for i in fresh], encoded[fresh])
        turn.retold += [slot for slot in again if slot is not None]
        self._store.recalled([slot.id for slot in again if slot is not None], turn.at)
        changed = self._organise(added, encoded[fresh])
        for i, slot in zip(fresh, added, strict=True):
            self._general.judge(slot, pieces[told[i]].opinions)
        new = iter(added)
        stored = self._store.get([(slot or next(new)).id for slot in again])
        turn.stored += stored
        self._conversation.tell([slot.id for slot in stored], turn.at)
        for slot in stored:
            turn.watch(Stored(slot))
        for old in self._store.get(changed):
            turn.superseded.append(old)
            turn.watch(Superseded(old, changed[old.id]))
        self.make_room(turn)

    def _organise(self, added: Sequence[Slot], vectors: Vectors) -> dict[int, Slot]:
        """Link n new slots, of vectors (n, d), with older ones.

        Returns the new slot that changed an older one, by the older one's id.
        """
        changed: dict[int, Slot] = {}
        for slot, vector in zip(added, vectors, strict=True):
            links = self._general.organise(slot, vector)
            changed |= {link.to.slot_id: slot for link in links if link.kind == "revises"}
        return changed

    def make_room(self, turn: Turn) -> None:
        """H when memory is full: the least useful slots go, never what this turn spoke of."""
        keep = {*self._conversation.that(turn.at), *(slot.id for slot in turn.stored)}
        gone = self._store.make_room(self._policy, at=turn.at, keep=keep)
        if gone:
            self._conversation.drop({slot.id for slot in gone})
            turn.forgotten += gone
            turn.watch(Forgotten(gone, turn.at))


def _told(pieces: Sequence[Sentence]) -> list[int]:
    """Which sentences tell something; what is said twice in one breath counts once."""
    telling = [i for i, piece in enumerate(pieces) if piece.kind == "tell"]
    first = {plain(pieces[i].text): i for i in reversed(telling)}
    return sorted(first.values())


def drafted(record: Record, at: datetime) -> SlotDraft:
    """A record as it is written, told `at`. Raises BadUtterance when it has no text to keep."""
    text = clean(record.text)
    return SlotDraft(text, at, record.speaker, record.ref, record.strength, happened(text, at))


def encoded_drafts(encoder: Encoder, drafts: Sequence[SlotDraft]) -> Vectors:
    """The vectors (n, d) of n drafts, each with who said it unless it is the user."""
    return encoder.encode([spoken(draft.text, draft.speaker) for draft in drafts])
