"""Story scripts: the notation, what telling makes of it, and that every shipped script holds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from agent.errors import TrainingError
from agent.simulator import scripts
from agent.simulator.noise import Noise
from agent.simulator.scripts.__main__ import faults, main
from agent.simulator.scripts.parse import all_scripts, parse
from agent.simulator.scripts.tell import Telling
from agent.story import Example

SCRIPT = """
== the flat
mood: relaxed | strict | odd | kind
# a comment
- I moved to {street}! My landlord {m1} is {mood}.
? [Who owns|Whose is] my flat? = {m1}
? What is he like? = {mood}
? Do I live at {street}? = yes @1.1
? What is the rent? = ?
- {f1} and {f2} moved in with six cats, two of them are [hers|{f1}'s].
- {f2} left and took one cat.
? Who lives with me? = {f1}@2 + {f2}@2
? How many cats are there now? = # six - one : 5
?> And how many came at first? = six
? Who moved in? = nobody | {f1}
"""


def _tell(tmp_path: Path, text: str = SCRIPT, seed: int = 0) -> list[Example | None]:
    path = tmp_path / "s.txt"
    path.write_text(text, encoding="utf-8")
    (script,) = parse(path)
    telling = Telling(script, random.Random(seed), Noise(random.Random(seed), False))
    return [example for example, _, _ in telling.examples()]


def _words(example: Example) -> list[str]:
    return [example.memories[s.memory].text[s.start : s.end] for s in example.spans]


def test_a_telling_asks_what_was_told_by_then(tmp_path: Path) -> None:
    told = [example for example in _tell(tmp_path) if example is not None]
    owner, mood, lives, rent, *_, cats, came, moved = told
    assert len(told) == 8
    assert [len(e.memories) for e in (owner, cats)] == [2, 4]
    assert owner.supports == mood.supports == (1,)
    assert lives.kind == "yes"
    assert lives.supports == (0,)
    assert rent.kind == "unknown"
    assert (cats.kind, cats.number, [s.minus for s in cats.spans]) == ("number", 5, [False, True])
    assert came.previous.startswith("How many cats")
    assert _words(moved)[0] in moved.memories[2].text
    for example in told:
        example.check()


def test_lists_keep_their_order_and_banks_never_repeat(tmp_path: Path) -> None:
    listed = _tell(tmp_path)[4]
    assert listed is not None
    first, second = _words(listed)
    assert first != second
    assert listed.supports == (2,)


def test_a_question_whose_words_were_not_drawn_is_left_out(tmp_path: Path) -> None:
    text = "== t\n- It is [red|blue].\n? What colour? = red\n"
    made = [_tell(tmp_path, text, seed)[0] for seed in range(12)]
    assert None in made
    assert any(example is not None for example in made)


@pytest.mark.parametrize(
    "line", ["- no title first", "== t\nwhat is this", "== t\n- x\n? no answer", "== t\n? q = yes"]
)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "s.txt"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(TrainingError, match=r"s\.txt, line \d"):
        parse(path)


def test_the_checker_finds_untellable_answers_and_unknown_banks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "s.txt"
    path.write_text("== a\n- My {gizmo}.\n== b\n- Red.\n? Colour? = blue\n", encoding="utf-8")
    assert main([str(path)]) == 1
    said = capsys.readouterr().out
    assert "gizmo" in said
    assert "'Colour?'" in said


def test_every_script_of_the_project_holds() -> None:
    told = all_scripts()
    assert len(told) > 200
    assert [fault for script in told for fault in faults(script)] == []
    assert len({script.title for script in told}) == len(told)


TALK = """
== two friends
<{f1}> Hi {m1}! I took up pottery. It keeps me sane.
<{m1}> Lovely, {f1}. We went to {town1}.
? What does {f1} do? = pottery
? Where did {f1} go? = ?
"""


def test_turns_of_a_talk_stay_whole_and_keep_their_speaker(tmp_path: Path) -> None:
    craft, _ = _tell(tmp_path, TALK)
    assert craft is not None
    first, second = craft.memories
    assert first.text.endswith("pottery. It keeps me sane.")
    assert first.speaker in craft.question
    assert second.speaker != first.speaker
    assert second.speaker in first.text


def test_an_earlier_talk_of_the_same_people_may_come_before(tmp_path: Path) -> None:
    path = tmp_path / "s.txt"
    path.write_text(TALK, encoding="utf-8")
    (script,) = parse(path)
    careful, rng = Noise(random.Random(0), False), random.Random(0)
    before = Telling(script, rng, careful)
    before.examples()
    craft, unknown = (example for example, *_ in Telling(script, rng, careful, before).examples())
    assert craft is not None
    assert unknown is not None
    assert len({told.speaker for told in craft.memories}) == 2
    assert craft.supports == (2,)
    assert unknown.kind == "unknown"


def test_stories_hang_on_nothing_but_the_seed() -> None:
    assert scripts.generate(random.Random(5)) == scripts.generate(random.Random(5))


def test_carelessness_leaves_digits_alone() -> None:
    text = "Please remember: the alarm code is 90-352 and you are number 17."
    for seed in range(40):
        typed = Noise(random.Random(seed), True).line(text)
        assert "90-352" in typed
        assert "17" in typed
    assert Noise(random.Random(0), False).line(text) == text
