"""The commands on the sample network: every example they carry, and what depends on time, place and person."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.demo import sample
from bot.dialog import noted
from bot.plan import ahead
from bot.settings import Settings
from commands import discover
from commands._calendar import between
from commands._fold import fold
from commands._kit import Ask, Command, Example, House, UserError
from commands._texts import LANGUAGES, Language, plain, say
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat, group_chat

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN).astimezone(UTC)
ANNA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"
GROUP = group_chat("bmV0endlcmstYnVlcmdlcnJhZXRlLWVyZnVuZGVuLS0=")


SETTINGS = Settings(
    number="+4915555550100",
    groups={"main": {"id": f"group.{b64encode(GROUP.partition(':')[2].encode()).decode()}"}},
    posts={"tips": "", "pin": False},
)


def an_ask(language: Language = "de") -> Ask:
    house = House(plan=lambda tx, now: ahead(tx, SETTINGS, discover(), now))
    who = {"chat": direct_chat(ANNA), "sender": ANNA, "words": "", "admin": False, "steers": False}
    return Ask(**who, now=NOW, zone=BERLIN, language=language, network=sample.NETWORK, house=house)


def play(tx: Tx, ask: Ask, line: str) -> str:
    """What is answered to a line, without its marks for bold; or the words of a `UserError`."""
    name, _, words = line.removeprefix("!").partition(" ")
    try:
        return plain(discover().by_name[fold(name)].run(tx, replace(ask, words=words)).text)
    except UserError as error:
        return plain(str(error))


def before(tx: Tx, ask: Ask, line: str) -> None:
    """Says a line first, as an admin whose changes are noted; what it offers is open then."""
    name, _, words = line.removeprefix("!").partition(" ")
    command = discover().by_name[fold(name)]
    reply = noted(tx, ask, command.name, lambda: command.run(tx, replace(ask, words=words)))
    if reply.offer is not None:
        tx.offers.make(ask.chat, ask.sender, reply.offer, None, ask.now)


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """An empty database, closed with the test."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


@pytest_asyncio.fixture
async def filled(storage: Storage) -> Storage:
    """The sample network on 30 November 2026, 18:00 in Berlin."""

    def fill(tx: Tx) -> None:
        sample.fill(tx, NOW)
        tx.groups.put("main", internal_id=GROUP.partition(":")[2], server_id="group.x", purpose="main")

    await storage.write(fill)
    return storage


async def said(storage: Storage, line: str, ask: Ask | None = None) -> str:
    return await storage.write(lambda tx: play(tx, ask or an_ask(), line))


EXAMPLES = [(one, example) for one in discover().commands for example in one.examples]


@pytest.mark.parametrize(("one", "example"), EXAMPLES, ids=[example.says for _, example in EXAMPLES])
async def test_example_is_answered_as_it_says(filled: Storage, one: Command, example: Example) -> None:
    name, _, _ = example.says.removeprefix("!").partition(" ")
    assert discover().by_name[fold(name)] is one
    ask = an_ask(example.language)
    if example.after:
        ask = replace(ask, admin=True, steers=True)
        await filled.write(lambda tx: before(tx, ask, example.after))
    answer = await said(filled, example.says, ask)
    pattern = ".*".join(re.escape(part) for part in example.answer.split("…"))
    assert re.fullmatch(pattern, answer, re.DOTALL), answer


@pytest.mark.parametrize("example", [e for _, e in EXAMPLES if e.refused], ids=lambda example: example.says)
async def test_refused_example_is_a_user_error(filled: Storage, example: Example) -> None:
    name, _, words = example.says.removeprefix("!").partition(" ")
    ask = replace(an_ask(example.language), words=words)
    with pytest.raises(UserError):
        await filled.write(lambda tx: discover().by_name[fold(name)].run(tx, ask))


@pytest.mark.parametrize("one", discover().commands, ids=lambda one: one.name)
def test_command_explains_itself(one: Command) -> None:
    shown = [example.language for example in one.examples if not example.refused]
    assert {language: language in shown for language in LANGUAGES} == {"de": True, "en": True}
    for language in LANGUAGES:
        assert len(say(language, f"{one.name}-help").splitlines()) == 1
        assert len(say(language, f"{one.name}-more").splitlines()) <= 3


async def test_next_without_a_meeting(storage: Storage) -> None:
    nothing = "Es ist noch kein Treffen eingetragen. Sobald es eins gibt, steht es hier."
    assert await said(storage, "!next") == nothing
    assert await said(storage, "!meetings") == nothing


async def test_next_while_it_runs(filled: Storage) -> None:
    ask = replace(an_ask(), now=datetime(2026, 12, 2, 19, 5, tzinfo=BERLIN))
    assert await said(filled, "!next", ask) == (
        "Das Treffen läuft gerade: Kosten im Griff\n"
        "Es hat um 19:00 Uhr begonnen und geht bis 20:30 Uhr.\n"
        "Mit Ida Sommer (Musterhausen) und Jonas Feld (Neustadt am Bach).\n"
        "https://meet.example/netz"
    )
    assert (await said(filled, "!help", ask)).splitlines()[0] == "Läuft gerade: Kosten im Griff"


async def test_next_moved_one_in_english_and_another_zone(filled: Storage) -> None:
    ask = replace(an_ask("en"), now=datetime(2026, 12, 2, 20, 30, tzinfo=BERLIN), zone=ZoneInfo("Europe/London"))
    assert await said(filled, "!next", ask) == (
        "Next meeting: Losverfahren in kleinen Gemeinden\n"
        "Wednesday 6 January, 18:00 (London time), in 35 days, moved from 30 December\n"
        "With Vreni Egli (Oberau).\n"
        "https://meet.example/netz\n"
        "The recording of 2 December is on its way."
    )


