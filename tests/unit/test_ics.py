"""Calendar files: what we write for calendars, and what we take from others or refuse, with the line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from icalendar import Calendar, Timezone

from commands import _ics
from commands._calendar import Meeting, following, uid_at
from commands._ics import Imported, Mistake
from commands._ics.zones import by_name, vtimezone
from storage.meetings import Series, Single

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 17, tzinfo=UTC)
STAMP = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
UID = "netz@x.example"
LINK = "https://meet.example/netz"

at = datetime.fromisoformat
SERIES = Series(1, UID, "Netztreffen", "FREQ=WEEKLY;INTERVAL=4", at("2026-12-02T19:00"), None, BERLIN.key, 90, LINK)
MEETING = Meeting(
    uid=uid_at(UID, at("2026-12-02T19:00")),
    title="Netztreffen",
    topic="Kosten im Griff",
    speakers="Ida Sommer und Jonas Feld",
    link=LINK,
    starts=datetime(2026, 12, 2, 18, tzinfo=UTC),
    ends=datetime(2026, 12, 2, 19, 30, tzinfo=UTC),
    zone=BERLIN,
    slot=None,
    sequence=3,
)


def a_row(slot: str, /, **values: object) -> Single:
    wall = at(slot)
    row = Single(1, uid_at(UID, wall), 1, wall, "planned", None, None, None, None, None, None, None, 0)
    return replace(row, **values)  # type: ignore[arg-type]


def written(series: list[Series], rows: list[Single]) -> list[list[str]]:
    """The lines of each event, unfolded, without those of its description."""
    file = _ics.calendar(series, rows, name="Netzwerk", stamp=STAMP)
    events = Calendar.from_ical(file).walk("VEVENT")
    return [event.to_ical().decode().replace("\r\n ", "").split("\r\n")[1:-2] for event in events]


def test_a_series_is_one_event_with_its_rule() -> None:
    assert written([SERIES], []) == [
        [
            "SUMMARY:Netztreffen",
            "DTSTART;TZID=Europe/Berlin:20261202T190000",
            "DURATION:PT1H30M",
            "DTSTAMP:20261101T083000Z",
            f"UID:{UID}",
            "SEQUENCE:0",
            "RRULE:FREQ=WEEKLY;INTERVAL=4",
            f"DESCRIPTION:Netztreffen\\n{LINK}",
            "LAST-MODIFIED:20261101T083000Z",
            f"LOCATION:{LINK}",
            f"URL:{LINK}",
        ]
    ]


def test_a_moved_date_is_the_same_event_at_another_time() -> None:
    row = a_row(
        "2026-12-30T19:00", starts=at("2027-01-06T18:00"), topic="Los, Räte; und mehr", speakers="Ida", sequence=2
    )
    assert written([SERIES], [row])[1:] == [
        [
            "SUMMARY:Los\\, Räte\\; und mehr",
            "DTSTART;TZID=Europe/Berlin:20270106T180000",
            "DURATION:PT1H30M",
            "DTSTAMP:20261101T083000Z",
            f"UID:{UID}",
            "RECURRENCE-ID;TZID=Europe/Berlin:20261230T190000",
            "SEQUENCE:2",
            f"DESCRIPTION:Netztreffen: Los\\, Räte\\; und mehr\\nIda\\n{LINK}",
            "LAST-MODIFIED:20261101T083000Z",
            f"LOCATION:{LINK}",
            f"URL:{LINK}",
            "X-LOSBOTE-SPEAKERS:Ida",
            "X-LOSBOTE-TITLE:Netztreffen",
            "X-LOSBOTE-TOPIC:Los\\, Räte\\; und mehr",
        ]
    ]


def chosen(lines: list[str], *names: str) -> list[str]:
    return [line for line in lines if line.startswith(names)]


def test_a_skipped_date_stays_as_cancelled() -> None:
    [_, event] = written([SERIES], [a_row("2026-12-30T19:00", state="skipped", sequence=1)])
    assert chosen(event, "UID", "RECURRENCE", "STATUS", "SEQUENCE") == [
        f"UID:{UID}",
        "RECURRENCE-ID;TZID=Europe/Berlin:20261230T190000",
        "SEQUENCE:1",
        "STATUS:CANCELLED",
    ]


ENDED = replace(SERIES, until=at("2027-01-12T23:59"))
NEW = replace(SERIES, id=2, uid="new@x.example", starts=at("2027-01-13T19:00"), sequence=1)


def test_a_date_that_the_rule_no_longer_gives_stays_the_same_event() -> None:
    [series, gone, event] = written([ENDED], [a_row("2027-01-27T19:00"), a_row("2027-01-20T19:00", state="skipped")])
    assert chosen(series, "RRULE", "RDATE") == [
        "RRULE:FREQ=WEEKLY;UNTIL=20270112T225900Z;INTERVAL=4",
        "RDATE;TZID=Europe/Berlin:20270127T190000",
    ]
    assert [chosen(one, "UID", "RECURRENCE", "DTSTART", "STATUS") for one in (gone, event)] == [
        [
            "DTSTART;TZID=Europe/Berlin:20270120T190000",
            f"UID:{UID}",
            "RECURRENCE-ID;TZID=Europe/Berlin:20270120T190000",
            "STATUS:CANCELLED",
        ],
        [
            "DTSTART;TZID=Europe/Berlin:20270127T190000",
            f"UID:{UID}",
            "RECURRENCE-ID;TZID=Europe/Berlin:20270127T190000",
        ],
    ]


def test_a_date_that_another_series_has_taken_over_stays_the_same_event() -> None:
    row = a_row("2027-01-27T19:00", series=2, slot=at("2027-02-10T19:00"), topic="Los")
    [_, event, new] = written([ENDED, NEW], [row])
    assert chosen(event, "UID", "RECURRENCE", "DTSTART", "X-LOSBOTE-S") == [
        "DTSTART;TZID=Europe/Berlin:20270210T190000",
        f"UID:{UID}",
        "RECURRENCE-ID;TZID=Europe/Berlin:20270127T190000",
        "X-LOSBOTE-SERIES:new@x.example",
        "X-LOSBOTE-SLOT;TZID=Europe/Berlin:20270210T190000",
    ]
    assert chosen(new, "UID", "EXDATE") == ["UID:new@x.example", "EXDATE;TZID=Europe/Berlin:20270210T190000"]


@pytest.mark.parametrize("slot", ["2026-12-30T19:00", "2027-01-27T19:00"])
def test_what_was_taken_over_reads_back_and_is_shown_once(slot: str) -> None:
    taken = a_row(slot, series=2, slot=at("2027-02-10T19:00"), topic="Los")
    left = a_row("2026-12-30T19:00", id=2, uid="left-netz-20261230T1900@x.example", state="skipped")
    rows = [taken, left] if slot == "2026-12-30T19:00" else [taken]
    file = _ics.calendar([ENDED, NEW], rows, name="N", stamp=STAMP)
    found = _ics.read(file, NOW, BERLIN)
    assert (found.series, found.singles) == ((ENDED, NEW), tuple(rows))
    shown = recurring_ical_events.of(Calendar.from_ical(file)).between(NOW, at("2027-03-20T00:00+01:00"))
    there = following([ENDED, NEW], rows, NOW, 5 if slot == "2027-01-27T19:00" else 4)
    assert sorted((one["DTSTART"].dt.astimezone(UTC), one["SUMMARY"]) for one in shown) == [
        (one.starts, one.name) for one in there
    ]


def test_a_series_without_a_date_is_left_out() -> None:
    assert written([replace(SERIES, until=at("2026-12-01T00:00"))], []) == []


@pytest.mark.parametrize(
    ("rule", "until", "expected"),
    [
        ("FREQ=WEEKLY;INTERVAL=4;COUNT=2", None, "FREQ=WEEKLY;COUNT=2;INTERVAL=4"),
        ("FREQ=WEEKLY;INTERVAL=4;COUNT=2", "2028-01-01T00:00", "FREQ=WEEKLY;UNTIL=20261230T180000Z;INTERVAL=4"),
        # Half past two does not exist that day, and takes place after what its clocks show as three.
        ("FREQ=DAILY", "2027-03-28T03:00", "FREQ=DAILY;UNTIL=20270328T013000Z"),
    ],
)
def test_the_end_of_a_rule(rule: str, until: str | None, expected: str) -> None:
    starts = at("2027-03-01T02:30") if "DAILY" in rule else SERIES.starts
    series = replace(SERIES, rule=rule, starts=starts, until=at(until) if until else None)
    assert chosen(written([series], [])[0], "RRULE") == [f"RRULE:{expected}"]


def test_a_start_that_its_rule_does_not_give_is_not_in_the_file() -> None:
    series = replace(SERIES, rule="FREQ=MONTHLY;BYDAY=1WE", starts=at("2026-12-10T19:00"))
    assert chosen(written([series], [])[0], "DTSTART") == ["DTSTART;TZID=Europe/Berlin:20270106T190000"]


def test_what_would_break_a_line_does_not() -> None:
    [event] = written([replace(SERIES, title="a\r\nEND:VEVENT\x00b")], [])
    assert chosen(event, "SUMMARY") == ["SUMMARY:a END:VEVENT b"]


def test_changes_are_counted_with_those_of_the_series() -> None:
    series = replace(SERIES, sequence=3)
    rows = [a_row("2026-12-30T19:00", topic="Los", sequence=2), a_row("2027-01-27T19:00", topic="Kosten")]
    assert [chosen(event, "SEQUENCE") for event in written([series], rows)] == [
        ["SEQUENCE:3"],
        ["SEQUENCE:5"],
        ["SEQUENCE:3"],
    ]
    file = _ics.calendar([series], rows, name="N", stamp=STAMP)
    found = [_ics.read(data, NOW, BERLIN) for data in (file, file.replace(b"SEQUENCE:5", b"SEQUENCE:1"))]
    counted = [([one.sequence for one in read.series], [row.sequence for row in read.singles]) for read in found]
    assert counted == [([3], [2, 0]), ([3], [0, 0])]


def test_same_input_is_same_bytes_and_the_stamp_is_in_it() -> None:
    rows = [a_row("2026-12-30T19:00"), a_row("2027-01-27T19:00", state="skipped")]
    files = [_ics.calendar([SERIES], rows, name="N", stamp=STAMP + timedelta(days=days)) for days in (0, 0, 1)]
    assert files[0] == files[1]
    assert files[0].replace(b"20261101T083000Z", b"20261102T083000Z") == files[2]


def test_the_file_has_a_name_and_a_time_zone_for_each_zone() -> None:
    row = a_row("2026-12-30T19:00", starts=at("2027-01-06T18:00"), zone="Australia/Lord_Howe")
    file = Calendar.from_ical(_ics.calendar([SERIES], [row], name="Netz, Räte", stamp=STAMP))
    assert [str(file[name]) for name in ("X-WR-CALNAME", "NAME", "VERSION")] == ["Netz\\, Räte", "Netz\\, Räte", "2.0"]
    assert [str(zone["TZID"]) for zone in file.walk("VTIMEZONE")] == ["Australia/Lord_Howe", "Europe/Berlin"]
    assert list(file.get_missing_tzids()) == []


@pytest.mark.parametrize(
    "zone",
    [
        "Europe/Berlin",
        "Europe/Brussels",
        "Europe/London",
        "Europe/Dublin",
        "Australia/Lord_Howe",
        "America/New_York",
        "Africa/Casablanca",
        "Asia/Tokyo",
        "Asia/Kathmandu",
    ],
)
def test_a_written_time_zone_is_true_on_every_day_of_ten_years(zone: str) -> None:
    text = vtimezone(zone, 2026).to_ical()
    component = Timezone.from_ical(text)
    assert isinstance(component, Timezone)
    there, here = component.to_tz(lookup_tzid=False), ZoneInfo(zone)
    hours = [datetime(2026, 1, 1, hour) + timedelta(days=n) for n in range(3653) for hour in (0, 4)]  # noqa: DTZ001
    wrong = [hour for hour in hours if hour.replace(tzinfo=there).utcoffset() != hour.replace(tzinfo=here).utcoffset()]
    assert wrong == []


def test_summer_time_begins_by_the_clocks_of_winter() -> None:
    text = vtimezone("Europe/Berlin", 2026).to_ical().decode()
    assert "DTSTART:20250330T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nTZNAME:CEST" in text
    assert "DTSTART:20251026T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nTZNAME:CET" in text


def test_the_file_of_one_meeting_and_the_one_that_takes_it_back() -> None:
    planned = Calendar.from_ical(_ics.one(MEETING, stamp=STAMP))
    cancelled = Calendar.from_ical(_ics.one(replace(MEETING, sequence=4), stamp=STAMP, cancelled=True))
    assert (planned.get("METHOD"), str(cancelled["METHOD"])) == (None, "CANCEL")
    events = [file.events[0] for file in (planned, cancelled)]
    assert [str(event["UID"]) for event in events] == [MEETING.uid] * 2
    assert [event["SEQUENCE"] for event in events] == [3, 4]
    assert [event.get("STATUS") for event in events] == [None, "CANCELLED"]
    assert [(event.start, event.end) for event in events] == [(MEETING.starts, MEETING.ends)] * 2
    assert str(events[0]["DESCRIPTION"]) == f"Netztreffen: Kosten im Griff\n{MEETING.speakers}\n{LINK}"


def test_one_meeting_reads_back_as_a_single_date() -> None:
    [found] = _ics.read(_ics.one(MEETING, stamp=STAMP), NOW, BERLIN).singles
    assert (found.uid, found.starts, found.zone, found.title, found.topic, found.speakers, found.link) == (
        MEETING.uid,
        at("2026-12-02T19:00"),
        BERLIN.key,
        "Netztreffen",
        "Kosten im Griff",
        MEETING.speakers,
        LINK,
    )
    assert [one.ends - one.starts for one in following([], [found], NOW, 1)] == [timedelta(minutes=90)]


def a_file(*lines: str, before: str = "") -> bytes:
    """A file with one event of these lines; the first of them is in line 5."""
    event = ["BEGIN:VEVENT", "UID:u@x.example", "SUMMARY:Treffen", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", *before.splitlines(), *event, "END:VCALENDAR", ""]).encode()


def read(*lines: str, before: str = "") -> Imported:
    return _ics.read(a_file(*lines, before=before), NOW, BERLIN)


def start_of(*lines: str, before: str = "") -> tuple[str, str]:
    [row] = read(*lines, before=before).singles
    assert row.starts is not None
    assert row.zone is not None
    return row.starts.isoformat(timespec="minutes"), row.zone


OUTLOOK = """BEGIN:VTIMEZONE
TZID:Zeit im Büro
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
YORK = OUTLOOK.replace("+01", "-05").replace("+02", "-04").replace("-1SU;BYMONTH=10", "1SU;BYMONTH=11")
YORK = YORK.replace("-1SU;BYMONTH=3", "2SU;BYMONTH=3")


