"""HotpotQA, 2WikiMultihopQA and MuSiQue: questions that take two to four sentences to answer.

Yang et al. 2018, Ho et al. 2020, Trivedi et al. 2022. Read from DATA/multihop:

    hotpot.jsonl, hotpot_500.json                     supports as (title, sentence number)
    wikihop.jsonl, wikihop_train_preprocess.json      the same, in hop order
    musique.jsonl                                     steps, each with a paragraph and an answer

hotpot_500.json has one JSON value a line in spite of its name; wikihop_train_preprocess.json is one
list. Questions whose supporting article is not in their context (two thirds of hotpot_500.json,
made for retrieval from all of Wikipedia) are left out.

The supporting sentences come in hop order, the one that holds the answer last, among sentences of
the same articles. A sentence that does not name its article's subject gets the title in front,
for a memory must be understood alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from agent.story import Example, Span, Told
from agent.training.corpora.text import (
    detokenised,
    find_words,
    read_json,
    read_json_lines,
    sentences,
)

_WORDS = 160  # of all memories shown; names take many word pieces
_MEMORIES = 14
_FEWEST = 6  # words of a distractor: shorter ones are pieces of sentences
_HIDE = 0.17  # share of span questions made unanswerable by leaving out what holds the answer
_NEAR = 0.5  # share of distractors chosen for the words they share with the question
_EMPTY = frozenset("the and for from with was were has had his her its that this".split())
_PRONOUN = re.compile(r"(?:he|she|it|they|his|her|its|their|this|these)\b", re.IGNORECASE)
_DISAMBIGUATION = re.compile(r"\s*\([^)]*\)$")
_Place = tuple[int, int]  # (article, sentence)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as all three corpora have it, its supports in hop order."""

    question: str
    answers: tuple[str, ...]
    articles: tuple[tuple[str, ...], ...]
    supports: tuple[_Place, ...]
    passages: tuple[Hashable, ...]  # what names the supporting articles, to hold them out together

    def text(self, place: _Place) -> str:
        return self.articles[place[0]][place[1]]


def hotpot(data: Path, rng: random.Random) -> Iterator[Example]:
    """HotpotQA: the support nearest to the question's words is taken for hop 1."""
    entries = _lines(data, "hotpot.jsonl", "hotpot_500.json")
    return _examples((_titled(entry, _by_overlap) for entry in _once(entries)), "hotpot", rng)


def wikihop(data: Path, rng: random.Random) -> Iterator[Example]:
    """2WikiMultihopQA: its supporting facts are listed in hop order already."""
    entries = _lines(data, "wikihop.jsonl")
    entries += read_json(data / "multihop" / "wikihop_train_preprocess.json")
    return _examples((_titled(entry, _as_listed) for entry in _once(entries)), "wikihop", rng)


def musique(data: Path, rng: random.Random) -> Iterator[Example]:
    """MuSiQue: of each step's paragraph, the sentence that holds the step's answer."""
    entries = _lines(data, "musique.jsonl")
    return _examples((_stepped(entry) for entry in entries), "musique", rng)


def _lines(data: Path, *names: str) -> list[dict[str, Any]]:
    return [entry for name in names for entry in read_json_lines(data / "multihop" / name)]


def _once(entries: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep one entry of each id: the samples overlap."""
    return list({entry["_id"]: entry for entry in entries}.values())


_Order = Callable[[str, list[str]], list[int]]


def _by_overlap(question: str, texts: list[str]) -> list[int]:
    asked = _words(question)
    return sorted(range(len(texts)), key=lambda i: -len(asked & _words(texts[i])))


def _as_listed(question: str, texts: list[str]) -> list[int]:
    return list(range(len(texts)))


def _titled(entry: dict[str, Any], order: _Order) -> _Asked | None:
    """Read an entry of HotpotQA's form; None when a supporting sentence is not in its context."""
    context = entry.get("context", [])  # 36 entries of wikihop.jsonl have none
    titles = [title for title, _ in context]
    articles = tuple(tuple(_alone(title, sentence) for sentence in body) for title, body in context)
    places: list[_Place] = []
    for title, number in entry["supporting_facts"]:
        if title not in titles or number >= len(articles[titles.index(title)]):
            return None
        places.append((titles.index(title), number))
    places = list(dict.fromkeys(places))
    ordered = order(entry["question"], [articles[a][s] for a, s in places])
    return _Asked(
        entry["question"],
        (entry["answer"],),
        articles,
        tuple(places[i] for i in ordered),
        tuple(titles[a] for a, _ in places),
    )


def _stepped(entry: dict[str, Any]) -> _Asked | None:
    """Read an entry of MuSiQue; None when a step's answer is not in its paragraph's words."""
    bodies = [(p["title"], p["paragraph_text"]) for p in entry["paragraphs"]]
    articles = tuple(
        tuple(_alone(title, body[a:b]) for a, b in sentences(body)) for title, body in bodies
    )
    supports: list[_Place] = []
    said: list[str] = []
    for step in entry["question_decomposition"]:
        article = step["paragraph_support_idx"]
        # "#1" in a step's question stands for the answer of step 1.
        asked = re.sub(r"#(\d)", lambda m: said[int(m[1]) - 1], step["question"])
        said.append(step["answer"])
        holding = [
            i for i, text in enumerate(articles[article]) if find_words(step["answer"], text)
        ]
        if not holding:
            return None
        best = max(holding, key=lambda i: len(_words(asked) & _words(articles[article][i])))
        supports.append((article, best))
    return _Asked(
        entry["question"],
        (entry["answer"], *entry["answer_aliases"]),
        articles,
        tuple(dict.fromkeys(supports)),
        tuple(bodies[a] for a, _ in supports),
    )


def _alone(title: str, sentence: str) -> str:
    """The sentence as a memory of its own: its title in front when it does not name its subject."""
    text = detokenised(sentence)
    subject = _DISAMBIGUATION.sub("", title)
    names = _words(subject)
    named = len(names & _words(text)) > len(names) / 2
    if not text or (named and not _PRONOUN.match(text)):
        return text
    return f"{subject}: {text}"


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if len(word) > 2} - _EMPTY


