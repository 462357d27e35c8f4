"""losbote.toml as setting up writes it: the example with answers in it, nothing lost, nothing overwritten unseen."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.errors import SettingsError
from bot.settings import load
from bot.setup.base import Setup
from bot.setup.file import example, put, written
from bot.setup.kept import Kept
from bot.setup.talk import Talk

GROUP = {"id": "group.UVVKRFJFVkdSMGhKU2t0TVRVNVBVRkZTVTFSVlZsZFlXVnBoWW1Oa1pXWT0=", "purpose": "main"}
NEEDED: dict[str, Any] = {"number": "+4915112345678", "admins": []}
SHOWN: dict[str, Any] = {"posts": {}, "sending": {}}


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"groups": {"main": GROUP}},
        {"groups": {"region": GROUP, "test": GROUP | {"purpose": "test"}}, "language": "en"},
        {"receive": {"webhook": "127.0.0.1:8091"}, "posts": {"tips": "", "pin": False}, "sending": {"timeout": 30.5}},
        {"passphrase": 'mit "Gänsefüßchen"', "backups": "", "answer_within": 20, "token": "a\\b"},
    ],
)
def test_all_that_was_answered_is_in_it(values: dict[str, Any]) -> None:
    text = written(example(), NEEDED | values, {"main": "Netz\n[werk]\x07", "test": ""})
    assert tomllib.loads(text) == NEEDED | SHOWN | values


def test_what_was_not_answered_stays_as_the_example_shows_it() -> None:
    before = example().splitlines()
    after = written(example(), NEEDED | {"groups": {"main": GROUP}}, {}).splitlines()
    changed = {was.partition(" = ")[0] for was, now in zip(before, after, strict=True) if was != now}
    assert changed <= {"number", "admins", "id", "# purpose"}


def test_a_group_is_named_by_its_title_in_one_line() -> None:
    text = written(example(), NEEDED | {"groups": {"main": GROUP}}, {"main": "Netz\nwerk\x1b[31m"})
    assert "# In Signal: Netz werk[31m\n[groups.main]\n" in text


def test_what_was_there_is_kept_under_a_free_name(tmp_path: Path) -> None:
    path = tmp_path / "losbote.toml"
    texts = [written(example(), NEEDED | {"hold_seconds": seconds}, {}) for seconds in (1, 2, 3)]
    copies = [put(path, text) for text in (*texts, texts[2])]
    assert copies == [None, tmp_path / "losbote.toml.1", tmp_path / "losbote.toml.2", None]
    assert [one.read_text(encoding="utf-8") for one in (*copies[1:3], path) if one] == texts


def test_settings_that_the_bot_would_refuse_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "losbote.toml"
    with pytest.raises(SettingsError):
        put(path, written(example(), NEEDED | {"hold_seconds": -1}, {}))
    assert list(tmp_path.iterdir()) == []


def test_where_a_variable_lets_the_database_lie_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that `losbote doctor` looks at the same one without the variable."""
    place = tmp_path / "var" / "losbote.db"
    monkeypatch.setenv("LOSBOTE_DATABASE", str(place))
    kept = Kept(tmp_path / "losbote.toml", answers={"number": NEEDED["number"]})
    assert Setup(Talk(Console()), kept).write() is None
    monkeypatch.delenv("LOSBOTE_DATABASE")
    assert load(kept.path).database == place
    assert "library" not in tomllib.loads(kept.path.read_text(encoding="utf-8"))
