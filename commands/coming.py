"""`!coming` and 👍 on a reminder: who comes to a meeting."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from commands import _ahead, _show, _when
from commands._asked import asked, either
from commands._calendar import Meeting, coming, meetings
from commands._fold import yes_or_no
from commands._kit import Ask, Example, Reply, UserError, command, reaction
from commands._words import pattern
from storage import Tx

_NOT_COMING = ("nicht dabei", "not coming")  # names that say no by themselves
_DAY = timedelta(days=1)
_FURTHEST = timedelta(days=_when.FURTHEST)
_NO = r"doch\s+nicht|nein|nicht|not(?:\s+after\s+all)?|no|👎"
_NEXT = r"(?:(?:das|the|am|beim)\s+)?(?:n(?:ä|ae?)chste[snm]?|next)(?:\s+(?:mal|time|treffen|meeting)|\s*$)"
_AROUND = pattern(rf"(?<!\w)(?:{_NEXT}|(?:dabei|da|coming|there|gern|gerne|auch|too|wieder|again)(?!\w))")
_ANSWER = pattern(rf"(?<!\w)(?:(?P<no>{_NO})|doch|ja|yes|👍)(?!\w)")


@command(
    "coming",
    "dabei",
    "ich komme",
    *_NOT_COMING,
    changes=True,
    theme="meetings",
    ordered=either(asked("coming"), asked("not coming", "nein")),
    examples=[
        Example(
            "!dabei",
            "Schön, du bist am Mittwoch, 2. Dezember, 19:00 Uhr, dabei: Kosten im Griff\n"
            "Falls etwas dazwischenkommt: !dabei nein",
        ),
        Example(
            "!dabei 6.1.",
            "Schön, du bist am Mittwoch, 6. Januar, 19:00 Uhr, dabei: Losverfahren in kleinen Gemeinden\n"
            "Falls etwas dazwischenkommt: !dabei nein 6.1.2027",
        ),
        Example(
            "!dabei nein",
            "In Ordnung, du bist am Mittwoch, 2. Dezember, 19:00 Uhr, nicht dabei: Kosten im Griff\nFalls doch: !dabei",
        ),
        Example(
            "!coming",
            "Good, you are coming on Wednesday 2 December, 19:00 (Berlin time): Kosten im Griff\n"
            "If something gets in the way: !coming no",
            language="en",
        ),
        Example(
            "!coming no 6 January",
            "All right, you are not coming on Wednesday 6 January, 19:00 (Berlin time): "
            "Losverfahren in kleinen Gemeinden\nIf you can make it after all: !coming 6.1.2027",
            language="en",
        ),
        Example(
            "!dabei 9.12.",
            "Am Mittwoch, 9. Dezember, ist kein Treffen. Das nächste ist am Mittwoch, 2. Dezember, 19:00 Uhr.…",
            refused=True,
        ),
        Example("!dabei vielleicht", "Dahinter passt ein Datum oder „nein“, nicht „vielleicht“.…", refused=True),
    ],
)
def say_so(tx: Tx, ask: Ask) -> Reply:
    """Notes whether the person comes, to the next meeting or to the one on the day that is named."""
    upcoming = coming(tx, ask.now, 1)
    if not upcoming:
        return Reply(ask.say("show-none"))
    comes, day = _read(ask.words)
    comes = comes and ask.called not in _NOT_COMING
    meeting = _on(tx, ask, day, upcoming[0]) if day else upcoming[0]
    if comes:
        tx.rsvps.add(meeting.uid, ask.sender, ask.now)
    else:
        tx.rsvps.remove(meeting.uid, ask.sender)
    local = meeting.starts.astimezone(ask.zone)
    told = {
        "name": meeting.name,
        "when": _show.when(meeting.starts, ask.now, ask.zone, ask.language),
        "day": "" if meeting == upcoming[0] else f" {local.day}.{local.month}.{local.year}",
    }
    return Reply(ask.say("coming-yes" if comes else "coming-no", **told))


def _thumb(tx: Tx, ask: Ask, key: str, emoji: str, removed: bool) -> None:
    """👍 says yes; 👎, or the last 👍 taken back, says no; other emojis say nothing about coming."""
    yes = yes_or_no(emoji)
    if yes is None or (removed and not yes):
        return
    uid = _ahead.uid_in(key)
    for meeting in meetings(tx, ask.now - _DAY, ask.now + _FURTHEST):
        if meeting.uid == uid and meeting.ends > ask.now:
            under = f"{key} {ask.chat}"
            if removed:
                tx.rsvps.take_back(uid, ask.sender, under=under)
            elif yes:
                tx.rsvps.add(uid, ask.sender, ask.now, under=under)
            else:
                tx.rsvps.remove(uid, ask.sender)


thumb = reaction("reminder")(_thumb)
own_thumb = reaction("personal")(_thumb)


def _read(words: str) -> tuple[bool, str]:
    """Whether the words say yes, and the day they name."""
    answer = _ANSWER.search(words)
    rest = words[: answer.start()] + words[answer.end() :] if answer else words
    return answer is None or answer["no"] is None, _AROUND.sub("", rest).lstrip(" ,.!?").rstrip(" ,!?")


def _on(tx: Tx, ask: Ask, words: str, upcoming: Meeting) -> Meeting:
    """The meeting on the day that the words name; raises UserError where there is none, or it is over."""
    first = upcoming.starts.astimezone(ask.zone)
    example = f"!{say_so.name_in(ask.language)} {first.day}.{first.month}."
    found = _when.find(words, ask.now, ask.zone, ask.language)
    if found.day is None or found.rest:
        raise UserError(ask.say("coming-wrong", words=_show.shortened(words)), example)
    here = _of_day(tx, ask, found.day)
    if here and here[-1].ends > ask.now:
        return next(one for one in here if one.ends > ask.now)
    if found.next_year:  # the day without a year may be the last one too
        last = _when.find(words, ask.now, ask.zone, ask.language, past=True)
        here = _of_day(tx, ask, last.day) if last.day else []
    if here:
        raise UserError(ask.say("coming-over", name=here[-1].name, day=_day(here[-1].starts, ask)), example)
    there = datetime.combine(found.day, time(12), ask.zone)
    then = _show.when(upcoming.starts, ask.now, ask.zone, ask.language)
    raise UserError(ask.say("coming-none", day=_day(there, ask), when=then), example)


def _of_day(tx: Tx, ask: Ask, day: date) -> list[Meeting]:
    """The meetings on a day, in order."""
    begins = datetime.combine(day, time(), ask.zone)
    return meetings(tx, begins, begins + _DAY)


def _day(at: datetime, ask: Ask) -> str:
    return _show.day(at, ask.now, ask.zone, ask.language)
