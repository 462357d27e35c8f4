"""The checks, in the order in which they are told: the most useful first."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from bot.clock import Clock
from bot.doctor import files, link, people, running
from bot.doctor.base import Check, Finding, Patient
from bot.doctor.server import asked
from bot.reasons import reason
from bot.settings import Settings

CHECKS: dict[str, Check] = {
    "server": link.server,
    "account": link.account,
    "age": running.age,
    "groups": link.groups,
    "pins": running.pins,
    "database": files.database,
    "disk": files.disk,
    "rights": files.rights,
    "backups": files.backups,
    "bot": running.bot,
    "webhook": running.webhook,
    "deliveries": running.deliveries,
    "limit": running.limit,
    "admins": people.admins,
    "port": link.port,
    "clock": link.clock,
    "zones": files.zones,
    "log": running.log,
    "unseen": running.unseen,
}


async def examined(settings: Settings, clock: Clock) -> list[tuple[str, Finding]]:
    """What each check has found, under its name."""
    server = await asked(settings, clock)
    return await asyncio.to_thread(_all, Patient(settings, server, clock.now()))


def _all(patient: Patient) -> list[tuple[str, Finding]]:
    return [(name, finding) for name, check in CHECKS.items() for finding in _tried(check, patient, name)]


def _tried(check: Check, patient: Patient, name: str) -> Iterable[Finding]:
    """What a check finds; what the system does not let us see is told and keeps no other check from its work."""
    try:
        return list(check(patient))
    except OSError as error:
        text = patient.say("doctor-failed", check=name, reason=reason(error, patient.language))
        return [Finding("bad", text, patient.say("doctor-user", config=patient.config))]
