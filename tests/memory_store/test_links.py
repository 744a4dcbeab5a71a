"""Links between slots: what words stand for, and what later slots made untrue."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from memory_store import Link, Place
from memory_store.errors import UnknownSlot
from tests.memory_store.telling import HOUR, NOW, files_with, open_store, tell

MINUTE = timedelta(minutes=1)


def test_a_slot_says_what_its_words_were_taken_to_mean() -> None:
    with open_store() as store:
        anna, she = tell(store, "Anna came by.", "She has moved to Rome.")
        store.link([Link("refers", Place(she.id, 0, 3), Place(anna.id, 0, 4))])
        assert store.get([she.id])[0].meant == ((0, 3, "Anna", anna.id),)
        assert store.linked(anna.id) == (she.id,)
        assert store.linked(she.id) == (anna.id,)
        store.unlink(she.id, "refers", 0)
        assert store.get([she.id])[0].meant == ()


def test_a_slot_says_what_it_judges_until_it_is_forgotten() -> None:
    with open_store() as store:
        slot, other = tell(store, "Great soup, awful waiter.", "The soup was at noon.")
        soup, waiter = Place(slot.id, 6, 10), Place(slot.id, 18, 24)
        store.link([Link("likes", soup, soup), Link("dislikes", waiter, waiter)])
        assert store.get([slot.id])[0].judged == ((6, 10, True), (18, 24, False))
        assert store.get([other.id])[0].judged == ()
        assert store.linked(slot.id) == ()
        store.forget([slot.id], at=NOW, undo_for=HOUR)
        assert store.links() == ()
        store.undo(at=NOW + MINUTE)
        assert store.get([slot.id])[0].judged == ((6, 10, True), (18, 24, False))


def test_what_is_outdated_is_kept_and_marked_until_its_successor_goes() -> None:
    with open_store() as store:
        old, new = tell(store, "I live in Oslo.", "I live in Rome now.")
        store.link([Link("revises", Place(new.id, 0, 19), Place(old.id, 10, 14))])
        store.supersede(old.id, new.id)
        (old,) = store.get([old.id])
        assert old.outdated == ((10, 14, new.id),)
        assert old.superseded_by == new.id
        store.forget([new.id], at=NOW, undo_for=HOUR)
        (alone,) = store.get([old.id])
        assert (alone.outdated, alone.superseded_by) == ((), None)
        store.undo(at=NOW + MINUTE)
        assert store.get([old.id]) == (old,)


def test_links_outlive_the_process_and_hold_no_forgotten_words(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        secret, she = tell(store, "Agent Zerzura is here.", "She hides.")
        store.link([Link("refers", Place(she.id, 0, 3), Place(secret.id, 6, 13))])
    with open_store(tmp_path) as store:
        assert store.get([she.id])[0].meant == ((0, 3, "Zerzura", secret.id),)
        store.forget([secret.id], at=NOW, undo_for=HOUR)
        assert store.get([she.id])[0].meant == ()
        assert store.links() == ()
        store.purge(at=NOW + 2 * HOUR)
    assert files_with(tmp_path, "Zerzura") == []


def test_a_link_to_nothing_is_refused_whole() -> None:
    with open_store() as store:
        (only,) = tell(store, "Anna came by.")
        good = Link("refers", Place(only.id, 0, 4), Place(only.id, 0, 4))
        with pytest.raises(UnknownSlot):
            store.link([good, Link("refers", Place(only.id, 0, 4), Place(99, 0, 1))])
        assert store.links() == ()
