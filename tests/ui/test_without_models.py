"""Commands that need no trained model load none, and do all they did with one."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from agent.keeping import Keeper
from tests.memory_store.telling import HOUR, NOW, files_with, open_store, tell, vector
from ui.history import FILE
from ui.locations import state_folder

HEAVY = ("torch", "sentence_transformers", "transformers")
RUN = (
    "import sys\n"
    "from ui.cli import main\n"
    "try:\n"
    "    sys.exit(main(sys.argv[1:], standalone_mode=False))\n"
    "finally:\n"
    f"    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
)
TEXTS = ("My sister is Anna.", "The code is 6083.")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Two memories of an encoder that nobody has."""
    folder = tmp_path / "home"
    with open_store(folder, "nobody's") as store:
        tell(store, *TEXTS)
    return folder


def run(home: Path, *args: str) -> tuple[int, str, str]:
    """Exit code, output and errors of a command that loads nothing heavy."""
    program = [sys.executable, "-c", RUN, "--home", str(home), *args]
    done = subprocess.run(program, capture_output=True, text=True, encoding="utf-8")
    *errors, loaded = done.stderr.splitlines()
    assert loaded == "[]"
    return done.returncode, done.stdout, "\n".join(errors)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_what_mneme_is(option: str, tmp_path: Path) -> None:
    assert run(tmp_path, option)[0] == 0


def test_memories_of_any_encoder_are_listed_exported_and_looked_over(home: Path) -> None:
    told = "(told 2 March 2026, 09:00)"
    listed = "".join(f"    {i}  {text}  {told}\n" for i, text in enumerate(TEXTS, start=1))
    assert run(home, "memories") == (0, listed, "")
    code, lines, _ = run(home, "--encoder", "no such", "export")
    assert (code, [json.loads(line)["text"] for line in lines.splitlines()]) == (0, list(TEXTS))
    file = home.parent / "m.jsonl"
    assert run(home, "export", str(file)) == (0, "", f"2 memories written to {file}")
    assert file.read_text(encoding="utf-8") == lines
    code, said, _ = run(home, "doctor", "--json")
    facts = json.loads(said)
    assert (code, facts["slots"], facts["encoder"], facts["dimension"]) == (0, 2, "nobody's", 8)
    assert facts["index_agrees"]
    with open_store(home, "nobody's") as store:
        assert not store.needs_reembedding
        assert np.allclose(store.vectors([1, 2]), [vector(text) for text in TEXTS])


def test_forgetting_and_undo(home: Path) -> None:
    state = state_folder(home)
    assert state is not None
    state.mkdir()
    (state / FILE).write_text(f'"hello"\n"{TEXTS[1]}"\n', encoding="utf-8")
    offer = "Say undo within 10 minutes to bring it back."
    assert run(home, "forget", "2") == (0, f"Forgotten: “{TEXTS[1]}” {offer}\n", "")
    assert (state / FILE).read_text(encoding="utf-8") == '"hello"\n'
    unknown = "mneme: There is no memory 2. List them with: mneme memories"
    assert run(home, "forget", "1", "2") == (1, "", unknown)
    assert run(home, "undo") == (0, f"Restored: “{TEXTS[1]}”\n", "")
    code, _, error = run(home, "undo")
    assert code == 1
    assert error.startswith("mneme: There is nothing to undo")
    with open_store(home, "nobody's") as store:
        assert store.nearest(vector(TEXTS[1]), 1)[0][0] == 2


def test_what_no_undo_can_bring_back_goes_on_the_way(home: Path) -> None:
    with open_store(home, "nobody's") as store:
        store.forget([2], at=NOW - timedelta(days=9), undo_for=HOUR)
    assert files_with(home, TEXTS[1])
    assert run(home, "memories")[0] == 0
    assert not files_with(home, TEXTS[1])


def test_one_process_a_home(home: Path) -> None:
    with open_store(home, "nobody's"):
        code, _, error = run(home, "memories")
    assert code == 1
    assert "open in another Mneme" in error


def test_doctor_names_weights_that_are_missing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MNEME_WEIGHTS", str(home))
    code, said, _ = run(home, "doctor", "--json")
    assert code == 1
    assert "reader.safetensors cannot be read" in json.loads(said)["problem"]


def test_a_keeper_goes_by_its_clock() -> None:
    with Keeper.open(":memory:", clock=lambda: NOW) as keeper:
        assert keeper.forget([]).at == NOW
        assert keeper.memories() == ()
