"""What goes wrong around the memory: damage, full disks, other processes, `kill -9`."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from memory_store import schema
from memory_store.errors import StoreCorrupt, StoreLocked, StoreTooNew, StoreUnwritable
from memory_store.index import VectorIndex
from tests.memory_store.telling import NOW, D, open_store, tell, vector


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


def test_an_index_of_the_same_slots_with_other_vectors_is_rebuilt(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, "a")
    stale = (tmp_path / "index.faiss").read_bytes()
    with open_store(tmp_path, "other") as store:
        store.reembed(lambda texts: np.stack([-vector(t) for t in texts]))
    (tmp_path / "index.faiss").write_bytes(stale)
    with open_store(tmp_path, "other") as store:
        assert store.nearest(vector("a"), 1)[0][1] == pytest.approx(-1.0)
        assert store.check().index_agrees


def test_a_saved_index_is_read_and_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(tmp_path) as store:
        (a, _) = tell(store, "a", "b")
    monkeypatch.setattr(VectorIndex, "add", lambda *_: pytest.fail("built anew"))
    with open_store(tmp_path) as store:
        assert store.nearest(vector("a"), 1)[0][0] == a.id
        assert store.check().index_agrees


def test_a_disk_too_full_for_the_index_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch, open_store(tmp_path) as store:
        (a,) = tell(store, "a")
        patch.setattr(VectorIndex, "save", full)
        store.close()
    with open_store(tmp_path) as store:
        assert store.nearest(vector("a"), 1)[0][0] == a.id


def test_damaged_pages_are_said_wherever_they_are_met(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, *(f"fact {i} " * 20 for i in range(300)))
    database = tmp_path / "memory.db"
    raw = bytearray(database.read_bytes())
    raw[8 * 4096 :] = b"\xff" * (len(raw) - 8 * 4096)
    database.write_bytes(raw)
    with pytest.raises(StoreCorrupt, match="damaged"), open_store(tmp_path) as store:
        store.slots()


def test_a_damaged_full_text_index_is_said_and_checked(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        tell(store, "a fact")
    connection = sqlite3.connect(tmp_path / "memory.db")
    with connection:
        connection.execute("UPDATE words_data SET block = x'ffffffffffff'")
    connection.close()
    with open_store(tmp_path) as store:
        assert not store.check().integrity_ok
        with pytest.raises(StoreCorrupt):
            store.words("fact", 1)
        assert len(store.slots()) == 1


def test_a_vector_cut_short_is_said(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        (a,) = tell(store, "a")
        store._db.execute("UPDATE vector SET value = x'00'")
        with pytest.raises(StoreCorrupt, match="length"):
            store.vectors([a.id])


def test_a_home_of_the_first_format_is_brought_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(tmp_path / "memory.db", isolation_level=None)
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        schema.migrate(connection)
    connection.execute(
        "INSERT INTO slot (text, speaker, told_at, vector) VALUES ('old', 'user', ?, ?)",
        (NOW.isoformat(), vector("old").tobytes()),
    )
    connection.execute(f"INSERT INTO fact VALUES ('encoder', 'test'), ('dimension', '{D}')")
    connection.close()
    with open_store(tmp_path) as store:
        assert [slot.text for slot in store.slots()] == ["old"]
        assert store.words("old", 1)[0][0] == store.nearest(vector("old"), 1)[0][0] == 1
        report = store.check()
        assert report.format == len(schema.MIGRATIONS)
        assert report.integrity_ok
        assert report.index_agrees


def test_files_are_private(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with open_store(home) as store:
        tell(store, "a")
    assert home.stat().st_mode & 0o077 == 0
    for file in home.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_a_database_copied_here_with_a_wide_mode_becomes_private(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    (tmp_path / "memory.db").chmod(0o644)
    with open_store(tmp_path) as store:
        tell(store, "a")
        for file in tmp_path.iterdir():
            assert file.stat().st_mode & 0o077 == 0, file.name


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
