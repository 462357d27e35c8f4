"""What people write as a date and a time, in German and English, on 30 November 2026 (a Monday) at 18:00."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from commands._when import Found, find

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 30, 18, 0, tzinfo=BERLIN)


def read(text: str, *, past: bool = False) -> str:
    """Day, time and rest as one line, a dash for what was not said."""
    found = find(text, NOW, BERLIN, "de", past=past)
    at = f"{found.time:%H:%M}" if found.time else "-"
    return f"{found.day or '-'} {at} {found.rest}".strip()


DAYS = """
heute                          2026-11-30 -
HEUTE                          2026-11-30 -
today                          2026-11-30 -
morgen                         2026-12-01 -
Morgen.                        2026-12-01 -
tomorrow                       2026-12-01 -
übermorgen                     2026-12-02 -
uebermorgen                    2026-12-02 -
ubermorgen                     2026-12-02 -
the day after tomorrow         2026-12-02 -
gestern                        2026-11-29 -
vorgestern                     2026-11-28 -
yesterday                      2026-11-29 -
Mi                             2026-12-02 -
Mi.                            2026-12-02 -
mittwoch                       2026-12-02 -
Wed                            2026-12-02 -
wednesday                      2026-12-02 -
Mo                             2026-12-07 -
Montag                         2026-12-07 -
Sonnabend                      2026-12-05 -
Samstag                        2026-12-05 -
So                             2026-12-06 -
Sun                            2026-12-06 -
Donnerstag                     2026-12-03 -
thurs                          2026-12-03 -
Fr                             2026-12-04 -
am Freitag                     2026-12-04 -
on Friday                      2026-12-04 -
diesen Mittwoch                2026-12-02 -
kommenden Mittwoch             2026-12-02 -
kommenden Dienstag             2026-12-01 -
coming Tuesday                 2026-12-01 -
this Tuesday                   2026-12-01 -
naechsten Montag               2026-12-07 -
next Monday                    2026-12-07 -
nächsten Montag                2026-12-07 -
this Monday                    2026-12-07 -
letzten Mittwoch               2026-11-25 -
last Monday                    2026-11-23 -
nächste Woche Mittwoch         2026-12-09 -
Mittwoch nächster Woche        2026-12-09 -
next week on Tuesday           2026-12-08 -
4.6.                           2027-06-04 -
4.6                            2027-06-04 -
04.06.                         2027-06-04 -
4. 6.                          2027-06-04 -
30.11.                         2026-11-30 -
29.11.                         2027-11-29 -
2.12.                          2026-12-02 -
10.12                          2026-12-10 -
4.6.2026                       2026-06-04 -
04.06.2026                     2026-06-04 -
4. 6. 2026                     2026-06-04 -
4.6.26                         2026-06-04 -
4. Juni                        2027-06-04 -
4 juni 2027                    2027-06-04 -
4. Juni, 2027                  2027-06-04 -
3. März                        2027-03-03 -
3. Maerz                       2027-03-03 -
3. Mrz.                        2027-03-03 -
13. Jänner                     2027-01-13 -
13. Feber                      2027-02-13 -
24. Dez.                       2026-12-24 -
24. Dez. 2027                  2027-12-24 -
den 5. Mai                     2027-05-05 -
June 4                         2027-06-04 -
June 4th, 2027                 2027-06-04 -
4 June 2027                    2027-06-04 -
4th of June                    2027-06-04 -
Dec 24                         2026-12-24 -
the 2nd of May                 2027-05-02 -
2026-06-04                     2026-06-04 -
2027-6-4                       2027-06-04 -
30/12                          2026-12-30 -
12/30/2026                     2026-12-30 -
30/12/26                       2026-12-30 -
4/4                            2027-04-04 -
29.2.2028                      2028-02-29 -
bis 20.08.                     2027-08-20 -
until 20 August                2027-08-20 -
auf 6.1.                       2027-01-06 -
Mi, 2. Dezember                2026-12-02 -
Mittwoch, den 2. Dezember 2026 2026-12-02 -
Wednesday 2 December           2026-12-02 -
2.12. (Mi)                     2026-12-02 -
2.12. Mi                       2026-12-02 -
in 2 Wochen                    2026-12-14 -
in two weeks                   2026-12-14 -
in 3 Tagen                     2026-12-03 -
in drei Tagen                  2026-12-03 -
in einer Woche                 2026-12-07 -
in a week                      2026-12-07 -
in 2 Monaten                   2027-01-30 -
in 3 months                    2027-02-28 -
in 0 Tagen                     2026-11-30 -
heute Abend                    2026-11-30 -
"""
TIMES = """
19:00                          - 19:00
9:05                           - 09:05
19:00:30                       - 19:00
19.30                          - 19:30
19.30 Uhr                      - 19:30
10.12 Uhr                      - 10:12
um 10.12                       - 10:12
19 Uhr                         - 19:00
19Uhr                          - 19:00
19 Uhr 30                      - 19:30
um 19 Uhr                      - 19:00
um 19                          - 19:00
um 0 Uhr                       - 00:00
7 Uhr                          - 07:00
acht Uhr                       - 08:00
19h                            - 19:00
19h30                          - 19:30
7pm                            - 19:00
7 PM                           - 19:00
7 p.m.                         - 19:00
7:30 pm                        - 19:30
7 am                           - 07:00
seven pm                       - 19:00
at 7 in the evening            - 19:00
7 Uhr abends                   - 19:00
9 Uhr morgens                  - 09:00
abends um 7                    - 19:00
um sieben abends               - 19:00
1 Uhr mittags                  - 13:00
halb acht abends               - 19:30
morgens um halb acht           - 07:30
half past 7 pm                 - 19:30
viertel nach 7 abends          - 19:15
dreiviertel acht abends        - 19:45
quarter to eight pm            - 19:45
at a quarter past 7 pm         - 19:15
halb eins mittags              - 12:30
um 12                          - 12:00
noon                           - 12:00
mittags                        - 12:00
12 Uhr                         - 12:00
12pm                           - 12:00
12am                           - 00:00
"""
BOTH = """
morgen 9 Uhr                   2026-12-01 09:00
Mi 19 Uhr                      2026-12-02 19:00
Mittwoch 19 Uhr                2026-12-02 19:00
am Fr 18 Uhr                   2026-12-04 18:00
So 19 Uhr                      2026-12-06 19:00
Mo 19 Uhr                      2026-11-30 19:00
Mo 18 Uhr                      2026-12-07 18:00
Mo 17:59                       2026-12-07 17:59
nächsten Montag 19 Uhr         2026-12-07 19:00
next Monday 7pm                2026-12-07 19:00
7pm next Monday                2026-12-07 19:00
19 Uhr am Mittwoch             2026-12-02 19:00
7 am Wednesday                 2026-12-02 07:00
Mittwochabend 19 Uhr           2026-12-02 19:00
Mittwoch Abend um 7            2026-12-02 19:00
Mittwoch Morgen um 9           2026-12-02 09:00
heute Abend um 8               2026-11-30 20:00
tonight at 8                   2026-11-30 20:00
tomorrow evening at 7          2026-12-01 19:00
morgen früh um 8               2026-12-01 08:00
morgen mittag                  2026-12-01 12:00
heute 10.12                    2026-11-30 10:12
04.06.2026 19:00               2026-06-04 19:00
4.6. 19.30                     2027-06-04 19:30
2.12. 10.12                    2026-12-02 10:12
to 6.1. 19:00                  2027-01-06 19:00
19:00, 2.12.                   2026-12-02 19:00
19 Uhr 30. Dezember            2026-12-30 19:00
4 June 2026, 7:30 pm           2026-06-04 19:30
June 4 at 7 pm                 2027-06-04 19:00
2026-06-04T19:00               2026-06-04 19:00
2026-06-04 19:00               2026-06-04 19:00
2026-12-04T19:00Z              2026-12-04 20:00
2026-12-04T19:00-0500          2026-12-05 01:00
Mi, 2. Dezember, 19:00 Uhr     2026-12-02 19:00
(Mi) 2.12. 19 Uhr              2026-12-02 19:00
in 2 Wochen um 19 Uhr          2026-12-14 19:00
in 90 Minuten                  2026-11-30 19:30
in 1 h                         2026-11-30 19:00
in 1h30                        2026-11-30 19:30
in 1 Stunde und 30 Minuten     2026-11-30 19:30
in einer halben Stunde         2026-11-30 18:30
in half an hour                2026-11-30 18:30
in anderthalb Stunden          2026-11-30 19:30
in 24 Stunden                  2026-12-01 18:00
"""
FORMS = [tuple(line.rsplit(maxsplit=2)) for line in (DAYS + TIMES + BOTH).splitlines() if line]


@pytest.mark.parametrize(("text", "day", "at"), FORMS)
def test_form_is_read(text: str, day: str, at: str) -> None:
    assert read(text) == f"{day} {at}"


def test_table_of_forms_is_long_and_has_none_twice() -> None:
    assert len({text for text, _, _ in FORMS}) == len(FORMS) > 150


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('9.12. 19:00 "Titel" https://x.example', '2026-12-09 19:00 "Titel" https://x.example'),
        ("30.12. to 6.1. 19:00", "2026-12-30 - to 6.1. 19:00"),
        ("30.12. auf 6.1. 19:00", "2026-12-30 - auf 6.1. 19:00"),
        ("2.12. Kosten im Griff", "2026-12-02 - Kosten im Griff"),
        ("2.12.: Kosten", "2026-12-02 - Kosten"),
        ("2.12. Morgen der Demokratie", "2026-12-02 - Morgen der Demokratie"),
        ("2.12. Mittwoch ist Waschtag", "2026-12-02 - Mittwoch ist Waschtag"),
        ("2.12. 12 Monate Bürgerrat", "2026-12-02 - 12 Monate Bürgerrat"),
        ("2.12. 19 Uhr 30 Jahre Losverfahren", "2026-12-02 19:00 30 Jahre Losverfahren"),
        ("2.12. 19:00 in 2 Wochen", "2026-12-02 19:00 in 2 Wochen"),
        ("morgen 9 Uhr: Übrigens …", "2026-12-01 09:00 Übrigens …"),
        ("2.12. 19:00-20:30", "2026-12-02 19:00 -20:30"),
        ("2.12. 19:00 (Paris time)", "2026-12-02 19:00 (Paris time)"),
        ("2.12. 19:00 (Berlin time) Titel", "2026-12-02 19:00 Titel"),
        ("2.12. 19:00 morgen", "2026-12-02 19:00 morgen"),
        ("4. Juni 26", "2027-06-04 - 26"),
        ("2.12. 19.30.", "2026-12-02 19:30"),
        ("auf 19.30.", "- 19:30"),
    ],
)
def test_rest_is_what_follows(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Kosten im Griff",
        "So geht es weiter",
        "Do you come?",
        "Fr. Sommer kommt",
        "Sun is shining",
        "1.2.3",
        "7 Leute",
        "at a glance",
        "um 100 Prozent",
        "um 2 Tage",
        "um 3 Stunden",
        "um zwei Wochen",
        "in Berlin",
        "in 1,5 Monaten",
        "in 1,5 Tagen",
        "Montage",
        "abends",
        "Abend (offen)",
        "morgendlich",
        "19-21 Uhr",
        "٢.١٢.",
    ],
)
def test_text_without_a_date_is_left_alone(text: str) -> None:
    found = find(text, NOW, BERLIN, "de")
    assert found == Found(None, None, text)
    assert not found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.12.", "2025-12-02 -"),
        ("30.11.", "2026-11-30 -"),
        ("4. Juni", "2026-06-04 -"),
        ("Mittwoch", "2026-11-25 -"),
        ("Montag", "2026-11-30 -"),
        ("2.12.2026", "2026-12-02 -"),
        ("nächsten Mittwoch", "2026-12-02 -"),
    ],
)
def test_with_past_the_last_such_day_is_meant(text: str, expected: str) -> None:
    assert read(text, past=True) == expected


@pytest.mark.parametrize(
    ("text", "around", "expected"),
    [
        ("Donnerstag", "2027-01-27", "2027-01-28 -"),
        ("auf Donnerstag 20 Uhr", "2026-12-16", "2026-12-17 20:00"),
        ("Dienstag", "2026-11-30", "2026-12-01 -"),
        ("Sonntag", "2026-11-30", "2026-12-06 -"),
        ("kommenden Donnerstag", "2027-01-27", "2026-12-03 -"),
        ("diesen Donnerstag", "2027-01-27", "2026-12-03 -"),
        ("nächste Woche Donnerstag", "2027-01-27", "2026-12-10 -"),
        ("Donnerstag, 28.1.", "2027-01-27", "2027-01-28 -"),
    ],
)
def test_around_a_day_the_weekday_of_its_week_is_meant(text: str, around: str, expected: str) -> None:
    found = find(text, NOW, BERLIN, "de", around=date.fromisoformat(around))
    at = f"{found.time:%H:%M}" if found.time else "-"
    assert f"{found.day} {at} {found.rest}".strip() == expected
