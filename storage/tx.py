"""A transaction as a command sees it: the stores."""

from __future__ import annotations

import sqlite3

from storage.admins import Admins
from storage.amendments import Amendments
from storage.announcements import Announcements
from storage.audit import Audit
from storage.deliveries import Deliveries
from storage.figures import Figures
from storage.files import Files, Named
from storage.frames import Frames
from storage.groups import Groups, Members
from storage.kept import KeptMessages
from storage.links import Links, Misses
from storage.meetings import Meetings
from storage.offers import Offers
from storage.people import People
from storage.posts import Posts
from storage.recordings import Recordings
from storage.rows import Rows
from storage.rsvps import Rsvps
from storage.search import Search
from storage.set_back import SetBack
from storage.settings import Settings
from storage.templates import Templates
from storage.terms import Terms
from storage.tips import Decks, Tips, Votes
from storage.traces import Traces


class Tx:
    """The stores, all on one connection inside one transaction, and the files of the library."""

    def __init__(self, connection: sqlite3.Connection, files: Files) -> None:
        self.touched: set[str] = set()
        self.files = files
        ring = self.touched.add
        self.frames = Frames(connection, ring)
        self.deliveries = Deliveries(connection, ring)
        self.traces = Traces(connection, ring)
        self.groups = Groups(connection, ring)
        self.members = Members(connection, ring)
        self.rows = Rows(connection, ring)
        self.audit = Audit(connection, ring)
        self.admins = Admins(connection, ring, self.rows)
        self.announcements = Announcements(connection, ring, self.rows)
        self.amendments = Amendments(connection, ring, self.rows)
        self.meetings = Meetings(connection, ring, self.rows)
        self.search = Search(connection, ring)
        shelf = (connection, ring, self.rows, self.search)
        self.recordings = Recordings(*shelf)
        self.templates = Templates(*shelf)
        self.tips = Tips(*shelf)
        self.terms = Terms(*shelf)
        self.decks = Decks(connection, ring)
        self.votes = Votes(connection, ring)
        self.named = Named(connection, ring)
        self.links = Links(connection, ring)
        self.misses = Misses(connection, ring)
        self.posts = Posts(connection, ring)
        self.set_back = SetBack(connection, ring)
        self.offers = Offers(connection, ring)
        self.kept = KeptMessages(connection, ring)
        self.rsvps = Rsvps(connection, ring)
        self.people = People(connection, ring)
        self.settings = Settings(connection, ring)
        self.figures = Figures(connection, ring)