@pytest.mark.parametrize(
    ("line", "before", "expected"),
    [
        ("DTSTART;TZID=Europe/Vienna:20261202T190000", "", ("2026-12-02T19:00", "Europe/Vienna")),
        ("DTSTART;TZID=europe/zurich:20261202T190000", "", ("2026-12-02T19:00", "Europe/Zurich")),
        (
            "DTSTART;TZID=/x.example/1/Europe/Brussels:20261202T190000",
            "",
            ("2026-12-02T19:00", "Europe/Brussels"),
        ),
        ("DTSTART;TZID=W. Europe Standard Time:20261202T190000", "", ("2026-12-02T19:00", "Europe/Berlin")),
        ('DTSTART;TZID="Lord Howe Standard Time":20261202T190000', "", ("2026-12-02T19:00", "Australia/Lord_Howe")),
        ("DTSTART;TZID=Zeit im Büro:20261202T190000", OUTLOOK, ("2026-12-02T19:00", "Europe/Berlin")),
        ("DTSTART;TZID=Zeit im Büro:20261202T190000", YORK, ("2026-12-02T19:00", "America/New_York")),
        # No zone: that of the file, or ours.
        ("DTSTART:20261202T190000", "", ("2026-12-02T19:00", "Europe/Berlin")),
        ("DTSTART:20261202T190000", "X-WR-TIMEZONE:Europe/Vienna", ("2026-12-02T19:00", "Europe/Vienna")),
        ("DTSTART:20261202T190000", "X-WR-TIMEZONE:Nowhere", ("2026-12-02T19:00", "Europe/Berlin")),
        # UTC: the same instant by our clocks, unless they show that time twice and mean the other one.
        ("DTSTART:20261202T180000Z", "", ("2026-12-02T19:00", "Europe/Berlin")),
        ("DTSTART:20261025T003000Z", "", ("2026-10-25T02:30", "Europe/Berlin")),
        ("DTSTART:20261025T013000Z", "", ("2026-10-25T01:30", "UTC")),
        ("DTSTART:20261202T190059", "", ("2026-12-02T19:00", "Europe/Berlin")),
    ],
)
def test_zones_as_others_write_them(line: str, before: str, expected: tuple[str, str]) -> None:
    assert start_of(line, before=before) == expected


