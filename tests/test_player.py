"""The player itself: what it finds fault with, how it tells, what it rewrites."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent

import pytest
from typer.testing import CliRunner

from bot.cli import cli
from bot.clock import PlayedClock
from bot.demo import player
from bot.demo.cast import Cast, Said
from bot.demo.machine import Machine
from bot.demo.player import Played, play_files
from bot.demo.process import BotGoneError
from bot.demo.script import Deed, ScriptError, parse
from bot.demo.world import Attachment, World

NONE = "Es ist noch kein Treffen eingetragen. Sobald es eins gibt, steht es hier."

Chat = Callable[[str], Awaitable[Played]]


def script(text: str) -> str:
    return dedent(text).lstrip("\n")


async def test_a_difference_is_shown_as_two_conversations(chat: Chat) -> None:
    played = await chat(
        script("""
            @ group Netzwerk: anna
            # was anders kommt
            anna: !next
            bot: ~ noch kein
            anna: !termine
            bot: Die Termine
            bot > anna: …
            anna: !next
        """)
    )
    assert played.failure == (
        "line 6: the bot said something else (- is written, + was said).\n\n"
        f"  anna: !termine\n- bot: Die Termine\n- bot > anna: …\n+ bot: {NONE}\n"
    )


async def test_what_is_said_beyond_the_script_is_a_difference(chat: Chat) -> None:
    played = await chat("@ group Netzwerk: anna\nanna: !next\n@ silence\nbot: …\n")
    assert played.failure == (
        f"line 3: the bot said something else (- is written, + was said).\n\n  anna: !next\n+ bot: {NONE}\n"
    )


async def test_drain_forgets_what_is_beyond_and_not_what_is_missing(chat: Chat) -> None:
    assert (await chat("@ group Netzwerk: anna\nanna: !next\n@ drain\n@ silence\n")).failure == ""
    missing = await chat("@ group Netzwerk: anna\nanna: !next\nbot: …\nbot: …\n@ drain\n")
    assert missing.failure == (
        "line 4: the bot said something else (- is written, + was said).\n\n  anna: !next\n  bot: …\n- bot: …\n"
    )


async def test_accepting_keeps_what_fits_and_everything_else(tmp_path: Path) -> None:
    path = tmp_path / "a.chat"
    before = """
        # Anfang
        @ group Netzwerk: anna, petra*
        @ group Admins: petra*
        @ now 2026-11-30 18:00
        anna: !next
        bot: ~ noch kein
        # bleibt
        bot: zu viel
        anna > next
        bot: falscher Ort
        petra: !termine
        bot: Es…steht es hier.
        anna: !sprache en
        @ in Admins
        petra: !sprache en
        bot: alt
          und alt

        petra: !next
        @ drain
        petra > next
    """
    after = f"""
        # Anfang
        @ group Netzwerk: anna, petra*
        @ group Admins: petra*
        @ now 2026-11-30 18:00
        anna: !next
        bot: ~ noch kein
        # bleibt
        anna > next
        bot > anna: {NONE}
        petra: !termine
        bot: Es…steht es hier.
        anna: !sprache en
        bot: In der Gruppe stellen die Admins die Sprache ein. \
