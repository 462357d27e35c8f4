"""`!plan`: what a number means when the plan has changed, where it goes in several groups, and what an undo mends."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from playground import BEGIN, Playground, playground

from bot.signal.text import LIMIT
from commands import plan as feature
from commands._kit import Audience, Planned, Said, Span, post
from commands._plan.acts import LONGEST
from commands.hold import hold
from commands.recording import here
from commands.resume import resume
from commands.tip import telling
from commands.undo import undo
from commands.why import asked
from storage import Tx

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def _anew(_tx: Tx, _audience: Audience, said: Said) -> str:
    return f"Word {said.key}{' late' if said.late else ''}"


@post("word", rank=1, to="every", anew=_anew)
def word(_tx: Tx, _audience: Audience, span: Span) -> Iterator[Planned]:
    """Fourteen words in as many hours from eight o'clock on, each until eight in the evening."""
    for number in range(1, 15):
        due = (BEGIN + (13 + number) * HOUR).astimezone(UTC)
        if due in span:
            yield Planned(f"{number:02}", due, due + 12 * HOUR, lambda _, late, key=number: _words(key, late))


def _words(key: int, late: bool) -> str:
    return f"Word {key:02}{' late' if late else ''}"


FEATURES = (
    word,
    feature.plan,
    feature.picked,
    feature.amendments_undone,
    feature.posts_undone,
    undo,
    hold,
    resume,
)


@pytest_asyncio.fixture
async def ground(tmp_path: Path) -> AsyncIterator[Playground]:
    """Two groups, in which fourteen words are said tomorrow."""
    async with playground(tmp_path, *FEATURES, pin=False) as made:
        yield made


async def first(ground: Playground, line: str, who: str = "petra") -> str:
    """The first line of what is answered."""
    return (await ground.say(who, line))[0].removeprefix(f"> {who}: ").partition("\n")[0]


def test_what_fits_one_message_is_known_to_the_command() -> None:
    assert LONGEST == LIMIT


async def test_it_says_where_and_goes_on_by_the_page(ground: Playground) -> None:
    shown = (await first_page(ground)).split("\n")
    assert shown[1:4] == [
        "01 · Dienstag, 1. Dezember, 08:00 Uhr · Admins · Word 01",
        "02 · Dienstag, 1. Dezember, 08:00 Uhr · Word 01",
        "03 · Dienstag, 1. Dezember, 09:00 Uhr · Admins · Word 02",
    ]
    assert shown[-2:] == [
        "Mit !plan mehr kommen die nächsten 12.",
        "Alles zu einer Nachricht, und was damit geht: !plan 01",
    ]
    (page,) = await ground.say("petra", "!plan mehr")
    assert page.split("\n")[0] == "> petra: 13 · Dienstag, 1. Dezember, 14:00 Uhr · Admins · Word 07"
    assert page.split("\n")[-2] == "Mit !plan mehr kommen die nächsten 4."
    (page,) = await ground.say("petra", "!plan mehr")
    assert len(page.split("\n")) == 5
    assert await ground.say("petra", "!plan mehr") == ["> petra: Das war alles. !plan beginnt von vorn."]


async def first_page(ground: Playground) -> str:
    return (await ground.say("petra", "!plan"))[0]


async def test_a_number_means_what_it_was_shown_with_or_nothing(ground: Playground) -> None:
    await first_page(ground)
    await ground.say("quirin", "!plan")
    assert await first(ground, "!plan 3 weg", "quirin") == (
        "Abgesagt: Dienstag, 1. Dezember, 09:00 Uhr · Admins · Word 02"
    )
    gone = "Nummer 03 kommt nicht mehr: Das ist abgesagt. Was jetzt gilt, zeigt !plan."
    assert [await first(ground, line) for line in ("!plan 3", "!plan 3 jetzt", "3")] == [gone] * 3
    assert await first(ground, "!plan 4") == "04 · Dienstag, 1. Dezember, 09:00 Uhr · word"
    await ground.pass_(hours=14, minutes=5)
    assert (await first(ground, "!plan 1")).startswith(
        "Eine Nummer gilt nur für die Liste, die du zuletzt gesehen hast"
    )


async def test_what_was_said_meanwhile_is_gone(ground: Playground) -> None:
    await ground.pass_(hours=13, minutes=50)
    await first_page(ground)
    assert await ground.pass_(minutes=11) == ["Admins: Word 01", "Netzwerk: Word 01"]
    assert await first(ground, "!plan 1 jetzt") == (
        "Nummer 01 kommt nicht mehr: Das ist schon gesagt. Was jetzt gilt, zeigt !plan."
    )