@pytest.mark.parametrize("name", ["", "Europe", "../../etc/passwd", "Mars/Olympus", "\x00"])
def test_what_is_no_zone_is_none(name: str) -> None:
    assert by_name(name) is None


@pytest.mark.parametrize(
    ("line", "rule", "until"),
    [
        ("FREQ=WEEKLY", "FREQ=WEEKLY", None),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=4;BYDAY=WE", "FREQ=WEEKLY;INTERVAL=4", None),
        ("FREQ=WEEKLY;INTERVAL=1;UNTIL=20270301T180000Z", "FREQ=WEEKLY", "2027-03-01T19:00"),
        ("FREQ=WEEKLY;UNTIL=20270301T180000", "FREQ=WEEKLY", "2027-03-01T18:00"),
        ("FREQ=WEEKLY;UNTIL=20270301", "FREQ=WEEKLY", "2027-03-01T23:59"),
        ("FREQ=WEEKLY;UNTIL=99991231T235959Z", "FREQ=WEEKLY", None),
        ("FREQ=WEEKLY;INTERVAL=4;COUNT=3", "FREQ=WEEKLY;INTERVAL=4", "2027-01-27T19:00"),
        ("FREQ=MONTHLY;BYDAY=1WE", "FREQ=MONTHLY;BYDAY=1WE", None),
        ("FREQ=MONTHLY;BYDAY=+1WE;INTERVAL=2", "FREQ=MONTHLY;INTERVAL=2;BYDAY=1WE", None),
        ("FREQ=MONTHLY;BYSETPOS=1;BYDAY=WE", "FREQ=MONTHLY;BYDAY=1WE", None),
    ],
)
def test_rules_that_are_ours(line: str, rule: str, until: str | None) -> None:
    [series] = read("DTSTART;TZID=Europe/Berlin:20261202T190000", f"RRULE:{line}").series
    assert (series.rule, series.until) == (rule, at(until) if until else None)


