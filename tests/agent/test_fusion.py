"""Hop 1's two rankings joined."""

from __future__ import annotations

import numpy as np
import pytest

from agent.fusion import SIGNALS, Fusion, fuse, measure
from tests.memory_store.telling import NOW, open_store, tell, vector

TOLD = ("Where is Rex?", "He sleeps by the stove.", "Anna has a cat.", "Tom plays chess.")


def test_reciprocal_ranks_reward_being_found_twice() -> None:
    assert next(i for i, _ in fuse([[1, 2, 3], [3, 4]])) == 3
    assert fuse([]) == []


def test_signals_say_what_each_search_found() -> None:
    with open_store() as store:
        tell(store, *TOLD)
        ids, signals = measure(store, vector("Anna has a cat."), "Who has a cat?")
        row = {
            i: dict(zip(SIGNALS, line, strict=True)) for i, line in zip(ids, signals, strict=True)
        }
        assert row[3]["match"] == 0.0
        assert row[3]["match rank"] == 1.0
        assert row[3]["words"] == 1.0
        assert row[2]["words after"] == 1.0
        assert (row[1]["asks"], row[2]["answers"], row[3]["answers"]) == (1.0, 1.0, 0.0)


@pytest.mark.parametrize("weights", [None, np.eye(len(SIGNALS), dtype=np.float32)[0]])
def test_the_slot_both_searches_like_comes_first(weights: np.ndarray | None) -> None:
    with open_store() as store:
        tell(store, *TOLD)
        key, asked = vector("Tom plays chess."), "Does Tom play chess?"
        found = Fusion(weights).search(store, key, asked, 2)
        assert found[0][0] == 4
        assert len(found) == 2


def test_nothing_is_found_in_an_empty_memory() -> None:
    with open_store() as store:
        for weights in (None, np.ones(len(SIGNALS), dtype=np.float32)):
            assert Fusion(weights).search(store, vector("x"), "x", 5) == []


def test_slots_are_found_with_their_neighbours_over_gaps() -> None:
    with open_store() as store:
        slots = tell(store, *TOLD)
        store.forget([slots[1].id], at=NOW, undo_for=NOW - NOW)
        assert [slot.id for slot in store.around([3])] == [3, 4]
