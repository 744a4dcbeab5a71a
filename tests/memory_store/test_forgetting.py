"""Forgotten is gone: any sequence of turns, checked against a dictionary and the raw bytes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from memory_store.errors import NothingToUndo
from tests.memory_store.telling import HOUR, NOW, files_with, open_store, tell, vector

_NEEDLE = "zanzibarquux"
_STEM = _NEEDLE[:10]  # what stemming could leave of it in the full-text index


def test_after_expiry_no_file_holds_the_text(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, *(f"filler {i}" for i in range(50)))
        (slot,) = tell(store, f"the word is {_NEEDLE}")
        store.forget([slot.id], at=NOW, undo_for=HOUR)
        store.purge(at=NOW + 2 * HOUR)
        assert files_with(tmp_path, _STEM) == []
    assert files_with(tmp_path, _STEM) == []


def test_while_it_can_be_undone_the_text_is_in_the_undo_table_only(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        _, slot = tell(store, "kept", f"the word is {_NEEDLE}")
        store.forget([slot.id], at=NOW, undo_for=HOUR)
        everywhere = "\n".join(
            line for line in store._db.iterdump() if not line.startswith('INSERT INTO "forgotten"')
        )
        assert _STEM not in everywhere
        assert _STEM.encode().hex() not in everywhere.lower()
    assert files_with(tmp_path, _STEM) == ["memory.db"]
    saved = (tmp_path / "index.faiss").read_bytes()
    assert vector(slot.text).tobytes() not in saved
    assert vector("kept").tobytes() in saved


def test_no_copy_stays_in_the_slack_of_split_pages(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        sizes = np.random.default_rng(1).integers(0, 150, 300)
        slots = tell(store, *(f"fact{i:05d}q " + "more " * int(n) for i, n in enumerate(sizes)))
        for start in range(3):  # rows that grow and rows that come back split their pages
            store.recalled([slot.id for slot in slots if slot.id % 3 != start], NOW)
        store.forget([slot.id for slot in slots[::2]], at=NOW, undo_for=HOUR)
        store.undo(at=NOW)
        gone = slots[1::3]
        store.forget([slot.id for slot in gone], at=NOW, undo_for=HOUR)
        assert store.purge(at=NOW + 2 * HOUR) == len(gone)
        assert [s.text for s in gone if files_with(tmp_path, s.text.split()[0])] == []


_DIES_WHILE_PURGING = f"""
import os, signal, sys
from datetime import timedelta
from memory_store import store as module
from tests.memory_store.telling import HOUR, NOW, open_store, tell
store = open_store(sys.argv[1])
_, slot = tell(store, "kept", "the word is {_NEEDLE}")
store.forget([slot.id], at=NOW, undo_for=HOUR)
module.scrub = lambda _: os.kill(os.getpid(), signal.SIGKILL)
store.purge(at=NOW + 2 * HOUR)
"""


def test_a_purge_cut_short_by_kill_is_finished_on_opening(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", _DIES_WHILE_PURGING, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    assert run.returncode == -signal.SIGKILL
    assert files_with(tmp_path, _NEEDLE) == ["memory.db-wal"]
    with open_store(tmp_path) as store:
        assert [slot.text for slot in store.slots()] == ["kept"]
        assert files_with(tmp_path, _NEEDLE) == []


class Memory(RuleBasedStateMachine):
    """What is findable is exactly what should be, and what expired is in no file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.home = Path(self.folder.name)
        self.store = open_store(self.home)
        self.now = NOW
        self.told = 0
        self.known: dict[int, str] = {}
        self.undoable: list[tuple[datetime, dict[int, str]]] = []
        self.expired: list[str] = []

    @rule(lengths=st.lists(st.integers(0, 700), min_size=1, max_size=12))
    def tell(self, lengths: list[int]) -> None:
        texts = [f"fact{self.told + i:05d}q " + "more " * n for i, n in enumerate(lengths)]
        self.told += len(texts)
        self.known |= {slot.id: slot.text for slot in tell(self.store, *texts)}

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def recall(self, data: st.DataObject) -> None:
        ids = data.draw(st.lists(st.sampled_from(sorted(self.known)), unique=True))
        self.store.recalled(ids, self.now)

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
        over = [entry for entry in self.undoable if entry[0] <= self.now]
        self.undoable = [entry for entry in self.undoable if entry not in over]
        assert self.store.purge(at=self.now) == sum(len(texts) for _, texts in over)
        self.expired += [text.split()[0] for _, texts in over for text in texts.values()]
        assert [word for word in self.expired if files_with(self.home, word)] == []

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.home)

    @invariant()
    def everything_agrees(self) -> None:
        assert {slot.id: slot.text for slot in self.store.slots()} == self.known
        assert {i for i, _ in self.store.words("more " + " ".join(self.expired), 1000)} <= set(
            self.known
        )
        scores = {i: float(vector("q") @ vector(text)) for i, text in self.known.items()}
        found = self.store.nearest(vector("q"), 1000)
        assert {i for i, _ in found} == set(scores)
        assert np.allclose([s for _, s in found], sorted(scores.values(), reverse=True), atol=1e-5)
        assert self.store.check().index_agrees

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()


TestMemory = Memory.TestCase
TestMemory.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