def test_dates_left_out_and_added_moved_and_cancelled() -> None:
    start, override = "DTSTART;TZID=Europe/Berlin:", "BEGIN:VEVENT\r\nUID:u@x.example\r\nSUMMARY:Treffen\r\n"
    more = (
        f"{override}RECURRENCE-ID:20261223T180000Z\r\nDTSTART:20261224T100000Z\r\nSEQUENCE:5\r\nEND:VEVENT\r\n"
        f"{override.replace('Treffen', 'Los')}RECURRENCE-ID;TZID=Europe/Berlin:20261230T190000\r\n"
        f"{start}20261230T190000\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    file = a_file(
        f"{start}20261202T190000",
        "DTEND;TZID=Europe/Berlin:20261202T210000",
        "RRULE:FREQ=WEEKLY",
        "EXDATE:20261209T180000Z,20261223T180000Z",
        "EXDATE;VALUE=DATE:20261216",
        "RDATE;TZID=Europe/Berlin:20261218T190000",
        "LOCATION:online: https://meet.example/x.",
    )
    found = _ics.read(file.replace(b"END:VCALENDAR", more.encode()), NOW, BERLIN)
    rows = {row.uid: row for row in found.singles}
    none = Single(0, "", 1, None, "planned", None, None, None, None, None, None, None, 0)
    expected = [
        replace(none, slot=at("2026-12-23T19:00"), starts=at("2026-12-24T11:00"), sequence=5, link=None),
        replace(none, slot=at("2026-12-30T19:00"), state="skipped", title="Los"),
        replace(none, slot=at("2026-12-09T19:00"), state="skipped"),
        replace(none, slot=at("2026-12-16T19:00"), state="skipped"),
    ]
    expected = [replace(row, uid=uid_at("u@x.example", row.slot)) for row in expected if row.slot]
    link = "https://meet.example/x"
    added = replace(none, uid="u-20261218T1900@x.example", series=None, starts=at("2026-12-18T19:00"), link=link)
    added = replace(added, zone=BERLIN.key, minutes=120, title="Treffen")
    assert {uid: replace(row, id=0) for uid, row in rows.items()} == {row.uid: row for row in [*expected, added]}
    assert found.series == (
        Series(1, "u@x.example", "Treffen", "FREQ=WEEKLY", at("2026-12-02T19:00"), None, BERLIN.key, 120, link),
    )


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("URL:https://meet.example/a;b", "https://meet.example/a;b"),
        ("LOCATION:Rathaus\\, Saal 2", None),
        ("LOCATION:Zoom (https://meet.example/b)", "https://meet.example/b"),
        ("DESCRIPTION:Einwahl:\\nhttps://meet.example/c\\nBis dann", "https://meet.example/c"),
        ("X-GOOGLE-CONFERENCE:https://meet.example/d", "https://meet.example/d"),
        ("URL:javascript:alert(1)", None),
    ],
)
def test_links_are_found_where_others_put_them(line: str, link: str | None) -> None:
    [row] = read("DTSTART:20261202T190000", line).singles
    assert row.link == link


