"""What is in a file, told without opening it in a program: a calendar's dates, the beginning of a text."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from bot.demo.envelopes import Json

_MOST_EVENTS = 50
_MOST_TEXT = 4000  # characters
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": "application/pdf",
}


def shown_as(data: bytes) -> str | None:
    """The type under which a browser may show the bytes; None if it may not. A file's name and word do not count."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _PICTURES.items() if data.startswith(start)), None)


def glance(data: bytes) -> Json:
    """`{"kind": "calendar" | "text" | "image" | "pdf" | "other", …}` with what there is to read."""
    if kind := shown_as(data):
        return {"kind": "pdf" if kind == "application/pdf" else "image"}
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return {"kind": "other"}
    if "\0" in text[:_MOST_TEXT]:
        return {"kind": "other"}
    if text.lstrip().upper().startswith("BEGIN:VCALENDAR") and (events := _events(data)):
        return {"kind": "calendar", "events": events[:_MOST_EVENTS], "more": max(0, len(events) - _MOST_EVENTS)}
    return {"kind": "text", "text": text[:_MOST_TEXT], "more": max(0, len(text) - _MOST_TEXT)}


def _events(data: bytes) -> list[Json]:
    """The events of a calendar in order; none if it cannot be read after all."""
    try:
        found = [
            _event(event) for calendar in Calendar.from_ical(data, multiple=True) for event in calendar.walk("VEVENT")
        ]
    except (
        ValueError,
        KeyError,
        AttributeError,
        TypeError,
        IndexError,
    ):  # a broken file may fail anywhere in the library
        return []
    return sorted(found, key=lambda event: str(event["start"]))


def _event(event: Any) -> Json:  # noqa: ANN401 - icalendar's components are not typed
    start, where = getattr(event.get("DTSTART"), "dt", None), str(event.get("LOCATION", "") or event.get("URL", ""))
    lines = str(event.get("DESCRIPTION", "")).splitlines()
    return {
        "title": str(event.get("SUMMARY", "")),
        "start": _moment(start),
        "end": _moment(_end(event, start)),
        "where": where,
        "text": "\n".join(line for line in lines if line.strip() != where)[:_MOST_TEXT].strip(),
        "repeats": "RRULE" in event,
        "cancelled": str(event.get("STATUS", "")).upper() == "CANCELLED",
    }


def _end(event: Any, start: date | datetime | None) -> date | datetime | None:  # noqa: ANN401
    """An event has an end, or lasts for some time, or neither is known."""
    lasts: timedelta | None = getattr(event.get("DURATION"), "dt", None)
    end: date | datetime | None = getattr(event.get("DTEND"), "dt", None)
    return start + lasts if end is None and start is not None and lasts is not None else end


def _moment(moment: date | datetime | None) -> str | None:
    """ISO text: an instant with its offset, a wall time without one, or a day."""
    return moment.isoformat() if moment else None
