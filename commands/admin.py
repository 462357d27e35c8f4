"""`!admin`: who steers the bot. Adding somebody takes a second admin, removing does not; `!undo` brings people back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from commands import _show
from commands._fold import fold
from commands._kit import Ask, Audience, Example, Reply, UserError, Word, command, taker, undone, why
from commands._texts import person
from storage import Tx
from storage.chat import Chat, direct_chat, is_group
from storage.offers import Offer
from storage.rows import Change

TRUST, NEW_KEY = "admin-trust", "admin-key"  # the offer to confirm a safety number, and the rule by which it is made
_ADD = "admin-add"  # an offer, and a rule
_OPEN_FOR = timedelta(hours=24)


@command(
    "admin",
    "admin",
    "admins",
    who="admin",
    changes=True,
    examples=[
        Example("!admin", "Wer mich steuert…"),
        Example("!admin dazu Anna", "Wen meinst du?…", refused=True),
        Example("!admin lauter", "„lauter“ kenne ich hier nicht.…", refused=True),
        Example("!admin", "Who steers me…", language="en"),
        Example("!admin remove +49 151 1", "Whom do you mean?…", language="en", refused=True),
    ],
)
def admin(tx: Tx, ask: Ask) -> Reply:
    """Lists the admins, adds or removes the one who is mentioned, or confirms a new safety number."""
    if not ask.words and not ask.mentions:
        return Reply(_list(tx, ask))
    act = next((_ACTS[word] for word in map(_bare, ask.words.split()) if word in _ACTS), None)
    if act is None and ask.words:
        raise UserError(ask.say("admin-unknown", words=_show.shortened(ask.words)), example=None)
    who = _mentioned(ask)
    if act is None:
        raise UserError(ask.say("admin-what", who=person(who)), example=None)
    return act(tx, ask, who)


def _bare(word: str) -> str:
    return fold(word).strip(".,;:!?")


def _mentioned(ask: Ask) -> str:
    """The one person who is mentioned; names and numbers are nobody."""
    people = set(ask.mentions)
    if len(people) != 1:
        raise UserError(ask.say("admin-which" if people else "admin-whom"), example=None)
    return people.pop()


def _list(tx: Tx, ask: Ask) -> str:
    added = {one.aci: one for one in tx.admins.added()}
    lines = [ask.say("admin-heading")]
    for aci in ask.house.admins:
        one, settled = added.get(aci), aci in ask.house.settled
        since = "" if settled or one is None else _show.short_day(one.at, ask.now, ask.zone, ask.language)
        by = "" if settled or one is None else person(one.by)
        line = ask.say("admin-one", who=person(aci), since=since, by=by, **{"from": "settings" if settled else "added"})
        rests = ask.house.rests(aci)
        lines.append(f"· {ask.say('admin-rests', one=line, why=rests) if rests else line}")
    return "\n".join(lines)


def _others(ask: Ask) -> tuple[str, ...]:
    """The other admins who may steer just now."""
    return tuple(one for one in ask.house.admins if one != ask.sender and ask.house.rests(one) == "")


# -- adding ----------------------------------------------------------------------------------------------------------


def _add(tx: Tx, ask: Ask, who: str) -> Reply:
    """Asks another admin, or takes this as the yes to what another has proposed."""
    if who in ask.house.admins:
        raise UserError(ask.say("admin-already", who=person(who)), example=None)
    if (place := ask.house.place(who)) != "group":
        text_id = {"bot": "admin-bot", "nowhere": "admin-nowhere", "unknown": "admin-unseen"}[place]
        values = {"who": person(who)} if place == "nowhere" else {}
        raise UserError(ask.say(text_id, **values), example=None)
    by, chat, made = (tx.settings.get(_wanted(who)) or "- - ").split(" ")
    if by in _others(ask) and ask.now - datetime.fromisoformat(made) <= _OPEN_FOR:
        return _added(tx, ask, who, by, Chat(chat))
    return _propose(tx, ask, who)


def _wanted(who: str) -> str:
    """The key in the settings under which stands who has proposed a person, where and when."""
    return f"admin wanted {who}"


def _propose(tx: Tx, ask: Ask, who: str) -> Reply:
    tx.offers.settle(_ADD, "who", who, ask.now)
    others, wanted = _others(ask), f"{ask.sender} {ask.chat} {ask.now.isoformat()}"
    tx.settings.put(_wanted(who), wanted)
    offer = Offer(_ADD, {"who": who, "wanted": wanted}, open_for=_OPEN_FOR)
    if not others:
        return Reply(ask.say("admin-alone", who=person(who)), offer=offer)
    if ask.in_group:
        return Reply(ask.say("admin-asked-here", who=person(who)), offer=offer, asked=others)
    desks = [one for one in ask.house.audiences(tx, "desks") if one.chat in map(direct_chat, others)]
    words = [
        Word(one.chat, one.say("admin-question", by=person(ask.sender), who=person(who)), _ADD, wanted, offer=offer)
        for one in desks
    ]
    names = _show.listed([person(one) for one in others], ask.language)
    return Reply(ask.say("admin-asked", who=person(who), others=names), also=tuple(words))


@taker(_ADD, who="admin")
def decided(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Adds the person, or does not; what has changed since the question counts."""
    who, named = data["who"], {"who": person(data["who"])}
    if tx.settings.get(_wanted(who)) != data["wanted"] or who in ask.house.admins:
        return Reply(ask.say("admin-closed"))
    by, chat, _ = data["wanted"].split(" ")
    if by == ask.sender and yes and _others(ask):
        return _propose(tx, ask, who)  # meanwhile there is somebody who can look at it too
    tx.settings.drop(_wanted(who))
    tx.offers.settle(_ADD, "who", who, ask.now)
    if not yes:
        told = _told(tx, ask, "admin-told-dropped", also=chat, second=person(ask.sender), **named)
        return Reply(ask.say("admin-dropped", **named), also=told if by != ask.sender else ())
    if by not in {ask.sender, *_others(ask)}:
        return Reply(ask.say("admin-proposer-gone", by=person(by), **named))
    return _added(tx, ask, who, by, Chat(chat))