async def test_now_at_night_is_at_once_and_undo_deletes_it_and_says_it_in_its_time(ground: Playground) -> None:
    await ground.pass_(hours=4)
    await first_page(ground)
    answer, said = await ground.say("petra", "!plan 1 jetzt")
    assert answer.split("\n")[1] == "Dort ist dann Nachtruhe; gesagt wird es trotzdem."
    assert said == "Admins: Word 01"
    await ground.stop()
    await ground.start()
    answer, deleted = await ground.say("petra", "!undo")
    assert answer.split("\n")[-2:] == [
        "Was schon gesagt war, wird für alle gelöscht.",
        "Geplant ist wieder: Dienstag, 1. Dezember, 08:00 Uhr · Admins · Word 01",
    ]
    assert deleted == "Admins: delete"
    assert await ground.pass_(hours=10) == ["Admins: Word 01", "Netzwerk: Word 01"]


async def test_what_cannot_be_deleted_any_more_stays_and_is_not_said_twice(ground: Playground) -> None:
    await first_page(ground)
    await ground.say("petra", "!plan 1 jetzt")
    await ground.say("petra", "!plan 3 verschieben auf 20 Uhr")
    assert "Admins: Word 02" not in await ground.pass_(hours=22)
    assert "Admins: Word 02" in await ground.pass_(hours=4)
    assert (await ground.say("petra", "!undo"))[0].endswith("Gesagt ist es schon, das bleibt stehen.")
    assert (await ground.say("petra", "!undo"))[0].endswith("Gesagt ist es schon, das bleibt stehen.")
    said = [line for _ in range(4) for line in await ground.pass_(hours=6)]
    assert said == ["Admins: Word 14", "Netzwerk: Word 14"]


async def test_other_words_are_said_and_kept_and_taken_back(ground: Playground) -> None:
    await first_page(ground)
    assert await first(ground, "!plan 1 text Kommt „alle“!") == (
        "Das sind jetzt die Worte, Dienstag, 1. Dezember, 08:00 Uhr · Admins:"
    )
    assert await ground.pass_(hours=14) == ["Netzwerk: Word 01", "Admins: Kommt „alle“!"]
    answer, *edits = await ground.say("petra", "!undo")
    assert answer.endswith("Gesagt ist es schon, das bleibt stehen.")
    assert edits == ["Admins: edit Word 01"]


@pytest.mark.parametrize("text", ["x" * 1901, "ä" * 951, "😀" * 476])
async def test_words_that_do_not_fit_are_refused(ground: Playground, text: str) -> None:
    await first_page(ground)
    answer = await first(ground, f"!plan 1 text {text}")
    assert answer.startswith(
        f"Das sind {len(text):,} Zeichen, in eine Nachricht passen davon etwa ".replace("1,", "1.")
    )
    assert await ground.storage.read(lambda tx: tx.amendments.list()) == []


async def test_stopped_it_waits_and_goes_on(ground: Playground) -> None:
    await first_page(ground)
    await ground.say("quirin", "!hold")
    answer = (await ground.say("petra", "!plan 1 jetzt"))[0].split("\n")
    assert answer[0] == "> petra: Wird jetzt gesagt: Word 01"
    assert answer[1].startswith("Seit Montag, 30. November, 18:00 Uhr ist alles angehalten")
    assert await ground.pass_(hours=1) == []
    assert "Admins: Word 01 late" in await ground.say("petra", "!resume")


async def test_two_admins_move_one_post_and_only_the_last_takes_back(ground: Playground) -> None:
    await first_page(ground)
    await ground.say("quirin", "!plan")
    await ground.say("petra", "!plan 1 verschieben auf morgen 10 Uhr")
    assert await first(ground, "!plan 1 verschieben auf 11:30", "quirin") == (
        "Verschoben: Dienstag, 1. Dezember, 11:30 Uhr · Admins · Word 01 (bisher Dienstag, 1. Dezember, 10:00 Uhr)"
    )
    await ground.say("petra", "!undo")
    assert await first(ground, "!plan 1") == "01 · Dienstag, 1. Dezember, 11:30 Uhr · Admins · word"
    await ground.say("quirin", "!undo")
    await ground.say("petra", "!undo")
    assert await first(ground, "!plan 1") == "01 · Dienstag, 1. Dezember, 08:00 Uhr · Admins · word"


# -- tips: what is drawn stays drawn -----------------------------------------------------------------------


@pytest_asyncio.fixture
async def tips(tmp_path: Path) -> AsyncIterator[Playground]:
    """Six tips, told on Tuesdays and Fridays at ten; now is Monday."""
    settings = {"pin": False, "tips": "Tue,Fri 10:00", "max_posts_a_week": 7}
    async with playground(tmp_path, telling, *FEATURES[1:], **settings) as made:

        def fill(tx: Tx) -> None:
            values = {"lang_en": "", "source": "", "source_year": "", "author": "", "rests": "", "topic": "costs"}
            times = {"added_at": BEGIN - 30 * DAY, "reviewed_at": BEGIN - 30 * DAY}
            for number in range(1, 7):
                tx.tips.add(lang_de=f"Tipp {number}.", verified=True, **values, **times)

        await made.storage.write(fill)
        yield made


