"""`!tip`, the tips that the clock tells from a deck, and what people think of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, partial
from zoneinfo import ZoneInfo

from commands._calendar import instant, meetings
from commands._fold import fold, yes_or_no
from commands._kit import Ask, Audience, Example, Planned, Reply, Span, command, concern, post, reaction
from commands._library import hits, sentences, tips
from commands._library.deck import FRESH, Deck, Drawn, fresh, rests_from
from storage import Tx
from storage.library import Tip
from storage.search import Kind

_TIPS: tuple[Kind, ...] = ("tip",)
_DAY = timedelta(days=1)
_KEEPS = timedelta(hours=20)  # past any quiet hours; what could not be told by then comes the next time
_NEAR = timedelta(days=7)  # a meeting so near is what tips are to suit
_SOON = timedelta(minutes=1)  # after the vote, so that no look at the clock can have passed it
_TOLD = timedelta(days=30)  # how long admins may be away and still hear which tip was voted out
_ENOUGH = 3  # 👎 that take a tip out
_SAID_ALONG = """
    zu zum zur ueber thema bitte about on topic the please noch ein einen einer eins anderen anderer andere anders mal
    mir gib neuen neuer weiteren weiterer zufaellig zufaelligen zufaelliger irgendeinen irgendein tipp tip give me a an
    another one more new random any other next alle all
