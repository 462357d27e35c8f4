"""Bad input in the terminal: one sentence that says what to do, in the language of the person, and nothing changed.

What `losbote setup` and `losbote doctor` say to bad input and broken set-ups is tested with them.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import socket
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.backup import pack
from bot.cli import cli
from bot.clock import SystemClock
from bot.lock import sole
from bot.reasons import reason, worded
from bot.settings import load, usual
from bot.values import server_id
from storage.migrate import steps

NUMBER = 'number = "+4915555550100"'
NOBODY = 65534
PHRASE = "vier Wörter für später"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Everything in a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(folder: Path, *words: str, language: str = "de") -> str:
    """The one line that a command says when it refuses; asserts that nothing in the folder is another than before."""
    before = snapshot(folder)
    environment = {"LANG": f"{language}_AT.UTF-8", "LC_ALL": None, "LC_MESSAGES": None}
    done = CliRunner().invoke(cli, list(words), env=environment)
    assert (done.exit_code in {1, 2}, done.stdout, snapshot(folder) == before) == (True, "", True)
    (line,) = done.stderr.splitlines()
    return line.replace(str(folder), "HERE")


SETTINGS = {
    'number = "0151 5555"': ("`number` in HERE/losbote.toml ist so nicht zu gebrauchen. Schreib: number = "),
    "number = ": "HERE/losbote.toml ist kein TOML: ",
    f"{NUMBER}\nadmin = []": "`admin` in HERE/losbote.toml gibt es nicht. Meinst du `admins`? Schreib: admins = ",
    f'{NUMBER}\nadmins = ["+4915555550101"]': "(keine ACI, und Telefonnummern sieht ein Bot nicht). Schreib: admins = ",
    f'{NUMBER}\n[groups.main]\nid = "group.abc"': "(keine id einer Gruppe). Schreib unter [groups.main]: id = ",
}


@pytest.mark.parametrize(("text", "sentence"), SETTINGS.items())
@pytest.mark.parametrize("command", ["run", "receive", "backup"])
def test_settings(tmp_path: Path, command: str, text: str, sentence: str) -> None:
    (tmp_path / "losbote.toml").write_text(text, encoding="utf-8")
    assert sentence in refused(tmp_path, command, "--config", str(tmp_path / "losbote.toml"))


def test_a_group_id_of_the_other_form_is_as_good(tmp_path: Path) -> None:
    inner = "UVVKRFJFVkdSMGhKU2t0TVRVNVBVRkZTVTFSVlZsZFk="
    ids = []
    for form in (inner, server_id(inner)):
        (tmp_path / "losbote.toml").write_text(f'{NUMBER}\n[groups.main]\nid = "{form}"', encoding="utf-8")
        ids.append(load(tmp_path / "losbote.toml").groups["main"].id)
    assert ids == [server_id(inner)] * 2


SAID = {
    "de": (
        "{address} nutzt schon ein anderes Programm. Trag in losbote.toml einen anderen Port ein.",
        "Ein anderer Losbote (Prozess {process}) arbeitet schon mit {database}. Beende erst den:",
        "Unter 192.0.2.1:8090 lässt sich nichts anbieten (diese Adresse hat der Rechner nicht).",
    ),
    "en": (
        "{address} is taken by another program. Set another port.",
        "{database} is in use by another Losbote (process {process}). Stop that one first;",
        "Nobody can listen at 192.0.2.1:8090 (Cannot assign requested address). Set another address.",
    ),
}


@pytest.mark.parametrize("language", SAID)
def test_what_another_program_has_is_told_in_the_language_of_the_settings(tmp_path: Path, language: str) -> None:
    config = tmp_path / "losbote.toml"

    def said(command: str, *lines: str) -> str:
        config.write_text("\n".join([NUMBER, f'language = "{language}"', *lines]), encoding="utf-8")
        done = CliRunner().invoke(cli, [command, "--config", str(config)])
        assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        return done.stderr

    taken, held, nowhere = SAID[language]
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        address = f"127.0.0.1:{other.getsockname()[1]}"
        for command, line in (("receive", f'[receive]\nwebhook = "{address}"'), ("run", f'web = "{address}"')):
            assert said(command, line) == taken.format(address=address) + "\n"
    with sole(tmp_path / "losbote.db"):
        words = {"process": os.getpid(), "database": tmp_path / "losbote.db"}
        assert said("run").startswith(held.format(**words))
    assert said("run", 'web = "192.0.2.1:8090"').startswith(nowhere)


def test_reasons_of_the_system_are_told_in_german() -> None:
    """Each as the handbook of the system numbers it; what happens rarely stays as the system says it."""
    wanted = {
        errno.EACCES: "keine Berechtigung",
        errno.ENOENT: "diesen Pfad gibt es nicht",
        errno.EISDIR: "das ist ein Ordner",
        errno.ENOTDIR: "dort ist eine Datei, kein Ordner",
        errno.ENOSPC: "kein Platz mehr auf dem Datenträger",
        errno.EROFS: "der Datenträger lässt sich nur lesen",
        errno.EADDRINUSE: "die Adresse ist schon vergeben",
        errno.EBUSY: "ist gerade in Gebrauch",
        errno.EXDEV: "Invalid cross-device link",
    }
    assert {number: reason(OSError(number, os.strerror(number)), "de") for number in wanted} == wanted
    assert reason(OSError(errno.EACCES, "Permission denied"), "en") == "Permission denied"
    assert (reason(TimeoutError(), "de"), worded("what pyrage says", "de")) == ("TimeoutError", "what pyrage says")


@pytest.mark.parametrize("command", ["run", "doctor", "status", "backup", "plan"])
def test_a_folder_as_settings_is_told_in_a_sentence_of_ours(tmp_path: Path, command: str) -> None:
    environment = {"LANG": "de_AT.UTF-8", "LC_ALL": None, "LC_MESSAGES": None}
    done = CliRunner().invoke(cli, [command, "--config", str(tmp_path)], env=environment)
    assert done.exit_code == 2
    assert f"{tmp_path} lässt sich nicht lesen (das ist ein Ordner)." in done.stdout + done.stderr
    assert "Usage" not in done.stderr


# -- backups -----------------------------------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A backup of a library, encrypted."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "losbote.toml").write_text(f"{NUMBER}\n", encoding="utf-8")
    made = CliRunner().invoke(cli, ["import", "--first-filling", "--config", str(home / "losbote.toml")])
    assert made.exit_code == 0
    (tmp_path / "here").mkdir()
    return backed_up(home, tmp_path / "here" / "b.tar.gz.age", PHRASE)


def backed_up(home: Path, target: Path, phrase: str) -> Path:
    settings = load(home / "losbote.toml")
    pack(settings, settings.source, target, SystemClock().now(), phrase)
    return target


def cut(archive: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:-300])


def newer(archive: Path) -> None:
    """A backup whose database is of a release that is to come."""
    home, version = archive.parents[1] / "home", len(steps()) + 1
    inner = archive.parents[1] / "inner"
    archive.unlink()
    backed_up(home, archive, "")
    with tarfile.open(archive) as tar:
        tar.extractall(inner, filter="data")
    with closing(sqlite3.connect(inner / "losbote.db")) as raw:
        raw.execute(f"PRAGMA user_version = {version}")
    with tarfile.open(archive, "w:gz") as tar:
        for path in sorted(inner.iterdir()):
            tar.add(path, path.name)


def untouched(_: Path) -> None:
    pass


BACKUPS: list[tuple[Callable[[Path], None], str, str, str]] = [
    (
        cut,
        PHRASE,
        "nicht öffnen, oder die Datei ist beschädigt. Prüf das Passwort; geändert wurde nichts.",
        "cannot be",
    ),
    (untouched, "falsch", "lässt sich mit diesem Passwort nicht öffnen", "cannot be opened with this passphrase"),
    (untouched, "", "ist verschlüsselt. Setz die Variable LOSBOTE_PASSPHRASE", "is encrypted. Set the variable"),
    (newer, "", "stammt von einem neueren Losbote. Bring das Programm auf den neuen Stand", "Update the program;"),
]


@pytest.mark.parametrize(("spoil", "phrase", "german", "english"), BACKUPS)
def test_backups(archive: Path, spoil: Callable[[Path], None], phrase: str, german: str, english: str) -> None:
    spoil(archive)
    here = archive.parent
    words = ["restore", str(archive), str(here / "new"), "--passphrase", phrase]
    told = {language: refused(here, *words, language=language) for language in ("de", "en")}
    for language, sentence in (("de", german), ("en", english)):
        assert told[language].startswith("HERE/b.tar.gz.age ") or language == "en"
        assert sentence in told[language]


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, which are none where we have no such rights."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(before)


def test_no_rights_to_write(archive: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="losbote-rights-") as name:  # where others get to, unlike tmp_path
        place = Path(name).resolve()
        shutil.copytree(archive.parents[1] / "home", place / "home")
        (place / "here").mkdir()
        for path in (place, *place.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        (place / "here").chmod(0o555)
        config = place / "home" / "losbote.toml"
        with nobody():
            told = refused(place / "here", "backup", str(place / "here" / "b.tar.gz"), "--config", str(config))
        (place / "here").chmod(0o755)
    assert told == "HERE lässt sich nicht schreiben (keine Berechtigung). Nenn einen anderen Ort."


ODD = {
    ("backup", "there.zip"): "HERE/there.zip ist schon da. Nenn eine andere Datei; geändert wurde nichts.",
    ("handover", "there.zip"): "HERE/there.zip ist schon da. Nenn eine andere Datei; geändert wurde nichts.",
    ("handover", "page.tar.gz"): "HERE/page.html ist schon da. Nenn eine andere Datei; geändert wurde nichts.",
    ("backup", "there.zip/b"): "Bei HERE/there.zip ist eine Datei, wo ein Ordner sein müsste. Nenn einen anderen Ort;",
    ("restore", "there.zip"): "Bei HERE/there.zip ist eine Datei, wo ein Ordner sein müsste. Nenn einen anderen Ort;",
    ("restore", "there.zip/x"): "Bei HERE/there.zip/x ist eine Datei, wo ein Ordner sein müsste.",
    ("restore", "there.zip/x/y"): "Bei HERE/there.zip/x/y ist eine Datei, wo ein Ordner sein müsste.",
    ("restore", "n" * 300): f"HERE/{'n' * 300} lässt sich nicht schreiben (der Name ist zu lang).",
}


@pytest.mark.parametrize(("command", "target"), ODD)
def test_odd_places(archive: Path, command: str, target: str) -> None:
    here, config = archive.parent, archive.parents[1] / "home" / "losbote.toml"
    for name in ("there.zip", "page.html"):
        (here / name).write_text("somebody's own", encoding="utf-8")
    place = str(here / target)
    words = [str(archive), place, "--passphrase", PHRASE] if command == "restore" else [place, "--config", str(config)]
    assert refused(here, command, *words).startswith(ODD[command, target])


def test_a_folder_as_the_place_of_a_backup_gets_a_file_with_the_usual_name(archive: Path) -> None:
    config = archive.parents[1] / "home" / "losbote.toml"
    (usb := archive.parent / "usb").mkdir()
    for command in ("backup", "handover"):
        assert CliRunner().invoke(cli, [command, str(usb), "--config", str(config)]).exit_code == 0
    assert sorted(re.sub("[0-9]+", "N", path.name) for path in usb.iterdir()) == [
        "handover-N-N.html",
        "handover-N-N.tar.gz",
        "losbote-N-N.tar.gz",
    ]


def test_files_that_may_not_be_read(archive: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="losbote-rights-") as name:
        (place := Path(name).resolve()).chmod(0o777)
        (config := place / "losbote.toml").write_text(NUMBER, encoding="utf-8")
        shutil.copy(archive, backup := place / "b.tar.gz.age")
        for path in (config, backup):
            path.chmod(0)
        calls = (("backup", "--config", str(config)), ("restore", str(backup), str(place / "new")))
        environment = {"LANG": "de_AT.UTF-8", "LC_ALL": None, "LC_MESSAGES": None}
        with nobody():
            told = [CliRunner().invoke(cli, [*words], env=environment).stderr.replace(name, "HERE") for words in calls]
    assert [line.partition(". ")[0] for line in told] == [
        "HERE/losbote.toml lässt sich nicht lesen (keine Berechtigung)",
        "HERE/b.tar.gz.age lässt sich nicht lesen (keine Berechtigung)",
    ]


def test_settings_are_found_from_a_folder_that_may_not_be_entered(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when somebody calls `sudo -u losbote` at home."""
    with tempfile.TemporaryDirectory(prefix="losbote-rights-") as name:
        place = Path(name).resolve()
        place.chmod(0o755)
        (there := place / "losbote.toml").write_text(NUMBER, encoding="utf-8")
        (closed := place / "closed").mkdir()
        monkeypatch.chdir(closed)
        monkeypatch.setattr("bot.settings.PLACES", (Path("losbote.toml"), there))
        closed.chmod(0)
        with nobody():
            assert usual() == there
        closed.chmod(0o755)
        monkeypatch.undo()


def test_settings_that_are_not_there(tmp_path: Path) -> None:
    call = "losbote setup --config HERE/no.toml"
    for language, sentence in (
        ("de", f"gibt es nicht. {call} schreibt sie"),
        ("en", f"is not there. {call} writes it"),
    ):
        told = refused(tmp_path, "backup", "--config", str(tmp_path / "no.toml"), language=language)
        assert sentence in told
