"""Setting up with flags alone, and every bad answer: one sentence, what to do, and nothing changed."""

from __future__ import annotations

import asyncio
import socket
import tomllib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from setup_rig import NUMBER, PETRA, complete, serving, set_up

from bot.demo.faults import SendFault
from bot.demo.server import StandIn
from bot.settings import Settings, load
from bot.setup.admins import Heard, hear
from commands._texts import Language, say
from storage import look


@pytest_asyncio.fixture
async def server() -> AsyncIterator[StandIn]:
    async with serving() as running:
        yield running


def names(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


async def test_flags_answer_everything_and_both_forms_of_an_id_will_do(tmp_path: Path, server: StandIn) -> None:
    path = tmp_path / "losbote.toml"
    more = {"name": "Losi", "reminders": "2d,0", "tips": "-", "hello": "yes", "first_filling": "yes"}
    told, error = await set_up(path, **complete(server), **more)
    assert (error, "losbote.toml ist geschrieben." in told) == ("", True)
    settings, world = load(path), server.world
    assert (settings.number, settings.server, settings.language) == (NUMBER, server.url, "de")
    assert {name: (group.id, group.purpose) for name, group in settings.groups.items()} == {
        "main": (world.groups["Netzwerk"].id, "main"),
        "admin": (world.groups["Orga"].id, "admin"),
    }
    assert settings.admins == (world.people[PETRA].aci,)
    assert (settings.posts.reminders, settings.posts.tips) == (("2d", "0"), "")
    assert world.profile["name"] == "Losi"
    assert [(one.chat, one.text) for one in world.messages] == [
        (world.people[PETRA].direct, say("de", "setup-hello").translate({0xE003: None, 0xE004: None}))
    ]
    assert look(settings.database, lambda tx: [group.name for group in tx.groups.list()]) == ["admin", "main"]


async def test_a_second_run_changes_what_its_flags_say_and_keeps_the_rest(tmp_path: Path, server: StandIn) -> None:
    path = tmp_path / "losbote.toml"
    assert (await set_up(path, **complete(server)))[1] == ""
    text = path.read_text(encoding="utf-8").replace("# hold_seconds = 60", "hold_seconds = 90")
    path.write_text(text, encoding="utf-8")
    anna = server.world.people["anna"].aci
    told, error = await set_up(path, admin=anna, picture="")
    assert (error, "Die Fassung davor liegt in" in told) == ("", True)
    settings = load(path)
    assert settings.admins == (server.world.people[PETRA].aci, anna)
    assert (settings.hold_seconds, set(settings.groups)) == (90, {"main", "admin"})
    assert (tmp_path / "losbote.toml.1").read_text(encoding="utf-8") == text


async def test_a_script_registers_in_two_runs(tmp_path: Path, server: StandIn) -> None:
    path, flags = tmp_path / "losbote.toml", complete(server)
    server.faults.account_gone = True
    for more, expected in (
        ({}, "kennt +4915555550100 noch nicht. Löse das Rätsel unter https://signalcaptchas.org/"),
        ({"captcha": "gelöst"}, "Sie beginnt mit signalcaptcha://"),
        ({"captcha": "signalcaptcha://gelöst"}, "Der Code ist unterwegs."),
        ({"code": "12345"}, "Der Code hat sechs Ziffern."),
        ({"code": "000000"}, "Signal hat den Code nicht angenommen. Die Antwort war: „Verify error:"),
    ):
        assert expected in (await set_up(path, **flags, **more))[1]
        assert not path.exists()
    assert (await set_up(path, **flags, code="123456", pin="2718"))[1] == ""
    assert [one.body for one in server.requests if one.path.endswith("/pin")] == [{"pin": "2718"}]
    assert load(path).number == NUMBER


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ({"language": "fr"}, "Bitte de oder en."),
        ({"server": "kein server"}, "Das ist keine Adresse. Sie sieht so aus: http://127.0.0.1:8080"),
        ({"server": "http://127.0.0.1:1"}, "Unter http://127.0.0.1:1 antwortet niemand."),
        ({"number": "0151 12345678"}, "Das ist keine Nummer mit Ländervorwahl. Sie sieht so aus: +4915112345678"),
        ({"name": "L" * 27}, "Der Name hat 1 bis 26 Zeichen."),
        ({"picture": "fehlt.png"}, "fehlt.png ist kein PNG oder JPEG bis 5 MB, das ich lesen kann."),
        (
            {"group": "group.abc"},
            "„group.abc“ ist keine Nummer aus der Liste, kein Titel und keine Kennung einer Gruppe.",
        ),
        ({"group": "Früher"}, "In dieser Gruppe ist der Bot nicht."),
        ({"group": "frueher"}, "In dieser Gruppe ist der Bot nicht."),
        ({"group": "1-3"}, "In dieser Gruppe ist der Bot nicht."),
        ({"group": "3; Orga"}, ""),
        ({"group": "3 4"}, ""),
        ({"group": "Netzwerk und orga"}, ""),
        ({"group": "test=Bund, Land\nNetzwerk,admin=orga"}, ""),
        ({"group": "Netzwerk,netzwerk"}, "Eine Gruppe steht da zweimal."),
        ({"group": "https://signal.group/#CjQKIA"}, "Einladungslinks kann der Server nicht öffnen."),
        ({"admin": NUMBER}, "Eine Telefonnummer reicht nicht, denn Signal verbirgt sie vor dem Bot."),
        ({"admin": "petra"}, "Das ist keine ACI."),
        ({"reminders": "bald"}, "„bald“ verstehe ich nicht als Abstand bis zu 60 Tagen. Schreib zum Beispiel 7d,"),
        ({"tips": "montags"}, "„montags“ verstehe ich nicht als Tage mit einer Uhrzeit. So sieht es aus: Di, Fr 10:00"),
        ({"tips": "Mo 25:00"}, "Die Uhrzeit „25:00“ gibt es nicht."),
    ],
)
async def test_a_bad_answer_is_told_and_nothing_written(
    tmp_path: Path, server: StandIn, flags: dict[str, str], expected: str
) -> None:
    path = tmp_path / "losbote.toml"
    _, error = await set_up(path, **{**complete(server), **flags})
    assert error.startswith(expected)
    assert path.exists() == (not expected)
    assert not any(name.endswith(".part") for name in names(tmp_path))


