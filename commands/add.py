"""`!add`: admins put recordings, templates, tips and terms into the library; what is missing is asked."""

from __future__ import annotations

from typing import Any

from commands._kit import Ask, Example, Reply, UserError, command, listener
from commands._library import asking, sentences, shelves
from commands._library.quotes import as_typed
from storage import Tx


@command(
    "add",
    "neu",
    "neue",
    "neuer",
    "neues",
    "hinzufügen",
    "aufnehmen",
    who="admin",
    changes=True,
    ordered=sentences.addition,
    examples=[
        Example(
            "!neu tipp Kosten: Rechnet den Raum von Anfang an mit ein. (Handbuch Bürgerrat, 2024)",
            "Wie heißt der Tipp auf Englisch?\nweiter überspringt eine Frage, fertig alle übrigen, abbrechen verwirft.",
        ),
        Example(
            '!neu aufzeichnung https://video.example/w/zweit "Moderation zu zweit" 4.11. mit Lena Bachmann 78 Minuten',
            "Aufgenommen:\nModeration zu zweit\n4. November, 78 Minuten\nMit Lena Bachmann\nhttps://video.example/w/zweit\n…",
        ),
        Example(
            "!neu aufzeichnung http://localhost/film 4.6.",
            "„http://localhost/film“ kann nicht jede:r öffnen.…",
            refused=True,
        ),
        Example(
            '!add recording https://video.example/w/two "Two facilitators" 4 November with Lena Bachmann',
            "Added:\nTwo facilitators\n4 November\nWith Lena Bachmann\nhttps://video.example/w/two\n…",
            language="en",
        ),
    ],
)
def add(tx: Tx, ask: Ask) -> Reply:
    """Adds what the words and the file tell, or asks for what is missing."""
    kind, words = shelves.kind_of(tx, ask, as_typed(ask), "add")
    try:
        return asking.begun(tx, ask, kind, words)
    except UserError as error:
        raise UserError(str(error), error.example or ask.say("shelves-try", command="add", kind=kind)) from error


@listener(asking.QUESTION, who="admin")
def heard(tx: Tx, ask: Ask, data: dict[str, Any], line: str | None) -> Reply:
    """The answer to a question about a new entry."""
    return Reply(ask.say("add-off")) if line is None else asking.answered(tx, ask, data, line)
