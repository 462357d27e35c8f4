"""Calendar files (RFC 5545): ours from series and dates, and series and dates from anybody's.

Pure: what time it is, and when something was last changed, are arguments.
"""

from __future__ import annotations

from commands._ics.lines import BadCalendar, Mistake
from commands._ics.read import Imported, read
from commands._ics.write import calendar, one

__all__ = ["BadCalendar", "Imported", "Mistake", "calendar", "one", "read"]
