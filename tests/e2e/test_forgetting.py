"""What commands in words do, and what they leave alone, with the shipped weights."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from agent import Agent, Record, Reply
from agent.forgetting import UNDO_FOR
from memory_store.errors import NothingToUndo
from memory_store.slot import Link, Place
from tests.e2e.talking import MINUTE, NOW, tell


def known(agent: Agent) -> list[str]:
    return [slot.text for slot in agent.memories()]


def test_what_is_told_after_a_command_stays(agent: Agent) -> None:
    _, reply = tell(agent, "My dog is called Rex.", "Forget that. My cat is called Tom.")
    assert [slot.text for slot in reply.forgotten] == ["My dog is called Rex."]
    assert [slot.text for slot in reply.stored] == known(agent) == ["My cat is called Tom."]


def test_what_is_told_and_forgotten_in_one_breath_was_never_stored(agent: Agent) -> None:
    (reply,) = tell(agent, "My locker code is 6083. Forget that. My bike is green.")
    assert [slot.text for slot in reply.stored] == known(agent) == ["My bike is green."]
    (gone,) = agent.hear("Forget that.", at=NOW + MINUTE).forgotten
    assert gone.text == "My bike is green."


def test_everything_about_somebody_is_what_points_at_her_and_what_she_said(agent: Agent) -> None:
    she = Link("refers", Place(2, 0, 3), Place(1, 0, 4))
    agent.teach(
        [
            Record("Anna is my sister.", id=1),
            Record("She lives in Berlin.", id=2, links=(she,)),
            Record("I moved to Rome.", "Maria", id=3),
            Record("Tom lives in Oslo.", id=4),
        ]
    )
    assert len(agent.hear("Forget everything about Anna.", at=NOW).forgotten) == 2
    assert len(agent.hear("Forget everything about Maria.", at=NOW).forgotten) == 1
    assert known(agent) == ["Tom lives in Oslo."]


def test_forget_that_after_a_listing_or_an_undo_means_those(agent: Agent) -> None:
    tell(agent, "My locker code is 6083.", "My bike is green.", "Tom lives in Oslo.")
    tell(agent, "What do you know about my locker?", "Forget that.")
    assert "My locker code is 6083." not in known(agent)
    tell(agent, "undo", "forget that")
    assert known(agent) == ["My bike is green.", "Tom lives in Oslo."]


def test_a_question_asked_in_between_settles_no_wipe(agent: Agent) -> None:
    tell(agent, "My locker code is 6083.")
    assert agent.hear("Forget everything.", at=NOW).kind == "confirm"
    agent.hear("yes", at=NOW, asked=True)
    assert len(agent.memories()) == 1
    assert agent.hear("yes", at=NOW).kind == "forgotten"


def test_forgetting_all_of_a_long_listing_is_asked_back(agent: Agent) -> None:
    agent.teach([Record(f"Anna bought lamp number {i}.") for i in range(8)])
    tell(agent, "What do you know about Anna?")
    assert agent.hear("Forget that.", at=NOW + MINUTE).kind == "confirm"
    assert len(agent.hear("yes", at=NOW + 2 * MINUTE).forgotten) == 8


def test_what_a_forgotten_change_had_outdated_holds_again(agent: Agent) -> None:
    (reply,) = tell(agent, "Anna lives in Paris. Anna has moved to Berlin. Forget that.")[-1:]
    assert not reply.superseded


def test_a_sentence_that_points_only_into_itself_is_kept_once(agent: Agent) -> None:
    inside = Link("refers", Place(1, 10, 13), Place(1, 0, 4))
    agent.teach([Record("Anna lost her keys.", id=1, links=(inside,)), Record("Tom is tall.")])
    tell(agent, "Anna lost her keys.")
    assert known(agent) == ["Anna lost her keys.", "Tom is tall."]


def test_what_is_known_about_me_is_what_i_told(agent: Agent) -> None:
    agent.teach([Record("I moved to Rome.", "Maria")])
    _, reply = tell(agent, "My bike is green.", "What do you know about me?")
    assert reply.answer == "My bike is green."


def test_a_listing_puts_what_is_outdated_last(agent: Agent) -> None:
    old = Record("Anna lives in Paris.", id=1, superseded_by=2)
    agent.teach([old, Record("Anna has moved to Berlin.", id=2)])
    reply = agent.hear("What do you know about Anna?", at=NOW)
    assert reply.answer == "Anna has moved to Berlin. Earlier: Anna lives in Paris."


def test_told_again_with_another_spelling_of_a_code_is_news(agent: Agent) -> None:
    tell(agent, "My wifi password is BlueHorse7.", "My wifi password is blueHorse7.")
    assert len(known(agent)) == 2


def test_time_comes_from_the_clock_given() -> None:
    with Agent.open(":memory:", clock=lambda: NOW) as agent:
        assert agent.hear("My bike is green.").stored[0].told_at == NOW


def test_forget_that_means_what_was_told_last(agent: Agent) -> None:
    for line in ("My locker code is 6083.", "My sister lives in Oslo.", "My bike is green."):
        agent.hear(line, at=NOW)
    agent.hear("Forget that.", at=NOW)
    assert known(agent) == ["My locker code is 6083.", "My sister lives in Oslo."]
    tell(agent, "My boss is called Ida.", "My locker code is 6083.", "Forget that.")
    assert "My boss is called Ida." in known(agent)
    tell(agent, "My bus is the 14.")
    agent.teach([Record("Bo likes tea.")])
    (gone,) = agent.hear("Forget that.", at=NOW + 9 * MINUTE).forgotten
    assert gone.text == "My bus is the 14."


def test_forget_that_after_an_answer_means_what_was_answered(agent: Agent) -> None:
    tell(agent, "My locker code is 6083.", "My sister lives in Oslo.")
    assert agent.hear("What is my locker code?", at=NOW + 3 * MINUTE).answer == "6083"
    agent.hear("Forget that.", at=NOW + 4 * MINUTE)
    assert known(agent) == ["My sister lives in Oslo."]


def test_everything_about_somebody_is_all_of_it(agent: Agent) -> None:
    agent.teach([Record(f"Anna bought lamp number {i}.") for i in range(70)])
    agent.teach([Record("Tom bought a lamp.")])
    reply = agent.hear("Forget everything about Anna.", at=NOW)
    assert len(reply.forgotten) == 70
    assert known(agent) == ["Tom bought a lamp."]


def test_nobody_but_the_user_gives_commands(agent: Agent) -> None:
    tell(agent, "My locker code is 6083.")
    reply = agent.hear("Forget that.", speaker="Maria", at=NOW + MINUTE)
    assert not reply.forgotten
    assert known(agent) == ["My locker code is 6083.", "Forget that."]


def test_an_empty_memory_has_nothing_to_wipe(agent: Agent) -> None:
    reply = agent.hear("Forget everything.", at=NOW)
    assert reply.kind == "unknown"
    assert "nothing to forget" in reply.text


def test_a_wipe_that_nobody_confirms_loses_no_words(agent: Agent) -> None:
    tell(agent, "My bike is green.", "Forget everything.")
    reply = agent.hear("No, wait. My sister lives in Oslo.", at=NOW + 2 * MINUTE)
    assert reply.text.startswith("Nothing was forgotten. Noted")
    assert "My sister lives in Oslo." in known(agent)
    assert agent.hear("Forget everything.", at=NOW + 3 * MINUTE).kind == "confirm"
    assert not agent.hear("Yes.", speaker="Maria", at=NOW + 3 * MINUTE).forgotten
    late = agent.hear("Yes.", at=NOW + 3 * MINUTE + UNDO_FOR + MINUTE)
    assert not late.forgotten
    agent.hear("Forget everything.", at=NOW + timedelta(hours=1))
    assert agent.hear("Yes, please.", at=NOW + timedelta(hours=1)).kind == "forgotten"
    assert known(agent) == []


def test_different_facts_are_not_the_same_told_twice(agent: Agent) -> None:
    for line in ("I program in C.", "I program in C++.", "It was -5 degrees.", "It was 5 degrees."):
        assert agent.hear(line, at=NOW).text == "Noted."
    agent.hear("I took my pill this morning.", at=NOW)
    again = agent.hear("I took my pill this morning.", at=NOW + timedelta(days=1))
    assert again.text == "Noted."


def test_times_with_and_without_an_offset_live_together(agent: Agent) -> None:
    friday = datetime(2026, 3, 6, 12, 0, tzinfo=timezone(timedelta(hours=2)))
    agent.teach([Record("I met Tom in Riga on Friday.", at=friday)])
    reply = agent.hear("When did I meet Tom?", at=datetime(2026, 3, 10, 9, 0))
    assert reply.answer == "6 March 2026" or reply.answer is None
    assert agent.hear("And where?", at=friday + timedelta(days=4, minutes=1)).kind in (
        "answer",
        "unknown",
    )


def test_amounts_beyond_all_bounds_are_only_words(agent: Agent) -> None:
    tell(agent, f"I met Ben in {'9' * 400} days.", "I paid " + "9" * 400 + " euros.")
    assert ask_all(agent, "When did I meet Ben?", "How much did I pay?")


def test_a_full_memory_lets_the_least_useful_go_for_good(tmp_path: Path) -> None:
    with Agent.open(tmp_path, capacity=3) as agent:
        tell(agent, "My cat is called Tom.", "My bike is green.", "My sister lives in Oslo.")
        agent.hear("What is my cat called?", at=NOW + 5 * MINUTE)
        reply = agent.hear("My locker code is 6083.", at=NOW + 6 * MINUTE)
        assert [slot.text for slot in reply.forgotten] == ["My bike is green."]
        assert reply.text == "Noted. To make room I let go of 1 memory."
        assert len(known(agent)) == 3
        agent.teach([Record(f"Lamp number {i} is lit.") for i in range(9)])
        assert len(known(agent)) == 3
        with pytest.raises(NothingToUndo):
            agent.undo(at=NOW + 7 * MINUTE)
    assert b"bike is green" not in (tmp_path / "memory.db").read_bytes()


def test_what_a_full_memory_let_go_is_in_no_ones_way(tmp_path: Path) -> None:
    with Agent.open(tmp_path, capacity=2) as agent:
        tell(agent, "My locker code is 6083.", "My sister lives in Oslo.")
        assert agent.hear("Where does my sister live?", at=NOW + 2 * MINUTE).answer == "Oslo"
        agent.hear("My sister lives in Rome now.", at=NOW + 3 * MINUTE)
        reply = agent.hear("My bike is green. My boss is Ida.", at=NOW + 4 * MINUTE)
        assert len(reply.stored) == 2 == len(known(agent))
        assert agent.hear("And where?", at=NOW + 5 * MINUTE).kind in ("answer", "unknown")


def ask_all(agent: Agent, *questions: str) -> list[Reply]:
    return [agent.hear(question, at=NOW + timedelta(hours=1)) for question in questions]


def test_what_leads_to_a_fact_stays_when_it_is_forgotten(agent: Agent) -> None:
    tell(agent, "My sister is called Anna.", "Anna's phone number is 555 1234.")
    gone = agent.hear("Forget my sister's phone number.", at=NOW).forgotten
    assert [slot.text for slot in gone] == ["Anna's phone number is 555 1234."]


def test_my_sister_is_known_by_her_name_too(agent: Agent) -> None:
    tell(agent, "My sister's name is Anna.", "Anna lives in Berlin.", "Tom lives in Rome.")
    gone = agent.hear("Forget everything about my sister.", at=NOW).forgotten
    assert len(gone) == 2
    assert [slot.text for slot in agent.memories()] == ["Tom lives in Rome."]


def test_her_is_the_one_spoken_of(agent: Agent) -> None:
    tell(agent, "Anna lives in Berlin.", "Anna works as a nurse.", "Where does Anna live?")
    said = agent.hear("What do you know about her?", at=NOW + 3 * MINUTE)
    assert {slot.text for slot in said.evidence} == {
        "Anna lives in Berlin.",
        "Anna works as a nurse.",
    }


def test_forget_that_reaches_nothing_told_long_ago(agent: Agent) -> None:
    tell(agent, "My bank PIN is 8812.")
    later = NOW + timedelta(days=1)
    agent.hear("What is Tom's number?", at=later)
    assert not agent.hear("Forget that.", at=later).forgotten
    assert len(agent.memories()) == 1


def test_accents_do_not_hide_a_name(agent: Agent) -> None:
    tell(agent, "Zoë plays the harp.")
    assert agent.hear("Forget everything about Zoe.", at=NOW).forgotten


def test_the_last_thing_told_is_not_what_was_answered_last(agent: Agent) -> None:
    tell(agent, "My bike is green.", "Anna lives in Rome.", "What colour is my bike?")
    gone = agent.hear("Forget the last thing I told you.", at=NOW + 3 * MINUTE).forgotten
    assert [slot.text for slot in gone] == ["Anna lives in Rome."]
    tell(agent, "undo", "What colour is my bike?", "Forget the last thing I told you.")
    assert known(agent) == ["My bike is green."]
    tell(agent, "undo", "Tom likes tea.", "Forget the last two things I told you.")
    assert known(agent) == ["My bike is green."]


def test_what_was_told_yesterday_is_forgotten_by_when_it_was_told(agent: Agent) -> None:
    tell(agent, "My bike is green.", "I lost a glove yesterday.")
    later = NOW + timedelta(days=1)
    agent.hear("My locker code is 6083.", at=later)
    gone = agent.hear("Forget what I said yesterday.", at=later + MINUTE).forgotten
    assert [slot.text for slot in gone] == ["My bike is green.", "I lost a glove yesterday."]
    assert known(agent) == ["My locker code is 6083."]
    assert not agent.hear("Forget what I told you last week.", at=later + MINUTE).forgotten


def test_her_is_not_all_that_was_told_yesterday(agent: Agent) -> None:
    tell(agent, "Anna lives in Berlin.", "Tom has a boat.")
    later = NOW + timedelta(days=1)
    agent.hear("Where does Anna live?", at=later)
    agent.hear("Forget what I told you about her yesterday.", at=later)
    assert known(agent) == ["Tom has a boat."]


def test_many_told_on_one_day_are_asked_back(agent: Agent) -> None:
    tell(agent, *(f"Anna bought lamp number {i}." for i in range(7)))
    later = NOW + timedelta(days=1)
    agent.hear("Tom is tall.", at=later)
    asked = agent.hear("Forget everything from yesterday.", at=later)
    assert "these 7 memories" in asked.text
    assert len(agent.hear("yes", at=later).forgotten) == 7
    assert known(agent) == ["Tom is tall."]


def test_i_forget_deletes_nothing(agent: Agent) -> None:
    tell(agent, "I put my keys in the blue bowl.", "I forget where I put my keys")
    assert known(agent) == ["I put my keys in the blue bowl."]


def test_what_is_told_behind_an_order_is_stored_and_spared(agent: Agent) -> None:
    tell(agent, "Eve has a dog.", "Tom has a boat.")
    agent.hear("Forget all about Eve please, and Tom moved to Rome.", at=NOW + 2 * MINUTE)
    assert known(agent) == ["Tom has a boat.", "Tom moved to Rome."]


def test_a_number_without_its_apostrophe_is_forgotten(agent: Agent) -> None:
    tell(agent, "Kim's old number is 555 1234.", "Kim's new number is 555 9999.")
    agent.hear("forget kims old number", at=NOW + 2 * MINUTE)
    assert known(agent) == ["Kim's new number is 555 9999."]


def test_forget_it_is_an_order_only_where_something_was_told(agent: Agent) -> None:
    tell(agent, "My bike is green.", "Where does Tom live?")
    assert agent.hear("forget it", at=NOW + 2 * MINUTE).kind == "chat"
    assert known(agent) == ["My bike is green."]
    tell(agent, "Tom likes tea.", "forget it")
    assert known(agent) == ["My bike is green."]


@pytest.mark.parametrize("word", ["undo", "wait", "forget it"])
def test_undo_drops_a_wipe_that_waits(agent: Agent, word: str) -> None:
    tell(agent, "My bike is green.", "Forget everything.")
    assert agent.hear(word, at=NOW + 2 * MINUTE).text == "Nothing was forgotten."
    assert known(agent) == ["My bike is green."]


def test_forgotten_words_end_with_a_stop(agent: Agent) -> None:
    tell(agent, "the code is 4471", "my bike is green")
    said = agent.hear("forget the last two things I told you", at=NOW + 2 * MINUTE).text
    assert said.startswith("Forgotten: “the code is 4471”, “my bike is green”. Say undo")
