"""`losbote import` and `losbote export`: all or nothing, equal on the other side, mistakes with their line."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import recurring_ical_events
import time_machine
from icalendar import Calendar
from typer.testing import CliRunner

from bot.cli import cli
from bot.demo import sample
from commands import _ics
from commands._calendar import CHANGED, Meeting, coming, meetings, uid_at
from commands._texts import LANGUAGES, Language, say
from storage import Tx, look, open_storage
from storage.meetings import Series, Single

NOW = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
LINK = "https://meet.example/netz"
UID = "netz@x.example"

at = datetime.fromisoformat


class Machine:
    """A folder with settings and a database, and the program run in it at a time."""

    def __init__(self, folder: Path, language: str = "de") -> None:
        self.folder, self.database = folder, folder / "losbote.db"
        folder.mkdir(exist_ok=True)
        (folder / "losbote.toml").write_text(f'number = "+4915555550100"\nlanguage = "{language}"', encoding="utf-8")

    def run(self, *words: str | Path, now: datetime = NOW) -> tuple[int, list[str]]:
        """The exit code and what was said, with FOLDER for the path of the folder."""
        with time_machine.travel(now, tick=True):
            done = CliRunner().invoke(cli, [*map(str, words), "--config", str(self.folder / "losbote.toml")])
        assert done.exception is None or isinstance(done.exception, SystemExit)
        return done.exit_code, done.output.replace(str(self.folder), "FOLDER").splitlines()

    def write(self, work: Callable[[Tx], object]) -> None:
        async def write() -> None:
            async with open_storage(self.database) as storage:
                await storage.write(work)

        asyncio.run(write())

    def calendar(self) -> tuple[list[Series], list[Single]]:
        """What is stored, without the numbers of the rows."""
        series, rows = look(self.database, lambda tx: (tx.meetings.series(), tx.meetings.singles()))
        uids = {one.id: place for place, one in enumerate(series)}
        plain = [replace(row, id=0, series=None if row.series is None else uids[row.series]) for row in rows]
        return [replace(one, id=0) for one in series], sorted(plain, key=lambda row: row.uid)

    def changed_at(self) -> datetime | None:
        return look(self.database, lambda tx: tx.settings.instant(CHANGED))

    def file(self, *events: str, name: str = "in.ics") -> Path:
        """A calendar file of these events, each with its lines."""
        path = self.folder / name
        blocks = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
        path.write_text(f"BEGIN:VCALENDAR\n{blocks}END:VCALENDAR\n", encoding="utf-8")
        return path


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """German, and without a database."""
    return Machine(tmp_path / "one")


@pytest.fixture
def other(tmp_path: Path) -> Machine:
    """Another one, English."""
    return Machine(tmp_path / "two", "en")


SERIES = f"""UID:{UID}
SUMMARY:Netztreffen
DTSTART;TZID=Europe/Berlin:20261202T190000
DURATION:PT90M
RRULE:FREQ=WEEKLY;INTERVAL=4
URL:{LINK}"""
MOVED = f"""UID:{UID}
SUMMARY:Kosten im Griff
X-LOSBOTE-TOPIC:Kosten im Griff
RECURRENCE-ID;TZID=Europe/Berlin:20261230T190000
DTSTART;TZID=Europe/Berlin:20270106T190000
DURATION:PT90M
URL:{LINK}"""
ADDED = """UID:werkstatt@x.example
SUMMARY:Werkstatt
DTSTART;TZID=Europe/Berlin:20270113T100000
DURATION:PT3H"""
NEXT = "Als Nächstes: Mittwoch, 2. Dezember, 19:00 Uhr, Netztreffen"


def test_a_file_is_taken_in_once(machine: Machine) -> None:
    path = machine.file(SERIES, MOVED, ADDED)
    assert machine.run("import", path) == (0, ["3 neu, 0 geändert, 0 wie zuvor.", NEXT])
    before = machine.calendar()
    assert machine.changed_at() == NOW
    assert machine.run("import", path, now=LATER) == (0, ["0 neu, 0 geändert, 3 wie zuvor.", NEXT])
    assert machine.calendar() == before
    assert machine.changed_at() == NOW
    assert before[0] == [
        Series(0, UID, "Netztreffen", "FREQ=WEEKLY;INTERVAL=4", at("2026-12-02T19:00"), None, "Europe/Berlin", 90, LINK)
    ]
    assert [(row.uid, row.series, row.starts, row.title, row.topic, row.link) for row in before[1]] == [
        ("netz-20261230T1900@x.example", 0, at("2027-01-06T19:00"), None, "Kosten im Griff", None),
        ("werkstatt@x.example", None, at("2027-01-13T10:00"), "Werkstatt", None, None),
    ]


def test_what_has_the_same_uid_is_changed_and_nothing_is_removed(machine: Machine) -> None:
    machine.run("import", machine.file(SERIES, MOVED, ADDED))
    again = machine.file(
        SERIES.replace("PT90M", "PT2H"),
        ADDED.replace("T100000", "T110000"),
        ADDED.replace("werkstatt@", "neu@").replace("0113T", "0114T"),
    )
    assert machine.run("import", again, now=LATER) == (0, ["1 neu, 2 geändert, 0 wie zuvor.", NEXT])
    assert machine.changed_at() == LATER
    [series], rows = machine.calendar()
    assert (series.minutes, series.sequence) == (120, 1)
    assert [(row.uid, row.starts, row.sequence) for row in rows] == [
        ("netz-20261230T1900@x.example", at("2027-01-06T19:00"), 0),
        ("neu@x.example", at("2027-01-14T10:00"), 0),
        ("werkstatt@x.example", at("2027-01-13T11:00"), 1),
    ]


def test_a_date_is_skipped_moved_back_and_described(machine: Machine) -> None:
    machine.run("import", machine.file(SERIES, MOVED))
    for event, expected in {
        MOVED + "\nSTATUS:CANCELLED": ("skipped", at("2027-01-06T19:00"), "Kosten im Griff", 1),
        MOVED.replace("20270106", "20261230"): ("planned", None, "Kosten im Griff", 2),
        MOVED.replace("Kosten im Griff", "Los"): ("planned", at("2027-01-06T19:00"), "Los", 3),
    }.items():
        assert machine.run("import", machine.file(event)) == (0, ["0 neu, 1 geändert, 0 wie zuvor.", NEXT])
        _, [row] = machine.calendar()
        assert (row.state, row.starts, row.topic, row.sequence) == expected


def test_the_file_of_one_meeting_does_not_become_a_second_one(machine: Machine) -> None:
    machine.run("import", machine.file(SERIES))
    [meeting] = look(machine.database, lambda tx: coming(tx, NOW, 1))
    path = machine.folder / "one.ics"
    path.write_bytes(_ics.one(replace(meeting, topic="Kosten", link="https://meet.example/b"), stamp=NOW))
    assert machine.run("import", path) == (
        0,
        ["1 neu, 0 geändert, 0 wie zuvor.", NEXT.replace("Netztreffen", "Kosten")],
    )
    found = look(machine.database, lambda tx: meetings(tx, NOW, NOW + timedelta(days=40)))
    assert [(one.starts, one.name, one.link) for one in found] == [
        (meeting.starts, "Kosten", "https://meet.example/b"),
        (meeting.starts + timedelta(weeks=4), "Netztreffen", LINK),
    ]
    _, [row] = machine.calendar()
    assert (row.series, row.slot, row.starts, row.title) == (0, at("2026-12-02T19:00"), None, None)


def test_export_and_import_give_an_equal_calendar(machine: Machine, other: Machine) -> None:
    def fill(tx: Tx) -> None:
        sample.fill(tx, NOW)
        series, rows = tx.meetings.series()[0], tx.meetings.singles()
        tx.meetings.change_series(series.id, until=at("2027-12-31T23:59"))
        tx.meetings.change(rows[0].id, topic="Räte; Lose, und\\mehr")
        tx.meetings.change(rows[0].id, minutes=30)
        tx.meetings.change(rows[1].id, recording="https://video.example/a")
        tx.meetings.change(rows[2].id, recording="-")
        starts = {"starts": at("2027-03-28T02:30"), "zone": "Europe/Vienna"}
        tx.meetings.add("nacht@x.example", title="Nacht der Räte", minutes=300, sequence=4, **starts)
        tx.meetings.add(uid_at(series.uid, at("2029-01-01T19:00")), series=series.id, slot=at("2029-01-01T19:00"))

    machine.write(fill)
    code, [written, *_] = machine.run("export", machine.folder / "out")
    assert (code, written) == (0, "FOLDER/out/meetings.ics: 11 Einträge geschrieben.")
    code, [counted, *_] = other.run("import", machine.folder / "out")
    assert (code, counted) == (0, "meetings.ics: 11 new, 0 changed, 0 as before.")
    assert other.calendar() == machine.calendar()
    assert machine.run("import", machine.folder / "out")[1][0] == "meetings.ics: 0 neu, 0 geändert, 11 wie zuvor."
    assert other.run("export", other.folder / "again.ics") == (0, ["FOLDER/again.ics: 11 entries written."])
    assert seen(other.folder / "again.ics") == seen(machine.folder / "out" / "meetings.ics") == ours(machine)


def seen(path: Path) -> list[tuple[datetime, str]]:
    """The meetings of ten years, as another library reads them in a file."""
    events = recurring_ical_events.of(Calendar.from_ical(path.read_bytes()))
    found = events.between(NOW - timedelta(days=365), NOW + timedelta(days=3650))
    return sorted((e.start.astimezone(UTC), str(e["SUMMARY"])) for e in found if e.get("STATUS") != "CANCELLED")


def ours(machine: Machine) -> list[tuple[datetime, str]]:
    def ten_years(tx: Tx) -> list[Meeting]:
        return meetings(tx, NOW - timedelta(days=365), NOW + timedelta(days=3650))

    return [(one.starts, one.name) for one in look(machine.database, ten_years)]


async def test_both_can_be_done_while_the_bot_runs(machine: Machine) -> None:
    async with open_storage(machine.database) as storage:
        await storage.write(lambda tx: sample.fill(tx, NOW))
        [_, counted] = [
            await asyncio.to_thread(machine.run, word, machine.folder / "a.ics") for word in ("export", "import")
        ]
    assert (counted[0], counted[1][0]) == (0, "0 neu, 0 geändert, 9 wie zuvor.")


def test_every_mistake_is_told_with_its_line_and_nothing_is_done(machine: Machine) -> None:
    machine.run("import", machine.file(SERIES))
    before = machine.calendar()
    path = machine.file(
        ADDED,
        ADDED.replace("werkstatt@", "a@").replace("Europe/Berlin", "Mars/Olympus"),
        ADDED.replace("werkstatt@", "b@").replace("20270113T100000", "20270231T250000"),
        SERIES.replace("INTERVAL=4", "BYMONTHDAY=3"),
        ADDED.replace("werkstatt@", "c@").replace("DURATION", "?"),
    )
    assert machine.run("import", path) == (
        1,
        [
            "So kann ich die Datei nicht übernehmen; geändert wurde nichts.",
            (
                "Zeile 11 (Werkstatt): Die Zeitzone „Mars/Olympus“ kenne ich nicht."
                " Schreib ihren Namen wie in TZID=Europe/Berlin"
            ),
            (
                "Zeile 17 (Werkstatt): „20270231T250000“ ist weder ein Zeitpunkt noch eine Dauer."
                " Schreib Zeitpunkte wie 20261202T190000, Dauern wie PT90M."
            ),
            (
                "Zeile 25 (Netztreffen): Die Regel „FREQ=WEEKLY;BYMONTHDAY=3“ kenne ich nicht."
                " Schreib FREQ=WEEKLY;INTERVAL=4 (alle vier Wochen) oder FREQ=MONTHLY;BYDAY=1WE"
                " (jeden ersten Mittwoch, der letzte ist -1WE)."
            ),
            "Zeile 32: „?:PT3H“ ist keine Zeile eines Kalenders. Schreib NAME:Wert, oder streich sie.",
        ],
    )
    assert machine.calendar() == before


def test_a_series_does_not_become_a_date_nor_a_date_a_series(machine: Machine) -> None:
    machine.run("import", machine.file(SERIES, ADDED))
    before = machine.calendar()
    turned = machine.file(SERIES.replace(UID, "werkstatt@x.example"), ADDED.replace("werkstatt@x.example", UID))
    refused = "ist schon etwas anderes eingetragen: eine Serie statt eines Termins, oder umgekehrt."
    assert machine.run("import", turned) == (
        1,
        [
            "So kann ich die Datei nicht übernehmen; geändert wurde nichts.",
            f"Unter der Kennung „{UID}“ {refused} Gib diesem eine andere UID.",
            f"Unter der Kennung „werkstatt@x.example“ {refused} Gib diesem eine andere UID.",
        ],
    )
    assert machine.calendar() == before


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Line 1: This is not a calendar. Take a file that begins with BEGIN:VCALENDAR, as calendars export it."),
        (b"\xff\xfe", "Line 1: There is something here that is not UTF-8. Save the file as UTF-8."),
        (b"x" * 2_500_000, "The file is larger than 2 MB. Export a shorter period."),
        (
            b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * 2001 + b"END:VCALENDAR",
            "These are 2001 dates, and 2000 is the most I take. Export a shorter period.",
        ),
        (
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a@x.example\n",
            "Line 2: The file breaks off in the middle of VEVENT. Export it again.",
        ),
    ],
    ids=["empty", "bytes", "big", "many", "cut"],
)
def test_what_is_no_calendar_is_refused_and_no_database_is_made(other: Machine, content: bytes, told: str) -> None:
    path = other.folder / "in.ics"
    path.write_bytes(content)
    refused = "I cannot take the file as it is; nothing was changed."
    code, lines = other.run("import", path)
    assert (code, lines[0]) == (1, refused)
    assert told in lines[1:]
    assert not other.database.exists()


MISTAKES = [
    "UID:\nSUMMARY:T\nDTSTART:20261202T190000",
    "UID:a\nSUMMARY:\nDTSTART:20261202T190000",
    "UID:a\nSUMMARY:T",
    "UID:a\nSUMMARY:T\nDTSTART;VALUE=DATE:20261202",
    "UID:a\nSUMMARY:T\nDTSTART:22991202T190000",
    "UID:a\nSUMMARY:T\nDTSTART:20261202T190000\nDTEND:20261202T180000",
    "UID:a\nSUMMARY:T\nDTSTART:20261202T190000\nDURATION:P15D",
    "UID:a\nSUMMARY:T\nDTSTART:20261202T190000\nSEQUENCE:neu",
    "UID:a\nSUMMARY:T\nDTSTART:20261202T190000\nRRULE:FREQ=WEEKLY;BYDAY=TH",
    "UID:a\nSUMMARY:T\nDTSTART:20261202T190000\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261202T190000",
    f"UID:a\nSUMMARY:{'T' * 301}\nDTSTART:20261202T190000",
    "UID:a\nSUMMARY:T\nDTSTART:20261202T190000\nEND:VALARM",
]


def test_each_kind_of_mistake_has_its_own_sentence_in_both_languages(machine: Machine, other: Machine) -> None:
    for one in (machine, other):
        told = []
        for event in MISTAKES:
            code, [_, first, *_] = one.run("import", one.file(event))
            assert code == 1
            told.append(first.partition(": ")[2])
        unknown = one.run("import", one.file(SERIES), one.file(ADDED))  # two files are one too many
        assert unknown[0] == 2
        assert len(set(told)) == len(MISTAKES)


CLASH = "Zu dieser Zeit ist schon ein Treffen: {}. Nimm eine andere Zeit, oder streich eines von beiden."


def test_two_meetings_at_once_are_refused(machine: Machine) -> None:
    first, second = date("a@x", "20261217T190000"), date("b@x", "20261217T200000")
    code, lines = machine.run("import", machine.file(first, second))
    assert (code, lines[1:]) == (1, [f"Zeile 8 (Treffen b@x): {CLASH.format('Treffen a@x, 17.12.2026 19:00')}"])
    assert machine.run("import", machine.file(first))[0] == 0
    code, lines = machine.run("import", machine.file(second))
    assert (code, lines[1:]) == (1, [f"Zeile 2 (Treffen b@x): {CLASH.format('Treffen a@x, 17.12.2026 19:00')}"])
    assert [row.uid for row in machine.calendar()[1]] == ["a@x"]


def test_a_series_beside_which_a_date_is_there_already_is_refused(machine: Machine) -> None:
    assert machine.run("import", machine.file(date("a@x", "20270127T183000")))[0] == 0
    code, lines = machine.run("import", machine.file(SERIES))
    assert (code, lines[1:]) == (1, [f"Zeile 2 (Netztreffen): {CLASH.format('Treffen a@x, 27.1.2027 18:30')}"])


def test_what_overlapped_before_or_is_over_or_off_may_be_taken_in(machine: Machine) -> None:
    first, second = date("a@x", "20261217T190000"), date("b@x", "20261217T200000")
    machine.write(lambda tx: merge_freely(tx, "a@x", "2026-12-17T19:00"))
    machine.write(lambda tx: merge_freely(tx, "b@x", "2026-12-17T20:00"))
    assert machine.run("import", machine.file(first, second))[0] == 0
    past = [date(uid, "20261110T190000") for uid in ("c@x", "d@x")]
    off = date("e@x", "20261217T190000") + "STATUS:CANCELLED"
    assert machine.run("import", machine.file(*past, off))[0] == 0


def date(uid: str, starts: str) -> str:
    return f"UID:{uid}\nSUMMARY:Treffen {uid}\nDTSTART;TZID=Europe/Berlin:{starts}\nDURATION:PT90M\n"


def merge_freely(tx: Tx, uid: str, starts: str) -> None:
    tx.meetings.add(uid, title=f"Treffen {uid}", starts=at(starts), zone="Europe/Berlin")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mistake_is_without_a_sentence(language: Language) -> None:
    words = set(re.findall("`([a-z-]+)`", str(_ics.Mistake.__doc__))) - {"what", "event", "value"}
    assert len(words) == 25
    assert len({say(language, "ics-mistake", what=word, value="x") for word in words}) == 25


def test_files_that_cannot_be_had(machine: Machine) -> None:
    hint = "Nenn eine Kalenderdatei (.ics), oder einen Ordner, in dem eine meetings.ics liegt."
    assert machine.run("import", machine.folder / "no.ics") == (1, [f"FOLDER/no.ics gibt es nicht. {hint}"])
    (machine.folder / "meetings.ics").mkdir()
    unreadable = "FOLDER/meetings.ics kann ich nicht lesen (das ist ein Ordner). Nenn eine Datei, die du lesen darfst."
    assert machine.run("import", machine.folder) == (
        1,
        ["So kann ich nichts übernehmen; geändert wurde nichts.", f"meetings.ics: {unreadable}"],
    )


def test_export_says_what_stands_in_the_way(machine: Machine) -> None:
    assert machine.run("export", "out.ics") == (
        1,
        ["FOLDER/losbote.db gibt es noch nicht. Die Datei entsteht, wenn Losbote das erste Mal läuft."],
    )
    machine.write(lambda tx: tx.meetings.series())
    nothing = "Es ist noch kein Treffen eingetragen. Sobald es eins gibt, steht es hier."
    assert machine.run("export", machine.folder / "out.ics") == (1, [nothing])
    machine.run("import", machine.file(SERIES))
    before = machine.database.read_bytes()
    hint = "Nenn einen Ordner, in den du schreiben darfst, oder eine Datei, die auf .ics endet."
    for path in ("no/way.ics", "no/way"):
        code, [line] = machine.run("export", machine.folder / path)
        assert (code, "(diesen Pfad gibt es nicht)" in line, line.endswith(hint)) == (1, True, True)
    for path in ("losbote.db", "out.txt"):
        told = f"FOLDER/{path} endet nicht auf .ics. Nenn eine Datei, die so endet, oder einen Ordner, den es gibt."
        assert machine.run("export", machine.folder / path) == (1, [told])
    (machine.folder / "of.old").mkdir()
    for path in ("new", "of.old"):
        code, [line] = machine.run("export", machine.folder / path)
        assert (code, line) == (0, f"FOLDER/{path}/meetings.ics: ein Eintrag geschrieben.")
    assert sorted(path.name for path in machine.folder.iterdir() if path.is_dir()) == ["new", "of.old"]
    assert machine.database.read_bytes() == before
    assert [path.name for path in machine.folder.glob("**/*.part")] == []
