"""What must stay true of the whole: light imports, the room order, the public names."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import agent
import memory_store
from ui.commands import COMMANDS, matching, parse

HEAVY = ("torch", "faiss", "sentence_transformers", "transformers", "sklearn")
ROOT = Path(__file__).parent.parent


def test_importing_the_screen_loads_nothing_heavy() -> None:
    code = (
        "import sys, ui, ui.app, ui.cli, ui.plain\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_rooms_import_in_one_direction() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    out = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True)
    assert out.returncode == 0, out.stdout


def test_public_names_are_what_they_say() -> None:
    for package in (agent, memory_store):
        assert dir(package) == sorted(package.__all__)
        for name in package.__all__:
            assert getattr(package, name) is not None
        with pytest.raises(AttributeError):
            _ = package.nonsense


def test_the_readme_lists_every_slash_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        usage = f"/{command.name} {command.argument}".strip()
        assert f"| `{usage}` | {command.help} |" in readme


def test_slash_commands_parse() -> None:
    assert [c.name for c in matching("/me")] == ["memories"]
    assert len(matching("/")) == len(COMMANDS)
    assert matching("hello") == ()
    found = parse("/forget 12")
    assert found is not None
    assert found[1] == "12"
    assert parse("/tmp is full") is None
