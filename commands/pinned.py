"""The message that stands pinned in each group and names the next meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from commands import _ahead, _show
from commands._calendar import Meeting, coming
from commands._kit import Ask, Audience, Standing, concern, kept
from storage import Tx
from storage.kept import pin_refused


@kept("next")
def pinned(tx: Tx, audience: Audience, now: datetime) -> Standing | None:
    """The next meeting; one that is running stands there until its end."""
    return next((Standing(one.uid, _text(one, audience, now)) for one in coming(tx, now, 1)), None)


@concern("pin")
def refused(tx: Tx, ask: Ask) -> Iterator[str]:
    """The groups in which the server or the rights allow no pin."""
    for group in tx.groups.list("main"):
        if tx.settings.instant(pin_refused(group.chat)) is not None:
            yield ask.say("pinned-refused", group=group.title or group.name)


def _text(meeting: Meeting, audience: Audience, now: datetime) -> str:
    """Everything one needs, and nothing that is true today only."""
    about = (now, audience.zone, audience.language)
    when, moved = _show.when(meeting.starts, *about), _show.moved(meeting, *about)
    lines = [
        audience.say("pinned-next", name=meeting.name),
        f"{when} ({moved})" if moved else when,
        audience.say("next-speakers", speakers=_show.closed(meeting.speakers)) if meeting.speakers else "",
        _ahead.link(meeting, *about, audience.link_window),
    ]
    return "\n".join(line for line in lines if line)
