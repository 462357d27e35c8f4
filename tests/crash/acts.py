"""What people do in the talks of the random kills: acts of a few steps, each with a number that makes its words new."""

from __future__ import annotations

from collections.abc import Callable

from rig import Rig
from test_kill import Line, changed, direct, group

from bot.demo.world import Message

Step = tuple[Line, ...]  # what is said at the same moment
Act = Callable[[int], tuple[Step, ...]]


def petra(*texts: str) -> Step:
    """Petra, who is an admin, writes this to the bot alone."""
    return tuple(direct("petra", text) for text in texts)


def on_newest(do: Callable[[Rig, Message], object], *, poll: bool = False) -> Line:
    """Somebody does something to the bot's newest message in the group, or to its newest poll there."""

    def line(rig: Rig) -> None:
        said = [m for m in rig.world.messages if (m.author, m.chat) == ("bot", rig.group) and (m.poll or not poll)]
        if said:
            do(rig, said[-1])

    return line


def vote(who: str, option: int) -> Line:
    return on_newest(lambda rig, poll: rig.world.vote(who, poll.timestamp, [option]), poll=True)


def thumb(who: str) -> Line:
    return on_newest(lambda rig, message: rig.world.react(who, message.timestamp, "👍"))


def questions(number: int) -> tuple[Step, ...]:
    here = (group("anna", "!next"), group("bert", f"!termine {number % 3 + 2}"), group("deniz", "guten Morgen"))
    return ((*here, direct("carla", "!hilfe")),)


def edited(_: int) -> tuple[Step, ...]:
    return (direct("deniz", "!next"),), (changed("deniz", "!termine"),)


def language(number: int) -> tuple[Step, ...]:
    chosen = direct("carla", f"!sprache {'en' if number % 2 else 'de'}")
    return (chosen,), (direct("carla", "!next"), group("anna", "!hilfe termine"))


def announcement(number: int) -> tuple[Step, ...]:
    return petra(f"!ansage Am Samstag ist Probe {number} im Rathaus."), petra("ja"), petra("!protokoll")


def stopped(number: int) -> tuple[Step, ...]:
    return petra(f"!ansage Der Saal {number} ist frei."), petra("ja", "!stopp"), ()


def poll(number: int) -> tuple[Step, ...]:
    asked = petra(f'!umfrage "Welcher Abend passt, Runde {number}?" Montag | Dienstag | Mittwoch bis 12.12. 18 Uhr')
    votes = (vote("anna", 0), vote("bert", 1), vote("carla", 1))
    return asked, petra("ja"), votes, (vote("carla", 2),), petra("!umfrage ende"), petra("ja")


def meeting(number: int) -> tuple[Step, ...]:
    added = petra(f'!treffen dazu {number + 1}.2. 19:00 "Werkstatt {number}" https://meet.example/w{number}')
    return added, petra(f"!treffen verschiebe {number + 1}.2. auf 18:30"), petra("!zurück"), (thumb("bert"),)


def topic(number: int) -> tuple[Step, ...]:
    return petra(f"!treffen thema 2.12. Was es kostet, Teil {number}"), petra("ja"), (thumb("anna"),)


def library(number: int) -> tuple[Step, ...]:
    added = petra(f"!neu begriff Konsens{number} = Alle können mit Nummer {number} leben.")
    return added, petra("fertig"), petra(f"!entfernen begriff Konsens{number}"), petra("ja"), petra("!zurück")


ACTS: tuple[Act, ...] = (
    questions,
    edited,
    language,
    announcement,
    stopped,
    poll,
    meeting,
    topic,
    library,
)