@asynccontextmanager
async def answering(status: int, body: object) -> AsyncIterator[str]:
    """The address of something that says the same to everything."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response([] if request.path == "/v1/accounts" else body, status=status)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


class TestServer:
    """What can be wrong with what answers at the address."""

    @pytest.mark.parametrize(
        ("language", "status", "body", "expected"),
        [
            ("de", 200, {"version": "0.101", "mode": "normal"}, "Der Server läuft in der Betriebsart normal."),
            ("en", 200, {"version": "0.100", "mode": "json-rpc"}, "The server has version 0.100; 0.101 or newer is"),
            ("de", 200, {"hello": "world"}, "antwortet etwas anderes als signal-cli-rest-api"),
            ("de", 200, "text", "antwortet etwas anderes als signal-cli-rest-api"),
            ("de", 500, {}, "antwortet etwas anderes als signal-cli-rest-api"),
            ("de", 401, {"error": "kein Zutritt"}, "lässt uns nicht hinein. Die Antwort war: „kein Zutritt“ Verlangt"),
            ("de", 429, {}, "Signal nimmt gerade nichts mehr an"),
        ],
    )
    async def test_it_is_named(
        self, tmp_path: Path, language: Language, status: int, body: object, expected: str
    ) -> None:
        async with answering(status, body) as address:
            path = tmp_path / "losbote.toml"
            error = (await set_up(path, language=language, server=address))[1]
            assert expected in error
            assert not path.exists()


@contextmanager
def taken() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


async def test_a_port_that_is_taken_is_replaced(tmp_path: Path, server: StandIn) -> None:
    path = tmp_path / "losbote.toml"
    assert (await set_up(path, **complete(server)))[1] == ""
    with taken() as port:
        text = path.read_text(encoding="utf-8").replace('# web = "127.0.0.1:8090"', f'web = "127.0.0.1:{port}"')
        path.write_text(text, encoding="utf-8")
        told, error = await set_up(path)
    found = tomllib.loads(path.read_text(encoding="utf-8"))["web"]
    assert (error, f"Den Port {port} nutzt schon ein anderes Programm. Losbote antwortet auf" in told) == ("", True)
    assert int(found.rpartition(":")[2]) in range(port + 1, port + 20)


@pytest.mark.parametrize(
    ("text", "mistake"), [('number = "+49', "ist kein TOML"), ('nummer = "1"', "Die Einstellung `nummer` in")]
)
async def test_settings_that_cannot_be_used_are_left_alone(
    tmp_path: Path, server: StandIn, text: str, mistake: str
) -> None:
    path = tmp_path / "losbote.toml"
    path.write_text(text, encoding="utf-8")
    told, error = await set_up(path, **complete(server))
    assert mistake in told
    call = f"losbote setup --config {path}"
    assert error == f"{path} ist unverändert. Bring in Ordnung, was oben steht, und ruf {call} noch einmal auf."
    assert (names(tmp_path), path.read_text(encoding="utf-8")) == (["losbote.toml"], text)


async def test_without_the_right_to_write_it_says_so_at_once(tmp_path: Path, server: StandIn) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "losbote.toml"
    assert (await set_up(path, **complete(server)))[1] == (
        f"{path.with_name('losbote.setup.json')} lässt sich nicht schreiben (dort ist eine Datei, kein Ordner)."
        " Nimm mit --config eine Datei in einem Ordner, in dem du schreiben darfst."
    )
    assert server.requests == []


async def test_a_variable_that_counts_more_than_the_answer(
    tmp_path: Path, server: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "losbote.toml"
    monkeypatch.setenv("LOSBOTE_SERVER", server.url)
    error = (await set_up(path, **{**complete(server), "server": "http://127.0.0.1:1"}))[1]
    assert error.startswith(f"Hier gilt die Variable LOSBOTE_SERVER, und sie nennt {server.url}.")
    assert not path.exists()
    assert (await set_up(path, **complete(server)))[1] == ""


@pytest.mark.parametrize("written", ["+49 (0)1555 5550100", "0049/1555-5550.100", "+49 (1555) 5550100"])
async def test_a_number_as_people_write_it(tmp_path: Path, server: StandIn, written: str) -> None:
    path = tmp_path / "losbote.toml"
    assert (await set_up(path, **{**complete(server), "number": written}))[1] == ""
    assert load(path).number == NUMBER


@pytest.mark.parametrize("text", ["{", "[]", '{"answers": [1]}', '{"answers": {"number": 7}, "done": ["number"]}'])
async def test_a_broken_file_of_answers_counts_as_none(tmp_path: Path, server: StandIn, text: str) -> None:
    path = tmp_path / "losbote.toml"
    (tmp_path / "losbote.setup.json").write_text(text, encoding="utf-8")
    assert (await set_up(path, **complete(server)))[1] == ""
    assert load(path).number == NUMBER


async def test_what_is_missing_is_asked_for_by_its_flag(tmp_path: Path, server: StandIn) -> None:
    flags = complete(server)
    del flags["group"]
    error = (await set_up(tmp_path / "losbote.toml", **flags))[1]
    assert error == "Welche Gruppen? Gib sie mit --group an, oder --group - für keine."
    server.faults.account_gone = True
    error = (await set_up(tmp_path / "other.toml", server=server.url))[1]
    assert error == "Zu „Nummer des Bots:“ fehlt die Antwort. Gib sie mit --number an, oder lass --yes weg."


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("delivered-drop", "Ob sie angekommen ist, weiß ich nicht"),
        ("429", "Die Nachricht ging nicht hinaus. Signal nimmt gerade nichts mehr an"),
        ("400", "Die Nachricht ging nicht hinaus. Die Antwort war:"),
    ],
)
async def test_a_first_message_that_fails_leaves_the_settings_written(
    tmp_path: Path, server: StandIn, fault: SendFault, expected: str
) -> None:
    path = tmp_path / "losbote.toml"
    server.faults.fail_next_send(fault)
    told, error = await set_up(path, **complete(server), hello="yes")
    assert (error, expected in told, path.exists()) == ("", True, True)


async def test_only_the_word_alone_to_the_bot_counts(server: StandIn) -> None:
    settings, world = Settings(number=NUMBER, server=server.url), server.world
    heard = asyncio.create_task(hear(settings, "271828", 30))
    await server.listened()
    world.say("anna", world.groups["Netzwerk"].chat, "271828")
    world.say("anna", "direct:anna", "271827")
    world.frame("{broken")
    world.say(PETRA, f"direct:{PETRA}", "Hier: 271 828")
    assert await heard == Heard(world.people[PETRA].aci, "Petra")
    assert await hear(settings, "271828", 0.1) is None


async def test_a_group_answers_in_the_language_that_was_chosen_for_it(tmp_path: Path, server: StandIn) -> None:
    path = tmp_path / "losbote.toml"
    for language in ("en", "de"):
        flags = complete(server) | {"language": language}
        assert (await set_up(path, **flags))[1] == ""
        settings = load(path)
        assert look(settings.database, lambda tx: {one.language for one in tx.groups.list()}) == {None}
