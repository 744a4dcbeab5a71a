"""The plain chat and the shared wording."""

from __future__ import annotations

import io

import pytest

from tests.ui.fake import WHEN, FakeAgent
from ui.history import History
from ui.plain import chat
from ui.words import one_line, safe


class Undoable(FakeAgent):
    def hear(self, text: str, *, at: object, watch: object = None) -> object:  # type: ignore[override]
        return super().hear(text, at=WHEN, watch=lambda event: None)


def hold(lines: str, code: int = 0) -> list[str]:
    out = io.StringIO()
    ended = chat(Undoable(), io.StringIO(lines), out, lambda: WHEN, interactive=False)  # type: ignore[arg-type]
    assert ended == code
    return out.getvalue().splitlines()


def test_answers_come_with_their_evidence() -> None:
    said = hold("My sister is Anna.\n\nShe lives in Berlin.\nWhere?\n")
    assert said[:3] == ["Noted.", "Noted.", "Berlin."]
    assert said[3] == '  ← "My sister is Anna." (told 2 March 2026, 09:00, hop 1)'


def test_commands_errors_and_the_end() -> None:
    said = hold("a\n/memories\nboom\n/undo\n/help\n/quit\nnever heard\n", code=1)
    assert said[1].strip() == "1  a"
    assert said[2].startswith("! no [red] good")
    assert said[-1].startswith("Tell me things")


def test_slash_commands_are_obeyed_or_refused_but_never_remembered() -> None:
    said = hold(
        "a\n/forget 1\n/forget\n/forget x\n/theme\n/memories\n/etc/hosts is mine\n/memories\n",
        code=1,
    )
    assert said[1].startswith("Forgotten")
    assert said[2].startswith("! Give a memory's number")
    assert said[3] == said[2]
    assert said[4].startswith("! /theme needs the screen")
    assert said[5] == "No memories yet."
    assert said[-1].strip() == "1  /etc/hosts is mine"


def test_the_engine_is_chosen_and_named() -> None:
    said = hold("/engine\n/engine ntm\n")
    assert said == ["Engine: default", "Engine: ntm"]


def test_only_a_person_at_a_terminal_gets_a_prompt() -> None:
    out = io.StringIO()
    assert chat(Undoable(), io.StringIO("a\n"), out, lambda: WHEN, interactive=True) == 0  # type: ignore[arg-type]
    assert out.getvalue().startswith("Tell me things")
    assert out.getvalue().endswith("> Noted.\n> \n")


def test_an_interruption_ends_the_line_of_the_prompt() -> None:
    class Interrupted(io.StringIO):
        def readline(self, size: int | None = -1) -> str:
            raise KeyboardInterrupt

    out = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        chat(Undoable(), Interrupted(), out, lambda: WHEN, interactive=True)  # type: ignore[arg-type]
    assert out.getvalue().endswith("> \n")


@pytest.mark.parametrize("line", ["/Quit", "/quit now", "/exit", " /QUIT\t", "/q"])
def test_leaving_in_any_spelling(line: str) -> None:
    assert hold(f"{line}\na\n") == []


def test_the_help_names_the_engines() -> None:
    assert "/engine" in hold("/help\n")[0]


def test_a_mistyped_command_is_refused_and_not_remembered() -> None:
    said = hold("/forgt 12\n/memories\n", code=1)
    assert said[0].startswith("! There is no command /forgt.")
    assert said[1] == "No memories yet."


@pytest.mark.parametrize("argument", ["²", "9" * 5_000, "-1", ""])
def test_what_is_no_number_is_no_memory(argument: str) -> None:
    assert hold(f"/forget {argument}\n", code=1)[0].startswith("! Give a memory's number")


@pytest.mark.parametrize("line", ["/forgt", "/theme", "/forget", "boom"])
def test_what_is_refused_to_a_person_is_no_failure_of_the_chat(line: str) -> None:
    source, out = io.StringIO(f"{line}\n"), io.StringIO()
    assert chat(Undoable(), source, out, lambda: WHEN, interactive=True) == 0  # type: ignore[arg-type]
    assert "> ! " in out.getvalue()


def test_not_knowing_shows_the_nearest_as_no_answer() -> None:
    assert hold("Tom is tall.\nWhere is Anna?\n")[1:] == [
        "I don't know.",
        '  nearest, not an answer: "Tom is tall." (told 2 March 2026, 09:00)',
    ]


def test_control_characters_are_made_visible() -> None:
    assert safe("a\x1b[2Jb\x07\nc") == "a�[2Jb�\nc"
    assert safe("\x9b1m \u202ereversed\u2069 \ud800") == "�1m �reversed� �"
    assert one_line("a\nb") == "a b"
    assert safe("a\tb") == "a b"


def test_history_without_a_file_still_walks() -> None:
    history = History()
    history.add("a")
    history.add("a")
    assert history.lines == ["a"]
    assert history.later("draft") is None
    assert history.earlier("draft") == "a"
    assert history.earlier("a, edited") is None
    assert history.later("a, edited") == "draft"
    assert history.earlier("draft") == "a, edited"
