"""The corpora in tiny samples of their formats: what is kept, in which order, and what is not."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from agent.errors import TrainingError
from agent.story import Example
from agent.training.corpora import SOURCES, babi, friendsqa, load, multihop, split, squad

_CONTEXT = [
    ["Lake Orm", ["Lake Orm feeds the river Vell.", " It is deep and cold all year."]],
    ["Vell (river)", ["The Vell ends at Port Ansa.", " Many mills stand on its banks."]],
    [
        "Hilltown",
        ["Hilltown is a town of weavers and dyers.", " A.", " Trains stop there at noon."],
    ],
]
_GAP_TEXT = "Ann Lee met Bea Orr in Rome. She paid."
_GAP = (
    "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
    f"d-1\t{_GAP_TEXT}\tShe\t{_GAP_TEXT.index('She')}\tAnn Lee\t0\tTRUE\tBea Orr\t12\tFALSE\tu1\n"
    f"d-2\t{_GAP_TEXT}\tShe\t{_GAP_TEXT.index('She')}\tAnn Lee\t0\tFALSE\tBea Orr\t12\tFALSE\tu2\n"
)
_QUESTION = "Where does the river fed by Lake Orm end?"


def _hotpot(number: int, **changes: Any) -> dict[str, Any]:
    entry = {
        "_id": f"h{number}",
        "question": _QUESTION,
        "answer": "Port Ansa",
        "type": "bridge",
        "supporting_facts": [["Vell (river)", 0], ["Lake Orm", 0]],
        "context": _CONTEXT,
    }
    return {**entry, **changes}


def _musique(number: int) -> dict[str, Any]:
    texts = [(title, "".join(body)) for title, body in _CONTEXT]
    return {
        "id": f"m{number}",
        "question": _QUESTION,
        "answer": "Port Ansa",
        "answer_aliases": [],
        "paragraphs": [
            {"idx": i, "title": title, "paragraph_text": text, "is_supporting": i < 2}
            for i, (title, text) in enumerate(texts)
        ],
        "question_decomposition": [
            {"question": "Lake Orm >> feeds", "answer": "Vell", "paragraph_support_idx": 0},
            {"question": "#1 >> mouth", "answer": "Port Ansa", "paragraph_support_idx": 1},
        ],
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write_lines(path: Path, entries: list[dict[str, Any]]) -> None:
    _write(path, "".join(json.dumps(entry) + "\n" for entry in entries))


def _write_squad(data: Path, context: str, qas: list[dict[str, Any]]) -> None:
    whole = {"data": [{"title": "t", "paragraphs": [{"context": context, "qas": qas}]}]}
    for name in ("du-split-v1.1.json", "dev-v2.0.json"):
        _write(data / "squad" / name, json.dumps(whole))


def _answered(context: str, words: str) -> dict[str, Any]:
    return {
        "question": f"Which of it is {words}?",
        "answers": [{"text": words, "answer_start": context.index(words)}],
    }


def _write_multihop(
    data: Path, hotpot: list[dict[str, Any]], wikihop: list[dict[str, Any]] | None = None
) -> None:
    folder = data / "multihop"
    _write_lines(folder / "hotpot.jsonl", hotpot)
    _write_lines(folder / "hotpot_500.json", hotpot)
    _write_lines(folder / "wikihop.jsonl", hotpot if wikihop is None else wikihop)
    _write(folder / "wikihop_train_preprocess.json", "[]")
    _write_lines(folder / "musique.jsonl", [_musique(n) for n in range(30)])


def _said(example: Example) -> list[str]:
    return [example.memories[s.memory].text[s.start : s.end] for s in example.spans]


def _spans(examples: list[Example]) -> list[Example]:
    return [example for example in examples if example.kind == "span"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """All corpora in their folders."""
    context = "Oslo is the capital of Norway. It lies at a fjord. The city has trams."
    _write_squad(tmp_path, context, [_answered(context, "a fjord"), _answered(context, "trams")])
    lines = [{"uid": 0, "speakers": ["Ann Lee"], "utterance": "I bought a boat , you know ."}]
    spoken = {"answer_text": "a boat", "utterance_id": 0, "is_speaker": False}
    scene = {"utterances:": lines, "qas": [{"question": "What ?", "answers": [spoken]}]}
    friends = {"data": [{"title": "s1", "paragraphs": [scene]}]}
    _write(tmp_path / "friendsqa" / "x.json", json.dumps(friends))
    _write(
        tmp_path / "babi" / "en-10k" / "qa1_single_train.txt",
        "1 Mary went to the den.\n2 Where is Mary?\tden\t1\n",
    )
    _write_multihop(tmp_path, [_hotpot(n) for n in range(40)])
    _write(tmp_path / "gap" / "gap-development.tsv", _GAP)
    pair = {"sentence1": "A man is asleep.", "sentence2": "A man is awake.", "gold_label": "x"}
    labels = ("contradiction", "entailment", "neutral")
    _write_lines(
        tmp_path / "nli" / "breaking_nli.jsonl",
        [{**pair, "gold_label": label} for label in labels for _ in range(9)],
    )
    asked = {"question": "A man sleeps.", "answers": [{"text": "entailment"}]}
    one = {"questions": [asked], "support": [{"text": "A man is asleep."}]}
    _write(tmp_path / "nli" / "snli_2000_train.json", json.dumps({"instances": [one]}))
    return tmp_path


def test_without_limits_all_corpora_are_read_and_consistent(data: Path) -> None:
    examples = load(data, 0)
    for example in examples:
        example.check()
    assert {example.source.split("/")[0] for example in examples} == set(SOURCES)


def test_a_seed_fixes_the_examples(data: Path) -> None:
    assert load(data, 3) == load(data, 3)
    assert load(data, 3) != load(data, 4)


def test_a_pronoun_is_asked_about_and_one_of_neither_name_is_left_out(data: Path) -> None:
    (example,) = load(data, 0, {"gap": 9})
    assert example.question == 'Who or what is "She" in "She paid."?'
    assert example.supports == (1, 0)
    assert _said(example) == ["Ann Lee"]


def test_pairs_that_contradict_are_a_no_or_asked_of_themselves_a_yes(data: Path) -> None:
    examples = load(data, 0, {"nli": 99})
    kinds = {(e.kind, "awake" in e.question) for e in examples}
    assert kinds >= {("no", True), ("yes", False), ("unknown", True), ("yes", True)}
    assert any(e.question == "Is a man awake?" for e in examples)


def test_limits_hold_and_leave_out_the_rest(data: Path) -> None:
    examples = load(data, 0, {"hotpot": 5, "babi": 1})
    assert sorted({e.source for e in examples}) == ["babi/1", "hotpot"]
    assert sum(e.source == "hotpot" for e in examples) == 5


def test_a_corpus_nobody_knows_is_said(data: Path) -> None:
    with pytest.raises(TrainingError, match="squid"):
        load(data, 0, {"squid": 5})


@pytest.mark.parametrize("name", SOURCES)
def test_every_missing_folder_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(TrainingError, match="TRAINING"):
        load(tmp_path, 0, {name: 5})


def test_a_broken_file_is_named_with_its_line(data: Path) -> None:
    with (data / "multihop" / "musique.jsonl").open("a") as file:
        file.write("{broken\n")
    with pytest.raises(TrainingError, match=r"musique\.jsonl, line 31"):
        load(data, 0, {"musique": 5})


def test_squad_spans_point_at_the_answers_and_crossing_answers_are_left_out(
    tmp_path: Path,
) -> None:
    context = "Orm is old. Vell is young. Ansa is a port."
    words = ["old", "young", "a port", "young. Ansa"]
    _write_squad(tmp_path, context, [_answered(context, w) for w in words])
    found = _spans([e for seed in range(20) for e in squad.read(tmp_path, random.Random(seed))])
    assert {said for example in found for said in _said(example)} == {"old", "young", "a port"}
    assert all(_said(e)[0] in e.question for e in found)


def test_squad_shows_no_more_than_its_budget_of_words(tmp_path: Path) -> None:
    context = " ".join(f"Sentence {n} speaks of nothing but the thing{n}." for n in range(60))
    _write_squad(tmp_path, context, [_answered(context, "thing30")])
    for example in squad.read(tmp_path, random.Random(0)):
        assert sum(len(m.text.split()) for m in example.memories) <= 120
        assert len(example.memories) > 5


def test_friendsqa_leaves_out_answers_that_are_the_speakers_name(tmp_path: Path) -> None:
    lines = [{"uid": 0, "speakers": ["Bo Ek"], "utterance": "Bo says it is n't far ."}]
    name = {"answer_text": "Bo", "utterance_id": 0, "is_speaker": True}
    far = {"answer_text": "is n't far", "utterance_id": 0, "is_speaker": False}
    qas = [
        {"question": "Who ?", "answers": [name]},
        {"question": "How far is it ?", "answers": [far]},
    ]
    scene = {"data": [{"title": "s", "paragraphs": [{"utterances:": lines, "qas": qas}]}]}
    _write(tmp_path / "friendsqa" / "x.json", json.dumps(scene))
    (example,) = friendsqa.read(tmp_path, random.Random(0))
    assert example.question == "How far is it?"
    assert _said(example) == ["isn't far"]
    assert example.memories[0].speaker == "Bo"


def test_babi_supports_keep_their_order_and_lists_are_several_spans(tmp_path: Path) -> None:
    folder = tmp_path / "babi" / "en-10k"
    _write(
        folder / "qa3_three_train.txt",
        "1 Ann took the milk.\n2 Ann went to the den.\n3 Ann went to the hall.\n"
        "4 Where was the milk before the hall?\tden\t3 1 2\n",
    )
    _write(
        folder / "qa8_lists_train.txt",
        "1 Ann took the milk.\n2 What is Ann carrying?\tmilk\t1\n3 Ann took the apple.\n"
        "4 What is Ann carrying?\tmilk,apple\t1 3\n5 Ann dropped the milk.\n"
        "6 Ann dropped the apple.\n7 What is Ann carrying?\tnothing\t1 5 3 6\n",
    )
    _write(folder / "qa19_path_train.txt", "1 A is north of B.\n2 How to A?\tn,n\t1\n")
    found = list(babi.read(tmp_path, random.Random(0)))
    assert [e.supports for e in found] == [(2, 0, 1), (0,), (0, 1)]
    assert [_said(e) for e in found] == [["den"], ["milk"], ["milk", "apple"]]


@pytest.mark.parametrize("source", ["hotpot", "wikihop", "musique"])
def test_the_last_hop_holds_the_answer(data: Path, source: str) -> None:
    _write_multihop(
        data,
        [_hotpot(n) for n in range(40)],
        [_hotpot(n, supporting_facts=[["Lake Orm", 0], ["Vell (river)", 0]]) for n in range(40)],
    )
    found = _spans(load(data, 0, {source: 99}))
    assert len(found) > 10
    for example in found:
        hops = [example.memories[s].text for s in example.supports]
        assert hops == ["Lake Orm feeds the river Vell.", "The Vell ends at Port Ansa."]
        assert example.spans[0].memory == example.supports[-1]
        assert _said(example) == ["Port Ansa"]
        assert len(example.memories) > 2


@pytest.mark.parametrize("source", ["hotpot", "wikihop", "musique"])
def test_some_questions_lose_the_sentence_that_answers_them(data: Path, source: str) -> None:
    examples = load(data, 0, {source: 99})
    untold = [example for example in examples if example.kind == "unknown"]
    assert 0 < len(untold) < len(examples) / 2
    for example in untold:
        texts = [memory.text for memory in example.memories]
        assert not any("Port Ansa" in text for text in texts)
        assert "Lake Orm feeds the river Vell." in texts  # a near miss


def test_entries_of_one_id_are_read_once(data: Path) -> None:
    assert len(load(data, 0, {"hotpot": 999})) == 40


def test_sentences_that_do_not_name_their_subject_get_the_title(data: Path) -> None:
    texts = {m.text for e in load(data, 0, {"hotpot": 99}) for m in e.memories}
    assert "Lake Orm: It is deep and cold all year." in texts
    assert "Vell: Many mills stand on its banks." in texts
    assert "Hilltown is a town of weavers and dyers." in texts
    assert "Hilltown: A." not in texts


def test_yes_and_no_are_kinds_with_all_their_supports(tmp_path: Path) -> None:
    _write_multihop(tmp_path, [_hotpot(0, answer="yes"), _hotpot(1, answer="no")])
    yes, no = multihop.wikihop(tmp_path, random.Random(0))
    assert (yes.kind, no.kind) == ("yes", "no")
    hops = [yes.memories[s].text for s in yes.supports]
    assert hops == ["The Vell ends at Port Ansa.", "Lake Orm feeds the river Vell."]


@pytest.mark.parametrize(
    "changes",
    [
        {"supporting_facts": [["Elsewhere", 0], ["Lake Orm", 0]]},
        {"supporting_facts": [["Vell (river)", 7], ["Lake Orm", 0]]},
        {"answer": "Port Ans"},
        {"context": [[title, [body[0] * 60]] for title, body in _CONTEXT]},
    ],
    ids=["article missing", "sentence missing", "answer not in words", "too long"],
)
def test_what_cannot_be_shown_is_left_out(tmp_path: Path, changes: dict[str, Any]) -> None:
    _write_multihop(tmp_path, [_hotpot(0, **changes)])
    assert list(multihop.hotpot(tmp_path, random.Random(0))) == []


def test_questions_linked_by_an_article_are_held_out_together(tmp_path: Path) -> None:
    titles = ["A", "B", "C", "D", "E"]
    context = [[t, [f"{t} is told of in these words."]] for t in titles]
    pairs = [("A", "B"), ("C", "D"), ("B", "C"), ("E", "E")]
    entries = [
        _hotpot(n, answer="yes", context=context, supporting_facts=[[a, 0], [b, 0]])
        for n, (a, b) in enumerate(pairs)
    ]
    _write_multihop(tmp_path, entries)
    groups = [example.group for example in multihop.hotpot(tmp_path, random.Random(0))]
    assert groups[0] == groups[1] == groups[2] != groups[3]
    for seed in range(20):
        learn, check = split(list(multihop.hotpot(tmp_path, random.Random(0))), 0.5, seed)
        assert not {e.group for e in learn} & {e.group for e in check}
