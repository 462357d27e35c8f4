"""Recordings: how they are told in a list, alone and to the groups, and how that of a meeting gets into the library.

What is known of the recording of a meeting stands in one place: its link is in the library, under the uid of the
meeting. The meeting itself keeps only that there is none (`NONE`), or a link that came with an imported calendar and
of which the library knows nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from commands import _show
from commands._calendar import Meeting, meetings
from commands._fold import bare
from commands._kit import Ask, Audience, Reply, UserError
from commands._library import addresses, links_at
from commands._meeting.dates import row
from storage import Tx
from storage.library import Chapter, Passage, Recording

NONE = "-"  # stored with a meeting of which there is no recording
HELD = timedelta(minutes=5)  # before a new one is told to the groups

_NEWS = timedelta(weeks=8)  # what was recorded before that is an old one that was imported
_FRESH = timedelta(days=7)
_DAY = timedelta(days=1)
_CHAPTERS = 10  # more than that would have to be scrolled
_IN_A_LIST = 140  # characters of a passage
_TELLING = 4  # letters of a word that says something
_ENDING = 2  # letters of it that may differ


# -- how they are told -----------------------------------------------------------------------------------


def line(tx: Tx, ask: Ask, entry: int) -> str:
    """Title, date and length; below them the chapter that is about what was asked for."""
    recording = tx.recordings.get(entry)
    if recording is None:
        return ask.say("hits-gone")
    chapter = _fitting(tx.recordings.chapters(entry), ask.words)
    return "\n".join([about(recording, ask, ask.now), *([_chapter(chapter)] if chapter else [])])


def card(tx: Tx, ask: Ask, entry: int) -> Reply:
    """All about a recording; where a chapter is about what was asked for, with a link that opens there."""
    recording = tx.recordings.get(entry)
    if recording is None:
        return Reply(ask.say("hits-gone"))
    lines = [*_head(recording, ask), *details(tx, recording, ask)]
    chapter = _fitting(tx.recordings.chapters(entry), ask.words)
    if chapter and chapter.second and (opened := links_at.at(recording.link, chapter.second)):
        link = warned(tx, recording.link, ask, opened)
        lines.append(ask.say("recordings-chapter", time=clock(chapter.second), title=chapter.title, link=link))
    return Reply("\n".join(lines))


def passage_line(tx: Tx, ask: Ask, entry: int) -> str:
    """Title, date and length of the recording; below them when and how it is said."""
    found = _passage(tx, entry)
    if found is None:
        return ask.say("hits-gone")
    passage, recording = found
    return f"{about(recording, ask, ask.now)}\n{_said(passage, ask, _IN_A_LIST)}"


def passage_card(tx: Tx, ask: Ask, entry: int) -> Reply:
    """What is said, in which recording and when, with a link that opens there where that is possible."""
    found = _passage(tx, entry)
    if found is None:
        return Reply(ask.say("hits-gone"))
    passage, recording = found
    sentences = passage.sentences
    best = _best(sentences, ask)
    second, opened = sentences[best][0], links_at.at(recording.link, sentences[best][0]) or ""
    text = " ".join(sentence for _, sentence in sentences[best:])
    said = ask.say("recordings-said", time=clock(second), text=text)
    return Reply("\n".join([*_head(recording, ask), said, warned(tx, recording.link, ask, opened)]))


def about(recording: Recording, to: Ask | Audience, now: datetime) -> str:
    """Its title, date and length: "Kosten im Griff (2. Dezember, 78 Minuten)"."""
    return f"{recording.title} ({_when(recording, to, now)})"


def details(tx: Tx, recording: Recording, to: Ask | Audience) -> list[str]:
    """Who speaks, the chapters, the link and that to the slides."""
    chapters = tx.recordings.chapters(recording.id)
    more = len(chapters) - _CHAPTERS
    shown = chapters if more <= 1 else chapters[:_CHAPTERS]
    speakers = [one.strip() for one in recording.speakers.split(";") if one.strip()]
    return [
        *([to.say("recordings-speakers", speakers=_show.listed(speakers, to.language))] if speakers else []),
        *map(_chapter, shown),
        *([to.say("recordings-chapters", more=more)] if more > 1 else []),
        warned(tx, recording.link, to),
        *([to.say("recordings-slides"), warned(tx, recording.slides, to)] * bool(recording.slides)),
    ]


def warned(tx: Tx, link: str, to: Ask | Audience, opened: str = "") -> str:
    """A link, or the same that opens at a second, with a warning before it if it did not open lately."""
    shown = opened or link
    return to.say("recordings-dead", link=shown) if tx.links.is_dead(link) else shown


def clock(second: int) -> str:
    """A second of a video as players show it: "00:12:30"."""
    minutes, seconds = divmod(second, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


def _head(recording: Recording, ask: Ask) -> list[str]:
    return [ask.say("recordings-title", title=recording.title), _when(recording, ask, ask.now)]


def _when(recording: Recording, to: Ask | Audience, now: datetime) -> str:
    noon = datetime.combine(recording.date, time(12), to.zone)
    day = _show.short_day(noon, now, to.zone, to.language)
    return f"{day}, {to.say('show-minutes', minutes=recording.length)}" if recording.length else day


def _chapter(chapter: Chapter) -> str:
    return f"{clock(chapter.second)} {chapter.title}"


def _passage(tx: Tx, entry: int) -> tuple[Passage, Recording] | None:
    passage = tx.recordings.passage(entry)
    recording = tx.recordings.get(passage.recording) if passage else None
    return (passage, recording) if passage and recording else None


def _said(passage: Passage, ask: Ask, most: int) -> str:
    """When and how it is said: the sentence that says most of what was asked for."""
    sentences = passage.sentences
    second, sentence = sentences[_best(sentences, ask)]
    return ask.say("recordings-said", time=clock(second), text=_show.shortened(sentence, most))


def _best(sentences: Sequence[tuple[int, str]], ask: Ask) -> int:
    """Which of the sentences says most of what was asked for, the first of several."""
    words = _words(ask.words)
    return max(range(len(sentences)), key=lambda at: _shared(sentences[at][1], words))


def _fitting(chapters: Sequence[Chapter], asked: str) -> Chapter | None:
    """The chapter whose title says most of the words, the first of several; None if none says any."""
    words = _words(asked)
    best = max(chapters, key=lambda one: _shared(one.title, words), default=None)
    return best if best and _shared(best.title, words) else None


def _words(asked: str) -> list[str]:
    """The words that say something, without their endings."""
    words = (bare(word).strip("\"'?!.,;:()") for word in asked.split())
    return [word[: max(_TELLING, len(word) - _ENDING)] for word in words if len(word) >= _TELLING]


def _shared(text: str, words: Sequence[str]) -> int:
    said = bare(text)
    return sum(word in said for word in words)


def news_at(recording: Recording) -> datetime | None:
    """When the groups are told of a recording that was added; None if it is too old to be news.

    Until then an admin can take it back, or add what is missing.
    """
    fresh = recording.added_at.date() - recording.date <= _NEWS
    return recording.added_at + HELD if fresh else None


def in_the_groups(recording: Recording, now: datetime) -> bool:
    """Whether the groups may have read of a recording, and lately enough that it is mended there."""
    news = news_at(recording)
    return news is not None and news < now < news + _DAY


# -- those of meetings -----------------------------------------------------------------------------------


def latest(tx: Tx, now: datetime) -> Meeting | None:
    """The last meeting, as long as people ask for its recording; None if there is none of it."""
    ended = [one for one in meetings(tx, now - _FRESH - _DAY, now) if now - _FRESH < one.ends <= now]
    last = max(ended, key=lambda one: one.ends, default=None)
    return last if last and link_of(tx, last) != NONE else None


def link_of(tx: Tx, meeting: Meeting) -> str:
    """The link to the recording of a meeting; `NONE` if there is none, empty if nobody has said."""
    recording = tx.recordings.of_meeting(meeting.uid)
    return recording.link if recording else meeting.recording


def enter(tx: Tx, ask: Ask, meeting: Meeting, link: str, minutes: int | None) -> Recording | None:
    """Puts the recording of a meeting into the library and returns it; None if it was there, and has this link now.

    Without `minutes` a new one is as long as the meeting. Raises `UserError` if the link is that of another recording.
    """
    mine, other = tx.recordings.of_meeting(meeting.uid), tx.recordings.linked(*addresses.spellings(link))
    nobodys = other is not None and mine is None and other.meeting is None and other.date == _day(meeting)
    if other and other != mine and not nobodys:
        raise UserError(ask.say("recordings-taken", about=about(other, ask, ask.now)))
    known = mine or other
    tx.meetings.change(row(tx, meeting), recording=None)  # its count of changes tells calendars to look again
    if known is None:
        return _added(tx, ask, meeting, link, minutes)
    tx.recordings.change(known.id, meeting=meeting.uid, link=link, length=minutes or known.length)
    return None


def enter_none(tx: Tx, meeting: Meeting) -> None:
    """Keeps that there is no recording of a meeting; one that the library has goes."""
    if recording := tx.recordings.of_meeting(meeting.uid):
        tx.recordings.remove(recording.id)
    tx.meetings.change(row(tx, meeting), recording=NONE)


def _added(tx: Tx, ask: Ask, meeting: Meeting, link: str, minutes: int | None) -> Recording | None:
    entry = tx.recordings.add(
        meeting=meeting.uid,
        title=meeting.name,
        date=_day(meeting),
        speakers=meeting.speakers,
        link=link,
        length=minutes or (meeting.ends - meeting.starts) // timedelta(minutes=1),
        added_at=ask.now,
    )
    return tx.recordings.get(entry)


def _day(meeting: Meeting) -> date:
    return meeting.starts.astimezone(meeting.zone).date()
