"""The simulator and the corpora: every example is consistent, reproducible and wide."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.amounts import amounts
from agent.errors import TrainingError
from agent.simulator import STORIES, compare, everyday, ledgers, moves, rivals, scripts
from agent.simulator.ledger_words import KINDS
from agent.simulator.relations import RELATIONS
from agent.story import Example, Span, Told, total
from agent.training.batches import prepare
from agent.training.corpora import load, split
from agent.training.data import held_out
from agent.training.variations import crowded, narrowed, negated, timed, windowed, withheld


@given(st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_every_simulated_example_is_consistent(seed: int) -> None:
    for maker, _ in STORIES:
        for example in maker(random.Random(seed)):
            example.check()
            shown = example.question + "".join(m.text for m in example.memories)
            assert not set("{}[]|") & set(shown)


def test_a_seed_fixes_the_stories() -> None:
    for maker, _ in STORIES:
        assert maker(random.Random(5)) == maker(random.Random(5))


def test_stories_are_wide() -> None:
    rng = random.Random(0)
    examples = [e for _ in range(400) for maker, _ in STORIES for e in maker(rng)]
    kinds = Counter(example.kind for example in examples)
    assert set(kinds) == {"span", "yes", "no", "number", "unknown"}
    assert 0.1 < kinds["unknown"] / len(examples) < 0.35
    assert len({example.question for example in examples}) > 0.7 * len(examples)
    assert any(len(example.spans) > 1 for example in examples)
    assert len(RELATIONS) >= 60


def test_relations_are_held_out_whole() -> None:
    names = [relation.name for relation in RELATIONS]
    kept = [name for name in names if held_out(name)]
    assert 0 < len(kept) < len(names) / 4


def test_a_long_story_is_cut_down_to_what_hop_1_would_find() -> None:
    filler = [
        Told(f"Number {i} was a long and rainy day without any news at all.") for i in range(60)
    ]
    told = (
        *filler[:30],
        Told("Mara keeps the ladder in the barn."),
        *filler[30:],
        Told("A ladder!"),
    )
    example = Example(told, "Where is the ladder?", "span", (30,), (Span(30, 25, 33),))
    assert prepare(example) is None
    cut = windowed(example)
    cut.check()
    (span,) = cut.spans
    assert cut.memories[span.memory].text[span.start : span.end] == "the barn"
    assert cut.memories[-1].text == "A ladder!"
    assert prepare(cut) is not None
    assert windowed(cut) is cut


_MOVE = (
    r"{who} (?:went to|travelled to|moved to|is in|walked to|journeyed to|went back to|headed to"
    r"|ran over to|just went into|has gone to) the (.+?)(?: now)?\.?$"
)


def test_world_answers_agree_with_an_independent_reading() -> None:
    """Replay classic stories by their text alone: people are where their last move took them."""
    checked = 0
    for seed in range(300):
        for example in moves.generate(random.Random(seed)):
            asked = re.fullmatch(r"Where did (.+) go\?", example.question)
            if asked is None or example.kind != "span":
                continue
            move = re.compile(_MOVE.replace("{who}", re.escape(asked[1])), re.IGNORECASE)
            found = [move.search(memory.text) for memory in example.memories]
            places = [m[1] for m in found if m]
            span = example.spans[0]
            said = example.memories[span.memory].text[span.start : span.end]
            if places and "moved the" not in example.memories[span.memory].text:
                checked += 1
                assert said.lower() == places[-1].lower()
    assert checked > 20


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    """A folder in the corpora's formats, with passages of our own."""
    context = "Oslo is the capital of Norway. It lies at a fjord. The city has trams."
    answer = {"text": "fjord", "answer_start": context.index("fjord")}
    qas = [
        {"question": "Where does it lie?", "answers": [answer], "is_impossible": False},
        {"question": "Who built it?", "answers": [], "is_impossible": True},
    ]
    paper = {"data": [{"title": "Oslo", "paragraphs": [{"context": context, "qas": qas}]}]}
    (tmp_path / "squad").mkdir()
    for name in ("du-split-v1.1.json", "dev-v2.0.json"):
        (tmp_path / "squad" / name).write_text(json.dumps(paper))
    lines = [
        {"uid": 0, "speakers": ["Ann Lee"], "utterance": "I bought a boat , you know ."},
        {"uid": 1, "speakers": ["Bo"], "utterance": "Great !"},
    ]
    spoken = {"answer_text": "a boat", "utterance_id": 0, "is_speaker": False}
    scene = {"utterances:": lines, "qas": [{"question": "What ?", "answers": [spoken]}]}
    (tmp_path / "friendsqa").mkdir()
    (tmp_path / "friendsqa" / "x.json").write_text(
        json.dumps({"data": [{"title": "s1", "paragraphs": [scene]}]})
    )
    (tmp_path / "babi" / "en-10k").mkdir(parents=True)
    (tmp_path / "babi" / "en-10k" / "qa2_two_train.txt").write_text(
        "1 Mary got the milk.\n2 Mary went to the den.\n3 Where is the milk?\tden\t1 2\n"
    )
    (tmp_path / "babi" / "en-10k" / "qa7_counting_train.txt").write_text(
        "1 Mary got the milk.\n2 How many objects is Mary carrying?\tone\t1\n"
    )
    return tmp_path


