"""`losbote doctor` on what only shows with time: pins, the age of the server and of zone data, its log."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from ward import Ward, warded

from bot.audiences import keep_groups
from bot.clock import SystemClock
from bot.doctor import files
from bot.doctor.base import Finding
from bot.doctor.checks import examined
from bot.settings import PostSettings
from storage import Tx
from storage.chat import group_chat
from storage.content import Content
from storage.kept import Kept, pin_refused


@pytest_asyncio.fixture
async def ward(tmp_path: Path) -> AsyncIterator[Ward]:
    async with warded(tmp_path) as found:
        yield found


async def told(ward: Ward, check: str, **changes: object) -> list[tuple[str, str]]:
    """What one check has found, whatever the others say."""
    settings = ward.settings.model_copy(update=changes)
    return [(one.level, one.text) for name, one in await examined(settings, SystemClock()) if name == check]


async def test_whether_it_may_pin(ward: Ward) -> None:
    group = ward.world.groups["Netzwerk"]
    chat = group_chat(group.internal_id)

    def know(tx: Tx) -> None:
        keep_groups(tx, ward.settings)
        tx.groups.seen(group.internal_id, title="Netzwerk", people=4)

    def stand(tx: Tx) -> None:
        delivery = tx.deliveries.add(chat, Content("…"), due=SystemClock().now() + timedelta(hours=1))
        tx.kept.put("next", chat, Kept("key", "text", delivery))

    await ward.storage.write(know)
    assert [level for level, _ in await told(ward, "pins")] == ["unseen"]
    await ward.storage.write(stand)
    well = ("ok", "Gruppe main: In „Netzwerk“ steht das nächste Treffen, und der Bot darf es anheften.")
    assert await told(ward, "pins") == [well]
    await ward.storage.write(lambda tx: tx.settings.put_instant(pin_refused(chat), SystemClock().now()))
    assert await ward.one("pins") == Finding(
        "warn",
        "Gruppe main: In „Netzwerk“ darf der Bot nichts anheften.",
        "Mach den Bot in Signal dort zum Admin, oder erlaube allen, Nachrichten anzuheften."
        " Das nächste Treffen steht sonst ohne Nadel da.",
    )
    assert await told(ward, "pins", posts=PostSettings(pin=False)) == []


async def test_how_long_the_server_has_had_its_version(ward: Ward) -> None:
    def met(days: int, version: str) -> None:
        return ward.storage.write(
            lambda tx: (tx.settings.drop("server"), tx.settings.met(version, now - timedelta(days)))
        )

    now = SystemClock().now()
    for days, level, text in (
        (0, "ok", "Der Server hat seit heute die Version 0.101."),
        (1, "ok", "Der Server hat seit mindestens einem Tag die Version 0.101."),
        (59, "ok", "Der Server hat seit mindestens 59 Tagen die Version 0.101."),
        (60, "warn", "Der Server hat seit mindestens 60 Tagen die Version 0.101."),
    ):
        await met(days, "0.101")
        assert await told(ward, "age") == [(level, text)]
    await met(90, "0.100")  # which it had before; the bot has not run since
    assert [level for level, _ in await told(ward, "age")] == ["unseen"]


async def test_another_version_counts_from_its_first_day(ward: Ward) -> None:
    now = SystemClock().now()
    first = now - timedelta(days=80)
    for version, at in (("0.100", first), ("0.100", now), ("0.101", now)):
        await ward.storage.write(lambda tx, version=version, at=at: tx.settings.met(version, at))
    found = await ward.storage.read(lambda tx: (tx.settings.get("server"), tx.settings.instant("server_since")))
    assert (found[0], found[1] is not None and found[1] - now < timedelta(seconds=1)) == ("0.101", True)


async def test_a_log_that_holds_what_people_say(ward: Ward) -> None:
    ward.server.faults.log_level = "debug"
    sentence = "Der Server schreibt in sein Protokoll, was die Leute sagen (Stufe debug)."
    assert (await ward.one("log")).text == sentence
    assert [text for _, text in await told(ward, "unseen") if text == sentence] == []  # once is enough


async def test_zone_data(ward: Ward, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    year = SystemClock().now().year
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe" / "Berlin").touch()
    monkeypatch.setattr(files, "TZPATH", (str(tmp_path / "none"), str(tmp_path)))
    for version, level in ((f"{year}a", "ok"), (f"{year - 1}c", "ok"), (f"{year - 2}g", "warn")):
        (tmp_path / "tzdata.zi").write_text(f"# version {version}\n", encoding="utf-8")
        assert await told(ward, "zones") == [(level, f"Zeitzonen: Stand {version}")]
    (tmp_path / "tzdata.zi").unlink()
    assert [level for level, _ in await told(ward, "zones")] == ["unseen"]


async def test_a_webhook_where_it_listens_without_a_setting(ward: Ward, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `losbote receive` does under systemd."""
    assert ward.settings.receive
    monkeypatch.setattr("bot.doctor.running.ReceiveSettings", lambda: ward.settings.receive)
    assert await told(ward, "webhook", receive=None) == [
        ("ok", f"Der Webhook unter {ward.settings.receive.webhook} nimmt an, was der Server schickt.")
    ]
