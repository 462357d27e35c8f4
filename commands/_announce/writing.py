"""What an admin writes → a draft: the head, the words for each language, and the files that came along."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from commands import _show
from commands._announce.draft import Draft
from commands._announce.header import Head, split_head, target
from commands._kit import Ask, UserError
from storage import Tx
from storage.announcements import Announcement
from storage.content import File

LONGEST = 4000  # characters; three messages, which people still read
_INLINE = re.compile(r"(?:^|(?<=\s))(?P<language>DE|EN):(?=\s)")  # in one line, if the text begins so
_BLOCK = re.compile(r"^[ \t]*(?P<language>de|en)[ \t]*:", re.IGNORECASE | re.MULTILINE)


class TimeUnclear(UserError):
    """The head asks for the time at which the draft is to go out."""

    def __init__(self, draft: Draft, head: Head) -> None:
        super().__init__(head.asks)
        self.draft, self.head = draft, head


def drafted(tx: Tx, ask: Ask, text: str, *, plain: bool = False) -> tuple[Draft, Head]:
    """The draft that a text with its head makes, and that head; raises UserError if it cannot be announced as it is.

    With `plain` a day without a time is text, and so is a time that is unclear.
    """
    head, rest = split_head(tx, ask, text, unclear="text" if plain else "asked")
    what = Announcement(
        author=ask.sender,
        chat=ask.chat,
        texts=checked(ask, rest, files=bool(ask.files)),
        groups=target(tx, ask, head),
        due=head.due or ask.now,
        made=ask.now,
        files=_files(tx, ask),
        urgent=head.urgent,
    )
    return Draft(what, eyes=head.eyes), head


def rewritten(tx: Tx, ask: Ask, draft: Draft, text: str) -> Draft:
    """The draft with another text; what its head does not name, and files if none came along, stay.

    Raises TimeUnclear if the head names no plain time.
    """
    head, rest = split_head(tx, ask, text, unclear="asked")
    what, files = draft.what, _files(tx, ask)
    texts = checked(ask, rest, files=bool(files or what.files)) if rest.strip() or head == Head() else what.texts
    if not text.strip():
        texts = what.texts  # only files came
    new = replace(
        what,
        texts=texts,
        made=ask.now,
        files=files or what.files,
    )
    made = with_head(replace(draft, what=new), head)
    if head.asks:
        raise TimeUnclear(made, head)
    return made


def with_head(draft: Draft, head: Head) -> Draft:
    """The draft with what the head names; the rest stays."""
    what = draft.what
    new = replace(what, groups=head.groups or what.groups, due=head.due or what.due, urgent=head.urgent or what.urgent)
    return replace(draft, what=new, eyes=head.eyes or draft.eyes)


def in_languages(text: str) -> dict[str, str]:
    """The words by language: what stands behind `DE:` and `EN:` at the start of a line; "" if there are no such."""
    found = list(_BLOCK.finditer(text))
    if found and not text[: found[0].start()].strip():
        found = sorted({one.start("language"): one for one in [*_INLINE.finditer(text), *found]}.values(), key=_start)
    if not found:
        return {"": text.strip()}
    head = text[: found[0].start()].strip()
    ends = [*(match.start() for match in found[1:]), len(text)]
    texts: dict[str, str] = {}
    for match, end in zip(found, ends, strict=True):
        words = text[match.end() : end].strip()
        if words:
            language = match["language"].lower()
            texts[language] = "\n".join(filter(None, [texts.get(language, head), words]))
    return texts


def _start(match: re.Match[str]) -> int:
    return match.start("language")


def checked(ask: Ask, text: str, *, files: bool) -> Mapping[str, str]:
    """The words by language; raises UserError if there are none, or too many to be read."""
    if ask.mentions:
        raise UserError(ask.say("announce-mention"), example=None)
    texts = in_languages(text)
    if not any(texts.values()) and not files:
        raise UserError(ask.say("announce-empty"))
    longest = max(map(len, texts.values()), default=0)
    if longest > LONGEST:
        raise UserError(ask.say("announce-long", length=longest, most=LONGEST), example=None)
    return texts or {"": ""}


def _files(tx: Tx, ask: Ask) -> tuple[File, ...]:
    """The files that came along, kept in the library folder; raises UserError if one did not arrive whole."""
    if ask.lost:
        names = _show.listed([_show.shortened(name) or "?" for name in ask.lost], ask.language)
        raise UserError(ask.say("announce-lost", names=names, most=ask.most_bytes >> 20), example=None)
    if sum(len(file.data) for file in ask.files) > ask.most_bytes:
        raise UserError(ask.say("announce-heavy", most=ask.most_bytes >> 20), example=None)
    return tuple(File(file.name, file.type, stored=tx.files.put(file.data)) for file in ask.files)