def _examples(found: Iterable[_Asked | None], source: str, rng: random.Random) -> Iterator[Example]:
    asked = [entry for entry in found if entry is not None]
    groups = _linked([entry.passages for entry in asked])
    for entry, group in zip(asked, groups, strict=True):
        example = _example(entry, source, f"{source}/{group}", rng)
        if example is not None:
            yield example


def _example(asked: _Asked, source: str, group: str, rng: random.Random) -> Example | None:
    """Show the supports among distractors; None when no support holds the answer in its words."""
    if sum(len(asked.text(place).split()) for place in asked.supports) > _WORDS:
        return None
    answer = asked.answers[0].lower()
    if answer in ("yes", "no"):
        shown = _shown(asked, asked.supports, (), rng)
        kind: Literal["yes", "no"] = "yes" if answer == "yes" else "no"
        hops = tuple(shown.index(place) for place in asked.supports)
        return Example(_told(asked, shown), asked.question, kind, hops, (), None, source, group)
    home = _home(asked)
    if home is None:
        return None
    place, start, end = home
    # The sentences before are hops on the way; a question of comparison has no fixed order.
    hops_at = [*(p for p in asked.supports if p != place), place]
    if rng.random() < _HIDE:
        shown = _shown(asked, hops_at[:-1], asked.answers, rng)
        kept = [p for p in shown if not _holds(asked.text(p), asked.answers)]
        told = _told(asked, kept)
        if not told:
            return None
        return Example(told, asked.question, "unknown", source=source, group=group)
    shown = _shown(asked, hops_at, asked.answers, rng)
    hops = tuple(shown.index(p) for p in hops_at)
    span = Span(hops[-1], start, end)
    return Example(_told(asked, shown), asked.question, "span", hops, (span,), None, source, group)


def _home(asked: _Asked) -> tuple[_Place, int, int] | None:
    """The last support that holds the answer, and where in it."""
    for place in reversed(asked.supports):
        for answer in asked.answers:
            found = find_words(answer, asked.text(place)) if answer.strip() == answer else None
            if found:
                return place, *found
    return None


def _holds(text: str, answers: Sequence[str]) -> bool:
    return any(find_words(answer, text) for answer in answers)


def _shown(
    asked: _Asked, wanted: Sequence[_Place], never: Sequence[str], rng: random.Random
) -> list[_Place]:
    """`wanted` and distractors without the words `never`, articles in a random order.

    Part of the distractors share words with the question, so that sharing words is not enough.
    """
    others = [
        (article, number)
        for article, body in enumerate(asked.articles)
        for number, text in enumerate(body)
        if (article, number) not in asked.supports
        and len(text.split()) >= _FEWEST
        and not _holds(text, never)
    ]
    rng.shuffle(others)
    question = _words(asked.question)
    others.sort(
        key=lambda p: len(question & _words(asked.text(p))) if rng.random() < _NEAR else 0,
        reverse=True,
    )
    chosen = set(wanted)
    words = sum(len(asked.text(place).split()) for place in wanted)
    for place in others:
        words_here = len(asked.text(place).split())
        if len(chosen) < _MEMORIES and words + words_here <= _WORDS:
            chosen.add(place)
            words += words_here
    turn = list(range(len(asked.articles)))
    rng.shuffle(turn)
    return sorted(chosen, key=lambda place: (turn[place[0]], place[1]))


def _told(asked: _Asked, shown: Iterable[_Place]) -> tuple[Told, ...]:
    return tuple(Told(asked.text(place)) for place in shown)


def _linked(passages: Sequence[tuple[Hashable, ...]]) -> list[int]:
    """Number the groups of questions that are linked by a shared passage, over any distance."""
    parent: dict[Hashable, Hashable] = {}

    def root(passage: Hashable) -> Hashable:
        while parent.setdefault(passage, passage) != passage:
            passage = parent[passage]
        return passage

    for first, *rest in passages:
        for passage in rest:
            parent[root(passage)] = root(first)
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(root(names[0]), len(numbers)) for names in passages]