def _added(tx: Tx, ask: Ask, who: str, by: str, chat: Chat) -> Reply:
    """Adds somebody whom `by` has proposed in this chat."""
    tx.settings.drop(_wanted(who))
    tx.offers.settle(_ADD, "who", who, ask.now)
    tx.admins.add(who, by, ask.now)
    named, first, second = {"who": person(who)}, person(by), person(ask.sender)
    text = ask.say("admin-added" if ask.house.leads(who) else "admin-added-rests", **named)
    here = int(any(is_group(one.chat) for one in ask.house.audiences(tx, "admins")))
    if ask.house.leads(who):
        welcome = _to(tx, ask, who, "admin-welcome", by=first, group=here)
    else:
        welcome = _to(tx, ask, who, "admin-welcome-rests", by=first)
    if by == ask.sender:
        told = _told(tx, ask, "admin-told-alone", but=who, by=first, **named)
    else:
        told = _told(tx, ask, "admin-told-added", but=who, also=chat, by=first, second=second, **named)
    return Reply(text, also=(replace(welcome, urgent=False), *told), what=ask.say("admin-log", now="added", **named))


# -- removing --------------------------------------------------------------------------------------------------------


def _remove(tx: Tx, ask: Ask, who: str) -> Reply:
    """Removes somebody at once, and tells everybody."""
    named = {"who": person(who)}
    if who not in ask.house.admins:
        raise UserError(ask.say("admin-none", **named), example=None)
    if who in ask.house.settled:
        raise UserError(ask.say("admin-settled", **named), example=None)
    if who == ask.sender and not _others(ask):
        raise UserError(ask.say("admin-last"), example=None)
    by = person(ask.sender)
    farewell = _to(tx, ask, who, "admin-farewell", by=by)
    tx.admins.remove(who)
    what = ask.say("admin-log", now="gone", **named)
    if who == ask.sender:
        return Reply(ask.say("admin-left"), also=_told(tx, ask, "admin-told-left", **named), what=what)
    told = _told(tx, ask, "admin-told-removed", by=by, **named)
    return Reply(ask.say("admin-removed", **named), also=(farewell, *told), what=what)


