"""Mistakes in the settings in German, and that each reason has words of its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from test_settings import ACI, INTERNAL, NUMBER, mistakes

from bot import settings, values
from bot.errors import SettingsError
from bot.settings import load
from bot.settings_told import Told, _slug
from commands._texts import Language

AWAY = (
    "gibt es nicht. losbote setup --config {config} schreibt sie;"
    " von Hand geht es mit einer Kopie von deploy/losbote.example.toml."
)
GERMAN = {
    'zone = "Mars"': "Die Einstellung `zone` in FILE ist so nicht zu gebrauchen (keine Zeitzone)."
    ' Schreib: zone = "Europe/Berlin"',
    f'admins = ["{ACI}", "{NUMBER}"]': "Die Einstellung `admins` (Eintrag 2) in FILE ist so nicht zu gebrauchen"
    f' (keine ACI, und Telefonnummern sieht ein Bot nicht). Schreib: admins = ["{ACI}"]   # ACIs',
    'server = "http://us:secret@signal.example"\ntoken = "abc"': "Die Einstellung `token` in FILE ist so nicht zu"
    " gebrauchen (der Server hat schon ein Passwort in seiner Adresse; eins von beiden genügt)."
    ' Schreib: token = "…"   # ein Bearer-Token, für einen Proxy',
    "[sending]\ntimeout = 0": "Die Einstellung `sending.timeout` in FILE ist so nicht zu gebrauchen."
    " Schreib unter [sending]: timeout = 45   # Sekunden",
    'lanugage = "de"': "Die Einstellung `lanugage` in FILE gibt es nicht. Meinst du `language`?"
    ' Schreib: language = "de"   # oder "en"',
    "colour = 1": "Die Einstellung `colour` in FILE gibt es nicht."
    " Streich die Zeile; deploy/losbote.example.toml zeigt alle, die es gibt.",
    '[sending]\nzone = "Europe/Berlin"': "Die Einstellung `sending.zone` in FILE gibt es nicht."
    ' `zone` steht über der ersten [Überschrift]. Schreib: zone = "Europe/Berlin"',
    "[groups.main]": "Die Einstellung `groups.main.id` fehlt in FILE."
    ' Schreib unter [groups.main]: id = "group.…"   # wie GET /v1/groups des Servers sie zeigt',
    f'[groups.Haus]\nid = "{INTERNAL}"': "Eine Gruppe in FILE hat einen Namen mit anderen Zeichen als a-z, 0-9, -"
    " und _. Schreib: [groups.main]",
}


@pytest.mark.parametrize(("text", "mistake"), GERMAN.items())
def test_mistakes_are_told_in_the_language_of_the_settings_or_of_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, mistake: str
) -> None:
    assert mistakes(tmp_path, f'language = "de"\n{text}') == [mistake]
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert mistakes(tmp_path, text) == [mistake]
    assert mistakes(tmp_path, f'language = "en"\n{text}') != [mistake]
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert mistakes(tmp_path, text) != [mistake]


def test_a_missing_file_in_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    with pytest.raises(SettingsError) as caught:
        load(missing := tmp_path / "l.toml")
    assert (caught.value.language, caught.value.mistakes) == (
        "de",
        [f"{missing} {AWAY.format(config=missing)}"],
    )


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_reason_and_remark_has_its_words(language: Language) -> None:
    """Each falls to a name of its own, so that none is told as another."""
    source = (Path(settings.__file__).read_text() + Path(values.__file__).read_text()).replace("\\n", " ")
    reasons = [_slug(found) for found in re.findall(r'raise ValueError\("([^"]+)"', source)]
    remarks = [_slug(found) for found in re.findall(r"   # (.+?)['\"]\]", source)]
    told = Told(language, None)
    assert (len(set(reasons)), len(set(remarks))) == (10, 10)
    assert len({told.say("settings-reason", reason=one) for one in reasons}) == 10
    assert len({told.say("settings-remark", remark=one) for one in remarks}) == 10
