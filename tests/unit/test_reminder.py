"""Reminders: when they fall due, until when they may be said, and what they say at that moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from commands._calendar import uid_at
from commands._kit import Audience, Planned, Span
from commands._texts import Language
from commands.reminder import reminder
from storage import Tx, open_storage
from storage.chat import group_chat

BERLIN = ZoneInfo("Europe/Berlin")
OFFSETS = (timedelta(days=7), timedelta(days=1), timedelta(hours=1), timedelta(0))
NAME = "Kosten im Griff"
LINK = "https://meet.example/netz"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


def audience(*offsets: timedelta, language: Language = "de") -> Audience:
    return Audience(group_chat("x"), "main", language, BERLIN, offsets or OFFSETS)


async def planned(
    path: Path, to: Audience, start: str, end: str, *, starts: str = "2026-12-02T19:00", moved: str | None = None
) -> list[Planned]:
    """The reminders of one meeting that fall due in a span."""
    wall = datetime.fromisoformat(starts)

    def plan(tx: Tx) -> list[Planned]:
        if not tx.meetings.series():
            series = tx.meetings.add_series("s", "Treffen", "FREQ=WEEKLY;COUNT=1", wall, BERLIN.key, link=LINK)
            goes = datetime.fromisoformat(moved) if moved else None
            tx.meetings.add(uid_at("s", wall), series=series, slot=wall, topic=NAME, starts=goes)
        return list(reminder.plan(tx, to, Span(at(start), at(end))))

    async with open_storage(path / "losbote.db") as storage:
        return await storage.write(plan)


def shown(found: list[Planned]) -> list[str]:
    return [f"{one.due.astimezone(BERLIN):%m-%d %H:%M}" for one in found]


async def test_each_offset_falls_due_once(tmp_path: Path) -> None:
    found = await planned(tmp_path, audience(), "2026-11-01T00:00", "2026-12-31T00:00")
    assert shown(found) == ["11-25 19:00", "12-01 19:00", "12-02 18:00", "12-02 19:00"]
    assert [one.deadline for one in found] == [at("2026-12-02T19:00")] * 3 + [at("2026-12-02T19:10")]
    assert [one.urgent for one in found] == [False, False, True, True]
    assert [one.key for one in found] == [
        f"s-20261202T1900 {minutes} 20261202T1800Z" for minutes in (10080, 1440, 60, 0)
    ]


async def test_only_what_is_due_inside_the_span(tmp_path: Path) -> None:
    day_before = audience(timedelta(days=1))
    spans = [
        ("2026-12-01T18:00", "2026-12-01T18:59"),
        ("2026-12-01T18:59", "2026-12-01T19:00"),
        ("2026-12-01T19:00", "2026-12-01T20:00"),
    ]
    found = [shown(await planned(tmp_path, day_before, start, end)) for start, end in spans]
    assert found == [[], ["12-01 19:00"], []]


async def test_a_day_before_is_the_same_wall_time_over_a_clock_change(tmp_path: Path) -> None:
    both = audience(timedelta(days=1), timedelta(hours=23))
    found = await planned(tmp_path, both, "2027-03-20T00:00", "2027-03-29T00:00", starts="2027-03-28T19:00")
    assert shown(found) == ["03-27 19:00", "03-27 19:00"]
    assert [one.due for one in found] == [at("2027-03-27T19:00")] * 2


async def test_reminders_follow_a_moved_meeting(tmp_path: Path) -> None:
    day_before = audience(timedelta(days=1))
    found = await planned(tmp_path, day_before, "2026-11-01T00:00", "2027-02-01T00:00", moved="2027-01-06T18:00")
    assert shown(found) == ["01-05 18:00"]
    assert found[0].key == "s-20261202T1900 1440 20270106T1700Z"
    assert found[0].text(found[0].due, False) == (
        f"📅 Morgen um 18:00 Uhr: {NAME}. Wer kommt? 👍 genügt.\nVerschoben vom 2. Dezember 2026.\n{LINK}"
    )


async def test_words_on_time(tmp_path: Path) -> None:
    german = await planned(tmp_path, audience(), "2026-11-01T00:00", "2026-12-31T00:00")
    assert [one.text(one.due, False) for one in german] == [
        f"📅 In einer Woche: {NAME}\nMittwoch, 2. Dezember, 19:00 Uhr\n{LINK}",
        f"📅 Morgen um 19:00 Uhr: {NAME}. Wer kommt? 👍 genügt.\n{LINK}",
        f"📅 Das Treffen beginnt in einer Stunde: {NAME}\n{LINK}",
        f"📅 Es geht los: {NAME}\n{LINK}",
    ]
    english = await planned(tmp_path, audience(language="en"), "2026-11-01T00:00", "2026-12-31T00:00")
    assert [one.text(one.due, False) for one in english] == [
        f"📅 A week from today: {NAME}\nWednesday 2 December, 19:00 (Berlin time)\n{LINK}",
        f"📅 Tomorrow at 19:00: {NAME}. Coming? A 👍 is enough.\n{LINK}",
        f"📅 The meeting starts in an hour: {NAME}\n{LINK}",
        f"📅 We are starting: {NAME}\n{LINK}",
    ]


async def test_words_of_a_late_reminder_are_true(tmp_path: Path) -> None:
    week, day, hour, start = await planned(tmp_path, audience(), "2026-11-01T00:00", "2026-12-31T00:00")
    late = "(diese Erinnerung kommt verspätet)"
    assert [
        week.text(at("2026-11-27T08:00"), True),
        day.text(at("2026-12-01T19:15"), False),
        day.text(at("2026-12-01T19:16"), True),
        day.text(at("2026-12-02T08:00"), True),
        hour.text(at("2026-12-02T18:40"), True),
        start.text(at("2026-12-02T19:09"), True),
    ] == [
        f"📅 Das Treffen beginnt in 5 Tagen {late}: {NAME}\nMittwoch, 2. Dezember, 19:00 Uhr\n{LINK}",
        f"📅 Morgen um 19:00 Uhr: {NAME}. Wer kommt? 👍 genügt.\n{LINK}",
        f"📅 Das Treffen beginnt morgen um 19:00 Uhr {late}: {NAME}\n{LINK}",
        f"📅 Das Treffen beginnt heute um 19:00 Uhr {late}: {NAME}\n{LINK}",
        f"📅 Das Treffen beginnt in 20 Minuten {late}: {NAME}\n{LINK}",
        f"📅 Es geht los: {NAME}\n{LINK}",
    ]


async def test_what_changes_within_a_transaction_is_seen(tmp_path: Path) -> None:
    span = Span(at("2026-11-01T00:00"), at("2026-12-31T00:00"))
    to = audience(timedelta(days=1))

    def plan(tx: Tx) -> list[list[str]]:
        wall = datetime.fromisoformat("2026-12-02T19:00")
        meeting = tx.meetings.add("m", title="Treffen", starts=wall, zone=BERLIN.key)
        before = shown(list(reminder.plan(tx, to, span)))
        tx.meetings.change(meeting, starts=wall + timedelta(days=1))
        return [before, shown(list(reminder.plan(tx, to, span)))]

    async with open_storage(tmp_path / "losbote.db") as storage:
        assert await storage.write(plan) == [["12-01 19:00"], ["12-02 19:00"]]
