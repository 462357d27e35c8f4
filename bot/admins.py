"""Who may steer: by ACI, from the settings or added by an admin; never by number or name."""

from __future__ import annotations

from dataclasses import dataclass

from bot.settings import Settings
from bot.signal.directory import Directory
from storage import Tx


@dataclass(frozen=True, slots=True)
class Admins:
    """The list of admins, and who of them may use its rights just now."""

    settings: Settings
    directory: Directory

    def may(self, tx: Tx, aci: str) -> bool:
        """Whether this person may steer.

        Not while the safety number is another than the one that was trusted, and not without the rights of a group
        admin where the settings ask for these.
        """
        if aci not in listed(tx, self.settings) or aci in tx.admins.suspended():
            return False
        return not self.settings.require_group_admin or self.directory.leads(aci)


def listed(tx: Tx, settings: Settings) -> tuple[str, ...]:
    """All who are on the list, those of the settings first."""
    return tuple(dict.fromkeys([*settings.admins, *tx.admins.list()]))
