"""The library folder: files under their SHA-256, so that the same file lies there once and no name is ever a path."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from storage.content import File


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

    def get(self, name: str) -> bytes:
        """What is in a file. Raises OSError if it is gone."""
        return (self.folder / name).read_bytes()

    def loaded(self, file: File) -> File:
        """The file with its data, which a delivery names by its SHA-256 only. Raises OSError if it is gone."""
        return replace(file, data=self.get(file.stored), stored="") if file.stored else file

    def keep_only(self, names: set[str]) -> int:
        """Removes every other file; returns how many."""
        others = [path for path in self.folder.glob("*") if path.name not in names]
        for path in others:
            path.unlink(missing_ok=True)
        return len(others)