@undone("admins")
def taken_back(tx: Tx, ask: Ask, changes: tuple[Change, ...]) -> Reply:
    """Tells everybody, and the person, who is an admin again or no more."""
    texts: list[str] = []
    words: list[Word] = []
    for change in changes:
        who: str = (change.before or change.after or {})["aci"]
        now, named = "back" if change.after is None else "gone", {"who": person(who)}
        texts.append(ask.say("admin-undone", now=now, **named))
        words += [_to(tx, ask, who, "admin-undone", now=now, **named)]
        words += _told(tx, ask, "admin-undone", but=who, now=now, **named)
    return Reply("\n".join(texts), also=tuple(words))


# -- safety numbers --------------------------------------------------------------------------------------------------


def _trust(tx: Tx, ask: Ask, who: str) -> Reply:
    """Gives the rights back to somebody with a new safety number."""
    if who not in ask.house.admins:
        raise UserError(ask.say("admin-none", who=person(who)), example=None)
    if (rests := ask.house.rests(who)) != "key":
        raise UserError(ask.say("admin-well-group" if rests else "admin-well", who=person(who)), example=None)
    return _trusted(tx, ask, who)


@taker(TRUST, who="admin")
def confirmed(tx: Tx, ask: Ask, data: dict[str, Any], yes: bool) -> Reply:
    """Gives the rights back, or lets them rest; the yes is for the key that was asked about."""
    who = data["who"]
    if who not in ask.house.admins or ask.house.rests(who) != "key":
        return Reply(ask.say("admin-closed"))
    if tx.admins.key(who) != data["key"]:
        return Reply(ask.say("admin-key-changed", who=person(who)))
    return _trusted(tx, ask, who) if yes else Reply(ask.say("admin-key-kept", who=person(who)))


def _trusted(tx: Tx, ask: Ask, who: str) -> Reply:
    tx.admins.trust(who)
    tx.offers.settle(TRUST, "who", who, ask.now)
    by, text = person(ask.sender), ask.say("admin-key-trusted", who=person(who))
    tx.audit.add(ask.sender, ask.now, "admin", text)
    welcome = _to(tx, ask, who, "admin-key-welcome", by=by)
    return Reply(text, also=(welcome, *_told(tx, ask, "admin-key-told", but=who, by=by, who=person(who))))


# -- telling ---------------------------------------------------------------------------------------------------------


def _told(tx: Tx, ask: Ask, text_id: str, *, but: str = "", also: str = "", **values: str) -> tuple[Word, ...]:
    """Words for all admins elsewhere: in their group, or for each but one; and in a chat where somebody waits."""
    chats = {one.chat: one for one in ask.house.audiences(tx, "admins")}
    chats |= {one.chat: one for one in ask.house.audiences(tx, "desks") if one.chat == also}
    skipped = {ask.chat, direct_chat(but)}
    return tuple(Word(one.chat, one.say(text_id, **values)) for one in chats.values() if one.chat not in skipped)


def _to(tx: Tx, ask: Ask, aci: str, text_id: str, **values: str | int) -> Word:
    """A word for one person, in her language if she is an admin."""
    chat = direct_chat(aci)
    hers: Audience | None = next((one for one in ask.house.audiences(tx, "desks") if one.chat == chat), None)
    text = hers.say(text_id, **values) if hers else ask.say(text_id, **values)
    return Word(chat, text)


@why(NEW_KEY)
def why_key(_tx: Tx, ask: Ask, _key: str) -> str:
    """Why an admin was asked about the safety number of another."""
    return ask.say("why-admin-key")


@why(_ADD)
def why_asked(_tx: Tx, ask: Ask, _key: str) -> str:
    """Why an admin was asked about a new one."""
    return ask.say("why-admin-add")


_ACTS: dict[str, Callable[[Tx, Ask, str], Reply]] = {
    **dict.fromkeys(("add", "dazu", "neu", "hinzufuegen", "hinzu"), _add),
    **dict.fromkeys(("remove", "weg", "entfernen", "entferne", "heraus", "raus"), _remove),
    **dict.fromkeys(("trust", "confirm", "bestaetige", "bestaetigen", "vertraue"), _trust),
}
