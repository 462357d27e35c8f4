"""What the page of a handover tells: what to do first, what is missing, who may do what, what is open and to come."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from bot import __version__
from bot.admins import listed
from bot.audiences import known_groups
from bot.backup import made
from bot.handover_page import KEPT, NAME, Section
from bot.handover_way import Step, Way, Words
from bot.plan import Line, plan
from bot.settings import Settings
from bot.status_shown import Bot
from commands import _show, discover
from commands._announce.draft import Draft
from commands._texts import Language, Value, code, say
from storage import Tx
from storage.announcements import Announcement
from storage.chat import Chat, is_group
from storage.delivery import State
from storage.settings import BACKED_UP, CHALLENGE, HELD, HELD_SINCE

DAYS = 28  # of the plan
_EVER = timedelta(days=4000)
_SHOWN, _LONGEST = 8, 120  # characters of an ACI, and of a text
_OPEN: tuple[State, ...] = ("waiting", "sending", "unknown", "failed")
_LATELY = timedelta(days=7)
_OWN = "personal"  # the rule of reminders that somebody has ordered
_MOVING: dict[Step, str] = {
    "stop": "handover-move-stop",
    "take": "handover-move-take",
    "install": "handover-move-install",
    "fill": "handover-move-fill",
    "start": "handover-move-start",
}


@dataclass(frozen=True)
class Facts:
    """All of an installation as of `now`; `target` is the backup, `way` how it runs, `bot` what a running one says."""

    tx: Tx
    settings: Settings
    language: Language
    now: datetime
    target: Path
    locked: bool
    way: Way
    bot: Bot

    def title(self) -> str:
        """The heading of the page."""
        return self._say("handover-title")

    def about(self) -> str:
        """The sentences below it: what this page is, and how its lines are typed."""
        when, file = self._when(self.now), code(str(self.target))
        folder = self.settings.backup_folder
        goes = _yes(
            folder is not None and self.target.parent == folder.resolve() and bool(made(NAME, self.target.name))
        )
        about = self._say("handover-about", when=when, file=file, locked=_yes(self.locked), goes=goes, days=KEPT.days)
        return f"{about} {self._say('handover-typed', way=self.way.name, program=code(self.way.program))}"

    def sections(self) -> Iterator[Section]:
        """The page, part by part."""
        yield self._section("first", self._first(), ordered=True)
        yield self._section("missing", self._missing())
        yield self._section("where", self._where())
        yield self._section("rights", self._rights())
        yield self._section("groups", self._groups() or [self._say("handover-groups-none")])
        yield self._section("open", [*self._open()] or [self._say("handover-open-none")])
        yield self._section("coming", self._coming())
        yield self._section("move", self._move(), ordered=True)
        yield self._section("gone", self._gone())

    # -- what to do --------------------------------------------------------------------------------

    def _first(self) -> Iterator[str]:
        call = self.way.call
        held = self.tx.settings.get(HELD) is not None
        stuck = self.tx.deliveries.trouble(self.now - _LATELY)
        yield self._say("handover-first-get")
        yield self._say("handover-first-admin", count=len(self._admins), setup=code(self.way.setup()))
        yield self._typed("handover-first-look", call("status"), call("doctor"))
        yield self._typed("handover-first-plan", call(f"plan --days {DAYS}"))
        if stuck.get("failed") or stuck.get("unknown"):
            yield self._typed("handover-first-deliveries", call("deliveries"))
        if held:
            yield self._say("handover-first-held")
        yield self._try()
        yield self._say("handover-first-last", locked=_yes(self.locked))

    def _try(self) -> str:
        """It opens beside the database, where the bot may write; not among the backups, which are copied elsewhere."""
        new = self.settings.database.resolve().with_name("losbote-new")
        restore = self.way.restore(self._words, self.target, new)
        tried = self._typed("handover-first-try", restore, locked=_yes(self.locked))
        return f"{tried}\n{self._typed('handover-first-tried', self.way.delete(new))}"

    def _move(self) -> Iterator[str]:
        for step, text_id in _MOVING.items():
            lines = self.way.moving(step, self._words)
            yield self._typed(text_id, *lines, way=self.way.name, locked=_yes(self.locked))
        yield self._say("handover-move-last")

    def _gone(self) -> Iterator[str]:
        yield self._say("handover-gone-access")
        yield self._typed("handover-gone-page", self.way.call("handover"))
        yield self._typed("handover-gone-admin", self.way.setup())
        yield self._say("handover-gone-number")

    def _missing(self) -> Iterator[str]:
        yield self._say("handover-missing-signal")
        yield self._say("handover-missing-number", number=masked(self.settings.number))
        yield self._say("handover-missing-pin")
        if self.locked or self.settings.passphrase:
            yield self._say("handover-missing-passphrase")
        if secret := self._secrets():
            yield self._say("handover-missing-secrets", names=_show.listed([*map(code, secret)], self.language))
        if variables := sorted(name for name in os.environ if name.startswith("LOSBOTE_")):
            yield self._say("handover-missing-variables", names=_show.listed([*map(code, variables)], self.language))
        yield self._say("handover-missing-access")

    def _secrets(self) -> list[str]:
        """The names of the settings that the backup leaves out, except the passphrase, which has a line of its own."""
        address = "server" if urlsplit(self.settings.server).password else ""
        return [name for name in ("token" if self.settings.token else "", address) if name]

    # -- how it is ---------------------------------------------------------------------------------

    def _where(self) -> Iterator[str]:
        settings, running = self.settings, self.bot
        parts = urlsplit(settings.server)
        yield self._say("handover-where-bot", version=__version__, state="running" if running.running else "off")
        server = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
        version = running.health.server or ("none" if running.running else "off")
        yield self._say("handover-where-server", server=server, version=version)
        if self._config is not None:
            yield self._say("handover-where-config", file=code(str(self._config)))
        library = settings.library or settings.database.with_name("library")
        yield self._say(
            "handover-where-database", file=code(str(settings.database.resolve())), library=code(str(library.resolve()))
        )
        yield self._backups()
        yield self._say("handover-where-help")

    def _backups(self) -> str:
        folder, last = self.settings.backup_folder, self.tx.settings.instant(BACKED_UP)
        if folder is None:
            return self._say("handover-backups-off")
        when = self._when(last) if last is not None else "never"
        locked = _yes(bool(self.settings.passphrase))
        return self._say("handover-backups", folder=code(str(folder.resolve())), last=when, locked=locked)

    def _rights(self) -> Iterator[str]:
        yield self._say("handover-rights-about", count=len(self._admins))
        added = {one.aci: one for one in self.tx.admins.added()}
        resting = self.tx.admins.suspended()
        for aci in self._admins:
            one = None if aci in self.settings.admins else added.get(aci)
            since = _show.short_day(one.at, self.now, self.settings.tz(), self.language) if one else "settings"
            by, rests = _short(one.by) if one else "", _yes(aci in resting)
            yield self._say("handover-admin", aci=_short(aci), since=since, by=by, rests=rests)
        yield self._say("handover-group-admin", on=_yes(self.settings.require_group_admin))
        yield self._say("handover-four-eyes", on=_yes(self.settings.four_eyes))

    def _groups(self) -> list[str]:
        return [
            self._say(
                "handover-group", title=group.title or group.name, name=group.name, purpose=group.purpose,
                spoken=group.language or self.settings.language, people=group.people,
                zone=group.zone or self.settings.zone,
            )
            for group in known_groups(self.tx, self.settings)
        ]  # fmt: skip

    # -- what is open and to come ------------------------------------------------------------------

    def _open(self) -> Iterator[str]:
        tx = self.tx
        if (who := tx.settings.get(HELD)) is not None:
            since = tx.settings.instant(HELD_SINCE) or self.now
            yield self._say("handover-open-held", who=_short(who), when=self._when(since))
        if tx.settings.get(CHALLENGE) is not None:
            yield self._typed("handover-open-limit", self.way.call("captcha"))
        yield from self._drafts()
        for one in tx.announcements.due(self.now, self.now + _EVER):
            yield self._announced("planned", one, one.due)
        for one in tx.announcements.polls(self.now, self.now + _EVER):
            if one.due <= self.now and one.ends is not None:
                yield self._announced("polled", one, one.ends)
        counts = tx.deliveries.trouble(self.now - _LATELY)
        for state in _OPEN:
            if count := counts.get(state):
                yield self._say("handover-open-deliveries", state=state, count=count)

    def _drafts(self) -> Iterator[str]:
        """What admins have written and not confirmed, and what else they are asked just now."""
        asked = 0
        for chat, _, offer in self.tx.offers.standing(self.now):
            if chat.startswith("drafts:"):
                yield self._announced("draft", Draft.of(offer.data).what, offer.ends or self.now)
            elif offer.name == "admin-add":
                asked += 1
        if asked:
            yield self._say("handover-open-admins", count=asked)

    def _announced(self, state: str, one: Announcement, at: datetime) -> str:
        words = one.poll.question if one.poll is not None else one.text(self.language)
        text = _show.shortened(words, _LONGEST) or ", ".join(file.name for file in one.files)
        groups = _show.listed([self._titles.get(chat, "?") for chat in one.groups], self.language)
        values = {"who": _short(one.author), "when": self._when(at), "groups": groups, "text": text}
        return self._say("handover-announced", state=state, kind="poll" if one.poll else "text", **values)

    def _coming(self) -> Iterator[str]:
        lines = plan(self.tx, self.settings, discover(), self.now, timedelta(days=DAYS))
        told = [one for one in lines if one.rule != _OWN]
        if not told:
            yield self._say("plan-none", days=DAYS)
        elif self.tx.settings.get(HELD) is not None:
            yield self._say("handover-coming-held")
        yield from map(self._line, told)
        if own := len(lines) - len(told):
            yield self._say("plan-people", count=own)

    def _line(self, one: Line) -> str:
        when, where, why, text = one.row(self.now, self.language)
        place = where if is_group(one.audience.chat) else self._say("handover-to-admin")
        return f"{when} · {place} · {why}: {_show.shortened(text, _LONGEST)}"

    # -- words -------------------------------------------------------------------------------------

    @cached_property
    def _admins(self) -> tuple[str, ...]:
        return listed(self.tx, self.settings)

    @cached_property
    def _titles(self) -> dict[Chat, str]:
        return {group.chat: group.title or group.name for group in known_groups(self.tx, self.settings)}

    @cached_property
    def _words(self) -> Words:
        """What whoever types the lines puts in there, as far as we do not know it."""
        return Words(
            address=self._say("handover-word-address"),
            machine=self._say("handover-word-machine"),
            version=self.bot.health.server or "VERSION",
            passphrase=self._say("handover-word-passphrase") if self.locked else "",
        )

    @cached_property
    def _config(self) -> Path | None:
        return self.settings.source and self.settings.source.resolve()

    def _when(self, at: datetime) -> str:
        return _show.when(at, self.now, self.settings.tz(), self.language)

    def _say(self, text_id: str, **values: Value) -> str:
        return say(self.language, text_id, **values)

    def _typed(self, text_id: str, *lines: str, **values: Value) -> str:
        """A sentence, and below it what to type."""
        return "\n".join([self._say(text_id, **values), *map(code, lines)])

    def _section(self, name: str, lines: Iterator[str] | list[str], *, ordered: bool = False) -> Section:
        return Section(self._say("handover-heading", of=name), tuple(lines), ordered)


def masked(number: str) -> str:
    """A phone number as one may show it: its beginning and its end."""
    return f"{number[:3]}…{number[-3:]}"


def _short(aci: str) -> str:
    return f"{aci[:_SHOWN]}…"


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"
