"""Documents from practice."""

from __future__ import annotations

import json
from dataclasses import fields

from storage.library import Shelf, Template


class Templates(Shelf[Template]):
    """Templates; their files lie in the library folder under their SHA-256."""

    table, kind, of = "templates", "template", Template

    def facts(self) -> list[Template]:
        """All of them, oldest id first, without the words of their files, which may be many megabytes."""
        columns = ", ".join("'' AS words" if one.name == "words" else one.name for one in fields(Template))
        return [self._entry(row) for row in self._all(f"SELECT {columns} FROM templates ORDER BY id")]  # noqa: S608 - ours

    def files(self) -> set[str]:
        """The SHA-256 of every file that a template refers to."""
        return {row["file"] for row in self._all("SELECT DISTINCT file FROM templates WHERE file <> ''")}

    def linked(self, *links: str) -> Template | None:
        """The first one with one of these links."""
        one_of = "link IN (SELECT value FROM json_each(:links)) ORDER BY id"
        return self._found(one_of, links=json.dumps(links)) if links else None

    def with_file(self, sha: str) -> Template | None:
        """The one with the file of this SHA-256."""
        return self._found("file = :sha", sha=sha)

    def text(self, entry: Template) -> tuple[str, str]:
        """Its title; kind, phase, region, who used it, what came of it, and what is written in its file."""
        year = str(entry.year or "")
        about = [entry.kind, entry.phase, entry.region, entry.used_by, entry.outcome, year, entry.file_name]
        return entry.title, "\n".join([*about, entry.words])
