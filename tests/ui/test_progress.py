"""What is being loaded, as a terminal shows it, and the line an error begins on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from agent import Agent
from agent.errors import MnemeError
from tests.ui.fake import FakeAgent
from ui.cli import main
from ui.progress import Loading, loading

Capture = pytest.CaptureFixture[str]


def test_nothing_is_shown_in_pipes() -> None:
    assert loading() is None


def test_a_terminals_line_is_redrawn(capsys: Capture) -> None:
    shown = Loading(by_line=False)
    shown("reading", 0.5)
    assert capsys.readouterr().err == "\rreading …  50%"
    shown("reading", 1)
    shown.end_line()
    assert capsys.readouterr().err == "\r"  # click leaves escapes out where no terminal is


def test_line_by_line_says_each_stage_once(capsys: Capture) -> None:
    shown = Loading(by_line=True)
    for stage, share in (("reading", 0.1), ("reading", 0.5), ("weighing", 0.6), ("ready", 1)):
        shown(stage, share)
    shown.end_line()
    assert capsys.readouterr().err == "reading …\nweighing …\n"


def said(arguments: list[str], opened: Callable[..., FakeAgent]) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.progress.is_terminal", lambda: True)
        patch.setenv("TERM", "xterm")
        patch.setattr(Agent, "open", opened)
        return CliRunner().invoke(main, arguments).stderr


def test_a_plain_chat_loads_line_by_line(tmp_path: Path) -> None:
    def opened(
        home: Path, *, encoder: str | None, progress: Loading, capacity: int | None
    ) -> FakeAgent:
        progress("reading", 0.5)
        return FakeAgent()

    assert said(["--home", str(tmp_path), "chat", "--plain"], opened) == "reading …\n"
    assert "\r" in said(["--home", str(tmp_path), "memories", "cats"], opened)


def test_an_error_of_loading_begins_on_a_fresh_line(tmp_path: Path) -> None:
    def broken(
        home: Path, *, encoder: str | None, progress: Loading, capacity: int | None
    ) -> FakeAgent:
        progress("reading", 0.5)
        raise MnemeError("no weights")

    error = said(["--home", str(tmp_path), "memories", "cats"], broken)
    assert error.splitlines()[-1] == "mneme: no weights"
