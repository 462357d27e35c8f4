"""The played world in a folder, so that the demo goes on where it was left."""

from __future__ import annotations

import fcntl
import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.demo.envelopes import Attachment, Json, Mention, Message, Poll, Quote, group_as_dict
from bot.demo.styled import Style
from bot.demo.world import World
from bot.errors import LosboteError

_VERSION = 1
_WORLD, _FILES, _LOCK, _ADDRESS = "world.json", "files", "lock", "address.json"
_ASIDE = "unreadable"


class Unreadable(LosboteError):
    """Something is kept there that cannot be used."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the page is: an open one finds it again after the next start."""

    token: str
    port: int = 0  # 0: not known yet


@contextmanager
def locked(folder: Path) -> Iterator[bool]:
    """Holds the folder for one demo, and frees it at the end; False if another has it."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def clear(folder: Path) -> None:
    """Forgets all that a demo kept there, but for its address."""
    for entry in _kept(folder):
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def set_aside(folder: Path) -> Path:
    """Moves all that a demo kept there into a folder of its own; returns which."""
    number = 1
    while (aside := folder / f"{_ASIDE}-{number}").exists():
        number += 1
    kept = _kept(folder)
    aside.mkdir()
    for entry in kept:
        if not entry.name.startswith(_ASIDE):
            entry.rename(aside / entry.name)
    return aside


def _kept(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if entry.name not in {_LOCK, _ADDRESS}] if folder.is_dir() else []


def address(folder: Path) -> Address:
    """The address of the last time; a new one if there was none."""
    try:
        return Address(**json.loads((folder / _ADDRESS).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Address(secrets.token_urlsafe(16))


def save_address(kept: Address, folder: Path) -> None:
    """Keeps it for the next time, readable for its owner alone."""
    path = folder / _ADDRESS
    path.touch(mode=0o600)
    path.write_text(json.dumps(asdict(kept)), encoding="utf-8")


def save(world: World, now: datetime, folder: Path) -> None:
    """Writes people, groups, messages and files; half a file is never left."""
    files = folder / _FILES
    files.mkdir(exist_ok=True)
    for message in world.messages:
        for one in message.attachments:
            if not (files / one.id).exists():
                (files / one.id).write_bytes(one.data)
    kept = {
        "version": _VERSION,
        "now": now.isoformat(),
        "people": [[person.name, person.number] for person in world.people.values()],
        "groups": [group_as_dict(group) for group in world.groups.values()],
        "messages": [world.as_dict(message) for message in world.messages],
        "stamps": world.edit_stamps(),
    }
    half = folder / f"{_WORLD}.part"
    half.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    half.replace(folder / _WORLD)


def load(world: World, folder: Path) -> datetime | None:
    """Fills an empty world with what is kept, and returns its time; None if nothing is. Raises Unreadable."""
    try:
        text = (folder / _WORLD).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise Unreadable(str(folder / _WORLD)) from error
    try:
        kept = _current(json.loads(text))
        messages = [_message(one, folder / _FILES) for one in kept["messages"]]
        now = datetime.fromisoformat(kept["now"])
        people, groups, stamps = kept["people"], kept["groups"], kept["stamps"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Unreadable(str(folder / _WORLD)) from error
    for name, number in people:
        world.add_person(name, number=number)
    for one in groups:
        _add_group(world, one)
    world.restore(messages, stamps)
    return now


def _current(kept: Json) -> Json:
    if kept["version"] != _VERSION:
        raise ValueError(kept["version"])
    return kept


def _add_group(world: World, kept: Json) -> None:
    group = world.add_group(kept["name"], kept["members"], kept["admins"])
    group.bot_is_member, group.only_admins_send = kept["bot_is_member"], kept["only_admins_send"]
    group.revision, group.pinned = kept["revision"], kept["pinned"]


def _message(kept: dict[str, Any], files: Path) -> Message:
    made = {
        "styles": [Style(**one) for one in kept["styles"]],
        "quote": kept["quote"] and Quote(**kept["quote"]),
        "mentions": [Mention(**one) for one in kept["mentions"]],
        "attachments": [_attachment(one, files) for one in kept["attachments"]],
        "poll": kept["poll"] and Poll(**kept["poll"]),
    }
    return Message(**(kept | made))


def _attachment(kept: Json, files: Path) -> Attachment:
    name = Path(kept["id"]).name  # an id is never a path
    return Attachment(kept["id"], kept["content_type"], kept["filename"], (files / name).read_bytes())
