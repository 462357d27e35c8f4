"""Who is an admin, through the whole bot: what chat scripts cannot say."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playground import Playground, playground
from typer.testing import CliRunner

from bot.cli import cli
from bot.demo import envelopes
from commands import admin, remind, undo
from commands._texts import say
from storage import open_storage

LIST = "> petra: Wer mich steuert\n· @quirin (steht in den Einstellungen)\n· @petra (steht in den Einstellungen)"
FEATURES = (
    *(admin.admin, admin.decided, admin.confirmed, admin.taken_back, admin.why_key, admin.why_asked),
    *(undo.undo, undo.earlier, remind.remind),
)


@pytest_asyncio.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Playground]:
    """Petra and Quirin steer, in a group of their own too."""
    async with playground(tmp_path, *FEATURES) as made:
        await made.said()
        yield made


async def suspended(ground: Playground) -> set[str]:
    people = {one.aci: name for name, one in ground.cast.world.people.items()}
    return {people[aci] for aci in await ground.storage.read(lambda tx: tx.admins.suspended())}


# -- safety numbers -------------------------------------------------------------------------------------------------


async def test_a_yes_to_an_older_question_is_not_for_the_newer_key(ground: Playground) -> None:
    ground.cast.world.new_phone("petra")
    await ground.pass_(minutes=11)
    question = ground.cast.world.last("bot", ground.cast.chat("Admins"))
    assert question is not None
    petra = ground.cast.world.people["petra"].aci
    await ground.storage.write(lambda tx: tx.admins.saw(petra, "another key"))
    ground.cast.world.react("quirin", question.timestamp, "👍")
    (answer,) = await ground.said()
    assert answer.startswith("Admins: Die Sicherheitsnummer hat sich seit dieser Frage noch einmal geändert.")
    assert await suspended(ground) == {"petra"}


async def test_nobody_is_asked_twice_about_one_key(ground: Playground) -> None:
    ground.cast.world.new_phone("petra")
    assert len(await ground.pass_(minutes=11)) == 2
    assert await ground.pass_(minutes=11) == []
    await ground.stop()
    await ground.start()
    assert await ground.said() == []
    assert await suspended(ground) == {"petra"}


async def test_the_server_is_asked_at_most_every_ten_seconds(ground: Playground) -> None:
    def asked() -> int:
        return sum(one.path.startswith("/v1/identities/") for one in ground.server.requests)

    await ground.pass_(minutes=1)
    before = asked()
    for _ in range(5):
        assert await ground.say("petra", "!admin") == [LIST]  # a second later each
    assert asked() == before + 1
    await ground.say("anna", "!erinnern")
    await ground.pass_(seconds=20)
    await ground.say("anna", "!erinnern")
    assert asked() == before + 1  # nobody else is looked at
    await ground.say("petra", "!admin")
    assert asked() == before + 2
    await ground.pass_(minutes=10)
    assert asked() == before + 3


async def test_nothing_of_a_fingerprint_is_kept(ground: Playground) -> None:
    petra = ground.cast.world.people["petra"]
    kept = await ground.storage.read(lambda tx: tx.admins.key(petra.aci))
    assert kept is not None
    assert len(kept) == 32
    assert kept not in ground.cast.world.fingerprint(petra)


async def test_without_an_answer_of_the_server_the_bot_goes_on(ground: Playground) -> None:
    await ground.pass_(minutes=1)
    ground.cast.world.new_phone("petra")
    ground.server.faults.account_gone = True  # whatever is asked or sent is refused
    assert await ground.say("petra", "!admin") == []
    ground.server.faults.account_gone = False
    assert await ground.pass_(minutes=5) == [LIST]
    assert await suspended(ground) == set()
    assert (await ground.say("petra", "!admin"))[
        -1
    ] == "> petra: Das habe ich nicht verstanden. !hilfe zeigt, was ich kann."
    assert await suspended(ground) == {"petra"}


# -- removed ----------------------------------------------------------------------------------------------------------


async def test_what_was_offered_to_a_removed_admin_is_void(ground: Playground) -> None:
    petra, anna = ground.cast.world.people["petra"].aci, ground.cast.world.people["anna"].aci
    await ground.storage.write(lambda tx: tx.admins.add(anna, petra, ground.clock.now()))
    assert len(await ground.say("petra", "!admin dazu @bert")) == 3  # Quirin and Anna are asked
    await ground.storage.write(lambda tx: tx.admins.remove(anna))
    assert await ground.react("anna", "👍") == []
    await ground.say("anna", "ja")
    assert await ground.storage.read(lambda tx: tx.admins.list()) == []
    assert "> quirin: @bert ist jetzt Admin." in await ground.say("quirin", "ja")


async def test_what_somebody_has_entered_anew_is_not_brought_back_by_undo(ground: Playground) -> None:
    petra, anna = ground.cast.world.people["petra"].aci, ground.cast.world.people["anna"].aci
    await ground.storage.write(lambda tx: tx.admins.add(anna, petra, ground.clock.now()))
    await ground.say("petra", "!admin weg @anna")
    await ground.storage.write(lambda tx: tx.admins.add(anna, petra, ground.clock.now()))
    (answer,) = await ground.say("petra", "!zurück")
    assert "wieder Admin" not in answer
    assert await ground.storage.read(lambda tx: tx.admins.list()) == [anna]


async def test_the_last_who_can_steer_stays(ground: Playground) -> None:
    petra, anna = ground.cast.world.people["petra"].aci, ground.cast.world.people["anna"].aci
    await ground.storage.write(lambda tx: tx.admins.add(anna, petra, ground.clock.now()))
    await ground.pass_(minutes=11)
    for name in ("petra", "quirin"):
        ground.cast.world.new_phone(name)
    await ground.pass_(minutes=11)
    assert await suspended(ground) == {"petra", "quirin"}
    assert await ground.say("anna", "!admin weg @anna") == [
        "> anna: Außer dir kann niemand steuern. Nimm zuerst jemanden dazu: !admin dazu @Name"
    ]
    (alone,) = await ground.say("anna", "!admin dazu @bert")
    assert alone.startswith("> anna: Außer dir kann gerade niemand steuern, also bestätigst du selbst:")
    # Now somebody else can look at it too, so her own yes is not enough.
    await ground.storage.write(lambda tx: tx.admins.trust(petra))
    asked = await ground.say("anna", "ja")
    assert [one.partition(":")[0] for one in asked] == ["> anna", "> petra"]
    assert await ground.storage.read(lambda tx: tx.admins.list()) == [anna]


# -- groups -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "joins"), [("petra", True), ("anna", False)])
async def test_an_invitation_is_accepted_from_an_admin_only(ground: Playground, who: str, joins: bool) -> None:
    world = ground.cast.world
    group = world.groups["Netzwerk"]
    group.bot_is_member, group.bot_is_invited = False, True
    stamp = world._next_stamp()
    update = {"dataMessage": envelopes.data_message(stamp, group, update=True)}
    world.frame(envelopes.frame(world.people[who], str(world.bot.number), stamp, update))
    await ground.said()
    assert (group.bot_is_member, group.bot_is_invited) == (joins, not joins)


async def test_several_who_lead_a_group_are_told_of_at_once_and_not_at_night(ground: Playground) -> None:
    await ground.pass_(hours=4)  # 22:00
    world = ground.cast.world
    world.groups["Netzwerk"].admins |= {"anna", "bot"}
    world.groups["Netzwerk"].admins -= {"petra", "quirin"}
    world.make_admin("bert", "Netzwerk")
    assert await ground.said() == []
    await ground.pass_(hours=9, minutes=58)
    came, left = await ground.pass_(minutes=2)
    assert came.replace("@anna und @bert", "@bert und @anna") == (
        "Admins: @bert und @anna sind jetzt Admins der Signal-Gruppe „Netzwerk“."
    )
    assert left.replace("@petra und @quirin", "@quirin und @petra") == (
        "Admins: @quirin und @petra sind nicht mehr Admins der Signal-Gruppe „Netzwerk“."
    )


# -- the terminal -----------------------------------------------------------------------------------------------------

PETRA = "7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60"


def trusts(folder: Path, aci: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["admin", "trust", aci, "--config", str(folder / "losbote.toml")])
    return done.exit_code, done.output.strip()


async def test_the_person_who_runs_it_gives_the_rights_back(tmp_path: Path) -> None:
    (tmp_path / "losbote.toml").write_text(f'number = "+4915112345678"\nadmins = ["{PETRA}"]\n', encoding="utf-8")
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(lambda tx: [tx.admins.saw(PETRA, key) for key in ("old", "new")])
        assert await storage.read(lambda tx: tx.admins.suspended()) == {PETRA}
    stranger = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"
    for aci, code, what, shown in [
        ("petra", 1, "aci", "petra"),
        (stranger, 1, "nobody", stranger),
        (PETRA.upper(), 0, "trusted", PETRA),
        (PETRA, 0, "well", PETRA),
    ]:
        assert await _in_thread(tmp_path, aci) == (code, say("de", "admins-cli", what=what, aci=shown))
    async with open_storage(tmp_path / "losbote.db") as storage:
        assert await storage.read(lambda tx: tx.admins.suspended()) == set()


async def _in_thread(folder: Path, aci: str) -> tuple[int, str]:
    """The command has a loop of its own."""
    return await asyncio.to_thread(trusts, folder, aci)
