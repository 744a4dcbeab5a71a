"""Records into a memory and out of it, as they are: import and export without the conversation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice

from agent.encoder import Encoder
from agent.records import Record
from agent.telling import drafted, encoded_drafts
from memory_store import MemoryStore
from memory_store.slot import Link

_BATCH = 512


def write_records(
    store: MemoryStore,
    encoder: Encoder,
    records: Iterable[Record],
    now: Callable[[], datetime],
    progress: Callable[[int], None] | None,
) -> int:
    """Write records as slots in durable batches, then what links them; return how many.

    Args:
        now: when records without a time of their own were told.
        progress: hears how many are durably written, after every batch.
    """
    done = 0
    renamed: dict[int, int] = {}
    superseded: list[tuple[int, int]] = []
    links: list[Link] = []
    source = iter(records)
    while batch := list(islice(source, _BATCH)):
        drafts = [drafted(record, record.at or now()) for record in batch]
        slots = store.add(drafts, encoded_drafts(encoder, drafts))
        for record, slot in zip(batch, slots, strict=True):
            if record.id is not None:
                renamed[record.id] = slot.id
            if record.superseded_by is not None:
                superseded.append((slot.id, record.superseded_by))
            links += record.links
        done += len(batch)
        if progress is not None:
            progress(done)
    for old, new in superseded:
        if new in renamed:
            store.supersede(old, renamed[new])
    store.link(list(_renamed(links, renamed)))
    return done


def read_records(store: MemoryStore) -> Iterator[Record]:
    """Everything that is remembered, in told order."""
    links: dict[int, list[Link]] = defaultdict(list)
    for link in store.links():
        links[link.at.slot_id].append(link)
    for s in store.slots():
        own = tuple(links[s.id])
        yield Record(s.text, s.speaker, s.told_at, s.ref, s.strength, s.id, s.superseded_by, own)


def _renamed(links: Iterable[Link], ids: Mapping[int, int]) -> Iterator[Link]:
    """Imported links between slots that are here, under their new ids."""
    for link in links:
        if link.at.slot_id in ids and link.to.slot_id in ids:
            at = replace(link.at, slot_id=ids[link.at.slot_id])
            yield replace(link, at=at, to=replace(link.to, slot_id=ids[link.to.slot_id]))
