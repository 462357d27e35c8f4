"""Imported once by the process that bots are forked from, so that each of them has read all sentences already."""

from __future__ import annotations

from commands._texts import LANGUAGES, bundle

for language in LANGUAGES:
    bundle(language)
