"""Evidence recall on LoCoMo: is the gold turn among the k slots that hop 1 ranks first?

    python benchmarks/retrieval.py LOCOMO_FOLDER

Rows: the learned match alone, words alone, both fused. LoCoMo is only measured on, never trained.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from agent import Agent, Record
from agent.output_map import fuse

NOW = datetime(2026, 1, 1)
KS = (5, 10, 25, 50)


def main(folder: Path) -> None:
    """Print recall at each k for each ranking, over all and for each question category."""
    hits: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        for conversation in data if isinstance(data, list) else [data]:
            measure(conversation, hits)
    for (ranking, category), rows in sorted(hits.items()):
        means = [sum(row[i] for row in rows) / len(rows) for i in range(len(KS))]
        shown = "  ".join(f"@{k} {mean:.3f}" for k, mean in zip(KS, means, strict=True))
        print(f"{ranking:8} category {category:4} n={len(rows):5}  {shown}")


def measure(conversation: dict, hits: dict[tuple[str, str], list[list[float]]]) -> None:  # type: ignore[type-arg]
    """Add one conversation's questions to `hits`."""
    talk = conversation.get("conversation", conversation)
    turns = [t for name in sorted(talk) if isinstance(talk[name], list) for t in talk[name]]
    turns = [t for t in turns if isinstance(t, dict) and "dia_id" in t]
    with Agent.open(":memory:") as agent:
        texts = [f"{t['speaker']}: {t['text']}".strip() for t in turns]
        agent.teach(
            [Record(text, ref=t["dia_id"]) for text, t in zip(texts, turns, strict=True)], at=NOW
        )
        refs = {slot.id: slot.ref for slot in agent.memories()}
        store, match, encoder = agent._store, agent._models.match, agent._models.encoder
        for qa in conversation["qa"]:
            gold = set(qa.get("evidence") or [])
            if not gold:
                continue
            key = match.key(encoder.encode([qa["question"]])[0])
            dense = [i for i, _ in store.nearest(key, 50)]
            words = [i for i, _ in store.words(qa["question"], 50)]
            both = [i for i, _ in fuse([dense, words])]
            for name, ranking in (("match", dense), ("words", words), ("fused", both)):
                row = [found(ranking[:k], refs, gold) for k in KS]
                hits[name, "all"].append(row)
                hits[name, str(qa["category"])].append(row)


def found(ranking: Sequence[int], refs: dict[int, str | None], gold: set[str]) -> float:
    """The share of the gold turns among these slots."""
    return len({refs[i] for i in ranking} & gold) / len(gold)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