Für dich allein geht es, wenn du mir direkt schreibst: !sprache en
        @ in Admins
        petra: !sprache en
        bot: From now on I will write English here. !language de takes us back to German.

        petra: !next
        @ drain
        petra > next
        bot > petra: {NONE}
    """
    path.write_text(script(before), encoding="utf-8")
    assert await play_files([path], accept=True) == 0
    assert path.read_text(encoding="utf-8") == script(after)
    assert await play_files([path], accept=False) == 0


async def test_what_another_group_was_told_is_written_with_its_name(chat: Chat) -> None:
    lines = "@ sample\n@ now 2026-12-01 18:00\n@ in Admins\n@ pass 1h\n@ silence"
    assert (await chat(lines)).accepted == (
        "@ sample\n@ now 2026-12-01 18:00\n@ in Admins\n@ pass 1h\n"
        "@ in Netzwerk\nbot: 📅 Morgen um 19:00 Uhr: Kosten im Griff. Wer kommt? 👍 genügt.\n"
        "  https://meet.example/netz\n@ in Admins\n@ silence"
    )


async def test_what_is_expected_in_two_groups_is_mended_in_its_place(chat: Chat) -> None:
    lines = "@ sample\n@ now 2026-12-01 18:00\n@ pass 1h\nbot: alt\n@ in Admins\nbot: zu viel\n@ silence"
    assert (await chat(lines)).accepted == (
        "@ sample\n@ now 2026-12-01 18:00\n@ pass 1h\n"
        "bot: 📅 Morgen um 19:00 Uhr: Kosten im Griff. Wer kommt? 👍 genügt.\n"
        "  https://meet.example/netz\n@ in Admins\n@ silence"
    )


async def test_a_bot_that_does_not_come_to_rest_is_told_so(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(player, "_PATIENCE", 0.0)
    played = await chat("@ group Netzwerk: anna\nanna: !next\n")
    assert played.failure == "line 2: the bot does not come to rest within 0 seconds. Its log ends with:\n"


async def test_exit_codes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, different, wrong, none = (tmp_path / f"{name}.chat" for name in ("good", "different", "wrong", "none"))
    good.write_text("@ group Netzwerk: anna\nanna: Hallo\n@ silence\n", encoding="utf-8")
    different.write_text("@ group Netzwerk: anna\nanna: Hallo\nbot: Hallo\n", encoding="utf-8")
    wrong.write_text("anna: Hallo\n@ resart\n", encoding="utf-8")
    assert await play_files([good], accept=False) == 0
    assert capsys.readouterr() == ("", "")
    assert await play_files([different, good], accept=False) == 1
    told = "the bot said something else (- is written, + was said).\n\n  anna: Hallo\n- bot: Hallo\n\n"
    assert capsys.readouterr() == (f"{different}, line 3: {told}", "")
    assert await play_files([wrong, none], accept=True) == 2
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == (
        "",
        [
            f"{wrong}, line 2: there is no order `@ resart`. Did you mean `@ restart`?",
            f"{none}: cannot be read (No such file or directory).",
        ],
    )


def test_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "a.chat"
    path.write_text("@ group Netzwerk: anna\nanna: !next\n@ silence\n", encoding="utf-8")
    assert CliRunner().invoke(cli, ["play", str(path)]).exit_code == 1
    assert CliRunner().invoke(cli, ["play", "--accept", str(path)]).exit_code == 0
    assert CliRunner().invoke(cli, ["play", str(path)]).exit_code == 0


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "anna: Hallo",
            "line 1: there is no group yet. Begin with `@ group Netzwerk: anna, bert, petra*` or `@ sample`.",
        ),
        (
            "@ sample\n@ in Garten\nanna: Hallo",
            "line 3: there is no group Garten. There are Netzwerk, Admins.",
        ),
        (
            "@ group Netzwerk: anna\n@ group Netzwerk: bert",
            "line 2: there is a group Netzwerk already. Give this one another name.",
        ),
        ("@ group Netzwerk: anna, bot", "line 1: the bot is in every group. Name people only."),
        ("@ sample\nanna: Hallo\n@ zone UTC", "line 3: `@ zone` has to stand above everything that is said."),
        ("@ sample\nzoe: Hallo", "line 2: zoe is not in Netzwerk Bürgerräte. Let `@ join zoe` come first."),
        ("@ sample\nanna: 👍 last", "line 2: bot has said nothing that anna can see. Let it be said first."),
        ("@ sample\nanna: delete", "line 2: anna has said nothing that anna can see. Let it be said first."),
        (
            "@ sample\nanna: attach a.txt Hallo",
            "line 2: there is no file a.txt. Its path begins at the folder of the script.",
        ),
        ("@ sample\n@ in Garten\nbot: …", "line 3: there is no group Garten. There are Netzwerk, Admins."),
        ("@ sample\n@ again", "line 2: nothing came yet. Let somebody say something first."),
        ("@ sample\n@ online", "line 2: the bot runs already. Let `@ offline` come first."),
        ("@ sample\n@ offline\n@ kill", "line 3: the bot does not run. Let `@ online` come first."),
        ("@ sample\n@ leave zoe", "line 2: zoe is not in Netzwerk Bürgerräte. Let `@ join zoe` come first."),
        ("@ sample\n@ admin zoe", "line 2: zoe is not in Netzwerk Bürgerräte. Let `@ join zoe` come first."),
        (
            "@ sample\nanna: hallo\n@ setting posts.pin = true",
            "line 3: `@ setting` has to stand above everything that is said.",
        ),
        (
            "@ setting zone = Europe/Rome",
            'line 1: `Europe/Rome` is no value. Texts stand in quotes: `@ setting zone = "Europe/Rome"`.',
        ),
        (
            "@ setting posts.pni = true",
            "line 1: the setting posts.pni cannot be true (Extra inputs are not permitted).",
        ),
        (
            "@ sample\n@ newphone zoe",
            "line 2: there is nobody called zoe. There are anna, bert, carla, deniz, petra, quirin.",
        ),
        (
            "@ sample\n@ sleep zoe",
            "line 2: there is nobody called zoe. There are anna, bert, carla, deniz, petra, quirin.",
        ),
    ],
)
async def test_mistakes_that_show_while_playing(text: str, sentence: str, chat: Chat) -> None:
    with pytest.raises(ScriptError) as caught:
        await chat(text)
    assert str(caught.value) == sentence


async def test_settings_are_those_of_the_script(chat: Chat) -> None:
    settings = '@ setting language = "en"\n@ setting posts.pin = true\n'
    played = await chat(f"@ sample\n{settings}@ silence\nbot: 📌 Next meeting:…\nbot: pin 📌 Next meeting:…")
    assert played.failure == ""


async def test_files_come_from_the_folder_of_the_script(tmp_path: Path, chat: Chat) -> None:
    (tmp_path / "a.txt").write_text("Muster", encoding="utf-8")
    script_ = "@ group Netzwerk: anna\nanna > attach a.txt next\nbot > anna: …\nanna: attach a.txt\n@ silence\n"
    assert (await chat(script_)).failure == ""


async def test_a_bot_that_is_gone_is_told_with_its_log(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    machine.cast.take_sample()
    await machine.begin()
    await machine.quiet()  # so that what it has to log by now is written
    assert machine._bot is not None
    await machine._bot.kill()
    with pytest.raises(BotGoneError):
        await machine.quiet()
    await machine.end()
    assert machine.log.rstrip().endswith("the link to the server is there")


def test_people_vote_in_the_last_poll_they_see() -> None:
    cast = Cast(World(PlayedClock(datetime(2026, 11, 30, 17, tzinfo=UTC))))
    cast.add_group("Netzwerk", ["anna", "bert"])
    cast.add_group("Beirat", ["anna"])
    first, second = (cast.world.poll_create(cast.chat(name), "Wann?", ["Di", "Mi"]) for name in ("Netzwerk", "Beirat"))
    cast.world.post(cast.chat("Beirat"), "Stimmt ab!")
    for line in ("anna: vote 1 2 last", "bert: vote 1 last", "bert: vote none last"):
        cast.act(deed(line), Path())
    assert first.poll is not None
    assert second.poll is not None
    assert (first.poll.votes, second.poll.votes) == ({"bert": []}, {"anna": [0, 1]})
    with pytest.raises(ValueError, match="no such option"):
        cast.act(deed("bert: vote 3 last"), Path())
    with pytest.raises(ValueError, match="there is no poll that cem can see"):
        cast.act(deed("cem: vote 1 last"), Path())


def deed(line: str) -> Deed:
    found = parse(line).exchanges[-1].cue
    assert isinstance(found, Deed)
    return found


def test_everything_the_bot_does_is_heard() -> None:
    world = World(PlayedClock(datetime(2026, 11, 30, 17, tzinfo=UTC)))
    cast = Cast(world)
    cast.add_group("Netzwerk", ["anna"])
    chat, direct = cast.chat(""), cast.chat("> anna")
    asked = world.say("anna", chat, "!next")
    world.bot_react(chat, asked.timestamp, "anna", "👀")
    world.react("anna", asked.timestamp, "👍")
    world.bot_react(chat, asked.timestamp, "anna", None)
    answer = world.post(direct, "eins", attachments=[Attachment.of("termin.ics", b"x")])
    world.bot_edit(direct, answer.timestamp, "zwei")
    world.bot_delete(direct, answer.timestamp)
    for does in (world.pin, world.pin, world.unpin, world.unpin):
        does("Netzwerk", asked.timestamp, "anna")
    poll = world.poll_create(chat, "Wann?", ["Di", "Mi"], multiple=False)
    world.vote("anna", poll.timestamp, [1])
    world.poll_close(chat, poll.timestamp)
    world.poll_create(chat, "Wo?", ["hier", "da"])
    assert cast.said == [
        Said(chat, "👀 last"),
        Said(direct, "attach termin.ics eins"),
        Said(direct, "edit attach termin.ics zwei"),
        Said(direct, "delete"),
        Said(chat, "pin !next"),
        Said(chat, "unpin !next"),
        Said(chat, "poll Wann?\nDi\nMi"),
        Said(chat, "close Wann?"),
        Said(chat, "poll several Wo?\nhier\nda"),
    ]
    assert [cast.place(chat), cast.place(direct)] == ["Netzwerk", "> anna"]


def test_people_mention_each_other_and_are_mentioned_by_their_names() -> None:
    cast = Cast(World(PlayedClock(datetime(2026, 11, 30, 17, tzinfo=UTC))))
    cast.add_group("Netzwerk", ["anna", "bert"])
    cast.act(Deed(0, "bert", "", "say", "🎲 @anna, frag @zoe oder a@bert, @bot!"), Path())
    said = cast.world.messages[-1]
    assert said.text == "🎲 \ufffc, frag @zoe oder a@bert, \ufffc!"
    assert [(one.start, one.length, one.name) for one in said.mentions] == [(3, 1, "anna"), (29, 1, "bot")]
    cast.world.post(cast.chat(""), said.text, mentions=said.mentions)
    assert [one.text for one in cast.said] == ["🎲 @anna, frag @zoe oder a@bert, @bot!"]
