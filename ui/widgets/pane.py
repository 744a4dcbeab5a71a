"""The pane of retrieved memories: what was read hop by hop, and what the answer was taken from.

Considered, read and used are three different things, and each is shown as what it is: read slots
with a full bar under their hop, used ones with ● and the answer's words marked, considered ones
dimmed below.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from agent.reply import Hop, Reply
from memory_store.slot import Slot
from ui.words import safe, told

_BAR = 12
_CONSIDERED = 3
_HINT = "Ask something, and the memories that were read stand here, hop by hop."


class MemoryPane(VerticalScroll):
    """Shows the memories behind one reply."""

    HELP = "The memories behind the selected answer. ● used in the answer, ○ read, · considered."

    def compose(self) -> ComposeResult:
        yield Static(Content.styled(_HINT, "dim"), id="memories")

    def show(self, reply: Reply | None) -> None:
        """Show a reply's memories; None goes back to the hint."""
        body = self.query_one("#memories", Static)
        body.update(Content.styled(_HINT, "dim") if reply is None else describe(reply))
        self.scroll_home(animate=False)


def describe(reply: Reply) -> Content:
    """The pane's text for a reply."""
    parts = [_heading(reply)]
    used = {slot.id for slot in reply.evidence}
    for hop in reply.hops:
        parts.append(_hop(hop, reply, used))
    if not reply.hops and reply.evidence:
        parts.append(_listed("Told of it", reply.evidence, "●"))
    if reply.stored:
        parts.append(_listed("Remembered", reply.stored, "+"))
    if reply.forgotten:
        parts.append(_listed("Forgotten", reply.forgotten, "−"))
    if reply.kind == "unknown" and reply.nearest and not reply.hops:
        parts.append(_listed("Nearest", reply.nearest, "·"))
    return Content("\n\n").join(parts)


def _heading(reply: Reply) -> Content:
    if reply.kind == "answer":
        sure = f"  {reply.confidence:.0%} sure" if reply.hops else ""
        answer = Content(safe(reply.answer or ""))
        return Content.assemble(answer.stylize("bold $success"), Content.styled(sure, "dim"))
    titles = {
        "unknown": "Not told",
        "stored": "Noted",
        "forgotten": "Forgotten",
        "restored": "Restored",
        "confirm": "To be confirmed",
    }
    title = Content.styled(titles.get(reply.kind, "Small talk"), "bold")
    if reply.kind == "unknown" and reply.hops:
        found = f"  nearest below, {reply.confidence:.0%} sure"
        return Content.assemble(title, Content.styled(found, "dim"))
    return title


def _hop(hop: Hop, reply: Reply, used: set[int]) -> Content:
    lines = [Content.styled(f"Hop {hop.number}", "bold $accent")]
    for slot, weight in hop.read:
        lines.append(_slot_line(slot, weight, reply, slot.id in used))
    for slot, weight in hop.candidates[:_CONSIDERED]:
        text = f"  · {weight:4.0%} {safe(slot.text)}"
        lines.append(Content.styled(text, "dim"))
    return Content("\n").join(lines)


def _slot_line(slot: Slot, weight: float, reply: Reply, is_used: bool) -> Content:
    filled = round(weight * _BAR)
    bar = Content.assemble(
        Content.styled("━" * filled, "$accent"),
        Content.styled("━" * (_BAR - filled), "$surface-lighten-2"),
    )
    role = Content.styled("used", "$success") if is_used else Content.styled("read", "dim")
    head = Content.assemble("● " if is_used else "○ ", bar, f" {weight:4.0%} ", role)
    return Content("\n").join(
        [head, _marked(slot, reply), Content.styled(f"  {told(slot)}", "dim")]
    )


def _marked(slot: Slot, reply: Reply) -> Content:
    """The memory's text with the answer's words marked."""
    text = Content(f"  {safe(slot.text)}")
    for mark in reply.marks:
        if mark.slot_id == slot.id:
            text = text.stylize("bold reverse $success", mark.start + 2, mark.end + 2)
    return text


def _listed(title: str, slots: tuple[Slot, ...], sign: str) -> Content:
    lines = [Content.styled(title, "bold $accent")]
    lines += [Content(f"{sign} {safe(slot.text)}") for slot in slots]
    return Content("\n").join(lines)
