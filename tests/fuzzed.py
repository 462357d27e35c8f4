"""Frames as the server sends them, each shape of the field guide's section 7, and what chance makes of them."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from bot.demo.envelopes import Group, Json, Person, author_fields, data_message, frame, receipt, typing_message

_DEEP = '"deep deep"'  # stands for something that json.dumps cannot nest so deep
_ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1 << 53, 1 << 63, 10**400, 1e308, float("nan"), float("inf")),
    *("", "soon", "!next", "\ud83d", "\x00", "\u202e", "UPDATE", "x" * 100_000, "deep deep"),
    *([], {}, [[]], [None], {"": {}}, {"timestamp": None}, ["a"] * 5_000),
)


def shapes(person: Person, bot: Person, group: Group, stamp: int) -> list[Json]:
    """One whole frame of each shape, from `person` or, where it is a sync frame, from `bot`."""
    mine = {**author_fields(bot, "targetAuthor"), "targetSentTimestamp": stamp - 1}
    poll = {"question": "Dienstag?", "allowMultiple": False, "options": ["ja", "nein"]}
    picture = {"contentType": "image/png", "filename": "a.png", "id": "k3Jd9.png", "size": 5120, "isVoiceNote": False}
    quote = {"id": stamp - 1, **author_fields(bot), "text": "Nächstes Treffen", "attachments": []}
    mention = {"name": "Losbote", "number": bot.number, "uuid": bot.aci, "start": 0, "length": 1}
    sent = {"destinationUuid": person.aci, "timestamp": stamp, "message": "!next"}

    def data(where: Group | None = group, text: str | None = None, **more: object) -> Json:
        return {"dataMessage": data_message(stamp, where, text, **more)}

    contents = [
        data(text="!next"),
        data(None, "Folien", attachments=[picture]),
        data(text="\ufffc !next", quote=quote, mentions=[mention]),
        data(reaction={"emoji": "👍", **mine, "isRemove": False}),
        {"editMessage": {"targetSentTimestamp": stamp - 1, **data(text="!termine")}},
        data(remoteDelete={"timestamp": stamp - 1}),
        {"dataMessage": data_message(stamp, group, update=True)},
        data(pollCreate=poll),
        data(pollVote={**author_fields(bot), "targetSentTimestamp": stamp - 1, "optionIndexes": [0], "voteCount": 1}),
        data(pollTerminate={"targetSentTimestamp": stamp - 1}),
        receipt(stamp, [stamp - 1]),
        typing_message(stamp, group, started=True),
        {},
    ]
    account = str(bot.number)
    whole = [frame(person, account, stamp, content) for content in contents]
    whole[-1] = {"exception": {"message": "no session", "type": "ProtocolNoSessionException"}, **whole[-1]}
    return [*whole, frame(bot, account, stamp, {"syncMessage": {"sentMessage": sent}})]


def fuzzed(dice: random.Random, frames: list[Json]) -> str | bytes:
    """One of the frames with one to four things wrong with it: in its values, in its text, or in its bytes."""
    whole: dict[str, Any] = {"frame": deepcopy(dice.choice(frames))}
    for _ in range(dice.randint(1, 4)):
        _harm(dice, whole)
    text = json.dumps(whole.get("frame")).replace(_DEEP, "[" * 3_000 + "]" * 3_000)
    return _TEXTS[dice.randrange(len(_TEXTS))](dice, text)


def _harm(dice: random.Random, whole: dict[str, Any]) -> None:
    """Takes one value out, makes it odd, or puts it into the wrong place."""
    places = list(_places(whole))
    if not places:
        return
    holder, key = dice.choice(places)
    match dice.randrange(5):
        case 0:
            del holder[key]
        case 1:
            holder[key] = [holder[key]]
        case 2 if isinstance(holder, dict):
            holder[dice.choice(["envelope", "dataMessage", "x" * 500, "message"])] = deepcopy(holder[key])
        case _:
            holder[key] = deepcopy(dice.choice(_ODD))


def _places(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """Each place inside a piece of JSON: what holds it, and its key."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield value, key
        yield from _places(one)


def _cut(dice: random.Random, text: str) -> str:
    return text[: dice.randrange(len(text) + 1)]


def _twisted(dice: random.Random, text: str) -> bytes:
    raw = bytearray(text.encode())
    for _ in range(dice.randint(1, 8)):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    return bytes(raw)


# What becomes of the text: mostly nothing.
_TEXTS: tuple[Callable[[random.Random, str], str | bytes], ...] = (*[lambda _, text: text] * 8, _cut, _twisted)
