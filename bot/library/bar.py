"""How far an import is, as a bar; only where a person looks at the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from bot.library.folder import Shown
from bot.library.intake import silent
from commands._texts import Language, say


@contextmanager
def bar(language: Language) -> Iterator[Shown]:
    """Yields what is to be told how far it is; the bar is gone at the end."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield silent
        return
    parts = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*parts, console=console, transient=True) as progress:
        steps = {what: say(language, "import-step", what=what) for what in ("read", "write")}
        tasks = {what: progress.add_task(step, total=None) for what, step in steps.items()}
        yield lambda what, done, total: progress.update(tasks[what], completed=done, total=total)
