"""The played world in a folder, so that the demo goes on where it was left."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.demo.envelopes import Attachment, Json, Mention, Message, Poll, Quote, group_as_dict
from bot.demo.styled import Style
from bot.demo.world import World

_VERSION = 1
_WORLD, _FILES, _LOCK = "world.json", "files", "lock"


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
    """Forgets all that a demo kept there, and leaves the lock."""
    for entry in folder.iterdir() if folder.is_dir() else ():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != _LOCK:
            entry.unlink()


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
    """Fills an empty world with what is kept, and returns its time; None if nothing is, or nothing that can be used."""
    try:
        kept = json.loads((folder / _WORLD).read_text(encoding="utf-8"))
        if kept["version"] != _VERSION:
            return None
        messages = [_message(one, folder / _FILES) for one in kept["messages"]]
        now = datetime.fromisoformat(kept["now"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    for name, number in kept["people"]:
        world.add_person(name, number=number)
    for one in kept["groups"]:
        _add_group(world, one)
    world.restore(messages, kept["stamps"])
    return now


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
