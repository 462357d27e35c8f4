"""Once a night, while nobody asks: the database is put in order and backed up, and old backups go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path

import structlog

from bot import backup
from bot.clock import Clock
from bot.handover_page import KEPT, NAME, beside
from bot.keeping import kept
from bot.logs import place
from bot.patiently import patiently
from bot.settings import Settings
from storage import Storage, Tx
from storage.settings import BACKED_UP, BACKUP_FAILED, BACKUP_TRIED

log = structlog.get_logger()

_AT = time(3, 30)  # wall time in the zone of the settings
_AGAIN = 10.0  # seconds between two tries to note how it went
_LONGEST = 3600.0  # seconds to wait before we look again how long it is: the clock may have been set


@dataclass
class Night:
    """What is done at night; what was missed is done at the next start."""

    settings: Settings
    storage: Storage
    clock: Clock

    async def run(self) -> None:
        """Waits for each night; runs for ever."""
        start = self.clock.now()
        while True:
            now = self.clock.now()
            last = await self.storage.read(partial(_tried, now))
            left = (_night_after(last or min(start, now), self.settings) - now).total_seconds()
            if left <= 0:
                await self.work()
            else:
                await self.clock.pause(min(left, _LONGEST))

    async def work(self) -> None:
        """Puts the database in order and backs it up; a failure is kept for `!status`."""
        now = self.clock.now()
        try:
            # First of all: whoever is killed over it should not try again as soon as it runs.
            await self.storage.write(lambda tx: tx.settings.put_instant(BACKUP_TRIED, now))
            await self.storage.tidy()
            if (folder := self.settings.backup_folder) is not None:
                await asyncio.to_thread(self._back_up, folder, now)
        except Exception as error:  # noqa: BLE001 - whatever it was, the next night may do better
            log.error("no backup tonight", error=place(error))
            await self._note(lambda tx: tx.settings.put_instant(BACKUP_FAILED, now))
        else:
            await self._note(partial(_done, now))

    async def _note(self, work: Callable[[Tx], None]) -> None:
        """Writes how it went as soon as the database takes it; until then the night is not over, nor tried again."""
        write = partial(self.storage.write, work)
        await patiently(write, "how the night went cannot be noted, trying again", every=_AGAIN)

    def _back_up(self, folder: Path, now: datetime) -> None:
        passphrase = self.settings.passphrase
        target = folder / backup.named("losbote", now, locked=bool(passphrase))
        label = backup.pack(self.settings, self.settings.source, target, now, passphrase)
        found = {at: path for path in folder.iterdir() if (at := backup.made("losbote", path.name)) is not None}
        gone = found.keys() - kept(found)
        for at in gone:
            found[at].unlink()
        _forget_handovers(folder, now)
        log.info("backed up", files=label.files, kept=len(found) - len(gone), removed=len(gone))


def _forget_handovers(folder: Path, now: datetime) -> None:
    for path in list(folder.iterdir()):
        at = backup.made(NAME, path.name)
        if at is not None and at < now - KEPT:
            beside(path).unlink(missing_ok=True)
            path.unlink()


def _tried(now: datetime, tx: Tx) -> datetime | None:
    """When a backup was made last, or tried; what lies ahead comes of a clock that was wrong."""
    tried = [tx.settings.instant(key) for key in (BACKED_UP, BACKUP_FAILED, BACKUP_TRIED)]
    return max((at for at in tried if at is not None and at <= now), default=None)


def _done(now: datetime, tx: Tx) -> None:
    tx.settings.put_instant(BACKED_UP, now)
    tx.settings.drop(BACKUP_FAILED)


def _night_after(last: datetime, settings: Settings) -> datetime:
    local = last.astimezone(settings.tz())
    day = local.date() + timedelta(days=local.time() >= _AT)
    return datetime.combine(day, _AT, settings.tz()).astimezone(UTC)