START = "DTSTART:20261202T190000"


@pytest.mark.parametrize(
    ("lines", "mistake"),
    [
        (["DTSTART;VALUE=DATE:20261202"], Mistake("all-day", 5, "20261202", "Treffen")),
        (["DTSTART:20260231T190000"], Mistake("date", 5, "20260231T190000", "Treffen")),
        (["DTSTART:20261202T250000"], Mistake("date", 5, "20261202T250000", "Treffen")),
        (["DTSTART:22991202T190000"], Mistake("far", 5, "22991202T190000", "Treffen")),
        (["DTSTART:20371202T190000"], Mistake("far", 5, "20371202T190000", "Treffen")),
        (["DTSTART;TZID=Mars/Olympus:20261202T190000"], Mistake("zone", 5, "Mars/Olympus", "Treffen")),
        (["DESCRIPTION:ohne"], Mistake("start", 2, "", "Treffen")),
        ([START, "DTEND:20261202T180000"], Mistake("end", 6, "20261202T180000", "Treffen")),
        ([START, "DURATION:PT0S"], Mistake("end", 6, "PT0S", "Treffen")),
        ([START, "DURATION:P15D"], Mistake("length", 6, "P15D", "Treffen")),
        ([START, "DURATION:bald"], Mistake("date", 6, "bald", "Treffen")),
        ([START, "SEQUENCE:neu"], Mistake("sequence", 6, "neu", "Treffen")),
        ([START, "SUMMARY"], Mistake("line", 6, "SUMMARY")),
        ([START, "DIES IST:KEINE ZEILE", "?:x"], Mistake("line", 7, "?:x")),
        ([START, "END:VALARM"], Mistake("nesting", 6, "VALARM")),
        ([START, "RRULE:FREQ=WEEKLY;BYDAY=TH"], Mistake("rule-start", 6, "FREQ=WEEKLY;BYDAY=TH", "Treffen")),
        ([START, "RRULE:FREQ=WEEKLY;UNTIL=20261201"], Mistake("end", 6, "FREQ=WEEKLY;UNTIL=20261201", "Treffen")),
        ([START, "EXRULE:FREQ=WEEKLY"], Mistake("rule", 6, "FREQ=WEEKLY", "Treffen")),
        (
            [START, "RECURRENCE-ID;RANGE=THISANDFUTURE:20261202T190000"],
            Mistake("following", 6, "20261202T190000", "Treffen"),
        ),
        ([START, "RDATE;VALUE=PERIOD:20261202T190000/PT1H"], Mistake("date", 6, "20261202T190000/PT1H", "Treffen")),
    ],
)
def test_mistakes_are_named_with_their_line(lines: list[str], mistake: Mistake) -> None:
    with pytest.raises(_ics.BadCalendar) as caught:
        read(*lines)
    assert caught.value.mistakes == (mistake,)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=YEARLY",
        "FREQ=SECONDLY",
        "FREQ=MONTHLY",
        "FREQ=MONTHLY;BYMONTHDAY=2",
        "FREQ=MONTHLY;BYDAY=WE",
        "FREQ=MONTHLY;BYDAY=5WE",
        "FREQ=MONTHLY;BYDAY=1WE,3WE",
        "FREQ=MONTHLY;BYDAY=1WE;BYSETPOS=1",
        "FREQ=WEEKLY;BYDAY=MO,WE",
        "FREQ=WEEKLY;BYDAY=1WE",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=54",
        "FREQ=WEEKLY;INTERVAL=2,3",
        "FREQ=WEEKLY;COUNT=1000000",
        "FREQ=WEEKLY;BYHOUR=9",
        "FREQ=WEEKLY;INTERVAL=viele",
        "FREQ=NIE",
        "INTERVAL=4",
        "alle vier Wochen",
        "",
    ],
)
def test_rules_that_are_not_ours_are_named(rule: str) -> None:
    with pytest.raises(_ics.BadCalendar) as caught:
        read(START, f"RRULE:{rule}")
    assert caught.value.mistakes == (Mistake("rule", 6, rule, "Treffen"),)


