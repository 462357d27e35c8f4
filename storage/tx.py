"""A transaction as a command sees it: the stores."""

from __future__ import annotations

import sqlite3

from storage.audit import Audit
from storage.deliveries import Deliveries
from storage.frames import Frames
from storage.groups import Groups, Members
from storage.kept import KeptMessages
from storage.meetings import Meetings
from storage.offers import Offers
from storage.posts import Posts
from storage.rows import Rows
from storage.rsvps import Rsvps
from storage.settings import Settings


class Tx:
    """The stores, all on one connection inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.touched: set[str] = set()
        ring = self.touched.add
        self.frames = Frames(connection, ring)
        self.deliveries = Deliveries(connection, ring)
        self.groups = Groups(connection, ring)
        self.members = Members(connection, ring)
        self.rows = Rows(connection, ring)
        self.audit = Audit(connection, ring)
        self.meetings = Meetings(connection, ring, self.rows)
        self.posts = Posts(connection, ring)
        self.offers = Offers(connection, ring)
        self.kept = KeptMessages(connection, ring)
        self.rsvps = Rsvps(connection, ring)
        self.settings = Settings(connection, ring)
