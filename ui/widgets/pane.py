"""The pane of retrieved memories: what was read hop by hop, and what the answer was taken from.

Considered, read and used are three different things, and each is shown as what it is: read slots
with a bar under their hop, those used marked ● with the answer's words lit inside them, and those
only considered dimmed, in a list that is closed until it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Collapsible, Static

from agent.commands import Forget, Undo
from agent.reply import Hop, Mark, Reply, Sentence
from memory_store.slot import Slot
from ui.words import MUTED, meanings, safe, told

_BAR = 12
_MOST = 50  # memories of one list; thousands would hold the screen up
_LONGEST = 200  # characters of an answer at the head
_HINT = "The memories behind an answer stand here, hop by hop, once you have asked something."
_TITLES = {
    "unknown": "Not told",
    "stored": "Noted",
    "forgotten": "Forgotten",
    "restored": "Brought back",
    "confirm": "To be confirmed",
    "chat": "Small talk",
}


class MemoryPane(VerticalScroll):
    """Shows the memories behind `reply`; None shows a hint."""

    HELP = """\
The memories behind the selected reply. **●** used in the answer, **○** read and not used;
those only considered are in the closed lists (**Enter** opens one)."""

    reply: reactive[Reply | None] = reactive(None, recompose=True)
    sentences: tuple[Sentence, ...] = ()  # what it replies to

    def compose(self) -> ComposeResult:
        if self.reply is None:
            yield Static(_HINT, classes="hint", markup=False)
        else:
            yield from parts(self.reply, self.sentences)

    def watch_reply(self) -> None:
        """Another reply is read from its beginning."""
        self.scroll_home(animate=False)


def parts(reply: Reply, sentences: Sequence[Sentence] = ()) -> Iterator[Widget]:
    """The widgets that show a reply to some sentences, top to bottom."""
    yield Static(_heading(reply, sentences), classes="verdict")
    if reply.kind == "unknown":
        yield from _listed("Nearest, not an answer", reply.nearest, "·")
    for hop in reply.hops:
        yield from _hop(hop, reply)
    read = {slot.id for hop in reply.hops for slot, _ in hop.read}
    yield from _listed("Used", tuple(s for s in reply.evidence if s.id not in read), "●")
    yield from _listed("" if reply.kind == "restored" else "Stored", reply.stored, "+")
    yield from _listed("No longer so", reply.superseded, "~")
    yield from _listed("" if reply.kind == "forgotten" else "Forgotten", reply.forgotten, "−")
    yield from _chatted(sentences)


def _heading(reply: Reply, sentences: Sequence[Sentence]) -> Content:
    is_obeying = any(isinstance(s.command, Forget | Undo) for s in sentences)
    if reply.kind == "unknown" and is_obeying and not reply.hops:
        return Content.styled("Nothing done", "bold")
    if reply.kind == "chat" and not sentences:  # a no, where a yes was asked for
        return Content.styled("Nothing done", "bold")
    if reply.kind != "answer":
        return Content.styled(_TITLES[reply.kind], "bold")
    sure = f"   {reply.confidence:.0%} sure" if reply.hops else ""
    words = safe(reply.answer or reply.text)
    words = words if len(words) <= _LONGEST else f"{words[:_LONGEST]} …"
    answer = Content(words).stylize("bold $text-success")
    return Content.assemble(answer, Content.styled(sure, MUTED))


def _hop(hop: Hop, reply: Reply) -> Iterator[Widget]:
    used = {slot.id for slot in reply.evidence}
    yield Static(f"Hop {hop.number} · read", classes="title")
    for slot, weight in hop.read:
        yield Static(_measured(weight, slot.id in used), classes="weight")
        yield Static(marked(slot, reply.marks), classes="memory")
        yield from _meant(slot)
        yield Static(_when(slot), classes="memory told", markup=False)
    if hop.candidates:
        lines = [
            Static(f"· {weight:4.0%}  {safe(slot.text)}", classes="considered", markup=False)
            for slot, weight in hop.candidates
        ]
        yield Collapsible(*lines, title=f"considered, not read: {len(lines)}")


def _measured(weight: float, is_used: bool) -> Content:
    """A slot's mark, bar and weight. A weight above nothing shows at least a stroke."""
    filled = min(_BAR, max(round(weight * _BAR), int(weight > 0)))
    return Content.assemble(
        ("● ", "$text-success") if is_used else ("○ ", MUTED),
        ("━" * filled, "$accent"),
        ("─" * (_BAR - filled), "$surface-lighten-2"),
        f" {weight:4.0%}  ",
        ("used", "$text-success") if is_used else ("read, not used", MUTED),
    )


def marked(slot: Slot, marks: tuple[Mark, ...] = ()) -> Content:
    """The memory's text with the answer's words lit, and what is no longer so struck through."""
    text = Content(safe(slot.text))
    for start, end, _ in slot.outdated:
        text = text.stylize("strike dim", start, end)
    for mark in marks:
        if mark.slot_id == slot.id:
            text = text.stylize("bold $text-success on $success-muted", mark.start, mark.end)
    return text


def _meant(slot: Slot) -> Iterator[Widget]:
    for line in meanings(slot):
        yield Static(line, classes="memory told", markup=False)


def _when(slot: Slot) -> str:
    newer = f", superseded by #{slot.superseded_by}" if slot.superseded_by is not None else ""
    return f"#{slot.id}, {told(slot)}{newer}"


def _listed(title: str, slots: tuple[Slot, ...], sign: str) -> Iterator[Widget]:
    if not slots:
        return
    if title:  # else the heading says it
        yield Static(title, classes="title", markup=False)
    for slot in slots[:_MOST]:
        yield Static(Content.assemble((f"{sign} ", MUTED), marked(slot)))
        yield from _meant(slot)
        yield Static(_when(slot), classes="memory told", markup=False)
    if len(slots) > _MOST:
        more = f"and {len(slots) - _MOST} more"
        yield Static(more, classes="memory told", markup=False)


def _chatted(sentences: Sequence[Sentence]) -> Iterator[Widget]:
    """What was left out of the memory, lest a person believes that it was noted."""
    left_out = [sentence for sentence in sentences if sentence.kind == "chat"]
    if left_out:
        yield Static("Taken as small talk, not kept", classes="title muted", markup=False)
    for sentence in left_out[:_MOST]:
        yield Static(safe(sentence.text), classes="memory muted", markup=False)
