"""GAP: which of two names a pronoun stands for, asked the way the agent asks itself.

Webster et al. 2018. Reads DATA/gap/*.tsv; pronouns that stand for neither name are left out, since
nothing says whom else they stand for.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

from agent import references
from agent.story import Example, Span, Told
from agent.training.corpora.text import read_text, sentences

_MOST_WORDS = 160


def read(data: Path, rng: random.Random) -> Iterator[Example]:
    """One question a pronoun; hop 1 is its own sentence, hop 2 the one with the name."""
    for path in sorted((data / "gap").glob("*.tsv")):
        lines = read_text(path).splitlines()
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            example = _pronoun(row)
            if example is not None:
                yield example


def _pronoun(row: dict[str, str]) -> Example | None:
    right = next((n for n in "AB" if row[f"{n}-coref"].upper() == "TRUE"), None)
    text = row["Text"]
    if right is None or len(text.split()) > _MOST_WORDS:
        return None
    places = sentences(text)
    told = tuple(Told(text[a:b]) for a, b in places)
    pronoun, name = (
        _find(places, int(row["Pronoun-offset"])),
        _find(places, int(row[f"{right}-offset"])),
    )
    begin = int(row[f"{right}-offset"]) - places[name][0]
    at = int(row["Pronoun-offset"]) - places[pronoun][0]
    asked = references.question(told[pronoun].text, at, at + len(row["Pronoun"]))
    supports = (pronoun,) if pronoun == name else (pronoun, name)
    span = Span(name, begin, begin + len(row[right]))
    if told[name].text[span.start : span.end] != row[right]:
        return None
    return Example(told, asked, "span", supports, (span,), source="gap", group=row["URL"])


def _find(places: list[tuple[int, int]], at: int) -> int:
    return max(i for i, (start, _) in enumerate(places) if start <= at)
