"""Looks at what was: the changes of the admins, and what each group was told and is still to be told of the tips."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial

from bot.audiences import Audiences
from bot.demo.envelopes import Json
from bot.settings import Settings
from commands._library import tips
from commands._texts import PERSON_MARK, Language, plain, say
from storage import Tx, look
from storage.audit import Entry
from storage.groups import Group
from storage.library import Tip

_MOST = 60  # changes, and tips of one group


class Changes:
    """Who changed what, the newest first; `name` is how the page names a person whose ACI is known."""

    def __init__(self, settings: Settings, name: Callable[[str], str]) -> None:
        self._settings = settings
        self._name = name

    async def __call__(self, _: Language) -> Json:
        """Who, when, by which command, what, and whether it was taken back."""
        entries = await asyncio.to_thread(look, self._settings.database, lambda tx: tx.audit.list(_MOST))
        return {"rows": [self._row(one) for one in entries]}

    def _row(self, entry: Entry) -> Json:
        return {
            "id": entry.id,
            "who": self._name(entry.who),
            "at": entry.at.isoformat(),
            "command": entry.command,
            "what": plain(PERSON_MARK.sub(lambda found: f"@{self._name(found[1])}", entry.what)),
            "back": entry.undone is not None,
        }


class Tips:
    """The deck of each group: what comes next in which order, and what was said when."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._now = now

    async def __call__(self, language: Language) -> Json:
        """The decks, and in sentences which tips rest."""
        return await asyncio.to_thread(
            look, self._settings.database, partial(self._all, now=self._now(), language=language)
        )

    def _all(self, tx: Tx, now: datetime, language: Language) -> Json:
        groups = {group.chat: group for group in tx.groups.list("main")}
        resting = tips.untold(tx, now).items()
        return {
            "decks": [
                _deck(tx, groups[one.chat], one.language, now) for one in Audiences(self._settings).of(tx, "groups")
            ],
            "rests": [plain(say(language, "tip-resting", why=why, count=count)) for why, count in resting],
        }


def _deck(tx: Tx, group: Group, language: Language, now: datetime) -> Json:
    """A round that is through shows the next one, as the bot will go on."""
    deck = tips.deck(tx, group.chat, now)
    try:
        round_ = deck.next(now, lambda _: False).round
    except LookupError:
        round_ = 0
    told = tx.decks.told(group.chat)[-_MOST:]
    return {
        "where": group.title or group.name,
        "round": round_,
        "next": [_said(tip, language) for tip in deck.to_come(now)[:_MOST]],
        "told": [
            {"at": one.at.isoformat(), "round": one.round, **_said(tx.tips.get(one.tip), language)}
            for one in reversed(told)
        ],
    }


def _said(tip: Tip | None, language: Language) -> Json:
    """Its topic and words as the group reads them; empty where it was removed since."""
    if tip is None:
        return {"topic": "", "text": ""}
    return {"topic": plain(tips.topic(tip, language)), "text": plain(tips.worded(tip, language))}
