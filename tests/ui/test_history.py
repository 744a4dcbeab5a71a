"""Forgotten text leaves the typed history, whichever way it was forgotten."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.widgets import Static

from agent import Agent
from agent.keeping import Keeper
from agent.reply import Reply
from memory_store.slot import Slot
from tests.ui.driving import running, send, until
from tests.ui.fake import WHEN, FakeAgent, Gate
from ui import private
from ui.cli import main
from ui.history import FILE, History, forget_typed
from ui.locations import expanded, state_folder
from ui.plain import chat

CODE = "My code is 6083."


class Forgetful(FakeAgent):
    """Forgets the first memory in plain words too."""

    def hear(self, text: str, *, at: object, watch: object = None, asked: bool = False) -> Reply:
        if text.startswith("forget"):
            return self.forget([1], at=WHEN)
        return super().hear(text, at=WHEN, watch=lambda event: None)


def typed(state: Path, *lines: str) -> Path:
    history = History(state / FILE)
    history.own()
    for line in lines:
        history.add(line)
    return state / FILE


def lines(file: Path) -> list[str]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def left(*texts: str) -> Callable[[], list[Slot]]:
    """What gives the memories that remain."""
    return lambda: [Slot(i, text, "user", WHEN) for i, text in enumerate(texts or ["Hm."], 50)]


def forgotten(*texts: str) -> Reply:
    slots = tuple(Slot(i, text, "user", WHEN) for i, text in enumerate(texts, start=1))
    return Reply("Forgotten.", "forgotten", forgotten=slots)


def test_lines_are_compared_as_memories_are_cleaned_and_in_any_case(tmp_path: Path) -> None:
    kept = ["Tom is tall.", "\x07", "/forget 1"]
    held = ["my CODE is 6083.", "My\tcode \x1b[1mis 6083.", f"Hello.\r\n{CODE}", f"no: {CODE}"]
    file = typed(tmp_path, *kept, *held)
    forget_typed(tmp_path, forgotten(CODE), left())
    assert lines(file) == kept


def test_an_end_mark_makes_no_difference(tmp_path: Path) -> None:
    file = typed(tmp_path, "my code is 6083", "Tom is tall.")
    forget_typed(tmp_path, forgotten("My code is 6083!"), left())
    assert lines(file) == ["Tom is tall."]


def test_numbers_and_names_of_a_forgotten_text_go_with_it(tmp_path: Path) -> None:
    kept = ["Tom is tall.", "Is my account good?", "At the bank"]
    held = ["is it 6083?", "my pin: 60-6083!", "did I say gringotts", "GRINGOTTS Tom"]
    file = typed(tmp_path, *kept, *held)
    reply = forgotten("My account of Gringotts with Tom is 6083, I believe.")
    forget_typed(tmp_path, reply, left("Tom is tall."))
    assert lines(file) == kept


def test_nothing_typed_outlives_the_last_memory(tmp_path: Path) -> None:
    file = typed(tmp_path, "Where is the key?", CODE)
    forget_typed(tmp_path, forgotten(CODE), list)
    assert lines(file) == []


def test_a_line_that_was_never_sent_is_walked_to_and_not_written(tmp_path: Path) -> None:
    file = tmp_path / FILE
    history = History(file)
    history.add("early draft", is_sent=False)
    history.own()
    history.add("Tom is tall.")
    history.add(CODE, is_sent=False)
    history.add("Tom is tall.", is_sent=False)
    assert history.lines == ["early draft", "Tom is tall.", CODE, "Tom is tall."]
    assert set(lines(file)) == {"Tom is tall."}
    history.add(CODE)
    assert CODE in lines(file)


def test_a_short_memory_takes_no_other_lines_along(tmp_path: Path) -> None:
    file = typed(tmp_path, "My book is here.", "ok")
    forget_typed(tmp_path, forgotten("Ok."), left())
    assert lines(file) == ["My book is here."]
    forget_typed(tmp_path, forgotten("..."), left())
    assert lines(file) == ["My book is here."]


def test_what_is_forgotten_before_the_screen_knows_the_memory_is_open_stays_gone(
    tmp_path: Path,
) -> None:
    history = History(tmp_path / FILE)
    history.add(CODE)
    history.add("Forget that.")
    history.forget(forgotten(CODE), left())
    history.own()
    assert history.lines == lines(tmp_path / FILE) == ["Forget that."]


def test_a_window_without_the_home_brings_nothing_back(tmp_path: Path) -> None:
    file = typed(tmp_path, "Tom is tall.", CODE)
    other = History(file)
    forget_typed(tmp_path, forgotten(CODE), left())
    other.add("Hello?")
    assert lines(file) == ["Tom is tall."]
    other.own()
    assert other.lines == lines(file) == ["Tom is tall.", "Hello?"]


def test_a_torn_line_costs_itself_alone(tmp_path: Path) -> None:
    file = typed(tmp_path, "Tom is tall.", CODE)
    file.write_text(file.read_text() + '"My code is 60')
    assert History(file).lines == ["Tom is tall.", CODE]
    forget_typed(tmp_path, forgotten("Nobody said this."), left())
    assert file.read_text().endswith(f"{json.dumps(CODE)}\n")


def test_a_history_that_cannot_be_rewritten_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = typed(tmp_path, CODE)

    def full(path: Path, text: str) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(private, "write", full)
    forget_typed(tmp_path, forgotten(CODE), left())
    assert not file.exists()


def test_no_history_is_made_by_forgetting(tmp_path: Path) -> None:
    forget_typed(tmp_path / "screen", forgotten(CODE), left())
    forget_typed(None, forgotten(CODE), left())
    assert not (tmp_path / "screen").exists()


def test_a_memory_that_is_nowhere_has_no_state_folder() -> None:
    assert state_folder(expanded(":memory:")) is None
    assert state_folder(Path("/a")) == Path("/a/screen")


@pytest.mark.parametrize("act", [["forget", "1"], ["tell", "forget it"]])
def test_the_command_line_forgets_what_was_typed(
    act: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agent = Forgetful()
    agent.slots += [Slot(1, CODE, "user", WHEN), Slot(2, "Hm.", "user", WHEN)]
    for opened in (Agent, Keeper):
        monkeypatch.setattr(opened, "open", lambda home, **_: agent)
    file = typed(tmp_path / "screen", CODE, "other")
    assert CliRunner().invoke(main, ["--home", str(tmp_path), *act]).exit_code == 0
    assert lines(file) == ["other"]


@pytest.mark.parametrize("act", ["/forget 1", "forget it"])
def test_the_plain_chat_forgets_what_was_typed(act: str, tmp_path: Path) -> None:
    agent = Forgetful()
    agent.slots += [Slot(1, CODE, "user", WHEN), Slot(2, "Hm.", "user", WHEN)]
    file = typed(tmp_path, CODE, "other")
    source = io.StringIO(act + "\n")
    chat(agent, source, io.StringIO(), lambda: WHEN, False, tmp_path)  # type: ignore[arg-type]
    assert lines(file) == ["other"]


@pytest.mark.parametrize("act", ["/forget 1", "forget it"])
async def test_the_screen_forgets_what_was_typed(act: str, tmp_path: Path) -> None:
    async with running(Gate(Forgetful()), state=tmp_path) as (_, pilot):
        await send(pilot, CODE.upper(), "Tom is tall.", act)
        await until(pilot, lambda: lines(tmp_path / FILE) == ["Tom is tall.", act])


async def test_a_forgetting_that_outlives_the_screen_counts_too(tmp_path: Path) -> None:
    agent = Forgetful()
    agent.add(CODE)
    file = typed(tmp_path, CODE)
    gate = Gate(agent, is_open=False)
    async with running(gate, state=tmp_path) as (app, pilot):
        stage = app.query_one("#stage", Static)
        await until(pilot, lambda: "encoder" in str(stage.content))  # it is being opened
        await app._ask("forget it")
        app.action_forget("1")
    gate.open()
    for _ in range(100):
        if agent.closed:
            break
        await asyncio.sleep(0.02)
    assert not lines(file)
