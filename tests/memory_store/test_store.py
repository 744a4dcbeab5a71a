"""The memory on disk: kept when told, gone when forgotten, found by nearness and by words."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from memory_store import MemoryStore, Slot, SlotDraft
from memory_store.errors import (
    EncoderChanged,
    MemoryStoreError,
    NothingToUndo,
    StoreCorrupt,
    StoreLocked,
    StoreTooNew,
    StoreUnwritable,
    UnknownSlot,
)
from memory_store.forgetting import ForgettingPolicy

D = 8
NOW = datetime(2026, 3, 2, 9, 0)
HOUR = timedelta(hours=1)


def open_store(home: Path | str = ":memory:", encoder: str = "test") -> MemoryStore:
    return MemoryStore.open(home, encoder_id=encoder, dimension=D)


def vector(text: str) -> np.ndarray:
    rng = np.random.default_rng(abs(hash(text)) % 2**32)
    v = rng.normal(size=D).astype(np.float32)
    return v / np.linalg.norm(v)


def tell(store: MemoryStore, *texts: str) -> tuple[Slot, ...]:
    drafts = [SlotDraft(text, NOW) for text in texts]
    return store.add(drafts, np.stack([vector(text) for text in texts]))


def test_a_slot_comes_back_as_it_was_told(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        draft = SlotDraft("Zoë’s code is [/x] 🙂", NOW, "Anna", "turn 7", 2.5)
        (slot,) = store.add([draft], vector("x")[None])
    with open_store(tmp_path) as store:
        assert store.slots() == (slot,)
        assert slot.ref == "turn 7"
        assert slot.strength == 2.5
        assert np.allclose(store.vectors([slot.id])[0], vector("x"))


def test_nearest_agrees_with_brute_force() -> None:
    with open_store() as store:
        slots = tell(store, *(f"fact {i}" for i in range(200)))
        query = vector("query")
        scores = {s.id: float(query @ vector(s.text)) for s in slots}
        best = sorted(scores, key=lambda i: -scores[i])[:10]
        found = store.nearest(query, 10)
        assert [i for i, _ in found] == best
        assert np.allclose([s for _, s in found], [scores[i] for i in best], atol=1e-5)
        assert len(store.nearest(query, 1000)) == 200


def test_words_finds_names_codes_and_inflections() -> None:
    with open_store() as store:
        a, b, c = tell(store, "The code is QX-7714-b.", "Anna keeps bees.", "José likes tea.")
        assert store.words("what is QX-7714-b?", 5)[0][0] == a.id
        assert store.words("bee keeping", 5)[0][0] == b.id
        assert store.words("jose", 5)[0][0] == c.id


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_searched(text: str) -> None:
    with open_store() as store:
        tell(store, "one fact")
        store.words(text, 5)


def test_neighbours_and_last_are_in_told_order() -> None:
    with open_store() as store:
        a, b, c, d = tell(store, "a", "b", "c", "d")
        assert store.neighbours(c.id, 1, 1) == (b, d)
        assert store.neighbours(a.id, 2, 1) == (b,)
        assert store.last(2) == (c, d)


def test_forget_undo_and_expiry() -> None:
    with open_store() as store:
        a, b = tell(store, "my secret code", "Anna lives in Berlin")
        assert store.forget([a.id], at=NOW, undo_for=HOUR) == (a,)
        assert store.slots() == (b,)
        assert store.words("secret", 5) == []
        assert all(i != a.id for i, _ in store.nearest(vector(a.text), 5))
        assert store.undo(at=NOW + HOUR / 2) == (a,)
        assert store.words("secret", 5)[0][0] == a.id
        assert store.nearest(vector(a.text), 1)[0][0] == a.id
        store.forget([a.id], at=NOW, undo_for=HOUR)
        assert store.purge(at=NOW + HOUR) == 1
        with pytest.raises(NothingToUndo):
            store.undo(at=NOW + HOUR)


def test_after_expiry_no_file_holds_the_text(tmp_path: Path) -> None:
    needle = "zanzibarquux"
    with open_store(tmp_path) as store:
        tell(store, *(f"filler {i}" for i in range(50)))
        (slot,) = tell(store, f"the word is {needle}")
        store.forget([slot.id], at=NOW, undo_for=HOUR)
        store.purge(at=NOW + 2 * HOUR)
        for file in tmp_path.iterdir():
            assert needle.encode() not in file.read_bytes(), file.name
    stem = b"zanzibarquux"[:10]
    for file in tmp_path.iterdir():
        assert stem not in file.read_bytes(), file.name


def test_unknown_slots_are_named_and_nothing_is_forgotten() -> None:
    with open_store() as store:
        (a,) = tell(store, "a")
        with pytest.raises(UnknownSlot, match="99"):
            store.forget([a.id, 99], at=NOW, undo_for=HOUR)
        assert store.slots() == (a,)


def test_recall_strengthens_and_superseding_keeps_the_old() -> None:
    with open_store() as store:
        old, new = tell(store, "I live in Rome.", "I live in Oslo.")
        store.recalled([new.id], NOW)
        store.supersede(old.id, new.id)
        assert store.get([new.id])[0].strength == 2.0
        assert store.get([old.id])[0].superseded_by == new.id


def test_policy_forgets_the_least_useful_first() -> None:
    old = Slot(1, "old", "user", NOW - timedelta(days=400))
    strong = Slot(2, "strong", "user", NOW - timedelta(days=400), strength=50.0)
    fresh = Slot(3, "fresh", "user", NOW)
    policy = ForgettingPolicy(capacity=1)
    assert policy.victims((fresh, strong, old), NOW) == (old, fresh)
    assert ForgettingPolicy().victims((fresh, strong, old), NOW) == ()


def test_another_encoder_means_re_embedding(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        slots = tell(store, *(f"fact {i}" for i in range(10)))
    seen: list[tuple[int, int]] = []
    with open_store(tmp_path, "other") as store:
        assert store.needs_reembedding
        with pytest.raises(EncoderChanged):
            store.nearest(vector("x"), 1)
        store.reembed(
            lambda texts: np.stack([-vector(t) for t in texts]),
            batch=4,
            progress=lambda done, total: seen.append((done, total)),
        )
        assert np.allclose(store.vectors([slots[0].id])[0], -vector("fact 0"))
    assert seen == [(4, 10), (8, 10), (10, 10)]
    with open_store(tmp_path, "other") as store:
        assert not store.needs_reembedding


def test_an_interrupted_re_embedding_mixes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        slots = tell(store, *(f"fact {i}" for i in range(10)))
    with open_store(tmp_path, "other") as store:
        calls = iter([np.zeros((4, D), np.float32)])
        with pytest.raises(StopIteration):
            store.reembed(lambda texts: next(calls), batch=4)
        assert np.allclose(store.vectors([slots[0].id])[0], vector("fact 0"))
        assert store.needs_reembedding


@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_a_damaged_or_missing_index_is_rebuilt(tmp_path: Path, damage: bytes | None) -> None:
    with open_store(tmp_path) as store:
        (a, _) = tell(store, "a", "b")
    index = tmp_path / "index.faiss"
    assert index.exists()
    index.unlink() if damage is None else index.write_bytes(damage)
    with open_store(tmp_path) as store:
        assert store.nearest(vector("a"), 1)[0][0] == a.id
        assert store.check().index_agrees


def test_a_stale_index_is_rebuilt(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, "a")
    stale = (tmp_path / "index.faiss").read_bytes()
    with open_store(tmp_path) as store:
        (b,) = tell(store, "b")
    (tmp_path / "index.faiss").write_bytes(stale)
    with open_store(tmp_path) as store:
        assert store.nearest(vector("b"), 1)[0][0] == b.id


def test_a_damaged_database_is_said(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, "a")
    (tmp_path / "memory.db").write_bytes(b"not a database at all" * 300)
    with pytest.raises(StoreCorrupt, match="damaged"):
        open_store(tmp_path)


def test_a_newer_database_is_left_alone(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    with sqlite3.connect(tmp_path / "memory.db") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (tmp_path / "memory.db").read_bytes()
    with pytest.raises(StoreTooNew, match="format 99"):
        open_store(tmp_path)
    assert (tmp_path / "memory.db").read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreUnwritable, match="--home"):
        open_store(tmp_path / "file" / "home")


def test_a_full_disk_loses_nothing_and_writes_nothing_by_half(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, "kept")
        pages = store._db.execute("PRAGMA page_count").fetchone()[0]
        store._db.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreUnwritable, match="full"):
            tell(store, *(f"long {'x' * 400} {i}" for i in range(200)))
        assert [slot.text for slot in store.slots()] == ["kept"]
        assert store.check().index_agrees


def test_a_read_only_database_is_said(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, "kept")
        store._db.execute("PRAGMA query_only = ON")
        with pytest.raises(StoreUnwritable, match="cannot be written"):
            tell(store, "lost")
        store._db.execute("PRAGMA query_only = OFF")


def test_a_second_process_gets_a_clear_message(tmp_path: Path) -> None:
    with open_store(tmp_path), pytest.raises(StoreLocked, match=str(os.getpid())):
        open_store(tmp_path)
    open_store(tmp_path).close()


def test_files_are_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with open_store(home) as store:
        tell(store, "a")
    assert home.stat().st_mode & 0o077 == 0
    for file in home.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_wrong_shapes_are_refused() -> None:
    with open_store() as store, pytest.raises(MemoryStoreError, match="shape"):
        store.add([SlotDraft("a", NOW)], np.zeros((1, D + 1), np.float32))


_WRITER = """
import sys
from datetime import datetime
import numpy as np
from memory_store import MemoryStore, SlotDraft
store = MemoryStore.open(sys.argv[1], encoder_id="test", dimension=8)
for i in range(10_000):
    rng = np.random.default_rng(i)
    store.add([SlotDraft(f"fact {i}", datetime(2026, 1, 1))], rng.normal(size=(1, 8)).astype("f4"))
    print(i, flush=True)
