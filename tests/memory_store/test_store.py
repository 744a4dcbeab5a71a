"""The memory: kept when told, gone when forgotten, found by nearness and by words."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import faiss
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory_store import Slot, SlotDraft
from memory_store.errors import (
    BadSlot,
    EncoderChanged,
    NothingToUndo,
    StoreClosed,
    UnknownSlot,
)
from memory_store.forgetting import ForgettingPolicy
from tests.memory_store.telling import HOUR, NOW, D, open_store, tell, vector


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


def test_searching_leaves_the_number_of_threads_as_it_was() -> None:
    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(before + 1)
    try:
        with open_store() as store:
            tell(store, "a")
            store.nearest(vector("a"), 1)
        assert faiss.omp_get_max_threads() == before + 1
    finally:
        faiss.omp_set_num_threads(before)


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
    assert policy.victims((fresh, strong, old), NOW, keep=(old.id,)) == (fresh, strong)
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


def test_a_home_opened_as_found_keeps_its_encoder(tmp_path: Path) -> None:
    with open_store(tmp_path, as_found=True) as store:  # a new home takes the one given
        (a,) = tell(store, "a fact")
    with open_store(tmp_path, "other", 2, as_found=True) as store:
        assert not store.needs_reembedding
        store.forget([a.id], at=NOW, undo_for=HOUR)
        assert store.undo(at=NOW) == (a,)
        report = store.check()
        assert (report.encoder, report.dimension, report.index_agrees) == ("test", D, True)
    with open_store(tmp_path) as store:
        assert store.nearest(vector("a fact"), 1)[0][0] == a.id


def test_a_re_embedding_leaves_no_index_of_the_other_encoder(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, *(f"fact {i}" for i in range(10)))
    child = os.fork()
    if child == 0:  # dies before it can close the home
        store = open_store(tmp_path, "other")
        store.reembed(lambda texts: np.stack([-vector(t) for t in texts]))
        os._exit(0)
    os.waitpid(child, 0)
    with open_store(tmp_path, "other") as store:
        assert not store.needs_reembedding
        assert store.check().index_agrees


def test_an_interrupted_re_embedding_mixes_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        slots = tell(store, *(f"fact {i}" for i in range(10)))
    with open_store(tmp_path, "other") as store:
        calls = iter([np.zeros((4, D), np.float32)])
        with pytest.raises(StopIteration):
            store.reembed(lambda texts: next(calls), batch=4)
        assert store.needs_reembedding
    with open_store(tmp_path) as store:
        assert not store.needs_reembedding
        assert np.allclose(store.vectors([s.id for s in slots]), [vector(s.text) for s in slots])


def test_what_cannot_be_kept_is_refused_and_nothing_is_written() -> None:
    with open_store() as store:
        with pytest.raises(BadSlot, match="shape"):
            store.add([SlotDraft("a", NOW)], np.zeros((1, D + 1), np.float32))
        with pytest.raises(BadSlot, match="not-a-number"):
            store.add([SlotDraft("a", NOW)], np.full((1, D), np.nan, np.float32))
        with pytest.raises(BadSlot, match="character 3"):
            store.add([SlotDraft("fine", NOW), SlotDraft("ab\ud800", NOW)], np.ones((2, D), "f4"))
        with pytest.raises(BadSlot, match="shape"):
            store.nearest(np.ones(D + 1, np.float32), 1)
        assert store.slots() == ()
        assert store.check().index_agrees


def test_an_id_larger_than_any_is_unknown_like_another() -> None:
    with open_store() as store, pytest.raises(UnknownSlot):
        store.forget([10**30], at=NOW, undo_for=HOUR)


def test_vectors_of_two_encoders_never_meet(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, "told to the first")
    with open_store(tmp_path, "other", D // 2) as store, pytest.raises(EncoderChanged):
        store.add([SlotDraft("told to the other", NOW)], np.ones((1, D // 2), np.float32))
    with open_store(tmp_path) as store:
        assert [slot.text for slot in store.slots()] == ["told to the first"]
        assert store.check().index_agrees


def test_re_embedding_keeps_the_undo(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        (a,) = tell(store, "the only one")
        store.forget([a.id], at=NOW, undo_for=HOUR)
    with open_store(tmp_path, "other", 2) as store:
        with pytest.raises(EncoderChanged):
            store.undo(at=NOW)
        store.reembed(lambda texts: np.full((len(texts), 2), 3.0, np.float32))
        assert store.undo(at=NOW) == (a,)
        assert store.nearest(np.ones(2, np.float32), 1) == [(a.id, 6.0)]


def test_re_embedding_refuses_vectors_of_another_shape(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, "a")
    with open_store(tmp_path, "other", 2) as store:
        with pytest.raises(BadSlot, match="shape"):
            store.reembed(lambda texts: np.ones((len(texts), 3), np.float32))
        assert store.needs_reembedding


def test_small_facts_are_kept(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        assert store.state("name") is None
        store.set_state("name", "Mneme")
    with open_store(tmp_path) as store:
        assert store.state("name") == "Mneme"


def test_closing_twice_is_closing_once() -> None:
    store = open_store()
    store.close()
    store.close()
    with pytest.raises(StoreClosed):
        store.slots()


def test_in_a_large_memory_common_words_do_not_hide_rare_ones() -> None:
    with open_store() as store:
        tell(store, *(f"the box number {i} is in the hall" for i in range(1_100)))
        (code,) = tell(store, "the code is QX-7714-b")
        assert store.words("where is the QX-7714-b in the hall", 3)[0][0] == code.id
        assert len(store.words("the hall", 5)) == 5