@pytest.mark.parametrize(
    ("data", "mistakes"),
    [
        (b"", [Mistake("no-calendar", 1)]),
        (b"Hallo", [Mistake("no-calendar", 1)]),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", [Mistake("no-event", 1)]),
        (b"BEGIN:VCALENDAR\nX-A:\n \xff\n", [Mistake("encoding", 3)]),
        (a_file(START).removesuffix(b"END:VEVENT\r\nEND:VCALENDAR\r\n"), [Mistake("cut", 2, "VEVENT")]),
        (a_file(START).replace(b"UID:u@x.example\r\n", b""), [Mistake("uid", 2, "", "Treffen")]),
        (a_file(START).replace(b"SUMMARY:Treffen", b"SUMMARY: "), [Mistake("title", 2, "u@x.example")]),
        (a_file(START).replace(b"Treffen", b"T" * 301), [Mistake("long", 4, "T" * 300, "T" * 300)]),
        (b"x" * 2_000_001, [Mistake("big", 0, "2000001")]),
    ],
)
def test_mistakes_of_the_file(data: bytes, mistakes: list[Mistake]) -> None:
    with pytest.raises(_ics.BadCalendar) as caught:
        _ics.read(data, NOW, BERLIN)
    assert list(caught.value.mistakes) == mistakes