@pytest.mark.parametrize("words", ["0", "7", "-1", "1.5", "drei", "000000000012", "9" * 5000])
async def test_next_refuses_what_is_no_small_number(filled: Storage, words: str) -> None:
    shown = words if len(words) < 40 else "9" * 39 + "…"
    assert await said(filled, f"!next {words}") == f"Dahinter passt eine Zahl von 1 bis 6, nicht „{shown}“."


async def test_help_in_a_group_is_short(filled: Storage) -> None:
    assert await said(filled, "!hilfe", replace(an_ask(), chat=GROUP)) == (
        "Nächstes Treffen: Mittwoch, 2. Dezember, 19:00 Uhr · Kosten im Griff\n"
        "Treffen: !nächstes · !termine · !kalender · !dabei · !erinnern · !pause\n"
        "Bibliothek: !suche · !aufzeichnung · !vorlage · !tipp · !mehr · !begriff\n"
        "Sonst: !sprache · !info · !hilfe · !datenschutz · !daten · !vergiss · !warum\n"
        "Mehr zu einem: !hilfe vorlage. Im Direktchat mit mir geht alles auch ohne !."
    )


async def test_help_explains_every_command_one_may_use(filled: Storage) -> None:
    lines = (await said(filled, "!hilfe alle")).splitlines()
    everybody = [one for one in discover().commands if one.who == "all"]
    assert sorted(line.partition(" · ")[0] for line in lines) == sorted(f"!{one.name_in('de')}" for one in everybody)
    assert lines[0] == "!nächstes · Sagt, wann und wo das nächste Treffen ist."
    steering = replace(an_ask("en"), admin=True, steers=True)
    assert len((await said(filled, "!help all", steering)).splitlines()) == len(discover().commands)


async def test_help_names_the_day_where_no_meeting_is(storage: Storage) -> None:
    assert (await said(storage, "!help", an_ask("en"))).splitlines()[0] == "Today is Monday 30 November."


@pytest.mark.parametrize("word", ["nächstes", "Nachstes", "!naechstes", ".NEXT", "wann"])
async def test_help_finds_a_command_by_any_name(filled: Storage, word: str) -> None:
    assert await said(filled, f"!hilfe {word}") == (
        "!nächstes\n"
        "Sagt, wann und wo das nächste Treffen ist.\n"
        "Mit einer Zahl dahinter kommen so viele Termine, höchstens sechs.\n"
        "Ein Treffen, das gerade läuft, steht hier mit seinem Link, bis es zu Ende ist.\n"
        "So zum Beispiel: !nächstes · !nächstes 3\n"
        "Heißt auch: !next, !termin, !wann, !when, !n"
    )


async def test_language_of_a_person_is_kept(filled: Storage) -> None:
    await said(filled, "!sprache English")
    member = await filled.read(lambda tx: tx.members.get(ANNA))
    assert (member and member.language) == "en"


async def test_language_of_a_group_is_for_admins(filled: Storage) -> None:
    in_group = replace(an_ask(), chat=GROUP)
    assert await said(filled, "!sprache en", in_group) == (
        "In der Gruppe stellen die Admins die Sprache ein. "
        "Für dich allein geht es, wenn du mir direkt schreibst: !sprache en"
    )
    assert await filled.read(lambda tx: tx.groups.list()[0].language) is None
    assert await said(filled, "!sprache en", replace(in_group, admin=True)) == (
        "From now on I will write English here. !language de takes us back to German."
    )
    assert await filled.read(lambda tx: tx.groups.list()[0].language) == "en"
    assert await filled.read(lambda tx: tx.members.get(ANNA)) is None


async def test_sample_filled_twice_is_the_same(filled: Storage) -> None:
    before = await filled.read(lambda tx: (tx.meetings.series(), tx.meetings.singles()))
    await filled.write(lambda tx: sample.fill(tx, NOW + timedelta(days=40)))
    assert await filled.read(lambda tx: (tx.meetings.series(), tx.meetings.singles())) == before


@pytest.mark.parametrize("days", [0, 1, 2, 3, 40, 200, 235])
async def test_sample_always_has_its_next_meeting_a_day_away_or_more(storage: Storage, days: int) -> None:
    now = NOW + timedelta(days=days)
    await storage.write(lambda tx: sample.fill(tx, now))
    series, singles = await storage.read(lambda tx: (tx.meetings.series(), tx.meetings.singles()))
    found = between(series, singles, now - timedelta(weeks=13), now + timedelta(weeks=24))
    upcoming = [one for one in found if one.starts > now]
    next_one = upcoming[0].starts.astimezone(BERLIN)
    assert (next_one.weekday(), next_one.hour, upcoming[0].name) == (2, 19, "Kosten im Griff")
    assert 1 <= (next_one.date() - now.astimezone(BERLIN).date()).days <= 7
    assert [one.moved for one in upcoming[:3]] == [False, True, False]
    assert len(found) - len(upcoming) == 3
    assert [row.state for row in singles].count("skipped") == 1


async def test_sample_skips_the_meeting_over_christmas(storage: Storage) -> None:
    await storage.write(lambda tx: sample.fill(tx, datetime(2026, 8, 31, 12, tzinfo=BERLIN)))
    singles = await storage.read(lambda tx: tx.meetings.singles())
    assert [f"{one.slot:%d.%m.}" for one in singles if one.state == "skipped"] == ["23.12."]
