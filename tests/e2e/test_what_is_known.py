"""For any sequence of tell, change, forget, undo and re-open: what is answerable is what is known.

A model of the memory, a few values by topic, goes through the same steps as the agent; after every
step each topic is asked for. The weights are the shipped ones.
"""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from agent import Agent

TOPICS = {
    "my cat": ("My cat is called {}.", "What is my cat called?", ("Biscuit", "Pepper", "Ludo")),
    "my dentist": ("My dentist is Dr {}.", "Who is my dentist?", ("Okafor", "Novak", "Moreau")),
    "my locker code": ("My locker code is {}.", "What is my locker code?", ("6083", "7711", "940")),
}
TOPIC = st.sampled_from(sorted(TOPICS))


class Known(RuleBasedStateMachine):
    """Topics with the values told, oldest first."""

    @initialize()
    def begin(self) -> None:
        self.home = tempfile.TemporaryDirectory()
        self.agent = Agent.open(self.home.name)
        self.now = datetime(2026, 3, 2, 9, 0)
        self.told: dict[str, list[str]] = {topic: [] for topic in TOPICS}
        self.gone: list[tuple[str, list[str], datetime]] = []

    def teardown(self) -> None:
        if hasattr(self, "agent"):
            self.agent.close()
            self.home.cleanup()

    def hear(self, text: str) -> str | None:
        self.now += timedelta(minutes=1)
        return self.agent.hear(text, at=self.now).answer

    @rule(topic=TOPIC, which=st.integers(0, 2))
    def tell(self, topic: str, which: int) -> None:
        statement, _, values = TOPICS[topic]
        if not self.told[topic]:
            self.hear(statement.format(values[which]))
            self.told[topic].append(values[which])

    @rule(topic=TOPIC, which=st.integers(0, 2))
    def change(self, topic: str, which: int) -> None:
        """A new value, told as plainly as the first."""
        statement, _, values = TOPICS[topic]
        if self.told[topic] and values[which] != self.told[topic][-1]:
            self.hear(statement.format(values[which]))
            self.told[topic].append(values[which])

    @rule(topic=TOPIC)
    def forget(self, topic: str) -> None:
        self.hear(f"Forget everything about {topic}.")
        if self.told[topic]:
            self.gone.append((topic, self.told[topic], self.now))
            self.told[topic] = []

    @precondition(lambda self: self.gone)
    @rule()
    def undo(self) -> None:
        topic, values, at = self.gone[-1]
        self.hear("undo")
        if self.now - at < timedelta(minutes=10):
            self.gone.pop()
            self.told[topic] = values + self.told[topic]

    @rule()
    def reopen(self) -> None:
        self.agent.close()
        self.agent = Agent.open(self.home.name)

    @invariant()
    def answers_what_is_known(self) -> None:
        if not hasattr(self, "agent"):
            return
        for topic, (_, question, _) in TOPICS.items():
            newest = self.told[topic][-1] if self.told[topic] else None
            said = self.hear(question)
            assert (said is None) == (newest is None), (topic, said, self.told)
            assert newest is None or newest in str(said), (topic, said, self.told)


TestKnown = Known.TestCase
TestKnown.settings = settings(
    max_examples=6,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
