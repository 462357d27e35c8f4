"""The glossary."""

from __future__ import annotations

from storage.library import Shelf, Term


class Terms(Shelf[Term]):
    """Terms; those that mean the same are found by each other's name, everywhere in the library."""

    table, kind, of = "terms", "term", Term

    def named(self, term_de: str) -> Term | None:
        """The entry of this German name."""
        return self._found("term_de = :term", term=term_de)

    def text(self, entry: Term) -> tuple[str, str]:
        """Its names; the definitions and what else it is called."""
        names = f"{entry.term_de} {entry.term_en}"
        return names, "\n".join([entry.synonyms_de.replace(";", " "), entry.definition_de, entry.definition_en])

    def groups(self) -> list[list[str]]:
        """The names of each entry that mean the same."""
        return [
            [name.strip() for name in (one.term_de, one.term_en, *one.synonyms_de.split(";")) if name.strip()]
            for one in self.all()
        ]

    def _changed(self, entry: int) -> None:
        super()._changed(entry)
        self._search.synonyms(self.groups())
