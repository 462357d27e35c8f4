"""Writes a small filled database of the newest version as SQL into this folder; run once for every new migration."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from storage import Tx, open_storage
from storage.amendments import Amendment
from storage.announcements import Announcement
from storage.chat import group_chat
from storage.content import Content, Poll, Quote
from storage.frames import NewFrame
from storage.kept import Kept
from storage.library import Chapter
from storage.offers import Offer
from storage.rows import Change
from storage.traces import Trace

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
    tx.traces.put({1796148300007: Trace({said: chat}, NOW)})
    tx.rsvps.add("m@netz.example", ANNA, NOW)
    tx.offers.make(chat, ANNA, Offer("meeting-tell", {"uid": "m@netz.example"}), 2, NOW)
    tx.offers.make(chat, ANNA, Offer("hits", {"hits": []}, takes="number"), 2, NOW)
    changed = Change("meetings", 1, {"topic": "Kosten"}, {"topic": "Kosten im Griff"})
    tx.audit.add(ANNA, NOW, "meeting", "Thema: Kosten im Griff", [changed])
    tx.kept.put("next", chat, Kept("m@netz.example", "📌 Nächstes Treffen", said))
    _library(tx)
    _steering(tx)
    tx.settings.put("salt", "5a17" * 8)
    tx.settings.put_instant("ticked_at", NOW)


def _library(tx: Tx) -> None:
    video, file = "https://video.example/kosten", "https://dateien.example/brief.pdf"
    recording = tx.recordings.add(title="Kosten im Griff", date=date(2026, 6, 4), link=video, length=78, added_at=NOW)
    tx.recordings.chapter(recording, [Chapter(750, "Losverfahren in Aachen")])
    tx.recordings.transcribe(recording, [(760, "Gezogen wird öffentlich.")])
    tx.templates.add(title="Einladung", kind="invitation", region="DE-BW", size=18000, link=file, added_at=NOW)
    tip = tx.tips.add(topic="costs", lang_de="Plant früh.", verified=True, reviewed_at=NOW, added_at=NOW)
    tx.votes.put(tip, ANNA, up=True, now=NOW)
    tx.terms.add(term_de="Losverfahren", definition_de="Auswahl durch Zufall.", synonyms_de="Los", added_at=NOW)
    tx.links.looked_at(video, NOW, "404")
    tx.misses.add("losbude", NOW)


def _steering(tx: Tx) -> None:
    chat, poll = group_chat(NET), Poll("Worüber?", ("Kosten", "Los"))
    tx.admins.add(ANNA, ANNA, NOW)
    tx.admins.saw(ANNA, "5a17")
    texts = {"de": "Liebe alle", "en": "Dear all"}
    tx.announcements.add(Announcement(ANNA, chat, texts, (chat,), due=NOW, made=NOW))
    asked = Announcement(ANNA, chat, {}, (chat,), due=NOW, made=NOW, poll=poll, ends=NOW + timedelta(days=2))
    voted = tx.announcements.add(asked).id
    tx.announcements.vote(voted, chat, ANNA, (1,), 1)
    tx.amendments.put(Amendment("reminder", f"m@netz.example 1h {chat}", NOW, NOW + timedelta(hours=1), "Gleich."))


async def _make(path: Path) -> None:
    async with open_storage(path) as storage:
        await storage.write(fill)


# The tables in which FTS5 keeps an index are its own; what makes the index anew is written in their place.
_OF_INDEX = re.compile("search_(?:index|trigrams)|writable_schema")


def _index(connection: sqlite3.Connection) -> Iterator[str]:
    for (made,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%' ORDER BY name"):
        yield f"{made};"
    columns = "rowid, kind, title, title_parts, body, body_parts"
    for row in connection.execute(f"SELECT {columns} FROM search_index ORDER BY rowid"):  # noqa: S608 - ours
        values = ", ".join(str(one) if isinstance(one, int) else "'" + one.replace("'", "''") + "'" for one in row)
        yield f"INSERT INTO search_index ({columns}) VALUES ({values});"  # noqa: S608 - ours
    yield "INSERT INTO search_trigrams (search_trigrams) VALUES ('rebuild');"


def _write(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        version, owner = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
        )
        lines = [
            f"-- A database of version {version} as it was; later programs must open it and keep its rows.",
            f"PRAGMA user_version = {version};",
            f"PRAGMA application_id = {owner};",
            *(line for line in connection.iterdump() if not _OF_INDEX.search(line)),
            *_index(connection),
        ]
    text = "\n".join(lines) + "\n"
    (Path(__file__).parent / f"{version:04}.sql").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_make(Path(folder) / "losbote.db"))
        _write(Path(folder) / "losbote.db")
