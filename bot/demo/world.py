"""The played Signal world: what people and the bot do in it, told of in frames and events."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from bot.demo import envelopes
from bot.demo.envelopes import Attachment, ChatKey, Group, Json, Mention, Message, Person, Poll, Quote
from bot.demo.server_state import SignalState
from bot.demo.styled import Style

__all__ = ["Attachment", "ChatKey", "Group", "Json", "Mention", "Message", "Person", "Poll", "Quote", "Refused"]
__all__ += ["Style", "World"]

_TOO_OLD = timedelta(days=1)  # later, apps take no edit and no deletion
_MOST_EDITS = 10


class Refused(Exception):
    """Signal does not let the bot do this; the text is what signal-cli would say."""


class World(SignalState):
    """Everything that can be seen in Signal; played people act by name, the bot through the stand-in server.

    People who do what no app would let them do are a mistake in the script: a ValueError. What Signal
    refuses the bot is `Refused`.
    """

    def say(
        self,
        who: str,
        chat: ChatKey,
        text: str,
        *,
        quote: int | None = None,
        attachments: Sequence[Attachment] = (),
        mentions: Sequence[tuple[int, int, str]] = (),
    ) -> Message:
        """A person writes; `quote` is the timestamp of what is answered."""
        group = self._let_speak(who, chat)
        message = Message(self._next_stamp(), chat, who, text, attachments=list(attachments))
        message.mentions = [Mention(*m) for m in mentions]
        if quote is not None:
            quoted = self.find(quote)
            message.quote = Quote(quoted.timestamp, quoted.author, quoted.text)
        self.attachments |= {a.id: a for a in attachments}
        self._add(message)
        data = envelopes.spoken(message, message.timestamp, group, self.everybody)
        self._send(who, chat, message.timestamp, dataMessage=data)
        return message

    def edit(self, who: str, timestamp: int, text: str, mentions: Sequence[tuple[int, int, str]] = ()) -> Message:
        """A person edits an own message."""
        message, stamp = self._own(who, timestamp), self._next_stamp()
        message.replace_text(text, [], [Mention(*m) for m in mentions])
        self._by_stamp[stamp] = message
        self._tell_of("edit", message)
        data = envelopes.spoken(message, stamp, self.group_of(message.chat), self.everybody)
        edit = {"targetSentTimestamp": message.timestamp, "dataMessage": data}
        self._send(who, message.chat, stamp, editMessage=edit)
        return message

    def delete(self, who: str, timestamp: int) -> None:
        """A person deletes an own message for all."""
        message = self._own(who, timestamp)
        message.erase()
        self._tell_of("delete", message)
        self._send_data(who, message.chat, remoteDelete={"timestamp": message.timestamp})

    def react(self, who: str, timestamp: int, emoji: str, *, remove: bool = False) -> None:
        """A person reacts to a message, or takes the reaction back."""
        message = self.find(timestamp)
        self._set_reaction(who, message, None if remove else emoji)
        author = self.bot if message.author == "bot" else self.people[message.author]
        reaction = {
            "emoji": emoji,
            **envelopes.author_fields(author, "targetAuthor"),
            "targetSentTimestamp": message.timestamp,
            "isRemove": remove,
        }
        self._send_data(who, message.chat, reaction=reaction)

    def vote(self, who: str, timestamp: int, options: list[int]) -> None:
        """A person votes in a poll of the bot; `options` are counted from 0."""
        message = self.find(timestamp)
        if mistake := envelopes.vote_mistake(message, options):
            raise ValueError(mistake)
        vote = {
            **envelopes.author_fields(self.bot),
            "targetSentTimestamp": message.timestamp,
            "optionIndexes": list(options),
            "voteCount": self._take_vote(who, message, options),
        }
        self._send_data(who, message.chat, pollVote=vote)

    def type(self, who: str, chat: ChatKey, started: bool = True) -> None:
        """A person starts or stops typing."""
        self._set_typing(who, chat, started=started)
        stamp = self._next_stamp()
        content = envelopes.typing_message(stamp, self.group_of(chat), started=started)
        self._send(who, chat, stamp, **content)

    def read(self, who: str, *timestamps: int) -> None:
        """A person reads messages of the bot and lets it know."""
        self._receive(who, list(timestamps), read=True)

    def sleep(self, who: str) -> None:
        """Switches a person's phone off: no delivery receipts until it wakes."""
        self.asleep.add(who)

    def wake(self, who: str) -> None:
        """Switches the phone on again; the receipts that waited come in one frame."""
        self.asleep.discard(who)
        if waiting := self._unreceipted.pop(who, []):
            self._receive(who, waiting)

    def join(self, who: str, group: str) -> None:
        """A person joins a group; "bot" is added by an admin."""
        here = self.groups[group]
        if who == "bot":
            here.bot_is_member, here.bot_is_invited = True, False
        else:
            here.members[who] = self.people[who]
        self._update_group(here, by=who)

    def leave(self, who: str, group: str) -> None:
        """A person leaves a group; "bot" is removed by an admin."""
        here = self.groups[group]
        if who == "bot":
            here.bot_is_member = False
        else:
            del here.members[who]
        here.admins.discard(who)
        self._update_group(here, by=who)

    def make_admin(self, who: str, group: str, *, admin: bool = True) -> None:
        """Makes a member (or the bot) an admin of the Signal group, or takes that back."""
        here = self.groups[group]
        here.admins = here.admins | {who} if admin else here.admins - {who}
        self._update_group(here, by=who)

    # -- what the bot does, as the server passes it on ---------------------------------------------

    def post(
        self,
        chat: ChatKey,
        text: str,
        *,
        styles: Sequence[Style] = (),
        quote: Quote | None = None,
        mentions: Sequence[Mention] = (),
        attachments: Sequence[Attachment] = (),
        preview: Json | None = None,
        view_once: bool = False,
        unreached: Collection[str] = (),
    ) -> Message:
        """The bot writes; all phones that are on send a delivery receipt, except those of `unreached`."""
        self._admit(chat, speaks=True)
        if not text and not attachments:
            raise Refused("Message and attachments are both empty")
        message = Message(self._next_stamp(), chat, "bot", text, list(styles), quote, list(mentions), list(attachments))
        message.preview, message.view_once, message.missed = preview, view_once, sorted(unreached)
        self._add(message)
        self._arrive(chat, message.timestamp, unreached)
        return message

    def bot_edit(
        self,
        chat: ChatKey,
        timestamp: int,
        text: str,
        *,
        styles: Sequence[Style] = (),
        mentions: Sequence[Mention] = (),
        unreached: Collection[str] = (),
    ) -> int:
        """The bot edits an own message; gives the timestamp of the edit. Apps ignore one that is late."""
        self._admit(chat, speaks=True)
        message, stamp = self._there(chat, timestamp, "bot"), self._next_stamp()
        self._by_stamp[stamp] = message
        if self._takes_changes(message) and len(message.edits) < _MOST_EDITS:
            message.replace_text(text, list(styles), list(mentions))
            self._tell_of("edit", message)
        self._arrive(chat, stamp, unreached)
        return stamp

    def bot_delete(self, chat: ChatKey, timestamp: int) -> int:
        """The bot deletes an own message for all; gives the timestamp of the deletion. Apps ignore a late one."""
        self._admit(chat, speaks=True)
        message = self._there(chat, timestamp, "bot")
        if self._takes_changes(message):
            message.erase()
            self._tell_of("delete", message)
        return self._acted(chat)

    def bot_react(self, chat: ChatKey, timestamp: int, author: str, emoji: str | None) -> None:
        """The bot reacts to a message of `author`, or takes its reaction back (None)."""
        self._admit(chat)
        self._set_reaction("bot", self._there(chat, timestamp, author), emoji)

    def bot_typing(self, chat: ChatKey, *, started: bool) -> None:
        """The bot starts or stops typing."""
        self._admit(chat)
        self._set_typing("bot", chat, started=started)

    def bot_read(self, who: str, timestamp: int, *, viewed: bool = False) -> None:
        """The bot lets a person know that it read or viewed a message."""
        message = self._there(None, timestamp, who)
        message.receipts["bot"] = "viewed" if viewed else "read"
        self._tell_of("receipt", message)

    def poll_create(self, chat: ChatKey, question: str, options: list[str], *, multiple: bool = True) -> Message:
        """The bot asks a native poll."""
        self._admit(chat)
        message = Message(self._next_stamp(), chat, "bot", "", poll=Poll(question, list(options), multiple))
        self._add(message)
        self._arrive(chat, message.timestamp)
        return message

    def poll_close(self, chat: ChatKey, timestamp: int) -> None:
        """The bot ends an own poll."""
        self._admit(chat)
        message = self._there(chat, timestamp, "bot")
        if message.poll is None or message.poll.closed:
            raise Refused("This is no open poll")
        message.poll.closed = True
        self._tell_of("poll", message)
        self._acted(chat)

    def bot_vote(self, chat: ChatKey, timestamp: int, author: str, options: list[int]) -> None:
        """The bot votes; `options` are counted from 0."""
        self._admit(chat)
        message = self._there(chat, timestamp, author)
        if mistake := envelopes.vote_mistake(message, options):
            raise Refused(mistake)
        self._take_vote("bot", message, options)

    def pin(self, group: str, timestamp: int, author: str) -> None:
        """The bot pins a message of `author` at the top of a group."""
        self._pin(self.groups[group], timestamp, author, on=True)

    def unpin(self, group: str, timestamp: int, author: str) -> None:
        """The bot takes a message off the top of a group."""
        self._pin(self.groups[group], timestamp, author, on=False)

    # -- what may be done --------------------------------------------------------------------------

    def _admit(self, chat: ChatKey, *, speaks: bool = False) -> None:
        """Refuses the bot a group it is not in, and words where only admins write."""
        group = self.group_of(chat)
        if group and not group.bot_is_member:
            raise Refused(f"User is not a member in group: {group.name} ({group.internal_id})")
        if group and speaks and group.only_admins_send and "bot" not in group.admins:
            raise Refused(f"User is not allowed to send message to group: {group.name} ({group.internal_id})")

    def _pin(self, group: Group, timestamp: int, author: str, *, on: bool) -> None:
        self._admit(group.chat)
        message = self._there(group.chat, timestamp, author)
        group.pinned = [t for t in group.pinned if t != message.timestamp] + [message.timestamp] * on
        self._tell("pin", group=envelopes.group_as_dict(group), message=self.as_dict(message))
        self._acted(group.chat)

    def _there(self, chat: ChatKey | None, timestamp: int, author: str) -> Message:
        """The message the bot points at; stricter than Signal, since pointing beside it is never meant."""
        message = self._by_stamp.get(timestamp)
        if message is None or message.author != author or chat not in (None, message.chat):
            raise Refused(f"There is no message {timestamp} of {author} here")
        return message

    def _takes_changes(self, message: Message) -> bool:
        age = self.clock.now().timestamp() - message.timestamp / 1000
        return not message.deleted and age <= _TOO_OLD.total_seconds()

    def _let_speak(self, who: str, chat: ChatKey) -> Group | None:
        """The group of the chat, if there is one, after a look whether this person can write there."""
        group = self.group_of(chat)
        if self.people[who] not in self.people_in(chat):
            raise ValueError(f"{who} is not in {chat}")
        if group and group.only_admins_send and who not in group.admins:
            raise ValueError(f"only admins write in {group.name}")
        return group

    def _own(self, who: str, timestamp: int) -> Message:
        message = self.find(timestamp)
        if message.author != who or message.deleted:
            raise ValueError(f"{who} has no message {timestamp} to change")
        return message

    def _update_group(self, group: Group, by: str) -> None:
        """Sends the UPDATE frame of a change; one that concerns the bot comes from an admin."""
        group.revision += 1
        admins = [name for name in group.members if name in group.admins]
        actor = by if by in self.people else next(iter([*admins, *group.members]), None)
        if actor and (group.bot_is_member or by == "bot"):
            stamp = self._next_stamp()
            content = {"dataMessage": envelopes.data_message(stamp, group, update=True)}
            self.frame(envelopes.frame(self.people[actor], str(self.bot.number), stamp, content))
        self._tell("group", group=envelopes.group_as_dict(group))