async def told(ground: Playground) -> list[str]:
    """The tips of the coming days, in order."""
    (answer,) = await ground.say("petra", "!plan 3 wochen")
    return [line.rpartition(" · ")[2] for line in answer.split("\n") if "💡" in line]


async def test_a_tip_that_is_moved_stays_the_one_that_was_shown(tips: Playground) -> None:
    one, two, three, four, *_ = await told(tips)
    moved = await first(tips, "!plan 2 verschieben auf morgen 9:30")
    assert moved == f"Verschoben: Dienstag, 1. Dezember, 09:30 Uhr · {two} (bisher Freitag, 4. Dezember, 10:00 Uhr)"
    assert (await told(tips))[:4] == [two, one, three, four]
    assert await tips.pass_(hours=15, minutes=45) == [f"Netzwerk: {two}"]
    said = [line for _ in range(45) for line in await tips.pass_(hours=6)]
    assert said == [f"Netzwerk: {tip}" for tip in (one, three, four)]


async def test_a_tip_that_is_brought_forward_is_the_one_that_was_shown(tips: Playground) -> None:
    one, two, three, four, *_ = await told(tips)
    assert (await tips.say("petra", "!plan 03 jetzt"))[1] == f"Netzwerk: {three}"
    assert (await told(tips))[:3] == [one, two, four]
    assert (await tips.say("petra", "!undo"))[1] == "Netzwerk: delete"
    assert (await told(tips))[:4] == [one, two, three, four]


async def test_other_words_in_the_place_of_a_tip_tell_none(tips: Playground) -> None:
    one, two, *_ = await told(tips)
    await tips.say("petra", "!plan 1 text Heute kein Tipp.")
    assert (await told(tips))[:2] == [one, two]
    said = [line for _ in range(5) for line in await tips.pass_(days=1)]
    assert said == ["Netzwerk: Heute kein Tipp.", f"Netzwerk: {one}"]
    assert await tips.react("anna", "👎", "Netzwerk") == []


async def test_a_tip_that_is_called_off_is_still_to_come(tips: Playground) -> None:
    one, two, *_ = await told(tips)
    await tips.say("petra", "!plan 1 weg")
    assert (await told(tips))[:2] == [one, two]


# -- a recording looks for room day after day ---------------------------------------------------------------


@pytest_asyncio.fixture
async def recorded(tmp_path: Path) -> AsyncIterator[Playground]:
    """A recording was entered a moment ago."""
    async with playground(tmp_path, here, *FEATURES[1:], pin=False) as made:
        values = {"title": "Kosten", "date": BEGIN.date(), "link": "https://video.example/kosten"}
        now = made.clock.now()
        await made.storage.write(lambda tx: tx.recordings.add(**values, added_at=now))
        yield made


async def test_a_recording_that_is_called_off_does_not_come_on_another_day(recorded: Playground) -> None:
    assert "🎬" in (await recorded.say("petra", "!plan"))[0]
    assert (await first(recorded, "!plan 1 weg")).startswith("Abgesagt: Montag, 30. November, 18:05 Uhr · 🎬 ")
    assert (await first(recorded, "!plan")) == "In 60 Tagen gibt es nichts zu sagen."
    assert [line for _ in range(9) for line in await recorded.pass_(days=1)] == []


async def test_a_recording_that_is_moved_comes_then_and_only_then(recorded: Playground) -> None:
    await recorded.say("petra", "!plan")
    assert (await first(recorded, "!plan 1 auf Donnerstag 12 Uhr")).startswith(
        "Verschoben: Donnerstag, 3. Dezember, 12"
    )
    said = [line for _ in range(9) for line in await recorded.pass_(days=1)]
    assert [line.partition("\n")[0][:11] for line in said] == ["Netzwerk: 🎬"]


# -- why ----------------------------------------------------------------------------------------------------


async def test_why_tells_nothing_of_what_was_said_elsewhere(tmp_path: Path) -> None:
    async with playground(tmp_path, word, asked, pin=False) as ground:
        await ground.pass_(hours=14)
        stamps = {ground.cast.place(one.chat): one.timestamp for one in ground.cast.world.messages}
        anna = ground.cast.chat("> anna")
        ground.cast.world.say("anna", anna, "!warum", quote=stamps["Admins"])
        (answer,) = await ground.said()
        assert answer.startswith("> anna: Diese Nachricht habe ich nicht von mir aus geschrieben")
        group = ground.cast.chat("Netzwerk")
        ground.cast.world.say("anna", group, "!warum", quote=stamps["Netzwerk"])
        (answer,) = await ground.said()
        told = "Netzwerk: Das habe ich von mir aus geschrieben.\nFällig war das am Dienstag, 1. Dezember, 08:00 Uhr."
        assert answer == told
