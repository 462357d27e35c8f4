"""The stand-in server, spoken to over real HTTP and real websockets."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import WSMsgType, web

from bot.clock import PlayedClock
from bot.demo.faults import broken_frames
from bot.demo.server import Request, StandIn
from bot.demo.world import Attachment, Json, Style, World

NUMBER = "+4915555550100"


class Line:
    """A caller of the server: JSON in, status and JSON out."""

    def __init__(self, server: StandIn, http: aiohttp.ClientSession) -> None:
        self.server, self.http, self.world = server, http, server.world
        self.group = server.world.groups["Netzwerk"]

    async def call(self, method: str, path: str, body: Json | None = None) -> tuple[int, Any]:
        data = None if body is None else json.dumps(body)
        async with self.http.request(method, self.server.url + path, data=data) as answer:
            raw = await answer.read()
        return answer.status, json.loads(raw) if raw else None

    async def send(self, text: str, to: str | None = None, **more: object) -> tuple[int, Any]:
        body: Json = {"number": NUMBER, "recipients": [to or self.group.id], "message": text}
        body["text_mode"] = "normal"
        return await self.call("POST", "/v2/send", {**body, **more})

    async def listen(self) -> aiohttp.ClientWebSocketResponse:
        return await self.http.ws_connect(f"{self.server.url}/v1/receive/{NUMBER}")

    async def ear(self) -> Ear:
        return Ear(await self.listen())


class Ear:
    """A websocket client that reads all the time."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.texts: list[str] = []
        self.heard = asyncio.Event()
        self._socket = socket
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self._socket:
            self.texts.append(message.json()["envelope"]["dataMessage"]["message"])
            self.heard.set()


def played_world() -> World:
    world = World(PlayedClock(datetime(2026, 11, 30, 17, 0, tzinfo=UTC)))
    for name, number in (("anna", None), ("bert", "+4915555550102"), ("petra", None)):
        world.add_person(name, number=number)
    world.add_group("Netzwerk", ["anna", "bert", "petra"], ["petra"])
    return world


@pytest_asyncio.fixture
async def line() -> AsyncIterator[Line]:
    server = StandIn(played_world())
    await server.start()
    async with aiohttp.ClientSession() as http:
        yield Line(server, http)
    await server.stop()


