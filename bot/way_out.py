"""`losbote deliveries` and `losbote captcha`: what is on its way out, and how to lift a limit of Signal's."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from bot.terminal import Config, loaded, told

if TYPE_CHECKING:
    from bot.settings import Settings
    from commands._texts import Value
    from storage import Tx
    from storage.delivery import Delivery

# `losbote --help` should not wait for what these need, so they import it themselves.
# ruff: noqa: PLC0415

_SHOWN = 60  # characters of a text
_PUZZLE = "https://signalcaptchas.org/challenge/generate.html"


def deliveries(
    retry: Annotated[int | None, typer.Option(metavar="N", help="Send this one again.")] = None,
    cancel: Annotated[int | None, typer.Option(metavar="N", help="Do not send this one.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="How many of the newest to list.")] = 20,
    config: Config = None,
) -> None:
    """List the newest messages on their way out, send one again, or cancel one; also while the bot runs."""
    from storage import look

    settings = loaded(config)
    with told(settings):
        if retry is not None or cancel is not None:
            typer.echo(asyncio.run(_changed(settings, retry, cancel)))
        else:
            found, groups = look(settings.database, lambda tx: (tx.deliveries.recent(limit), tx.groups.list()))
            places: dict[str, str] = {group.chat: group.name for group in groups}
            lines = [_line(one, settings, places.get(one.chat, "direct")) for one in reversed(found)]
            typer.echo("\n".join(lines) or _say(settings, "way-out-none"))


def _say(settings: Settings, text_id: str, **values: Value) -> str:
    """A sentence in the language of the settings."""
    from commands._texts import plain, say

    return plain(say(settings.language, text_id, **values))


def _line(one: Delivery, settings: Settings, where: str) -> str:
    """Number, when it is due by the clock of the settings, state, what is done, where, its words, and why it is not
    out; of people no more is told than that it is one."""
    from commands._texts import plain

    text = " ".join(plain(one.content.text).split())
    shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
    words = shown or _say(settings, "way-out-forgotten")
    due = one.due_at.astimezone(settings.tz())
    why = _say(settings, "way-out-why", error=one.error.replace(" ", "-"), said=one.error) if one.error else ""
    told = f"{words} ({why})" if why and one.state != "sent" else words
    return f"{one.id:>6}  {due:%Y-%m-%d %H:%M}  {one.state:<9}  {one.act:<6}  {where:<6}  {told}"


async def _changed(settings: Settings, retry: int | None, cancel: int | None) -> str:
    from bot.clock import SystemClock
    from bot.errors import LosboteError
    from storage import open_storage

    now = SystemClock().now()

    def again(tx: Tx) -> str:
        if retry is not None and tx.deliveries.again(retry, now):
            return _say(settings, "way-out-again", number=str(retry))
        if cancel is not None and tx.deliveries.cancel(cancel, now, "by hand"):
            carried = tx.posts.of_delivery(cancel)
            if carried is not None and carried.state == "due":
                tx.posts.move(carried.id, "cancelled", "by hand")
            return _say(settings, "way-out-cancelled", number=str(cancel))
        raise LosboteError(_say(settings, "way-out-refused"))

    async with open_storage(settings.database, settings.library) as storage:
        return await storage.write(again)


def captcha(config: Config = None) -> None:
    """Lift a limit that Signal has set after too many messages: a small puzzle, once."""
    from bot.settings import named
    from storage import look
    from storage.settings import CHALLENGE

    settings = loaded(config)
    with told(settings):
        token = look(settings.database, lambda tx: tx.settings.get(CHALLENGE))
    if token is None:
        typer.echo(_say(settings, "captcha-none", config=named(settings.source)))
        return
    typer.echo(_say(settings, "captcha-steps", address=_PUZZLE))
    answer = typer.prompt(_say(settings, "captcha-paste")).strip()
    if not answer.startswith("signalcaptcha://"):
        typer.echo(_say(settings, "captcha-form"), err=True)
        raise typer.Exit(1)
    with told(settings):
        asyncio.run(_solve(settings, token, answer))
    typer.echo(_say(settings, "captcha-lifted"))


async def _solve(settings: Settings, token: str, answer: str) -> None:
    from bot.errors import LosboteError, ServerError
    from bot.signal.api import open_api
    from storage import open_storage

    async with open_api(settings) as api:
        try:
            await api.solve(token, answer)
        except ServerError as error:
            raise LosboteError(_say(settings, "captcha-refused")) from error
    async with open_storage(settings.database, settings.library) as storage:
        await storage.write(_lifted)


def _lifted(tx: Tx) -> None:
    from bot.errors import Throttled

    tx.settings.lift()
    tx.deliveries.hurry(Throttled.__name__)
