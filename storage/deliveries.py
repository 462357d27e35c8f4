"""The outbox: messages on their way out, in order within each chat."""

from __future__ import annotations

from datetime import datetime

from storage.chat import Chat
from storage.content import Content
from storage.delivery import Act, Delivery, Policy, State, delivery_of, instant
from storage.instants import from_ms, to_ms
from storage.store import Store


class Deliveries(Store):
    """States: waiting → sending → sent | failed | unknown | cancelled.

    Queries about open ones name all three open states, word for word as the indexes do: SQLite then looks at no more.
    """

    def add(
        self,
        chat: Chat,
        content: Content,
        *,
        due: datetime,
        deadline: datetime | None = None,
        act: Act = "say",
        policy: Policy = "repeat",
        edits: int | None = None,
        frame: int | None = None,
        post: int | None = None,
        offers: bool = False,
        about: str = "",
        stoppable: bool = False,
    ) -> int:
        """Puts a message in line; returns its id. One that `offers` something waits for an answer.

        `about` is what an answer tells on which people may vote by a reaction.
        """
        self._touch("deliveries")
        cursor = self._run(
            "INSERT INTO deliveries (chat, content, act, policy, state, due_at, deadline, edits, frame, post,"
            " offers, about, stoppable) VALUES (:chat, :content, :act, :policy, 'waiting', :due, :deadline, :edits,"
            " :frame, :post, :offers, :about, :stoppable)",
            chat=chat,
            content=content.to_json(),
            act=act,
            policy=policy,
            due=to_ms(due),
            deadline=None if deadline is None else to_ms(deadline),
            edits=edits,
            frame=frame,
            post=post,
            offers=int(offers),
            about=about,
            stoppable=int(stoppable),
        )
        return int(cursor.lastrowid or 0)

    def ready(self, now: datetime, limit: int, *, settled: datetime, held: bool = False) -> list[Delivery]:
        """The next delivery of each chat that is free to go: nothing earlier is due or under way there, nor became of
        unknown fate after `settled`, and what it edits is through; an edit of that waits without holding up its chat.
        While posts are `held`, what is stoppable is not free, and the rest passes it.
        """
        return self._many(
            "SELECT * FROM deliveries d WHERE state IN ('waiting', 'sending', 'unknown')"
            " AND state = 'waiting' AND due_at <= :now"
            " AND d.stoppable <= :free"
            " AND NOT EXISTS (SELECT 1 FROM deliveries e WHERE e.chat = d.chat AND e.id < d.id"
            "  AND e.state IN ('waiting', 'sending', 'unknown') AND (e.state <> 'unknown' OR e.ended_at > :settled)"
            "  AND (e.stoppable <= :free OR e.state = 'sending')"
            "  AND (e.due_at <= :now OR e.tries > 0)"
            "  AND NOT EXISTS (SELECT 1 FROM deliveries u WHERE u.id = e.edits AND u.state = 'unknown'))"
            " AND NOT EXISTS (SELECT 1 FROM deliveries t WHERE t.id = d.edits"
            "  AND t.state IN ('waiting', 'sending', 'unknown'))"
            " ORDER BY id LIMIT :limit",
            now=to_ms(now),
            limit=limit,
            free=int(not held),
            settled=to_ms(settled),
        )

    def next_due(self, now: datetime) -> datetime | None:
        """When the next waiting delivery that is not due yet falls due."""
        row = self._one(
            "SELECT min(due_at) AS at FROM deliveries WHERE state IN ('waiting', 'sending', 'unknown')"
            " AND state = 'waiting' AND due_at > :now",
            now=to_ms(now),
        )
        return instant(row["at"]) if row else None

    def start(self, delivery_id: int, now: datetime) -> Delivery | None:
        """Takes a waiting delivery into `sending`; None if it is not waiting any more."""
        row = self._one(
            "UPDATE deliveries SET state = 'sending', called_at = :now, ended_at = NULL, tries = tries + 1"
            " WHERE id = :id AND state = 'waiting' RETURNING *",
            id=delivery_id,
            now=to_ms(now),
        )
        return delivery_of(row) if row else None

    def sent(self, delivery_id: int, sent_at: int | None, now: datetime, unreached: int = 0) -> None:
        """The message is out; an answer's words are forgotten, a post's are kept."""
        self._end(delivery_id, "sent", now)
        self._run(
            "UPDATE deliveries SET sent_at = :sent_at, unreached = :unreached WHERE id = :id",
            id=delivery_id,
            sent_at=sent_at,
            unreached=unreached,
        )

    def retry(self, delivery_id: int, due: datetime, error: str, *, refused: bool = False) -> None:
        """What was called goes back into line, not before `due`; `refused` if the server said no to it."""
        self._touch("deliveries")
        self._run(
            "UPDATE deliveries SET state = 'waiting', wanted_at = coalesce(wanted_at, due_at), due_at = :due,"
            " error = :error, refusals = refusals + :refused WHERE id = :id AND state IN ('sending', 'unknown')",
            id=delivery_id,
            due=to_ms(due),
            error=error,
            refused=int(refused),
        )

    def unknown(self, delivery_id: int, now: datetime, error: str) -> None:
        """Nobody can say whether it was sent."""
        self._end(delivery_id, "unknown", now, error)

    def failed(self, delivery_id: int, now: datetime, error: str) -> None:
        """It was not sent and never will be; an answer's words are forgotten here too."""
        self._end(delivery_id, "failed", now, error)

    def cancel(self, delivery_id: int, now: datetime, error: str = "") -> bool:
        """Takes a waiting delivery out of the line; False if it is too late for that."""
        if self.state(delivery_id) != "waiting":
            return False
        self._end(delivery_id, "cancelled", now, error)
        return True

    def again(self, delivery_id: int, now: datetime) -> bool:
        """Puts one that failed or is of unknown fate back into line; False if it is neither, or its words are gone."""
        self._touch("deliveries")
        again = self._run(
            "UPDATE deliveries SET state = 'waiting', due_at = :now, wanted_at = NULL, deadline = NULL,"
            " ended_at = NULL, refusals = 0 WHERE id = :id AND content IS NOT NULL AND state IN ('failed', 'unknown')",
            id=delivery_id,
            now=to_ms(now),
        )
        return again.rowcount > 0

    def hurry(self, error: str) -> None:
        """What waits because its last call ended with this error goes at once."""
        self._touch("deliveries")
        self._run(
            "UPDATE deliveries SET due_at = called_at WHERE state IN ('waiting', 'sending', 'unknown')"
            " AND state = 'waiting' AND error = :error",
            error=error,
        )

    def interrupted(self, now: datetime) -> int:
        """At start: calls that were open when the program ended are unknown now. Returns how many."""
        return self._run(
            "UPDATE deliveries SET state = 'unknown', ended_at = :now, error = 'interrupted' WHERE state = 'sending'",
            now=to_ms(now),
        ).rowcount

    def uncertain(self) -> list[Delivery]:
        """Deliveries that may have been sent without our knowing: under way, unknown, or refused once; oldest first."""
        return self._many(
            "SELECT * FROM deliveries WHERE state IN ('waiting', 'sending', 'unknown')"
            " AND (state <> 'waiting' OR tries > 0) ORDER BY id"
        )

    def recent(self, limit: int) -> list[Delivery]:
        """The newest in any state, newest first; of an answer that ended the words are forgotten."""
        return self._many("SELECT * FROM deliveries ORDER BY id DESC LIMIT :limit", limit=limit)

    def with_timestamp(self, sent_at: int) -> int | None:
        """The id of the delivery that became the message of this timestamp."""
        row = self._one("SELECT id FROM deliveries WHERE sent_at = :sent_at", sent_at=sent_at)
        return row["id"] if row else None

    def chat_of(self, sent_at: int) -> Chat | None:
        """The chat in which the message of this timestamp is, if it is one of ours."""
        row = self._one("SELECT chat FROM deliveries WHERE sent_at = :sent_at", sent_at=sent_at)
        return Chat(row["chat"]) if row else None

    def timestamp(self, delivery_id: int) -> int | None:
        """Signal's timestamp of the message that this delivery became."""
        row = self._one("SELECT sent_at FROM deliveries WHERE id = :id", id=delivery_id)
        return row["sent_at"] if row else None

    def state(self, delivery_id: int) -> State | None:
        """What has become of this delivery; None if it is forgotten."""
        row = self._one("SELECT state FROM deliveries WHERE id = :id", id=delivery_id)
        return row["state"] if row else None

    def worded(self, delivery_id: int) -> list[datetime]:
        """When the message of this delivery was given its words, and then other words, in order."""
        rows = self._all(
            "SELECT due_at FROM deliveries WHERE id >= :id AND (id = :id OR edits = :id) AND act = 'say' ORDER BY id",
            id=delivery_id,
        )
        return [from_ms(row["due_at"]) for row in rows]

    def carrying(self, chat: Chat, since: datetime) -> list[Delivery]:
        """What carries a post to a chat and was due since then, in order; what edits a post carries it too."""
        return self._many(
            "SELECT * FROM deliveries WHERE chat = :chat AND due_at > :since AND post IS NOT NULL AND act = 'say'"
            " ORDER BY id",
            chat=chat,
            since=to_ms(since),
        )

    def reword(self, delivery_id: int, content: Content) -> bool:
        """Gives a waiting message other words; False if it was called already, so that they may be out."""
        reworded = self._run(
            "UPDATE deliveries SET content = :content WHERE id = :id AND state = 'waiting' AND tries = 0",
            id=delivery_id,
            content=content.to_json(),
        )
        return reworded.rowcount > 0

    def offered(self, delivery_id: int) -> bool:
        """Whether this message offered something."""
        row = self._one("SELECT offers FROM deliveries WHERE id = :id", id=delivery_id)
        return row is not None and bool(row["offers"])

    def about(self, delivery_id: int) -> str:
        """What the message of this delivery tells on which people may vote, as it stands now; empty if nothing."""
        row = self._one(
            "SELECT about FROM deliveries WHERE id >= :id AND (id = :id OR edits = :id) AND act = 'say'"
            " ORDER BY id DESC LIMIT 1",
            id=delivery_id,
        )
        return row["about"] if row else ""

    def of_post(self, post: int) -> list[Delivery]:
        """What carries this post, in order, with its edits."""
        return self._many("SELECT * FROM deliveries WHERE post = :post ORDER BY id", post=post)

    def posts_due(self, now: datetime) -> list[Delivery]:
        """What carries posts that can be stopped, waits, and should be out by now, in order."""
        return self._many(
            "SELECT * FROM deliveries WHERE state IN ('waiting', 'sending', 'unknown') AND state = 'waiting'"
            " AND due_at <= :now AND post IS NOT NULL AND act = 'say' AND edits IS NULL AND stoppable = 1 ORDER BY id",
            now=to_ms(now),
        )

    def answers_to(self, frame_id: int) -> list[int]:
        """The ids of the deliveries that answered this frame, in order; what changed them is not among them."""
        rows = self._all("SELECT id FROM deliveries WHERE frame = :frame AND edits IS NULL ORDER BY id", frame=frame_id)
        return [row["id"] for row in rows]

    def waiting_answers(self, frame_id: int) -> list[int]:
        """Ids of answers to this frame that have not gone out."""
        rows = self._all("SELECT id FROM deliveries WHERE frame = :frame AND state = 'waiting'", frame=frame_id)
        return [row["id"] for row in rows]

    def added_since(self, chat: Chat, since: datetime) -> int:
        """How many messages to this chat were put in line after `since`."""
        row = self._one(
            "SELECT count(*) AS n FROM deliveries WHERE chat = :chat AND due_at > :since", chat=chat, since=to_ms(since)
        )
        return int(row["n"]) if row else 0

    def counts(self) -> dict[str, int]:
        """How many deliveries are in each state."""
        counted = self._all("SELECT state, count(*) AS n FROM deliveries GROUP BY state")
        return {row["state"]: row["n"] for row in counted}

    def trouble(self, since: datetime) -> dict[State, int]:
        """How many messages wait or are of unknown fate, and how many failed since this moment."""
        rows = self._all(
            "SELECT state, count(*) AS n FROM deliveries WHERE act = 'say' AND (state IN"
            " ('waiting', 'sending', 'unknown') OR (state = 'failed' AND ended_at > :since)) GROUP BY state",
            since=to_ms(since),
        )
        return {row["state"]: row["n"] for row in rows}

    def forget(self, before: datetime) -> int:
        """Drops answers that ended before this moment; what belongs to a post is kept with it. Returns how many."""
        return self._run(
            "DELETE FROM deliveries WHERE ended_at < :before AND post IS NULL"
            " AND state IN ('sent', 'failed', 'cancelled')",
            before=to_ms(before),
        ).rowcount

    def _many(self, query: str, **values: object) -> list[Delivery]:
        return [delivery_of(row) for row in self._all(query, **values)]

    def _end(self, delivery_id: int, state: State, now: datetime, error: str = "") -> None:
        self._touch("deliveries")
        self._run(
            "UPDATE deliveries SET state = :state, ended_at = :now, error = :error,"
            " content = CASE WHEN post IS NULL AND :state <> 'unknown' THEN NULL ELSE content END WHERE id = :id",
            id=delivery_id,
            state=state,
            now=to_ms(now),
            error=error,
        )
