"""Checks of who may steer."""

from __future__ import annotations

from collections.abc import Iterable

from bot.admins import listed
from bot.doctor.base import Finding, Patient
from storage import StorageError

_SHOWN = 8  # characters of an ACI
_ENOUGH = 2


def admins(patient: Patient) -> Iterable[Finding]:
    """Whether there are two admins at least, whom Signal knows and whose safety numbers are the ones we trust."""
    try:
        everybody = patient.read(lambda tx: listed(tx, patient.settings))
        suspended = patient.read(lambda tx: tx.admins.suspended())
    except StorageError:
        everybody, suspended = patient.settings.admins, set()
    found = [_number(patient, len(everybody))]
    for aci in everybody:
        if aci in suspended:
            text = patient.say("doctor-admin-key", aci=aci[:_SHOWN])
            found.append(Finding("warn", text, patient.say("doctor-admin-key-hand", full=aci, config=patient.config)))
        elif not _seen(patient, aci):
            text = patient.say("doctor-admin-unknown", aci=aci[:_SHOWN])
            found.append(Finding("warn", text, patient.say("doctor-admin-unknown-hand")))
    return found


def _number(patient: Patient, count: int) -> Finding:
    hand = patient.say("doctor-admins-hand", config=patient.config)
    if count == 0:
        return Finding("bad", patient.say("doctor-admins-none"), hand)
    if count < _ENOUGH:
        return Finding("warn", patient.say("doctor-admins-one"), hand)
    return Finding("ok", patient.say("doctor-admins", count=count))


def _seen(patient: Patient, aci: str) -> bool:
    """Whether the account has ever met this person; while that cannot be told, it has."""
    server = patient.server
    if server.identities is None or server.groups is None:
        return True
    return aci in server.identities or any(aci in group.people for group in server.groups)
