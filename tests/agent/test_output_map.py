"""Which memories O reads: all of a small memory, and what a follow-up question leaves unsaid."""

from __future__ import annotations

from agent import Agent, Record
from tests.e2e.talking import NOW, tell

_NAMES = (
    "Anna Ben Cleo Dov Eli Fay Gus Hal Ida Jon Kit Lea Mia Ned Ola Pia Quin Rex Sue Tim".split()
)
_JOBS = "baker nurse pilot tailor miner judge clerk vet chef guide".split()


def test_the_oldest_of_few_long_memories_are_found() -> None:
    """Eighteen that do not fit one reading are searched, as more of them would be."""
    filler = "and afterwards we talked about the weather, the garden, the news and the neighbours"
    with Agent.open(":memory:") as agent:
        tell(agent, f"My cousin Veronika studied chemistry in Lund, {filler}.")
        agent.teach(
            [Record(f"{name} came by with a cake on some day, {filler}.") for name in _NAMES[:17]]
        )
        reply = agent.hear("Where did my cousin Veronika study?", at=NOW)
    assert any(slot.text.startswith("My cousin Veronika") for slot in reply.evidence)


def test_a_follow_up_is_searched_for_with_the_question_before_it() -> None:
    facts = [
        fact
        for i, name in enumerate(_NAMES)
        for fact in (
            f"{name} lives in flat {i + 1}.",
            f"{name} works as a {_JOBS[i % 10]}.",
            f"{name} drives to work at {6 + i % 4}.",
        )
    ]
    with Agent.open(":memory:") as agent:
        agent.teach([Record(fact) for fact in facts])
        agent.hear("Where does Ned live?", at=NOW)
        asked = agent.hear("And what is the job?", at=NOW)
    looked_at = {s.text for hop in asked.hops for s, _ in (*hop.read, *hop.candidates)}
    assert "Ned works as a tailor." in looked_at


def test_what_was_found_among_many_is_read_again_among_few() -> None:
    facts = [f"{name} works as a {_JOBS[i % 10]}." for i, name in enumerate(_NAMES)]
    more = [f"{name} lives in flat {i + 1}." for i, name in enumerate(_NAMES)]
    with Agent.open(":memory:") as agent:
        agent.teach([Record(fact) for fact in (*facts, *more)])
        crowded = agent.hear("What is Ned's job?", at=NOW)
    with Agent.open(":memory:") as agent:
        agent.teach([Record(fact) for fact in facts[10:]])
        small = agent.hear("What is Ned's job?", at=NOW)
    assert crowded.answer == small.answer == "a tailor"
    considered = [slot for slot, _ in (*crowded.hops[0].read, *crowded.hops[0].candidates)]
    assert len(considered) <= 5