def events(count: int, start: str = START) -> bytes:
    lines = (f"BEGIN:VEVENT\nUID:{n}@x.example\nSUMMARY:T\n{start}\nEND:VEVENT\n" for n in range(count))
    return f"BEGIN:VCALENDAR\n{''.join(lines)}END:VCALENDAR\n".encode()


def test_all_mistakes_are_told_at_once_in_order() -> None:
    twice = a_file(START).replace(b"END:VCALENDAR\r\n", b"") + a_file("DTSTART:x").replace(b"BEGIN:VCALENDAR\r\n", b"")
    again = twice.replace(b"END:VCALENDAR\r\n", b"") + a_file(START).replace(b"BEGIN:VCALENDAR\r\n", b"")
    with pytest.raises(_ics.BadCalendar) as caught:
        _ics.read(again, NOW, BERLIN)
    assert caught.value.mistakes == (
        Mistake("twice", 2, "u@x.example", "Treffen"),
        Mistake("date", 10, "x", "Treffen"),
        Mistake("twice", 12, "u@x.example", "Treffen"),
    )


def test_thousands_of_dates_are_refused_in_one_sentence() -> None:
    assert len(_ics.read(events(400), NOW, BERLIN).singles) == 400
    with pytest.raises(_ics.BadCalendar) as caught:
        _ics.read(events(2001), NOW, BERLIN)
    assert caught.value.mistakes == (Mistake("many", 0, "2001"),)


