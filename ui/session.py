"""The agent in a thread of its own: requests go in through a queue, messages come out.

The screen never touches the agent; a process could take the thread's place without it noticing.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeAlias

from textual.message import Message

from agent.reply import Event, Reply

if TYPE_CHECKING:
    from agent.agent import Agent
    from ui.history import Memories

Open: TypeAlias = "Callable[[Callable[[str, float], None]], Agent]"
Work: TypeAlias = "Callable[[Agent], object]"


@dataclass
class Progressed(Message):
    """The agent is being opened."""

    stage: str
    share: float


@dataclass
class Opened(Message):
    """The agent is ready; what was queued is being answered."""

    memories: int


@dataclass
class OpenFailed(Message):
    """The agent cannot be opened. What was queued stays queued."""

    error: Exception


@dataclass
class Happened(Message):
    """One event of the turn under way."""

    number: int
    event: Event


@dataclass
class Replied(Message):
    """A turn is over."""

    number: int
    reply: Reply


@dataclass
class Done(Message):
    """Some other work is over."""

    result: object
    then: Callable[[object], None]


@dataclass
class Failed(Message):
    """A turn (number ≥ 0) or other work ended in an error."""

    number: int
    error: Exception


class Session:
    """Owns the agent. `run` is the thread's body; everything else may be called from the screen.

    The thread is a daemon: leaving waits for what has to be stored (`finish`), not for models.
    """

    def __init__(
        self,
        open_agent: Open,
        post: Callable[[Message], bool],
        replied: Callable[[Reply, Memories], None] = lambda reply, memories: None,
    ) -> None:
        """`replied` hears every reply in the thread, and what gives the memories there are then,
        also when the screen is gone by then."""
        self._open = open_agent
        self._post = post
        self._replied = replied
        self._requests: queue.Queue[Callable[[Agent], None] | None] = queue.Queue()
        self._waiting: dict[int, str] = {}
        self._lost: list[str] = []
        self._errands = 0  # other work that has to be done
        self.error: Exception | None = None
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._is_open = False

    def hear(self, number: int, text: str, at: datetime) -> None:
        """Queue an utterance; `Happened` and `Replied` (or `Failed`) follow."""

        def happened(event: Event) -> None:
            self._tell(Happened(number, event))

        def turn(agent: Agent) -> None:
            if not self.claim(number):
                return
            try:
                reply = agent.hear(text, at=at, watch=happened)
                self._replied(reply, agent.memories)
                self._tell(Replied(number, reply))
            except Exception as error:
                if not self._tell(Failed(number, error)):  # the screen is gone
                    self._lost.append(text)
                    self.error = error

        with self._lock:
            self._waiting[number] = text
        self._requests.put(turn)

    def claim(self, number: int) -> bool:
        """Take an utterance out of the queue, for its turn or back to the person.

        False when it is there no longer. Whoever gets True, and nobody else, deals with it.
        """
        with self._lock:
            if number not in self._waiting:
                return False
            del self._waiting[number]
            return True

    def unsent(self) -> tuple[str, ...]:
        """Utterances that were not heard, once the thread has ended: the memory did not open, or
        (`error`) a turn failed with nobody there to be told."""
        return (*self._lost, *self._waiting.values())

    def do(self, work: Work, then: Callable[[object], None]) -> None:
        """Queue other work on the agent; `then` gets its result in the screen's thread."""

        def act(agent: Agent) -> None:
            self._act(agent, work, then)
            with self._lock:
                self._errands -= 1

        with self._lock:
            self._errands += 1
        self._requests.put(act)

    def look(self, work: Work, then: Callable[[object], None]) -> None:
        """The same for work that changes nothing: nobody waits for it when the screen is gone."""
        self._requests.put(lambda agent: self._act(agent, work, then))

    def _act(self, agent: Agent, work: Work, then: Callable[[object], None]) -> None:
        try:
            self._tell(Done(work(agent), then))
        except Exception as error:
            self._tell(Failed(-1, error))

    def close(self) -> None:
        """Let the thread finish what is queued and end."""
        self._requests.put(None)

    def start(self) -> None:
        """Begin the thread; again when it ended because the memory did not open."""
        self._thread = threading.Thread(target=self.run, name="session", daemon=True)
        self._thread.start()

    def finish(self, patience: float, slow: Callable[[], None]) -> None:
        """Once closed: wait while the memory is open, or something waits for it to be.

        `slow` is called when that takes longer than `patience`, in seconds.
        """
        is_needed = self._is_open or self._waiting or self._errands
        if self._thread is not None and is_needed:
            self._thread.join(patience)
            if self._thread.is_alive():
                slow()
                self._thread.join()

    def run(self) -> None:
        """Open the agent, then serve requests in order until closed.

        When it cannot be opened the requests stay queued, for another `run`.
        """

        def progressed(stage: str, share: float) -> None:
            self._tell(Progressed(stage, share))

        try:
            with self._open(progressed) as agent:
                self._is_open = True
                self._tell(Opened(len(agent.memories())))
                while (request := self._requests.get()) is not None:
                    request(agent)
        except Exception as error:
            self.error = error
            self._tell(OpenFailed(error))
        finally:
            self._is_open = False

    def _tell(self, message: Message) -> bool:
        """Post a message; False when the screen is closing."""
        return bool(self._post(message))
