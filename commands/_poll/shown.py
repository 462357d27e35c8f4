"""What admins are told of polls: how those that are running stand, and what came out of the last one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from commands import _show
from commands._kit import Ask, UserError
from commands._poll import ending, results
from storage import Tx
from storage.announcements import Announcement
from storage.content import Poll


def overview(tx: Tx, ask: Ask) -> str:
    """The polls that are running or to come, and how to make one."""
    open_now = ending.running(tx, ask.now)
    to_come = [poll for one, poll, ends in ending.polls(tx) if ends > ask.now and not results.posted(tx, one)]
    parts = [_running(tx, ask, *dated) for dated in open_now]
    if open_now:
        parts.append(ask.say("poll-end-how"))
    parts += [text for one, _, ends in ending.polls(tx) if ends > ask.now for text in _uncounted(tx, ask, one)]
    parts += [ask.say("poll-to-come", question=poll.question) for poll in to_come]
    return "\n\n".join([*(parts or [ask.say("poll-none")]), ask.say("poll-how")])


def _running(tx: Tx, ask: Ask, one: Announcement, poll: Poll, ends: datetime) -> str:
    when = _show.when(ends, ask.now, ask.zone, ask.language)
    told = results.told(poll, results.total(tx, one, poll), ask.language, over=False)
    return f"{ask.say('poll-runs', question=poll.question, when=when)}\n{told}"


def last(tx: Tx, ask: Ask) -> str:
    """What came out of the last poll; of each group where there were several. UserError if none has ended."""
    over = [
        (ending.ended_at(tx, one, ends), one, poll)
        for one, poll, ends in ending.polls(tx)
        if results.standing(tx, one) and (ends <= ask.now or not ending.open_in(tx, one))
    ]
    if not over:
        lacking = [text for one, _, _ in ending.polls(tx) for text in _uncounted(tx, ask, one)]
        raise UserError("\n\n".join([ask.say("poll-no-result"), *lacking[-1:]]), example=None)
    ended, one, poll = max(over, key=lambda dated: dated[0])
    day = _show.day(ended, ask.now, ask.zone, ask.language)
    lines = [ask.say("poll-ended-on", question=poll.question, day=day)]
    lines.append(results.told(poll, results.total(tx, one, poll), ask.language))
    chats = results.standing(tx, one)
    for group in tx.groups.list() if len(chats) > 1 else ():
        if group.chat in chats:
            told = results.told(poll, results.counted(tx, one, poll, group.chat), ask.language)
            lines += ["", ask.say("poll-in-group", group=group.title or group.name), told]
    return "\n".join(lines)


def _uncounted(tx: Tx, ask: Ask, one: Announcement) -> Iterator[str]:
    """What is missing of a poll of which nobody knows which message it is, by group."""
    question = one.poll.question if one.poll is not None else ""
    for chat in results.uncounted(tx, one):
        group = tx.groups.get(chat)
        title = group.title or group.name if group is not None else ""
        yield ask.say("poll-uncounted", question=question, group=title)
