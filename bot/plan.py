"""What will be posted in the days to come, reckoned out as the ticker and the keeper decide it; nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.agenda import NO_ROOM, TICKED, Agenda, Coming
from bot.manners import WEEK
from bot.settings import Settings
from bot.weeks import Weeks
from commands import Registry, _show
from commands._kit import Audience, Kept, Standing
from commands._texts import Language, plain, say
from storage import Tx
from storage.chat import id_in

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
    titles = {group.chat: group.title or group.name for group in tx.groups.list()}
    kept = registry.kept if settings.posts.pin else ()
    future = _Future(tx, Agenda.of(settings, registry), now, now + ahead)
    return [
        Line(at, audience, rule, key, plain(text), titles.get(audience.chat, ""), gives_way)
        for at, audience, rule, key, text, gives_way in future.said(kept)
    ]


_Saying = tuple[datetime, Audience, str, str, str, bool]  # when, to whom, by which rule, its key, its words, gives way


@dataclass
class _Future:
    """Decides about one thing after another, each on top of what was said before it."""

    tx: Tx
    agenda: Agenda
    now: datetime
    end: datetime

    def said(self, kept: tuple[Kept, ...]) -> Iterator[_Saying]:
        start = min(self.tx.settings.instant(TICKED) or self.now, self.now)
        coming = list(self.agenda.coming(self.tx, start, self.end + WEEK))
        weeks = self.agenda.weeks(self.tx, self.now, lambda: coming)
        things: list[tuple[datetime, Coming | _Saying]] = [
            *((max(one.at, self.now), one) for one in coming if one.at <= self.end),
            *((saying[0], saying) for saying in self._standing(kept)),
        ]
        for at, one in sorted(things, key=lambda dated: dated[0]):
            if isinstance(one, Coming):
                yield from self._post(at, one, weeks)
            else:
                weeks.say(one[1].chat, at)
                yield one

    def _post(self, tick: datetime, coming: Coming, weeks: Weeks) -> Iterator[_Saying]:
        reason = self.agenda.against(coming, tick, weeks)
        if reason and reason != NO_ROOM:
            return
        key = coming.planned.key
        if not reason:
            weeks.say(coming.audience.chat, tick)
            key = coming.planned.said_key()
        at = self.agenda.said_at(coming, tick)
        yield at, coming.audience, coming.post.name, key, coming.text(at), bool(reason)

    def _standing(self, kept: tuple[Kept, ...]) -> Iterator[_Saying]:
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
                        yield at, audience, rule.name, wanted.key, wanted.text, False

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
