"""A year of posts in groups with their own zone, language and manners, on a real database and a played clock.

`python tests/tip_year.py` prints what three of them heard, week by week.
"""

from __future__ import annotations

import asyncio
import base64
import csv
import logging
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from rich.console import Console
from rich.table import Table

from bot.clock import PlayedClock
from bot.plan import Line, plan
from bot.settings import Settings
from bot.ticker import Ticker
from commands import discover
from commands._kit import Ask
from commands._texts import Language, plain
from commands.tip import thumb
from storage import Storage, Tx, open_storage
from storage.chat import group_chat
from storage.content import Content
from storage.instants import from_ms

FIRST = datetime(2027, 1, 1, 6, tzinfo=UTC)
WEEK, DAY = timedelta(days=7), timedelta(days=1)
TOPICS = ("Kosten im Griff", "Losverfahren in kleinen Gemeinden", "", "Moderation zu zweit", "Wer fehlt?")


@dataclass(frozen=True)
class Town:
    """A group, its manners, and how many meetings it has: one every so many weeks."""

    name: str
    zone: str = "Europe/Berlin"
    language: Language = "de"
    limit: int = 4
    times: str = "Tue,Fri 10:00"
    quiet: tuple[int, int] = (21, 8)
    reminders: tuple[str, ...] = ("7d", "1d", "1h", "0")
    every: int = 4
    known: int = 64  # tips at the beginning

    @property
    def internal_id(self) -> str:
        """The internal id of the group."""
        return base64.b64encode(self.name.encode().ljust(32)).decode()

    @property
    def settings(self) -> Settings:
        """As they would stand in losbote.toml."""
        posts = {
            "tips": self.times,
            "reminders": self.reminders,
            "max_posts_a_week": self.limit,
            "quiet_from": self.quiet[0],
            "quiet_to": self.quiet[1],
            "pin": False,
        }
        return Settings(number="+4915555550100", zone=self.zone, language=self.language, posts=posts)  # type: ignore[arg-type]


TOWNS = (
    Town("Berlin"),
    Town("Brüssel", "Europe/Brussels", "en", limit=3, times="Mon,Wed,Fri 22:30"),
    Town("Lord Howe", "Australia/Lord_Howe", limit=6, times="Mon,Tue,Thu,Sat 7:15", quiet=(20, 7), every=2),
)


@dataclass(frozen=True)
class Heard:
    """A post that a group heard: when it was decided and when it went out (UTC)."""

    rule: str
    key: str
    at: datetime
    due: datetime
    text: str

    @property
    def tip(self) -> int:
        """Which tip it was."""
        return int(self.key.split(" ")[1])


@dataclass
class Year:
    """What happened, and which tips might have been told at each moment at which one was."""

    heard: list[Heard]
    fit: dict[str, set[int]]  # by key of the post


def rows() -> list[dict[str, str]]:
    """The tips of the first filling that somebody has checked."""
    text = (files("commands") / "content" / "tips.csv").read_text(encoding="utf-8")
    return [row for row in csv.DictReader(text.splitlines()) if row["verified"] == "yes"]


def enter(tx: Tx, found: Iterable[dict[str, str]], now: datetime) -> None:
    """Adds tips that were reviewed now."""
    for row in found:
        tx.tips.add(
            topic=row["topic"],
            lang_de=row["lang_de"],
            lang_en=row["lang_en"],
            source=row["source_title"],
            source_year=row["source_year"],
            verified=True,
            reviewed_at=now,
            added_at=now,
        )


