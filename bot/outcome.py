"""What became of a call to the server, and what follows from it for the delivery and its post."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from bot.errors import NoAnswer, Refused, ServerError, Throttled, Unreachable
from bot.logs import hashed
from bot.signal.api import Sent
from bot.signal.evidence import LONGEST_PATIENCE, PATIENCE, SETTLES, Weighed
from bot.values import server_id
from storage import Tx
from storage.chat import Chat, id_in, is_group
from storage.delivery import Delivery
from storage.kept import pin_refused
from storage.posts import PostState
from storage.settings import CHALLENGE

log = structlog.get_logger()

ENDS: dict[type[ServerError] | None, str] = {
    None: "sent",
    Throttled: "throttled",
    Refused: "refused",
    Unreachable: "unreachable",
    NoAnswer: "unanswered",
}

_BACK_OFF = (5, 15, 60, 300, 900, 3600)  # seconds before the next try, by the number of tries so far
_GONE = (1, 300)  # seconds, the least and the most, while no connection is made; all goes when the link is back


def recipient(chat: Chat) -> str:
    """The chat as the server wants it: a group by its own id, a person by ACI."""
    return server_id(id_in(chat)) if is_group(chat) else id_in(chat)


def impatient(delivery: Delivery, now: datetime, contested: Mapping[int, datetime] | None = None) -> bool:
    """Whether it is time to say again what nobody has confirmed; what is `contested` (by id) waits until then."""
    until = (contested or {}).get(delivery.id) or (delivery.ended_at and delivery.ended_at + PATIENCE)
    patient = until is not None and now < until
    return delivery.state == "unknown" and delivery.policy == "repeat" and not patient


def next_step(tx: Tx, now: datetime) -> datetime | None:
    """When something happens by itself next: a delivery falls due, a chat goes on, or patience ends; UTC."""
    ended = [delivery.ended_at for delivery in tx.deliveries.uncertain() if delivery.ended_at]
    times = [at + patience for at in ended for patience in (SETTLES, PATIENCE, 2 * PATIENCE, LONGEST_PATIENCE)]
    if (due := tx.deliveries.next_due(now)) is not None:
        times.append(due)
    return min((at for at in times if at > now), default=None)


def pause(refusals: int, error: ServerError, gone: timedelta) -> float:
    """Seconds before the next try; `gone` is for how long the server cannot be reached."""
    if isinstance(error, Throttled) and error.retry_after is not None:
        return error.retry_after
    if isinstance(error, Unreachable):
        return min(max(_GONE[0], gone.total_seconds() / 4), _GONE[1])
    return _BACK_OFF[min(refusals, len(_BACK_OFF) - 1)]


def sent(delivery: Delivery, sent: Sent, now: datetime, tx: Tx) -> None:
    """Notes that the message is out."""
    tx.deliveries.sent(delivery.id, sent.timestamp, now, sent.unreached)
    if delivery.act == "say" and tx.settings.get(CHALLENGE) is not None:
        tx.settings.lift()
    if delivery.act == "pin":
        tx.settings.drop(pin_refused(delivery.chat))
    post(tx, delivery, "sent", "")


def refused_to_act(tx: Tx, delivery: Delivery, now: datetime) -> None:
    """Notes that we may not pin here, and says it once; of the rest there is no more to tell than the log does."""
    key = pin_refused(delivery.chat)
    if delivery.act != "pin":
        log.info("the server refused to act on a message", act=delivery.act, chat=hashed(delivery.chat))
    elif tx.settings.instant(key) is None:
        log.warning("the server refused to pin a message, it stands unpinned", chat=hashed(delivery.chat))
        tx.settings.put_instant(key, now)


def say_again(delivery: Delivery, now: datetime, tx: Tx) -> None:
    """Puts a delivery of unknown fate back into line."""
    tx.deliveries.retry(delivery.id, now, "no evidence")


def trace(weighed: Weighed, tx: Tx) -> None:
    """Writes down which messages may have come of which deliveries, or that nobody needs to know any more."""
    if weighed.traces is None:
        tx.traces.drop()
    else:
        tx.traces.put(weighed.traces)


def too_late(delivery: Delivery, now: datetime, tx: Tx) -> None:
    """Gives up a delivery whose deadline has passed."""
    if tx.deliveries.cancel(delivery.id, now, "too late"):
        post(tx, delivery, "skipped", "too late")


def post(tx: Tx, delivery: Delivery, state: PostState, reason: str) -> None:
    """Moves the post that a delivery carries, if it does; one that was said stays so whatever becomes of its edits."""
    if delivery.post is not None and delivery.edits is None:
        tx.posts.move(delivery.post, state, reason)
