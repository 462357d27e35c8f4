"""Practice tips, what was told of them where, and what people think of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.chat import Chat
from storage.instants import from_ms, to_ms
from storage.library import Shelf, Tip
from storage.store import Store


class Tips(Shelf[Tip]):
    """Tips; only those that are verified, fresh and not voted out are told unasked."""

    table, kind, of = "tips", "tip", Tip

    def worded(self, lang_de: str) -> Tip | None:
        """The tip with this German text."""
        return self._found("lang_de = :text", text=lang_de)

    def fit(self, reviewed_after: datetime) -> list[Tip]:
        """Those that may be told: verified, reviewed after this moment, not voted out."""
        return self._listed(
            "verified = 1 AND rests = '' AND reviewed_at > :after ORDER BY id", after=to_ms(reviewed_after)
        )

    def last_review(self) -> datetime | None:
        """When the last of those that may be told was reviewed."""
        row = self._one("SELECT max(reviewed_at) AS last FROM tips WHERE verified = 1 AND rests = ''")
        return from_ms(row["last"]) if row and row["last"] is not None else None

    def voted_out(self) -> list[Tip]:
        """Those that people did not want to hear."""
        return self._listed("rests = 'voted out' ORDER BY id")

    def text(self, entry: Tip) -> tuple[str, str]:
        """No title, since a topic is an id that nobody says; the topic, the texts and the source."""
        return "", f"{entry.topic}\n{entry.lang_de}\n{entry.lang_en}\n{entry.source}\n{entry.author}"


@dataclass(frozen=True, slots=True)
class Told:
    """A tip that was told unasked in a chat, in which round of its deck."""

    tip: int
    round: int
    at: datetime


_NO_TIP = 2  # words of the key where none was told


class Decks(Store):
    """What was told and given in a chat, from which its deck follows.

    The key of a post of the rule "tip" is the day; said, it is followed by the tip and the round, last stands the chat.
    Where an admin has put other words in the place of the tip, none is told and there is neither.
    """

    def told(self, chat: Chat) -> list[Told]:
        """The tips that were told unasked, oldest first; last those that an admin has set for a day to come."""
        rows = self._all(
            "SELECT key, made_at FROM posts WHERE rule = 'tip' AND chat = :chat AND state IN ('due', 'sent')"
            " ORDER BY made_at, id",
            chat=chat,
        )
        keys = ((row["key"].split(" "), from_ms(row["made_at"])) for row in rows)
        told = [Told(int(key[1]), int(key[2]), at) for key, at in keys if len(key) > _NO_TIP]
        return told + self._set(chat)

    def _set(self, chat: Chat) -> list[Told]:
        rows = self._all(
            "SELECT drawn, due_at FROM amendments a WHERE rule = 'tip' AND drawn <> ''"
            " AND key = substr(key, 1, 10) || ' ' || :chat AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.rule = 'tip'"
            " AND p.chat = :chat AND p.key > substr(a.key, 1, 11) AND p.key < substr(a.key, 1, 10) || '!')"
            " ORDER BY due_at",
            chat=chat,
        )
        drawn = ((row["drawn"].split(" "), from_ms(row["due_at"])) for row in rows)
        return [Told(int(one[0]), int(one[1]), at) for one, at in drawn]

    def days(self, chat: Chat, since: datetime) -> set[str]:
        """The days since then of which is decided whether a tip is told."""
        rows = self._all(
            "SELECT key FROM posts WHERE rule = 'tip' AND chat = :chat AND due_at > :since",
            chat=chat,
            since=to_ms(since),
        )
        return {row["key"].partition(" ")[0] for row in rows}

    def given(self, chat: Chat) -> dict[int, datetime]:
        """When each tip was last given on demand, by tip."""
        rows = self._all("SELECT tip, given_at FROM given WHERE chat = :chat", chat=chat)
        return {row["tip"]: from_ms(row["given_at"]) for row in rows}

    def give(self, chat: Chat, tip: int, now: datetime) -> None:
        """Notes that a tip is given on demand."""
        self._run(
            "INSERT INTO given (chat, tip, given_at) VALUES (:chat, :tip, :now)"
            " ON CONFLICT (chat, tip) DO UPDATE SET given_at = :now",
            chat=chat,
            tip=tip,
            now=to_ms(now),
        )

    def forget(self, before: datetime) -> int:
        """Drops what was given before this moment; returns how many."""
        return self._run("DELETE FROM given WHERE given_at < :before", before=to_ms(before)).rowcount


class Votes(Store):
    """What people think of tips: one vote each."""

    def put(self, tip: int, member: str, *, up: bool, now: datetime) -> None:
        """Notes the vote of a person in place of an earlier one."""
        self._run(
            "INSERT INTO votes (tip, member, up, made_at) VALUES (:tip, :member, :up, :now)"
            " ON CONFLICT (tip, member) DO UPDATE SET up = :up, made_at = :now",
            tip=tip,
            member=member,
            up=int(up),
            now=to_ms(now),
        )

    def drop(self, tip: int, member: str) -> None:
        """Takes the vote of a person back."""
        self._run("DELETE FROM votes WHERE tip = :tip AND member = :member", tip=tip, member=member)

    def against(self, tip: int, since: datetime) -> list[datetime]:
        """When those who are against a tip said so, of what was said since, oldest first."""
        sql = "SELECT made_at FROM votes WHERE tip = :tip AND up = 0 AND made_at >= :since ORDER BY made_at"
        return [from_ms(row["made_at"]) for row in self._all(sql, tip=tip, since=to_ms(since))]

    def forget(self) -> int:
        """Drops votes that count no more: on tips that are gone, or were reviewed since; returns how many."""
        return self._run(
            "DELETE FROM votes WHERE NOT EXISTS"
            " (SELECT 1 FROM tips WHERE tips.id = votes.tip AND tips.reviewed_at <= votes.made_at)"
        ).rowcount
