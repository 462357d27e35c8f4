"""Documents from practice."""

from __future__ import annotations

from storage.library import Shelf, Template


class Templates(Shelf[Template]):
    """Templates; their files lie in the library folder under their SHA-256."""

    table, kind, of = "templates", "template", Template

    def files(self) -> set[str]:
        """The SHA-256 of every file that a template refers to."""
        return {row["file"] for row in self._all("SELECT DISTINCT file FROM templates WHERE file <> ''")}

    def linked(self, link: str) -> Template | None:
        """The one with this link."""
        return self._found("link = :link", link=link)

    def with_file(self, sha: str) -> Template | None:
        """The one with the file of this SHA-256."""
        return self._found("file = :sha", sha=sha)

    def text(self, entry: Template) -> tuple[str, str]:
        """Its title; kind, phase, region, who used it, what came of it, and what is written in its file."""
        year = str(entry.year or "")
        about = [entry.kind, entry.phase, entry.region, entry.used_by, entry.outcome, year, entry.file_name]
        return entry.title, "\n".join([*about, entry.words])
