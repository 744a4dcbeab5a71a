"""What the command line prints: replies, memories, exam tables; as text and as JSON.

Text that was remembered or raised is made harmless to a terminal. JSON is plain ASCII, so that it
survives any locale and no escape gets through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from ui.words import evidence_lines, meanings, one_line, safe, told

if TYPE_CHECKING:
    from agent.exam import Graded, Row
    from agent.reply import Reply
    from memory_store.slot import Slot


def show_json(value: object) -> None:
    """Print one line of JSON."""
    click.echo(json.dumps(value, default=_plain))


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def show_reply(reply: Reply, as_json: bool) -> None:
    """Print a reply and the memories it stands on."""
    if as_json:
        show_json(asdict(reply))
    else:
        click.echo("\n".join([safe(reply.text), *evidence_lines(reply)]))


def show_slots(slots: Iterable[Slot], as_json: bool) -> None:
    """Print memories, one a line."""
    for slot in slots:
        if as_json:
            show_json(asdict(slot))
        else:
            meant = "".join(f"; {line}" for line in meanings(slot))
            newer = "" if slot.superseded_by is None else f"; superseded by #{slot.superseded_by}"
            click.echo(f"{slot.id:5}  {one_line(slot.text)}  ({told(slot)}{meant}{newer})")


def show_wrong(graded: Iterable[Graded]) -> None:
    """Print every question that was answered wrong, with what was wanted and said."""
    for one in graded:
        if not one.right:
            wanted = "(abstain)" if one.turn.answer is None else one.turn.answer[0]
            said = one.error or f"{one.reply.text} [{one.reply.kind} {one.reply.confidence:.2f}]"
            click.echo(f"{one_line(one.dialogue)}: {one_line(one.turn.text)}")
            click.echo(f"   wanted {one_line(wanted)}; said {one_line(said)}")


def wrong_as_json(graded: Iterable[Graded]) -> list[dict[str, object]]:
    """The same for machines."""
    return [
        {
            "dialogue": one.dialogue,
            "category": one.category,
            "question": one.turn.text,
            "wanted": one.turn.answer,
            "said": one.reply.text,
            "kind": one.reply.kind,
            "confidence": one.reply.confidence,
            "error": one.error or None,
        }
        for one in graded
        if not one.right
    ]


def show_table(rows: Iterable[Row]) -> None:
    """Print the exam's table; a share nobody asked for is a dash."""
    click.echo(
        f"{'category':12}{'asked':>7}{'answered':>10}{'abstained':>11}{'wrong':>7}"
        f"{'right':>8}{'recall':>8}{'cited':>7}{'median':>9}{'p95':>8}"
    )
    for row in rows:
        click.echo(
            f"{one_line(row.category):12}{row.questions:7}{row.answered:10}{row.abstained:11}"
            f"{row.wrong:7}{row.right:8.1%}{_share(row.recall):>8}{_share(row.cited):>7}"
            f"{row.median_ms:7.0f}ms{row.p95_ms:6.0f}ms"
        )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
