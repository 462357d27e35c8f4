"""signalbot as its handbook starts it: answers `!next` to whoever asks, and stores nothing."""

from __future__ import annotations

import sys

import signalbot


class Next(signalbot.DataMessageHandler):
    """Answers one command."""

    async def handle_data_message(self, context: signalbot.DataMessageContext) -> None:
        if context.message.text == "!next":
            await context.reply(signalbot.SendMessage(text="Nächstes Treffen: Kosten im Griff"))


def main(url: str, number: str) -> None:
    """Runs until it is killed."""
    bot = signalbot.SignalBot(
        signalbot.Config(
            phone_number=number,
            signal_service=url.removeprefix("http://"),
            storage=signalbot.InMemoryConfig(type="in-memory"),
            connection_mode=signalbot.ConnectionMode.HTTP_ONLY,
            download_attachments=False,
        )
    )
    bot.register(Next())
    bot.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
