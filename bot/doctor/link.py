"""Checks of the way to Signal: the server, the account, the groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from socket import AF_INET, AF_INET6, inet_ntop
from urllib.parse import urlsplit

from bot.doctor.base import Finding, Patient
from bot.errors import Refused, Unreachable
from bot.setup.base import said
from commands import _show

_WANTED = "json-rpc"
_LISTENS = "0A"  # a state in /proc/net/tcp
_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_HERE = {"localhost", "127.0.0.1", "::1"}
_OFF = 60  # seconds by which clocks may differ


def server(patient: Patient) -> Iterable[Finding]:
    """Whether it answers, with which version, in which mode."""
    about, error, address = patient.server.about, patient.server.error, patient.settings.server
    if isinstance(error, Unreachable):
        return [Finding("bad", patient.say("doctor-server-away", server=address), patient.say("doctor-server-start"))]
    if isinstance(error, Refused):
        text = patient.say("doctor-server-refuses", server=address, said=said(error))
        return [Finding("bad", text, patient.say("doctor-server-token"))]
    if about is None:
        return [Finding("bad", patient.say("doctor-server-other", server=address), patient.say("doctor-server-which"))]
    found = []
    if about.mode != _WANTED:
        text = patient.say("doctor-server-mode", mode=about.mode)
        found.append(Finding("bad", text, patient.say("doctor-server-mode-hand")))
    if about.too_old:
        text = patient.say("doctor-server-old", version=about.version)
        found.append(Finding("bad", text, patient.say("doctor-server-old-hand")))
    return found or [Finding("ok", patient.say("doctor-server", server=address, version=about.version))]


def account(patient: Patient) -> Iterable[Finding]:
    """Whether the server knows the number."""
    if patient.server.about is None:
        return []
    if patient.known:
        return [Finding("ok", patient.say("doctor-account"))]
    hand = patient.say("doctor-account-hand", config=patient.config)
    return [Finding("bad", patient.say("doctor-account-unknown"), hand)]


def groups(patient: Patient) -> Iterable[Finding]:
    """Whether each group of the settings is there, and the bot is in it and may write."""
    if not patient.settings.groups:
        hand = patient.say("doctor-groups-none-hand", config=patient.config)
        return [Finding("warn", patient.say("doctor-groups-none"), hand)]
    if not patient.known:
        return []
    if patient.server.groups is None:
        return [Finding("bad", patient.say("doctor-groups-unread"), patient.say("doctor-groups-unread-hand"))]
    return list(_groups(patient))


def _groups(patient: Patient) -> Iterator[Finding]:
    known = {group.id: group for group in patient.server.groups or ()}
    for name, wanted in patient.settings.groups.items():
        group = known.get(wanted.id)
        if group is None:
            yield Finding("bad", patient.say("doctor-group-unknown", name=name), _which(patient))
            continue
        title = _show.shortened(group.title) or name
        if not group.member:
            invited = "yes" if group.invited else "no"
            how = patient.say("doctor-group-join", invited=invited, config=patient.config)
            yield Finding("bad", patient.say("doctor-group-outside", name=name, title=title), how)
        elif wanted.id in patient.server.limited:
            text = patient.say("doctor-group-limited", name=name, title=title)
            yield Finding("warn", text, patient.say("doctor-group-limited-hand"))
        else:
            yield Finding("ok", patient.say("doctor-group", name=name, title=title, people=len(group.people)))


def _which(patient: Patient) -> str:
    return patient.say("doctor-group-id", config=patient.config)


def clock(patient: Patient) -> Iterable[Finding]:
    """Whether our clock and the server's agree."""
    off = patient.server.seconds
    if off is None:
        return []
    if abs(off) > _OFF:
        text = patient.say("doctor-clock-off", seconds=round(abs(off)))
        return [Finding("bad", text, patient.say("doctor-clock-hand"))]
    return [Finding("ok", patient.say("doctor-clock"))]


def port(patient: Patient) -> Iterable[Finding]:
    """Whether others than this machine can reach the server: it asks nobody for a password."""
    address = urlsplit(patient.settings.server)
    number = address.port or (443 if address.scheme == "https" else 80)
    if address.hostname not in _HERE:
        return [
            Finding("unseen", patient.say("doctor-port-elsewhere"), patient.say("doctor-port-hand", port=str(number)))
        ]
    listening = listeners(number)
    if not listening:
        return [Finding("unseen", patient.say("doctor-port-unseen"), patient.say("doctor-port-hand", port=str(number)))]
    if open_at := [one for one in listening if not _loopback(one)]:
        text = patient.say("doctor-port-open", port=str(number), addresses=", ".join(open_at))
        return [Finding("bad", text, patient.say("doctor-port-open-hand", port=str(number)))]
    return [Finding("ok", patient.say("doctor-port", port=str(number)))]


def listeners(port: int) -> list[str]:
    """The addresses of this machine on which somebody listens at `port`; empty where that cannot be told."""
    found = set()
    for table in _TABLES:
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for _, local, _, state, *_ in (line.split() for line in lines):
            host, _, number = local.partition(":")
            if state == _LISTENS and int(number, 16) == port:
                found.add(_address(host))
    return sorted(found)


def _address(host: str) -> str:
    """The kernel writes addresses in words of four bytes, the last byte first."""
    raw = bytes.fromhex(host)
    turned = b"".join(raw[start : start + 4][::-1] for start in range(0, len(raw), 4))
    return inet_ntop(AF_INET if len(turned) == 4 else AF_INET6, turned)


def _loopback(address: str) -> bool:
    return address == "::1" or address.removeprefix("::ffff:").startswith("127.")
