"""Writes a small filled database of the newest version as SQL into this folder; run once for every new migration."""

from __future__ import annotations

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage import Tx, open_storage
from storage.chat import group_chat
from storage.content import Content, Quote
from storage.frames import NewFrame
from storage.kept import Kept
from storage.offers import Offer
from storage.rows import Change

NOW = datetime(2026, 12, 1, 17, tzinfo=UTC)
FIRST, MOVED = datetime(2026, 12, 2, 19), datetime(2027, 1, 6, 19)  # noqa: DTZ001 - wall times are naive
ANNA = "0b6f7c7e-0000-4000-8000-00000000000a"
NET = "bmV0endlcmstYnVlcmdlcnJhZXRlLTAwMDAwMDAwMDA="
SERVER_ID = "group.Ym1WMGVuZGxjbXN0WW5WbGNtZGxjbkpoWlhSbExUQXdNREF3TURBd01EQT0="


def fill(tx: Tx) -> None:
    """Puts a row or two into every table."""
    chat = group_chat(NET)
    tx.groups.put("main", internal_id=NET, server_id=SERVER_ID, purpose="main")
    tx.groups.seen(NET, title="Netzwerk", people=214)
    tx.groups.speak("main", "en")
    tx.members.speak(ANNA, "de")
    rule = "FREQ=WEEKLY;INTERVAL=4"
    link = "https://meet.example/netz"
    series = tx.meetings.add_series("s@netz.example", "Austausch", rule, FIRST, "Europe/Berlin", link=link)
    tx.meetings.add("m@netz.example", series=series, slot=FIRST, starts=MOVED, topic="Kosten im Griff")
    tx.frames.add(NewFrame(ANNA, 1796148000000, "message", chat, '{"text": "!hilfe"}'), NOW)
    tx.frames.add(NewFrame(ANNA, 1796148060000, "message", chat, '{"text": "!nächstes"}'), NOW)
    tx.frames.done(1, NOW)
    post = tx.posts.claim("reminder", "s 2026-12-02 1d", chat, due=NOW, now=NOW, state="due")
    deadline = NOW + timedelta(hours=6)
    said = tx.deliveries.add(chat, Content("📅 Morgen um 19:00 Uhr"), due=NOW, deadline=deadline, post=post)
    tx.deliveries.start(said, NOW)
    tx.deliveries.sent(said, 1796148300000, NOW, 2)
    tx.posts.move(post or 0, "sent")
    tx.deliveries.add(chat, Content("Grüße 👋", Quote(ANNA, 1796148060000, "!hilfe")), due=NOW, frame=2)
    tx.rsvps.add("m@netz.example", ANNA, NOW)
    tx.offers.make(chat, ANNA, Offer("meeting-tell", {"uid": "m@netz.example"}), 2, NOW)
    tx.offers.make(chat, ANNA, Offer("hits", {"hits": []}, takes="number"), 2, NOW)
    changed = Change("meetings", 1, {"topic": "Kosten"}, {"topic": "Kosten im Griff"})
    tx.audit.add(ANNA, NOW, "meeting", "Thema: Kosten im Griff", [changed])
    tx.kept.put("next", chat, Kept("m@netz.example", "📌 Nächstes Treffen", said))
    tx.settings.put("salt", "5a17" * 8)
    tx.settings.put_instant("ticked_at", NOW)


async def _make(path: Path) -> None:
    async with open_storage(path) as storage:
        await storage.write(fill)


def _write(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        version, owner = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
        )
        lines = [
            f"-- A database of version {version} as it was; later programs must open it and keep its rows.",
            f"PRAGMA user_version = {version};",
            f"PRAGMA application_id = {owner};",
            *connection.iterdump(),
        ]
    text = "\n".join(lines) + "\n"
    (Path(__file__).parent / f"{version:04}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_make(Path(folder) / "losbote.db"))
        _write(Path(folder) / "losbote.db")
