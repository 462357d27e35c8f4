"""What will be posted in the days to come, reckoned out as the ticker and the keeper decide it; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.agenda import AHEAD, Agenda, Coming
from bot.audiences import known_groups
from bot.manners import WEEK
from bot.settings import Settings
from bot.weeks import Weeks
from commands import Registry, _show
from commands._kit import Ahead, Audience, Kept, Standing
from commands._texts import Language, plain, say
from storage import Tx
from storage.chat import Chat, id_in
from storage.posts import NO_ROOM, TOO_LATE
from storage.settings import TICKED

_SHOWN = 8  # characters of the ACI of a person, who has no other name here
_STEP = timedelta(hours=6)  # between two looks at what should stand in a group
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Line:
    """Something that will be said: when (UTC), to whom, by which rule, and which of its posts it is."""

    at: datetime
    audience: Audience
    rule: str
    key: str
    text: str
    title: str  # of the group; empty for a person
    gives_way: bool = False  # it is not said, since the week has no room for it
    coming: Coming | None = field(default=None, compare=False)  # None: it is kept up to date in the group

    def row(self, now: datetime, language: Language) -> tuple[str, str, str, str]:
        """When, where, why and what, as people read it."""
        when = _show.when(self.at, now, self.audience.zone, language)
        where = self.title or plain(say(language, "plan-person", who=f"{id_in(self.audience.chat)[:_SHOWN]}…"))
        return when, where, plain(say(language, "plan-rule", rule=self.rule)), self.text

    def data(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "at": self.at.astimezone(self.audience.zone).isoformat(timespec="seconds"),
            "zone": self.audience.zone.key,
            "chat": self.audience.chat,
            "group": self.audience.name,
            "title": self.title,
            "rule": self.rule,
            "key": self.key,
            "text": self.text,
        }


def plan(tx: Tx, settings: Settings, registry: Registry, now: datetime, ahead: timedelta) -> list[Line]:
    """What will be said from now on, in order; also what fell due while nobody was there to say it."""
    return [line for line in reckoned(tx, settings, registry, now, ahead) if not line.gives_way]


def reckoned(tx: Tx, settings: Settings, registry: Registry, now: datetime, ahead: timedelta) -> list[Line]:
    """The same, and what would be said if the weeks had room for it."""
    titles = _titles(tx, settings)
    kept = registry.kept if settings.posts.pin else ()
    future = _Future(tx, Agenda.of(settings, registry), now, now + ahead)
    return [replace(line, title=titles.get(line.audience.chat, "")) for line in future.said(kept)]


def ahead(tx: Tx, settings: Settings, registry: Registry, now: datetime) -> list[Ahead]:
    """The plan of the coming 60 days as commands see it."""
    return [_ahead(line) for line in plan(tx, settings, registry, now, AHEAD)]


def _ahead(line: Line) -> Ahead:
    planned = line.coming.planned if line.coming is not None else None
    key = planned.key if planned is not None else line.key
    return Ahead(
        at=line.at,
        audience=line.audience,
        rule=line.rule,
        key=key,
        text=line.text if line.coming is None else line.coming.text(line.at),
        title=line.title,
        due=planned.due if planned is not None else line.at,
        deadline=planned.deadline if planned is not None else line.at,
        kept=planned is None,
        drawn=line.key.removeprefix(key).strip(),
    )


def missed(tx: Tx, settings: Settings, registry: Registry, now: datetime) -> list[Ahead]:
    """What fell due since everything was decided last, and is not said any more, since it is too late for it."""
    agenda, titles = Agenda.of(settings, registry), _titles(tx, settings)
    coming = list(agenda.coming(tx, min(tx.settings.instant(TICKED) or now, now), now, now))
    weeks = agenda.weeks(tx, now, lambda: coming)
    return [
        _ahead(Line(one.at, one.audience, one.post.name, one.planned.key, plain(one.text(one.at)), title, coming=one))
        for one in coming
        if agenda.against(one, now, weeks) == TOO_LATE
        for title in [titles.get(one.audience.chat, "")]
    ]


def _titles(tx: Tx, settings: Settings) -> dict[Chat, str]:
    return {group.chat: group.title or group.name for group in known_groups(tx, settings)}


@dataclass
class _Future:
    """Decides about one thing after another, each on top of what was said before it."""

    tx: Tx
    agenda: Agenda
    now: datetime
    end: datetime

    def said(self, kept: tuple[Kept, ...]) -> Iterator[Line]:
        start = min(self.tx.settings.instant(TICKED) or self.now, self.now)
        coming = list(self.agenda.coming(self.tx, start, self.end + WEEK, self.now))
        weeks = self.agenda.weeks(self.tx, self.now, lambda: coming)
        things: list[tuple[datetime, Coming | Line]] = [
            *((max(one.at, self.now), one) for one in coming if one.at <= self.end),
            *((line.at, line) for line in self._standing(kept)),
        ]
        for at, one in sorted(things, key=lambda dated: dated[0]):
            if isinstance(one, Coming):
                yield from self._post(at, one, weeks)
            else:
                weeks.say(one.audience.chat, at)
                yield one

    def _post(self, tick: datetime, coming: Coming, weeks: Weeks) -> Iterator[Line]:
        reason = self.agenda.against(coming, tick, weeks)
        if reason and reason != NO_ROOM:
            return
        key = coming.planned.key
        if not reason:
            weeks.say(coming.audience.chat, tick)
            key = coming.planned.said_key()
        at = self.agenda.said_at(coming, tick)
        yield Line(at, coming.audience, coming.post.name, key, plain(coming.text(at)), "", bool(reason), coming)

    def _standing(self, kept: tuple[Kept, ...]) -> Iterator[Line]:
        """The messages that will stand in the groups, each said as soon as the hour is polite."""
        for audience in self.agenda.audiences.of(self.tx, "groups") if kept else ():
            for rule in kept:
                stands = self.tx.kept.get(rule.name, audience.chat)
                key = stands.key if stands else None
                for turn in self._turns(partial(rule.stand, self.tx, audience), key):
                    at = self.agenda.manners.polite(turn, audience.zone)
                    wanted = rule.stand(self.tx, audience, at)
                    if wanted is not None and wanted.key != key and at <= self.end:
                        key = wanted.key
                        yield Line(at, audience, rule.name, wanted.key, plain(wanted.text), "")

    def _turns(self, stand: Callable[[datetime], Standing | None], key: str | None) -> Iterator[datetime]:
        """The minutes from which on another message should stand than before."""

        def wanted(at: datetime) -> str | None:
            standing = stand(at)
            return standing.key if standing else None

        before, at = self.now, self.now
        while at <= self.end:
            if wanted(at) != key:
                while at - before > _MINUTE:
                    middle = before + (at - before) // (2 * _MINUTE) * _MINUTE
                    before, at = (middle, at) if wanted(middle) == key else (before, middle)
                key = wanted(at)
                yield at
            before, at = at, at + _STEP