def test_a_file_of_nonsense_is_not_read_to_its_end() -> None:
    with pytest.raises(_ics.BadCalendar) as caught:
        _ics.read(b"BEGIN:VCALENDAR\n" + b"x\n" * 900_000, NOW, BERLIN)
    assert caught.value.mistakes == tuple(Mistake("line", line, "x") for line in range(2, 102))


def test_what_is_no_date_is_passed_over_and_folded_lines_are_put_together() -> None:
    alarm = "BEGIN:VALARM\r\nTRIGGER:-PT15M\r\nkaputt\r\nEND:VALARM"
    todo = "BEGIN:VTODO\r\nSUMMARY:Kuchen\r\nEND:VTODO"
    file = "\ufeff".encode() + a_file(START, alarm, before=todo).replace(b"Treffen", b"Tre\r\n ffen\r\n\t!")
    assert [(row.title, row.uid) for row in _ics.read(file, NOW, BERLIN).singles] == [("Treffen!", "u@x.example")]


def test_a_zone_that_would_be_counted_for_hours_is_refused_at_once() -> None:
    with pytest.raises(_ics.BadCalendar) as caught:
        read("DTSTART;TZID=Zeit im Büro:20261202T190000", before=OUTLOOK.replace("YEARLY", "SECONDLY"))
    assert [mistake.what for mistake in caught.value.mistakes] == ["zone"]


@pytest.mark.parametrize(("recording", "shown"), [("https://video.example/a", "🎬 https://video.example/a"), ("-", "")])
def test_a_recording_is_told_and_is_not_taken_for_the_link(recording: str, shown: str) -> None:
    series, row = replace(SERIES, link=""), a_row("2026-12-02T19:00", recording=recording)
    file = _ics.calendar([series], [row], name="N", stamp=STAMP)
    assert shown in Calendar.from_ical(file).walk("VEVENT")[1]["DESCRIPTION"]
    [found] = _ics.read(file, NOW, BERLIN).singles
    assert (found.link, found.recording) == (None, recording)
