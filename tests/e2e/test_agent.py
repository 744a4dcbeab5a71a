"""The real agent with the shipped weights: what it must show, typed line by line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from agent import Agent, Record, Reply
from agent.errors import BadUtterance
from agent.keeping import Keeper
from agent.reply import Encoded, Event, Hopped, Selected, Stored
from memory_store.errors import NothingToUndo, UnknownSlot
from tests.e2e.talking import MINUTE, NOW, tell


def ask(agent: Agent, question: str, after: timedelta = timedelta(hours=2)) -> Reply:
    return agent.hear(question, at=NOW + after)


def read(reply: Reply) -> list[str]:
    return [slot.text for hop in reply.hops for slot, _ in hop.read]


@pytest.mark.parametrize(
    ("who", "other", "thing", "first", "second", "last"),
    [
        ("Joe", "Fred", "milk", "kitchen", "office", "bathroom"),
        ("Mary", "John", "football", "garden", "hallway", "bedroom"),
        ("Priya", "Sam", "umbrella", "studio", "garage", "attic"),
        ("Xanthe", "Bertrand", "sextant", "scullery", "observatory", "orangery"),
        ("Wulfric", "Otilie", "abacus", "crypt", "belfry", "refectory"),
    ],
)
def test_the_story_the_literature_tells(
    agent: Agent, who: str, other: str, thing: str, first: str, second: str, last: str
) -> None:
    tell(
        agent,
        f"{who} went to the {first}.",
        f"{other} went to the {first}.",
        f"{who} picked up the {thing}.",
        f"{who} travelled to the {second}.",
        f"{who} left the {thing}.",
        f"{who} went to the {last}.",
    )
    reply = ask(agent, f"Where is the {thing} now?")
    assert reply.answer == second
    assert read(reply) == [f"{who} left the {thing}.", f"{who} travelled to the {second}."]


def test_two_hops_and_never_told(agent: Agent) -> None:
    tell(agent, "My sister's name is Anna.", "Anna lives in Berlin.")
    reply = ask(agent, "Which city does my sister live in?")
    assert reply.answer == "Berlin"
    assert {slot.text for slot in reply.evidence} == {
        "My sister's name is Anna.",
        "Anna lives in Berlin.",
    }
    (mark,) = reply.marks
    slot = next(s for s in reply.evidence if s.id == mark.slot_id)
    assert slot.text[mark.start : mark.end] == "Berlin"


def test_another_persons_fact_is_no_answer(agent: Agent) -> None:
    tell(agent, "My sister's name is Anna.", "Anna lives in Berlin.")
    unknown = ask(agent, "Where does my brother live?")
    assert unknown.kind == "unknown"
    assert unknown.answer is None
    assert unknown.nearest


def test_several_questions_in_a_turn_are_all_accounted_for(agent: Agent) -> None:
    told = ("Kim's number is 07700 900123.", "Jo's number is 07700 900456.")
    tell(agent, *told)
    both = ask(agent, "What's Kim's number? What's Jo's number?")
    assert (both.kind, both.answer) == ("answer", "07700 900123; 07700 900456")
    assert tuple(slot.text for slot in both.evidence) == told
    assert {mark.slot_id for mark in both.marks} == {slot.id for slot in both.evidence}
    assert {told[0], told[1]} <= set(read(both))
    listed = ask(agent, "What's Kim's number? What do you know about Jo?")
    assert listed.answer == f"07700 900123; {told[1]}"
    assert tuple(slot.text for slot in listed.evidence) == told
    for half in (
        "What's Kim's number? What's my shoe size?",
        "What's my shoe size? What's Kim's number?",
    ):
        reply = ask(agent, half)
        assert (reply.kind, reply.answer) == ("answer", "07700 900123")
        assert [slot.text for slot in reply.evidence] == [told[0]]
    neither = ask(agent, "What's my shoe size? Where does Ann live?")
    assert (neither.kind, neither.answer, neither.evidence) == ("unknown", None, ())


def test_a_name_is_no_the_one(agent: Agent) -> None:
    *_, flat = tell(agent, "Femi looked at two flats with me.", "The one in Leeds has a garden.")
    assert all(meaning != "Femi" for _, _, meaning, _ in flat.stored[0].meant)


def test_with_the_slots_removed_the_answer_is_gone(agent: Agent) -> None:
    tell(agent, "My locker code is 6083.", "The weather is fine today.")
    reply = ask(agent, "What is my locker code?")
    assert reply.answer == "6083"
    agent.forget([slot.id for slot in reply.evidence], at=NOW)
    assert ask(agent, "What is my locker code?").answer is None


def test_perspective(agent: Agent) -> None:
    tell(agent, "The spare key is under my doormat.")
    assert "your doormat" in ask(agent, "Where is the spare key?").text


def test_small_talk_is_not_stored_and_facts_and_questions_mix(agent: Agent) -> None:
    reply = agent.hear("Hello there!", at=NOW)
    assert reply.kind == "chat"
    assert agent.memories() == ()
    mixed = agent.hear("My dog is called Rex. What is my dog called?", at=NOW)
    assert mixed.answer == "Rex"
    assert [slot.text for slot in mixed.stored] == ["My dog is called Rex."]


def test_forgetting_in_words_and_undo(agent: Agent) -> None:
    tell(agent, "My locker code is 6083.", "My brother lives in Rome.")
    gone = agent.hear("Please forget my locker code.", at=NOW)
    assert [slot.text for slot in gone.forgotten] == ["My locker code is 6083."]
    assert ask(agent, "Where does my brother live?", MINUTE).answer == "Rome"
    back = agent.hear("undo", at=NOW + 5 * MINUTE)
    assert back.kind == "restored"
    agent.hear("Please forget my locker code.", at=NOW + 6 * MINUTE)
    with pytest.raises(NothingToUndo):
        agent.undo(at=NOW + timedelta(hours=1))


def test_wiping_everything_asks_first(agent: Agent) -> None:
    tell(agent, "I live in Oslo.", "I have two cats.")
    assert agent.hear("Forget everything.", at=NOW).kind == "confirm"
    agent.hear("no", at=NOW)
    assert len(agent.memories()) == 2
    agent.hear("Forget everything.", at=NOW)
    agent.hear("yes", at=NOW)
    assert agent.memories() == ()


def test_events_tell_the_turn_in_order(agent: Agent) -> None:
    events: list[Event] = []
    agent.hear("Anna lives in Berlin. Where does Anna live?", at=NOW, watch=events.append)
    kinds = [type(event) for event in events]
    assert kinds[:3] == [Encoded, Stored, Hopped]
    assert kinds[-1] is Selected


def test_watching_and_recalling_change_nothing(agent: Agent) -> None:
    tell(agent, "Anna lives in Berlin.", "Tom plays chess.")
    before = agent.memories()
    assert agent.recall("Anna's home", k=1)[0][0].text == "Anna lives in Berlin."
    assert agent.memories() == before
    ask(agent, "Where does Anna live?")
    assert agent.memories()[0].strength > before[0].strength


def test_the_same_input_gives_the_same_output() -> None:
    def hold() -> Reply:
        with Agent.open(":memory:") as agent:
            tell(agent, "My sister's name is Anna.", "Anna lives in Berlin.")
            return ask(agent, "Where does my sister live?")

    first, second = hold(), hold()
    assert (first.text, first.hops, first.confidence) == (
        second.text,
        second.hops,
        second.confidence,
    )


@pytest.mark.parametrize("text", ["[red]x is 5[/]", "😀 is my mood", "שמי דוד", "a" * 20_000, "?!"])
def test_odd_input_is_taken_in(agent: Agent, text: str) -> None:
    agent.hear(text, at=NOW)


def test_unusable_input_is_refused(agent: Agent) -> None:
    for text in ("", "\x00", "x" * 1_000_000):
        with pytest.raises(BadUtterance):
            agent.hear(text, at=NOW)
    with pytest.raises(UnknownSlot):
        agent.forget([99], at=NOW)


def test_all_is_known_after_reopening_and_a_round_trip(tmp_path: Path) -> None:
    with Agent.open(tmp_path / "a") as agent:
        tell(agent, "My cat is called Biscuit.", "Anna lives in Berlin.")
        records = list(agent.records())
    with Agent.open(tmp_path / "a") as agent:
        assert ask(agent, "What is my cat called?").answer == "Biscuit"
    with Agent.open(tmp_path / "b") as agent:
        assert agent.teach(records) == 2
        assert list(agent.records()) == records
    with Agent.open(tmp_path / "b") as agent:
        report = agent.diagnose()
        assert report["integrity_ok"]
        assert report["index_agrees"]


def test_a_keeper_makes_the_home_that_the_agent_would(tmp_path: Path) -> None:
    with Keeper.open(tmp_path) as keeper:
        kept = keeper.diagnose()
    with Agent.open(tmp_path) as agent:
        known = agent.diagnose()
        assert all(known[fact] == kept[fact] for fact in ("encoder", "dimension", "format"))
        tell(agent, "Anna lives in Berlin.", "Tom plays chess.")
        records = list(agent.records())
        said = [agent.forget([1], at=NOW), agent.undo(at=NOW)]
    with Keeper.open(tmp_path) as keeper:
        assert list(keeper.records()) == records
        assert [keeper.forget([1], at=NOW), keeper.undo(at=NOW)] == said


def test_teaching_maps_ids_of_superseded_records(agent: Agent) -> None:
    agent.hear("I have a dog.", at=NOW)
    old = Record("I live in Rome.", id=1, superseded_by=2)
    agent.teach([old, Record("I live in Oslo.", id=2)], at=NOW)
    _, rome, oslo = agent.memories()
    assert rome.superseded_by == oslo.id


_IMPORT = """
import sys
from agent import Agent, Record
agent = Agent.open(sys.argv[1])
agent.teach(
    (Record(f"fact number {i} is about thing {i}") for i in range(100_000)),
    progress=lambda done: print(done, flush=True),
)
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX")
def test_an_import_killed_midway_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", _IMPORT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    acknowledged = 0
    for line in worker.stdout:
        acknowledged = int(line)
        if acknowledged >= 1_000:
            break
    worker.send_signal(signal.SIGKILL)
    worker.stdout.close()
    worker.wait()
    with Agent.open(tmp_path) as agent:
        assert len(agent.memories()) >= acknowledged
        assert agent.diagnose()["index_agrees"]
