"""What an admin says to a preview."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from commands import discover
from commands._announce import sentences
from commands._announce.draft import Draft, preview
from commands._announce.sending import confirmed
from commands._fold import asks_to_write, fold, yes_or_no
from commands._kit import Ask, Reply, UserError
from storage import Tx

_WORD = 20  # letters; somebody who writes a single word rather answers, or asks for something else
_ANSWER = 12  # words of what begins like an answer, and is none that is clear
_REMARKS = {"quatsch", "doch", "falsch", "halt", "warte", "moment", "stopp", "stop", "wait", "nonsense", "wrong"}
_URGENT = {"dringend", "urgent"}
_TIME = re.compile(r"\d{1,2}(?:[.:]\d\d(?:uhr|h)?|uhr|h|am|pm)")
_WITH = {"mit", "bitte", "ist", "please", "as"}
Rewritten = Callable[[Tx, Ask, Draft, str], Draft]


def answered(tx: Tx, ask: Ask, data: dict[str, Any], line: str | None, rewritten: Rewritten) -> Reply | None:
    """The reply to a line or a reaction: yes, no, or another text, of which `rewritten` makes the new draft.

    None if it was not meant for the draft: in the group of the admins only a reply to the preview replaces the text.
    """
    draft = Draft.of(data)
    wanted = sentences.of_draft(line or "", of_poll=draft.what.poll is not None)
    if wanted is not None:
        line = wanted[1] if wanted[0] == "edit" else None
    answer = yes_or_no(line) if line is not None else False
    if answer is not None:
        return (
            confirmed(tx, ask, draft)
            if answer
            else Reply(ask.say("announce-dropped", poll=int(draft.what.poll is not None)))
        )
    if asks_to_write(line or ""):
        raise UserError(ask.say("announce-write", where="group" if ask.in_group else "direct"), example=None)
    if ask.in_group and not ask.replies:
        return None
    words = fold(line or "").replace(",", " ").split()
    if not _URGENT.isdisjoint(words) and (_URGENT | _WITH).issuperset(words) and not ask.files:
        return preview(tx, ask, replace(draft, what=replace(draft.what, urgent=True)))
    if len(words) in range(2, _ANSWER + 1) and (yes_or_no(words[0]) is not None or words[0] in _REMARKS):
        raise UserError(ask.say("announce-yes"), example=None)
    if len(words) == 1 and len(words[0]) <= _WORD and not ask.files and not _TIME.fullmatch(words[0]):
        if ask.in_group or words[0].rstrip(".,;:!?") not in discover().by_name:
            raise UserError(ask.say("announce-short"), example=None)
        return None
    return preview(tx, ask, rewritten(tx, ask, draft, line or ""))
