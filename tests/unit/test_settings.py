"""The settings: what is taken, and for every mistake the line to write instead."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

import pytest

from bot import settings
from bot.errors import SettingsError
from bot.settings import PostSettings, ReceiveSettings, Settings, load
from bot.values import internal_id, offset, server_id

NUMBER = "+4915112345678"
ACI = "7f1c2c1e-0a51-4c55-9a41-1f2d3c4b5a60"
INTERNAL = base64.b64encode(bytes(range(32))).decode()
OTHER = base64.b64encode(bytes(range(32, 64))).decode()


def write(folder: Path, text: str) -> Path:
    path = folder / "losbote.toml"
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, text: str) -> Settings:
    return load(write(folder, f'number = "{NUMBER}"\n{text}'))


def mistakes(folder: Path, text: str, *, number: bool = True) -> list[str]:
    """What is wrong with a file, with FILE for its path."""
    path = write(folder, f'number = "{NUMBER}"\n{text}' if number else text)
    with pytest.raises(SettingsError) as caught:
        load(path)
    return [mistake.replace(str(path), "FILE") for mistake in caught.value.mistakes]


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that says nothing of its language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


# -- what is taken ---------------------------------------------------------------------------------------


def test_a_number_is_enough(tmp_path: Path) -> None:
    found = loaded(tmp_path, "")
    assert (found.number, found.server, found.zone, found.language) == (
        NUMBER,
        "http://127.0.0.1:8080",
        "Europe/Berlin",
        "de",
    )
    assert (found.admins, found.groups, found.receive, found.posts) == ((), {}, None, PostSettings())


def test_paths_are_relative_to_the_folder_of_the_file(tmp_path: Path) -> None:
    found = loaded(tmp_path, 'database = "data/l.db"\nlibrary = "/var/lib/losbote"')
    assert (found.database, found.library) == (tmp_path / "data" / "l.db", Path("/var/lib/losbote"))


def test_both_forms_of_a_group_id_are_the_same(tmp_path: Path) -> None:
    public = server_id(INTERNAL)
    groups = [loaded(tmp_path, f'[groups.main]\nid = "{form}"').groups["main"].id for form in (INTERNAL, public)]
    assert (groups, internal_id(public)) == ([public, public], INTERNAL)


def test_the_purpose_of_a_group_is_its_name_unless_it_says_otherwise(tmp_path: Path) -> None:
    found = loaded(tmp_path, f'[groups.admin]\nid = "{INTERNAL}"\n[groups.praxis]\nid = "{OTHER}"\npurpose = "test"')
    only = loaded(tmp_path, f'[groups.netz]\nid = "{INTERNAL}"')
    assert [found.purpose("admin"), found.purpose("praxis"), only.purpose("netz")] == ["admin", "test", "main"]


def test_an_aci_is_written_in_one_way(tmp_path: Path) -> None:
    assert loaded(tmp_path, f'admins = ["{ACI.upper()}", "{ACI.replace("-", "")}"]').admins == (ACI, ACI)


def test_a_file_from_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "losbote.toml"
    path.write_bytes(b"\xef\xbb\xbf" + f'number = "{NUMBER}"\r\nlanguage = "en"\r\n'.encode())
    assert load(path).language == "en"


def test_the_first_file_that_is_there_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, f'number = "{NUMBER}"\nlanguage = "en"')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(settings, "PLACES", (Path("nowhere.toml"), Path("losbote.toml")))
    found = load()
    assert (found.language, found.database) == ("en", tmp_path / "losbote.db")


@pytest.mark.parametrize(
    ("text", "length"),
    [("7d", timedelta(days=7)), ("1 h", timedelta(hours=1)), ("15m", timedelta(minutes=15)), ("0", timedelta(0))],
)
def test_how_long_before_a_meeting(text: str, length: timedelta) -> None:
    assert offset(text) == length


@pytest.mark.parametrize("text", ["", "7", "d", "-1d", "1.5h", "1000d", "7w", "7dd"])
def test_what_is_no_time_before_a_meeting(text: str) -> None:
    with pytest.raises(ValueError, match="not a time before a meeting"):
        offset(text)


@pytest.mark.parametrize(
    "server", ["http://bot:secret@signal.example:8080", "https://signal.example/api", "http://[::1]:8080", "http://a/"]
)
def test_addresses_of_servers(tmp_path: Path, server: str) -> None:
    assert loaded(tmp_path, f'server = "{server}"').server == server.rstrip("/")


def test_the_public_address_of_the_calendar_may_be_missing(tmp_path: Path) -> None:
    found = [loaded(tmp_path, text).calendar for text in ("", 'calendar = ""', 'calendar = "https://netz.example/"')]
    assert found == ["", "", "https://netz.example"]


# -- variables -------------------------------------------------------------------------------------------


def test_variables_override_the_file_and_leave_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "LOSBOTE_NUMBER": "+4930123456",
        "LOSBOTE_ADMINS": f"{ACI}, {ACI}",
        "LOSBOTE_POSTS__QUIET_FROM": "22",
        "LOSBOTE_GROUPS__MAIN__ID": OTHER,
        "LOSBOTE_RECEIVE__WEBHOOK": "127.0.0.1:9000",
        "LOSBOTE_NO_SUCH_SETTING": "1",
    }.items():
        monkeypatch.setenv(name, value)
    found = loaded(tmp_path, f'[posts]\nquiet_from = 20\nquiet_to = 7\n[groups.main]\nid = "{INTERNAL}"')
    assert (found.number, found.admins) == ("+4930123456", (ACI, ACI))
    assert (found.posts.quiet_from, found.posts.quiet_to) == (22, 7)
    assert (found.groups["main"].id, found.receive) == (server_id(OTHER), ReceiveSettings(webhook="127.0.0.1:9000"))


def test_a_mistake_in_a_variable_names_the_variable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"zone": "Mars", "ADMINS": "anna", "POSTS__QUIET_TO": "late", "GROUPS": "main"}.items():
        monkeypatch.setenv(f"LOSBOTE_{name}", value)
    assert mistakes(tmp_path, "") == [
        (
            "The setting `zone` from the variable LOSBOTE_ZONE cannot be used as it is (not a time zone)."
            ' Write: zone = "Europe/Berlin"'
        ),
        (
            "The setting `admins` (entry 1) from the variable LOSBOTE_ADMINS cannot be used as it is"
            f' (not an ACI, and phone numbers are hidden from bots). Write: admins = ["{ACI}"]   # ACIs'
        ),
        (
            "The setting `groups` from the variable LOSBOTE_GROUPS cannot be used as it is."
            ' Write: [groups.main]\nid = "group.…"'
        ),
        (
            "The setting `posts.quiet_to` from the variable LOSBOTE_POSTS__QUIET_TO cannot be used as it is."
            " Write under [posts]: quiet_to = 8"
        ),
    ]


# -- mistakes --------------------------------------------------------------------------------------------


def test_without_a_file_the_number_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "PLACES", (tmp_path / "losbote.toml",))
    with pytest.raises(SettingsError) as caught:
        load()
    assert caught.value.mistakes == [
        (
            "The setting `number` is missing (there is no losbote.toml here or in /etc/losbote;"
            " losbote setup writes one)."
            ' Write: number = "+4915112345678"'
        )
    ]


def test_a_file_that_is_not_there_or_is_none(tmp_path: Path) -> None:
    for path, words in {tmp_path / "no.toml": "is not there", tmp_path: "cannot be read (Is a directory)"}.items():
        with pytest.raises(SettingsError) as caught:
            load(path)
        assert [mistake.startswith(f"{path} {words}. ") for mistake in caught.value.mistakes] == [True]


@pytest.mark.parametrize("raw", [b"number = 0049151", b"number: 1", b"\xff\xfe", b'a = "b"\na = "c"'])
def test_what_is_no_toml_is_one_mistake(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "losbote.toml"
    path.write_bytes(raw)
    with pytest.raises(SettingsError) as caught:
        load(path)
    (mistake,) = caught.value.mistakes
    assert mistake.startswith(f"{path} is not TOML: ")
    assert mistake.endswith('. Texts stand in "quotes", one setting a line.')


ONE = {
    'server = "127.0.0.1:8080"': "server` in FILE cannot be used as it is (not the address of a server)."
    ' Write: server = "http://127.0.0.1:8080"',
    'server = "http://a:99999"': "server` in FILE cannot be used as it is (not the address of a server)."
    ' Write: server = "http://127.0.0.1:8080"',
    'server = "http://a/?b"': "server` in FILE cannot be used as it is (not the address of a server)."
    ' Write: server = "http://127.0.0.1:8080"',
    'token = "geheim ü"': 'token` in FILE cannot be used as it is. Write: token = "…"   # a bearer token, for a proxy',
    'zone = "Europe/Berln"': 'zone` in FILE cannot be used as it is (not a time zone). Write: zone = "Europe/Berlin"',
    'zone = "CEST"': 'zone` in FILE cannot be used as it is (not a time zone). Write: zone = "Europe/Berlin"',
    'language = "fr"': 'language` in FILE cannot be used as it is. Write: language = "de"   # or "en"',
    'web = "8090"': 'web` in FILE cannot be used as it is (not a host and a port). Write: web = "127.0.0.1:8090"',
    'web = "127.0.0.1:70000"': "web` in FILE cannot be used as it is (not a host and a port)."
    ' Write: web = "127.0.0.1:8090"',
    'calendar = "netz.example"': "calendar` in FILE cannot be used as it is (not the address of a server)."
    ' Write: calendar = "https://calendar.example"',
    'strangers = "bite"': 'strangers` in FILE cannot be used as it is. Write: strangers = "line"',
    'log = "xml"': 'log` in FILE cannot be used as it is. Write: log = "text"   # or "json"',
    f'admins = "{ACI}"': f'admins` in FILE cannot be used as it is. Write: admins = ["{ACI}"]   # ACIs',
    f'admins = ["{ACI}", "{NUMBER}"]': "admins` (entry 2) in FILE cannot be used as it is"
    f' (not an ACI, and phone numbers are hidden from bots). Write: admins = ["{ACI}"]   # ACIs',
    "[receive]\nwebhook = 8091": "receive.webhook` in FILE cannot be used as it is."
    ' Write under [receive]: webhook = "127.0.0.1:8091"',
    '[posts]\nreminders = ["7d", "soon"]': "posts.reminders` (entry 2) in FILE cannot be used as it is"
    ' (not a time before a meeting). Write under [posts]: reminders = ["7d", "1d", "1h", "0"]',
    "[posts]\nquiet_from = 24": "posts.quiet_from` in FILE cannot be used as it is."
    " Write under [posts]: quiet_from = 21",
    "[sending]\ntimeout = 0": "sending.timeout` in FILE cannot be used as it is."
    " Write under [sending]: timeout = 45   # seconds",
    "posts = 4": "posts` in FILE cannot be used as it is. Write: [posts]",
    '[groups.main]\nid = "group.xyz"': "groups.main.id` in FILE cannot be used as it is (not the id of a group)."
    ' Write under [groups.main]: id = "group.…"   # as GET /v1/groups of the server shows it',
    '[groups.main]\npurpose = "main"': "groups.main.id` is missing in FILE."
    ' Write under [groups.main]: id = "group.…"   # as GET /v1/groups of the server shows it',
    f'[groups.netz]\nid = "{INTERNAL}"\npurpose = "fun"': "groups.netz.purpose` in FILE cannot be used as it is."
    ' Write under [groups.netz]: purpose = "main"   # or "admin", "test"',
    f'[groups]\nmain = "{INTERNAL}"': "groups.main` in FILE cannot be used as it is."
    ' Write: [groups.main]\nid = "group.…"',
    f'[groups.a]\nid = "{INTERNAL}"\n[groups.b]\nid = "{server_id(INTERNAL)}"': "groups` in FILE cannot be used"
    ' as it is (two groups have the same id). Write: [groups.main]\nid = "group.…"',
}


@pytest.mark.parametrize(("text", "mistake"), ONE.items())
def test_a_mistake_is_told_with_the_line_to_write_instead(tmp_path: Path, text: str, mistake: str) -> None:
    assert mistakes(tmp_path, text) == [f"The setting `{mistake}"]


@pytest.mark.parametrize(
    "number", ["0151 12345678", "+49 151 12345678", "004915112345678", "+49", "", "+٤٩١٥١١٢٣٤٥٦٧٨"]
)
def test_a_number_is_written_in_one_way(tmp_path: Path, number: str) -> None:
    wrong = 'The setting `number` in FILE cannot be used as it is. Write: number = "+4915112345678"'
    assert mistakes(tmp_path, f'number = "{number}"', number=False) == [wrong]


@pytest.mark.parametrize("inner", ["", "=", "x" * 44, INTERNAL[:-4], "ü", server_id("kurz")])
def test_a_group_id_is_whole(tmp_path: Path, inner: str) -> None:
    for form in (inner, f"group.{inner}"):
        (mistake,) = mistakes(tmp_path, f'[groups.main]\nid = "{form}"')
        assert "`groups.main.id` in FILE cannot be used as it is (not the id of a group)." in mistake


def test_a_group_has_a_plain_name(tmp_path: Path) -> None:
    assert mistakes(tmp_path, f'[groups.Haus]\nid = "{INTERNAL}"') == [
        "A group in FILE has a name with other signs than a-z, 0-9, - and _. Write: [groups.main]"
    ]


UNKNOWN = {
    'lanugage = "de"': '`lanugage` in FILE. Did you mean `language`? Write: language = "de"   # or "en"',
    'colour = "red"': "`colour` in FILE. Remove the line; deploy/losbote.example.toml shows all there are.",
    "[posts]\nmax_post_a_week = 3": "`posts.max_post_a_week` in FILE. Did you mean `max_posts_a_week`?"
    " Write under [posts]: max_posts_a_week = 4",
    '[sending]\nzone = "Europe/Berlin"': "`sending.zone` in FILE. `zone` stands above the first [heading]."
    ' Write: zone = "Europe/Berlin"',
    "[send]\ntimeout = 3": "`send` in FILE. Did you mean `sending`? Write: [sending]",
}


@pytest.mark.parametrize(("text", "mistake"), UNKNOWN.items())
def test_an_unknown_setting_is_a_mistake(tmp_path: Path, text: str, mistake: str) -> None:
    assert mistakes(tmp_path, text) == [f"There is no setting {mistake}"]


def test_all_mistakes_are_told_at_once_and_each_once(tmp_path: Path) -> None:
    wrong = ["number", "server", "zone", "language", "web", "strangers", "log", "admins", "database", "nothing"]
    sections = "[posts]\nquiet_to = -1\n[sending]\nmax_parallel = 0\n[groups.main]\nid = 7"
    found = mistakes(tmp_path, "\n".join(f"{name} = 42" for name in wrong) + f"\n{sections}", number=False)
    told = [mistake.split("`")[1] for mistake in found]
    assert sorted(told) == sorted([*wrong, "posts.quiet_to", "sending.max_parallel", "groups.main.id"])


def test_settings_do_not_show_the_token(tmp_path: Path) -> None:
    assert "geheim" not in repr(loaded(tmp_path, 'token = "geheim"'))
