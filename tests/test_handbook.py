"""What README and handbook name is there: commands of the terminal and of the chat, files, tables, times; in both
languages alike."""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import typer
from typer.core import TyperGroup
from typer.testing import CliRunner

from bot import handover_page, keeping, nightly
from bot.cli import cli
from bot.understand import Meant, understand
from commands import discover
from commands._texts import LANGUAGES
from storage import open_storage
from storage.people import KEPT_ON

ROOT = Path(__file__).parent.parent
HANDBOOK = ROOT / "deploy" / "handbook"
PAGES = sorted(path.relative_to(ROOT) for path in [ROOT / "README.md", *HANDBOOK.glob("*/*.md")])
TEXTS = {page: (ROOT / page).read_text(encoding="utf-8") for page in PAGES}
NAMES = sorted(page.name for page in PAGES if page.parent.name == "de")

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")
_LOSBOTE = re.compile(
    r"(?:^|(?<!-u)\s)(?:\S*\.venv/bin/)?losbote (?=[a-z])(.+)|python -m bot (.+)"
    r"|\b(?:bot|backup) ((?:setup|restore|doctor|import|backup) .+)"
)
_AS_A_VALUE = {"N": "1", "FOLDER": ".", "ACI": "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"}
_MADE_BY_HAND = {
    "deploy/settings",
    "deploy/backups",
    "deploy/backups/move.tar.gz",
    "deploy/.env",
    "commands/lot.py",
}  # by whoever does what the page says


def typed(text: str) -> list[str]:
    """Each line of the blocks for the terminal and each passage in backticks."""
    blocks = [line for kind, body in _BLOCK.findall(text) if kind == "sh" for line in body.splitlines()]
    return [*blocks, *_INLINE.findall(_BLOCK.sub("", text))]


def of_losbote(text: str) -> list[str]:
    hits = filter(None, map(_LOSBOTE.search, typed(text)))
    return [next(filter(None, hit.groups())).strip() for hit in hits]


CALLS = sorted({call for text in TEXTS.values() for call in of_losbote(text)})


def found(call: str) -> tuple[list[str], list[str]]:
    """The names of the command in a call, and what it is given; KeyError if there is no such command."""
    words = [_AS_A_VALUE.get(word, word) for word in shlex.split(call)]
    command, names = typer.main.get_command(cli), list[str]()
    while isinstance(command, TyperGroup):
        names.append(words.pop(0))
        command = command.commands[names[-1]]
    if words not in ([], ["--help"]):  # in a sentence a command may stand by its name alone
        command.make_context(names[-1], words).close()  # raises what is wrong with the options
    return names, words


def test_there_is_something_to_look_at() -> None:
    assert {"setup", "status", "doctor", "backup"} <= {call.split()[0] for call in CALLS}
    assert len(PAGES) == 1 + 2 * len(NAMES)


@pytest.mark.parametrize("call", CALLS)
def test_what_is_typed_in_the_terminal_exists_with_its_options(call: str) -> None:
    names, _ = found(call)
    shown = CliRunner().invoke(cli, [*names, "--help"])
    assert shown.exit_code == 0, shown.output


def test_the_harmless_ones_run(tmp_path: Path) -> None:
    """In the order of the page on running it: with nothing but settings, since none of them needs the server."""
    config = tmp_path / "losbote.toml"
    config.write_text('number = "+4915555550100"\nweb = "127.0.0.1:1"\n', encoding="utf-8")
    archive, target = tmp_path / "copy.tar.gz", tmp_path / "again"
    for call in (
        f"import --first-filling --config {config}",
        f"plan --days 60 --config {config}",
        f"deliveries --config {config}",
        f"captcha --config {config}",
        f"export {tmp_path / 'shelf'} --config {config}",
        f"import {tmp_path / 'shelf'} --config {config}",
        f"backup {archive} --config {config}",
        f"restore {archive} {target}",
    ):
        done = CliRunner().invoke(cli, call.split())
        assert (call, done.exit_code) == (call, 0), done.output
    assert CliRunner().invoke(cli, ["status", "--config", str(config)]).exit_code == 2  # the bot does not run
    assert (target / "losbote.db").exists()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_files_and_pages_that_are_named_exist(page: Path) -> None:
    text = TEXTS[page]
    links = [link for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    missing = [link for link in links if not (ROOT / page.parent / link).resolve().exists()]
    named = set(re.findall(r"\b(?:deploy|bot|commands|storage|tests)/[\w./*-]*\w", text)) - _MADE_BY_HAND
    missing += [path for path in named if not list(ROOT.glob(path))]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_commands_of_the_chat_exist(page: Path) -> None:
    text = TEXTS[page]
    blocks = [line for _, body in _BLOCK.findall(text) for line in body.splitlines()]
    said = [line for line in [*blocks, *_INLINE.findall(_BLOCK.sub("", text))] if re.match(r"!\w", line)]
    unknown = []
    for line in said:
        meant = understand(line, discover(), admin=True, prefixed=True)
        if not isinstance(meant, Meant) or meant.guessed:
            unknown.append(line)
    assert unknown == []


async def tables(folder: Path) -> set[str]:
    """Every table of storage; what SQLite makes for its own use is none."""
    async with open_storage(folder / "losbote.db"):
        pass
    with closing(sqlite3.connect(folder / "losbote.db")) as raw:
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    inner = {name for name in names if any(name.startswith(f"{one}_") for one in ("search_index", "search_trigrams"))}
    return {name for name in names - inner if not name.startswith("sqlite_")}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_table_stands_on_the_page_on_privacy(language: str, tmp_path: Path) -> None:
    rows = [
        line
        for line in (HANDBOOK / language / "privacy.md").read_text(encoding="utf-8").splitlines()
        if line[:3] == "| `"
    ]
    named = [name for row in rows for name in _INLINE.findall(row.split("|")[1])]
    assert sorted(named) == sorted(await tables(tmp_path))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", ["privacy.md", "records.md"])
def test_times_are_those_of_the_program(language: str, page: str) -> None:
    text = (HANDBOOK / language / page).read_text(encoding="utf-8")
    spans = (nightly._KEPT, nightly._REMINDERS, nightly._RSVPS, nightly._GIVEN, nightly._MISSES)
    days = {span.days for span in spans}
    told = {int("".join(found)) for found in re.findall(r"(\d+) (?:Tag|day)|(?:sonst|else) (\d+)", text)}
    assert days <= told
    assert told - days == {keeping.DAYS}
    assert (keeping.WEEKS, keeping.MONTHS) == (4, 6)
    assert handover_page.KEPT.days in told
    if page == "privacy.md":
        assert re.search(rf"\b{KEPT_ON.total_seconds() / 3600:.0f} (?:Stunden|hours)", text)


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_pages_with_the_same_parts(name: str) -> None:
    both = [TEXTS[page] for page in PAGES if page.name == name and page.parent.name in LANGUAGES]
    assert len(both) == len(LANGUAGES)
    parts = [
        (
            [len(mark) for mark in re.findall(r"^(#+) ", _BLOCK.sub("", text), re.MULTILINE)],
            len(re.findall(r"^\|", text, re.MULTILINE)),
            [body.count("\n") for _, body in _BLOCK.findall(text)],
            len(re.findall(r"<[^<>\n]+>", text)),
        )
        for text in both
    ]
    assert parts[0] == parts[1]
