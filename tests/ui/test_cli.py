"""The command line: help, exit codes, and plain messages instead of tracebacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import ui.cli
from agent.errors import MnemeError
from agent.records import Record
from tests.ui.fake import WHEN, FakeAgent
from ui.cli import DOES_NOT_KNOW, Settings, main


class Shared(FakeAgent):
    """One agent for all commands of a test."""

    def hear(self, text: str, *, at: object, watch: object = None) -> Any:  # type: ignore[override]
        return super().hear(text, at=WHEN, watch=lambda event: None)

    def teach(self, records: Any, *, at: object, progress: object) -> int:
        taken: list[Record] = list(records)
        for record in taken:
            self.add(record.text)
        return len(taken)

    def recall(self, query: str) -> list[tuple[Any, float]]:
        return [(slot, 1.0) for slot in self.slots if query in slot.text]

    def diagnose(self) -> dict[str, object]:
        return {"slots": len(self.slots), "integrity_ok": True, "index_agrees": False}


@pytest.fixture
def agent(monkeypatch: pytest.MonkeyPatch) -> Shared:
    shared = Shared()

    @contextmanager
    def opened(self: Settings) -> Iterator[Shared]:
        yield shared

    monkeypatch.setattr(Settings, "agent", opened)
    return shared


def run(*args: str, **more: Any) -> Result:
    return CliRunner().invoke(main, list(args), **more)


@pytest.mark.parametrize("command", [[], *[[name] for name in sorted(main.commands)]])
def test_help_everywhere(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_tell_ask_and_exit_codes(agent: Shared) -> None:
    assert run("ask", "Where does she live?").exit_code == DOES_NOT_KNOW
    assert run("tell", "My sister is Anna.").output.strip() == "Noted."
    run("tell", "Anna lives in Berlin.")
    result = run("ask", "Where?")
    assert result.exit_code == 0
    assert result.output.startswith("Berlin.\n  ← ")
    answer = json.loads(run("ask", "--json", "Where?").output)
    assert answer["answer"] == "Berlin"
    assert run("nonsense").exit_code == 2


def test_memories_forget_export_import(agent: Shared, tmp_path: Path) -> None:
    run("tell", "a [fact]")
    assert "a [fact]" in run("memories").output
    assert run("memories", "zebra").output == ""
    file = tmp_path / "m.jsonl"
    assert run("export", str(file)).exit_code == 0
    assert run("forget", "1").exit_code == 0
    assert agent.slots == []
    file.write_text(file.read_text() + "broken\n")
    result = run("import", str(file))
    assert result.exit_code == 1
    assert "1 memories taken in, 1 lines left out" in result.output
    assert "line 2:" in result.output


def test_our_errors_are_one_line(agent: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("tell", "boom")
    assert result.exit_code == 1
    assert "mneme: no [red] good" in result.output
    assert "Traceback" not in result.output

    def broken(self: object, text: str, **_: object) -> None:
        raise MnemeError("the disk is \x1b[31m full")

    monkeypatch.setattr(Shared, "hear", broken)
    assert "\x1b" not in run("tell", "x").output


def test_doctor_fails_when_something_is_wrong(agent: Shared) -> None:
    result = run("doctor", "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["slots"] == 0


def test_missing_files_are_said(tmp_path: Path) -> None:
    result = run("exam", str(tmp_path / "none.jsonl"))
    assert result.exit_code == 1
    assert "none.jsonl" in result.output
    assert run("import", str(tmp_path / "none.jsonl")).exit_code == 2


def test_home_comes_from_option_then_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []

    @contextmanager
    def opened(self: Settings) -> Iterator[Shared]:
        seen.append(self.home)
        yield Shared()

    monkeypatch.setattr(Settings, "agent", opened)
    run("memories", env={"MNEME_HOME": "/one"})
    run("--home", "/two", "memories", env={"MNEME_HOME": "/one"})
    assert seen == [Path("/one"), Path("/two")]


def test_no_progress_line_in_pipes() -> None:
    assert ui.cli._progress() is None
