"""What the author hears when an announcement is out, and what `!announce` alone tells of the last one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from commands import _show
from commands._announce.draft import called
from commands._announce.fate import Fate, always, fates, waiting, written_here
from commands._kit import Ask, Audience, Planned, Span
from storage import Tx
from storage.announcements import Announcement
from storage.chat import Chat

RULE = "announcement-sent"
_MEASURE = timedelta(seconds=5)  # after the last message, so that no look of the clock passes over it
_LONG = timedelta(minutes=10)  # after which one would not know what it is about
_SHOWN = 5  # of those that are still to come
_WORTH = timedelta(hours=24)
_LATEST = timedelta(hours=24)  # after it was due; by then a group that is gone does not come back


def planned(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """One report for each announcement that was written here, once it is clear what became of it everywhere."""
    for one in written_here(tx, audience, span):
        there = fates(tx, one)
        times = [fate.settled(one.due + _LATEST) for fate in there]
        settled = [at for at in times if at is not None]
        if len(settled) == len(times) and any(fate.sent_at or _failed(fate) for fate in there):
            at = max(settled) + _MEASURE
            text = _report(tx, audience, one, there)
            yield Planned(str(one.id), at, at + _WORTH, always(text), urgent=True)


def overview(tx: Tx, ask: Ask) -> str:
    """How it works, and what became of the last one."""
    lines = [ask.say("announce-usage"), *_planned(tx, ask)]
    for one in tx.announcements.newest():
        sent = [fate.sent_at for fate in fates(tx, one) if fate.sent_at is not None]
        if sent:
            when = _show.when(min(sent), ask.now, ask.zone, ask.language)
            count = {"delivered": one.delivered, "read": one.read}
            lines.append(ask.say("announce-last", text=called(ask, one), when=when, **count))
            break
    return "\n\n".join(lines)


def _planned(tx: Tx, ask: Ask) -> list[str]:
    """What is still to come, however far ahead, the first of them first."""
    due = [(at, one) for one in tx.announcements.newest(100) if (at := waiting(tx, one)) is not None]
    lines = [
        f"· {_show.when(at, ask.now, ask.zone, ask.language)} · {called(ask, one)}"
        for at, one in sorted(due, key=lambda dated: dated[0])[:_SHOWN]
    ]
    return ["\n".join([ask.say("announce-to-come"), *lines])] if lines else []


def _failed(fate: Fate) -> bool:
    """Whether it should be there and is not; not where an admin called it off."""
    if fate.post is None:
        return not fate.there
    return fate.post.state == "skipped" or any(one.state == "failed" for one in fate.messages)


def _report(tx: Tx, audience: Audience, one: Announcement, there: list[Fate]) -> str:
    groups = {group.chat: group for group in tx.groups.list()}
    out = [fate for fate in there if fate.sent_at is not None]
    people = sum(groups[fate.chat].people for fate in out if fate.chat in groups)
    missed = sum(max(each.unreached for each in fate.messages) for fate in out)
    lines = []
    if out:
        at = _clock(audience, [fate.sent_at for fate in out if fate.sent_at is not None])
        text = called(audience, one) if one.due - one.made > _LONG or _others_near(tx, one) else ""
        count = {"people": people, "reached": max(0, people - missed)}
        lines.append(audience.say("announce-sent", named=int(text != ""), text=text, time=at, **count))
    failed = [
        _title(groups[fate.chat].title if fate.chat in groups else "", fate.chat) for fate in there if _failed(fate)
    ]
    if failed:
        lines.append(audience.say("announce-failed", groups=_show.listed(failed, audience.language)))
    return "\n".join(lines)


def _others_near(tx: Tx, one: Announcement) -> bool:
    """Whether another one fell due at about the same time, so that one has to be told which this is."""
    near = tx.announcements.due(one.due - _LONG, one.due + _LONG)
    return any(other.id != one.id and other.chat == one.chat for other in near)


def _clock(audience: Audience, times: list[datetime]) -> str:
    return _show.clock(max(times), audience.zone, audience.language)


def _title(title: str, chat: Chat) -> str:
    return title or chat
