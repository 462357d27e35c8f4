"""Locking a backup: what opens it, what does not, and that a bot's memory is enough for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from bot import locked
from bot.errors import BackupError

PHRASE = "vier Wörter für später"
ENOUGH = 40_000_000  # bytes that locking may take beside the bot, which has 256 MB altogether
MEASURE = """
import re, sys
from pathlib import Path
from bot import locked
def most():
    return int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) * 1024
plain, there, back = map(Path, sys.argv[1:])
before = most()
locked.lock(plain, there, "geheim")
locked.unlock(there, back, "geheim")
print(most() - before)
"""


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    (path := tmp_path / "plain").write_bytes(os.urandom(200_000))
    return path


def test_only_its_passphrase_opens_it(plain: Path, tmp_path: Path) -> None:
    there = locked.lock(plain, tmp_path / "there", PHRASE)
    assert locked.unlock(there, tmp_path / "back", PHRASE).read_bytes() == plain.read_bytes()
    assert (locked.is_locked(there), locked.is_locked(plain)) == (True, False)
    again = locked.lock(plain, tmp_path / "again", PHRASE)
    assert again.read_bytes().splitlines()[0] != there.read_bytes().splitlines()[0]  # a salt of its own
    with pytest.raises(BackupError, match="phrase"):
        locked.unlock(there, tmp_path / "back", "anders")


def test_the_key_of_a_passphrase_stays_the_same_for_ever() -> None:
    key = "AGE-SECRET-KEY-1E9CNQSS5Y4P2JWDAZL3GCYFVYZUFTSMLT0Q9XWANUU3TF3ZM5SRSGCPER4"
    assert str(locked._identity("x", b"0" * 16)) == key


@pytest.mark.parametrize("left", [48, 49, 300, 100_000, -1])
def test_what_was_cut_off_or_changed_does_not_open(plain: Path, tmp_path: Path, left: int) -> None:
    there = locked.lock(plain, tmp_path / "there", PHRASE)
    whole = there.read_bytes()
    for spoiled in (whole[:left], whole[:left] + b"x" + whole[left:][1:]):
        there.write_bytes(spoiled)
        if spoiled != whole:
            with pytest.raises(BackupError, match="phrase"):
                locked.unlock(there, tmp_path / "back", PHRASE)


def test_what_another_tool_locked_with_a_passphrase_opens_too(plain: Path, tmp_path: Path) -> None:
    (there := tmp_path / "there").write_bytes(pyrage.passphrase.encrypt(plain.read_bytes(), PHRASE))
    assert locked.is_locked(there)
    assert locked.unlock(there, tmp_path / "back", PHRASE).read_bytes() == plain.read_bytes()


def test_a_full_disk_is_no_wrong_passphrase(plain: Path, tmp_path: Path) -> None:
    there = locked.lock(plain, tmp_path / "there", PHRASE)
    for work in (locked.lock, locked.unlock):
        with pytest.raises(OSError, match="No space left on device"):
            work(plain if work is locked.lock else there, Path("/dev/full"), PHRASE)


def test_a_large_file_takes_little_memory(tmp_path: Path) -> None:
    (plain := tmp_path / "plain").write_bytes(os.urandom(1_000_000) * 100)
    words = [sys.executable, "-c", MEASURE, str(plain), str(tmp_path / "there"), str(tmp_path / "back")]
    told = subprocess.run(words, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent).stdout
    assert re.fullmatch(r"\d+\n", told)
    assert int(told) < ENOUGH
