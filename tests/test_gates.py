"""The gates really bite: layers, time, types, sizes, addresses, pins, help, and the refusals of the set-up."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from statistics import median
from typing import Any

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from commands import discover
from commands._kit import Command
from commands._texts import LANGUAGES, say

ROOT = Path(__file__).parent.parent
TOOLS = Path(sys.executable).parent
PACKAGES = ("bot", "commands", "storage")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = [contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]]

# One wrong import for each contract: the file that gets it, and the line.
WRONG = {
    "bot > commands > storage": ("storage/stray.py", "import commands"),
    "commands do not import each other": ("commands/stray.py", "import commands.next"),
    "only bot/signal/session.py knows signalbot": ("bot/stray.py", "import signalbot"),
    "only bot/links.py looks at links": ("bot/stray.py", "import httpx"),
    "only storage knows SQL": ("bot/stray.py", "import sqlite3"),
    "commands reach no network and no loop": ("commands/stray.py", "import asyncio"),
}


def run(*command: str | Path, cwd: Path = ROOT, **more: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401 - as subprocess.run takes them
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60, **more)


def broken_contracts(folder: Path) -> list[str]:
    found = run(TOOLS / "lint-imports", "--no-cache", cwd=folder)
    broken = re.findall(r"^(.+) BROKEN\b", found.stdout, re.MULTILINE)
    assert found.returncode == (1 if broken else 0), found.stdout
    assert len(broken) + len(re.findall(r"^.+ KEPT", found.stdout, re.MULTILINE)) == len(CONTRACTS), found.stdout
    return broken


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        for source in (ROOT / package).rglob("*.py"):
            target = folder / source.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return folder


def test_the_contracts_hold() -> None:
    assert broken_contracts(ROOT) == []


def test_there_is_a_wrong_import_for_every_contract() -> None:
    assert sorted(WRONG) == sorted(CONTRACTS)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_wrong_import_breaks_its_contract(contract: str, copied: Path) -> None:
    name, line = WRONG[contract]
    stray = copied / name
    stray.write_text(f"{line}\n", encoding="utf-8")
    try:
        assert broken_contracts(copied) == [contract]
    finally:
        stray.unlink()


@pytest.mark.parametrize(
    ("call", "rules"),
    [
        ("datetime.datetime.now()", ["DTZ005", "TID251"]),
        ("datetime.datetime.now(tz)", ["TID251"]),
        ("datetime.datetime.utcnow()", ["DTZ003", "TID251"]),
        ("datetime.date.today()", ["DTZ011"]),
        ("time.time()", ["TID251"]),
    ],
)
@pytest.mark.parametrize("package", PACKAGES)
def test_asking_the_system_for_the_time_is_found(call: str, rules: list[str], package: str) -> None:
    source = f"import datetime\nimport time\n\n\ndef when(tz: datetime.tzinfo) -> object:\n    return {call}\n"
    found = run(
        *(TOOLS / "ruff", "check", "--no-cache", "--output-format=json", "--select=DTZ,TID"),
        *("--stdin-filename", f"{package}/stray.py", "-"),
        input=source,
    )
    assert sorted(fault["code"] for fault in json.loads(found.stdout)) == rules


def test_only_the_clock_is_excused_from_that() -> None:
    excused = [path for path in sources() if "noqa: TID251" in path.read_text(encoding="utf-8")]
    assert excused == [ROOT / "bot" / "clock.py"]


def test_mypy_is_strict() -> None:
    mypy = PROJECT["tool"]["mypy"]
    assert (mypy["strict"], sorted(mypy["packages"])) == (True, sorted(PACKAGES))
    loose = {"disallow_untyped_defs", "check_untyped_defs", "ignore_errors", "disable_error_code", "follow_imports"}
    assert [rule for rule in (mypy, *mypy.get("overrides", [])) if loose & rule.keys()] == []


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def functions() -> list[tuple[str, int]]:
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_files_are_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_functions_are_short() -> None:
    assert [function for function in functions() if function[1] > 60] == []
    assert median(length for _, length in functions()) <= 12


# Where downloads come from, and folders of one machine.
UNWELCOME = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|crates\.io|golang\.org|releases/down[l]oad"
    r"|--(?:extra-)?index[-]url|--find[-]links"
    r"|(?:^|[^\w.~-])/(?:work|root)(?:/|\b)",
    re.MULTILINE,
)


def tracked() -> list[Path]:
    """Files that are committed or could be: not those that .gitignore names."""
    listed = run("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    assert listed.returncode == 0, listed.stderr
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_where_downloads_come_from_or_a_folder_of_one_machine() -> None:
    texts = {path: content for path in tracked() if b"\0" not in (content := path.read_bytes())}
    found = {
        f"{path.relative_to(ROOT)}: {hit.group()}"
        for path, content in texts.items()
        for hit in UNWELCOME.finditer(content.decode("utf-8"))
    }
    assert found == set()
    assert ROOT / "deploy" / "requirements.txt" in texts


@pytest.mark.parametrize(
    "line", ["see https://py_pi.org/simple", "pip install --in_dex-url x", "cd /w_ork/main", "(/ro_ot)"]
)
def test_such_a_line_would_be_found(line: str) -> None:
    assert UNWELCOME.search(line.replace("_", "")) is not None


def pins(name: str) -> dict[str, Requirement]:
    """The pinned requirements of a file by name; asserts that each is pinned exactly, with hashes."""
    blocks = re.findall(r"^[^\s#].*(?:\n[ \t].*)*", (ROOT / "deploy" / name).read_text(encoding="utf-8"), re.MULTILINE)
    found = {}
    for block in blocks:
        pinned = Requirement(block.split("\\")[0].strip())
        assert re.fullmatch(r"==[^*,]+", str(pinned.specifier)), block
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block
        found[canonicalize_name(pinned.name)] = pinned
    return found


def asked_for(name: str) -> dict[str, Requirement]:
    lines = (ROOT / "deploy" / name).read_text(encoding="utf-8").splitlines()
    wanted = [Requirement(line) for line in lines if line and not line.startswith(("-", "#"))]
    return {canonicalize_name(one.name): one for one in wanted}


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_requirements_are_pinned_with_hashes_and_name_no_address(name: str) -> None:
    pinned, wanted = pins(f"{name}.txt"), asked_for(f"{name}.in")
    assert sorted(wanted.keys() - pinned.keys()) == []
    assert "://" not in (ROOT / "deploy" / f"{name}.txt").read_text(encoding="utf-8")


def test_both_files_pin_the_same_versions() -> None:
    run_pins, dev_pins = pins("requirements.txt"), pins("requirements-dev.txt")
    shared = run_pins.keys() & dev_pins.keys()
    assert {name: str(run_pins[name]) for name in shared} == {name: str(dev_pins[name]) for name in shared}


@pytest.mark.parametrize("line", PROJECT["project"]["dependencies"])
def test_every_dependency_is_asked_for_and_pinned_to_a_version_it_allows(line: str) -> None:
    needed = Requirement(line)
    name = canonicalize_name(needed.name)
    version = str(pins("requirements.txt")[name].specifier).removeprefix("==")
    assert name in asked_for("requirements.in")
    assert needed.specifier.contains(version)


@pytest.mark.parametrize("command", discover().commands, ids=lambda command: command.name)
def test_every_command_has_help_in_both_languages_and_two_examples(command: Command) -> None:
    helps = [say(language, f"{command.name}-help") for language in LANGUAGES]
    assert all(helps)
    assert len(set(helps)) == len(LANGUAGES)
    assert len(command.examples) >= 2


def test_both_languages_have_the_same_sentences() -> None:
    german, english = (
        {entry.id.name for entry in FluentParser().parse(text).body if isinstance(entry, Message)}
        for text in ((ROOT / "commands/texts" / f"{name}.ftl").read_text(encoding="utf-8") for name in LANGUAGES)
    )
    assert german ^ english == set()


OLD = '#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.9.2"\n[ "$1" = --version ]\n'
NO_VENV = '#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; esac\n'


@pytest.mark.parametrize(
    ("name", "script", "said"),
    [
        ("python3", OLD, "Losbote needs Python 3.11 or newer, and here is Python 3.9.2."),
        ("none", OLD, "Losbote needs Python 3.11 or newer, and here is no Python 3."),
        (
            "python3.12",
            NO_VENV,
            "python3.12 has no venv module. Install it (Debian, Ubuntu: apt install python3.12-venv)",
        ),
    ],
)
def test_the_set_up_says_what_is_missing(name: str, script: str, said: str, tmp_path: Path) -> None:
    tree, path = tmp_path / "a tree", tmp_path / "bin"
    shutil.copytree(ROOT / "deploy", tree / "deploy")
    shutil.copy(ROOT / "pyproject.toml", tree)
    path.mkdir()
    for tool in ("dirname", "cat", "cksum"):
        (path / tool).symlink_to(str(shutil.which(tool)))
    (path / name).write_text(script, encoding="utf-8")
    (path / name).chmod(0o755)
    done = run("/bin/sh", tree / "deploy" / "setup", cwd=tmp_path, env={"PATH": str(path), "HOME": str(tmp_path)})
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"setup: {said}")
    assert len(done.stderr.splitlines()) == 1
    assert sorted(entry.name for entry in tree.iterdir()) == ["deploy", "pyproject.toml"]
