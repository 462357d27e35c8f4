"""The calls to the server over real HTTP: what is sent, what is made of each answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from bot.clock import PlayedClock
from bot.demo.envelopes import Mention as ShownMention
from bot.demo.server import StandIn
from bot.demo.world import Quote as ShownQuote
from bot.demo.world import Style, World
from bot.errors import NoAnswer, Refused, ServerError, Throttled, Unreachable
from bot.settings import Settings
from bot.signal.api import Api, Sent, open_api
from bot.signal.text import PLACE, Wire, wire
from commands._texts import person
from storage.content import Poll, Quote

NUMBER = "+4915555550100"


def settings(url: str, **more: Any) -> Settings:  # noqa: ANN401
    return Settings(number=NUMBER, server=url, **more)


@pytest_asyncio.fixture
async def server() -> AsyncIterator[StandIn]:
    """The stand-in, with a group of two and an admin; nothing it would refuse was asked of it."""
    world = World(PlayedClock(datetime(2026, 11, 30, 17, 0, tzinfo=UTC)))
    for name in ("anna", "petra"):
        world.add_person(name)
    world.add_group("Netzwerk", ["anna", "petra"], ["petra"])
    running = StandIn(world)
    await running.start()
    yield running
    await running.stop()
    assert running.refused == []


@pytest_asyncio.fixture
async def api(server: StandIn) -> AsyncIterator[Api]:
    async with open_api(settings(server.url)) as opened:
        yield opened


@asynccontextmanager
async def canned(status: int, body: str, headers: dict[str, str] | None = None) -> AsyncIterator[Api]:
    """A server that says the same to everything."""

    async def answer(request: web.Request) -> web.Response:
        requests.append(request)
        return web.Response(status=status, text=body, headers=headers)

    requests: list[web.Request] = []
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        async with open_api(settings(f"http://127.0.0.1:{runner.addresses[0][1]}", token="geheim")) as opened:  # noqa: S106
            yield opened
        assert {request.headers["Authorization"] for request in requests} == {"Bearer geheim"}
    finally:
        await runner.cleanup()


async def failed(call: Any) -> ServerError:  # noqa: ANN401
    with pytest.raises(ServerError) as caught:
        await call
    return caught.value


# -- sending ---------------------------------------------------------------------------------------------


async def test_a_message_to_a_group_and_to_a_person(server: StandIn, api: Api) -> None:
    world = server.world
    group, anna = world.groups["Netzwerk"], world.people["anna"]
    sent = [
        await api.send(group.id, Wire("hallo *alle*", "normal")),
        await api.send(anna.aci, Wire("**hallo**", "styled")),
    ]
    first, second = world.messages
    assert sent == [Sent(first.timestamp, 0), Sent(second.timestamp, 0)]
    assert [(m.chat, m.text, m.styles) for m in (first, second)] == [
        (group.chat, "hallo *alle*", []),
        (anna.direct, "hallo", [Style(0, 5, "BOLD")]),
    ]
    assert server.requests[0].body == {
        "number": NUMBER,
        "recipients": [group.id],
        "message": "hallo *alle*",
        "text_mode": "normal",
    }


async def test_an_answer_quotes_and_an_edit_changes(server: StandIn, api: Api) -> None:
    world = server.world
    group, anna = world.groups["Netzwerk"], world.people["anna"]
    asked = world.say("anna", group.chat, "!next")
    sent = await api.send(group.id, Wire("bald", "normal"), quoted=Quote(anna.aci, asked.timestamp, "!next"))
    assert world.messages[-1].quote == ShownQuote(asked.timestamp, "anna", "!next")
    await api.send(group.id, Wire("morgen", "normal"), edits=sent.timestamp)
    assert [(m.text, m.edits) for m in world.messages[1:]] == [("morgen", ["bald"])]


async def test_people_who_were_not_reached_are_counted(server: StandIn, api: Api) -> None:
    server.faults.fail_next_send("partial")
    assert (await api.send(server.world.groups["Netzwerk"].id, Wire("hallo", "normal"))).unreached == 1


async def test_what_the_server_says_about_a_refusal_is_kept_and_not_shown(api: Api) -> None:
    error = await failed(api.send("group.bm9uZQ==", Wire("hallo", "normal")))
    assert (type(error), error.body) == (Refused, '{"error": "Group not found: group.bm9uZQ=="}')
    assert str(error) == "Refused"


async def test_a_rate_limit_brings_its_challenges(server: StandIn, api: Api) -> None:
    server.faults.challenges = ["one", "", "two"]
    server.faults.fail_next_send("429")
    error = await failed(api.send(server.world.groups["Netzwerk"].id, Wire("hallo", "normal")))
    assert isinstance(error, Throttled)
    assert (error.tokens, error.retry_after) == (("one", "two"), None)


@pytest.mark.parametrize("fault", ["500", "drop", "delivered-drop"])
async def test_without_an_answer_nobody_knows(server: StandIn, api: Api, fault: Any) -> None:  # noqa: ANN401
    server.faults.fail_next_send(fault)
    error = await failed(api.send(server.world.groups["Netzwerk"].id, Wire("hallo", "normal")))
    assert type(error) is NoAnswer
    assert len(server.world.messages) == fault.startswith("delivered")


async def test_a_call_that_hangs_ends_by_itself(server: StandIn) -> None:
    server.faults.fail_next_send("hang")
    async with open_api(settings(server.url, sending={"timeout": 0.05})) as api:
        await api.check()  # so that the connection is there already, however busy the machine
        assert type(await failed(api.send(server.world.groups["Netzwerk"].id, Wire("hallo", "normal")))) is NoAnswer


async def test_without_a_server_nothing_was_sent(server: StandIn, api: Api) -> None:
    await server.stop()
    assert type(await failed(api.send("x", Wire("hallo", "normal")))) is Unreachable
    assert type(await failed(api.check())) is Unreachable
    assert type(await failed(api.groups())) is Unreachable


async def test_more_calls_than_connections_wait_for_one_another(server: StandIn) -> None:
    server.faults.send_seconds = 0.01
    async with open_api(settings(server.url, sending={"max_parallel": 1})) as api:
        group = server.world.groups["Netzwerk"].id
        sent = await asyncio.gather(*(api.send(group, Wire(str(number), "normal")) for number in range(12)))
    assert sorted(one.timestamp for one in sent) == [message.timestamp for message in server.world.messages]


# -- answers that are none -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    ["", "null", "[]", "[null]", "{}", "42", '"sent"', "<html>", '[{"timestamp": "soon"}]', '[{"timestamp": null}]',
     '[{"timestamp": "1", "errors": [1]}]'],
)  # fmt: skip
async def test_an_answer_to_a_send_that_cannot_be_read_is_none(body: str) -> None:
    async with canned(201, body) as api:
        error = await failed(api.send("x", Wire("hallo", "normal")))
    assert (type(error), error.body) == (NoAnswer, body)


@pytest.mark.parametrize("body", ['[{"timestamp": "1790000000001"}]', '{"timestamp": 1790000000001, "errors": null}'])
async def test_both_forms_of_an_answer_are_read(body: str) -> None:
    async with canned(201, body) as api:
        assert await api.send("x", Wire("hallo", "normal")) == Sent(1_790_000_000_001, 0)


@pytest.mark.parametrize(
    ("header", "seconds"), [("7", 7.0), ("soon", None), ("-1", None), ("9" * 400, 86_400.0), ("0", 0.0)]
)
async def test_a_rate_limit_says_how_long_to_wait(header: str, seconds: float | None) -> None:
    async with canned(429, "slow down", {"Retry-After": header}) as api:
        error = await failed(api.send("x", Wire("hallo", "normal")))
    assert isinstance(error, Throttled)
    assert (error.retry_after, error.tokens, error.body) == (seconds, (), "slow down")


@pytest.mark.parametrize("body", ["[]", '{"challenge_tokens": null}', '{"challenge_tokens": [null, 3, ""]}', "<html>"])
async def test_challenges_that_are_none(body: str) -> None:
    async with canned(429, body) as api:
        error = await failed(api.send("x", Wire("hallo", "normal")))
    assert isinstance(error, Throttled)
    assert error.tokens == ()


@pytest.mark.parametrize(("status", "kind"), [(301, Refused), (401, Refused), (404, Refused), (502, NoAnswer)])
async def test_what_a_proxy_says_instead(status: int, kind: type[ServerError]) -> None:
    async with canned(status, "<html>no</html>") as api:
        for call in (api.send("x", Wire("hallo", "normal")), api.check(), api.groups()):
            error = await failed(call)
            assert (type(error), error.body) == (kind, "<html>no</html>")


@pytest.mark.parametrize("body", ["<html>", "42", '"x"', "true"])
async def test_questions_that_get_something_else_for_an_answer(body: str) -> None:
    async with canned(200, body) as api:
        assert [type(await failed(call)) for call in (api.check(), api.groups())] == [NoAnswer, NoAnswer]


# -- questions -------------------------------------------------------------------------------------------


async def test_groups_are_known_with_their_people_and_admins(server: StandIn, api: Api) -> None:
    world = server.world
    group, people = world.groups["Netzwerk"], world.people
    (found,) = await api.groups()
    assert (found.id, found.internal_id, found.title, found.member) == (group.id, group.internal_id, "Netzwerk", True)
    assert (found.people, found.bot) == ({people["anna"].aci, people["petra"].aci}, world.bot.aci)
    assert found.admins == {people["petra"].aci}


@pytest.mark.parametrize("body", ["null", "[]", "[null, 7]"])
async def test_no_groups_are_no_groups(body: str) -> None:
    async with canned(200, body) as api:
        assert await api.groups() == []


async def test_a_group_that_is_half_known_is_a_group() -> None:
    async with canned(200, '[{"id": "group.x", "name": null, "members": [null, {"uuid": ""}, {"uuid": "a"}]}]') as api:
        (found,) = await api.groups()
    assert (found.title, found.member, found.people, found.admins) == ("", False, {"a"}, frozenset())


async def test_a_server_that_suits_is_no_error(api: Api) -> None:
    await api.check()


async def test_a_server_without_our_account_is_told(server: StandIn, api: Api) -> None:
    server.faults.account_gone = True
    error = await failed(api.check())
    assert error.body == "The server does not know the number in the settings. Register or link it."


@pytest.mark.parametrize(
    ("about", "sentence"),
    [
        ('{"version": "0.100", "mode": "json-rpc"}', "The server has version 0.100. Losbote needs 0.101 or newer."),
        (
            '{"version": "0.99-dev", "mode": "json-rpc"}',
            "The server has version 0.99-dev. Losbote needs 0.101 or newer.",
        ),
        ('{"version": "0.101", "mode": "native"}', "The server runs in mode native. Start it with MODE=json-rpc."),
        ("{}", "The server runs in mode None. Start it with MODE=json-rpc."),
    ],
)
async def test_a_server_that_does_not_suit_is_told_in_a_sentence(about: str, sentence: str) -> None:
    async with canned(200, about) as api:
        error = await failed(api.check())
    assert (type(error), error.body) == (Refused, sentence)


@pytest.mark.parametrize("version", ["0.101", "0.101.2-dev", "1.0", "unset"])
async def test_versions_that_are_new_enough(version: str) -> None:
    async with canned(200, f'{{"version": "{version}", "mode": "json-rpc"}}') as api:
        # The next question gets the same answer, which is no list of accounts.
        assert type(await failed(api.check())) is NoAnswer


async def test_a_mention_names_its_person(server: StandIn, api: Api) -> None:
    anna = server.world.people["anna"]
    await api.send(server.world.groups["Netzwerk"].id, wire(f"**Von** {person(anna.aci)}"))
    said = server.world.messages[-1]
    assert (said.text, said.mentions) == (f"**Von** {PLACE}", [ShownMention(8, 1, "anna")])


async def test_a_poll_is_opened_and_closed(server: StandIn, api: Api) -> None:
    group = server.world.groups["Netzwerk"]
    sent = await api.ask(group.id, Poll("Worüber?", ("Kosten", "Los"), multiple=True))
    said = server.world.messages[-1]
    assert said.poll is not None
    assert (sent.timestamp, said.poll.question, said.poll.options, said.poll.multiple, said.poll.closed) == (
        said.timestamp,
        "Worüber?",
        ["Kosten", "Los"],
        True,
        False,
    )
    await api.close(group.id, said.timestamp)
    assert said.poll.closed


async def test_everybody_has_a_fingerprint(server: StandIn, api: Api) -> None:
    found = await api.identities()
    assert found.keys() == {person.aci for person in server.world.people.values()}
    assert len(set(found.values())) == len(found)


async def test_a_new_phone_has_another_fingerprint_and_no_one_else_has(server: StandIn, api: Api) -> None:
    before = await api.identities()
    server.world.new_phone("anna")
    after = await api.identities()
    assert {aci for aci in before if before[aci] != after[aci]} == {server.world.people["anna"].aci}


async def test_an_invitation_is_seen_and_accepted(server: StandIn, api: Api) -> None:
    group = server.world.groups["Netzwerk"]
    group.bot_is_member, group.bot_is_invited = False, True
    (found,) = await api.groups()
    assert (found.member, found.invited, found.bot) == (False, True, server.world.bot.aci)
    await api.join(found.id)
    (found,) = await api.groups()
    assert (found.member, found.invited) == (True, False)
