"""Statements that give an attribute its value, and which of them speak of the same."""

from __future__ import annotations

import pytest

from agent import Agent
from agent.attributes import attribute, replaces, unlike
from tests.e2e.talking import MINUTE, NOW, tell


@pytest.mark.parametrize(
    ("text", "name", "value", "changed"),
    [
        ("Tom's number is 07700 900123", "tom's number", "07700 900123", False),
        ("The wifi password changed to swordfish.", "the wifi password", "swordfish", True),
        ("My new boss is Joe", "my boss", "Joe", True),
        ("my sister's email: a@b.io", "my sister's email", "a@b.io", False),
    ],
)
def test_statements(text: str, name: str, value: str, changed: bool) -> None:
    found = attribute(text)
    assert found is not None
    assert (found.name, text[found.start : found.end]) == (name, value)
    assert found.changed == changed


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("Tom's number is 12", "Tom's email is tom@acme.io", True),
        ("Tom's phone number is 12", "Tom's number is 13", False),
        ("My number is 12", "My sister's email is s@acme.io", False),
        ("Tom's number is 12", "Anna's email is a@acme.io", False),
        ("Tom's number is 12", "We met in Leeds", False),
    ],
)
def test_two_attributes_of_one_owner(one: str, other: str, differ: bool) -> None:
    assert unlike(attribute(one), attribute(other)) == differ


@pytest.mark.parametrize(
    ("new", "old", "does"),
    [
        ("My new boss is Joe", "My boss is Karen", True),
        ("My boss is Joe", "My boss is Karen", False),  # the reader is asked
        ("The car is now in the garage", "The car is a Golf", False),
    ],
)
def test_what_says_that_it_replaces(new: str, old: str, does: bool) -> None:
    assert replaces(attribute(new), attribute(old)) == does


@pytest.mark.parametrize("first", ["number", "email"])
def test_one_attribute_is_not_taken_for_another(first: str) -> None:
    facts = ["Tom's number is 07700 900123", "Tom's email is tom@acme.io"]
    with Agent.open(":memory:") as agent:
        replies = tell(agent, *(facts if first == "number" else facts[::-1]))
        number = agent.hear("what's Tom's number?", at=NOW + 3 * MINUTE)
        email = agent.hear("what's Tom's email?", at=NOW + 4 * MINUTE)
    assert not any(reply.superseded for reply in replies)
    assert (number.answer, email.answer) == ("07700 900123", "tom@acme.io")


def test_what_changed_is_kept_as_it_was_before() -> None:
    with Agent.open(":memory:") as agent:
        _, said = tell(
            agent, "The wifi password is hunter2", "The wifi password changed to swordfish"
        )
        asked = agent.hear("what's the wifi password?", at=NOW + 3 * MINUTE)
    assert [slot.text for slot in said.superseded] == ["The wifi password is hunter2"]
    assert asked.answer == "swordfish"