"""
_FILLERS = frozenset(_SAID_ALONG.split())
_EVER = datetime.min.replace(tzinfo=UTC)


@command(
    "tip",
    "tipp",
    theme="library",
    ordered=sentences.tip,
    examples=[
        Example("!tipp", "…(Quelle: …, 20…)"),
        Example(
            "!tipp Kosten",
            "Plant Geld für Kinderbetreuung und Fahrten von Anfang an ein. Nachträge kosten Vertrauen."
            " (Quelle: Handbuch Bürgerrat in kleinen Gemeinden, 2024)",
        ),
        Example("!tip costs", "Budget for childcare and travel from the start. …(Source: …, 2024)", language="en"),
        Example("!tip draw in public", "Draw in public. …(Source: Leitfaden Losverfahren, 2023)", language="en"),
    ],
)
def tip(tx: Tx, ask: Ask) -> Reply:
    """A tip, about what is named if something is; another one than those told here last."""
    deck = tips.deck(tx, ask.chat, ask.now)
    fit = [one for one in tx.tips.fit(ask.now - FRESH) if fresh(one, ask.now)]
    if not fit:
        return Reply(ask.say("tip-none"))
    named = _named(ask)
    wanted = _about(tx, named, fit) if named else deck.to_come(ask.now)[::-1] + fit
    if not wanted:
        return hits.nothing(tx, ask, named, _TIPS)
    last = {one.tip: one.at for one in tx.decks.told(ask.chat)}
    for one, at in tx.decks.given(ask.chat).items():
        last[one] = max(at, last.get(one, at))
    chosen = min(wanted, key=lambda one: last.get(one.id, _EVER))
    tx.decks.give(ask.chat, chosen.id, ask.now)
    return Reply(tips.worded(chosen, ask.language), about=tips.given(chosen.id))


def _named(ask: Ask) -> str:
    """The words that say what the tip is to be about; none in "noch einer bitte"."""
    words = (word.strip(" ?!.,") for word in ask.words.split())
    return " ".join(word for word in words if word and fold(word) not in _FILLERS)


def _about(tx: Tx, named: str, fit: list[Tip]) -> list[Tip]:
    """The tips about what the words say: those of the topic they name, or what is found, or what has to do with it."""
    if of_topic := [one for one in fit if fold(named) in tips.names(one.topic)]:
        return of_topic
    by_id = {one.id: one for one in fit}
    found = [hit for hit in tx.search.find(named, _TIPS) if hit.id in by_id]
    good = [by_id[hit.id] for hit in found if hit.score >= found[0].score / 2]
    topics = tips.topics(named)
    return good or [one for one in fit if _suits(topics, one)]


# -- what the clock tells --------------------------------------------------------------------------------


@post("tip", rank=5)
def telling(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """The days on which a tip is told in the span; which one is drawn when it is said."""
    last = tx.tips.last_review()
    if audience.tip_times is None or last is None:
        return
    weekdays, wall = audience.tip_times
    deck = _Telling(tx, audience, span)
    decided = tx.decks.days(audience.chat, span.start - 2 * _DAY)
    for day, due in _slots(weekdays, wall, audience.zone, span):
        if str(day) not in decided and rests_from(last) > due:
            yield Planned(
                key=str(day),
                due=due,
                deadline=due + _KEEPS,
                text=partial(deck.text, due),
                about="tip",
                drawn=partial(deck.draw, due),
            )


def _slots(weekdays: Collection[int], wall: time, zone: ZoneInfo, span: Span) -> Iterator[tuple[date, datetime]]:
    """The days of tips in the span, each with the instant of its wall time."""
    day, last = (at.astimezone(zone).date() for at in (span.start, span.end))
    while day <= last:
        due = instant(datetime.combine(day, wall), zone)
        if day.weekday() in weekdays and due in span:
            yield day, due
        day += _DAY


@dataclass
class _Telling:
    """Draws from the deck of a chat, each time what follows from what was told and drawn before."""

    tx: Tx
    audience: Audience
    span: Span
    _drawn: dict[datetime, Drawn] = field(default_factory=dict)

    def draw(self, due: datetime) -> str:
        """Takes what comes at a time; returns what is noted of it: the tip and the round."""
        drawn = self._at(due)
        if due not in self._drawn:
            self._drawn[due] = drawn
            self._deck.tell(drawn, due)
        return f"{drawn.tip.id} {drawn.round}"

    def text(self, due: datetime, _now: datetime, _late: bool) -> str:
        """The words of what came at a time, or would come."""
        return self.audience.say("tip-post", tip=tips.worded(self._at(due).tip, self.audience.language))

    def _at(self, due: datetime) -> Drawn:
        set_for = self._drawn.get(due) or self._set(due)
        return set_for or self._deck.next(due, partial(_suits, self._topics(due)))

    def _set(self, due: datetime) -> Drawn | None:
        """What an admin has set for a day by moving it, as long as it may be told."""
        day = due.astimezone(self.audience.zone).date()
        amendment = self.tx.amendments.get("tip", f"{day} {self.audience.chat}")
        if amendment is None or not amendment.drawn:
            return None
        tip, round_ = map(int, amendment.drawn.split(" "))
        return next((Drawn(one, round_) for one in self.tx.tips.fit(due - FRESH) if one.id == tip), None)

    @cached_property
    def _deck(self) -> Deck:
        return tips.deck(self.tx, self.audience.chat, self.span.start)

    @cached_property
    def _meetings(self) -> list[tuple[datetime, Collection[str]]]:
        found = meetings(self.tx, self.span.start, self.span.end + _NEAR)
        return [(one.starts, tips.topics(one.topic)) for one in found]

    def _topics(self, due: datetime) -> Collection[str]:
        """What the next meeting is about if it is near."""
        return next((topics for starts, topics in self._meetings if due < starts <= due + _NEAR), ())


def _suits(topics: Collection[str], tip: Tip) -> bool:
    return not tips.topics(tip.topic).isdisjoint(topics)


# -- what people think of it -----------------------------------------------------------------------------


@reaction("tip")
def thumb(tx: Tx, ask: Ask, key: str, emoji: str, removed: bool) -> None:
    """👍 and 👎 count, one vote a person; three 👎 since the last review take the tip out."""
    told = key.split(" ")[1:]  # nothing if an admin has put other words in its place
    tip = tx.tips.get(int(told[0])) if told else None
    if tip is None:
        return
    up = yes_or_no(emoji)
    if removed or up is None:
        tx.votes.drop(tip.id, ask.sender)
        return
    tx.votes.put(tip.id, ask.sender, up=up, now=ask.now)
    if not tip.rests and len(tx.votes.against(tip.id, tip.reviewed_at)) >= _ENOUGH:
        tx.tips.change(tip.id, rests="voted out")


@post("tip-out", rank=3, to="admins")
def out(tx: Tx, audience: Audience, span: Span) -> Iterator[Planned]:
    """Tells the admins which tip three people did not want to hear."""
    for tip in tx.tips.voted_out():
        against = tx.votes.against(tip.id, tip.reviewed_at)
        if against and (due := against[-1] + _SOON) in span:
            yield Planned(
                key=f"{tip.id} {tip.reviewed_at:%Y%m%dT%H%MZ}",
                due=due,
                deadline=due + _TOLD,
                text=partial(_out_text, tip, audience),
            )


def _out_text(tip: Tip, audience: Audience, _now: datetime, _late: bool) -> str:
    return audience.say("tip-out", tip=tips.worded(tip, audience.language), number=f"#{tip.id}")


@concern("tips")
def resting(tx: Tx, ask: Ask) -> Iterator[str]:
    """Which tips are not told, and why: nobody has checked them, checked them lately, or wants to hear them."""
    counts = tips.untold(tx, ask.now)
    for why, count in counts.items():
        yield ask.say("tip-resting", why=why, count=count)
