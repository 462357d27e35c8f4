"""What is done about an announcement that is there already: edited, deleted, corrected, said again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from commands import _show
from commands._announce.desks import to_author
from commands._announce.draft import POLL, Draft, again, called, kept, others, posted, preview, shown
from commands._announce.eyes import ask_others, by_both, turned_down
from commands._announce.fate import RULE, Fate, called_off, fates, old, unknown, waiting
from commands._announce.header import Head
from commands._announce.meant import meant, own, said_at
from commands._announce.places import named, places
from commands._announce.taking import take_off
from commands._announce.writing import checked, with_head
from commands._kit import Ask, Reply, UserError
from commands._plan.halt import is_held
from commands._texts import person, plain
from storage import Tx
from storage.announcements import Announcement
from storage.chat import Chat
from storage.content import Quote
from storage.offers import Offer
from storage.settings import ANNOUNCED

EDIT, DELETE = "announcement-edit", "announcement-delete"
ONE_MESSAGE = 1900  # bytes; what is longer goes out in parts, which are not edited
_QUOTED = 500  # characters
_AS_IT_WAS = Head()


def editing(tx: Tx, ask: Ask, text: str) -> Reply:
    """Asks about other words for the announcement that is meant, or which one that is."""
    if not text:
        raise UserError(ask.say("announce-edit-empty"), ask.say("announce-edit-try"))
    found = meant(tx, ask, "edit", text)
    return found if isinstance(found, Reply) else edited(tx, ask, found, text)


def edited(tx: Tx, ask: Ask, one: Announcement, text: str) -> Reply:
    """Shows an announcement as it is and as it will be, and asks; where phones take no edit, offers a correction."""
    if one.poll is not None:
        raise UserError(ask.say("announce-edit-poll"), example=None)
    new = replace(one, texts=checked(ask, text, files=bool(one.files)))
    if called_off(tx, one):
        return _anew(tx, ask, new)
    if dict(new.texts) == dict(one.texts):
        raise UserError(ask.say("announce-edit-same"), example=None)
    if (why := _not_editable(tx, ask, one, new)) is not None:
        return _correction(tx, ask, new, why)
    there = places(tx, ask, one.groups)
    head = ask.say("announce-edit", groups=named(ask, there), was=_when(tx, ask, one))
    lines = [head, *shown(ask, one, there), ask.say("announce-edit-to"), *shown(ask, new, there)]
    if _by_four_eyes(ask, one):
        lines.append(ask.say("announce-eyes", others=len(others(tx, ask))))
    data = {"id": one.id, "old": dict(one.texts), "new": dict(new.texts)}
    return Reply("\n\n".join([*lines, ask.say("announce-edit-how")]), offer=Offer(EDIT, data), about=f"{RULE} {one.id}")


def change(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to the yes or no to an edit; what others have agreed to they are asked about anew."""
    one = tx.announcements.get(data["id"])
    if one is None or dict(one.texts) != data["old"] or called_off(tx, one):
        return Reply(ask.say("announce-changed"))
    if not yes:
        return Reply(ask.say("announce-left"))
    new = replace(one, texts=data["new"], approved="")
    if (why := _not_editable(tx, ask, one, new)) is not None:
        return _correction(tx, ask, replace(new, approved=one.approved), why)
    if _by_four_eyes(ask, one) and (who := others(tx, ask)):
        return ask_others(tx, ask, Draft(replace(new, chat=ask.chat), eyes=True, edits=one.id), who)
    _put(tx, ask, new)
    return Reply(_outcome(tx, ask, new), what=ask.say("announce-edited-what", text=called(ask, new)))


