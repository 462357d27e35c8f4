"""Puts in line what is said: answers that quote, in parts that fit, or as an edit; and words in other chats."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.admins import listed
from bot.manners import Manners
from bot.settings import Settings
from bot.signal.session import Incoming
from bot.signal.text import split
from bot.understand import prefixed
from commands import _show
from commands._kit import Reply, Word
from commands._texts import plain, say
from storage import Tx
from storage.chat import id_in, is_group
from storage.content import Content, Quote
from storage.instants import from_ms
from storage.offers import Offer

_LINE = 300  # letters
EDITABLE = timedelta(hours=24)  # phones refuse later edits (field guide 2.4)


def withdraw(tx: Tx, incoming: Incoming, now: datetime) -> None:
    """A question that is taken back before its answer went out needs none."""
    asked = tx.frames.find(incoming.sender, incoming.target or 0)
    for delivery in tx.deliveries.waiting_answers(asked) if asked else ():
        tx.deliveries.cancel(delivery, now, "question deleted")


def answer(tx: Tx, incoming: Incoming, now: datetime, reply: Reply) -> None:
    """Puts the answer in line, quoting what it answers; the answer to an edited question changes the earlier one."""
    if incoming.kind == "edit" and not reply.files and reply.offer is None:  # which no edit can add
        _say_anew(tx, incoming, now, reply)
    else:
        quote = Quote(incoming.sender, incoming.target or incoming.sent_at, incoming.text)
        _tell(tx, incoming, now, reply, quote if incoming.kind not in {"reaction", "delete"} else None)


def own_up(tx: Tx, settings: Settings, incoming: Incoming, now: datetime, crash: str) -> None:
    """Says that we made a mistake; looks at no more than that needs, since what it looks at may be what is broken."""
    if not _for_us(tx, incoming, now):
        return
    chosen = tx.groups.get(incoming.chat) or tx.members.get(incoming.sender)
    language = (chosen and chosen.language) or settings.language
    answer(tx, incoming, now, Reply(say(language, "router-broke", code=crash)))


def _for_us(tx: Tx, incoming: Incoming, now: datetime) -> bool:
    """Whether somebody waits for an answer to it, as far as can be seen without knowing what it means."""
    if incoming.kind in {"delete", "group"}:
        return False
    talk = incoming.kind in {"message", "edit"} and is_group(incoming.chat) and not prefixed(incoming.text)
    return not talk or bool(tx.offers.questions(incoming.chat, incoming.sender, now))


def _tell(tx: Tx, incoming: Incoming, now: datetime, reply: Reply, quote: Quote | None) -> None:
    for number, part in enumerate(split(reply.text)):
        content = Content(part, *((quote, reply.files) if number == 0 else ()))
        tx.deliveries.add(
            incoming.chat, content, due=now, frame=incoming.frame, offers=reply.offer is not None, about=reply.about
        )
    if reply.offer is not None:
        offer = described(reply.offer, reply.text)
        for who in reply.asked or (incoming.sender,):
            put = tx.offers.put if offer.put or who != incoming.sender else tx.offers.make
            put(incoming.chat, who, offer, incoming.frame, now)


def described(offer: Offer, text: str) -> Offer:
    """An offer that tells in a line what it is about, for a list of several: without words of its own the first line
    of what is said with it."""
    line = text.strip().partition("\n")[0]
    what = line if len(line) <= _LINE else _show.shortened(plain(line), _LINE)
    return offer if offer.what else replace(offer, what=what)


def _say_anew(tx: Tx, incoming: Incoming, now: datetime, reply: Reply) -> None:
    """Answers an edited question by editing the answer; where there was none, by an answer."""
    target = incoming.target or 0
    if not reply.text or now - from_ms(target) > EDITABLE:
        return
    asked = tx.frames.find(incoming.sender, target)
    answer = next(iter(tx.deliveries.answers_to(asked)), None) if asked else None
    content = Content(split(reply.text)[0], Quote(incoming.sender, target, incoming.text))
    tx.deliveries.add(incoming.chat, content, due=now, frame=incoming.frame, edits=answer, about=reply.about)


def spread(tx: Tx, settings: Settings, words: Iterable[Word], now: datetime) -> None:
    """Puts in line what is said in other chats; what is not urgent waits for the end of the quiet hours there."""
    for word in words:
        group = tx.groups.get(word.chat)
        zone = ZoneInfo((group and group.zone) or settings.zone)
        due = now if word.urgent else Manners(settings.posts).polite(now, zone)
        post = None
        if word.rule:
            post = tx.posts.claim(word.rule, f"{word.key} {word.chat}", word.chat, due=due, now=now, state="due")
            if post is None:
                continue
        if word.closes is not None:
            tx.deliveries.add(word.chat, Content(""), due=now, edits=word.closes, act="close")
        admins = group.purpose == "admin" if group is not None else id_in(word.chat) in listed(tx, settings)
        for number, part in enumerate(split(word.text)):
            content = Content(part, files=word.files if number == 0 else ())
            tx.deliveries.add(
                word.chat,
                content,
                due=due,
                post=post,
                offers=word.offer is not None,
                stoppable=post is not None and not admins,
            )
        if word.offer is not None:
            tx.offers.put(word.chat, id_in(word.chat), replace(described(word.offer, word.text), post=post), None, now)
