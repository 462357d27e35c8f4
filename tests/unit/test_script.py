"""Chat scripts as text: what is read from them, what is told about mistakes, what is written back."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo.orders import duration
from bot.demo.script import Change, Deed, Exchange, Expected, Order, ScriptError, changed, parse, written

NOTHING = "this is nothing a script knows. Write `anna: text`, `anna > text`, `bot: text` or `@ order`."
FAULTS = "429|400|500|hang|drop|partial|slow|delivered-429|delivered-400|delivered-500|delivered-hang|delivered-drop"
FAIL = f"Write `@ fail next send {FAULTS}` or `@ fail next pin`."


def first_step(text: str) -> Deed | Order | Expected | None:
    """The only step of a script of one line."""
    exchanges = parse(text).exchanges
    return exchanges[0].expected[0] if exchanges[0].expected else exchanges[-1].cue


@pytest.mark.parametrize(
    ("line", "deed"),
    [
        ("anna: !next", Deed(1, "anna", "", "say", "!next")),
        ("anna:!next", Deed(1, "anna", "", "say", "!next")),
        ("anna > next: 3", Deed(1, "anna", "> anna", "say", "next: 3")),
        ("Jörg-Uwe: # kein Kommentar", Deed(1, "Jörg-Uwe", "", "say", "# kein Kommentar")),
        ("anna: eins\n  zwei\n\n    drei\n", Deed(1, "anna", "", "say", "eins\nzwei\n\n  drei")),
        ("anna: edit !next 2", Deed(1, "anna", "", "edit", "!next 2")),
        ("anna: delete", Deed(1, "anna", "", "delete")),
        ("anna > delete", Deed(1, "anna", "> anna", "say", "delete")),
        ("anna > edit 3 Titel", Deed(1, "anna", "> anna", "say", "edit 3 Titel")),
        ("anna: 👍🏽 last", Deed(1, "anna", "", "react", "👍🏽")),
        ("anna: 1️⃣ last", Deed(1, "anna", "", "react", "1️⃣")),
        ("anna > 👎 last", Deed(1, "anna", "> anna", "react", "👎")),
        ("anna: at last", Deed(1, "anna", "", "say", "at last")),
        ("anna: vote 2 last", Deed(1, "anna", "", "vote", "2")),
        ("anna: vote 1 10 last", Deed(1, "anna", "", "vote", "1 10")),
        ("anna: vote none last", Deed(1, "anna", "", "vote", "")),
        ("anna: vote 0 last", Deed(1, "anna", "", "say", "vote 0 last")),
        ("anna: vote last", Deed(1, "anna", "", "say", "vote last")),
        ("anna: reply last !why", Deed(1, "anna", "", "reply", "!why")),
        ("anna > reply last Warum?", Deed(1, "anna", "> anna", "reply", "Warum?")),
        ("anna > reply lastly", Deed(1, "anna", "> anna", "say", "reply lastly")),
        ("anna: attach muster.odt !neu\n  Vorlage", Deed(1, "anna", "", "attach", "!neu\nVorlage", "muster.odt")),
        ("anna > attach a.odt", Deed(1, "anna", "> anna", "attach", "", "a.odt")),
    ],
)
def test_deeds(line: str, deed: Deed) -> None:
    assert first_step(line) == deed


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("@ zone Asia/Tokyo", ("Asia/Tokyo",)),
        ("@ group Netzwerk: anna, bert,petra*", ("Netzwerk", "anna, bert,petra*")),
        ("@ now 2026-12-01 19:00", ("2026-12-01 19:00",)),
        ("@ pass 1d 2h", ("1d 2h",)),
        ("@silence", ()),
        ("@ server down", ("down",)),
        ("@ fail next send delivered-hang", ("send delivered-hang",)),
        ("@ fail next pin", ("pin",)),
        ("@ setting posts.pin = true", ("posts.pin", "true")),
        ('@ setting language="en"', ("language", '"en"')),
        ('@ frame {"envelope":\n  null}', ('{"envelope":\nnull}',)),
        ("@ language en", ("en",)),
    ],
)
def test_orders(line: str, words: tuple[str, ...]) -> None:
    assert first_step(line) == Order(1, line.lstrip("@ ").split()[0], words)


@pytest.mark.parametrize(
    ("line", "said", "fits"),
    [
        ("bot: Ja.", "Ja.", True),
        ("bot: Ja.", "Ja!", False),
        ("bot: Ja.", "Ja. Nein.", False),
        ("bot: Ja.\n\n  Nein.", "Ja.\n\nNein.", True),
        ("bot: Ja…", "Ja", True),
        ("bot: Ja…\n  …Ende", "Ja, erst\nund dann das\nEnde", True),
        ("bot: …Ende", "Ende offen", False),
        ("bot: ~ 2\\. Dez.*19:00", "Mittwoch, 2. Dezember, 19:00 Uhr", True),
        ("bot: ~ (?i)MITTWOCH", "am Mittwoch", True),
        ("bot: ~ ^Mittwoch$", "am Mittwoch", False),
        ("bot: edit Ja.", "edit Ja.", True),
        ("bot: 👍 last", "👍 last", True),
    ],
)
def test_expectations(line: str, said: str, fits: bool) -> None:
    expected = first_step(line)
    assert isinstance(expected, Expected)
    assert expected.fits(said) is fits


def test_places_and_lines() -> None:
    script = parse(
        "# Anfang\n@ sample\nanna: !next\nbot: eins\n  zwei\n\n# dazwischen\nbot > anna: drei\n"
        "@ in Admins\npetra: vier\nbot: ~ x\n@ drain\n@ silence\n"
    )
    cues = [(one.cue.line if one.cue else 0, one.last, one.room, one.forgets) for one in script.exchanges]
    assert cues == [
        (0, 0, "", False),
        (2, 2, "", False),
        (3, 8, "", False),
        (10, 11, "Admins", True),
        (13, 13, "Admins", False),
    ]
    said = [(one.line, one.last, one.place, one.text) for two in script.exchanges for one in two.expected]
    assert said == [(4, 5, "", "eins\nzwei"), (8, 8, "> anna", "drei"), (11, 11, "Admins", "~ x")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("anna sagt was", f"line 1: {NOTHING}"),
        ("bot > hallo", f"line 1: {NOTHING}"),
        ("anna: eins\n\tzwei", f"line 2: {NOTHING}"),
        ("#\n\n  zwei", "line 3: this line is indented, but there is nothing above it that goes on."),
        ("anna:", "line 1: anna says nothing here. Write the text behind the name."),
        ("bot:", "line 1: the bot says nothing here. Write the text behind `bot:`, or `@ silence`."),
        ("bot: ~ x)", "line 1: this regular expression is broken (unbalanced parenthesis at position 1)."),
        ("@ resart", "line 1: there is no order `@ resart`. Did you mean `@ restart`?"),
        ("@ zone Berlin", "line 1: this `@ zone` cannot be used. Write `@ zone Europe/Berlin`."),
        ("@ now morgen", "line 1: this `@ now` cannot be used. Write `@ now 2026-12-01 19:00`."),
        ("@ pass bald", "line 1: this `@ pass` cannot be used. Write `@ pass 2h`."),
        ("@ silence please", "line 1: this `@ silence` cannot be used. Write `@ silence`."),
        ("@ server left", "line 1: this `@ server` cannot be used. Write `@ server down` or `@ server up`."),
        ("@ group Netz:", "line 1: this `@ group` cannot be used. Write `@ group Netzwerk: anna, bert, petra*`."),
        ("\n@ load", "line 2: this `@ load` cannot be used. Write `@ load FOLDER`."),
        ("@ fail next send 418", f"line 1: this `@ fail` cannot be used. {FAIL}"),
        ("@ fail next pin 400", f"line 1: this `@ fail` cannot be used. {FAIL}"),
        ("@ setting posts.pin", "line 1: this `@ setting` cannot be used. Write `@ setting posts.pin = true`."),
    ],
)
def test_mistakes(text: str, sentence: str) -> None:
    with pytest.raises(ScriptError, match=f"^{re.escape(sentence)}$"):
        parse(text)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("90s", timedelta(seconds=90)),
        ("2h", timedelta(hours=2)),
        ("1h30m", timedelta(minutes=90)),
        ("1w 2d", timedelta(days=9)),
        ("5 m", timedelta(minutes=5)),
    ],
)
def test_durations(text: str, length: timedelta) -> None:
    assert duration(text) == length


@pytest.mark.parametrize("text", ["", "2", "h", "2 hours", "-2h", "2h!"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="not a length of time"):
        duration(text)


def test_changes_leave_the_other_lines_alone() -> None:
    lines = ["# eins", "anna: !next", "bot: alt", "  und alt", "# zwei", "bot: weg", "@ silence"]
    changes = [Change(3, 4, ["bot: neu"]), Change(6, 6, []), Change(7, 6, ["bot: dazu", "  noch"])]
    assert changed(lines, changes) == [
        "# eins",
        "anna: !next",
        "bot: neu",
        "# zwei",
        "bot: dazu",
        "  noch",
        "@ silence",
    ]
    assert changed(lines[1:4], [Change(3, 4, ["bot: neu"])], first=2) == ["anna: !next", "bot: neu"]


_LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1).map(lambda text: f"x{text}")


@given(st.lists(st.one_of(_LINE, _LINE.map(lambda line: f"   {line}"), st.just(""))), _LINE)
def test_what_is_written_is_read_again(middle: list[str], last: str) -> None:
    text = "\n".join(["xx", *middle, last])
    script = "\n".join([*written("bot:", text), "@ silence"])
    exchange = parse(script).exchanges[0]
    assert [(one.text, one.fits(text)) for one in exchange.expected] == [(text, True)]
    assert parse(script).exchanges[1] == Exchange(Order(script.count("\n") + 1, "silence"), script.count("\n") + 1)
