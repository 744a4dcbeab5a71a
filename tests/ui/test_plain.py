"""The plain chat and the shared wording."""

from __future__ import annotations

import io

from tests.ui.fake import WHEN, FakeAgent
from ui.history import History
from ui.plain import chat
from ui.words import safe


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


def test_control_characters_are_made_visible() -> None:
    assert safe("a\x1b[2Jb\x07\nc") == "a�[2Jb�\nc"


def test_history_without_a_file_still_walks() -> None:
    history = History()
    history.add("a")
    history.add("a")
    assert history.lines == ["a"]
    assert history.later() is None
    assert history.earlier("draft") == "a"
    assert history.earlier("") is None
    assert history.later() == "draft"
