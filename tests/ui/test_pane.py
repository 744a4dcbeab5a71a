"""The pane of memories: what it shows of a reply, and when it is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import Collapsible, Static

from agent.commands import Forget, Undo, WhatDoYouKnow
from agent.reply import Encoded, Mark, Reply, Sentence
from memory_store.slot import Slot
from tests.ui.driving import in_pane, running, send, until
from tests.ui.fake import WHEN, FakeAgent, Gate
from ui.app import MnemeApp
from ui.widgets.body import Body
from ui.widgets.message import Entry
from ui.widgets.pane import MemoryPane, marked
from ui.widgets.prompt import Prompt

ANNA = Slot(1, "Anna lives in Oslo.", "user", WHEN)


async def test_used_read_and_considered_are_told_apart() -> None:
    agent = FakeAgent()
    for text in ("one", "in Berlin", "three", "four"):
        agent.add(text)
    reply = agent.hear("?", at=WHEN, watch=lambda _: None)
    reply = replace(reply, evidence=reply.evidence[1:])  # the first is read and not used
    app = MnemeApp(Gate(agent), lambda: WHEN)  # type: ignore[arg-type]
    async with app.run_test(size=(120, 36)) as pilot:
        app.query_one(MemoryPane).reply = reply
        await until(pilot, lambda: bool(app.query(Collapsible)))
        weights = [str(part.content) for part in app.query(".weight").results(Static)]
        assert weights[0].startswith("○ ")
        assert weights[0].endswith("80%  read, not used")
        assert weights[1].startswith("● ")
        assert weights[1].endswith("70%  used")
        assert "━" * 10 + "─" * 2 in weights[0]
        assert all(considered.collapsed for considered in app.query(Collapsible))
        considered = [str(part.content) for part in app.query(".considered").results(Static)]
        assert considered == ["·  15%  in Berlin", "·  10%  three", "·  10%  four"]


def test_the_answers_words_are_lit_inside_their_memory() -> None:
    slot = Slot(7, "Anna [b] \x07 lives in Berlin.", "user", WHEN)
    at = slot.text.index("Berlin")
    shown = marked(slot, (Mark(7, at, at + 6), Mark(8, 0, 4)))
    assert [shown.plain[span.start : span.end] for span in shown.spans] == ["Berlin"]


async def test_an_unknown_answer_shows_the_nearest_and_calls_them_no_answer() -> None:
    agent = FakeAgent()
    agent.add("Tom is tall.")
    async with running(Gate(agent)) as (app, pilot):
        await send(pilot, "Where is Anna?")
        await until(pilot, lambda: "Nearest, not an answer" in in_pane(app))
        assert "Not told" in in_pane(app)
        assert "Tom is tall." in in_pane(app)
        assert "used" not in in_pane(app)


async def test_what_a_turn_stored_and_who_told_it_stands_in_the_pane() -> None:
    reply = Reply(
        "Noted.",
        "stored",
        stored=(Slot(4, "I moved.", "[b]Gina", WHEN, superseded_by=9),),
        forgotten=(Slot(5, "[/] old", "user", WHEN),),
    )
    async with running() as (app, pilot):
        app.query_one(MemoryPane).reply = reply
        await until(pilot, lambda: "I moved." in in_pane(app))
        assert "#4, told 2 March 2026, 09:00 by [b]Gina, superseded by #9" in in_pane(app)
        assert "− [/] old" in in_pane(app)


async def test_pane_toggles_wide_and_narrow() -> None:
    async with running(size=(120, 30)) as (app, pilot):
        pane = app.query_one(MemoryPane)
        assert pane.display
        await pilot.press("ctrl+b")
        assert pane.styles.display == "none"
    async with running(size=(80, 24)) as (app, pilot):
        pane = app.query_one(MemoryPane)
        assert pane.styles.display == "none"
        await pilot.press("ctrl+b")
        assert pane.styles.display == "block"
        await pilot.press("escape")
        assert pane.styles.display == "none"
        await pilot.press("x")
        assert app.query_one(Prompt).text == "x"


async def test_a_pane_hidden_when_wide_does_not_cover_a_window_made_narrow() -> None:
    async with running(size=(120, 30)) as (app, pilot):
        await pilot.press("ctrl+b")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.query_one("#talk").styles.display == "block"
        assert app.query_one(MemoryPane).styles.display == "none"


async def test_focusing_a_message_shows_its_memories() -> None:
    async with running() as (app, pilot):
        await send(pilot, "My sister is Anna.", "Anna lives in Berlin.", "Where?", "Tom is tall.")
        assert app.query(Entry)[7].has_class("selected")
        app.query(Entry)[4].focus()
        await until(pilot, lambda: "Hop 2" in in_pane(app))
        assert [e.text for e in app.query(".selected").results(Entry)] == ["Berlin."]


@pytest.mark.parametrize(
    ("command", "heading"),
    [(Forget("x"), "Nothing done"), (Undo(), "Nothing done"), (WhatDoYouKnow("x"), "Not told")],
)
async def test_a_command_that_found_nothing_is_no_question(command: object, heading: str) -> None:
    class Nothing(FakeAgent):
        def hear(self, text: str, *, at: object, watch: object) -> Reply:  # type: ignore[override]
            assert callable(watch)
            watch(Encoded((Sentence(text, "command", command=command),)))  # type: ignore[arg-type]
            return Reply("There is nothing of that.", "unknown")

    async with running(Gate(Nothing())) as (app, pilot):
        await send(pilot, "forget x")
        await until(pilot, lambda: heading in in_pane(app))


async def test_a_question_without_memories_is_not_told() -> None:
    async with running() as (app, pilot):
        await send(pilot, "Where is Anna?")
        await until(pilot, lambda: "Not told" in in_pane(app))


def test_what_is_outdated_is_struck_through() -> None:
    old = replace(ANNA, superseded_by=2, outdated=((14, 18, 2),))
    (span,) = marked(old).spans
    assert (span.start, span.end) == (14, 18)
    assert "strike" in str(span.style)
    assert not marked(ANNA).spans


class Chatting(FakeAgent):
    """Takes "Hello." for small talk."""

    def hear(self, text: str, *, at: object, watch: object) -> Reply:  # type: ignore[override]
        assert callable(watch)
        watch(Encoded((Sentence("Hello [b].", "chat"), Sentence(text, "tell"))))
        return Reply("Noted.", "stored", stored=(self.add(text),))


async def test_what_was_taken_as_small_talk_is_said_to_be_left_out() -> None:
    async with running(Gate(Chatting())) as (app, pilot):
        await send(pilot, "Tom is tall.")
        await until(pilot, lambda: "Taken as small talk, not kept\nHello [b]." in in_pane(app))
        app.query_one(Body).select(None)
        await until(pilot, lambda: "small talk" not in in_pane(app))


async def test_a_no_where_a_yes_was_asked_for_is_no_small_talk() -> None:
    async with running() as (app, pilot):
        app.query_one(MemoryPane).reply = Reply("Nothing was forgotten.", "chat")
        await until(pilot, lambda: in_pane(app) == "Nothing done")


@pytest.mark.parametrize(
    ("reply", "shown"),
    [
        (Reply("Gone.", "forgotten", forgotten=(ANNA,)), "Forgotten\n− Anna"),
        (Reply("Back.", "restored", stored=(ANNA,)), "Brought back\n+ Anna"),
    ],
)
async def test_a_heading_is_not_said_twice(reply: Reply, shown: str) -> None:
    async with running() as (app, pilot):
        app.query_one(MemoryPane).reply = reply
        await until(pilot, lambda: in_pane(app).startswith(shown))


async def test_a_long_answer_leaves_room_for_its_memories() -> None:
    async with running() as (app, pilot):
        app.query_one(MemoryPane).reply = Reply("", "answer", "word " * 400, evidence=(ANNA,))
        await until(pilot, lambda: "Used" in in_pane(app))
        assert len(in_pane(app)) < 300


async def test_what_is_muted_has_less_contrast() -> None:
    async with running() as (app, pilot):
        await send(pilot, "one", "two", "three?")
        await until(pilot, lambda: "93% sure" in in_pane(app))
        verdict = app.query_one(".verdict")
        await until(pilot, lambda: verdict.size.width > 0)
        strip = verdict.render_lines(verdict.size.region)[0]
        sure = next(part for part in strip if "sure" in part.text)
        assert sure.style is not None
        assert sure.style.color is not None
        assert max(sure.style.color.get_truecolor()) < 0xB0


async def test_typing_finds_the_prompt_when_the_pane_that_had_the_focus_goes() -> None:
    async with running(size=(120, 30)) as (app, pilot):
        app.query_one(MemoryPane).focus()
        await pilot.press("ctrl+b", "a")
        assert app.query_one(Prompt).text == "a"
        await pilot.press("ctrl+b")
        app.query_one(MemoryPane).focus()
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: app.focused is app.query_one(Prompt))
        await pilot.press("ctrl+b")
        assert app.focused is app.query_one(MemoryPane)
        await pilot.resize_terminal(120, 30)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await until(pilot, lambda: app.query_one("#talk").styles.display == "block")
        app.screen.set_focus(None)
        await pilot.press("b")
        assert app.query_one(Prompt).text == "ab"
