"""What people really type, with the shipped weights: references, changes, time, sums, noise."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from agent import Agent
from agent.errors import BadUtterance
from agent.models import load_models
from tests.e2e.talking import MINUTE, NOW, tell


def answer(agent: Agent, question: str) -> str | None:
    return agent.hear(question, at=NOW + timedelta(hours=1)).answer


@pytest.mark.parametrize(
    ("told", "word", "meant"),
    [
        (("Tom is my neighbour.", "He has two dogs."), "He", "Tom"),
        (("Rex is my dog.", "Lunch was good.", "He sleeps in the kitchen."), "He", "Rex"),
        (("I met Xanthe today.", "She has moved to Umbria."), "She", "Xanthe"),
    ],
)
def test_pointing_words_are_linked_with_what_they_stand_for(
    agent: Agent, told: tuple[str, ...], word: str, meant: str
) -> None:
    (slot,) = tell(agent, *told)[-1].stored
    ((start, end, words, _),) = slot.meant
    assert slot.text[start:end] == word
    assert meant in words


def test_a_correction_holds_from_then_on(tmp_path: Path) -> None:
    with Agent.open(tmp_path) as agent:
        tell(agent, "I met Xanthe today.", "She has moved to Umbria.", "No, she is Maria.")
        assert [m[2] for m in agent.memories()[1].meant] == ["Maria"]
    with Agent.open(tmp_path) as agent:
        assert [m[2] for m in agent.memories()[1].meant] == ["Maria"]


def test_what_she_is_like_is_no_correction_of_whom_she_is(agent: Agent) -> None:
    tell(agent, "I met Xanthe today.", "She has moved to Umbria.", "Actually, she is Italian.")
    assert [m[2] for m in agent.memories()[1].meant] == ["Xanthe"]


def test_another_visit_does_not_undo_the_last_one(agent: Agent) -> None:
    tell(agent, "I went to the gym on Friday.", "I went to the gym on Saturday.")
    assert all(slot.superseded_by is None for slot in agent.memories())


def test_a_newer_value_answers_now_and_the_older_one_before(agent: Agent) -> None:
    tell(agent, "I live in Kaunas.", "My cat is called Biscuit.", "I've moved to Turku.")
    assert answer(agent, "Where do I live now?") == "Turku"
    assert answer(agent, "Where did I live before?") == "Kaunas"
    assert len(agent.memories()) == 3


def test_telling_a_thing_twice_strengthens_it(agent: Agent) -> None:
    first, _, again = tell(agent, "I live in Oslo.", "Tom plays chess.", "i live in oslo")
    assert [slot.id for slot in again.stored] == [slot.id for slot in first.stored]
    assert again.stored[0].strength > first.stored[0].strength
    assert "already" in again.text
    assert len(agent.memories()) == 2


def test_what_is_said_twice_in_one_breath_is_kept_once(agent: Agent) -> None:
    reply = agent.hear("The code is 5512. Tom has a goat. the code is 5512")
    assert [slot.text for slot in reply.stored] == ["The code is 5512.", "Tom has a goat."]
    assert len(agent.memories()) == 2


def test_dates_are_worked_out_from_when_it_was_told(agent: Agent) -> None:
    tell(agent, "The plumber came the day before yesterday.")
    assert answer(agent, "When did the plumber come?") == "28 February 2026"
    assert answer(agent, "How long ago did the plumber come?") == "2 days ago"


def test_sums_and_lists_are_gathered_from_several_memories(agent: Agent) -> None:
    tell(agent, "I picked twelve apples this morning.", "I gave three of the apples to Tom.")
    assert answer(agent, "How many apples do I have left?") == "9"


def test_careless_typing_is_understood(agent: Agent) -> None:
    tell(agent, "my locker code is 6083-B", "my dentist is dr okafor")
    assert answer(agent, "whats my locker code") == "6083-B"
    assert answer(agent, "who is my dentist") == "dr okafor"


def test_several_things_are_forgotten_in_one_breath(agent: Agent) -> None:
    tell(agent, "My locker code is 6083.", "My brother lives in Rome.", "Anna's birthday is 3 May.")
    gone = agent.hear("Forget my locker code and Anna's birthday.", at=NOW + 5 * MINUTE)
    assert len(gone.forgotten) == 2
    assert answer(agent, "What is my locker code?") is None
    assert answer(agent, "Where does my brother live?") == "Rome"


def test_people_of_an_imported_talk_are_told_apart(agent: Agent) -> None:
    agent.hear("I bought a red kayak.", speaker="Maria", at=NOW)
    agent.hear("I bought a blue tent.", speaker="Joan", at=NOW + MINUTE)
    assert answer(agent, "What did Maria buy?") in ("a red kayak", "red kayak")
    assert answer(agent, "What did Joan buy?") == "a blue tent"


def test_a_new_value_outdates_the_old_words_and_an_addition_does_not(agent: Agent) -> None:
    *_, also, changed = tell(
        agent,
        "My locker code is 6083.",
        "I play the cello.",
        "I also play the viola.",
        "They changed my locker code to 7711.",
    )
    assert also.superseded == ()
    (old,) = changed.superseded
    ((start, end, by),) = old.outdated
    assert (old.text[start:end], by) == ("6083", changed.stored[0].id)
    assert old.superseded_by == by


def test_what_was_told_in_a_time_is_listed_by_when_it_was_told(agent: Agent) -> None:
    tell(agent, "My bike is green.", "My sister lives in Oslo.")
    agent.hear("My locker code is 6083.", at=NOW + timedelta(days=1))
    later = NOW + timedelta(days=2)
    assert agent.hear("What did I tell you yesterday?", at=later).answer == (
        "My locker code is 6083."
    )
    told = agent.hear("What did I tell you on Monday?", at=later)
    assert [slot.text for slot in told.evidence] == [
        "My bike is green.",
        "My sister lives in Oslo.",
    ]
    assert agent.hear("What did I tell you last week?", at=later).kind == "unknown"
    assert len(agent.hear("Forget that.", at=later).forgotten) == 0


def test_a_statement_to_be_checked_is_not_stored(agent: Agent) -> None:
    tell(agent, "Eve's my sister, right?", "you told me 32-622, right?")
    assert not agent.memories()


def test_news_beside_what_is_told_is_kept_and_small_talk_is_not(agent: Agent) -> None:
    tell(agent, "Mum rang. She's ok.", "Hi there. My dog is Rex. Thanks!")
    assert [slot.text for slot in agent.memories()] == ["Mum rang.", "She's ok.", "My dog is Rex."]


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("how are you", "All slots"),
        ("who are you", "I'm Mneme"),
        ("what can you do", "Tell me facts"),
        ("hows it going", "All slots"),
        ("what do you know?", "Tell me facts"),
        ("repeat that", "Ask me again"),
        ("I'm so tired today", "I'm sorry"),
    ],
)
def test_small_talk_needs_no_question_mark(agent: Agent, said: str, reply: str) -> None:
    assert agent.hear(said, at=NOW).text.startswith(reply)


def test_an_opinion_is_kept_with_its_sign(agent: Agent) -> None:
    said = tell(agent, "The soup was wonderful, but the waiter was rude.", "Lunch is at one.")
    (first,), (second,) = (reply.stored for reply in said)
    judged = {(first.text[a:b], liked) for a, b, liked in first.judged}
    assert judged == {("soup", True), ("waiter", False)}
    assert second.judged == ()
    assert agent.hear("did I like the waiter?", at=NOW).text == "No."
    with Agent.open(":memory:") as other:
        other.teach(agent.records())
        assert other.memories()[0].judged == first.judged


def test_what_is_asked_is_never_stored(agent: Agent) -> None:
    tell(agent, "My locker code is 6083.")
    assert agent.hear("my dog is Rex", at=NOW, asked=True).kind == "unknown"
    assert agent.hear("my locker code", at=NOW, asked=True).answer == "6083"
    with pytest.raises(BadUtterance):
        agent.hear("forget my locker code", at=NOW, asked=True)
    assert len(agent.memories()) == 1


def test_one_encoder_serves_the_slots_and_the_speech() -> None:
    models = load_models()
    assert models.encoder is models.speech