"""


def test_what_was_acknowledged_survives_kill_minus_nine(tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    acknowledged = -1
    for line in writer.stdout:
        acknowledged = int(line)
        if acknowledged >= 40:
            break
    writer.send_signal(signal.SIGKILL)
    writer.stdout.close()
    writer.wait()
    with open_store(tmp_path) as store:
        texts = {slot.text for slot in store.slots()}
        assert {f"fact {i}" for i in range(acknowledged + 1)} <= texts
        report = store.check()
        assert report.integrity_ok
        assert report.index_agrees


class Memory(RuleBasedStateMachine):
    """Any sequence of tell, forget, undo, purge: what is findable is exactly what should be."""

    def __init__(self) -> None:
        super().__init__()
        self.store = open_store()
        self.now = NOW
        self.known: dict[int, str] = {}
        self.undoable: list[tuple[datetime, dict[int, str]]] = []

    @rule(text=st.text("abc ", min_size=1, max_size=5))
    def tell(self, text: str) -> None:
        (slot,) = tell(self.store, text)
        self.known[slot.id] = text

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def forget(self, data: st.DataObject) -> None:
        ids = data.draw(st.lists(st.sampled_from(sorted(self.known)), min_size=1, unique=True))
        self.store.forget(ids, at=self.now, undo_for=HOUR)
        self.undoable.append((self.now + HOUR, {i: self.known.pop(i) for i in ids}))

    @rule()
    def undo(self) -> None:
        fresh = [entry for entry in self.undoable if entry[0] > self.now]
        if not fresh:
            with pytest.raises(NothingToUndo):
                self.store.undo(at=self.now)
            return
        self.undoable.remove(fresh[-1])
        self.known |= fresh[-1][1]
        assert {s.id for s in self.store.undo(at=self.now)} == set(fresh[-1][1])

    @rule(minutes=st.integers(1, 90))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.store.purge(at=self.now)

    @invariant()
    def everything_agrees(self) -> None:
        assert {slot.id: slot.text for slot in self.store.slots()} == self.known
        assert {i for i, _ in self.store.nearest(vector("q"), 1000)} == set(self.known)
        assert {i for i, _ in self.store.words("a b c ab bc ca", 1000)} <= set(self.known)

    def teardown(self) -> None:
        self.store.close()


TestMemory = Memory.TestCase
TestMemory.settings = settings(
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
