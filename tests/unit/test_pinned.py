"""The message that stands pinned: which meeting it names, and what it says of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from commands._kit import Audience, Standing
from commands._texts import Language
from commands.pinned import pinned
from storage import Tx, open_storage
from storage.chat import group_chat

BERLIN = ZoneInfo("Europe/Berlin")
LINK = "https://meet.example/netz"
FIRST = datetime.fromisoformat("2026-12-02T19:00")


def at(wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=BERLIN).astimezone(UTC)


def audience(language: Language = "de", zone: str = "Europe/Berlin", window: timedelta | None = None) -> Audience:
    return Audience(group_chat("x"), "main", language, ZoneInfo(zone), (), window)


def fill(tx: Tx) -> None:
    """A described meeting on 2 December, the one on 30 December moved by a week, and then nothing until April."""
    series = tx.meetings.add_series("s", "Treffen", "FREQ=WEEKLY;INTERVAL=4;COUNT=2", FIRST, BERLIN.key, link=LINK)
    tx.meetings.add("one", series=series, slot=FIRST, topic="Kosten im Griff", speakers="Ida Sommer")
    later = FIRST + timedelta(weeks=4)
    tx.meetings.add("two", series=series, slot=later, starts=later + timedelta(weeks=1))
    tx.meetings.add("three", title="Klausur", starts=datetime.fromisoformat("2027-04-21T10:00"), zone=BERLIN.key)


async def stands(path: Path, now: str, to: Audience | None = None) -> Standing | None:
    async with open_storage(path / f"{now.replace(':', '')}.db") as storage:
        await storage.write(fill)
        return await storage.read(lambda tx: pinned.stand(tx, to or audience(), at(now)))


KOSTEN = Standing(
    "one", f"📌 Nächstes Treffen: Kosten im Griff\nMittwoch, 2. Dezember, 19:00 Uhr\nMit Ida Sommer.\n{LINK}"
)


async def test_it_names_the_next_meeting_until_its_end(tmp_path: Path) -> None:
    found = [await stands(tmp_path, now) for now in ("2026-11-20T09:00", "2026-12-02T19:00", "2026-12-02T20:29")]
    assert found == [KOSTEN] * 3
    assert await stands(tmp_path, "2026-12-02T20:30") == Standing(
        "two", f"📌 Nächstes Treffen: Treffen\nMittwoch, 6. Januar, 19:00 Uhr (verschoben vom 30. Dezember)\n{LINK}"
    )


async def test_a_meeting_far_away_stands_with_its_year_and_without_what_it_does_not_have(tmp_path: Path) -> None:
    said = [await stands(tmp_path, now) for now in ("2026-12-31T12:00", "2027-01-06T20:30", "2027-04-21T11:29")]
    assert [one and one.text.splitlines() for one in said[1:]] == [
        ["📌 Nächstes Treffen: Klausur", "Mittwoch, 21. April, 10:00 Uhr"]
    ] * 2
    assert said[0] == Standing(
        "two", f"📌 Nächstes Treffen: Treffen\nMittwoch, 6. Januar, 19:00 Uhr (verschoben vom 30. Dezember)\n{LINK}"
    )


async def test_a_year_that_is_not_plain_is_said(tmp_path: Path) -> None:
    async with open_storage(tmp_path / "losbote.db") as storage:
        await storage.write(
            lambda tx: tx.meetings.add("far", title="Klausur", starts=datetime(2027, 4, 21, 10), zone=BERLIN.key)  # noqa: DTZ001 - a wall time
        )
        said = await storage.read(lambda tx: pinned.stand(tx, audience(), at("2026-12-03T08:00")))
    assert said == Standing("far", "📌 Nächstes Treffen: Klausur\nMittwoch, 21. April 2027, 10:00 Uhr")


async def test_after_the_last_meeting_nothing_stands(tmp_path: Path) -> None:
    assert await stands(tmp_path, "2027-04-21T11:30") is None


async def test_it_speaks_the_language_of_the_group_and_shows_its_time(tmp_path: Path) -> None:
    assert await stands(tmp_path, "2026-11-30T18:00", audience("en", "Europe/London")) == Standing(
        "one",
        f"📌 Next meeting: Kosten im Griff\nWednesday 2 December, 18:00 (London time)\nWith Ida Sommer.\n{LINK}",
    )


async def test_a_protected_link_is_shown_when_its_time_has_come(tmp_path: Path) -> None:
    protected = audience(window=timedelta(hours=24))
    before = await stands(tmp_path, "2026-12-01T18:59", protected)
    assert before == Standing(
        "one",
        "📌 Nächstes Treffen: Kosten im Griff\nMittwoch, 2. Dezember, 19:00 Uhr\nMit Ida Sommer.\n"
        "Den Link zeige ich hier ab Dienstag, 1. Dezember, 19:00 Uhr; im Direktchat gibt es ihn jetzt schon.",
    )
    assert await stands(tmp_path, "2026-12-01T19:00", protected) == KOSTEN
