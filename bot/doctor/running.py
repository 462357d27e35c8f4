"""Checks of the bot at work: whether it runs, what waits, what failed, whether frames reach it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException

from bot.doctor.base import Finding, Patient
from bot.settings import ReceiveSettings
from bot.status_shown import asked
from commands import discover
from storage import StorageError, Tx
from storage.delivery import State
from storage.kept import pin_refused
from storage.settings import CHALLENGE, HELD, SERVER, SERVER_SINCE

_LATELY = timedelta(days=7)
_STUCK = timedelta(minutes=10)
_AGED = 60  # days after which a version of the server deserves another
_PATIENCE = 5.0  # seconds
_LINKS = {"server", "refused", "account", "group"}  # told by the checks of the server
_HARMLESS = {"envelope": {"syncMessage": {"doctor": True}}}  # what another device of ours did is of no concern
_OPEN: tuple[State, ...] = ("failed", "unknown")


def bot(patient: Patient) -> Iterable[Finding]:
    """Whether it runs, and what it says keeps it from its work."""
    found = asked(patient.settings)
    troubles = [one for one in found.health.troubles if one.kind not in _LINKS]
    if not found.running:
        hand = patient.say("doctor-bot-start", config=patient.config)
        return [Finding("warn", patient.say("status-trouble", kind="off", about=""), hand)]
    told = [Finding("bad", patient.say("status-trouble", kind=one.kind, about=one.about)) for one in troubles]
    return told or [Finding("ok", patient.say("doctor-bot"))]


def webhook(patient: Patient) -> Iterable[Finding]:
    """Whether what the server would send us is taken; the frame sent for that is dropped there."""
    receive = patient.settings.receive or ReceiveSettings()  # where `losbote receive` listens without a setting
    try:
        status = _posted(receive.webhook)
    except (OSError, HTTPException):
        if patient.settings.receive is None:
            hand = patient.say("doctor-webhook-none-hand", config=patient.config)
            return [Finding("warn", patient.say("doctor-webhook-none"), hand)]
        text = patient.say("doctor-webhook-away", address=receive.webhook)
        return [Finding("bad", text, patient.say("doctor-webhook-start", config=patient.config))]
    if status != 200:
        text = patient.say("doctor-webhook-other", address=receive.webhook, status=status)
        return [Finding("bad", text, patient.say("doctor-webhook-other-hand"))]
    return [Finding("ok", patient.say("doctor-webhook", address=receive.webhook))]


def _posted(address: str) -> int:
    """The status that the harmless frame is answered with. Raises OSError and HTTPException."""
    connection = HTTPConnection(address, timeout=_PATIENCE)
    try:
        connection.request("POST", "/signal", json.dumps(_HARMLESS), {"Content-Type": "application/json"})
        return connection.getresponse().status
    finally:
        connection.close()


def deliveries(patient: Patient) -> Iterable[Finding]:
    """What is stuck, has failed, or is of unknown fate."""
    try:
        counts, since, held = patient.read(lambda tx: _waiting(tx, patient))
    except StorageError:
        return [Finding("unseen", patient.say("doctor-no-database", check="deliveries"))]
    hand = patient.say("doctor-deliveries-hand", config=patient.config)
    found = [
        Finding("warn", patient.say("doctor-deliveries", state=state, count=counts[state]), hand)
        for state in _OPEN
        if counts.get(state)
    ]
    if held:
        found.append(Finding("warn", patient.say("doctor-held"), patient.say("doctor-held-hand")))
    elif since is not None and patient.now - since > _STUCK:
        minutes = int((patient.now - since).total_seconds() // 60)
        found.append(Finding("bad", patient.say("doctor-deliveries-stuck", minutes=minutes), hand))
    return found or [Finding("ok", patient.say("doctor-deliveries-well"))]


def _waiting(tx: Tx, patient: Patient) -> tuple[dict[State, int], datetime | None, bool]:
    counts = tx.deliveries.trouble(patient.now - _LATELY)
    return counts, tx.figures.unsent_since(patient.now), tx.settings.get(HELD) is not None


def limit(patient: Patient) -> Iterable[Finding]:
    """Whether Signal asks for a puzzle before anything goes out."""
    try:
        token = patient.read(lambda tx: tx.settings.get(CHALLENGE))
    except StorageError:
        return [Finding("unseen", patient.say("doctor-no-database", check="limit"))]
    if token is not None:
        return [Finding("bad", patient.say("doctor-limit"), patient.say("doctor-limit-hand", config=patient.config))]
    return [Finding("ok", patient.say("doctor-limit-none"))]


def pins(patient: Patient) -> Iterable[Finding]:
    """Whether the next meeting stands pinned in the groups, as far as it was tried."""
    if not patient.settings.posts.pin or not patient.known:
        return []
    try:
        return patient.read(lambda tx: list(_pins(tx, patient)))
    except StorageError:
        return [Finding("unseen", patient.say("doctor-no-database", check="pins"))]


def _pins(tx: Tx, patient: Patient) -> Iterator[Finding]:
    titles = {one.id: one.title for one in patient.server.groups or ()}
    for group in tx.groups.list("main"):
        title = titles.get(group.id) or group.title or group.name
        if tx.settings.instant(pin_refused(group.chat)) is not None:
            text = patient.say("doctor-pin-refused", name=group.name, title=title)
            yield Finding("warn", text, patient.say("doctor-pin-hand"))
        elif any(tx.kept.get(rule.name, group.chat) for rule in discover().kept):
            yield Finding("ok", patient.say("doctor-pin", name=group.name, title=title))
        else:
            yield Finding("unseen", patient.say("doctor-pin-untried", name=group.name, title=title))


def age(patient: Patient) -> Iterable[Finding]:
    """For how long the server has had its version, as far as the bot has seen it."""
    about = patient.server.about
    if about is None:
        return []
    try:
        known, since = patient.read(lambda tx: (tx.settings.get(SERVER), tx.settings.instant(SERVER_SINCE)))
    except StorageError:
        known, since = None, None
    hand = patient.say("doctor-age-hand")
    if since is None or known != about.version or about.version == "unset":
        return [Finding("unseen", patient.say("doctor-age-unknown"), hand)]
    days = (patient.now - since).days
    text = patient.say("doctor-age", version=about.version, days=days)
    return [Finding("warn", text, hand) if days >= _AGED else Finding("ok", text)]


def log(patient: Patient) -> Iterable[Finding]:
    """Whether the server writes what people say into its log, as far as it tells."""
    if patient.server.talkative:
        yield Finding("warn", patient.say("doctor-talkative"), patient.say("doctor-talkative-hand"))


def unseen(patient: Patient) -> Iterable[Finding]:
    """What cannot be told from here, and how to look."""
    return [
        Finding("unseen", patient.say("doctor-trust"), patient.say("doctor-trust-hand")),
        Finding("unseen", patient.say("doctor-log"), patient.say("doctor-log-hand")),
        Finding("unseen", patient.say("doctor-profile"), patient.say("doctor-profile-hand", config=patient.config)),
    ]
