"""Fetching the lab's data: from a server of the test's own, checked by checksum."""

from __future__ import annotations

import hashlib
import io
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from agent.errors import DataError
from agent.lab.fetch import ARCHIVES, Archive, fetch

FOLDERS = {"tasks/en": "babi/en", "tasks/en-10k": "babi/en-10k"}


def _tar() -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as tar:
        for name in ("tasks/en/qa1_x_train.txt", "tasks/en-10k/qa1_x_train.txt", "tasks/hn/a.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(name)
            tar.addfile(info, io.BytesIO(name.encode()))
    return held.getvalue()


@pytest.fixture
def archive() -> Iterator[Archive]:
    body = _tar()

    class Server(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/babi.tar.gz" else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/babi.tar.gz"
    yield Archive(address, f"sha256:{hashlib.sha256(body).hexdigest()}", FOLDERS)
    server.shutdown()
    server.server_close()


def test_an_archive_is_laid_out_and_what_is_there_stays(tmp_path: Path, archive: Archive) -> None:
    assert fetch("babi", tmp_path, archive) == [tmp_path / "babi/en", tmp_path / "babi/en-10k"]
    file = tmp_path / "babi/en/qa1_x_train.txt"
    assert file.read_text() == "tasks/en/qa1_x_train.txt"
    assert not (tmp_path / "babi/hn").exists()
    file.write_text("mine")
    fetch("babi", tmp_path, replace(archive, address="http://127.0.0.1:1/nowhere"))
    assert file.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["babi"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"checksum": f"sha256:{'0' * 64}"}, "could not be fetched"),
        ({"address": "http://127.0.0.1:1/babi.tar.gz"}, "could not be fetched"),
        ({"folders": {"tasks/fr": "babi/fr"}}, "holds no folder"),
    ],
)
def test_a_failed_fetch_says_why_and_leaves_nothing(
    tmp_path: Path, archive: Archive, change: dict[str, object], says: str
) -> None:
    with pytest.raises(DataError, match=says):
        fetch("babi", tmp_path, replace(archive, **change))  # type: ignore[arg-type]
    assert not any(tmp_path.iterdir())


def test_only_what_is_published_can_be_fetched(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="babi"):
        fetch("nothing", tmp_path)
    assert all(archive.checksum.startswith("sha256:") for archive in ARCHIVES.values())