def test_corpora_become_examples(corpora: Path) -> None:
    examples = load(corpora, 0, {"squad": 9, "friendsqa": 9, "babi": 9})
    for example in examples:
        example.check()
    by_source = {example.source: example for example in examples}
    assert by_source["babi/2"].supports == (0, 1)
    assert by_source["babi/7"].number == 1
    friend = by_source["friendsqa"]
    assert friend.memories[0].speaker == "Ann"
    assert friend.memories[0].text[friend.spans[0].start :].startswith("a boat,")
    assert any(example.kind == "unknown" for example in examples)


def test_a_split_shares_no_passage(corpora: Path) -> None:
    examples = load(corpora, 0, {"squad": 9, "friendsqa": 9, "babi": 9})
    learn, check = split(examples, 0.5, 1)
    assert not {e.group for e in learn} & {e.group for e in check}
    assert len(learn) + len(check) == len(examples)


def test_a_missing_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="TRAINING"):
        load(tmp_path, 0, {"squad": 5})


def test_a_crowded_example_asks_the_same_of_more_memories() -> None:
    rng = random.Random(3)
    grew = 0
    for maker, _ in STORIES:
        for example in (e for _ in range(50) for e in maker(rng)):
            more = crowded(example, rng)
            more.check()
            added = len(more.memories) - len(example.memories)
            grew += added > 0
            assert more.memories[added:] == example.memories
            for mine, theirs in zip(example.spans, more.spans, strict=True):
                assert mine.memory + added == theirs.memory
    assert grew > 50


