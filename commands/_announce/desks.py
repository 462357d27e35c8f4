"""Where admins hear of an announcement, each in the language and zone of that place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from commands._kit import Ask, Word
from storage import Tx
from storage.announcements import Announcement
from storage.chat import Chat


def theirs(tx: Tx, ask: Ask, chat: Chat) -> Ask:
    """The ask in the language and zone of those who hear of it in this chat."""
    desk = next((one for one in ask.house.audiences(tx, "desks") if one.chat == chat), None)
    return ask if desk is None else replace(ask, language=desk.language, zone=desk.zone)


def to_author(tx: Tx, ask: Ask, one: Announcement, words: Callable[[Ask], str]) -> tuple[Word, ...]:
    """What the author hears of what somebody else has done, unless that is where it was just said."""
    if one.chat == ask.chat or one.author == ask.sender:
        return ()
    return (Word(one.chat, words(theirs(tx, ask, one.chat))),)
