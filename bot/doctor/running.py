"""Checks of the bot at work: whether it runs, what waits, what failed, whether frames reach it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException

from bot.doctor.base import Finding, Patient
from bot.status_shown import asked
from storage import StorageError, Tx
from storage.delivery import State
from storage.settings import CHALLENGE, HELD

_LATELY = timedelta(days=7)
_STUCK = timedelta(minutes=10)
_PATIENCE = 5.0  # seconds
_LINKS = {"server", "refused", "account", "group"}  # told by the checks of the server
_HARMLESS = {"envelope": {"syncMessage": {"doctor": True}}}  # what another device of ours did is of no concern
_OPEN: tuple[State, ...] = ("failed", "unknown")


def bot(patient: Patient) -> Iterable[Finding]:
    """Whether it runs, and what it says keeps it from its work."""
    found = asked(patient.settings)
    troubles = [one for one in found.health.troubles if one.kind not in _LINKS]
    if not found.running:
        hand = patient.say("doctor-bot-start")
        return [Finding("warn", patient.say("status-trouble", kind="off", about=""), hand)]
    told = [Finding("bad", patient.say("status-trouble", kind=one.kind, about=one.about)) for one in troubles]
    return told or [Finding("ok", patient.say("doctor-bot"))]


def webhook(patient: Patient) -> Iterable[Finding]:
    """Whether what the server would send us is taken; the frame sent for that is dropped there."""
    receive = patient.settings.receive
    if receive is None:
        return [Finding("warn", patient.say("doctor-webhook-none"), patient.say("doctor-webhook-none-hand"))]
    connection = HTTPConnection(receive.webhook, timeout=_PATIENCE)
    try:
        connection.request("POST", "/signal", json.dumps(_HARMLESS), {"Content-Type": "application/json"})
        status = connection.getresponse().status
    except (OSError, HTTPException):
        text = patient.say("doctor-webhook-away", address=receive.webhook)
        return [Finding("bad", text, patient.say("doctor-webhook-start"))]
    finally:
        connection.close()
    if status != 200:
        text = patient.say("doctor-webhook-other", address=receive.webhook, status=status)
        return [Finding("bad", text, patient.say("doctor-webhook-other-hand"))]
    return [Finding("ok", patient.say("doctor-webhook", address=receive.webhook))]


def deliveries(patient: Patient) -> Iterable[Finding]:
    """What is stuck, has failed, or is of unknown fate."""
    try:
        counts, since, held = patient.read(lambda tx: _waiting(tx, patient))
    except StorageError:
        return [Finding("unseen", patient.say("doctor-no-database", check="deliveries"))]
    hand = patient.say("doctor-deliveries-hand")
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
        return [Finding("bad", patient.say("doctor-limit"), patient.say("doctor-limit-hand"))]
    return [Finding("ok", patient.say("doctor-limit-none"))]


def unseen(patient: Patient) -> Iterable[Finding]:
    """What cannot be told from here, and how to look."""
    return [
        Finding("unseen", patient.say("doctor-age"), patient.say("doctor-age-hand")),
        Finding("unseen", patient.say("doctor-trust"), patient.say("doctor-trust-hand")),
        Finding("unseen", patient.say("doctor-log"), patient.say("doctor-log-hand")),
        Finding("unseen", patient.say("doctor-profile"), patient.say("doctor-profile-hand")),
    ]
