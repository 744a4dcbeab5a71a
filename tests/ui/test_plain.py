"""The plain chat and the shared wording."""

from __future__ import annotations

import io

from tests.ui.fake import WHEN, FakeAgent
from ui.history import History
from ui.plain import chat
from ui.words import one_line, safe


class Undoable(FakeAgent):
    def hear(self, text: str, *, at: object, watch: object = None) -> object:  # type: ignore[override]
        return super().hear(text, at=WHEN, watch=lambda event: None)


def hold(lines: str) -> list[str]:
    out = io.StringIO()
    assert chat(Undoable(), io.StringIO(lines), out, lambda: WHEN, interactive=False) == 0  # type: ignore[arg-type]
    return out.getvalue().splitlines()


def test_answers_come_with_their_evidence() -> None:
    said = hold("My sister is Anna.\n\nShe lives in Berlin.\nWhere?\n")
    assert said[:3] == ["Noted.", "Noted.", "Berlin."]
    assert said[3] == '  ← "My sister is Anna." (told 2 March 2026, 09:00, hop 1)'


def test_commands_errors_and_the_end() -> None:
    said = hold("a\n/memories\nboom\n/undo\n/help\n/quit\nnever heard\n")
    assert said[1].strip() == "1  a"
    assert said[2].startswith("! no [red] good")
    assert said[-1].startswith("Tell me things")


def test_slash_commands_are_obeyed_or_refused_but_never_remembered() -> None:
    said = hold("a\n/forget 1\n/forget\n/forget x\n/theme\n/memories\n/tmp is full\n/memories\n")
    assert said[1].startswith("Forgotten")
    assert said[2].startswith("! Give a memory's number")
    assert said[3] == said[2]
    assert said[4].startswith("! /theme needs the screen")
    assert said[5] == "No memories yet."
    assert said[-1].strip() == "1  /tmp is full"


def test_the_engine_is_chosen_and_named() -> None:
    said = hold("/engine\n/engine ntm\n")
    assert said == ["Engine: default", "Engine: ntm"]


def test_only_a_person_at_a_terminal_gets_a_prompt() -> None:
    out = io.StringIO()
    assert chat(Undoable(), io.StringIO("a\n"), out, lambda: WHEN, interactive=True) == 0  # type: ignore[arg-type]
    assert out.getvalue().startswith("Tell me things")
    assert out.getvalue().endswith("> Noted.\n> ")


def test_control_characters_are_made_visible() -> None:
    assert safe("a\x1b[2Jb\x07\nc") == "a�[2Jb�\nc"
    assert safe("\x9b1m \u202ereversed\u2069 \ud800") == "�1m �reversed� �"
    assert one_line("a\nb") == "a b"


def test_history_without_a_file_still_walks() -> None:
    history = History()
    history.add("a")
    history.add("a")
    assert history.lines == ["a"]
    assert history.later() is None
    assert history.earlier("draft") == "a"
    assert history.earlier("") is None
    assert history.later() == "draft"
