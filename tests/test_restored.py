"""Backup, empty folder, restore: the bot goes on there as if nothing had been."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from moving import Moving, moved, play_moving

from bot.demo.script import parse

CHATS = Path(__file__).parent / "chats"
STATE = """@ sample
@ setting posts.tips = "Tue,Fri 10:00"
@ setting posts.pin = true
petra > !treffen thema 2.12. Kosten und ihre Folgen
petra > !treffen verschiebe 6.1. auf 7.1. 18:00
petra > !neu begriff Losbude: Ein Stand, an dem gelost wird.
petra > fertig
petra > !neu aufzeichnung https://video.example/neu "Lose Enden" 4.11.
petra > !ansage am 9.12. 9 Uhr: Das Büro zieht um.
petra > ja
quirin > !umfrage "Welches Thema?" Kosten | Losverfahren bis Fr 18 Uhr
quirin > ja
@ pass 2m
anna: vote 1 last
bert: vote 2 last
carla: vote 2 last
anna > !erinnern 1 Tag, 30 min
anna > !dabei
bert > !sprache en
petra > !admin dazu @anna
quirin > ja
deniz > !vorlage Einladung
petra > !ansage Ein Entwurf, über den noch niemand entschieden hat
"""
AFTER = """petra > ja
deniz > 1
anna > !nächstes
bert > next
anna > !termine
anna > !kalender
anna > !aufzeichnung Enden
anna > !begriff Losbude
anna > !suche Kosten
anna > !mehr
anna > !daten
anna > !tipp
petra > !plan
petra > 03
petra > !protokoll
petra > !status
petra > !admin
carla: reply last !warum
anna > !admin
quirin > !zurück
@ pass 5m
@ now 2026-12-01 12:00
@ now 2026-12-02 18:45
@ now 2026-12-02 19:00
@ now 2026-12-04 18:00
@ now 2026-12-09 09:30
petra > !umfrage
@ now 2027-01-07 18:00
petra > !protokoll
"""


SCRIPTS = ["announce", "announce-eyes", "hold", "plan", "poll-steered", "privacy", "remind", "undo"]
Said = list[tuple[str, list[str]]]


async def heard(folder: Path, text: str) -> Said:
    """What is said after each cue, chat by chat; between chats there is no order."""
    machine = Moving(folder, "vier Wörter für später")
    played = await play_moving(text, CHATS, machine, to_the_end=True)
    assert machine.moves == text.count("@ restart")
    return [
        (
            str(exchange.cue and replace(exchange.cue, line=0)),
            [f"{one.place}: {one.text}" for one in sorted(exchange.expected, key=lambda one: one.place)],
        )
        for exchange in parse("\n".join(line for line in played.accepted.splitlines() if line != "@ restart")).exchanges
    ]


async def test_all_answers_and_all_posts_are_those_of_a_bot_that_stayed(tmp_path: Path) -> None:
    stayed = await heard(tmp_path / "stayed", f"{STATE}{AFTER}")
    assert await heard(tmp_path / "moved", f"{STATE}@ restart\n{AFTER}") == stayed
    said = [text for _, texts in stayed for text in texts]
    for words in (
        "Ein Entwurf, über den noch niemand entschieden hat\n—",
        "Das Büro zieht um.\n—",
        "📊 Welches Thema?",
    ):
        assert len([text for text in said if text.startswith(f"Netzwerk: {words}")]) == 1
    assert len(said) > 70


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_goes_on_in_another_folder(name: str) -> None:
    """All of them: `python tests/moving.py`."""
    assert moved(CHATS / f"{name}.chat") == ""
