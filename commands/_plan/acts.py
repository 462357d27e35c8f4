"""What an admin does about a post to come: calls it off, says it now or at another time, or gives it other words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from commands import _show, _when
from commands._announce import desks
from commands._announce.draft import called
from commands._kit import Ahead, Ask, Reply, UserError, Word
from commands._library.quotes import as_typed
from commands._plan.halt import stopped
from commands._plan.listing import DAYS, POLL, WRITTEN, Numbered, current
from commands._plan.words import first, head, line, two_digits
from commands._texts import person
from storage import Tx
from storage.amendments import Amendment
from storage.settings import TICKED

LONGEST = 1900  # bytes of UTF-8 that are one message

_TICK = timedelta(milliseconds=1)


def cancel(tx: Tx, ask: Ask, one: Numbered) -> Reply:
    """It is not said."""
    post = _free(ask, one)
    tx.amendments.cancel(post.rule, key(post), post.audience.chat, post.due, ask.now)
    return replace(
        _done(ask, ask.say("plan-cancelled", line=line(ask, post)), []), also=to_author(tx, ask, post, "off")
    )


def say_now(tx: Tx, ask: Ask, one: Numbered) -> Reply:
    """It is said at once, or as soon as posts go on."""
    post = _free(ask, one)
    due = _not_before(tx, ask.now)
    if due > post.deadline:
        raise _too_late(ask, one)
    _amend(tx, post, due, None)
    said = ask.say("plan-said-now", what=first(current(tx, ask, post) or post))
    what = ask.say("plan-said-now-what", line=line(ask, post))
    done = _done(ask, said, [*_quiet(ask, post, due), *stopped(tx, ask)])
    return replace(done, what=what, also=to_author(tx, ask, post, "now"))


def move(tx: Tx, ask: Ask, one: Numbered, words: str) -> Reply:
    """It is said at the time that the words name; a time alone is of its day, a day alone keeps its time."""
    post = _free(ask, one)
    due = _moment(ask, one, words)
    if due > post.deadline:
        raise _too_late(ask, one)
    if due > ask.now + timedelta(days=DAYS):
        raise UserError(ask.say("plan-too-far", days=DAYS), _example(ask, one, "move"))
    _amend(tx, post, due, None)
    was = _show.when(post.at, ask.now, ask.zone, ask.language)
    said = ask.say("plan-moved", line=line(ask, current(tx, ask, post) or post), was=was)
    done = _done(ask, said, [*_quiet(ask, post, due), *stopped(tx, ask)])
    return replace(done, also=to_author(tx, ask, post, "moved", due))


def word(tx: Tx, ask: Ask, one: Numbered, words: str) -> Reply:
    """It is said in these words; line breaks and quotes stay as they were typed."""
    post = _free(ask, one)
    if post.rule in WRITTEN:
        raise UserError(ask.say("plan-written", number=two_digits(one.number)), example=None)
    text = as_typed(replace(ask, words=words)).strip()
    if not text:
        raise UserError(ask.say("plan-no-text"), _example(ask, one, "text"))
    if (size := len(text.encode())) > LONGEST:
        most = LONGEST * len(text) // size // 100 * 100
        raise UserError(ask.say("plan-long", size=len(text), most=most), example=None)
    _amend(tx, post, _not_before(tx, post.at), text)
    said = ask.say("plan-worded", head=" · ".join(head(ask, post)), text=text)
    return replace(_done(ask, said, stopped(tx, ask)), what=ask.say("plan-worded-what", line=line(ask, post)))


def to_author(tx: Tx, ask: Ask, post: Ahead, what: str, at: datetime | None = None) -> tuple[Word, ...]:
    """What the author of an announcement hears if somebody else calls it off, moves it, or has it said now."""
    one = tx.announcements.get(int(post.key)) if post.rule in WRITTEN else None
    if one is None:
        return ()

    def words(each: Ask) -> str:
        when = _show.when(at or post.at, ask.now, each.zone, each.language)
        poll = int(one.poll is not None)
        return each.say("plan-to-author", who=person(ask.sender), text=called(each, one), what=what, at=when, poll=poll)

    return desks.to_author(tx, ask, one, words)


def key(post: Ahead) -> str:
    """Its key with the chat, as posts and amendments have it."""
    return f"{post.key} {post.audience.chat}"


def _done(ask: Ask, said: str, more: list[str]) -> Reply:
    return Reply("\n".join([said, *more, ask.say("plan-back")]))


def _free(ask: Ask, one: Numbered) -> Ahead:
    """The post; raises UserError if it is one that is kept up to date, or comes with the end of a poll."""
    if one.ahead.kept or one.ahead.rule == POLL:
        raise UserError(ask.say("plan-kept" if one.ahead.kept else "plan-poll", number=two_digits(one.number)), None)
    return one.ahead


def _amend(tx: Tx, post: Ahead, due: datetime, text: str | None) -> None:
    """Wants it then, in these words or in those it has; with words of somebody's own nothing is drawn for it."""
    before = tx.amendments.get(post.rule, key(post))
    words = text or (before.text if before else None)
    was_due = before.was_due if before else post.due
    tx.amendments.put(Amendment(post.rule, key(post), was_due, due, words, "" if words else post.drawn))


def _not_before(tx: Tx, at: datetime) -> datetime:
    """That moment, or the first that no look at the clock has passed yet."""
    ticked = tx.settings.instant(TICKED)
    return at if ticked is None else max(at, ticked + _TICK)


def _moment(ask: Ask, one: Numbered, words: str) -> datetime:
    """The time that the words name; raises UserError if they name none, or one that is past."""
    planned = one.ahead.at.astimezone(ask.zone)
    example = _example(ask, one, "move")
    if not words:
        raise UserError(ask.say("plan-to-when"), example)
    try:
        found = _when.find(words, ask.now, ask.zone, ask.language, around=planned.date())
        if found.rest or not found:
            raise UserError(ask.say("plan-no-time", words=_show.shortened(words)), example)
        if found.day is None and found.exact is None:
            found = replace(found, day=planned.date())
        return _when.moment(found, ask.now, ask.zone, ask.language, planned.time().replace(fold=0)).instant
    except _when.Unclear as error:
        raise UserError(str(error), example) from None


def _example(ask: Ask, one: Numbered, what: str) -> str:
    return ask.say("plan-try", what=what, number=two_digits(one.number))


def _too_late(ask: Ask, one: Numbered) -> UserError:
    until = _show.when(one.ahead.deadline, ask.now, ask.zone, ask.language)
    return UserError(ask.say("plan-too-late", until=until), _example(ask, one, "move"))


def _quiet(ask: Ask, post: Ahead, due: datetime) -> list[str]:
    """A word about quiet hours if it comes in them."""
    return [ask.say("plan-quiet")] if ask.house.polite(due, post.audience.zone) != due else []
