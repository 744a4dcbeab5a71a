"""R's arithmetic: the greatest and the least among the amounts of the slots that were read."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from agent.comparing import GREATEST, LEAST, NEITHER, STRENGTH, Compared
from agent.packing import OUTSIDE, pack
from agent.reader import READ_EARLIER, READ_LAST, ReaderInput
from agent.story import Told


def marked(memories: Sequence[str], read: Sequence[int]) -> tuple[dict[str, tuple[int, int]], int]:
    """Per word of the memories the marks before and after it, and how the sides stand, when the
    slots `read` were read in this order. A word of several pieces gives its first one's."""
    packed = pack([Told(text) for text in memories], "Which?")
    batch = ReaderInput.stack([packed])
    roles = torch.zeros_like(batch.markers)
    for slot in read:
        roles[roles == READ_LAST] = READ_EARLIER
        roles[0, slot] = READ_LAST
    compared = Compared(width=1, places=1)
    with torch.no_grad():  # each mark stands for itself
        compared.pull.bias.copy_(torch.tensor([10.0, 1.0]) / STRENGTH)
        compared.judge.bias.fill_(1 / STRENGTH)
    role = roles.gather(1, batch.memory.clamp(min=0)) * (batch.memory >= 0)
    asked = torch.zeros(1, 1)
    with torch.no_grad():
        words, sides = compared(asked, batch.amounts, batch.memory, role, READ_LAST)
    found: dict[str, tuple[int, int]] = {}
    for at, (memory, (start, end)) in enumerate(zip(packed.memory, packed.offsets, strict=True)):
        if (start, end) != OUTSIDE:
            both = round(float(words[0, at, 0]))
            before = round(both / 10)
            found.setdefault(memories[memory][start:end], (before, both - 10 * before))
    return found, round(float(sides[0]))


def test_the_words_around_an_amount_know_how_it_compares() -> None:
    words, _ = marked(["Ana is 42, Ben is 39.", "Cleo is 51."], [0, 1])
    assert words["Ana"] == (NEITHER, NEITHER)
    assert words["42"] == (NEITHER, NEITHER)
    assert words["Ben"] == (NEITHER, LEAST)
    assert words["39"] == (LEAST, LEAST)
    assert words["51"] == (GREATEST, GREATEST)


def test_what_was_not_read_is_no_rival() -> None:
    words, _ = marked(["Ana is 42.", "Ben is 39.", "Cleo is 51."], [0, 1])
    assert words["42"] == (GREATEST, GREATEST)
    assert words["39"] == (LEAST, LEAST)
    assert words["51"] == (NEITHER, NEITHER)


def test_alone_or_equal_nothing_is_greatest() -> None:
    assert marked(["Ana is 42."], [0])[0]["42"] == (NEITHER, NEITHER)
    assert marked(["Ana is 42.", "Ben is 42."], [0, 1])[0]["42"] == (NEITHER, NEITHER)


def test_measures_are_not_mixed_up() -> None:
    words, _ = marked(
        ["Ana swam 900 metres in 31 minutes.", "Ben did 800 metres, 25 minutes"], [0, 1]
    )
    assert words["900"][0] == words["31"][0] == GREATEST
    assert words["800"][0] == words["25"][0] == LEAST
    bare, _ = marked(["Ana is 9 years old.", "Ben is 12."], [0, 1])
    assert bare["12"][0] == GREATEST
    money, _ = marked(["The lamp was $30.", "The rug was 45 euros, 2 metres."], [0, 1])
    assert (money["30"][0], money["45"][0], money["2"][0]) == (LEAST, GREATEST, NEITHER)


def test_times_and_dates_compare_with_their_own_kind() -> None:
    words, _ = marked(["Judo is at 6 pm on 3 May.", "Yoga is at 19:30 on 28 April."], [1, 0])
    assert words["6"][0] == LEAST
    assert words["19"][0] == GREATEST
    assert words["3"][0] == GREATEST
    assert words["28"][0] == LEAST


def test_what_was_read_first_is_set_against_what_was_read_last() -> None:
    lines = ["Ana is 42.", "Ben is 39.", "Cleo is 51.", "Dan is nice."]
    assert marked(lines, [0, 1])[1] == GREATEST
    assert marked(lines, [1, 0])[1] == LEAST
    assert marked(lines, [1, 2, 0])[1] == NEITHER
    assert marked(lines, [0, 3])[1] == NEITHER


def test_examples_without_amounts_fit_into_a_batch_with_them() -> None:
    packed = [pack([Told(text)], "Which?") for text in ("Ana is 42, Ben 39.", "Nobody came.")]
    batch = ReaderInput.stack(packed)
    role = (batch.memory >= 0).long() * READ_LAST
    compared = Compared(4, places=3)
    torch.nn.init.ones_(compared.pull.bias)
    words, sides = compared(torch.zeros(2, 4), batch.amounts, batch.memory, role, READ_LAST)
    assert words.shape == (*batch.ids.shape, 3)
    assert sides.shape == (2,)
    assert words[0].any()
    assert not words[1].any()


def test_at_first_nothing_is_compared() -> None:
    batch = ReaderInput.stack([pack([Told("Ana is 42, Ben 39.")], "Who is older?")])
    role = (batch.memory >= 0).long() * READ_LAST
    words, sides = Compared(4, 2)(torch.ones(1, 4), batch.amounts, batch.memory, role, READ_LAST)
    assert not words.any()
    assert not sides.any()
