"""A draft: what is written, shown exactly as it will be posted, and asked about.

A draft lives in the offer that waits for the answer, so it outlives a restart. The last one of each person is kept for
a week, so that one that was dropped, stopped or forgotten can be had again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from commands import _show
from commands._announce.places import Place, goes_out, named, places, soonest
from commands._kit import Ask, Audience, Reply
from commands._texts import Language, person, say
from storage import Tx
from storage.announcements import Announcement, as_values, from_values
from storage.chat import Chat
from storage.offers import Offer

OFFER = "announcement"
_INNER = str.maketrans("„“”", "‚‘’")  # quotes inside the quotes of a sentence
_KEPT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be announced; `due` of it is the moment of writing unless another was named.

    With `eyes` another admin has to agree. `name` is that of the offer, whose listener takes the answer.
    """

    what: Announcement
    eyes: bool = False
    name: str = OFFER

    def data(self) -> dict[str, Any]:
        """As an offer carries it."""
        return {"what": as_values(self.what), "eyes": self.eyes, "name": self.name}

    @classmethod
    def of(cls, data: dict[str, Any]) -> Draft:
        """The draft that an offer carries."""
        return cls(from_values(data["what"]), data["eyes"], data["name"])


def preview(tx: Tx, ask: Ask, draft: Draft, note: str = "") -> Reply:
    """Shows a draft and asks; `note` stands above it. It is kept from now on."""
    there = places(tx, ask, draft.what.groups)
    how = ask.say("announce-how", where="group" if ask.in_group else "direct")
    where = _where(ask, draft.what, there)
    lines = [note, where, *shown(ask, draft.what, there), *_remarks(tx, ask, draft, there), how]
    keep(tx, ask, draft)
    return Reply(
        "\n\n".join(line for line in lines if line),
        files=draft.what.files,
        offer=Offer(draft.name, draft.data(), takes="line"),
    )


def _where(ask: Ask, what: Announcement, there: list[Place]) -> str:
    """To whom it goes and when, as the sentence above it."""
    at, quiet = goes_out(ask, what, there)
    when = "quiet" if quiet else "later" if at > soonest(ask) else "now"
    shown_at = _show.when(at, ask.now, ask.zone, ask.language)
    return ask.say("announce-goes", when=when, groups=named(ask, there), at=shown_at)


def _remarks(tx: Tx, ask: Ask, draft: Draft, there: list[Place]) -> Iterable[str]:
    """What else the author should know before the yes."""
    what = draft.what
    unused = set(what.texts) - {""} - {one.language for one in there}
    if unused and "" not in what.texts and len(what.texts) > 1:
        yield ask.say("announce-unused", which=min(unused))
    if what.corrects is not None:
        yield ask.say("announce-quotes")
    if draft.eyes or ask.house.four_eyes:
        yield ask.say("announce-eyes", others=len(others(tx, ask)))


def others(tx: Tx, ask: Ask) -> tuple[str, ...]:
    """The other admins who may agree, by ACI."""
    resting = tx.admins.suspended()
    return tuple(one for one in ask.house.admins if one != ask.sender and one not in resting)


def posted(one: Announcement, language: Language) -> str:
    """The words that a group of this language hears, with the author in the last line; of a poll its question."""
    if one.poll is not None:
        return say(language, "poll-posted", question=one.poll.question)
    return "\n".join(filter(None, [one.text(language), f"— {person(one.author)}"]))


def shown(ask: Ask, what: Announcement, there: list[Place]) -> list[str]:
    """What will be posted, word for word; where groups hear different words, each with the groups above it."""
    if what.poll is not None:
        return [_poll(ask, what)]
    heard: dict[str, list[str]] = {}
    for one in there:
        heard.setdefault(posted(what, one.language), []).append(one.title)
    if len(heard) == 1:
        return list(heard)
    heads = [ask.say("announce-for", groups=_show.listed(names, ask.language)) for names in heard.values()]
    return [f"{head}\n{text}" for head, text in zip(heads, heard, strict=True)]


def _poll(ask: Ask, what: Announcement) -> str:
    """A poll as text: question, numbered options, how many one may choose, and until when."""
    if what.poll is None or what.ends is None:
        return ""
    options = [f"{number} · {option}" for number, option in enumerate(what.poll.options, 1)]
    until = _show.when(what.ends, ask.now, ask.zone, ask.language)
    ends = ask.say("announce-poll-ends", multiple=int(what.poll.multiple), when=until)
    return "\n".join([what.poll.question, *options, ends])


def called(ask: Ask | Audience, what: Announcement) -> str:
    """The beginning of it, to name it in a sentence."""
    text = what.poll.question if what.poll is not None else what.text(ask.language)
    text = text.translate(_INNER)
    return _show.shortened(text or next((file.name for file in what.files), ""))


def keep(tx: Tx, ask: Ask, draft: Draft) -> None:
    """Keeps a draft as the last one of its author."""
    offer = Offer(OFFER, draft.data(), takes="line", open_for=_KEPT_FOR)
    tx.offers.make(_shelf(draft.what.author), draft.what.author, offer, None, ask.now)


def kept(tx: Tx, ask: Ask) -> Draft | None:
    """The last draft of the person, unless it was sent."""
    offer = tx.offers.question(_shelf(ask.sender), ask.sender, ask.now)
    return Draft.of(offer.data) if offer is not None else None


def forget(tx: Tx, author: str) -> None:
    """Keeps no draft of the person any more."""
    tx.offers.close(_shelf(author), author)


def again(ask: Ask, draft: Draft, groups: tuple[Chat, ...]) -> Draft:
    """The draft as if it were written now, to these groups; a time that is past is now."""
    what = draft.what
    due = max(what.due, ask.now)
    made = replace(what, chat=ask.chat, groups=groups, due=due, made=ask.now, approved="", id=0, delivered=0, read=0)
    return replace(draft, what=replace(made, author=ask.sender))


def _shelf(author: str) -> Chat:
    """A place where nobody says anything; what is offered there only waits until its time is over."""
    return Chat(f"drafts:{author}")
