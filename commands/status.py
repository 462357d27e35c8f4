"""`!status`: what admins ask when they wonder whether all is well, and what needs their hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from commands import _show, discover
from commands._kit import Ahead, Ask, Example, Reply, command
from commands._plan.halt import is_held
from commands._plan.words import line, seen
from storage import Tx
from storage.delivery import State

_OPEN: tuple[State, ...] = ("waiting", "unknown", "failed")
_LATELY = timedelta(days=7)
_NEXT = 2  # posts


@dataclass(frozen=True, slots=True)
class Report:
    """How things stand, and what of it needs a hand; each a line."""

    facts: list[str]
    worries: list[str]

    def lines(self, ask: Ask) -> list[str]:
        """The whole, as people read it."""
        heading = ask.say("status-heading")
        closing = ask.say("status-worries") if self.worries else ask.say("status-well")
        return [heading, *self.facts, closing, *(f"· {worry}" for worry in self.worries)]


@command(
    "status",
    "status",
    "stand",
    who="admin",
    examples=[
        Example("!status", "Wie es steht\nVerbunden mit Signal…\nAlles ist gesendet.\nAls Nächstes sage ich:\n· …"),
        Example(
            "!status",
            "How things stand\nConnected to Signal…\nEverything is sent.\nWhat I will say next:\n· …",
            language="en",
        ),
    ],
)
def status(tx: Tx, ask: Ask) -> Reply:
    """The link, what is on its way, what comes next, and what of each feature needs the hand of an admin."""
    return Reply("\n".join(report(tx, ask).lines(ask)))


def report(tx: Tx, ask: Ask) -> Report:
    """How things stand as of now."""
    health = ask.house.health()
    troubles = [ask.say("status-trouble", kind=one.kind, about=one.about) for one in health.troubles]
    concerns = [text for concern in discover().concerns for text in concern.run(tx, ask)]
    link = [] if troubles else [ask.say("status-linked", version=health.server or "none")]
    return Report([*link, *_heard(tx, ask), *_deliveries(tx, ask), *_next(tx, ask)], [*troubles, *concerns])


def _heard(tx: Tx, ask: Ask) -> list[str]:
    at = tx.figures.heard_from_others(ask.sender)
    return [] if at is None else [ask.say("status-heard", when=_show.when(at, ask.now, ask.zone, ask.language))]


def _deliveries(tx: Tx, ask: Ask) -> list[str]:
    counts = tx.deliveries.trouble(ask.now - _LATELY)
    counts["waiting"] = counts.get("waiting", 0) + counts.get("sending", 0)
    told = [ask.say("status-deliveries", state=state, count=counts[state]) for state in _OPEN if counts.get(state)]
    overdue = len(_overdue(tx, ask))
    told += [ask.say("status-overdue", count=overdue)] if overdue else []
    return told or [ask.say("status-sent")]


def _overdue(tx: Tx, ask: Ask) -> list[Ahead]:
    """What would be out if posts were not stopped."""
    return [one for one in seen(ask, ask.house.plan(tx, ask.now)) if one.due <= ask.now] if is_held(tx) else []


def _next(tx: Tx, ask: Ask) -> list[str]:
    """The next posts, also those that wait since all are stopped."""
    posts = seen(ask, ask.house.plan(tx, ask.now))[:_NEXT]
    heading = ask.say("status-next", held=int(is_held(tx)))
    return [heading, *(f"· {line(ask, one)}" for one in posts)] if posts else [ask.say("status-silent")]
