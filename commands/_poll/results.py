"""What came out of a poll, or how it stands: the options by votes, as a sentence and a list."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from commands import _show
from commands._texts import Language, say
from storage import Tx
from storage.announcements import Announcement, Result
from storage.chat import Chat
from storage.content import Poll

RULE = "announcement"  # by which polls are posted


def delivered(tx: Tx, one: Announcement, chat: Chat) -> int | None:
    """The delivery by which a poll stands in a group; None if it is not there, or cannot be closed or voted on, since
    nobody knows its timestamp."""
    post = tx.posts.find(RULE, f"{one.id} {chat}")
    if post is None or post.state not in {"due", "sent"}:
        return None
    first = next(iter(tx.deliveries.of_post(post.id)), None)
    return first.id if first is not None and first.state == "sent" and first.sent_at is not None else None


def uncounted(tx: Tx, one: Announcement) -> list[Chat]:
    """The groups in which a poll stands on the word of an admin alone, so that it can be neither closed nor counted."""
    posts = [(chat, tx.posts.find(RULE, f"{one.id} {chat}")) for chat in one.groups]
    said = [(chat, next(iter(tx.deliveries.of_post(post.id)), None)) for chat, post in posts if post is not None]
    return [chat for chat, first in said if first is not None and first.state == "sent" and first.sent_at is None]


def posted(tx: Tx, one: Announcement) -> bool:
    """Whether it has been decided in a group that the poll is posted, or is not."""
    return any(tx.posts.find(RULE, f"{one.id} {chat}") is not None for chat in one.groups)


def standing(tx: Tx, one: Announcement) -> list[Chat]:
    """The groups in which a poll stands, open or closed."""
    return [chat for chat in one.groups if delivered(tx, one, chat) is not None]


def counted(tx: Tx, one: Announcement, poll: Poll, chat: Chat) -> Result:
    """The votes of one group."""
    return tx.announcements.count(one.id, chat, len(poll.options))


def total(tx: Tx, one: Announcement, poll: Poll) -> Result:
    """The votes of all groups in which it stands."""
    results = [counted(tx, one, poll, chat) for chat in standing(tx, one)]
    counts = tuple(sum(votes) for votes in zip(*(one.counts for one in results), strict=True))
    return Result(counts or (0,) * len(poll.options), sum(one.voters for one in results))


def told(poll: Poll, result: Result, language: Language, *, over: bool = True) -> str:
    """Who is ahead, and the votes of the others, each in a line; by votes, and in the order of the poll."""
    if not result.voters:
        return say(language, "poll-nobody", over=int(over))
    most = max(result.counts)
    ahead = [option for option, votes in zip(poll.options, result.counts, strict=True) if votes == most]
    first = say(
        language,
        "poll-several-ahead" if poll.multiple else "poll-ahead",
        options=_show.listed(ahead, language),
        count=len(ahead),
        votes=most,
        voters=result.voters,
    )
    others = sorted(zip(result.counts, poll.options, strict=True), key=lambda one: -one[0])
    return "\n".join([first, *(f"{option}: {votes}" for votes, option in others if votes < most)])


def announced(
    poll: Poll, result: Result, ended: datetime, now: datetime, zone: ZoneInfo, language: Language, *, late: bool
) -> str:
    """What a group is told when a poll has ended; `late` if that was a while ago."""
    question = poll.question if poll.question.endswith(("?", "!", ".", ":", "…")) else f"{poll.question}:"
    lines = [f"📊 {question} {told(poll, result, language)}"]
    if late:
        lines.append(say(language, "poll-late", when=_show.when(ended, now, zone, language)))
    return "\n".join(lines)
