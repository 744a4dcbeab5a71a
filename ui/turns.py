"""The turns that are not over: their entries in the conversation, from typed to answered."""

from __future__ import annotations

from agent.reply import Encoded, Event, Hopped, Reply
from ui.widgets.message import Entry
from ui.words import safe


class Turns:
    """What was typed and waits or is being answered, by the session's number, oldest first."""

    def __init__(self) -> None:
        self._next = 0
        self._pending: dict[int, tuple[Entry, Entry]] = {}

    def __len__(self) -> int:
        return len(self._pending)

    def begin(self, text: str, is_open: bool) -> tuple[int, Entry, Entry]:
        """A new turn: its number, its question, and its answer to come.

        The question waits when others do, or when the memory is not open.
        """
        number, self._next = self._next, self._next + 1
        answer = Entry("…")
        question = Entry(text, answer)
        question.waiting(not is_open or bool(self._pending))
        self._pending[number] = (question, answer)
        return number, question, answer

    def happened(self, number: int, event: Event) -> None:
        """Show how far a turn is; nothing when it is over."""
        pending = self._pending.get(number)
        if pending is None:
            return
        if isinstance(event, Hopped):
            pending[1].note(f"… hop {event.hop.number}")
        elif isinstance(event, Encoded):
            pending[1].sentences = event.sentences

    def finish(self, number: int, reply: Reply, is_alone: bool) -> Entry:
        """Fill in a turn's reply; return the entry that shows it (see `Entry.finish`)."""
        question, answer = self._pending.pop(number)
        question.waiting(False)
        answer.finish(reply, is_alone)
        return answer

    def fail(self, number: int, why: str) -> None:
        """Show that a turn was not answered, and why; nothing when it is none."""
        pending = self._pending.pop(number, None)
        if pending is not None:
            pending[0].waiting(False)
            pending[1].note(f"not answered: {safe(why)}")

    def take_out(self, number: int) -> tuple[Entry, Entry]:
        """Give up a turn that has not begun; return its question and answer. KeyError if none."""
        return self._pending.pop(number)

    def newest(self) -> int:
        """The number of the turn typed last; -1 when none is left."""
        return max(self._pending, default=-1)

    def wake_next(self) -> None:
        """The oldest waiting message is the one being answered now."""
        if self._pending:
            self._pending[min(self._pending)][0].waiting(False)

    def entries(self) -> set[Entry]:
        """The questions and answers of these turns."""
        return {entry for pair in self._pending.values() for entry in pair}
