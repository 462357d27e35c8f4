"""Messages that are kept up to date in a group, one for each rule."""

from __future__ import annotations

from dataclasses import dataclass

from storage.chat import Chat
from storage.store import Store


def pin_refused(chat: Chat) -> str:
    """Under which key of the settings it stands since when we may not pin in a chat; nothing is there if we may."""
    return f"pin_refused {chat}"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was said last, under which key, by which delivery."""

    key: str
    text: str
    delivery: int


class KeptMessages(Store):
    """One message for a rule and a chat."""

    def get(self, rule: str, chat: Chat) -> Kept | None:
        """The message that stands there."""
        row = self._one("SELECT * FROM kept WHERE rule = :rule AND chat = :chat", rule=rule, chat=chat)
        return Kept(row["key"], row["text"], row["delivery"]) if row else None

    def put(self, rule: str, chat: Chat, kept: Kept) -> None:
        """Another message stands there now, or the same with other words."""
        self._run(
            "INSERT INTO kept (rule, chat, key, text, delivery) VALUES (:rule, :chat, :key, :text, :delivery)"
            " ON CONFLICT (rule, chat) DO UPDATE SET key = :key, text = :text, delivery = :delivery",
            rule=rule,
            chat=chat,
            key=kept.key,
            text=kept.text,
            delivery=kept.delivery,
        )

    def drop(self, rule: str, chat: Chat) -> None:
        """Nothing stands there any more."""
        self._run("DELETE FROM kept WHERE rule = :rule AND chat = :chat", rule=rule, chat=chat)
