"""What was answered so far, so that setting up can be left and taken up: losbote.toml and losbote.setup.json."""

from __future__ import annotations

import json
import tomllib
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_PARTS = ("answers", "titles", "languages", "names", "chosen", "done")


@dataclass
class Kept:
    """`base` is what losbote.toml held at the start, `answers` what was answered since, both as TOML has them."""

    path: Path
    base: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)  # of groups in Signal, by their names in the settings
    languages: dict[str, str] = field(default_factory=dict)  # of groups, as they were chosen
    names: dict[str, str] = field(default_factory=dict)  # of people in Signal, by their ACI
    chosen: list[str] = field(default_factory=list)  # ids of groups that are being asked about
    done: list[str] = field(default_factory=list)  # names of steps
    resumed: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """What losbote.toml is to hold."""
        posts = {**self.base.get("posts", {}), **self.answers.get("posts", {})}
        return {**self.base, **self.answers, **({"posts": posts} if posts else {})}

    @property
    def beside(self) -> Path:
        """The file of answers beside losbote.toml."""
        return self.path.with_name(f"{self.path.stem}.setup.json")

    def read(self, *, settings: bool = True) -> None:
        """Takes up what was answered before, and the `settings`; a file of answers that is broken counts as none."""
        if settings and self.path.is_file():
            self.base = tomllib.loads(self.path.read_text(encoding="utf-8-sig"))
        with suppress(OSError, ValueError, LookupError, TypeError):
            found = json.loads(self.beside.read_text(encoding="utf-8"))
            parts = {part: type(getattr(self, part))(found[part]) for part in _PARTS}
            for part, value in parts.items():
                setattr(self, part, value)
            self.resumed = True

    def forget(self, done: str) -> None:
        """What was done holds no more."""
        self.done = [step for step in self.done if step != done]

    def save(self) -> None:
        """Writes the answers. Raises OSError."""
        half = self.beside.with_name(f"{self.beside.name}.part")
        half.write_text(json.dumps({part: getattr(self, part) for part in _PARTS}, indent=1), encoding="utf-8")
        half.replace(self.beside)

    def close(self) -> None:
        """All is in losbote.toml now."""
        with suppress(OSError):
            self.beside.unlink(missing_ok=True)
