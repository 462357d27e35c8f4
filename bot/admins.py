"""Who may steer: by ACI, from the settings or added by an admin; never by number or name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.settings import Settings
from commands._kit import Rest
from storage import Tx

if TYPE_CHECKING:
    from bot.signal.directory import Directory  # which tells the admins, and so needs to know who they are


@dataclass(frozen=True, slots=True)
class Admins:
    """The list of admins, and who of them may use its rights just now."""

    settings: Settings
    directory: Directory

    def may(self, tx: Tx, aci: str) -> bool:
        """Whether this person may steer."""
        return aci in listed(tx, self.settings) and self.rests(tx, aci) == ""

    def rests(self, tx: Tx, aci: str) -> Rest:
        """Why the rights of this admin rest, if they do.

        They do while the safety number is another than the one that was trusted, and without the rights of a group
        admin where the settings ask for these.
        """
        if aci in tx.admins.suspended():
            return "key"
        return "" if self.leads(aci) else "group"

    def leads(self, aci: str) -> bool:
        """Whether this person has the rights of a group admin, or needs none."""
        return not self.settings.require_group_admin or self.directory.leads(aci)


def listed(tx: Tx, settings: Settings) -> tuple[str, ...]:
    """All who are on the list, those of the settings first."""
    return tuple(dict.fromkeys([*settings.admins, *tx.admins.list()]))
