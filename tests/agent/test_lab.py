"""The lab: data of the papers, one loop, and small trainings that must learn."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from agent.errors import DataError, TrainingError, WeightsUnavailable
from agent.lab import aspects, memn2n_training, memnn_training
from agent.lab.babi import Question, Vocabulary, hold_out, read_task, tensors
from agent.lab.experiment import Run, load_network
from agent.lab.experiments import EXPERIMENTS, find, shipped
from agent.lab.loop import Loop, Settings, generator
from agent.lab.of_babi import BabiMemNN
from agent.lab.tasks import (
    TASKS,
    associative_recall,
    copy,
    dynamic_ngrams,
    optimal_ngram_bits,
    priority_sort,
    repeat_copy,
)
from agent.lab.world import questions
from agent.networks import memnn
from agent.networks.memn2n import MemN2N
from agent.networks.memnn import Match, MemNN, against, hop_loss, standing
from agent.networks.segmenter import Segmenter, beginnings

BABI = """\
1 Mary moved to the bathroom.
2 John went to the hallway.
3 Where is Mary? \tbathroom\t1
4 Mary got the apple there.
5 What is Mary carrying? \tapple,milk\t4 1
1 Sandra went back to the hallway.
2 Where is Sandra?\thallway\t1
"""


def quiet(_: str) -> None:
    """Progress nobody reads."""


@pytest.fixture
def story(tmp_path: Path) -> list[Question]:
    path = tmp_path / "qa1_x_train.txt"
    path.write_text(BABI)
    return read_task(path, 1)


def test_questions_know_the_lines_told_before_them_and_their_supports(
    story: list[Question],
) -> None:
    first, second, third = story
    assert first.lines == ("Mary moved to the bathroom.", "John went to the hallway.")
    assert first.supports == (0,)
    assert second.answer == ("apple", "milk")
    assert [second.lines[place] for place in second.supports] == [
        "Mary got the apple there.",
        "Mary moved to the bathroom.",
    ]
    assert len(third.lines) == 1


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "qa1_x_train.txt"
    path.write_text("1 Mary moved.\nnonsense\n")
    with pytest.raises(DataError, match="line 2"):
        read_task(path, 1)


def test_validation_holds_whole_stories(story: list[Question]) -> None:
    learn, check = hold_out({1: story}, 0.4, 0)
    told = {question.lines[0] for question in learn}
    assert learn
    assert check
    assert not told & {question.lines[0] for question in check}


def test_tensors_keep_each_sentence_once(story: list[Question]) -> None:
    vocabulary = Vocabulary.of(story)
    data = tensors(story, vocabulary, longest=6, hops=3, answers=2)
    assert data.supports.tolist() == [[0, -1, -1], [2, 0, -1], [0, -1, -1]]
    assert len(data.sentences) == 1 + 4 + 3
    told, counts = data.stories(torch.tensor([0, 1]))
    assert counts.tolist() == [2, 3]
    assert told[0, 2] == 0
    spelled = [vocabulary.words[n] for n in data.answers[1].tolist()]
    assert spelled == ["apple", "milk"]
    assert vocabulary.number("unheard") == 1


def test_of_slots_that_match_alike_the_younger_wins_however_far_apart() -> None:
    scores = torch.tensor([[2.0, 0.0, 2.0, 0.0, -9.0, -9.0]])
    free = torch.ones(1, 6, dtype=torch.bool)
    assert standing(scores, torch.tensor([1.0]), free).argmax(1).item() == 2
    assert standing(scores, torch.tensor([-1.0]), free).argmax(1).item() == 0
    ahead = against(scores, torch.tensor([1.0]), torch.tensor([2]))
    assert ahead[0].tolist() == pytest.approx([1, 3, 0, 1, 11, 11])


def test_the_hop_loss_is_the_soft_form_of_the_papers_hinge() -> None:
    scores = torch.tensor([[2.0, 0.5, -1.0, -5.0]])
    free = torch.tensor([[True, True, True, False]])
    loss = hop_loss(scores, torch.zeros(1), torch.tensor([0]), free, margin=1.0)
    rivals = torch.tensor([1.0 - 1.5, 1.0 - 3.0])
    assert loss.item() == pytest.approx(torch.log1p(rivals.exp().sum()).item(), abs=1e-5)


def test_the_first_hop_reads_and_a_chain_ends() -> None:
    torch.manual_seed(0)
    network = MemNN(9, 4, width=8, hops=2)
    asked = torch.randint(1, 9, (2, 4))
    told = torch.randint(1, 9, (2, 5, 4))
    for beam in (1, 3):
        chains = network.chains(asked, told, torch.tensor([5, 1]), beam)
        assert all(1 <= len(chain.read) <= 2 for found in chains for chain in found)
        assert chains[1][0].read == (0,)
    assert isinstance(network.match, Match)


def test_a_greedy_chain_goes_on_where_reading_beats_stopping(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At hop 2 slot 1 (2.0) beats stopping (1.9); what follows is less clear."""
    network = MemNN(9, 4, width=8, hops=2)
    clear = [[3.0, 0.0, -9.0, -9.0], [-1e9, 2.0, 1.9, -9.0], [-1e9, -1e9, -2.0, -9.0]]
    hops = iter([torch.tensor([row]) for row in clear])
    monkeypatch.setattr(memnn, "standing", lambda scores, tau, free: next(hops))
    asked, told = torch.ones(1, 4, dtype=torch.long), torch.ones(1, 2, 4, dtype=torch.long)
    (found,) = network.chains(asked, told, torch.tensor([2]), beam=1)
    assert [chain.read for chain in found] == [(0, 1)]


