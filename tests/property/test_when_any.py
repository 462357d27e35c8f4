"""Any text gives a value or the friendly refusal, and what the bot writes it can read."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commands import _rules, _show
from commands._calendar import instant
from commands._texts import LANGUAGES, Language
from commands._when import Found, Unclear, duration, find, find_at_end, moment, offset

ZONES = ["Europe/Berlin", "Europe/Vienna", "Europe/Zurich", "Europe/Brussels", "Australia/Lord_Howe"]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
BERLIN = ZoneInfo("Europe/Berlin")
FRAGMENTS = """
    am um bis ab den the to in at on von morgen heute übermorgen tonight gestern Mi Mittwoch Fr. So Wed mittwochs next
    nächsten letzten last Woche week weeks Tage Monat months 2.12. 31.2. 29.2. 4.6.26 3/4 30/12 9999-12-31 0001-01-01
    2026-06-04T19:00 2027-01-01T00:00Z 2000-02-30T10:00+14:00 19:00 25:00 24 19.30 10.12 7 7pm 13pm 19h 1h30 halb acht
    Juni June 4. 2nd 2026 9999 mittags Mitternacht abends früh (Mi) (Berlin time) 90 min 1,5 h Stunden alle jeden every
    a an quarter half past viertel nach vor dreiviertel eine halbe halben zwölf fünf Jänner Märzen Sonnabend Woche. tag
    4 ersten zweiten fifth wöchentlich monatlich im , : ; . - / ( ) " ' + 0 1 é ٣ 𝟛
""".split()  # noqa: SIM905 - reads better than a list

modest = settings(derandomize=True, max_examples=300, deadline=None)
languages = st.sampled_from(LANGUAGES)
zones = st.sampled_from(ZONES).map(ZoneInfo)
nows = st.datetimes(datetime(2024, 1, 1), datetime(2031, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - given one
texts = st.text(max_size=60) | st.lists(
    st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from([" ", " ", " ", "", "\n"])), max_size=8
).map(lambda parts: "".join(part for pair in parts for part in pair))


@modest
@given(texts, nows, zones, languages, st.booleans())
def test_any_text_is_found_or_unclear(text: str, now: datetime, zone: ZoneInfo, language: Language, past: bool) -> None:
    try:
        found = find(text, now, zone, language, past=past)
    except Unclear:
        return
    assert text.endswith(found.rest)
    assert bool(found) or found.rest == text
    assert found.exact is None or found.exact.tzinfo is UTC
    try:
        at = moment(found, now, zone, language, time(19))
    except Unclear:
        return
    assert now < at.instant < now + timedelta(days=731)


@modest
@given(texts, nows, zones, languages)
def test_any_text_has_a_date_at_its_end_or_not(text: str, now: datetime, zone: ZoneInfo, language: Language) -> None:
    try:
        found = find_at_end(text, now, zone, language)
    except Unclear:
        return
    assert text.startswith(found.rest)
    assert bool(found) or found == Found(None, None, text)


@modest
@given(texts, nows, zones, languages)
def test_any_text_is_a_rule_or_unclear(text: str, now: datetime, zone: ZoneInfo, language: Language) -> None:
    try:
        rule = _rules.rule(text, now, zone, language)
        starts = _rules.first(rule, now, zone, language, time(19))
    except Unclear:
        return
    assert text.endswith(rule.rest)
    assert rule.weekday in {None, starts.weekday()}
    assert "by the rule" not in _rules.words(rule.rrule, starts, "en")


@modest
@given(texts, languages)
def test_any_text_is_a_length_or_unclear(text: str, language: Language) -> None:
    with suppress(Unclear):
        assert 1 <= duration(text, language) <= 1440
    with suppress(Unclear):
        assert timedelta(0) <= offset(text, language) <= timedelta(days=60)


@modest
@given(nows, st.integers(1, 728 * 24 * 60), zones, languages)
def test_moment_that_the_bot_writes_is_read(now: datetime, ahead: int, zone: ZoneInfo, language: Language) -> None:
    at = now.replace(second=0, microsecond=0) + timedelta(minutes=ahead)
    wall = at.astimezone(zone).replace(tzinfo=None)
    assume(instant(wall, zone) == at > now)  # of an hour that comes twice the first one counts
    shown = _show.when(at, now, zone, language)
    found = find(shown, now, zone, language)
    assert (moment(found, now, zone, language).instant, found.rest) == (at, "")


@modest
@given(nows, st.integers(0, 365), zones, languages)
def test_past_day_that_the_bot_writes_is_read(now: datetime, ago: int, zone: ZoneInfo, language: Language) -> None:
    then = now - timedelta(days=ago)
    shown = _show.day(then, now, zone, language)
    assert find(shown, now, zone, language, past=True).day == then.astimezone(zone).date()


@modest
@given(st.integers(1, 1440), languages)
def test_length_that_the_bot_writes_is_read(minutes: int, language: Language) -> None:
    assert duration(_show.duration(minutes, language), language) == minutes


rules = st.one_of(
    st.integers(1, 53).map(lambda weeks: f"FREQ=WEEKLY;INTERVAL={weeks}".replace(";INTERVAL=1", "", weeks == 1)),
    st.tuples(
        st.sampled_from(["", ";INTERVAL=2", ";INTERVAL=12"]), st.sampled_from([1, 2, 3, 4, -1]), st.sampled_from(DAYS)
    ).map(lambda parts: f"FREQ=MONTHLY{parts[0]};BYDAY={parts[1]}{parts[2]}"),
)


@modest
@given(rules, nows, zones, languages, languages)
def test_rule_that_the_bot_writes_is_read(
    rrule: str, now: datetime, zone: ZoneInfo, language: Language, other: Language
) -> None:
    starts = now.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
    rule = _rules.rule(_rules.words(rrule, starts, language), now, zone, other)
    day = DAYS.index(rrule[-2:]) if "BYDAY" in rrule else starts.weekday()
    assert rule == _rules.Rule(rrule, day, time=starts.time())


@pytest.mark.parametrize("fragment", [*FRAGMENTS, " ", "\n", "a", "in 1 h ", "7 ", "jeden ", "alle 4 Wochen ", "um "])
def test_long_text_takes_no_long_time(fragment: str) -> None:
    now = datetime(2026, 11, 30, 17, 0, tzinfo=UTC)
    begun = process_time()
    for text in ((fragment * 10_000)[:10_000], (f"{fragment} " * 10_000)[:10_000], f"{fragment}{' ' * 10_000}x"):
        for read in (find, find_at_end, _rules.rule):
            with suppress(Unclear):
                read(text, now, BERLIN, "de")
    assert process_time() - begun < 1
