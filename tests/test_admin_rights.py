"""Every command of the admins, said by everybody who may not: none gets through, none can be told from nonsense."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playground import Playground, playground

from bot.demo import envelopes, sample
from bot.demo.envelopes import Person
from bot.demo.script import Deed
from bot.demo.world import World
from bot.understand import Unclear, understand
from commands import discover, registry
from commands._kit import Command
from storage import Tx
from storage.settings import HELD

EVERYTHING = discover()
STEERING = [one for one in EVERYTHING.commands if one.who == "admin"]
NONSENSE = "!xyzzyx 7"
_RESTLESS = ("frames", "deliveries", "search_", "sqlite_")
NUMBER = "+4915155500077"
DOUBLE = "5b0e5c1a-7d1f-4a58-9d0e-3f1f0c2b7a11"


def features() -> Iterable[object]:
    """All that the bot can do, one by one."""
    for part in (getattr(EVERYTHING, name) for name in EVERYTHING.__slots__ if name != "by_name"):
        yield from part.values() if isinstance(part, dict) else part


def lines(command: Command) -> list[str]:
    """How a command is called: by its bare names, and as its examples show."""
    bare = [f"!{name}" for name in command.names]
    return list(dict.fromkeys([*bare, *(example.says for example in command.examples)]))


PUBLIC = registry(one for one in features() if not (isinstance(one, Command) and one.who == "admin"))


def unlike_nonsense(line: str) -> bool:
    """Whether it lies beside a command for all, so that everybody hears of that one."""
    meant = understand(line, EVERYTHING, admin=False, prefixed=False)
    assert meant == understand(line, PUBLIC, admin=False, prefixed=False)
    return not isinstance(meant, Unclear)


LINES = list(dict.fromkeys(line for command in STEERING for line in lines(command)))
PLAIN = [line for line in LINES if not unlike_nonsense(line)]
BESIDE = [line for line in LINES if unlike_nonsense(line)]


# -- the people -----------------------------------------------------------------------------------------------------


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def ground(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Playground]:
    """One bot for all of the table, which says nothing by itself."""
    folder = tmp_path_factory.mktemp("rights")
    async with playground(folder, *features(), reminders=[], tips="", pin=False) as made:
        await made.storage.write(lambda tx: sample.fill(tx, made.clock.now()))
        await _gather(made)
        yield made


@pytest_asyncio.fixture
async def ground_of_yes(tmp_path: Path) -> AsyncIterator[Playground]:
    """Another, in which admins do give their orders."""
    async with playground(tmp_path, *features(), reminders=[], tips="", pin=False) as made:
        await made.storage.write(lambda tx: sample.fill(tx, made.clock.now()))
        made.cast.world.add_person("gast")
        made.cast.world.join("gast", "Admins")
        await made.said()
        yield made


async def _gather(ground: Playground) -> None:
    """Carla was an admin, Dora has Petra's name and Otto her number; Gast is in the group of the admins."""
    world = ground.cast.world
    petra = world.people["petra"] = Person("petra", world.people["petra"].aci, NUMBER)
    for group in world.groups.values():
        group.members["petra"] = petra
    world.people["dora"] = Person("petra", DOUBLE, None)
    world.add_person("otto", number=NUMBER)
    for name in ("carla", "gast"):
        world.add_person(name)
        world.join(name, "Admins")
    for name in ("carla", "dora", "otto"):
        world.join(name, "Netzwerk")
    carla, now = world.people["carla"].aci, ground.clock.now()

    def come_and_go(tx: Tx) -> None:
        tx.admins.add(carla, petra.aci, now)
        tx.admins.remove(carla)

    await ground.storage.write(come_and_go)
    for who, place in (("bert", ""), ("petra", ""), ("petra", "Admins")):
        await ground.say(who, "!nächstes", place)  # to be edited
    world.new_phone("quirin")
    await ground.pass_(minutes=11)
    assert await ground.storage.read(lambda tx: tx.admins.suspended()) == {world.people["quirin"].aci}