def found_town(tx: Tx, town: Town) -> None:
    """The group, its meetings on Wednesdays at 19:00, of which every second one has a topic, and its tips."""
    tx.groups.put("main", internal_id=town.internal_id, server_id="group.x", purpose="main")
    first = datetime.fromisoformat("2027-01-06T19:00")
    series = tx.meetings.add_series("s", "Netzwerktreffen", f"FREQ=WEEKLY;INTERVAL={town.every}", first, town.zone)
    for number in range(52 // town.every):
        topic = TOPICS[number % len(TOPICS)]
        tx.meetings.add(f"m{number}", series=series, slot=first + number * town.every * WEEK, topic=topic)
    enter(tx, rows()[: town.known], FIRST - 30 * DAY)


Deed = Callable[[Tx, datetime], None]


def newcomers(tx: Tx, now: datetime) -> None:
    """Six tips more, in German only."""
    enter(tx, [row | {"lang_de": f"{row['lang_de']} Probiert es aus.", "lang_en": ""} for row in rows()[:6]], now)


def gone(tx: Tx, _: datetime) -> None:
    """One tip is removed, and one is doubted."""
    tx.tips.remove(5)
    tx.tips.change(2, verified=False)


def votes(tip: int) -> Deed:
    """Three people are against a tip."""

    def cast(tx: Tx, now: datetime) -> None:
        for who in "abc":
            ask = Ask(group_chat("any"), who, "", now, ZoneInfo("UTC"), "de", admin=False, steers=False, network="")
            thumb.run(tx, ask, f"2027-01-01 {tip} 1", "👎", False)

    return cast


async def live(
    folder: Path, town: Town, *, weeks: int = 52, deeds: Sequence[tuple[timedelta, Deed]] = (), away: Sequence[int] = ()
) -> Year:
    """Plays the weeks; the bot is started anew for each post, does `deeds` in between and is `away` in some weeks."""
    async with open_storage(folder / f"{town.name}.db") as storage:
        await storage.write(partial(found_town, town=town))
        settings = town.settings
        clock, end, left = PlayedClock(FIRST), FIRST + weeks * WEEK, list(deeds)
        fit: dict[str, set[int]] = {}
        while clock.now() < end:
            ticker = Ticker(settings, storage, clock, discover())
            await ticker.tick()
            allowed = await storage.read(partial(may_tell, now=clock.now()))
            fit = {one: fit.get(one, allowed) for one in await said(storage, "tip")}
            at = min(await ticker.next_post(WEEK) or end, clock.now() + WEEK, *[FIRST + after for after, _ in left[:1]])
            clock.set(max(at, clock.now()))
            while left and FIRST + left[0][0] <= clock.now():
                deed, now = left.pop(0)[1], clock.now()
                await storage.write(lambda tx, deed=deed, now=now: deed(tx, now))  # type: ignore[misc]
            while (clock.now() - FIRST) // WEEK in away:
                clock.set(clock.now() + 5 * timedelta(hours=1))
        return Year(await storage.read(heard), fit)


async def foreseen(folder: Path, town: Town, days: int) -> list[Line]:
    """What the plan says at the beginning."""
    async with open_storage(folder / f"{town.name}-ahead.db") as storage:
        await storage.write(partial(found_town, town=town))
        return await storage.read(lambda tx: plan(tx, town.settings, discover(), FIRST, days * DAY))


def may_tell(tx: Tx, now: datetime) -> set[int]:
    """The tips that might be told now."""
    return {tip.id for tip in tx.tips.fit(now - 540 * DAY)}


async def said(storage: Storage, rule: str) -> list[str]:
    """The keys of what was said by a rule."""
    return [one.key for one in await storage.read(heard) if one.rule == rule]


def heard(tx: Tx) -> list[Heard]:
    """What the group heard, in order."""
    found = tx.posts._all(
        "SELECT p.rule, p.key, p.made_at, d.due_at, d.content FROM posts p JOIN deliveries d ON d.post = p.id"
        " WHERE p.state = 'due' ORDER BY d.id"
    )
    return [
        Heard(
            row["rule"],
            row["key"].rpartition(" ")[0],
            from_ms(row["made_at"]),
            from_ms(row["due_at"]),
            plain(Content.from_json(row["content"]).text),
        )
        for row in found
    ]


def table(years: dict[Town, Year]) -> Table:
    """Week by week what each group heard: numbers of tips with their day, and how many reminders (R)."""
    shown = Table("week", *(f"{town.name} ({town.language}, {town.limit} a week)" for town in years))
    cells: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for town, year in years.items():
        for one in year.heard:
            local = one.due.astimezone(ZoneInfo(town.zone))
            what = f"{local:%a} {one.tip}" if one.rule == "tip" else "R"
            cells[local.isocalendar().week if local.year == 2027 else 53][town.name].append(what)
    for week in sorted(cells):
        shown.add_row(str(week), *(" ".join(cells[week][town.name]) for town in years))
    told = [Counter(one.tip for one in year.heard if one.rule == "tip") for year in years.values()]
    shown.add_row("tips", *(str(counts.total()) for counts in told))
    shown.add_row("one at most", *(f"{max(counts.values())} times" for counts in told))
    return shown


async def years(folder: Path) -> dict[Town, Year]:
    """The year of the three groups: new tips come, some go, and the bot is away for two weeks."""
    deeds = [(100 * DAY, newcomers), (150 * DAY, gone), (151 * DAY, votes(9))]
    return {town: await live(folder, town, deeds=deeds, away=(30, 31)) for town in TOWNS}


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with tempfile.TemporaryDirectory() as folder:
        Console().print(table(asyncio.run(years(Path(folder)))))
