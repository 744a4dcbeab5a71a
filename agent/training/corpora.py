"""Public corpora as examples: SQuAD (1.1 and 2.0), FriendsQA and bAbI, from a folder by path.

    DATA/squad/du-split-v1.1.json, dev-v2.0.json     paragraphs, cut to a window of sentences
    DATA/friendsqa/*.json                            utterances with their speakers
    DATA/babi/en-10k/qaN_…train.txt                  stories with supporting facts in hop order

Real wording keeps the reader from learning the simulator's style instead of reading.
"""

from __future__ import annotations

import json
import random
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from agent.errors import TrainingError
from agent.story import Example, Span, Told

_WINDOW_WORDS = 120
_HIDE = 0.05  # share of answerable questions made unanswerable by leaving the answer's sentence out
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]?\s+(?=[A-Z0-9\"“(])")
_BABI_SKIPPED = {10, 17, 19}  # "maybe", relative positions and paths are no everyday answers
_BABI_NUMBERS = "none one two three four five six".split()


def squad(data: Path, rng: random.Random) -> Iterator[Example]:
    """Questions over a window of sentences around the answer; 2.0 adds unanswerable ones."""
    for name in ("du-split-v1.1.json", "dev-v2.0.json"):
        for article in _json(data / "squad" / name)["data"]:
            for paragraph in article["paragraphs"]:
                places = _sentences(paragraph["context"])
                group = f"{name}/{zlib.crc32(paragraph['context'].encode())}"
                for qa in paragraph["qas"]:
                    example = _squad(paragraph["context"], places, qa, group, rng)
                    if example is not None:
                        yield example


def _squad(
    context: str, places: list[tuple[int, int]], qa: dict[str, Any], group: str, rng: random.Random
) -> Example | None:
    texts = [context[a:b] for a, b in places]
    if qa.get("is_impossible"):
        window = _window(texts, rng.randrange(len(texts)), rng)
        told = tuple(Told(texts[i]) for i in window)
        return Example(told, qa["question"], "unknown", source="squad", group=group)
    answer = qa["answers"][0]
    start, end = answer["answer_start"], answer["answer_start"] + len(answer["text"])
    home = next((i for i, (a, b) in enumerate(places) if a <= start and end <= b), None)
    if home is None or answer["text"] != answer["text"].strip():
        return None
    window = _window(texts, home, rng)
    if rng.random() < _HIDE:
        kept = [i for i in window if answer["text"].lower() not in texts[i].lower()]
        told = tuple(Told(texts[i]) for i in kept)
        return (
            Example(told, qa["question"], "unknown", source="squad", group=group) if kept else None
        )
    support = window.index(home)
    span = Span(support, start - places[home][0], end - places[home][0])
    told = tuple(Told(texts[i]) for i in window)
    return Example(told, qa["question"], "span", (support,), (span,), source="squad", group=group)


def friendsqa(data: Path, rng: random.Random) -> Iterator[Example]:
    """Questions over a window of a conversation's utterances, each with its speaker."""
    for path in sorted((data / "friendsqa").glob("*.json")):
        for scene in _json(path)["data"]:
            for paragraph in scene["paragraphs"]:
                lines = {u["uid"]: u for u in paragraph["utterances:"]}
                for qa in paragraph["qas"]:
                    yield from _friends(lines, qa, scene["title"], rng)


def _friends(
    lines: dict[int, dict[str, Any]], qa: dict[str, Any], group: str, rng: random.Random
) -> Iterator[Example]:
    order = sorted(lines)
    texts = [_detokenised(lines[uid]["utterance"]) for uid in order]
    for answer in qa["answers"]:
        words = _detokenised(answer["answer_text"])
        home = order.index(answer["utterance_id"]) if answer["utterance_id"] in lines else -1
        at = texts[home].find(words) if home >= 0 and words else -1
        if answer["is_speaker"] or at < 0:
            continue
        window = _window(texts, home, rng)
        told = tuple(Told(texts[i], _speaker(lines[order[i]])) for i in window)
        support = window.index(home)
        question = _detokenised(qa["question"])
        yield Example(
            told,
            question,
            "span",
            (support,),
            (Span(support, at, at + len(words)),),
            source="friendsqa",
            group=group,
        )
        return


def _speaker(line: dict[str, Any]) -> str:
    name = (line["speakers"] or ["Someone"])[0]
    return "Scene" if name.startswith("#") else str(name).split()[0]


def babi(data: Path, rng: random.Random) -> Iterator[Example]:
    """The tasks whose answers are words of the story, yes/no or small numbers."""
    for path in sorted((data / "babi" / "en-10k").glob("qa*_train*.txt")):
        task = int(path.name[2:].split("_")[0])
        if task in _BABI_SKIPPED:
            continue
        for number, story in enumerate(_babi_stories(path)):
            group = f"babi{task}/{number}"
            for memories, question, answer, supports in story:
                example = _babi(memories, question, answer, supports, task, group)
                if example is not None:
                    yield example


def _babi(
    memories: list[str], question: str, answer: str, supports: list[int], task: int, group: str
) -> Example | None:
    told = tuple(Told(text) for text in memories)
    hops = tuple(dict.fromkeys(supports))
    source = f"babi/{task}"
    if answer in ("yes", "no"):
        return Example(told, question, answer, hops, source=source, group=group)  # type: ignore[arg-type]
    if task == 7:
        if not hops or answer not in _BABI_NUMBERS:
            return None
        return Example(
            told,
            question,
            "number",
            hops,
            number=_BABI_NUMBERS.index(answer),
            source=source,
            group=group,
        )
    spans = []
    for word in answer.split(","):
        for memory in reversed(hops):
            found = re.search(rf"\b{re.escape(word)}\b", memories[memory], re.IGNORECASE)
            if found:
                spans.append(Span(memory, *found.span()))
                break
    if len(spans) != len(answer.split(",")):
        return None
    return Example(told, question, "span", hops, tuple(spans), source=source, group=group)


def _babi_stories(path: Path) -> Iterator[list[tuple[list[str], str, str, list[int]]]]:
    memories: list[str] = []
    where: dict[int, int] = {}
    story: list[tuple[list[str], str, str, list[int]]] = []
    for line in path.read_text().splitlines():
        number, _, rest = line.partition(" ")
        if int(number) == 1:
            if story:
                yield story
            memories, where, story = [], {}, []
        if "\t" in rest:
            question, answer, supports = rest.split("\t")
            order = [where[int(s)] for s in supports.split()]
            story.append((list(memories), question.strip(), answer.strip(), order))
        else:
            where[int(number)] = len(memories)
            memories.append(rest.strip())
    if story:
        yield story


SOURCES: dict[str, Callable[[Path, random.Random], Iterator[Example]]] = {
    "squad": squad,
    "friendsqa": friendsqa,
    "babi": babi,
}


def load(data: Path, seed: int, limits: dict[str, int]) -> list[Example]:
    """Return at most `limits[name]` examples of each corpus, drawn at random.

    Raises:
        TrainingError: a corpus is not under `data`.
    """
    examples: list[Example] = []
    for name, source in SOURCES.items():
        if limits.get(name, 0) == 0:
            continue
        rng = random.Random(f"{seed}/{name}")
        found = list(source(data, rng))
        if not found:
            raise TrainingError(f"No examples of {name} under {data}; see docs/TRAINING.md.")
        examples += rng.sample(found, min(len(found), limits[name]))
    return examples


def split(
    examples: Sequence[Example], fraction: float, seed: int
) -> tuple[list[Example], list[Example]]:
    """Split into (training, validation) by group, so that no passage stands on both sides."""
    learn: list[Example] = []
    check: list[Example] = []
    for example in examples:
        draw = zlib.crc32(f"{seed}/{example.group}".encode()) / 2**32
        (check if draw < fraction else learn).append(example)
    return learn, check


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TrainingError(f"{path} cannot be read ({error}); see docs/TRAINING.md.") from error


def _sentences(text: str) -> list[tuple[int, int]]:
    places, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        places.append((start, end.start() + len(end.group().rstrip())))
        start = end.end()
    return [*places, (start, len(text))]


def _window(texts: Sequence[str], home: int, rng: random.Random) -> list[int]:
    """Indexes of consecutive texts around `home`, at a random offset, within the word budget."""
    first = last = home
    words = len(texts[home].split())
    while True:
        choices = [i for i in (first - 1, last + 1) if 0 <= i < len(texts)]
        choices = [i for i in choices if words + len(texts[i].split()) <= _WINDOW_WORDS]
        if not choices:
            return list(range(first, last + 1))
        chosen = rng.choice(choices)
        words += len(texts[chosen].split())
        first, last = min(first, chosen), max(last, chosen)


_LEFT = re.compile(r" (?=[.,!?;:)\]%]|n't\b|'(?:s|re|ve|ll|d|m)\b)")


def _detokenised(text: str) -> str:
    return re.sub(r"(?<=[(\[]) ", "", _LEFT.sub("", text)).strip()
