"""Amounts in a text, and the order the reader sees them in."""

from __future__ import annotations

import pytest

from agent.amounts import CLOCK, DATE, NUMBER, WEEKDAY, amounts
from agent.packing import PLACES, pack
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


def test_many_amounts_share_the_places_in_order() -> None:
    packed = pack([Told(" ".join(str(n) for n in range(1, 41)))], "?")
    orders = [order for order in packed.orders if order]
    assert orders == sorted(orders)
    assert max(orders) <= PLACES