class Hook:
    """A webhook of a bot, on a port of its own."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.lines: list[dict[str, Any]] = []
        self.open = asyncio.Event()
        self.open.set()

    async def __aenter__(self) -> Hook:
        app = web.Application()
        app.router.add_post("/signal", self._take)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/signal"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        await self.open.wait()
        self.lines.append(await request.json())
        return web.Response(status=self.status)


# -- questions -------------------------------------------------------------------------------------------


async def test_it_looks_like_the_server_in_json_rpc_mode(line: Line) -> None:
    assert await line.call("GET", "/v1/health") == (204, None)
    status, about = await line.call("GET", "/v1/about")
    assert (status, about["mode"], about["version"]) == (200, "json-rpc", "0.101")
    assert await line.call("GET", "/v1/accounts") == (200, [NUMBER])


async def test_a_group_lists_numbers_or_acis_and_both_when_expanded(line: Line) -> None:
    people = line.world.people
    path = f"/v1/groups/{NUMBER}/{line.group.id}"
    status, group = await line.call("GET", path)
    assert status == 200
    assert group["members"] == [people["anna"].aci, "+4915555550102", people["petra"].aci, NUMBER]
    assert group["admins"] == [people["petra"].aci]
    _, expanded = await line.call("GET", path + "?expand=true")
    assert expanded["admins"] == [{"number": "", "uuid": people["petra"].aci}]
    assert expanded["members"][1] == {"number": "+4915555550102", "uuid": people["bert"].aci}
    assert await line.call("GET", f"/v1/groups/{NUMBER}") == (200, [group])


async def test_an_unknown_group_is_null_and_still_200(line: Line) -> None:
    assert await line.call("GET", f"/v1/groups/{NUMBER}/group.bm9uZQ==") == (200, None)
    line.server.faults.null_groups.add("Netzwerk")
    assert await line.call("GET", f"/v1/groups/{NUMBER}/{line.group.id}") == (200, None)
    assert await line.call("GET", f"/v1/groups/{NUMBER}") == (200, [])
    assert await line.send("hallo") == (400, {"error": f"Group not found: {line.group.id}"})


async def test_received_files_can_be_fetched_and_forgotten(line: Line) -> None:
    file = Attachment.of("liste.csv", b"a;b\n")
    line.world.say("anna", line.group.chat, "hier", attachments=[file])
    assert await line.call("GET", "/v1/attachments") == (200, [file.id])
    async with line.http.get(f"{line.server.url}/v1/attachments/{file.id}") as answer:
        assert (answer.content_type, await answer.read()) == ("text/csv", b"a;b\n")
    assert await line.call("DELETE", f"/v1/attachments/{file.id}") == (204, None)
    status, _ = await line.call("GET", f"/v1/attachments/{file.id}")
    assert status == 404


# -- sending ---------------------------------------------------------------------------------------------


async def test_a_send_is_answered_with_an_array_and_seen_in_the_chat(line: Line) -> None:
    status, body = await line.send("**so**")
    (message,) = line.world.messages
    assert (status, body) == (201, [{"timestamp": str(message.timestamp)}])
    assert (message.text, message.styles, message.chat) == ("**so**", [], line.group.chat)


async def test_styled_mode_reads_the_markers(line: Line) -> None:
    await line.send("**so** geht's", text_mode="styled")
    (message,) = line.world.messages
    assert (message.text, message.styles) == ("so geht's", [Style(0, 2, "BOLD")])


async def test_people_are_addressed_by_aci_or_number(line: Line) -> None:
    anna, bert = line.world.people["anna"], line.world.people["bert"]
    for address in (anna.aci, bert.aci, "+4915555550102"):
        await line.send("hallo", address)
    assert [m.chat for m in line.world.messages] == ["direct:anna", "direct:bert", "direct:bert"]
    unknown = (400, {"error": "Unregistered user: +4915555559999"})
    assert await line.send("hallo", "+4915555559999") == unknown


async def test_a_message_carries_quote_mention_preview_and_file(line: Line) -> None:
    asked = line.world.say("anna", line.group.chat, "Wo?")
    anna = line.world.people["anna"].aci
    link = "https://meet.example/netz"
    preview = {"url": link, "title": "Raum", "description": "", "base64_thumbnail": ""}
    head = "data:text/plain;filename=plan.txt;base64,"
    status, _ = await line.send(
        f"@ {link}",
        quote_author=anna,
        quote_timestamp=asked.timestamp,
        quote_message="Wo?",
        mentions=[{"author": anna, "start": 0, "length": 1}],
        link_preview=preview,
        base64_attachments=[head + base64.b64encode(b"Plan").decode()],
    )
    message = line.world.last("bot")
    assert status == 201
    assert message is not None
    shown = line.world.as_dict(message)
    (file,) = shown["attachments"]
    assert shown["quote"] == {"timestamp": asked.timestamp, "author": "anna", "text": "Wo?"}
    assert shown["mentions"] == [{"start": 0, "length": 1, "name": "anna"}]
    assert shown["preview"] == preview
    assert (file["filename"], file["content_type"], file["size"]) == ("plan.txt", "text/plain", 4)


async def test_a_long_message_stays_whole(line: Line) -> None:
    await line.send("ä" * 3000)
    assert line.world.messages[0].text == "ä" * 3000


REFUSALS = {
    "http preview": {"link_preview": {"url": "http://a.example", "title": "A"}, "message": "http://a.example"},
    "preview outside": {"link_preview": {"url": "https://a.example", "title": "A"}},
    "preview without title": {
        "link_preview": {"url": "https://a.example", "title": ""},
        "message": "https://a.example",
    },
    "view once without file": {"view_once": True},
    "not base64": {"base64_attachments": ["%%%"]},
    "nothing": {"message": ""},
    "edit of nothing": {"edit_timestamp": 5},
}


@pytest.mark.parametrize("fields", REFUSALS.values(), ids=REFUSALS)
async def test_what_the_server_refuses_is_400_with_an_error(line: Line, fields: dict[str, Any]) -> None:
    status, body = await line.send("hallo", **fields)
    assert (status, list(body)) == (400, ["error"])
    assert (line.world.messages, line.server.refused) == ([], [])


MISTAKES: dict[str, dict[str, Any]] = {
    "unknown field": {"mesage": "x"},
    "wrong type": {"edit_timestamp": "5"},
    "unknown mode": {"text_mode": "markdown"},
    "foreign number": {"number": "+4915555550999"},
    "two groups": {"recipients": ["group.YQ==", "group.Yg=="]},
    "nobody": {"recipients": []},
    "half a quote": {"quote_timestamp": 5},
    "mention outside": {"mentions": [{"author": NUMBER, "start": 3, "length": 9}]},
    "path in a file name": {"base64_attachments": ["data:text/plain;filename=../a;base64,YQ=="]},
    "to itself": {"recipients": [NUMBER]},
}


@pytest.mark.parametrize("fields", MISTAKES.values(), ids=MISTAKES)
async def test_mistakes_of_the_caller_are_refused_and_recorded(line: Line, fields: dict[str, Any]) -> None:
    status, body = await line.send("hallo", **fields)
    assert (status, line.server.refused) == (400, [f"POST /v2/send: {body['error']}"])
    assert line.world.messages == []


async def test_unknown_paths_and_parameters_are_refused_and_recorded(line: Line) -> None:
    assert await line.call("GET", "/v1/nowhere") == (404, {"error": "404 page not found"})
    assert await line.call("PATCH", "/v1/health") == (404, {"error": "404 page not found"})
    assert await line.call("GET", "/v1/accounts?all=1") == (400, {"error": "unknown query parameters: all"})
    status, _ = await line.call("GET", "/v1/groups/+4915555550999")
    assert status == 400
    assert await line.call("GET", "/v1/accounts", {"a": 1}) == (400, {"error": "this path takes no body"})
    assert [entry.split(":")[0] for entry in line.server.refused] == [
        "GET /v1/nowhere",
        "PATCH /v1/health",
        "GET /v1/accounts",
        "GET /v1/groups/+4915555550999",
        "GET /v1/accounts",
    ]


async def test_edit_delete_react_pin_and_typing_reach_the_world(line: Line) -> None:
    chat = {"recipient": line.group.id}
    asked = line.world.say("anna", line.group.chat, "!tip")
    await line.send("alt")
    post = line.world.messages[-1]
    status, edited = await line.send("neu", edit_timestamp=post.timestamp)
    assert (status, post.text) == (201, "neu")
    assert int(edited[0]["timestamp"]) > post.timestamp

    target = {**chat, "target_author": line.world.people["anna"].aci, "timestamp": asked.timestamp}
    assert await line.call("POST", f"/v1/reactions/{NUMBER}", {**target, "reaction": "⏳"}) == (204, None)
    assert asked.reactions == {"bot": "⏳"}
    assert await line.call("DELETE", f"/v1/reactions/{NUMBER}", {**target, "reaction": "⏳"}) == (204, None)
    assert asked.reactions == {}

    pin = {"target_author": NUMBER, "timestamp": post.timestamp}
    path = f"/v1/groups/{NUMBER}/{line.group.id}/pin-message"
    assert (await line.call("POST", path, pin))[0] == 200
    assert line.group.pinned == [post.timestamp]
    assert (await line.call("DELETE", path, pin))[0] == 200
    assert line.group.pinned == []

    assert await line.call("PUT", f"/v1/typing-indicator/{NUMBER}", chat) == (204, None)
    assert line.world.typing[line.group.chat] == {"bot"}
    assert await line.call("DELETE", f"/v1/typing-indicator/{NUMBER}", chat) == (204, None)
    assert line.world.typing[line.group.chat] == set()

    status, gone = await line.call("DELETE", f"/v1/remote-delete/{NUMBER}", {**chat, "timestamp": post.timestamp})
    assert (status, list(gone), post.deleted) == (201, ["timestamp"], True)


async def test_a_poll_lives_from_question_to_close(line: Line) -> None:
    path, chat = f"/v1/polls/{NUMBER}", {"recipient": line.group.id}
    status, body = await line.call("POST", path, {**chat, "question": "Wann?", "answers": ["Di", "Mi"]})
    assert status == 201
    poll = line.world.find(int(body["timestamp"])).poll
    assert poll is not None
    chosen = {**chat, "poll_author": NUMBER, "poll_timestamp": body["timestamp"], "selected_answers": [2]}
    assert await line.call("POST", path + "/vote", chosen) == (204, None)
    assert poll.votes == {"bot": [1]}
    assert await line.call("DELETE", path, {**chat, "poll_timestamp": body["timestamp"]}) == (204, None)
    assert poll.closed
    status, _ = await line.call("POST", path, {**chat, "question": "Wann?", "answers": ["Di"]})
    assert status == 400


async def test_every_call_is_on_record(line: Line) -> None:
    await line.send("hallo")
    await line.call("GET", "/v1/health")
    body = {"number": NUMBER, "recipients": [line.group.id], "message": "hallo", "text_mode": "normal"}
    sent = Request("POST", "/v2/send", body, 201)
    assert line.server.requests == [sent, Request("GET", "/v1/health", None, 204)]


# -- faults of sending -----------------------------------------------------------------------------------


@pytest.mark.parametrize("delivered", [False, True])
@pytest.mark.parametrize("status", [429, 400, 500])
async def test_a_failed_send_may_or_may_not_be_delivered(line: Line, status: int, delivered: bool) -> None:
    name: Any = f"delivered-{status}" if delivered else str(status)
    line.server.faults.fail_next_send(name)
    told, body = await line.send("hallo")
    assert told == status
    assert len(line.world.messages) == delivered
    fields = {429: ["error", "challenge_tokens", "account"], 400: ["error"], 500: None}[status]
    assert (list(body) if body else None) == fields
    assert (await line.send("noch einmal"))[0] == 201


async def test_a_rate_limited_poll_is_told_as_400(line: Line) -> None:
    line.server.faults.fail_next_send("429")
    poll = {"recipient": line.group.id, "question": "Wann?", "answers": ["Di", "Mi"]}
    status, body = await line.call("POST", f"/v1/polls/{NUMBER}", poll)
    assert (status, body) == (400, {"error": "Failed to send message due to rate limiting"})


async def test_a_rate_limit_holds_until_the_challenge_is_answered(line: Line) -> None:
    line.server.faults.rate_limited = True
    (token,) = (await line.send("hallo"))[1]["challenge_tokens"]
    path = f"/v1/accounts/{NUMBER}/rate-limit-challenge"
    wrong = {"challenge_token": "other", "captcha": "signalcaptcha://x"}
    assert (await line.call("POST", path, wrong))[0] == 400
    assert (await line.send("hallo"))[0] == 429
    assert (await line.call("POST", path, {**wrong, "challenge_token": token}))[0] == 204
    assert (await line.send("hallo"))[0] == 201


@pytest.mark.parametrize("delivered", [False, True])
async def test_a_hanging_send_answers_when_released(line: Line, delivered: bool) -> None:
    line.server.faults.fail_next_send("delivered-hang" if delivered else "hang")
    hanging = asyncio.create_task(line.send("hallo"))
    await line.server.faults.hung()
    assert len(line.world.messages) == delivered
    assert line.server.requests[-1].status is None
    assert (await line.send("weiter", line.world.people["anna"].aci))[0] == 201
    line.server.faults.release()
    assert (await hanging)[0] == (201 if delivered else 500)
    assert line.server.faults.hanging == 0


@pytest.mark.parametrize("delivered", [False, True])
async def test_a_dropped_send_gets_no_answer(line: Line, delivered: bool) -> None:
    line.server.faults.fail_next_send("delivered-drop" if delivered else "drop")
    with pytest.raises(aiohttp.ClientConnectionError):
        await line.send("hallo")
    assert len(line.world.messages) == delivered
    assert line.server.requests[-1].status == 0


async def test_a_partial_send_names_who_was_not_reached(line: Line) -> None:
    line.server.faults.unreached = "bert"
    line.server.faults.fail_next_send("partial")
    status, body = await line.send("hallo")
    bert = {"uuid": line.world.people["bert"].aci, "number": "+4915555550102", "username": ""}
    recipients = [{**bert, "reason": "NETWORK_FAILURE"}]
    (message,) = line.world.messages
    assert status == 201
    assert body == [{"timestamp": str(message.timestamp), "errors": {"recipients": recipients}}]
    assert message.receipts == {"anna": "delivered", "petra": "delivered"}


async def test_a_slow_send_arrives_though_its_caller_gave_up(line: Line) -> None:
    line.server.faults.slow_seconds = 60
    line.server.faults.fail_next_send("slow")
    arrived = asyncio.Event()
    line.world.on_event(lambda _: arrived.set())
    impatient = asyncio.create_task(line.send("hallo"))
    await line.server.faults.hung()
    impatient.cancel()
    await asyncio.wait({impatient})
    assert (impatient.cancelled(), line.world.messages) == (True, [])
    line.server.faults.release()
    await arrived.wait()
    assert [m.text for m in line.world.messages] == ["hallo"]


async def test_a_slow_send_is_answered_in_the_end(line: Line) -> None:
    line.server.faults.slow_seconds = 0.01
    line.server.faults.fail_next_send("slow")
    assert (await line.send("hallo"))[0] == 201


async def test_an_unknown_fault_is_told_at_once(line: Line) -> None:
    unknown: Any = "418"
    with pytest.raises(ValueError, match="there is no fault '418'"):
        line.server.faults.fail_next_send(unknown)


async def test_a_vanished_account_is_missing_and_cannot_send(line: Line) -> None:
    line.server.faults.account_gone = True
    assert await line.call("GET", "/v1/accounts") == (200, [])
    assert await line.call("GET", "/v1/health") == (204, None)
    error = f"Specified account {NUMBER} does not exist"
    assert await line.send("hallo") == (400, {"error": error})
    assert (await line.call("POST", f"/v1/register/{NUMBER}/verify/123456"))[0] == 201
    assert (await line.send("hallo"))[0] == 201


async def test_a_bot_that_was_removed_is_told_so(line: Line) -> None:
    line.world.leave("bot", "Netzwerk")
    group = line.group
    error = f"User is not a member in group: Netzwerk ({group.internal_id})"
    assert await line.send("hallo") == (400, {"error": error})
    assert (await line.call("GET", f"/v1/groups/{NUMBER}/{group.id}"))[1]["member"] is False


# -- frames ----------------------------------------------------------------------------------------------


async def test_each_websocket_gets_every_frame_in_order(line: Line) -> None:
    ears = [await line.ear() for _ in range(2)]
    for text in "abc":
        line.world.say("anna", line.group.chat, text)
    await line.server.drained()
    assert [ear.texts for ear in ears] == [["a", "b", "c"], ["a", "b", "c"]]
    assert (line.server.listening, line.server.dropped) == (2, 0)


async def test_a_frame_that_nobody_reads_is_lost(line: Line) -> None:
    line.world.say("anna", line.group.chat, "verloren")
    await line.server.drained()
    assert line.server.dropped == 1
    listened = asyncio.create_task(line.server.listened())
    ear = await line.ear()
    await listened
    await line.server.drained()
    assert ear.texts == []


async def test_drained_waits_for_a_reader_that_is_slow(line: Line) -> None:
    socket = await line.http.ws_connect(f"{line.server.url}/v1/receive/{NUMBER}", autoping=False)
    line.world.say("anna", line.group.chat, "da")
    drained = asyncio.create_task(line.server.drained())
    assert (await socket.receive_json())["envelope"]["dataMessage"]["message"] == "da"
    ping = await socket.receive()
    assert (ping.type, drained.done()) == (WSMsgType.PING, False)
    await socket.pong(ping.data)
    await drained


async def test_drained_does_not_wait_for_a_reader_that_is_gone(line: Line) -> None:
    socket = await line.http.ws_connect(f"{line.server.url}/v1/receive/{NUMBER}", autoping=False)
    drained = asyncio.create_task(line.server.drained())
    await socket.receive()
    line.server.abort_sockets()
    await drained
    assert line.server.listening == 0


async def test_a_burst_is_lost_when_the_reader_is_busy(line: Line) -> None:
    line.server.faults.drop_when_busy = True
    ear = await line.ear()
    for number in range(100):
        line.world.say("anna", line.group.chat, str(number))
    await line.server.drained()
    assert ear.texts == ["0"]
    assert line.server.dropped == 99


async def test_a_webhook_gets_every_frame_and_paces_the_burst() -> None:
    async with Hook() as hook, aiohttp.ClientSession() as http:
        server = StandIn(played_world(), webhook=hook.url)
        server.faults.drop_when_busy = True
        await server.start()
        line = Line(server, http)
        ear = await line.ear()
        numbers = [str(n) for n in range(100)]
        for number in numbers:
            line.world.say("anna", line.group.chat, number)
        await server.drained()
        assert ear.texts == numbers
        heads = {(entry["jsonrpc"], entry["method"], entry["params"]["account"]) for entry in hook.lines}
        assert heads == {("2.0", "receive", NUMBER)}
        texts = [entry["params"]["envelope"]["dataMessage"]["message"] for entry in hook.lines]
        assert texts == numbers
        assert (server.dropped, server.webhook_failures) == (0, 0)
        await server.stop()


async def test_a_slow_webhook_delays_all_and_a_failing_one_is_not_asked_again() -> None:
    async with Hook(status=503) as hook, aiohttp.ClientSession() as http:
        server = StandIn(played_world(), webhook=hook.url)
        await server.start()
        line = Line(server, http)
        ear = await line.ear()
        hook.open.clear()
        line.world.say("anna", line.group.chat, "eins")
        line.world.say("anna", line.group.chat, "zwei")
        await ear.heard.wait()
        await line.call("GET", "/v1/health")
        assert ear.texts == ["eins"]
        hook.open.set()
        await server.drained()
        assert ear.texts == ["eins", "zwei"]
        assert (len(hook.lines), server.webhook_failures) == (2, 2)
        await server.stop()


async def test_a_frame_can_come_twice(line: Line) -> None:
    ear = await line.ear()
    line.server.faults.double_frames = 1
    line.world.say("anna", line.group.chat, "a")
    line.world.say("anna", line.group.chat, "b")
    await line.server.drained()
    assert ear.texts == ["a", "a", "b"]


async def test_broken_frames_come_through_as_they_are(line: Line) -> None:
    socket = await line.listen()
    frames = broken_frames(line.world.people["anna"], NUMBER, 1)
    for raw in frames.values():
        line.server.push(raw)
    assert [(await socket.receive()).data for _ in frames] == list(frames.values())


async def test_sockets_close_with_1000_or_without_a_word(line: Line) -> None:
    polite = await line.listen()
    await line.server.close_sockets()
    assert (await polite.receive()).type is WSMsgType.CLOSE
    assert polite.close_code == 1000
    rude = await line.listen()
    line.server.abort_sockets()
    assert (await rude.receive()).type in (WSMsgType.CLOSED, WSMsgType.ERROR)
    assert rude.close_code == 1006


async def test_a_client_that_talks_too_much_is_cut_off(line: Line) -> None:
    socket = await line.listen()
    await socket.send_str("a" * 512)
    line.world.say("anna", line.group.chat, "da")
    assert (await socket.receive()).type is WSMsgType.TEXT
    await socket.send_str("a" * 513)
    assert (await socket.receive()).type is WSMsgType.CLOSE


async def test_a_wrong_number_gets_no_websocket(line: Line) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await line.http.ws_connect(f"{line.server.url}/v1/receive/+4915555550999")
    assert len(line.server.refused) == 1


# -- dying and coming back -------------------------------------------------------------------------------


async def test_it_dies_at_once_and_comes_back_on_the_same_port(line: Line) -> None:
    server = line.server
    await line.send("vorher")
    socket = await line.listen()
    server.faults.fail_next_send("hang")
    hanging = asyncio.create_task(line.send("hängt"))
    await server.faults.hung()
    url = server.url
    await server.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await hanging
    assert (await socket.receive()).type in (WSMsgType.CLOSED, WSMsgType.ERROR)
    assert (server.listening, server.faults.hanging) == (0, 0)
    with pytest.raises(aiohttp.ClientConnectionError):
        await line.call("GET", "/v1/health")
    await server.drained()
    await server.start()
    assert server.url == url
    assert (await line.send("nachher"))[0] == 201
    assert [m.text for m in line.world.messages] == ["vorher", "nachher"]


async def test_what_comes_while_it_is_down_waits_for_it() -> None:
    async with Hook() as hook:
        server = StandIn(played_world(), webhook=hook.url)
        world = server.world
        await server.start()
        await server.stop()
        world.say("anna", world.groups["Netzwerk"].chat, "wartet")
        await server.start()
        await server.drained()
        assert [entry["params"]["envelope"]["dataMessage"]["message"] for entry in hook.lines] == ["wartet"]
        await server.stop()
