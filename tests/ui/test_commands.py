"""Which lines are commands, which only look like one, and which are told."""

from __future__ import annotations

import pytest

from ui.commands import memory_number, parse, unknown


@pytest.mark.parametrize("line", ["/forget 12", "/FORGET  12 ", "/forget\n12", "/f 12", "/For 12"])
def test_a_command_and_its_argument(line: str) -> None:
    found = parse(line)
    assert found is not None
    assert (found[0].name, found[1]) == ("forget", "12")
    assert unknown(line) is None


@pytest.mark.parametrize(
    ("line", "word"),
    [("/forgt 12", "/forgt"), ("/x\ny", "/x"), ("/", "/"), ("/a-b", "/a-b"), ("/e", "/e")],
)
def test_what_looks_like_a_command_and_is_none(line: str, word: str) -> None:
    assert parse(line) is None
    assert unknown(line) == word


@pytest.mark.parametrize("line", ["/etc/hosts is mine", "a /forgt", "/ 2 is a half", ""])
def test_what_is_told(line: str) -> None:
    assert parse(line) is None
    assert unknown(line) is None


def test_a_memorys_number() -> None:
    assert memory_number("12") == 12
    assert memory_number("9" * 18) == 10**18 - 1
    assert {memory_number(word) for word in ("", "²", "-1", "x", "9" * 19, "9" * 5_000)} == {None}
