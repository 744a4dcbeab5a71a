"""Amounts in a text, and the order the reader sees them in."""

from __future__ import annotations

import pytest

from agent.amounts import CLOCK, DATE, NUMBER, WEEKDAY, amounts, unit
from agent.packing import MAX_MEMORY_TOKENS, PLACES, pack, token_count
from agent.story import Told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The roof is 8,900, the boiler 6,250.5.", [(NUMBER, 8900), (NUMBER, 6250.5)]),
        ("She's forty-two, he a hundred and five.", [(NUMBER, 42), (NUMBER, 105)]),
        ("two dozen eggs for 3k", [(NUMBER, 24), (NUMBER, 3000)]),
        ("at half past six or 18:30", [(CLOCK, 390), (CLOCK, 1110)]),
        ("7pm, quarter to nine, 12 a.m.", [(CLOCK, 1140), (CLOCK, 525), (CLOCK, 0)]),
        ("noon, half six, seven o'clock", [(CLOCK, 720), (CLOCK, 390), (CLOCK, 420)]),
        ("8 June, May 3rd", [(DATE, 163), (DATE, 127)]),
        ("on Tuesdays, not thurs; he sat in the sun", [(WEEKDAY, 1), (WEEKDAY, 3)]),
        ("Nobody came.", []),
        ("half ſix, ſeven o'clock", []),  # a long s is no s
    ],
)
def test_amounts_are_found_with_kind_and_value(
    text: str, expected: list[tuple[int, float]]
) -> None:
    assert [(found.kind, found.value) for found in amounts(text)] == expected


def test_a_year_orders_dates() -> None:
    later, earlier = (amounts(text)[0] for text in ("3 May 2027", "2026-12-24"))
    assert later.value > earlier.value


def test_tokens_carry_the_place_of_their_amount() -> None:
    packed = pack(
        [Told("Ana is 42 and Ben thirty-nine."), Told("Cy: 51, from 9:15 on")], "Older than 40?"
    )
    seen = dict.fromkeys(order for order in packed.orders if order)
    assert list(seen) == [2, 3, 1, 4, 1 + CLOCK * PLACES]  # 40, 42, thirty-nine, 51; 9:15
    assert len(packed.orders) == len(packed.ids)


def test_of_a_long_memory_the_part_that_is_asked_for_is_read() -> None:
    bought = ", ".join(f"{n} of the things on shelf {n}" for n in range(40))
    text = f"I bought {bought}, and Greta brings 7 accordions to the party."
    packed = pack([Told("Hello."), Told(text)], "How many accordions does Greta bring?")
    places = [p for p, m in zip(packed.offsets, packed.memory, strict=True) if m == 1 and p[0] >= 0]
    read = text[places[0][0] : places[-1][1]]
    assert "Greta brings 7 accordions" in read
    assert len(places) == MAX_MEMORY_TOKENS
    seven = packed.offsets.index((text.index("7 acc"), text.index("7 acc") + 1))
    assert packed.orders[seven] > 0


def test_the_name_of_a_speaker_leaves_room_for_the_words() -> None:
    long = Told("I like tea.", "abc " * 500)
    packed = pack([long, Told("Bob likes coffee.")], "What does Bob like?")
    assert len(packed.markers) == 2
    assert len(packed.ids) == token_count(long) + token_count(Told("Bob likes coffee.")) + 7


def test_many_amounts_share_the_places_in_order() -> None:
    packed = pack([Told(" ".join(str(n) for n in range(1, 41)))], "?")
    orders = [order for order in packed.orders if order]
    assert orders == sorted(orders)
    assert max(orders) <= PLACES


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("14 goals", "9 goals", True),
        ("14 goals", "90 minutes", False),
        ("in 1984", "since 1990", True),
        ("in 1984", "2100 metres", False),
        ("£30", "30 euros", True),
        ("Tom is 9", "Ida is 12", True),
        ("two children", "a dozen kids", True),
    ],
)
def test_each_thing_counted_is_a_measure_of_its_own(one: str, other: str, same: bool) -> None:
    first, second = (unit(text, amounts(text)[0]) for text in (one, other))
    assert (first == second) is same
    assert (first == 0) is (one == "Tom is 9")
