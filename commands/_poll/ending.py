"""How a poll ends: at its time by the clock, or before on an admin's word; its result is kept, the votes forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from commands import _show
from commands._kit import Ask, Audience, Planned, Reply, Said, Span, UserError, Word
from commands._poll import results
from storage import Tx
from storage.announcements import Announcement
from storage.content import Poll
from storage.instants import from_ms
from storage.offers import Offer

OFFER = "poll-end"
RESULT, SUM = "poll-result", "poll-sum"  # the rules by which a group, and the admins, are told what came out
_WORTH = timedelta(days=365)  # so late a result is told all the same: people voted
_ALL = (from_ms(0), from_ms(1 << 46))


def polls(tx: Tx) -> list[tuple[Announcement, Poll, datetime]]:
    """All polls that were confirmed and not taken back, with their ends; the one that ends last comes last."""
    found = [(one, one.poll, one.ends) for one in tx.announcements.polls(*_ALL)]
    return sorted(
        ((one, poll, ends) for one, poll, ends in found if poll is not None and ends is not None),
        key=lambda dated: dated[2],
    )


def running(tx: Tx, now: datetime) -> list[tuple[Announcement, Poll, datetime]]:
    """The polls in which people can vote now."""
    return [(one, poll, ends) for one, poll, ends in polls(tx) if ends > now and open_in(tx, one)]


def open_in(tx: Tx, one: Announcement) -> bool:
    """Whether a poll stands in a group and nobody has ended it there."""
    return any(tx.posts.find(RESULT, f"{one.id} {chat}") is None for chat in results.standing(tx, one))


def ended_at(tx: Tx, one: Announcement, ends: datetime) -> datetime:
    """When a poll that is over ended: at its time, or before that on an admin's word."""
    told = [tx.posts.find(RESULT, f"{one.id} {chat}") for chat in one.groups]
    return min([ends, *(post.due_at for post in told if post is not None)])


def group_results(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """What a group is told at the end of each of its polls, which is closed by that."""
    for one in tx.announcements.polls(span.start, span.end):
        if one.poll is None or one.ends is None or audience.chat not in one.groups:
            continue
        delivery = results.delivered(tx, one, audience.chat)
        if delivery is not None:
            yield Planned(
                str(one.id),
                one.ends,
                one.ends + _WORTH,
                partial(_told, tx, one, one.poll, one.ends, audience),
                closes=delivery,
                done=partial(tx.announcements.close, one.id, audience.chat, len(one.poll.options)),
            )


def _told(tx: Tx, one: Announcement, poll: Poll, ends: datetime, audience: Audience, now: datetime, late: bool) -> str:
    result = results.counted(tx, one, poll, audience.chat)
    return results.announced(poll, result, ends, now, audience.zone, audience.language, late=late)


def anew(tx: Tx, _: Audience, said: Said) -> str | None:
    """A result stays as it is; that of a poll that was taken back goes with it."""
    return said.text if tx.announcements.get(int(said.key)) is not None else None


def sums(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """What is told where a poll was written, if it stood in several groups: what came out in all of them."""
    for one in tx.announcements.polls(span.start, span.end):
        if one.poll is None or one.ends is None or one.chat != audience.chat or len(results.standing(tx, one)) < 2:
            continue
        text = partial(_summed, tx, one, one.poll, audience)
        yield Planned(str(one.id), one.ends, one.ends + _WORTH, text)


def _summed(tx: Tx, one: Announcement, poll: Poll, audience: Audience, _now: datetime, _late: bool) -> str:
    groups = len(results.standing(tx, one))
    heading = audience.say("poll-sum", question=poll.question, groups=groups)
    return f"{heading}\n{results.told(poll, results.total(tx, one, poll), audience.language)}"


def closing(tx: Tx, one: Announcement, now: datetime) -> Iterator[Word]:
    """Closes a poll that was taken back where it still stands, since it is too old to be deleted; without a word."""
    for chat in results.standing(tx, one) if one.ends is not None and one.ends > now else ():
        if tx.posts.find(RESULT, f"{one.id} {chat}") is None:
            yield Word(chat, "", closes=results.delivered(tx, one, chat))


def asked(tx: Tx, ask: Ask, which: str) -> Reply:
    """Asks whether a poll is to end now; `which` is its number if several are running."""
    open_now = running(tx, ask.now)
    if not open_now:
        raise UserError(ask.say("poll-none-running"), example=None)
    number = int(which) if which.isdecimal() else 1 if len(open_now) == 1 and not which else 0
    if not 1 <= number <= len(open_now):
        questions = [f"{place} · {poll.question}" for place, (_, poll, _) in enumerate(open_now, 1)]
        raise UserError("\n".join([ask.say("poll-which"), *questions]), example=ask.say("poll-which-example"))
    one, poll, ends = open_now[number - 1]
    told = results.told(poll, results.total(tx, one, poll), ask.language, over=False)
    when = _show.when(ends, ask.now, ask.zone, ask.language)
    text = ask.say("poll-end", question=poll.question, when=when, told=told)
    return Reply(text, offer=Offer(OFFER, {"poll": one.id}))


def ended(tx: Tx, ask: Ask, poll: int, *, yes: bool) -> Reply:
    """The answer to a yes or no to that."""
    found = next(((one, what) for one, what, _ in running(tx, ask.now) if one.id == poll), None)
    if found is None:
        return Reply(ask.say("poll-over-already"))
    one, what = found
    if not yes:
        return Reply(ask.say("poll-goes-on", question=what.question))
    told = results.told(what, results.total(tx, one, what), ask.language)
    text = ask.say("poll-ended", question=what.question, told=told)
    tx.audit.add(ask.sender, ask.now, "poll", text.partition("\n")[0])
    tx.posts.claim(SUM, f"{one.id} {one.chat}", one.chat, due=ask.now, now=ask.now, state="skipped", reason="ended")
    return Reply(text, also=tuple(_words(tx, ask, one, what)))


def _words(tx: Tx, ask: Ask, one: Announcement, poll: Poll) -> Iterator[Word]:
    """The results for the groups; each is kept with that, and the poll closed."""
    for audience in ask.house.audiences(tx, "every"):
        delivery = results.delivered(tx, one, audience.chat) if audience.chat in one.groups else None
        if delivery is not None:
            result = tx.announcements.close(one.id, audience.chat, len(poll.options))
            text = results.announced(poll, result, ask.now, ask.now, audience.zone, audience.language, late=False)
            yield Word(audience.chat, text, RESULT, str(one.id), urgent=False, closes=delivery)
