"""`!undo` of a change of meetings: the groups that know the date are told, or it is offered, what is true again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialog import noted
from commands import discover
from commands._kit import Ask, Reply
from commands._texts import plain
from storage import Storage
from tests.unit.test_meeting import FIRST, GERMAN, SAMPLE, an_ask, dates, filled, order, remind, run, storage

__all__ = ["filled", "storage"]


async def change(storage: Storage, line: str, ask: Ask) -> Reply:
    """An order as the router gives it, so that it can be taken back."""
    return await storage.write(lambda tx: noted(tx, ask, "meeting", lambda: run(tx, line, ask)))


async def undone(storage: Storage, line: str) -> Reply:
    """The answer to the undo of an order, said a minute later."""
    await change(storage, line, an_ask())
    return await order(storage, "!undo", replace(an_ask(), now=an_ask().now + timedelta(minutes=1)))


@pytest.mark.parametrize(
    ("line", "news"),
    [
        ("!treffen absage 2.12.", "📅 Findet doch statt: das Treffen am Mittwoch, 2. Dezember, 19:00 Uhr."),
        (
            "!treffen verschiebe 2.12. auf 1.12.",
            "📅 Verschoben: Das Treffen am 1. Dezember findet am Mittwoch, 2. Dezember, 19:00 Uhr statt.",
        ),
        ("!treffen thema 2.12. Neues", "📅 Das Treffen am 2. Dezember hat ein neues Thema: Kosten im Griff"),
        ("!treffen dauer 2.12. 2 Stunden", "📅 Das Treffen am 2. Dezember geht bis 20:30 Uhr."),
        (
            "!treffen link 2.12. https://meet.example/neu",
            "📅 Das Treffen am 2. Dezember hat einen neuen Link:\nhttps://meet.example/netz",
        ),
        (
            "!treffen serie alle 4 Wochen ab 2.12. https://meet.example/neu",
            "📅 Das Treffen am 2. Dezember hat einen neuen Link:\nhttps://meet.example/netz",
        ),
        (
            "!treffen serie alle 4 Wochen ab 2.12. 18:00",
            "📅 Andere Uhrzeit: Das Treffen am 2. Dezember beginnt um 19:00 Uhr statt um 18:00 Uhr.",
        ),
    ],
)
async def test_offers_to_tell_what_is_true_again(filled: Storage, line: str, news: str) -> None:
    await remind(filled, FIRST)
    reply = await undone(filled, line)
    assert reply.offer is not None
    offer = reply.offer
    assert plain(reply.text).endswith(f"Soll ich ihnen das sagen?\n{news}\nMit ja sage ich es, mit nein nicht.")
    taken = await filled.write(lambda tx: discover().takers[offer.name].run(tx, an_ask(), offer.data, True))
    assert [plain(word.text) for word in taken.also if word.chat == GERMAN] == [news]
    assert await dates(filled) == SAMPLE


async def test_an_undo_that_makes_it_earlier_again_is_told_at_once(filled: Storage) -> None:
    await remind(filled, FIRST)
    reply = await undone(filled, "!treffen verschiebe 2.12. auf 9.12.")
    assert [plain(word.text) for word in reply.also if word.chat == GERMAN] == [
        "📅 Verschoben: Das Treffen am 9. Dezember findet am Mittwoch, 2. Dezember, 19:00 Uhr statt."
    ]
    assert reply.offer is None


async def test_a_date_that_is_gone_again_is_cancelled_for_those_who_know_it(filled: Storage) -> None:
    await change(filled, "!treffen dazu 9.12. 19:00 Schulung", an_ask())
    uid = await filled.read(lambda tx: next(one.uid for one in tx.meetings.singles() if one.title == "Schulung"))
    await remind(filled, uid)
    reply = await order(filled, "!undo")
    assert [plain(word.text) for word in reply.also if word.chat == GERMAN] == [
        "📅 Das Treffen am 9. Dezember fällt aus. Das nächste ist am Mittwoch, 2. Dezember, 19:00 Uhr."
    ]


@pytest.mark.parametrize(
    "line", ["!treffen absage 2.12.", "!treffen dazu 9.12. 19:00 Titel", "!treffen serie bis 30.6.2027"]
)
async def test_says_no_more_where_nobody_knows_the_date(filled: Storage, line: str) -> None:
    reply = await undone(filled, line)
    assert (reply.offer, reply.also, reply.text.count("\n")) == (None, (), 1)
    assert await dates(filled) == SAMPLE


async def test_calendars_hear_that_something_is_as_before(filled: Storage) -> None:
    await undone(filled, "!treffen absage 2.12.")
    changed = await filled.read(lambda tx: tx.settings.instant("calendar_changed_at"))
    assert changed == an_ask().now + timedelta(minutes=1)
