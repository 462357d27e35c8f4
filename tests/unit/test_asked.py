"""Whole sentences, as people write them to the bot alone, and what they ask for; chat that asks for nothing."""

from __future__ import annotations

import pytest

from bot.understand import Meant, Unclear, understand
from commands import discover

MEANT = {
    "next": """
        Worum geht es? | Worum geht's beim nächsten Mal? | Hallo, worum dreht sich das nächste Treffen?
        Was ist das Thema? | Wie lautet das Thema beim nächsten Treffen? | Welches Thema ist dran?
        Worüber sprechen wir diesmal? | Was steht beim nächsten Treffen an? | Was machen wir am nächsten Termin?
        Wer spricht? | Wer hält den Vortrag beim nächsten Mal? | Wo ist der Link? | Hast du mal den Zoom-Link?
        Link zum Treffen | Zugangsdaten? | Wie kann ich teilnehmen? | Wie nehme ich teil? | Wie komme ich rein?
        Um wie viel Uhr geht es los? | Um wieviel Uhr ist das nächste Treffen?
        Wie lange noch bis zum nächsten Treffen?
        What's the topic? | What's the topic next time? | What do we talk about? | What is the next meeting about?
        Who's speaking? | Who are the speakers next time? | Where is the link? | Zoom link? | How do I join?
        How can we take part in the next meeting? | What time does it start? | What time is the next meeting?
    """,
    "about": "Wer bist du? | Hallo, wer bist du eigentlich? | Bist du ein Mensch? | Who are you? | Are you a bot?",
    "help": """
        Was kannst du? | Was kannst du alles für mich tun? | Wie funktioniert das hier? | Was kann ich dich fragen?
        Hilf mir bitte | Ich brauche Hilfe | What can you do? | How does this work? | Can you help me? | I need help
    """,
    "meetings": """
        Treffen im Januar? | Gibt es im März ein Treffen? | Haben wir im nächsten Jahr noch ein Treffen?
        Is there a meeting in January?
    """,
    "coming": "Bin dabei! | Ich bin gern wieder dabei | Bin beim nächsten Mal dabei | I'll be there | Count me in",
    "recording": """
        Was habe ich verpasst? | Ich habe das letzte Treffen leider verpasst. | Was war beim letzten Mal?
        What did I miss? | I missed the last meeting.
    """,
}
WITH_WORDS = {
    "Ich kann leider nicht kommen.": ("coming", "nein"),
    "Ich schaffe es diesmal nicht": ("coming", "nein"),
    "Ich kann am 6.1. leider nicht": ("coming", "nein 6.1."),
    "Ich muss leider absagen": ("coming", "nein"),
    "Bin doch nicht dabei": ("coming", "nein"),
    "Ich bin am 6.1. dabei": ("coming", "6.1."),
    "I can't make it on 6 January.": ("coming", "nein 6 january"),
    "Sorry, I can't come": ("coming", "nein"),
    "I won’t be there": ("coming", "nein"),
    "Keine Erinnerungen mehr, bitte!": ("remind", "aus"),
    "Hör bitte auf, mich zu erinnern": ("remind", "aus"),
    "Please stop reminding me.": ("remind", "aus"),
    "Don't remind me any more": ("remind", "aus"),
    "Was kostet ein Bürgerrat?": ("search", "Kosten Bürgerrat"),
    "Wie teuer ist die Moderation?": ("search", "Kosten Moderation"),
    "How much does an assembly cost?": ("search", "costs assembly"),
    "Got a tip?": ("tip", ""),
}
CHAT = """
    Ich kann nicht | Ich bin müde | I am tired | Wie geht es dir? | How are you? | Was machst du heute? | Wer kommt?
    Ich kann nicht schlafen | Link zur Aufzeichnung von gestern | Was steht in der Satzung? | Was ist los mit dir?
    Kannst du mir helfen, eine Vorlage zu finden? | What do we need for sortition? | Worum ging es gestern im Rat?
    Ich bin dabei, eine Vorlage zu schreiben | What time is it? | I can't believe it
"""


def several(text: str) -> list[str]:
    return [one.strip() for line in text.strip().splitlines() for one in line.split("|")]


SAID = [(name, line) for name, lines in MEANT.items() for line in several(lines)]


@pytest.mark.parametrize(("name", "line"), SAID, ids=[line for _, line in SAID])
def test_a_sentence_asks_for_what_a_command_tells(name: str, line: str) -> None:
    meant = understand(line, discover(), admin=False, prefixed=False)
    assert isinstance(meant, Meant)
    assert (meant.command.name, meant.words, meant.guessed) == (name, "", False)


@pytest.mark.parametrize("line", WITH_WORDS)
def test_a_sentence_that_says_more(line: str) -> None:
    meant = understand(line, discover(), admin=False, prefixed=False)
    assert isinstance(meant, Meant)
    assert (meant.command.name, meant.words) == WITH_WORDS[line]


@pytest.mark.parametrize("line", several(CHAT))
def test_what_only_resembles_one_asks_for_nothing(line: str) -> None:
    assert understand(line, discover(), admin=False, prefixed=False) == Unclear()


@pytest.mark.parametrize("line", [line for _, line in SAID])
def test_in_a_group_nothing_of_it_is_meant_for_the_bot(line: str) -> None:
    assert understand(line, discover(), admin=False, prefixed=True) is None