def agreed(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to another admin's yes or no to other words for what was agreed on."""
    draft = Draft.of(data)
    if (refused := turned_down(tx, ask, data, yes=yes)) is not None:
        return refused
    one = tx.announcements.get(draft.edits)
    new = replace(one, texts=draft.what.texts, approved=ask.sender) if one is not None else None
    if one is None or new is None or dict(one.texts) != data["old"] or _too_late(tx, ask, one, new):
        told = to_author(tx, ask, draft.what, lambda each: each.say("announce-changed"))
        return Reply(ask.say("announce-changed"), also=told)
    _put(tx, ask, new)
    what = ask.say("announce-edited-what", text=called(ask, new))
    return by_both(tx, ask, draft, what, lambda each: _outcome(tx, each, new))


def deleting(tx: Tx, ask: Ask, words: str = "", *, poll: bool = False) -> Reply:
    """Asks whether the announcement that is meant shall go, or which one that is."""
    found = meant(tx, ask, "delete", words, poll=poll)
    return found if isinstance(found, Reply) else deletes(tx, ask, found)


def deletes(tx: Tx, ask: Ask, one: Announcement) -> Reply:
    """Shows an announcement and asks whether it shall go; one that is out may go on another admin's word too."""
    if called_off(tx, one):
        raise UserError(ask.say("announce-delete-off", poll=int(one.poll is not None)), example=None)
    if old(tx, one, ask.now):
        raise UserError(ask.say("announce-delete-late"), example=None)
    there = places(tx, ask, one.groups)
    by = "" if one.author == ask.sender else person(one.author)
    kind = f"{'other' if by else 'own'}-{'poll' if one.poll is not None else 'text'}"
    head = ask.say("announce-delete", groups=named(ask, there), was=_when(tx, ask, one), by=by, kind=kind)
    out = int(any(fate.out for fate in fates(tx, one)))
    lines = [head, *shown(ask, one, there), ask.say("announce-delete-how", out=out)]
    return Reply("\n\n".join(lines), offer=Offer(DELETE, {"id": one.id}), about=f"{RULE} {one.id}")


def delete(tx: Tx, ask: Ask, data: dict[str, Any], *, yes: bool) -> Reply:
    """The answer to the yes or no to a deletion; the author is told if it was somebody else."""
    one = tx.announcements.get(data["id"])
    if one is None:
        return Reply(ask.say("announce-changed"))
    if not yes:
        return Reply(ask.say("announce-left"))
    there = fates(tx, one)
    out, poll = int(any(fate.out for fate in there)), int(one.poll is not None)
    take_off(tx, ask, one)
    tx.announcements.remove(one.id)
    told = to_author(
        tx,
        ask,
        one,
        lambda each: each.say(
            "announce-deleted-by", who=person(ask.sender), text=called(each, one), out=out, poll=poll
        ),
    )
    lines = [ask.say("announce-deleted", out=out), unknown(ask, there)]
    what = ask.say("announce-deleted-what", text=called(ask, one))
    return Reply("\n".join(filter(None, lines)), what=what, also=told)


def said_again(tx: Tx, ask: Ask, *, poll: bool = False, head: Head = _AS_IT_WAS) -> Reply:
    """Shows the last draft again, or the last announcement, with what a new head says; or, with `poll`, a poll."""
    draft = kept(tx, ask, POLL) if poll else kept(tx, ask) or _said_last(tx, ask) or kept(tx, ask, POLL)
    if draft is None:
        raise UserError(ask.say("announce-again-none", poll=int(poll)), example=None if poll else "")
    draft = with_head(draft, head)
    groups = tuple(one.chat for one in places(tx, ask, draft.what.groups))
    if not groups:
        raise UserError(ask.say("announce-again-gone"))
    if draft.what.ends is not None and draft.what.ends <= ask.now:
        raise UserError(ask.say("poll-again-over", question=called(ask, draft.what)), example=None)
    note = ask.say("announce-again-fewer") if len(groups) < len(draft.what.groups) else ""
    return preview(tx, ask, again(ask, draft, groups), note)


def _said_last(tx: Tx, ask: Ask) -> Draft | None:
    """The last announcement of the person as a draft; what was called off keeps its time."""
    one = next(own(tx, ask), None)
    if one is None:
        return None
    due = one.due if called_off(tx, one) else ask.now
    return Draft(replace(one, due=due, corrects=None), eyes=bool(one.approved))


def quote(tx: Tx, one: Announcement, chat: Chat) -> Quote | None:
    """What a correction quotes in this group: the words that stand there, if they are known to."""
    post = tx.posts.find(RULE, f"{one.corrects} {chat}") if one.corrects is not None else None
    said = [each for each in tx.deliveries.of_post(post.id) if each.act == "say"] if post is not None else []
    first = next((each.sent_at for each in said if each.edits is None and each.sent_at is not None), None)
    if first is None:
        return None
    text = plain(said[-1].content.text).rpartition("\n— ")[0]
    return Quote("", first, _show.shortened(text, _QUOTED))


def _when(tx: Tx, ask: Ask, one: Announcement) -> str:
    """When it was said, or will be."""
    return _show.when(said_at(tx, one), ask.now, ask.zone, ask.language)


def _by_four_eyes(ask: Ask, one: Announcement) -> bool:
    """Whether other words take a second yes, as the old ones did."""
    return bool(one.approved) or ask.house.four_eyes


def _put(tx: Tx, ask: Ask, new: Announcement) -> None:
    tx.announcements.change(new.id, new)
    tx.settings.put_instant(ANNOUNCED, ask.now)


def _outcome(tx: Tx, ask: Ask, one: Announcement) -> str:
    """What a change of its words means: in the groups, or for what is still to come."""
    there, at = fates(tx, one), waiting(tx, one)
    if any(fate.out for fate in there) or at is None:
        return "\n".join(filter(None, [ask.say("announce-edited", state="out", at=""), unknown(ask, there)]))
    state = "held" if is_held(tx) else "waits"
    return ask.say("announce-edited", state=state, at=_show.when(at, ask.now, ask.zone, ask.language))


def _too_late(tx: Tx, ask: Ask, one: Announcement, new: Announcement) -> bool:
    return called_off(tx, one) or _not_editable(tx, ask, one, new) is not None


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


def _anew(tx: Tx, ask: Ask, new: Announcement) -> Reply:
    """A draft with these words, since the announcement was called off; it keeps a time that is still to come."""
    groups = tuple(one.chat for one in places(tx, ask, new.groups))
    if not groups:
        raise UserError(ask.say("announce-again-gone"))
    return preview(tx, ask, again(ask, Draft(new, eyes=bool(new.approved)), groups), ask.say("announce-edit-off"))


def _correction(tx: Tx, ask: Ask, new: Announcement, why: str) -> Reply:
    """A new announcement with these words that quotes the old one; shown, and asked about."""
    groups = tuple(one.chat for one in places(tx, ask, new.groups))
    if not groups:
        raise UserError(ask.say("announce-again-gone"))
    what = Announcement(
        author=ask.sender, chat=ask.chat, texts=new.texts, groups=groups, due=ask.now, made=ask.now, corrects=new.id
    )
    return preview(tx, ask, Draft(what, eyes=bool(new.approved)), ask.say("announce-correct", why=why))
