"""Tips: how they are worded and found, who gets to hear which, and what votes do."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from commands._kit import Ask, Audience, Planned, Reply, Span
from commands._library import tips
from commands._texts import Language, plain
from commands.tip import out, resting, telling, thumb, tip
from storage import Storage, Tx, open_storage
from storage.chat import direct_chat, group_chat
from storage.library import Tip

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
DAY = timedelta(days=1)
OLD = NOW - 600 * DAY
ANNA = "0b6d1f5e-9a57-4d0c-8f3c-5f0a3e0a1d01"
LANGUAGES: list[Language] = ["de", "en"]


@pytest_asyncio.fixture
async def storage(tmp_path: Path) -> AsyncIterator[Storage]:
    """An empty database, closed with the test."""
    async with open_storage(tmp_path / "losbote.db") as opened:
        yield opened


def an_ask(language: Language = "de", *, words: str = "", now: datetime = NOW, steers: bool = False) -> Ask:
    chat = direct_chat(ANNA)
    return Ask(chat, ANNA, words, now, BERLIN, language, admin=steers, steers=steers, network="Netzwerk")


def an_audience(times: tuple[tuple[int, ...], time] | None = None, zone: str = "Europe/Berlin") -> Audience:
    return Audience(group_chat("x"), "main", "de", ZoneInfo(zone), (), tip_times=times)


def add(
    tx: Tx, german: str, *, english: str = "", topic: str = "costs", verified: bool = True, at: datetime = NOW - DAY
) -> int:
    return tx.tips.add(
        topic=topic, lang_de=german, lang_en=english, verified=verified, reviewed_at=at, added_at=NOW - 700 * DAY
    )


def told(reply: Reply) -> str:
    return plain(reply.text)


# -- how they are worded ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "year", "author", "german", "english"),
    [
        ("Leitfaden", "2023", "", "Lost. (Quelle: Leitfaden, 2023)", "Draw. (Source: Leitfaden, 2023)"),
        ("Leitfaden", "n.d.", "", "Lost. (Quelle: Leitfaden)", "Draw. (Source: Leitfaden)"),
        ("Leitfaden", "", "Ida", "Lost. (Quelle: Leitfaden; von Ida)", "Draw. (Source: Leitfaden; by Ida)"),
        ("", "2023", "Ida", "Lost. (Von Ida)", "Draw. (By Ida)"),
        ("", "", "", "Lost.", "Draw."),
    ],
)
def test_a_tip_says_where_it_comes_from(source: str, year: str, author: str, german: str, english: str) -> None:
    one = Tip(1, "costs", "Lost.", "Draw.", source, year, author, True, NOW, "", NOW)
    assert [tips.worded(one, language) for language in LANGUAGES] == [german, english]


def test_without_an_english_text_it_is_told_in_german_with_a_word_about_it() -> None:
    one = Tip(1, "costs", "Lost.", "", "Leitfaden", "2023", "", True, NOW, "", NOW)
    assert tips.worded(one, "en") == ("Lost. (Source: Leitfaden, 2023)\nThis tip is only available in German so far.")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kosten im Griff", {"costs", "griff"}),
        ("Moderationskosten", {"costs", "facilitation"}),
        ("Losverfahren in kleinen Gemeinden", {"sortition", "kleinen", "gemeinden"}),
        ("Öffentlichkeitsarbeit", {"communication"}),
        ("loslassen", {"loslassen"}),
        ("topic-choice", {"topic-choice"}),
        ("Was aus Empfehlungen wird", {"recommendations", "wird"}),
        ("", set()),
        ("?!", set()),
    ],
)
def test_a_text_names_topics(text: str, found: set[str]) -> None:
    assert tips.topics(text) == found


# -- who gets to hear which ------------------------------------------------------------------------------


async def test_what_nobody_checked_lately_or_wants_is_not_told(storage: Storage) -> None:
    def work(tx: Tx) -> list[str]:
        add(tx, "Ungeprüft: Zebrastreifen malen.", verified=False)
        add(tx, "Alt: Zebrastreifen putzen.", at=OLD)
        tx.tips.change(add(tx, "Abgewählt: Zebrastreifen meiden."), rests="voted out")
        none = told(tip.run(tx, an_ask()))
        add(tx, "Nehmt die Brücke.", english="Take the bridge.", topic="Verkehr")
        asked = ["", "Kosten", "Zebrastreifen", "Verkehr", "zum Thema Verkehr", "Brücke"]
        return [none, *(told(tip.run(tx, an_ask(words=words))).splitlines()[0] for words in asked)]

    assert await storage.write(work) == [
        "Geprüfte Tipps gibt es hier noch nicht. Sobald die Admins welche freigeben, bekommst du sie mit !tipp.",
        "Nehmt die Brücke.",
        "Zu „Kosten“ habe ich nichts.",
        "Zu „Zebrastreifen“ habe ich nichts.",
        *["Nehmt die Brücke."] * 3,
    ]


async def test_each_time_it_is_another_one_than_those_told_here_last(storage: Storage) -> None:
    def work(tx: Tx) -> list[str]:
        for number in range(4):
            add(tx, f"Tipp {number}.")
        asks = [an_ask(now=NOW + timedelta(minutes=n), words="Kosten" * (n % 2)) for n in range(12)]
        return [told(tip.run(tx, ask)) for ask in asks]

    said = await storage.write(work)
    assert sorted(said[:4]) == [f"Tipp {number}." for number in range(4)]
    assert said[4:8] == said[8:] == said[:4]


async def test_what_was_just_posted_is_not_what_one_gets(storage: Storage) -> None:
    def work(tx: Tx) -> list[str]:
        first, _ = add(tx, "Eins."), add(tx, "Zwei.")
        group = replace(an_ask(), chat=group_chat("x"))
        tx.posts.claim("tip", f"2026-11-30 {first} 1 {group.chat}", group.chat, due=NOW, now=NOW - DAY, state="due")
        return [told(tip.run(tx, replace(group, now=NOW + timedelta(minutes=n)))) for n in range(3)]

    assert await storage.write(work) == ["Zwei.", "Eins.", "Zwei."]


async def test_what_one_got_is_forgotten_some_day(storage: Storage) -> None:
    def work(tx: Tx) -> list[object]:
        one = add(tx, "Eins.")
        tip.run(tx, an_ask())
        chat = an_ask().chat
        return [
            tx.decks.given(chat) == {one: NOW},
            tx.decks.forget(NOW),
            tx.decks.forget(NOW + DAY),
            tx.decks.given(chat),
        ]

    assert await storage.write(work) == [True, 0, 1, {}]


async def test_a_list_and_a_card_show_members_only_what_is_told(storage: Storage) -> None:
    def work(tx: Tx) -> list[tuple[str, bool, str, str]]:
        found = [add(tx, "Gut."), add(tx, "Ungeprüft.", verified=False), add(tx, "Alt.", at=OLD), add(tx, "Weg.")]
        tx.tips.change(found[3], rests="voted out")
        member, admin = an_ask(), an_ask(steers=True)
        return [
            (
                tips.line(tx, member, one),
                tips.told(tx, member, one),
                told(tips.card(tx, member, one)),
                told(tips.card(tx, admin, one)),
            )
            for one in [*found, 99]
        ]

    untold = "Diesen Tipp gibt es gerade nicht. Einen anderen bekommst du mit !tipp."
    assert await storage.write(work) == [
        ("Kosten: Gut.", True, "Gut.", "Gut."),
        (
            "Kosten: Ungeprüft.",
            False,
            untold,
            (
                "Ungeprüft.\nUngeprüft: Außer euch Admins bekommt ihn niemand zu sehen."
                " !ändern tipp #2 freigeben ändert das."
            ),
        ),
        (
            "Kosten: Alt.",
            True,
            "Alt.",
            (
                "Alt.\nSeit 18 Monaten hat ihn niemand geprüft, darum erzähle ich ihn nicht mehr von mir aus."
                " !ändern tipp #3 erneuern ändert das."
            ),
        ),
        (
            "Kosten: Weg.",
            False,
            untold,
            (
                "Weg.\nAbgewählt: Drei Menschen fanden ihn nicht gut, darum erzähle ich ihn nicht mehr."
                " !ändern tipp #4 erneuern ändert das."
            ),
        ),
        ("", False, untold, untold),
    ]


async def test_admins_are_told_which_tips_are_not_told(storage: Storage) -> None:
    def work(tx: Tx) -> list[list[str]]:
        add(tx, "Gut.")
        nothing = [plain(one) for one in resting.run(tx, an_ask())]
        add(tx, "Ungeprüft.", verified=False)
        add(tx, "Alt.", at=OLD)
        tx.tips.change(add(tx, "Weg."), rests="voted out")
        one = [plain(one) for one in resting.run(tx, an_ask())]
        add(tx, "Noch einer.", verified=False)
        return [nothing, one, [plain(one) for one in resting.run(tx, an_ask("en"))]]

    assert await storage.write(work) == [
        [],
        [
            "Ein Tipp ist noch ungeprüft und wird deshalb nicht erzählt. !ändern tipp zeigt ihn.",
            "Ein Tipp ruht, weil ihn seit 18 Monaten niemand geprüft hat. !ändern tipp zeigt ihn.",
            "Ein Tipp ist abgewählt: Drei Menschen fanden ihn nicht gut. !ändern tipp zeigt ihn.",
        ],
        [
            "2 tips have not been checked yet and are not told. !edit tip shows them.",
            "One tip rests because nobody has checked it for 18 months. !edit tip shows it.",
            "One tip is voted out: three people did not like it. !edit tip shows it.",
        ],
    ]


# -- when they are told ----------------------------------------------------------------------------------


def days(tx: Tx, audience: Audience, start: datetime, end: datetime) -> list[str]:
    """When tips fall due, as the clocks of the audience show it."""
    planned = telling.plan(tx, audience, Span(start, end))
    return [f"{one.due.astimezone(audience.zone):%a %d.%m. %H:%M}" for one in planned]


async def test_they_fall_due_on_their_days_also_when_the_clock_changes(storage: Storage) -> None:
    def work(tx: Tx) -> list[list[str]]:
        add(tx, "Gut.", at=NOW)
        march = datetime(2027, 3, 25, tzinfo=UTC)
        return [
            days(tx, an_audience(((1, 4), time(10))), NOW, NOW + 8 * DAY),
            days(tx, an_audience(((6,), time(2, 30))), march, march + 14 * DAY),
            days(tx, an_audience(((0,), time(0, 15)), "Australia/Lord_Howe"), NOW, NOW + 8 * DAY),
            days(tx, an_audience(None), NOW, NOW + 8 * DAY),
        ]

    assert await storage.write(work) == [
        ["Tue 01.12. 10:00", "Fri 04.12. 10:00", "Tue 08.12. 10:00"],
        ["Sun 28.03. 03:30", "Sun 04.04. 02:30"],
        ["Mon 07.12. 00:15"],
        [],
    ]


async def test_none_falls_due_where_none_may_be_told_and_but_one_a_day(storage: Storage) -> None:
    def work(tx: Tx) -> list[list[str]]:
        morning, noon = an_audience(((1, 4), time(10))), an_audience(((1, 4), time(12)))
        empty = days(tx, morning, NOW, NOW + 8 * DAY)
        add(tx, "Bald alt.", at=datetime(2025, 6, 3, tzinfo=UTC))  # 18 months before 3 December 2026
        fading = days(tx, morning, NOW, NOW + 8 * DAY)
        add(tx, "Gut.", at=NOW)
        said = f"2026-12-01 1 1 {morning.chat}"
        tx.posts.claim("tip", said, morning.chat, due=NOW + DAY, now=NOW + DAY, state="due")
        return [empty, fading, days(tx, noon, NOW, NOW + 4 * DAY)]

    assert await storage.write(work) == [[], ["Tue 01.12. 10:00"], ["Fri 04.12. 12:00"]]


# -- what people think of them ---------------------------------------------------------------------------


def react(tx: Tx, one: int, *reactions: tuple[str, str, bool], now: datetime = NOW) -> str:
    """Reactions of people to a post of the tip; returns why it rests then."""
    for number, (who, emoji, removed) in enumerate(reactions):
        ask = replace(an_ask(), sender=who, now=now + timedelta(minutes=number))
        thumb.run(tx, ask, f"2026-12-01 {one} 1", emoji, removed)
    found = tx.tips.get(one)
    return found.rests if found else "gone"


def downs(people: Iterable[str]) -> list[tuple[str, str, bool]]:
    return [(who, "👎", False) for who in people]


@pytest.mark.parametrize(
    ("reactions", "rests"),
    [
        (downs("abc"), "voted out"),
        (downs("aaab"), ""),
        ([*downs("ab"), ("c", "👍", False), ("d", "❤️", False)], ""),
        ([*downs("ab"), ("a", "👎", True), *downs("c")], ""),
        ([*downs("ab"), ("a", "👍", False), *downs("c")], ""),
        ([*downs("ab"), ("a", "❤️", False), *downs("c")], ""),
        ([*downs("ab"), ("c", "👎🏽", False)], "voted out"),
        ([*downs("abc"), ("a", "👎", True)], "voted out"),
    ],
)
async def test_three_people_take_a_tip_out(
    storage: Storage, reactions: list[tuple[str, str, bool]], rests: str
) -> None:
    assert await storage.write(lambda tx: react(tx, add(tx, "Lost."), *reactions)) == rests


async def test_a_reaction_to_a_tip_that_is_gone_is_nothing(storage: Storage) -> None:
    assert await storage.write(lambda tx: react(tx, 7, *downs("abc"))) == "gone"


async def test_who_renews_a_tip_begins_the_count_anew(storage: Storage) -> None:
    def work(tx: Tx) -> list[str]:
        one = add(tx, "Lost.")
        before = react(tx, one, *downs("abc"))
        tx.tips.change(one, rests="", reviewed_at=NOW + DAY)
        return [before, *(react(tx, one, *downs(who), now=NOW + 2 * DAY + timedelta(minutes=5)) for who in "dae")]

    assert await storage.write(work) == ["voted out", "", "", "voted out"]


async def test_the_admins_hear_of_it_once_for_each_time(storage: Storage) -> None:
    audience = replace(an_audience(), chat=group_chat("admins"))

    def planned(tx: Tx) -> list[Planned]:
        return list(out.plan(tx, audience, Span(NOW - DAY, NOW + 5 * DAY)))

    def work(tx: Tx) -> list[list[Planned]]:
        one = add(tx, "Lost.")
        found = [planned(tx)]
        react(tx, one, *downs("abc"))
        found.append(planned(tx))
        react(tx, one, *downs("d"), now=NOW + timedelta(hours=1))
        found.append(planned(tx))
        tx.tips.change(one, rests="", reviewed_at=NOW + DAY)
        found.append(planned(tx))
        react(tx, one, *downs("abc"), now=NOW + 2 * DAY)
        return [*found, planned(tx)]

    none, first, more, renewed, again = await storage.write(work)
    assert (none, renewed) == ([], [])
    assert [one.due for one in [*first, *again]] == [NOW + timedelta(minutes=3), NOW + 2 * DAY + timedelta(minutes=3)]
    assert [one.key for one in more] == [one.key for one in first]
    assert first[0].key != again[0].key
    assert plain(first[0].text(NOW, False)) == (
        "👎 Diesen Tipp fanden drei Menschen nicht gut, darum erzähle ich ihn nicht mehr:\nLost.\n"
        "Zurück holt ihn !ändern tipp #1 erneuern"
    )
