"""A play with everything in it, logged at DEBUG: no word that was said, no name, number, ACI or group in any line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import log_words
from crash.rig import START, rigged

from bot.demo.process import DieAt

MEMBERS = ("!next", "!termine", "!suche Kosten", "!nxet", "hallo zusammen", "!begriff Losverfahren", "!erinnern 1d")
ADMINS = ("!status", "!plan", "!notaus", "!weiter", "!protokoll", "!treffen absage 2.12.", "ja", "!zurück", "!admin")


async def test_no_line_of_the_log_tells_what_was_said_or_by_whom(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.bot.start(START, DieAt("never"))  # which logs at DEBUG
        await rig.server.listened()
        await rig.calm()
        for fault, line in zip(("500", "400", "429", "partial", "drop"), MEMBERS, strict=False):
            rig.server.faults.fail_next_send(fault)  # type: ignore[arg-type]
            rig.ask("anna", line)
            await rig.calm()
        for line in MEMBERS:
            rig.world.say("bert", "direct:bert", line)
            await rig.calm()
        for line in ADMINS:
            rig.world.say("petra", "direct:petra", line)
            await rig.calm()
        rig.server.push('{"envelope": "' + rig.world.people["anna"].aci)
        await rig.linked_again(rig.server.close_sockets)
        rig.world.leave("bot", "Netzwerk")
        await rig.calm()
        await rig.bot.turn(START + timedelta(days=2))
        said, log, told = rig.answers(), rig.log, log_words.told(rig.log, rig.world)
    assert (len(said) > 15, log.count("handling") >= len(MEMBERS + ADMINS), "trouble" in log or "not in" in log) == (
        True,
        True,
        True,
    )
    assert told == set()
