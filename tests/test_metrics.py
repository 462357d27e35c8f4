"""The figures for Prometheus: what happened is counted, nobody is named; dashboard and alerts name what is there."""

from __future__ import annotations

import json
import re
import socket
from datetime import timedelta
from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families
from watched import Watched, watched

from bot.watch import Patience
from storage.settings import BACKED_UP

DEPLOY = Path(__file__).parent.parent / "deploy"
FILES = (DEPLOY / "grafana" / "losbote.json", DEPLOY / "prometheus" / "alerts.yml")


def free() -> str:
    """An address on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"127.0.0.1:{taken.getsockname()[1]}"


async def figures(bot: Watched) -> dict[tuple[str, str], float]:
    """Each figure by its name and the value of its label."""
    status, text = await bot.get("/metrics")
    assert status == 200
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    assert all(len(sample.labels.keys() - {"le"}) <= 1 for sample in samples)
    return {
        (sample.name, next((value for name, value in sample.labels.items() if name != "le"), "")): sample.value
        for sample in samples
    }


async def test_what_happens_is_counted_and_nobody_is_named(tmp_path: Path) -> None:
    async with watched(tmp_path, Patience(), free=free()) as bot:
        net = bot.world.groups["Netzwerk"].chat
        bot.world.say("petra", "direct:petra", "!notaus")
        await bot.calm()
        bot.server.faults.fail_next_send("429", 1)
        bot.world.say("anna", net, "!next")
        bot.world.say("bert", net, "just so")
        bot.world.frame("{")
        await bot.when(lambda: bot.app.outbox.ended["throttled"])
        await bot.calm()
        bot.world.clock.move(timedelta(seconds=1))  # the admins are told of the limit
        await bot.calm()
        bot.world.clock.move(timedelta(minutes=1))
        await bot.calm()
        now = bot.world.clock.now()
        await bot.app.storage.write(lambda tx: tx.settings.put_instant(BACKED_UP, now))
        found = await figures(bot)
        _, text = await bot.get("/metrics")
    expected = {
        ("losbote_frames_total", "message"): 2,
        ("losbote_frames_dropped_total", "not for the bot"): 1,
        ("losbote_frames_dropped_total", "broken"): 1,
        ("losbote_command_seconds_count", "next"): 1,
        ("losbote_command_seconds_count", "hold"): 1,
        ("losbote_calls_total", "sent"): 4,
        ("losbote_calls_total", "throttled"): 1,
        ("losbote_calls_total", "refused"): 0,
        ("losbote_calls_total", "unreachable"): 0,
        ("losbote_calls_total", "unanswered"): 0,
        ("losbote_deliveries", "waiting"): 0,
        ("losbote_deliveries", "failed"): 0,
        ("losbote_delivery_oldest_seconds", ""): 0,
        ("losbote_frame_lag_seconds", ""): 0,
        ("losbote_last_frame_timestamp_seconds", ""): now.timestamp(),
        ("losbote_last_backup_timestamp_seconds", ""): now.timestamp(),
        ("losbote_server_up", ""): 1,
        ("losbote_link_up", ""): 1,
        ("losbote_ready", ""): 1,
        ("losbote_groups_outside", ""): 0,
        ("losbote_posts_held", ""): 1,
    }
    assert {key: found.get(key) for key in expected} == expected
    told = {one.aci for one in bot.world.people.values()} | {"anna", "bert", "petra", "Netzwerk", "just so"}
    assert [word for word in told if word in text] == []
    named = {name for file in FILES for name in re.findall(r"losbote_[a-z_]+", file.read_text(encoding="utf-8"))}
    assert named - {name for name, _ in found} == set()


def test_the_dashboard_is_whole() -> None:
    board = json.loads(FILES[0].read_text(encoding="utf-8"))
    places = [(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in board["panels"]]
    assert len(set(places)) == len(places) == len({panel["id"] for panel in board["panels"]})
    assert all(target["expr"] for panel in board["panels"] for target in panel["targets"])
