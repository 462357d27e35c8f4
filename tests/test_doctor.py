"""`losbote doctor`: set-ups that are broken in one way each, between a real database and the stand-in server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from test_metrics import free
from typer.testing import CliRunner
from ward import Ward, warded

from bot.cli import cli
from bot.clock import SystemClock
from bot.demo.world import World
from bot.doctor import files, link
from bot.doctor.base import Finding
from bot.doctor.checks import examined
from bot.settings import GroupSettings, ReceiveSettings
from bot.web import served
from storage import Tx, open_storage
from storage.chat import group_chat
from storage.content import Content
from storage.settings import BACKED_UP, BACKUP_FAILED


@pytest_asyncio.fixture
async def ward(tmp_path: Path) -> AsyncIterator[Ward]:
    async with warded(tmp_path) as found:
        yield found


async def test_all_is_well(ward: Ward) -> None:
    assert await ward.found() == {}
    found = [one for name, one in await examined(ward.settings, SystemClock()) if name == "unseen"]
    assert [(one.level, one.hand != "") for one in found] == [("unseen", True)] * 3


async def test_in_the_terminal(ward: Ward) -> None:
    config = ward.file()
    run = CliRunner()
    done = await asyncio.to_thread(run.invoke, cli, ["doctor", "--config", config])
    assert (done.exit_code, done.stdout.splitlines()[0], done.stdout.splitlines()[-1]) == (
        0,
        f"✓ Einstellungen: {config}",
        "Alles in Ordnung, soweit es sich von hier aus sehen lässt.",
    )
    assert "✓ Gruppe main: „Netzwerk“, der Bot ist drin, außer ihm 3 Personen." in done.stdout.splitlines()
    await ward.storage.write(lambda tx: tx.settings.hold(ward.settings.admins[0], SystemClock().now()))
    done = await asyncio.to_thread(run.invoke, cli, ["doctor", "--json", "--config", config])
    told = [(one["check"], one["text"]) for one in json.loads(done.stdout) if one["level"] == "warn"]
    assert (done.exit_code, told) == (1, [("deliveries", "Alle Posts sind angehalten.")])
    ward.server.faults.account_gone = True
    done = await asyncio.to_thread(run.invoke, cli, ["doctor", "--config", config])
    lines = done.stdout.splitlines()
    unknown = lines.index("✗ Der Server kennt die Nummer des Bots nicht.")
    hand = f"  → losbote setup --config {config} registriert oder verknüpft sie."
    assert (done.exit_code, lines[unknown + 1]) == (2, hand)
    assert [line for line in lines if "Gruppe" in line] == []  # what hangs on it is no finding of its own


def test_settings_that_cannot_be_used(tmp_path: Path) -> None:
    config = tmp_path / "losbote.toml"
    config.write_text('nummer = "+4915555550100"\nlanguage = "fr"\n', encoding="utf-8")
    done = CliRunner().invoke(cli, ["doctor", "--json", "--config", str(config)])
    told = json.loads(done.stdout)
    assert (done.exit_code, [(one["check"], one["level"]) for one in told]) == (2, [("settings", "bad")] * 3)
    assert [word for word in ("`nummer`", "`number`", "`language`") if word not in done.stdout] == []


async def test_no_server(ward: Ward) -> None:
    await ward.server.stop()
    found = await ward.found()
    assert [(name, one.level) for name, listed in found.items() for one in listed] == [
        ("server", "bad"),
        ("port", "unseen"),
    ]
    assert found["server"][0].text == f"Unter {ward.settings.server} antwortet kein Server."
    found = await ward.found(server=f"http://{ward.settings.web}")
    assert found["server"][0].text.startswith(f"Der Server unter http://{ward.settings.web} weist den Bot ab: 404")


OTHER = "Something answers at {server}, but it is no signal-cli-rest-api, perhaps another program on the same port."


@pytest.mark.parametrize(
    ("about", "text"),
    [
        ({"version": "0.101", "mode": "native"}, "The server runs in mode native."),
        ({"version": "0.101", "mode": "normal"}, "The server runs in mode normal."),
        ({"version": "0.98", "mode": "json-rpc"}, "The server has version 0.98; Losbote needs 0.101 or newer."),
        (
            {"hello": "there"},
            OTHER,
        ),
    ],
)
async def test_another_server(ward: Ward, about: dict[str, str], text: str) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response(about)

    async def accounts(_: web.Request) -> web.Response:
        return web.json_response([])

    other = web.Application()
    other.add_routes([web.get("/v1/about", answer), web.get("/v1/accounts", accounts)])
    async with served(other, "127.0.0.1:0") as address:
        found = await ward.found(server=f"http://{address}", language="en")
    assert [(one.level, one.text) for one in found["server"]] == [("bad", text.format(server=f"http://{address}"))]


async def test_a_program_that_speaks_no_http(ward: Ward) -> None:
    def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-example\r\n")
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as other:
        address = f"http://127.0.0.1:{other.sockets[0].getsockname()[1]}"
        found = await ward.found(server=address)
    told = f"Unter {address} antwortet etwas, aber kein signal-cli-rest-api, vielleicht ein anderes Programm"
    assert [(one.level, one.text.removesuffix(" am selben Port.")) for one in found["server"]] == [("bad", told)]


async def test_an_account_that_is_gone(ward: Ward) -> None:
    ward.server.faults.account_gone = True
    found = await ward.found()
    assert [(name, one.level) for name, listed in found.items() for one in listed] == [
        ("account", "bad"),
    ]


async def test_groups(ward: Ward) -> None:
    group = ward.world.groups["Netzwerk"]
    group.only_admins_send = True
    assert await ward.one("groups") == Finding(
        "warn",
        "Gruppe main: In „Netzwerk“ schreiben nur Admins, und der Bot ist keiner.",
        "Mach den Bot in Signal dort zum Admin. Sonst kann er dort nichts sagen.",
    )
    group.admins.add("bot")
    assert await ward.found() == {}
    group.only_admins_send, group.bot_is_member, group.bot_is_invited = False, False, True
    found = await ward.one("groups")
    assert (found.text, found.hand[:16]) == ("Gruppe main: Der Bot ist nicht in „Netzwerk“.", "Er ist eingelade")
    group.bot_is_invited = False
    assert (await ward.one("groups")).hand == "Lade ihn in Signal ein."
    group.bot_is_member = True
    elsewhere = World(SystemClock()).add_group("Anderswo", [])
    lost = {"main": GroupSettings(id=group.id), "admin": GroupSettings(id=elsewhere.id)}
    assert (await ward.one("groups", groups=lost)).text == "Gruppe admin: Der Server kennt sie nicht."
    assert (await ward.one("groups", groups={})).text == "In den Einstellungen steht keine Gruppe."


async def test_databases(ward: Ward, tmp_path: Path) -> None:
    none = tmp_path / "none" / "losbote.db"
    found = await ward.found(database=none)
    assert [one.level for one in found["database"]] == ["warn"]
    assert found["disk"][0].text.startswith(f"Den Ordner {none.parent} gibt es nicht.")
    unseen = [found[name][0].text.partition(":")[0] for name in ("backups", "pins", "deliveries", "limit")]
    assert unseen == ["Sicherungen", "Anheften", "Nachrichten", "Bremse von Signal"]
    assert not none.parent.exists()
    found = await ward.found(database=tmp_path / ("x" * 300))
    assert found["database"][0].text == "Das ließ sich nicht prüfen (database): der Name ist zu lang"
    assert "disk" not in found


@pytest.mark.parametrize("content", [b"x", b"no database at all " * 500])
async def test_a_file_that_is_no_database(ward: Ward, tmp_path: Path, content: bytes) -> None:
    (other := tmp_path / "other.db").write_bytes(content)
    found = (await ward.found(database=other))["database"][0]
    sentence = f"{other} ist beschädigt oder keine Datenbank von Losbote; geändert wurde nichts."
    assert (found.level, found.text.startswith(sentence), other.read_bytes()) == ("bad", True, content)


async def test_it_leaves_nothing_beside_a_database(ward: Ward, tmp_path: Path) -> None:
    (folder := tmp_path / "copies").mkdir()
    whole = folder / "whole.db"
    async with open_storage(whole, ward.settings.library):
        pass
    (folder / "cut.db").write_bytes(whole.read_bytes()[:-9000])
    assert whole.read_bytes()[18] == 2  # in WAL mode, in which SQLite makes files beside it even to read
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert [(await ward.found(database=path)).get("database", []) == [] for path in (whole, folder / "cut.db")] == [
        True,
        False,
    ]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


async def test_no_room(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "_LITTLE", 1 << 60)
    assert (await ward.one("disk")).level == "warn"
    monkeypatch.setattr(files, "_TOO_LITTLE", 1 << 60)
    assert (await ward.one("disk")).level == "bad"


async def test_rights(ward: Ward) -> None:
    ward.let(0o755, 0o644)
    found = await ward.one("rights")
    assert (found.level, found.hand) == ("warn", f"Nimm ihnen das Recht: chmod o= {ward.settings.database}")
    ward.let(0o700, 0o644)
    assert await ward.found() == {}


async def test_backups(ward: Ward) -> None:
    now = SystemClock().now()
    assert (await ward.one("backups", backups="")).text == "Nächtliche Sicherungen sind abgeschaltet."
    await ward.storage.write(lambda tx: tx.settings.put_instant(BACKED_UP, now - timedelta(days=3)))
    found = await ward.one("backups")
    assert (found.level, found.text.startswith("Die letzte Sicherung ist alt: ")) == ("bad", True)
    await ward.storage.write(lambda tx: tx.settings.put_instant(BACKUP_FAILED, now))
    assert (await ward.one("backups")).text.startswith("Die letzte Sicherung hat nicht geklappt: ")


async def test_a_bot_that_is_off_and_one_that_hangs(ward: Ward, tmp_path: Path) -> None:
    assert (await ward.one("bot", web=free())).text.startswith("Losbote läuft, antwortet aber nicht unter 127.")
    found = await ward.found(web=free(), database=tmp_path / "other.db")
    start = "Als Dienst startet er, wie es im Handbuch steht (deploy/handbook/de/running.md), zum Ausprobieren mit"
    assert [(one.level, one.text, one.hand) for one in found["bot"]] == [
        ("warn", "Losbote läuft nicht.", f"{start} losbote run.")
    ]


async def test_webhooks(ward: Ward) -> None:
    assert (await ward.one("webhook", receive=None)).level == "warn"
    away = free()
    found = await ward.one("webhook", receive=ReceiveSettings(webhook=away))
    assert (found.level, found.text) == ("bad", f"Der Webhook unter {away} antwortet nicht.")
    found = await ward.one("webhook", receive=ReceiveSettings(webhook=ward.settings.web))
    assert found.text == f"Der Webhook unter {ward.settings.web} antwortet mit 404 statt 200."


async def test_deliveries_and_the_limit(ward: Ward) -> None:
    now = SystemClock().now()
    chat = group_chat(ward.world.groups["Netzwerk"].internal_id)

    def add(tx: Tx) -> list[int]:
        dues = [now - timedelta(minutes=past) for past in (60, 50, 40)]
        return [tx.deliveries.add(chat, Content("…"), due=due) for due in dues]

    first, second, _ = await ward.storage.write(add)
    await ward.storage.write(lambda tx: tx.deliveries.failed(first, now, "no"))
    await ward.storage.write(lambda tx: tx.deliveries.unknown(second, now, "no answer"))
    found = await ward.found()
    assert [(one.level, one.text) for one in found["deliveries"]] == [
        ("warn", "In den letzten sieben Tagen ist eine Nachricht nicht hinausgegangen."),
        ("warn", "Bei einer Nachricht ist nicht klar, ob sie angekommen ist."),
        ("bad", "Seit 40 Minuten wartet eine Nachricht, die längst fällig ist."),
    ]
    await ward.storage.write(lambda tx: tx.settings.challenge("token", now))
    found = await ward.found()
    assert [(one.level, one.hand) for one in found["limit"]] == [("bad", "losbote captcha zeigt, wie.")]


async def test_admins(ward: Ward) -> None:
    petra = ward.settings.admins[0]
    assert (await ward.one("admins", admins=())).level == "bad"
    assert (await ward.one("admins", admins=(petra,))).text.startswith("Nur eine Person kann den Bot steuern.")
    nobody = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"
    found = await ward.one("admins", admins=(petra, nobody))
    assert found.text == "Den Admin 0b6d1f5e… kennt Signal hier noch nicht."
    await ward.storage.write(lambda tx: tx.admins.saw(petra, "one"))
    await ward.storage.write(lambda tx: tx.admins.saw(petra, "two"))
    found = await ward.one("admins")
    assert found.text.startswith(f"Die Sicherheitsnummer des Admins {petra[:8]}… hat sich geändert")


async def test_a_clock_that_is_wrong(ward: Ward) -> None:
    found = await ward.one("clock", later=True)
    assert (found.level, found.text.startswith("Die Uhr hier und die des Servers liegen 1")) == ("bad", True)


async def test_a_port_that_is_open_elsewhere(ward: Ward) -> None:
    assert link.listeners(ward.server.port) == ["127.0.0.1"]
    assert ward.server._runner
    await web.TCPSite(ward.server._runner, "0.0.0.0", 0).start()
    port = ward.server._runner.addresses[-1][1]
    found = await ward.one("port", server=f"http://127.0.0.1:{port}")
    assert (found.level, found.text) == (
        "bad",
        (
            f"Port {port} des Servers ist auch von anderen Rechnern aus offen (0.0.0.0)."
            " Wer ihn erreicht, kann im Namen des Bots schreiben."
        ),
    )
    assert link._address("00000000000000000000000001000000") == "::1"
