"""The stand-in against the server's own description of itself (swagger 2.0)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from jsonschema import Draft4Validator

from bot.clock import PlayedClock
from bot.demo.faults import SendFault
from bot.demo.server import StandIn
from bot.demo.server_calls import ROUTES, Route
from bot.demo.world import Attachment, Json, World

SWAGGER = Path(__file__).parents[2] / "shared" / "signal-cli-rest-api.swagger.json"
if not SWAGGER.is_file():
    pytest.skip(f"the server's description is not at {SWAGGER}", allow_module_level=True)

NUMBER = "+4915555550100"
FILE = Attachment.of("a.txt", b"a")

# Where the real server does not do as its description says, the field guide is right.
DIFFERENT_ANSWERS = {
    "POST /v2/send 201: it is an array",
    "POST /v2/send 201: errors is unknown",  # partial failures
    "POST /v2/send 400: account is missing",  # only a 429 names it
    "POST /v2/send 429: it is not described",
    "POST /v2/send 500: it is not described",
    "GET /v1/groups/{number} 200: admins is no string",  # objects, when expanded
    "GET /v1/groups/{number} 200: members is no string",
    "GET /v1/groups/{number}/{groupid} 200: admins is no string",
    "GET /v1/groups/{number}/{groupid} 200: members is no string",
    "GET /v1/groups/{number}/{groupid} 200: it is no object",  # null, when unknown
    "GET /v1/attachments/{attachment} 404: it is not described",
}
DIFFERENT_FRAMES = {
    "envelope.sourceNumber is no string",  # null, when the number is hidden
    "envelope.dataMessage.message is no string",  # null, when nothing is said
    "envelope.dataMessage.quote.authorNumber is no string",
    "envelope.dataMessage.mentions.number is no string",
    "envelope.dataMessage.reaction.targetAuthorNumber is no string",
    "envelope.dataMessage.attachments.isVoiceNote is unknown",  # since signal-cli 0.14.8
    "envelope.dataMessage.attachments.caption is no string",
    "envelope.dataMessage.attachments.width is no integer",
    "envelope.dataMessage.attachments.height is no integer",
}


def description() -> Json:
    """The description with all objects closed: what it does not name is not allowed."""
    swagger: Json = json.loads(SWAGGER.read_text())
    for definition in swagger["definitions"].values():
        if "properties" in definition:
            definition["additionalProperties"] = False
    return swagger


DESCRIPTION = description()


def differences(value: object, schema: Json) -> Iterator[str]:
    """What in `value` is not as described."""
    validator = Draft4Validator({"definitions": DESCRIPTION["definitions"], **schema})
    for error in validator.iter_errors(value):
        where = ".".join(str(step) for step in error.absolute_path if not isinstance(step, int))
        match error.validator:
            case "type":
                yield f"{where or 'it'} is no {error.validator_value}"
            case "required":
                yield f"{error.message.split(chr(39))[1]} is missing"
            case "additionalProperties":
                unknown = set(error.instance) - set(error.schema["properties"])
                yield from (f"{where}.{name} is unknown".lstrip(".") for name in unknown)
            case _:
                yield f"{where}: {error.message}"


@dataclass(frozen=True)
class Try:
    """One call, by the path of the description; words in capitals are filled in from the world."""

    method: str
    path: str
    status: int
    body: Json | None = None
    query: str = ""
    fault: SendFault | None = None


HELLO = {"number": NUMBER, "recipients": ["GROUP"], "message": "hallo"}
PREVIEW = {"url": "https://a.example", "title": "A", "description": "", "base64_thumbnail": ""}
RICH = {
    **HELLO,
    "message": "@ https://a.example",
    "text_mode": "styled",
    "base64_attachments": ["YQ=="],
    "link_preview": PREVIEW,
    "mentions": [{"author": "ANNA", "start": 0, "length": 1}],
    "notify_self": False,
    "quote_author": "ANNA",
    "quote_message": "Wo?",
    "quote_timestamp": "SAID",
    "view_once": True,
}
AT_SAID = {"target_author": "ANNA", "timestamp": "SAID"}
REACTION = {**AT_SAID, "recipient": "GROUP", "reaction": "👍"}
POLL = {"recipient": "GROUP", "question": "Wann?", "answers": ["Di", "Mi"], "allow_multiple_selections": True}
VOTE = {"recipient": "GROUP", "poll_author": NUMBER, "poll_timestamp": "POLL", "selected_answers": [1]}
PIN = "/v1/groups/{number}/{groupid}/pin-message"
TYPING, REACTIONS = "/v1/typing-indicator/{number}", "/v1/reactions/{number}"
CHALLENGE = {"captcha": "signalcaptcha://x", "challenge_token": "challenge-1"}
REGISTER, VERIFY = "/v1/register/{number}", "/v1/register/{number}/verify/{token}"
TRIES = [
    Try("GET", "/v1/health", 204),
    Try("GET", "/v1/about", 200),
    Try("GET", "/v1/accounts", 200),
    Try("GET", "/v1/configuration", 200),
    Try("POST", "/v1/configuration", 204, {"logging": {"Level": "info"}}),
    Try("GET", "/v1/groups/{number}", 200),
    Try("GET", "/v1/groups/{number}", 200, query="expand=true"),
    Try("GET", "/v1/groups/{number}", 400, query="expand=maybe"),
    Try("GET", "/v1/groups/{number}/{groupid}", 200),
    Try("GET", "/v1/groups/{number}/{groupid}", 200, query="expand=true"),
    Try("GET", "/v1/groups/{number}/{unknown}", 200),
    Try("POST", "/v2/send", 201, HELLO),
    Try("POST", "/v2/send", 201, RICH),
    Try("POST", "/v2/send", 201, {**HELLO, "edit_timestamp": "POSTED"}),
    Try("POST", "/v2/send", 201, HELLO, fault="partial"),
    Try("POST", "/v2/send", 400, {**HELLO, "view_once": True}),
    Try("POST", "/v2/send", 400, HELLO, fault="400"),
    Try("POST", "/v2/send", 429, HELLO, fault="429"),
    Try("POST", "/v2/send", 500, HELLO, fault="500"),
    Try("DELETE", "/v1/remote-delete/{number}", 201, {"recipient": "GROUP", "timestamp": "POSTED"}),
    Try("DELETE", "/v1/remote-delete/{number}", 400, {"recipient": "GROUP", "timestamp": 5}),
    Try("POST", REACTIONS, 204, REACTION),
    Try("DELETE", REACTIONS, 204, REACTION),
    Try("DELETE", REACTIONS, 400, {**REACTION, "timestamp": 5}),
    Try("POST", "/v1/polls/{number}", 201, POLL),
    Try("POST", "/v1/polls/{number}", 400, POLL, fault="429"),
    Try("POST", "/v1/polls/{number}/vote", 204, VOTE),
    Try("POST", "/v1/polls/{number}/vote", 400, {**VOTE, "selected_answers": [3]}),
    Try("DELETE", "/v1/polls/{number}", 204, {"recipient": "GROUP", "poll_timestamp": "POLL"}),
    Try("DELETE", "/v1/polls/{number}", 400, {"recipient": "GROUP", "poll_timestamp": "5"}),
    Try("POST", PIN, 200, {**AT_SAID, "duration": 3600}),
    Try("DELETE", PIN, 200, AT_SAID),
    Try("POST", PIN, 400, {**AT_SAID, "timestamp": 5}),
    Try("POST", "/v1/receipts/{number}", 204, {"receipt_type": "read", "recipient": "ANNA", "timestamp": "SAID"}),
    Try("PUT", TYPING, 204, {"recipient": "GROUP"}),
    Try("DELETE", TYPING, 204, {"recipient": "GROUP"}),
    Try("GET", "/v1/attachments", 200),
    Try("GET", "/v1/attachments/{attachment}", 200),
    Try("GET", "/v1/attachments/{unknown}", 404),
    Try("DELETE", "/v1/attachments/{attachment}", 204),
    Try("POST", "/v1/accounts/{number}/rate-limit-challenge", 204, CHALLENGE),
    Try("POST", "/v1/accounts/{number}/rate-limit-challenge", 400, {**CHALLENGE, "captcha": ""}),
    Try("POST", "/v1/accounts/{number}/pin", 201, {"pin": "1234"}),
    Try("PUT", "/v1/profiles/{number}", 204, {"name": "Losbote", "about": "zieht Lose", "base64_avatar": "YQ=="}),
    Try("GET", "/v1/contacts/{number}", 200, query="all_recipients=true"),
    Try("GET", "/v1/identities/{number}", 200),
    Try("PUT", "/v1/identities/{number}/trust/{numberToTrust}", 204, {"trust_all_known_keys": True}),
    Try("GET", "/v1/devices/{number}", 200),
    Try("POST", REGISTER, 201, {"captcha": "signalcaptcha://x", "use_voice": False}),
    Try("POST", REGISTER, 400, {}),
    Try("POST", VERIFY, 201, {"pin": "1234"}),
    Try("GET", "/v1/qrcodelink", 200, query="device_name=bot&qrcode_version=10"),
    Try("GET", "/v1/qrcodelink/raw", 200, query="device_name=bot"),
    Try("GET", "/v1/qrcodelink/raw", 400),
    Try("POST", "/v1/groups/{number}/{groupid}/quit", 204),
    Try("POST", "/v1/groups/{number}/{unknown}/quit", 400),
    Try("POST", "/v1/groups/{number}/{groupid}/join", 204),
]


class Rehearsal:
    """A server over a world in which there is something to quote, edit, vote on and fetch."""

    def __init__(self) -> None:
        self.world = World(PlayedClock(datetime(2026, 11, 30, 17, 0, tzinfo=UTC)))
        self.server = StandIn(self.world)
        for name in ("anna", "bert"):
            self.world.add_person(name)
        group = self.world.add_group("Netzwerk", ["anna", "bert"], ["anna"])
        said = self.world.say("anna", group.chat, "Wo?", attachments=[FILE])
        posted = self.world.post(group.chat, "hier")
        poll = self.world.poll_create(group.chat, "Wann?", ["Di", "Mi"])
        anna = self.world.people["anna"].aci
        self._words = {"GROUP": group.id, "ANNA": anna, "SAID": said.timestamp, "POSTED": posted.timestamp}
        self._words["POLL"] = str(poll.timestamp)
        self._path = {"number": NUMBER, "groupid": group.id, "attachment": FILE.id, "unknown": "none"}
        self._path |= {"numberToTrust": anna, "token": "123456"}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[aiohttp.ClientSession]:
        await self.server.start()
        async with aiohttp.ClientSession() as http:
            yield http
        await self.server.stop()

    def body(self, tried: Try) -> Json | None:
        """The body with its words filled in, wherever they stand."""

        def fill(value: object) -> object:
            if isinstance(value, dict):
                return {key: fill(item) for key, item in value.items()}
            if isinstance(value, list):
                return [fill(item) for item in value]
            return self._words.get(value, value) if isinstance(value, str) else value

        return tried.body and {key: fill(item) for key, item in tried.body.items()}

    def path(self, tried: Try) -> str:
        return tried.path.format(**self._path) + (f"?{tried.query}" if tried.query else "")


def path_described(tried: Try) -> str:
    """An unknown group or file has the path of a known one."""
    known = "attachment" if "attachments" in tried.path else "groupid"
    return tried.path.replace("{unknown}", f"{{{known}}}")


def described(tried: Try) -> Json:
    """What the description says of a call."""
    operation: Json = DESCRIPTION["paths"][path_described(tried)][tried.method.lower()]
    return operation


def request_differences(tried: Try, body: Json | None) -> Iterator[str]:
    parameters = described(tried).get("parameters", [])
    if body is not None:
        (schema,) = (p["schema"] for p in parameters if p["in"] == "body")
        yield from differences(body, schema)
    known = {p["name"] for p in parameters if p["in"] == "query"}
    asked = {pair.partition("=")[0] for pair in tried.query.split("&") if pair}
    yield from (f"{name} is no parameter" for name in asked - known)


def answer_differences(tried: Try, raw: bytes, content_type: str) -> Iterator[str]:
    response = described(tried)["responses"].get(str(tried.status))
    if response is None:
        yield "it is not described"
        return
    if not raw or content_type != "application/json":
        return
    answer, schema = json.loads(raw), response["schema"]
    if tried.path == "/v2/send" and isinstance(answer, list):
        yield "it is an array"
        (answer,) = answer
    yield from differences(answer, schema)


async def test_calls_and_answers_are_as_described() -> None:
    found: set[str] = set()
    for tried in TRIES:
        stage = Rehearsal()
        body = stage.body(tried)
        assert list(request_differences(tried, body)) == [], tried
        if tried.fault:
            stage.server.faults.fail_next_send(tried.fault)
        data = None if body is None else json.dumps(body)
        async with stage.running() as http:
            url = stage.server.url + stage.path(tried)
            async with http.request(tried.method, url, data=data) as answer:
                raw = await answer.read()
        assert answer.status == tried.status, (tried, raw)
        call = f"{tried.method} {path_described(tried)} {tried.status}"
        found |= {f"{call}: {d}" for d in answer_differences(tried, raw, answer.content_type)}
    assert found == DIFFERENT_ANSWERS


def test_every_path_of_the_stand_in_is_described_and_tried() -> None:
    paths = {(route.method, route.path) for route in ROUTES}
    tried = {(t.method, t.path) for t in TRIES if "{unknown}" not in t.path}
    assert paths == tried
    assert [p for p in paths if p[0].lower() not in DESCRIPTION["paths"].get(p[1], {})] == []


@pytest.mark.parametrize("called", [r for r in ROUTES if r.body], ids=lambda r: f"{r.method} {r.path}")
def test_every_body_has_the_fields_described(called: Route) -> None:
    parameters = DESCRIPTION["paths"][called.path][called.method.lower()]["parameters"]
    (name,) = (p["schema"]["$ref"].rpartition("/")[2] for p in parameters if p["in"] == "body")
    assert called.body is not None
    definition, fields = DESCRIPTION["definitions"][name], called.body.model_fields
    assert set(fields) == set(definition["properties"])
    required = {field for field, info in fields.items() if info.is_required()}
    assert required == set(definition.get("required", []))


def test_every_parameter_is_described() -> None:
    for called in ROUTES:
        described = DESCRIPTION["paths"][called.path][called.method.lower()].get("parameters", [])
        assert called.query == {p["name"] for p in described if p["in"] == "query"}, called.path


def test_frames_are_as_described() -> None:
    world = Rehearsal().world
    frames: list[str] = []
    world.on_frame(frames.append)
    group, poll = world.groups["Netzwerk"], world.messages[-1]
    said = world.say("anna", group.chat, "@", attachments=[FILE], mentions=[(0, 1, "bert")])
    world.say("bert", "direct:bert", "ja", quote=said.timestamp)
    world.edit("anna", world.say("anna", group.chat, "alt").timestamp, "neu")
    world.react("bert", said.timestamp, "👍")
    world.vote("anna", poll.timestamp, [0])
    world.type("anna", group.chat)
    world.type("bert", "direct:bert", started=False)
    world.delete("anna", said.timestamp)
    world.post(group.chat, "hallo")
    world.read("anna", poll.timestamp)
    world.leave("bert", "Netzwerk")
    schema = {"$ref": "#/definitions/data.Message"}
    assert len(frames) == 13
    assert {d for raw in frames for d in differences(json.loads(raw), schema)} == DIFFERENT_FRAMES