async def everything(ground: Playground) -> dict[str, list[Any]]:
    """All that the database holds, but for what came in, what went out, the time, the index of the search, and the
    lists out of which anybody may pick."""

    def all_rows(tx: Tx) -> dict[str, list[Any]]:
        run = tx.settings._connection.execute
        tables = [row[0] for row in run("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        kept = [one for one in tables if not one.startswith(_RESTLESS)]
        rows = {one: [tuple(row) for row in run(f"SELECT * FROM {one}")] for one in kept}  # noqa: S608
        rows["settings"] = [row for row in rows["settings"] if row[0] in {HELD, "salt"} or "admin" in row[0]]
        lists = {name for name, one in EVERYTHING.pickers.items() if one.who == "all"}
        rows["offers"] = [row for row in rows["offers"] if lists.isdisjoint(row)]
        return rows

    return await ground.storage.read(all_rows)


# -- the ways in ----------------------------------------------------------------------------------------------------

Utter = Callable[[Playground, str], None]  # lets somebody say a line; what is said to it is heard later
_AT_ONCE = 18  # lines; of one person no more are answered in ten minutes


def said_by(who: str, place: str = "") -> Utter:
    def utter(ground: Playground, line: str) -> None:
        ground.cast.act(Deed(0, who, place or f"> {who}", "say", line), Path())

    return utter


def by_a_stranger(ground: Playground, line: str) -> None:
    """Another one each time, since they are answered once a day."""
    name = f"fremd{len(ground.cast.world.people)}"
    said_by(name)(ground, line)


def framed(content: Callable[[World, int, str], tuple[Person, dict[str, Any]]]) -> Utter:
    def utter(ground: Playground, line: str) -> None:
        world = ground.cast.world
        stamp = world._next_stamp()
        sender, body = content(world, stamp, line)
        world.frame(envelopes.frame(sender, str(world.bot.number), stamp, body))

    return utter


def _namesake(world: World, stamp: int, line: str) -> tuple[Person, dict[str, Any]]:
    return world.people["dora"], {"dataMessage": envelopes.data_message(stamp, None, line)}


def _sync(world: World, stamp: int, line: str) -> tuple[Person, dict[str, Any]]:
    petra = world.people["petra"]
    sent = {"destination": petra.aci, "destinationNumber": petra.number, "destinationUuid": petra.aci}
    message = envelopes.data_message(stamp, None, line)
    return world.bot, {"syncMessage": {"sentMessage": sent | message}}


def _sync_in_group(world: World, stamp: int, line: str) -> tuple[Person, dict[str, Any]]:
    nobody = {"destination": None, "destinationNumber": None, "destinationUuid": None}
    message = envelopes.data_message(stamp, world.groups["Admins"], line)
    return world.people["petra"], {"syncMessage": {"sentMessage": nobody | message}}


def edited_by(who: str, place: str = "") -> Utter:
    """An edit of a line that was said and answered before; see `_greet`."""
    here = place or f"> {who}"

    def utter(ground: Playground, line: str) -> None:
        world = ground.cast.world
        said = [one for one in world.messages if (one.author, one.chat) == (who, ground.cast.chat(here))]
        world.edit(who, said[0].timestamp, line)

    return utter


# What is forwarded, Signal does not mark: it is said by whoever forwards it, and so is every line below.
WAYS: dict[str, Utter] = {
    "a member in the group": said_by("anna", "Netzwerk"),
    "a member alone with the bot": said_by("anna"),
    "a stranger": by_a_stranger,
    "a former admin": said_by("carla"),
    "a former admin in the admin group": said_by("carla", "Admins"),
    "a guest in the admin group": said_by("gast", "Admins"),
    "the same name": framed(_namesake),
    "the same number": said_by("otto"),
    "what the own account said": framed(_sync),
    "what the own account said in the admin group": framed(_sync_in_group),
    "a member's edit": edited_by("bert"),
    "an admin's edit": edited_by("petra"),
    "an admin's edit in the admin group": edited_by("petra", "Admins"),
    "an admin in the group of all": said_by("petra", "Netzwerk"),
    "a suspended admin": said_by("quirin"),
    "a suspended admin in the admin group": said_by("quirin", "Admins"),
}


async def heard(ground: Playground, utter: Utter, lines: list[str]) -> list[str]:
    """All that is said to these lines, not too many at a time."""
    found: list[str] = []
    for start in range(0, len(lines), _AT_ONCE):
        for line in lines[start : start + _AT_ONCE]:
            utter(ground, line)
        found += await ground.said()
        ground.clock.move(timedelta(minutes=11))
    return [re.sub(r"> fremd\d+", "> fremd", one) for one in found]


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("way", WAYS)
async def test_nobody_else_steers_or_learns_that_one_can(ground: Playground, way: str) -> None:
    utter = WAYS[way]
    nothing = await heard(ground, utter, [NONSENSE])
    before = await everything(ground)
    assert await heard(ground, utter, PLAIN) == nothing * len(PLAIN)
    await heard(ground, utter, BESIDE)  # whose answers are those of a bot that has no such command, see above
    assert await everything(ground) == before


def test_the_table_has_every_command_and_some_of_it_is_plain() -> None:
    assert {one.name for one in STEERING} >= {"admin", "meeting", "add", "undo", "status"}
    assert len(PLAIN) > 4 * len(BESIDE)


async def test_a_reaction_by_another_is_nothing(ground_of_yes: Playground) -> None:
    """Whatever an admin is offered in the group of the admins, a guest there cannot take, by 👍 or by a word."""
    ground, offered = ground_of_yes, 0
    for line in LINES:
        ground.clock.move(timedelta(minutes=1))
        if not await ground.say("petra", line, "Admins"):
            continue
        await ground.pass_(seconds=1)  # what was said to the groups follows what was entered
        before = await everything(ground)
        offered += len(before["offers"])
        for sign in ("👍", "👎", "✏️"):
            assert await ground.react("gast", sign, "Admins") == []
        assert await ground.say("gast", "ja", "Admins") == []
        assert await everything(ground) == before
    assert offered > 0
