"""What people type when they set the bot up: groups, times and languages as they call them; names that stay."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from rich.console import Console
from setup_rig import FEW, NUMBER, PETRA, complete, serving, set_up

from bot.demo.server import StandIn
from bot.settings import load
from bot.setup.base import Setup
from bot.setup.kept import Kept
from bot.setup.steps import go
from bot.setup.talk import Talk


@pytest_asyncio.fixture
async def server() -> AsyncIterator[StandIn]:
    async with serving() as running:
        yield running


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("3 4", ["Netzwerk", "Orga"]),
        ("1, 3-4", ["Bund, Land", "Netzwerk", "Orga"]),
        ("3 und Orga", ["Netzwerk", "Orga"]),
        ("alle", ["Bund, Land", "Netzwerk", "Orga"]),
        ("ALL", ["Bund, Land", "Netzwerk", "Orga"]),
        ("bund, land", ["Bund, Land"]),
    ],
)
async def test_groups_are_named_as_people_do(tmp_path: Path, server: StandIn, typed: str, titles: list[str]) -> None:
    path = tmp_path / "losbote.toml"
    assert (await set_up(path, **complete(server) | {"group": typed}))[1] == ""
    served = {group.id for group in load(path).groups.values()}
    assert sorted(one.name for one in server.world.groups.values() if one.id in served) == titles


@pytest.mark.parametrize(
    ("reminders", "tips", "kept"),
    [
        ("1 Woche, 1 Tag", "Di,Fr 10:00", (("7d", "1d"), "Tue,Fri 10:00")),
        ("7d, 1d, 30min", "dienstags und freitags um 10", (("7d", "1d", "30m"), "Tue,Fri 10:00")),
        ("2 Tage und 1,5 Stunden vorher, zu Beginn", "Mo-Mi 9 Uhr", (("2d", "90m", "0"), "Mon,Tue,Wed 9:00")),
        ("90d 0", "Fr bis Mo um 8.30", (("90d", "0"), "Mon,Fri,Sat,Sun 8:30")),
        ("one week before", "Tuesdays at 18:00", (("7d",), "Tue 18:00")),
        ("nie", "täglich 7 Uhr", ((), "Mon,Tue,Wed,Thu,Fri,Sat,Sun 7:00")),
        ("keine", "Nie", ((), "")),
        ("-", "keine Tipps", ((), "")),
    ],
)
async def test_times_are_written_as_people_do(
    tmp_path: Path, server: StandIn, reminders: str, tips: str, kept: tuple[tuple[str, ...], str]
) -> None:
    path = tmp_path / "losbote.toml"
    assert (await set_up(path, **complete(server), reminders=reminders, tips=tips))[1] == ""
    settings = load(path)
    assert (settings.posts.reminders, settings.posts.tips) == kept


def by_hand(path: Path, server: StandIn, more: str = "") -> None:
    """Settings that somebody wrote, with a group under a name of their own."""
    path.write_text(
        f'number = "{NUMBER}"\nserver = "{server.url}"\n{more}'
        f'[groups.nord]\nid = "{server.world.groups["Netzwerk"].internal_id}"\n',
        encoding="utf-8",
    )


def dressed(server: StandIn) -> list[str]:
    """The names that the account was given, one after the other."""
    return [one.body["name"] for one in server.requests if one.path.startswith("/v1/profiles") and one.body]


async def test_the_name_is_set_once_for_an_account(tmp_path: Path, server: StandIn) -> None:
    path = tmp_path / "losbote.toml"
    by_hand(path, server)
    told, error = await set_up(path)
    assert (error, "Der Name ist gesetzt" in told, dressed(server)) == ("", False, ["Losbote"])
    assert "Noch kann niemand den Bot steuern." in told
    told, error = await set_up(path, admin=server.world.people[PETRA].aci)
    assert (error, "Der Name ist gesetzt" in told, dressed(server)) == ("", True, ["Losbote"])
    assert "Noch kann niemand den Bot steuern." not in told
    server.faults.account_gone = True
    assert (await set_up(path, captcha="signalcaptcha://gelöst"))[1].startswith("Der Code ist unterwegs.")
    assert (await set_up(path, code="123456"))[1] == ""
    assert dressed(server) == ["Losbote", "Losbote"]


async def test_a_name_that_is_refused_is_told_and_tried_again(tmp_path: Path, server: StandIn) -> None:
    path = tmp_path / "losbote.toml"
    server.faults.profiles = 1
    told, error = await set_up(path, **complete(server))
    assert (error, path.exists(), "Der Name ist gesetzt" in told) == ("", True, False)
    assert "Das Profil ist nicht gesetzt. Die Antwort war: „Failed to update profile: connection closed“" in told
    server.world.profile = {}
    told, error = await set_up(path)
    assert (error, "Das Profil ist nicht gesetzt" in told, server.world.profile["name"]) == ("", False, "Losbote")


async def test_a_mistake_in_a_flag_changes_nothing_for_the_next_call(tmp_path: Path, server: StandIn) -> None:
    path = tmp_path / "losbote.toml"
    assert (await set_up(path, **complete(server)))[1] == ""
    before = path.read_bytes()
    assert "„9“ ist keine Nummer aus der Liste" in (await set_up(path, group="9"))[1]
    told, error = await set_up(path)
    assert (error, "Gruppen: Netzwerk, Orga" in told, path.read_bytes() == before) == ("", True, True)
    assert dressed(server) == ["Losbote"]


async def test_a_group_keeps_the_name_that_somebody_gave_it(tmp_path: Path, server: StandIn) -> None:
    path, world = tmp_path / "losbote.toml", server.world
    by_hand(path, server)
    assert (await set_up(path, group="Netzwerk, Orga"))[1] == ""
    nord, orga, test = (world.groups[name].id for name in ("Netzwerk", "Orga", "Bund, Land"))
    assert {name: (group.id, group.purpose) for name, group in load(path).groups.items()} == {
        "nord": (nord, "main"),
        "admin": (orga, "admin"),
    }
    assert (await set_up(path, group="test=Bund, Land"))[1] == ""
    assert {name: group.id for name, group in load(path).groups.items()} == {"nord": nord, "test": test}


async def test_without_a_question_the_terminal_says_which_language(
    tmp_path: Path, server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for lang, language in (("en_GB.UTF-8", "en"), ("de_CH.UTF-8", "de"), ("C.UTF-8", "de"), ("fr_FR.UTF-8", "en")):
        monkeypatch.setenv("LANG", lang)
        path = tmp_path / f"{lang}.toml"
        shown = Setup(Talk(Console(file=io.StringIO()), given=complete(server) | FEW, asks=False), Kept(path))
        await asyncio.to_thread(go, shown)
        assert load(path).language == language


async def test_the_puzzle_is_not_explained_to_who_has_solved_it(tmp_path: Path, server: StandIn) -> None:
    server.faults.account_gone = True
    told, error = await set_up(tmp_path / "losbote.toml", **complete(server), captcha="signalcaptcha://gelöst")
    assert (error[:23], "https://signalcaptchas.org" in told) == ("Der Code ist unterwegs.", False)


@pytest.mark.parametrize(
    ("title", "purpose"),
    [
        ("Leitung, intern", "admin"),
        ("Vorstand", "admin"),
        ("Kernteam", "admin"),
        ("Sprecher:innen", "admin"),
        ("Bürgerräte international", "main"),
        ("Testgruppe", "test"),
    ],
)
async def test_a_title_says_what_a_group_is_for(tmp_path: Path, server: StandIn, title: str, purpose: str) -> None:
    path, group = tmp_path / "losbote.toml", server.world.add_group(title, [PETRA])
    assert (await set_up(path, **complete(server) | {"group": group.id}))[1] == ""
    assert [one.purpose for one in load(path).groups.values()] == [purpose]
