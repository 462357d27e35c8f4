"""What is done about an announcement that is there already: edited, deleted, corrected, said again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from commands import _show
from commands._announce.draft import Draft, again, called, kept, posted, preview, shown
from commands._announce.fate import RULE, Fate, fates, old, unknown
from commands._announce.places import named, places
from commands._announce.taking import take_off
from commands._announce.writing import checked
from commands._kit import Ask, Reply, UserError
from commands._texts import plain
from storage import Tx
from storage.announcements import Announcement
from storage.chat import Chat
from storage.content import Quote
from storage.offers import Offer
from storage.settings import ANNOUNCED

EDIT, DELETE = "announcement-edit", "announcement-delete"
ONE_MESSAGE = 1900  # bytes; what is longer goes out in parts, which are not edited
_QUOTED = 500  # characters


def edited(tx: Tx, ask: Ask, text: str) -> Reply:
    """Shows an announcement as it is and as it will be, and asks; where phones take no edit, offers a correction."""
    one = _meant(tx, ask)
    if one.poll is not None:
        raise UserError(ask.say("announce-edit-poll"), example=None)
    if not text:
        raise UserError(ask.say("announce-edit-empty"), ask.say("announce-edit-try"))
    new = replace(one, texts=checked(ask, text, files=bool(one.files)))
    if dict(new.texts) == dict(one.texts):
        raise UserError(ask.say("announce-edit-same"), example=None)
    if (why := _not_editable(tx, ask, one, new)) is not None:
        return _correction(tx, ask, new, why)
    there = places(tx, ask, one.groups)
    head = ask.say("announce-edit", groups=named(ask, there), was=_when(tx, ask, one))
    lines = [head, *shown(ask, one, there), ask.say("announce-edit-to"), *shown(ask, new, there)]
    data = {"id": one.id, "old": dict(one.texts), "new": dict(new.texts)}
    return Reply("\n\n".join([*lines, ask.say("announce-edit-how")]), offer=Offer(EDIT, data))


def change(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to the yes or no to an edit."""
    one = tx.announcements.get(data["id"])
    if one is None or dict(one.texts) != data["old"]:
        return Reply(ask.say("announce-changed"))
    if not yes:
        return Reply(ask.say("announce-left"))
    new = replace(one, texts=data["new"])
    if (why := _not_editable(tx, ask, one, new)) is not None:
        return _correction(tx, ask, new, why)
    tx.announcements.change(one.id, new)
    tx.settings.put_instant(ANNOUNCED, ask.now)
    there = fates(tx, one)
    lines = [ask.say("announce-edited", out=int(any(fate.out for fate in there))), unknown(ask, there)]
    return Reply("\n".join(filter(None, lines)), what=ask.say("announce-edited-what", text=called(ask, new)))


def deleting(tx: Tx, ask: Ask) -> Reply:
    """Shows an announcement and asks whether it shall go."""
    one = _meant(tx, ask)
    if old(tx, one, ask.now):
        raise UserError(ask.say("announce-delete-late"), example=None)
    there = places(tx, ask, one.groups)
    head = ask.say("announce-delete", groups=named(ask, there), was=_when(tx, ask, one))
    lines = [head, *shown(ask, one, there), ask.say("announce-delete-how")]
    return Reply("\n\n".join(lines), offer=Offer(DELETE, {"id": one.id}))


def delete(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to the yes or no to a deletion."""
    one = tx.announcements.get(data["id"])
    if one is None:
        return Reply(ask.say("announce-changed"))
    if not yes:
        return Reply(ask.say("announce-left"))
    there = fates(tx, one)
    take_off(tx, ask, one)
    tx.announcements.remove(one.id)
    lines = [ask.say("announce-deleted", out=int(any(fate.out for fate in there))), unknown(ask, there)]
    return Reply("\n".join(filter(None, lines)), what=ask.say("announce-deleted-what", text=called(ask, one)))


def said_again(tx: Tx, ask: Ask) -> Reply:
    """Shows the last draft again, or the last announcement."""
    draft = kept(tx, ask)
    if draft is None and (one := _last(tx, ask)) is not None:
        draft = Draft(replace(one, due=ask.now, corrects=None), eyes=bool(one.approved))
    if draft is None or draft.what.poll is not None:
        raise UserError(ask.say("announce-again-none"))
    groups = tuple(one.chat for one in places(tx, ask, draft.what.groups))
    if not groups:
        raise UserError(ask.say("announce-again-gone"))
    note = ask.say("announce-again-fewer") if len(groups) < len(draft.what.groups) else ""
    return preview(tx, ask, again(ask, draft, groups), note)


def quote(tx: Tx, one: Announcement, chat: Chat) -> Quote | None:
    """What a correction quotes in this group: the words that stand there, if they are known to."""
    post = tx.posts.find(RULE, f"{one.corrects} {chat}") if one.corrects is not None else None
    said = [each for each in tx.deliveries.of_post(post.id) if each.act == "say"] if post is not None else []
    first = next((each.sent_at for each in said if each.edits is None and each.sent_at is not None), None)
    if first is None:
        return None
    text = plain(said[-1].content.text).rpartition("\n— ")[0]
    return Quote("", first, _show.shortened(text, _QUOTED))


def _meant(tx: Tx, ask: Ask) -> Announcement:
    """The announcement that the line replies to, else the last one of the person; raises UserError."""
    delivery = tx.deliveries.with_timestamp(ask.quoted) if ask.quoted is not None else None
    post = tx.posts.of_delivery(delivery) if delivery is not None else None
    one = tx.announcements.get(int(post.key)) if post is not None and post.rule == RULE else _last(tx, ask)
    if one is None:
        raise UserError(ask.say("announce-none"))
    return one


def _last(tx: Tx, ask: Ask) -> Announcement | None:
    mine = (one for one in tx.announcements.newest(100) if one.author == ask.sender and one.poll is None)
    return next(mine, None)


def _when(tx: Tx, ask: Ask, one: Announcement) -> str:
    """When it was said, or will be."""
    times = [fate.sent_at for fate in fates(tx, one) if fate.sent_at is not None]
    return _show.when(min(times, default=one.due), ask.now, ask.zone, ask.language)


def _not_editable(tx: Tx, ask: Ask, one: Announcement, new: Announcement) -> str | None:
    """Why a correction has to say it: "late" or "long"; None if it can be edited."""
    there = fates(tx, one)
    if all(fate.post is None for fate in there):
        return None
    if old(tx, one, ask.now):
        return "late"
    languages = {place.language for place in places(tx, ask, one.groups)}
    words = [posted(each, language) for each in (one, new) for language in languages]
    return "long" if any(len(text.encode()) > ONE_MESSAGE for text in words) or _parted(there) else None


def _parted(there: list[Fate]) -> bool:
    return any(len(fate.messages) > 1 for fate in there)


def _correction(tx: Tx, ask: Ask, new: Announcement, why: str) -> Reply:
    """A new announcement with these words that quotes the old one; shown, and asked about."""
    groups = tuple(one.chat for one in places(tx, ask, new.groups))
    if not groups:
        raise UserError(ask.say("announce-again-gone"))
    what = Announcement(
        author=ask.sender, chat=ask.chat, texts=new.texts, groups=groups, due=ask.now, made=ask.now, corrects=new.id
    )
    return preview(tx, ask, Draft(what), ask.say("announce-correct", why=why))
