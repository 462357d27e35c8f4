"""The ticker: what falls due is said once, in good manners, and what was missed is made good."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
import structlog

from bot.clock import PlayedClock
from bot.settings import Settings
from bot.ticker import Ticker
from commands import Registry, discover
from commands._kit import Audience, Planned, Span, post
from storage import Storage, Tx, open_storage
from storage.chat import group_chat
from storage.content import Content
from storage.frames import NewFrame
from storage.instants import from_ms
from storage.posts import Posts

BERLIN = ZoneInfo("Europe/Berlin")
IDS = {"main": "bWFpbg==", "zweite": "endlaXRl", "admin": "YWRtaW4="}


def at(wall: str, zone: ZoneInfo = BERLIN) -> datetime:
    """The instant of a wall time like "12-01 19:00", of 2026 unless it says otherwise."""
    whole = wall if len(wall) > 11 else f"2026-{wall}"
    return datetime.fromisoformat(whole).replace(tzinfo=zone).astimezone(UTC)


def shown(at: datetime) -> str:
    return f"{at.astimezone(BERLIN):%m-%d %H:%M}"


@dataclass(frozen=True)
class Rule:
    """A made-up rule: its posts, each with the wall time for which it is planned."""

    name: str
    due: tuple[str, ...]
    rank: int = 2
    urgent: bool = False
    keeps: timedelta = timedelta(days=3)
    about: str = ""

    def plan(self, _: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
        for wall in self.due:
            if (due := at(wall, audience.zone)) in span:
                yield Planned(wall, due, due + self.keeps, partial(self.words, wall), self.urgent, self.about)

    def words(self, wall: str, now: datetime, late: bool) -> str:
        return f"{self.name} {wall}, {shown(now)}" + (" (late)" if late else "")


class Case:
    """A ticker on a real database; what it puts in line is all that it does."""

    def __init__(self, storage: Storage, start: str) -> None:
        self.storage, self.clock = storage, PlayedClock(at(start))
        self.ticker: Ticker

    def use(self, *rules: Rule, registry: Registry | None = None, **posts: Any) -> Case:  # noqa: ANN401
        """Begins anew, as after a restart, with these rules and settings."""
        made = sorted((post(rule.name, rank=rule.rank)(rule.plan) for rule in rules), key=lambda one: one.rank)
        settings = Settings(number="+4915555550100", posts=posts)  # type: ignore[arg-type]
        self.ticker = Ticker(settings, self.storage, self.clock, registry or Registry((), tuple(made), {}))
        return self

    async def tick(self, *walls: str) -> Case:
        for wall in walls or ["now"]:
            if wall != "now":
                self.clock.set(at(wall))
            await self.ticker.tick()
        return self

    async def said(self, group: str = "main") -> list[tuple[str, str]]:
        """What was put in line for a group, each with the time at which it goes."""
        sql = "SELECT content, due_at FROM deliveries WHERE chat = :chat ORDER BY id"
        rows = await self.storage.read(lambda tx: tx.deliveries._all(sql, chat=group_chat(IDS[group])))
        return [(Content.from_json(row["content"]).text, shown(from_ms(row["due_at"]))) for row in rows]

    async def posts(self) -> list[tuple[str, str, str]]:
        rows = await self.storage.read(lambda tx: tx.posts._all("SELECT * FROM posts ORDER BY id"))
        return [(row["rule"], row["state"], row["reason"]) for row in rows]

    async def next_post(self) -> str | None:
        found = await self.ticker.next_post()
        return found and shown(found)


@pytest_asyncio.fixture
async def case(tmp_path: Path) -> AsyncIterator[Case]:
    """A main group and one of admins, on 30 November 2026 at 18:00 in Berlin."""
    async with open_storage(tmp_path / "losbote.db") as storage:
        for name in ("main", "admin"):
            await add(storage, name)
        yield Case(storage, "11-30 18:00")


async def add(storage: Storage, name: str) -> None:
    purpose: Any = "admin" if name == "admin" else "main"
    await storage.write(
        lambda tx: tx.groups.put(name, internal_id=IDS[name], server_id=f"group.{name}", purpose=purpose)
    )


# -- what falls due --------------------------------------------------------------------------------------


async def test_what_falls_due_is_said_once_and_only_to_main_groups(case: Case) -> None:
    await add(case.storage, "zweite")
    case.use(Rule("tip", ("12-01 10:00", "12-01 12:00")))
    await case.tick("11-30 18:00")
    assert await case.next_post() == "12-01 10:00"
    await case.tick("12-01 09:59", "12-01 10:00", "12-01 10:00", "12-01 10:01")
    said = [("tip 12-01 10:00, 12-01 10:00", "12-01 10:00")]
    assert [await case.said(group) for group in IDS] == [said, said, []]
    assert await case.next_post() == "12-01 12:00"


async def test_nothing_from_before_the_first_start_is_said(case: Case) -> None:
    await case.use(Rule("tip", ("11-30 12:00", "11-30 17:59"))).tick("11-30 18:00", "11-30 18:01")
    assert (await case.said(), await case.next_post()) == ([], None)


async def test_a_restart_says_nothing_twice_and_makes_good_what_was_missed(case: Case) -> None:
    rule = Rule("tip", ("12-01 10:00", "12-02 10:00", "12-02 11:00"))
    await case.use(rule).tick("11-30 18:00", "12-01 10:00")
    await case.use(rule).tick("12-02 12:00", "12-02 12:01")
    assert await case.said() == [
        ("tip 12-01 10:00, 12-01 10:00", "12-01 10:00"),
        ("tip 12-02 10:00, 12-02 12:00 (late)", "12-02 12:00"),
        ("tip 12-02 11:00, 12-02 12:00 (late)", "12-02 12:00"),
    ]


async def test_what_is_too_late_is_skipped_and_that_is_kept(case: Case) -> None:
    rule = Rule("tip", ("12-01 10:00",), keeps=timedelta(hours=1))
    await case.use(rule).tick("11-30 18:00")
    await case.use(rule).tick("12-01 11:01", "12-01 11:02")
    assert (await case.said(), await case.posts()) == ([], [("tip", "skipped", "too late")])


async def test_at_its_deadline_it_is_still_said(case: Case) -> None:
    await case.use(Rule("tip", ("12-01 10:00",), keeps=timedelta(hours=1))).tick("11-30 18:00", "12-01 11:00")
    assert await case.said() == [("tip 12-01 10:00, 12-01 11:00 (late)", "12-01 11:00")]


async def test_a_clock_set_back_repeats_nothing_and_goes_on(case: Case) -> None:
    case.use(Rule("tip", ("12-01 10:00", "12-03 10:00")))
    await case.tick("11-30 18:00", "12-02 10:00", "12-01 09:00", "12-01 10:00", "12-03 10:00")
    assert [when for _, when in await case.said()] == ["12-01 09:00", "12-03 10:00"]  # the first was due


# -- about the same thing ---------------------------------------------------------------------------------


async def test_of_several_that_are_late_about_the_same_thing_only_the_newest_is_said(case: Case) -> None:
    await add(case.storage, "zweite")
    both = (
        Rule("reminder", ("12-01 10:00", "12-01 11:00", "12-01 12:00"), rank=1, about="tea"),
        Rule("tip", ("12-01 10:00", "12-01 11:00")),
    )
    await case.use(*both).tick("11-30 18:00")
    await case.use(*both).tick("12-01 12:30", "12-01 12:31")
    said = [
        ("reminder 12-01 12:00, 12-01 12:30 (late)", "12-01 12:30"),
        ("tip 12-01 10:00, 12-01 12:30 (late)", "12-01 12:30"),
        ("tip 12-01 11:00, 12-01 12:30 (late)", "12-01 12:30"),
    ]
    assert [await case.said(group) for group in IDS] == [said, said, []]
    assert [post for post in await case.posts() if post[0] == "reminder"] == [
        ("reminder", "skipped", "overtaken"),
        ("reminder", "skipped", "overtaken"),
        ("reminder", "due", ""),
    ] * 2


async def test_what_was_overtaken_is_not_owned_up_to(case: Case) -> None:
    hour = timedelta(hours=1)
    rule = Rule("reminder", ("12-01 10:00", "12-01 11:00"), keeps=hour, about="tea")
    await case.use(rule).tick("11-30 18:00")
    await case.use(rule).tick("12-01 13:00")
    assert [await case.said(), len(await case.said("admin"))] == [[], 1]
    [(words, _)] = await case.said("admin")
    assert words.splitlines()[1:] == ["reminder 12-01 11:00, 12-01 11:00"]


async def test_what_falls_due_in_one_night_about_the_same_thing_is_said_once_in_the_morning(case: Case) -> None:
    await case.use(Rule("reminder", ("12-01 22:00", "12-01 23:00"), about="tea")).tick("11-30 18:00", "12-02 08:00")
    assert await case.said() == [("reminder 12-01 23:00, 12-02 08:00", "12-02 08:00")]


async def test_what_would_be_said_beside_a_newer_one_in_the_morning_is_not_put_in_line_at_night(case: Case) -> None:
    rule = Rule("reminder", ("12-01 20:50", "12-02 08:00"), about="tea")
    await case.use(rule).tick("11-30 18:00")
    await case.use(rule).tick("12-01 22:00", "12-02 08:00")
    assert await case.said() == [("reminder 12-02 08:00, 12-02 08:00", "12-02 08:00")]


# -- manners ---------------------------------------------------------------------------------------------


async def test_what_falls_due_at_night_is_said_in_the_morning(case: Case) -> None:
    case.use(Rule("tip", ("12-01 23:30",)))
    await case.tick("11-30 18:00")
    assert await case.next_post() == "12-02 08:00"
    await case.tick("12-01 23:30", "12-02 07:59")
    assert await case.said() == []
    await case.tick("12-02 08:00")
    assert await case.said() == [("tip 12-01 23:30, 12-02 08:00", "12-02 08:00")]


async def test_what_is_urgent_is_said_at_night(case: Case) -> None:
    await case.use(Rule("tip", ("12-01 23:30",), urgent=True)).tick("11-30 18:00", "12-01 23:30")
    assert await case.said() == [("tip 12-01 23:30, 12-01 23:30", "12-01 23:30")]


async def test_what_was_missed_and_is_found_at_night_is_said_in_the_morning_in_words_of_the_morning(
    case: Case,
) -> None:
    rule = Rule("tip", ("12-01 20:50",))
    await case.use(rule).tick("11-30 18:00")
    await case.use(rule).tick("12-01 22:00", "12-01 22:01")
    assert await case.said() == [("tip 12-01 20:50, 12-02 08:00 (late)", "12-02 08:00")]
    await case.tick("12-02 08:00", "12-02 08:01")
    assert len(await case.said()) == 1


async def test_what_would_be_too_late_in_the_morning_is_skipped_at_night(case: Case) -> None:
    rule = Rule("tip", ("12-01 20:50",), keeps=timedelta(hours=11))
    await case.use(rule).tick("11-30 18:00", "12-01 22:00")
    assert (await case.said(), await case.posts()) == ([], [("tip", "skipped", "too late")])


async def test_the_night_is_that_of_the_group(case: Case) -> None:
    await case.storage.write(lambda tx: tx.groups._run("UPDATE groups SET zone = 'America/New_York'"))
    case.use(Rule("tip", ("12-01 20:30", "12-01 21:30")))  # there
    await case.tick("11-30 18:00", "12-02 02:30", "12-02 03:30", "12-02 13:59", "12-02 14:00")
    assert [when for _, when in await case.said()] == ["12-02 02:30", "12-02 14:00"]


async def test_over_both_clock_changes_the_morning_is_at_eight(case: Case) -> None:
    case.use(Rule("tip", ("2027-03-27 23:30", "2027-10-30 23:30")))
    await case.tick("2027-03-27 18:00")
    assert await case.next_post() == "03-28 08:00"
    await case.tick("2027-03-28 08:00", "2027-10-30 18:00")
    assert await case.next_post() == "10-31 08:00"


async def test_a_week_has_so_many_posts_and_the_important_ones_come_first(case: Case) -> None:
    days = tuple(f"12-{day:02} 10:00" for day in range(1, 11))
    case.use(Rule("tip", days), Rule("recording", ("12-02 10:00",), rank=1), max_posts_a_week=2)
    await case.tick("11-30 18:00", *days)
    assert await case.said() == [
        ("tip 12-01 10:00, 12-01 10:00", "12-01 10:00"),
        ("recording 12-02 10:00, 12-02 10:00", "12-02 10:00"),
        ("tip 12-08 10:00, 12-08 10:00", "12-08 10:00"),
        ("tip 12-09 10:00, 12-09 10:00", "12-09 10:00"),
    ]
    assert ("tip", "skipped", "enough posts this week") in await case.posts()


async def test_what_is_urgent_is_said_also_when_the_week_is_full(case: Case) -> None:
    case.use(Rule("tip", ("12-01 10:00",)), Rule("start", ("12-01 11:00",), urgent=True), max_posts_a_week=1)
    await case.tick("11-30 18:00", "12-01 10:00", "12-01 11:00")
    assert [when for _, when in await case.said()] == ["12-01 10:00", "12-01 11:00"]


async def test_no_week_is_too_full_for_what_matters_most_and_the_rest_leaves_room_for_it(case: Case) -> None:
    days = ("12-02 10:00", "12-03 10:00", "12-04 10:00")
    case.use(Rule("meeting", days, rank=1), Rule("tip", ("12-01 10:00", "12-11 10:00")), max_posts_a_week=2)
    await case.tick("11-30 18:00", "12-01 10:00", *days, "12-11 10:00")
    assert [text for text, _ in await case.said()] == [
        "meeting 12-02 10:00, 12-02 10:00",
        "meeting 12-03 10:00, 12-03 10:00",
        "meeting 12-04 10:00, 12-04 10:00",
        "tip 12-11 10:00, 12-11 10:00",
    ]


async def test_each_group_has_a_week_of_its_own(case: Case) -> None:
    case.use(Rule("tip", ("12-01 10:00", "12-02 10:00")), max_posts_a_week=1)
    await case.tick("11-30 18:00", "12-01 10:00")
    await add(case.storage, "zweite")
    await case.tick("12-02 10:00")
    assert [[when for _, when in await case.said(group)] for group in ("main", "zweite")] == [
        ["12-01 10:00"],
        ["12-02 10:00"],
    ]


async def test_a_long_post_goes_in_parts_that_belong_together(case: Case) -> None:
    await case.use(Rule("tip " + "wort " * 500, ("12-01 10:00",))).tick("11-30 18:00", "12-01 10:00")
    sql = "SELECT post, length(content) > 0 AS said FROM deliveries"
    rows = await case.storage.read(lambda tx: tx.deliveries._all(sql))
    assert [(row["post"], row["said"]) for row in rows] == [(1, 1), (1, 1)]


# -- the real rules, and the heartbeat -------------------------------------------------------------------


async def test_the_reminders_of_the_settings_are_those_that_come(case: Case) -> None:
    await case.storage.write(
        lambda tx: tx.meetings.add(
            "m",
            title="Treffen",
            starts=datetime(2026, 12, 2, 19, 0),  # noqa: DTZ001 - a wall time
            zone="Europe/Berlin",
        )
    )
    case.use(registry=discover(), reminders=("1d", "2h"), pin=False)
    await case.tick("11-30 18:00")
    assert await case.next_post() == "12-01 19:00"
    await case.tick("12-01 19:00", "12-02 17:00", "12-02 19:00")
    assert [(text.splitlines()[0], when) for text, when in await case.said()] == [
        ("📅 Morgen um 19:00 Uhr: Treffen. Wer kommt? 👍 genügt.", "12-01 19:00"),
        ("📅 Das Treffen beginnt in 2 Stunden: Treffen", "12-02 17:00"),
    ]


async def test_a_failing_rule_is_logged_and_the_ticking_goes_on(case: Case) -> None:
    case.use(Rule("broken", ("no time at all",)))
    with structlog.testing.capture_logs() as logs:
        async with ticking(case):
            await until(lambda: len(logs) == 1 and case.ticker.idle)
            case.clock.move(timedelta(seconds=15))
            await until(lambda: len(logs) == 2)
    assert [(one["event"], one["error"].partition(" ")[0]) for one in logs] == [
        ("a tick failed, going on", "ValueError")
    ] * 2


async def test_it_looks_at_the_start_and_when_an_admin_has_changed_something(case: Case) -> None:
    case.use(Rule("tip", ("12-01 10:00", "12-01 10:05")))
    await case.tick("11-30 18:00")
    assert not case.ticker.idle
    case.clock.set(at("12-01 10:00"))
    async with ticking(case):
        await until(lambda: case.ticker.idle)
        assert len(await case.said()) == 1
        case.clock.set(at("12-01 10:05"))
        await case.storage.write(lambda tx: tx.settings.resume())  # which rings its bell
        await until(lambda: not case.storage.bell("plan").is_set())
        await until(lambda: case.ticker.idle)
    assert len(await case.said()) == 2


async def test_it_goes_on_looking_when_the_clock_is_set_back(case: Case) -> None:
    case.use(Rule("tip", ("11-30 18:01",)))
    async with ticking(case):
        await until(lambda: case.ticker.idle)
        case.clock.set(at("11-30 17:00"))
        with structlog.testing.capture_logs() as logs:
            await until(lambda: logs)
    assert [(one["event"], one["seconds"]) for one in logs] == [("the clock was set back", 3600.0)]


async def test_what_was_passed_over_by_a_clock_that_was_ahead_is_said_in_its_time(case: Case) -> None:
    case.use(Rule("tip", ("11-30 18:20", "12-01 10:00", "12-01 12:00"), keeps=timedelta(hours=1)))
    await case.tick("11-30 18:00", "2027-11-30 18:00")
    assert await case.posts() == [("tip", "skipped", "too late")] * 3
    await case.tick("11-30 18:30")
    assert await case.next_post() == "12-01 10:00"
    await case.tick("12-01 10:00", "2027-11-30 18:00", "12-01 12:00")
    assert [text for text, _ in await case.said()] == [
        "tip 11-30 18:20, 11-30 18:30",
        "tip 12-01 10:00, 12-01 10:00",
        "tip 12-01 12:00, 12-01 12:00",
    ]
    told = [text for text, _ in await case.said("admin")]
    turned = "Meine Uhr ist zurückgestellt worden; jetzt ist es bei mir"
    assert [text.partition(" Uhr.")[0] for text in told[1:]] == [
        f"{turned} Montag, 30. November 2026, 18:30",
        f"{turned} Dienstag, 1. Dezember 2026, 12:00",
    ]
    assert len(told[0].splitlines()) == 1 + 3  # what was passed over is told once


async def test_what_admins_have_decided_stands_whatever_the_clock_does(case: Case) -> None:
    case.use(Rule("tip", ("12-01 10:00", "12-01 12:00")))
    await case.tick("11-30 18:00")
    chat, now = group_chat(IDS["main"]), case.clock.now()
    for wall, reason in (("12-01 10:00", "said before"), ("12-01 12:00", "posts were stopped")):
        claim = partial(Posts.claim, due=at(wall), now=now, state="skipped", reason=reason)
        await case.storage.write(lambda tx: claim(tx.posts, "tip", f"{wall} {chat}", chat))  # noqa: B023
    await case.tick("11-30 17:00", "12-01 12:00")
    assert await case.said() == []


async def test_nothing_waits_for_a_time_to_come_again(case: Case) -> None:
    chat, night = group_chat(IDS["main"]), "12-01 08:00"

    def fill(tx: Tx) -> None:
        now, later = at("11-30 18:00"), timedelta(seconds=60)
        frame = NewFrame("anna", 1, "message", chat, "{}")
        tx.frames.add(frame, now)
        made = [
            tx.deliveries.add(chat, Content("answer"), due=now, frame=1),
            tx.deliveries.add(chat, Content("called"), due=now),
            tx.deliveries.add(chat, Content("due"), due=now),
            tx.deliveries.add(chat, Content("unknown"), due=now),
            tx.deliveries.add(chat, Content("morning"), due=at(night)),
            tx.deliveries.add(chat, Content("a morning that is none"), due=at("2027-12-01 09:00")),
        ]
        for one in (made[1], made[3]):
            tx.deliveries.start(one, now)
        tx.deliveries.retry(made[1], now + later, "Refused", refused=True)
        tx.deliveries.unknown(made[3], now, "NoAnswer")

    await case.use().storage.write(fill)
    await case.tick("11-30 18:00", "11-30 17:00")
    assert await case.said() == [
        ("answer", "11-30 17:00"),
        ("called", "11-30 17:01"),
        ("due", "11-30 17:00"),
        ("unknown", "11-30 18:00"),
        ("morning", "12-01 08:00"),
        ("a morning that is none", "12-01 08:00"),
    ]
    (unknown,) = await case.storage.read(
        lambda tx: [one for one in tx.deliveries.uncertain() if one.state == "unknown"]
    )
    assert unknown.ended_at == at("11-30 17:00")


# -- the ticker as a part --------------------------------------------------------------------------------


@asynccontextmanager
async def ticking(case: Case) -> AsyncIterator[None]:
    task = asyncio.create_task(case.ticker.run())
    try:
        yield
    finally:
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.001)