def test_memnn_learns_the_simulated_world(tmp_path: Path) -> None:
    learn, check = questions(1_000, seed=1, lines=8), questions(100, seed=2, lines=8)
    plan = memnn_training.Plan(5, 5, rate=4e-3, hops=2)
    loop = Loop(tmp_path, {"test": 1}, quiet)
    networks = memnn_training.train(loop, learn, Vocabulary.of(learn), plan, 0)
    wrong = memnn_training.errors_by_task(networks, check)
    assert wrong[1] < 0.1
    assert wrong[2] < 0.4
    shown = memnn_training.look(networks, check[0])
    assert check[0].text in shown


def test_the_worlds_supports_say_where() -> None:
    for question in questions(300, seed=5):
        assert question.answer[0] in question.lines[question.supports[-1]]
        entity = question.text.split()[-1]
        assert entity in question.lines[question.supports[0]].split()
        recent = question.lines[-5:]
        assert any(entity in line.split() for line in recent)


def test_memn2n_noise_ages_sentences_in_order() -> None:
    told = torch.tensor([30, 30, 10, 1])
    drawn = torch.stack([memn2n_training.noisy_ages(told, 30, generator(0, n)) for n in range(40)])
    plain = torch.arange(29, -1, -1)
    for count, ages in zip(told.tolist(), drawn.unbind(1), strict=True):
        kept = ages[:, -count:]
        assert bool((kept[:, :-1] - kept[:, 1:] >= 0).all())
        assert bool((kept >= plain[-count:]).all())
        most = count - 1 + -(-count // 10)  # a tenth of the sentences, rounded up, are empty
        assert kept.max().item() == min(29, most)
    assert bool((drawn[:, 3, -1] == 0).any())
    assert bool((drawn[:, 3, -1] == 1).any())


def test_memn2n_cuts_a_table_of_words_and_times_together() -> None:
    network = MemN2N(9, words=3, slots=4, width=8, hops=2)
    assert len(network.tables()) == 3
    assert [len(table) for table in network.tables()] == [2, 2, 2]
    both = MemN2N(9, words=3, slots=4, width=8, hops=2, tying="layer-wise").tables()
    held = [weights for table in both for weights in table]
    assert len(held) == len({id(weights) for weights in held}) == 7


def test_memn2n_learns_a_single_fact() -> None:
    learn = [q for q in questions(250, seed=1, lines=6) if q.task == 1]
    check = [q for q in questions(100, seed=2, lines=6) if q.task == 1]
    plan = memn2n_training.Plan(epochs=10, halve_every=10)
    trained = memn2n_training.train(learn, check, 0, plan)
    assert memn2n_training.errors_by_task(trained, check)[1] < 0.5
    looked = memn2n_training.attention(trained, check[0])
    assert looked.shape == (3, len(check[0].lines))


def test_the_tasks_want_what_the_paper_says() -> None:
    chance = generator(1, 1)
    shown, wanted, counts = copy(2, chance, 3, 3)
    assert torch.equal(wanted[4:], shown[:3, :, :8])
    assert counts[:, 0].tolist() == [0, 0, 0, 0, 1, 1, 1]
    shown, wanted, _ = repeat_copy(2, chance, (3, 3), (2, 2))
    assert torch.equal(wanted[4:7], wanted[7:10])
    assert torch.equal(wanted[4:7, :, :8], shown[:3, :, :8])
    assert wanted[-1, :, 8].tolist() == [1, 1]
    shown, wanted, counts = associative_recall(4, chance, 3, 3)
    items = shown[:12, :, :6].view(3, 4, 4, 6)[:, 1:]
    for row in range(4):
        asked = shown[13:16, row, :6]
        place = next(i for i in range(2) if torch.equal(items[i, :, row], asked))
        assert torch.equal(wanted[17:, row], items[place + 1, :, row])
    shown, wanted, _ = priority_sort(3, chance)
    order = shown[:20, 0, 8].argsort(descending=True)[:16]
    assert torch.equal(wanted[21:, 0], shown[order, 0, :8])


def test_the_optimal_estimator_needs_two_bits_in_three() -> None:
    batch = dynamic_ngrams(300, generator(3, 0))
    assert batch.shown.shape == (200, 300, 1)
    assert float(batch.counts[:, 0].sum()) == 196
    assert 0.6 * 196 < float(optimal_ngram_bits(batch).mean()) < 0.7 * 196


@pytest.mark.parametrize("task", sorted(TASKS))
def test_every_task_has_the_widths_it_says(task: str) -> None:
    shown, wanted, counts = TASKS[task].make(2, generator(0, 0))
    assert shown.shape[1:] == (2, TASKS[task].inputs)
    assert wanted.shape[1:] == (2, TASKS[task].outputs)
    assert counts.shape == shown.shape[:2]


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(tmp_path: Path) -> None:
    def run(folder: Path, stops: tuple[int, ...]) -> torch.Tensor:
        for stop in stops:
            torch.manual_seed(3)
            network = nn.Linear(4, 1)

            def step(number: int, network: nn.Linear = network, stop: int = stop) -> torch.Tensor:
                if number == stop:
                    raise KeyboardInterrupt
                loss: torch.Tensor = network(torch.randn(8, 4, generator=generator(1, number)))
                return loss.square().mean()

            loop = Loop(folder, {"seed": 1}, quiet)
            loop.save_every = 0.0
            try:
                loop.run("line", network, Settings(30, 1e-2), step)
            except KeyboardInterrupt:
                continue
        return network.weight.detach()

    whole = run(tmp_path / "a", (99,))
    assert torch.allclose(run(tmp_path / "b", (7, 19, 99)), whole)
    with pytest.raises(TrainingError, match="another run"):
        Loop(tmp_path / "a", {"seed": 2}, quiet).run(
            "line", nn.Linear(4, 1), Settings(1, 1.0), lambda n: torch.zeros(())
        )


SEG = """\
The $T$ was cold .
soup
-1
$T$ and wine were great !
Food
1
The soup was $T$ .
hot
0
"""


def test_aspects_of_one_sentence_are_never_split_however_the_file_cuts_it() -> None:
    one = [
        ("the ", "soup", " and the bread was hot ."),
        ("the soup and the", "bread", "was hot."),
    ]
    cases = [aspects.Case("restaurants", *parts, 0) for parts in one]
    cases += [aspects.Case("restaurants", f"dish {n} was", "fine", "", 0) for n in range(8)]
    for seed in range(20):
        learn, check = aspects.hold_out(cases, 0.5, seed)
        assert not {c.aspect for c in check} & {"soup", "bread"} or not (
            {c.aspect for c in learn} & {"soup", "bread"}
        )


def test_aspects_lie_between_their_words_and_near_ones_weigh_more(tmp_path: Path) -> None:
    path = tmp_path / "Restaurants_Train.xml.seg"
    path.write_text(SEG)
    cases = aspects.read_seg(path, "restaurants")
    assert [case.polarity for case in cases] == [0, 2, 1]
    batch = aspects.pieces(cases)
    assert batch.aspect.sum(1).tolist() == [1, 1, 1]
    near = batch.near[0][batch.words[0]].tolist()
    assert near[0] == near[1] > near[2] > near[3]
    network = aspects.Published(hops=2)
    logits, looked = network(batch)
    assert logits.shape == (3, 3)
    assert torch.allclose(looked.sum(-1), torch.ones(3, 2), atol=1e-5)
    right, words = aspects.accuracy(network, cases)
    assert 0 <= right <= 1
    assert 1 <= words <= 6
    path.write_text("no aspect here\nx\n1\n")
    with pytest.raises(DataError, match="line 1"):
        aspects.read_seg(path, "restaurants")


def test_every_experiment_can_be_found_and_others_cannot() -> None:
    names = [experiment.name for experiment in EXPERIMENTS]
    assert len(set(names)) == len(names)
    assert find("ntm-copy").about
    with pytest.raises(DataError, match="memnn-babi-1k"):
        find("nothing")


def test_an_experiment_without_its_data_says_so(tmp_path: Path) -> None:
    for data in (None, tmp_path):
        with pytest.raises(DataError, match=r"docs/LAB\.md"):
            find("memnn-babi-1k").train(Run(tmp_path, 0, data, quiet))


def test_weights_of_another_network_are_refused(tmp_path: Path) -> None:
    find("ntm-copy").train(Run(tmp_path, 0, None, quiet, passes=0.0003))
    with pytest.raises(WeightsUnavailable):
        load_network(tmp_path / "weights.safetensors", nn.Linear(2, 2))


def test_the_segmenter_learns_where_statements_end() -> None:
    torch.manual_seed(0)
    told = [q.lines[-1] for q in questions(600, seed=1)]
    vocabulary = Vocabulary.of(questions(600, seed=1))
    numbered = [[vocabulary.number(word) for word in line.split()] for line in told]
    pairs = [pair for statement in numbered[:500] for pair in beginnings(statement)]
    rows = [torch.tensor(words) for words, _ in pairs]
    words = nn.utils.rnn.pad_sequence(rows, batch_first=True)
    ends = torch.tensor([end for _, end in pairs])
    segmenter = Segmenter(len(vocabulary))
    optimiser = torch.optim.Adam(segmenter.parameters(), 0.02)
    for _ in range(80):
        optimiser.zero_grad()
        segmenter.loss(words, ends).backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    stream = [word for statement in numbered[500:] for word in statement]
    assert list(segmenter.cut(stream)) == [tuple(statement) for statement in numbered[500:]]


STORIES = (
    (
        (
            "Mary got the milk there.",
            "John moved to the bedroom.",
            "Mary travelled to the hallway.",
        ),
        "Where is the milk?",
        "hallway",
    ),
    (
        ("The kitchen is west of the garden.", "The office is south of the kitchen."),
        "How do you go from the garden to the office?",
        "w,s",
    ),
    (("Wolves are afraid of mice.", "Emily is a wolf."), "What is emily afraid of?", "mouse"),
    (
        ("Sandra took the apple there.", "Sandra got the milk there.", "Sandra left the apple."),
        "What is Sandra carrying?",
        "milk",
    ),
)


@pytest.mark.parametrize(("lines", "text", "answer"), STORIES)
def test_the_shipped_memnn_answers_stories_of_many_tasks(
    lines: tuple[str, ...], text: str, answer: str
) -> None:
    experiment = find("memnn-babi-10k")
    assert isinstance(experiment, BabiMemNN)
    networks = experiment.networks(shipped("memnn-babi-10k"))
    question = Question(1, lines, text, tuple(answer.split(",")), ())
    shown = memnn_training.look(networks, question)
    assert f"{text} → {', '.join(answer.split(','))} " in shown
