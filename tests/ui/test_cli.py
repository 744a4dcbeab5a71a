"""The command line: help, exit codes, and plain messages instead of tracebacks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import agent as agent_module
from agent.errors import MnemeError
from agent.keeping import Keeper
from agent.records import Record
from agent.reply import Reply
from tests.ui.fake import WHEN, FakeAgent
from ui.cli import DOES_NOT_KNOW, Settings, main


class Shared(FakeAgent):
    """One agent for all commands of a test."""

    def hear(  # type: ignore[override]
        self, text: str, *, at: object, watch: object = None, asked: bool = False
    ) -> Any:
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
    def opened(self: Settings, by_line: bool = False) -> Iterator[Shared]:
        yield shared

    monkeypatch.setattr(Settings, "agent", opened)
    monkeypatch.setattr(Settings, "keeper", opened)
    return shared


def run(*args: str, **more: Any) -> Result:
    return CliRunner().invoke(main, list(args), **more)


@pytest.mark.parametrize("command", [[], *[[name] for name in sorted(main.commands)]])
def test_help_everywhere(command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert "3 no answer in memory" in " ".join(result.output.split())


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
    assert run("--capacity", "0", "memories").exit_code == 2


def test_asking_stores_nothing(agent: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def hear(self: object, text: str, *, at: object, asked: bool) -> Reply:
        note(asked)
        return Reply("I don't know.", "unknown")

    note = asked.append
    monkeypatch.setattr(Shared, "hear", hear)
    result = run("ask", "my dog is Rex")
    assert result.exit_code == DOES_NOT_KNOW
    assert "mneme tell" in result.stderr
    assert run("ask", "Who is Rex?").stderr == ""
    run("tell", "my dog is Rex")
    assert asked == [True, True, False]


@pytest.mark.parametrize("act", ["tell", "ask"])
@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["My", "dog", "is", "Rex"], "My dog is Rex"),
        (["-5 degrees this morning"], "-5 degrees this morning"),
        (["-5", "degrees"], "-5 degrees"),
        (["a", "-", "b", "--", "--json"], "a - b --json"),
    ],
)
def test_what_is_said_needs_no_quotation_marks(
    act: str, words: list[str], text: str, agent: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hear(self: object, text: str, **_: object) -> Any:
        heard.append(text)
        return Reply("Noted.", "stored")

    monkeypatch.setattr(Shared, "hear", hear)
    assert run(act, *words).exit_code == 0
    assert json.loads(run(act, "--json", *words).output)["kind"] == "stored"
    assert heard == [text, text]
    for wrong in (["--home", "/x", "hello"], ["hello", "-x"], []):
        assert run(act, *wrong).exit_code == 2
    assert run(act, "-h").output.startswith("Usage")
    assert len(heard) == 2


def test_a_file_of_something_else_is_replaced_by_force_alone(agent: Shared, tmp_path: Path) -> None:
    agent.add("Tom is tall.")
    file = tmp_path / "letter"
    file.write_bytes(b"\x00\xff Dear Anna")
    refused = run("export", str(file))
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert file.read_bytes().endswith(b"Dear Anna")
    assert run("export", "--force", str(file)).exit_code == 0
    assert run("export", str(file)).stderr == f"1 memory written to {file}\n"


def test_only_the_first_bad_lines_are_named(agent: Shared, tmp_path: Path) -> None:
    file = tmp_path / "binary"
    file.write_bytes(b"\xff\n" * 706)
    said = run("import", str(file)).stderr.splitlines()
    assert len(said) == 21
    assert said[-1] == "and 686 more"


@pytest.mark.parametrize("option", ["--examples=-4", "--examples=0", "--passes=0"])
def test_a_training_of_nothing_is_wrong_usage(option: str) -> None:
    assert run("train", option).exit_code == 2


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
    assert "1 memory taken in, 1 line left out" in result.output
    assert "line 2:" in result.output


def test_import_says_the_same_to_machines(agent: Shared) -> None:
    lines = b'\xef\xbb\xbf{"text": "a"}\n{"text": "caf\xe9"}\n'
    result = run("import", "--json", "-", input=lines)
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert said["taken_in"] == 1
    assert said["left_out"] == [{"number": 2, "problem": "this is not valid UTF-8"}]


def test_json_is_ascii_and_times_are_iso(agent: Shared) -> None:
    agent.add("caf\u00e9 \u202e")
    line = run("memories", "--json").output
    assert line.isascii()
    assert json.loads(line)["told_at"] == WHEN.isoformat()


def test_one_memory_is_one_harmless_line(agent: Shared) -> None:
    agent.add("a\n    2  faked\x1b[2J\u202e")
    assert run("memories").output.splitlines() == [
        "    1  a     2  faked\ufffd[2J\ufffd  (told 2 March 2026, 09:00)"
    ]


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


@pytest.mark.parametrize("error", [MnemeError("locked\nby 1"), PermissionError(13, "no", "/h")])
def test_doctor_tells_what_it_knows_when_the_memory_does_not_open(
    error: Exception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(home: Path, **_: object) -> None:
        raise error

    monkeypatch.setattr(Keeper, "open", broken)
    result = run("--home", str(tmp_path), "doctor", "--json")
    assert result.exit_code == 1
    facts = json.loads(result.stdout)
    assert facts["home"] == str(tmp_path)
    assert facts["textual"]
    assert facts["problem"] in ("locked by 1", "/h: no")
    assert facts["integrity_ok"] is False
    lines = run("--home", str(tmp_path), "doctor").stdout.splitlines()
    assert any(line.split()[0] == "problem" for line in lines)
    assert any(line.split() == ["integrity", "ok", "False"] for line in lines)


@pytest.mark.parametrize("command", [["memories"], ["chat", "--plain"], ["doctor"]])
def test_opening_removes_what_no_undo_can_bring_back(
    command: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shared = Shared()
    for opener in (agent_module.Agent, Keeper):
        monkeypatch.setattr(opener, "open", lambda home, **_: shared)
    run("--home", str(tmp_path), *command)
    assert len(shared.purged) == 1


def test_a_home_of_nobody_is_said_in_one_line() -> None:
    result = run("--home", "~nosuchuser/a", "memories")
    assert result.exit_code == 1
    assert result.output == "mneme: ~nosuchuser/a: There is no such person's folder\n"


@pytest.mark.parametrize("number", ["0", "-1", "x", str(2**63)])
def test_no_such_number_is_wrong_usage(agent: Shared, number: str) -> None:
    assert run("forget", "--", number).exit_code == 2


def test_interruption_is_130(agent: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(self: object, text: str, **_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Shared, "hear", interrupted)
    assert run("tell", "x").exit_code == 130


def test_an_exam_is_held_and_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Fresh(Shared):
        def hear(self, text: str, *, at: object, ref: str) -> Any:  # type: ignore[override]
            return super().hear(text, at=at)

    monkeypatch.setattr(agent_module.Agent, "open", lambda home, encoder: Fresh())
    turns = [
        {"say": "crash"},
        {"say": "a"},
        {"say": "Berlin"},
        {"ask": "Where?", "answer": ["Berlin"]},
        {"ask": "And who?", "answer": None},
    ]
    file = tmp_path / "e.jsonl"
    start = "2026-03-02T09:00:00"
    file.write_text(json.dumps({"id": "e-1", "category": "c", "start": start, "turns": turns}))
    result = run("exam", "--details", str(file))
    assert result.exit_code == 0
    assert "e-1, turn 0: ValueError" in result.stderr
    assert "wanted (abstain); said Berlin." in result.stdout
    assert result.stdout.splitlines()[-1].split()[:6] == ["all", "2", "1", "0", "1", "50.0%"]
    told = json.loads(run("exam", "--json", "--details", str(file)).stdout)
    assert told["table"][-1]["questions"] == 2
    assert told["table"][-1]["recall"] is None
    assert [one["question"] for one in told["wrong"]] == ["And who?"]


def test_a_device_is_written_to_not_replaced(agent: Shared) -> None:
    run("tell", "a")
    assert run("export", os.devnull).exit_code == 0
    assert not Path(os.devnull).is_file()


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

    monkeypatch.setattr(Settings, "keeper", opened)
    run("memories", env={"MNEME_HOME": "/one"})
    run("--home", "/two", "memories", env={"MNEME_HOME": "/one"})
    run("memories", env={"MNEME_HOME": "~/three"})
    assert seen == [Path("/one"), Path("/two"), Path.home() / "three"]


def mneme(*args: str, home: Path, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """The installed program, in a process of its own."""
    program = Path(sys.executable).with_name("mneme")
    env = os.environ | {"MNEME_HOME": str(home)}
    return subprocess.run([program, *args], env=env, capture_output=True, **more)


def test_the_program_itself(tmp_path: Path) -> None:
    shown = mneme("--help", home=tmp_path)
    assert shown.returncode == 0
    assert b"Exit codes:" in shown.stdout
    assert mneme("nonsense", home=tmp_path).returncode == 2
    nothing = mneme("undo", home=tmp_path)
    assert nothing.returncode == 1
    assert b"Traceback" not in nothing.stderr


def test_a_plain_chat_takes_any_bytes(tmp_path: Path) -> None:
    env = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii:strict"}
    talk = "/forget 1\nWhere is the caf\u00e9?\n".encode("latin-1")
    program = [Path(sys.executable).with_name("mneme"), "--home", tmp_path / "h"]
    said = subprocess.run(program, env=os.environ | env, input=talk, capture_output=True)
    assert (said.returncode, said.stderr) == (1, b"")  # there is nothing to forget
    assert len(said.stdout.splitlines()) >= 2
    assert b"Traceback" not in said.stderr


def test_a_reader_that_leaves_is_no_error_to_tell(tmp_path: Path) -> None:
    program = [Path(sys.executable).with_name("mneme"), "--home", tmp_path / "h", "chat"]
    talk = subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert talk.stdin is not None
    assert talk.stdout is not None
    talk.stdout.close()
    talk.stdout = None
    _, errors = talk.communicate(b"/help\n/help\n")
    assert talk.returncode == 1
    assert errors == b""
