"""The library folder: files under their SHA-256, so that the same file lies there once and no name is ever a path."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from storage.content import File
from storage.instants import to_ms
from storage.store import Store

_NAME = re.compile(r"[0-9a-f]{64}")
_OURS = re.compile(rf"{_NAME.pattern}(?:\.part)?")  # so that nothing else goes that somebody keeps in the folder


class Files:
    """Files by their SHA-256 in hex. They are written before the transaction that refers to them ends: what a rollback
    leaves behind is nobody's, and goes with `keep_only`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keeps a file; returns its SHA-256. Raises OSError if the folder cannot be written."""
        name = sha256(data).hexdigest()
        path = self.folder / name
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            half = path.with_suffix(".part")
            with half.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        return name

    def has(self, name: str) -> bool:
        """Whether a file is there."""
        return (self.folder / name).exists()

    def get(self, name: str) -> bytes:
        """What is in a file. Raises OSError if it is gone."""
        return (self.folder / name).read_bytes()

    def loaded(self, file: File) -> File:
        """The file with its data, which a delivery names by its SHA-256 only. Raises OSError if it is gone."""
        return replace(file, data=self.get(file.stored), stored="") if file.stored else file

    def keep_only(self, names: set[str]) -> int:
        """Removes every other file of ours; returns how many. Raises OSError if one cannot be removed."""
        others = [path for path in self.folder.glob("*") if _OURS.fullmatch(path.name) and path.name not in names]
        for path in others:
            path.unlink(missing_ok=True)
        return len(others)


class Named(Store):
    """Where files are named."""

    def files(self, since: datetime) -> set[str]:
        """The files that a template, an announcement, an open question or a message on its way out names, and those
        that would come back with what an admin changed since then."""
        rows = self._run(
            "SELECT file AS told FROM templates WHERE file <> ''"
            " UNION ALL SELECT files FROM announcements UNION ALL SELECT data FROM offers"
            " UNION ALL SELECT content FROM deliveries WHERE state IN ('waiting', 'sending', 'unknown')"
            " UNION ALL SELECT changes FROM audit WHERE at > :since AND undone IS NULL",
            since=to_ms(since),
        )
        return {name for row in rows for name in _NAME.findall(row["told"] or "")}