def test_stories_do_not_hang_on_pythons_hash_seed() -> None:
    """Sets of names would order differently in every process."""
    code = (
        "import random; from agent.simulator import STORIES\n"
        "print([m(random.Random(s)) for m, _ in STORIES for s in range(9)])"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_a_narrowed_example_keeps_what_its_answer_hangs_on() -> None:
    rng = random.Random(4)
    cut = 0
    for example in (e for _ in range(300) for e in scripts.generate(rng)):
        few = narrowed(example, rng)
        few.check()
        cut += len(few.memories) < len(example.memories)
        assert (few.question, few.kind, few.number) == (
            example.question,
            example.kind,
            example.number,
        )
        texts = [told.text for told in few.memories]
        for support in example.supports:
            at = {*range(max(0, support - 1), support + 1)}
            assert {example.memories[i].text for i in at} <= set(texts)
        rest = iter(told.text for told in example.memories)
        assert all(text in rest for text in texts)  # in told order
    assert cut > 300


def test_a_negated_question_asks_the_same() -> None:
    rng = random.Random(6)
    asked = set()
    for example in (e for _ in range(1500) for e in rivals.generate(rng)):
        other = negated(example, rng)
        if other is not example:
            assert (other.kind, other.memories) == (example.kind, example.memories)
            first, _, rest = other.question.partition(" ")
            assert first.lower().endswith("n't")
            assert example.question.partition(" ")[2] == rest
            assert example.kind in ("yes", "no", "unknown")
            asked.add(first.lower())
    assert len(asked) > 2


def test_how_long_ago_is_asked_of_days_alone() -> None:
    told = (Told("The boiler was serviced on 3 March at noon."), Told("The party is on Friday."))

    def asked(question: str, memory: int, words: str) -> set[str]:
        start = told[memory].text.index(words)
        span = Span(memory, start, start + len(words))
        example = Example(told, question, "span", (memory,), (span,))
        return {timed(example, random.Random(seed)).question for seed in range(60)}

    past = asked("When was the boiler serviced?", 0, "on 3 March")
    assert {"When was the boiler serviced?", "How long ago was the boiler serviced?"} < past
    assert asked("When was the boiler serviced?", 0, "at noon") == {"When was the boiler serviced?"}
    assert "How many days until the party?" in asked("When is the party?", 1, "on Friday")
    assert "what date is the party?" in asked("when is the party", 1, "Friday")
    assert asked("When is Anna back?", 1, "Friday") == {"When is Anna back?"}


def test_a_withheld_answer_is_nowhere_told() -> None:
    rng = random.Random(5)
    taken: Counter[str] = Counter()
    for example in (e for _ in range(600) for e in scripts.generate(rng)):
        less = withheld(example, rng)
        if less is example:
            continue
        taken[example.kind] += 1
        assert less.kind == "unknown"
        less.check()
        if example.kind in ("yes", "no"):
            assert len(less.memories) == len(example.memories) - len(example.supports)
            continue
        span = example.spans[0]
        answer = example.memories[span.memory].text[span.start : span.end].lower()
        assert all(answer not in told.text.lower() for told in less.memories)
    assert taken["span"] > 30
    assert taken["yes"] + taken["no"] > 2


def test_what_stands_in_front_does_not_tell_whether_a_question_was_answered() -> None:
    """Told and untold questions are put behind the same sources alike."""
    rng = random.Random(8)
    grew: Counter[bool] = Counter()
    asked: Counter[bool] = Counter()
    for example in (e for _ in range(500) for e in scripts.generate(rng)):
        if example.kind != "number" and len(example.spans) < 2:
            untold = example.kind == "unknown"
            asked[untold] += 1
            grew[untold] += crowded(example, rng) is not example
    assert abs(grew[True] / asked[True] - grew[False] / asked[False]) < 0.08


def test_of_rivals_the_answer_is_the_one_whose_figure_says_so() -> None:
    """Two rivals told in a line each, without a second measure: the answer's line has the
    greatest or the least of the amounts."""
    rng = random.Random(6)
    checked = 0
    for story in (rivals.generate(rng) for _ in range(400)):
        for example in story:
            found = [amounts(told.text) for told in example.memories]
            if example.kind != "span" or any(len(a) > 1 for a in found):
                continue
            values = {i: a[0].value for i, a in enumerate(found) if a}
            answer = example.spans[0]
            if example.memories[answer.memory].text[answer.start : answer.end][-1:].isdigit():
                continue  # the figure itself was asked for
            rank = [values[i] for i in example.supports]
            checked += len(rank) > 1
            assert values[answer.memory] in (min(rank), max(rank))
    assert checked > 50


def test_who_was_never_spoken_of_is_not_compared() -> None:
    rng = random.Random(8)
    seen: Counter[str] = Counter()
    for example in (e for _ in range(300) for m in (compare, rivals) for e in m.generate(rng)):
        pair = re.search(r", (.+) or (.+)\?$", example.question)
        if pair is None or not {"me", "I"}.isdisjoint(pair.groups()):
            continue
        told = "".join(m.text for m in example.memories).lower()
        spoken_of = sum(name.lower() in told for name in pair.groups())
        seen[f"{example.kind} {spoken_of}"] += 1  # a careless question may misspell a name
    assert seen["unknown 1"] > max(20, 2 * seen["unknown 2"])  # or the two were never ranked
    assert seen["span 2"] > 10 * seen["span 1"]


def test_one_of_several_does_not_rule_out_another() -> None:
    """Who plays the cello may play the piano; who lives in Oslo does not live in Rome."""
    rng = random.Random(9)
    several = {relation.name for relation in RELATIONS if not relation.single}
    asked = [e for _ in range(600) for e in everyday.generate(rng) if e.source == "sim/yesno"]
    denied = {e.group for e in asked if e.kind == "no"}
    assert denied
    assert not denied & several
    assert {e.group for e in asked if e.kind == "yes"} & several


def test_a_row_of_a_ledger_is_all_that_holds_of_one_person() -> None:
    """Lists of "what does Wren eat?" name each thing once, and nothing that was taken back."""
    rng = random.Random(11)
    lists = gone = 0
    for example in (e for _ in range(400) for e in ledgers.generate(rng)):
        if example.kind != "span" or example.question.lower().startswith(("who", "and who")):
            continue
        said = [example.memories[s.memory].text[s.start : s.end] for s in example.spans]
        assert len(set(said)) == len(said)
        assert {s.memory for s in example.spans} <= set(example.supports)
        lists += len(said) > 1
        gone += len(example.supports) > len({s.memory for s in example.spans})
    assert lists > 150
    assert gone > 40  # the supports name who "she" is, and that something is over


def test_who_has_anything_is_each_once_and_in_order() -> None:
    """Who was told to have nothing, or has nothing left, is not among those who have any."""
    rng = random.Random(12)
    asked: Counter[str] = Counter()
    for example in (e for _ in range(600) for e in ledgers.generate(rng)):
        kind = next(k for k in KINDS if example.group == f"ledger {k.row[0]}")
        question = example.question.lower().rstrip("?")
        spoken = "us" if " us" in question else "them"

        def among(ways: tuple[str, ...], asks: str = question, group: str = spoken) -> bool:
            return any(asks.endswith(w.lower().rstrip("?").replace("{g}", group)) for w in ways)

        said = [example.memories[s.memory].text[s.start : s.end] for s in example.spans]
        if example.kind == "number":
            figure = total(example.memories, example.spans)
            assert figure is not None
            assert figure.value == example.number
        if among(kind.people):
            asked["people"] += 1
            assert example.number == len(said) == len(set(said))
        elif among(kind.anyone) or among(kind.nobody):
            some = "anyone" if among(kind.anyone) else "nobody"
            asked[f"{some} {example.kind}"] += 1
            assert len(said) == len(set(said))
            assert list(example.spans) == sorted(example.spans, key=lambda s: (s.memory, s.start))
            assert len(example.supports) <= 2 * len(said)
    assert asked["people"] > 100
    assert min(asked["anyone span"], asked["nobody span"], asked["nobody unknown"]) > 40


def test_of_whom_all_was_taken_back_nobody_says_that_there_is_none() -> None:
    rng = random.Random(13)
    (kind,) = (k for k in KINDS if "{s} [plays|play] no instrument" in k.nothing)
    anna, ben, cleo = (ledgers._Person(name, "they", "their") for name in ("Anna", "Ben", "Cleo"))
    table = ledgers._Table(kind, [anna, ben, cleo], ["oboe", "harp"], empty="Ben")
    while not (table.any_of(anna) and table.any_of(cleo)):
        table = ledgers._Table(kind, [anna, ben, cleo], ["oboe", "harp"], empty="Ben")
        table.tell([anna], ["oboe"], rng)
        table.tell([cleo], ["harp"], rng)
    table.tell([anna], ["oboe"], rng, over=True)
    table.tell_nothing(ben, rng)
    asks = ledgers._Asks(tuple(Told(line) for line in table.lines), "", rng)
    for _ in range(60):
        ledgers._ask_any(table, asks, rng)
    seen = set()
    for example in asks.examples:
        said = [example.memories[s.memory].text[s.start : s.end] for s in example.spans]
        assert said in ([], ["Cleo"], ["Ben"])
        assert "Anna" not in example.question
        seen.add((example.kind, *said))
    assert seen == {("span", "Cleo"), ("span", "Ben"), ("number", "Cleo"), ("yes",), ("no",)}
